"""Lines down a chart of rows, which give way to the words of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One row: its height, its words, and where its marks are.

    Attributes
    ----------
    top, bottom : float
        The row's edges.
    words : sequence of (float, float)
        Left and right end of what is written in it.
    marks : float or None
        Where the marks begin, below the words; None if the row has none.
    """

    top: float
    bottom: float
    words: Sequence[tuple[float, float]]
    marks: float | None


def line_down(x: float, bands: Sequence[Band]) -> list[Segment]:
    """A line at one place through all rows, in as few pieces as their words allow.

    Examples
    --------
    >>> free, named = (
    ...     Band(top=top, bottom=top + 40, words=[(4, right)], marks=top + 16)
    ...     for top, right in ((0, 60), (40, 120))
    ... )
    >>> line_down(100, [free, named])
    [(100, 0, 100, 40), (100, 56, 100, 80)]
    >>> line_down(200, [free, named])
    [(200, 0, 200, 80)]
    """
    pieces: list[tuple[float, float]] = []
    for band in bands:
        is_free = not any(left - 4 < x < right + 4 for left, right in band.words)
        start = band.top if is_free else band.marks
        if start is None:
            continue
        if pieces and pieces[-1][1] == start:
            pieces[-1] = (pieces[-1][0], band.bottom)
        else:
            pieces.append((start, band.bottom))
    return [(x, start, x, end) for start, end in pieces]
