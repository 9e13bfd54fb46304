"""Work for each member of staff; every expected figure is arithmetic shown beside it."""

from __future__ import annotations

import pytest

from evaltools.stats import load


@pytest.mark.parametrize(
    ("count", "staff", "value", "reason"),
    [
        (1446, 6, 241.0, None),  # 1446 / 6
        (40, 2.5, 16.0, None),  # 40 / 2.5
        (0, 3, 0.0, None),
        (12, 0, None, "no-staff"),
        (12, None, None, "no-staff"),
        (0, 0, None, "no-staff"),
        (None, 3, None, "not-reported"),
        (None, None, None, "not-reported"),
    ],
)
def test_load(count: int | None, staff: float | None, value: float | None, reason: str | None) -> None:
    """Work for each member of staff, or why there is none; both numbers are kept."""
    result = load(count, staff)
    assert (result.value, result.reason, result.count, result.staff) == (value, reason, count, staff)


@pytest.mark.parametrize(
    ("count", "staff", "message"),
    [
        (-1, 3, "count must .*got -1"),
        (1.5, 3, "count must .*got 1.5"),
        (1, -3, "staff must .*got -3"),
        (1, float("inf"), "staff must .*got inf"),
    ],
)
def test_impossible_load_is_refused(count: int, staff: float, message: str) -> None:
    """What cannot be true is an error that repeats the value."""
    with pytest.raises(ValueError, match=message):
        load(count, staff)
