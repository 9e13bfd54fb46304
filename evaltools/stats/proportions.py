"""Shares of people, with intervals that hold in small groups."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from scipy import special, stats  # type: ignore[import-untyped]

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
        Interval. Reports use Wilson's, and the exact one where `population` is
        known; the others let an analyst compare.
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

    With n answers from a population of N, "exact" holds every number of people
    in the group for possible of which the answers would not be too rare: as
    many as counted or more, or as many or fewer, with a probability of
    (1 - `confidence`)/2 or less in draws without replacement [5]_. Its limits
    are numbers of people over N, and its coverage is never below `confidence`.
    The other two use n(N - 1)/(N - n) answers in place of n, at the same
    share: the sample size whose binomial variance equals that of such draws.
    Where few people are left to ask, they are too narrow: with 23 of 23
    satisfied in a group of 25, one person of 25 may well be dissatisfied, and
    Wilson's limit of 99% leaves that out.

    References
    ----------
    .. [1] Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.
    .. [2] Newcombe (1998), Statistics in Medicine 17, 857-872.
    .. [3] Clopper and Pearson (1934), Biometrika 26, 404-413.
    .. [4] Agresti and Coull (1998), The American Statistician 52, 119-126.
    .. [5] Buonaccorsi (1987), The American Statistician 41, 215-218.

    Examples
    --------
    Of 60 people who answered, 47 were satisfied:

    >>> share = proportion(47, 60)
    >>> f"{share.value:.3f} ({share.low:.3f} to {share.high:.3f})"
    '0.783 (0.664 to 0.869)'

    The same answers from a training of 75 people say more:

    >>> share = proportion(47, 60, population=75, method="exact")
    >>> f"{share.value:.3f} ({share.low:.3f} to {share.high:.3f})"
    '0.783 (0.733 to 0.827)'
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
            low, high = _limits(count, total, population, method, level)
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


def method_for(population: int | None) -> str:
    """The interval that reports use: exact where the size of the group is known, else Wilson's."""
    return "wilson" if population is None else "exact"


def _limits(
    count: int, total: int, population: int | None, method: str, confidence: float
) -> tuple[float, float]:
    """Confidence limits of count/total."""
    value = count / total
    tail = (1 - confidence) / 2
    if method == "exact" and population is not None:
        low, high = _limits_in_group(count, total, population, tail)
    elif method == "exact":
        low, high = _exact_limits(count, total, tail)
    else:
        # Size of the sample from an endless population that would say as much.
        n = total if population is None else total * (population - 1) / (population - total)
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


def _exact_limits(count: int, total: int, tail: float) -> tuple[float, float]:
    """Clopper-Pearson limits."""
    low = float(stats.beta.ppf(tail, count, total - count + 1)) if count > 0 else 0.0
    high = float(stats.beta.isf(tail, count + 1, total - count)) if count < total else 1.0
    return low, high


#: Two probabilities that differ by less than this part of them are equal: what is summed is rounded.
_EQUAL = 1e-9
#: Standard deviations from the mean beyond which a number of people is never drawn.
_FAR = 40


@lru_cache(maxsize=4096)
def _limits_in_group(count: int, total: int, population: int, tail: float) -> tuple[float, float]:
    """The smallest and the largest share of the group with which the answers are not too rare."""
    # As many or fewer who met the condition is as many or more who did not.
    least, others = (_least(part, total, population, tail * (1 + _EQUAL)) for part in (count, total - count))
    return least / population, 1 - others / population


def _least(count: int, total: int, population: int, tail: float) -> int:
    """The smallest number of people in the group of whom `count` or more are drawn more often than `tail`."""
    possible = range(count, count + population - total + 1)
    place = bisect_left(possible, True, key=lambda size: _at_least(count, total, size, population) > tail)
    return possible[place]


def _at_least(count: int, total: int, size: int, population: int) -> float:
    """How probably `count` or more of `size` people are among `total` that are drawn from a population."""
    mean = total * size / population
    spread = _FAR * math.sqrt(mean * (1 - size / population)) + _FAR
    # What lies further out adds nothing, and in a group of millions there would be no room for it.
    drawn = np.arange(
        max(count, math.floor(mean - spread)), min(total, size, math.ceil(max(count, mean) + spread)) + 1
    )
    logarithms = (
        _log_choose(size, drawn)
        + _log_choose(population - size, total - drawn)
        - _log_choose(population, total)
    )
    return float(np.exp(logarithms).sum())


def _log_choose(n: int, k: Any) -> Any:
    return special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
