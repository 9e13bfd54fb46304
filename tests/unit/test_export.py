"""Promises of the exported page."""

import base64
import hashlib
import re
from datetime import UTC, datetime

import lxml.html
import pytest
from markupsafe import Markup
from nbconvert.exporters import get_exporter
from nbconvert.utils.exceptions import ConversionException
from nbformat import v4

from evaltools import page
from evaltools.errors import EvaltoolsError
from evaltools.export import (
    EvaltoolsExporter,
    FailedCellError,
    NavLink,
    entries,
    export_notebook,
    set_navigation,
)
from evaltools.export.body import _finish
from evaltools.export.clean import clean
from evaltools.export.document import Document, document
from evaltools.figures.figure import Figure
from evaltools.language import Language
from evaltools.style import style_sheet
from evaltools.tables import Cell, Column, Row, Table

KK = Language("kk")
FIGURE = Figure(svg='<svg viewBox="0 0 9 9"><path d="M0 0"/></svg>', title="T", note="N", alt="A")
LINKS = [
    NavLink(language="kk", name="Қазақша", href="a.html", current=True),
    NavLink(language="ru", name="Русский", href="../ru/a.html?x=1&y=2"),
]


def shown(block):
    return v4.new_code_cell(
        "secret_code()", outputs=[v4.new_output("display_data", data=block._repr_mimebundle_())]
    )


def output(data, metadata=None, kind="display_data"):
    return v4.new_code_cell(
        "secret_code()", outputs=[v4.new_output(kind, data=data, metadata=metadata or {})]
    )


def report(**info):
    about = {
        "title": "Atyrau <2024>",
        "language": "kk",
        "report": "region-report",
        "running_title": "Атырау · 2024",
    }
    stamp = datetime(2026, 11, 22, tzinfo=UTC)
    return v4.new_notebook(
        cells=[
            v4.new_markdown_cell("# A note to whoever opens the notebook"),
            shown(
                page.header(
                    language=KK,
                    project="P",
                    title="Атырау",
                    facts=["2024"],
                    page=page.PageInfo(**about | info),
                )
            ),
            shown(page.contents("Мазмұны")),
            shown(
                page.section(language=KK, id="plan", heading="Жоспар & факт", finding="F.", figures=[FIGURE])
            ),
            shown(
                page.section(language=KK, id="tests", heading="Тест", finding="F.", figures=[FIGURE, FIGURE])
            ),
            shown(page.about("Есеп туралы", [("a", "b")], language=KK)),
            shown(page.footer(language=KK, version="1", data_hash="d", stamp=stamp)),
            shown(page.done(report="region-report", region="", language="kk", key="k")),
        ]
    )


def test_the_page_says_its_language_and_title():
    """`lang`, title and viewport come from the page's header block."""
    html = export_notebook(report())
    assert html.startswith('<!doctype html>\n<html lang="kk">')
    assert "<title>Atyrau &lt;2024&gt;</title>" in html
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert '<meta name="color-scheme" content="light dark">' in html


def test_the_policy_allows_this_style_sheet_and_nothing_else():
    """The hash in the policy is that of the one style element."""
    html = export_notebook(report())
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(styles) == 1
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    assert (
        f'content="default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;; img-src data:; '
        'base-uri &#39;none&#39;; form-action &#39;none&#39;"'
    ) in html


def test_nothing_runs_and_nothing_is_fetched():
    """No script, no style attribute, no address to load from, no code."""
    html = export_notebook(report())
    assert not re.search(r"<(script|link|iframe)\b|\sstyle=|\ssrc=|url\(|@import", html)
    assert "secret_code" not in html


def test_the_colour_of_the_funder_and_nothing_else_goes_into_the_style():
    """It comes out of a notebook's file, which anybody may have written."""
    rule = ":root{--accent:#00695c}"
    notebook = report()
    entry = next(entries(notebook, page.PAGE))
    entry["accent"] = "#00695c"
    assert rule in export_notebook(notebook)
    entry["accent"] = "#00695c}body{display:none"
    assert "00695c" not in export_notebook(notebook)


