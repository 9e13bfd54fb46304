"""Ratios of two rates against R, and where one side has no events."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from evaltools.stats import rate_ratio


# R 4.2.2, options(digits = 12)
# t <- poisson.test(c(a, b), c(T1, T2)); t$estimate; t$conf.int
# p: tail <- function(side) poisson.test(c(a, b), c(T1, T2), alternative = side)$p.value
#    min(1, 2 * min(tail("less"), tail("greater")))
@pytest.mark.parametrize(
    ("arguments", "value", "low", "high", "p"),
    [
        ((40, 150, 18, 180), 2.66666666667, 1.4939547056, 4.94167375387, 0.00050940142118),
        ((57, 2258253, 353, 1238969), 0.0885906717014, 0.0657560088648, 0.117461566221, 9.48084385243e-100),
        ((11, 800, 23, 3011), 1.80005434783, 0.792205085833, 3.84386274039, 0.165859825584),
        ((1, 10, 1, 10), 1, 0.0127393670837, 78.4968353163, 1),
        ((5, 100, 5, 100), 1, 0.230142468938, 4.34513457952, 1),
        ((3, 10, 12, 40), 1, 0.181091454422, 3.70551277487, 1),
        ((0, 100, 7, 120), 0, 0, 0.832576776116, 0.028730286197),
        ((1206, 1472027, 40, 605872), 12.4094468376, 9.05896052628, 17.4590288132, 1.03110900199e-126),
    ],
)
def test_equals_r(
    arguments: tuple[int, float, int, float], value: float, low: float, high: float, p: float
) -> None:
    """Ratio, exact limits and p-value are R's, also where the first has no events."""
    result = rate_ratio(*arguments)
    assert result.value == pytest.approx(value)
    assert result.low == pytest.approx(low, rel=1e-9, abs=0)
    assert result.high == pytest.approx(high, rel=1e-9)
    assert result.p == pytest.approx(p, rel=1e-9)
    assert (result.count1, result.exposure1, result.count2, result.exposure2) == arguments
    assert result.reason is None


def test_confidence_is_used() -> None:
    """More confidence widens the limits as in R, and leaves p as it is."""
    # poisson.test(c(40, 18), c(150, 180), conf.level = .998)$conf.int
    result = rate_ratio(40, 150, 18, 180, confidence=0.998)
    assert (result.low, result.high) == (pytest.approx(1.10700533259), pytest.approx(7.10787199256))
    assert result.p == rate_ratio(40, 150, 18, 180).p


def test_second_without_events_has_a_lower_limit_only() -> None:
    """Where the second has no events the ratio is at least something, and the record says why."""
    # poisson.test(c(5, 0), c(100, 100)): 0.916355857315 to Inf, p-value 0.0625
    result = rate_ratio(5, 100, 0, 100)
    assert (result.value, result.high, result.reason) == (None, None, "no-events-second")
    assert (result.low, result.p) == (pytest.approx(0.916355857315), pytest.approx(0.0625))


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((0, 100, 0, 120), "no-events"),
        ((5, 0, 3, 100), "no-exposure"),
        ((5, None, 3, 100), "no-exposure"),
        ((5, 100, 3, 0), "no-exposure"),
        ((5, 100, 3, None), "no-exposure"),
        ((0, None, 0, None), "no-exposure"),
    ],
)
def test_no_ratio(arguments: tuple[int, float | None, int, float | None], reason: str) -> None:
    """Without events or exposure there are no figures, the counts are kept, and the record says why."""
    result = rate_ratio(*arguments)
    assert (result.value, result.low, result.high, result.p) == (None, None, None, None)
    assert (result.count1, result.exposure1, result.count2, result.exposure2) == arguments
    assert result.reason == reason


def test_p_is_never_zero() -> None:
    """A p-value too small for floating point is an upper bound, not 0."""
    assert rate_ratio(5000, 100, 1, 100).p == sys.float_info.min


def test_share_next_to_one_keeps_its_tail() -> None:
    """An exposure that dwarfs the other loses no digit of p, whichever comes first."""
    # 2 * (1 - (1 - s)^6) with s = 0.01 / 1e15
    there, back = rate_ratio(5, 1e15, 1, 0.01), rate_ratio(1, 0.01, 5, 1e15)
    assert there.p == back.p == pytest.approx(1.2e-16)


def test_kinds_of_numbers() -> None:
    """Numpy numbers are accepted and kept as plain ones."""
    result = rate_ratio(np.int64(40), np.float64(150), np.int32(18), 180)
    assert result == rate_ratio(40, 150.0, 18, 180)
    assert (type(result.count1), type(result.exposure1)) == (int, float)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1, 5, 1, 5), "count1 must .*got -1"),
        ((1, 5, 2.5, 5), "count2 must .*got 2.5"),
        ((None, 5, 1, 5), "count1 must .*got None"),
        ((1, -5, 1, 5), "exposure1 must .*got -5"),
        ((1, 5, 1, float("nan")), "exposure2 must .*got nan"),
    ],
)
def test_impossible_input_is_refused(arguments: tuple[object, ...], message: str) -> None:
    """What cannot be true is an error that repeats the value."""
    with pytest.raises(ValueError, match=message):
        rate_ratio(*arguments)


def test_impossible_confidence_is_refused() -> None:
    """Confidence is a fraction."""
    with pytest.raises(ValueError, match=r"confidence must .*got 95"):
        rate_ratio(1, 5, 1, 5, confidence=95)
