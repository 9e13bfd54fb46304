"""Warnings that are given only where true, and the bound for people lost."""

from __future__ import annotations

import pytest

from evaltools.stats import change_if_lost_unchanged, change_warnings


@pytest.mark.parametrize(
    ("pre", "post", "items", "flags"),
    [
        ([5, 8, 11, 14], [9, 12, 15, 17], 20, ()),
        ([18, 8, 11, 14], [19, 12, 15, 17], 20, ("ceiling-pre",)),
        ([17.9, 8, 11, 14], [19, 12, 15, 17], 20, ()),
        ([5, 8, 11, 14], [20, 12, 15, 17], 20, ("ceiling-post",)),
        ([2, 8, 11, 14], [9, 12, 15, 17], 20, ("floor-pre",)),
        ([2.1, 8, 11, 14], [9, 12, 15, 17], 20, ()),
        ([5, 8, 11, 14], [0, 12, 15, 17], 20, ("floor-post",)),
        ([5, 8, 11, 14], [9, 12, 15, 17], 9, ("short-test",)),
        ([5, 8, 11, 14], [9, 12, 15, 17], 10, ()),
        ([5, 8, 11, 14], [9, 12, 15, 17], None, ()),
        ([0, 20], [0, 20], 5, ("ceiling-pre", "ceiling-post", "floor-pre", "floor-post", "short-test")),
        ([18] * 3 + [10] * 17, [15] * 20, None, ()),
        ([18] * 4 + [10] * 17, [15] * 21, None, ("ceiling-pre",)),
    ],
)
def test_flags(pre: list[float], post: list[float], items: int | None, flags: tuple[str, ...]) -> None:
    """A flag stands exactly where its threshold is passed; 15 % is not yet too many."""
    assert change_warnings(pre, post, maximum=20, items=items).flags == flags


def test_counts_and_shares_are_kept() -> None:
    """Each flag can be told with its number of people."""
    result = change_warnings([18, 20, 1, 9], [20, 20, 0, 9], maximum=20, items=12)
    assert (result.n, result.items, result.maximum, result.reason) == (4, 12, 20, None)
    assert (result.n_near_top_pre, result.n_top_post) == (2, 2)
    assert (result.n_near_bottom_pre, result.n_bottom_post) == (1, 1)
    assert (result.share_near_top_pre, result.share_top_post) == (0.5, 0.5)
    assert (result.share_near_bottom_pre, result.share_bottom_post) == (0.25, 0.25)


@pytest.mark.parametrize("maximum", [0.1, 0.3, 0.7, 1, 7, 30, 70, 100, 1000])
def test_threshold_in_floating_point(maximum: float) -> None:
    """Nine and one tenths of any maximum are near its ends."""
    result = change_warnings([9 * maximum / 10, maximum / 10], [maximum / 2] * 2, maximum=maximum)
    assert (result.n_near_top_pre, result.n_near_bottom_pre) == (1, 1)


def test_nobody() -> None:
    """Without pairs there are no shares, and the length of the test can still be judged."""
    result = change_warnings([], [], maximum=20, items=5)
    assert (result.flags, result.reason) == (("short-test",), "no-pairs")
    assert (result.share_near_top_pre, result.share_bottom_post) == (None, None)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"maximum": 0}, "maximum must be positive, got 0"),
        ({"maximum": 4}, "pre of pair 2 must lie from 0 to 4, got 5"),
        ({"maximum": 20, "items": 2.5}, "items must be a whole number"),
    ],
)
def test_impossible_input_is_refused(options: dict[str, float], message: str) -> None:
    """A fault is named with its value."""
    with pytest.raises(ValueError, match=message):
        change_warnings([1, 5], [2, 6], **options)


@pytest.mark.parametrize(
    ("change", "n_lost", "average", "bound", "reason"),
    [
        ([], 0, None, None, "no-pairs"),
        ([], 4, None, None, "no-pairs"),
        ([2], 0, 2, 2, None),
        ([2, 4], 2, 3, 1.5, None),
        ([-2, -4], 1, -3, -2, None),
        ([0, 0], 5, 0, 0, None),
    ],
)
def test_lost_people_count_with_zero(
    change: list[float], n_lost: int, average: float | None, bound: float | None, reason: str | None
) -> None:
    """The lost draw the average towards 0, and are counted."""
    result = change_if_lost_unchanged(change, n_lost)
    assert (result.change, result.change_if_unchanged, result.reason) == (average, bound, reason)
    assert (result.n_matched, result.n_lost, result.n) == (len(change), n_lost, len(change) + n_lost)


@pytest.mark.parametrize(
    ("change", "n_lost", "message"),
    [
        ([1, None], 1, "change of pair 2"),
        ([1], -1, "n_lost must be a whole number .* got -1"),
        ([1], 1.0, "n_lost must be a whole number"),
    ],
)
def test_impossible_losses_are_refused(change: object, n_lost: object, message: str) -> None:
    """A fault is named with its value."""
    with pytest.raises(ValueError, match=message):
        change_if_lost_unchanged(change, n_lost)
