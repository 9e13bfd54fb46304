"""Promises of the document: opened again, it holds the form or the tables of its page, and nothing that runs."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Sequence
from dataclasses import asdict

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from markupsafe import Markup
from nbformat import NotebookNode, v4

from evaltools import page
from evaltools.export.word import MOMENT, PORTRAIT_COLUMNS, export_word, form_document, form_from
from evaltools.forms import FilledForm, FilledPart
from evaltools.language import Language
from evaltools.page import FORM, Block, PageInfo
from evaltools.tables import Cell, Column, Passage, Row, Table, value_cell
from tests.unit.export.made import result, table

EN = Language("en")
HOSTILE = [
    "=1+1",
    "+7 701",
    "-1",
    "@SUM(A1)",
    "{=1}",
    "<b>x</b>",
    "&amp;",
    "https://example.org",
    "\\",
    "%s {x}",
]


def form(*parts: FilledPart, title: str = "Form", language: str = "en") -> FilledForm:
    return FilledForm(title, "Project, 2024", language, parts)


def part(rows: Sequence[tuple[str, ...]], head: tuple[str, ...] = ("A", "B"), **more: str) -> FilledPart:
    return FilledPart("Part", head, tuple(rows), (1.0,) * (len(head) or len(rows[0])), **more)


def opened(content: bytes) -> DocumentObject:
    return Document(io.BytesIO(content))


def cells(document: DocumentObject, number: int = 0) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in document.tables[number].rows]


def texts(document: DocumentObject) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def cell_of(block: Block, **metadata: object) -> NotebookNode:
    data = block._repr_mimebundle_()
    return v4.new_code_cell(
        "x", execution_count=1, metadata=metadata, outputs=[v4.new_output("display_data", data=data)]
    )


def head(title: str = "T", **more: object) -> Block:
    facts = (("Project", "Centres"), ("Region", "Atyrau Region"))
    info = PageInfo(title=title, running_title="T", language="en", report="mine", facts=facts)
    return page.header(language=EN, project="P", title="T", facts=[], page=info, **more)


def section(*tables: Table) -> Block:
    return page.section(language=EN, id="plan", heading="Plan", finding="F", tables=tables, base="Base.")


def form_block(made: FilledForm) -> Block:
    return Block(Markup(), {FORM: asdict(made)})


def notebook(*blocks: Block, top: Block | None = None) -> NotebookNode:
    return v4.new_notebook(cells=[cell_of(block) for block in (top or head(), *blocks)])


# Forms


def test_a_form_is_written_part_by_part() -> None:
    """Title, subtitle, numbered parts; tables with all their cells, texts as they are."""
    parts = (part([("1", "2"), ("3", "4")]), FilledPart("Words", text="Much changed."))
    document = opened(form_document(form(*parts)))
    assert texts(document) == ["Form", "Project, 2024", "1. Part", "2. Words", "Much changed."]
    assert cells(document) == [("A", "B"), ("1", "2"), ("3", "4")]
    assert len(document.tables) == 1


def test_headings_come_again_on_every_page_and_rows_stay_whole() -> None:
    """The first row of a table with headings repeats; no row is cut by the end of a page."""
    document = opened(form_document(form(part([("1", "2")] * 90), part([("x", "y")], head=()))))
    with_head, without = document.tables
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in with_head.rows]
    assert repeated == [True] + [False] * 90
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in with_head.rows)
    assert without._tbl.find(f".//{qn('w:tblHeader')}") is None
    assert all(run.bold for cell in with_head.rows[0].cells for run in cell.paragraphs[0].runs)


def test_facts_have_their_names_in_bold() -> None:
    """A part without headings: the first column names the second."""
    document = opened(form_document(form(part([("Name", "Value")], head=()))))
    assert [[run.bold for run in cell.paragraphs[0].runs] for cell in document.tables[0].rows[0].cells] == [
        [True],
        [False],
    ]


def test_an_empty_part_keeps_its_heading() -> None:
    """No rows: what the part says, and no table; a form without parts is a title."""
    document = opened(form_document(form(FilledPart("Empty", text="Not reported."))))
    assert texts(document)[2:] == ["1. Empty", "Not reported."]
    assert document.tables == []
    assert texts(opened(form_document(form()))) == ["Form", "Project, 2024"]


def test_columns_share_the_page_as_they_are_told() -> None:
    """One part to three, in the cells as in the columns, and no wider than the page."""
    made = FilledPart("Part", ("A", "B"), (("1", "2"),), (1.0, 3.0))
    document = opened(form_document(form(made)))
    first, second = (column.width for column in document.tables[0].columns)
    assert abs(second - 3 * first) <= 3 * 635  # Word counts in twentieths of a point: 635 EMU
    assert [cell.width for cell in document.tables[0].rows[1].cells] == [first, second]
    page_ = document.sections[0]
    assert first + second <= page_.page_width - page_.left_margin - page_.right_margin


@pytest.mark.parametrize("columns", [PORTRAIT_COLUMNS, PORTRAIT_COLUMNS + 1])
def test_wide_tables_lie_on_the_side(columns: int) -> None:
    """A4, upright up to five columns."""
    names = tuple("ABCDEFGH"[:columns])
    document = opened(form_document(form(part([names], head=names))))
    is_wide = columns > PORTRAIT_COLUMNS
    size = document.sections[0]
    assert (size.orientation == WD_ORIENT.LANDSCAPE) == is_wide
    assert (size.page_width > size.page_height) == is_wide
    assert {round(size.page_width.mm), round(size.page_height.mm)} == {210, 297}


@pytest.mark.parametrize(("language", "tag"), [("kk", "kk-KZ"), ("ru", "ru-KZ"), ("en", "en-GB")])
def test_a_document_says_in_which_language_it_is(language: str, tag: str) -> None:
    """So that Word checks its spelling, and programs read it out, in that one."""
    document = opened(form_document(form(language=language)))
    assert document.core_properties.language == tag
    found = document.styles["Normal"].element.find(f".//{qn('w:lang')}")
    assert found.get(qn("w:val")) == tag


def test_a_document_tells_nobodys_name_and_no_time() -> None:
    """Neither who made it nor when."""
    core = opened(form_document(form())).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert (core.created.replace(tzinfo=None), core.modified.replace(tzinfo=None)) == (MOMENT, MOMENT)


def test_the_same_form_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No clock and no chance in it."""
    made = notebook(form_block(form(part([("1", "2")]))))
    first = export_word(made)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert export_word(made) == first
    archive = zipfile.ZipFile(io.BytesIO(first))
    assert {each.date_time for each in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    """Nothing typed by somebody becomes a field, a link, a macro or markup."""
    made = FilledForm(text, text, "en", (FilledPart(text, (text,), ((text,),), (1.0,), text),))
    content = form_document(made, badges=[text])
    document = opened(content)
    assert texts(document) == [text, text, text, f"1. {text}", text]
    assert cells(document) == [(text,), (text,)]
    archive = zipfile.ZipFile(io.BytesIO(content))
    body = archive.read("word/document.xml").decode()
    assert not re.search(r"<w:(fldSimple|instrText|hyperlink|object)\b", body)
    assert not any("vba" in name.casefold() or "embeddings" in name for name in archive.namelist())
    for name in archive.namelist():
        if name.endswith(".rels"):
            assert 'TargetMode="External"' not in archive.read(name).decode()


def test_characters_that_xml_forbids_are_left_out() -> None:
    """A control character, half of a pair, a non-character: it costs itself, not the document."""
    bad = "a\x00b\x0bc\x1fd\ud800e\udfff\ufffe\uffff"
    made = FilledForm(bad, bad, "en", (FilledPart(bad, (bad,), ((bad,),), (1.0,), bad),))
    document = opened(form_document(made, badges=[bad]))
    assert texts(document) == ["abcde", "abcde", "abcde", "1. abcde", "abcde"]
    assert cells(document) == [("abcde",), ("abcde",)]
    assert document.core_properties.title == "abcde"


def test_lines_and_tabs_stay() -> None:
    """A text of several lines in a cell."""
    document = opened(form_document(form(part([("one\ntwo", "a\tb")]))))
    assert cells(document)[1] == ("one\ntwo", "a\tb")


def test_a_long_title_is_whole_on_the_page() -> None:
    """Word's properties have room for 255 letters, the heading for all of them."""
    title = "Name " * 100
    document = opened(form_document(form(title=title)))
    assert texts(document)[0] == title
    assert document.core_properties.title == title[:255]


def test_badges_stand_on_every_copy() -> None:
    """In bold, below the title."""
    document = opened(form_document(form(), badges=["Internal: do not forward.", "Synthetic"]))
    assert texts(document)[1:3] == ["Internal: do not forward.", "Synthetic"]
    assert all(run.bold for paragraph in document.paragraphs[1:3] for run in paragraph.runs)


def test_a_form_comes_back_from_a_notebook_as_it_was() -> None:
    """A file of a notebook knows lists, no tuples."""
    import json

    made = form(part([("1", "2")]), FilledPart("Words", text="Text"))
    assert form_from(json.loads(json.dumps(asdict(made)))) == made


# Pages


def test_a_page_with_a_form_is_the_form() -> None:
    """Its tables are in the workbook."""
    document = opened(
        export_word(notebook(section(table([Row("a", [Cell("5")])])), form_block(form(part([("1", "2")])))))
    )
    assert len(document.tables) == 1
    assert cells(document) == [("A", "B"), ("1", "2")]


def test_a_page_without_a_form_has_its_tables() -> None:
    """Captions as headings, units, intervals in brackets, totals last, notes below the heading."""
    made = table(
        [Row(Passage("Абай", "kk"), [value_cell(result(8.016, 7.38, 8.71), EN, digits=1)])],
        columns=[Column("Rate", "per 1,000")],
        foot=[Row("All", [Cell("9")])],
        notes=["As counted."],
    )
    document = opened(export_word(notebook(section(made), section(table([Row("b", [Cell("6")])])))))
    assert texts(document)[:2] == ["T", "Project: Centres · Region: Atyrau Region"]
    assert "1. Couples by region" in texts(document)
    assert "As counted." in texts(document)
    assert "2. Couples by region" in texts(document)
    rows = cells(document)
    assert rows[0] == ("Region", "Rate, per 1,000")
    assert rows[1][0] == "Абай"
    assert rows[1][1].startswith("8.0 (")
    assert rows[2] == ("All", "9")
    assert cells(document, 1) == [("Region", "Couples"), ("b", "6")]


def test_what_is_hidden_is_a_mark() -> None:
    """The document has what the page has."""
    hidden = value_cell(result(3.0, 1.0, 5.0, status="hidden"), EN)
    document = opened(export_word(notebook(section(table([Row("a", [hidden])])))))
    assert cells(document)[1] == ("a", "[hidden]")


def test_an_internal_page_says_so_in_its_document() -> None:
    """With a form and without one."""
    top = head(badge="Internal: do not forward.")
    for blocks in ((), (form_block(form()),)):
        assert "Internal: do not forward." in texts(opened(export_word(notebook(*blocks, top=top))))


def test_only_what_the_page_shows_is_in_it() -> None:
    """A cell or an output that stays out of the page stays out of the document, too."""
    one = section(table([Row("a", [Cell("1")])]))
    made = v4.new_notebook(
        cells=[
            cell_of(head()),
            cell_of(one, tags=["remove-cell"]),
            cell_of(one, tags=["remove-output"]),
            cell_of(form_block(form(title="Secret")), tags=["remove-cell"]),
        ]
    )
    document = opened(export_word(made))
    assert document.tables == []
    assert "Secret" not in texts(document)


def test_a_notebook_without_our_blocks_is_a_title() -> None:
    """Nothing of ours in it: no failure."""
    made = v4.new_notebook(cells=[v4.new_code_cell("1", execution_count=1)])
    assert texts(opened(export_word(made)))[0] == "Report"


def test_empty_and_wide_tables_are_written() -> None:
    """A table without rows or with a single column does not stop the others."""
    tables = [table([]), table([Row("a", [])], columns=[]), table([Row("b", [Cell("1")])])]
    document = opened(export_word(notebook(section(*tables))))
    assert [cells(document, n)[-1] for n in range(len(document.tables))][-1] == ("b", "1")


def test_a_page_with_a_long_title_is_written() -> None:
    """Names of projects may be long."""
    title = "Legal advice for families in the regions of the country " * 8
    assert texts(opened(export_word(notebook(top=head(title=title)))))[0] == title
