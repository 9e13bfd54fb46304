"""Two rates against each other, with exact limits."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal

from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.checks import amount_or_none, confidence_level, whole

Reason = Literal["no-exposure", "no-events", "no-events-second"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRatio:
    """How many times as often something happens in one place as in another.

    Attributes
    ----------
    value : float or None
        First rate over second rate; None where `reason` is given.
    low, high : float or None
        Confidence limits of the ratio; None where undefined. Without events in
        the second place there is a lower limit and no upper one.
    p : float or None
        Exact two-sided p-value of equal rates; None without exposure or events.
    count1, count2 : int
        Events in the first and in the second place.
    exposure1, exposure2 : float or None
        People, or person-time, in which they were counted, as given.
    confidence : float
        Coverage of the interval, a fraction.
    reason : {"no-exposure", "no-events", "no-events-second"} or None
        Why there is no ratio; None when there is one.
    """

    value: float | None
    low: float | None
    high: float | None
    p: float | None
    count1: int
    exposure1: float | None
    count2: int
    exposure2: float | None
    confidence: float
    reason: Reason | None


def rate_ratio(
    count1: int,
    exposure1: float | None,
    count2: int,
    exposure2: float | None,
    *,
    confidence: float = 0.95,
) -> RateRatio:
    """Estimate how many times as often something happens in one place as in another.

    Both places count the same events, and measure their exposure in the same
    unit.

    Parameters
    ----------
    count1, count2 : int
        Events in the first and in the second place, 0 or more.
    exposure1, exposure2 : float or None
        People, or person-time, of each place; 0 or more, None where unknown.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    RateRatio
        (count1 / exposure1) / (count2 / exposure2), without unit. An exposure
        of 0 or None on either side gives nothing (`reason` "no-exposure"), and
        neither do two places without events ("no-events"). Where only the
        second has none ("no-events-second") there is no ratio, but `low` says
        how large it is at least, and `p` is given. Where only the first has
        none the ratio is 0 with a lower limit of exactly 0.

    Raises
    ------
    ValueError
        If a count is not a whole number (of an integer type) from 0 up, an
        exposure is negative or not finite, or `confidence` lies outside
        (0, 1). The message repeats the value.

    Notes
    -----
    Events are taken as Poisson, and independent between the places. Of all
    events together, those of the first place are then binomial [1]_, and the
    exact limits of that share [2]_, as odds over the odds of the exposures,
    are limits of the ratio. They are one-sided limits at half the error each,
    also where only one of them is finite.

    `p` is twice the smaller tail of the same binomial, at most 1. So it is
    below 0.05 exactly where the 95 % interval leaves out 1. Programs that add
    up all outcomes no likelier than the one observed print the same interval
    with another p-value, which can disagree with it. A p-value too small for
    floating point is given as the smallest normal float, and is then an upper
    bound.

    Where the same people return, events are not independent, and the interval
    is too narrow.

    References
    ----------
    .. [1] Przyborowski and Wilenski (1940), Biometrika 31, 313-323.
    .. [2] Clopper and Pearson (1934), Biometrika 26, 404-413.

    Examples
    --------
    40 consultations for 150 families, and 18 for 180:

    >>> result = rate_ratio(40, 150, 18, 180)
    >>> f"{result.value:.1f} times ({result.low:.1f} to {result.high:.1f}), p = {result.p:.4f}"
    '2.7 times (1.5 to 4.9), p = 0.0005'
    >>> result = rate_ratio(5, 100, 0, 100)
    >>> result.value, f"{result.low:.2f}", result.high, result.reason
    (None, '0.92', None, 'no-events-second')
    """
    count1, count2 = whole("count1", count1), whole("count2", count2)
    amount1, amount2 = amount_or_none("exposure1", exposure1), amount_or_none("exposure2", exposure2)
    level = confidence_level(confidence)
    value = low = high = p = None
    reason: Reason | None = None
    if not amount1 or not amount2:
        reason = "no-exposure"
    elif count1 + count2 == 0:
        reason = "no-events"
    else:
        scale = amount2 / amount1
        tail = (1 - level) / 2
        p = _p_value(count1, amount1, count2, amount2)
        low = scale * _odds(count1, count2 + 1, tail)
        if count2:
            value = scale * (count1 / count2)
            high = max(scale / _odds(count2, count1 + 1, tail), value)
            low = min(low, value)
        else:
            reason = "no-events-second"
    return RateRatio(
        value=value,
        low=low,
        high=high,
        p=p,
        count1=count1,
        exposure1=amount1,
        count2=count2,
        exposure2=amount2,
        confidence=level,
        reason=reason,
    )


def _odds(successes: int, failures: int, tail: float) -> float:
    """Lower quantile of a beta distribution, as odds; the exact lower limit of a binomial's odds."""
    if successes == 0:
        return 0.0
    share, rest = stats.beta.ppf(tail, successes, failures), stats.beta.isf(tail, failures, successes)
    return float(share / rest)


def _p_value(count1: int, amount1: float, count2: int, amount2: float) -> float:
    """Twice the smaller binomial tail; never 0."""
    if amount1 > amount2:  # the smaller share, for no share may round to 1
        count1, amount1, count2, amount2 = count2, amount2, count1, amount1
    given = count1 + count2, amount1 / (amount1 + amount2)
    tail = min(float(stats.binom.cdf(count1, *given)), float(stats.binom.sf(count1 - 1, *given)))
    return max(min(1.0, 2 * tail), sys.float_info.min)
