"""One figure over time: what varies by chance, and what does not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from evaltools.stats.checks import number

#: Limits from fewer points change too much with each new point.
MIN_POINTS = 12
#: Nor are limits drawn from fewer moving ranges, where gaps leave few neighbours.
MIN_RANGES = 6
#: Three standard deviations, as a multiple of the average moving range of two.
LIMITS_AT = 2.66
#: A moving range at or above this multiple of their average is left out, once.
SCREEN_AT = 3.267

Reason = Literal["no-data", "short-series", "too-many-gaps", "no-variation"]
Run = Literal["above", "below", "both", "none"]
Place = Literal["above", "within", "below"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChart:
    """A series with the limits within which it varies by chance.

    Attributes
    ----------
    values : tuple of float or None
        The series as given; None for a gap.
    target : float or None
        Target as given.
    n, n_gaps : int
        Points with a value, and gaps.
    centre : float or None
        Average of the values, in their unit; None without any.
    low, high : float or None
        Limits, in the unit of the values, not cut at 0; None where `reason`
        is given.
    mean_range : float or None
        Average of the moving ranges kept; None without any.
    n_ranges, n_screened : int
        Moving ranges of neighbouring points, and those left out as too large.
    outside : tuple of int or None
        Places of the points beyond the limits, counted from 0 in `values`;
        None without limits.
    longest_run : int or None
        Most points in a row on one side of the centre; None without limits.
    run_limit : int or None
        The longest run that is no signal; None without limits.
    run : {"above", "below", "both", "none"} or None
        Side of the centre on which a run is longer; None without limits.
    target_place : {"above", "within", "below"} or None
        Where the target lies against the limits; None without either.
    reason : {"no-data", "short-series", "too-many-gaps", "no-variation"} or None
        Why there are no limits; None when there are.
    """

    values: tuple[float | None, ...]
    target: float | None
    n: int
    n_gaps: int
    centre: float | None
    low: float | None
    high: float | None
    mean_range: float | None
    n_ranges: int
    n_screened: int
    outside: tuple[int, ...] | None
    longest_run: int | None
    run_limit: int | None
    run: Run | None
    target_place: Place | None
    reason: Reason | None


def control_chart(values: Iterable[float | None], *, target: float | None = None) -> ControlChart:
    """Say which points of a series, such as monthly counts, are more than chance.

    Every series goes up and down. A point beyond the limits, or a long run on
    one side of the centre, asks for a reason; the rest does not.

    Parameters
    ----------
    values : iterable of float or None
        The series in order of time, at equal steps; None for a gap.
    target : float, optional
        What is aimed at, in the unit of the values.

    Returns
    -------
    ControlChart
        There are no limits without a value (`reason` "no-data"), for fewer
        than 12 points ("short-series"), for fewer than 6 moving ranges
        ("too-many-gaps"), and where neighbouring points do not differ, but
        for steps that are left out ("no-variation"). The values are kept.

        `target_place` "above" says that the series as it is will not reach so
        high but by chance, "below" that it will stay higher, "within" that it
        will lie now on one side and now on the other.

    Raises
    ------
    ValueError
        If a value or the target is not a finite number. The message names the
        point, counted from 1.

    Notes
    -----
    The chart is the XmR chart of individual values [1]_. Limits are the
    average of the values, plus and minus 2.66 times the average moving range:
    the distance between neighbours. Moving ranges at or above 3.267 times
    their average are left out, once, so that a single jump does not widen the
    limits. A distance across a gap is not a distance between neighbours, and
    is not taken. A point exactly at a limit is inside.

    A run is a signal above log2(n) + 3 points, rounded, for n points off the
    centre [2]_: so the rule holds for series of any length. Points at the
    centre, and gaps, neither break a run nor count.

    Distances are rounded to 9 decimals, fewer for values above a million.

    References
    ----------
    .. [1] Wheeler and Chambers (1992), Understanding Statistical Process
       Control, SPC Press, Knoxville.
    .. [2] Anhøj and Olesen (2014), PLoS ONE 9(11), e113825.

    Examples
    --------
    Consultations in twelve months:

    >>> chart = control_chart([40, 44, 38, 41, 45, 39, 42, 68, 43, 40, 41, 44], target=60)
    >>> f"{chart.centre:.1f} ({chart.low:.1f} to {chart.high:.1f})"
    '43.8 (34.0 to 53.5)'
    >>> chart.outside, chart.run, chart.target_place
    ((7,), 'none', 'above')
    >>> control_chart([40, 44, 38]).reason
    'short-series'
    """
    series = tuple(
        None if value is None else number(f"value of point {place}", value)
        for place, value in enumerate(values, 1)
    )
    aim = None if target is None else number("target", target)
    points = [value for value in series if value is not None]
    decimals = 9 - max(0, math.ceil(math.log10(max([1, *map(abs, points)]))) - 6)
    ranges = [
        round(abs(after - before), decimals)
        for before, after in pairwise(series)
        if before is not None and after is not None
    ]
    kept = _screened(ranges)
    centre = math.fsum(points) / len(points) if points else None
    mean_range = math.fsum(kept) / len(kept) if kept else None
    low = high = longest = run_limit = None
    outside: tuple[int, ...] | None = None
    run: Run | None = None
    reason = _reason(points, ranges, mean_range)
    if reason is None and centre is not None and mean_range is not None:
        low, high = centre - LIMITS_AT * mean_range, centre + LIMITS_AT * mean_range
        places = [_place(value, low, high, decimals) for value in series]
        outside = tuple(index for index, place in enumerate(places) if place in ("above", "below"))
        longest, run_limit, run = _runs([round(value - centre, decimals) for value in points])
    return ControlChart(
        values=series,
        target=aim,
        n=len(points),
        n_gaps=len(series) - len(points),
        centre=centre,
        low=low,
        high=high,
        mean_range=mean_range,
        n_ranges=len(ranges),
        n_screened=len(ranges) - len(kept),
        outside=outside,
        longest_run=longest,
        run_limit=run_limit,
        run=run,
        target_place=_place(aim, low, high, decimals),
        reason=reason,
    )


def _screened(ranges: list[float]) -> list[float]:
    """The moving ranges that are not far larger than the others."""
    bound = SCREEN_AT * math.fsum(ranges) / max(len(ranges), 1)
    return [each for each in ranges if each < bound] or ranges


def _reason(points: list[float], ranges: list[float], mean_range: float | None) -> Reason | None:
    """Why there are no limits; None when there are."""
    if not points:
        return "no-data"
    if len(points) < MIN_POINTS:
        return "short-series"
    if len(ranges) < MIN_RANGES:
        return "too-many-gaps"
    return None if mean_range else "no-variation"


def _place(value: float | None, low: float | None, high: float | None, decimals: int) -> Place | None:
    """Where a value lies against the limits; a limit itself is within."""
    if value is None or low is None or high is None:
        return None
    if round(value - high, decimals) > 0:
        return "above"
    return "below" if round(low - value, decimals) > 0 else "within"


def _runs(distances: Sequence[float]) -> tuple[int, int, Run]:
    """Length of the longest run, of the longest that is no signal, and the side of longer ones."""
    sides = [distance > 0 for distance in distances if distance]
    limit = round(math.log2(len(sides)) + 3) if sides else 0
    runs = [(is_above, len(list(run))) for is_above, run in groupby(sides)]
    signals = {is_above for is_above, length in runs if length > limit}
    word: Run = "both" if len(signals) == 2 else "above" if True in signals else "below"
    return max((length for _, length in runs), default=0), limit, word if signals else "none"
