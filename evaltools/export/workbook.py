"""The tables of a page as an Excel workbook: numbers as numbers, text as text, nothing that runs."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap
from typing import Any

from nbformat import NotebookNode
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evaltools.export.body import entries
from evaltools.export.document import words
from evaltools.export.notebook import as_shown
from evaltools.export.sheets import Sheet, SheetRow, sheets_of
from evaltools.language import Language
from evaltools.page import PAGE, TABLES, section_tables_from

#: Stands in the file's properties: the same tables are to give the same bytes.
CREATED = datetime(2000, 1, 1)

#: What XML cannot hold, and soft hyphens, which a cell shows.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\ud800-\udfff\ufffe\uffff]")
#: Everything that would make more of a text than a text.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_HEAD_ROW = 2
_A4 = 9
#: Columns that the lines under a table run across at least.
_NOTE_COLUMNS = 6
#: Least and greatest width of the row labels and of the other columns, in letters.
_LABEL_WIDTHS, _COLUMN_WIDTHS = (14, 60), (11, 24)
_NAME_WIDTH, _TEXT_WIDTH, _USUAL_WIDTH = 34, 80, 8.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The first sheet: what the workbook belongs to.

    Attributes
    ----------
    title, language : str
        Of the page.
    badges : sequence of str
        What must be said of every copy.
    facts : sequence of pairs of str
        What the page is about and made from, each under its name.
    """

    title: str
    language: str
    badges: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()


def export_workbook(notebook: NotebookNode) -> bytes:
    """Every table that the page of an executed notebook shows, as a workbook.

    Parameters
    ----------
    notebook : NotebookNode
        Executed. Tables come from the blocks of evaltools; a table of
        somebody else's making is on the page alone.

    Returns
    -------
    bytes
        The same bytes for the same notebook.
    """
    shown = as_shown(notebook)
    info: dict[str, Any] = dict(next(iter(entries(shown, PAGE)), {}))
    language = words(str(info.get("language", "en")))
    front = Front(
        title=str(
            info.get("running_title")
            or info.get("title")
            or shown.metadata.get("title")
            or language.text("Report")
        ),
        language=language.code,
        badges=info.get("badges", ()),
        facts=[(name, text) for name, text in info.get("facts", ())],
    )
    held: list[dict[str, Any]] = [dict(entry) for entry in entries(shown, TABLES)]
    sections = [section_tables_from(each) for entry in held for each in entry["sections"]]
    return workbook(front, sheets_of(sections))


def workbook(front: Front, sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a sheet of contents and one for each table."""
    file = io.BytesIO()
    book = Workbook(file, _OPTIONS)
    book.set_properties({"title": plain(front.title), "created": CREATED})
    pen = _Pen(book)
    _write_contents(pen, front, sheets, words(front.language))
    for sheet in sheets:
        _write_sheet(pen, sheet)
    book.close()
    return file.getvalue()


def plain(text: str) -> str:
    """A text without characters that a workbook cannot hold.

    Examples
    --------
    >>> plain("a\\x00b\\x0bc")
    'abc'
    """
    return _CONTROL.sub("", text)


class _Pen:
    """Writes into cells, and keeps the formats: each is wanted once in a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def style(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"valign": "top", **properties})
        return self._formats[key]

    def text(self, page: Worksheet, row: int, column: int, text: str, **properties: object) -> None:
        page.write_string(row, column, plain(text), self.style(**properties))

    def across(self, page: Worksheet, row: int, last: int, text: str, width: float) -> None:
        """A long text in one row over several columns, high enough to be read."""
        style = self.style(text_wrap=True)
        page.merge_range(row, 0, row, last, "", style)
        page.write_string(row, 0, plain(text), style)
        page.set_row(row, _height(text, width))


def _write_contents(pen: _Pen, front: Front, sheets: Sequence[Sheet], language: Language) -> None:
    page = pen.book.add_worksheet(language.text("Contents"))
    _print_setup(page)
    page.set_column(0, 0, _NAME_WIDTH)
    page.set_column(1, 1, _TEXT_WIDTH)
    pen.text(page, 0, 0, front.title, bold=True, font_size=14)
    row = 1
    for badge in front.badges:
        pen.text(page, row, 0, badge, bold=True)
        row += 1
    row = _pairs(pen, page, row + 1, front.facts)
    if not sheets:
        pen.text(page, row + 1, 0, language.text("The page has no tables."))
        return
    pen.text(page, row + 1, 0, language.text("Sheet"), bold=True, bottom=1)
    pen.text(page, row + 1, 1, language.text("Table"), bold=True, bottom=1)
    _pairs(pen, page, row + 2, [(sheet.name, sheet.caption) for sheet in sheets])


