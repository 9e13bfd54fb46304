"""One file, looked at without a project: how it is understood, what is wrong with it, first figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from evaltools import regions
from evaltools.errors import UsageError
from evaltools.findings import Finding
from evaltools.inspection import notes
from evaltools.inspection.summary import in_thousands, summary
from evaltools.language import Language
from evaltools.project import Kind, Project, Table
from evaltools.project.model import Header, Period, Texts
from evaltools.read import ALL_SHEETS, FileDataError, RawTable, read_table
from evaltools.schema import OCCASIONS
from evaltools.understand import KINDS, Guess, days_in, guess
from evaltools.validate import Canonical, validate
from evaltools.vocabulary.headings import occasion_of

#: Columns without which a file is still worth a look: what hangs on them is null.
_DISPENSABLE = {"consultations": ("region",), "prepost": ("training",), "indicators": ("unit",)}
#: No file has dates outside this.
_ANY_TIME = Period(start=date(1990, 1, 1), end=date(2099, 12, 31))


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """What one file was taken for, and what is in it.

    Attributes
    ----------
    file : str
        Its name.
    kind : str
        Empty where it could not be told.
    accepted : bool
        Whether a project could use the file as it is understood here.
    reading : dict
        `encoding`, `delimiter`, `sheet`, `header_row`, `columns` (known
        column to heading) and `unused` headings.
    rows : dict
        `read`, `used` and `left_out` (by reason).
    summary : dict or None
        First figures, by kind; None where the file is refused. What cannot
        be computed is None, and a finding says why.
    findings : tuple of Finding
    guess : Guess or None
        None where the file could not be read at all.
    regions : tuple of str
        Codes of the regions that its rows name.
    days : tuple of date
        First and last day of its columns of days; empty where it has none.
    years : tuple of int
        Years that its title and its name speak of.
    """

    file: str
    kind: str
    accepted: bool
    reading: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Any] = field(default_factory=dict)
    summary: Mapping[str, Any] | None = None
    findings: tuple[Finding, ...] = ()
    guess: Guess | None = None
    regions: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    years: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object that `evaltools inspect --json` prints."""
        return {
            "file": self.file,
            "kind": self.kind or None,
            "accepted": self.accepted,
            "reading": dict(self.reading),
            "rows": dict(self.rows),
            "summary": None if self.summary is None else dict(self.summary),
            "findings": [each.as_row() for each in self.findings],
        }


def known_kind(name: str) -> Kind | None:
    """The kind with this name; None where none is named.

    Raises
    ------
    UsageError
        There is no such kind.
    """
    if not name:
        return None
    for kind in KINDS:
        if kind == name:
            return kind
    raise UsageError(f"There is no kind “{name}”. Expected one of {', '.join(KINDS)}.")


def inspect_file(path: Path, *, kind: Kind | None = None, language: str = "en") -> Inspection:
    """Look at one file as a project would.

    Parameters
    ----------
    path : Path
    kind : str, optional
        What the file is; guessed where it is not given.
    language : {"kk", "ru", "en"}
        Of the messages.

    Returns
    -------
    Inspection
        Never raises for what stands in the file: a file that cannot be used
        is not accepted, and its findings say why.
    """
    words = Language(language)
    try:
        raw = _table_of(path, words)
    except FileDataError as error:
        return Inspection(file=path.name, kind="", accepted=False, findings=(error.finding,))
    return _inspected(path, raw, _guessed(raw, guess(raw.frame, kind)), words)


def inspect_files_of_tests(paths: Sequence[Path], *, language: str = "en") -> list[Inspection]:
    """Look at files whose names say which of them are tests before and which tests after.

    Parameters
    ----------
    paths : sequence of Path
    language : {"kk", "ru", "en"}
        Of the messages.

    Returns
    -------
    list of Inspection
        Of all, as one table; empty where they are no such files.
    """
    words = Language(language)
    if {occasion_of(path.stem)[0] for path in paths} != set(OCCASIONS):
        return []
    try:
        tables = [_table_of(path, words) for path in paths]
    except FileDataError:
        return []
    frames = [each.frame.assign(file=path.stem) for path, each in zip(paths, tables, strict=True)]
    guessed = guess(pd.concat(frames, ignore_index=True), "prepost")
    if guessed.columns.get("occasion") != "file":
        return []
    return [_inspected(path, raw, guessed, words) for path, raw in zip(paths, tables, strict=True)]


