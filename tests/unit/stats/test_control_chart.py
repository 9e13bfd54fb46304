"""Control charts: the formula in R, short series, gaps and series without variation."""

from __future__ import annotations

import numpy as np
import pytest

from evaltools.stats import control_chart

MONTHS = [40, 44, 38, 41, 45, 39, 42, 68, 43, 40, 41, 44]
GAPS = [31, 28, None, 35, 30, 33, 29, 31, 27, 34, None, 32, 30, 36, 29]
STEP = [10, 11, 10, 12, 11, 10, 11, 30, 31, 30, 32, 31, 30, 31, 32, 30]


# R 4.2.2, options(digits = 12)
# xmr <- function(x) { mr <- abs(diff(x)); mr <- mr[!is.na(mr)]; k <- mr[mr < 3.267 * mean(mr)]
#   m <- mean(x, na.rm = TRUE)
#   c(m, m - 2.66 * mean(k), m + 2.66 * mean(k), mean(k), length(mr), length(mr) - length(k)) }
@pytest.mark.parametrize(
    ("values", "figures", "outside"),
    [
        (MONTHS, (43.75, 33.99666666667, 53.50333333333, 3.66666666667, 11, 2), (7,)),
        (GAPS, (31.1538461538, 19.7158461538, 42.5918461538, 4.3, 10, 0), ()),
        (STEP, (22, 18.77, 25.23, 1.21428571429, 15, 1), tuple(range(16))),
    ],
)
def test_equals_r(values: list[float | None], figures: tuple[float, ...], outside: tuple[int, ...]) -> None:
    """Centre, limits and screened moving ranges are R's; no range is taken across a gap."""
    chart = control_chart(values)
    found = (chart.centre, chart.low, chart.high, chart.mean_range, chart.n_ranges, chart.n_screened)
    assert found == pytest.approx(figures)
    assert (chart.outside, chart.reason) == (outside, None)
    assert chart.values == tuple(values)
    assert (chart.n, chart.n_gaps) == (len(values) - values.count(None), values.count(None))


@pytest.mark.parametrize(
    ("values", "reason", "centre"),
    [
        ([], "no-data", None),
        ([None, None], "no-data", None),
        ([5], "short-series", 5),
        (MONTHS[:11], "short-series", 44.0 - 3 / 11),  # 481 / 11
        ([*MONTHS[:11], None], "short-series", 44.0 - 3 / 11),
        ([7] * 12, "no-variation", 7),
        ([0] * 30, "no-variation", 0),
        ([0.3, 0.1 + 0.2] * 6, "no-variation", 0.3),
        ([1] * 10 + [5] * 10, "no-variation", 3),
        ([each for value in MONTHS for each in (value, None)], "too-many-gaps", 43.75),
    ],
)
def test_no_limits(values: list[float | None], reason: str, centre: float | None) -> None:
    """Where there are no limits the series is kept, and the record says why."""
    chart = control_chart(values, target=6)
    assert (chart.reason, chart.values) == (reason, tuple(values))
    assert chart.centre == (None if centre is None else pytest.approx(centre))
    assert (chart.low, chart.high, chart.outside) == (None, None, None)
    assert (chart.longest_run, chart.run_limit, chart.run, chart.target_place) == (None,) * 4
    assert chart.target == 6


def test_twelfth_point_brings_limits() -> None:
    """Eleven points have none, twelve have limits, and a gap more does not take them away."""
    assert control_chart(MONTHS[:11]).low is None
    assert control_chart(MONTHS).low is not None
    assert control_chart([*MONTHS[:6], None, *MONTHS[6:]]).low is not None


def test_screening_is_done_once() -> None:
    """One jump does not widen the limits, and the ranges that are left are not screened again."""
    # 0 eight times, 1, 6, 25: mean 32 / 11, bound 9.504, so 25 goes and the mean is 7 / 10;
    # a second bound, 3.267 * 0.7 = 2.287, would take 6 as well
    chart = control_chart([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, -5, 20])
    assert (chart.n_ranges, chart.n_screened) == (11, 1)
    assert chart.mean_range == pytest.approx(0.7)


