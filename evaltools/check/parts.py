"""What the rows of a table add up to, under every reading that their authors may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import pandas as pd

from evaltools.validate import Canonical

How = Literal["sum", "rows", "distinct"]
#: Kinds whose totals leave late regions out.
LEAVE_OUT = ("consultations", "regional-figures")
#: Phrases of one table that are read both ways; more of them are read all in the same way.
MOST_PHRASES = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the parts of a figure.

    Attributes
    ----------
    low, high : float
        Least and greatest figure that it allows.
    late : {"", "counted", "left out"}
        What was done, other than usual, with regions that the project's totals
        leave out: figures by region leave them out, other tables count them.
    together : tuple of str
        Phrases that are taken to count their places all together.
    phrases : int
        Phrases in the rows; the others count each of their places.
    missing : tuple of int
        Rows without a figure: nothing was reported, which is not zero.
    """

    low: float
    high: float
    late: Literal["", "counted", "left out"] = ""
    together: tuple[str, ...] = ()
    phrases: int = 0
    missing: tuple[int, ...] = ()

    def off(self, low: float, high: float | None = None) -> float:
        """How far a figure, or the nearer end of a range, lies outside: 0 inside it, positive above."""
        high = low if high is None else high
        if low > self.high:
            return round(low - self.high, 6)
        return round(high - self.low, 6) if high < self.low else 0.0


def conditions(where: str) -> dict[str, tuple[str, ...]]:
    """Which values the columns of a row must have.

    Examples
    --------
    >>> conditions("programme=conflict; region=KZ-23|KZ-71")
    {'programme': ('conflict',), 'region': ('KZ-23', 'KZ-71')}
    """
    pairs = (each.partition("=") for each in where.split(";") if each.strip())
    return {name.strip(): tuple(value.strip() for value in values.split("|")) for name, _, values in pairs}


def is_condition(where: str) -> bool:
    """Whether every part of a condition says which column has which value."""
    return all(re.fullmatch(r"[^=]+=.*", each.strip()) for each in where.split(";") if each.strip())


def rows_where(frame: pd.DataFrame, wanted: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """The rows that fulfil all conditions."""
    for name, values in wanted.items():
        frame = frame[frame[name].astype("string").isin(values).fillna(value=False)]
    return frame


def sum_of_parts(canonical: Canonical, column: str, where: str, skip: frozenset[str]) -> tuple[float, float]:
    """Least and greatest sum that the parts of a total allow, each phrase counting each of its places.

    A row with a range counts with both ends; a row without a count adds
    nothing, since nothing was reported; regions in `skip` are left out.
    """
    rows = rows_where(_without(canonical.frame, skip), conditions(where))
    one = _summed(rows, column, ())
    return one.low, one.high


def readings(canonical: Canonical, column: str, where: str, how: How, late: frozenset[str]) -> list[Reading]:
    """Every reading of the parts, the plainest first.

    Parameters
    ----------
    canonical : Canonical
    column : str
    where : str
        Conditions on the rows (see `conditions`).
    how : {"sum", "rows", "distinct"}
    late : frozenset of str
        Regions that the project's totals leave out.

    Returns
    -------
    list of Reading
        With and without the late regions; each phrase that stands for
        several places counted for each of them, or for all together.
        Empty where no row fulfils the conditions, or none has a value.
    """
    found: list[Reading] = []
    left_out = canonical.table.kind in LEAVE_OUT
    everybody: frozenset[str] = frozenset()
    for skip in dict.fromkeys((late, everybody) if left_out else (everybody, late)):
        rows = rows_where(_without(canonical.frame, skip), conditions(where))
        counted: Literal["", "counted", "left out"] = ""
        if late and bool(skip) != left_out:
            counted = "left out" if skip else "counted"
        if how != "sum":
            filled = rows[column].dropna() if column else rows.index.to_series()
            n = float(filled.nunique() if how == "distinct" else len(filled))
            found.append(Reading(n, n, late=counted))
            continue
        if rows.empty or not _has_values(rows, column):
            continue
        shared = _shared(rows)
        for together in _choices(shared):
            one = _summed(rows, column, together)
            found.append(
                Reading(
                    one.low,
                    one.high,
                    late=counted,
                    together=together,
                    phrases=len(shared),
                    missing=_missing(rows, column),
                )
            )
    return found


def sum_of_readings(held: Sequence[Reading], late: str) -> tuple[float, float]:
    """Least and greatest sum of the parts, however numbers for several places were meant.

    The same ends as the results have: such a number counts once at least, and
    for each of its places at most. `late` chooses the readings that treat
    late regions in one way.

    Examples
    --------
    >>> each, together = Reading(45, 48, phrases=1), Reading(29, 30, phrases=1, together=("a",))
    >>> sum_of_readings([each, together], "")
    (29, 48)
    """
    same = [each for each in held if each.late == late]
    return min(each.low for each in same), max(each.high for each in same)


def _without(frame: pd.DataFrame, skip: Iterable[str]) -> pd.DataFrame:
    skip = list(skip)
    return frame[~frame["region"].isin(skip)] if skip and "region" in frame else frame


def _has_values(rows: pd.DataFrame, column: str) -> bool:
    return bool(rows[column].notna().any() or ("count_high" in rows and rows["count_high"].notna().any()))


def _missing(rows: pd.DataFrame, column: str) -> tuple[int, ...]:
    blank = rows[column].isna()
    if "count_high" in rows:
        blank &= rows["count_high"].isna()
    return tuple(int(str(each)) for each in rows.index[blank])


def _shared(rows: pd.DataFrame) -> list[str]:
    """Phrases that stand in more than one of the rows."""
    if "phrase" not in rows:
        return []
    counts = rows["phrase"].value_counts()
    return sorted(str(name) for name, n in counts.items() if n > 1)


def _choices(shared: list[str]) -> list[tuple[str, ...]]:
    """Which phrases may count their places together: none first."""
    if len(shared) > MOST_PHRASES:
        return [(), tuple(shared)]
    return [
        tuple(name for name, taken in zip(shared, picked, strict=True) if taken)
        for picked in product((False, True), repeat=len(shared))
    ]


def _summed(rows: pd.DataFrame, column: str, together: tuple[str, ...]) -> Reading:
    """The sum of the rows, the places of some phrases counted once."""
    if "phrase" in rows:
        again = rows["phrase"].isin(together) & rows.duplicated("phrase")
        rows = rows[~again]
    low = pd.to_numeric(rows[column], errors="coerce").astype("Float64")
    high = low
    if column == "count" and "count_high" in rows:
        high = rows["count_high"].astype("Float64").fillna(low)
        # A phrase gives its one number as the high end: it is the number, not "at most".
        alone = (
            low.isna() & rows["phrase"].notna() if "phrase" in rows else pd.Series(False, index=rows.index)
        )
        low = low.mask(alone, high).mask(low.isna() & ~alone & high.notna(), 0.0)
    # Rounded to where sums of decimal fractions are what they are on paper.
    return Reading(round(float(low.fillna(0).sum()), 6), round(float(high.fillna(0).sum()), 6))
