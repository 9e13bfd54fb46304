"""What the start pages of a folder show, in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from evaltools import regions
from evaltools.export import NavLink
from evaltools.formats import BESIDE
from evaltools.index import Download, Entry, Failure, IndexRow, Made, Reports, index_page
from evaltools.language import NATIVE_NAMES, Language, pick
from evaltools.outputs.changes import Changes
from evaltools.outputs.changes_words import told
from evaltools.prepare import Prepared
from evaltools.results import COUNTRY
from evaltools.run.record import PageRecord
from evaltools.sections.comparison import comparison_in_words
from evaltools.sections.key_figures import key_figures
from evaltools.sections.plan import drawn_map
from evaltools.sections.top import brand, facts_line, tiles_of
from evaltools.tables import Passage, Text
from evaltools.view import View
from evaltools.wording.lead import start_lead
from evaltools.wording.measures import place_words


@dataclass(frozen=True, kw_only=True)
class Folder:
    """What a start page is about.

    Attributes
    ----------
    prepared : Prepared
    pages : sequence of PageRecord
        The public ones.
    codes : sequence of str
        The languages that have a start page.
    moment : datetime
        When this run began: pages that were last looked at before are marked.
    headings : mapping of str to str
        The first heading of each page, by its place.
    methods : mapping of str to str
        Where the page about methods is, from the output folder, by language.
    changes : Changes, optional
        Since the run before.
    """

    prepared: Prepared
    pages: Sequence[PageRecord]
    codes: Sequence[str]
    moment: datetime
    headings: Mapping[str, str] = field(default_factory=dict)
    methods: Mapping[str, str] = field(default_factory=dict)
    changes: Changes | None = None


def start_page(folder: Folder, code: str, up: str) -> str:
    """The start page in one language.

    Parameters
    ----------
    folder : Folder
    code : str
        Of the language.
    up : str
        The way from the page to the output folder: `../` or nothing.
    """
    language = Language(code)
    prepared, project = folder.prepared, folder.prepared.project
    view = View(project, prepared.public, prepared.labels, language, COUNTRY, prepared.findings)
    titles = report_titles(folder, language)
    return index_page(
        language=language,
        project_title=view.passage(project.header.name),
        summary=start_lead(view),
        totals=tiles_of(view),
        map=drawn_map(view),
        reports=_reports(folder, view, titles, up),
        comparison=comparison_in_words(view),
        changes=told(folder.changes, language, lambda report, region: _named(view, titles, report, region))
        if folder.changes
        else (),
        methods=f"{up}{folder.methods[code]}" if code in folder.methods else "",
        downloads=[
            Download(
                label="results.xlsx",
                href=f"{up}results.xlsx",
                note=language.text(
                    "every number of these pages as a table: region, what is counted, value, interval, base, "
                    "unit and method"
                ),
            ),
            Download(
                label="results.csv",
                href=f"{up}results.csv",
                note=language.text("the same table as text, for other programs than Excel"),
            ),
        ],
        languages=[
            NavLink(
                language=each, name=NATIVE_NAMES[each], href=f"{up}{each}/index.html", current=each == code
            )
            for each in folder.codes
        ],
        failures=_failures(view, folder.pages, titles),
        facts=facts_line(view),
        synthetic=language.text("Synthetic data: all people are invented")
        if project.header.data == "synthetic"
        else "",
        brand=brand(view),
    )


def report_titles(folder: Folder, language: Language) -> dict[str, Text]:
    """What readers know each report by.

    A notebook of a user's own has the title of the settings; without one, the
    heading of its page about the whole project, with the file name where two
    have the same; else its file name.
    """
    own = {name: _own_title(folder, name, language) for name in folder.prepared.project.reports}
    alike = Counter(_plain(title) for title in own.values())
    titles: dict[str, Text] = {}
    for name, title in own.items():
        is_shared = alike[_plain(title)] > 1 and not isinstance(title, Passage)
        titles[name] = f"{title} ({name})" if is_shared else title
    # Pages may be left of a report that the settings have no more.
    return titles | {page.report: page.report for page in folder.pages if page.report not in titles}


def _own_title(folder: Folder, name: str, language: Language) -> Text:
    known = _known_title(name, language)
    if known:
        return known
    report = folder.prepared.project.reports[name]
    if report.title:
        text, code = pick(report.title.by_language(), language.code)
        return text if code == language.code else Passage(text, code)
    of_all = {
        page.language: folder.headings[page.href]
        for page in folder.pages
        if page.report == name and page.region == COUNTRY and folder.headings.get(page.href)
    }
    if language.code in of_all:
        return of_all[language.code]
    return next((Passage(text, code) for code, text in of_all.items()), name)


def _known_title(name: str, language: Language) -> str:
    match name:
        case "region-report":
            return language.text("Report of a region")
        case "overview":
            return language.text("All regions")
        case "programme-report":
            return language.text("Programme report")
    return ""


def _plain(text: Text) -> str:
    return text if isinstance(text, str) else text.text


def _named(view: View, titles: Mapping[str, Text], report: str, region: str) -> str:
    title = _plain(titles.get(report, report))
    return title if region == COUNTRY else f"{title}, {place_words(region, view.language)}"


def _reports(folder: Folder, view: View, titles: Mapping[str, Text], up: str) -> Reports:
    rows: dict[tuple[str, str], dict[str, Entry]] = {}
    for page in folder.pages:
        rows.setdefault((page.report, page.region), {})[page.language] = _entry(page, folder.moment, up)
    order = {code: place for place, code in enumerate((COUNTRY, *view.sorted_regions()))}
    in_order = sorted(rows, key=lambda each: order.get(each[1], len(order)))
    figures = key_figures(view)
    return Reports(
        rows=[
            IndexRow(
                name=report,
                title=titles[report],
                place=_place(view, region),
                region="" if region == COUNTRY else region,
                entries=rows[report, region],
            )
            for report, region in in_order
        ],
        columns=figures.columns,
        figures=figures.cells,
        names=_names(folder, rows),
    )


def _names(folder: Folder, rows: Mapping[tuple[str, str], object]) -> dict[str, tuple[str, ...]]:
    """Names of regions and reports in all languages, so that whoever searches need not know the page's."""
    found: dict[str, tuple[str, ...]] = {}
    for code in dict.fromkeys(region for _, region in rows if region != COUNTRY):
        one = regions.region(code)
        found[code] = (*one.names.values(), *one.centre.values())
    for name in dict.fromkeys(report for report, _ in rows):
        in_all = (report_titles(folder, Language(code)).get(name, name) for code in folder.codes)
        found[name] = tuple(_plain(each) for each in in_all)
    return found


