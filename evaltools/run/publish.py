"""What stands beside the pages: start pages, tables of results and findings, links between languages."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path, PurePosixPath

from evaltools import regions
from evaltools.cache import package_hash, writable_cache
from evaltools.errors import StorageError
from evaltools.export import NavLink, set_navigation
from evaltools.findings import FINDING_COLUMNS
from evaltools.formats import BESIDE
from evaltools.index import Download, Entry, Failure, IndexRow, Made, index_page
from evaltools.language import NATIVE_NAMES, Language
from evaltools.methods import FILE_NAME, methods_page
from evaltools.prepare import Prepared
from evaltools.results import COLUMNS, COUNTRY, Results
from evaltools.run.ledger import file_hash
from evaltools.run.record import PageRecord, run_text
from evaltools.run.store import csv_text, sha256, write
from evaltools.sections.top import brand, tiles_of
from evaltools.selftest import SelfTest, self_test, versions
from evaltools.view import View
from evaltools.wording.methods import methods_used

#: Writes a text at a place of the folder.
Put = Callable[[str, str], None]


def publish(
    prepared: Prepared, output: Path, pages: Sequence[PageRecord], moment: datetime
) -> dict[str, str]:
    """Bring everything but the pages themselves up to date; `run.json` comes last.

    Parameters
    ----------
    prepared : Prepared
    output : Path
    pages : sequence of PageRecord
        All pages of the folder, those of earlier runs included.
    moment : datetime
        When this run began: pages that were last looked at before are marked.

    Returns
    -------
    dict of str
        SHA-256 of every file of the folder, by its place.
    """
    files: dict[str, str] = {}

    def put(place: str, text: str) -> None:
        files[place] = sha256(text)
        # A file that would not change keeps its time, too.
        if file_hash(output / place) != files[place]:
            write(output / place, text)

    delimiter = prepared.project.header.delimiter
    put("results.csv", results_text(prepared, prepared.public, delimiter))
    put("internal/results-internal.csv", results_text(prepared, prepared.internal, delimiter))
    findings = [finding.as_row() for finding in prepared.findings]
    put("internal/findings.csv", csv_text(FINDING_COLUMNS, findings, delimiter))
    notes = _methods_pages(prepared, put, pages)
    _link_languages(prepared, output, put, pages, notes)
    _start_pages(prepared, put, pages, moment)
    for page in pages:
        files |= page.files
    put("run.json", run_text(prepared, pages, moment))
    return files


def results_text(prepared: Prepared, results: Results, delimiter: str = ",") -> str:
    """`results.csv` as text."""
    project = prepared.project
    return csv_text(COLUMNS, results.records(project.id, project.period), delimiter)


def _methods_pages(prepared: Prepared, put: Put, pages: Sequence[PageRecord]) -> dict[str, Sequence[str]]:
    """A page about methods for each language, and one beside the internal pages; the notes of each, by place.

    Internal pages lie apart from the public ones, so they have a page of
    their own, which explains also what only they show.
    """
    made: dict[str, Sequence[str]] = {}
    project, provenance = prepared.project, prepared.provenance
    commit = f" ({provenance.commit})" if provenance.commit else ""
    used = versions() | {"evaltools": provenance.version + commit}
    for audience, results in (("public", prepared.public), ("internal", prepared.internal)):
        shown = {page.language for page in pages if page.made and page.audience == audience}
        codes = [code for code in project.header.languages if code in shown]
        for code in codes:
            language = Language(code)
            view = View(project, results, prepared.labels, language, COUNTRY, prepared.findings)
            place = methods_place(code, audience)
            made[place] = methods_used(results)
            text = methods_page(
                language=language,
                project=view.passage(project.header.name),
                methods=made[place],
                tested=_tested(),
                versions=used,
                languages=[
                    NavLink(
                        language=each,
                        name=NATIVE_NAMES[each],
                        href=_relative(methods_place(each, audience), place),
                        current=each == code,
                    )
                    for each in codes
                ],
                home="" if audience == "internal" else "index.html",
                badge=language.text("Internal: do not forward.") if audience == "internal" else "",
                synthetic=language.text("Synthetic data: all people are invented")
                if project.header.data == "synthetic"
                else "",
                brand=brand(view),
            )
            put(place, text)
    return made


def methods_place(code: str, audience: str) -> str:
    """Where the page about methods is, from the output folder."""
    return f"internal/{code}/{FILE_NAME}" if audience == "internal" else f"{code}/{FILE_NAME}"


@cache
def _tested() -> SelfTest:
    """The reference values, rerun once for each state of the code and of the libraries on this machine.

    Only that all of them agree is remembered: a difference is looked at again.
    """
    installed = json.dumps([package_hash(), platform.platform(), versions()])
    place = writable_cache("selftest") / f"{sha256(installed)[:24]}.json"
    try:
        return SelfTest(checked=json.loads(place.read_text(encoding="utf-8")), differences=())
    except (OSError, ValueError):
        result = self_test()
    if not result.differences:
        write(place, json.dumps(dict(result.checked)), readable=False)
    return result


def _link_languages(
    prepared: Prepared,
    output: Path,
    put: Put,
    pages: Sequence[PageRecord],
    notes: Mapping[str, Sequence[str]],
) -> None:
    """Links of every page to the same page in other languages, to the start page and to the methods."""
    shown = [page for page in pages if page.made]
    for page in shown:
        same = {
            other.language: other
            for other in shown
            if (other.report, other.region, other.training) == (page.report, page.region, page.training)
        }
        links = [
            NavLink(
                language=code,
                name=NATIVE_NAMES[code],
                href=_relative(same[code].href, page.href),
                current=code == page.language,
            )
            for code in prepared.project.header.languages
            if code in same
        ]
        # Internal pages know nothing of the public start page: they lie apart.
        home = "" if page.audience == "internal" else _relative(f"{page.language}/index.html", page.href)
        html = _page(output / page.href)
        methods = methods_place(page.language, page.audience)
        how = _relative(methods, page.href) if methods in notes else ""
        put(page.href, set_navigation(html, links, home, how, notes.get(methods, ())))


def _page(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"{file} cannot be read ({error.strerror}): the folder was removed or changed while the run "
            "wrote into it. Run again: what is missing is made."
        ) from error


def _relative(target: str, page: str) -> str:
    up = "../" * (len(PurePosixPath(page).parts) - 1)
    return up + target


def _start_pages(prepared: Prepared, put: Put, pages: Sequence[PageRecord], moment: datetime) -> None:
    project = prepared.project
    public = [page for page in pages if page.audience == "public"]
    made = {page.language for page in public if page.made or page.status != "done"}
    codes = [code for code in project.header.languages if code in made]
    for code in codes:
        text = _start_page(prepared, public, code, codes, moment, up="../")
        put(f"{code}/index.html", text)
    if codes:
        put("index.html", _start_page(prepared, public, codes[0], codes, moment, up=""))


def _start_page(
    prepared: Prepared,
    pages: Sequence[PageRecord],
    code: str,
    codes: Sequence[str],
    moment: datetime,
    up: str,
) -> str:
    language = Language(code)
    project = prepared.project
    view = View(project, prepared.public, prepared.labels, language, COUNTRY, prepared.findings)
    rows: dict[tuple[str, str], dict[str, Entry]] = {}
    for page in pages:
        rows.setdefault((page.report, page.region), {})[page.language] = _entry(page, moment, up)
    return index_page(
        language=language,
        project_title=view.passage(project.header.name),
        methods=f"{up}{methods_place(code, 'public')}"
        if any(page.made for page in pages if page.language == code)
        else "",
        rows=[
            IndexRow(report=report_title(report, language), place=_place(view, region), entries=entries)
            for (report, region), entries in rows.items()
        ],
        totals=tiles_of(view),
        downloads=[
            Download(
                label="results.csv",
                href=f"{up}results.csv",
                note=language.text("every number of these pages, as a table"),
            )
        ],
        languages=[
            NavLink(
                language=each, name=NATIVE_NAMES[each], href=f"{up}{each}/index.html", current=each == code
            )
            for each in codes
        ],
        failures=_failures(view, pages),
        facts=[view.period(), language.text("data up to {date}", date=view.date(project.header.cut_off))],
        synthetic=language.text("Synthetic data: all people are invented")
        if project.header.data == "synthetic"
        else "",
    )


def report_title(report: str, language: Language) -> str:
    """Name of a report on the start page; a user's own notebook goes by its file name."""
    match report:
        case "region-report":
            return language.text("Report of a region")
        case "overview":
            return language.text("All regions")
        case _:
            return report


def _failures(view: View, pages: Sequence[PageRecord]) -> list[Failure]:
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
            report=report_title(report, view.language),
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
