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

from evaltools import regions, stats
from evaltools.analysis.learning.pairing import pair_scores
from evaltools.errors import UsageError
from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.project import Kind, Project, Table
from evaltools.project.model import Header, Period, Texts
from evaltools.read import FileDataError, RawTable, read_table
from evaltools.understand import KINDS, Guess, guess
from evaltools.validate import Canonical, validate

#: Columns without which a file is still worth a look: what hangs on them is null.
_DISPENSABLE = {"consultations": ("region",), "prepost": ("training",), "indicators": ("unit",)}
#: All visible sheets, one under the other.
ALL_SHEETS = "*"
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
    guessed = guess(raw.frame, kind)
    if raw.sheet == ALL_SHEETS:
        guessed = replace(guessed, settings={"sheet": ALL_SHEETS, **guessed.settings})
    reading = _reading(raw, guessed)
    if guessed.kind is None:
        return Inspection(
            file=path.name, kind="", accepted=False, reading=reading, guess=guessed,
            rows=_all_left_out(raw, "not-understood"), findings=(*raw.findings, _not_understood(raw, words)),
        )  # fmt: skip
    if "key" in guessed.settings:
        return Inspection(
            file=path.name, kind=guessed.kind, accepted=False, reading=reading, guess=guessed,
            rows=_all_left_out(raw, "refused"), findings=(*raw.findings, _without_key(raw, words)),
        )  # fmt: skip
    lacking = [name for name in _DISPENSABLE.get(guessed.kind, ()) if name not in guessed.columns]
    try:
        table = Table.model_validate(_settings(path, guessed, lacking))
    except ValidationError as error:
        problem = "; ".join(str(fault["msg"]).removeprefix("Value error, ") for fault in error.errors())
        return Inspection(
            file=path.name, kind=guessed.kind, accepted=False, reading=reading, guess=guessed,
            rows=_all_left_out(raw, "not-understood"),
            findings=(*raw.findings, _incomplete(raw, guessed.kind, problem, words)),
        )  # fmt: skip
    canonical, findings = validate("table", table, raw, _project(path, table, language))
    notes = [_lacks(raw, name, words) for name in lacking]
    if heading := _in_thousands(guessed):
        notes.append(_thousands(raw, heading, words))
    if guessed.doubtful:
        notes.append(_doubtful(raw, guessed, words))
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
        summary=None if canonical.refused else _SUMMARIES[guessed.kind](canonical, frozenset(lacking)),
        findings=(*raw.findings, *findings, *notes),
        guess=guessed,
        regions=_regions_in(canonical, lacking),
    )


def guess_together(paths: Sequence[Path], kind: Kind) -> Guess:
    """What files of one kind and the same headings are as one table: each alone may lack an answer."""
    tables = [_table_of(path, Language("en")) for path in paths]
    guessed = guess(pd.concat([each.frame for each in tables], ignore_index=True), kind)
    if tables[0].sheet == ALL_SHEETS:
        guessed = replace(guessed, settings={"sheet": ALL_SHEETS, **guessed.settings})
    return guessed


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


def _consultations(canonical: Canonical, lacking: frozenset[str]) -> dict[str, Any]:
    frame = canonical.frame
    days = frame["date"].dropna()
    months = days.map(lambda day: f"{day:%Y-%m}").value_counts().sort_index()
    by_region = frame["region"].value_counts().sort_index()
    clients = frame.groupby("region")["client"].nunique().sum() if "client" in frame else None
    return {
        "consultations": len(frame),
        "clients": None if clients is None else int(clients),
        "by_region": None if "region" in lacking else _counts(by_region),
        "by_month": _counts(months),
        "first_date": min(days).isoformat() if len(days) else None,
        "last_date": max(days).isoformat() if len(days) else None,
    }


def _counts(series: pd.Series[int]) -> dict[str, int]:
    return {str(name): int(count) for name, count in series.items()}


def _prepost(canonical: Canonical, _: frozenset[str]) -> dict[str, Any]:
    people = pair_scores(canonical).people
    has_pre, has_post = people["pre"].notna(), people["post"].notna()
    both = people[has_pre & has_post]
    found = stats.paired_change(both["pre"].astype(float).to_numpy(), both["post"].astype(float).to_numpy())
    return {
        "pairs": found.n,
        "only_pre": int((has_pre & ~has_post).sum()),
        "only_post": int((has_post & ~has_pre).sum()),
        "mean_pre": found.mean_pre,
        "mean_post": found.mean_post,
        "mean_change": found.change,
        "sd_change": found.sd_change,
        "t": found.t,
    }


def _satisfaction(canonical: Canonical, _: frozenset[str]) -> dict[str, Any]:
    table, items = canonical.table, {}
    for item in table.items:
        answers = canonical.frame[item].dropna()
        opinions = answers[~answers.isin(table.dont_know)]
        satisfied = int(opinions.isin(table.satisfied).sum())
        items[table.columns.get(item, item)] = {
            "n": len(opinions),
            "percent_satisfied": 100 * satisfied / len(opinions) if len(opinions) else None,
            "mean": float(opinions.mean()) if len(opinions) else None,
        }
    return {"respondents": len(canonical.frame), "items": items}


