"""Groups compared as if they had begun alike."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evaltools.stats.checks import confidence_level, whole
from evaltools.stats.covariance import Fit, Part, fitted, part
from evaltools.stats.marks import decimals_kept, paired_marks, t_margin

Reason = Literal["no-pairs", "too-few-groups", "no-variation", "perfect-fit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedGroup:
    """One group, as if it had begun at the average of all.

    Attributes
    ----------
    name : str
        Label, as given.
    n : int
        Complete pairs.
    mean_pre, mean_post : float
        Averages before and after, in marks.
    adjusted : float or None
        Average after, at the average of all groups before, in marks; None
        where undefined.
    low, high : float or None
        Confidence limits of `adjusted`, in marks; None where undefined.
    difference : float or None
        `adjusted` less the average after of all groups used, in marks; None
        where undefined.
    difference_low, difference_high : float or None
        Confidence limits of `difference`, in marks; None where undefined.
    reason : {"too-few-people"} or None
        Why the group is left out; None when it is in.
    """

    name: str
    n: int
    mean_pre: float
    mean_post: float
    adjusted: float | None
    low: float | None
    high: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    reason: Literal["too-few-people"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedComparison:
    """Groups after, allowing for where each began.

    Attributes
    ----------
    groups : tuple of AdjustedGroup
        One for each label, in the order of the labels.
    left_out : tuple of str
        Labels of groups with fewer than `minimum` people.
    n, n_used : int
        Complete pairs, and those in the groups used.
    mean_pre, mean_post : float or None
        Averages before and after in the groups used, in marks; None where
        fewer than two groups are.
    slope : float or None
        Marks after per mark before, within groups; None where undefined.
    p_groups : float or None
        p-value of no difference between groups; None where undefined.
    p_slopes : float or None
        p-value of equal slopes (pre x group): where it is small, one adjusted
        average per group does not tell the story. None where undefined.
    sd_residual, df : float, int or None
        Residual standard deviation, in marks, and its degrees of freedom; None
        where undefined.
    minimum : int
        People a group must have.
    confidence : float
        Coverage of each interval, a fraction.
    reason : {"no-pairs", "too-few-groups", "no-variation", "perfect-fit"} or None
        Why there are no intervals; None when there are.
    """

    groups: tuple[AdjustedGroup, ...]
    left_out: tuple[str, ...]
    n: int
    n_used: int
    mean_pre: float | None
    mean_post: float | None
    slope: float | None
    p_groups: float | None
    p_slopes: float | None
    sd_residual: float | None
    df: int | None
    minimum: int
    confidence: float
    reason: Reason | None


def adjusted_comparison(
    pre: ArrayLike,
    post: ArrayLike,
    group: Iterable[str],
    *,
    minimum: int = 8,
    confidence: float = 0.95,
) -> AdjustedComparison:
    """Compare groups after a training, allowing for where each began.

    A difference is no ranking: trainees were not given to groups by lot, and
    intervals hold one at a time.

    Parameters
    ----------
    pre, post : array_like of float, shape (n_pairs,)
        Marks before and after, in the same unit; the same person in the same place.
    group : iterable of str, length n_pairs
        Label of each person's group, such as a region.
    minimum : int, default 8
        People a group must have to be compared; 2 or more.
    confidence : float, default 0.95
        Coverage of each interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    AdjustedComparison
        Groups below `minimum` are left out and named. Nothing is compared
        without pairs (`reason` "no-pairs"), with fewer than two groups left
        ("too-few-groups"), and where marks before do not vary inside any group
        ("no-variation"). Marks after that follow from group and marks before
        without remainder give averages without limits ("perfect-fit").

    Raises
    ------
    ValueError
        If the lists differ in length or are not one-dimensional, if a value is
        missing or not a finite number, if a label is not a string, if
        `minimum` is not a whole number from 2 up, or if `confidence` lies
        outside (0, 1). The message names the pair, counted from 1.

    Notes
    -----
    Analysis of covariance [1]_: post = group + slope x pre, one slope and one
    residual variance for all groups, least squares. ``adjusted`` is mean_post
    of the group - slope (mean_pre of the group - mean_pre of all), with
    variance s^2 (1 / n_group + (mean_pre of the group - mean_pre of all)^2 /
    S), S the squares of pre within groups. The average of all is weighted by
    people, so the adjusted average of all is mean_post of all, and a
    difference from it has 1 / n_group - 1 / n_used in place of 1 / n_group.
    `p_groups` and `p_slopes` are F tests against one line and against a slope
    for each group in which marks before vary. A p-value too small for floating
    point is given as the smallest normal float, and is then an upper bound.

    References
    ----------
    .. [1] Vickers and Altman (2001), BMJ 323, 1123-1124.

    Examples
    --------
    >>> pre = [8, 10, 12, 14, 9, 11, 13, 15]
    >>> post = [11, 12, 15, 16, 10, 13, 13, 17]
    >>> result = adjusted_comparison(pre, post, ["A"] * 4 + ["B"] * 4, minimum=4)
    >>> for one in result.groups:
    ...     print(f"{one.name}: {one.adjusted:.1f} ({one.low:.1f} to {one.high:.1f})")
    A: 14.0 (12.9 to 15.1)
    B: 12.8 (11.6 to 13.9)
    """
    level = confidence_level(confidence)
    least = whole("minimum", minimum)
    if least < 2:
        raise ValueError(f"minimum must be 2 or more, got {minimum!r}")
    before, after = paired_marks(pre, post)
    labels = _labels(group, before.size)
    kept = decimals_kept(before, after)
    parts = [
        part(name, np.round(before[labels == name], kept), np.round(after[labels == name], kept))
        for name in sorted(set(labels.tolist()))
    ]
    used = [one for one in parts if one.n >= least]
    fit = fitted(used, kept) if len(used) > 1 else None
    refused: Reason = "too-few-groups" if parts else "no-pairs"
    return AdjustedComparison(
        groups=tuple(_group(one, fit if one.n >= least else None, least, level) for one in parts),
        left_out=tuple(one.name for one in parts if one.n < least),
        n=before.size,
        n_used=sum(one.n for one in used),
        mean_pre=None if fit is None else fit.mean_pre,
        mean_post=None if fit is None else fit.mean_post,
        slope=None if fit is None else fit.slope,
        p_groups=None if fit is None else fit.p_groups,
        p_slopes=None if fit is None else fit.p_slopes,
        sd_residual=None if fit is None else fit.sd,
        df=None if fit is None else fit.df,
        minimum=least,
        confidence=level,
        reason=refused if fit is None else fit.reason,
    )


def _labels(group: Iterable[str], n: int) -> NDArray[np.object_]:
    """One label for each pair."""
    given = list(group)
    if len(given) != n:
        raise ValueError(f"pre and group must be equally long, got {n} and {len(given)} values")
    for place, label in enumerate(given, 1):
        if not isinstance(label, str):
            raise ValueError(f"group of pair {place} must be a string, got {label!r}")
    labels = np.empty(n, dtype=object)
    labels[:] = given
    return labels


def _group(one: Part, fit: Fit | None, least: int, level: float) -> AdjustedGroup:
    """Figures of a group; without a fit or a slope only its averages."""
    adjusted = low = high = difference = difference_low = difference_high = None
    if fit is not None and fit.slope is not None:
        apart = one.mean_pre - fit.mean_pre
        adjusted = one.mean_post - fit.slope * apart
        difference = adjusted - fit.mean_post
        if fit.sd is not None and fit.df is not None:
            reach = t_margin(level, fit.df) * fit.sd
            lean = apart**2 / fit.squares
            margin = reach * math.sqrt(1 / one.n + lean)
            low, high = adjusted - margin, adjusted + margin
            margin = reach * math.sqrt(1 / one.n - 1 / fit.n + lean)
            difference_low, difference_high = difference - margin, difference + margin
    return AdjustedGroup(
        name=one.name,
        n=one.n,
        mean_pre=one.mean_pre,
        mean_post=one.mean_post,
        adjusted=adjusted,
        low=low,
        high=high,
        difference=difference,
        difference_low=difference_low,
        difference_high=difference_high,
        reason="too-few-people" if one.n < least else None,
    )
