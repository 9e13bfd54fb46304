"""The share of those who were satisfied overall: never mixed up with the share on one question."""

from __future__ import annotations

from evaltools.language import round_half_up
from evaltools.results import Result
from evaltools.view import percent_digits
from evaltools.wording.survey import Survey, is_small


def is_overall(survey: Survey, row: Result) -> bool:
    """Whether a share is over several questions, by the rule of the settings, and not that of one question."""
    table = survey.table
    return (
        row.measure == survey.overall.measure
        and survey.overall.ok
        and table is not None
        and table.overall in ("most", "all")
    )


def satisfied_overall(survey: Survey, row: Result, *, short: bool = False) -> str:
    """The share over several questions in words, which say so; empty for another share, for all and for nobody.

    Parameters
    ----------
    survey : Survey
    row : Result
        The share, in percent.
    short : bool, default False
        For the lead of a page, where words are few.
    """
    language, n = survey.view.language, row.n or 0
    if not is_overall(survey, row) or row.value in (0, 100):
        return ""
    if is_small(row):
        satisfied = round_half_up((row.value or 0) * n / 100)
        return language.plural(
            "{x} of {n} person with an opinion was satisfied overall.",
            "{x} of {n} people with an opinion were satisfied overall.",
            n,
            x=language.number(satisfied),
        )
    digits = percent_digits(n)
    percent = language.number(row.value or 0, digits)
    if row.low is None or row.high is None:
        return language.plural(
            "Overall {percent}% of {n} person with an opinion were satisfied.",
            "Overall {percent}% of {n} people with an opinion were satisfied.",
            n,
            percent=percent,
        )
    values = {
        "percent": percent,
        "low": language.number(row.low, digits),
        "high": language.number(row.high, digits),
    }
    if short:
        return language.plural(
            "Overall {percent}% of {n} person with an opinion were satisfied (between {low}% and {high}%).",
            "Overall {percent}% of {n} people with an opinion were satisfied (between {low}% and {high}%).",
            n,
            **values,
        )
    return language.plural(
        "Overall {percent}% of the {n} person who gave an opinion were satisfied (between {low}% and {high}%).",
        "Overall {percent}% of the {n} people who gave an opinion were satisfied (between {low}% and {high}%).",
        n,
        **values,
    )
