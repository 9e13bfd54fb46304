"""A table from all its files: each one read and validated by itself, then put together.

A file that is refused costs what stands in it and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from evaltools import schema
from evaltools.canonical import CanonicalStore
from evaltools.findings import Finding
from evaltools.flow import Flow
from evaltools.language import Language
from evaltools.project import Project, Table, files_of, is_pattern
from evaltools.read import FileDataError, read_table
from evaltools.validate import PLACES, Canonical, validate


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
        seen.setdefault(store.digests.get(file, file), part)
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
    if is_pattern(table.file):
        digest = store.digests[file]
        if digest in seen:
            first = seen[digest]
            return _refused(name, single, first.rows_read), [_same_file(file, first.table.file, language)]
    if (kept := store.get(name, single)) is not None:
        return kept
    try:
        raw = read_table(project.folder, file, table.sheet, language=language)
    except FileDataError as error:
        return _refused(name, single, 0), [error.finding]
    canonical, noticed = validate(name, single, raw, project)
    findings = [*raw.findings, *noticed]
    if not canonical.refused:
        store.keep(canonical, findings)
    return canonical, findings


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
        frame=pd.concat(frames) if len(frames) > 1 else frames[0] if frames else pd.DataFrame(),
        rows_read=sum(part.rows_read for part in parts),
        rows_used=sum(part.rows_used for part in parts),
        left_out=dict(left_out),
        refused=not used,
    )


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
    return Finding(
        severity="warning",
        code="file-twice",
        file=file,
        other_place=other,
        message=language.text(
            "{file} is the same file as {other}, byte for byte; it was left out.", file=file, other=other
        ),
        action=language.text("Remove one of them, or send the file that was meant."),
    )
