"""The start page of a folder of reports: what failed, what is there, the main numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from evaltools.export.document import Document, NavLink, document, set_navigation
from evaltools.language import NATIVE_NAMES, Language
from evaltools.page import Tile, navigation_place, tiles
from evaltools.tables import Text, element, written

Made = Literal["done", "failed", "interrupted", "kept", "absent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page in one language.

    Attributes
    ----------
    status : {"done", "failed", "interrupted", "kept", "absent"}
        `kept`: made by an earlier run. `absent`: not asked for yet.
    href : str
        Relative to the start page; empty where there is no page. A failed
        page may have one: the last good page is not thrown away.
    since : date, optional
        When a page that was kept was made.
    files : mapping of str to str
        What lies beside the page to be taken away: its place, relative to the
        start page, by the name of its format.
    """

    status: Made
    href: str = ""
    since: date | None = None
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One report of one place, in all its languages.

    Attributes
    ----------
    report : str
        Title of the report; rows of the same report stand together.
    place : str or Passage
        Region, or the whole project.
    entries : mapping of str to Entry
        By language code; a language without an entry counts as absent.
    """

    report: str
    place: Text
    entries: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What was not made, and the sentence that says why and what to do.

    Attributes
    ----------
    report : str
    place : str or Passage
    reason : str
    count : int
        How many reports it is: one for each language; 0 where the reports
        are there and only a file beside them is not.
    """

    report: str
    place: Text
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to take away."""

    label: str
    href: str
    note: str = ""


def index_page(
    *,
    language: Language,
    project_title: Text,
    rows: Sequence[IndexRow],
    totals: Sequence[Tile] = (),
    downloads: Sequence[Download] = (),
    languages: Sequence[NavLink] = (),
    failures: Sequence[Failure] = (),
    notes: Sequence[Text] = (),
    facts: Sequence[str] = (),
    synthetic: str = "",
    methods: str = "",
) -> str:
    """The start page as HTML, in the style of the reports: one file, no script, no request.

    Parameters
    ----------
    language : Language
    project_title : str or Passage
    rows : sequence of IndexRow
        In the order in which they stand, reports together.
    totals : sequence of Tile
        The few numbers that everybody asks for.
    downloads : sequence of Download
    languages : sequence of NavLink
        Start pages in the other languages.
    failures : sequence of Failure
        First of all, in words.
    notes : sequence of str or Passage
        What changed since the last run, and the like.
    facts : sequence of str
        Period, data up to: the line under the title.
    synthetic : str
        For made-up data: that they are.
    methods : str
        Where the page about methods is; empty for none.

    Raises
    ------
    ValueError
        If a link leads to an internal page, or out of the folder: both would
        be sent on together with this page.
    """
    _check_links(rows, downloads, languages, methods)
    top = element(
        "header", element("p", "evaltools", class_="project"), navigation_place(language), class_="top"
    )
    body = Markup("\n").join(
        block
        for block in (
            _title(project_title, facts, synthetic, language),
            _failures(failures, language),
            tiles(totals).html if totals else "",
            _reports(rows, language),
            _methods(methods, language),
            _downloads(downloads, language),
            _notes(notes, language),
        )
        if block
    )
    plain = project_title if isinstance(project_title, str) else project_title.text
    page = Document(
        title=language.text("{project}: all reports", project=plain),
        language=language.code,
        top=top,
        body=body,
        sheets=("index",),
    )
    return set_navigation(document(page), languages, methods=methods)


def _title(title: Text, facts: Sequence[str], synthetic: str, language: Language) -> Markup:
    line = " · ".join(fact for fact in facts if fact)
    return element(
        "div",
        element("p", synthetic, class_="badge synthetic") if synthetic else "",
        element("h1", written(title, language)),
        element("p", line, class_="facts") if line else "",
        class_="title",
    )


def _failures(failures: Sequence[Failure], language: Language) -> Markup:
    if not failures:
        return Markup()
    reports = sum(each.count for each in failures)
    heading = (
        language.plural("{n} report was not made", "{n} reports were not made", reports)
        if reports
        else language.text("Files beside reports were not made")
    )
    items = (
        element(
            "li",
            element("strong", failure.report, ", ", written(failure.place, language)),
            ". ",
            failure.reason,
        )
        for failure in failures
    )
    return element("section", element("h2", heading, id="failures"), element("ul", *items), class_="failures")


def _reports(rows: Sequence[IndexRow], language: Language) -> Markup:
    codes = [code for code in NATIVE_NAMES if any(code in row.entries for row in rows)]
    heading = element("h2", language.text("Reports"), id="reports")
    if not codes:
        return element("section", heading, element("p", language.text("No report has been made yet.")))
    head = element(
        "tr",
        element("th", language.text("Region"), scope="col"),
        *(element("th", NATIVE_NAMES[code], scope="col", lang=code) for code in codes),
    )
    bodies = []
    for report, group in groupby(rows, key=lambda row: row.report):
        title = element(
            "tr", element("th", report, scope="rowgroup", colspan=str(len(codes) + 1)), class_="group"
        )
        bodies.append(element("tbody", title, *(_row(row, codes, language) for row in group)))
    caption = element("caption", element("span", language.text("Each link opens a report in its language.")))
    table = element("table", caption, element("thead", head), *bodies, class_="reports")
    return element("section", heading, element("div", table, class_="table"))


def _row(row: IndexRow, codes: Sequence[str], language: Language) -> Markup:
    place = row.place if isinstance(row.place, str) else row.place.text
    cells = []
    for code in codes:
        entry = row.entries.get(code, Entry(status="absent"))
        # Read out of the table, “done” alone would not say what it opens.
        word = _word(entry, language)
        whose = f"{row.report}, {place}, {NATIVE_NAMES[code]}"
        # The shape stays beside its word.
        shown = word.replace(" ", "\N{NO-BREAK SPACE}", 1)
        inner = (
            element("a", shown, href=entry.href, hreflang=code, aria_label=f"{word}: {whose}")
            if entry.href
            else shown
        )
        files = (
            element("a", label, href=href, download="", aria_label=f"{label}: {whose}")
            for label, href in entry.files.items()
        )
        beside = [part for file in files for part in (" · ", file)]
        cells.append(element("td", inner, *beside, class_=None if entry.href else "mark"))
    return element("tr", element("th", written(row.place, language), scope="row"), *cells)


def _word(entry: Entry, language: Language) -> str:
    """The status as a word; its shape helps to find it in a long table."""
    match entry.status:
        case "done":
            return language.text("● done")
        case "failed":
            return language.text("▼ failed")
        case "interrupted":
            return language.text("■ interrupted")
        case "kept" if entry.since is not None:
            return language.text("◐ kept from {date}", date=language.date(entry.since))
        case "kept":
            return language.text("◐ kept from an earlier run")
    return language.text("○ not made")


def _methods(methods: str, language: Language) -> Markup:
    if not methods:
        return Markup()
    said = language.text(
        "Every kind of number is explained in plain words, with its formula and limits, and checked."
    )
    link = element("a", language.text("How was this computed?"), href=methods)
    return element(
        "section",
        element("h2", language.text("How was this computed?"), id="methods"),
        element("p", said),
        element("p", link),
    )


def _downloads(downloads: Sequence[Download], language: Language) -> Markup:
    if not downloads:
        return Markup()
    items = (
        element(
            "li",
            element("a", item.label, href=item.href, download=""),
            f" – {item.note}" if item.note else "",
        )
        for item in downloads
    )
    heading = element("h2", language.text("Downloads"), id="downloads")
    return element("section", heading, element("ul", *items, class_="plain"))


def _notes(notes: Sequence[Text], language: Language) -> Markup:
    items = [element("li", written(note, language)) for note in notes]
    return element("ul", *items, class_="notes") if items else Markup()


def _check_links(
    rows: Sequence[IndexRow], downloads: Sequence[Download], languages: Sequence[NavLink], methods: str
) -> None:
    entries = [entry for row in rows for entry in row.entries.values()]
    links = [href for entry in entries for href in (entry.href, *entry.files.values())]
    links += [item.href for item in downloads] + [link.href for link in languages] + [methods]
    for href in links:
        parts = href.replace("\\", "/").split("/")
        if "internal" in parts or ":" in href or href.startswith(("/", "\\")):
            raise ValueError(f"the start page may not lead to {href!r}: it goes to people outside")
