"""Tables whose columns have types of their own: Parquet files and what a database answers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from evaltools.language import mark
from evaltools.read.asides import tell_left_out
from evaltools.read.cells import cell_text
from evaltools.read.desk import Desk
from evaltools.read.grid import not_too_wide
from evaltools.read.headings import clean
from evaltools.read.record import RawTable, Reading
from evaltools.read.settle import Settled, finished

#: Most rows that a file or an answer may have.
MOST_ROWS = 20_000_000


def read_parquet(desk: Desk, data: bytes) -> RawTable:
    """Read a Parquet file.

    Parameters
    ----------
    desk : Desk
    data : bytes

    Raises
    ------
    FileDataError
        It is damaged, too large, or has columns that are no plain values.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(io.BytesIO(data), page_checksum_verification=True)
        rows, columns = file.metadata.num_rows, file.metadata.num_columns
        size = sum(file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        _damaged(desk, error)
    not_too_wide(desk, columns)
    if rows > MOST_ROWS or size > 3_000_000_000:
        desk.refuse(
            "rows-many",
            mark("{place}: the table has {columns} columns and {rows} rows, more than can be read."),
            mark("Keep the columns that the evaluation needs."),
            columns=columns,
            rows=rows,
        )
    try:
        table = file.read()
        # Letters that are none would end far from here otherwise.
        table.validate(full=True)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        _damaged(desk, error)
    nested = [field.name for field in table.schema if pa.types.is_nested(field.type)]
    if nested:
        desk.refuse(
            "column-nested",
            mark("{place}: the column holds lists or records, not plain values."),
            mark("Write one value into each cell."),
            row=1,
            column=nested[0],
        )
    values = [_arrow_texts(column) for column in table.columns]
    return typed_table(desk, list(table.column_names), values, "parquet")


def _damaged(desk: Desk, error: object) -> NoReturn:
    desk.refuse(
        "file-damaged",
        mark("{place}: this is not a readable Parquet file ({problem})."),
        mark("Ask for it again."),
        problem=" ".join(str(error).split())[:120],
    )


def _arrow_texts(column: Any) -> Sequence[str]:
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return pc.fill_null(column.cast(pa.string()), "").to_pylist()  # type: ignore[no-any-return]
    return [value_text(value) for value in column.to_pylist()]


def value_text(value: object) -> str:
    """A typed value as text; nothing is blank.

    Examples
    --------
    >>> value_text(None), value_text(2.0), value_text(date(2024, 5, 31)), value_text(float("nan"))
    ('', '2', '2024-05-31', '')
    """
    if value is None:
        return ""
    if isinstance(value, float) and not np.isfinite(value):
        return "" if np.isnan(value) else str(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value.is_finite() else ""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).decode("utf-8", errors="replace")
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.isoformat(sep=" ")
    if isinstance(value, (float, bool, datetime, date)):
        return cell_text(value)
    return str(value).strip()


def typed_table(desk: Desk, names: Sequence[str], columns: Sequence[Sequence[str]], kind: str) -> RawTable:
    """A raw table from columns that have names already."""
    given = [clean(str(name)) or f"({place + 1})" for place, name in enumerate(names)]
    doubled = sorted({name for name in given if given.count(name) > 1})
    if doubled:
        desk.refuse(
            "column-twice",
            mark("{file}: row {row} has the column “{column}” twice."),
            mark("Give each column its own name."),
            row=1,
            column=doubled[0],
        )
    rows = len(columns[0]) if columns else 0
    frame = pd.DataFrame(
        {
            name: pd.Series([cell.strip() for cell in cells], dtype=str)
            for name, cells in zip(given, columns, strict=True)
        },
    )
    frame.index = pd.Index(np.arange(2, rows + 2, dtype=np.int64))
    left_out = {}
    if rows and (blank := (frame == "").all(axis=1).to_numpy()).any():
        # A spreadsheet has blank rows for looks; a record of a database without one value is a damaged or lost one.
        left_out["blank"] = frame.index.to_numpy()[blank]
        frame = frame[~blank]
        tell_left_out(desk, left_out)
    settled = Settled(frame, (1,), (), left_out, rows)
    return finished(desk, settled, Reading(format=kind, typed=True))
