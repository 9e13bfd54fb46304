"""How many people are needed to see a change."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from evaltools.stats.checks import LARGEST_COUNT, amount_or_none, confidence_level, number
from evaltools.stats.noncentral import paired_power


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineesNeeded:
    """People who must be measured before and after to see a change.

    Attributes
    ----------
    n : int or None
        Smallest number of complete pairs, 2 or more; None where `reason` is given.
    power : float or None
        Chance of seeing the change with `n` pairs, a fraction, at least
        `power_wanted`; None where `reason` is given.
    change, sd_change : float
        Change to be seen and standard deviation of the changes, in marks, as given.
    power_wanted : float
        As given, a fraction.
    confidence : float
        One less the level of the two-sided test, a fraction.
    reason : {"no-change", "no-variation", "too-many"} or None
        Why there is no number; None when there is one.
    """

    n: int | None
    power: float | None
    change: float
    sd_change: float
    power_wanted: float
    confidence: float
    reason: Literal["no-change", "no-variation", "too-many"] | None


def trainees_needed(
    change: float, sd_change: float, *, power: float = 0.8, confidence: float = 0.95
) -> TraineesNeeded:
    """Find how many trainees show a change of so many marks.

    The number is of people measured both times: invite more, by the share that
    was lost last time.

    Parameters
    ----------
    change : float
        Average change that should not be missed, in marks; its sign does not matter.
    sd_change : float
        Standard deviation of people's changes, in marks, such as the
        `sd_change` of an earlier round; 0 or more.
    power : float, default 0.8
        Wanted chance of seeing the change: a fraction in (0, 1).
    confidence : float, default 0.95
        Of the interval that shall leave out 0: a fraction in (0, 1), not a percentage.

    Returns
    -------
    TraineesNeeded
        Complete pairs. No number shows a change of 0 (`reason` "no-change").
        Changes that do not vary leave nothing to plan with ("no-variation").
        More than 10 billion are too many ("too-many").

    Raises
    ------
    ValueError
        If a number is missing or not finite, `sd_change` is negative, or
        `power` or `confidence` lies outside (0, 1). The message repeats the value.

    Notes
    -----
    Power is that of Student's two-sided paired test, from the noncentral t
    with n - 1 degrees of freedom and noncentrality sqrt(n) |change| /
    sd_change, both tails counted [1]_.

    References
    ----------
    .. [1] Cohen (1988), Statistical power analysis for the behavioral
       sciences, 2nd ed., Erlbaum, chapter 2.

    Examples
    --------
    >>> result = trainees_needed(1.5, 3.2)
    >>> f"{result.n} trainees, power {result.power:.3f}"
    '38 trainees, power 0.803'
    >>> trainees_needed(0, 3.2).reason
    'no-change'
    """
    level = confidence_level(confidence)
    wanted = number("power", power)
    if not 0 < wanted < 1:
        raise ValueError(f"power must be a fraction between 0 and 1, got {power!r}")
    size, spread = number("change", change), amount_or_none("sd_change", sd_change)
    if spread is None:
        raise ValueError("sd_change must be 0 or a positive amount, got None")
    n = reached = None
    reason: Literal["no-change", "no-variation", "too-many"] | None = None
    if size == 0:
        reason = "no-change"
    elif spread == 0:
        reason = "no-variation"
    else:
        n = _smallest(abs(size) / spread, wanted, level)
        if n is None:
            reason = "too-many"
        else:
            reached = _power(abs(size) / spread, n, level)
    return TraineesNeeded(
        n=n,
        power=reached,
        change=size,
        sd_change=spread,
        power_wanted=wanted,
        confidence=level,
        reason=reason,
    )


def _power(effect: float, n: int, level: float) -> float:
    """Chance that n pairs show the effect."""
    return paired_power(effect * math.sqrt(n), n - 1, level)


def _smallest(effect: float, wanted: float, level: float) -> int | None:
    """Smallest number of pairs with the wanted power; None beyond the largest count."""
    below, enough = 1, 2
    while _power(effect, enough, level) < wanted:
        if enough >= LARGEST_COUNT:
            return None
        below, enough = enough, min(2 * enough, LARGEST_COUNT)
    while enough - below > 1:
        middle = (below + enough) // 2
        if _power(effect, middle, level) < wanted:
            below = middle
        else:
            enough = middle
    return enough
