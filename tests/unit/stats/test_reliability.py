"""Reliability of a test against R, and where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from evaltools.stats import reliability

NAN = float("nan")

# The first ten departments of R's data set `attitude`: head(attitude, 10)
ATTITUDE = [
    [43, 51, 30, 39, 61, 92, 45],
    [63, 64, 51, 54, 63, 73, 47],
    [71, 70, 68, 69, 76, 86, 48],
    [61, 63, 45, 47, 54, 84, 35],
    [81, 78, 56, 66, 71, 83, 47],
    [43, 55, 49, 44, 54, 49, 34],
    [58, 67, 42, 56, 66, 68, 35],
    [71, 75, 50, 55, 70, 66, 41],
    [72, 82, 72, 67, 71, 83, 31],
    [67, 61, 45, 47, 62, 80, 41],
]
# x <- matrix(c(1,1,1,0,1, 1,0,1,0,0, 1,1,1,1,1, 0,0,1,0,0, 1,1,0,1,0,
#               1,0,1,1,1, 0,0,0,0,1, 1,1,1,0,1, 1,1,1,1,0, 0,1,0,0,0), ncol = 5, byrow = TRUE)
BINARY = [
    [1, 1, 1, 0, 1],
    [1, 0, 1, 0, 0],
    [1, 1, 1, 1, 1],
    [0, 0, 1, 0, 0],
    [1, 1, 0, 1, 0],
    [1, 0, 1, 1, 1],
    [0, 0, 0, 0, 1],
    [1, 1, 1, 0, 1],
    [1, 1, 1, 1, 0],
    [0, 1, 0, 0, 0],
]


# R 4.2.2, options(digits = 13)
# alpha <- function(x) {k <- ncol(x); v <- cov(x); k / (k - 1) * (1 - sum(diag(v)) / sum(v))}
# a <- alpha(x); n <- nrow(x); k <- ncol(x); sapply(1:k, function(j) alpha(x[, -j]))
# 1 - (1 - a) * qf(c(.975, .025), n - 1, (n - 1) * (k - 1))
@pytest.mark.parametrize(
    ("answers", "name", "alpha", "low", "high", "dropped"),
    [
        (
            BINARY,
            "KR-20",
            0.5622009569378,
            -0.09110226106977,
            0.87576358588203,
            [0.2528735632184, 0.5797101449275, 0.5299145299145, 0.4965517241379, 0.6016260162602],
        ),
        (
            ATTITUDE,
            "alpha",
            0.8564295988162,
            0.6611602247527,
            0.9585283932070,
            [
                0.7981404908126,
                0.8116232204381,
                0.8305211529417,
                0.7958544955388,
                0.8184826924614,
                0.8957379503978,
                0.8773386295929,
            ],
        ),
    ],
)
def test_equals_r(
    answers: list[list[int]], name: str, alpha: float, low: float, high: float, dropped: list[float]
) -> None:
    """Alpha, Feldt's limits and alpha without each question are those of R."""
    result = reliability(answers)
    assert (result.name, result.reason) == (name, None)
    assert (result.n, result.n_left_out, result.items) == (10, 0, len(answers[0]))
    assert (result.alpha, result.low, result.high) == (
        pytest.approx(alpha),
        pytest.approx(low),
        pytest.approx(high),
    )
    assert result.alpha_if_dropped == pytest.approx(dropped)


def test_confidence_is_used() -> None:
    """A lower confidence gives R's narrower interval and is kept on the record."""
    # 1 - (1 - a) * qf(c(.95, .05), n - 1, (n - 1) * (k - 1))
    result = reliability(BINARY, confidence=0.9)
    assert (result.low, result.high) == (pytest.approx(0.05759050846931), pytest.approx(0.84576989989949))
    assert result.confidence == 0.9


