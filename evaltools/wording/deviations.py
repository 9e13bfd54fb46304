"""Deviations: how many there are, and how many are explained."""

from __future__ import annotations

from evaltools.view import View


def deviations_finding(view: View, found: int, explained: int) -> str:
    """Deviations and their reasons in a sentence."""
    language = view.language
    if not found:
        return language.text("No fact is off its plan.")
    if explained == found:
        return language.plural(
            "{n} fact is off its plan, and its reason is given.",
            "{n} facts are off their plans, and all reasons are given.",
            found,
        )
    if explained:
        return language.plural(
            "Of {found} facts off their plans, {n} has a reason.",
            "Of {found} facts off their plans, {n} have a reason.",
            explained,
            found=language.number(found),
        )
    return language.plural(
        "{n} fact is off its plan, and no reason is given.",
        "{n} facts are off their plans, and no reason is given.",
        found,
    )


def denied(view: View, found: int) -> str:
    """That the source says there is no deviation, where there is one; else empty."""
    if not found or not view.project.header.no_deviations:
        return ""
    return view.language.text("The source says that there is no deviation.")
