"""Volume of work and costs: the sentence that opens the section."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.language import Language
from evaltools.results import Result
from evaltools.view import View


def economy_finding(view: View, grant: Result, ratios: Sequence[Result]) -> str:
    """The grant in one sentence; without it, whether any ratio could be worked out."""
    language = view.language
    if grant.ok:
        return language.text(
            "The grant is {amount} {unit}.",
            amount=language.number(grant.value or 0),
            unit=view.labels.unit(grant.unit, language),
        )
    return _worked_out(language, ratios)


def economy_rest(view: View, grant: Result, ratios: Sequence[Result]) -> str:
    """How many ratios could be worked out, where the grant was said first; else empty."""
    return _worked_out(view.language, ratios) if grant.ok and ratios else ""


def _worked_out(language: Language, ratios: Sequence[Result]) -> str:
    known = sum(row.ok for row in ratios)
    if not known:
        return language.text("The figures for these ratios are missing.")
    return language.plural(
        "{n} ratio is worked out from the figures of this report.",
        "{n} ratios are worked out from the figures of this report.",
        known,
    )
