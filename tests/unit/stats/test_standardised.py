"""Standardised rates and ratios against their formulas in R, and where cells are missing."""

from __future__ import annotations

import numpy as np
import pytest

from evaltools.stats import directly_standardised_rate, rate, standardised_ratio

COUNTS = [6, 22, 35, 18]
EXPOSURES = [2300, 4100, 3600, 1200]
STANDARD = [30_000, 42_000, 25_000, 9_000]
RATES = [0.002, 0.005, 0.011, 0.02]


# R 4.2.2, options(digits = 12)
# byar <- function(o, z = qnorm(.975)) c(o * (1 - 1 / (9 * o) - z / (3 * sqrt(o)))^3,
#   (o + 1) * (1 - 1 / (9 * (o + 1)) + z / (3 * sqrt(o + 1)))^3)
# dobson <- function(x, n, w, z = qnorm(.975)) { w <- w / sum(w); d <- sum(w * x / n)
#   v <- sum(w^2 * x / n^2); o <- sum(x); c(d, d + sqrt(v / o) * (byar(o, z) - o)) * 1000 }
# The second is ageadjust.direct of epitools 0.5-10:
# fay <- function(x, n, w, a = .05) { w <- w / sum(w); d <- sum(w * x / n)
#   v <- sum(w^2 * x / n^2); m <- max(w / n)
#   c(d, qgamma(a / 2, shape = d^2 / v, scale = v / d), qgamma(1 - a / 2,
#     shape = (d + m)^2 / (v + m^2), scale = (v + m^2) / (d + m))) * 1000 }
@pytest.mark.parametrize(
    ("method", "confidence", "low", "high"),
    [
        ("dobson", 0.95, 5.07356826466, 8.03258070354),
        ("fay-feuer", 0.95, 5.07575931739, 8.08796271332),
        ("dobson", 0.998, 4.39514029658, 9.02539384261),
        ("fay-feuer", 0.998, 4.40244135876, 9.09113931324),
    ],
)
def test_direct_equals_r(method: str, confidence: float, low: float, high: float) -> None:
    """The rate and both kinds of limits are those of the formulas in R."""
    result = directly_standardised_rate(COUNTS, EXPOSURES, STANDARD, method=method, confidence=confidence)
    assert result.value == pytest.approx(6.43096489414)
    assert (result.low, result.high) == (pytest.approx(low), pytest.approx(high))
    assert (result.counts, result.exposures, result.standard) == (
        tuple(COUNTS),
        tuple(EXPOSURES),
        tuple(STANDARD),
    )
    assert (result.count, result.n_cells, result.n_missing) == (81, 4, 0)
    assert (result.method, result.confidence, result.per, result.reason) == (method, confidence, 1000, None)


@pytest.mark.parametrize(
    ("method", "low", "high"), [("dobson", 0, 292.3889951096), ("fay-feuer", 2.04399687712, 445.79984307692)]
)
def test_one_event_with_most_of_the_weight(method: str, low: float, high: float) -> None:
    """A rate cannot be below 0: where Dobson's formula says -52, the limit is 0."""
    # dobson(c(0, 9, 1), c(500, 9000, 10), c(1, 1, 8)) is 80.1, -51.7682569634, 292.3889951096
    # fay(c(0, 9, 1), c(500, 9000, 10), c(1, 1, 8))
    result = directly_standardised_rate([0, 9, 1], [500, 9000, 10], [1, 1, 8], method=method)
    assert result.value == pytest.approx(80.1)
    assert (result.low, result.high) == (pytest.approx(low), pytest.approx(high))


def test_one_cell_is_the_plain_rate() -> None:
    """With one cell there is nothing to weight: the figures are those of `rate`."""
    result = directly_standardised_rate([57], [225], [3], per=100)
    plain = rate(57, 225, per=100)
    assert result.value == pytest.approx(plain.value)
    assert (result.low, result.high) == (pytest.approx(plain.low), pytest.approx(plain.high))


@pytest.mark.parametrize("method", ["dobson", "fay-feuer"])
@pytest.mark.parametrize(
    ("counts", "exposures", "standard", "reason", "n_missing"),
    [
        ([], [], [], "no-cells", 0),
        ([20, None], [100, 100], [1, 1], "missing-cells", 1),
        ([20, 5], [100, None], [1, 1], "missing-cells", 1),
        ([20, 5], [100, 100], [None, 1], "missing-cells", 1),
        ([None, None], [None, 100], [1, 1], "missing-cells", 2),
        ([20, 0], [100, 0], [1, 1], "no-exposure", 0),
        ([4, 5], [100, 0], [1, 1], "no-exposure", 0),
        ([4, 5], [100, 100], [1, 1], "too-few-events", 0),
        ([0, 0], [100, 100], [1, 1], "too-few-events", 0),
    ],
)
def test_no_rate(
    method: str,
    counts: list[int | None],
    exposures: list[float | None],
    standard: list[float | None],
    reason: str,
    n_missing: int,
) -> None:
    """A gap is not a 0, and few events are no rate; the cells are kept and the record says why."""
    result = directly_standardised_rate(counts, exposures, standard, method=method)
    assert (result.value, result.low, result.high) == (None, None, None)
    assert (result.reason, result.n_missing, result.n_cells) == (reason, n_missing, len(counts))
    assert result.counts == tuple(counts)
    assert result.count == sum(count for count in counts if count is not None)


