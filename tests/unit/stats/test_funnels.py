"""Funnels against R, and where no unit may be called out."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from evaltools.stats import Funnel, funnel

COUNTS = [12, 30, 9, 15, 22]
TOTALS = [150, 180, 120, 160, 210]

# Couples who came, and residents, in eight regions.
COUPLES = [1206, 57, 353, 619, 669, 568, 93, 40]
RESIDENTS = [1472027, 2258253, 1238969, 1134776, 789015, 708529, 944610, 605872]


def column(result: Funnel, name: str) -> list[Any]:
    """One field of every unit."""
    return [getattr(unit, name) for unit in result.units]


# R 4.2.2, options(digits = 12)
# x <- c(12, 30, 9, 15, 22); n <- c(150, 180, 120, 160, 210); p <- sum(x) / sum(n)
# rate: e <- n * p; qpois(q, e); z <- (x - e) / sqrt(e)
# proportion: qbinom(q, n, p); z <- (x - e) / sqrt(e * (1 - p))
# for q in .025, .975, .001, .999; sum(z^2) / 4; pchisq(sum(z^2), 4, lower = FALSE)
@pytest.mark.parametrize(
    ("kind", "limits", "z", "phi", "p"),
    [
        (
            "rate",
            ([9, 11, 6, 10, 14], [24, 28, 20, 26, 32], [5, 7, 3, 6, 9], [30, 34, 25, 31, 39]),
            [-1.021281313383, 2.430634127474, -1.080657905056, -0.523855790400, -0.113030270477],
            2.10150500541,
            0.0777876419327,
        ),
        (
            "proportion",
            ([9, 12, 7, 10, 14], [24, 28, 20, 25, 32], [6, 8, 4, 6, 10], [29, 33, 24, 30, 37]),
            [-1.080928011075, 2.572592368659, -1.143772420643, -0.554450953118, -0.119631666473],
            2.35414495142,
            0.0514898583656,
        ),
    ],
)
def test_equals_r(kind: str, limits: tuple[list[int], ...], z: list[float], phi: float, p: float) -> None:
    """Overall value, limits, distances and dispersion are R's."""
    result = funnel(COUNTS, TOTALS, kind=kind)
    assert result.overall == pytest.approx(0.107317073171)
    assert (result.count, result.total, result.n_units, result.n_used) == (88, 820, 5, 5)
    for name, expected in zip(("low_95", "high_95", "low_998", "high_998"), limits, strict=True):
        assert column(result, name) == [count / n for count, n in zip(expected, TOTALS, strict=True)]
    assert column(result, "z") == pytest.approx(z)
    assert result.phi == pytest.approx(phi)
    assert result.p_dispersion == pytest.approx(p)
    assert (result.kind, result.reason) == (kind, None)


def test_within_95_or_between_the_limits_is_no_word() -> None:
    """A unit beyond the 95 % but within the 99.8 % limits is not called out."""
    result = funnel(COUNTS, TOTALS)
    second = result.units[1]
    assert second.value is not None and second.high_95 is not None and second.high_998 is not None
    assert second.high_95 < second.value <= second.high_998
    assert column(result, "word") == ["no-different"] * 5
    assert (result.n_outside, result.share_outside) == (0, 0.0)


def test_one_unit_stands_out() -> None:
    """A unit above its 99.8 % limit is called higher, the others are not."""
    # x <- c(40, 18, 15, 14, 20); e <- n * sum(x) / sum(n)
    # qpois(.999, e) is 35 40 29 36 45; sum((x - e)^2 / e) / 4; pchisq(4 * phi, 4, lower = FALSE)
    result = funnel([40, 18, 15, 14, 20], TOTALS)
    assert column(result, "word") == ["higher"] + ["no-different"] * 4
    assert result.phi == pytest.approx(6.72329773031)
    assert result.p_dispersion == pytest.approx(2.08921580551e-05)
    assert (result.n_outside, result.share_outside, result.reason) == (1, 0.2, None)


def test_limit_itself_is_inside() -> None:
    """A count exactly at the 99.8 % limit is no different; one more is higher, one less lower."""
    # e <- 1200 * 40 / 1200; qpois(.001, 40) is 22; qpois(.999, 40) is 61
    totals = [100] * 12
    others = [40] * 9
    inside = funnel([61, 37, 22, *others], totals)
    outside = funnel([62, 37, 21, *others], totals)
    assert inside.overall == outside.overall == 0.4
    assert [unit.word for unit in inside.units[:3]] == ["no-different"] * 3
    assert [unit.word for unit in outside.units[:3]] == ["higher", "no-different", "lower"]


def test_regions_far_more_spread_than_chance() -> None:
    """Eight regions with a dispersion of 378 get no words, and the record says why."""
    # e <- residents * sum(couples) / sum(residents)
    # sum((couples - e)^2 / e) / 7; (couples - e) / sqrt(e)
    result = funnel(COUPLES, RESIDENTS)
    assert result.phi == pytest.approx(377.935986191)
    assert column(result, "z")[:2] == pytest.approx([26.00394034839, -27.91379787490])
    assert (result.n_outside, result.share_outside) == (8, 1.0)
    assert result.p_dispersion == sys.float_info.min
    assert (result.reason, column(result, "word")) == ("overdispersed", [None] * 8)


