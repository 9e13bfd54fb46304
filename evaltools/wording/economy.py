"""Social and economic effect: the sentence that opens the section."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.results import Result
from evaltools.view import View


def economy_finding(view: View, grant: Result, ratios: Sequence[Result]) -> str:
    """The grant in one sentence, or how many ratios could be worked out."""
    language = view.language
    known = sum(row.ok for row in ratios)
    if grant.ok:
        said = language.text(
            "The grant is {amount} {unit}.",
            amount=language.number(grant.value or 0),
            unit=view.labels.unit(grant.unit, language),
        )
        if not known:
            missing = language.text("The figures for these ratios are missing.")
            return f"{said} {missing}" if ratios else said
        return f"{said} " + language.plural(
            "{n} ratio is worked out from the figures of this report.",
            "{n} ratios are worked out from the figures of this report.",
            known,
        )
    if known:
        return language.plural(
            "{n} ratio is worked out from the figures of this report.",
            "{n} ratios are worked out from the figures of this report.",
            known,
        )
    return language.text("The figures for these ratios are missing.")
