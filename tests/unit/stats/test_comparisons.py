"""Weighted shares, differences and several groups, against R and published examples."""

from __future__ import annotations

import itertools
import math
import time

import pytest

from evaltools.stats import homogeneity, proportion, proportion_difference, weighted_proportion
from evaltools.stats.exact_tables import exact_p, near_exact_p

NAN = float("nan")

# Groups of 17 sizes: few who did not, and more who did not.
SEVENTEEN = [
    [*SOME, [14, 0], [12, 0], [8, 1], [5, 2], [16, 1], [7, 3], [20, 1], [10, 2], [9, 1]]
    for SOME in (
        [[10, 0], [12, 1], [8, 2], [15, 0], [9, 0], [11, 1], [6, 0], [13, 0]],
        [[10, 5], [12, 4], [8, 2], [15, 6], [9, 3], [11, 1], [6, 4], [13, 7]],
    )
]
SEVENTEEN[1][8] = [14, 6]


@pytest.mark.parametrize(
    ("x1", "n1", "x2", "n2", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1),
        (10, 10, 0, 10, 0.6075, 1),
    ],
)
def test_newcombe_published(x1: int, n1: int, x2: int, n2: int, low: float, high: float) -> None:
    """Limits are those printed by Newcombe, and mirror each other."""
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
    result = proportion_difference(x1, n1, x2, n2)
    assert result.value == pytest.approx(x1 / n1 - x2 / n2)
    assert (result.low, result.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))
    mirror = proportion_difference(x2, n2, x1, n1)
    assert (mirror.low, mirror.high) == (pytest.approx(-result.high), pytest.approx(-result.low))


# R 4.2.2, options(digits = 13)
# nc <- function(x1, n1, x2, n2, level) {
#   f <- function(x, n) prop.test(x, n, correct = FALSE, conf.level = level)$conf.int
#   a <- f(x1, n1); b <- f(x2, n2); p <- x1 / n1; q <- x2 / n2
#   c(p - q - sqrt((p - a[1])^2 + (b[2] - q)^2), p - q + sqrt((a[2] - p)^2 + (q - b[1])^2))}
@pytest.mark.parametrize(
    ("counts", "level", "low", "high"),
    [
        ((56, 70, 48, 80), 0.95, 0.05243147240236, 0.33387265403691),
        ((5, 56, 0, 29), 0.95, -0.03813714790354, 0.19256001385511),
        ((9, 10, 3, 10), 0.9, 0.2421124008849, 0.7896235073721),
    ],
)
def test_difference_equals_r(counts: tuple[int, ...], level: float, low: float, high: float) -> None:
    """Limits are those of R's Wilson intervals put together."""
    result = proportion_difference(*counts, confidence=level)
    assert (result.low, result.high, result.confidence) == (pytest.approx(low), pytest.approx(high), level)
    assert result.first == proportion(counts[0], counts[1], confidence=level)
    assert result.second == proportion(counts[2], counts[3], confidence=level)


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (0, 0, 3, 5), (3, 5, 0, 0)])
def test_no_difference_without_answers(counts: tuple[int, ...]) -> None:
    """A group without answers: no difference, and the record says why."""
    result = proportion_difference(*counts)
    assert (result.value, result.low, result.high, result.reason) == (None, None, None, "no-answers")


@pytest.mark.parametrize("counts", [(1, 1, 0, 1), (1, 1, 1, 1), (0, 1, 0, 1), (2, 2, 2, 2), (15, 15, 15, 15)])
def test_small_or_all_alike(counts: tuple[int, ...]) -> None:
    """One person, and everybody satisfied, still have an interval with a width."""
    result = proportion_difference(*counts)
    assert result.low is not None and result.high is not None and result.value is not None
    assert -1 <= result.low <= result.value <= result.high <= 1
    assert result.high - result.low > 0.1


@pytest.mark.parametrize(
    ("counts", "message"),
    [((5, 4, 1, 2), "count must not exceed total, got 5 of 4"), ((1, 2, 1.5, 2), "count must .*got 1.5")],
)
def test_impossible_differences_are_refused(counts: tuple[int, ...], message: str) -> None:
    """What cannot be true is an error that repeats the value."""
    with pytest.raises(ValueError, match=message):
        proportion_difference(*counts)


