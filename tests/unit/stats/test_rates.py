"""Rates against R, and where there is no denominator."""

from __future__ import annotations

import numpy as np
import pytest

from evaltools.stats import rate


# R 4.2.2, options(digits = 12)
# below 10: poisson.test(x)$conf.int
# from 10: byar <- function(o, z = qnorm(.975))
#   c(o * (1 - 1 / (9 * o) - z / (3 * sqrt(o)))^3,
#     (o + 1) * (1 - 1 / (9 * (o + 1)) + z / (3 * sqrt(o + 1)))^3)
@pytest.mark.parametrize(
    ("count", "low", "high", "method"),
    [
        (0, 0, 3.68887945411, "exact"),
        (1, 0.0253178079843, 5.57164339094, "exact"),
        (4, 1.08986537363, 10.2415886754, "exact"),
        (9, 4.11537309738, 17.0848034514, "exact"),
        (10, 4.78744991397, 18.39145860576, "byar"),
        (57, 43.1686006651, 73.8514592797, "byar"),
        (1206, 1138.88690686, 1276.03543977, "byar"),
    ],
)
def test_limits_of_a_count(count: int, low: float, high: float, method: str) -> None:
    """Limits are exact below ten events and Byar's from ten on, as R computes them."""
    result = rate(count, 1, per=1)
    assert result.value == count
    assert result.low == pytest.approx(low, rel=1e-9, abs=0)
    assert result.high == pytest.approx(high, rel=1e-9)
    assert (result.method, result.reason) == (method, None)


@pytest.mark.parametrize(("count", "low", "high"), [(10, 4.7954, 18.3904), (57, 43.1712, 73.8501)])
def test_byar_is_close_to_exact(count: int, low: float, high: float) -> None:
    """From ten events on, the approximation is within 0.2 % of the exact limits."""
    # poisson.test(10)$conf.int; poisson.test(57)$conf.int
    result = rate(count, 1, per=1)
    assert (result.low, result.high) == (pytest.approx(low, rel=2e-3), pytest.approx(high, rel=2e-3))


def test_rate_per_hundred_thousand() -> None:
    """The unit scales the rate and its limits alike, and is kept."""
    # 57 / 2258253 * 1e5; byar(57) / 2258253 * 1e5
    result = rate(57, 2_258_253, per=100_000)
    assert result.value == pytest.approx(2.524075026)
    assert (result.low, result.high) == (pytest.approx(1.911592752), pytest.approx(3.270291649))
    assert (result.count, result.exposure, result.per) == (57, 2_258_253, 100_000)


def test_default_is_per_thousand() -> None:
    """Without a unit the rate is per 1,000."""
    # poisson.test(4, T = 250)$conf.int * 1000
    result = rate(4, 250)
    assert result.value == 16
    assert (result.low, result.high) == (pytest.approx(4.359461495), pytest.approx(40.966354702))


def test_confidence_is_used() -> None:
    """Confidence widens both kinds of limits as in R."""
    # poisson.test(9, conf.level = .998)$conf.int; byar(57, z = qnorm(.999))
    exact, byar = (rate(count, 1, per=1, confidence=0.998) for count in (9, 57))
    assert (exact.low, exact.high) == (pytest.approx(2.452424404), pytest.approx(22.657373309))
    assert (byar.low, byar.high) == (pytest.approx(36.45964881), pytest.approx(84.43232373))


@pytest.mark.parametrize("exposure", [0, 0.0, None])
@pytest.mark.parametrize("count", [0, 3, 12])
def test_no_exposure(count: int, exposure: float | None) -> None:
    """Without a denominator there is no rate, the count is kept, and the record says why."""
    result = rate(count, exposure)
    assert (result.value, result.low, result.high, result.method) == (None, None, None, None)
    assert (result.count, result.exposure, result.reason) == (count, exposure, "no-exposure")


def test_more_events_than_people() -> None:
    """People may come more than once, so events may outnumber people."""
    # 30 / 12 * 1000
    assert rate(30, 12).value == 2500


def test_kinds_of_numbers() -> None:
    """Numpy numbers are accepted and kept as plain ones."""
    result = rate(np.int64(4), np.float64(250))
    assert result == rate(4, 250.0)
    assert (type(result.count), type(result.exposure)) == (int, float)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"count": -1, "exposure": 5}, "count must .*got -1"),
        ({"count": 2.5, "exposure": 5}, "count must .*got 2.5"),
        ({"count": None, "exposure": 5}, "count must .*got None"),
        ({"count": 1, "exposure": -5}, "exposure must .*got -5"),
        ({"count": 1, "exposure": float("nan")}, "exposure must .*got nan"),
        ({"count": 1, "exposure": float("inf")}, "exposure must .*got inf"),
        ({"count": 1, "exposure": 1e-300}, "exposure must .*got 1e-300"),
        ({"count": 1, "exposure": "5"}, "exposure must .*got '5'"),
        ({"count": 1, "exposure": 5, "per": 0}, "per must be positive, got 0"),
        ({"count": 1, "exposure": 5, "per": -1}, "per must .*got -1"),
        ({"count": 1, "exposure": 5, "per": None}, "per must .*got None"),
        ({"count": 1, "exposure": 5, "confidence": 1}, "confidence must .*got 1"),
    ],
)
def test_impossible_input_is_refused(arguments: dict[str, object], message: str) -> None:
    """What cannot be true is an error that repeats the value."""
    with pytest.raises(ValueError, match=message):
        rate(**arguments)
