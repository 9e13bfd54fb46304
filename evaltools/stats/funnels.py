"""Which units differ from the rest by more than chance."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.checks import amount_or_none, one_of, whole

#: Below this many units the spread between them cannot be judged.
MIN_UNITS = 3
#: Overdispersion is tested at this level.
DISPERSION_P = 0.001

Word = Literal["higher", "lower", "no-different"]
Reason = Literal["no-data", "too-few-units", "no-variation", "overdispersed"]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelUnit:
    """One unit of a funnel, such as a region.

    Attributes
    ----------
    count : int or None
        Events or people, as given.
    total : float or None
        Exposure or people asked, as given.
    value : float or None
        Count over total; None for a unit that is left out.
    low_95, high_95, low_998, high_998 : float or None
        Where the value of a unit of this size would lie in 95 and in 99.8 of
        100 cases if it did not differ, both ends included; None where undefined.
    z : float or None
        Distance from the overall value in standard errors; None where undefined.
    word : {"higher", "lower", "no-different"} or None
        Position against the 99.8 % limits; None where words are withheld.
    reason : {"not-reported", "no-total"} or None
        Why the unit is left out; None when it is in.
    """

    count: int | None
    total: float | None
    value: float | None
    low_95: float | None
    high_95: float | None
    low_998: float | None
    high_998: float | None
    z: float | None
    word: Word | None
    reason: Literal["not-reported", "no-total"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Units around their overall value, with what may be said of each.

    Attributes
    ----------
    units : tuple of FunnelUnit
        One for each unit given, in the order given.
    kind : {"rate", "proportion"}
        What the values are.
    overall : float or None
        Sum of counts over sum of totals of the units used; None without any.
    count : int
        Sum of counts of the units used.
    total : float
        Sum of totals of the units used.
    n_units, n_used, n_outside : int
        Units given, units with both parts, and units used that lie outside
        their 99.8 % limits.
    share_outside : float or None
        `n_outside` over `n_used`; None where there are no limits.
    phi : float or None
        Dispersion: Pearson's chi-square over `n_used` - 1, about 1 where only
        chance is at work; None below three units or without variation.
    p_dispersion : float or None
        Chance of so large a `phi` if units did not differ; None with `phi`.
    reason : {"no-data", "too-few-units", "no-variation", "overdispersed"} or None
        Why no unit has a word; None when they have.
    """

    units: tuple[FunnelUnit, ...]
    kind: str
    overall: float | None
    count: int
    total: float
    n_units: int
    n_used: int
    n_outside: int
    share_outside: float | None
    phi: float | None
    p_dispersion: float | None
    reason: Reason | None


def funnel(counts: Iterable[int | None], totals: Iterable[float | None], *, kind: str = "rate") -> Funnel:
    """Compare units with their common value, allowing for the size of each.

    A ranking always has a last place; a funnel asks first whether a unit
    differs at all. Units without a count or a total are left out, and say so.

    Parameters
    ----------
    counts : iterable of int or None, length n_units
        Events, or people who met the condition; None where not reported.
    totals : iterable of float or None, length n_units
        Exposure, or people asked, of the same unit in the same place; 0 or
        None where there is nothing to divide by.
    kind : {"rate", "proportion"}, default "rate"
        "rate" for events, which may outnumber the people (Poisson limits);
        "proportion" for people out of people (binomial limits, narrower).

    Returns
    -------
    Funnel
        Values are counts over totals. No unit has a word where no unit can be
        used (`reason` "no-data"), where fewer than three can
        ("too-few-units"), where no or every person met the condition
        ("no-variation"), and where units differ so widely that most would be
        called out ("overdispersed").

    Raises
    ------
    ValueError
        If the lists differ in length, a count is not a whole number from 0
        up, a total is negative or not finite, `kind` is unknown or, for
        proportions, a total is not whole or is below its count. The message
        names the unit, counted from 1.

    Notes
    -----
    The funnel follows Spiegelhalter [1]_. Limits are exact: the 2.5 and 97.5,
    and the 0.1 and 99.9, percentiles of the Poisson or binomial distribution
    about the overall value, over the total; they are not interpolated, so they
    are steps. A word needs the 99.8 % limits, as in the control charts of
    public health [2]_: of thirty equal units, 95 % limits would call out one
    or two.

    `phi` sums the squared `z` and divides by the units less one, as the
    overall value comes from the same units. Words are withheld as
    "overdispersed" where both hold: that sum exceeds the 99.9th percentile of
    chi-square, and more than half of the units lie outside the 99.8 % limits.
    Limits are not widened to fit, since that would call such differences
    normal. A p-value too small for floating point is given as the smallest
    normal float, and is then an upper bound.

    References
    ----------
    .. [1] Spiegelhalter (2005), Funnel plots for comparing institutional
       performance, Statistics in Medicine 24, 1185-1202.
    .. [2] Public Health England, Fingertips public health technical guidance:
       public health methods, control limits for funnel plots.

    Examples
    --------
    >>> result = funnel([40, 8, 15, 12, 14], [150, 180, 120, 160, 210])
    >>> [unit.word for unit in result.units]
    ['higher', 'no-different', 'no-different', 'no-different', 'no-different']
    >>> f"{result.overall:.3f}, dispersion {result.phi:.1f}"
    '0.109, dispersion 11.7'
    >>> funnel([4, None], [90, 80]).reason
    'too-few-units'
    """
    one_of("kind", kind, ("rate", "proportion"))
    given = _checked(list(counts), list(totals), kind)
    used = [(count, total) for count, total in given if count is not None and total]
    count = whole("the sum of counts", sum(count for count, _ in used))
    total = math.fsum(total for _, total in used)
    n_used = len(used)
    overall = count / total if used else None
    reason: Reason | None = None
    phi = p_dispersion = None
    z: list[float] = []
    limits: list[list[float]] = []
    outside: list[Word] = []
    if overall is None:
        reason = "no-data"
    elif overall == 0 or (kind == "proportion" and count == total):
        reason = "too-few-units" if n_used < MIN_UNITS else "no-variation"
    else:
        z = _z(used, overall, kind)
        limits, outside = _limits(used, overall, kind)
        if n_used < MIN_UNITS:
            reason = "too-few-units"
        else:
            phi, p_dispersion = _dispersion(z)
    n_outside = sum(word != "no-different" for word in outside)
    if p_dispersion is not None and p_dispersion < DISPERSION_P and 2 * n_outside > n_used:
        reason = "overdispersed"
    return Funnel(
        units=_units(given, z, limits, outside if reason is None else []),
        kind=kind,
        overall=overall,
        count=count,
        total=total,
        n_units=len(given),
        n_used=n_used,
        n_outside=n_outside,
        share_outside=n_outside / n_used if limits else None,
        phi=phi,
        p_dispersion=p_dispersion,
        reason=reason,
    )


