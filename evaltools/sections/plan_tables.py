"""Tables of plan and fact: by indicator, and by region."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.language import Language
from evaltools.project import Indicator
from evaltools.results import Result, group
from evaltools.sections.common import SHAPES, count_cell, status_mark
from evaltools.standings import SUBJECT, Standing, is_given, shown, standing, written
from evaltools.tables import Cell, Column, Row, Table, Text, mark_for, value_cell
from evaltools.view import View, percent_digits
from evaltools.wording.plan import name_of, sign_of
from evaltools.wording.plan_notes import due_days, explained
from evaltools.wording.rounding import adds_up, rounded_differences


def indicator_table(view: View, held: Sequence[Standing], block: str) -> Table:
    """One row for each indicator, and one for the interim target that counts now."""
    language = view.language
    caption = (
        language.text("Plan and fact: {part}", part=view.name("block", block))
        if block
        else language.text("Plan and fact by indicator")
    )
    rows = []
    for one in held:
        unit = view.labels.unit(one.fact.unit or one.plan.unit, language)
        label = with_base(view, one, f"{name_of(view, one)}, {unit}")
        rows += _rows(view, one, label)
    return Table(
        caption=caption,
        head=language.text("Indicator, unit"),
        columns=_columns(language),
        rows=rows,
        notes=_notes(view, held),
    )


def with_base(view: View, one: Standing, label: str) -> str:
    """An indicator that is a percentage with the number that it is a percentage of, where that is known."""
    n = one.fact.n if one.fact.ok and one.fact.unit == "percent" and not view.is_small(one.fact) else None
    if n is None:
        return label
    return view.language.text("{indicator}; base: {n}", indicator=label, n=view.language.number(n))


def regional_tables(view: View) -> list[Table]:
    """Each regional indicator with a row for each region, and both bases of the whole at its foot."""
    language = view.language
    made = []
    for indicator in view.project.indicators:
        if len(view.project.regions) == 1 or not (indicator.per_region or indicator.plan_table):
            continue
        where = group(indicator=indicator.id)
        rows: list[Row] = []
        held: list[Standing] = []
        for code in view.sorted_regions():
            met = view.get(SUBJECT, "met", where, region=code)
            if met.status == "no-data":
                continue
            held.append(standing(view.results, met))
            rows += _rows(view, held[-1], view.place(code))
        if rows:
            made.append(
                Table(
                    caption=language.text(
                        "{indicator}, {unit}, by region",
                        indicator=view.words(indicator.label),
                        unit=view.labels.unit(indicator.unit, language),
                    ),
                    head=language.text("Region"),
                    columns=_columns(language),
                    rows=rows,
                    foot=_foot(view, indicator),
                    notes=[note for note in (rounding_note(view, held),) if note],
                )
            )
    return made


def _columns(language: Language) -> list[Column]:
    return [
        Column(language.text("Plan"), small=language.text("Starting value")),
        Column(language.text("Fact"), small=language.text("Fact less plan")),
        Column(language.text("Fact of plan"), "%", small=language.text("Against the plan")),
    ]


def _rows(view: View, one: Standing, label: str) -> list[Row]:
    """The row of the plan itself and, while it is not due, that of the interim target."""
    language = view.language
    days = due_days(view, one)
    if days is None:
        shape, word = status_mark(view, one.status)
        return [
            Row(
                label,
                [
                    _plan_cell(view, one, one.plan),
                    _fact_cell(view, one, one.difference),
                    _percent_cell(view, one.percent, one.fact, shape, word),
                ],
            )
        ]
    shape, word = status_mark(view, one.status)
    waiting = language.text("not due yet")
    first, last = (language.date(day) for day in days)
    return [
        Row(
            language.text("{indicator}: interim target for {date}", indicator=label, date=first),
            [
                _plan_cell(view, one, one.interim_plan),
                _fact_cell(view, one, None),
                _percent_cell(view, one.percent_of_interim, one.fact, shape, word),
            ],
        ),
        Row(
            language.text("{indicator}: plan for {date}", indicator=label, date=last),
            [
                _plan_cell(view, one, one.plan),
                _fact_cell(view, one, one.difference),
                _percent_cell(view, one.percent, one.fact, SHAPES["none"], waiting),
            ],
        ),
    ]


def _plan_cell(view: View, one: Standing, plan: Result) -> Cell:
    """The plan with its sign; under it the baseline."""
    language = view.language
    if not is_given(plan):
        return (
            Cell(language.text("[not planned]")) if plan.status == "no-data" else value_cell(plan, language)
        )
    sign = {"about": "≈", ">=": "≥", "<=": "≤"}.get(sign_of(plan), sign_of(plan))
    small, start = "", None
    if one.has_baseline:
        known = one.baseline.ok
        said = written(one.baseline, language) if known else mark_for(one.baseline.status, language)
        small = language.text("from {start}", start=said)
        start = shown(one.baseline)[0] if known else None
    value, low, high = shown(plan)
    return Cell(
        f"{sign} {written(plan, language)}".strip(), small, value=value, low=low, high=high, small_value=start
    )


def _fact_cell(view: View, one: Standing, difference: Result | None) -> Cell:
    language = view.language
    if not one.fact.ok:
        return count_cell(view, one.fact)
    value, *_ = shown(one.fact)
    text = written(one.fact, language)
    if difference is None or not difference.ok or not difference.value:
        return Cell(text, value=value)
    gap = difference.value
    return Cell(text, language.signed(gap, _gap_digits(one)), value=value, small_value=gap)


def _gap_digits(one: Standing) -> int:
    """Decimals of a difference from the plan."""
    gap = one.difference.value or 0.0
    is_whole = float(gap).is_integer() or abs(gap) >= 1000 or percent_digits(one.fact.n) == 0
    return 0 if is_whole else 1


def rounding_note(view: View, held: Sequence[Standing]) -> str:
    """That differences are computed from unrounded values, where one does not look so; else empty."""
    for one in held:
        known = one.plan.ok and one.fact.ok and one.difference.ok and not view.is_small(one.fact)
        if known and not adds_up(
            [one.plan.value or 0, one.difference.value or 0], one.fact.value or 0, digits=_gap_digits(one)
        ):
            return rounded_differences(view.language)
    return ""


def _percent_cell(view: View, percent: Result, fact: Result, shape: str, word: str) -> Cell:
    share = value_cell(percent, view.language, digits=percent_digits(fact.n), kind="percent")
    return Cell(share.text, f"{shape} {word}", share.status, value=share.value)


def _notes(view: View, held: Sequence[Standing]) -> list[Text]:
    language = view.language
    notes: list[Text] = []
    if any(one.percent.ok and one.has_baseline for one in held):
        notes.append(
            language.text(
                "Where a starting value is given (“from …”), the percentage is the part of the way from it to the plan that was covered."
            )
        )
    return notes + list(explained(view, held))


def _foot(view: View, indicator: Indicator) -> list[Row]:
    """The project's fact against the plan of the regions that reported, and against the whole plan."""
    language = view.language
    where = group(indicator=indicator.id)
    met = view.whole(SUBJECT, "met", where)
    planned, reported = (view.whole(SUBJECT, f"regions_{name}", where) for name in ("planned", "reported"))
    if not planned.ok or not reported.ok:
        return []
    one = standing(view.results, met)
    rows = []
    if reported.value and reported.value != planned.value:
        part = view.whole(SUBJECT, "plan_of_reported", where)
        share = view.whole(SUBJECT, "percent_of_reported", where)
        rows.append(
            Row(
                language.plural(
                    "The {n} region that reported", "The {n} regions that reported", reported.value
                ),
                [
                    _plan_cell(view, one, part),
                    _fact_cell(view, one, None),
                    value_cell(share, language, digits=1, kind="percent"),
                ],
            )
        )
    whole = view.whole(SUBJECT, "percent_of_whole", where)
    shape, word = status_mark(view, one.status)
    rows.append(
        Row(
            language.plural("Whole plan ({n} region)", "Whole plan ({n} regions)", planned.value or 0),
            [
                _plan_cell(view, one, one.plan),
                _fact_cell(view, one, one.difference),
                _percent_cell(view, whole, one.fact, shape, word),
            ],
        )
    )
    return rows
