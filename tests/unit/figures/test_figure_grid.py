"""Lines down a chart give way to words."""

from __future__ import annotations

from evaltools.figures.grid import Band, line_down


def bands(*ends: float, marks: bool = True) -> list[Band]:
    """Rows of 40 units whose names end at the given places."""
    return [
        Band(
            top=place * 40, bottom=place * 40 + 40, words=[(4, end)], marks=place * 40 + 16 if marks else None
        )
        for place, end in enumerate(ends)
    ]


def test_a_line_beside_all_words_is_one_piece() -> None:
    """The eye follows it from the first row to the numbers of the axis."""
    assert line_down(200, bands(60, 80, 190)) == [(200, 0, 200, 120)]


def test_a_line_through_words_begins_below_them() -> None:
    """In that row it is as long as the marks need it; beside its neighbours it runs on."""
    assert line_down(100, bands(60, 120, 60)) == [(100, 0, 100, 40), (100, 56, 100, 120)]


def test_words_keep_a_little_room() -> None:
    """A line that just misses a letter would still look like one."""
    assert line_down(62, bands(60)) == [(62, 16, 62, 40)]
    assert line_down(64, bands(60)) == [(64, 0, 64, 40)]


def test_a_row_of_words_alone_has_no_line_through_them() -> None:
    """Where a value is missing there is nothing to hold against the axis."""
    assert line_down(10, bands(60, marks=False)) == []
    assert line_down(10, []) == []