def _checked(
    counts: list[int | None], totals: list[float | None], kind: str
) -> list[tuple[int | None, float | None]]:
    """Check every unit's count and total."""
    if len(counts) != len(totals):
        raise ValueError(f"counts and totals must be equally long, got {len(counts)} and {len(totals)}")
    checked: list[tuple[int | None, float | None]] = []
    for place, (count, total) in enumerate(zip(counts, totals, strict=True), 1):
        count_name, total_name = f"count of unit {place}", f"total of unit {place}"
        count = None if count is None else whole(count_name, count)
        if kind == "rate" or total is None:
            total = amount_or_none(total_name, total)
        elif (total := whole(total_name, total)) < (count or 0):
            raise ValueError(f"{count_name} must not exceed its total, got {count} of {total}")
        checked.append((count, total))
    return checked


def _z(used: list[tuple[int, float]], overall: float, kind: str) -> list[float]:
    """Distances from the overall value in standard errors."""
    spread = overall * (1 - overall) if kind == "proportion" else overall
    return [(count - total * overall) / math.sqrt(total * spread) for count, total in used]


def _dispersion(z: list[float]) -> tuple[float, float]:
    """Pearson's chi-square over its degrees of freedom, and its p-value."""
    chi_square = math.fsum(distance**2 for distance in z)
    p = float(stats.chi2.sf(chi_square, len(z) - 1))
    return chi_square / (len(z) - 1), max(p, sys.float_info.min)


def _limits(used: list[tuple[int, float]], overall: float, kind: str) -> tuple[list[list[float]], list[Word]]:
    """Limits of each unit's value, inner then outer, and its position against the outer."""
    count: Floats = np.array([count for count, _ in used], dtype=float)
    total: Floats = np.array([total for _, total in used], dtype=float)
    counts_at = [
        stats.binom.ppf(q, total, overall) if kind == "proportion" else stats.poisson.ppf(q, total * overall)
        for q in (0.025, 0.975, 0.001, 0.999)
    ]
    words: list[Word] = [
        "lower" if below else "higher" if above else "no-different"
        for below, above in zip(count < counts_at[2], count > counts_at[3], strict=True)
    ]
    rows: list[list[float]] = (np.array(counts_at) / total).T.tolist()
    return rows, words


def _units(
    given: list[tuple[int | None, float | None]],
    z: list[float],
    limits: list[list[float]],
    words: list[Word],
) -> tuple[FunnelUnit, ...]:
    """Put the figures of the units used back among all units."""
    units = []
    place = 0
    for count, total in given:
        is_used = count is not None and bool(total)
        row = limits[place] if is_used and limits else [None] * 4
        units.append(
            FunnelUnit(
                count=count,
                total=total,
                value=count / total if count is not None and total else None,
                low_95=row[0],
                high_95=row[1],
                low_998=row[2],
                high_998=row[3],
                z=z[place] if is_used and z else None,
                word=words[place] if is_used and words else None,
                reason=None if is_used else "not-reported" if count is None else "no-total",
            )
        )
        place += is_used
    return tuple(units)
