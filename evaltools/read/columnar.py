"""Tables whose columns have types of their own: Parquet files and what a database answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from evaltools.coded import FEW, LONG, few_texts, text_column, with_texts
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


def read_parquet(desk: Desk, path: Path) -> RawTable:
    """Read a Parquet file, one column after the other: the whole need not fit into memory.

    Parameters
    ----------
    desk : Desk
    path : Path

    Raises
    ------
    FileDataError
        It is damaged, too large, or has columns that are no plain values.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(path, page_checksum_verification=True)
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
    nested = [field.name for field in file.schema_arrow if pa.types.is_nested(field.type)]
    if nested:
        desk.refuse(
            "column-nested",
            mark("{place}: the column holds lists or records, not plain values."),
            mark("Write one value into each cell."),
            row=1,
            column=nested[0],
        )
    names = file.schema_arrow.names
    _headings(desk, names)
    with file:
        try:
            values = [_texts_of(_column(path, file, name)) for name in names]
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            _damaged(desk, error)
    lengths = {rows, *map(len, values)}
    if len(lengths) > 1:
        listed = ", ".join(map(str, sorted(lengths)))
        _damaged(desk, desk.language.text("its columns are of different lengths: {lengths}", lengths=listed))
    return typed_table(desk, names, values, "parquet")


def _damaged(desk: Desk, error: object) -> NoReturn:
    desk.refuse(
        "file-damaged",
        mark("{place}: this is not a readable Parquet file ({problem})."),
        mark("Ask for it again."),
        problem=" ".join(str(error).split())[:120],
    )


def _column(path: Path, file: Any, name: str) -> Any:
    """One column of a Parquet file; of a long file as it is packed, where few texts are repeated in it."""
    import pyarrow as pa
    from pyarrow import parquet

    # A column “a” is also asked for by the name of “a.b”, hence the second choice of one name.
    kind = file.schema_arrow.field(name).type
    if file.metadata.num_rows > LONG and (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        with parquet.ParquetFile(path, page_checksum_verification=True, read_dictionary=[name]) as packed:
            first = next(packed.iter_batches(batch_size=2 * FEW, columns=[name])).column(name)
            if len(first.dictionary) <= FEW:
                return packed.read(columns=[name]).column(name)
    return file.read(columns=[name]).column(name)


def _texts_of(column: Any) -> pd.Series[str]:
    """The cells of a column as text; of a long one each different value is worded once."""
    import pyarrow as pa

    # Letters that are none would end far from here otherwise.
    column.validate(full=True)
    column = few_texts(column)
    if isinstance(column, pa.DictionaryArray):
        return text_column(with_texts(column, _worded(column.dictionary)))
    return text_column(_worded(column))


def _worded(values: Any) -> Any:
    """Values of Arrow as text without margins."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    kind = values.type
    if pa.types.is_integer(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        texts = pc.fill_null(values.cast(pa.large_string()), "")
    else:
        texts = pa.array(map(value_text, values.to_pylist()), type=pa.large_string())
    return pc.utf8_trim_whitespace(texts)


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


def typed_table(desk: Desk, names: Sequence[str], columns: Sequence[pd.Series[str]], kind: str) -> RawTable:
    """A raw table from columns that have names already."""
    given = _headings(desk, names)
    rows = len(columns[0]) if columns else 0
    # Rows that follow each other need no number each.
    index = pd.RangeIndex(2, rows + 2)
    frame = pd.DataFrame(
        {name: cells.set_axis(index) for name, cells in zip(given, columns, strict=True)},
        index=index,
        copy=False,
    )
    left_out = {}
    blank = np.full(rows, bool(columns))
    for name in given:
        blank &= (frame[name] == "").to_numpy(dtype=bool)
        if not blank.any():
            break
    if blank.any():
        # A spreadsheet has blank rows for looks; a record of a database without one value is a damaged or lost one.
        left_out["blank"] = frame.index.to_numpy()[blank]
        frame = frame[~blank]
        tell_left_out(desk, left_out)
    settled = Settled(frame, (1,), (), left_out, rows)
    return finished(desk, settled, Reading(format=kind, typed=True))


def _headings(desk: Desk, names: Sequence[str]) -> list[str]:
    """The names of columns in one line, each of them once."""
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
    return given
