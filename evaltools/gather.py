"""A table from all its files: each one read and validated by itself, then put together.

A file that is refused costs what stands in it and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaltools import schema
from evaltools.canonical import CanonicalStore
from evaltools.coded import coded, one_under_the_other
from evaltools.findings import Finding
from evaltools.flow import Flow
from evaltools.language import Language
from evaltools.project import Project, Table, files_of, is_pattern
from evaltools.read import FileDataError, RawTable, read_table
from evaltools.validate import FILE, PLACES, Canonical, validate


def gather(
    project: Project, name: str, table: Table, store: CanonicalStore
) -> tuple[Canonical, tuple[Finding, ...], tuple[Flow, ...]]:
    """Read, validate and put together every file of a table.

    Parameters
    ----------
    project : Project
    name : str
        Name of the table in `project.toml`.
    table : Table
    store : CanonicalStore
        Files that it holds are not read again.

    Returns
    -------
    canonical : Canonical
        The rows of all files that could be used; refused only if none could.
    findings : tuple of Finding
    flows : tuple of Flow
        One for each file.
    """
    findings: list[Finding] = []
    parts: list[Canonical] = []
    seen: dict[str, Canonical] = {}
    named: dict[tuple[object, ...], str] = {}
    for file in files_of(project.folder, table.file):
        part, noticed = _one(project, name, table, file, seen, store)
        seen.setdefault(_sent(store, table, file), part)
        part, twice = _rows_before(part, parts, Language(project.header.languages[0]))
        findings += twice
        clashes = _named_before(project, part, named)
        if clashes:
            part = _refused(name, part.table, part.rows_read)
        findings += [*noticed, *clashes]
        parts.append(part)
    flows = tuple(
        Flow(name, part.table.file, part.rows_read, part.rows_used, dict(part.left_out), part.refused)
        for part in parts
    )
    return _together(name, table, parts), tuple(findings), flows


def _one(
    project: Project, name: str, table: Table, file: str, seen: Mapping[str, Canonical], store: CanonicalStore
) -> tuple[Canonical, list[Finding]]:
    language = Language(project.header.languages[0])
    single = table.model_copy(update={"file": file})
    if is_pattern(table.file) and (first := seen.get(_sent(store, table, file))) is not None:
        return _refused(name, single, first.rows_read), [_same_file(file, first.table.file, language)]
    if (kept := store.get(name, single)) is not None:
        return kept
    try:
        raw = read_table(project.folder, file, table.sheet, language=language)
    except FileDataError as error:
        return _refused(name, single, 0), [error.finding]
    own = _by_its_headings(single, raw)
    absent = _absent(own, raw) if is_pattern(table.file) else []
    asked = {column: heading for column, heading in own.columns.items() if column not in absent}
    canonical, noticed = validate(name, own.model_copy(update={"columns": asked}), raw, project)
    findings = [*raw.findings, *(_not_there(own, raw, column, language) for column in absent), *noticed]
    if not canonical.refused:
        store.keep(canonical, single, findings)
    return canonical, findings


def _sent(store: CanonicalStore, table: Table, file: str) -> str:
    """What makes two files the same: their bytes, and what their names say where the table asks it."""
    asked = {*table.columns.values(), *(heading for others in table.also.values() for heading in others)}
    said = PurePath(file).stem if FILE in asked else ""
    return f"{store.digests.get(file, file)} {said}"


def _by_its_headings(table: Table, raw: RawTable) -> Table:
    """The table's settings for one file: of the headings that a column may have, the one that is there."""
    chosen = {}
    for name, others in table.also.items():
        # The name of the file is asked where no column answers.
        there = [each for each in others if each in raw.frame.columns] or [FILE] * (FILE in others)
        if there and table.columns.get(name, name) not in raw.frame.columns:
            chosen[name] = there[0]
    return table.model_copy(update={"columns": table.columns | chosen}) if chosen else table


def _absent(table: Table, raw: RawTable) -> list[str]:
    """Optional columns that this file of several has not: for its rows they are not stated."""
    optional = {each.name for each in schema.SCHEMAS[table.kind].for_table(table) if not each.required}
    there = {*raw.frame.columns, FILE}
    return [name for name, heading in table.columns.items() if name in optional and heading not in there]


def _not_there(table: Table, raw: RawTable, column: str, language: Language) -> Finding:
    return Finding(
        severity="warning",
        code="column-absent",
        file=raw.file,
        column=table.columns[column],
        message=language.text(
            "{file}: there is no column “{column}”; for its rows it counts as not stated.",
            file=raw.file,
            column=table.columns[column],
        ),
        action=language.text(
            "If it has another heading here, name that in project.toml, where file = “{file}” stands: {line}",
            file=table.file,
            line=f'also = {{ {column} = ["…"] }}',
        ),
    )


