"""Rates as they would be in a group made up like the standard."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.cells import complete, events_in, gap, read_cells
from evaltools.stats.checks import amount_or_none, confidence_level, one_of
from evaltools.stats.rates import rate

#: A directly standardised rate of fewer events is withheld.
MIN_EVENTS = 10

Reason = Literal["no-cells", "missing-cells", "no-exposure", "too-few-events"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardisedRate:
    """A rate as it would be if the group were made up like the standard.

    Attributes
    ----------
    value : float or None
        Events per `per` units of exposure; None where `reason` is given.
    low, high : float or None
        Confidence limits, in the unit of `value`; None where `reason` is given.
    counts, exposures, standard : tuple
        The cells as given.
    count : int
        Events in all cells that have a count.
    n_cells, n_missing : int
        Cells, and cells in which a number is missing.
    per : float
        Size of the unit: 1000 makes `value` a rate per 1,000.
    method : {"dobson", "fay-feuer"}
        The interval asked for.
    confidence : float
        Coverage of the interval, a fraction.
    reason : {"no-cells", "missing-cells", "no-exposure", "too-few-events"} or None
        Why there is no rate; None when there is one.
    """

    value: float | None
    low: float | None
    high: float | None
    counts: tuple[int | None, ...]
    exposures: tuple[float | None, ...]
    standard: tuple[float | None, ...]
    count: int
    n_cells: int
    n_missing: int
    per: float
    method: str
    confidence: float
    reason: Reason | None


def directly_standardised_rate(
    counts: Iterable[int | None],
    exposures: Iterable[float | None],
    standard: Iterable[float | None],
    *,
    per: float = 1000,
    confidence: float = 0.95,
    method: str = "dobson",
) -> StandardisedRate:
    """Estimate the rate that a group would have if it were made up like the standard.

    An older region has more events without doing anything else. Its rate in
    each age group, weighted by one standard for all regions, can be compared.

    Parameters
    ----------
    counts : iterable of int or None, length n_cells
        Events in each cell, such as an age group; None where not reported.
    exposures : iterable of float or None, length n_cells
        People, or person-time, of the same cell; 0 or more, None where unknown.
    standard : iterable of float or None, length n_cells
        Weight of the same cell: people of the standard, or shares. Positive.
    per : float, default 1000
        Size of the unit of the rate: 1000 gives events per 1,000.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.
    method : {"dobson", "fay-feuer"}, default "dobson"
        Interval.

    Returns
    -------
    StandardisedRate
        Events per `per` units. There is no rate without cells (`reason`
        "no-cells"); where a number of any cell is missing ("missing-cells"),
        for a gap is not a 0; where a cell has nobody in it ("no-exposure"), so
        its rate is unknown; and for fewer than 10 events ("too-few-events").

    Raises
    ------
    ValueError
        If the lists differ in length, a count is not a whole number (of an
        integer type) from 0 up, an exposure is negative, a weight or `per` is
        not positive, a number is not finite, `method` is unknown, or
        `confidence` lies outside (0, 1). The message names the cell, counted
        from 1.

    Notes
    -----
    The rate is d = sum(w x / n), with x events among n people in a cell and
    weights w that add up to 1; its variance is v = sum(w^2 x / n^2).

    "dobson" moves the limits of the total count O, made as `rate` makes them,
    to the scale of the rate: d + sqrt(v / O) (limit - O) [1]_. Where few
    events have most of the weight the lower limit would fall below 0, and is
    cut there. "fay-feuer" takes quantiles of gamma distributions with mean d
    and variance v for the lower, and d + m and v + m^2 for the upper limit,
    where m is the largest w / n [2]_. It is wider, and never below 0.

    A rate of fewer than 10 events is withheld, as in public health statistics.

    References
    ----------
    .. [1] Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine
       10, 457-462.
    .. [2] Fay and Feuer (1997), Statistics in Medicine 16, 791-801.

    Examples
    --------
    Divorces by four age groups, weighted by the whole country's:

    >>> result = directly_standardised_rate(
    ...     [6, 22, 35, 18], [2300, 4100, 3600, 1200], [30_000, 42_000, 25_000, 9_000]
    ... )
    >>> f"{result.value:.2f} ({result.low:.2f} to {result.high:.2f}) per 1,000"
    '6.43 (5.07 to 8.03) per 1,000'
    >>> directly_standardised_rate([6, None], [2300, 4100], [1, 1]).reason
    'missing-cells'
    """
    one_of("method", method, ("dobson", "fay-feuer"))
    level = confidence_level(confidence)
    unit = amount_or_none("per", per)
    if not unit:
        raise ValueError(f"per must be positive, got {per!r}")
    cells = read_cells(counts, exposures, standard, "standard")
    for place, (_, _, weight) in enumerate(cells, 1):
        if weight == 0:
            raise ValueError(f"standard of cell {place} must be positive, got 0")
    count = events_in(cells)
    reason: Reason | None = gap(cells)
    value = low = high = None
    if reason is None and any(exposure == 0 for _, exposure, _ in cells):
        reason = "no-exposure"
    elif reason is None and count < MIN_EVENTS:
        reason = "too-few-events"
    elif reason is None:
        value, low, high = (figure * unit for figure in _figures(complete(cells), count, method, level))
    return StandardisedRate(
        value=value,
        low=low,
        high=high,
        counts=tuple(cell[0] for cell in cells),
        exposures=tuple(cell[1] for cell in cells),
        standard=tuple(cell[2] for cell in cells),
        count=count,
        n_cells=len(cells),
        n_missing=sum(None in cell for cell in cells),
        per=unit,
        method=method,
        confidence=level,
        reason=reason,
    )


def _figures(
    cells: list[tuple[int, float, float]], count: int, method: str, confidence: float
) -> tuple[float, float, float]:
    """Rate and limits, for each unit of exposure."""
    whole_weight = math.fsum(weight for _, _, weight in cells)
    shares = [(events, weight / whole_weight / exposure) for events, exposure, weight in cells]
    value = math.fsum(events * share for events, share in shares)
    variance = math.fsum(events * share**2 for events, share in shares)
    if method == "dobson":
        total = rate(count, 1, per=1, confidence=confidence)
        step = math.sqrt(variance / count)
        low, high = (value + step * ((limit or 0) - count) for limit in (total.low, total.high))
    else:
        largest = max(share for _, share in shares)
        above, spread = value + largest, variance + largest**2
        tail = (1 - confidence) / 2
        low = float(stats.gamma.ppf(tail, value**2 / variance, scale=variance / value))
        high = float(stats.gamma.isf(tail, above**2 / spread, scale=spread / above))
    return value, min(max(low, 0.0), value), max(high, value)
