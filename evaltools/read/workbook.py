"""Workbooks: which sheet, its cells as text, and what Excel did to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from evaltools.language import mark
from evaltools.read.desk import Desk, letters_of
from evaltools.read.old_book import OldBook
from evaltools.read.packaged_book import PackagedBook
from evaltools.read.record import ALL_SHEETS, RawTable, Reading
from evaltools.read.settle import Settled, finished
from evaltools.read.sheets import Grid, Sheets


def read_workbook(desk: Desk, data: bytes, kind: str, sheet: str) -> RawTable:
    """Read a sheet of a workbook, or all of them.

    Parameters
    ----------
    desk : Desk
    data : bytes
    kind : {"xlsx", "xls", "ods"}
    sheet : str
        Empty for the only one with cells, `*` for all that are visible.

    Raises
    ------
    FileDataError
    """
    book = OldBook(desk, data) if kind == "xls" else PackagedBook(desk, data, kind)
    hidden, sheets = book.hidden, Sheets(desk, book)
    wanted, others = sheets.choose(sheet)
    if hidden and sheet not in hidden:
        desk.warn(
            "sheets-hidden",
            mark("{place}: hidden sheets were not read: {sheets}."),
            mark(
                "If they hold data, name them in project.toml; otherwise delete them before sending the file on."
            ),
            sheets=", ".join(hidden),
        )
    reading = Reading(
        format=kind,
        sheets=tuple(book.names),
        sheets_hidden=tuple(hidden),
        sheets_not_read=tuple(others),
        typed=True,
        epoch=book.epoch,
    )
    if sheet == ALL_SHEETS:
        return _all_sheets(desk, sheets, wanted, reading)
    desk.sheet = wanted[0]
    settled, grid = sheets.table(wanted[0])
    return _recorded(desk, settled, [grid], reading)


def _recorded(desk: Desk, settled: Settled, grids: Sequence[Grid], reading: Reading) -> RawTable:
    rows = [row for grid in grids for row in grid.hints.hidden_rows]
    columns = {letters_of(column) for grid in grids for column in grid.hints.hidden_columns}
    reading = replace(
        reading, hidden_rows=np.array(sorted(rows), dtype=np.int64), hidden_columns=tuple(sorted(columns))
    )
    return finished(desk, settled, reading)


def _all_sheets(desk: Desk, sheets: Sheets, wanted: Sequence[str], reading: Reading) -> RawTable:
    """Sheets with the same headings, one under the other, with the sheet's name as a column."""
    tables: list[Settled] = []
    grids: list[Grid] = []
    names: list[str] = []
    strangers: list[str] = []
    first = next(iter(sheets.alike(wanted)), wanted[0])
    usual = set(sheets.headings(first))
    for name in wanted:
        now = set(sheets.headings(name))
        if name != first and len(now & usual) < len(usual) / 2:
            strangers.append(name)
            continue
        desk.sheet = name
        settled, grid = sheets.table(name)
        given = set(settled.frame.columns)
        if tables and given != set(tables[0].frame.columns):
            missing = [each for each in tables[0].frame.columns if each not in given]
            desk.refuse(
                "sheets-differ",
                mark("{place}: its headings are not those of the sheet “{first}”: look at “{column}”."),
                mark("Give all sheets the same headings, or name one sheet in project.toml."),
                first=names[0],
                row=settled.header_rows[0],
                column=(missing or [each for each in given if each not in tables[0].frame.columns])[0],
            )
        tables.append(settled)
        grids.append(grid)
        names.append(name)
    if strangers:
        desk.sheet = ""
        desk.warn(
            "sheets-not-read",
            mark("{place}: these sheets were read as one table: {read}; these have cells, too: {sheets}."),
            mark("If another one is meant, name it in project.toml as sheet."),
            read=", ".join(names),
            sheets=", ".join(strangers),
        )
        reading = replace(reading, sheets_not_read=tuple(strangers))
    frames = [
        each.frame
        if "sheet" in each.frame
        else each.frame.assign(sheet=pd.Series(name, each.frame.index, dtype=str))
        for each, name in zip(tables, names, strict=True)
    ]
    reasons = {reason for each in tables for reason in each.left_out}
    desk.sheet = ALL_SHEETS
    whole = Settled(
        frame=pd.concat(frames),
        header_rows=tables[0].header_rows,
        title_rows=tables[0].title_rows,
        title=" ".join(dict.fromkeys(each.title for each in tables if each.title)),
        left_out={
            reason: np.concatenate([each.left_out[reason] for each in tables if reason in each.left_out])
            for reason in sorted(reasons)
        },
        rows_read=sum(each.rows_read for each in tables),
    )
    return _recorded(desk, whole, grids, reading)
