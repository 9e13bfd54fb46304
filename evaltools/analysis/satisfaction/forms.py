"""Satisfaction from forms: one row for each person who filled one in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from evaltools.analysis.satisfaction.choices import add_recommendation, add_selections
from evaltools.analysis.satisfaction.places import Place, places_of, spread
from evaltools.analysis.satisfaction.questions import (
    OVERALL,
    SHARES,
    Tally,
    answers_of_scale,
    marks,
    share_fields,
    tally,
)
from evaltools.analysis.sheet import NOT_STATED, Sheet
from evaltools.findings import Finding
from evaltools.language import round_half_up
from evaltools.project import Project, Table
from evaltools.results import COUNTRY, Key, Results, group
from evaltools.validate import Canonical

SUBJECT = "satisfaction"
#: Suffix of the overall counts and of their percentage.
SUFFIX = "_overall"
#: Decimals of a mean as the disclosure room publishes it.
MEAN_DIGITS = 1
#: Means of fewer people than so many times the threshold are not published: see ADR 4.
MEAN_FACTOR = 2


def analyse_satisfaction(
    project: Project, canonical: Canonical, trainings: Canonical | None = None
) -> tuple[Results, list[Finding]]:
    """Count forms and answers, and take shares, means and scores.

    Parameters
    ----------
    project : Project
    canonical : Canonical
        A table of the kind `satisfaction`; its settings name the questions
        (`items`), which answers count as satisfied, and which mean "don't
        know".
    trainings : Canonical or None
        The list of trainings, for the sizes of their groups.

    Returns
    -------
    results : Results
        Subject `satisfaction`, for each region with forms, the country and
        (internal) each training: `respondents`, `group_size` and
        `response_rate`; by `item=` the counts and the percentage satisfied on
        three bases, and `mean_satisfaction`; by `item=` and `answer=` the
        people who gave each answer (`answers`); the overall figure; by
        `question=` the select-all questions and the net promoter score.
    findings : list of Finding
        Groups with more forms than people.
    """
    table = canonical.table
    sheet = Sheet(SUBJECT, canonical.name, project.threshold(canonical.name))
    if canonical.frame.empty:
        sheet.add(COUNTRY, "respondents", unit="people", status="no-data", reason="no-forms")
        return sheet.results(), []
    frame = marks(table, canonical.frame)
    places, groups, findings = places_of(project, canonical, frame, trainings)
    # Blanks and "don't know" are no secret, but may be hidden to keep one.
    loose = min(1, sheet.threshold)
    forms = spread(sheet, places, "respondents", {place.region: len(place.rows) for place in places})
    sizes = _response(sheet, places, forms)
    for item in table.items:
        _question(sheet, table, places, forms, sizes, item, loose)
    if table.overall:
        _overall(sheet, table, places, forms, sizes)
    add_selections(sheet, table, places, forms, sizes, loose)
    add_recommendation(sheet, table, places, forms, loose)
    for place in groups:
        _one_training(sheet, table, place)
    return sheet.results(), findings


def _response(sheet: Sheet, places: list[Place], forms: dict[str, Key]) -> dict[str, Key]:
    """How many people the forms could have come from, and the share of them that they came from."""
    sizes: dict[str, Key] = {}
    for place in places:
        if place.size is not None and place.region != NOT_STATED:
            sizes[place.region] = _size(sheet, place, forms[place.region])
    regions = [sizes[place.region] for place in places[:-1] if place.region in sizes]
    if COUNTRY in sizes and len(regions) == len(places) - 1:
        sheet.total(sizes[COUNTRY], regions)
    return sizes


def _size(sheet: Sheet, place: Place, forms: Key, where: str = "", **fields: str) -> Key:
    key = sheet.count(place.region, "group_size", place.size, "people", where, **fields)
    if place.size == len(place.rows):
        # Everybody handed in a form: the two counts are one.
        sheet.total(key, (forms,))
    method = "forms of the people in the group; no interval"
    sheet.percent(place.region, "response_rate", forms, key, where, method=method, **fields)
    return key


def _question(
    sheet: Sheet,
    table: Table,
    places: list[Place],
    forms: dict[str, Key],
    sizes: dict[str, Key],
    item: str,
    loose: int,
) -> None:
    """One question in every place: counts, three percentages, mean."""
    where = group(item=item)
    found = {place.region: tally(table, item, place.rows, place.size) for place in places}
    counts = {
        measure: spread(
            sheet, places, measure, {code: each.counts[measure] for code, each in found.items()}, where,
            threshold=loose if measure in ("blank", "dont_know") else sheet.threshold,
        )
        for measure in found[COUNTRY].counts
    }  # fmt: skip
    for code, form in forms.items():
        own = {measure: keys[code] for measure, keys in counts.items()} | {"respondents": form}
        sheet.total(own["respondents"], (own["answered"], own["blank"]))
        sheet.total(own["answered"], (own["with_opinion"], own["dont_know"]))
        sheet.total(own["with_opinion"], (own["satisfied"], own["not_satisfied"]))
        if code in sizes:
            own["group_size"] = sizes[code]
        _estimates(sheet, table, code, where, found[code], own)
    _answers(sheet, table, places, item, found, counts)


def _answers(
    sheet: Sheet,
    table: Table,
    places: list[Place],
    item: str,
    found: Mapping[str, Tally],
    counts: Mapping[str, Mapping[str, Key]],
) -> None:
    """How many people gave each answer, as parts of the satisfied and of the others.

    The mean gives away, as far as its decimals go, the points of all answers
    together: how far each lies above the lowest, times the people who gave
    it. That is a sum for the disclosure room, each answer in it as often as
    it has points: with what is missing to the most points that a mean rounded
    like this one can stand for.
    """
    answers = answers_of_scale(table)
    if not answers:
        return
    sides: dict[str, list[int]] = {"satisfied": [], "not_satisfied": []}
    for answer in answers:
        sides["satisfied" if answer in table.satisfied else "not_satisfied"].append(answer)
    given = {
        answer: spread(
            sheet, places, "answers", {code: each.answers[answer] for code, each in found.items()},
            group(item=item, answer=answer),
            parts_of=counts["satisfied" if answer in table.satisfied else "not_satisfied"],
        )
        for answer in answers
    }  # fmt: skip
    lowest = min(given)
    for code, each in found.items():
        for name, side in sides.items() if code in counts["satisfied"] else ():
            sheet.total(counts[name][code], [given[answer][code] for answer in side])
        mean = Key(code, SUBJECT, "mean_satisfaction", group(item=item))
        if table.weight or sheet.values.get(mean) is None:
            continue
        points = sum((answer - lowest) * people for answer, people in each.answers.items())
        least, most = _points_like(points, each.counts["with_opinion"], lowest)
        own = {
            measure: sheet.count(
                code, measure, value, "points", group(item=item), audience="internal", threshold=0,
                sources=(mean,),
            )
            for measure, value in (
                ("points_at_most", most),
                ("points_below_most", most - points),
                ("points_above_least", points - least),
                ("points_range", most - least),
            )
        }  # fmt: skip
        in_points = [keys[code] for answer, keys in given.items() for _ in range(answer - lowest)]
        sheet.total(own["points_at_most"], [*in_points, own["points_below_most"]])
        sheet.total(own["points_range"], [own["points_below_most"], own["points_above_least"]])


def _points_like(points: int, people: int, lowest: int) -> tuple[int, int]:
    """The fewest and the most points whose mean is published as the mean of these is."""
    shown = round_half_up(lowest + points / people, MEAN_DIGITS)
    least = most = points
    while round_half_up(lowest + (least - 1) / people, MEAN_DIGITS) == shown:
        least -= 1
    while round_half_up(lowest + (most + 1) / people, MEAN_DIGITS) == shown:
        most += 1
    return least, most


def _estimates(
    sheet: Sheet, table: Table, region: str, where: str, found: Tally, own: dict[str, Key], **fields: str
) -> None:
    """The three percentages and the mean of one question; where one count is hidden, all of them are.

    An interval that allows for the size of the group gives that size away.
    """
    named = ("satisfied", "with_opinion", "answered", "respondents", "group_size")
    sources = tuple(own[name] for name in named if name in own)
    for (measure, _, _), share in zip(SHARES, found.shares, strict=True):
        sheet.add(region, measure, where, sources=sources, **share_fields(share), **fields)
    n = found.counts["with_opinion"]
    unit = f"points of {table.scale[1]}"
    threshold = MEAN_FACTOR * sheet.threshold
    if found.mean is None:
        sheet.add(
            region, "mean_satisfaction", where, unit=unit, status="undefined", reason=found.reason,
            sources=sources, **fields,
        )  # fmt: skip
    else:
        sheet.add(
            region, "mean_satisfaction", where, value=found.mean, n=n, unit=unit, threshold=threshold,
            method=("weighted " if table.weight else "") + "mean of those with an opinion; no interval",
            sources=sources, **fields,
        )  # fmt: skip
    if found.effective is not None:
        sheet.add(
            region, "effective_n", where, value=found.effective, n=n, unit="answers of equal weight",
            method="Kish: squared sum of weights over sum of squared weights", sources=sources, **fields,
        )  # fmt: skip


def _overall(
    sheet: Sheet, table: Table, places: list[Place], forms: dict[str, Key], sizes: dict[str, Key]
) -> None:
    """Who was satisfied by the table's rule, of those with an opinion on any of its questions."""
    found = {place.region: tally(table, OVERALL, place.rows, place.size) for place in places}
    counts = {
        measure: spread(
            sheet, places, measure + SUFFIX, {code: each.counts[measure] for code, each in found.items()}
        )
        for measure in ("with_opinion", "satisfied", "not_satisfied")
    }
    # With one question, or the answer to one, the overall counts are that question's.
    same = table.overall if table.overall in table.items else table.items[0] if len(table.items) == 1 else ""
    for code, form in forms.items():
        own = {measure: keys[code] for measure, keys in counts.items()}
        sheet.total(own["with_opinion"], (own["satisfied"], own["not_satisfied"]))
        if sheet.values[own["with_opinion"]] == sheet.values[form]:
            sheet.total(form, (own["with_opinion"],))
        for measure, key in own.items() if same else ():
            sheet.total(key, (Key(code, SUBJECT, measure, group(item=same)),))
        sheet.add(
            code, "percent_satisfied" + SUFFIX, **_rule(table, found[code]),
            sources=(own["satisfied"], own["with_opinion"], form, *filter(None, [sizes.get(code)])),
        )  # fmt: skip