def _inspected(path: Path, raw: RawTable, guessed: Guess, words: Language) -> Inspection:
    def refused(why: str, finding: Finding) -> Inspection:
        return Inspection(
            file=path.name,
            kind=guessed.kind or "",
            accepted=False,
            reading=reading,
            guess=guessed,
            rows=_all_left_out(raw, why),
            findings=(*raw.findings, finding),
        )

    reading = _reading(raw, guessed)
    if guessed.kind is None:
        return refused("not-understood", notes.not_understood(raw, words))
    if guessed.settings.get("key") == {}:
        return refused("refused", notes.without_key(raw, words))
    lacking = [name for name in _DISPENSABLE.get(guessed.kind, ()) if name not in guessed.columns]
    try:
        table = Table.model_validate(_settings(path, guessed, lacking))
    except ValidationError:
        return refused("not-understood", notes.incomplete(raw, guessed.kind, words))
    canonical, findings = validate("table", table, raw, _project(path, table, words.code))
    told = notes.doubts(raw, guessed, words)
    told += [notes.lacks(raw, name, words) for name in lacking]
    if heading := in_thousands(table, raw.reading.title):
        told.append(notes.thousands(raw, heading, words))
    if guessed.doubtful:
        told.append(notes.doubtful(raw, guessed, words))
    figures = None if canonical.refused else summary(canonical, lacking, raw.reading.title)
    told += notes.of_figures(raw, figures or {}, words)
    return Inspection(
        file=path.name,
        kind=guessed.kind,
        accepted=not canonical.refused,
        reading=reading,
        rows={
            "read": canonical.rows_read,
            "used": canonical.rows_used,
            "left_out": dict(canonical.left_out),
        },
        summary=figures,
        findings=(*raw.findings, *findings, *told),
        guess=guessed,
        regions=_regions_in(canonical, lacking),
        days=days_in(raw.frame),
        years=tuple(map(int, re.findall(r"(?<!\d)20\d\d(?!\d)", f"{raw.reading.title} {path.stem}"))),
    )


def guess_together(paths: Sequence[Path], kind: Kind) -> Guess:
    """What files of one kind and the same headings are as one table: each alone may lack an answer."""
    tables = [_table_of(path, Language("en")) for path in paths]
    frame = pd.concat([each.frame for each in tables], ignore_index=True)
    return _guessed(tables[0], guess(frame, kind))


def _guessed(raw: RawTable, found: Guess) -> Guess:
    """A guess that knows that all sheets were read."""
    if raw.sheet != ALL_SHEETS:
        return found
    return replace(found, settings={"sheet": ALL_SHEETS, **found.settings})


def _regions_in(canonical: Canonical, lacking: list[str]) -> tuple[str, ...]:
    if "region" not in canonical.frame or "region" in lacking:
        return ()
    return tuple(sorted(canonical.frame["region"].dropna().unique()))


def _table_of(path: Path, language: Language) -> RawTable:
    """The file's table; sheets with the same headings, such as one for each region or test, are one."""
    try:
        return read_table(path.parent, path.name, language=language)
    except FileDataError as error:
        if error.finding.code != "sheets-several":
            raise
    return read_table(path.parent, path.name, ALL_SHEETS, language=language)


def _settings(path: Path, guessed: Guess, lacking: list[str]) -> dict[str, Any]:
    stand_in = {"region": regions.COUNTRY.code, "training": "1", "unit": "-"}
    return {
        "file": path.name,
        "kind": guessed.kind,
        "columns": dict(guessed.columns),
        "fill": {name: stand_in[name] for name in lacking},
        **{name: value for name, value in guessed.settings.items() if name in Table.model_fields},
    }


def _project(path: Path, table: Table, language: str) -> Project:
    """A project of every region and any time, around one table."""
    any_text = Texts(en="-", kk="-", ru="-")
    header = Header(
        name=any_text, work=any_text, provider=any_text, funder=any_text, period=_ANY_TIME,
        cut_off=_ANY_TIME.end, regions=tuple(regions.regions()), languages=(language,),
    )  # fmt: skip
    return Project(id="inspection", folder=path.parent, header=header, tables={"table": table})


def _all_left_out(raw: RawTable, why: str) -> dict[str, Any]:
    return {"read": raw.rows_read, "used": 0, "left_out": {why: raw.rows_read}}


def _reading(raw: RawTable, guessed: Guess) -> dict[str, Any]:
    """How the file was read, and which column is which."""
    reading = raw.reading
    header = reading.header_rows
    return {
        "format": reading.format,
        "encoding": reading.encoding or None,
        "delimiter": reading.delimiter or None,
        "decimal": reading.decimal or None,
        "sheet": raw.sheet or None,
        "sheets_hidden": list(reading.sheets_hidden),
        "sheets_not_read": list(reading.sheets_not_read),
        "header_row": header[-1] if header else None,
        "columns": dict(guessed.columns),
        "unused": list(guessed.unused),
    }
