"""An output folder of a run, read back: what it was made from, its numbers, pages and findings.

Only what people have in the folder is read: no project, no cache. A run asks
in the same words what it is about to replace.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaltools.errors import UsageError
from evaltools.findings import FINDING_COLUMNS
from evaltools.results import COLUMNS, STATUSES, Key

RECORD, RESULTS = "run.json", "results.csv"
INTERNAL_RESULTS, FINDINGS = "internal/results-internal.csv", "internal/findings.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One row of `results.csv`.

    Attributes
    ----------
    key : Key
        Region, subject, measure and group; unique in a table of results.
    period : str
    value, low, high, n : float or None
        The number, its interval and its base, in `unit`.
    unit, method, status : str
    """

    key: Key
    period: str
    value: float | None
    low: float | None
    high: float | None
    n: float | None
    unit: str
    method: str
    status: str


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
    record = _record_of(folder, _text_of(folder / RECORD, "utf-8"))
    pages = {
        place: _page(folder, place, page, record["data_hash"])
        for place, page in record["pages"].items()
        if internal or page["audience"] == "public"
    }
    numbers, delimiter = _numbers(folder, RESULTS)
    return Output(
        folder=folder,
        project=record["project"],
        made=record["made"],
        inputs=record["inputs"],
        software=record["software"],
        rests_on=record["rests_on"],
        numbers=numbers,
        internal=_numbers(folder, INTERNAL_RESULTS)[0] if internal else None,
        pages=pages,
        findings=tuple(_rows(folder, FINDINGS, FINDING_COLUMNS)) if internal else None,
        delimiter=delimiter,
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
    content = _record_of(folder, record)
    numbers, delimiter = _numbers_of(folder / RESULTS, results)
    return Output(
        folder=folder,
        project=content["project"],
        made=content["made"],
        inputs=content["inputs"],
        software=content["software"],
        rests_on=content["rests_on"],
        numbers=numbers,
        internal=None,
        pages={
            place: PageState(
                content=page["sha256"],
                audience=page["audience"],
                status=page["status"],
                is_older=page["data_hash"] != content["data_hash"],
                parameters=page["parameters"],
                files=page["files"],
            )
            for place, page in content["pages"].items()
            if page["audience"] == "public"
        },
        findings=None,
        delimiter=delimiter,
    )


def _text_of(file: Path, encoding: str) -> str:
    try:
        return file.read_text(encoding=encoding)
    except UnicodeDecodeError as error:
        raise _damaged(file, str(error)) from error
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error


def _record_of(folder: Path, text: str) -> dict[str, Any]:
    try:
        return _record(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{folder / RECORD} is damaged ({_said(error)}). Run evaltools run again to have it written anew."
        ) from error


def _said(error: Exception) -> str:
    """What is wrong with a record, in a few words."""
    if isinstance(error, KeyError):
        return f"it has no “{error.args[0]}”"
    return str(error)


def _record(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a comparison needs of `run.json`, its types made sure of."""
    made_by = content["evaltools"]
    software = {
        "evaltools": made_by["version"],
        "commit": made_by["commit"],
        "code": made_by.get("code", ""),
        "python": content["python"],
    }
    rests_on: dict[str, frozenset[str]] | None = None
    if "numbers" in content:
        rests_on = {}
        for origin in content["numbers"]:
            for name in origin["measures"]:
                rests_on[name] = rests_on.get(name, frozenset()) | frozenset(origin["files"])
    return {
        "project": str(content["project"]),
        "made": str(content["made"]),
        "data_hash": str(content["data_hash"]),
        "inputs": {str(name): str(digest) for name, digest in content["inputs"].items()},
        "software": {
            str(name): str(version) for name, version in (software | dict(content["packages"])).items()
        },
        "rests_on": rests_on,
        "pages": {
            str(page["href"]): {
                "audience": str(page["audience"]),
                "status": str(page["status"]),
                "data_hash": str(page["data_hash"]),
                "sha256": str(page.get("sha256", "")),
                "parameters": dict(page["parameters"]),
                "files": tuple(page["files"]),
            }
            for page in content["pages"]
        },
    }


#: The part of a page that tells something; the head has links, the foot versions and the stamp.
_MAIN = re.compile(rb"<main\b.*</main>", re.DOTALL)
_STAMP = re.compile(rb'<time class="stamp".*?</time>', re.DOTALL)


def _page(folder: Path, place: str, page: Mapping[str, Any], data_hash: str) -> PageState:
    try:
        content = (folder / place).read_bytes() if (folder / place).is_file() else b""
    except OSError as error:
        raise UsageError(f"{folder / place} cannot be read: {error.strerror}.") from error
    main = _MAIN.search(content)
    telling = main[0] if main else _STAMP.sub(b"", content)
    return PageState(
        content=hashlib.sha256(telling).hexdigest() if content else "",
        audience=page["audience"],
        status=page["status"],
        is_older=page["data_hash"] != data_hash,
        parameters=page["parameters"],
        files=tuple(file for file in page["files"] if (folder / file).is_file()),
    )


def _numbers(folder: Path, name: str) -> tuple[dict[Key, Number], str]:
    """A table of results by key, and its delimiter."""
    return _numbers_of(folder / name, _table_text(folder, name))


def _numbers_of(file: Path, text: str) -> tuple[dict[Key, Number], str]:
    text = text.removeprefix("\ufeff")
    found: dict[Key, Number] = {}
    for row, each in enumerate(_rows_of(file, text, COLUMNS), start=2):
        key = Key(each["region"], each["subject"], each["measure"], each["group"])
        try:
            figures = {column: _figure(each[column]) for column in ("value", "low", "high", "n")}
        except ValueError:
            raise _damaged(file, f"row {row} has a text where a number belongs") from None
        if key in found:
            raise _damaged(file, f"row {row} gives the same number as an earlier one")
        if each["status"] not in STATUSES:
            raise _damaged(file, f"row {row} has the status “{each['status']}”")
        found[key] = Number(
            key=key,
            period=each["period"],
            value=figures["value"],
            low=figures["low"],
            high=figures["high"],
            n=figures["n"],
            unit=each["unit"],
            method=each["method"],
            status=each["status"],
        )
    return found, _delimiter(text, COLUMNS)


def _figure(text: str) -> float | None:
    return float(text) if text else None


def _damaged(file: Path, what: str) -> UsageError:
    return UsageError(
        f"{file} is damaged: {what}. A spreadsheet may have saved it in another form; "
        "run evaltools run again to have it written anew."
    )


def _delimiter(text: str, columns: tuple[str, ...]) -> str:
    """The character after the name of the first column."""
    return text[len(columns[0]) :][:1].strip("\r\n")


def _table_text(folder: Path, name: str) -> str:
    if not (folder / name).is_file():
        hint = " Leave out --internal where only public files were sent." if "/" in name else ""
        raise UsageError(f"{folder} has no {name}, so its numbers cannot be compared.{hint}")
    return _text_of(folder / name, "utf-8-sig")


def _rows(folder: Path, name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a table that a run wrote, by column."""
    return _rows_of(folder / name, _table_text(folder, name), columns)


def _rows_of(file: Path, text: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    text = text.removeprefix("\ufeff")
    try:
        delimiter = _delimiter(text, columns) or ","
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        if tuple(next(reader, ())) != columns:
            raise _damaged(file, f"its first row is not {', '.join(columns)}")
        for cells in reader:
            if len(cells) != len(columns):
                raise _damaged(file, f"line {reader.line_num} has {len(cells)} cells, not {len(columns)}")
            yield dict(zip(columns, cells, strict=True))
    except (csv.Error, TypeError) as error:
        raise _damaged(file, str(error)) from error
