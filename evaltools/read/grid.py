"""Cells as text, before it is known which row holds the headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from evaltools.coded import few_texts, text_column, with_texts
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


def tidy(
    desk: Desk, table: Any, *, margins: str = "any", first_row: int = 1, packed: bool = True
) -> pd.DataFrame:
    """An Arrow table of text as a frame: margins off, blank rows away, nothing endless in it.

    Parameters
    ----------
    margins : {"any", "plain", ""}
        Which blanks a cell may begin or end with: all kinds, plain spaces, none.
    packed : bool
        Long columns keep each different text once. Not for tables whose cells are still to be changed.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    columns: list[Any] = []
    filled = None
    for number, column in enumerate(table.columns):
        # What is asked of a cell is asked once of each different text of a long column.
        column = few_texts(column) if packed else column
        is_few = isinstance(column, pa.DictionaryArray)
        texts = column.dictionary if is_few else column
        if margins == "any" or (
            margins
            and (pc.any(pc.starts_with(texts, " ")).as_py() or pc.any(pc.ends_with(texts, " ")).as_py())
        ):
            texts = pc.utf8_trim(texts, characters=_MARGINS)
            column = with_texts(column, texts) if is_few else texts
            texts = column.dictionary if is_few else column
        lengths = pc.binary_length(texts)
        most = pc.max(lengths).as_py() or 0
        if most > LONGEST_CELL:
            too_long = pc.greater(lengths, LONGEST_CELL)
            too_long = too_long.take(column.indices) if is_few else too_long
            desk.refuse(
                "cell-too-long",
                mark("{place}: not a readable table: one cell holds {letters} letters."),
                mark("A quotation mark may be open there. Look at the cell, and save the file again."),
                row=pc.index(too_long, True).as_py() + first_row,
                column=letters_of(number),
                letters=most,
            )
        columns.append(column)
        if filled is None or not pc.all(filled).as_py():
            has = pc.greater(lengths, 0)
            has = has.take(column.indices) if is_few else has
            filled = has if filled is None else pc.or_(filled, has)
    index: pd.Index = pd.RangeIndex(first_row, first_row + table.num_rows)
    if filled is not None and not pc.all(filled).as_py():
        index = index[np.asarray(filled, dtype=bool)]
        columns = [column.filter(filled) for column in columns]
    return pd.DataFrame(
        {number: text_column(column).set_axis(index) for number, column in enumerate(columns)},
        index=index,
        columns=pd.RangeIndex(len(columns)),
        copy=False,
    )


_MARGINS = " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u2007\u202f\u200b\ufeff\u3000"


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
