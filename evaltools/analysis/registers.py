"""Registers: how many rows, of which kinds, with which numbers; and what the rows say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evaltools.analysis.sheet import NOT_STATED, Sheet
from evaltools.project import Project
from evaltools.registers import LANGUAGES, Entry, Register, RegisterColumn, masked, register_named
from evaltools.results import COUNTRY, Key, Results, group
from evaltools.validate import Canonical

#: Numbers of people who were to come, or who work there: no counts of those who came.
PLANS = ("planned", "specialists", "vacancies", "experts", "speakers")


def analyse_register(project: Project, canonical: Canonical) -> Results:
    """Count the rows of a register, and take over its numbers.

    Parameters
    ----------
    project : Project
    canonical : Canonical
        A table of the kind `register`.

    Returns
    -------
    Results
        Subject and measure are the register's name: all rows; by each counted
        column (`kind=state`); by month. Each number of a row has the column's
        name as its measure and `entry=` as its group, and where it can be
        added up a total without a group. An empty register has 0 rows.
    """
    register = register_named(canonical.table.register_name)
    least = project.threshold(canonical.name)
    sheet = Sheet(register.name, canonical.name, least if register.people else 0)
    frame = in_one_spelling(register, canonical.frame)
    whole = sheet.count(COUNTRY, register.name, len(frame), _unit(register), method="full list")
    for column in register.having("counted"):
        if column.name in frame and frame[column.name].notna().any():
            _by_category(sheet, whole, column.name, frame[column.name].fillna(NOT_STATED))
    for column in register.having("month"):
        if column.name in frame and frame[column.name].notna().any():
            months = frame[column.name].map(lambda day: NOT_STATED if pd.isna(day) else f"{day:%Y-%m}")
            _by_category(sheet, whole, "month", months)
    for column in register.having("number"):
        if column.name in frame and frame[column.name].notna().any():
            _numbers(sheet, register, frame, column, least)
    return sheet.results()


def _unit(register: Register) -> str:
    return "people" if register.people else "entries"


def _by_category(sheet: Sheet, whole: Key, name: str, values: pd.Series[Any]) -> None:
    parts = [
        sheet.count(COUNTRY, sheet.subject, float(n), sheet.rows[0].unit, group(**{name: category}))
        for category, n in values.value_counts().sort_index().items()
    ]
    sheet.total(whole, parts)


def _numbers(
    sheet: Sheet, register: Register, frame: pd.DataFrame, column: RegisterColumn, least: int
) -> None:
    """The numbers of a column, row by row, and their sum where they add up; those of people may be hidden."""
    parts = []
    for entry, (_, row) in zip(identifiers(register, frame), frame.iterrows(), strict=True):
        if pd.isna(row[column.name]):
            continue
        own = row.get("unit")
        unit = column.unit if column.unit != "*" else "items" if own is None or pd.isna(own) else str(own)
        region = row.get("region")
        code = COUNTRY if region is None or pd.isna(region) else str(region)
        parts.append(
            sheet.add(
                code, column.name, group(entry=entry), value=float(row[column.name]), unit=unit,
                method="as stated by the source",
                threshold=least if unit == "people" and column.name not in PLANS else sheet.threshold,
            )
        )  # fmt: skip
    if "summed" in column.uses and len(parts) > 1:
        values = [sheet.values[key] or 0.0 for key in parts]
        total = sheet.count(
            COUNTRY, column.name, sum(values), column.unit, method=f"sum of {len(parts)} entries"
        )
        sheet.total(total, parts)


def in_one_spelling(register: Register, frame: pd.DataFrame) -> pd.DataFrame:
    """Codes that differ only in capitals and spaces are one, written as it is written first."""
    folded = {}
    for column in register.columns:
        if column.type != "code" or column.name not in frame or not column.uses & {"counted", "group"}:
            continue
        texts = frame[column.name].dropna().astype(str)
        first: dict[str, str] = {}
        for text in texts:
            first.setdefault(" ".join(text.casefold().split()), text)
        folded[column.name] = frame[column.name].map(
            {text: first[" ".join(text.casefold().split())] for text in texts.unique()}
        )
    return frame.assign(**folded) if folded else frame


def identifiers(register: Register, frame: pd.DataFrame) -> list[str]:
    """A name for each row: its code where every row has one of its own, else its number."""
    name = register.identifier
    if name in frame and frame[name].notna().all() and frame[name].is_unique:
        return [str(each) for each in frame[name]]
    return [str(number) for number in range(1, len(frame) + 1)]


def entries_of(canonical: Canonical, *, public: bool) -> tuple[Entry, ...]:
    """What the rows of a register say.

    Parameters
    ----------
    canonical : Canonical
        A table of the kind `register`.
    public : bool
        Without private columns, and of people's words and cases those with
        consent alone, numbers of telephones and the like masked.
    """
    register = register_named(canonical.table.register_name)
    frame = in_one_spelling(register, canonical.frame)
    spoken = [name for column in register.having("consent") for name in column.files]
    # Words that were not even typed in, beside a column for the consent to them.
    untyped = bool(spoken) and "consent" in frame and not set(spoken) & set(frame.columns)
    made = []
    for entry, (_, row) in zip(identifiers(register, frame), frame.iterrows(), strict=True):
        said: dict[str, str | Mapping[str, str]] = {}
        withheld = public and untyped and not _has_consent(row)
        for column in register.columns:
            cell = _cell(row, column, public=public)
            if not cell or (public and "private" in column.uses):
                continue
            if public and _needs_consent(register, column) and not _has_consent(row):
                withheld = withheld or "consent" in column.uses
                continue
            said[column.name] = cell
        made.append(Entry(entry, said, withheld))
    return tuple(made)


def _needs_consent(register: Register, column: RegisterColumn) -> bool:
    """People's own words, and what else is said of somebody's case."""
    return "consent" in column.uses or (register.people and column.type in ("text", "texts"))


def _has_consent(row: pd.Series[Any]) -> bool:
    given = row.get("consent")
    return given is not None and not pd.isna(given) and given == "yes"


def _cell(row: pd.Series[Any], column: RegisterColumn, *, public: bool) -> str | Mapping[str, str]:
    if column.type in ("integer", "number"):
        return ""
    if column.type != "texts":
        value = row.get(column.name)
        return "" if value is None or pd.isna(value) else _masked(str(value), column, public=public)
    texts = {}
    for code in LANGUAGES:
        value = row.get(f"{column.name}_{code}")
        if value is None or pd.isna(value) or not value:
            value = row.get(column.name)
        if value is not None and not pd.isna(value) and value:
            texts[code] = _masked(str(value), column, public=public)
    return texts


def _masked(text: str, column: RegisterColumn, *, public: bool) -> str:
    """A text as it may be published; codes and days are left as they are."""
    return masked(text) if public and column.type in ("text", "texts") else text
