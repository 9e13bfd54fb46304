"""How satisfied people were, question by question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evaltools.figures import Figure, PercentRow, percent_bars
from evaltools.page import Block, section
from evaltools.results import COUNTRY, Result
from evaltools.sections.common import base_line, count_cell, place_and_period, share_cell, source_line
from evaltools.tables import Cell, Column, Row, Table, mark_for
from evaltools.view import SMALL_BASE, WHOLE_PERCENT_BASE, View
from evaltools.wording.satisfaction import satisfaction_finding


def satisfaction(view: View) -> Block:
    """How satisfied people were, by question; of the whole project where the region has no figures."""
    language = view.language
    own = _items(view, view.region)
    rows = own or _items(view, COUNTRY)
    finding = satisfaction_finding(view, rows)
    if rows and not own:
        finding = language.text(
            "Not reported for this region. In the whole project: {finding}", finding=finding
        )
    large = [row for row in rows if row.ok and (row.n is None or row.n >= SMALL_BASE)]
    figures = [_percent_chart(view, rows)] if large else []
    return section(
        language=language,
        id="satisfaction",
        heading=language.text("Satisfaction"),
        finding=finding,
        figures=figures,
        base=base_line(
            source_line(view, rows),
            _forms_line(view, rows),
        ),
        tables=[_item_table(view, rows), *_answer_table(view, rows)] if rows else [],
    )


def _items(view: View, region: str) -> list[Result]:
    rows = view.results.select(region=region, subject="satisfaction", measure="percent_satisfied")
    return [row for row in rows if "training" not in row.pairs]


def _is_small(row: Result) -> bool:
    """Too few answers for a percentage: the page says "x of n"."""
    return row.n is not None and row.n < SMALL_BASE


def _in_words(view: View, row: Result) -> str:
    if not row.ok:
        return mark_for(row.status, view.language)
    return view.percent_of(row) if _is_small(row) else ""


def _percent_chart(view: View, rows: Sequence[Result]) -> Figure:
    language = view.language
    return percent_bars(
        [
            PercentRow(
                label=view.name("item", row.pairs["item"]),
                percent=row.value if row.ok and not _is_small(row) else None,
                n=int(row.n) if row.n else None,
                low=None if _is_small(row) else row.low,
                high=None if _is_small(row) else row.high,
                text=_in_words(view, row),
            )
            for row in rows
        ],
        id="satisfaction",
        language=language,
        title=language.text("Satisfied, percent of those who answered"),
        note=place_and_period(view if rows[0].region == view.region else replace(view, region=COUNTRY)),
        digits=0 if any(row.n and row.n < WHOLE_PERCENT_BASE for row in rows) else 1,
    )


def _item_table(view: View, rows: Sequence[Result]) -> Table:
    language = view.language
    return Table(
        caption=language.text("Satisfied, by question"),
        head=language.text("Question"),
        columns=[Column(language.text("Satisfied"), "%"), Column(language.text("Answers"))],
        rows=[
            Row(
                view.name("item", row.pairs["item"]),
                [
                    share_cell(view, row),
                    Cell(language.number(row.n))
                    if row.n
                    else Cell(mark_for("no-data", language), status="no-data")
                    if row.ok
                    else Cell(mark_for(row.status, language), status=row.status),
                ],
            )
            for row in rows
        ],
    )


def _forms_line(view: View, rows: Sequence[Result]) -> str:
    """How many forms there are, and what the interval is."""
    language = view.language
    if not any(row.low is not None for row in rows):
        return ""
    forms = view.get("satisfaction", "respondents", region=rows[0].region)
    base = language.text("Base: those with an opinion; 95% Wilson interval.")
    return base_line(
        base, language.text("Forms filled in: {n}.", n=language.number(forms.value or 0)) if forms.ok else ""
    )


def _answer_table(view: View, rows: Sequence[Result]) -> list[Table]:
    """Counts behind the percentages, where they are known."""
    language = view.language
    measures = ("satisfied", "not_satisfied", "answered")
    counts = [
        [view.get("satisfaction", name, row.group, region=row.region) for name in measures] for row in rows
    ]
    if all(each.status == "no-data" for line in counts for each in line):
        return []
    return [
        Table(
            caption=language.text("Answers, by question"),
            head=language.text("Question"),
            columns=[
                Column(language.text("Satisfied")),
                Column(language.text("Not satisfied")),
                Column(language.text("With an opinion")),
            ],
            rows=[
                Row(view.name("item", row.pairs["item"]), [count_cell(view, each) for each in line])
                for row, line in zip(rows, counts, strict=True)
            ],
        )
    ]


def training_satisfaction(view: View, training: str) -> Block:
    """How satisfied the people of this training were."""
    language = view.language
    rows = [
        row
        for row in view.results.select(
            region=view.region, subject="satisfaction", measure="percent_satisfied"
        )
        if row.pairs.get("training") == training
    ]
    table = Table(
        caption=language.text("Satisfied, by question"),
        head=language.text("Question"),
        columns=[Column(language.text("Satisfied")), Column(language.text("Answers"))],
        rows=[
            Row(
                view.name("item", row.pairs["item"]),
                [Cell(view.percent_of(row)), Cell(language.number(row.n or 0))],
            )
            for row in rows
            if row.ok
        ],
    )
    return section(
        language=language,
        id="satisfaction",
        heading=language.text("Satisfaction"),
        finding=satisfaction_finding(view, rows),
        tables=[table] if table.rows else [],
    )
