"""Goals: how many are measured."""

from __future__ import annotations

from evaltools.language import Language
from evaltools.view import View


def goals_finding(view: View, total: int, measured: int) -> str:
    """How many goals and results have an indicator with a value."""
    language = view.language
    if not measured:
        return language.plural(
            "No indicator with a value measures the {n} goal.",
            "No indicator with a value measures any of the {n} goals and results.",
            total,
        )
    if measured == total:
        return language.plural(
            "The {n} goal has an indicator with a value.",
            "Each of the {n} goals and results has an indicator with a value.",
            total,
        )
    return language.plural(
        "Of {total} goals and results, {n} has an indicator with a value.",
        "Of {total} goals and results, {n} have an indicator with a value.",
        measured,
        total=language.number(total),
    )


def level_name(level: str, language: Language) -> str:
    """What kind of goal it is."""
    return {
        "goal": language.text("Goal"),
        "additional": language.text("Additional goal"),
        "result": language.text("Expected result"),
        "long-term": language.text("Long-term result"),
    }[level]
