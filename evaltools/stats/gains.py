"""Gains as a share of what was left to learn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from evaltools.stats.checks import confidence_level
from evaltools.stats.marks import differences, full_marks, mean, paired_marks, sd, t_margin


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGain:
    """Share of what the class could still learn that it did learn.

    Attributes
    ----------
    gain : float or None
        Gain of the averages, at most 1; negative for a loss. None where
        `reason` is given.
    n : int
        Complete pairs.
    mean_pre, mean_post : float or None
        Averages before and after, in marks; None without pairs.
    maximum : float
        Highest mark that can be reached.
    reason : {"no-pairs", "at-maximum"} or None
        Why there is no gain; None when there is one.
    """

    gain: float | None
    n: int
    mean_pre: float | None
    mean_post: float | None
    maximum: float
    reason: Literal["no-pairs", "at-maximum"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalisedChange:
    """Average of each person's change as a share of the way up or down.

    Attributes
    ----------
    value : float or None
        Average normalised change, from -1 to 1; None without people kept.
    low, high : float or None
        Confidence limits, cut at -1 and 1; None where `reason` is given.
    sd : float or None
        Standard deviation of the normalised changes (divisor n - 1); None
        below two people kept.
    n, n_kept, n_left_out : int
        Complete pairs; those used; those at 0 twice or at the maximum twice.
    maximum : float
        Highest mark that can be reached.
    confidence : float
        Coverage of the interval, a fraction.
    reason : {"no-pairs", "none-kept", "one-kept", "no-variation"} or None
        Why there is no interval; None when there is one.
    """

    value: float | None
    low: float | None
    high: float | None
    sd: float | None
    n: int
    n_kept: int
    n_left_out: int
    maximum: float
    confidence: float
    reason: Literal["no-pairs", "none-kept", "one-kept", "no-variation"] | None


def class_gain(pre: ArrayLike, post: ArrayLike, *, maximum: float) -> ClassGain:
    """Express the change of the average as a share of the room above it.

    The gain of the averages hides who drops out and who falls back: read it
    beside the change in marks.

    Parameters
    ----------
    pre, post : array_like of float, shape (n_pairs,)
        Marks before and after, from 0 to `maximum`; the same person in the same place.
    maximum : float
        Highest mark that can be reached, in the same unit; positive.

    Returns
    -------
    ClassGain
        A fraction, at most 1. Without pairs every figure is None (`reason`
        "no-pairs"). A class that began with full marks has no room
        ("at-maximum").

    Raises
    ------
    ValueError
        If the two lists differ in length or are not one-dimensional, if a
        mark is missing, not a number or outside 0 to `maximum`, or if
        `maximum` is not positive. The message names the pair, counted from 1.

    Notes
    -----
    The gain is (mean_post - mean_pre) / (maximum - mean_pre) [1]_. It has no
    lower bound: a class near the maximum that falls can lose several times its
    room. Differences are rounded to 9 decimals (fewer above a million).

    References
    ----------
    .. [1] Hake (1998), American Journal of Physics 66, 64-74.

    Examples
    --------
    >>> result = class_gain([12, 15, 9, 14, 11], [15, 18, 9, 17, 10], maximum=20)
    >>> f"{result.gain:.2f} of the room between {result.mean_pre:.1f} and {result.maximum:g}"
    '0.21 of the room between 12.2 and 20'
    >>> class_gain([20, 20], [20, 18], maximum=20).reason
    'at-maximum'
    """
    top = full_marks(maximum)
    before, after = paired_marks(pre, post, maximum=top)
    room = math.fsum(differences(top, before))
    reason: Literal["no-pairs", "at-maximum"] | None = None
    gain = None
    if not before.size:
        reason = "no-pairs"
    elif room == 0:
        reason = "at-maximum"
    else:
        gain = math.fsum(differences(after, before)) / room
    return ClassGain(
        gain=gain,
        n=before.size,
        mean_pre=mean(before),
        mean_post=mean(after),
        maximum=top,
        reason=reason,
    )


def normalised_change(
    pre: ArrayLike, post: ArrayLike, *, maximum: float, confidence: float = 0.95
) -> NormalisedChange:
    """Average each person's change as a share of the way to the top or to 0.

    Parameters
    ----------
    pre, post : array_like of float, shape (n_pairs,)
        Marks before and after, from 0 to `maximum`; the same person in the same place.
    maximum : float
        Highest mark that can be reached, in the same unit; positive.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    NormalisedChange
        A fraction from -1 to 1. Without pairs (`reason` "no-pairs"), and where
        everybody is left out ("none-kept"), no figure is given. One person
        kept ("one-kept"), or several with the same normalised change
        ("no-variation"), give a value without limits.

    Raises
    ------
    ValueError
        If the two lists differ in length or are not one-dimensional, if a
        mark is missing, not a number or outside 0 to `maximum`, if `maximum`
        is not positive, or if `confidence` lies outside (0, 1). The message
        names the pair, counted from 1.

    Notes
    -----
    A person who rises has (post - pre) / (maximum - pre), one who falls
    (post - pre) / pre, one who stays 0; people at 0 both times or at the
    maximum both times are left out, and counted [1]_. The interval is
    Student's, cut at -1 and 1. Differences are rounded to 9 decimals (fewer
    above a million).

    References
    ----------
    .. [1] Marx and Cummings (2007), Normalized change, American Journal of
       Physics 75, 87-91.

    Examples
    --------
    >>> result = normalised_change([12, 15, 9, 14, 20], [15, 18, 9, 7, 20], maximum=20)
    >>> f"{result.value:.2f} ({result.low:.2f} to {result.high:.2f}), n = {result.n_kept} of {result.n}"
    '0.12 (-0.65 to 0.88), n = 4 of 5'
    >>> normalised_change([0, 20], [0, 20], maximum=20).reason
    'none-kept'
    """
    top = full_marks(maximum)
    level = confidence_level(confidence)
    before, after = paired_marks(pre, post, maximum=top)
    changes, room = differences(after, before, np.array([top])), differences(top, before)
    stayed = changes == 0
    left_out = stayed & ((room == 0) | (before == 0))
    way = np.where(changes > 0, room, before)
    shares = np.zeros_like(changes)
    shares[~stayed] = np.clip(changes[~stayed] / way[~stayed], -1, 1)
    kept = np.round(shares[~left_out], 12)
    value, spread = mean(kept), sd(kept)
    reason: Literal["no-pairs", "none-kept", "one-kept", "no-variation"] | None = None
    low = high = None
    if value is None:
        reason = "none-kept" if before.size else "no-pairs"
    elif spread is None:
        reason = "one-kept"
    elif spread == 0:
        reason = "no-variation"
    else:
        margin = t_margin(level, kept.size - 1) * spread / math.sqrt(kept.size)
        low, high = max(value - margin, -1.0), min(value + margin, 1.0)
    return NormalisedChange(
        value=value,
        low=low,
        high=high,
        sd=spread,
        n=before.size,
        n_kept=kept.size,
        n_left_out=int(np.sum(left_out)),
        maximum=top,
        confidence=level,
        reason=reason,
    )
