"""Change between two measurements of the same people."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats import marks
from evaltools.stats.checks import confidence_level


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedChange:
    """How far the same people moved between two measurements.

    Attributes
    ----------
    n : int
        Complete pairs.
    mean_pre, mean_post : float or None
        Averages before and after, in marks; None without pairs.
    change : float or None
        Average of post minus pre, in marks; positive is a rise. None without pairs.
    low, high : float or None
        Confidence limits of `change`, in marks; None where `reason` is given.
    sd_change : float or None
        Standard deviation of the changes (divisor n - 1), in marks; None below two pairs.
    t, df, p : float, int, float or None
        Student's t of no change, its degrees of freedom and its two-sided
        p-value; None where `reason` is given.
    n_up, n_same, n_down : int
        People whose mark rose, stayed and fell; they add up to `n`.
    confidence : float
        Coverage of the interval, a fraction.
    reason : {"no-pairs", "one-pair", "no-variation"} or None
        Why there is no interval; None when there is one.
    """

    n: int
    mean_pre: float | None
    mean_post: float | None
    change: float | None
    low: float | None
    high: float | None
    sd_change: float | None
    t: float | None
    df: int | None
    p: float | None
    n_up: int
    n_same: int
    n_down: int
    confidence: float
    reason: Literal["no-pairs", "one-pair", "no-variation"] | None


def paired_change(pre: ArrayLike, post: ArrayLike, *, confidence: float = 0.95) -> PairedChange:
    """Estimate how much people changed, on average, from pre to post.

    Pairs must be complete: who is matched and who is lost is decided, and
    counted, before this function is called. Too little data for an interval is
    a fact to report, not an error.

    Parameters
    ----------
    pre, post : array_like of float, shape (n_pairs,)
        Marks before and after, in the same unit; the same person in the same place.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    PairedChange
        Change is post minus pre, in marks. Without pairs every figure is None
        (`reason` "no-pairs"). One pair has a change but no interval
        ("one-pair"), and neither has a group in which everybody changed by the
        same amount ("no-variation").

    Raises
    ------
    ValueError
        If the two lists differ in length or are not one-dimensional, if a
        value is missing or not a finite number, or if `confidence` lies
        outside (0, 1). The message names the pair, counted from 1.

    Notes
    -----
    The interval and the test are Student's, for one sample of differences [1]_.

    Differences are rounded to 9 decimals (fewer for marks above a million,
    where floating point holds fewer), so that 0.3 - 0.2 and 1.1 - 1.0 are the
    same change. Sums are correctly rounded, so the order of people cannot
    alter a digit.

    A p-value too small for floating point is given as the smallest normal
    float, about 2.2e-308, and is then an upper bound: a p of exactly 0 would
    claim that chance is excluded.

    References
    ----------
    .. [1] Student (1908), The probable error of a mean, Biometrika 6, 1-25.

    Examples
    --------
    Five people, marks out of 20:

    >>> result = paired_change([12, 15, 9, 14, 11], [15, 18, 9, 17, 10])
    >>> f"{result.change:+.1f} ({result.low:.1f} to {result.high:.1f}), n = {result.n}"
    '+1.6 (-0.8 to 4.0), n = 5'
    >>> result.n_up, result.n_same, result.n_down
    (3, 1, 1)
    >>> paired_change([12, 15], [14, 17]).reason
    'no-variation'
    """
    level = confidence_level(confidence)
    before, after = marks.paired_marks(pre, post)
    changes = marks.differences(after, before)
    n = changes.size
    reason: Literal["no-pairs", "one-pair", "no-variation"] | None = None
    low = high = t = p = None
    mean, sd = marks.mean(changes), marks.sd(changes)
    if mean is None:
        reason = "no-pairs"
    elif sd is None:
        reason = "one-pair"
    elif sd == 0:
        reason = "no-variation"
    else:
        error = sd / math.sqrt(n)
        margin = marks.t_margin(level, n - 1) * error
        low, high, t = mean - margin, mean + margin, mean / error
        p = max(2 * float(stats.t.sf(abs(t), n - 1)), sys.float_info.min)
    return PairedChange(
        n=n,
        mean_pre=marks.mean(before),
        mean_post=marks.mean(after),
        change=mean,
        low=low,
        high=high,
        sd_change=sd,
        t=t,
        df=None if t is None else n - 1,
        p=p,
        n_up=int(np.sum(changes > 0)),
        n_same=int(np.sum(changes == 0)),
        n_down=int(np.sum(changes < 0)),
        confidence=level,
        reason=reason,
    )
