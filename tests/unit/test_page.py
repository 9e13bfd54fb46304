"""Promises of the blocks."""

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from evaltools import page
from evaltools.figures.figure import Figure
from evaltools.language import Language
from evaltools.page import Passage
from evaltools.tables import Cell, Column, Row, Table

EN = Language("en")
HOSTILE = '<script>alert(\'x\')</script><img src=x onerror="y()"> & "quoted" {braces} {0}'
STAMP = datetime(2026, 11, 22, 14, 3, tzinfo=UTC)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 40" role="x" aria-label="old"><title>old</title><path class="c1" d="M0 0h9"/></svg>'


def info(**more):
    return page.PageInfo(**{"title": "T", "language": "en", "report": "region-report"} | more)


def figure(**more):
    return Figure(**{"svg": SVG, "title": "Couples", "note": "2024", "alt": "Dots, highest first."} | more)


def tags(html):
    """Names of the elements; not those that say where a long word may part."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append(tag)
    parser.feed(str(html))
    return [tag for tag in found if tag != "wbr"]


def every_block(text):
    passage = Passage(text, "kk")
    table = Table(
        caption=text, head=text, columns=[Column(text, text)], rows=[Row(text, [Cell(passage, text)])]
    )
    return [
        page.header(
            language=EN,
            project=passage,
            title=text,
            facts=[text, ""],
            badge=text,
            synthetic=text,
            brand=page.Brand(name=passage, logo="data:image/png;base64,AA=="),
            page=info(title=text),
        ),
        page.asked([text, passage], language=EN),
        page.lead(text),
        page.tiles([page.Tile(text, text, text)]),
        page.warning(text),
        page.contents(text),
        page.section(
            language=EN,
            id="plan",
            heading=text,
            finding=passage,
            said=[text, passage],
            figures=[figure(title=text, note=text, alt=text)],
            base=text,
            tables=[table],
            notes=[text, passage],
            passages=[text, passage],
        ),
        page.about(text, [(text, text), (text, passage), (text, [text, passage])], language=EN),
        page.footer(language=EN, version=text, commit=text, data_hash=text, stamp=STAMP, note=text),
        page.done(report=text, region=text, language=text, key=text),
    ]


@pytest.mark.parametrize("number", range(9))
def test_hostile_text_stays_text(number):
    """Whatever people wrote, in whatever place: it is shown and not run."""
    block = every_block(HOSTILE)[number]
    harmless = every_block("plain")[number]
    assert tags(block.html) == tags(harmless.html)
    assert "style=" not in block.html


def test_a_block_shows_itself_in_a_notebook():
    """A cell's output holds the HTML and the entries that programs read."""
    shown = page.header(
        language=EN, project="P", title="T", facts=["a", "b"], page=info(region="KZ-23")
    )._repr_mimebundle_()
    assert "<h1>T</h1>" in shown["text/html"]
    assert '<p class="facts">a · b</p>' in shown["text/html"]
    assert shown[page.PAGE] == {
        "title": "T",
        "language": "en",
        "report": "region-report",
        "region": "KZ-23",
        "project": "",
        "audience": "public",
        "running_title": "",
        "badges": (),
        "facts": (),
        "accent": "",
    }


def test_who_pays_is_shown_beside_the_project():
    """The logo is decoration beside the name in words; the name is marked where its language is another."""
    brand = page.Brand(name=Passage("Қор", "kk"), logo="data:image/png;base64,AA==", accent="#00695c")
    block = page.header(language=EN, project="P", title="T", facts=[], page=info(), brand=brand)
    assert '<img src="data:image/png;base64,AA==" alt="">' in block.html
    assert '<p class="funder">Funder: <span lang="kk">Қор</span></p>' in block.html
    assert block.mime[page.PAGE]["accent"] == "#00695c"
    nameless = page.header(language=EN, project="P", title="T", facts=[], page=info(), brand=page.Brand())
    assert "funder" not in nameless.html
    assert "<img" not in nameless.html


def test_what_must_be_said_of_every_copy_travels_with_the_page():
    """Whoever makes another file of the page finds there that it is internal or made up."""
    block = page.header(
        language=EN, project="P", title="T", facts=[], page=info(), badge="Internal.", synthetic="Invented."
    )
    assert block.mime[page.PAGE]["badges"] == ("Internal.", "Invented.")


