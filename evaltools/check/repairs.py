"""Which small change would make a total and its parts agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evaltools.check.case import DAY, Case, part_name
from evaltools.check.parts import Reading, conditions, rows_where
from evaltools.check.twice import second_value

if TYPE_CHECKING:
    from evaltools.check.statements import Statement


def repair(case: Case, one: Statement, reading: Reading) -> list[str]:
    """What would make a stated total agree with its parts, in a sentence; nothing where nothing is found.

    Asked in this order: the same part with the value that it has in another
    place; entries that stand there twice; one part that should not be among them.
    """
    if one.parts is None or one.low is None or one.low != one.high or reading.low != reading.high:
        return []
    if one.unit == DAY:
        return []  # days do not add up
    rows = rows_where(one.parts.frame, conditions(one.where))
    if one.how != "sum":
        return _repeated(case, one, rows)
    missing = round(one.low - reading.low, 6)
    return _other_value(case, one, rows, missing) or _one_part(case, one, rows, missing)


def _repeated(case: Case, one: Statement, rows: pd.DataFrame) -> list[str]:
    if one.how == "distinct" and len(rows[one.column].dropna()) == one.low:
        twice = sorted({str(each) for each in rows[one.column][rows[one.column].duplicated()].dropna()})
        return [
            case.language.text(
                "With entries that stand there twice ({entries}) the figures agree.",
                entries=case.language.listing(twice),
            )
        ]
    return []


def _other_value(case: Case, one: Statement, rows: pd.DataFrame, missing: float) -> list[str]:
    """A part that has another value elsewhere, with which the figures agree."""
    assert one.parts is not None
    for _, row in rows.iterrows():
        other = second_value(case, one.parts, row, one.column)
        if other is None or pd.isna(row[one.column]):
            continue
        value, file = other
        if round(value - float(row[one.column]), 6) == missing:
            return [
                case.language.text(
                    "With {value} for “{part}”, as in {place}, the figures agree.",
                    value=case.number(value),
                    part=part_name(case, row),
                    place=file,
                )
            ]
    return []


def _one_part(case: Case, one: Statement, rows: pd.DataFrame, missing: float) -> list[str]:
    """One part, and only one, without which the figures agree."""
    values = pd.to_numeric(rows[one.column], errors="coerce")
    same = rows[(values == abs(missing)).fillna(value=False)]
    if missing > 0 or len(same) != 1 or len(rows) < 3:
        return []
    return [
        case.language.text(
            "Without “{part}” ({value}) the figures agree.",
            part=part_name(case, same.iloc[0]),
            value=case.number(abs(missing)),
        )
    ]
