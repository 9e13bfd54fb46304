"""Stated totals against their parts: the sentence that opens the section."""

from __future__ import annotations

from evaltools.view import View


def checks_finding(view: View, contradictions: int, checked: int) -> str:
    """How many stated figures agree with their parts."""
    language = view.language
    if not contradictions and not checked:
        return language.text("The sources state no totals that could be checked.")
    if not contradictions:
        return language.plural(
            "{n} stated total was checked and agrees with its parts.",
            "{n} stated totals were checked and agree with their parts.",
            checked,
        )
    if not checked:
        return language.plural(
            "{n} stated total does not agree with its parts.",
            "{n} stated totals do not agree with their parts.",
            contradictions,
        )
    return language.plural(
        "{n} stated total does not agree with its parts; {checked} do.",
        "{n} stated totals do not agree with their parts; {checked} do.",
        contradictions,
        checked=language.number(checked),
    )
