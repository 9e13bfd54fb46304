"""Regions of different size around their common rate: a funnel."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from evaltools.figures.axis import number_axis
from evaltools.figures.canvas import LEFT, RIGHT, SMALL, Canvas
from evaltools.figures.figure import Figure
from evaltools.figures.lines import clean, text_width
from evaltools.figures.svg import C1, C2, CONTEXT, HAIR, MUTED
from evaltools.figures.words import alternative, listed, name, subject
from evaltools.language import Language

TOP, BOTTOM = 14.0, 236.0
HEIGHT_OF_TEXT = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelRow:
    """One region.

    Attributes
    ----------
    label : str
        Name, short enough for a chart.
    size : float
        Residents, or what else the rate is taken of; above 0.
    value : float
        The rate.
    inner, outer : tuple of float
        Limits for a region of this size: 95 and 99.8 %.
    outside : bool
        The rate lies beyond the outer limits.
    """

    label: str
    size: float
    value: float
    inner: tuple[float, float]
    outer: tuple[float, float]
    outside: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    """A rectangle of the page that something fills."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def funnel_plot(
    rows: Sequence[FunnelRow],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
    size_label: str,
    overall: float,
    digits: int = 1,
) -> Figure:
    """Show rates against sizes, with the limits that a region of each size would keep by chance.

    A region beyond the outer limits is a diamond with its name, where the
    name fits; the others are dots. The limits are drawn at the regions' own
    sizes and joined by straight lines.

    Parameters
    ----------
    rows : sequence of FunnelRow
        At least three: of two nobody can say which one differs.
    id : str
        Prefix of the identifiers inside the picture; unique on the page.
    language : Language
        For numbers and the alternative text.
    title, note, size_label : str
        Translated; the last one stands under the axis of sizes.
    overall : float
        The common rate, a line.
    digits : int, default 1
        Decimals of the rates in words.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        With fewer than three rows, or for a size that is not above zero.
    """
    if len(rows) < 3:
        raise ValueError(f"A funnel needs at least three rows, not {len(rows)}.")
    if not all(0 < row.size < math.inf for row in rows):
        raise ValueError("A funnel needs sizes above zero.")
    rows = sorted(rows, key=lambda row: (row.size, row.label))
    shown = [overall, *(value for row in rows for value in (row.value, row.outer[1], row.inner[1]))]
    rates = number_axis(shown, language, BOTTOM, TOP)
    left = LEFT + max(text_width(text, SMALL) for text in rates.texts) + 6
    ends = (language.percent(99.8, 1), language.number(overall, digits), language.percent(95))
    right = RIGHT - max(text_width(text, SMALL) for text in ends) - 8
    sizes = number_axis([row.size for row in rows], language, left, right, whole=True)
    while sum(text_width(text, SMALL) + 8 for text in sizes.texts) > right - left and len(sizes.ticks) > 2:
        sizes = replace(sizes, ticks=sizes.ticks[::2], texts=sizes.texts[::2])
    canvas = Canvas(sizes.height(BOTTOM, size_label))
    canvas.lines([(left, rates.x(tick), right, rates.x(tick)) for tick in rates.ticks], HAIR)
    for tick, text in zip(rates.ticks, rates.texts, strict=True):
        canvas.text(left - 6, rates.x(tick) + 4, text, colour=MUTED, size=SMALL, anchor="end")
    x = [sizes.x(row.size) for row in rows]
    for edge, dash in (("outer", ()), ("inner", (4.0, 3.0))):
        for side in (0, 1):
            y = [rates.x(getattr(row, edge)[side]) for row in rows]
            line = [(*first, *second) for first, second in pairwise(zip(x, y, strict=True))]
            canvas.lines(line, CONTEXT, width=1.3, dash=dash)
    canvas.lines([(left, rates.x(overall), right, rates.x(overall))], C2, width=1.6)
    last = rows[-1]
    _at_the_end(canvas, right + 5, rates.x, (last.outer[1], overall, last.inner[0]), ends)
    marks = [(place, rates.x(row.value), row) for place, row in zip(x, rows, strict=True)]
    for outside, colour, marker in ((False, CONTEXT, "o"), (True, C1, "D")):
        chosen = [(place, y) for place, y, row in marks if row.outside is outside]
        canvas.dots(
            canvas.page,
            [each for each, _ in chosen],
            [y for _, y in chosen],
            colour=colour,
            marker=marker,
        )
    _name_those_outside(canvas, marks, (left, right))
    sizes.draw(canvas, BOTTOM, size_label)
    svg = canvas.svg(id)
    return Figure(svg=svg, title=title, note=note, alt=_alt(rows, language, title, overall, digits))


def _at_the_end(
    canvas: Canvas,
    x: float,
    place: Callable[[float], float],
    values: tuple[float, float, float],
    texts: tuple[str, str, str],
) -> None:
    """Say at the right end of a line what it is; lines too close together have their words apart."""
    wanted = [place(value) + 4 for value in values]
    middle = wanted[1]
    above, below = min(wanted[0], middle - HEIGHT_OF_TEXT), max(wanted[2], middle + HEIGHT_OF_TEXT)
    for y, text, colour in zip((above, middle, below), texts, (MUTED, C2, MUTED), strict=True):
        canvas.text(x, y, text, colour=colour, size=SMALL)


def _name_those_outside(
    canvas: Canvas, marks: Sequence[tuple[float, float, FunnelRow]], limits: tuple[float, float]
) -> None:
    """Write the name beside each mark beyond the limits, where there is room for it."""
    taken = [_Box(x - 8, y - 6, x + 8, y + 6) for x, y, _ in marks]
    for x, y, row in marks:
        if not row.outside:
            continue
        label = clean(row.label)
        width = text_width(label, SMALL)
        for start, baseline in (
            (x + 9, y + 4),
            (x - 9 - width, y + 4),
            (x - width / 2, y - 9),
            (x - width / 2, y + 18),
            (x + 6, y - 7),
            (x + 6, y + 16),
        ):
            box = _Box(start, baseline - 10, start + width, baseline + 3)
            inside = limits[0] <= box.left and box.right <= limits[1] and box.top >= TOP - 10
            if inside and box.bottom <= BOTTOM and not any(box.meets(other) for other in taken):
                canvas.text(start, baseline, label, size=SMALL)
                taken.append(box)
                break


def _alt(rows: Sequence[FunnelRow], language: Language, title: str, overall: float, digits: int) -> str:
    outside = [row for row in rows if row.outside]
    values = [f"{name(row.label)} {language.number(row.value, digits)}" for row in outside]
    return alternative(
        language,
        language.text("Funnel plot with 95% and 99.8% limits: {title}.", title=subject(title)),
        language.plural("{n} region.", "{n} regions.", len(rows)),
        language.text("The whole: {value}.", value=language.number(overall, digits)),
        language.text("Beyond the 99.8% limits: {names}.", names=listed(language, values, 30))
        if values
        else language.text("No region lies beyond the 99.8% limits."),
    )
