"""Means of small groups, coarse enough that nobody's score can be worked out from them."""

from __future__ import annotations

from dataclasses import replace

from evaltools.language import round_half_up
from evaltools.results import Result, Results

#: Decimal places that a published mean of scores keeps: those that a page shows.
DIGITS = 1


def coarsen(results: Results) -> Results:
    """Round published means of scores as pages show them, and withhold intervals of the smallest groups.

    Scores are whole points: a mean with all its digits gives their sum back,
    and its interval the sum of their squares, from which single changes of a
    group of six can be solved for. One decimal place, and no interval below
    twice the threshold, leave too many solutions.

    Parameters
    ----------
    results : Results
        What may be published; counts are hidden already.

    Returns
    -------
    Results
        Only results in points, from tables with a threshold, are changed.

    Examples
    --------
    >>> row = Result(region="KZ-23", subject="learning", measure="mean_change", value=1 / 3, low=-0.52,
    ...              high=1.19, n=6, unit="points of 20", threshold=5, method="mean of paired differences")
    >>> made, = coarsen(Results((row,)))
    >>> made.value, made.low, made.reason
    (0.3, None, 'small-group')
    """
    return replace(results, rows=tuple(_coarse(row) for row in results))


def _coarse(row: Result) -> Result:
    if not (row.threshold and row.unit.startswith("points") and row.value is not None):
        return row
    row = replace(row, value=round_half_up(row.value, DIGITS))
    if row.low is None or row.high is None:
        return row
    if row.n is not None and row.n < 2 * row.threshold:
        method = f"{row.method}; interval withheld for a group this small"
        return replace(row, low=None, high=None, reason="small-group", method=method)
    return replace(row, low=round_half_up(row.low, DIGITS), high=round_half_up(row.high, DIGITS))
