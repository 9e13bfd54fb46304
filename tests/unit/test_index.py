"""Promises of the start page."""

import re
from datetime import date

import pytest

from evaltools.export import NavLink
from evaltools.index import Download, Entry, Failure, IndexRow, index_page
from evaltools.language import NATIVE_NAMES, Language
from evaltools.page import Passage, Tile

EN = Language("en")
HOSTILE = "<script>x</script>\"'"


def start(**more):
    given = {
        "language": EN,
        "project_title": Passage("Проект", "ru"),
        "rows": [
            IndexRow(
                report="Region report",
                place="Atyrau Region",
                entries={
                    "kk": Entry(status="done", href="kk/region-report-KZ-23.html"),
                    "ru": Entry(status="kept", href="ru/region-report-KZ-23.html", since=date(2026, 5, 3)),
                    "en": Entry(status="failed"),
                },
            ),
            IndexRow(
                report="Region report",
                place="Abai Region",
                entries={"kk": Entry(status="done", href="kk/b.html")},
            ),
        ],
        "totals": [Tile("Consultations", "8,884", "eight regions")],
        "downloads": [Download(label="results.csv", href="results.csv", note="every number")],
        "languages": [NavLink(language=c, name=n, href=f"{c}/index.html") for c, n in NATIVE_NAMES.items()],
        "failures": [Failure(report="Region report", place="Atyrau Region", reason="The file has no dates.")],
        "notes": ["Nothing changed."],
    }
    return index_page(**given | more)


def test_failures_come_first_in_words():
    """What is not there is said before what is."""
    html = start()
    assert html.index("1 report was not made") < html.index("Region report") < html.index("<table")
    assert "The file has no dates." in html


def test_every_page_is_one_link_away_with_its_status():
    """Reports by languages; a word says how each stands, also out of the table's context."""
    html = start()
    assert (
        '<a href="kk/region-report-KZ-23.html" hreflang="kk" aria-label="● done: Region report, Atyrau Region, Қазақша">●\N{NO-BREAK SPACE}done</a>'
        in html
    )
    assert "◐\N{NO-BREAK SPACE}kept from May" in html
    assert '<td class="mark">▼\N{NO-BREAK SPACE}failed</td>' in html
    assert html.count('<td class="mark">○\N{NO-BREAK SPACE}not made</td>') == 2
    assert html.count('scope="rowgroup"') == 1


def test_totals_downloads_and_languages_are_there():
    """Key numbers, the results to take away, and the start pages in the other languages."""
    html = start()
    assert '<dd class="value">8,884</dd>' in html
    assert '<a href="results.csv" download="">results.csv</a> – every number' in html
    assert '<a href="ru/index.html" lang="ru" hreflang="ru">Русский</a>' in html
    assert '<h1><span lang="ru">Проект</span></h1>' in html


def test_the_start_page_is_as_strict_as_a_report():
    """No script, no style attribute, nothing to fetch, hostile text stays text."""
    html = start(
        project_title=HOSTILE,
        rows=[
            IndexRow(
                report=HOSTILE, place=Passage(HOSTILE, "kk"), entries={"kk": Entry(status="done", href="a")}
            )
        ],
        totals=[Tile(HOSTILE, HOSTILE, HOSTILE)],
        downloads=[Download(label=HOSTILE, href="a", note=HOSTILE)],
        failures=[Failure(report=HOSTILE, place=HOSTILE, reason=HOSTILE)],
        notes=[HOSTILE],
        facts=[HOSTILE],
        synthetic=HOSTILE,
    )
    assert not re.search(r"<script|\sstyle=|\ssrc=", html)
    assert "default-src &#39;none&#39;" in html


def test_a_file_beside_a_page_is_offered_beside_its_link():
    """A download with a name that says what it holds, also out of the table's context."""
    entry = Entry(status="done", href="kk/a.html", files={"Excel": "kk/a.xlsx"})
    html = start(rows=[IndexRow(report="Overview", place="whole project", entries={"kk": entry})])
    assert (
        '<a href="kk/a.html" hreflang="kk" aria-label="● done: Overview, whole project, Қазақша">●\N{NO-BREAK SPACE}done</a> · '
        '<a href="kk/a.xlsx" download="" aria-label="Excel: Overview, whole project, Қазақша">Excel</a>'
    ) in html


@pytest.mark.parametrize(
    "href", ["internal/kk/data-quality.html", "../internal/x.html", "https://x.org", "javascript:x", "/etc"]
)
def test_internal_pages_are_never_linked(href):
    """The start page is sent to people outside: it leads to nothing inside, and nowhere else."""
    with pytest.raises(ValueError, match="may not lead"):
        start(downloads=[Download(label="x", href=href)])
    with pytest.raises(ValueError, match="may not lead"):
        start(rows=[IndexRow(report="r", place="p", entries={"kk": Entry(status="done", href=href)})])
    entry = Entry(status="done", href="kk/a.html", files={"Excel": href})
    with pytest.raises(ValueError, match="may not lead"):
        start(rows=[IndexRow(report="r", place="p", entries={"kk": entry})])


def test_a_folder_without_reports_says_so():
    """Nothing made yet is a sentence, not an empty table."""
    html = start(rows=[], failures=[])
    assert "No report has been made yet." in html
    assert "<table" not in html


def test_the_same_records_give_the_same_bytes():
    """No clock and no chance in it."""
    assert start() == start()
