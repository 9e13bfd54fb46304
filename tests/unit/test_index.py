"""Promises of the start page."""

import base64
import hashlib
import html as markup
import json
import re
from datetime import date
from itertools import pairwise

import pytest
from markupsafe import Markup

from evaltools.export import NavLink
from evaltools.export.document import Document
from evaltools.index import Download, Entry, Failure, IndexRow, Reports, index_page
from evaltools.index.script import search_script
from evaltools.language import NATIVE_NAMES, Language
from evaltools.page import Block, Passage, Tile, section
from evaltools.tables import Cell, Column

EN = Language("en")
HOSTILE = "<script>x</script>\"'"
NBSP = "\N{NO-BREAK SPACE}"

OVERVIEW = IndexRow(
    name="overview",
    title="All regions",
    place="whole project",
    entries={code: Entry(status="done", href=f"{code}/overview.html") for code in NATIVE_NAMES},
)
ATYRAU = IndexRow(
    name="region-report",
    title="Region report",
    place="Atyrau Region",
    region="KZ-23",
    entries={
        "en": Entry(status="done", href="en/region-report-KZ-23.html"),
        "ru": Entry(status="kept", href="ru/region-report-KZ-23.html", since=date(2026, 5, 3)),
        "kk": Entry(status="failed"),
    },
)
ABAI = IndexRow(
    name="region-report",
    title="Region report",
    place="Abai Region",
    region="KZ-10",
    entries={"kk": Entry(status="done", href="kk/region-report-KZ-10.html")},
)


def reports(*rows, **more):
    given = {
        "rows": rows or (ABAI, OVERVIEW, ATYRAU),
        "columns": [Column("People advised"), Column("Fact of plan", "%")],
        "figures": {
            "KZ-23": [Cell("568", value=568.0), Cell("284", "▲ above the plan", value=284.0)],
            "KZ-10": [Cell("[no data]", status="no-data"), Cell("–")],
        },
        "names": {"KZ-23": ["Атырау облысы", "Атырауская область"], "overview": ["Все регионы"]},
    }
    return Reports(**given | more)


def start(**more):
    given = {
        "language": EN,
        "project_title": Passage("Проект", "ru"),
        "reports": reports(),
        "summary": "In 2024, 568 people were advised.",
        "totals": [Tile("Consultations", "8,884", "eight regions")],
        "map": section(language=EN, id="map", heading="Where", finding="Somewhere."),
        "comparison": section(language=EN, id="comparison", heading="Regions compared", finding="No."),
        "changes": ["12 numbers changed.", "Changed input: visits.csv"],
        "downloads": [Download(label="results.csv", href="results.csv", note="every number")],
        "languages": [NavLink(language=c, name=n, href=f"{c}/index.html") for c, n in NATIVE_NAMES.items()],
        "failures": [Failure(report="Region report", place="Atyrau Region", reason="The file has no dates.")],
        "methods": "en/methods.html",
    }
    return index_page(**given | more)


def between(html, first, last):
    return html[html.index(first) : html.index(last)]


def test_the_page_goes_from_what_failed_to_how_it_was_computed():
    """What is not there is said before what is; then what was done, where, the reports, and the rest."""
    html = start()
    parts = [
        "1 report was not made", "The file has no dates.", "In 2024, 568 people", "8,884", 'class="contents"',
        'id="map"', 'id="reports"', 'id="comparison"', 'id="changes"', 'id="downloads"', 'id="methods"',
    ]  # fmt: skip
    places = [html.index(part, html.index("<body>")) for part in parts]
    assert places == sorted(places)


def test_the_contents_lead_to_every_section():
    """In their order; no section is left out."""
    html = start()
    contents = between(html, '<nav class="contents"', '<h2 id="map"')
    assert re.findall(r'href="#([a-z]+)"', contents) == [
        "map", "reports", "comparison", "changes", "downloads", "methods",
    ]  # fmt: skip
    assert "changes" not in re.findall(r'href="#([a-z]+)"', start(changes=()))


def test_reports_about_the_whole_project_stand_above_the_regions():
    """Wherever they are among the rows."""
    html = start()
    assert html.index(">All regions</a>") < html.index("<table")


def test_the_name_is_the_link_to_the_page_in_the_reader_s_language():
    """The other languages are small links under it; a name without a page is no link."""
    table = between(start(), "<table", "</table>")
    assert (
        '<th scope="rowgroup"><a href="en/region-report-KZ-23.html" aria-label="Atyrau Region: Region report">'
        "Atyrau Region</a></th>" in table
    )
    assert (
        '<a href="ru/region-report-KZ-23.html" hreflang="ru" aria-label="Русский: Region report, Atyrau Region">'
        '<span lang="ru">Русский</span></a>' in table
    )
    assert '<th scope="rowgroup"><span>Abai Region</span></th>' in table


