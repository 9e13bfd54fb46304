"""Rank test of change between two measurements of the same people."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats  # type: ignore[import-untyped]

from evaltools.stats.checks import confidence_level, one_of
from evaltools.stats.marks import Floats, decimals_kept, marks

#: Up to this many non-zero changes the test is exact.
EXACT_UP_TO = 20

Reason = Literal["no-pairs", "one-pair", "no-change", "too-few-pairs", "too-many-ties"]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRank:
    """Wilcoxon's signed rank test of no change, with the typical change.

    Attributes
    ----------
    n, n_nonzero : int
        People, and people whose mark changed.
    statistic : float or None
        V: sum of the ranks of those who rose; between 0 and the sum of all
        ranks. None where nobody changed.
    p : float or None
        Two-sided p-value of no change, in (0, 1]; None with fewer than two
        people or where nobody changed.
    exact : bool
        True where `p` is exact, False where it is approximate or None.
    pseudomedian : float or None
        Typical change (Hodges and Lehmann), in marks; None without people.
    low, high : float or None
        Confidence limits of `pseudomedian`, in marks; None where `reason` is given.
    zeros : {"wilcoxon", "pratt"}
        What was done with people who did not change.
    confidence : float
        Coverage of the interval, a fraction.
    reason : {"no-pairs", "one-pair", "no-change", "too-few-pairs", "too-many-ties"} or None
        Why there is no interval; None when there is one. The last two leave a `p`.
    """

    n: int
    n_nonzero: int
    statistic: float | None
    p: float | None
    exact: bool
    pseudomedian: float | None
    low: float | None
    high: float | None
    zeros: str
    confidence: float
    reason: Reason | None


def signed_rank(change: ArrayLike, *, zeros: str = "wilcoxon", confidence: float = 0.95) -> SignedRank:
    """Test whether people changed, by ranks, and estimate the typical change.

    Ranks are little moved by one extreme mark, where the average is.

    Parameters
    ----------
    change : array_like of float, shape (n_people,)
        Post minus pre of each person, in marks.
    zeros : {"wilcoxon", "pratt"}, default "wilcoxon"
        "wilcoxon" leaves out people who did not change and then ranks;
        "pratt" ranks everybody and then leaves them out.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    SignedRank
        Nobody: every figure is None (`reason` "no-pairs"). One person has a
        pseudomedian but no test ("one-pair"); so has a group in which nobody
        changed ("no-change"). A group too small for an interval at this
        confidence, such as five people at 0.95, has a test but no interval
        ("too-few-pairs"), and so has one with so many equal changes that the
        interval would have no width ("too-many-ties").

    Raises
    ------
    ValueError
        If a change is missing or not a finite number, `change` is not
        one-dimensional, `zeros` is unknown, or `confidence` lies outside
        (0, 1). The message names the place, counted from 1.

    Notes
    -----
    Changes are rounded to 9 decimals (fewer above a million, where floating
    point holds fewer) before they are ranked; equal ones share their mean
    rank. With up to 20 non-zero changes p is exact: the share of the 2^n ways
    to put signs on these very ranks that give a V as far from its mean, or
    farther. Above 20 it comes from the normal distribution, with variance
    ``sum(rank ** 2) / 4``, which allows for ties, and a continuity correction
    of 0.5 that never passes the mean [1]_, [2]_.

    The pseudomedian is the median of the averages of all pairs of people, each
    with himself too, those without change included. A value lies in the
    interval if the same test, asked whether the changes lie about that value,
    gives a p above 1 - `confidence`; 0 is always inside where `p` is [3]_. The
    limits are such averages, so they are exact to half a unit of the last
    decimal. Time and memory grow with the square of the number of different
    changes.

    References
    ----------
    .. [1] Wilcoxon (1945), Biometrics Bulletin 1, 80-83.
    .. [2] Pratt (1959), J. Am. Stat. Assoc. 54, 655-667.
    .. [3] Hollander and Wolfe (1999), Nonparametric Statistical Methods, 2nd
       ed., Wiley, chapter 3.

    Examples
    --------
    Eight people, of whom one did not change:

    >>> result = signed_rank([3, 3, 0, 3, -1, 4, 4, 2])
    >>> f"V = {result.statistic:g}, p = {result.p:.3f}, n = {result.n_nonzero} of {result.n}"
    'V = 27, p = 0.031, n = 7 of 8'
    >>> f"{result.pseudomedian:g} ({result.low:g} to {result.high:g})"
    '2.5 (1 to 3.5)'
    >>> signed_rank([0, 0, 0]).reason
    'no-change'
    """
    one_of("zeros", zeros, ("wilcoxon", "pratt"))
    level = confidence_level(confidence)
    given = marks("change", change)
    scale = 10 ** decimals_kept(given)
    units = np.rint(given * scale).astype(np.int64)
    n, n_nonzero = units.size, int(np.count_nonzero(units))
    statistic = p = pseudomedian = low = high = None
    reason: Reason | None = None
    if n_nonzero:
        ranks, doubled = _doubled_ranks(units, zeros)
        statistic = doubled / 2
        p = _p(ranks, doubled) if n > 1 else None
    if n == 0:
        reason = "no-pairs"
    else:
        sums, weights = _pair_sums(units)
        pseudomedian = _middle(sums, weights) / (4 * scale)
        if n == 1:
            reason = "one-pair"
        elif p is None:
            reason = "no-change"
        else:
            limits = _limits(units, sums, weights, 1 - level, p)
            if isinstance(limits, str):
                reason = limits
            else:
                low, high = (limit / (2 * scale) for limit in limits)
    return SignedRank(
        n=n,
        n_nonzero=n_nonzero,
        statistic=statistic,
        p=p,
        exact=p is not None and n_nonzero <= EXACT_UP_TO,
        pseudomedian=pseudomedian,
        low=low,
        high=high,
        zeros=zeros,
        confidence=level,
        reason=reason,
    )


def _doubled_ranks(units: Integers, zeros: str) -> tuple[tuple[int, ...], int]:
    """Twice the ranks of the non-zero changes, in order of size, and twice V."""
    kept = units if zeros == "pratt" else units[units != 0]
    doubled = np.rint(2 * stats.rankdata(np.abs(kept))).astype(np.int64)
    return tuple(np.sort(doubled[kept != 0]).tolist()), int(doubled[kept > 0].sum())


def _p(doubled_ranks: tuple[int, ...], doubled_statistic: int) -> float:
    """Two-sided p of twice V, given twice the ranks."""
    total = sum(doubled_ranks)
    if len(doubled_ranks) > EXACT_UP_TO:
        distance = np.array(doubled_statistic - total / 2)
        return float(_normal_p(distance, sum(rank**2 for rank in doubled_ranks)))
    ways = _ways(doubled_ranks)
    extreme = min(doubled_statistic, total - doubled_statistic)
    as_extreme = sum(count for value, count in ways.items() if value <= extreme)
    return min(2 * as_extreme / (1 << len(doubled_ranks)), 1.0)


def _normal_p(distance: Floats, squares: int) -> Floats:
    """Two-sided p of twice V so far from its mean, by the squares of twice the ranks."""
    z = np.maximum(np.abs(distance) - 1, 0) / math.sqrt(squares / 4)
    return np.asarray(np.maximum(2 * special.ndtr(-z), sys.float_info.min), dtype=float)


@lru_cache(maxsize=64)
def _ways(ranks: tuple[int, ...]) -> dict[int, int]:
    """In how many ways signs can be put on the ranks, for each sum of those above zero."""
    ways = {0: 1}
    for rank in ranks:
        grown = dict(ways)
        for value, count in ways.items():
            grown[value + rank] = grown.get(value + rank, 0) + count
        ways = grown
    return ways


def _pair_sums(units: Integers) -> tuple[Integers, Integers]:
    """Sums of all pairs of people, each with himself too, and how often each occurs."""
    values, counts = np.unique(units, return_counts=True)
    first, second = np.triu_indices(values.size)
    often = np.where(
        first == second, counts[first] * (counts[first] + 1) // 2, counts[first] * counts[second]
    )
    sums, place = np.unique(values[first] + values[second], return_inverse=True)
    weights = np.zeros(sums.size, dtype=np.int64)
    np.add.at(weights, place, often)
    return sums, weights


def _middle(sums: Integers, weights: Integers) -> int:
    """Sum of the two middle sums of pairs."""
    until = np.cumsum(weights)
    total = int(until[-1])
    middle = np.searchsorted(until, [(total - 1) // 2, total // 2], side="right")
    return int(sums[middle].sum())


def _limits(
    units: Integers, sums: Integers, weights: Integers, alpha: float, p_of_zero: float
) -> tuple[int, int] | Literal["too-few-pairs", "too-many-ties"]:
    """Outermost sums of pairs next to which the test does not reject."""
    kept = np.flatnonzero(_p_between(units, sums, weights) > alpha)
    if not kept.size:
        return "too-many-ties"
    first, last = int(kept[0]), int(kept[-1])
    if first == 0 or last == sums.size:
        return "too-few-pairs"
    low, high = int(sums[first - 1]), int(sums[last])
    return (min(low, 0), max(high, 0)) if p_of_zero > alpha else (low, high)


def _p_between(units: Integers, sums: Integers, weights: Integers) -> Floats:
    """Two-sided p for a centre below all pair averages, between each two, and above all."""
    if units.size <= EXACT_UP_TO:
        ends = [2 * sums[0] - 4, *(sums[:-1] + sums[1:]), 2 * sums[-1] + 4]
        return np.array([_p(*_doubled_ranks(4 * units - end, "wilcoxon")) for end in ends])
    # Between pair averages only equal changes tie, so V counts pairs and its variance stays.
    above = int(weights.sum()) - np.concatenate([[0], np.cumsum(weights)])
    n = units.size
    ties = np.unique(units, return_counts=True)[1]
    squares = (2 * n * (n + 1) * (2 * n + 1) - int((ties**3 - ties).sum())) // 3
    return _normal_p(2 * above - n * (n + 1) / 2, squares)
