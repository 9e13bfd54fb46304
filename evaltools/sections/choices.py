"""Questions of a survey beside its scale: ticking all that applies, and readiness to recommend."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evaltools.figures import Figure, PercentRow, percent_bars
from evaltools.page import Block, section
from evaltools.results import Result
from evaltools.sections.common import base_line, count_cell, percent_note, place_and_period
from evaltools.tables import Cell, Column, Row, Table, mark_for, value_cell
from evaltools.view import WHOLE_PERCENT_BASE, percent_digits
from evaltools.wording.choices import (
    option_name,
    recommendation_finding,
    recommendation_rest,
    selection_finding,
)
from evaltools.wording.survey import Survey, is_small, is_weighted


def choices(survey: Survey) -> list[Block]:
    """A part for each select-all question, and one for the readiness to recommend."""
    questions = dict.fromkeys(row.pairs["question"] for row in survey.select("percent_selected"))
    made = [_selection(survey, name, number) for number, name in enumerate(questions, 1)]
    scores = survey.select("net_promoter_score")
    return made + [_recommendation(survey, row.pairs["question"]) for row in scores]


def _selection(survey: Survey, question: str, number: int) -> Block:
    view, language = survey.view, survey.view.language
    rows = [row for row in survey.select("percent_selected") if row.pairs["question"] == question]
    rows = _ordered(survey, question, rows)
    drawn = [row for row in rows if row.ok and not is_small(row)]
    return section(
        language=language,
        id=_id("selection", question, number),
        heading=view.name("question", question),
        finding=selection_finding(survey, question, rows),
        figures=[_chart(survey, rows, question)] if drawn else [],
        base=base_line(
            language.text(
                "Base: people who answered this question. Each could tick several options, so the shares can add up to more than 100%."
            ),
            language.text("Percentages are weighted, counts are not.")
            if any(is_weighted(row) for row in rows)
            else "",
        ),
        tables=[_options(survey, question, rows), _answered(survey, question)],
        part=True,
    )


def _id(kind: str, question: str, number: int) -> str:
    """An id of a section, from a column's name where it has Latin letters."""
    clean = re.sub(r"[^a-z0-9]+", "-", question.lower()).strip("-")
    return f"{kind}-{clean or number}"


def _ordered(survey: Survey, question: str, rows: Sequence[Result]) -> list[Result]:
    """The most ticked first, those without a number after them, "none of these" last."""
    table = survey.table
    none = " ".join(table.select_all[question].none.split()) if table and question in table.select_all else ""

    def place(row: Result) -> tuple[object, ...]:
        name = survey.view.language.sort_key(option_name(survey, row))
        return row.pairs["option"] == none, not row.ok, -(row.value or 0), name

    return sorted(rows, key=place)


def _chart(survey: Survey, rows: Sequence[Result], question: str) -> Figure:
    view, language = survey.view, survey.view.language
    drawn = [
        PercentRow(
            label=option_name(survey, row),
            percent=row.value if row.ok and not is_small(row) else None,
            low=None if is_small(row) else row.low,
            high=None if is_small(row) else row.high,
            text=_in_words(survey, row),
        )
        for row in rows
    ]
    return percent_bars(
        drawn,
        id=_id("selection", question, 1),
        language=language,
        title=language.text(
            "{question}, percent of the people who answered", question=view.name("question", question)
        ),
        note=percent_note(language, place_and_period(view), drawn),
        digits=0 if any(row.n and row.n < WHOLE_PERCENT_BASE for row in rows) else 1,
    )


def _in_words(survey: Survey, row: Result) -> str:
    if not row.ok:
        return mark_for(row.status, survey.view.language)
    return survey.view.percent_of(row) if is_small(row) else ""


def _options(survey: Survey, question: str, rows: Sequence[Result]) -> Table:
    view, language = survey.view, survey.view.language

    def cells(row: Result) -> list[Cell]:
        count = count_cell(view, survey.of_item("selected", row))
        if row.ok and is_small(row):
            return [count, Cell(view.percent_of(row))]
        return [count, value_cell(row, language, digits=percent_digits(row.n), kind="percent")]

    return Table(
        caption=view.name("question", question),
        head=language.text("Option"),
        columns=[Column(language.text("People")), Column(language.text("Of people who answered"), "%")],
        rows=[Row(option_name(survey, row), cells(row)) for row in rows],
    )


def _answered(survey: Survey, question: str) -> Table:
    """Who answered a question, and who left it blank."""
    view, language = survey.view, survey.view.language
    return Table(
        caption=language.text("Who answered this question"),
        head=language.text("Answer"),
        columns=[Column(language.text("People"))],
        rows=[
            Row(language.text("Answered"), [count_cell(view, survey.get("answered", question=question))]),
            Row(language.text("Left blank"), [count_cell(view, survey.get("blank", question=question))]),
        ],
        foot=[Row(language.text("All forms"), [count_cell(view, survey.forms)])],
    )


def _recommendation(survey: Survey, question: str) -> Block:
    view, language = survey.view, survey.view.language
    names = (
        ("promoters", language.text("Would recommend (9 or 10)")),
        ("passives", language.text("In between (7 or 8)")),
        ("detractors", language.text("Would not recommend (0 to 6)")),
    )
    weighted = any(is_weighted(row) for row in survey.items)
    return section(
        language=language,
        id=_id("recommendation", "", 1),
        heading=language.text("Readiness to recommend"),
        finding=recommendation_finding(survey, question),
        said=[recommendation_rest(survey, question)],
        base=base_line(
            language.text(
                "Net promoter score: percent who answered 9 or 10 minus percent who answered 0 to 6, of those who answered; 95% interval."
            ),
            language.text("The score is not weighted.") if weighted else "",
        ),
        tables=[
            Table(
                caption=language.text("How likely people are to recommend, from 0 to 10"),
                head=language.text("Answer"),
                columns=[Column(language.text("People"))],
                rows=[
                    Row(name, [count_cell(view, survey.get(measure, question=question))])
                    for measure, name in names
                ],
                foot=[
                    Row(
                        language.text("Answered"),
                        [count_cell(view, survey.get("answered", question=question))],
                    )
                ],
            ),
            _answered(survey, question),
        ],
        part=True,
    )