def _pairs(pen: _Pen, page: Worksheet, row: int, pairs: Sequence[tuple[str, str]]) -> int:
    """Names with what stands for them, one in each row; the first row that is free below."""
    for name, text in pairs:
        pen.text(page, row, 0, name)
        pen.text(page, row, 1, text, text_wrap=True)
        page.set_row(row, _height(text, _TEXT_WIDTH))
        row += 1
    return row


def _write_sheet(pen: _Pen, sheet: Sheet) -> None:
    page = pen.book.add_worksheet(sheet.name)
    _print_setup(page)
    page.repeat_rows(_HEAD_ROW)
    page.freeze_panes(_HEAD_ROW + 1, 1)
    widths = _widths(sheet)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    pen.text(page, 0, 0, sheet.caption, bold=True, font_size=12)
    aligned = [_alignment(sheet, column) for column in range(len(widths))]
    for column, heading in enumerate(sheet.head):
        pen.text(page, _HEAD_ROW, column, heading, bold=True, text_wrap=True, bottom=1, **aligned[column])
    page.set_row(_HEAD_ROW, max(map(_height, sheet.head, widths)))
    row = _HEAD_ROW + 1
    for line in sheet.rows:
        _write_row(pen, page, row, line, aligned)
        page.set_row(row, max(map(_height, line.texts, widths)))
        row += 1
    last = max(len(widths) - 1, _NOTE_COLUMNS)
    wide = sum(widths) + _USUAL_WIDTH * (last + 1 - len(widths))
    for number, note in enumerate(sheet.notes, row + 1):
        pen.across(page, number, last, note, wide)


def _write_row(
    pen: _Pen, page: Worksheet, row: int, line: SheetRow, aligned: Sequence[dict[str, object]]
) -> None:
    strong = {"bold": True} if line.strong else {}
    pen.text(page, row, 0, line.label, text_wrap=True, **strong)
    for column, cell in enumerate(line.cells, 1):
        look = aligned[column] | strong
        if cell.value is not None and math.isfinite(cell.value):
            style = pen.style(num_format=plain(cell.pattern), **look)
            page.write_number(row, column, cell.value, style)
        elif cell.text:
            pen.text(page, row, column, cell.text, text_wrap=True, **look)


def _alignment(sheet: Sheet, column: int) -> dict[str, object]:
    """Numbers, and the marks between them, to the right; words a little away from the numbers before them."""
    if not column:
        return {}
    is_numeric = any(row.cells[column - 1].value is not None for row in sheet.rows)
    return {"align": "right"} if is_numeric else {"align": "left", "indent": 1}


def _widths(sheet: Sheet) -> list[float]:
    """Wide enough for the labels and for what the cells show; what is longer still is wrapped."""
    labels, *columns = (
        zip(*(row.texts for row in sheet.rows), strict=True) if sheet.rows else [()] * len(sheet.head)
    )
    own, *heads = map(len, sheet.head)
    # A heading may stand in two lines, a number should not.
    wanted = [max(_longest(texts), head // 2) + 2 for texts, head in zip(columns, heads, strict=True)]
    return [
        _between(max(_longest(labels), own) + 2, _LABEL_WIDTHS),
        *(_between(each, _COLUMN_WIDTHS) for each in wanted),
    ]


def _longest(texts: Sequence[str]) -> int:
    return max(map(len, texts), default=0)


def _between(wanted: int, limits: tuple[int, int]) -> float:
    least, most = limits
    return float(min(max(wanted, least), most))


def _height(text: str, width: float) -> float:
    """Height of a row in points, told by its letters: rows in a file are not fitted by themselves."""
    lines = sum(max(1, len(wrap(part, max(1, int(width) - 1)))) for part in text.split("\n"))
    return 15.0 * lines


def _print_setup(page: Worksheet) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
