"""Volume of work and costs: the grant, and ratios such as tenge for each person advised."""

from __future__ import annotations

from evaltools.page import Block, section
from evaltools.project import Ratio
from evaltools.results import Result, group
from evaltools.sections.common import source_line
from evaltools.tables import Cell, Column, Row, Table, value_cell
from evaltools.view import View
from evaltools.wording.economy import economy_finding, economy_rest


def economy(view: View) -> Block | None:
    """The ratios of the settings; nothing where there is neither a grant nor a ratio."""
    if view.project.grant is None and not view.project.ratios:
        return None
    language = view.language
    found = {ratio.id: view.get("effects", "ratio", group(ratio=ratio.id)) for ratio in view.project.ratios}
    grant = view.whole("effects", "grant")
    rows = [_row(view, ratio, found[ratio.id]) for ratio in view.project.ratios]
    if grant.status != "no-data":
        unit = view.labels.unit(grant.unit, language)
        rows.insert(0, Row(language.text("Sum of the grant"), [value_cell(grant, language), Cell(unit)]))
    return section(
        language=language,
        id="economy",
        heading=language.text("Volume of work and costs"),
        finding=economy_finding(view, grant, list(found.values())),
        said=[economy_rest(view, grant, list(found.values()))],
        base=source_line(view, found.values()),
        tables=[
            Table(
                caption=language.text("The grant, and what it comes to")
                if grant.status != "no-data"
                else language.text("Ratios"),
                head=language.text("Measure"),
                columns=[Column(language.text("Value")), Column(language.text("Unit"), numeric=False)],
                rows=rows,
            )
        ],
        method="",
    )


def _row(view: View, ratio: Ratio, result: Result) -> Row:
    language = view.language
    if ratio.percent:
        return Row(
            view.passage(ratio.label),
            [value_cell(result, language, digits=2, kind="percent"), Cell("%")],
        )
    value = result.value or 0
    # One decimal, as other sections write such a ratio; money has hundredths.
    digits = 0 if value >= 1000 else 2 if value < 1 or ratio.unit == "KZT" else 1
    return Row(
        view.passage(ratio.label),
        [value_cell(result, language, digits=digits), Cell(view.labels.unit(ratio.unit, language))],
    )
