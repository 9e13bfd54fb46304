"""What every check looks at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from evaltools import regions
from evaltools.labels import Labels
from evaltools.language import Language, pick
from evaltools.project import Project
from evaltools.registers import Register, register_named
from evaltools.results import Results
from evaltools.validate import Canonical

#: Unit of a figure that is a day: it is compared as one and written as one.
DAY = "date"


@dataclass(frozen=True)
class Case:
    """A project under examination.

    Attributes
    ----------
    project : Project
    tables : mapping of Canonical
        Validated tables by name.
    results : Results
        Before small counts are hidden.
    labels : Labels
    language : Language
        In which the findings are worded.
    """

    project: Project
    tables: Mapping[str, Canonical]
    results: Results
    labels: Labels
    language: Language

    def usable(self, *kinds: str) -> list[Canonical]:
        """Tables of these kinds that were not refused."""
        return [each for each in self.tables.values() if each.table.kind in kinds and not each.refused]

    def registers(self) -> list[tuple[Register, Canonical]]:
        """Registers that were not refused, with what is known of their columns."""
        return [(register_named(each.table.register_name), each) for each in self.usable("register")]

    def name(self, dimension: str, category: str) -> str:
        """The name of a category in the language of the findings."""
        return self.labels.name(dimension, category, self.language)

    def place(self, region: str) -> str:
        """Full name of a region."""
        return regions.region(region).names[self.language.code]

    def number(self, value: float, unit: str = "", digits: int | None = None) -> str:
        """A figure as a sentence has it; with two decimals where it is not whole."""
        if unit == DAY:
            return self.language.date(date.fromordinal(int(value)))
        return self.language.number(value, digits_of(value) if digits is None else digits)

    def span(self, low: float, high: float, unit: str = "", digits: int | None = None) -> str:
        """A figure, or the two ends between which it lies."""
        return "–".join(self.number(each, unit, digits) for each in dict.fromkeys((low, high)))


def digits_of(*values: float) -> int:
    """Decimals of figures that stand in one sentence.

    Examples
    --------
    >>> digits_of(30, 28), digits_of(0.7, 30)
    (0, 2)
    """
    return 0 if all(float(each).is_integer() for each in values) else 2


def plain(value: float, unit: str = "") -> str:
    """A number as `findings.csv` has it: no separators, no needless decimals; a day as ISO 8601.

    Examples
    --------
    >>> plain(1206432.0), plain(92.03), plain(date(2020, 11, 26).toordinal(), DAY)
    ('1206432', '92.03', '2020-11-26')
    """
    if unit == DAY:
        return date.fromordinal(int(value)).isoformat()
    return str(int(value)) if value == int(value) else repr(value)


def plain_span(low: float, high: float, unit: str = "") -> str:
    """A number, or two ends with `..` between them.

    Examples
    --------
    >>> plain_span(45, 48), plain_span(3, 3)
    ('45..48', '3')
    """
    return plain(low, unit) if low == high else f"{plain(low, unit)}..{plain(high, unit)}"


def part_name(case: Case, row: pd.Series[Any]) -> str:
    """What a row of parts is called: its category, its region, or its first code."""
    if {"breakdown", "category"} <= set(row.index) and not pd.isna(row["breakdown"]):
        return case.name(str(row["breakdown"]), str(row["category"]))
    parts = []
    for name in row.index:
        value = row[name]
        if name == "region" and not pd.isna(value):
            parts.append(case.place(str(value)))
        elif name in ("programme", "item", "indicator", "activity", "claim_type") and not pd.isna(value):
            parts.append(case.name(name, str(value)))
    return ", ".join(parts) or str(next((each for each in row if isinstance(each, str)), row.name))


def called(case: Case, canonical: Canonical) -> str:
    """What a message calls a table: its source, since two tables may come from one file; else the file."""
    source = canonical.table.source
    if source is None:
        return canonical.table.file
    return pick(source.by_language(), case.language.code)[0]
