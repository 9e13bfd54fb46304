"""Workbooks: which sheet, its cells as text, and what Excel did to them."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from evaltools.errors import DataError
from evaltools.language import mark
from evaltools.read.delimited import MOST_COLUMNS, Cells, tidy
from evaltools.read.desk import Desk, letters_of
from evaltools.read.headings import find_headings, is_number
from evaltools.read.package import MOST_CELLS, Hints, Package, open_package, search_sheet, weigh_compound_file, weigh_open_document
from evaltools.read.record import RawTable, Reading
from evaltools.read.settle import Settled, settle
from evaltools.values import is_serial, serial_day

#: All visible sheets, one under the other.
ALL_SHEETS = "*"
_MISSING_ERROR = "#N/A"


@dataclass(frozen=True)
class Grid:
    """Cells of one sheet, and where they are days, numbers or numbers in text."""

    cells: Cells
    kinds: dict[int, pd.Series[str]]
    hints: Hints


def read_workbook(desk: Desk, data: bytes, kind: str, sheet: str) -> RawTable:
    """Read a sheet of a workbook, or all of them.

    Parameters
    ----------
    desk : Desk
    data : bytes
    kind : {"xlsx", "xlsb", "xls", "ods"}
    sheet : str
        Empty for the only one with cells, `*` for all that are visible.

    Raises
    ------
    FileDataError
    """
    import python_calamine as calamine

    package = open_package(desk, data) if kind == "xlsx" else None
    if kind == "ods":
        weigh_open_document(desk, data)
    if kind == "xls":
        weigh_compound_file(desk, data)
    with _parsing(desk):
        book = calamine.load_workbook(io.BytesIO(data))
        names, hidden = list(book.sheet_names), _hidden_sheets(book)
    sheets = _Sheets(desk, book, package, names, hidden)
    wanted, others = sheets.choose(sheet)
    if hidden and sheet not in hidden:
        desk.warn(
            "sheets-hidden",
            mark("{place}: hidden sheets were not read: {sheets}."),
            mark("If they hold data, name them in project.toml; otherwise delete them before sending the file on."),
            sheets=", ".join(hidden),
        )
    reading = Reading(
        format=kind,
        sheets=tuple(names),
        sheets_hidden=tuple(hidden),
        sheets_not_read=tuple(others),
        typed=True,
        decimal=".",
        epoch=package.epoch if package else 1900,
    )
    if sheet == ALL_SHEETS:
        return _all_sheets(desk, sheets, wanted, reading)
    desk.sheet = wanted[0]
    settled, grid = sheets.table(wanted[0])
    return _recorded(desk, settled, [grid], reading)


def _recorded(desk: Desk, settled: Settled, grids: Sequence[Grid], reading: Reading) -> RawTable:
    from evaltools.read.room import finished

    rows = [row for grid in grids for row in grid.hints.hidden_rows]
    columns = {letters_of(column) for grid in grids for column in grid.hints.hidden_columns}
    reading = replace(
        reading, hidden_rows=np.array(sorted(rows), dtype=np.int64), hidden_columns=tuple(sorted(columns))
    )
    return finished(desk, settled, reading)


def _all_sheets(desk: Desk, sheets: _Sheets, wanted: Sequence[str], reading: Reading) -> RawTable:
    """Sheets with the same headings, one under the other, with the sheet's name as a column."""
    tables, grids = [], []
    for name in wanted:
        desk.sheet = name
        settled, grid = sheets.table(name)
        if tables and set(settled.frame.columns) != set(tables[0].frame.columns):
            first, now = list(tables[0].frame.columns), list(settled.frame.columns)
            missing = [each for each in first if each not in now] or [each for each in now if each not in first]
            desk.refuse(
                "sheets-differ",
                mark("{place}: its headings are not those of the sheet “{first}”: look at “{column}”."),
                mark("Give all sheets the same headings, or name one sheet in project.toml."),
                first=wanted[0],
                row=settled.header_rows[0],
                column=missing[0],
            )
        tables.append(settled)
        grids.append(grid)
    frames = [
        each.frame if "sheet" in each.frame else each.frame.assign(sheet=pd.Series(name, each.frame.index, dtype=str))
        for each, name in zip(tables, wanted, strict=True)
    ]
    reasons = {reason for each in tables for reason in each.left_out}
    desk.sheet = ALL_SHEETS
    whole = Settled(
        frame=pd.concat(frames),
        header_rows=tables[0].header_rows,
        title_rows=tables[0].title_rows,
        left_out={
            reason: np.concatenate([each.left_out[reason] for each in tables if reason in each.left_out])
            for reason in sorted(reasons)
        },
        rows_read=sum(each.rows_read for each in tables),
    )
    return _recorded(desk, whole, grids, reading)


def _hidden_sheets(book: Any) -> list[str]:
    import python_calamine as calamine

    return [
        each.name for each in book.sheets_metadata if each.visible != calamine.SheetVisibleEnum.Visible
    ]


