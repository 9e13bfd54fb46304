"""One run at a time for each output folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from evaltools.errors import LockedError, StorageError
from evaltools.run.ledger import writable_folder_for
from evaltools.run.store import write


@contextmanager
def holding(output: Path) -> Iterator[None]:
    """Hold an output folder; a lock whose process has died is taken over by itself.

    The lock lies in the cache, so that nothing of it is sent with the pages,
    and no other output is blocked.

    Raises
    ------
    LockedError
        Another run holds it; the message names its process and when it started.
    StorageError
        The cache cannot be written.
    """
    folder = writable_folder_for(output)
    holder = folder / "holder.json"
    # The system gives the lock up when its process ends, however that happens.
    lock = FileLock(folder / "lock", mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        try:
            held = json.loads(holder.read_text(encoding="utf-8"))
            who = f"process {held['process']}, started {held['started']}"
        except (OSError, ValueError, KeyError):
            who = "a run that has just started"
        raise LockedError(
            f"Another run holds {output} ({who}). Wait for it, or choose another --output."
        ) from None
    except OSError as error:
        raise StorageError(
            f"{folder / 'lock'} could not be made ({error.strerror or error}). Make room there, or name "
            "another folder for intermediate results in the environment variable EVALTOOLS_CACHE."
        ) from error
    try:
        content = {"process": os.getpid(), "started": now().isoformat()}
        write(holder, json.dumps(content), readable=False)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def now() -> datetime:
    """The moment, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
