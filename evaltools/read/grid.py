"""Cells as text, before it is known which row holds the headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from evaltools.language import mark
from evaltools.read.desk import Desk, letters_of
from evaltools.read.record import Rows

#: Longest text that a cell may hold: three times what Excel allows.
LONGEST_CELL = 100_000
#: Most columns that a table may have.
MOST_COLUMNS = 2_000


@dataclass(frozen=True)
class Cells:
    """Cells as text, before it is known which row holds the headings.

    Attributes
    ----------
    frame : DataFrame of str
        Columns counted from 0; the index is the row as a spreadsheet counts it. No row is blank.
    lengths : array of int or None
        Cells in each row, where rows have different numbers of them.
    merged : tuple of (int, int, int, int)
        Merged blocks: first row, first column, last row, last column; rows as
        a spreadsheet counts them, columns from 0.
    """

    frame: pd.DataFrame
    lengths: Rows | None = None
    merged: tuple[tuple[int, int, int, int], ...] = ()


def not_too_wide(desk: Desk, width: int) -> None:
    """Refuse a table of thousands of columns."""
    if width > MOST_COLUMNS:
        desk.refuse(
            "columns-many",
            mark("{place}: the table has {columns} columns; at most {most} can be read."),
            mark("Keep the columns that the evaluation needs."),
            columns=width,
            most=MOST_COLUMNS,
        )


def tidy(desk: Desk, table: Any, *, margins: str = "any", first_row: int = 1) -> pd.DataFrame:
    """An Arrow table of text as a frame: margins off, blank rows away, nothing endless in it.

    Parameters
    ----------
    margins : {"any", "plain", ""}
        Which blanks a cell may begin or end with: all kinds, plain spaces, none.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    columns, filled = [], None
    longest = 0
    for number, column in enumerate(table.columns):
        if margins == "any" or (
            margins
            and (pc.any(pc.starts_with(column, " ")).as_py() or pc.any(pc.ends_with(column, " ")).as_py())
        ):
            column = pc.utf8_trim(column, characters=_MARGINS)
        lengths = pc.binary_length(column)
        most = pc.max(lengths).as_py() or 0
        longest = max(longest, most)
        if most > LONGEST_CELL:
            over = pc.index(pc.greater(lengths, LONGEST_CELL), True).as_py()
            desk.refuse(
                "cell-too-long",
                mark("{place}: not a readable table: one cell holds {letters} letters."),
                mark("A quotation mark may be open there. Look at the cell, and save the file again."),
                row=over + first_row,
                column=letters_of(number),
                letters=most,
            )
        has = pc.greater(lengths, 0)
        filled = has if filled is None else pc.or_(filled, has)
        columns.append(column)
    rows = np.arange(first_row, first_row + table.num_rows, dtype=np.int64)
    trimmed_table = pa.table(columns, names=[str(n) for n in range(len(columns))])
    if filled is not None and not pc.all(filled).as_py():
        trimmed_table = trimmed_table.filter(filled)
        rows = rows[filled.to_numpy()]
    frame: pd.DataFrame = trimmed_table.to_pandas()
    frame = frame.astype(str) if any(frame.dtypes != _STR) else frame
    frame.columns = pd.RangeIndex(len(columns))
    frame.index = pd.Index(rows)
    return frame


_MARGINS = " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u2007\u202f\u200b\ufeff\u3000"
_STR = pd.Series([], dtype=str).dtype


def table_of_rows(rows: Sequence[Sequence[str]], width: int) -> Any:
    """Rows of text as an Arrow table; short rows are filled with blanks."""
    import pyarrow as pa

    if any(len(row) < width for row in rows):
        rows = [[*row, *[""] * (width - len(row))] if len(row) < width else row for row in rows]
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    return pa.table(
        [pa.chunked_array([pa.array(column, type=pa.string())]) for column in columns],
        names=[str(number) for number in range(width)],
    )