def test_weighted_equals_r() -> None:
    """Share, effective number and limits follow the stated formulas."""
    # w <- c(2, 1, 1, 1, 5); f <- c(1, 1, 0, 1, 0); p <- sum(w * f) / sum(w); m <- sum(w)^2 / sum(w^2)
    # z <- qnorm(.975)
    # (p + z^2 / 2 / m + c(-1, 1) * z * sqrt(p * (1 - p) / m + z^2 / 4 / m^2)) / (1 + z^2 / m)
    result = weighted_proportion([1, True, 0, 1, 0, None, 1, 1], [2, 1, 1, 1, 5, 3, None, 0])
    assert (result.value, result.n_effective) == (pytest.approx(0.4), pytest.approx(3.125))
    assert (result.low, result.high) == (pytest.approx(0.08719934245258), pytest.approx(0.82308506228065))
    assert (result.count, result.n, result.n_left_out, result.reason) == (3, 5, 3, None)


@pytest.mark.parametrize("weight", [1, 0.3, 1e-14, 1e14])
def test_equal_weights_are_no_weights(weight: float) -> None:
    """With equal weights, in any unit, the result is that of `proportion`."""
    weighted, plain = weighted_proportion([1] * 47 + [0] * 13, [weight] * 60), proportion(47, 60)
    assert weighted.n_effective == pytest.approx(60)
    assert (weighted.value, weighted.low, weighted.high) == pytest.approx(
        (plain.value, plain.low, plain.high)
    )


