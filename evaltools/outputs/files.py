"""The files that tell what a run left: `run.json` and the tables, as texts made sure of."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaltools.errors import UsageError
from evaltools.results import COLUMNS, STATUSES, Key

RECORD, RESULTS = "run.json", "results.csv"


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
class PageRecord:
    """What `run.json` says of one page.

    Attributes
    ----------
    audience, status : str
    data_hash : str
        Of the data that it shows.
    sha256 : str
        Of what it tells, as it was exported; empty where an older version did
        not write it down.
    parameters : dict
    files : tuple of str
        What lies beside it.
    """

    audience: str
    status: str
    data_hash: str
    sha256: str
    parameters: Mapping[str, Any]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a comparison needs of `run.json`.

    Attributes
    ----------
    project, made, data_hash : str
    inputs, software : dict of str
    rests_on : dict of frozenset of str, or None
    pages : dict of PageRecord
        By their place in the folder.
    """

    project: str
    made: str
    data_hash: str
    inputs: Mapping[str, str]
    software: Mapping[str, str]
    rests_on: Mapping[str, frozenset[str]] | None
    pages: Mapping[str, PageRecord]


def record_of(folder: Path, text: str) -> Record:
    """What `run.json` says; `folder` is named in the message of a `UsageError` where it is damaged."""
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


def _record(content: Mapping[str, Any]) -> Record:
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
    return Record(
        project=str(content["project"]),
        made=str(content["made"]),
        data_hash=str(content["data_hash"]),
        inputs={str(name): str(digest) for name, digest in content["inputs"].items()},
        software={
            str(name): str(version) for name, version in (software | dict(content["packages"])).items()
        },
        rests_on=rests_on,
        pages={
            str(page["href"]): PageRecord(
                audience=str(page["audience"]),
                status=str(page["status"]),
                data_hash=str(page["data_hash"]),
                sha256=str(page.get("sha256", "")),
                parameters=dict(page["parameters"]),
                files=tuple(page["files"]),
            )
            for page in content["pages"]
        },
    )


def numbers_of(file: Path, text: str) -> tuple[dict[Key, Number], str]:
    """A table of results by key, and its delimiter; `file` is named in the message of a `UsageError`."""
    text = text.removeprefix("\ufeff")
    found: dict[Key, Number] = {}
    for row, each in enumerate(rows_of(file, text, COLUMNS), start=2):
        key = Key(each["region"], each["subject"], each["measure"], each["group"])
        try:
            figures = {column: _figure(each[column]) for column in ("value", "low", "high", "n")}
        except ValueError:
            raise damaged(file, f"row {row} has a text where a number belongs") from None
        if key in found:
            raise damaged(file, f"row {row} gives the same number as an earlier one")
        if each["status"] not in STATUSES:
            raise damaged(file, f"row {row} has the status “{each['status']}”")
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


def _delimiter(text: str, columns: tuple[str, ...]) -> str:
    """The character after the name of the first column."""
    return text[len(columns[0]) :][:1].strip("\r\n")


def rows_of(file: Path, text: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a table that a run wrote, by column."""
    text = text.removeprefix("\ufeff")
    try:
        delimiter = _delimiter(text, columns) or ","
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        if tuple(next(reader, ())) != columns:
            raise damaged(file, f"its first row is not {', '.join(columns)}")
        for cells in reader:
            if len(cells) != len(columns):
                raise damaged(file, f"line {reader.line_num} has {len(cells)} cells, not {len(columns)}")
            yield dict(zip(columns, cells, strict=True))
    except (csv.Error, TypeError) as error:
        raise damaged(file, str(error)) from error


def damaged(file: Path, what: str) -> UsageError:
    """What is said of a table that a run wrote and that cannot be read any more."""
    return UsageError(
        f"{file} is damaged: {what}. A spreadsheet may have saved it in another form; "
        "run evaltools run again to have it written anew."
    )
