"""Workbooks that are packages of XML: .xlsx and .ods."""

from __future__ import annotations

import io

from evaltools.read.book import Block, Hints
from evaltools.read.desk import Desk
from evaltools.read.extent import Extent, not_too_far
from evaltools.read.grid import not_too_wide
from evaltools.read.hints import search_sheet
from evaltools.read.package import open_package, weigh_open_document
from evaltools.read.parsing import parsing


class PackagedBook:
    """An open workbook.

    Parameters
    ----------
    desk : Desk
    data : bytes
    kind : {"xlsx", "ods"}

    Raises
    ------
    FileDataError
        It is damaged, protected, or would unpack to far more than it seems.
    """

    def __init__(self, desk: Desk, data: bytes, kind: str) -> None:
        import python_calamine as calamine

        self.desk = desk
        self.package = open_package(desk, data) if kind == "xlsx" else None
        if self.package is None:
            weigh_open_document(desk, data)
        with parsing(desk):
            self.book = calamine.load_workbook(io.BytesIO(data))
            self.names = list(self.book.sheet_names)
            sheets = self.book.sheets_metadata
        self.hidden = [each.name for each in sheets if each.visible != calamine.SheetVisibleEnum.Visible]
        self.tables = [each.name for each in sheets if each.typ == calamine.SheetTypeEnum.WorkSheet]
        self.epoch = self.package.epoch if self.package else 1900

    def block(self, name: str) -> Block:
        """Cells of one sheet."""
        desk = self.desk
        hints = search_sheet(desk, self.package, name) if self.package else Hints()
        with parsing(desk):
            sheet = self.book.get_sheet_by_name(name)
            start, height, width = sheet.start, sheet.height, sheet.width
        if start is None:
            return Block(hints=hints)
        top, left = start
        not_too_wide(desk, width)
        not_too_far(desk, Extent(top, top + height - 1, left, left + width - 1))
        with parsing(desk):
            rows = sheet.to_python(skip_empty_area=True)
            merged = sheet.merged_cell_ranges or ()
        return Block(
            top,
            left,
            height,
            width,
            columns=list(zip(*rows, strict=True)),
            merged=tuple(
                (first_row + 1, first, last_row + 1, last) for (first_row, first), (last_row, last) in merged
            ),
            hints=hints,
        )
