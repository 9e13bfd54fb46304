"""Services: consultations and clients, month by month, and this region among all."""

from __future__ import annotations

from evaltools.figures import DotRow, Figure, MonthRow, interval_dots, month_columns
from evaltools.language import mark
from evaltools.page import Block, section
from evaltools.results import Result
from evaltools.sections.common import base_line, count_cell, place_and_period, share_cell, source_line
from evaltools.tables import Cell, Column, Row, Table, mark_for, value_cell
from evaltools.view import View
from evaltools.wording.findings import comparison_finding, services_finding


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


def comparison(view: View) -> Block:
    """This region among all: rate, interval, the whole, and why regions differ."""
    language = view.language
    heading = language.text("Regions compared") if view.is_whole else language.text("This region among all")
    name = next(iter(view.project.denominators), "")
    if not name or len(view.project.regions) == 1:
        finding = (
            language.text("The project works in one region: there is nothing to compare it with.")
            if len(view.project.regions) == 1
            else language.text("No number of residents was given, so no rates can be compared.")
        )
        return section(language=language, id="comparison", heading=heading, finding=finding)
    denominator = view.project.denominators[name]
    measure = f"{view.clients}_per_{denominator.per}_{name}"
    whole = view.whole("consultations", measure)
    spread = view.whole("consultations", f"dispersion_per_{name}")
    rates = {code: view.get("consultations", measure, region=code) for code in view.project.regions}
    known = {code: row for code, row in rates.items() if row.ok}
    missing = [view.place(code) for code in view.sorted_regions() if code not in known]
    figures = []
    if len(known) > 1:
        figures.append(
            interval_dots(
                [
                    DotRow(
                        label=view.short(code),
                        value=row.value,
                        low=row.low,
                        high=row.high,
                        highlight=code == view.region,
                    )
                    for code, row in known.items()
                ],
                id="rates",
                language=language,
                title=rate_word(view, name),
                note=language.text(
                    "{period}. Dot: rate; line: 95% interval; tick: regions together.", period=view.period()
                ),
                unit_label=rate_word(view, name),
                overall=whole.value,
                overall_label=language.text("together"),
                missing=missing,
            )
        )
    return section(
        language=language,
        id="comparison",
        heading=heading,
        finding=comparison_finding(view, rates.get(view.region, whole), whole, name),
        figures=figures,
        base=base_line(
            language.text(
                "Residents: {source}. The interval covers chance from year to year, not errors of recording.",
                source=view.words(denominator.source),
            ),
            language.text(
                "Left out, because a figure is missing or hidden: {regions}.",
                regions=language.listing(missing),
            )
            if missing
            else "",
            language.text(
                "The variance between the regions is {times} times what chance alone would give.",
                times=language.number(spread.value or 0, 1),
            )
            if spread.ok
            else "",
        ),
        tables=[_region_table(view, name, measure), _share_table(view, name)],
    )


def _region_table(view: View, name: str, measure: str) -> Table:
    language = view.language

    def cells(code: str) -> list[Cell]:
        return [
            value_cell(view.get("consultations", "consultations", region=code), language),
            value_cell(view.get("consultations", view.clients, region=code), language),
            value_cell(view.get("consultations", measure, region=code), language, digits=1),
        ]

    return Table(
        caption=language.text("Consultations, clients and rates by region"),
        head=language.text("Region"),
        columns=[
            Column(language.text("Consultations")),
            Column(clients_word(view)),
            Column(rate_word(view, name)),
        ],
        rows=[
            Row(view.place(code), cells(code), highlight=code == view.region)
            for code in view.sorted_regions()
        ],
        foot=[Row(language.text("Regions with all figures, together"), cells("KZ"))],
    )


def _share_table(view: View, name: str) -> Table:
    language = view.language
    per = view.project.denominators[name].per

    def cells(code: str) -> list[Cell]:
        shares = [
            view.get("consultations", f"share_of_{unit}", region=code)
            for unit in ("consultations", view.clients)
        ]
        rate = view.get("consultations", f"consultations_per_{per}_{name}", region=code)
        return [*(share_cell(view, share) for share in shares), value_cell(rate, language, digits=1)]

    return Table(
        caption=language.text("Shares of the regions, and consultations per residents"),
        head=language.text("Region"),
        columns=[
            Column(language.text("Of all consultations"), "%"),
            Column(_of_all_clients(view), "%"),
            Column(language.text("Consultations per {per} residents", per=language.number(per))),
        ],
        rows=[
            Row(view.place(code), cells(code), highlight=code == view.region)
            for code in view.sorted_regions()
        ],
        notes=[
            language.text(
                "Visits of one client are not independent: rates of consultations have no interval."
            )
        ],
    )


def _of_all_clients(view: View) -> str:
    return view.by_clients(mark("Of all couples"), mark("Of all families"), mark("Of all people"))
