"""What stands beside the pages: start pages, tables of results and findings, links between languages."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path, PurePosixPath

from evaltools.cache import package_hash, writable_cache
from evaltools.errors import StorageError
from evaltools.export import NavLink, set_navigation
from evaltools.export.body import first_heading
from evaltools.export.results_workbook import results_workbook
from evaltools.findings import FINDING_COLUMNS, Finding
from evaltools.language import NATIVE_NAMES, Language, pick
from evaltools.methods import FILE_NAME, methods_page
from evaltools.outputs.changes import Changes
from evaltools.prepare import Prepared
from evaltools.results import COLUMNS, COUNTRY, Results
from evaltools.run.history import changes_now, guarded_counts, input_name
from evaltools.run.ledger import file_hash
from evaltools.run.record import PageRecord, run_text
from evaltools.run.start_pages import Folder, start_page
from evaltools.run.store import csv_text, sha256, write
from evaltools.sections.top import brand
from evaltools.selftest import SelfTest, self_test, versions
from evaltools.view import View
from evaltools.wording.methods import methods_used

#: Writes a text, or the bytes of a file, at a place of the folder.
Put = Callable[[str, str | bytes], None]


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

    def put(place: str, content: str | bytes) -> None:
        files[place] = sha256(content)
        # A file that would not change keeps its time, too.
        if file_hash(output / place) != files[place]:
            write(output / place, content)

    delimiter = prepared.project.header.delimiter
    results = results_text(prepared, prepared.public, delimiter)
    record = run_text(prepared, pages, moment, results)
    # Before anything is replaced that it is held against.
    changes = changes_now(
        output,
        record,
        results,
        guarded=guarded_counts(prepared.public),
        named=partial(input_name, prepared.project),
    )
    put("results.xlsx", _workbook_of_results(prepared))
    put("internal/results-internal.csv", results_text(prepared, prepared.internal, delimiter))
    put("internal/findings.csv", _findings_text(prepared.findings, delimiter))
    # Beside the pages that name it, in the language of their reader.
    for code in sorted({page.language for page in pages if page.made and page.audience == "internal"}):
        put(f"internal/{code}/findings.csv", _findings_text(prepared.findings_in(code), delimiter))
    notes = _methods_pages(prepared, put, pages)
    headings = _link_languages(prepared, output, put, pages, notes)
    _start_pages(prepared, put, pages, moment, headings, changes)
    for page in pages:
        files |= page.files
    # These two tell the next run what was there: until all else is written they tell what was there before.
    put("results.csv", results)
    put("run.json", run_text(prepared, pages, moment, results, changes))
    return files


def _findings_text(findings: Sequence[Finding], delimiter: str) -> str:
    """`findings.csv` as text."""
    return csv_text(FINDING_COLUMNS, [each.as_row() for each in findings], delimiter)


def results_text(prepared: Prepared, results: Results, delimiter: str = ",") -> str:
    """`results.csv` as text."""
    project = prepared.project
    return csv_text(COLUMNS, results.records(project.id, project.period), delimiter)


def _workbook_of_results(prepared: Prepared) -> bytes:
    """The rows of `results.csv` for who has Excel, with numbers that no language of it misreads."""
    project = prepared.project
    name = pick(project.header.name.by_language(), project.header.languages[0])[0]
    return results_workbook(
        COLUMNS,
        prepared.public.records(project.id, project.period),
        title=name,
        numbers=("value", "low", "high", "n"),
    )


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
) -> dict[str, str]:
    """Links of every page to the same page in other languages, to the start page and to the methods.

    Returns
    -------
    dict of str
        The first heading of every page, by its place.
    """
    headings: dict[str, str] = {}
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
        headings[page.href] = first_heading(html)
        whole = _whole_page(page, shown)
        put(page.href, set_navigation(html, links, home, how, notes.get(methods, ()), whole))
    return headings


#: Reports about the whole project that a page of a region may point to, the first that there is.
WHOLE_REPORTS = ("overview", "programme-report")


def _whole_page(page: PageRecord, shown: Sequence[PageRecord]) -> str:
    """Where the page about the whole project is, seen from another in its language; empty for none."""
    alike = [each for each in shown if (each.language, each.audience) == (page.language, page.audience)]
    there = {each.report: each.href for each in alike}
    found = [there[name] for name in WHOLE_REPORTS if name in there and there[name] != page.href]
    return _relative(found[0], page.href) if found else ""


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


def _start_pages(
    prepared: Prepared,
    put: Put,
    pages: Sequence[PageRecord],
    moment: datetime,
    headings: Mapping[str, str],
    changes: Changes | None,
) -> None:
    public = [page for page in pages if page.audience == "public"]
    shown = {page.language for page in public if page.made or page.status != "done"}
    codes = [code for code in prepared.project.header.languages if code in shown]
    folder = Folder(
        prepared=prepared,
        pages=public,
        codes=codes,
        moment=moment,
        headings=headings,
        methods={page.language: methods_place(page.language, "public") for page in public if page.made},
        changes=changes,
    )
    for code in codes:
        put(f"{code}/index.html", start_page(folder, code, "../"))
    if codes:
        put("index.html", start_page(folder, codes[0], ""))
