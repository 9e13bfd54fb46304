"""Files of an output folder: written whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from evaltools.errors import StorageError


def write(path: Path, content: str | bytes) -> None:
    """Write under a temporary name, then rename: a reader sees the old file or the new one.

    Raises
    ------
    StorageError
        The disk is full, the folder may not be written, or another program
        (Excel) holds the file open.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except PermissionError as error:
        _remove(temporary)
        raise StorageError(
            f"{path} could not be written: another program may hold it open, or the folder is read-only. "
            "Close it (in Excel, too) and run again."
        ) from error
    except OSError as error:
        _remove(temporary)
        raise StorageError(f"{path} could not be written: {error.strerror or error}.") from error


def remove(path: Path) -> None:
    """Remove a file that is out of date; one that is not there is no fault.

    Raises
    ------
    StorageError
        The folder may not be changed, or another program (Excel) holds the
        file open.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            f"{path} is out of date and could not be removed: another program may hold it open, or the "
            "folder is read-only. Close it (in Excel, too) and run again."
        ) from error


def _remove(temporary: str) -> None:
    if temporary and os.path.exists(temporary):
        os.unlink(temporary)


def csv_text(columns: Iterable[str], rows: Iterable[Mapping[str, Any]], delimiter: str = ",") -> str:
    """A CSV that spreadsheets open as columns with their letters right.

    A text that a spreadsheet would run as a formula gets an apostrophe before
    it; numbers, negative ones too, stay as they are.

    Examples
    --------
    >>> print(csv_text(["a", "b"], [{"a": "=1+1", "b": -2}]).lstrip("\\ufeff"), end="")
    a,b
    '=1+1,-2
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    columns = list(columns)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in columns])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if value is None or value != value:  # noqa: PLR0124 - NaN is the one value unequal to itself
        return ""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r", "\0"):
        return value if _is_number(value) else f"'{value}"
    return value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def json_text(content: Mapping[str, Any]) -> str:
    """JSON that a person can read, letters as they are."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def sha256(content: str | bytes) -> str:
    """Hash of what is written to a file."""
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()
