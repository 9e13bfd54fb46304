"""The start page of a folder of reports as one file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from evaltools.export.body import number_figures
from evaltools.export.document import Document, NavLink, document, set_navigation
from evaltools.index.records import Download, Failure, IndexRow
from evaltools.index.reports import Reports, reports_section
from evaltools.index.script import search_script
from evaltools.language import Language
from evaltools.page import Block, Brand, Tile, lead, masthead, tiles
from evaltools.tables import Text, element, written

_SECTION = re.compile(r'<h2 id="([a-z-]+)">(.*?)</h2>')


def index_page(
    *,
    language: Language,
    project_title: Text,
    reports: Reports,
    summary: str = "",
    totals: Sequence[Tile] = (),
    map: Block | None = None,
    comparison: Block | None = None,
    changes: Sequence[str] = (),
    downloads: Sequence[Download] = (),
    languages: Sequence[NavLink] = (),
    failures: Sequence[Failure] = (),
    facts: Sequence[str] = (),
    synthetic: str = "",
    methods: str = "",
    brand: Brand | None = None,
) -> str:
    """The start page as HTML, in the style of the reports: one file, no request, one script of ours.

    Parameters
    ----------
    language : Language
    project_title : str or Passage
    reports : Reports
        Every page of the folder.
    summary : str
        What the project did, how much, against which plan: a sentence or two.
    totals : sequence of Tile
        The few numbers that everybody asks for.
    map, comparison : Block, optional
        Sections of the overview: where the plan was reached, and how the
        regions compare.
    changes : sequence of str
        What changed since the run before; the first one says since when.
    downloads : sequence of Download
    languages : sequence of NavLink
        Start pages in the other languages.
    failures : sequence of Failure
        First of all, in words.
    facts : sequence of str
        Period, data up to: the line under the title.
    synthetic : str
        For made-up data: that they are.
    methods : str
        Where the page about methods is; empty for none.
    brand : Brand, optional
        Who pays, to be shown at the top.

    Raises
    ------
    ValueError
        If a link leads to an internal page, or out of the folder: both would
        be sent on together with this page.
    """
    _check_links(_links(reports.rows, downloads, languages, methods))
    sections = Markup("\n").join(
        block
        for block in (
            Markup(number_figures(map.html, language)) if map else "",  # noqa: S704 - it is markup already
            reports_section(reports, language),
            comparison.html if comparison else "",
            _changes(changes, language),
            _downloads(downloads, language),
            _methods(methods, language),
        )
        if block
    )
    body = Markup("\n").join(
        block
        for block in (
            _title(project_title, facts, synthetic, language),
            _failures(failures, language),
            lead(summary).html if summary else "",
            tiles(totals).html if totals else "",
            _contents(sections, language),
            sections,
        )
        if block
    )
    plain = project_title if isinstance(project_title, str) else project_title.text
    page = Document(
        title=language.text("{project}: all reports", project=plain),
        language=language.code,
        top=masthead(language.text("All reports"), language, brand),
        body=body,
        sheets=("index",),
        script=search_script(),
        accent=brand.accent if brand else "",
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


def _contents(sections: str, language: Language) -> Markup:
    items = [
        element("li", element("a", Markup(heading), href=f"#{id_}"))  # noqa: S704 - it is escaped already
        for id_, heading in _SECTION.findall(sections)
    ]
    return element(
        "nav",
        element("p", language.text("Contents"), id="contents"),
        element("ol", *items),
        class_="contents",
        aria_labelledby="contents",
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
            element("strong", written(failure.report, language), ", ", written(failure.place, language)),
            ". ",
            failure.reason,
        )
        for failure in failures
    )
    return element("section", element("h2", heading, id="failures"), element("ul", *items), class_="failures")


def _changes(changes: Sequence[str], language: Language) -> Markup:
    """A declared stamp: the only part that a folder made at once and one made in two runs do not share."""
    if not changes:
        return Markup()
    first, *others = changes
    return element(
        "section",
        element("h2", language.text("What has changed"), id="changes"),
        element("p", first, class_="finding"),
        element("ul", *(element("li", each) for each in others), class_="plain") if others else "",
        class_="changes",
    )


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


def _links(
    rows: Sequence[IndexRow], downloads: Sequence[Download], languages: Sequence[NavLink], methods: str
) -> Iterable[str]:
    for row in rows:
        for entry in row.entries.values():
            yield from (entry.href, *entry.files.values())
    yield from (item.href for item in downloads)
    yield from (link.href for link in languages)
    yield methods


def _check_links(links: Iterable[str]) -> None:
    for href in links:
        parts = href.replace("\\", "/").split("/")
        if "internal" in parts or ":" in href or href.startswith(("/", "\\")):
            raise ValueError(f"the start page may not lead to {href!r}: it goes to people outside")
