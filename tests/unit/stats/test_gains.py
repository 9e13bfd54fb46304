"""Class gain and normalised change against R and their published rules."""

from __future__ import annotations

import pytest

from evaltools.stats import class_gain, normalised_change

PRE = [4, 10, 15, 20, 0, 8, 12, 20, 0, 6]
POST = [10, 9, 18, 20, 0, 8, 20, 15, 3, 0]


def test_class_gain_equals_r() -> None:
    """The gain of the averages, as Hake (1998) defines it."""
    # R 4.2.2: (mean(post) - mean(pre)) / (20 - mean(pre))
    result = class_gain(PRE, POST, maximum=20)
    assert result.gain == pytest.approx(0.07619047619048)
    assert (result.n, result.mean_pre, result.mean_post, result.maximum) == (10, 9.5, 10.3, 20)
    assert result.reason is None


@pytest.mark.parametrize(
    ("pre", "post", "gain", "reason"),
    [
        ([], [], None, "no-pairs"),
        ([20], [20], None, "at-maximum"),
        ([20, 20], [20, 18], None, "at-maximum"),
        ([0], [20], 1, None),
        ([10, 10], [10, 10], 0, None),
        ([18, 20], [10, 20], -4, None),
    ],
)
def test_class_gain_at_the_ends(
    pre: list[float], post: list[float], gain: float | None, reason: str | None
) -> None:
    """No room is a reason; a loss near the top can be several times the room."""
    result = class_gain(pre, post, maximum=20)
    assert (result.gain, result.reason) == (gain, reason)


def test_decimal_maximum_is_reached() -> None:
    """A maximum that floating point cannot hold is still no room."""
    assert class_gain([0.1, 0.1, 0.1], [0.1, 0.1, 0.0], maximum=0.1).reason == "at-maximum"


def test_normalised_change_equals_r() -> None:
    """Mean, spread and interval are R's, two of ten left out."""
    # c <- ifelse(post > pre, (post - pre) / (20 - pre), ifelse(post < pre, (post - pre) / pre, 0))
    # k <- !(pre == post & (pre == 0 | pre == 20)); t.test(c[k]); sd(c[k])
    result = normalised_change(PRE, POST, maximum=20)
    assert result.value == pytest.approx(0.096875)
    assert (result.low, result.high) == (
        pytest.approx(-0.4047919784706),
        pytest.approx(0.5985419784706),
    )
    assert result.sd == pytest.approx(0.6000651006349)
    assert (result.n, result.n_kept, result.n_left_out, result.reason) == (10, 8, 2, None)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(5, 20, 1), (5, 5, 0), (5, 0, -1), (0, 5, 0.25), (20, 5, -0.75), (0, 0, None), (20, 20, None)],
)
def test_marx_and_cummings(before: float, after: float, expected: float | None) -> None:
    """Gain over room, loss over pre, 0 for no change, and two cases left out."""
    result = normalised_change([before], [after], maximum=20)
    assert result.value == expected
    assert result.reason == ("none-kept" if expected is None else "one-kept")


@pytest.mark.parametrize(
    ("pre", "post", "reason", "value", "kept"),
    [
        ([], [], "no-pairs", None, 0),
        ([0, 20], [0, 20], "none-kept", None, 0),
        ([0, 10], [0, 15], "one-kept", 0.5, 1),
        ([10, 16], [15, 18], "no-variation", 0.5, 2),
        ([17.1, 14.2], [18.55, 17.1], "no-variation", 0.5, 2),
        ([5, 8], [5, 8], "no-variation", 0, 2),
    ],
)
def test_too_little_for_an_interval(
    pre: list[float], post: list[float], reason: str, value: float | None, kept: int
) -> None:
    """Without an interval the record says why and keeps what is known."""
    result = normalised_change(pre, post, maximum=20)
    assert (result.reason, result.value, result.n_kept) == (reason, value, kept)
    assert (result.low, result.high) == (None, None)


def test_limits_stay_on_the_scale() -> None:
    """An interval of two opposite people is cut at -1 and 1."""
    result = normalised_change([10, 10], [20, 0], maximum=20)
    assert (result.low, result.value, result.high) == (-1, 0, 1)


@pytest.mark.parametrize("function", [class_gain, normalised_change])
@pytest.mark.parametrize(
    ("pre", "post", "maximum", "message"),
    [
        ([21], [5], 20, "pre of pair 1 must lie from 0 to 20, got 21"),
        ([1, 5], [1, -1], 20, "post of pair 2 must lie from 0 to 20, got -1"),
        ([1], [1, 2], 20, "equally long"),
        ([1], [2], 0, "maximum must be positive, got 0"),
        ([1], [2], None, "maximum must be a finite number, got None"),
    ],
)
def test_impossible_input_is_refused(
    function: object, pre: object, post: object, maximum: object, message: str
) -> None:
    """A mark off the scale is named with its pair."""
    with pytest.raises(ValueError, match=message):
        function(pre, post, maximum=maximum)