def test_the_status_is_a_word_with_its_shape():
    """Of the reader's own page always, of another language where it is another one."""
    table = between(start(), "<table", "</table>")
    assert f"●{NBSP}done" in table
    assert f"Русский</span></a> ◐{NBSP}kept from May" in table
    assert f'<span lang="kk">Қазақша</span> ▼{NBSP}failed' in table
    assert f"○{NBSP}not made" in table


def test_figures_stand_in_the_row_of_their_region():
    """So that the table is a comparison, too; a mark is explained under it."""
    html = start()
    row = between(html, "Atyrau Region</a></th>", "</table>")
    assert '<td class="n" data-label="People advised">568</td>' in row
    assert '<td class="n" data-label="Fact of plan, %">284</td>' in row
    assert '<td class="n word"><small>▲\N{NO-BREAK SPACE}above the plan</small></td>' in row
    assert "[no data]: no figure was reported; this is not zero." in html


def test_every_row_has_as_many_cells_as_there_are_heads():
    """Also of a region without figures, and one with several reports."""
    second = IndexRow(name="own", title="Own", place="Atyrau Region", region="KZ-23", entries=ATYRAU.entries)
    for figures in ({}, reports().figures):
        html = start(reports=reports(ABAI, ATYRAU, second, figures=figures))
        table = between(html, "<tbody", "</table>")
        for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL):
            cells = re.findall(r"<t[hd]\b[^>]*>", row)
            spans = [int(found[1]) if (found := re.search(r'colspan="(\d+)"', each)) else 1 for each in cells]
            assert sum(spans) == 3, row


def test_three_orders_are_plain_links():
    """Each leads to a part of the page that is there without a script."""
    html = start()
    orders = between(html, '<nav class="orders"', '<div class="views">')
    places = re.findall(r'href="#([a-z-]+)"', orders)
    assert places == ["by-region", "by-report", "by-status"]
    assert all(html.count(f'id="{place}"') == 1 for place in places)


def test_what_stands_under_a_name_is_there():
    """Neither files nor other languages are promised where there are none."""

    def hint(codes, files):
        entries = {
            code: Entry(status="done", href=f"{code}/a.html", files={"PDF": f"{code}/a.pdf"} if files else {})
            for code in codes
        }
        row = IndexRow(name="a", title="A", place="whole project", entries=entries)
        return re.search(r'<p class="hint">(.*?)</p>', start(reports=reports(row)))[1]

    assert hint(["en", "ru"], True).endswith("other languages and files stand under it.")
    assert hint(["en", "ru"], False).endswith("other languages stand under it.")
    assert hint(["en"], True) == "A name leads to the report; its files stand under it."
    assert hint(["en"], False) == "A name leads to the report."


def test_by_status_what_failed_or_is_missing_comes_first():
    """Languages are named where not all of them have the status."""
    view = between(start(), 'id="by-status"', 'id="comparison"')
    headings = re.findall(r"<h4>(.*?)</h4>", view)
    said = [each.replace(NBSP, " ") for each in headings]
    assert said == [
        "▼ failed: 1 page",
        "○ not made: 2 pages in 2 languages",
        "◐ kept from May 3, 2026: 1 page",
        "● done: 5 pages in 3 languages",
    ]
    failed = between(view, "failed", "not made")
    assert "<span>Atyrau Region</span>" in failed and '<span lang="kk">Қазақша</span>' in failed


def test_by_report_each_report_has_its_regions():
    """A second report has a heading of its own, and its name in the table."""
    second = IndexRow(
        name="own", title=Passage("Өз есебі", "kk"), place="Atyrau Region", region="KZ-23",
        entries={"en": Entry(status="done", href="en/own-KZ-23.html")},
    )  # fmt: skip
    html = start(reports=reports(ABAI, ATYRAU, second))
    view = between(html, 'id="by-report"', 'id="by-status"')
    assert re.findall(r"<h4>(.*?)</h4>", view) == ["Region report", '<span lang="kk">Өз есебі</span>']
    assert 'href="en/own-KZ-23.html"' in between(html, "<table", "</table>")
    assert "<small>Region report" in between(html, 'id="by-status"', 'id="comparison"')


def test_headings_do_not_skip_a_level_and_ids_are_unique():
    """As one who reads by headings needs it."""
    html = start()
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_totals_downloads_and_languages_are_there():
    """Key numbers, the results to take away, and the start pages in the other languages."""
    html = start()
    assert '<dd class="value">8,884</dd>' in html
    assert '<a href="results.csv" download="">results.csv</a> – every number' in html
    assert '<a href="ru/index.html" lang="ru" hreflang="ru">Русский</a>' in html
    assert '<h1><span lang="ru">Проект</span></h1>' in html


