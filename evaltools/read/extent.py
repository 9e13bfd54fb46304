"""How far the cells of a sheet reach, known before a parser lays them out.

A sheet of two cells, one of them at the far end, is a small file and a block
of a hundred gigabytes. The parser asks for that block at once, which ends the
process; so the XML is measured first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from evaltools.language import mark
from evaltools.read.desk import Desk
from evaltools.read.parsing import refuse_damaged

#: Largest block of cells, blank ones included, that is laid out in memory.
MOST_CELLS = 40_000_000
#: Rows and columns that a spreadsheet can have.
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")

_Start = Callable[[str, Mapping[str, str]], object]


@dataclass
class Extent:
    """The block that filled cells span; rows and columns from 0."""

    first_row: int = _MOST_ROWS
    last_row: int = -1
    first_column: int = _MOST_COLUMNS
    last_column: int = -1

    def add(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Take in a block."""
        self.first_row, self.last_row = min(self.first_row, row), max(self.last_row, last_row)
        self.first_column = min(self.first_column, column)
        self.last_column = max(self.last_column, last_column)

    @property
    def cells(self) -> int:
        """How many cells the block has."""
        return max(0, self.last_row - self.first_row + 1) * max(0, self.last_column - self.first_column + 1)


def not_too_far(desk: Desk, extent: Extent) -> None:
    """Refuse a sheet whose block of cells would fill the memory."""
    if extent.cells > MOST_CELLS:
        desk.refuse(
            "cells-far",
            mark("{place}: the cells reach to row {last} and {columns} columns, nearly all of them blank."),
            mark("Delete the stray cell at the far end, or copy the table into a new workbook."),
            row=extent.last_row + 1,
            columns=extent.last_column + 1,
            last=extent.last_row + 1,
        )


def measure_cells(desk: Desk, pieces: Iterable[bytes]) -> Extent:
    """Measure a sheet of an .xlsx file.

    Raises
    ------
    FileDataError
        It is no XML, or a cell stands where no sheet has one.
    """
    extent = Extent()
    row = column = -1

    def start(name: str, given: Mapping[str, str]) -> None:
        nonlocal row, column
        tag = name.rpartition(":")[2]
        if tag == "row":
            row, column = _whole(desk, given.get("r"), row + 1, _MOST_ROWS), -1
        elif tag == "c":
            if "r" in given:
                match = _REFERENCE.fullmatch(given["r"])
                if match is None:
                    refuse_damaged(desk)
                row, column = int(match[2]) - 1, column_number(match[1].upper())
            else:
                column += 1
            if not (0 <= row < _MOST_ROWS and column < _MOST_COLUMNS):
                refuse_damaged(desk)
            extent.add(row, column, row, column)

    _parsed(desk, pieces, start)
    return extent


def measure_open_document(desk: Desk, pieces: Iterable[bytes]) -> Extent:
    """Measure the largest sheet of an .ods file: rows and cells that are said once and repeated.

    Raises
    ------
    FileDataError
        It is no XML, or it repeats a cell more often than a sheet has room for.
    """
    largest, extent = Extent(), Extent()
    row = column = first = rows = 0

    def start(name: str, given: Mapping[str, str]) -> None:
        nonlocal largest, extent, row, column, first, rows
        match name:
            case "table:table":
                extent, row, rows = Extent(), 0, 0
            case "table:table-row":
                row += rows
                rows = _times(desk, given, "table:number-rows-repeated", _MOST_ROWS)
                column = 0
            case "table:table-cell" | "table:covered-table-cell":
                first = column
                column += _times(desk, given, "table:number-columns-repeated", _MOST_COLUMNS)
                if "office:value-type" in given or "calcext:value-type" in given:
                    filled()
            case "text:p":
                filled()

    def filled() -> None:
        nonlocal largest
        extent.add(row, first, row + rows - 1, column - 1)
        # Blank cells before the first filled one are laid out, too.
        extent.add(row, 0, row, 0)
        if extent.cells > largest.cells:
            largest = extent

    _parsed(desk, pieces, start)
    return largest


def _times(desk: Desk, given: Mapping[str, str], name: str, most: int) -> int:
    return _whole(desk, given.get(name), 0, most) + 1


def _whole(desk: Desk, text: str | None, otherwise: int, most: int) -> int:
    """A count from 1 as one from 0."""
    if text is None:
        return otherwise
    if not text.isdecimal() or not 1 <= int(text[:12]) <= most:
        refuse_damaged(desk)
    return int(text) - 1


def column_number(letters: str) -> int:
    """Number of a column from 0 by its letters.

    Examples
    --------
    >>> column_number("A"), column_number("XFD")
    (0, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _parsed(desk: Desk, pieces: Iterable[bytes], start: _Start) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EntityDeclHandler = lambda *_: refuse_entities(desk)
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        # An encoding that nobody knows is no ExpatError.
        refuse_damaged(desk)


def refuse_entities(desk: Desk) -> NoReturn:
    """Refuse XML that declares entities: a few of them can unpack to gigabytes."""
    desk.refuse(
        "xml-unsafe",
        mark("{place}: the workbook declares entities of its own, which no spreadsheet program does."),
        mark("Open it in Excel, save it under a new name, and use that."),
    )
