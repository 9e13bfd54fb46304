"""Events against those expected at the rates of a standard."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from evaltools.stats.cells import complete, events_in, gap, read_cells
from evaltools.stats.checks import amount_or_none, confidence_level
from evaltools.stats.rates import rate


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardisedRatio:
    """Events against those expected at the rates of a standard.

    Attributes
    ----------
    value : float or None
        Observed over expected; 1 is as expected. None where `reason` is given.
    low, high : float or None
        Confidence limits of the ratio; None where `reason` is given.
    observed : int
        Events in all cells that have a count.
    expected : float or None
        Events expected in all cells; None where it cannot be known.
    n_cells, n_missing : int
        Cells, and cells in which a number is missing.
    method : {"exact", "byar"} or None
        How the limits were made; None without limits.
    confidence : float
        Coverage of the interval, a fraction.
    reason : {"no-cells", "missing-cells", "none-expected"} or None
        Why there is no ratio; None when there is one.
    """

    value: float | None
    low: float | None
    high: float | None
    observed: int
    expected: float | None
    n_cells: int
    n_missing: int
    method: Literal["exact", "byar"] | None
    confidence: float
    reason: Literal["no-cells", "missing-cells", "none-expected"] | None


def standardised_ratio(
    counts_observed: Iterable[int | None],
    exposures: Iterable[float | None],
    standard_rates: Iterable[float | None],
    *,
    confidence: float = 0.95,
) -> StandardisedRatio:
    """Compare the events of a group with those expected at the rates of a standard.

    This is indirect standardisation. It holds for fewer events than the direct
    one, but two ratios of different groups have different weights: each is
    compared with the standard, not with the other.

    Parameters
    ----------
    counts_observed : iterable of int or None, length n_cells
        Events in each cell, such as an age group; None where not reported.
    exposures : iterable of float or None, length n_cells
        People, or person-time, of the same cell; 0 or more, None where unknown.
    standard_rates : iterable of float or None, length n_cells
        Events of the standard for each unit of exposure, not for each 1,000;
        0 or more, None where unknown.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    StandardisedRatio
        Observed over expected. There is no ratio without cells (`reason`
        "no-cells"), where a number of any cell is missing ("missing-cells"),
        and where no events are expected ("none-expected"). No events observed
        give a ratio of 0 with a lower limit of exactly 0 and an upper limit
        above it.

    Raises
    ------
    ValueError
        If the lists differ in length, a count is not a whole number (of an
        integer type) from 0 up, an exposure or rate is negative, a number or
        the expected sum is not finite or out of bounds, or `confidence` lies
        outside (0, 1). The message names the cell, counted from 1.

    Notes
    -----
    The ratio is O / E with E = sum(n r), over the cells. The expected number
    is taken as known, and the limits are those of the count O over E, made as
    `rate` makes them: exact [1]_ below 10 events, Byar's approximation [2]_
    from 10 on.

    References
    ----------
    .. [1] Garwood (1936), Biometrika 28, 437-442.
    .. [2] Breslow and Day (1987), Statistical Methods in Cancer Research II,
       IARC, Lyon, p. 69.

    Examples
    --------
    >>> result = standardised_ratio(
    ...     [6, 22, 35, 18], [2300, 4100, 3600, 1200], [0.002, 0.005, 0.011, 0.02]
    ... )
    >>> f"{result.observed} of {result.expected:.1f}: {result.value:.2f}"
    '81 of 88.7: 0.91'
    >>> f"{result.low:.2f} to {result.high:.2f}, {result.method}"
    '0.73 to 1.14, byar'
    >>> standardised_ratio([4, 1], [900, None], [0.002, 0.01]).reason
    'missing-cells'
    """
    level = confidence_level(confidence)
    cells = read_cells(counts_observed, exposures, standard_rates, "standard_rates")
    observed = events_in(cells)
    reason: Literal["no-cells", "missing-cells", "none-expected"] | None = gap(cells)
    expected = None
    if reason is None:
        sum_expected = math.fsum(exposure * each for _, exposure, each in complete(cells))
        expected = amount_or_none("the sum of events expected", sum_expected)
    ratio = rate(observed, expected, per=1, confidence=level)
    return StandardisedRatio(
        value=ratio.value,
        low=ratio.low,
        high=ratio.high,
        observed=observed,
        expected=expected,
        n_cells=len(cells),
        n_missing=sum(None in cell for cell in cells),
        method=ratio.method,
        confidence=level,
        reason=reason or ("none-expected" if ratio.reason else None),
    )
