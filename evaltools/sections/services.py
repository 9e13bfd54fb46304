"""Services: consultations and clients, month by month."""

from __future__ import annotations

from evaltools.figures import Figure, MonthLimits, MonthRow, month_columns
from evaltools.language import mark
from evaltools.page import Block, section
from evaltools.results import Result
from evaltools.sections.common import base_line, count_cell, place_and_period, source_line
from evaltools.sections.kinds import kind_charts, kind_tables, kinds_of
from evaltools.tables import Cell, Column, Row, Table, mark_for, value_cell
from evaltools.view import View
from evaltools.wording.services import (
    months_base,
    months_finding,
    repeat_sentence,
    services_finding,
    staff_sentence,
)

#: Columns that fit the width; the table has every month.
MOST_MONTHS = 12


def services(view: View) -> Block:
    """How much was done: people, couples and consultations, never mixed."""
    language = view.language
    rows = _counts(view)
    kinds = kinds_of(view)
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
        said=[" ".join(text for text in (repeat_sentence(view), months_finding(view)) if text)],
        figures=[
            *([_month_chart(view, months)] if any(row.ok for row in months) else []),
            # One picture of what it was about; how and by whom stands in the tables.
            *kind_charts(view, kinds)[:1],
        ],
        base=base_line(
            source_line(view, [*reported, view.get("consultations", "specialists")]),
            language.text("Counts of a full register need no interval.") if reported[0].ok else "",
            months_base(view),
            staff_sentence(view),
        ),
        tables=[
            table,
            *([_month_table(view, months)] if months else []),
            *kind_tables(view, kinds),
            *_staff_table(view),
        ],
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
    for measure, label in (
        (f"{view.clients}_once", _once_word(view)),
        (f"{view.clients}_repeat", _repeat_word(view)),
    ):
        row = view.get("consultations", measure)
        if row.unit:
            rows.append((label, count_cell(view, row)))
    staff = view.get("consultations", "specialists")
    load = view.get("consultations", "consultations_per_specialist")
    if staff.unit:
        rows.append((language.text("Specialists"), value_cell(staff, language)))
    if load.unit and load.status != "undefined":
        rows.append((language.text("Consultations per specialist"), value_cell(load, language, digits=1)))
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


def _once_word(view: View) -> str:
    return view.by_clients(
        mark("Couples who came once"), mark("Families who came once"), mark("People who came once")
    )


def _repeat_word(view: View) -> str:
    return view.by_clients(
        mark("Couples who came more than once"),
        mark("Families who came more than once"),
        mark("People who came more than once"),
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
    centre = view.get("consultations", "consultations_month_centre")
    standing = {
        row.pairs["month"]: row
        for row in view.results.select(
            region=view.region, subject="consultations", measure="consultations_month_standing"
        )
    }

    def month_row(row: Result) -> MonthRow:
        judged = standing.get(row.pairs["month"])
        return MonthRow(
            label=language.month_short(row.pairs["month"]),
            value=row.value if row.ok else None,
            partial=judged is not None and judged.reason == "partial",
            text="" if row.ok else mark_for(row.status, language),
            outside=judged is not None and judged.ok and judged.value != 0,
        )

    has_limits = centre.ok and centre.low is not None and centre.high is not None
    rows = [month_row(row) for row in months[-MOST_MONTHS:]]
    note = place_and_period(view)
    if has_limits:
        note = language.text("{place}. Line: mean; dashes: limits of the usual variation.", place=note)
    more = []
    if any(row.partial for row in rows):
        more.append(language.text("Empty column: not a whole month."))
    if len(rows) < len(months):
        last, all_ = language.number(len(rows)), language.number(len(months))
        more.append(language.text("The last {n} of {all} months.", n=last, all=all_))
    note = " ".join([f"{note.rstrip('.')}.", *more]) if more else note
    return month_columns(
        rows,
        id="months",
        language=language,
        title=language.text("Consultations by month"),
        note=note,
        limits=MonthLimits(centre=centre.value or 0, low=centre.low or 0, high=centre.high or 0)
        if has_limits
        else None,
    )


def _month_table(view: View, months: list[Result]) -> Table:
    language = view.language
    return Table(
        caption=language.text("Consultations by month"),
        head=language.text("Month"),
        columns=[Column(language.text("Consultations"))],
        rows=[Row(language.month(row.pairs["month"]), [count_cell(view, row)]) for row in months],
    )


def _staff_table(view: View) -> list[Table]:
    """Specialists and their work by region, on the page of all regions."""
    language = view.language

    def cells(code: str) -> list[Cell]:
        return [
            value_cell(view.get("consultations", "specialists", region=code), language),
            value_cell(
                view.get("consultations", "consultations_per_specialist", region=code), language, digits=1
            ),
        ]

    known = view.results.select(subject="consultations", measure="specialists")
    if not view.is_whole or not any(row.region in view.project.regions for row in known):
        return []
    return [
        Table(
            caption=language.text("Specialists and consultations per specialist, by region"),
            head=language.text("Region"),
            columns=[
                Column(language.text("Specialists")),
                Column(language.text("Consultations per specialist")),
            ],
            rows=[Row(view.place(code), cells(code)) for code in view.sorted_regions()],
            foot=[Row(language.text("Regions with both figures, together"), cells("KZ"))],
        )
    ]