def test_the_running_title_cannot_break_out_of_the_style():
    """The margin text is a string, whatever is in it."""
    hostile = '"}body{display:none}</style><script>\\'
    html = export_notebook(report(running_title=hostile))
    rule = re.search(r'@bottom-left\{content:"([^"]*)"\}\}</style>', html)
    assert rule
    assert re.sub(r"\\([0-9a-f]+) ", lambda m: chr(int(m[1], 16)), rule[1]) == hostile
    assert html.count("</style>") == 1


def test_headings_are_in_order():
    """One heading of the first level, and no level is left out."""
    levels = [int(level) for level in re.findall(r"<h([1-6])", export_notebook(report()))]
    assert levels == [1, 2, 2, 2]


def test_landmarks_stand_beside_each_other():
    """Skip link first; header and footer are outside of the main landmark."""
    html = export_notebook(report())
    order = [
        '<a class="skip" href="#main">',
        '<header class="top">',
        '<main id="main">',
        "<h1>",
        "</main>",
        "<footer",
    ]
    places = [html.index(part) for part in order]
    assert places == sorted(places)
    assert html.count("<main") == html.count("<header") == html.count("<footer") == 1


def test_the_contents_lead_to_every_section():
    """One link for each section, in order, with its words."""
    html = export_notebook(report())
    assert re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', html) == [
        ("plan", "Жоспар &amp; факт"),
        ("tests", "Тест"),
        ("about", "Есеп туралы"),
    ]


def test_figures_are_numbered_through_the_page():
    """Numbers go on from section to section."""
    html = export_notebook(report())
    assert len(re.findall(r'data-figure="">[^<]+</span>', html)) == 3
    numbers = re.findall(r'data-figure="">[^<]*?(\d+)[^<]*</span>', html)
    assert numbers == ["1", "2", "3"]


def test_the_same_notebook_gives_the_same_bytes():
    """Cell ids, execution counts and metadata leave no trace."""
    one, two = report(), report()
    two.cells[1].execution_count = 7
    two.metadata["papermill"] = {"start_time": "now"}
    assert [c.id for c in one.cells] != [c.id for c in two.cells]
    assert export_notebook(one) == export_notebook(two)


def test_notes_above_the_header_stay_in_the_notebook():
    """What speaks to the person at the notebook is no part of the report."""
    assert "whoever opens" not in export_notebook(report())


def test_an_internal_page_is_not_for_search_engines():
    """Put on a server by mistake, it asks not to be listed."""
    assert '<meta name="robots" content="noindex">' in export_notebook(report(audience="internal"))
    assert "noindex" not in export_notebook(report())


def test_navigation_can_be_filled_again():
    """Links replace each other, escaped; the rest of the page stays as it is."""
    html = export_notebook(report())
    once = set_navigation(html, LINKS, "../index.html")
    assert set_navigation(once, LINKS, "../index.html") == once
    assert set_navigation(once, []) == html
    assert '<a href="../ru/a.html?x=1&amp;y=2" lang="ru" hreflang="ru">Русский</a>' in once
    assert '<span lang="kk" aria-current="page">Қазақша</span>' in once
    assert 'class="home" href="../index.html"' in once


def test_text_that_looks_like_a_navigation_is_not_one():
    """Escaped text never takes the links."""
    fake = '<nav class="languages" data-navigation=""></nav>'
    nb = report()
    nb.cells.insert(2, shown(page.lead(fake)))
    html = set_navigation(export_notebook(nb), LINKS)
    assert html.count("Русский") == 1
    assert html.index("Русский") < html.index("<main")


