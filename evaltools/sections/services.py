"""Services: consultations and clients, month by month."""

from __future__ import annotations

from evaltools.figures import Figure, MonthRow, month_columns
from evaltools.language import mark
from evaltools.page import Block, section
from evaltools.results import Result
from evaltools.sections.common import base_line, count_cell, place_and_period, source_line
from evaltools.tables import Cell, Column, Row, Table, mark_for, value_cell
from evaltools.view import View
from evaltools.wording.services import services_finding


def services(view: View) -> Block:
    """How much was done: people, couples and consultations, never mixed."""
    language = view.language
    rows = _counts(view)
    months = [
        row
        for row in view.results.select(region=view.region, subject="consultations", measure="consultations")
        if "month" in row.pairs
    ]
    table = Table(
        caption=language.text("Consultations and clients"),
        head=language.text("What was counted"),
        columns=[Column(language.text("Number"))],
        rows=[Row(label, [cell]) for label, cell in rows],
    )
    reported = [view.get("consultations", "consultations"), view.get("consultations", view.clients)]
    return section(
        language=language,
        id="services",
        heading=language.text("Services"),
        finding=services_finding(view),
        figures=[_month_chart(view, months)] if any(row.ok for row in months) else [],
        base=base_line(
            source_line(view, reported),
            language.text("Counts of a full register need no interval.") if reported[0].ok else "",
        ),
        tables=[table] + ([_month_table(view, months)] if months else []),
    )


def _counts(view: View) -> list[tuple[str, Cell]]:
    language = view.language
    rows: list[tuple[str, Cell]] = [
        (language.text("Consultations"), count_cell(view, view.get("consultations", "consultations"))),
        (clients_word(view), count_cell(view, view.get("consultations", view.clients))),
    ]
    ratio = view.get("consultations", "consultations_per_client")
    if ratio.unit:
        rows.append((per_client_word(view), value_cell(ratio, language, digits=1)))
    if view.is_whole:
        for row in view.results.select(region=view.region, subject="consultations"):
            late = row.pairs.get("incl")
            if late:
                unit = (
                    language.text("Consultations") if row.measure == "consultations" else clients_word(view)
                )
                label = language.text("{unit}, {region} included", unit=unit, region=view.place(late))
                rows.append((label, count_cell(view, row)))
    return rows


def clients_word(view: View) -> str:
    """Label of the number of clients."""
    return view.by_clients(mark("Couples advised"), mark("Families advised"), mark("People advised"))


def per_client_word(view: View) -> str:
    """Label of the mean number of consultations."""
    return view.by_clients(
        mark("Consultations per couple"), mark("Consultations per family"), mark("Consultations per person")
    )


def rate_word(view: View, name: str) -> str:
    """Label of the rate of clients."""
    language = view.language
    per = language.number(view.project.denominators[name].per)
    return view.by_clients(
        mark("Couples per {per} residents"),
        mark("Families per {per} residents"),
        mark("People per {per} residents"),
        per=per,
    )


def _month_chart(view: View, months: list[Result]) -> Figure:
    language = view.language
    return month_columns(
        [
            MonthRow(
                label=language.month_short(row.pairs["month"]),
                value=row.value if row.ok else None,
                text="" if row.ok else mark_for(row.status, language),
            )
            for row in months[-12:]
        ],
        id="months",
        language=language,
        title=language.text("Consultations by month"),
        note=place_and_period(view),
    )


def _month_table(view: View, months: list[Result]) -> Table:
    language = view.language
    return Table(
        caption=language.text("Consultations by month"),
        head=language.text("Month"),
        columns=[Column(language.text("Consultations"))],
        rows=[Row(language.month(row.pairs["month"]), [count_cell(view, row)]) for row in months],
    )