@pytest.mark.parametrize(
    ("flags", "weights", "value", "low", "high", "reason"),
    [
        ([], [], None, None, None, "no-answers"),
        ([None, NAN], [1, 2], None, None, None, "no-answers"),
        ([1, 0], [0, NAN], None, None, None, "no-answers"),
        ([1], [7], 1, 0.2065, 1, None),
        ([0], [7], 0, 0, 0.7935, None),
        ([1, 1], [1, 1], 1, 0.3424, 1, None),
        ([1, 1, 1], [0.1, 0.2, 0.3], 1, 0.4010, 1, None),
    ],
)
def test_weights_of_too_little(
    flags: list[object],
    weights: list[float | None],
    value: float | None,
    low: float | None,
    high: float | None,
    reason: str | None,
) -> None:
    """Nobody, one, and all alike."""
    # low: n / (n + qnorm(.975)^2), with n the effective number
    result = weighted_proportion(flags, weights)
    assert (result.value, result.reason) == (value, reason)
    assert result.low == (None if low is None else pytest.approx(low, abs=5e-5))
    assert result.high == (None if high is None else pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize(
    ("flags", "weights", "message"),
    [
        ([1], [1, 2], "flags and weights must be equally long, got 1 and 2"),
        ([1, 2], [1, 1], "flag of person 2 must be 0 or 1, got 2"),
        (["yes"], [1], "flag of person 1 must be 0 or 1, got 'yes'"),
        ([1], [-1], "weight of person 1 must .*got -1"),
        ([1], [float("inf")], "weight of person 1 must .*got inf"),
    ],
)
def test_impossible_weights_are_refused(flags: list[object], weights: list[float], message: str) -> None:
    """What cannot be true is an error that says where."""
    with pytest.raises(ValueError, match=message):
        weighted_proportion(flags, weights)


# R 4.2.2: chisq.test(matrix(c(...), ncol = 2, byrow = TRUE), correct = FALSE)
@pytest.mark.parametrize(
    ("table", "statistic", "p"),
    [
        ([[28, 12], [25, 15], [33, 7]], 4.021887824897, 0.133862260762),
        ([[56, 14], [48, 32]], 7.023411371237, 0.008045081368197),
    ],
)
def test_chi_square_equals_r(table: list[list[int]], statistic: float, p: float) -> None:
    """Where expected counts allow, the test is chi-square without correction."""
    result = homogeneity([*table, [0, 0]])
    assert (result.statistic, result.p) == (pytest.approx(statistic), pytest.approx(p))
    assert (result.method, result.df, result.reason) == ("chi-square", len(table) - 1, None)
    assert (result.n_groups, result.n_left_out) == (len(table), 1)


# R 4.2.2, options(digits = 13)
# fisher.test(matrix(c(...), ncol = 2, byrow = TRUE), workspace = 2e8)$p.value
@pytest.mark.parametrize(
    ("table", "p"),
    [
        ([[9, 1], [4, 6], [8, 0]], 0.007067328806459),
        ([[28, 2], [15, 0], [12, 3], [30, 1], [9, 4]], 0.01968528710604),
        (SEVENTEEN[0], 0.1016634369922),
        (
            [[1, 3], [2, 2], [3, 1], [4, 0], [0, 5], [3, 3], [6, 2], [2, 5], [1, 6], [4, 4], [5, 1], [2, 1]],
            0.02451952633417604,
        ),
        ([[3, 1], [1, 3]], 0.4857142857143),
        ([[5000, 10], [3, 1], [4000, 9]], 0.009601569984383),
        ([[2, 0], [0, 3]], 0.1),
        ([[1, 0], [0, 1]], 1),
    ],
)
def test_exact_equals_r(table: list[list[int]], p: float) -> None:
    """Small expected counts: Fisher's test for r x 2, whichever way the table is turned."""
    result = homogeneity(table)
    assert (result.method, result.statistic, result.df) == ("exact", None, None)
    assert result.p == pytest.approx(p)
    for turned in (table[::-1], [row[::-1] for row in table]):
        assert homogeneity(turned).p == result.p


def test_exact_by_brute_force() -> None:
    """All tables with the same margins, weighed one by one."""
    sizes = [3, 4, 5, 2]
    weights = {
        counts: math.prod(map(math.comb, sizes, counts))
        for counts in itertools.product(*(range(size + 1) for size in sizes))
    }
    for counts, weight in weights.items():
        same = [w for other, w in weights.items() if sum(other) == sum(counts)]
        assert exact_p(sizes, list(counts)) == pytest.approx(sum(w for w in same if w <= weight) / sum(same))


def test_near_exact() -> None:
    """On a grid, p is within one percent of the exact one, and the same every time."""
    sizes, few = [sum(row) for row in SEVENTEEN[0]], [row[1] for row in SEVENTEEN[0]]
    assert near_exact_p(sizes, few) == pytest.approx(0.1016634369922, rel=0.01)
    assert near_exact_p([10, 10, 8], [1, 6, 0]) == pytest.approx(0.007067328806459, rel=0.01)
    assert near_exact_p([30, 30, 2, 2], [0, 30, 1, 2]) == pytest.approx(
        exact_p([30, 30, 2, 2], [0, 30, 1, 2]), rel=0.01
    )
    # set.seed(1); fisher.test(x, simulate.p.value = TRUE, B = 200000)$p.value is 0.1486 (standard error 0.0008)
    result = homogeneity(SEVENTEEN[1])
    assert (result.method, result.p) == ("near-exact", pytest.approx(0.1486, abs=0.0024))
    assert homogeneity(SEVENTEEN[1]) == result


def test_huge_groups_beside_tiny_ones() -> None:
    """Where counting takes too long, chi-square times (N - 1)/N; and quickly."""
    # x <- matrix(c(90000,80000, 1,0, 1,3, 85000,80000), ncol = 2, byrow = TRUE)
    # s <- chisq.test(x, correct = FALSE)$statistic * (sum(x) - 1) / sum(x); pchisq(s, 3, lower = FALSE)
    start = time.perf_counter()
    result = homogeneity([[90000, 80000], [1, 0], [1, 3], [85000, 80000]])
    assert time.perf_counter() - start < 5
    assert (result.method, result.df) == ("n-1-chi-square", 3)
    assert (result.statistic, result.p) == (pytest.approx(70.34903711725), pytest.approx(3.593492180216e-15))


@pytest.mark.parametrize(
    ("table", "n_groups", "reason"),
    [
        ([], 0, "too-few-groups"),
        ([[0, 0], [0, 0]], 0, "too-few-groups"),
        ([[3, 2]], 1, "too-few-groups"),
        ([[3, 2], [0, 0]], 1, "too-few-groups"),
        ([[15, 0], [9, 0]], 2, "no-variation"),
        ([[0, 1], [0, 1]], 2, "no-variation"),
    ],
)
def test_nothing_to_compare(table: list[list[int]], n_groups: int, reason: str) -> None:
    """One group, or everybody alike: no test, and the record says why."""
    result = homogeneity(table)
    assert (result.p, result.method, result.smallest_expected) == (None, None, None)
    assert (result.n_groups, result.n_left_out) == (n_groups, len(table) - n_groups)
    assert result.reason == reason


def test_p_of_groups_is_never_zero() -> None:
    """A p-value below what floating point holds is given as the smallest normal float."""
    assert 0 < homogeneity([[100_000, 0], [0, 100_000]]).p < 1e-300
    assert 0 < homogeneity([[3000, 0], [0, 2000], [1, 0]]).p < 1e-300


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([1, 2], r"table must have .*got shape \(2,\)"),
        ([[1, 2, 3]], r"table must have .*got shape \(1, 3\)"),
        ([[1, 2], [3, -1]], "count of others of group 2 must .*got -1"),
        ([[1, 2], [0.5, 1]], "count of group 2 must .*got 0.5"),
        ([[1, NAN]], "count of others of group 1 must .*got nan"),
    ],
)
def test_impossible_tables_are_refused(table: list[object], message: str) -> None:
    """What cannot be true is an error that says where."""
    with pytest.raises(ValueError, match=message):
        homogeneity(table)