def test_a_failed_cell_stops_the_export():
    """Half a report is no report: the cell is named, in words."""
    nb = report()
    nb.cells.append(
        v4.new_code_cell("x", outputs=[v4.new_output("error", ename="E", evalue="why", traceback=["tb"])])
    )
    with pytest.raises(FailedCellError, match=r"Cell 9 .*E: why"):
        export_notebook(nb)
    assert "tb" not in re.sub("<style>.*</style>", "", export_notebook(nb, allow_errors=True)).split()


def test_a_user_notebook_becomes_a_page():
    """Without our header: language and title from the notebook, one first heading, its own texts and pictures."""
    nb = v4.new_notebook(
        metadata={"language": "RU"},
        cells=[
            v4.new_markdown_cell(
                "# Мой *отчёт*\n\nТекст <b onclick='x()'>a</b>\n\n## Часть\n\n# Ещё\n\n## Часть"
            ),
            output({"image/png": "aGk=\n"}, {"image/png": {"alt": 'Dots "a"'}}),
            output({"image/svg+xml": "<svg/>"}, {"alt": "Lines"}),
            output({"text/plain": "42"}, kind="execute_result"),
        ],
    )
    html = export_notebook(nb)
    assert '<html lang="ru">' in html
    assert "<title>Мой отчёт</title>" in html
    assert html.count("<h1") == 1
    assert "onclick" not in html
    assert re.findall(r'<h2 id="([^"]+)"', html) == ["Часть", "Ещё", "Часть-2"]
    assert '<img src="data:image/png;base64,aGk=" alt="Dots &#34;a&#34;">' in html
    assert '<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="Lines">' in html
    assert "42" not in re.sub("<style>.*</style>", "", html)


def test_a_page_without_any_title_says_that_it_is_a_report():
    """A document has a title and a first heading in any case; an unknown language is kept."""
    html = export_notebook(v4.new_notebook(metadata={"language": "de"}))
    assert '<html lang="de">' in html
    assert "<title>Report</title>" in html
    assert "<h1>Report</h1>" in html


def test_a_picture_without_description_says_so():
    """A missing alternative text is seen, not filled with a phrase."""
    html = export_notebook(v4.new_notebook(cells=[output({"image/png": "aGk="})]))
    assert '<figure class="undescribed"><figcaption>This picture has no description.</figcaption>' in html


def test_streams_code_and_tagged_cells_are_left_out():
    """A report shows what was meant for its reader."""
    stream = v4.new_code_cell("secret_code()", outputs=[v4.new_output("stream", text="loading")])
    removed = v4.new_markdown_cell("internal remark", metadata={"tags": ["remove-cell"]})
    html = export_notebook(v4.new_notebook(cells=[stream, removed]))
    assert not re.search("loading|secret_code|internal remark", html)


@pytest.mark.parametrize(
    ("dirty", "left"),
    [
        ('<p class="a">5 &lt; 6 &amp; &eacute;</p>', '<p class="a">5 &lt; 6 &amp; &eacute;</p>'),
        (
            '<p STYLE="x" class="a&amp;b">t &lt;b&gt; &#8211;</p>',
            '<p class="a&amp;b">t &lt;b&gt; &#8211;</p>',
        ),
        ("<script>if (a < b) {}</script>after", "after"),
        ("<ScRiPt src=x></sCrIpT>after", "after"),
        ("<style scoped>p{}</style>after", "after"),
        ("<!-- <p> -->after", "after"),
        ('<a href=" java\tscript:x()">a</a>', "<a>a</a>"),
        ('<a href="https://example.org/?a=1&amp;b=2">javascript: a</a>',) * 2,
        ("<svg/onload=x()>", "<svg>"),
        ('<img src="data:image/png;base64,aa" srcset="http://x">', '<img src="data:image/png;base64,aa">'),
        ('<img src="//x/y.png">', ""),
        ('<iframe src="x"><p>in</p></iframe>after', "after"),
        ('<link rel="x" href="y">after', "after"),
        ('<use xlink:href="http://x#a"/>', "<use/>"),
        ('<use href="#a"/>', '<use href="#a"/>'),
        ('<video src="x" autoplay></video>', "<video autoplay></video>"),
    ],
)
def test_foreign_html_neither_runs_nor_loads(dirty, left):
    """Scripts, styles and addresses to fetch are taken out; the rest stays as it was written."""
    assert clean(dirty) == left


