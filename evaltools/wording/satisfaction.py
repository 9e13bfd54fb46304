"""How satisfied people were: the sentence that opens the section."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.results import Result
from evaltools.view import SMALL_BASE, View, percent_digits


def satisfaction_finding(view: View, rows: Sequence[Result]) -> str:
    """The range over the questions."""
    language = view.language
    shown = [row for row in rows if row.ok]
    if not rows:
        return language.text("No satisfaction survey is reported here.")
    if not shown:
        return language.text("The answers are hidden so that nobody can be recognised.")
    if all(row.value == 100 and row.n for row in shown):
        return language.text("Everybody who answered was satisfied, on every question shown.")
    if any(row.n and row.n < SMALL_BASE for row in shown):
        return language.text(
            "The groups are too small for percentages; the table shows how many were satisfied."
        )
    digits = max(percent_digits(row.n) for row in shown)
    low, high = (choose(row.value or 0 for row in shown) for choose in (min, max))
    values = {"low": language.number(low, digits), "high": language.number(high, digits)}
    if all(row.reason == "base-not-given" for row in shown):
        return language.text(
            "Between {low}% and {high}% answered positively to each question; the number of answers is not given, "
            "so no interval can be.",
            **values,
        )
    if values["low"] == values["high"]:
        return language.text("{high}% of those who answered were satisfied.", **values)
    return language.text(
        "Between {low}% and {high}% of those who answered were satisfied, by question.", **values
    )
