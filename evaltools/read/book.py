"""An open workbook, whatever program wrote it: its sheets, and the cells of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass
class Hints:
    """What a sheet says besides its values; rows as a spreadsheet counts, columns from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unstored: list[tuple[int, int]] = field(default_factory=list)
    percents: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Block:
    """The cells of one sheet, as far as the filled ones reach.

    Attributes
    ----------
    top, left : int
        First row and column, from 0.
    height, width : int
        0 where the sheet is blank.
    columns : sequence of tuple
        Each of `height` cells: str, float, int, bool, date, datetime, time or
        timedelta; an empty text where a cell is blank.
    merged : tuple of (int, int, int, int)
        First row, first column, last row, last column: rows as a spreadsheet
        counts them, columns from 0.
    hints : Hints
    """

    top: int = 0
    left: int = 0
    height: int = 0
    width: int = 0
    columns: Sequence[tuple[Any, ...]] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hints: Hints = field(default_factory=Hints)


class Book(Protocol):
    """What reading needs of a workbook.

    Attributes
    ----------
    names : list of str
        Of all sheets, in their order.
    hidden : list of str
    tables : list of str
        Sheets of cells, charts left out.
    epoch : int
        1900 or 1904: the year from which serial dates count.
    """

    names: list[str]
    hidden: list[str]
    tables: list[str]
    epoch: int

    def block(self, name: str) -> Block:
        """Cells of one sheet."""
        ...