def test_tables_of_others_get_heads_and_wide_ones_a_region():
    """Heads say what they are heads of, none is empty; regions are numbered; what says so already stays."""
    wide = '<table class="dataframe"><thead><tr><th></th><th>a</th><th>b</th><th>c</th></tr></thead><tbody><tr><th>0</th><td>1</td><td>2</td><td>3</td></tr></tbody></table>'
    said = '<table><thead><tr><th scope="col" id="x">a</th><th scope="col">b</th></tr></thead></table>'
    html = export_notebook(
        v4.new_notebook(
            metadata={"language": "ru"},
            cells=[
                output({"text/html": wide}),
                output({"text/html": said}),
                v4.new_markdown_cell("|a|b|c|d|\n|-|-|-|-|\n|1|2|3|4|"),
            ],
        )
    )
    assert (
        '<div class="scroll any" role="region" tabindex="0" aria-label="Таблица 1"><table class="dataframe"><thead><tr>'
        '<td></td><th scope="col">a</th><th scope="col">b</th><th scope="col">c</th></tr></thead><tbody><tr><th scope="row">0</th>'
    ) in html
    assert html.count('role="region"') == 2
    assert 'aria-label="Таблица 2"' in html
    assert said in html
    assert "data-table" not in html


def test_tables_of_ours_are_left_alone_but_for_ends_that_a_browser_knows():
    """No region around them, however they are laid out; what is only called as they are is somebody else's."""
    words = [
        Column("Consultations"),
        Column("Participants"),
        Column("Satisfaction"),
        Column("Verdict", numeric=False),
    ]
    table = Table(
        caption="Ours",
        head="Region",
        columns=words,
        rows=[Row("Atyrau", [Cell(each) for each in "1234"])] * 2,
    )
    block = page.section(language=Language("en"), id="a", heading="H", finding="F.", tables=[table]).html
    other = '<table class="data"><tr><td>1</td><td>2</td><td>3</td><td>4</td></tr></table>'
    html = export_notebook(
        v4.new_notebook(cells=[output({"text/html": str(block)}), output({"text/html": other})])
    )
    ours = re.search(r'<table class="data stack pairs">.*?</table>', html)
    assert ours and not re.search("</t[dhr]", ours[0])
    found = lxml.html.fromstring(ours[0])
    assert [len(row) for row in found.cssselect("tr")] == [5, 5, 5]
    assert [cell.text for cell in found.cssselect("tbody td")] == [*"1234"] * 2
    assert found.cssselect("tbody td.w")[0].text == "4"
    assert html.count('role="region"') == 1 and other in html


def test_our_own_blocks_pass_unchanged():
    """Cleaning touches nothing of what the package makes."""
    for cell in report().cells[1:]:
        html = page.as_published(cell.outputs[0].data["text/html"])
        assert clean(html) == html


def test_nbconvert_and_jupyterlab_find_the_exporter():
    """It has a name for the menu and writes .html."""
    assert get_exporter("evaltools.export.EvaltoolsExporter") is EvaltoolsExporter
    exporter = EvaltoolsExporter()
    assert (exporter.export_from_notebook, exporter.file_extension) == ("evaltools report", ".html")
    html, resources = exporter.from_notebook_node(report())
    assert html == export_notebook(report())
    assert resources["output_extension"] == ".html"


