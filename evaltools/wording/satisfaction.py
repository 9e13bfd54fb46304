"""How satisfied people were: the sentences of the section."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.language import mark, round_half_up
from evaltools.results import Result
from evaltools.view import SMALL_BASE, WHOLE_PERCENT_BASE, percent_digits, shown_digits
from evaltools.wording.overall import satisfied_overall
from evaltools.wording.reasons import why
from evaltools.wording.survey import NEARLY_ALL, Survey, is_of_known_group, is_small, is_weighted


def satisfaction_finding(survey: Survey) -> str:
    """How many were satisfied; without an overall figure, the range over the questions."""
    language, rows, forms = survey.view.language, survey.items, survey.forms
    if not rows:
        if forms.reason == "no-forms":
            return why(language, "", forms.reason)
        return language.text("No satisfaction survey is reported here.")
    if forms.ok and forms.value == 1:
        return language.text("One form was filled in; what one person answers says nothing about a group.")
    headline = survey.headline
    if all(row.status == "undefined" for row in rows):
        return nobody(survey, rows)
    if headline is None or not headline.ok:
        return by_question(survey, rows)
    return satisfied_of(survey, headline)


def nobody(survey: Survey, rows: Sequence[Result]) -> str:
    """Why no question has a share: all blank, all "don't know", or both."""
    language = survey.view.language
    blank, unknown = (
        sum(survey.of_item(measure, row).value or 0 for row in rows) for measure in ("blank", "dont_know")
    )
    if blank and not unknown:
        return language.text("Forms were handed in, but every question on them was left blank.")
    if unknown and not blank:
        return language.text("Nobody gave an opinion: every answer was “don’t know”.")
    return language.text("Nobody gave an opinion: questions were answered “don’t know” or left blank.")


def satisfied_of(survey: Survey, row: Result) -> str:
    """One share in words: in percent with its interval, "x of n" in a small group, all, or nobody."""
    language, n = survey.view.language, row.n or 0
    if said := satisfied_overall(survey, row):
        return said
    if row.value == 0:
        return language.plural(
            "The {n} person who gave an opinion was not satisfied.",
            "None of the {n} people who gave an opinion was satisfied.",
            n,
        )
    if row.value == 100:
        return _all_of(survey, row)
    if is_small(row):
        satisfied = round_half_up((row.value or 0) * n / 100)
        return language.plural(
            "{x} of the {n} people who gave an opinion was satisfied; the group is too small for a percentage.",
            "{x} of the {n} people who gave an opinion were satisfied; the group is too small for a percentage.",
            satisfied,
            x=language.number(satisfied),
            n=language.number(n),
        )
    digits = percent_digits(n)
    values = {"percent": language.number(row.value or 0, digits)}
    if row.low is None or row.high is None:
        return language.plural(
            "{percent}% of the {n} person who gave an opinion were satisfied.",
            "{percent}% of the {n} people who gave an opinion were satisfied.",
            n,
            **values,
        )
    return language.plural(
        "{percent}% of the {n} person who gave an opinion were satisfied (between {low}% and {high}%).",
        "{percent}% of the {n} people who gave an opinion were satisfied (between {low}% and {high}%).",
        n,
        low=language.number(row.low, digits),
        high=language.number(row.high, digits),
        **values,
    )


def _all_of(survey: Survey, row: Result) -> str:
    language, n = survey.view.language, row.n or 0
    if row.low is None:
        return language.plural(
            "The {n} person who gave an opinion was satisfied.",
            "All {n} people who gave an opinion were satisfied.",
            n,
        )
    low = language.number(row.low, percent_digits(n))
    if n < WHOLE_PERCENT_BASE:
        return language.plural(
            "The {n} person who gave an opinion was satisfied; with so few answers the true share may be as low as {low}%.",
            "All {n} people who gave an opinion were satisfied; with so few answers the true share may be as low as {low}%.",
            n,
            low=low,
        )
    return language.plural(
        "The {n} person who gave an opinion was satisfied; the true share is {low}% or more.",
        "All {n} people who gave an opinion were satisfied; the true share is {low}% or more.",
        n,
        low=low,
    )


def overall_rule(survey: Survey) -> str:
    """What counts as satisfied over all questions; empty where there is no figure over all of them."""
    language, table = survey.view.language, survey.table
    if not survey.overall.ok:
        return ""
    match table.overall if table else "":
        case "":
            return ""
        case "most":
            return language.text(
                "Satisfied means here: on more than half of the questions on which the person had an opinion."
            )
        case "all":
            return language.text(
                "Satisfied means here: on every question on which the person had an opinion."
            )
        case item:
            return language.text(
                "Satisfied means here: on the question “{item}”.", item=survey.view.name("item", item)
            )


def by_question(survey: Survey, rows: Sequence[Result]) -> str:
    """The range over the questions."""
    language = survey.view.language
    shown = [row for row in rows if row.ok]
    if not shown:
        return language.text("The answers are hidden so that nobody can be recognised.")
    if all(row.value == 100 and row.n for row in shown):
        return language.text("Everybody who answered was satisfied, on every question shown.")
    if any(is_small(row) for row in shown):
        return language.text(
            "The groups are too small for percentages; the table shows how many were satisfied."
        )
    digits = shown_digits(shown)
    lowest, highest = (choose(shown, key=lambda row: row.value or 0) for choose in (min, max))
    values = {
        name: language.number(row.value or 0, digits) for name, row in (("low", lowest), ("high", highest))
    }
    if all(row.reason == "base-not-given" for row in shown):
        if values["low"] == values["high"]:
            return language.text(
                "{percent}% answered positively; the number of answers is not given, so no interval can be.",
                percent=values["low"],
            )
        return language.text(
            "Between {low}% and {high}% answered positively to each question; the number of answers is not given, "
            "so no interval can be.",
            **values,
        )
    if survey.forms.status == "no-data":
        # Others published these figures and do not say what they did with "don't know".
        if values["low"] == values["high"]:
            return language.text("{high}% of those who answered were satisfied.", **values)
        return language.text(
            "Between {low}% and {high}% of those who answered were satisfied, by question.", **values
        )
    if values["low"] == values["high"]:
        return language.text("On each question {high}% of those with an opinion were satisfied.", **values)
    return language.text(
        "Of those with an opinion from {low}% (“{lowest}”) to {high}% (“{highest}”) were satisfied.",
        lowest=survey.view.name("item", lowest.pairs["item"]),
        highest=survey.view.name("item", highest.pairs["item"]),
        **values,
    )


def response_sentence(survey: Survey) -> str:
    """How many forms there are, of how many people, and what that does to the interval."""
    language, forms = survey.view.language, survey.forms
    if not forms.ok:
        return ""
    size, rate = survey.get("group_size"), survey.get("response_rate")
    if not (size.ok and rate.ok):
        return language.text("Forms filled in: {n}.", n=language.number(forms.value or 0))
    values = {"n": language.number(forms.value or 0), "size": language.number(size.value or 0)}
    if forms.value == size.value:
        return language.text(
            "Forms filled in: {n}. Everybody in the group ({size} people) filled one in, so a figure that all of them "
            "answered needs no interval.",
            **values,
        )
    if (size.value or 0) < SMALL_BASE:
        return language.text("Forms filled in: {n}; the group has {size} people.", **values)
    values["percent"] = language.number(rate.value or 0, percent_digits(size.value))
    counted = language.text(
        "Forms filled in: {n}, from {percent}% of the {size} people in the group.", **values
    )
    rows = [row for row in survey.items if row.low is not None and not is_small(row)]
    if not rows or any(is_weighted(row) for row in rows):
        return counted
    more = (
        language.text(
            "Almost everyone answered, so the interval is narrow; those who did not may think differently."
        )
        if (rate.value or 0) >= NEARLY_ALL
        else language.text(
            "The interval allows for the size of the group; those who did not answer may think differently."
        )
    )
    return f"{counted} {more}"


def base_sentence(survey: Survey, rows: Sequence[Result]) -> str:
    """What the headline percentages are of, and what the interval is."""
    language = survey.view.language
    if any(is_weighted(row) for row in rows):
        return language.text(
            "Percentages and means are weighted, counts are not. Base: those with an opinion; 95% Wilson interval on "
            "the effective number of answers, which is in the table."
        )
    shown = [row for row in rows if row.low is not None and not is_small(row)]
    if shown:
        if all(is_of_known_group(row) for row in shown):
            return language.text("Base: those with an opinion; exact 95% interval for a group of known size.")
        if survey.forms.status == "no-data":
            return language.text("Base: those who answered; 95% Wilson interval.")
        return language.text("Base: those with an opinion; 95% Wilson interval.")
    return ""


def difference_sentence(survey: Survey) -> str:
    """This region beside all the others: by the overall figure, or question by question.

    An overall figure does not speak for the questions under it: those whose
    own difference is clear and not the same are named after it.
    """
    overall, rows = survey.get("difference_from_others_overall"), survey.select("difference_from_others")
    if overall.status != "no-data":
        higher, lower = _clearly_different(rows)
        if overall.ok and overall.low is not None and overall.high is not None:
            higher = [] if overall.low > 0 else higher
            lower = [] if overall.high < 0 else lower
        apart = _named_questions(survey, higher, lower)
        return " ".join([_difference_in_words(survey, overall, overall=bool(apart)), *apart])
    return _difference_in_words(survey, rows[0]) if len(rows) == 1 else _differing_questions(survey, rows)


def _difference_in_words(survey: Survey, row: Result, *, overall: bool = False) -> str:
    """One difference from the other regions; `overall` says that single questions are not meant."""
    language = survey.view.language
    if row.status == "hidden":
        return language.text(
            "The region cannot be held against the others: its counts are hidden so that nobody can be recognised."
        )
    if not row.ok or row.low is None or row.high is None:
        return language.text(
            "Fewer than {least} people here or elsewhere gave an opinion: too few to hold the region against the others.",
            least=language.number(SMALL_BASE),
        )
    if row.low <= 0 <= row.high and overall:
        return language.text(
            "Overall, the share of the satisfied is not clearly different from that in the other regions together."
        )
    if row.low <= 0 <= row.high:
        return language.text(
            "The share of the satisfied is not clearly different from that in the other regions together."
        )
    digits = percent_digits(row.n)
    ends = sorted((abs(row.low), abs(row.high)))
    values = {
        "points": language.number(abs(row.value or 0), digits),
        "low": language.number(ends[0], digits),
        "high": language.number(ends[1], digits),
    }
    if (row.value or 0) > 0:
        return language.text(
            "The share of the satisfied is {points} percentage points higher than in the other regions together (between {low} and {high}).",
            **values,
        )
    return language.text(
        "The share of the satisfied is {points} percentage points lower than in the other regions together (between {low} and {high}).",
        **values,
    )


def _differing_questions(survey: Survey, rows: Sequence[Result]) -> str:
    language = survey.view.language
    known = [row for row in rows if row.ok and row.low is not None and row.high is not None]
    if not known:
        return language.text("The region’s counts are hidden or too small to hold it against the others.")
    higher, lower = _clearly_different(known)
    if not higher and not lower:
        return language.text(
            "On no question shown is the share of the satisfied clearly different from that in the other regions together."
        )
    return " ".join(_named_questions(survey, higher, lower))


def _clearly_different(rows: Sequence[Result]) -> tuple[list[Result], list[Result]]:
    """The questions on which more, and those on which fewer, are satisfied here by an interval without zero."""
    known = [row for row in rows if row.ok and row.low is not None and row.high is not None]
    return [row for row in known if (row.low or 0) > 0], [row for row in known if (row.high or 0) < 0]


def _named_questions(survey: Survey, higher: Sequence[Result], lower: Sequence[Result]) -> list[str]:
    """A sentence with the questions on each side; none for a side without questions."""
    language, parts = survey.view.language, []
    for chosen, message in (
        (
            higher,
            mark(
                "The share of the satisfied is clearly higher than in the other regions together on: {items}."
            ),
        ),
        (
            lower,
            mark(
                "The share of the satisfied is clearly lower than in the other regions together on: {items}."
            ),
        ),
    ):
        if chosen:
            names = [survey.view.name("item", row.pairs["item"]) for row in chosen]
            parts.append(language.text(message, items=language.listing(names)))
    return parts


def homogeneity_sentence(survey: Survey) -> str:
    """Whether the regions differ, by question."""
    language = survey.view.language
    rows = survey.select("p_same_in_regions_holm")
    known = [row for row in rows if row.ok]
    if not known:
        return language.text("Fewer than two regions have figures that can be compared.")
    differing = [row for row in known if row.reason == "regions-differ"]
    if not differing:
        return language.text("On no question do the regions that can be compared clearly differ.")
    names = [survey.view.name("item", row.pairs["item"]) for row in differing]
    return language.text(
        "The regions that can be compared differ, by more than chance would explain, on: {items}.",
        items=language.listing(names),
    )