def test_a_section_carries_the_records_of_its_tables():
    """The entry for programs gives back, through JSON, the very tables that the page shows."""
    table = Table(
        caption="Couples",
        head="Region",
        columns=[Column("Rate", "per 10,000", small="Note")],
        rows=[Row(Passage("Абай", "kk"), [Cell("8.0", "7.4–8.7", value=8.016, low=7.38, high=8.71)])],
        foot=[Row("Together", [Cell("[hidden]", status="hidden")], highlight=True)],
        notes=[Passage("ескерту", "kk"), "note"],
    )
    block = page.section(
        language=EN, id="plan", heading="Plan", finding="F", base="Base.", tables=[table], notes=["small"]
    )
    entry = json.loads(json.dumps(block._repr_mimebundle_()[page.TABLES]))
    assert [page.section_tables_from(each) for each in entry["sections"]] == [
        page.SectionTables(language="en", heading="Plan", tables=[table], base="Base.", notes=["small"])
    ]
    bare = page.section(language=EN, id="plan", heading="Plan", finding="Nothing.")
    assert page.TABLES not in bare._repr_mimebundle_()


def test_the_end_of_a_notebook_is_invisible():
    """The last block shows nothing and says which run came to its end."""
    block = page.done(report="overview", region="", language="kk", key="abc")
    assert block._repr_mimebundle_() == {
        "text/html": "",
        page.DONE: {"report": "overview", "region": "", "language": "kk", "key": "abc", "read": []},
    }


def test_a_section_gives_its_answer_before_its_evidence():
    """Label, finding and what belongs to it, chart, base line, table, what people wrote, further tables, notes."""
    table = Table(caption="C", head="R", columns=[Column("n")], rows=[Row("a", [Cell("1")])])
    html = page.section(
        language=EN,
        id="plan",
        heading="Plan",
        finding="It was met.",
        figures=[figure()],
        base="Base: 5.",
        said=["Not a ranking.", ""],
        tables=[table, table],
        passages=["Two lawyers left."],
        notes=["Small print."],
    ).html
    places = [
        html.index(part)
        for part in (
            '<h2 id="plan">', 'class="finding"', "Not a ranking.", "<figure>", 'class="base"', 'class="method"',
            "<table ", "Two lawyers left.", "<details>", "Small print.",
        )
    ]  # fmt: skip
    assert html.count('class="passage"') == 2
    assert places == sorted(places)


def rows(number):
    return Table(
        caption="C",
        head="R",
        columns=[Column("n")],
        rows=[Row(str(each), [Cell("1")]) for each in range(number)],
    )


def kept(**more):
    """What stands in the element that paper may not part."""
    html = page.section(language=EN, id="a", heading="H", finding="F.", base="Base: 5.", **more).html
    depth, place = 0, html.index("<div")
    for tag in re.finditer(r"</?div\b", html):
        depth += -1 if tag[0].startswith("</") else 1
        if depth == 0:
            return html[place : tag.start()]
    raise AssertionError(html)


HIGH = SVG.replace("0 0 360 40", "0 0 360 700")


@pytest.mark.parametrize(
    ("more", "within"),
    [
        ({}, {"F.", "Base: 5."}),
        ({"said": ["Said."]}, {"F."}),
        ({"tables": [rows(2)]}, {"F.", "Base: 5."}),
        ({"figures": [figure()], "said": ["Said."]}, {"F.", "Said.", "<svg", "Base: 5."}),
        ({"figures": [figure()], "tables": [rows(9)]}, {"F.", "<svg", "Base: 5.", "<table"}),
        ({"figures": [figure()], "tables": [rows(11)]}, {"F.", "<svg", "Base: 5."}),
        ({"figures": [figure(), figure()], "tables": [rows(2)]}, {"F.", "<svg", "Base: 5."}),
        ({"figures": [figure(svg=HIGH)]}, {"F.", "<svg", "Base: 5."}),
        ({"figures": [figure(svg=HIGH)], "said": ["Said."], "tables": [rows(2)]}, {"F.", "Said."}),
        ({"figures": [figure()] * 3, "tables": [rows(2)]}, {"F."}),
    ],
)
def test_a_finding_stays_with_its_picture_on_paper(more, within):
    """One element holds both; a picture that fills a sheet may come after its table."""
    assert {part for part in ("F.", "Said.", "<svg", "Base: 5.", "<table") if part in kept(**more)} == within


