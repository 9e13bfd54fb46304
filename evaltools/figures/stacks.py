"""All answers to a question: bars to both sides of a line, and what is between them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil, isclose
from typing import Any

from evaltools.figures.canvas import LEFT, LINE, RIGHT, SMALL, Canvas
from evaltools.figures.figure import Figure
from evaltools.figures.lines import text_width, wrap
from evaltools.figures.svg import C1, C2, CONTEXT, HAIR, MUTED, PALE, PAPER, TEXT
from evaltools.figures.words import alternative, ends, listed, name, subject
from evaltools.language import Language

#: Answers that one side of the line can have: more shades could not be told apart.
MOST_OF_A_SIDE = 2
#: Percent between two lines of the scale.
STEP = 25.0
#: Units between the bars and what stands apart, of the height of a bar, and beside a number in it.
_GAP, _HEIGHT, _ROOM = 16.0, 18.0, 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StackSide:
    """Answers that stand together.

    Attributes
    ----------
    label : str
        What they have in common, and which they are; stands over their bars.
    answers : tuple of str
        Their names, as they stand from left to right.
    """

    label: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StackRow:
    """One question.

    Attributes
    ----------
    label : str
        The question.
    percents : tuple of float
        Share of each answer in percent of those with an opinion, from left to
        right: those left of the line, those right of it, then what stands
        apart. Together 100; empty where there is no bar.
    text : str
        What stands on the right: the base, or words in place of a bar.
    """

    label: str
    percents: tuple[float, ...] = ()
    text: str = ""


def answer_stacks(
    rows: Sequence[StackRow],
    *,
    left: StackSide,
    right: StackSide,
    apart: StackSide | None = None,
    id: str,
    language: Language,
    title: str,
    note: str,
    unit_label: str,
    digits: int = 0,
) -> Figure:
    """Show every answer to every question, in the order given.

    Each side begins at the line, so that the sides of two questions can be
    held against each other, and what is right of the line is the share that
    other figures show. What lies between the sides has a line of its own: in
    the middle, half of it would lengthen each side.

    Parameters
    ----------
    rows : sequence of StackRow
    left, right : StackSide
        One or two answers each: the outer one is filled, the other one has
        an outline, so that they differ without colour.
    apart : StackSide, optional
        One answer.
    id : str
        Prefix of the identifiers inside the picture; unique on the page.
    language : Language
        For numbers and the alternative text.
    title, note, unit_label : str
        Translated; the unit stands under the axis.
    digits : int, default 0
        Decimals of the percentages.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Without rows, with more answers than can be told apart, or where the
        shares of a question are not as many as the answers, or not 100 percent.
    """
    sides = [left, right, *([apart] if apart else [])]
    _hold(rows, sides)
    drawn = [_parts(row, sides) for row in rows]
    columns = _columns(drawn, len(sides))
    heads = _heads(sides, columns)
    labels = [wrap(row.label, max(RIGHT - LEFT - text_width(row.text) - 12, 120.0)) for row in rows]
    heights = [
        LINE * len(lines) + (_HEIGHT + 12 if row.percents else 8)
        for row, lines in zip(rows, labels, strict=True)
    ]
    top = LINE * len(heads) + 2.0
    bottom = top + sum(heights)
    units = wrap(unit_label, RIGHT - LEFT, SMALL)
    canvas = Canvas(bottom + 18 + 15 * len(units))
    for line, words in enumerate(heads):
        for x, text in words:
            canvas.text(x, 12 + LINE * line, text, colour=MUTED, size=SMALL)
    y, middles = top, []
    for row, lines, parts, height in zip(rows, labels, drawn, heights, strict=True):
        for count, text in enumerate(lines):
            canvas.text(LEFT, y + 13 + LINE * count, text)
        canvas.text(RIGHT, y + 13, row.text, anchor="end", colour=TEXT if row.percents else MUTED)
        if row.percents:
            middles.append(y + LINE * len(lines) + 6 + _HEIGHT / 2)
            for side, shares in enumerate(parts):
                _bar(canvas, columns[side], shares, middles[-1], side, language, digits)
        y += height
    _scale(canvas, columns, middles, bottom, language)
    for line, text in enumerate(units):
        canvas.text(LEFT, bottom + 28 + 15 * line, text, colour=MUTED, size=SMALL)
    svg = canvas.svg(id)
    return Figure(svg=svg, title=title, note=note, alt=_alt(rows, sides, drawn, language, title, digits))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """Where one side is drawn: from its line, so many units for a percent; leftwards if negative."""

    zero: float
    scale: float
    most: float

    def x(self, percent: float) -> float:
        return self.zero + self.scale * percent


def _hold(rows: Sequence[StackRow], sides: Sequence[StackSide]) -> None:
    if not rows:
        raise ValueError("A chart of answers needs at least one row.")
    for side, most in zip(sides, (MOST_OF_A_SIDE, MOST_OF_A_SIDE, 1), strict=False):
        if not 0 < len(side.answers) <= most:
            raise ValueError(f"“{side.label}” has {len(side.answers)} answers; expected from 1 to {most}.")
    answers = sum(len(side.answers) for side in sides)
    for row in rows:
        if row.percents and len(row.percents) != answers:
            raise ValueError(f"“{row.label}” has {len(row.percents)} shares for {answers} answers.")
        if row.percents and not (min(row.percents) >= 0 and isclose(sum(row.percents), 100, abs_tol=1e-6)):
            raise ValueError(
                f"The shares of “{row.label}” are {row.percents}: expected 100 percent together."
            )


def _parts(row: StackRow, sides: Sequence[StackSide]) -> list[tuple[float, ...]]:
    """The shares of a row, side by side; nothing where there is no bar."""
    edges = accumulate((len(side.answers) for side in sides), initial=0)
    return [row.percents[start:end] for start, end in pairwise(edges)]


def _columns(drawn: Sequence[Sequence[tuple[float, ...]]], count: int) -> list[_Column]:
    """One scale for all sides, each as wide as its longest bar and a round number of steps."""
    most = [
        max(STEP, STEP * ceil(max((sum(parts[side]) for parts in drawn), default=0.0) / STEP - 1e-9))
        for side in range(count)
    ]
    scale = (RIGHT - LEFT - 8 - _GAP * (count - 2)) / sum(most)
    zero = LEFT + 4 + scale * most[0]
    made = [_Column(zero=zero, scale=-scale, most=most[0]), _Column(zero=zero, scale=scale, most=most[1])]
    if count > 2:
        made.append(_Column(zero=made[1].x(most[1]) + _GAP, scale=scale, most=most[2]))
    return made


def _heads(sides: Sequence[StackSide], columns: Sequence[_Column]) -> list[list[tuple[float, str]]]:
    """Names of the sides over their bars, each in the first line where it meets no other."""
    lines: list[list[tuple[float, float, str]]] = []
    for side, column in zip(sides, columns, strict=True):
        for words in wrap(side.label, RIGHT - LEFT, SMALL):
            width = text_width(words, SMALL)
            start = (
                column.zero - 6 - width if column.scale < 0 else column.zero + (6 if side is sides[1] else 0)
            )
            start = min(max(start, LEFT), RIGHT - width)
            free = next(
                (
                    line
                    for line in lines
                    if all(start > end + 8 or start + width < begin - 8 for begin, end, _ in line)
                ),
                None,
            )
            if free is None:
                lines.append(free := [])
            free.append((start, start + width, words))
    return [[(start, words) for start, _, words in line] for line in lines]


def _bar(
    canvas: Canvas,
    column: _Column,
    shares: Sequence[float],
    middle: float,
    side: int,
    language: Language,
    digits: int,
) -> None:
    """The answers of one side: from the line outwards, the outermost filled; a number where it fits."""
    colour = (C2, C1, CONTEXT)[side]
    outwards = list(reversed(shares)) if column.scale < 0 else list(shares)
    edges = list(accumulate(outwards, initial=0.0))
    for place, (share, start, end) in enumerate(zip(outwards, edges[:-1], edges[1:], strict=True)):
        if not share:
            continue
        x, width = min(column.x(start), column.x(end)), abs(column.scale) * share
        filled = place == len(outwards) - 1 and side < 2
        look: dict[str, Any] = (
            {"fill": colour} if filled else {"fill": PALE, "edge": colour, "thickness": 1.2}
        )
        canvas.box(x, middle - _HEIGHT / 2, width, _HEIGHT, **look)
        text = language.percent(share, digits)
        if text_width(text, SMALL) + _ROOM <= width:
            canvas.text(
                x + width / 2,
                middle + 4.5,
                text,
                anchor="middle",
                size=SMALL,
                colour=PAPER if filled else TEXT,
            )


def _scale(
    canvas: Canvas, columns: Sequence[_Column], middles: Sequence[float], bottom: float, language: Language
) -> None:
    """Lines where the bars are, and numbers away from the line to both sides, as far as they have room."""
    ticks = {
        (column.x(STEP * step), STEP * step)
        for column in columns
        for step in range(round(column.most / STEP) + 1)
    }
    reach = _HEIGHT / 2 + 4
    for colour, places in (
        (HAIR, sorted(x for x, percent in ticks if percent)),
        (CONTEXT, sorted(x for x, percent in ticks if not percent)),
    ):
        canvas.lines([(x, y - reach, x, y + reach) for x in places for y in middles], colour)
    taken: list[tuple[float, float]] = []
    # The zeros and the ends say most, so they have their place first.
    outer = {0.0, *(column.most for column in columns)}
    for x, percent in sorted(ticks, key=lambda tick: (tick[1] not in outer, tick)):
        text = language.percent(percent, 0)
        half = text_width(text, SMALL) / 2
        middle = min(max(x, LEFT + half), RIGHT - half)
        if all(middle - half > end + 5 or middle + half < begin - 5 for begin, end in taken):
            taken.append((middle - half, middle + half))
            canvas.text(middle, bottom + 12, text, anchor="middle", colour=MUTED, size=SMALL)


def _alt(
    rows: Sequence[StackRow],
    sides: Sequence[StackSide],
    drawn: Sequence[Sequence[tuple[float, ...]]],
    language: Language,
    title: str,
    digits: int,
) -> str:
    items = [
        f"{name(row.label)}: " + ", ".join(language.percent(sum(part), digits) for part in parts)
        for row, parts in zip(rows, drawn, strict=True)
        if row.percents
    ]
    without = [f"{name(row.label)} {row.text}".strip() for row in rows if not row.percents]
    order = "; ".join(name(side.label) for side in sides)
    return alternative(
        language,
        language.text("Bars to both sides of a line: {title}.", title=subject(title)),
        language.text("Left, right, apart: {sides}.", sides=order)
        if len(sides) > 2
        else language.text("Left, right: {sides}.", sides=order),
        language.text("Values: {values}.", values="; ".join(ends(items, 34))) if items else "",
        language.text("Without a value: {names}.", names=listed(language, without, 12)) if without else "",
    )
