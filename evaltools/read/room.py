"""One table, from whatever file it is in."""

from __future__ import annotations

from pathlib import Path, PurePath

from evaltools.language import Language, mark
from evaltools.read import kinds
from evaltools.read.delimited import read_text
from evaltools.read.desk import Desk
from evaltools.read.record import RawTable, Reading
from evaltools.read.settle import finished, settle

#: Largest file that is read.
MOST_BYTES = 2_000_000_000


def read_table(folder: Path, file: str, sheet: str = "", *, language: Language | None = None) -> RawTable:
    """Read one table.

    Parameters
    ----------
    folder : Path
        The project's folder.
    file : str
        Path inside it, or the address of a database (`sqlite:///register.db`,
        `postgresql://user@host/name`).
    sheet : str, optional
        Sheet of a workbook; `*` for all visible sheets, one under the other.
        Table of a database, or a query that begins with SELECT or WITH. By
        default the only sheet with cells.
    language : Language, optional
        Of the messages; English by default.

    Returns
    -------
    RawTable

    Raises
    ------
    FileDataError
        The file is refused; the message names the place and says what to do.
    """
    desk = Desk(file, language or Language("en"))
    if "://" in file:
        from evaltools.read.database import read_database

        return read_database(desk, folder, file, sheet)
    suffix = PurePath(file).suffix.casefold()
    data = _bytes(desk, folder / file, len(kinds.PARQUET))
    # Its columns are read from the file one by one; all others are read whole.
    data = data if data == kinds.PARQUET else _bytes(desk, folder / file)
    kind = kinds.kind_of(data)
    known = suffix in kinds.PROMISED
    if not known and kind in ("text", "html", "empty"):
        desk.refuse(
            "type-unknown",
            mark("{place}: files of the type “{suffix}” cannot be read."),
            mark("Save it as .xlsx or .csv."),
            suffix=suffix,
        )
    match kind:
        case "text":
            kinds.announce(desk, suffix, kind)
            return _from_text(desk, data)
        case "xlsx" | "xls" | "ods":
            from evaltools.read.workbook import read_workbook

            kinds.announce(desk, suffix, kind)
            return read_workbook(desk, data, kind, sheet)
        case "html":
            from evaltools.read.markup import read_markup

            kinds.announce(desk, suffix, kind)
            return finished(desk, settle(desk, read_markup(desk, data), strict=False), Reading(format="html"))
        case "parquet":
            from evaltools.read.columnar import read_parquet

            kinds.announce(desk, suffix, kind)
            return read_parquet(desk, folder / file)
    kinds.refuse_kind(desk, kind)


def _from_text(desk: Desk, data: bytes) -> RawTable:
    cells, facts = read_text(desk, data)
    settled = settle(desk, cells, strict=True)
    reading = Reading(
        format="text",
        encoding="utf-8" if facts.encoding == "utf-8-sig" else facts.encoding,
        delimiter=facts.delimiter,
        decimal=facts.decimal,
    )
    return finished(desk, settled, reading)


def _bytes(desk: Desk, path: Path, most: int = -1) -> bytes:
    """The bytes of a file, or its first ones."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            desk.refuse(
                "file-large",
                mark("{place}: the file has {size} megabytes; at most {most} can be read."),
                mark("Split it, or keep the columns that the evaluation needs."),
                size=size // 1_000_000,
                most=MOST_BYTES // 1_000_000,
            )
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        desk.refuse_unopened(error)
