"""Regions or trainings compared: a dot and its interval per row."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.figures.axis import Axis, number_axis
from evaltools.figures.canvas import LEFT, LINE, RIGHT, SMALL, Area, Canvas
from evaltools.figures.dot_rows import DotRow, describe
from evaltools.figures.figure import Figure
from evaltools.figures.grid import Band, line_down
from evaltools.figures.lines import clean, text_width, wrap
from evaltools.figures.svg import C1, C2, CONTEXT, HAIR, MUTED, TEXT
from evaltools.language import Language

FEW = 12
"""Rows up to here stand on two lines each: name and value, then the mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a row stands: its edges, its lines of text, first baseline, and the middle of its mark."""

    row: DotRow
    top: float
    bottom: float
    lines: list[str]
    value: str
    baseline: float
    mark: float

    def band(self) -> Band:
        """The row as lines down the page see it."""
        bold = self.row.highlight
        name = LEFT + max(text_width(line, bold=bold) for line in self.lines)
        words = [(LEFT, name), (RIGHT - text_width(self.value, bold=bold), RIGHT)]
        marks = None if self.row.value is None else self.bottom - 24
        return Band(top=self.top, bottom=self.bottom, words=words, marks=marks)


def interval_dots(
    rows: Sequence[DotRow],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
    unit_label: str,
    digits: int = 1,
    overall: float | None = None,
    overall_label: str = "",
    missing: Sequence[str] = (),
    zero_line: bool = False,
    sort: bool = True,
) -> Figure:
    """Compare regions by a dot and a 95 % line per row, the highest first.

    Up to twelve rows have their name above the mark; more stand on one line
    each, so that twenty regions fit a page. Dots show places, not lengths: where
    all lie far from zero, the scale begins near them and says so.

    Parameters
    ----------
    rows : sequence of DotRow
    id : str
        Prefix of the identifiers inside the picture; unique on the page.
    language : Language
        For numbers and the alternative text.
    title, note, unit_label : str
        Translated; the unit stands under the axis.
    digits : int, default 1
        Decimals of the values.
    overall : float, optional
        The whole, drawn as a tick in every row and named once with `overall_label`.
    missing : sequence of str
        Names of those who gave no figure, for the alternative text.
    zero_line : bool, default False
        The values are changes: they carry a sign, and zero has a line.
    sort : bool, default True
        Highest first; False keeps the order given (trainings by date).

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Without rows: there is nothing to draw, and the caller has a sentence for it.
    """
    if not rows:
        raise ValueError("A chart of intervals needs at least one row.")
    if sort:
        rows = sorted(rows, key=lambda row: math.inf if row.value is None else -row.value)
    write = language.signed if zero_line else language.number
    values = [row.text or ("" if row.value is None else write(row.value, digits)) for row in rows]
    shown = [v for row in rows for v in (row.value, row.low, row.high) if v is not None]
    shown += [] if overall is None else [overall]
    top = 22.0 if overall is not None else 4.0
    places, bottom, left, right = _layout(rows, values, top)
    axis = number_axis(shown, language, left, right, signed=zero_line, from_zero=zero_line)
    under = (
        language.text("{unit}; the scale begins at {start}", unit=unit_label, start=axis.texts[0])
        if axis.is_cut
        else unit_label
    )
    canvas = Canvas(axis.height(bottom, under))
    area = canvas.area((left, right), axis.limits)
    for place in places:
        _row_text(canvas, place)
    _grid(canvas, places, axis, zero_line, overall)
    places = [place for place in places if place.row.value is not None]
    for highlight, colour, marker in ((False, CONTEXT, "o"), (True, C1, "D")):
        _marks(canvas, area, [p for p in places if p.row.highlight is highlight], colour, marker)
    if overall is not None:
        _overall_text(canvas, axis.x(overall), f"{overall_label} {write(overall, digits)}".strip())
    axis.draw(canvas, bottom, under)
    svg = canvas.svg(id)
    whole = "" if overall is None else f"{overall_label} {write(overall, digits)}"
    alt = describe(
        rows,
        values,
        language=language,
        title=title,
        unit=unit_label,
        whole=whole,
        missing=missing,
        ordered=sort,
        write=lambda value: write(value, digits),
    )
    return Figure(svg=svg, title=title, note=note, alt=alt)


def _layout(
    rows: Sequence[DotRow], values: Sequence[str], top: float
) -> tuple[list[_Place], float, float, float]:
    """Places of the rows, where they end, and the left and right edge of the marks."""
    wide = [text_width(value, bold=row.highlight) for row, value in zip(rows, values, strict=True)]
    many = len(rows) > FEW
    names = max(text_width(row.label, bold=row.highlight) for row in rows)
    words = max(text_width(word, bold=row.highlight) for row in rows for word in clean(row.label).split(" "))
    column = min(names, max(140.0, min(words, 170.0))) if many else 0.0
    places, y = [], top
    for row, value, width in zip(rows, values, wide, strict=True):
        limit = column if many else max(RIGHT - LEFT - width - 12, 120.0)
        lines = wrap(row.label, limit + 0.5, bold=row.highlight)
        if many:
            height = max(26.0, LINE * len(lines) + 6)
            baseline = y + height / 2 + 5 - LINE * (len(lines) - 1) / 2
            mark = y + height / 2
        else:
            height = LINE * len(lines) + (8 if row.value is None else 24)
            baseline, mark = y + 14, y + height - 14
        places.append(
            _Place(row=row, top=y, bottom=y + height, lines=lines, value=value, baseline=baseline, mark=mark)
        )
        y += height
    if many:
        taken = max(
            (width for row, width in zip(rows, wide, strict=True) if row.value is not None), default=0.0
        )
        return places, y, LEFT + column + 12, RIGHT - taken - 12
    return places, y, LEFT + 6, RIGHT - 6


def _grid(
    canvas: Canvas, places: Sequence[_Place], axis: Axis, zero_line: bool, overall: float | None
) -> None:
    """Grid, zero and the whole."""
    bands = [place.band() for place in places]
    ticks = [tick for tick in axis.ticks if not (zero_line and tick == 0)]
    canvas.lines([each for tick in ticks for each in line_down(axis.x(tick), bands)], HAIR)
    if zero_line:
        canvas.lines(line_down(axis.x(0), bands), CONTEXT, width=1.5)
    if overall is not None:
        x = axis.x(overall)
        known = [place for place in places if place.row.value is not None]
        canvas.lines([(x, place.mark - 9, x, place.mark + 9) for place in known], C2, width=2)


def _marks(canvas: Canvas, area: Area, places: Sequence[_Place], colour: str, marker: str) -> None:
    spans = [
        (place.row.low, place.mark, place.row.high, place.mark)
        for place in places
        if place.row.low is not None and place.row.high is not None
    ]
    canvas.lines(spans, colour, width=2.5, area=area)
    points = [(place.row.value or 0, place.mark) for place in places]
    canvas.dots(area, [x for x, _ in points], [y for _, y in points], colour=colour, marker=marker)


def _row_text(canvas: Canvas, place: _Place) -> None:
    bold = place.row.highlight
    for count, line in enumerate(place.lines):
        canvas.text(LEFT, place.baseline + LINE * count, line, bold=bold)
    canvas.text(
        RIGHT,
        place.baseline,
        place.value,
        anchor="end",
        bold=bold,
        colour=MUTED if place.row.value is None else TEXT,
    )


def _overall_text(canvas: Canvas, x: float, words: str) -> None:
    """Name the whole over its tick, to the side where there is room."""
    width = text_width(words, SMALL)
    if x + width - 4 <= RIGHT:
        canvas.text(max(LEFT, x - 4), 14, words, colour=C2, size=SMALL)
    elif x - width + 4 >= LEFT:
        canvas.text(x + 4, 14, words, colour=C2, size=SMALL, anchor="end")
    else:
        canvas.text(LEFT, 14, words, colour=C2, size=SMALL)