def test_half_outside_keeps_words() -> None:
    """Words are withheld only where more than half of the units lie outside."""
    # Four units, overall 0.1, so 100 expected in each; qpois(c(.001, .999), 100) is 71 132.
    result = funnel([150, 50, 100, 100], [1000] * 4)
    assert column(result, "word") == ["higher", "lower", "no-different", "no-different"]
    assert (result.share_outside, result.reason) == (0.5, None)


def test_units_without_both_parts_are_left_out() -> None:
    """Units without count or total do not enter the overall value, and say why."""
    result = funnel([*COUNTS, None, 4, 0], [*TOTALS, 100, None, 0])
    assert result.overall == funnel(COUNTS, TOTALS).overall
    assert (result.n_units, result.n_used) == (8, 5)
    assert column(result, "reason") == [None] * 5 + ["not-reported", "no-total", "no-total"]
    assert column(result, "word")[5:] == column(result, "value")[5:] == [None] * 3
    assert result.units[:5] == funnel(COUNTS, TOTALS).units


def test_position_of_a_unit_left_out() -> None:
    """A unit left out in the middle does not move the figures of the others."""
    result = funnel([12, None, 30, 9, 15, 22], [150, 70, 180, 120, 160, 210])
    assert (*result.units[:1], *result.units[2:]) == funnel(COUNTS, TOTALS).units


@pytest.mark.parametrize(
    ("counts", "totals", "kind", "reason", "overall"),
    [
        ([], [], "rate", "no-data", None),
        ([None, 3], [50, 0], "rate", "no-data", None),
        ([0, 0, 0], [0, 0, 0], "proportion", "no-data", None),
        ([4], [50], "rate", "too-few-units", 0.08),
        ([4, 6, None], [50, 50, 50], "rate", "too-few-units", 0.1),
        ([0, 0], [50, 50], "rate", "too-few-units", 0.0),
        ([0, 0, 0], [50, 60, 70], "rate", "no-variation", 0.0),
        ([0, 0, 0], [50, 60, 70], "proportion", "no-variation", 0.0),
        ([50, 60, 70], [50, 60, 70], "proportion", "no-variation", 1.0),
    ],
)
def test_no_words(
    counts: list[int | None], totals: list[float], kind: str, reason: str, overall: float | None
) -> None:
    """Where nothing can be compared no unit has a word, and the record says why."""
    result = funnel(counts, totals, kind=kind)
    assert (result.reason, result.overall) == (reason, overall)
    assert (result.phi, result.p_dispersion) == (None, None)
    assert column(result, "word") == [None] * len(counts)


def test_too_few_units_keep_their_limits() -> None:
    """Two units have no words, but their limits can still be drawn."""
    # qpois(c(.025, .975), 5) is 1 10
    result = funnel([4, 6], [50, 50])
    assert [(unit.low_95, unit.high_95) for unit in result.units] == [(0.02, 0.2)] * 2
    assert result.share_outside == 0


def test_every_event_counts_for_rates() -> None:
    """Rates may exceed one per head; nobody out of few is no lower than chance allows."""
    result = funnel([300, 310, 290], [100, 100, 100])
    assert column(result, "word") == ["no-different"] * 3
    assert column(funnel([0, 4, 5], [20, 80, 100]), "low_998") == [0, 0, 0]


def test_kinds_of_numbers() -> None:
    """Arrays and numpy numbers are accepted and kept as plain ones."""
    result = funnel(np.array(COUNTS), np.array(TOTALS, dtype=float))
    assert result.units == funnel(COUNTS, TOTALS).units
    assert (type(result.units[0].count), type(result.units[0].total)) == (int, float)


@pytest.mark.parametrize(
    ("counts", "totals", "kind", "message"),
    [
        ([1, 2], [5], "rate", "equally long, got 2 and 1"),
        ([1, -2], [5, 5], "rate", "count of unit 2 .*got -2"),
        ([1, 2.5], [5, 5], "rate", "count of unit 2 .*got 2.5"),
        ([1, float("nan")], [5, 5], "rate", "count of unit 2 .*got nan"),
        ([1, 2], [-5, 5], "rate", "total of unit 1 .*got -5"),
        ([1, 2], [float("nan"), 5], "rate", "total of unit 1 .*got nan"),
        ([1, 6], [5, 5], "proportion", "count of unit 2 must not exceed its total, got 6 of 5"),
        ([1, 1], [5, 5.5], "proportion", "total of unit 2 .*got 5.5"),
        ([10**10, 1], [5, 5], "rate", "the sum of counts .*got 10000000001"),
        ([1, 2], [5, 5], "ratio", "kind must be one of rate, proportion, got 'ratio'"),
    ],
)
def test_impossible_input_is_refused(counts: list[int], totals: list[float], kind: str, message: str) -> None:
    """What cannot be true is an error that names the unit and repeats the value."""
    with pytest.raises(ValueError, match=message):
        funnel(counts, totals, kind=kind)
