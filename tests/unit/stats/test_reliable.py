"""Reliable change against its published example."""

from __future__ import annotations

import pytest

from evaltools.stats import PersonChange, reliable_change


def test_jacobson_and_truax() -> None:
    """The published case: SE 3.35, S diff 4.74, RC -3.16."""
    # Jacobson and Truax (1991), p. 14: 47.5 before, 32.5 after, s 7.5, retest 0.80
    result = reliable_change([47.5], [32.5], reliability=0.80, sd_pre=7.5)
    assert result.error_of_measurement == pytest.approx(3.35, abs=0.005)
    assert result.error_of_difference == pytest.approx(4.74, abs=0.005)
    assert result.people[0].index == pytest.approx(-3.16, abs=0.005)
    assert (result.people[0].word, result.n_less) == ("less", 1)
    # qnorm(.975) * sqrt(2) * 7.5 * sqrt(.2)
    assert result.threshold == pytest.approx(9.296925485)


def test_spread_of_the_group_is_used() -> None:
    """Left out, the standard deviation is that of marks before, divisor n - 1."""
    # s <- sd(c(10, 12, 14, 16)) * sqrt(2 * (1 - .9)); s; qnorm(.975) * s; c(4, -4, 1, -2) / s
    result = reliable_change([10, 12, 14, 16], [14, 8, 15, 14], reliability=0.9)
    assert result.error_of_difference == pytest.approx(1.154700538)
    assert result.threshold == pytest.approx(2.263171469)
    assert [person.index for person in result.people] == pytest.approx(
        [3.464101615, -3.464101615, 0.866025404, -1.732050808]
    )
    assert [person.word for person in result.people] == ["more", "less", "same", "same"]
    assert (result.n, result.n_more, result.n_same, result.n_less) == (4, 1, 2, 1)
    assert reliable_change([10, 12, 14, 16], [14, 8, 15, 14], reliability=0.9, confidence=0.9).n_less == 2


@pytest.mark.parametrize(
    ("pre", "post", "reliability", "sd_pre", "reason"),
    [
        ([], [], 0.8, None, "no-pairs"),
        ([], [], 0.8, 3, "no-pairs"),
        ([5], [7], 0.8, None, "one-pair"),
        ([5, 5], [7, 9], 0.8, None, "no-variation"),
        ([0.1 + 0.2, 0.3], [7, 9], 0.8, None, "no-variation"),
        ([5, 6], [7, 9], 0.8, 0, "no-variation"),
        ([5, 6], [7, 9], None, None, "no-reliability"),
        ([5, 6], [7, 9], -0.2, None, "no-reliability"),
        ([5, 6], [7, 9], 1, None, "perfect-reliability"),
    ],
)
def test_no_words_have_a_reason(
    pre: list[float], post: list[float], reliability: float | None, sd_pre: float | None, reason: str
) -> None:
    """Where noise is unknown or nil nobody has a word, and changes stay."""
    result = reliable_change(pre, post, reliability=reliability, sd_pre=sd_pre)
    assert result.reason == reason
    assert (result.n_more, result.n_same, result.n_less, result.threshold) == (None,) * 4
    assert [person.word for person in result.people] == [None] * len(pre)
    changes = [after - before for before, after in zip(pre, post, strict=True)]
    assert [person.change for person in result.people] == pytest.approx(changes)


def test_no_reliability_at_all_is_all_noise() -> None:
    """A reliability of 0 is a test that measures nothing: small changes are noise."""
    result = reliable_change([5, 8], [6, 9], reliability=0)
    assert result.people == (
        PersonChange(change=1, index=pytest.approx(1 / 3), word="same"),
        PersonChange(change=1, index=pytest.approx(1 / 3), word="same"),
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"reliability": 1.01}, "reliability must not exceed 1, got 1.01"),
        ({"reliability": float("nan")}, "reliability must be a finite number, got nan"),
        ({"reliability": 0.8, "sd_pre": -1}, "sd_pre must be 0 or a positive amount, got -1"),
        ({"reliability": 0.8, "confidence": 1}, "confidence must be a fraction"),
    ],
)
def test_impossible_input_is_refused(options: dict[str, float], message: str) -> None:
    """A fault is named with its value."""
    with pytest.raises(ValueError, match=message):
        reliable_change([1, 2], [2, 4], **options)
