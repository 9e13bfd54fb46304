"""How often something was promised, and how often it took place."""

from __future__ import annotations

from evaltools.page import Block, section
from evaltools.project import Schedule
from evaltools.results import Result, group
from evaltools.sections.common import SHAPES, source_line
from evaltools.tables import Cell, Column, Row, Table, value_cell
from evaltools.view import View
from evaltools.wording.schedules import schedules_finding, unjudged


def schedules(view: View, *, part: bool = False) -> Block | None:
    """Every promised frequency of the settings; nothing where there is none."""
    if not view.project.schedules:
        return None
    language = view.language
    pairs = [
        (one, _result(view, one, "promised"), _result(view, one, "held")) for one in view.project.schedules
    ]
    months = _month_tables(view)
    return section(
        language=language,
        id="schedules",
        heading=language.text("Schedule promised and kept"),
        finding=schedules_finding(view, [(promised, held) for _, promised, held in pairs]),
        said=[unjudged(view, [(promised, held) for _, promised, held in pairs])],
        base=source_line(view, [held for _, _, held in pairs]),
        tables=[
            Table(
                caption=language.text("Promised and held in the period"),
                head=language.text("What was promised"),
                columns=[
                    Column(language.text("At least")),
                    Column(language.text("Held")),
                    Column(language.text("Status"), numeric=False),
                ],
                rows=[
                    Row(
                        view.passage(one.label),
                        [
                            value_cell(promised, language),
                            value_cell(held, language),
                            Cell(_status(view, promised, held)),
                        ],
                    )
                    for one, promised, held in pairs
                ],
            ),
            *months,
        ],
        method="",
        part=part,
    )


def _result(view: View, one: Schedule, measure: str) -> Result:
    return view.whole("schedules", measure, group(schedule=one.id))


def _status(view: View, promised: Result, held: Result) -> str:
    language = view.language
    if not promised.ok or not held.ok:
        shape, word = SHAPES["none"], language.text("not reported")
    elif (held.value or 0) >= (promised.value or 0):
        shape, word = SHAPES["met"], language.text("kept")
    else:
        shape, word = SHAPES["below"], language.text("less often")
    return f"{shape} {word}"


def _month_tables(view: View) -> list[Table]:
    """Month by month, where a register gives the days."""
    language = view.language
    made = []
    for one in view.project.schedules:
        rows = [
            row
            for row in view.results.select(subject="schedules", measure="held", group_has="month")
            if row.pairs["schedule"] == one.id
        ]
        if rows:
            made.append(
                Table(
                    caption=language.text("{name}, by month", name=view.words(one.label)),
                    head=language.text("Month"),
                    columns=[Column(language.text("Held"))],
                    rows=[
                        Row(language.month(row.pairs["month"]), [value_cell(row, language)]) for row in rows
                    ],
                )
            )
    return made
