"""Paired change against R, and where there is too little to say."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from evaltools.stats import PairedChange, paired_change

PRE = [12, 15, 9, 14, 11, 10, 8, 13]
POST = [15, 18, 9, 17, 10, 14, 12, 15]


def test_equals_r() -> None:
    """Change, interval, t, p and spread are those of R's paired t test."""
    # R 4.2.2, options(digits = 12)
    # pre <- c(12, 15, 9, 14, 11, 10, 8, 13); post <- c(15, 18, 9, 17, 10, 14, 12, 15)
    # t.test(post, pre, paired = TRUE); mean(pre); mean(post); sd(post - pre)
    result = paired_change(PRE, POST)
    assert (result.n, result.df) == (8, 7)
    assert (result.mean_pre, result.mean_post, result.change) == (11.5, 13.75, 2.25)
    assert result.low == pytest.approx(0.7182000287728)
    assert result.high == pytest.approx(3.7817999712272)
    assert result.t == pytest.approx(3.4733024324458)
    assert result.p == pytest.approx(0.0103595523842)
    assert result.sd_change == pytest.approx(1.8322507626258)
    assert (result.n_up, result.n_same, result.n_down) == (6, 1, 1)
    assert result.reason is None


def test_confidence_is_used() -> None:
    """A lower confidence gives R's narrower interval and is kept on the record."""
    # t.test(post, pre, paired = TRUE, conf.level = 0.9)$conf.int
    result = paired_change(PRE, POST, confidence=0.9)
    assert (result.low, result.high) == (pytest.approx(1.02269487919), pytest.approx(3.47730512081))
    assert result.confidence == 0.9


def test_student_1908() -> None:
    """Student's own example, hours of sleep gained: 1.58, t = 4.06 on 9 degrees of freedom."""
    # Student (1908), Biometrika 6, 20; further digits from R:
    # with(sleep, t.test(extra[group == 2], extra[group == 1], paired = TRUE))
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    result = paired_change(first, second)
    assert result.change == pytest.approx(1.58)
    assert (result.low, result.high) == (pytest.approx(0.70011423672302), pytest.approx(2.45988576327698))
    assert (result.t, result.df) == (pytest.approx(4.06212768338204), 9)
    assert result.p == pytest.approx(0.00283289019738)
    assert (result.n_up, result.n_same, result.n_down) == (9, 1, 0)


def test_p_far_below_one_in_a_billion() -> None:
    """A tiny p-value keeps its digits."""
    # pre <- 1:40; post <- pre + 100 + rep(c(-1, 1), 20) * .01
    # t.test(post, pre, paired = TRUE)$p.value
    pre = np.arange(1, 41)
    result = paired_change(pre, pre + 100 + np.tile([-0.01, 0.01], 20))
    assert result.p == pytest.approx(1.26947467415e-157, rel=1e-6)


def test_p_is_never_zero() -> None:
    """A p-value below what floating point holds is given as the smallest normal float."""
    result = paired_change([0] * 200, [1_000_000, 1_000_001] * 100)
    assert result.p == sys.float_info.min


@pytest.mark.parametrize(
    ("pre", "post", "reason", "change", "sd_change", "n_same"),
    [
        ([], [], "no-pairs", None, None, 0),
        ([5], [7], "one-pair", 2.0, None, 0),
        ([5], [5], "one-pair", 0.0, None, 1),
        ([5, 8], [7, 10], "no-variation", 2.0, 0.0, 0),
        ([5, 8, 9], [5, 8, 9], "no-variation", 0.0, 0.0, 3),
        ([0.2, 1.0], [0.3, 1.1], "no-variation", 0.1, 0.0, 0),
        ([0.1 + 0.2, 5], [0.3, 5], "no-variation", 0.0, 0.0, 2),
    ],
    ids=["nobody", "one", "one-same", "all-by-two", "nobody-moved", "equal-steps", "equal-marks"],
)
def test_too_little_for_an_interval(
    pre: list[float],
    post: list[float],
    reason: str,
    change: float | None,
    sd_change: float | None,
    n_same: int,
) -> None:
    """Without an interval the record says why and keeps what is known."""
    result = paired_change(pre, post)
    assert result.reason == reason
    assert result.change == (None if change is None else pytest.approx(change))
    assert result.sd_change == sd_change
    assert (result.low, result.high, result.t, result.df, result.p) == (None,) * 5
    assert (result.n, result.n_same) == (len(pre), n_same)


def test_nobody_gives_a_whole_record_of_none() -> None:
    """Without pairs no figure is invented, and the counts are 0."""
    assert paired_change([], []) == PairedChange(
        n=0,
        mean_pre=None,
        mean_post=None,
        change=None,
        low=None,
        high=None,
        sd_change=None,
        t=None,
        df=None,
        p=None,
        n_up=0,
        n_same=0,
        n_down=0,
        confidence=0.95,
        reason="no-pairs",
    )


def test_right_and_wrong_are_numbers() -> None:
    """True and False count as 1 and 0, so one question can be compared."""
    result = paired_change(np.array([False, True, False]), [True, True, False])
    assert (result.n_up, result.n_same) == (1, 2)


@pytest.mark.parametrize(
    ("pre", "post", "message"),
    [
        ([1, 2], [1], "equally long, got 2 and 1"),
        ([1, float("nan")], [1, 2], r"pre of pair 2 \(pairs must be complete\).*nan"),
        ([1, 2], [None, 2], r"post of pair 1 \(pairs must be complete\).*None"),
        ([1, 2], [1, float("inf")], "post of pair 2.*inf"),
        ([1, 2], ["3", 2], "post of pair 1.*'3'"),
        ([1, 1e16], [1, 2], "pre of pair 2.*1e[+]16"),
        ([[1, 2]], [[1, 2]], "one-dimensional, got 2"),
        (3, 4, "one-dimensional, got 0"),
    ],
)
def test_impossible_marks_are_refused(pre: object, post: object, message: str) -> None:
    """A fault in the marks is named with its pair and value."""
    with pytest.raises(ValueError, match=message):
        paired_change(pre, post)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, float("nan"), "0.95", None])
def test_impossible_confidence_is_refused(confidence: object) -> None:
    """Confidence is a fraction between 0 and 1, never a percentage."""
    with pytest.raises(ValueError, match=r"confidence .*got"):
        paired_change([1, 2], [2, 4], confidence=confidence)


def test_record_is_frozen() -> None:
    """A record cannot be altered on its way into a report."""
    result = paired_change(PRE, POST)
    with pytest.raises(AttributeError):
        result.change = 0
