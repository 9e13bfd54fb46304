"""Shares of people, with intervals that hold in small groups."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.checks import confidence_level, one_of, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """Share of people who met a condition, with its counts.

    Attributes
    ----------
    value : float or None
        Share as a fraction in [0, 1]; None where nobody answered.
    low, high : float or None
        Confidence limits, fractions in [0, 1]; None where `reason` is given.
    count, total : int
        People who met the condition, and people who answered.
    population : int or None
        People in the whole group, where known.
    method : {"wilson", "exact", "agresti-coull"}
        The interval asked for.
    confidence : float
        Coverage of the interval, a fraction.
    reason : {"no-answers", "census"} or None
        Why there is no interval; None when there is one.
    """

    value: float | None
    low: float | None
    high: float | None
    count: int
    total: int
    population: int | None
    method: str
    confidence: float
    reason: Literal["no-answers", "census"] | None


def proportion(
    count: int,
    total: int,
    *,
    population: int | None = None,
    method: str = "wilson",
    confidence: float = 0.95,
) -> Proportion:
    """Estimate the share of people who met a condition.

    Counts go in rather than a percentage, so that regions can be pooled by
    adding counts. A group in which nobody answered is a fact to report, not an
    error.

    Parameters
    ----------
    count : int
        People who met the condition; 0 to `total`.
    total : int
        People who answered. Missing answers are not counted here.
    population : int, optional
        People in the whole group that the answers stand for; `total` or more.
        Left out, the group is taken as large.
    method : {"wilson", "exact", "agresti-coull"}, default "wilson"
        Interval. Reports use Wilson's; the others let an analyst compare.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    Proportion
        Fractions in [0, 1]. Nobody answered: no share (`reason` "no-answers").
        Everybody answered (`total` equals `population`): the share is known
        and has no interval ("census").

    Raises
    ------
    ValueError
        If a count is not a whole number (of an integer type) from 0 up, `count`
        exceeds `total`, `population` is below `total`, `method` is unknown, or
        `confidence` lies outside (0, 1). The message repeats the value.

    Notes
    -----
    "wilson" is the score interval without continuity correction [1]_: it stays
    inside [0, 1], and keeps its coverage in small groups and near 0 or 1,
    where satisfaction usually lies [2]_. "exact" is Clopper and Pearson's [3]_,
    "agresti-coull" the adjusted Wald interval [4]_ cut at 0 and 1. Every method
    gives a lower limit of exactly 0 for a count of 0, and an upper limit of
    exactly 1 where everybody met the condition.

    With n answers from a population of N, all three use n(N - 1)/(N - n)
    answers in place of n, at the same share. That is the sample size whose
    binomial variance equals the variance of sampling without replacement.

    References
    ----------
    .. [1] Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.
    .. [2] Newcombe (1998), Statistics in Medicine 17, 857-872.
    .. [3] Clopper and Pearson (1934), Biometrika 26, 404-413.
    .. [4] Agresti and Coull (1998), The American Statistician 52, 119-126.

    Examples
    --------
    Of 60 people who answered, 47 were satisfied:

    >>> share = proportion(47, 60)
    >>> f"{share.value:.3f} ({share.low:.3f} to {share.high:.3f})"
    '0.783 (0.664 to 0.869)'

    The same answers from a training of 75 people say more:

    >>> share = proportion(47, 60, population=75)
    >>> f"{share.value:.3f} ({share.low:.3f} to {share.high:.3f})"
    '0.783 (0.733 to 0.826)'
    >>> proportion(0, 0).reason
    'no-answers'
    """
    count, total = whole("count", count), whole("total", total)
    level = confidence_level(confidence)
    one_of("method", method, ("wilson", "exact", "agresti-coull"))
    if population is not None:
        population = whole("population", population)
        if population < total:
            raise ValueError(f"population must not be below total, got {population} and {total}")
    if count > total:
        raise ValueError(f"count must not exceed total, got {count} of {total}")
    value = low = high = None
    reason: Literal["no-answers", "census"] | None = None
    if total == 0:
        reason = "no-answers"
    else:
        value = count / total
        if total == population:
            reason = "census"
        else:
            low, high = _limits(count, total, _effective_total(total, population), method, level)
    return Proportion(
        value=value,
        low=low,
        high=high,
        count=count,
        total=total,
        population=population,
        method=method,
        confidence=level,
        reason=reason,
    )


def _effective_total(total: int, population: int | None) -> float:
    """Size of the sample from an endless population that would say as much."""
    return total if population is None else total * (population - 1) / (population - total)


def _limits(count: int, total: int, n: float, method: str, confidence: float) -> tuple[float, float]:
    """Confidence limits of count/total, as if n people had answered."""
    value = count / total
    tail = (1 - confidence) / 2
    if method == "exact":
        low, high = _exact_limits(count * (n / total), n, tail)
    else:
        z = float(stats.norm.isf(tail))
        centre = (value * n + z**2 / 2) / (n + z**2)
        if method == "wilson":
            margin = z * math.sqrt(n * value * (1 - value) + z**2 / 4) / (n + z**2)
        else:
            margin = z * math.sqrt(centre * (1 - centre) / (n + z**2))
        low, high = centre - margin, centre + margin
    # Rounding must not put the share itself outside, nor a limit next to 0 or 1.
    return (
        0.0 if count == 0 else min(max(low, 0.0), value),
        1.0 if count == total else max(min(high, 1.0), value),
    )


def _exact_limits(count: float, n: float, tail: float) -> tuple[float, float]:
    """Clopper-Pearson limits; count and n may be fractional."""
    low = float(stats.beta.ppf(tail, count, n - count + 1)) if count > 0 else 0.0
    high = float(stats.beta.isf(tail, count + 1, n - count)) if count < n else 1.0
    return low, high
