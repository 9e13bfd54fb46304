"""Activities: trainings, information work, claims by type."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.figures import ShareRow, share_bars
from evaltools.page import Block, section
from evaltools.results import COUNTRY, Result, group
from evaltools.sections.common import (
    LAST,
    count_cell,
    largest_first,
    place_and_period,
    share_cell,
    shares_note,
    source_line,
)
from evaltools.tables import Cell, Column, Row, Table, mark_for, number_cell
from evaltools.view import View
from evaltools.wording.activities import information_finding, trainings_finding, trainings_rest


def trainings(view: View) -> Block:
    """Trainings held, by programme; for the whole project also by region."""
    language = view.language
    rows = [row for row in _of(view, "trainings") if "programme" in row.pairs]
    total = view.get("trainings", "trainings")
    tables = []
    if rows:
        tables.append(
            Table(
                caption=language.text("Trainings held, by programme"),
                head=language.text("Programme"),
                columns=[Column(language.text("Trainings"))],
                rows=[
                    Row(view.name("programme", row.pairs["programme"]), [count_cell(view, row)])
                    for row in rows
                ],
            )
        )
    if view.is_whole and len(view.project.regions) > 1 and rows:
        tables.append(_matrix(view, [row.pairs["programme"] for row in rows]))
    return section(
        language=language,
        id="trainings",
        heading=language.text("Trainings"),
        finding=trainings_finding(view, total, rows),
        said=[trainings_rest(view, rows)],
        base=source_line(view, rows or [total]),
        tables=tables,
    )


def _of(view: View, subject: str) -> list[Result]:
    return list(view.results.select(region=view.region, subject=subject, measure=subject))


def _matrix(view: View, programmes: Sequence[str]) -> Table:
    """Programmes by region, numbers without colours."""
    language = view.language

    def cells(code: str) -> list[Cell]:
        return [
            count_cell(view, view.get("trainings", "trainings", group(programme=name), region=code))
            for name in programmes
        ]

    return Table(
        caption=language.text("Trainings held, by region and programme"),
        head=language.text("Region"),
        columns=[Column(view.name("programme", name)) for name in programmes],
        rows=[Row(view.place(code), cells(code)) for code in view.sorted_regions()],
        foot=[Row(language.text("All together"), cells(COUNTRY))],
    )


def information(view: View) -> Block:
    """Information work: the campaign in the regions, publications and copies of the project."""
    language = view.language
    campaign = [row for row in _of(view, "campaign") if row.group and row.status != "no-data"]
    outreach = [row for row in _of(view, "outreach") if row.group]
    tables = [
        Table(
            caption=caption,
            head=language.text("Kind, unit"),
            columns=[Column(language.text("Number"))],
            rows=[Row(_kind(view, row), [count_cell(view, row)]) for row in rows],
        )
        for caption, rows in (
            (language.text("Events of the information campaign"), campaign),
            (language.text("Publications, copies and events"), outreach),
        )
        if rows
    ]
    if view.is_whole and len(view.project.regions) > 1 and campaign:
        tables.append(_campaign_matrix(view, campaign))
    notes = []
    if any(row.reason == "range" for row in campaign):
        notes.append(language.text("A range stands as the source gives it: one phrase for several places."))
    notes += _sums(view, campaign)
    return section(
        language=language,
        id="information",
        heading=language.text("Information work"),
        finding=information_finding(view, [*campaign, *outreach]),
        base=source_line(view, [*campaign, *outreach]),
        tables=tables,
        notes=notes,
    )


def _sums(view: View, campaign: Sequence[Result]) -> list[str]:
    """How ranges were added up, and which regions are in no sum since they gave no figure."""
    language = view.language
    if not view.is_whole or len(view.project.regions) == 1:
        return []
    notes = []
    if any(row.reason == "range" and row.low != row.high for row in campaign):
        notes.append(
            language.text(
                "Ranges are added up separately by their low and their high ends; a number given for several "
                "places at once counts once in the low sum and for each place in the high one."
            )
        )
    for row in campaign:
        silent = [
            view.place(code)
            for code in view.sorted_regions()
            if view.get("campaign", "campaign", row.group, region=code).status == "no-data"
        ]
        if silent and len(silent) < len(view.project.regions):
            notes.append(
                language.text(
                    "{name}: the sum is without {regions}, where no figure is given.",
                    name=view.name(*next(iter(row.pairs.items()))),
                    regions=language.listing(silent),
                )
            )
    return notes


def _campaign_matrix(view: View, campaign: Sequence[Result]) -> Table:
    """Events of the campaign by region; what a region did not report is not zero."""
    language = view.language
    groups = [row.group for row in campaign]
    names = [next(iter(row.pairs.items())) for row in campaign]
    return Table(
        caption=language.text("Events of the information campaign, by region"),
        head=language.text("Region"),
        columns=[Column(view.name(dimension, category)) for dimension, category in names],
        rows=[
            Row(
                view.place(code),
                [count_cell(view, view.get("campaign", "campaign", where, region=code)) for where in groups],
            )
            for code in view.sorted_regions()
        ],
        foot=[Row(language.text("All together"), [count_cell(view, row) for row in campaign])],
    )


def _kind(view: View, row: Result) -> str:
    dimension, category = next(iter(row.pairs.items()))
    return f"{view.name(dimension, category)}, {view.labels.unit(row.unit, view.language)}"


#: Subjects of counts that have a section of their own.
_OWN = ("participants", "trainings", "campaign", "outreach", "claims")


def other_figures(view: View) -> Block | None:
    """Counts that belong to no other section, as the source states them; nothing where there are none."""
    language = view.language
    subjects = dict.fromkeys(
        table.subject
        for table in view.project.of_kind("counts").values()
        if table.subject not in _OWN and not table.checked_only
    )
    found = {subject: [row for row in _of(view, subject) if row.group] for subject in subjects}
    rows = [row for each in found.values() for row in each if row.status != "no-data"]
    if not rows:
        return None
    return section(
        language=language,
        id="other-figures",
        heading=language.text("Other figures of the source"),
        finding=language.plural(
            "{n} further figure is stated.", "{n} further figures are stated.", len(rows)
        ),
        base=source_line(view, rows),
        tables=[
            Table(
                caption=language.text("Figures as stated by the source"),
                head=language.text("Figure, unit"),
                columns=[Column(language.text("Number"))],
                rows=[Row(_kind(view, row), [count_cell(view, row)]) for row in rows],
            )
        ],
        method="",
    )


def claims(view: View) -> Block | None:
    """Claims in court by type; absent where a project keeps no such register."""
    language = view.language
    rows = [row for row in _of(view, "claims") if row.group]
    total = view.get("claims", "claims")
    if not rows:
        return None
    rows = largest_first(view, rows, next(iter(rows[0].pairs)))
    shares = {row.key: view.get("claims", "share_of_claims", row.group) for row in rows}
    names = {row.key: view.name(*next(iter(row.pairs.items()))) for row in rows}
    all_shown = all(row.ok for row in rows)
    largest = max(rows, key=lambda row: row.value or 0) if all_shown else None
    finding = (
        language.text(
            "Of {total} claims, {number} were of the most frequent type: {name}.",
            total=language.number(total.value or 0),
            number=language.number(largest.value or 0),
            name=language.inside(names[largest.key]),
        )
        if largest and total.ok
        else language.text("Claims by type are shown below.")
    )
    figure = share_bars(
        [
            ShareRow(
                label=names[row.key],
                value=row.value if row.ok else None,
                percent=shares[row.key].value,
                text="" if row.ok else mark_for(row.status, language),
                last=next(iter(row.pairs.values())) in LAST,
            )
            for row in rows
        ],
        id="claims",
        language=language,
        title=language.text("Claims by type, number and share"),
        note=place_and_period(view),
        digits=1,
    )
    table = Table(
        caption=language.text("Claims by type, number and share"),
        head=language.text("Type"),
        columns=[Column(language.text("Number")), Column(language.text("Share"), "%")],
        rows=[
            Row(names[row.key], [count_cell(view, row), share_cell(view, shares[row.key])]) for row in rows
        ],
        foot=[Row(language.text("All together"), [count_cell(view, total), number_cell(100, language)])]
        if total.ok
        else [],
        notes=shares_note(view, [shares[row.key] for row in rows]),
    )
    return section(
        language=language,
        id="claims",
        heading=language.text("Claims in court"),
        finding=finding,
        figures=[figure] if any(row.ok for row in rows) else [],
        base=source_line(view, rows),
        tables=[table],
    )