def test_ten_events_are_enough() -> None:
    """The tenth event makes the rate appear, and a cell may have none."""
    assert directly_standardised_rate([10, 0], [100, 100], [1, 1]).value == pytest.approx(50)


# R 4.2.2: e <- sum(n * r); sum(x) / e; byar(sum(x)) / e
def test_indirect_equals_r() -> None:
    """Observed, expected, ratio and limits are R's."""
    result = standardised_ratio(COUNTS, EXPOSURES, RATES)
    assert (result.observed, result.expected) == (81, pytest.approx(88.7))
    assert result.value == pytest.approx(0.913190529876)
    assert (result.low, result.high) == (pytest.approx(0.725180998469), pytest.approx(1.135026234546))
    assert (result.method, result.reason, result.n_cells, result.n_missing) == ("byar", None, 4, 0)


def test_few_events_have_exact_limits() -> None:
    """Below ten events the limits are exact, and none observed is a ratio of 0."""
    # 4 / 2.5; poisson.test(4)$conf.int / 2.5; poisson.test(0)$conf.int / 2.5
    few, none = (standardised_ratio([count, 0], [100, 50], [0.02, 0.01]) for count in (4, 0))
    assert (few.value, few.method) == (pytest.approx(1.6), "exact")
    assert (few.low, few.high) == (pytest.approx(0.435946149451), pytest.approx(4.096635470161))
    assert (none.value, none.low, none.reason) == (0, 0, None)
    assert none.high == pytest.approx(3.68887945411 / 2.5)


@pytest.mark.parametrize(
    ("counts", "exposures", "rates", "reason", "expected"),
    [
        ([], [], [], "no-cells", None),
        ([3, None], [100, 100], [0.1, 0.1], "missing-cells", None),
        ([3, 2], [100, None], [0.1, 0.1], "missing-cells", None),
        ([3, 2], [100, 100], [0.1, None], "missing-cells", None),
        ([3, 2], [100, 100], [0, 0], "none-expected", 0),
        ([0, 0], [0, 0], [0.1, 0.1], "none-expected", 0),
    ],
)
def test_no_ratio(
    counts: list[int | None],
    exposures: list[float | None],
    rates: list[float | None],
    reason: str,
    expected: float | None,
) -> None:
    """Without complete cells or expected events there is no ratio, and the record says why."""
    result = standardised_ratio(counts, exposures, rates)
    assert (result.value, result.low, result.high, result.method) == (None, None, None, None)
    assert (result.reason, result.expected) == (reason, expected)
    assert result.observed == sum(count for count in counts if count is not None)


def test_kinds_of_numbers() -> None:
    """Arrays are accepted and kept as plain numbers."""
    result = directly_standardised_rate(np.array(COUNTS), np.array(EXPOSURES, float), np.array(STANDARD))
    assert result == directly_standardised_rate(COUNTS, [float(each) for each in EXPOSURES], STANDARD)
    assert (type(result.counts[0]), type(result.exposures[0])) == (int, float)
    assert standardised_ratio(np.array(COUNTS), EXPOSURES, RATES) == standardised_ratio(
        COUNTS, EXPOSURES, RATES
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"counts": [1]}, "equally long, got 1, 2 and 2"),
        ({"counts": [1, -2]}, "count of cell 2 .*got -2"),
        ({"counts": [1.5, 2]}, "count of cell 1 .*got 1.5"),
        ({"exposures": [5, -5]}, "exposure of cell 2 .*got -5"),
        ({"exposures": [float("nan"), 5]}, "exposure of cell 1 .*got nan"),
        ({"standard": [1, -1]}, "standard of cell 2 .*got -1"),
        ({"standard": [0, 1]}, "standard of cell 1 must be positive, got 0"),
        ({"per": 0}, "per must be positive, got 0"),
        ({"confidence": 1}, "confidence must .*got 1"),
        ({"method": "wald"}, "method must be one of dobson, fay-feuer, got 'wald'"),
    ],
)
def test_impossible_input_is_refused(arguments: dict[str, object], message: str) -> None:
    """What cannot be true is an error that names the cell and repeats the value."""
    usual = {"counts": [10, 20], "exposures": [100, 200], "standard": [1, 2]}
    with pytest.raises(ValueError, match=message):
        directly_standardised_rate(**(usual | arguments))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1], [5, 5], [1, 1]), "counts, exposures and standard_rates .*got 1, 2 and 2"),
        (([1, -2], [5, 5], [1, 1]), "count of cell 2 .*got -2"),
        (([1, 2], [5, 5], [1, -1]), "standard_rates of cell 2 .*got -1"),
        (([1, 2], [1e15, 5], [1e3, 1]), "the sum of events expected .*got 1e"),
    ],
)
def test_impossible_ratio_is_refused(arguments: tuple[list[object], ...], message: str) -> None:
    """What cannot be true is an error that names the cell and repeats the value."""
    with pytest.raises(ValueError, match=message):
        standardised_ratio(*arguments)