def test_the_start_page_is_as_strict_as_a_report():
    """No script but ours, no style attribute, nothing to fetch, hostile text stays text."""
    row = IndexRow(
        name="x", title=HOSTILE, place=Passage(HOSTILE, "kk"), region="KZ-23",
        entries={"kk": Entry(status="done", href="a")},
    )  # fmt: skip
    of_all = IndexRow(name="y", title=HOSTILE, place=HOSTILE, entries={"en": Entry(status="done", href="a")})
    html = start(
        project_title=HOSTILE,
        reports=Reports(
            rows=[row, of_all], columns=[Column(HOSTILE, HOSTILE)],
            figures={"KZ-23": [Cell(HOSTILE, HOSTILE)]}, names={"KZ-23": [HOSTILE], "x": [HOSTILE]},
        ),
        summary=HOSTILE,
        totals=[Tile(HOSTILE, HOSTILE, HOSTILE)],
        changes=[HOSTILE, HOSTILE],
        downloads=[Download(label=HOSTILE, href="a", note=HOSTILE)],
        failures=[Failure(report=HOSTILE, place=HOSTILE, reason=HOSTILE)],
        facts=[HOSTILE],
        synthetic=HOSTILE,
    )  # fmt: skip
    assert not re.search(r"<script>x|\sstyle=|\ssrc=|\son[a-z]+=", html)
    assert html.count("<script") == 1
    assert "default-src &#39;none&#39;" in html


def test_the_policy_lets_this_script_run_and_no_other():
    """Its hash stands there; what the hash is of stands in the page as it is."""
    html = start()
    policy = markup.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1])
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert script == search_script()
    assert "unsafe" not in policy


def test_a_page_that_is_no_start_page_has_no_script():
    """Nor a policy that would allow one."""
    page = Document(title="x", language="en", body="")
    assert "script-src" not in page.policy


@pytest.mark.parametrize("script", ["x</script><p>", "<!-- x"])
def test_a_script_that_would_end_its_own_element_is_refused(script):
    """It would become part of the page."""
    with pytest.raises(ValueError, match="may hold neither"):
        _ = Document(title="x", language="en", body="", script=script).trusted_script


def test_the_script_has_its_words_and_names_from_the_page():
    """Without it nothing of the box is there: the place is empty."""
    place = re.search(r"<div class=\"search\"([^>]*)></div>", start())
    assert place
    said = dict(re.findall(r'data-([a-z]+)="([^"]*)"', place[1]))
    assert said["label"] == "Find a region or a report"
    assert said["left"] == "Shown: {shown} of {all}."
    assert json.loads(markup.unescape(said["names"]))["KZ-23"] == "Атырау облысы | Атырауская область"


def test_the_script_reads_no_markup_and_asks_for_nothing():
    """It makes elements and sets texts; no HTML from text, no request, nothing kept."""
    script = search_script()
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|fetch|XMLHttp|import|Storage|cookie",
        script,
    )
    assert "//" not in script


def test_a_file_beside_a_page_is_offered_beside_its_link():
    """A download with a name that says what it holds, also out of the table's context."""
    entry = Entry(status="done", href="kk/a.html", files={"Excel": "kk/a.xlsx"})
    row = IndexRow(name="overview", title="Overview", place="whole project", entries={"kk": entry})
    html = start(reports=Reports(rows=[row]))
    assert (
        '<a href="kk/a.xlsx" download="" aria-label="Excel: Overview, whole project, Қазақша">Excel</a>'
        in html
    )


@pytest.mark.parametrize(
    "href", ["internal/kk/data-quality.html", "../internal/x.html", "https://x.org", "javascript:x", "/etc"]
)
def test_internal_pages_are_never_linked(href):
    """The start page is sent to people outside: it leads to nothing inside, and nowhere else."""
    with pytest.raises(ValueError, match="may not lead"):
        start(downloads=[Download(label="x", href=href)])
    for entry in (
        Entry(status="done", href=href),
        Entry(status="done", href="kk/a.html", files={"Excel": href}),
    ):
        row = IndexRow(name="r", title="r", place="p", entries={"kk": entry})
        with pytest.raises(ValueError, match="may not lead"):
            start(reports=Reports(rows=[row]))


def test_a_folder_without_reports_says_so():
    """Nothing made yet is a sentence, not an empty table."""
    html = start(reports=Reports(rows=[]), failures=[])
    assert "No report has been made yet." in html
    assert "<table" not in html


def test_a_folder_with_reports_about_the_whole_project_alone():
    """No table of regions, and no orders of nothing."""
    html = start(reports=Reports(rows=[OVERVIEW]))
    assert "<table" not in html
    assert 'class="orders"' not in html


def test_the_same_records_give_the_same_bytes():
    """No clock and no chance in it."""
    assert start() == start()


def test_a_block_goes_in_as_it_is():
    """A section of the overview, its picture included."""
    block = Block(Markup("<section><svg></svg></section>"))
    assert str(block.html) in start(map=block)
