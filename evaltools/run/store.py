"""Files of an output folder: written whole or not at all."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from evaltools.errors import StorageError

#: What the names of unfinished files begin with.
_WRITING = ".writing-"


def write(path: Path, content: str | bytes, *, readable: bool = True) -> None:
    """Write under a temporary name, then rename: a reader sees the old file or the new one.

    Parameters
    ----------
    path : Path
    content : str or bytes
    readable : bool, default True
        Whether others than the owner may read it.

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
        handle, temporary = tempfile.mkstemp(prefix=_WRITING, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644 if readable else 0o600)
        os.replace(temporary, path)
    except PermissionError as error:
        _remove(temporary)
        raise StorageError(
            f"{path} could not be written: another program may hold it open, or the folder is read-only. "
            "Close it (in Excel, too) and run again."
        ) from error
    except OSError as error:
        _remove(temporary)
        raise StorageError(f"{path} could not be written: {_why(error)}") from error
    except BaseException:
        # The process is told to end just now.
        _remove(temporary)
        raise


def _why(error: OSError) -> str:
    """What the system had to say, and what to do about it."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full. Make room, then run again: what is done is not made again."
        case errno.EROFS:
            return "the disk may only be read. Choose another --output."
        case errno.ENOTDIR | errno.EEXIST:
            return "a file stands where a folder is needed. Move it away, or choose another --output."
        case _:
            return f"{error.strerror or error}."


def remove(path: Path) -> None:
    """Remove a file that is out of date; one that is not there is no fault.

    Raises
    ------
    StorageError
        The folder may not be changed, or another program (Excel) holds the
        file open.
    """
    if not os.path.lexists(path):
        # A disk that may only be read refuses also what would change nothing.
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            f"{path} is out of date and could not be removed: another program may hold it open, or the "
            "folder is read-only. Close it (in Excel, too) and run again."
        ) from error


def _remove(temporary: str) -> None:
    # The folder itself may be gone by now.
    with suppress(OSError):
        if temporary:
            os.unlink(temporary)


def forget_unfinished(folder: Path) -> None:
    """Remove what a run that was killed had begun to write; only for who holds the folder."""
    for file in folder.rglob(f"{_WRITING}*"):
        with suppress(OSError):
            file.unlink()


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
