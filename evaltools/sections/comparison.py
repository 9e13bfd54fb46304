"""This region among all: rates, shares, and why regions differ."""

from __future__ import annotations

from evaltools.figures import DotRow, interval_dots
from evaltools.language import mark
from evaltools.page import Block, section
from evaltools.sections.common import base_line, share_cell
from evaltools.sections.services import clients_word, rate_word
from evaltools.tables import Cell, Column, Row, Table, value_cell
from evaltools.view import View
from evaltools.wording.comparison import comparison_finding


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
