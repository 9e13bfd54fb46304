"""A number axis: round steps, written as the language writes numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.figures.canvas import LEFT, RIGHT, SMALL, Canvas
from evaltools.figures.lines import text_width, wrap
from evaltools.figures.svg import MUTED
from evaltools.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A scale between two edges of the page.

    Attributes
    ----------
    limits : tuple of float
        Values at the left and right edge.
    edges : tuple of float
        The edges, in units of the page.
    ticks : tuple of float
        Where the numbers stand.
    texts : tuple of str
        The numbers.
    """

    limits: tuple[float, float]
    edges: tuple[float, float]
    ticks: tuple[float, ...]
    texts: tuple[str, ...]

    def x(self, value: float) -> float:
        """Place of a value on the page."""
        share = (value - self.limits[0]) / (self.limits[1] - self.limits[0])
        return self.edges[0] + share * (self.edges[1] - self.edges[0])

    @property
    def is_cut(self) -> bool:
        """Whether zero is left out: whoever draws on it says so."""
        return self.limits[0] > 0

    def height(self, bottom: float, unit: str) -> float:
        """Height of the page when the marks end at `bottom`."""
        return bottom + 18 + 15 * len(_unit_lines(unit))

    def draw(self, canvas: Canvas, bottom: float, unit: str) -> None:
        """Write the numbers under the marks, and the unit under the numbers."""
        free = -math.inf
        for tick, text in zip(self.ticks, self.texts, strict=True):
            half = text_width(text, SMALL) / 2
            x = min(max(self.x(tick), LEFT + half), RIGHT - half)
            if x - half >= free:
                canvas.text(x, bottom + 12, text, colour=MUTED, size=SMALL, anchor="middle")
                free = x + half + 6
        for count, line in enumerate(_unit_lines(unit)):
            canvas.text(LEFT, bottom + 28 + 15 * count, line, colour=MUTED, size=SMALL)


def number_axis(
    values: Sequence[float],
    language: Language,
    left: float,
    right: float,
    *,
    signed: bool = False,
    percent: bool = False,
    whole: bool = False,
    from_zero: bool = True,
) -> Axis:
    """An axis from zero that holds all values; `percent` always runs from 0 to 100.

    `whole` keeps the steps of counts at one or more. Without `from_zero`, which
    is for places and never for lengths, the axis begins at a round number
    below the values where the way from zero would take more than half of it.

    Raises
    ------
    ValueError
        If a value is not finite.
    """
    if not all(map(math.isfinite, values)):
        raise ValueError("A chart cannot show a value that is not finite: leave it out and say why.")
    low, high = (0.0, 100.0) if percent else (min(0.0, *values, 0.0), max(0.0, *values, 0.0))
    if low == high:
        high = 1.0
    # Of values that hardly differ a scale of their own would show noise.
    if not from_zero and values and high / 2 < min(values) < high * 0.98:
        low = min(values)
    most = 5 if abs(right - left) > 140 else 4
    step = 25.0 if percent else tick_step(high - low, most)
    step = max(step, 1.0) if whole else step
    low = math.floor(low / step + 1e-9) * step if low > 0 else low
    digits = max(0, -math.floor(math.log10(step) + 1e-9)) if step < 1 else 0
    places = range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
    ticks = tuple(place * step for place in places)
    write = language.percent if percent else language.signed if signed else language.number
    return Axis(
        limits=(low, high),
        edges=(left, right),
        ticks=ticks,
        texts=tuple(write(tick, digits) for tick in ticks),
    )


def tick_step(span: float, count: int) -> float:
    """The smallest of 1, 2, 5 times a power of ten that gives at most `count` steps.

    Examples
    --------
    >>> tick_step(8.7, 4), tick_step(0.9, 4), tick_step(1234, 4)
    (5.0, 0.5, 500.0)
    """
    power = math.floor(math.log10(span / count))
    sizes = (factor * 10.0**exponent for exponent in (power, power + 1) for factor in (1, 2, 5))
    return next(size for size in sizes if span / size <= count + 1e-9)


def _unit_lines(unit: str) -> list[str]:
    return wrap(unit, RIGHT - LEFT, SMALL) if unit else []