def _regional(canonical: Canonical, _: frozenset[str]) -> dict[str, Any]:
    frame = canonical.frame
    figure = "consultations" if "consultations" in frame else "clients"
    rows = {}
    for row in frame.to_dict("records"):
        count, residents = (_known(row.get(name)) for name in (figure, "residents"))
        rate = stats.rate(int(count), residents, per=100_000).value if count is not None else None
        rows[str(row["region"])] = {
            "count": None if count is None else int(count),
            "denominator": residents,
            "rate_per_100000": rate,
        }
    known = [each["count"] for each in rows.values() if each["count"] is not None]
    return {"by_region": rows, "total": sum(known) if known else None}


def _known(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[call-overload,arg-type]


def _indicators(canonical: Canonical, _: frozenset[str]) -> dict[str, Any]:
    verdicts = [_is_met(row) for row in canonical.frame.to_dict("records")]
    return {
        "indicators": len(verdicts),
        "met": sum(each is True for each in verdicts),
        "missed": sum(each is False for each in verdicts),
        "undecided": sum(each is None for each in verdicts),
    }


def _is_met(row: Mapping[Any, Any]) -> bool | None:
    """Whether one row's fact does what its plan asks, by the defaults of the kind `indicators`."""
    plan, high, fact, start, tolerance = (
        _known(row.get(name)) for name in ("plan", "plan_high", "fact", "baseline", "tolerance")
    )
    down = row.get("direction") == "down"
    operator = row.get("operator")
    if high is not None:
        operator = "range"
    elif operator is None or pd.isna(operator):
        operator = "<=" if down else "="
    # One number as a range is a range of one.
    ends = (plan, plan if high is None else high) if operator == "range" and plan is not None else plan
    return stats.attainment(
        ends,
        fact,
        operator=None if operator == "unknown" else str(operator),
        baseline=start,
        direction="down" if down else "up",
        tolerance=0.10 if tolerance is None else tolerance / 100,
    ).met


_SUMMARIES = {
    "consultations": _consultations,
    "prepost": _prepost,
    "satisfaction": _satisfaction,
    "regional-figures": _regional,
    "indicators": _indicators,
}


def _not_understood(raw: RawTable, language: Language) -> Finding:
    return Finding(
        severity="error",
        code="kind-unknown",
        file=raw.file,
        sheet=raw.sheet,
        message=language.text(
            "{file}: it cannot be told what this table is. Its columns are: {columns}.",
            file=raw.file,
            columns=", ".join(map(str, raw.frame.columns)),
        ),
        action=language.text("Say what it is with --kind, or give the columns plainer names."),
        refuses=True,
    )


def _incomplete(raw: RawTable, kind: str, problem: str, language: Language) -> Finding:
    return Finding(
        severity="error",
        code="kind-does-not-fit",
        file=raw.file,
        sheet=raw.sheet,
        message=language.text(
            "{file}: it cannot be read as a table of the kind {kind} ({problem}).",
            file=raw.file,
            kind=kind,
            problem=problem,
        ),
        action=language.text("Choose another kind with --kind, or give the columns plainer names."),
        refuses=True,
    )


def _without_key(raw: RawTable, language: Language) -> Finding:
    return Finding(
        severity="error",
        code="key-missing",
        file=raw.file,
        sheet=raw.sheet,
        message=language.text(
            "{file}: the answers of the test are letters; which are right is not known.", file=raw.file
        ),
        action=language.text("Name the right answers in project.toml (key)."),
        refuses=True,
    )


def _lacks(raw: RawTable, column: str, language: Language) -> Finding:
    messages = {
        "region": language.text(
            "{file}: no column with the region was found, so nothing can be said by region.", file=raw.file
        ),
        "training": language.text(
            "{file}: no column with the training was found; all tests are taken as one training.",
            file=raw.file,
        ),
        "unit": language.text("{file}: no column with the unit of plan and fact was found.", file=raw.file),
    }
    return Finding(
        severity="warning",
        code="column-not-found",
        file=raw.file,
        sheet=raw.sheet,
        column=column,
        message=messages[column],
        action=language.text("Add the column, or name it in project.toml (columns, fill)."),
    )


def _in_thousands(guessed: Guess) -> str:
    """The heading that says that residents are given in thousands, if there is one."""
    heading = guessed.columns.get("residents", "")
    return heading if re.search(r"\b(тыс|мың|thousand)", heading.casefold()) else ""


def _thousands(raw: RawTable, heading: str, language: Language) -> Finding:
    return Finding(
        severity="warning",
        code="in-thousands",
        file=raw.file,
        sheet=raw.sheet,
        column=heading,
        message=language.text(
            "{file}, column “{column}”: the heading speaks of thousands; "
            "the rates shown here are a thousand times too high.",
            file=raw.file,
            column=heading,
        ),
        action=language.text("Write the whole number of people, and leave “thousand” out of the heading."),
    )


def _doubtful(raw: RawTable, guessed: Guess, language: Language) -> Finding:
    second = sorted(guessed.points, key=lambda name: -guessed.points[name])[1]
    return Finding(
        severity="note",
        code="kind-doubtful",
        file=raw.file,
        sheet=raw.sheet,
        message=language.text(
            "{file}: taken for {kind}; it could also be {second}.",
            file=raw.file,
            kind=guessed.kind,
            second=second,
        ),
        action=language.text("If that is wrong, say what it is with --kind."),
    )
