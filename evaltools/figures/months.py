"""Counts by month: columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evaltools.figures.axis import number_axis
from evaltools.figures.canvas import LEFT, RIGHT, SMALL, Canvas
from evaltools.figures.figure import Figure
from evaltools.figures.lines import text_width, wrap
from evaltools.figures.svg import C1, C2, HAIR, MUTED
from evaltools.figures.words import alternative, ends, listed, name, subject
from evaltools.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """One month.

    Attributes
    ----------
    label : str
        The month, short enough for an axis.
    value : float or None
        The count; None if it is hidden or unknown.
    partial : bool
        The month is not over, or only part of it was reported.
    text : str
        The mark of a month without a value, for the alternative text
        ("[hidden]"); the picture shows it if it fits, and "…" otherwise.
    outside : bool
        The value lies beyond the limits: it carries its number.
    """

    label: str
    value: float | None
    partial: bool = False
    text: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLimits:
    """Within which limits the months usually vary.

    Attributes
    ----------
    centre : float
        Their mean: a line.
    low, high : float
        The limits: dashed lines; none is drawn at zero, where the columns stand.
    """

    centre: float
    low: float
    high: float


TOP, BOTTOM = 26.0, 176.0
HALF = 0.3
"""Half a column's thickness, as a share of its slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number over a column: its baseline's middle and half its width."""

    text: str
    x: float
    y: float
    half: float

    def meets(self, other: _Number) -> bool:
        """Whether two numbers touch."""
        return abs(self.x - other.x) < self.half + other.half + 3 and abs(self.y - other.y) < 14


def month_columns(
    rows: Sequence[MonthRow],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
    digits: int = 0,
    limits: MonthLimits | None = None,
) -> Figure:
    """Show up to twelve months as columns; the last, highest and lowest carry their numbers.

    Columns start at zero. A partial month is an outline; a month without a
    value is a gap with a mark.

    Parameters
    ----------
    rows : sequence of MonthRow
        In the order of time.
    id : str
        Prefix of the identifiers inside the picture; unique on the page.
    language : Language
        For numbers and the alternative text.
    title, note : str
        Translated.
    digits : int, default 0
        Decimals of the direct labels.
    limits : MonthLimits, optional
        Mean and limits of the usual variation, drawn across all months.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Without rows, with more than twelve, or for a value below zero.
    """
    if not 1 <= len(rows) <= 12:
        raise ValueError(f"A chart of months holds 1 to 12 of them, not {len(rows)}.")
    known = [(place, row.value) for place, row in enumerate(rows) if row.value is not None]
    if any(value < 0 for _, value in known):
        raise ValueError("A month below zero cannot be drawn as a column.")

    def write(value: float) -> str:
        return language.number(value, digits)

    shown = [value for _, value in known] + ([limits.centre, limits.high] if limits else [])
    axis = number_axis(shown, language, BOTTOM, TOP, whole=digits == 0)
    edges = [limits.centre, limits.low, limits.high] if limits else []
    bold = len(rows) <= 6
    room = max((text_width(write(value), SMALL, bold) / 2 for _, value in known), default=0.0)
    side = min(16.0, max(0.0, room - 10))
    left = LEFT + max(text_width(text, SMALL) for text in axis.texts) + 6
    slot = min((RIGHT - left - 2 * side) / len(rows), 64.0)
    centres = [left + side + slot * (place + 0.5) for place in range(len(rows))]
    right = centres[-1] + slot / 2 + side
    tops = [BOTTOM if row.value is None else axis.x(row.value) for row in rows]
    numbers = [
        _Number(
            text=write(value),
            x=centres[place],
            y=_clear(tops[place] - 5, [axis.x(edge) for edge in edges]),
            half=text_width(write(value), SMALL, bold) / 2,
        )
        for place, value in _quoted(known, rows)
    ]
    gaps = [
        _Number(text=mark, x=x, y=BOTTOM - 5, half=text_width(mark, SMALL) / 2)
        for row, x in zip(rows, centres, strict=True)
        if (mark := _gap_mark(row, slot))
    ]
    numbers = _apart(numbers, gaps, list(zip(centres, tops, strict=True)), slot * HALF + 1, (left, right))
    down = max(0.0, 12 - min((number.y for number in numbers), default=TOP))
    base = BOTTOM + down
    staggered = any(text_width(row.label, SMALL) > slot - 2 for row in rows) and len(rows) > 1
    labels = [wrap(row.label, 2 * slot - 4 if staggered else slot, SMALL) for row in rows]
    starts = [base + (31 if staggered and place % 2 else 15) for place in range(len(rows))]
    canvas = Canvas(max(start + 15 * len(lines) for start, lines in zip(starts, labels, strict=True)) - 8)
    area = canvas.area((0, RIGHT), (0, RIGHT), (TOP + down, base), (axis.limits[1], axis.limits[0]))
    canvas.lines([(left, tick, right, tick) for tick in axis.ticks], HAIR, area=area)
    for tick, text in zip(axis.ticks, axis.texts, strict=True):
        canvas.text(left - 6, axis.x(tick) + down + 4, text, colour=MUTED, size=SMALL, anchor="end")
    for partial in (False, True):
        chosen = [(place, value) for place, value in known if rows[place].partial is partial]
        canvas.bars(
            area,
            [centres[place] for place, _ in chosen],
            [value for _, value in chosen],
            thickness=slot * 2 * HALF,
            colour=C1,
            upright=True,
            outline=partial,
        )
    if limits:
        canvas.lines([(left, limits.centre, right, limits.centre)], C2, width=1.5, area=area)
        dashed = [(left, edge, right, edge) for edge in (limits.low, limits.high) if edge > 0]
        canvas.lines(dashed, C2, width=1.2, dash=(5, 3), area=area)
    for lines, x, y in zip(labels, centres, starts, strict=True):
        for count, line in enumerate(lines):
            canvas.text(x, y + 15 * count, line, colour=MUTED, size=SMALL, anchor="middle")
    for gap in gaps:
        canvas.text(gap.x, gap.y + down, gap.text, colour=MUTED, size=SMALL, anchor="middle")
    for number in numbers:
        canvas.text(number.x, number.y + down, number.text, bold=bold, anchor="middle", size=SMALL)
    svg = canvas.svg(id)
    return Figure(svg=svg, title=title, note=note, alt=_alt(rows, language, title, digits, limits))


def _quoted(known: Sequence[tuple[int, float]], rows: Sequence[MonthRow]) -> list[tuple[int, float]]:
    """The highest, the lowest and the last month, and those beyond the limits, each once."""
    order = sorted(known, key=lambda pair: pair[1])
    outside = [pair for pair in known if rows[pair[0]].outside]
    return list(dict.fromkeys([order[-1], order[0], known[-1], *outside])) if known else []


def _gap_mark(row: MonthRow, slot: float) -> str:
    """What stands where there is no column: the mark if it fits."""
    if row.value is not None:
        return ""
    return row.text if row.text and text_width(row.text, SMALL) <= slot - 2 else "…"


def _clear(y: float, lines: Sequence[float]) -> float:
    """The baseline of a number, raised above the lines that would run through it."""
    for line in sorted(lines, reverse=True):
        if y - 11 < line < y + 2:
            y = line - 4
    return y


def _apart(
    numbers: Sequence[_Number],
    gaps: Sequence[_Number],
    columns: Sequence[tuple[float, float]],
    reach: float,
    limits: tuple[float, float],
) -> list[_Number]:
    """The numbers moved so that none stands on another, on the mark of a gap or on a column.

    A little to the side if that is enough, so that each stays over its own
    column; above the neighbours otherwise.
    """
    placed = list(gaps)

    def free(number: _Number) -> bool:
        clear = all(abs(x - number.x) >= number.half + reach or top > number.y for x, top in columns)
        inside = limits[0] <= number.x - number.half and number.x + number.half <= limits[1]
        return clear and inside and not any(number.meets(other) for other in placed)

    for number in numbers:
        shifts = sorted(range(-9, 10), key=abs)
        moved = next((m for shift in shifts if free(m := replace(number, x=number.x + shift))), None)
        if moved is None:
            x = min(max(number.x, limits[0] + number.half), limits[1] - number.half)
            under = [top - 5 for centre, top in columns if abs(centre - x) < number.half + reach]
            moved = replace(number, x=x, y=min([number.y, *under]))
            while any(moved.meets(other) for other in placed):
                moved = replace(moved, y=moved.y - 14)
        placed.append(moved)
    return placed[len(gaps) :]


def _alt(
    rows: Sequence[MonthRow], language: Language, title: str, digits: int, limits: MonthLimits | None
) -> str:
    known = [row for row in rows if row.value is not None]
    outside = [name(row.label) for row in known if row.outside]
    items = [f"{name(row.label)} {language.number(row.value or 0, digits)}" for row in known]
    marks = [f"{name(row.label)} {row.text}".strip() for row in rows if row.value is None]
    partial = [name(row.label) for row in rows if row.partial]
    extremes = ""
    if known:
        order = sorted(range(len(known)), key=lambda place: known[place].value or 0)
        extremes = language.text(
            "Highest: {highest}; lowest: {lowest}; last: {last}.",
            highest=items[order[-1]],
            lowest=items[order[0]],
            last=items[-1],
        )
    return alternative(
        language,
        language.text("Columns by month: {title}.", title=subject(title)),
        extremes,
        language.text(
            "Mean {centre}, limits {low} to {high}.",
            centre=language.number(limits.centre, digits),
            low=language.number(limits.low, digits),
            high=language.number(limits.high, digits),
        )
        if limits
        else "",
        language.text("Beyond the limits: {names}.", names=listed(language, outside, 12)) if outside else "",
        language.text("Values: {values}.", values="; ".join(ends(items, 30))) if items else "",
        language.text("Partial months: {names}.", names=listed(language, partial, 12)) if partial else "",
        language.text("Without a value: {names}.", names=listed(language, marks, 12)) if marks else "",
    )
