"""Checks of the numbers that callers pass; a failed check repeats the value."""

from __future__ import annotations

import math
from numbers import Integral, Real

import numpy as np

#: Amounts beyond this lose their units digit in floating point.
LARGEST_NUMBER = 10**15
#: More than there are people; far beyond it the Poisson quantiles are not computable.
LARGEST_COUNT = 10**10


def number(name: str, value: object) -> float:
    """Return a finite number as int or float; missing values are refused."""
    if not isinstance(value, Real | np.bool_) or not math.isfinite(value):
        raise ValueError(f"{name} must be a finite number, got {value!r}")
    kept = int(value) if isinstance(value, Integral | np.bool_) else float(value)
    if abs(kept) > LARGEST_NUMBER:
        raise ValueError(f"{name} must lie within ±{LARGEST_NUMBER:.0e}, got {value!r}")
    return kept


def whole(name: str, value: object) -> int:
    """Return a count as int: a whole number, of an integer type, from 0 up."""
    if not isinstance(value, Integral | np.bool_) or not 0 <= int(value) <= LARGEST_COUNT:
        raise ValueError(f"{name} must be a whole number (int) from 0 to {LARGEST_COUNT:.0e}, got {value!r}")
    return int(value)


def amount_or_none(name: str, value: object) -> float | None:
    """Return an amount of people or time, 0 or more; None where it is unknown."""
    if value is None:
        return None
    amount = number(name, value)
    if amount < 0 or 0 < amount < 1 / LARGEST_NUMBER:
        raise ValueError(f"{name} must be 0 or a positive amount, got {value!r}")
    return amount


def confidence_level(value: object) -> float:
    """Return a coverage strictly between 0 and 1."""
    level = number("confidence", value)
    if not 0 < level < 1:
        raise ValueError(f"confidence must be a fraction between 0 and 1, got {value!r}")
    return level


def one_of(name: str, value: object, allowed: tuple[str, ...]) -> None:
    """Refuse a word that is not among those allowed."""
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, got {value!r}")
