"""What reading leaves behind: the table as text, and how its file was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaltools.errors import DataError
from evaltools.findings import Finding

#: Row numbers as a spreadsheet counts them.
Rows = NDArray[np.int64]


#: All visible sheets of a workbook, one under the other.
ALL_SHEETS = "*"


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """How a file was understood, and what of it was left out.

    Attributes
    ----------
    format : str
        `text`, `xlsx`, `xls`, `ods`, `html`, `parquet`, `sqlite` or `postgresql`; by content, not by name.
    encoding, delimiter : str
        Of a text file. The delimiter is empty where there is one column only.
    title : str
        What stands above the headings, in one line.
    decimal : {"", ".", ","}
        What the numbers of a text file as a whole show; empty where they show nothing.
    sheets, sheets_hidden, sheets_not_read : tuple of str
        All sheets of a workbook; those that are hidden; visible ones with
        cells that were not read.
    title_rows, header_rows : tuple of int
        Rows above the headings, and the one or two rows of the headings.
    rows_read : int
        Rows with at least one cell under the headings: used and left out.
    left_out : dict of array of int
        Rows left out by reason: `total`, `note`, `header-again`, `column-numbers`, `hxl`, `blank`.
    hidden_rows : array of int
        Rows that the workbook hides. They are read like any other.
    hidden_columns : tuple of str
        Columns that the workbook hides. They are read like any other.
    typed : bool
        The file keeps numbers as numbers: a point in one is a decimal point.
    epoch : {1900, 1904}
        First year of the workbook's serial dates.
    notes : tuple of str
        What else was noticed, as sentences.
    """

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    title: str = ""
    decimal: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    sheets_hidden: tuple[str, ...] = ()
    sheets_not_read: tuple[str, ...] = ()
    title_rows: tuple[int, ...] = ()
    header_rows: tuple[int, ...] = (1,)
    rows_read: int = 0
    left_out: Mapping[str, Rows] = field(default_factory=dict)
    hidden_rows: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    hidden_columns: tuple[str, ...] = ()
    typed: bool = False
    epoch: int = 1900
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RawTable:
    """A table as it stands in its file.

    Attributes
    ----------
    file : str
        Path as the project names it.
    sheet : str
        Empty for text files; `*` where all sheets were read.
    frame : DataFrame of str
        Stripped text; blank cells are empty strings. The index is the row of
        the file as a spreadsheet counts it, the header being row 1.
    reading : Reading
        How the file was understood.
    findings : tuple of Finding
        Warnings and notes of reading, with their places. None of them refuses.
    """

    file: str
    sheet: str
    frame: pd.DataFrame
    reading: Reading = field(default_factory=Reading)
    findings: tuple[Finding, ...] = ()

    @property
    def rows_read(self) -> int:
        """Rows of the table in the file: those in the frame and those left out."""
        return len(self.frame) + sum(len(rows) for rows in self.reading.left_out.values())


class FileDataError(DataError):
    """A file was refused in reading.

    Parameters
    ----------
    finding : Finding
        Why, where, and what to do.
    """

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(f"{finding.message} {finding.action}".rstrip())