@pytest.mark.parametrize(("distance", "outside"), [(2.65, ()), (2.66, ()), (2.67, (17, 19))])
def test_limit_itself_is_inside(distance: float, outside: tuple[int, ...]) -> None:
    """A point exactly at a limit is no signal, one beyond it is, and its place is given."""
    # 15 moving ranges of 1 about 0, so limits of -2.66 and 2.66; the last points have no neighbours
    chart = control_chart([0.5, -0.5] * 8 + [None, distance, None, -distance])
    assert (chart.centre, chart.low, chart.high) == (0, -2.66, 2.66)
    assert chart.outside == outside


# n points off the centre: run limit is round(log2(n) + 3)
@pytest.mark.parametrize(
    ("values", "longest", "limit", "word"),
    [
        ([1, -1] * 8, 1, 7, "none"),
        (STEP, 9, 7, "above"),  # the first seven are no signal
        ([10, 11] * 4 + [30, 31] * 4, 8, 7, "both"),
        ([3, 4] * 4 + [-7, -8, -7, -6], 8, 7, "above"),
        ([-3, -4] * 4 + [7, 8, 7, 6], 8, 7, "below"),
        ([3, 4, 3, 4, 3, 4, 3.5, -5, -6, -5, -4, -5], 7, 7, "none"),
    ],
)
def test_runs(values: list[float], longest: int, limit: int, word: str) -> None:
    """A run is a signal where it is longer than its limit, which grows with the series."""
    chart = control_chart(values)
    assert (chart.longest_run, chart.run_limit, chart.run) == (longest, limit, word)


def test_points_at_the_centre_and_gaps_do_not_break_a_run() -> None:
    """A point at the centre is on neither side, and a gap is no point."""
    values = [2, 4, 2, 4, 0, 2, 4, None, 2, 4, -6, -6, -6, -6]
    chart = control_chart(values)
    assert (chart.centre, chart.longest_run, chart.run) == (0, 8, "above")
    assert chart.run_limit == 7  # round(log2(12) + 3)


@pytest.mark.parametrize(
    ("target", "place"),
    [(None, None), (60, "above"), (43, "within"), (33, "below"), (53.6, "above"), (53.5, "within")],
)
def test_place_of_the_target(target: float | None, place: str | None) -> None:
    """The target is held against the limits, and moves nothing."""
    chart = control_chart(MONTHS, target=target)
    assert (chart.target_place, chart.target) == (place, target)
    assert (chart.centre, chart.low) == (control_chart(MONTHS).centre, control_chart(MONTHS).low)


def test_limits_are_not_cut() -> None:
    """A lower limit below 0 stays, as not every figure ends there."""
    low = control_chart([0, 3, 1, 0, 4, 0, 2, 0, 1, 5, 0, 2]).low
    assert low is not None
    assert low < 0


def test_kinds_of_numbers() -> None:
    """Numpy numbers are accepted and kept as plain ones."""
    chart = control_chart(np.array(MONTHS), target=np.int64(60))
    assert chart == control_chart(MONTHS, target=60)
    assert (type(chart.values[0]), type(chart.target)) == (int, int)


@pytest.mark.parametrize(
    ("values", "target", "message"),
    [
        ([1, float("nan")], None, "value of point 2 .*got nan"),
        ([float("inf")], None, "value of point 1 .*got inf"),
        (["5"], None, "value of point 1 .*got '5'"),
        ([1], float("nan"), "target must .*got nan"),
    ],
)
def test_impossible_input_is_refused(values: list[float], target: float | None, message: str) -> None:
    """What is no number is an error that names the point and repeats the value."""
    with pytest.raises(ValueError, match=message):
        control_chart(values, target=target)
