"""Files to raw tables: every cell as text, with the row where it stands."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from evaltools.errors import DataError

SPREADSHEETS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
TEXT_FILES = {".csv", ".txt", ".tsv"}


@dataclass(frozen=True)
class RawTable:
    """A table as it stands in its file.

    Attributes
    ----------
    file : str
        Path as the project names it.
    sheet : str
        Empty for text files.
    frame : DataFrame of str
        Stripped text; blank cells are empty strings. The index is the row of
        the file as a spreadsheet counts it, the header being row 1.
    """

    file: str
    sheet: str
    frame: pd.DataFrame


def read_table(folder: Path, file: str, sheet: str = "") -> RawTable:
    """Read one table.

    Parameters
    ----------
    folder : Path
        The project's folder.
    file : str
        Path inside it; `.csv`, `.txt`, `.tsv`, `.xlsx`, `.xls` or `.ods`.
    sheet : str, optional
        Sheet of a workbook; its first by default.

    Raises
    ------
    DataError
        The file cannot be read; the message names it and says what to do.
    """
    path = folder / file
    suffix = path.suffix.casefold()
    if suffix in SPREADSHEETS:
        used, rows = _spreadsheet(path, file, sheet)
    elif suffix in TEXT_FILES:
        used, rows = "", _text(path, file)
    else:
        raise DataError(f"{file}: files of the type “{suffix}” cannot be read. Save it as .xlsx or .csv.")
    return RawTable(file, used, _frame(file, rows))


def _text(path: Path, file: str) -> list[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DataError(f"{file}: it cannot be opened ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise DataError(
            f"{file}: the letters cannot be read, the file is not UTF-8 (byte {error.start}). "
            "In Excel choose “Save as”, “CSV UTF-8”, or send the .xlsx file."
        ) from error
    # Commas inside a quoted question of the header separate nothing.
    header = re.sub(r'"[^"]*"', "", text).partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=None), delimiter=delimiter))
    except csv.Error as error:
        raise DataError(f"{file}: it is not a readable table ({error}). Save it again as .csv.") from error
    return [[cell.strip() for cell in row] for row in rows]


def _spreadsheet(path: Path, file: str, sheet: str) -> tuple[str, list[list[str]]]:
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        name = sheet or workbook.sheet_names[0]
        if name not in workbook.sheet_names:
            raise DataError(
                f"{file}: there is no sheet “{sheet}”. It has: {', '.join(workbook.sheet_names)}."
            )
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError) as error:
        raise DataError(
            f"{file}: this is not a readable workbook ({error}). Open and save it again."
        ) from error
    return name, [[_cell_text(cell) for cell in row] for row in rows]


def _cell_text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _frame(file: str, rows: list[list[str]]) -> pd.DataFrame:
    if not rows or not any(rows[0]):
        raise DataError(f"{file}: the first row is empty. Expected the names of the columns there.")
    header = rows[0]
    while header and not header[-1]:
        header = header[:-1]
    doubled = sorted({name for name in header if header.count(name) > 1})
    if doubled:
        raise DataError(f"{file}: row 1 has the column “{doubled[0]}” twice. Give each column its own name.")
    kept = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    for number, row in kept:
        if any(row[len(header) :]):
            raise DataError(
                f"{file}, row {number}: {len(row)} cells, but row 1 names {len(header)} columns. "
                "A delimiter inside a text needs quotation marks round the text."
            )
    padded = [(row + [""] * len(header))[: len(header)] for _, row in kept]
    return pd.DataFrame(padded, columns=header, index=[number for number, _ in kept], dtype=str)
