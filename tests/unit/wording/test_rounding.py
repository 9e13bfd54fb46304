"""Numbers that add up say nothing; those that do not are explained."""

from __future__ import annotations

import pytest

from evaltools.language import Language
from evaltools.wording.rounding import adds_up, rounded_shares


@pytest.mark.parametrize(
    ("parts", "total", "digits", "expected"),
    [
        ([90, -2.5], 87.5, 0, False),
        ([90, -2.5], 87.5, 1, True),
        ([11.44, 3.33], 14.77, 1, False),
        ([0.1, 0.2], 0.3, 1, True),
        ([47.16, 26.74, 26.10], 100, 0, True),
        ([], 0, 0, True),
    ],
)
def test_what_is_shown_is_added_not_what_is_meant(
    parts: list[float], total: float, digits: int, expected: bool
) -> None:
    """Each number is rounded as a reader sees it, halves away from zero."""
    assert adds_up(parts, total, digits=digits) is expected


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_shares_are_explained_only_where_they_are_a_whole(language: str) -> None:
    """Shares of a part, or with one hidden, need not give 100."""
    said = Language(language)
    assert "100" in rounded_shares(said, [71.5, 28.5])
    assert rounded_shares(said, [71.5, 28.5], digits=1) == ""
    assert rounded_shares(said, [71.5, None]) == rounded_shares(said, [41.5, 28.4]) == ""
