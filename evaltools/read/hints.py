"""What the XML of a sheet says besides its values.

The parser passes over hidden rows and columns, errors, formulas without a
stored value, percent formats, and how far the cells reach. The XML is searched
for them piece by piece.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from evaltools.language import mark
from evaltools.read.desk import Desk
from evaltools.read.package import MOST_CELLS, Package, attributes, pieces


@dataclass
class Hints:
    """What the XML of one sheet says besides its values; rows as a spreadsheet counts, columns from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unstored: list[tuple[int, int]] = field(default_factory=list)
    percents: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


_ROW = re.compile(rb'<row\b[^<>]*?\br="(\d+)"')
_UNSTORED = re.compile(rb"(?:</f>|<f\b[^<>]*/>)(?:<v\s*/>|<v></v>)?</c>")
_ERROR = re.compile(rb'<c\b([^<>]*\bt="e"[^<>]*)>(?:<f\b[^<>]*/>|<f\b[^<]*</f>)?<v>([^<]*)</v>')


def search_sheet(desk: Desk, package: Package, sheet: str) -> Hints:
    """What the XML of a sheet says besides its values.

    Raises
    ------
    FileDataError
        Its cells reach so far that they would fill the memory.
    """
    hints, part = Hints(), package.parts.get(sheet, "")
    percent = (
        re.compile(rb'<c\b([^<>]*\bs="(?:' + b"|".join(sorted(package.percent_styles)) + rb')"[^<>]*)>')
        if package.percent_styles
        else None
    )
    last_row, wide = 0, 26
    for piece in pieces(desk, package.archive, part):
        start = piece.rfind(b"<row")
        if start >= 0 and (match := _ROW.match(piece, start)):
            last_row = max(last_row, int(match[1]))
        if wide < 702 and re.search(rb'<c r="[A-Z]{2}\d', piece):
            wide = 702
        if wide < 16384 and re.search(rb'<c r="[A-Z]{3}\d', piece):
            wide = 16384
        if b"hidden=" in piece:
            _hidden(piece, hints)
        if b"<f" in piece:
            _unstored(piece, hints)
        if b't="e"' in piece:
            for match in _ERROR.finditer(piece):
                if place := _place(match[1]):
                    hints.errors[place] = html.unescape(match[2].decode("utf-8", errors="replace"))
        if percent is not None:
            hints.percents.update(
                place for match in percent.finditer(piece) if (place := _place(match[1])) is not None
            )
    if last_row * wide > MOST_CELLS:
        _not_too_far(desk, package, part)
    return hints


def _not_too_far(desk: Desk, package: Package, part: str) -> None:
    """Measure the block that the filled cells span, where it could be too large to lay out."""
    rows, columns = [10**9, 0], [10**9, 0]
    for piece in pieces(desk, package.archive, part):
        for match in re.finditer(rb'<c r="([A-Z]+)(\d+)"[^>/]*>(?!</c>)', piece):
            column, row = _column(match[1].decode()), int(match[2])
            rows = [min(rows[0], row), max(rows[1], row)]
            columns = [min(columns[0], column), max(columns[1], column)]
    if (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > MOST_CELLS:
        desk.refuse(
            "cells-far",
            mark("{place}: the cells reach to row {last} and {columns} columns, nearly all of them blank."),
            mark("Delete the stray cell at the far end, or copy the table into a new workbook."),
            row=rows[1],
            last=rows[1],
            columns=columns[1] + 1,
        )


def _hidden(piece: bytes, hints: Hints) -> None:
    for match in re.finditer(rb'<row\b([^<>]*\bhidden="(?:1|true)"[^<>]*)>', piece):
        given = attributes(match[1])
        if given.get("r", "").isdigit():
            hints.hidden_rows.append(int(given["r"]))
    for match in re.finditer(rb'<col\b([^<>]*\bhidden="(?:1|true)"[^<>]*)>', piece):
        given = attributes(match[1])
        first, last = int(given.get("min", "1")), int(given.get("max", "1"))
        hints.hidden_columns += range(first - 1, min(last, first + 500))


def _unstored(piece: bytes, hints: Hints) -> None:
    for match in _UNSTORED.finditer(piece):
        start = piece.rfind(b"<c ", 0, match.start())
        tag = piece[start : piece.find(b">", start)]
        # A formula whose result is an empty text is no fault.
        if start >= 0 and b't="str"' not in tag and (place := _place(tag)):
            hints.unstored.append(place)


def _place(tag: bytes) -> tuple[int, int] | None:
    match = re.search(rb'\br="([A-Z]{1,3})(\d+)"', tag)
    return (int(match[2]), _column(match[1].decode())) if match else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