def _failures(view: View, pages: Sequence[PageRecord], titles: Mapping[str, Text]) -> list[Failure]:
    """What was not made; the languages of one report that have the same reason stand together."""
    alike: dict[tuple[str, str, str, bool], list[str]] = {}
    for page in pages:
        whole = page.status != "done"
        reasons = [_failure(page, view.language)] if whole else []
        reasons += [_missing(each["cause"], view.language) for each in page.missing.values()]
        for reason in reasons:
            key = (page.report, page.region, reason, whole)
            alike.setdefault(key, []).append(NATIVE_NAMES[page.language])
    return [
        Failure(
            report=titles[report],
            place=_place(view, region),
            reason=f"{', '.join(languages)}: {reason}",
            count=len(languages) if whole else 0,
        )
        for (report, region, reason, whole), languages in alike.items()
    ]


def _failure(page: PageRecord, language: Language) -> str:
    """Why a page was not made: the kind of fault in the reader's language, then what was said."""
    match page.cause:
        case "interrupted":
            return language.text("the run was stopped before the page was made")
        case "cell-error":
            kind = language.text("an error in the notebook")
        case "stopped-early":
            kind = language.text("the notebook stopped before its end")
        case "cell-timeout" | "report-timeout":
            kind = language.text("it took too long")
        case "out-of-memory":
            kind = language.text("it needed too much memory")
        case "killed" | "process-ended":
            kind = language.text("its process ended")
        case "data-changed":
            kind = language.text("the data changed meanwhile")
        case "storage":
            kind = language.text("there was no room to write")
        case _:
            return page.reason
    cell, _, said = page.reason.removeprefix("code cell ").partition(": ")
    if not cell.isdecimal():
        return f"{kind} ({page.reason})"
    where = language.text("code cell {n}", n=cell)
    return f"{kind} ({where}: {said})"


def _missing(cause: str, language: Language) -> str:
    """Why a page has no PDF beside it."""
    match cause:
        case "print-unstarted":
            return language.text("no PDF, because the program that prints did not start; the page is there")
        case "print-timeout":
            return language.text("no PDF, because printing took too long; the page is there")
        case "print-ended":
            return language.text("no PDF, because the program that prints broke off; the page is there")
        case "interrupted":
            return language.text("no PDF, because the run was stopped; the page is there")
        case _:
            return language.text("no PDF, because the page could not be printed; the page is there")


def _place(view: View, region: str) -> str:
    if region == COUNTRY:
        return view.language.text("whole project")
    return regions.region(region).names[view.language.code]


def _entry(page: PageRecord, moment: datetime, up: str) -> Entry:
    status: Made = page.status
    since = None
    if page.made and page.checked < moment.isoformat():
        since = datetime.fromisoformat(page.made).date()
        status = "kept" if page.status == "done" else page.status
    files = {BESIDE[name]: f"{up}{place}" for place in page.files if (name := _ending(place)) in BESIDE}
    return Entry(status=status, href=f"{up}{page.href}" if page.made else "", since=since, files=files)


def _ending(place: str) -> str:
    return PurePosixPath(place).suffix.removeprefix(".")
