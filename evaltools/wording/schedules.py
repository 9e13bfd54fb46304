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
    if len(judged) == 1 and kept:
        return language.text("Only one promise can be judged; it was kept.")
    if len(judged) == 1:
        return language.text("Only one promise can be judged; it was not kept.")
    if not kept:
        return language.plural(
            "{n} promise can be judged; it was not kept.",
            "{n} promises can be judged; none was kept.",
            len(judged),
        )
    if kept == len(judged):
        return language.plural(
            "The {n} promise that can be judged was kept.",
            "All {n} promises that can be judged were kept.",
            kept,
        )
    return language.plural(
        "{kept} of {n} promise was kept.",
        "{kept} of {n} promises were kept.",
        len(judged),
        kept=language.number(kept),
    )


def unjudged(view: View, pairs: Sequence[tuple[Result, Result]]) -> str:
    """Of how many promises nothing says how often they took place; empty where of none, or of all."""
    language = view.language
    judged = [promised.ok and held.ok for promised, held in pairs]
    if not any(judged):
        return ""
    rest = judged.count(False)
    if not rest:
        return ""
    return language.plural(
        "For {n} nothing says how often it took place.",
        "For {n} nothing says how often they took place.",
        rest,
    )
