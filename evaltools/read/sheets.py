"""Sheets of a workbook: which are read, their cells as text, and what is odd in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from evaltools.errors import DataError
from evaltools.language import mark
from evaltools.read.book import Book, Hints
from evaltools.read.cells import days_and_numbers, texts_of
from evaltools.read.desk import Desk, letters_of
from evaltools.read.grid import Cells, tidy
from evaltools.read.headings import find_headings
from evaltools.read.record import ALL_SHEETS
from evaltools.read.settle import Settled, settle

#: Rows, headings included, that a table has.
LEAST_ROWS = 3
_MISSING_ERROR = "#N/A"


@dataclass(frozen=True)
class Grid:
    """Cells of one sheet, and where they are days, numbers or numbers in text."""

    cells: Cells
    kinds: dict[int, pd.Series[str]]
    hints: Hints


class Sheets:
    """The sheets of an open workbook."""

    def __init__(self, desk: Desk, book: Book) -> None:
        self.desk, self.book = desk, book
        self._read: dict[str, Grid] = {}

    def choose(self, sheet: str) -> tuple[list[str], list[str]]:
        """Sheets to read, and visible ones with cells that are not read."""
        if sheet and sheet != ALL_SHEETS:
            return [self._found(sheet)], []
        visible = [name for name in self.book.tables if name not in self.book.hidden]
        filled = [name for name in visible if not self.grid(name).cells.frame.empty]
        if not filled:
            self.desk.sheet = visible[0] if visible else ""
            self.desk.refuse(
                "file-empty",
                mark(
                    "{place}: the first row is empty, and so are all others. Expected the names of the columns there."
                ),
                mark("Ask for it again, or take it out of project.toml."),
            )
        if sheet == ALL_SHEETS or len(filled) == 1:
            return filled, []
        # A cover or an instruction has one column, or one row.
        first = next(iter(self.alike(filled)), filled[0])
        others = [name for name in filled if name != first]
        alike = [
            name for name in others if self.headings(name) & self.headings(first) == self.headings(first)
        ]
        if alike:
            self.desk.refuse(
                "sheets-several",
                mark(
                    "{place}: several sheets hold a table with the same headings: {sheets}. Which one is meant?"
                ),
                mark(
                    'Name one in project.toml (sheet = "{first}"), or write sheet = "*" to read all of them.'
                ),
                sheets=", ".join([first, *alike]),
                first=first,
            )
        self.desk.warn(
            "sheets-not-read",
            mark("{place}: only the sheet “{first}” was read; these have cells too: {sheets}."),
            mark("If another one is meant, name it in project.toml as sheet."),
            first=first,
            sheets=", ".join(others),
        )
        return [first], others

    def _found(self, sheet: str) -> str:
        names = self.book.names
        if sheet in names:
            return sheet
        plain = {" ".join(name.split()).casefold(): name for name in names}
        if (name := plain.get(" ".join(sheet.split()).casefold())) is not None:
            return name
        self.desk.refuse(
            "sheet-missing",
            mark("{file}: there is no sheet “{wanted}”. It has: {sheets}."),
            "",
            wanted=sheet,
            sheets=", ".join(names),
        )

    def alike(self, names: Sequence[str]) -> list[str]:
        """The first table and those with its headings; or, if they hold more rows, others that share theirs.

        A summary may stand before the sheets of the months.
        """
        groups: dict[frozenset[str], list[str]] = {}
        for name in names:
            if self.is_a_table(name):
                groups.setdefault(frozenset(self.headings(name)), []).append(name)
        several = [group for group in groups.values() if len(group) > 1]
        candidates = [*list(groups.values())[:1], *several]
        return max(candidates, key=self._rows_of, default=[])

    def _rows_of(self, names: list[str]) -> int:
        return sum(len(self.grid(name).cells.frame) for name in names)

    def is_a_table(self, name: str) -> bool:
        """Whether a sheet has two columns and a few rows, as no cover has."""
        frame = self.grid(name).cells.frame
        return int((frame != "").sum(axis=1).ge(2).sum()) >= LEAST_ROWS

    def headings(self, name: str) -> set[str]:
        """The headings of a sheet; a mark of its own where it has none."""
        quiet = Desk(self.desk.file, self.desk.language)
        try:
            return {each for each in find_headings(quiet, self.grid(name).cells).names if each}
        except DataError:
            return {f"\0{name}"}

    def grid(self, name: str) -> Grid:
        """Cells of a sheet as text."""
        if name not in self._read:
            before, self.desk.sheet = self.desk.sheet, name
            self._read[name] = self._cells(name)
            self.desk.sheet = before
        return self._read[name]

    def _cells(self, name: str) -> Grid:
        import pyarrow as pa

        desk, block = self.desk, self.book.block(name)
        top, left, height, width, hints = block.top, block.left, block.height, block.width, block.hints
        if not height:
            return Grid(Cells(pd.DataFrame()), {}, hints)
        percents = _by_column(hints.percents, top, left)
        errors = _by_column(set(hints.errors), top, left)
        numbers = np.arange(top + 1, top + 1 + height)
        texts, kinds = [], {}
        for place, column in enumerate(block.columns):
            cells, kind = texts_of(column, percents.get(place), numbers)
            for row in errors.get(place, ()):
                if 0 <= row < len(cells):
                    cells = cells if isinstance(cells, list) else list(cells)
                    cells[row] = hints.errors[(row + top + 1, place + left)]
            texts.append(pa.chunked_array([pa.array(cells, type=pa.string())]))
            if kind is not None:
                kinds[place + left] = kind
        blank = pa.chunked_array([pa.array([""] * height, type=pa.string())])
        table = pa.table([blank] * left + texts, names=[str(n) for n in range(left + width)])
        frame = tidy(desk, table, first_row=top + 1, packed=False)
        return Grid(Cells(frame, merged=block.merged), kinds, hints)

    def table(self, name: str) -> tuple[Settled, Grid]:
        """The table of a sheet, with warnings of what is odd in it."""
        grid, desk = self.grid(name), self.desk
        settled = settle(desk, grid.cells, strict=False)
        places = {column: place for place, column in settled.places.items()}
        rows = set(settled.frame.index.tolist())
        unstored = [
            place for place in grid.hints.unstored if place[0] in rows or place[0] in settled.header_rows
        ]
        if unstored:
            row, column = unstored[0]
            desk.refuse(
                "formula-unstored",
                mark("{place}: the formula in this cell has no stored value; cells like it: {n}."),
                mark("Open the workbook in Excel, let it calculate, and save it."),
                row=row,
                column=places.get(column, letters_of(column)),
                n=len(unstored),
            )
        self._tell_errors(grid, places, rows)
        self._tell_hidden(grid, rows, places)
        frame = settled.frame
        for column, kind in grid.kinds.items():
            if column in places:
                frame = days_and_numbers(desk, frame, places[column], kind, self.book.epoch)
        return replace(settled, frame=frame), grid

    def _tell_errors(self, grid: Grid, places: dict[int, str], rows: set[int]) -> None:
        by_column: dict[int, list[tuple[int, str]]] = {}
        for (row, column), text in sorted(grid.hints.errors.items()):
            if row in rows and column in places:
                by_column.setdefault(column, []).append((row, text))
        for column, cells in by_column.items():
            gone = [row for row, text in cells if text == _MISSING_ERROR]
            wrong = [(row, text) for row, text in cells if text != _MISSING_ERROR]
            if gone:
                self.desk.note(
                    "cells-not-available",
                    mark("{place}: cells with #N/A were taken as missing, in rows {rows}."),
                    row=gone[0],
                    column=places[column],
                    rows=self.desk.listed(gone),
                )
            if wrong:
                self.desk.warn(
                    "cells-error",
                    mark("{place}: the formula gives an error ({value}); rows with one: {rows}."),
                    mark("Mend the formula in Excel."),
                    row=wrong[0][0],
                    column=places[column],
                    value=wrong[0][1],
                    rows=self.desk.listed(row for row, _ in wrong),
                )

    def _tell_hidden(self, grid: Grid, rows: set[int], names: dict[int, str]) -> None:
        hidden = [row for row in grid.hints.hidden_rows if row in rows]
        if hidden:
            self.desk.warn(
                "rows-hidden",
                mark("{place}: hidden rows were read like the others: {rows}."),
                mark("A filter may be on. Show all rows, and delete those that do not belong there."),
                row=hidden[0],
                rows=self.desk.listed(hidden),
            )
        columns = [names[each] for each in grid.hints.hidden_columns if each in names]
        if columns:
            self.desk.note(
                "columns-hidden",
                mark("{place}: hidden columns were read like the others: {columns}."),
                column=columns[0],
                columns=", ".join(columns[:5]),
            )


def _by_column(places: set[tuple[int, int]], top: int, left: int) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for row, column in places:
        found.setdefault(column - left, set()).add(row - top - 1)
    return found
