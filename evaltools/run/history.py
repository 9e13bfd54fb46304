"""What changed since the run before: what lies in the folder, held against what is about to be written."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from evaltools.errors import UsageError
from evaltools.outputs.changes import KNOWN, Changes, changes_from, changes_of
from evaltools.outputs.compare import compare
from evaltools.outputs.files import RECORD, RESULTS
from evaltools.outputs.output import output_of
from evaltools.project import Project
from evaltools.project.files import is_pattern
from evaltools.results import Results
from evaltools.run.store import sha256


def changes_now(
    output: Path,
    record: str,
    results: str,
    *,
    guarded: Collection[tuple[str, str]],
    named: Callable[[str], str],
) -> Changes | None:
    """What a run changes in a folder; what an earlier run changed, where this one changes nothing.

    Parameters
    ----------
    output : Path
        As the run before left it, but for the pages: those are written already.
    record, results : str
        `run.json` and `results.csv` as they are about to be written.
    guarded : collection of pairs of str
        Counts that may be hidden, as `guarded_counts` names them.
    named : callable
        What readers outside may know an input by, as `input_name` tells it.

    Returns
    -------
    Changes or None
        None in a folder that had no run before, and where it cannot be known
        what the run before left.
    """
    try:
        left = (output / RECORD).read_text(encoding="utf-8")
        before = json.loads(left)
        table = (output / RESULTS).read_text(encoding="utf-8")
        pages = _pages(before)
        datetime.fromisoformat(before["made"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    now = json.loads(record)
    earlier = _recorded(before)
    if before.get("results", "") not in ("", sha256(table)):
        # Somebody saved the table anew, or a run was killed while it wrote: what it was is not known.
        return earlier if _basis(before) == _basis(now) else None
    try:
        comparison = compare(output_of(output, left, table), output_of(output, record, results))
    except UsageError:
        return None
    found = changes_of(comparison, guarded=guarded, named=named, before=pages, after=_pages(now))
    return earlier if found.is_nothing else found


def input_name(project: Project, name: str) -> str:
    """What readers outside may know an input by.

    A file that the settings name goes by its name. One that was found by a
    pattern goes by the pattern, since centres write names of people into those
    of their files; and a database by the name of its table, since its address
    is nobody's business. What the settings do not know any more goes by its
    ending.
    """
    for table, settings in project.tables.items():
        if settings.file == name and "://" in name:
            return table
        if is_pattern(settings.file) and fnmatchcase(name, settings.file):
            return settings.file
    known = {each.file for each in project.tables.values()} | {project.form}
    known |= {each.file for each in project.denominators.values()}
    return PurePosixPath(name).name if name in known else f"*{PurePosixPath(name).suffix}"


def guarded_counts(results: Results) -> frozenset[tuple[str, str]]:
    """Subject and measure of the counts that a table may hide: a step between two may be one person."""
    return frozenset(
        (row.subject, row.measure)
        for row in results
        if row.threshold > 0 and (row.subject, row.measure) in KNOWN
    )


def _pages(record: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Report and region of the public pages that are there, each once."""
    return tuple(
        dict.fromkeys(
            (str(page["report"]), str(page["region"]))
            for page in record["pages"]
            if page["audience"] == "public" and page["made"]
        )
    )


def _recorded(record: Mapping[str, Any]) -> Changes | None:
    with suppress(KeyError, TypeError, ValueError):
        return changes_from(record["changes"])
    return None


def _basis(record: Mapping[str, Any]) -> tuple[object, object]:
    return record.get("data_hash"), record.get("evaltools")
