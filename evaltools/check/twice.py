"""Tables that give the figures of another one a second time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from evaltools import schema
from evaltools.check.advice import which_is_right
from evaltools.check.case import Case, called, part_name, plain
from evaltools.findings import Finding
from evaltools.results import group, group_pairs
from evaltools.validate import Canonical


def check_second_tables(case: Case) -> list[Finding]:
    """Every figure of a table against the same figure of the table that it repeats (`same_as`)."""
    found: list[Finding] = []
    for canonical in case.tables.values():
        first = case.tables.get(canonical.table.same_as)
        if first is None or first.refused or canonical.refused:
            continue
        found += _compared(case, first, canonical)
    return found


def second_value(
    case: Case, canonical: Canonical, row: pd.Series[Any], column: str
) -> tuple[float, str] | None:
    """The value of a row in the table that repeats this one or that this one repeats, and its place."""
    others = [
        each
        for each in case.tables.values()
        if not each.refused and (each.table.same_as == canonical.name or each.name == canonical.table.same_as)
    ]
    keys = _keys(canonical)
    for other in others:
        value = _value_in(other, keys, row, column)
        if value is not None:
            return value, called(case, other)
    return None


def _value_in(other: Canonical, keys: list[str], row: pd.Series[Any], column: str) -> float | None:
    """What another table has in the row of the same name; None where it has none, or no number."""
    if not keys or not {*keys, column} <= set(other.frame.columns):
        return None
    same = other.frame
    for key in keys:
        same = same[same[key].isna() if pd.isna(row[key]) else same[key] == row[key]]
    return float(same[column].iloc[0]) if len(same) == 1 and not pd.isna(same[column].iloc[0]) else None


@dataclass(frozen=True)
class _Pair:
    row: int
    key: str
    name: str
    first: float
    second: float


def _compared(case: Case, first: Canonical, second: Canonical) -> list[Finding]:
    keys = _keys(second)
    columns = [
        name
        for name in second.frame.columns
        if name in first.frame and name not in keys and pd.api.types.is_numeric_dtype(second.frame[name])
    ]
    pairs = []
    for number, row in second.frame.iterrows():
        for column in columns:
            other = _value_in(first, keys, row, column)
            if other is not None and not pd.isna(row[column]):
                # A row without a key is the total of its table.
                key = _key(row, keys)
                whole = second.table.subject or second.name
                name = part_name(case, row) if key else case.name("claim", whole)
                pairs.append(_Pair(int(str(number)), key or whole, name, other, float(row[column])))
    language = case.language
    places = {"here": called(case, first), "there": called(case, second)}
    found = [
        Finding(
            severity="error",
            code="mention-differs",
            file=second.table.file,
            row=pair.row,
            column=pair.key,
            message=language.text(
                "{name}: {here} gives {first}, {there} gives {second}.",
                name=pair.name,
                first=case.number(pair.first),
                second=case.number(pair.second),
                **places,
            ),
            action=which_is_right(case, "mention-differs", pair.key),
            claimed=plain(pair.first),
            computed=plain(pair.second),
            difference=plain(round(pair.first - pair.second, 6)),
            other_place=first.table.file,
            regions=_regions(case, pair.key),
            claimed_at=places["here"],
            computed_at=places["there"],
        )
        for pair in pairs
        if pair.first != pair.second
    ]
    agreeing = len(pairs) - len(found)
    if agreeing:
        found.append(
            Finding(
                severity="checked",
                code="mention-agrees",
                file=second.table.file,
                column=second.name,
                other_place=first.table.file,
                message=language.plural(
                    "{n} figure is the same in {here} and in {there}.",
                    "{n} figures are the same in {here} and in {there}.",
                    agreeing,
                    **places,
                ),
            )
        )
    return found


def _regions(case: Case, key: str) -> tuple[str, ...]:
    """The region of one figure, where its key names one."""
    named = group_pairs(key).get("region", "") if "=" in key else ""
    return (named,) if named in case.project.regions else ()


def _key(row: pd.Series[Any], keys: list[str]) -> str:
    """What names a figure in every language."""
    return group(**{name: row[name] for name in keys if not pd.isna(row[name])})


def _keys(canonical: Canonical) -> list[str]:
    unique = schema.SCHEMAS[canonical.table.kind].unique_in(canonical.table)
    return [name for name in unique if name in canonical.frame]
