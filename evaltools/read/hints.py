"""What the XML of a sheet says besides its values.

The parser passes over hidden rows and columns, errors, formulas without a
stored value, percent formats, and how far the cells reach. The XML is searched
for them piece by piece.
"""

from __future__ import annotations

import html
import re

from evaltools.read.book import Hints
from evaltools.read.desk import Desk
from evaltools.read.extent import column_number, measure_cells, not_too_far
from evaltools.read.package import Package, attributes, pieces

# Cells from column AA on, and from row 50,000 on: a block without both fits into the memory.
_WIDE = re.compile(rb'<c r="[A-Z]{2}\d')
_TALL = re.compile(rb'<c r="[A-Z]{1,2}(?:\d{6}|[5-9]\d{4})"')
# Cells that do not say where they are as spreadsheet programs do.
_ODD = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z]\d{1,6}")')
_ODD_WIDE = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z]{1,2}\d{1,6}")')
_OTHER = re.compile(rb":c[\s/>]")
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
    if part not in package.archive.namelist():
        # Named in a way that only the parser knows: whichever part it takes must fit into the memory.
        for name in package.archive.namelist():
            if name.endswith(".xml"):
                not_too_far(desk, measure_cells(desk, pieces(desk, package.archive, name)))
        return hints
    percent = (
        re.compile(rb'<c\b([^<>]*\bs="(?:' + b"|".join(sorted(package.percent_styles)) + rb')"[^<>]*)>')
        if package.percent_styles
        else None
    )
    wide = tall = odd = False
    for piece in pieces(desk, package.archive, part):
        tall = tall or bool(_TALL.search(piece))
        strange = None if odd else (_ODD_WIDE if wide else _ODD).search(piece)
        if strange and not wide and _WIDE.search(piece, strange.start()):
            # A cell of column AA is only strange in a table of fewer columns.
            wide, strange = True, _ODD_WIDE.search(piece)
        odd = odd or bool(strange) or (b":c" in piece and bool(_OTHER.search(piece)))
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
    if odd or (wide and tall):
        not_too_far(desk, measure_cells(desk, pieces(desk, package.archive, part)))
    return hints


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
    return (int(match[2]), column_number(match[1].decode())) if match else None