def test_nbconvert_is_told_why_a_notebook_makes_no_page():
    """With an error of the kind that it prints, and in the words of every other way to a page."""
    failed = v4.new_notebook(
        cells=[v4.new_code_cell("x", outputs=[v4.new_output("error", ename="E", evalue="why")])]
    )
    unrun = v4.new_notebook(cells=[v4.new_code_cell("x")])
    for nb, words in ((failed, r"Cell 1 .*E: why"), (unrun, "was not run")):
        with pytest.raises(ConversionException, match=words):
            EvaltoolsExporter().from_notebook_node(nb)
        with pytest.raises(EvaltoolsError, match=words):
            export_notebook(nb)


def test_outputs_with_the_usual_tag_are_left_out_and_the_notebook_keeps_them():
    """The page leaves them out; the notebook itself is not changed."""
    nb = report()
    kept = export_notebook(nb)
    hidden = output({"text/html": "<p>for us alone</p>"})
    hidden.metadata["tags"] = ["remove-output"]
    nb.cells.insert(3, hidden)
    assert export_notebook(nb) == kept
    assert nb.cells[3].outputs


def test_entries_are_found_by_their_media_type():
    """The runner reads from the notebook what it was and whether it came to its end."""
    assert [entry["key"] for entry in entries(report(), page.DONE)] == ["k"]
    assert [entry["report"] for entry in entries(report(), page.PAGE)] == ["region-report"]


def test_a_document_escapes_what_is_not_markup():
    """The frame of a page trusts nothing either."""
    html = document(
        Document(title="</title><script>", language='"><script>', body="<script>", top="<script>")
    )
    assert "<script" not in html


def test_a_cell_whose_code_may_part_has_its_end():
    """Programs that know no `<wbr>` see the same cells as others."""
    rows = [Row("couples_total", [Cell("conflict_trainings")]), Row("b", [Cell("c")])]
    words = Table(caption="C", head="H", columns=[Column("W", numeric=False)], rows=rows)
    block = page.section(language=Language("en"), id="s", heading="S", finding="F.", tables=[words])
    body = _finish(block.html, "T", Language("en"))
    read = lxml.html.fromstring(f"<div>{body}</div>").cssselect("tbody tr")
    assert [len(row) for row in read] == [2, 2]


def test_numbers_and_ranges_of_a_page_stay_on_one_line():
    """In text alone: attributes, drawings and the style, whose hash the policy names, stay as they are."""
    drawing = '<svg viewBox="0 0 100 200"><text>3–4</text></svg>'
    body = f'<p title="1–2">About 2 000 people, 71,4–77,9.</p>{drawing}'
    html = document(Document(title="T", language="ru", body=Markup(body)))
    assert '<p title="1–2">About 2\xa0000 people, 71,4–\u206077,9.</p>' in html
    assert drawing in html and style_sheet() in html


def test_a_section_points_to_its_like_on_the_page_about_the_whole_project() -> None:
    """Only where there is such a page; the link is taken out again without a trace."""
    html = '<html lang="en"><nav class="languages" data-navigation=""></nav>\n'
    html += '<p class="method" data-whole="checks"></p>\n'
    linked = set_navigation(html, [], whole="overview.html")
    assert '<a href="overview.html#checks">The same for the whole project</a>' in linked
    assert set_navigation(linked, []) == html


def test_every_sheet_of_an_internal_page_says_that_it_may_not_be_sent_on():
    """Sheets are parted; a public page has its title alone."""

    def exported(audience, badge):
        about = {"title": "T", "language": "kk", "report": "training", "running_title": "Атырау · 2024"}
        info = page.PageInfo(**about, audience=audience)
        header = page.header(language=KK, project="P", title="T", facts=[], page=info, badge=badge)
        return export_notebook(v4.new_notebook(cells=[shown(header)]))

    inside = exported("internal", "Internal: do not forward.")
    assert 'content:"Internal\\3a  do not forward. Атырау · 2024"' in inside
    assert 'content:"Атырау · 2024"' in exported("public", "")
