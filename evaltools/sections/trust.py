"""What a reader needs to trust the page: what cannot be compared, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools import page
from evaltools.page import Block, section
from evaltools.project import Table as SourceTable
from evaltools.tables import Passage, Text
from evaltools.view import View, sentence


def not_comparable(view: View) -> Block | None:
    """Regions that the total leaves out or that need a word of caution; absent where there is one region alone."""
    if len(view.project.regions) == 1:
        return None
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
    left_out = [view.place(code) for code in view.project.left_out()]
    said = []
    if refused := sorted({each.file for each in view.findings if each.refuses}):
        said.append(
            language.text("Some files were refused and are missing here: {files}.", files=", ".join(refused))
        )
    if view.region in view.project.left_out():
        said.append(
            language.text(
                "The totals of consultations and clients leave this region out; the reason stands under the plan."
            )
        )
    if view.is_whole and left_out:
        said.append(
            language.text(
                "The totals of consultations and clients leave out: {regions}.",
                regions=language.listing(left_out),
            )
        )
    header = view.project.header
    missing = (header.period.end - header.cut_off).days
    if missing > 0:
        said.append(
            language.plural(
                "The data were closed on {date}, {n} day before the period ends: what came after may be missing.",
                "The data were closed on {date}, {n} days before the period ends: what came after may be missing.",
                missing,
                date=view.date(header.cut_off),
            )
        )
    return page.warning(" ".join(said)) if said else None


def about(view: View) -> Block:
    """Who, from what, how, and what is hidden."""
    language, header = view.language, view.project.header
    rows: list[tuple[str, Text | Sequence[Text]]] = [
        (language.text("Project"), view.passage(header.name)),
        (language.text("Funder"), view.passage(header.funder)),
    ]
    if header.grantee:
        rows.append((language.text("Grantee"), view.passage(header.grantee)))
    rows.append((language.text("Work done by"), sentence(view.words(header.provider))))
    if header.theme:
        rows.append((language.text("Theme"), view.passage(header.theme)))
    if (grant := view.whole("effects", "grant")).ok:
        sum_ = language.number(grant.value or 0)
        rows.append((language.text("Grant"), f"{sum_} {view.labels.unit(grant.unit, language)}"))
    rows.append(
        (language.text("Regions"), language.listing([view.place(code) for code in view.sorted_regions()]))
    )
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
                "Shares have 95% Wilson intervals, exact ones where the size of the group is known, rates exact Poisson limits below 10 and Byar’s from 10, changes of "
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
    language, tables = view.language, view.project.tables
    thresholds = sorted({view.project.threshold(name) for name in tables} - {0})
    if not thresholds:
        return language.text("The figures were published before; none is hidden.")
    least, most = language.number(thresholds[0] - 1), language.number(thresholds[-1] - 1)
    if least == most:
        hidden = language.text(
            "Counts from 1 to {most} are hidden, and others with them, so that nobody can be recognised.",
            most=most,
        )
    else:
        hidden = language.text(
            "Counts from 1 to {least} are hidden, in some tables from 1 to {most}, and others with them, so that "
            "nobody can be recognised.",
            least=least,
            most=most,
        )
    if not any(table.kind == "satisfaction" for table in tables.values()):
        return hidden
    shown = language.text("How many answered “don’t know” or left a question blank is not hidden.")
    return f"{hidden} {shown}"