def test_a_part_stands_one_level_lower():
    """The contents list sections; a part of one is found under it."""
    html = page.section(language=EN, id="map", heading="Where", finding="F.", part=True).html
    assert html == (
        '<section class="part"><div class="answer"><h3 id="map">Where</h3><p class="finding">F.</p></div></section>'
    )


def test_what_was_asked_stands_above_the_answer():
    """One line, its texts with a space between them and each in its language; nothing where nobody wrote a goal."""
    html = page.asked(["The goal:", Passage("көмек.", "kk")], language=EN).html
    assert html == '<p class="asked">The goal: <span lang="kk">көмек.</span></p>'
    assert page.asked([], language=EN).html == ""


def test_a_section_without_data_keeps_heading_and_sentence():
    """Nothing was published: that is a result, and it is said."""
    html = page.section(
        language=EN, id="tests", heading="Learning", finding="No test results were published."
    ).html
    assert html == (
        '<section><div class="answer"><h2 id="tests">Learning</h2>'
        '<p class="finding">No test results were published.</p></div></section>'
    )


def test_base_and_interval_are_never_folded():
    """A long table folds; the base line stands outside of the fold."""
    table = Table(
        caption="C", head="R", columns=[Column("n")], rows=[Row(str(n), [Cell("1")]) for n in range(20)]
    )
    html = page.section(language=EN, id="a", heading="H", finding="F.", base="Base: 20.", tables=[table]).html
    assert html.index("Base: 20.") < html.index("<details>")


def test_a_picture_is_read_out_by_its_own_description():
    """The description is tied to the picture by an id of its own; what the picture brought along is gone."""
    html = page.section(
        language=EN, id="plan", heading="H", finding="F.", figures=[figure(), figure(alt="Other.")]
    ).html
    assert re.findall(
        r'<svg [^>]* role="img" aria-labelledby="([^"]+)"><desc id="\1">([^<]+)</desc>', html
    ) == [
        ("plan-figure-1", "Dots, highest first."),
        ("plan-figure-2", "Other."),
    ]
    assert "old" not in html
    assert html.count("<path") == 2


def test_what_is_no_picture_is_refused():
    """A figure without an svg element is a mistake of ours and is found at once."""
    with pytest.raises(ValueError, match="<svg>"):
        page.section(language=EN, id="a", heading="H", finding="F.", figures=[figure(svg="<p>no</p>")])


@pytest.mark.parametrize("id_", ["", "1a", "a b", 'a"', "Ж", "A"])
def test_an_id_that_no_link_can_use_is_refused(id_):
    """Ids are lower-case letters, digits and hyphens."""
    with pytest.raises(ValueError, match="no id"):
        page.section(language=EN, id=id_, heading="H", finding="F.")


def test_a_foreign_passage_is_marked():
    """A text in another language than the page's says which, everywhere."""
    block = page.about(
        "About", [("Reason", Passage("себебі", "kk")), ("Why", Passage("because", "en"))], language=EN
    )
    assert '<dd><span lang="kk">себебі</span></dd>' in block.html
    assert "<dd>because</dd>" in block.html


def test_the_stamp_is_the_only_time_on_the_page():
    """The declared stamp is one element; nothing else tells the time."""
    html = page.footer(language=EN, version="1", commit="", data_hash="d", stamp=STAMP).html
    assert re.findall(r"<time[^>]*>", html) == ['<time class="stamp" datetime="2026-11-22T14:03:00+00:00">']
    assert "Commit" not in html


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_day_at_the_end_of_the_page_has_one_stop(code):
    """The abbreviation of the Russian year ends the sentence; its element stays whole."""
    language = Language(code)
    html = page.footer(language=language, version="1", commit="c", data_hash="d", stamp=STAMP).html
    said = re.sub(r"<[^>]+>", "", html)
    assert said.endswith(".")
    assert not said.endswith("..")
    assert f">{language.date(STAMP.date())}</time>" in html
