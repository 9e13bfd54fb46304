"""Web pages with a table: many systems export them under the name .xls."""

from __future__ import annotations

import html
import re

from evaltools.language import mark
from evaltools.read import letters
from evaltools.read.desk import Desk
from evaltools.read.grid import MOST_COLUMNS, Cells, not_too_wide, table_of_rows, tidy

#: Most rows and columns that one cell may cover.
MOST_SPAN = 1_000
#: How deep tables may stand in tables.
MOST_NESTED = 50


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
    place = letters.lost_letters(re.sub(r"<[^<>]*>", ";", text))
    if place >= 0:
        desk.refuse(
            "letters-lost",
            mark(
                "{place}: “{value}” has lost letters: the file was saved in an encoding without Kazakh letters."
            ),
            mark("Open the original and save it as .xlsx, or as “CSV UTF-8”."),
            value=re.sub(r"<[^<>]*>", ";", text)[max(0, place - 10) : place + 10],
        )
    tables = sorted(_Tables().read(letters.plain(_without_comments(text))), key=len, reverse=True)
    if not tables or not any(any(row) for row in tables[0]):
        desk.refuse(
            "not-a-table",
            mark("{place}: this is a web page without a table (an error message or a login page?)."),
            mark("Export the table again, as .xlsx or .csv."),
        )
    rows = [[" ".join(cell.split()) for cell in row] for row in tables[0]]
    width = max(map(len, rows))
    not_too_wide(desk, width)
    others = [table for table in tables[1:] if len(table) > 1]
    if others:
        desk.warn(
            "tables-not-read",
            mark("{place}: the page has several tables; only the largest was read ({rows} rows)."),
            mark("Save the table that is meant as .xlsx."),
            rows=len(rows),
        )
    return Cells(tidy(desk, table_of_rows(rows, width)))


def _without_comments(text: str) -> str:
    """A page without comments, declarations and scripts, in one pass: unclosed ones would cost a pass each."""
    kept, place = [], 0
    lower = text.lower() if len(text.lower()) == len(text) else text
    while True:
        starts = [
            (start, close)
            for start, close in (
                (lower.find("<!--", place), "-->"),
                (lower.find("<script", place), "</script>"),
                (lower.find("<style", place), "</style>"),
            )
            if start >= 0
        ]
        if not starts:
            kept.append(text[place:])
            break
        start, close = min(starts)
        kept.append(text[place:start])
        end = lower.find(close, start)
        if end < 0:
            break
        place = end + len(close)
    return "".join(kept)


#: A tag ends before the next one begins, whatever is wrong with it: no page costs more than one pass.
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:]*)([^<>]*)>")


class _Tables:
    """Collects the tables of a page; a cell over several columns or rows fills its first place only."""

    def __init__(self) -> None:
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1
        #: How many rows more a column is covered: from earlier rows, and from this one on.
        self._down: dict[int, int] = {}
        self._next: dict[int, int] = {}

    def read(self, text: str) -> list[list[list[str]]]:
        """All tables of a page, inner ones before those round them."""
        place = 0
        for match in _TAG.finditer(text):
            if self._cell is not None:
                self._cell.append(text[place : match.start()])
            place = match.end()
            name = match[2].lower()
            if match[1]:
                self._end(name)
            else:
                self._start(name, match[3])
        self._finish()
        self.tables += reversed(self._open)
        return self.tables

    def _start(self, tag: str, attributes: str) -> None:
        if tag == "table" and len(self._open) < MOST_NESTED:
            self._finish()
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
            self._cell, self._span = [], _span(attributes, "colspan")
            if (rows := _span(attributes, "rowspan")) > 1:
                place = len(self._open[-1][-1])
                self._next |= dict.fromkeys(range(place, min(place + self._span, MOST_COLUMNS)), rows - 1)
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def _end(self, tag: str) -> None:
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
            row.append(html.unescape("".join(self._cell)).strip())
            row.extend([""] * (self._span - 1))
        self._cell, self._span = None, 1


def _span(attributes: str, name: str) -> int:
    match = re.search(rf"\b{name}\s*=\s*[\"']?(\d{{1,4}})", attributes, re.IGNORECASE)
    return min(int(match[1]), MOST_SPAN) if match and int(match[1]) else 1
