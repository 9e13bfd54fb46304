"""Standardised change against R, and where there is too little to say."""

from __future__ import annotations

import pytest

from evaltools.stats import StandardisedMean, standardised_change

PRE = [12, 15, 9, 14, 11, 10, 8, 13]
POST = [15, 18, 9, 17, 10, 14, 12, 15]
HEDGES = 0.8882029076728  # m <- 7; gamma(m / 2) / (sqrt(m / 2) * gamma((m - 1) / 2))


@pytest.mark.parametrize(
    ("name", "value", "low", "high"),
    [
        ("d_z", 1.227997851547, 0.2686436104955, 2.142019664579),
        ("d_av", 0.7902210698324, 0.1728731373772, 1.378397420495),
        ("d_rm", 0.7343933279854, 0.267433961045, 1.201352694926),
    ],
)
def test_equals_r(name: str, value: float, low: float, high: float) -> None:
    """The three, their limits and Hedges' correction are those of the formulas in R."""
    # R 4.2.2, options(digits = 13)
    # d <- post - pre; n <- 8; r <- cor(pre, post); dz <- mean(d) / sd(d); t <- dz * sqrt(n)
    # f <- function(p) uniroot(function(x) pt(t, n - 1, x) - p, c(-5, 15), tol = 1e-12)$root
    # ncp <- c(f(.975), f(.025)); dz; ncp / sqrt(n)
    # s <- sqrt((var(pre) + var(post)) / 2); mean(d) / s; ncp * sd(d) / sqrt(n) / s
    # drm <- dz * sqrt(2 * (1 - r)); drm
    # drm + qnorm(c(.025, .975)) * sqrt((1 / n + drm^2 / (2 * n)) * 2 * (1 - r))
    result = standardised_change(PRE, POST)
    effect = getattr(result, name)
    assert effect.value == pytest.approx(value, rel=1e-11)
    assert (effect.low, effect.high) == (pytest.approx(low, rel=1e-9), pytest.approx(high, rel=1e-9))
    assert effect.corrected == pytest.approx(value * HEDGES, rel=1e-11)
    assert effect.corrected_low == pytest.approx(low * HEDGES, rel=1e-9)
    assert effect.corrected_high == pytest.approx(high * HEDGES, rel=1e-9)
    assert result.correlation == pytest.approx(0.821173352177)
    assert (result.n, result.change, result.reason) == (8, 2.25, None)


def test_sleep() -> None:
    """Student's sleep data, at a confidence of 0.9."""
    # with(sleep, { x <- extra[group == 2]; y <- extra[group == 1]; ... }), formulas as above
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    result = standardised_change(first, second, confidence=0.9)
    assert result.d_z.value == pytest.approx(1.2845575625911)
    assert (result.d_z.low, result.d_z.high) == (
        pytest.approx(0.5446397659224),
        pytest.approx(1.9746153451149),
    )
    assert result.d_av.value == pytest.approx(0.8321810813495)
    assert result.d_rm.value == pytest.approx(0.8221766383863)
    assert (result.correlation, result.confidence) == (pytest.approx(0.7951702058336), 0.9)


@pytest.mark.parametrize(
    ("pre", "post", "reason", "d_av", "d_z", "d_rm"),
    [
        ([], [], "no-pairs", "no-pairs", "no-pairs", "no-pairs"),
        ([5], [7], "too-few-pairs", "too-few-pairs", "too-few-pairs", "too-few-pairs"),
        ([5, 6], [7, 9], "too-few-pairs", "too-few-pairs", "too-few-pairs", "too-few-pairs"),
        ([5, 5, 5], [7, 7, 7], "no-variation", "no-variation", "no-variation", "no-variation"),
        ([5, 6, 7], [7, 8, 9], "no-variation", "no-variation", "no-variation", "no-variation"),
        ([0.1, 0.2, 0.7], [0.2, 0.3, 0.8], "no-variation", "no-variation", "no-variation", "no-variation"),
        ([5, 5, 5], [7, 8, 9], None, None, None, "no-variation"),
        ([5, 6, 8], [7, 7, 7], None, None, None, "no-variation"),
        ([1, 2, 4], [2, 4, 8], None, None, None, "perfect-correlation"),
        ([1, 2, 4], [8, 6, 2], None, None, None, None),
    ],
)
def test_degenerate_marks(
    pre: list[float],
    post: list[float],
    reason: str | None,
    d_av: str | None,
    d_z: str | None,
    d_rm: str | None,
) -> None:
    """Each of the three has limits, or its own reason and none."""
    result = standardised_change(pre, post)
    assert result.reason == reason
    assert (result.d_av.reason, result.d_z.reason, result.d_rm.reason) == (d_av, d_z, d_rm)
    for effect in (result.d_av, result.d_z, result.d_rm):
        limits = (effect.low, effect.high, effect.corrected_low, effect.corrected_high)
        assert {limit is None for limit in limits} == {effect.reason is not None}


def test_equal_change_keeps_d_av() -> None:
    """Where all rose by two, d_av has a value without limits, and d_z has none."""
    result = standardised_change([5, 6, 7], [7, 8, 9])
    assert (result.d_av.value, result.d_av.corrected) == (2, pytest.approx(2 * 0.5641895835))
    assert (result.sd_change, result.correlation) == (0, 1)
    assert result.d_z == StandardisedMean(
        value=None,
        low=None,
        high=None,
        corrected=None,
        corrected_low=None,
        corrected_high=None,
        reason="no-variation",
    )


def test_enormous_effect_stays_finite() -> None:
    """Nearly equal changes give large limits, the ratio of which is that of a spread."""
    # n <- 4; sqrt(qchisq(c(.025, .975), n - 1) / (n - 1))
    d_z = standardised_change([0, 0, 0, 0], [1e6, 1e6 + 1e-3, 1e6, 1e6 + 1e-3]).d_z
    assert d_z.low / d_z.value == pytest.approx(0.268200971, rel=1e-8)
    assert d_z.high / d_z.value == pytest.approx(1.765257640, rel=1e-8)


@pytest.mark.parametrize(
    ("pre", "post", "confidence", "message"),
    [
        ([1, 2], [1], 0.95, "equally long, got 2 and 1"),
        ([1, None], [1, 2], 0.95, "pre of pair 2"),
        ([1, 2], [1, 2], 95, "confidence"),
    ],
)
def test_impossible_input_is_refused(pre: object, post: object, confidence: float, message: str) -> None:
    """A fault is named with its pair and value."""
    with pytest.raises(ValueError, match=message):
        standardised_change(pre, post, confidence=confidence)
