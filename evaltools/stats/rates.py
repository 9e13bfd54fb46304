"""Events per head or per unit of time, with limits that hold for few events."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.checks import amount_or_none, confidence_level, whole

#: From this many events on, Byar's approximation is as good as the exact limits.
BYAR_FROM = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Events for a given number of people or amount of time, with its counts.

    Attributes
    ----------
    value : float or None
        Events per `per` units of exposure; None without exposure.
    low, high : float or None
        Confidence limits, in the unit of `value`; None without exposure.
    count : int
        Events.
    exposure : float or None
        People, or person-time, in which the events were counted, as given.
    per : float
        Size of the unit: 1000 makes `value` a rate per 1,000.
    method : {"exact", "byar"} or None
        How the limits were made; None without limits.
    confidence : float
        Coverage of the interval, a fraction.
    reason : {"no-exposure"} or None
        Why there is no rate; None when there is one.
    """

    value: float | None
    low: float | None
    high: float | None
    count: int
    exposure: float | None
    per: float
    method: Literal["exact", "byar"] | None
    confidence: float
    reason: Literal["no-exposure"] | None


def rate(count: int, exposure: float | None, *, per: float = 1000, confidence: float = 0.95) -> Rate:
    """Estimate how often something happens, for a given number of people.

    One person can have several events, so the count may exceed the exposure;
    a share of people is `proportion`. A region without a denominator is a fact
    to report, not an error.

    Parameters
    ----------
    count : int
        Events, 0 or more.
    exposure : float or None
        People, or person-time, in which the events were counted; 0 or more.
        None where the denominator is unknown.
    per : float, default 1000
        Size of the unit of the rate: 1000 gives events per 1,000.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    Rate
        Events per `per` units. An exposure of 0 or None gives no rate
        (`reason` "no-exposure"). No events give a rate of 0 with a lower limit
        of exactly 0 and an upper limit above it.

    Raises
    ------
    ValueError
        If `count` is not a whole number (of an integer type) from 0 up,
        `exposure` is negative or not finite, `per` is not positive, or
        `confidence` lies outside (0, 1). The message repeats the value.

    Notes
    -----
    Events are taken as Poisson. Below 10 events the limits are exact, from the
    chi-square distribution [1]_; from 10 on they are Byar's approximation
    [2]_, the rule that public health statistics use. The denominator is taken
    as known. Where the same people return, events are not independent and the
    interval is too narrow: count people instead.

    References
    ----------
    .. [1] Garwood (1936), Biometrika 28, 437-442.
    .. [2] Breslow and Day (1987), Statistical Methods in Cancer Research II,
       IARC, Lyon, p. 69.

    Examples
    --------
    57 couples came from a city of 2,258,253 residents:

    >>> couples = rate(57, 2_258_253, per=100_000)
    >>> f"{couples.value:.2f} ({couples.low:.2f} to {couples.high:.2f}), {couples.method}"
    '2.52 (1.91 to 3.27), byar'
    >>> none = rate(0, 5000)
    >>> f"{none.value:.2f} ({none.low:.2f} to {none.high:.2f}), {none.method}"
    '0.00 (0.00 to 0.74), exact'
    >>> rate(4, None).reason
    'no-exposure'
    """
    count = whole("count", count)
    level = confidence_level(confidence)
    unit = amount_or_none("per", per)
    if not unit:
        raise ValueError(f"per must be positive, got {per!r}")
    amount = amount_or_none("exposure", exposure)
    value = low = high = None
    method: Literal["exact", "byar"] | None = None
    if amount:
        method = "exact" if count < BYAR_FROM else "byar"
        limits = _exact_limits if method == "exact" else _byar_limits
        value, low, high = (events * unit / amount for events in (count, *limits(count, (1 - level) / 2)))
    return Rate(
        value=value,
        low=low,
        high=high,
        count=count,
        exposure=amount,
        per=unit,
        method=method,
        confidence=level,
        reason=None if amount else "no-exposure",
    )


def _exact_limits(count: int, tail: float) -> tuple[float, float]:
    """Exact Poisson limits of a count."""
    low = float(stats.chi2.ppf(tail, 2 * count)) / 2 if count else 0.0
    high = float(stats.chi2.isf(tail, 2 * count + 2)) / 2
    return min(low, count), max(high, count)


def _byar_limits(count: int, tail: float) -> tuple[float, float]:
    """Byar's approximation to the exact Poisson limits of a count."""
    z = float(stats.norm.isf(tail))
    above = count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    high = above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3
    return min(low, count), max(high, count)
