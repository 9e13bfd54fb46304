"""Workbooks of Excel 97 to 2003: .xls."""

from __future__ import annotations

import io
import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from evaltools.read.book import Block, Hints
from evaltools.read.desk import Desk
from evaltools.read.parsing import parsing, refuse_protected

if TYPE_CHECKING:
    from xlrd.sheet import Sheet


class OldBook:
    """An open workbook.

    The parser is slow, but every step of it is checked: a damaged file ends in
    an exception, where faster ones end the process or never end.

    Parameters
    ----------
    desk : Desk
    data : bytes

    Raises
    ------
    FileDataError
        It is damaged or protected.
    """

    def __init__(self, desk: Desk, data: bytes) -> None:
        import xlrd

        self.desk = desk
        with parsing(desk):
            try:
                # Formats tell days from numbers, and which rows and columns are hidden.
                self.book = xlrd.open_workbook(
                    file_contents=data,
                    logfile=io.StringIO(),
                    formatting_info=True,
                )
            except xlrd.XLRDError as error:
                if "encrypted" in str(error).casefold():
                    refuse_protected(desk)
                raise
            self.names = self.book.sheet_names()
            self.hidden = [each.name for each in self.book.sheets() if each.visibility]
        self.tables = self.names
        self.epoch = 1904 if self.book.datemode else 1900

    def block(self, name: str) -> Block:
        """Cells of one sheet."""
        with parsing(self.desk):
            return self._block(self.book.sheet_by_name(name))

    def _block(self, sheet: Sheet) -> Block:
        import xlrd

        blank = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
        filled = [
            (row, [place for place, kind in enumerate(sheet.row_types(row)) if kind not in blank])
            for row in range(sheet.nrows)
        ]
        filled = [(row, places) for row, places in filled if places]
        hints = Hints(
            hidden_rows=sorted(row + 1 for row, about in sheet.rowinfo_map.items() if about.hidden),
            hidden_columns=sorted(column for column, about in sheet.colinfo_map.items() if about.hidden),
        )
        if not filled:
            return Block(hints=hints)
        top, height = filled[0][0], filled[-1][0] - filled[0][0] + 1
        left = min(places[0] for _, places in filled)
        width = max(places[-1] for _, places in filled) - left + 1
        columns: list[list[Any]] = [[""] * height for _ in range(width)]
        for row, places in filled:
            for column in places:
                columns[column - left][row - top] = self._cell(sheet, row, column, hints)
        merged = tuple(
            (first_row + 1, first, past_row, past - 1)
            for first_row, past_row, first, past in sheet.merged_cells
        )
        return Block(top, left, height, width, list(map(tuple, columns)), merged, hints)

    def _cell(self, sheet: Sheet, row: int, column: int, hints: Hints) -> Any:
        """A cell as the other parsers give it; errors and percentages are noted in `hints`."""
        import xlrd

        value, kind = sheet.cell_value(row, column), sheet.cell_type(row, column)
        match kind:
            case xlrd.XL_CELL_TEXT:
                return value
            case xlrd.XL_CELL_BOOLEAN:
                return bool(value)
            case xlrd.XL_CELL_ERROR:
                hints.errors[(row + 1, column)] = xlrd.error_text_from_code.get(value, "#ERROR")
                return ""
            case xlrd.XL_CELL_DATE:
                return self._moment(value, self._format(sheet, row, column))
            case xlrd.XL_CELL_NUMBER:
                if "%" in self._format(sheet, row, column):
                    hints.percents.add((row + 1, column))
                return value
        return ""

    def _format(self, sheet: Sheet, row: int, column: int) -> str:
        """How a cell is shown, quoted words aside; nothing where a plain writer left formats out."""
        try:
            shown = self.book.format_map[self.book.xf_list[sheet.cell_xf_index(row, column)].format_key]
        except (IndexError, KeyError):
            return ""
        return re.sub(r'"[^"]*"|\\.', "", shown.format_str)

    def _moment(self, value: float, shown: str) -> datetime | time | timedelta | float:
        import xlrd

        if re.search(r"\[[hms]+\]", shown, re.IGNORECASE):
            return timedelta(days=value)
        try:
            moment: datetime = xlrd.xldate_as_datetime(value, self.book.datemode)
        except (ValueError, OverflowError):
            return value
        return moment.time() if 0 <= value < 1 else moment
