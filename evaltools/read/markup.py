"""Web pages with a table: many systems export them under the name .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from evaltools.language import mark
from evaltools.read import letters
from evaltools.read.desk import Desk
from evaltools.read.grid import MOST_COLUMNS, Cells, table_of_rows, tidy

#: Most rows and columns that one cell may cover.
MOST_SPAN = 1_000
MOST_ROWS = 1_100_000


def read_markup(desk: Desk, data: bytes) -> Cells:
    """Cells of the largest table of a web page.

    Parameters
    ----------
    desk : Desk
    data : bytes

    Raises
    ------
    FileDataError
        There is no table in it.
    """
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096])
    try:
        text = data.decode(declared[1].decode()) if declared else letters.decode(desk, data)[0]
    except (LookupError, UnicodeDecodeError):
        text = letters.decode(desk, data)[0]
    text = text.removeprefix("\ufeff")
    place = letters.lost_letters(re.sub(r"<[^>]*>", ";", text))
    if place >= 0:
        desk.refuse(
            "letters-lost",
            mark(
                "{place}: “{value}” has lost letters: the file was saved in an encoding without Kazakh letters."
            ),
            mark("Open the original and save it as .xlsx, or as “CSV UTF-8”."),
            value=re.sub(r"<[^>]*>", ";", text)[max(0, place - 10) : place + 10],
        )
    parser = _Tables()
    parser.feed(letters.plain(text))
    parser.close()
    tables = sorted(parser.tables, key=len, reverse=True)
    if not tables or not any(any(row) for row in tables[0]):
        desk.refuse(
            "not-a-table",
            mark("{place}: this is a web page without a table (an error message or a login page?)."),
            mark("Export the table again, as .xlsx or .csv."),
        )
    rows = [[" ".join(cell.split()) for cell in row] for row in tables[0]]
    width = max(map(len, rows))
    if width > MOST_COLUMNS or len(rows) > MOST_ROWS:
        desk.refuse(
            "columns-many",
            mark("{place}: the table has {columns} columns; at most {most} can be read."),
            mark("Keep the columns that the evaluation needs."),
            columns=width,
            most=MOST_COLUMNS,
        )
    others = [table for table in tables[1:] if len(table) > 1]
    if others:
        desk.warn(
            "tables-not-read",
            mark("{place}: the page has several tables; only the largest was read ({rows} rows)."),
            mark("Save the table that is meant as .xlsx."),
            rows=len(rows),
        )
    return Cells(tidy(desk, table_of_rows(rows, width)))


class _Tables(HTMLParser):
    """Collects the tables of a page; a cell over several columns or rows fills its first place only."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1
        #: How many rows more a column is covered: from earlier rows, and from this one on.
        self._down: dict[int, int] = {}
        self._next: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self._open.append([])
        elif tag == "tr" and self._open:
            self._finish()
            self._open[-1].append([])
            self._skip()
        elif tag in ("td", "th") and self._open:
            self._finish()
            if not self._open[-1]:
                self._open[-1].append([])
            self._skip()
            self._cell, self._span = [], _span(given.get("colspan"))
            if (rows := _span(given.get("rowspan"))) > 1:
                for column in range(len(self._open[-1][-1]), len(self._open[-1][-1]) + self._span):
                    self._next[column] = rows - 1
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._finish()
        elif tag == "tr":
            self._finish()
            self._down = {column: rows - 1 for column, rows in self._down.items() if rows > 1} | self._next
            self._next = {}
        elif tag == "table" and self._open:
            self._finish()
            self.tables.append(self._open.pop())
            self._down, self._next = {}, {}

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._finish()
        self.tables += self._open
        self._open = []

    def _skip(self) -> None:
        """Leave blank what a cell of an earlier row covers."""
        row = self._open[-1][-1]
        while self._down.get(len(row), 0) > 0:
            row.append("")

    def _finish(self) -> None:
        if self._cell is None or not self._open:
            return
        row = self._open[-1][-1]
        if len(row) <= MOST_COLUMNS:
            row.append("".join(self._cell).strip())
            row.extend([""] * (self._span - 1))
        self._cell, self._span = None, 1


def _span(text: str | None) -> int:
    return min(int(text), MOST_SPAN) if text and text.isdigit() and int(text) else 1
