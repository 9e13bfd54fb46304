"""An output folder of a run, read back: what it was made from, its numbers, pages and findings.

Only what people have in the folder is read: no project, no cache. A run asks
in the same words what it is about to replace.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaltools.errors import UsageError
from evaltools.findings import FINDING_COLUMNS
from evaltools.outputs.files import (
    RECORD,
    RESULTS,
    Number,
    PageRecord,
    Record,
    damaged,
    numbers_of,
    record_of,
    rows_of,
)
from evaltools.results import Key

INTERNAL_RESULTS, FINDINGS = "internal/results-internal.csv", "internal/findings.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """One page of the folder.

    Attributes
    ----------
    content : str
        SHA-256 of what stands between its head and its foot: links between
        pages, versions and the day that it was made do not count. Empty where
        there is no file.
    audience, status : str
        As in `run.json`.
    is_older : bool
        Whether it was kept from a run with other data.
    parameters : dict
    files : tuple of str
        What lies beside it.
    """

    content: str
    audience: str
    status: str
    is_older: bool
    parameters: Mapping[str, Any]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a run left in a folder.

    Attributes
    ----------
    folder : Path
    project, made : str
        The project, and when the folder was made (ISO).
    inputs : dict of str
        Path inside the project to SHA-256.
    software : dict of str
        Versions: `evaltools`, `commit`, `code` (a hash of the package's own
        code and words; empty where an older version did not write it down),
        `python`, and each library by its name.
    rests_on : dict of frozenset of str, or None
        Files by the names of `names_of`; None where the run was made by a
        version that did not write it down.
    numbers : dict of Number
        Of `results.csv`.
    internal : dict of Number, or None
        All numbers, where they were asked for.
    pages : dict of PageState
        By their place in the folder; internal ones where they were asked for.
    findings : tuple of dict, or None
        Rows of `findings.csv`, where they were asked for.
    delimiter : str
        Of the folder's tables.
    """

    folder: Path
    project: str
    made: str
    inputs: Mapping[str, str]
    software: Mapping[str, str]
    rests_on: Mapping[str, frozenset[str]] | None
    numbers: Mapping[Key, Number]
    internal: Mapping[Key, Number] | None
    pages: Mapping[str, PageState]
    findings: tuple[Mapping[str, str], ...] | None
    delimiter: str


def read_output(folder: Path, *, internal: bool = False) -> Output:
    """Read what a run left.

    Parameters
    ----------
    folder : Path
        As `evaltools run` made it.
    internal : bool, default False
        Whether the numbers, pages and findings that are not for sending are
        read, too.

    Returns
    -------
    Output

    Raises
    ------
    UsageError
        The folder is no output of a run, or a file of it is missing or
        damaged.
    """
    if not folder.is_dir():
        raise UsageError(
            f"There is no folder {folder}. Expected an output of evaltools run, such as reports/pravo-2024."
        )
    if not (folder / RECORD).is_file():
        raise UsageError(
            f"{folder} is no output of evaltools run: it has no {RECORD}. "
            "Name the folder that holds the start page and results.csv."
        )
    record = record_of(folder, _text_of(folder / RECORD, "utf-8"))
    return _output(
        folder,
        record,
        _table_text(folder, RESULTS),
        {
            place: _page_in(folder, place, page, record.data_hash)
            for place, page in record.pages.items()
            if internal or page.audience == "public"
        },
        internal=numbers_of(folder / INTERNAL_RESULTS, _table_text(folder, INTERNAL_RESULTS))[0]
        if internal
        else None,
        findings=tuple(rows_of(folder / FINDINGS, _table_text(folder, FINDINGS), FINDING_COLUMNS))
        if internal
        else None,
    )


def output_of(folder: Path, record: str, results: str) -> Output:
    """The public part of an output from its two texts, which need not be in the folder yet.

    Its pages are not opened: `content` of a page is what the record says of
    it as it was exported.

    Parameters
    ----------
    folder : Path
        Where the texts are from, or will be; for messages alone.
    record : str
        `run.json`.
    results : str
        `results.csv`.

    Returns
    -------
    Output

    Raises
    ------
    UsageError
        One of the texts is damaged.
    """
    said = record_of(folder, record)
    return _output(
        folder,
        said,
        results,
        {
            place: _page(page, page.sha256, page.files, said.data_hash)
            for place, page in said.pages.items()
            if page.audience == "public"
        },
    )


def _output(
    folder: Path,
    record: Record,
    results: str,
    pages: Mapping[str, PageState],
    *,
    internal: Mapping[Key, Number] | None = None,
    findings: tuple[Mapping[str, str], ...] | None = None,
) -> Output:
    numbers, delimiter = numbers_of(folder / RESULTS, results)
    return Output(
        folder=folder,
        project=record.project,
        made=record.made,
        inputs=record.inputs,
        software=record.software,
        rests_on=record.rests_on,
        numbers=numbers,
        internal=internal,
        pages=pages,
        findings=findings,
        delimiter=delimiter,
    )


def _text_of(file: Path, encoding: str) -> str:
    try:
        return file.read_text(encoding=encoding)
    except UnicodeDecodeError as error:
        raise damaged(file, str(error)) from error
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error


def _table_text(folder: Path, name: str) -> str:
    if not (folder / name).is_file():
        hint = " Leave out --internal where only public files were sent." if "/" in name else ""
        raise UsageError(f"{folder} has no {name}, so its numbers cannot be compared.{hint}")
    return _text_of(folder / name, "utf-8-sig")


#: The part of a page that tells something; the head has links, the foot versions and the stamp.
_MAIN = re.compile(rb"<main\b.*</main>", re.DOTALL)
_STAMP = re.compile(rb'<time class="stamp".*?</time>', re.DOTALL)


def _page_in(folder: Path, place: str, page: PageRecord, data_hash: str) -> PageState:
    """A page as it lies in the folder."""
    try:
        content = (folder / place).read_bytes() if (folder / place).is_file() else b""
    except OSError as error:
        raise UsageError(f"{folder / place} cannot be read: {error.strerror}.") from error
    main = _MAIN.search(content)
    telling = main[0] if main else _STAMP.sub(b"", content)
    files = tuple(file for file in page.files if (folder / file).is_file())
    return _page(page, hashlib.sha256(telling).hexdigest() if content else "", files, data_hash)


def _page(page: PageRecord, content: str, files: tuple[str, ...], data_hash: str) -> PageState:
    return PageState(
        content=content,
        audience=page.audience,
        status=page.status,
        is_older=page.data_hash != data_hash,
        parameters=page.parameters,
        files=files,
    )