def _rule(table: Table, found: Tally) -> dict[str, Any]:
    """Fields of the overall percentage, with its rule in the method."""
    rule = {"most": "satisfied on more than half of the questions", "all": "satisfied on every question"}
    said = rule.get(table.overall, f"satisfied on the question {table.overall}")
    fields = share_fields(found.shares[0])
    return fields | ({"method": f"{said}: {fields['method']}"} if "method" in fields else {})


def _one_training(sheet: Sheet, table: Table, place: Place) -> None:
    """The same for one training, for its trainer only."""
    inside = replace(sheet, rows=[], sums=[], values={})
    where, region = group(training=place.training), place.region
    internal = {"audience": "internal"}
    forms = inside.count(region, "respondents", len(place.rows), "people", where, **internal)
    if place.size is not None:
        _size(inside, place, forms, where, **internal)
    for item in table.items:
        within = group(training=place.training, item=item)
        found = tally(table, item, place.rows, place.size)
        own = {
            measure: inside.count(region, measure, value, "people", within, **internal)
            for measure, value in found.counts.items()
        }
        _estimates(inside, table, region, within, found, own | {"respondents": forms}, **internal)
        for answer, people in found.answers.items():
            given = group(training=place.training, item=item, answer=answer)
            inside.count(region, "answers", people, "people", given, **internal)
    if table.overall:
        found = tally(table, OVERALL, place.rows, place.size)
        for measure in ("with_opinion", "satisfied", "not_satisfied"):
            inside.count(region, measure + SUFFIX, found.counts[measure], "people", where, **internal)
        inside.add(region, "percent_satisfied" + SUFFIX, where, **_rule(table, found), **internal)
    # Nothing of it is published, so no sum of it can give anything back.
    sheet.rows += inside.rows
    sheet.values |= inside.values
