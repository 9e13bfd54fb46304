"""Adjusted comparison against R's linear models."""

from __future__ import annotations

import numpy as np
import pytest

from evaltools.stats import adjusted_comparison

PRE = [8, 10, 12, 14, 9, 11, 13, 15, 7, 12, 10, 16]
POST = [11, 12, 15, 16, 10, 13, 13, 17, 12, 13, 14, 18]
GROUP = ["A"] * 4 + ["B"] * 4 + ["C"] * 4


def test_equals_r() -> None:
    """Adjusted averages, differences, slope and both tests are those of lm."""
    # R 4.2.2, options(digits = 13); g <- factor(group)
    # m <- lm(post ~ g + pre); at <- data.frame(g = levels(g), pre = mean(pre))
    # predict(m, at, interval = "confidence"); summary(m)$sigma; coef(m)["pre"]
    # anova(lm(post ~ pre), m); anova(m, lm(post ~ g * pre))
    # k <- diag(3) - 1/3; a <- cbind(diag(3), mean(pre)); m0 <- lm(post ~ 0 + g + pre)
    # v <- k %*% a %*% vcov(m0) %*% t(a) %*% k; e <- k %*% a %*% coef(m0)
    # cbind(e, e - qt(.975, 8) * sqrt(diag(v)), e + qt(.975, 8) * sqrt(diag(v)))
    result = adjusted_comparison(PRE, POST, GROUP, minimum=4)
    assert [(one.adjusted, one.low, one.high) for one in result.groups] == [
        pytest.approx((13.83106747231, 12.52001012950, 15.14212481511)),
        pytest.approx((12.78650553877, 11.47022136855, 14.10278970899)),
        pytest.approx((14.38242698892, 13.07596027367, 15.68889370418)),
    ]
    assert [(one.difference, one.difference_low, one.difference_high) for one in result.groups] == [
        pytest.approx((0.1644008056395, -0.9082979043261, 1.2370995156051)),
        pytest.approx((-0.8801611278953, -1.9592418398889, 0.1989195840984)),
        pytest.approx((0.7157603222558, -0.3513228255384, 1.7828434700500)),
    ]
    assert (result.sd_residual, result.df) == (pytest.approx(1.132340102956), 8)
    assert result.slope == pytest.approx(0.7945619335347)
    assert result.p_groups == pytest.approx(0.1957603790356)
    assert result.p_slopes == pytest.approx(0.3927197135316)
    assert (result.n, result.n_used, result.left_out, result.reason) == (12, 12, (), None)


def test_small_groups_are_left_out_and_named() -> None:
    """A group below the minimum has its counts and averages, and the rest is as without it."""
    result = adjusted_comparison([*PRE, 9, 9], [*POST, 20, 18], [*GROUP, "small", "small"], minimum=4)
    without = adjusted_comparison(PRE, POST, GROUP, minimum=4)
    assert result.left_out == ("small",)
    assert result.groups[:3] == without.groups
    left = result.groups[3]
    assert (left.n, left.mean_pre, left.mean_post, left.reason) == (2, 9, 19, "too-few-people")
    assert (left.adjusted, left.low, left.difference, left.difference_high) == (None,) * 4
    assert (result.n, result.n_used) == (14, 12)


@pytest.mark.parametrize(
    ("pre", "post", "group", "reason", "left_out"),
    [
        ([], [], [], "no-pairs", ()),
        ([1, 2, 3], [2, 3, 5], ["A"] * 3, "too-few-groups", ()),
        ([1, 2, 3, 4], [2, 3, 5, 5], ["A", "A", "A", "B"], "too-few-groups", ("B",)),
        ([1, 2], [2, 3], ["A", "B"], "too-few-groups", ("A", "B")),
        ([1, 1, 2, 2], [2, 3, 4, 5], ["A", "A", "B", "B"], "no-variation", ()),
        ([1, 2, 3, 4], [2, 3, 5, 6], ["A", "A", "B", "B"], "perfect-fit", ()),
        ([0.1, 0.2, 0.3, 0.7], [0.2, 0.3, 0.4, 0.8], ["A", "A", "B", "B"], "perfect-fit", ()),
    ],
)
def test_no_comparison_has_a_reason(
    pre: list[float], post: list[float], group: list[str], reason: str, left_out: tuple[str, ...]
) -> None:
    """What cannot be compared has a reason, and no limits."""
    result = adjusted_comparison(pre, post, group, minimum=2)
    assert (result.reason, result.left_out) == (reason, left_out)
    assert (result.p_groups, result.p_slopes, result.sd_residual, result.df) == (None,) * 4
    assert all(one.low is None and one.difference_low is None for one in result.groups)
    assert all((one.adjusted is None) == (reason != "perfect-fit") for one in result.groups)


def test_slopes_that_cannot_differ_have_no_p() -> None:
    """Where marks before vary in one group only, slopes cannot be compared."""
    result = adjusted_comparison([1, 2, 4, 3, 3, 3], [2, 5, 5, 4, 5, 7], ["A"] * 3 + ["B"] * 3, minimum=3)
    assert (result.reason, result.p_slopes) == (None, None)
    assert result.p_groups is not None


def test_different_slopes_are_seen() -> None:
    """A group in which the strong lost and the weak gained has a small p of slopes."""
    pre = list(range(10)) * 2
    noise = np.tile([0.1, -0.1], 5)
    post = np.concatenate([np.arange(10) + noise, 9 - np.arange(10) - noise])
    result = adjusted_comparison(pre, post, ["A"] * 10 + ["B"] * 10)
    assert 0 < result.p_slopes < 1e-12


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"group": ["A"]}, "pre and group must be equally long, got 2 and 1"),
        ({"group": ["A", None]}, "group of pair 2 must be a string, got None"),
        ({"pre": [1, None]}, "pre of pair 2"),
        ({"minimum": 1}, "minimum must be 2 or more, got 1"),
        ({"minimum": 8.0}, "minimum must be a whole number"),
        ({"confidence": 2}, "confidence must be a fraction"),
    ],
)
def test_impossible_input_is_refused(changed: dict[str, object], message: str) -> None:
    """A fault is named with its value."""
    with pytest.raises(ValueError, match=message):
        adjusted_comparison(**{"pre": [1, 2], "post": [2, 3], "group": ["A", "B"], **changed})
