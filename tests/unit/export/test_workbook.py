"""Promises of the workbook: opened again, it holds what it was given, and nothing that runs."""

from __future__ import annotations

import io
import re
import time
import zipfile

import pytest
from nbformat import NotebookNode, v4
from openpyxl import load_workbook

from evaltools import page
from evaltools.export.workbook import Front, export_workbook, workbook
from evaltools.language import Language
from evaltools.page import Block, PageInfo
from evaltools.tables import Cell, Column, Row, Table, value_cell
from tests.unit.export.made import result, table

EN = Language("en")
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "\t=1", "{=1}", "https://example.org", "mailto:a@b", "5"]  # fmt: skip


def cell_of(block: Block, **metadata: object) -> NotebookNode:
    data = block._repr_mimebundle_()
    return v4.new_code_cell(
        "x", execution_count=1, metadata=metadata, outputs=[v4.new_output("display_data", data=data)]
    )


def head(**more: object) -> Block:
    facts = (("Project", "Centres"), ("Region", "Atyrau Region"))
    info = PageInfo(title="T – P", running_title="T", language="en", report="mine", facts=facts)
    return page.header(language=EN, project="P", title="T", facts=[], page=info, **more)


def section(*tables: Table, heading: str = "Plan", **more: object) -> Block:
    return page.section(language=EN, id="plan", heading=heading, finding="F", tables=tables, **more)


def notebook(*blocks: Block) -> NotebookNode:
    return v4.new_notebook(cells=[cell_of(block) for block in (head(), *blocks)])


def opened(content: bytes):
    return load_workbook(io.BytesIO(content))


def test_numbers_are_numbers_and_marks_are_text() -> None:
    """A value and its interval can be added up; hidden ones are a word and two empty cells."""
    rows = [
        Row("a", [value_cell(result(8.016, 7.38, 8.71), EN, digits=1)]),
        Row("b", [value_cell(result(3.0, 1.0, 5.0, status="hidden"), EN)]),
    ]
    book = opened(export_workbook(notebook(section(table(rows), base="Base: all."))))
    sheet = book["Plan 1"]
    assert sheet["A1"].value == "Couples by region"
    assert [cell.value for cell in sheet[3]][:4] == [
        "Region",
        "Couples",
        "Couples: lower limit",
        "Couples: upper limit",
    ]
    assert [cell.value for cell in sheet[4]][:4] == ["a", 8.016, 7.38, 8.71]
    assert sheet["B4"].number_format == "#,##0.0"
    assert [cell.value for cell in sheet[5]][:4] == ["b", "[hidden]", None, None]
    assert sheet.freeze_panes == "B4"
    assert sheet["A3"].font.bold
    assert sheet["A8"].value == "Base: all."


def test_the_first_sheet_says_what_the_others_are() -> None:
    """Title, what must be said of every copy, facts, and each sheet with its caption."""
    made = v4.new_notebook(
        cells=[
            cell_of(head(badge="Internal: do not forward.")),
            cell_of(section(table([Row("a", [Cell("1")])]))),
        ]
    )
    book = opened(export_workbook(made))
    assert book.sheetnames == ["Contents", "Plan 1"]
    said = [[cell.value for cell in row if cell.value] for row in book["Contents"].iter_rows()]
    assert [line for line in said if line] == [
        ["T"], ["Internal: do not forward."], ["Project", "Centres"], ["Region", "Atyrau Region"],
        ["Sheet", "Table"], ["Plan 1", "Couples by region"],
    ]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_text_stays_text(text: str) -> None:
    """Nothing typed by somebody becomes a formula, a link or a number, wherever it stands."""
    hostile = Table(
        caption=text,
        head=text,
        columns=[Column(text, text, small=text)],
        rows=[Row(text, [Cell(text, text)])],
        notes=[text],
    )
    front = Front(title=text, language="en", badges=[text], facts=[(text, text)])
    content = export_workbook(notebook(section(hostile, heading=text, base=text)))
    for made in (content, workbook(front, [])):
        book = opened(made)
        for sheet in book:
            for row in sheet.iter_rows():
                assert all(cell.data_type in ("s", "n") for cell in row)
                assert all(cell.value is None for cell in row if cell.data_type == "n")
                assert not any(cell.hyperlink for cell in row)
        archive = zipfile.ZipFile(io.BytesIO(made))
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
        assert not any("external" in name.casefold() for name in parts)
        assert not any(re.search(r"<f>|<hyperlink|TargetMode=\"External\"", part) for part in parts.values())


def test_characters_that_xml_forbids_are_left_out() -> None:
    """A control character costs itself, not the workbook; a number format cannot be broken either."""
    rows = [Row("a\x00b\x0bc\ud800", [Cell('\x1b"5', value=5)])]
    sheet = opened(export_workbook(notebook(section(table(rows), heading="P\x00lan"))))["P lan 1"]
    assert sheet["A4"].value == "abc"
    assert sheet["B4"].value == 5


def test_the_same_notebook_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No clock and no chance in it."""
    made = notebook(section(table([Row("a", [Cell("5", value=5)])])))
    first = export_workbook(made)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert export_workbook(made) == first
    core = zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2000-01-01"}


def test_only_what_the_page_shows_is_in_it() -> None:
    """A cell or an output that stays out of the page stays out of the workbook, too."""
    one = section(table([Row("a", [Cell("1")])]))
    cells = [cell_of(one, tags=["remove-cell"]), cell_of(one, tags=["remove-output"])]
    book = opened(export_workbook(v4.new_notebook(cells=[cell_of(head()), *cells])))
    assert book.sheetnames == ["Contents"]
    assert "The page has no tables." in [cell.value for cell in book["Contents"]["A"]]


def test_a_notebook_without_our_blocks_has_its_contents() -> None:
    """Nothing of ours in it: one sheet that says so."""
    book = opened(export_workbook(v4.new_notebook(cells=[v4.new_code_cell("1", execution_count=1)])))
    assert book["Contents"]["A1"].value == "Report"


def test_empty_and_wide_tables_are_written() -> None:
    """A table without rows or with a single column does not stop the others."""
    tables = [table([]), table([Row("a", [])], columns=[]), table([Row("b", [Cell("1", value=1)])])]
    assert len(opened(export_workbook(notebook(section(*tables)))).sheetnames) == 4
