"""Regression to the mean against integration in R."""

from __future__ import annotations

import math

import pytest

from evaltools.stats import regression_to_the_mean


@pytest.mark.parametrize(
    ("given", "side", "share", "first", "second", "change"),
    [
        ((12, 4, 0.7, 10), "below", 0.308537538726, 7.435688918528, 8.804982242969, 1.369293324442),
        ((100, 15, 0.5, 130), "above", 0.02275013194818, 135.5982329923, 117.7991164962, -17.79911649617),
    ],
)
def test_equals_integration_in_r(
    given: tuple[float, ...], side: str, share: float, first: float, second: float, change: float
) -> None:
    """Share, both averages and change are those of the bivariate normal distribution."""
    # R 4.2.2: p <- integrate(function(x) dnorm(x, m, s), lo, hi, rel.tol = 1e-12)$value
    # integrate(function(x) x * dnorm(x, m, s), lo, hi, rel.tol = 1e-12)$value / p
    # integrate(function(x) (m + r * (x - m)) * dnorm(x, m, s), lo, hi, rel.tol = 1e-12)$value / p
    mean, sd, correlation, cutoff = given
    result = regression_to_the_mean(mean=mean, sd=sd, correlation=correlation, cutoff=cutoff, side=side)
    assert result.share_chosen == pytest.approx(share, rel=1e-10)
    assert result.mean_first == pytest.approx(first, rel=1e-10)
    assert result.mean_second == pytest.approx(second, rel=1e-10)
    assert result.change == pytest.approx(change, rel=1e-10)
    assert (result.side, result.cutoff, result.reason) == (side, cutoff, None)


def test_perfect_test_brings_no_change() -> None:
    """With a correlation of 1 selection alone changes nothing."""
    assert regression_to_the_mean(mean=12, sd=4, correlation=1, cutoff=10).change == 0


def test_choosing_everybody_brings_no_change() -> None:
    """A cutoff that leaves nobody out has no effect."""
    result = regression_to_the_mean(mean=12, sd=4, correlation=0.7, cutoff=1e6)
    assert (result.change, result.share_chosen, result.mean_first) == (0, 1, 12)


def test_far_cutoff_stays_finite() -> None:
    """Far out, those chosen stand at the cutoff, and their share is above 0."""
    result = regression_to_the_mean(mean=0, sd=1, correlation=0.5, cutoff=-1e9)
    assert result.mean_first == pytest.approx(-1e9)
    assert result.change == pytest.approx(5e8)
    assert 0 < result.share_chosen < 1e-300


def test_no_spread_has_a_reason() -> None:
    """Where marks do not vary nobody can be chosen by them."""
    result = regression_to_the_mean(mean=12, sd=0, correlation=0.7, cutoff=10)
    assert result.reason == "no-variation"
    assert (result.change, result.mean_first, result.mean_second, result.share_chosen) == (None,) * 4


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"sd": -1}, "sd must be 0 or a positive amount, got -1"),
        ({"sd": None}, "sd must be 0 or a positive amount, got None"),
        ({"correlation": 1.2}, "correlation must lie from -1 to 1, got 1.2"),
        ({"cutoff": math.inf}, "cutoff must be a finite number, got inf"),
        ({"side": "low"}, "side must be one of below, above, got 'low'"),
    ],
)
def test_impossible_input_is_refused(changed: dict[str, object], message: str) -> None:
    """A fault is named with its value."""
    with pytest.raises(ValueError, match=message):
        regression_to_the_mean(**{"mean": 12, "sd": 4, "correlation": 0.7, "cutoff": 10, **changed})
