"""What a reader needs to trust the page: checks, what cannot be compared, where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools import page
from evaltools.check import acknowledged
from evaltools.page import Block, section
from evaltools.project import Table as SourceTable
from evaltools.results import COUNTRY, Result
from evaltools.sections.common import count_cell
from evaltools.tables import Column, Passage, Row, Table, Text, value_cell
from evaltools.view import View
from evaltools.wording.checks import checks_finding


def checks(view: View) -> Block:
    """Stated totals against the sum of their parts: contradictions are shown, not repaired."""
    language = view.language
    found = view.results.select(region=COUNTRY, subject="checks", measure="difference")
    differing = [row for row in found if row.reason == "total-differs"]
    agreeing = [row for row in found if row.reason == "total-agrees"]
    table = Table(
        caption=language.text("Stated totals and the sums of their parts"),
        head=language.text("Total"),
        columns=[
            Column(language.text("Stated")),
            Column(language.text("Computed")),
            Column(language.text("Difference")),
        ],
        rows=[_checked(view, row) for row in (*differing, *agreeing)],
    )
    names = {row.pairs["claim"] for row in differing}
    known = [
        entry
        for each in view.findings
        if each.column in names and (entry := acknowledged(view.project, each)) is not None
    ]
    return section(
        language=language,
        id="checks",
        heading=language.text("Checks of the sources"),
        finding=checks_finding(view, len(differing), len(agreeing)),
        tables=[table] if table.rows else [],
        passages=[view.passage(entry.reason) for entry in known],
    )


def _checked(view: View, difference: Result) -> Row:
    stated, computed = (
        view.get("checks", name, difference.group, region=COUNTRY) for name in ("stated", "computed")
    )
    digits = 0 if all(float(row.value or 0).is_integer() for row in (stated, computed)) else 2
    return Row(
        view.name("claim", difference.pairs["claim"]),
        [
            value_cell(stated, view.language, digits=digits),
            count_cell(view, computed)
            if computed.reason == "range"
            else value_cell(computed, view.language, digits=digits),
            value_cell(difference, view.language, digits=digits, kind="signed"),
        ],
    )


def not_comparable(view: View) -> Block:
    """Regions that the total leaves out or that need a word of caution."""
    language = view.language
    notes = view.project.region_notes
    finding = (
        language.plural(
            "{n} region needs a word of caution before it is compared.",
            "{n} regions need a word of caution before they are compared.",
            len(notes),
        )
        if notes
        else language.text("Nothing is known that would forbid a comparison of the regions.")
    )
    passages: list[Text] = []
    for note in notes:
        said = view.passage(note.reason)
        passages.append(Passage(f"{view.place(note.code)}: {said.text}", said.language))
    return section(
        language=language,
        id="caution",
        heading=language.text("What cannot be compared"),
        finding=finding,
        passages=passages,
    )


def warning(view: View) -> Block | None:
    """What would make a decision go wrong if it were overlooked; absent where nothing would."""
    language = view.language
    note = view.project.left_out().get(view.region)
    if note:
        return page.warning(
            language.text(
                "The totals of consultations and clients leave this region out; the reason stands under the plan."
            )
        )
    refused = sorted({each.file for each in view.findings if each.refuses})
    if refused:
        return page.warning(
            language.text("Some files were refused and are missing here: {files}.", files=", ".join(refused))
        )
    left_out = [view.place(code) for code in view.project.left_out()]
    if view.is_whole and left_out:
        return page.warning(
            language.text(
                "The totals of consultations and clients leave out: {regions}.",
                regions=language.listing(left_out),
            )
        )
    return None


def about(view: View) -> Block:
    """Who, from what, how, and what is hidden."""
    language, header = view.language, view.project.header
    rows: list[tuple[str, Text | Sequence[Text]]] = [
        (language.text("Project"), view.passage(header.name)),
        (language.text("Funder"), view.passage(header.funder)),
    ]
    if header.grantee:
        rows.append((language.text("Grantee"), view.passage(header.grantee)))
    sources = dict.fromkeys(
        _source(view, table)
        for table in view.project.tables.values()
        if table.source and not table.checked_only
    )
    residents = [view.passage(each.source) for each in view.project.denominators.values()]
    rows += [
        (language.text("Period"), view.period()),
        (language.text("Data up to"), view.date(header.cut_off)),
        (language.text("Sources"), [*sources, *residents]),
        (
            language.text("Method"),
            language.text(
                "Counts of regions are added; percentages and rates are worked out from the sums, never averaged. "
                "Shares have 95% Wilson intervals, rates exact Poisson limits below 10 and Byar’s from 10, changes of "
                "scores t intervals. A figure without an interval says why."
            ),
        ),
        (language.text("Privacy"), _privacy(view)),
    ]
    if header.contact:
        rows.append((language.text("Contact"), view.passage(header.contact)))
    return page.about(language.text("About this report"), rows, language=language)


def _source(view: View, table: SourceTable) -> Passage:
    """A table's source, with its own date where that differs from the project's."""
    said = view.passage(table.source)
    if table.cut_off is None or table.cut_off == view.project.header.cut_off:
        return said
    dated = view.language.text(
        "{source} (data up to {date})", source=said.text, date=view.date(table.cut_off)
    )
    return Passage(dated, said.language)


def _privacy(view: View) -> str:
    language = view.language
    thresholds = sorted({view.project.threshold(name) for name in view.project.tables} - {0})
    if not thresholds:
        return language.text("The figures were published before; none is hidden.")
    return language.text(
        "Counts from 1 to one below {thresholds} (by table) are hidden, and others with them, so that nobody can be "
        "recognised.",
        thresholds=language.listing([language.number(each) for each in thresholds]),
    )