def test_kr20_by_its_own_formula() -> None:
    """For marks of 0 and 1, alpha is k/(k-1) (1 - sum pq / variance of totals)."""
    right = np.mean(BINARY, axis=0)
    expected = 5 / 4 * (1 - np.sum(right * (1 - right)) / np.var(np.sum(BINARY, axis=1)))
    assert reliability(BINARY).alpha == pytest.approx(expected)


def test_blank_leaves_the_person_out() -> None:
    """People with a blank are left out whole, and counted."""
    with_blanks = [*BINARY, [1, 1, None, 1, 1], [NAN] * 5]
    result, complete = reliability(with_blanks), reliability(BINARY)
    assert (result.n, result.n_left_out) == (10, 2)
    assert (result.alpha, result.low, result.alpha_if_dropped) == (
        complete.alpha,
        complete.low,
        complete.alpha_if_dropped,
    )


def test_below_zero() -> None:
    """Questions that contradict each other give an alpha below 0, with its interval."""
    # x <- matrix(c(1,0, 0,1, 1,0, 0,0), ncol = 2, byrow = TRUE); alpha(x)
    # 1 - (1 - alpha(x)) * qf(c(.975, .025), 3, 3)
    result = reliability([[1, 0], [0, 1], [1, 0], [0, 0]])
    assert result.alpha == pytest.approx(-2.666666666667)
    assert (result.low, result.high) == (pytest.approx(-55.6103353887400), pytest.approx(0.7625090126719))
    assert result.alpha_if_dropped == (None, None)


@pytest.mark.parametrize(
    ("answers", "alpha", "n", "n_left_out", "items", "reason"),
    [
        ([], None, 0, 0, 0, "one-item"),
        ([[1], [0]], None, 2, 0, 1, "one-item"),
        (np.empty((0, 3)), None, 0, 0, 3, "no-answers"),
        ([[1, None], [None, 0]], None, 0, 2, 2, "no-answers"),
        ([[1, 0]], None, 1, 0, 2, "one-person"),
        ([[1, 0], [1, 0]], None, 2, 0, 2, "no-variation"),
        ([[1, 1], [1, 1], [1, 1]], None, 3, 0, 2, "no-variation"),
        ([[1, 0], [0, 1]], None, 2, 0, 2, "no-variation"),
        ([[1, 1], [0, 0]], 1, 2, 0, 2, "no-error"),
        ([[0.1, 1.1], [0.2, 1.2], [0.4, 1.4]], 1, 3, 0, 2, "no-error"),
    ],
)
def test_too_little(
    answers: object, alpha: float | None, n: int, n_left_out: int, items: int, reason: str
) -> None:
    """No alpha or no interval, and the record says why."""
    result = reliability(answers)
    assert (result.alpha, result.low, result.high, result.reason) == (alpha, None, None, reason)
    assert (result.n, result.n_left_out, result.items) == (n, n_left_out, items)
    assert result.alpha_if_dropped == (None,) * items


def test_question_without_variation_stays() -> None:
    """A question that everybody got right counts as a question."""
    result = reliability([[*row, 1] for row in BINARY])
    assert result.items == 6
    assert result.alpha == pytest.approx(0.5622009569378 / (5 / 4) * (6 / 5))
    assert result.alpha_if_dropped[5] == pytest.approx(0.5622009569378)


@pytest.mark.parametrize(
    ("answers", "confidence", "message"),
    [
        ([1, 2], 0.95, "answers must be a table"),
        ([[1, "x"], [0, 1]], 0.95, "answers of person 1, item 2 must be a finite number, got 'x'"),
        ([[1, 0], [0, float("inf")]], 0.95, "answers of person 2, item 2 .*got inf"),
        ([[1, 0]], 95, "confidence must .*got 95"),
    ],
)
def test_impossible_input_is_refused(answers: object, confidence: float, message: str) -> None:
    """What cannot be true is an error that says where."""
    with pytest.raises(ValueError, match=message):
        reliability(answers, confidence=confidence)
