"""Shares against published intervals and R, and where there is none."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from evaltools.stats import proportion


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_published(count: int, total: int, low: float, high: float) -> None:
    """Wilson's limits are those printed by Newcombe."""
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    result = proportion(count, total)
    assert result.value == count / total
    assert (result.low, result.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert (result.count, result.total, result.method, result.reason) == (count, total, "wilson", None)


# R 4.2.2, options(digits = 12); x of n people
# wilson: prop.test(x, n, correct = FALSE)$conf.int
# exact: binom.test(x, n)$conf.int
# agresti-coull: z <- qnorm(.975); m <- n + z^2; p <- (x + z^2 / 2) / m
#   pmin(1, pmax(0, p + c(-1, 1) * z * sqrt(p * (1 - p) / m)))
@pytest.mark.parametrize(
    ("method", "count", "total", "low", "high"),
    [
        ("wilson", 81, 263, 0.255288519878, 0.366209576983),
        ("wilson", 15, 148, 0.0623863995307, 0.1604872417233),
        ("wilson", 0, 20, 0, 0.161125158053),
        ("wilson", 1, 29, 0.00611321429276, 0.17175521879320),
        ("wilson", 29, 29, 0.88303020150, 1),
        ("exact", 81, 263, 0.252736745585, 0.367621922601),
        ("exact", 15, 148, 0.0578440100834, 0.1616504903495),
        ("exact", 0, 20, 0, 0.168433470983),
        ("exact", 1, 29, 0.00087264688358, 0.17764429548872),
        ("exact", 29, 29, 0.88055513093, 1),
        ("agresti-coull", 81, 263, 0.255220665190, 0.366277431671),
        ("agresti-coull", 1, 29, 0, 0.186286508562),
        ("agresti-coull", 0, 20, 0, 0.189809560542),
    ],
)
def test_equals_r(method: str, count: int, total: int, low: float, high: float) -> None:
    """Each method's limits are R's, and 0 and 1 are exact at the ends."""
    result = proportion(count, total, method=method)
    assert result.low == pytest.approx(low, rel=1e-9, abs=0)
    assert result.high == pytest.approx(high, rel=1e-9)
    assert result.method == method
    if count == total:
        assert result.high == 1


def test_confidence_is_used() -> None:
    """A lower confidence gives R's narrower intervals."""
    # prop.test(81, 263, correct = FALSE, conf.level = 0.9)$conf.int
    # binom.test(15, 148, conf.level = 0.9)$conf.int
    wilson = proportion(81, 263, confidence=0.9)
    exact = proportion(15, 148, confidence=0.9, method="exact")
    assert (wilson.low, wilson.high) == (pytest.approx(0.263313617188), pytest.approx(0.356566349608))
    assert (exact.low, exact.high) == (pytest.approx(0.0635184488194), pytest.approx(0.1517683702406))


# m <- n * (N - 1) / (N - n); p <- x / n; z <- qnorm(.975)
# wilson: (p + z^2 / 2 / m + c(-1, 1) * z * sqrt(p * (1 - p) / m + z^2 / 4 / m^2)) / (1 + z^2 / m)
@pytest.mark.parametrize(
    ("method", "count", "total", "population", "low", "high"),
    [
        ("wilson", 15, 20, 50, 0.580792048671, 0.866596939816),
        ("wilson", 47, 60, 75, 0.732931632249, 0.826475108877),
    ],
)
def test_known_population(
    method: str, count: int, total: int, population: int, low: float, high: float
) -> None:
    """Knowing the size of the group narrows the interval by the stated formula."""
    result = proportion(count, total, population=population, method=method)
    assert (result.low, result.high) == (pytest.approx(low), pytest.approx(high))
    assert result.population == population


@pytest.mark.parametrize(
    ("count", "total", "population", "value", "reason"),
    [
        (0, 0, None, None, "no-answers"),
        (0, 0, 0, None, "no-answers"),
        (0, 0, 30, None, "no-answers"),
        (7, 20, 20, 0.35, "census"),
        (0, 5, 5, 0.0, "census"),
        (1, 1, 1, 1.0, "census"),
    ],
)
def test_no_interval(
    count: int, total: int, population: int | None, value: float | None, reason: str
) -> None:
    """Nobody asked, or everybody: no interval, and the record says why."""
    result = proportion(count, total, population=population)
    assert (result.value, result.low, result.high, result.reason) == (value, None, None, reason)


@pytest.mark.parametrize("population", [2, 5, 18, 25])
def test_a_group_of_known_size_has_the_limits_of_all_possible_draws(population: int) -> None:
    """Every number of people with whom a draw without replacement is not too rare, counted in whole numbers."""
    for total in range(1, population):
        for count in range(total + 1):
            possible = [
                size
                for size in range(population + 1)
                if min(
                    _chance(range(count, total + 1), total, size, population),
                    _chance(range(count + 1), total, size, population),
                )
                > Fraction(1, 40)
            ]
            result = proportion(count, total, population=population, method="exact")
            value = count / total
            assert result.low == pytest.approx(min(possible[0] / population, value))
            assert result.high == pytest.approx(max(possible[-1] / population, value))


def _chance(counts: range, total: int, size: int, population: int) -> Fraction:
    """How probable one of these counts is among `total` drawn from a population with `size` who meet the condition."""
    ways = sum(comb(size, count) * comb(population - size, total - count) for count in counts)
    return Fraction(ways, comb(population, total))


@pytest.mark.parametrize(("method", "least"), [("exact", 0.95), ("wilson", 0.80)])
def test_coverage_in_a_group_of_known_size(method: str, least: float) -> None:
    """The exact interval covers the share of the group 95 times in 100 at the least; Wilson's does not."""
    population, covered = 25, []
    for total in range(8, population):
        limits = [
            proportion(count, total, population=population, method=method) for count in range(total + 1)
        ]
        for size in range(population + 1):
            held = [
                count
                for count, each in enumerate(limits)
                if (each.low or 0) - 1e-12 <= size / population <= (each.high or 0) + 1e-12
            ]
            covered.append(float(sum(_chance(range(n, n + 1), total, size, population) for n in held)))
    assert least <= min(covered) < least + 0.05


def test_one_left_to_ask_may_think_otherwise() -> None:
    """By hand: of 25 people 23 answered, all satisfied. With 24 satisfied that has a chance of 2/25, with 23 of 1/300."""
    result = proportion(23, 23, population=25, method="exact")
    assert (result.low, result.high) == (0.96, 1.0)


def test_a_large_group_of_known_size_has_the_limits_of_a_large_group() -> None:
    """Who answered is a small part of it: R's limits of binom.test(15, 148), to three digits."""
    result = proportion(15, 148, population=10_000_000, method="exact")
    assert result.low == pytest.approx(0.0578440100834, rel=1e-3)
    assert result.high == pytest.approx(0.1616504903495, rel=1e-3)


@pytest.mark.parametrize("method", ["wilson", "exact", "agresti-coull"])
@pytest.mark.parametrize("population", [None, 4, 1000])
def test_one_answer(method: str, population: int | None) -> None:
    """One answer has an interval, wide and inside 0 to 1."""
    result = proportion(1, 1, population=population, method=method)
    assert result.low is not None
    assert 0 <= result.low < 0.5
    assert result.high == 1


def test_kinds_of_whole_numbers() -> None:
    """True and numpy integers are counts, and are kept as int."""
    result = proportion(np.True_, np.int64(4), population=np.int32(9))
    assert result == proportion(True, 4, population=9) == proportion(1, 4, population=9)
    assert [type(kept) for kept in (result.count, result.total, result.population)] == [int, int, int]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"count": 5, "total": 4}, "count must not exceed total, got 5 of 4"),
        ({"count": -1, "total": 4}, "count must .*got -1"),
        ({"count": 0, "total": -4}, "total must .*got -4"),
        ({"count": 1.5, "total": 4}, "count must .*whole number.*got 1.5"),
        ({"count": 1.0, "total": 4}, r"count must .*whole number \(int\).*got 1.0"),
        ({"count": float("nan"), "total": 4}, "count must .*got nan"),
        ({"count": None, "total": 4}, "count must .*got None"),
        ({"count": 1, "total": "4"}, "total must .*got '4'"),
        ({"count": 1, "total": 10**11}, "total must .*got 100000000000"),
        ({"count": 1, "total": 4, "population": 3}, "population must .*got 3 and 4"),
        ({"count": 1, "total": 4, "population": 4.5}, "population must .*got 4.5"),
        ({"count": 1, "total": 4, "method": "wald"}, "method must be one of wilson.*got 'wald'"),
        ({"count": 1, "total": 4, "confidence": 95}, "confidence must .*got 95"),
        ({"count": 0, "total": 0, "confidence": 0}, "confidence must .*got 0"),
    ],
)
def test_impossible_input_is_refused(arguments: dict[str, object], message: str) -> None:
    """What cannot be true is an error that repeats the value."""
    with pytest.raises(ValueError, match=message):
        proportion(**arguments)
