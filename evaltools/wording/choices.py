"""What people ticked, and whether they would recommend: the sentences of these sections."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.results import Result
from evaltools.view import percent_digits
from evaltools.wording.reasons import why
from evaltools.wording.survey import Survey, is_small


def selection_finding(survey: Survey, question: str, rows: Sequence[Result]) -> str:
    """The option ticked most, among people who answered."""
    language = survey.view.language
    answered = survey.get("answered", question=question)
    if answered.ok and not answered.value:
        return language.text("Nobody answered this question.")
    shown = [row for row in rows if row.ok]
    if not shown:
        return language.text("The answers are hidden so that nobody can be recognised.")
    most = max(row.value or 0 for row in shown)
    top = [row for row in shown if row.value == most]
    # In quotation marks an option may keep its capital inside a sentence.
    names = language.listing([language.text("“{option}”", option=option_name(survey, row)) for row in top])
    if not most:
        return language.text("Nobody ticked any of the options shown.")
    values: dict[str, object] = {"options": names, "share": _share(survey, top[0])}
    if len(shown) < len(rows):
        return language.plural(
            "Of the answers whose counts are shown, the one ticked most often was: {options} ({share}).",
            "Of the answers whose counts are shown, those ticked most often were: {options} ({share} each).",
            len(top),
            **values,
        )
    return language.plural(
        "The answer ticked most often was: {options} ({share}).",
        "The answers ticked most often were: {options} ({share} each).",
        len(top),
        **values,
    )


def _share(survey: Survey, row: Result) -> str:
    if is_small(row):
        return survey.view.percent_of(row)
    language = survey.view.language
    return language.spoken(language.percent(row.value or 0, percent_digits(row.n)))


def option_name(survey: Survey, row: Result) -> str:
    """Name of an option."""
    return survey.view.name(row.pairs["question"], row.pairs["option"])


def recommendation_finding(survey: Survey, question: str) -> str:
    """The score with its interval, or why there is none."""
    language = survey.view.language
    score = survey.get("net_promoter_score", question=question)
    if score.status == "hidden":
        return language.text("The answers are hidden so that nobody can be recognised.")
    if not score.ok:
        return why(language, "net_promoter_score", score.reason)
    values = {"score": language.signed(score.value or 0), "n": language.number(score.n or 0)}
    if score.low is None or score.high is None:
        return language.text(
            "The recommendation score is {score} on a scale from −100 to 100; {n} people answered.", **values
        )
    values |= {"low": language.signed(score.low), "high": language.signed(score.high)}
    return language.text(
        "The recommendation score is {score} (between {low} and {high}) on a scale from −100 to 100; {n} people answered.",
        **values,
    )


def recommendation_rest(survey: Survey, question: str) -> str:
    """Whether more people would recommend than would not, or why the score has no interval; empty without a score."""
    language = survey.view.language
    score = survey.get("net_promoter_score", question=question)
    if not score.ok:
        return ""
    if score.low is None or score.high is None:
        return why(language, "net_promoter_score", score.reason)
    if score.low > 0:
        return language.text("More people would recommend it than would not.")
    if score.high < 0:
        return language.text("Fewer people would recommend it than would not.")
    return language.text("It is not clear whether more people would recommend it than would not.")