def _refused(name: str, table: Table, rows: int) -> Canonical:
    return Canonical(name, table, pd.DataFrame(), rows, 0, {"refused": rows} if rows else {}, refused=True)


def _together(name: str, table: Table, parts: Sequence[Canonical]) -> Canonical:
    used = [part for part in parts if not part.refused]
    left_out: Counter[str] = Counter()
    for part in parts:
        left_out.update(part.left_out)
    frames = [part.frame for part in used]
    return Canonical(
        name=name,
        table=table,
        frame=one_under_the_other(frames) if len(frames) > 1 else frames[0] if frames else pd.DataFrame(),
        rows_read=sum(part.rows_read for part in parts),
        rows_used=sum(part.rows_used for part in parts),
        left_out=dict(left_out),
        refused=not used,
    )


def _rows_before(
    part: Canonical, others: Sequence[Canonical], language: Language
) -> tuple[Canonical, list[Finding]]:
    """Visits of a register that another file has, too: it may be an older copy of this one."""
    if part.table.kind != "consultations" or "client" not in part.frame:
        return part, []
    same_columns = [other for other in others if _same_columns(part, other)]
    if not same_columns:
        return part, []
    rows = _hashes(part.frame)
    alike = [(other, _hashes(other.frame)) for other in same_columns]
    for other, theirs in alike:
        if len(rows) and np.array_equal(np.sort(rows), np.sort(theirs)):
            same = _twice(
                part.table.file,
                other.table.file,
                language.text(
                    "{file} holds the same rows as {other}; it was left out.",
                    file=part.table.file,
                    other=other.table.file,
                ),
                language,
            )
            return _refused(part.name, part.table, part.rows_read), [same]
    found = []
    for other, theirs in alike:
        shared = int(np.isin(rows, theirs).sum())
        if shared >= max(FEWEST_SHARED, SHARED * min(len(rows), len(theirs))):
            found.append(
                Finding(
                    severity="warning",
                    code="rows-in-two-files",
                    file=part.table.file,
                    other_place=other.table.file,
                    message=language.plural(
                        "{file}: {n} row stands in {other}, too. It was counted twice.",
                        "{file}: {n} rows stand in {other}, too. They were counted twice.",
                        shared,
                        file=part.table.file,
                        other=other.table.file,
                    ),
                    action=language.text("If one file is a later copy of the other, remove the earlier one."),
                )
            )
    return part, found


def _same_columns(part: Canonical, other: Canonical) -> bool:
    return not other.refused and set(other.frame.columns) == set(part.frame.columns)


#: From so many rows, and such a part of the smaller file, two files are said to share visits.
FEWEST_SHARED, SHARED = 5, 0.2


def _hashes(frame: pd.DataFrame) -> NDArray[np.uint64]:
    """A number for each row that equal rows of two tables have in common, however long the tables are."""
    numbers = pd.DataFrame({name: _hashed(frame[name]) for name in sorted(frame.columns)})
    return np.asarray(pd.util.hash_pandas_object(numbers, index=False), dtype=np.uint64)


def _hashed(column: pd.Series[Any]) -> NDArray[np.uint64]:
    found = coded(column)
    # The last one is that of blank cells, whose code is -1.
    texts = np.array([*map(str, found.values), ""], dtype=object)
    return np.asarray(pd.util.hash_array(texts, categorize=False)[found.codes], dtype=np.uint64)


def _named_before(project: Project, part: Canonical, named: dict[tuple[object, ...], str]) -> list[Finding]:
    """Rows that say of a place what another file has said already: which one is meant is not guessed."""
    language = Language(project.header.languages[0])
    unique = [name for name in schema.SCHEMAS[part.table.kind].unique_in(part.table) if name in part.frame]
    keys = list(part.frame[unique].itertuples(index=False, name=None)) if unique else []
    found = [
        Finding(
            severity="error",
            code="row-in-two-files",
            file=part.table.file,
            row=int(row),
            column=unique[-1],
            other_place=named[key],
            message=language.text(
                "{file}, row {row}: {other} has the same {named}. The file is left out; keep one of the two.",
                file=part.table.file,
                row=row,
                other=named[key],
                named=", ".join(f"{name} {value}" for name, value in zip(unique, key, strict=True)),
            ),
            refuses=True,
        )
        for row, key in zip(part.frame.index, keys, strict=False)
        if key in named
    ]
    if not found:
        named.update(dict.fromkeys(keys, part.table.file))
    return found[:PLACES]


def _same_file(file: str, other: str, language: Language) -> Finding:
    message = language.text(
        "{file} is the same file as {other}, byte for byte; it was left out.", file=file, other=other
    )
    return _twice(file, other, message, language)


def _twice(file: str, other: str, message: str, language: Language) -> Finding:
    return Finding(
        severity="warning",
        code="file-twice",
        file=file,
        other_place=other,
        message=message,
        action=language.text("Remove one of them, or send the file that was meant."),
    )