@contextmanager
def _parsing(desk: Desk) -> Iterator[None]:
    """Turn whatever the parser does with a damaged file into a refusal, its own words on the terminal aside."""
    import python_calamine as calamine

    try:
        with _silent():
            yield
    except calamine.PasswordError:
        desk.refuse(
            "password",
            mark("{place}: the workbook is protected with a password."),
            mark("Open it, take the password away (“File”, “Info”, “Protect Workbook”), and save it again."),
        )
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # A panic of the parser is no Exception.
        desk.refuse(
            "file-damaged",
            mark("{place}: this is not a readable workbook ({problem})."),
            mark("Open and save it again, or ask for it again."),
            problem=" ".join(str(error).split())[:120],
        )


@contextmanager
def _silent() -> Iterator[None]:
    """Keep a parser that panics from writing to the terminal."""
    try:
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:  # no terminal, such as under pythonw
        yield
        return
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


class _Sheets:
    """The sheets of an open workbook."""

    def __init__(
        self, desk: Desk, book: Any, package: Package | None, names: list[str], hidden: list[str]
    ) -> None:
        self.desk, self.book, self.package = desk, book, package
        self.names, self.hidden = names, hidden
        self._read: dict[str, Grid] = {}

    def choose(self, sheet: str) -> tuple[list[str], list[str]]:
        """Sheets to read, and visible ones with cells that are not read."""
        import python_calamine as calamine

        if sheet and sheet != ALL_SHEETS:
            return [self._found(sheet)], []
        tables = [
            each.name for each in self.book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        visible = [name for name in tables if name not in self.hidden]
        filled = [name for name in visible if not self.grid(name).cells.frame.empty]
        if not filled:
            self.desk.sheet = visible[0] if visible else ""
            self.desk.refuse(
                "file-empty",
                mark("{place}: the first row is empty, and so are all others. Expected the names of the columns there."),
                mark("Ask for it again, or take it out of project.toml."),
            )
        if sheet == ALL_SHEETS or len(filled) == 1:
            return filled, []
        first, others = filled[0], filled[1:]
        alike = [name for name in others if self._headings(name) & self._headings(first) == self._headings(first)]
        if alike:
            self.desk.refuse(
                "sheets-several",
                mark("{place}: several sheets hold a table with the same headings: {sheets}. Which one is meant?"),
                mark("Name one in project.toml (sheet = “{first}”), or write sheet = “*” to read all of them."),
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
        if sheet in self.names:
            return sheet
        plain = {" ".join(name.split()).casefold(): name for name in self.names}
        if (name := plain.get(" ".join(sheet.split()).casefold())) is not None:
            return name
        self.desk.refuse(
            "sheet-missing",
            mark("{file}: there is no sheet “{wanted}”. It has: {sheets}."),
            "",
            wanted=sheet,
            sheets=", ".join(self.names),
        )

    def _headings(self, name: str) -> set[str]:
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

        desk = self.desk
        hints = search_sheet(desk, self.package, name) if self.package else Hints()
        with _parsing(desk):
            sheet = self.book.get_sheet_by_name(name)
            start, height, width = sheet.start, sheet.height, sheet.width
        if start is None:
            return Grid(Cells(pd.DataFrame()), {}, hints)
        top, left = start
        if width > MOST_COLUMNS or height * width > MOST_CELLS:
            desk.refuse(
                "columns-many" if width > MOST_COLUMNS else "cells-far",
                mark("{place}: the table has {columns} columns; at most {most} can be read.")
                if width > MOST_COLUMNS
                else mark("{place}: the cells reach to row {last} and {columns} columns, nearly all of them blank."),
                mark("Keep the columns that the evaluation needs."),
                columns=width,
                most=MOST_COLUMNS,
                last=top + height,
            )
        with _parsing(desk):
            rows = sheet.to_python(skip_empty_area=True)
            blocks = sheet.merged_cell_ranges or ()
        columns = list(zip(*rows, strict=True))
        del rows
        percents = _by_column(hints.percents, top, left)
        errors = _by_column(set(hints.errors), top, left)
        numbers = np.arange(top + 1, top + 1 + height)
        texts, kinds = [], {}
        for place, column in enumerate(columns):
            cells, kind = _texts(column, percents.get(place), numbers)
            for row in errors.get(place, ()):
                if 0 <= row < len(cells):
                    cells = cells if isinstance(cells, list) else list(cells)
                    cells[row] = hints.errors[(row + top + 1, place + left)]
            texts.append(pa.chunked_array([pa.array(cells, type=pa.string())]))
            if kind is not None:
                kinds[place + left] = kind
        blank = pa.chunked_array([pa.array([""] * height, type=pa.string())])
        table = pa.table([blank] * left + texts, names=[str(n) for n in range(left + width)])
        frame = tidy(desk, table, first_row=top + 1)
        merged = tuple(
            (first_row + 1, first, last_row + 1, last)
            for (first_row, first), (last_row, last) in blocks
        )
        return Grid(Cells(frame, merged=merged), kinds, hints)

    def table(self, name: str) -> tuple[Settled, Grid]:
        """The table of a sheet, with warnings of what is odd in it."""
        grid, desk = self.grid(name), self.desk
        settled = settle(desk, grid.cells, strict=False)
        places = {column: place for place, column in settled.places.items()}
        rows = set(settled.frame.index.tolist())
        unstored = [place for place in grid.hints.unstored if place[0] in rows or place[0] in settled.header_rows]
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
        self._tell_errors(settled, grid, places, rows)
        self._tell_hidden(grid, rows, settled)
        frame = settled.frame
        for column, kind in grid.kinds.items():
            if column in places:
                frame = _days_and_numbers(desk, frame, places[column], kind, self.package)
        return replace(settled, frame=frame), grid

    def _tell_errors(self, settled: Settled, grid: Grid, places: dict[int, str], rows: set[int]) -> None:
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

    def _tell_hidden(self, grid: Grid, rows: set[int], settled: Settled) -> None:
        hidden = [row for row in grid.hints.hidden_rows if row in rows]
        if hidden:
            self.desk.warn(
                "rows-hidden",
                mark("{place}: hidden rows were read like the others: {rows}."),
                mark("A filter may be on. Show all rows, and delete those that do not belong there."),
                row=hidden[0],
                rows=self.desk.listed(hidden),
            )
        names = {place: name for name, place in settled.places.items()}
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


def _texts(
    column: tuple[Any, ...], percents: set[int] | None, numbers: np.ndarray  # type: ignore[type-arg]
) -> tuple[Sequence[str], pd.Series[str] | None]:
    """One column as text, and the kind of each cell where kinds are mixed or days."""
    types = set(map(type, column))
    if types == {str}:
        return column, None
    if bool in types or percents:
        texts = [
            cell_text(cell * 100) + "%" if percents and place in percents and type(cell) is float else cell_text(cell)
            for place, cell in enumerate(column)
        ]
    else:
        known = {cell: cell_text(cell) for cell in set(column)}
        texts = [known[cell] for cell in column]
    if types <= {float, int, bool} or (types <= {float, int, str} and not _has_text(column)):
        return texts, None
    names = {float: "number", int: "number", datetime: "day", date: "day", str: "text"}
    return texts, pd.Series([names.get(type(cell), "other") for cell in column], index=numbers, dtype=str)


def _has_text(column: tuple[Any, ...]) -> bool:
    return any(type(cell) is str and cell for cell in column)


def cell_text(cell: object) -> str:
    """A cell as text: days without a time, whole numbers without decimals, 15 digits as Excel has.

    Examples
    --------
    >>> cell_text(3.0), cell_text(0.1 + 0.2), cell_text(datetime(2024, 5, 31)), cell_text(True)
    ('3', '0.3', '2024-05-31', 'TRUE')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        if cell.is_integer():
            return str(int(cell))
        text = format(cell, ".15g")
        return f"{Decimal(text):f}" if "e" in text else text
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)


_SCORE = re.compile(r"\d{1,3}\s*[-–/]\s*\d{1,3}")


def _days_and_numbers(
    desk: Desk, frame: pd.DataFrame, name: str, kind: pd.Series[str], package: Package | None
) -> pd.DataFrame:
    """Days in a column of numbers were scores once; numbers in a column of days are days still."""
    kind = kind.reindex(frame.index)
    texts = frame[name]
    filled = texts != ""
    days, numbers = kind[(kind == "day") & filled], kind[(kind == "number") & filled]
    words = texts[(kind == "text") & filled]
    scores = sum(bool(_SCORE.fullmatch(text)) for text in words)
    written = sum(is_number(text) for text in words)
    if len(days) and (len(numbers) + written > len(days) or (scores and scores >= 0.5 * len(words))):
        row = int(days.index[0])
        desk.refuse(
            "date-among-numbers",
            mark("{place}: a date ({value}) stands among numbers: Excel turns “3/4” or “10-12” into dates."),
            mark("Write what was meant into the cell (format it as text first), or send the original."),
            row=row,
            column=name,
            value=texts[row],
        )
    if len(days) and len(numbers):
        serials = texts[numbers.index]
        odd = [row for row, text in serials.items() if not is_serial(text)]
        if odd:
            desk.warn(
                "number-among-dates",
                mark("{place}: a number ({value}) stands among dates."),
                mark("Write the date into the cell."),
                row=int(str(odd[0])),
                column=name,
                value=texts[odd[0]],
            )
            return frame
        epoch = package.epoch if package else 1900
        frame = frame.copy()
        frame.loc[serials.index, name] = [serial_day(text, epoch).isoformat() for text in serials]
        desk.warn(
            "serial-dates",
            mark("{place}: numbers among dates were read as Excel’s serial dates, in rows {rows}."),
            mark("Format the cells as dates."),
            row=int(serials.index[0]),
            column=name,
            rows=desk.listed(serials.index),
        )
    if written and len(numbers):
        desk.note(
            "numbers-as-text",
            mark("{place}: {n} numbers are stored as text; they were read as numbers."),
            row=int(next(row for row, text in words.items() if is_number(text))),  # type: ignore[call-overload]
            column=name,
            n=written,
        )
    return frame
