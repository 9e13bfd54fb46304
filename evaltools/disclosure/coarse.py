"""What is worked out from the scores of a small group, coarse enough that nobody's score comes back."""

from __future__ import annotations

from dataclasses import replace

from evaltools.disclosure.directions import withhold_changes
from evaltools.disclosure.hide import REASON
from evaltools.language import round_half_up
from evaltools.results import Result, Results

#: Decimal places that a published number keeps, by the start of its unit: those that a page shows.
DIGITS = {"points": 1, "standard deviations": 2, "p-value": 2, "percent of the room": 0}
#: A published p-value below this says only that it is below.
LEAST_P = 0.01
#: Below twice the threshold these are not published at all: scores of a few people can be solved for.
NOT_FOR_SMALL = (
    "signed_rank_p",
    "typical_change",
    "d_av_corrected",
    "d_z_corrected",
    "d_rm_corrected",
    "normalised_change",
)
#: Given only where they are too large, so a hidden one would tell that: it is taken out.
ONLY_WHERE_TRUE = (
    "percent_near_top_before",
    "percent_top_after",
    "percent_near_bottom_before",
    "percent_bottom_after",
)


def coarsen(results: Results) -> Results:
    """Round what is published of scores as pages show it, and withhold what small groups would give away.

    Scores are whole points: a mean with all its digits gives their sum back,
    and its interval the sum of their squares, from which single changes of a
    group of six can be solved for. One decimal place, and no interval below
    twice the threshold, leave too many solutions. A standardised change, a
    p-value or a typical change gives away as much as an interval, so below
    twice the threshold there is none.

    Parameters
    ----------
    results : Results
        What may be published; counts are hidden already.

    Returns
    -------
    Results
        Only numbers worked out from scores, from tables with a threshold, are
        changed: means and changes keep one decimal, standardised changes and
        p-values two (below 0.01 a p-value says only that it is), gains none.
        Warnings are left out where they are hidden or the group is small. What
        would give back the hidden numbers of those who rose, stayed and fell is
        withheld first (`withhold_changes`).

    Examples
    --------
    >>> row = Result(region="KZ-23", subject="learning", measure="mean_change", value=1 / 3, low=-0.52,
    ...              high=1.19, n=6, unit="points of 20", threshold=5, method="mean of paired differences")
    >>> made, = coarsen(Results((row,)))
    >>> made.value, made.low, made.reason
    (0.3, None, 'small-group')
    """
    kept = withhold_changes(results, REASON)
    return replace(
        kept, rows=tuple(_coarse(row) for row in kept if not (_is_warning(row) and _is_telling(row)))
    )


def _coarse(row: Result) -> Result:
    digits = next((places for unit, places in DIGITS.items() if row.unit.startswith(unit)), None)
    if not row.threshold or digits is None:
        return row
    if row.measure in NOT_FOR_SMALL and _is_small(row) and row.status in ("ok", "undefined"):
        return replace(row.without_value("hidden", REASON), method="")
    if row.value is None:
        return row
    row = replace(row, value=round_half_up(row.value, digits))
    if row.unit == "p-value" and (row.value or 0.0) < LEAST_P:
        return replace(row, value=LEAST_P, reason="below")
    if _is_small(row):
        if not row.unit.startswith("points") or (row.low is None and row.reason not in WHY_NO_INTERVAL):
            return row
        # Why there was none is not told either: "everybody changed alike" would be everybody's change.
        method = row.method.replace("no interval", "95% t interval")
        method = f"{method}; interval withheld for a group this small"
        return replace(row, low=None, high=None, reason="small-group", method=method)
    if row.low is None or row.high is None:
        return row
    return replace(row, low=round_half_up(row.low, digits), high=round_half_up(row.high, digits))


#: Reasons of the statistics for a change without an interval.
WHY_NO_INTERVAL = ("no-variation", "one-pair", "perfect-fit")


def _is_small(row: Result) -> bool:
    return row.n is not None and 0 < row.n < 2 * row.threshold


def _is_warning(row: Result) -> bool:
    return row.subject == "learning" and row.measure in ONLY_WHERE_TRUE


def _is_telling(row: Result) -> bool:
    return not row.ok or _is_small(row)
