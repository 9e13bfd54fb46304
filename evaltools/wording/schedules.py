"""Schedules: how many promises were kept."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.results import Result
from evaltools.view import View


def schedules_finding(view: View, pairs: Sequence[tuple[Result, Result]]) -> str:
    """How many of the promises that can be judged were kept."""
    language = view.language
    judged = [(promised, held) for promised, held in pairs if promised.ok and held.ok]
    if not judged:
        return language.text("Nothing says how often what was promised took place.")
    kept = sum((held.value or 0) >= (promised.value or 0) for promised, held in judged)
    if not kept and len(judged) == 1:
        said = language.text("Only one promise can be judged; it was not kept.")
    elif not kept:
        said = language.plural(
            "{n} promise can be judged; it was not kept.",
            "{n} promises can be judged; none was kept.",
            len(judged),
        )
    else:
        said = language.plural(
            "{kept} of {n} promise was kept.",
            "{kept} of {n} promises were kept.",
            len(judged),
            kept=language.number(kept),
        )
    rest = len(pairs) - len(judged)
    if rest:
        said += " " + language.plural(
            "For {n} nothing says how often it took place.",
            "For {n} nothing says how often they took place.",
            rest,
        )
    return said
