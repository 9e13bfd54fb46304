"""Shares with weights, and shares of two groups side by side."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.answers import is_blank
from evaltools.stats.checks import amount_or_none, confidence_level, number
from evaltools.stats.proportions import Proportion, proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedProportion:
    """Share of people who met a condition, each counted with a weight.

    Attributes
    ----------
    value : float or None
        Weighted share, in [0, 1]; None without weighted answers.
    low, high : float or None
        Confidence limits, in [0, 1]; None where `reason` is given.
    count, n : int
        People who met the condition, and people who answered and have a weight.
    n_left_out : int
        People without an answer, or without a weight.
    n_effective : float or None
        Answers of equal weight that would say as much; at most `n`.
    confidence : float
        Coverage of the interval, a fraction.
    reason : {"no-answers"} or None
        Why there is no share; None when there is one.
    """

    value: float | None
    low: float | None
    high: float | None
    count: int
    n: int
    n_left_out: int
    n_effective: float | None
    confidence: float
    reason: Literal["no-answers"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProportionDifference:
    """How far the share of a first group lies above that of a second.

    Attributes
    ----------
    value : float or None
        First share minus second, in [-1, 1]; None where a group has no answers.
    low, high : float or None
        Confidence limits of `value`; None where it is.
    first, second : Proportion
        The two shares, with Wilson limits and counts.
    confidence : float
        Coverage of the intervals, a fraction.
    reason : {"no-answers"} or None
        Why there is no difference; None when there is one.
    """

    value: float | None
    low: float | None
    high: float | None
    first: Proportion
    second: Proportion
    confidence: float
    reason: Literal["no-answers"] | None


def weighted_proportion(
    flags: Iterable[object], weights: Iterable[float | None], *, confidence: float = 0.95
) -> WeightedProportion:
    """Estimate a share from answers that stand for different numbers of people.

    Parameters
    ----------
    flags : iterable
        1 or True where a person met the condition, 0 or False where not; None
        or NaN where they did not answer.
    weights : iterable of float or None
        Weight of the same person, 0 or more, in any unit; 0 and None leave
        the person out.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    WeightedProportion
        Without a weighted answer there is no share (`reason` "no-answers").

    Raises
    ------
    ValueError
        If the lists differ in length, a flag is neither 0, 1 nor blank, a
        weight is negative or not finite, or `confidence` lies outside (0, 1).
        The message names the person, counted from 1.

    Notes
    -----
    The effective number of answers is Kish's, the squared sum of weights over
    the sum of their squares [1]_; the interval is Wilson's on that number.
    That takes weights as unrelated to the answers. Strata and clusters are not
    allowed for: they need software for survey designs.

    References
    ----------
    .. [1] Kish (1965), Survey sampling, Wiley, section 11.7.

    Examples
    --------
    >>> share = weighted_proportion([1, 1, 0, 1, 0], [2, 1, 1, 1, 5])
    >>> f"{share.value:.2f} ({share.low:.2f} to {share.high:.2f}), as {share.n_effective:.1f} of {share.n}"
    '0.40 (0.09 to 0.82), as 3.1 of 5'
    """
    level = confidence_level(confidence)
    answers, given = list(flags), list(weights)
    if len(answers) != len(given):
        raise ValueError(
            f"flags and weights must be equally long, got {len(answers)} and {len(given)} values"
        )
    kept = []
    for person, (flag, weight) in enumerate(zip(answers, given, strict=True), 1):
        if not is_blank(flag) and flag not in (0, 1):
            raise ValueError(f"flag of person {person} must be 0 or 1, got {flag!r}")
        size = amount_or_none(f"weight of person {person}", None if is_blank(weight) else weight)
        if size and not is_blank(flag):
            kept.append((number("flag", flag) == 1, size))
    value = low = high = n_effective = None
    count = sum(flag for flag, _ in kept)
    if kept:
        most = max(size for _, size in kept)
        total = math.fsum(size / most for _, size in kept)
        n_effective = min(total**2 / math.fsum((size / most) ** 2 for _, size in kept), float(len(kept)))
        value = min(math.fsum(size / most for flag, size in kept if flag) / total, 1.0)
        low, high = _wilson(value, n_effective, level)
        # Who met the condition decides whether a limit is 0 or 1, not rounding.
        low, high = low if count else 0.0, high if count < len(kept) else 1.0
    return WeightedProportion(
        value=value,
        low=low,
        high=high,
        count=count,
        n=len(kept),
        n_left_out=len(answers) - len(kept),
        n_effective=n_effective,
        confidence=level,
        reason=None if kept else "no-answers",
    )


def proportion_difference(
    x1: int, n1: int, x2: int, n2: int, *, confidence: float = 0.95
) -> ProportionDifference:
    """Estimate how far two groups of different people differ in a share.

    Parameters
    ----------
    x1, n1 : int
        People of the first group who met the condition, and who answered.
    x2, n2 : int
        The same for the second group.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    ProportionDifference
        First minus second, in [-1, 1]. Where a group has no answers there is
        no difference (`reason` "no-answers").

    Raises
    ------
    ValueError
        If a count is not a whole number from 0 up or exceeds its total, or
        `confidence` lies outside (0, 1). The message repeats the value.

    Notes
    -----
    The interval is Newcombe's hybrid score, method 10 of [1]_: each limit adds
    the squares of the distances from the shares to their Wilson limits. It
    stays inside [-1, 1] and keeps a width where nobody, or everybody, met the
    condition in both groups.

    References
    ----------
    .. [1] Newcombe (1998), Interval estimation for the difference between
       independent proportions, Statistics in Medicine 17, 873-890.

    Examples
    --------
    >>> result = proportion_difference(56, 70, 48, 80)
    >>> f"{result.value:.2f} ({result.low:.4f} to {result.high:.4f})"
    '0.20 (0.0524 to 0.3339)'
    """
    first = proportion(x1, n1, confidence=confidence)
    second = proportion(x2, n2, confidence=confidence)
    value = low = high = None
    if first.value is not None and second.value is not None:
        value = first.value - second.value
        low = max(value - _distance(first, "low", second, "high"), -1.0)
        high = min(value + _distance(first, "high", second, "low"), 1.0)
    return ProportionDifference(
        value=value,
        low=low,
        high=high,
        first=first,
        second=second,
        confidence=first.confidence,
        reason="no-answers" if value is None else None,
    )


def _distance(one: Proportion, side: str, other: Proportion, other_side: str) -> float:
    """Length of the distances of two shares to their limits, at a right angle."""
    parts = [(share.value, getattr(share, name)) for share, name in ((one, side), (other, other_side))]
    return math.hypot(*(0.0 if value is None else value - limit for value, limit in parts))


def _wilson(value: float, n: float, confidence: float) -> tuple[float, float]:
    """Wilson's limits of a share, for a number of answers that need not be whole."""
    z = float(stats.norm.isf((1 - confidence) / 2))
    centre = (value * n + z**2 / 2) / (n + z**2)
    margin = z * math.sqrt(n * value * (1 - value) + z**2 / 4) / (n + z**2)
    return min(max(centre - margin, 0.0), value), max(min(centre + margin, 1.0), value)
