"""Marks of the same people before and after, checked and freed of made-up digits."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.checks import number

Floats = NDArray[np.float64]


def marks(name: str, values: ArrayLike) -> Floats:
    """Check that marks are a complete one-dimensional list of numbers."""
    given = np.asarray(values, dtype=object)
    if given.ndim != 1:
        raise ValueError(f"{name} must be one-dimensional, got {given.ndim} dimensions")
    checked = [
        number(f"{name} of pair {place} (pairs must be complete)", mark)
        for place, mark in enumerate(given, 1)
    ]
    return np.array(checked, dtype=float)


def paired_marks(pre: ArrayLike, post: ArrayLike, *, maximum: float | None = None) -> tuple[Floats, Floats]:
    """Check two lists of marks; with a maximum, each must lie from 0 to it."""
    before, after = marks("pre", pre), marks("post", post)
    if before.size != after.size:
        raise ValueError(f"pre and post must be equally long, got {before.size} and {after.size} values")
    if maximum is not None:
        for name, values in (("pre", before), ("post", after)):
            for place, mark in enumerate(values.tolist(), 1):
                if not 0 <= mark <= maximum:
                    raise ValueError(f"{name} of pair {place} must lie from 0 to {maximum:g}, got {mark!r}")
    return before, after


def full_marks(value: object) -> float:
    """Return the highest mark that can be reached, as a positive number."""
    maximum = number("maximum", value)
    if maximum <= 0:
        raise ValueError(f"maximum must be positive, got {value!r}")
    return maximum


def decimals_kept(*lists: Floats) -> int:
    """Decimals that floating point holds: 9, and fewer for numbers above a million."""
    largest = max(float(np.abs(values).max(initial=1)) for values in lists)
    return 9 - max(0, math.ceil(math.log10(largest)) - 6)


def differences(later: Floats | float, earlier: Floats, *lists: Floats) -> Floats:
    """Subtract, and drop the digits that floating point made up."""
    kept = decimals_kept(np.atleast_1d(np.asarray(later, dtype=float)), earlier, *lists)
    return np.round(later - earlier, kept)


def mean(values: Floats) -> float | None:
    """Average with a correctly rounded sum; None for no values."""
    return math.fsum(values) / values.size if values.size else None


def sd(values: Floats) -> float | None:
    """Standard deviation with divisor n - 1; None below two values, exactly 0 for equal ones."""
    if values.size < 2:
        return None
    if np.ptp(values) == 0:
        return 0.0
    centre = math.fsum(values) / values.size
    return math.sqrt(math.fsum((values - centre) ** 2) / (values.size - 1))


def t_margin(level: float, df: int) -> float:
    """Student's t that leaves half of what the level leaves in either tail."""
    return float(stats.t.isf((1 - level) / 2, df))
