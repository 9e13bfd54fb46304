"""Trainees needed against R's power of the paired t test."""

from __future__ import annotations

import pytest

from evaltools.stats import trainees_needed


@pytest.mark.parametrize(
    ("change", "sd_change", "power", "confidence", "n", "reached"),
    [
        (1.5, 3.2, 0.8, 0.95, 38, 0.80341405666),
        (2, 10, 0.9, 0.95, 265, 0.9004175207753),
        (5, 4, 0.8, 0.99, 11, 0.8067562487317),
        (0.1, 3, 0.8, 0.95, 7066, 0.8000058053137),
    ],
)
def test_equals_r(
    change: float, sd_change: float, power: float, confidence: float, n: int, reached: float
) -> None:
    """The number is R's, rounded up, with the power R gives it."""
    # R 4.2.2: ceiling(power.t.test(delta = change, sd = sd, power = power, sig.level = 1 - confidence,
    #   type = "paired", strict = TRUE, tol = 1e-10)$n); power.t.test(n = n, ..., strict = TRUE)$power
    result = trainees_needed(change, sd_change, power=power, confidence=confidence)
    assert (result.n, result.reason) == (n, None)
    assert result.power == pytest.approx(reached, rel=1e-7)
    assert trainees_needed(-change, sd_change, power=power, confidence=confidence).n == n


@pytest.mark.parametrize(
    ("change", "sd_change", "n", "reason"),
    [
        (0, 3, None, "no-change"),
        (0, 0, None, "no-change"),
        (2, 0, None, "no-variation"),
        (1e-9, 1e6, None, "too-many"),
        (1e9, 1e-3, 2, None),
    ],
)
def test_extremes(change: float, sd_change: float, n: int | None, reason: str | None) -> None:
    """What no number of people shows has a reason; what anybody shows takes two."""
    result = trainees_needed(change, sd_change)
    assert (result.n, result.reason) == (n, reason)
    assert (result.power is None) == (n is None)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"change": None}, "change must be a finite number, got None"),
        ({"sd_change": -1}, "sd_change must be 0 or a positive amount, got -1"),
        ({"sd_change": None}, "sd_change must be 0 or a positive amount, got None"),
        ({"power": 80}, "power must be a fraction between 0 and 1, got 80"),
        ({"confidence": 0}, "confidence must be a fraction"),
    ],
)
def test_impossible_input_is_refused(options: dict[str, object], message: str) -> None:
    """A fault is named with its value."""
    with pytest.raises(ValueError, match=message):
        trainees_needed(**{"change": 1, "sd_change": 2, **options})
