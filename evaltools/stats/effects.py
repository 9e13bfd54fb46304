"""Standardised change, always by its full name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats  # type: ignore[import-untyped]

from evaltools.stats.checks import confidence_level
from evaltools.stats.marks import decimals_kept, differences, mean, paired_marks, sd
from evaltools.stats.noncentral import noncentrality_limits

#: Fewer pairs have no Hedges' correction.
MIN_PAIRS = 3
#: Correlations nearer to 1 than this are taken as 1.
NEARLY_ONE = 1e-9

Reason = Literal["no-pairs", "too-few-pairs", "no-variation", "perfect-correlation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardisedMean:
    """One standardised change, in standard deviations of the kind its name says.

    Attributes
    ----------
    value, low, high : float or None
        Change over a standard deviation, and its confidence limits.
    corrected, corrected_low, corrected_high : float or None
        The same with Hedges' correction for small groups: nearer to 0.
    reason : {"no-pairs", "too-few-pairs", "no-variation", "perfect-correlation"} or None
        Why there are no limits; None when there are. `value` and `corrected`
        are then None too, unless only the limits are undefined.
    """

    value: float | None
    low: float | None
    high: float | None
    corrected: float | None
    corrected_low: float | None
    corrected_high: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardisedChange:
    """Change of the same people in standard deviations, in three named ways.

    Attributes
    ----------
    n : int
        Complete pairs.
    change : float or None
        Average of post minus pre, in marks; None without pairs.
    sd_pre, sd_post, sd_change : float or None
        Standard deviations (divisor n - 1), in marks; None below two pairs.
    correlation : float or None
        Pearson's correlation of pre and post; None where either does not vary.
    d_av : StandardisedMean
        Change over the average spread of pre and post.
    d_z : StandardisedMean
        Change over the spread of the changes.
    d_rm : StandardisedMean
        d_z brought to the spread of marks by the correlation.
    confidence : float
        Coverage of the intervals, a fraction.
    reason : {"no-pairs", "too-few-pairs", "no-variation"} or None
        Why none of the three has limits; None when one has.
    """

    n: int
    change: float | None
    sd_pre: float | None
    sd_post: float | None
    sd_change: float | None
    correlation: float | None
    d_av: StandardisedMean
    d_z: StandardisedMean
    d_rm: StandardisedMean
    confidence: float
    reason: Literal["no-pairs", "too-few-pairs", "no-variation"] | None


def standardised_change(pre: ArrayLike, post: ArrayLike, *, confidence: float = 0.95) -> StandardisedChange:
    """Express the change in standard deviations, so that tests can be compared.

    The three differ by half or more for the same class, so none may be printed
    without its name. d_av is the one to read beside other programmes.

    Parameters
    ----------
    pre, post : array_like of float, shape (n_pairs,)
        Marks before and after, in the same unit; the same person in the same place.
    confidence : float, default 0.95
        Coverage of the intervals: a fraction in (0, 1), not a percentage.

    Returns
    -------
    StandardisedChange
        Positive is a rise. Without pairs (`reason` "no-pairs") and with one or
        two ("too-few-pairs") no d is given. Where everybody changed by the same
        amount ("no-variation"), only d_av has a value, without limits, and only
        if marks vary. d_rm is also withheld where pre or post does not vary
        ("no-variation") or where post follows from pre ("perfect-correlation").

    Raises
    ------
    ValueError
        If the two lists differ in length or are not one-dimensional, if a
        value is missing or not a finite number, or if `confidence` lies
        outside (0, 1). The message names the pair, counted from 1.

    Notes
    -----
    With s the standard deviations and r the correlation of pre and post:

    - d_z = change / s_change. Limits invert the noncentral t [1]_.
    - d_av = change / sqrt((s_pre^2 + s_post^2) / 2) [2]_. Limits are those of
      d_z times s_change over that spread [3]_, so they leave out 0 exactly
      where Student's t does.
    - d_rm = d_z sqrt(2 (1 - r)). Limits are normal, with standard error
      sqrt((1 / n + d_rm^2 / (2 n)) 2 (1 - r)) [4]_.

    The correction multiplies d and limits by
    ``gamma(m / 2) / (sqrt(m / 2) gamma((m - 1) / 2))``, m = n - 1 [5]_. Marks
    and differences are rounded to 9 decimals (fewer above a million). With few
    pairs the d_z of a low `confidence` (below 0.4) can lie above its limits,
    since it is biased away from 0.

    References
    ----------
    .. [1] Steiger and Fouladi (1997), in What if there were no significance
       tests?, Erlbaum, 221-257.
    .. [2] Cumming (2012), Understanding the new statistics, Routledge, p. 291.
    .. [3] Algina and Keselman (2003), Educational and Psychological
       Measurement 63, 537-553.
    .. [4] Cooper, Hedges and Valentine (2009), Handbook of research synthesis
       and meta-analysis, 2nd ed., eq. 12.21.
    .. [5] Hedges (1981), Journal of Educational Statistics 6, 107-128.

    Examples
    --------
    >>> result = standardised_change([12, 15, 9, 14, 11, 10, 8, 13], [15, 18, 9, 17, 10, 14, 12, 15])
    >>> for name in ("d_av", "d_z", "d_rm"):
    ...     d = getattr(result, name)
    ...     print(f"{name} {d.value:.2f} ({d.low:.2f} to {d.high:.2f}), corrected {d.corrected:.2f}")
    d_av 0.79 (0.17 to 1.38), corrected 0.70
    d_z 1.23 (0.27 to 2.14), corrected 1.09
    d_rm 0.73 (0.27 to 1.20), corrected 0.65
    >>> standardised_change([12, 15, 9], [14, 17, 11]).reason
    'no-variation'
    """
    level = confidence_level(confidence)
    before, after = paired_marks(pre, post)
    kept = decimals_kept(before, after)
    before, after = np.round(before, kept), np.round(after, kept)
    changes = differences(after, before)
    n, change = changes.size, mean(changes)
    sd_pre, sd_post, sd_change = sd(before), sd(after), sd(changes)
    correlation = None
    if sd_pre and sd_post and sd_change is not None:
        correlation = _correlation(sd_pre, sd_post, sd_change)
    reason: Literal["no-pairs", "too-few-pairs", "no-variation"] | None = None
    if n < MIN_PAIRS:
        reason = "too-few-pairs" if n else "no-pairs"
    elif sd_change == 0:
        reason = "no-variation"
    d_av = d_z = d_rm = _without_limits(None, n, reason or "no-variation")
    if change is not None and sd_pre is not None and sd_post is not None and n >= MIN_PAIRS:
        spread = math.hypot(sd_pre, sd_post) / math.sqrt(2)
        if sd_change:
            error = sd_change / math.sqrt(n)
            low, high = noncentrality_limits(change / error, n - 1, level)
            d_z = _effect(change / sd_change, low / math.sqrt(n), high / math.sqrt(n), n)
            d_av = _effect(change / spread, low * error / spread, high * error / spread, n)
            if correlation is not None:
                d_rm = _repeated(change / sd_change, correlation, n, level)
        elif spread:
            d_av = _without_limits(change / spread, n, "no-variation")
    return StandardisedChange(
        n=n,
        change=change,
        sd_pre=sd_pre,
        sd_post=sd_post,
        sd_change=sd_change,
        correlation=correlation,
        d_av=d_av,
        d_z=d_z,
        d_rm=d_rm,
        confidence=level,
        reason=reason,
    )


def _correlation(sd_pre: float, sd_post: float, sd_change: float) -> float:
    """Correlation from the three spreads, without loss of digits near 1; there it is 1."""
    apart = sd_pre - sd_post
    below_one = (sd_change - apart) * (sd_change + apart) / (2 * sd_pre * sd_post)
    return 1.0 if below_one < NEARLY_ONE else max(1 - below_one, -1.0)


def _repeated(d_z: float, correlation: float, n: int, level: float) -> StandardisedMean:
    """d_rm with its normal limits."""
    if correlation == 1:
        return _without_limits(None, n, "perfect-correlation")
    factor = 2 * (1 - correlation)
    value = d_z * math.sqrt(factor)
    margin = float(stats.norm.isf((1 - level) / 2)) * math.sqrt((1 / n + value**2 / (2 * n)) * factor)
    return _effect(value, value - margin, value + margin, n)


def _effect(value: float, low: float, high: float, n: int) -> StandardisedMean:
    """A standardised change with limits, and all three corrected."""
    nearer = _correction(n)
    return StandardisedMean(
        value=value,
        low=low,
        high=high,
        corrected=value * nearer,
        corrected_low=low * nearer,
        corrected_high=high * nearer,
        reason=None,
    )


def _without_limits(value: float | None, n: int, reason: Reason) -> StandardisedMean:
    """A standardised change whose limits, or which itself, is undefined."""
    return StandardisedMean(
        value=value,
        low=None,
        high=None,
        corrected=None if value is None else value * _correction(n),
        corrected_low=None,
        corrected_high=None,
        reason=reason,
    )


def _correction(n: int) -> float:
    """Hedges' factor for n pairs."""
    m = n - 1
    return math.exp(float(special.gammaln(m / 2) - special.gammaln((m - 1) / 2))) / math.sqrt(m / 2)
