"""Scores before and after, person by person, and the mean change (internal pages only)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import floor, isfinite
from statistics import fmean
from typing import Any

from evaltools.figures.axis import Axis, number_axis, tick_step
from evaltools.figures.canvas import LEFT, RIGHT, SMALL, Area, Canvas
from evaltools.figures.figure import Figure
from evaltools.figures.lines import text_width, wrap
from evaltools.figures.svg import C1, C2, CONTEXT, HAIR, MUTED
from evaltools.figures.words import alternative, subject
from evaltools.language import Language

TOP, BOTTOM = 12.0, 212.0
BEFORE, AFTER = 52.0, 168.0
CHANGES = 252.0
"""Where the changes stand, in the middle of their dots; the mean is at the right."""
MOST_PEOPLE = 120
"""With more people, lines would cover one another: bars say how many had each score and each change."""
STEPS = 20
STARTS = (-0.1, 0.58)
"""Where the bars of scores begin, on the way from before to after; they reach half of it."""


def estimation_plot(
    pre: Sequence[float],
    post: Sequence[float],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
    mean: float | None,
    low: float | None,
    high: float | None,
    maximum: float,
    before_label: str,
    after_label: str,
    change_label: str,
    digits: int = 1,
) -> Figure:
    """Draw everyone's two scores joined by a line, and beside them the changes with their mean.

    For internal pages only: single scores are visible. A line is solid where
    the score rose, dashed where it fell and dotted where it stayed; pairs
    that are equal share one line, the thicker the more there are.

    Of more than 120 people single lines say nothing any more and make the
    page heavy: bars then show how many had each score before (empty) and
    after (filled), and each change. So the picture has no more marks for
    five thousand people than for a hundred.

    Parameters
    ----------
    pre, post : sequence of float
        Scores in points, the same person in the same place.
    id : str
        Prefix of the identifiers inside the picture; unique on the page.
    language : Language
        For numbers and the alternative text.
    title, note : str
        Translated.
    mean, low, high : float or None
        The mean change and the limits of its 95 % interval, as computed elsewhere.
    maximum : float
        The best score that can be reached; the scale ends there.
    before_label, after_label, change_label : str
        Translated names of the three columns.
    digits : int, default 1
        Decimals of means and changes.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Without pairs, for unequal lengths, or for scores that are not numbers.
    """
    if not pre or len(pre) != len(post):
        raise ValueError(f"Scores come in pairs, at least one: got {len(pre)} before and {len(post)} after.")
    if not all(map(isfinite, [*pre, *post])):
        raise ValueError("A score that is missing cannot be drawn: leave the person out.")
    pairs = Counter(zip(pre, post, strict=True))
    changes = Counter(round(after - before, 6) for before, after in pairs.elements())
    scores = number_axis([*pre, *post, maximum], language, BOTTOM, TOP)
    spread = [*changes, *(value for value in (mean, low, high) if value is not None)]
    change = number_axis(spread, language, BOTTOM, TOP, signed=True)
    labels = [
        wrap(before_label, 110, SMALL),
        wrap(after_label, 100, SMALL),
        wrap(change_label, 130, SMALL),
    ]
    canvas = Canvas(BOTTOM + 14 + 15 * max(map(len, labels)))
    is_counted = len(pre) > MOST_PEOPLE
    columns = tuple(BEFORE + (start + 0.25) * (AFTER - BEFORE) for start in STARTS)
    for lines, x in zip(labels, (*(columns if is_counted else (BEFORE, AFTER)), 290.0), strict=True):
        for count, line in enumerate(lines):
            half = text_width(line, SMALL) / 2
            middle = min(max(x, LEFT + half), RIGHT - half)
            canvas.text(middle, BOTTOM + 22 + 15 * count, line, colour=MUTED, size=SMALL, anchor="middle")
    if is_counted:
        _score_bars(canvas, pre, post, scores)
        _change_bars(canvas, changes, change)
    else:
        _pairs(canvas, pairs, scores)
        _changes(canvas, changes, change)
    _mean(canvas, mean, low, high, change, "" if mean is None else language.signed(mean, digits))
    svg = canvas.svg(id)
    alt = _alt(pre, post, language, title, mean, low, high, maximum, digits)
    return Figure(svg=svg, title=title, note=note, alt=alt)


def _pairs(canvas: Canvas, pairs: Counter[tuple[float, float]], axis: Axis) -> None:
    area = _score_area(canvas, axis)
    looks = ((1, C1, ()), (-1, C2, (5.0, 3.0)), (0, CONTEXT, (1.5, 2.5)))
    for sign, colour, dash in looks:
        for count in sorted(set(pairs.values())):
            same = [
                (0, before, 1, after)
                for (before, after), times in sorted(pairs.items())
                if times == count and (after > before) - (after < before) == sign
            ]
            if same:
                canvas.lines(same, colour, width=min(1.2 + 0.8 * (count - 1), 5), dash=dash, area=area)
    ends = sorted({(0, before) for before, _ in pairs} | {(1, after) for _, after in pairs})
    canvas.dots(area, [x for x, _ in ends], [y for _, y in ends], colour=C1, size=5)


def _score_area(canvas: Canvas, axis: Axis) -> Area:
    """Where scores stand, with the grid and its numbers."""
    area = canvas.area((BEFORE, AFTER), (0, 1), (TOP, BOTTOM), (axis.limits[1], axis.limits[0]))
    canvas.lines([(-0.12, tick, 1.12, tick) for tick in axis.ticks], HAIR, area=area)
    for tick, text in zip(axis.ticks, axis.texts, strict=True):
        canvas.text(BEFORE - 20, axis.x(tick) + 4, text, colour=MUTED, size=SMALL, anchor="end")
    return area


def _score_bars(canvas: Canvas, pre: Sequence[float], post: Sequence[float], axis: Axis) -> None:
    """How many people had each score: empty before, filled after, on one scale of people."""
    area = _score_area(canvas, axis)
    counts = [_binned(Counter(scores), axis) for scores in (pre, post)]
    most = max(count for binned, _ in counts for count in binned.values())
    for start, (binned, step), empty in zip(STARTS, counts, (True, False), strict=True):
        look: dict[str, Any] = {"edge": C1, "thickness": 1.2} if empty else {"fill": C1}
        for value, count in sorted(binned.items()):
            height = step * 0.8
            canvas.box(start, value - height / 2, 0.5 * count / most, height, area=area, **look)


def _change_area(canvas: Canvas, axis: Axis) -> Area:
    """Where changes stand, with the grid, its numbers, and a line at no change."""
    area = canvas.area((0, RIGHT), (0, RIGHT), (TOP, BOTTOM), (axis.limits[1], axis.limits[0]))
    canvas.lines([(220, tick, RIGHT, tick) for tick in axis.ticks if tick], HAIR, area=area)
    canvas.lines([(220, 0, RIGHT, 0)], CONTEXT, width=1.5, area=area)
    for tick, text in zip(axis.ticks, axis.texts, strict=True):
        canvas.text(216, axis.x(tick) + 4, text, colour=MUTED, size=SMALL, anchor="end")
    return area


def _changes(canvas: Canvas, changes: Counter[float], axis: Axis) -> None:
    """One dot per person, side by side where changes are equal."""
    area = _change_area(canvas, axis)
    step = min(8.0, 52.0 / max(1, max(changes.values()) - 1))
    x, y = [], []
    for value, count in sorted(changes.items()):
        x += [CHANGES + step * (place - (count - 1) / 2) for place in range(count)]
        y += [value] * count
    canvas.dots(area, x, y, colour=CONTEXT, size=6)


def _change_bars(canvas: Canvas, changes: Counter[float], axis: Axis) -> None:
    """How many people had each change."""
    area = _change_area(canvas, axis)
    binned, step = _binned(changes, axis)
    most = max(binned.values())
    for value, count in sorted(binned.items()):
        height = step * 0.8
        canvas.box(226, value - height / 2, 60.0 * count / most, height, area=area, fill=CONTEXT)


def _binned(counts: Counter[float], axis: Axis) -> tuple[Counter[float], float]:
    """People by the nearest of some twenty steps, zero being one of them, and the step."""
    step = tick_step(axis.limits[1] - axis.limits[0], STEPS)
    if all(float(value).is_integer() for value in counts):
        step = max(step, 1.0)
    binned: Counter[float] = Counter()
    for value, count in counts.items():
        binned[floor(value / step + 0.5) * step] += count
    return binned, step


def _mean(
    canvas: Canvas, mean: float | None, low: float | None, high: float | None, axis: Axis, text: str
) -> None:
    if mean is None:
        return
    area = canvas.area((0, RIGHT), (0, RIGHT), (TOP, BOTTOM), (axis.limits[1], axis.limits[0]))
    x = min(RIGHT - 46, RIGHT - text_width(text, bold=True) - 9)
    if low is not None and high is not None:
        canvas.lines([(x, low, x, high)], C1, width=2.5, area=area)
    canvas.dots(area, [x], [mean], colour=C1, marker="D", size=9)
    canvas.text(RIGHT, axis.x(mean) + 5, text, bold=True, anchor="end")


def _alt(
    pre: Sequence[float],
    post: Sequence[float],
    language: Language,
    title: str,
    mean: float | None,
    low: float | None,
    high: float | None,
    maximum: float,
    digits: int,
) -> str:
    signs = [(after > before) - (after < before) for before, after in zip(pre, post, strict=True)]
    counts = {key: language.number(signs.count(sign)) for key, sign in (("up", 1), ("same", 0), ("down", -1))}
    between = ""
    if mean is not None and low is not None and high is not None:
        between = language.text(
            "Mean change {mean}, 95% interval from {low} to {high}.",
            mean=language.signed(mean, digits),
            low=language.signed(low, digits),
            high=language.signed(high, digits),
        )
    elif mean is not None:
        between = language.text("Mean change {mean}, no interval.", mean=language.signed(mean, digits))
    return alternative(
        language,
        language.text(
            "Each person's score before and after joined by a line, with the changes beside: {title}.",
            title=subject(title),
        )
        if len(pre) <= MOST_PEOPLE
        else language.text(
            "Bars of how many people had each score before and after, and each change: {title}.",
            title=subject(title),
        ),
        language.text(
            "People with both scores: {n}. Mean before: {before}; after: {after}; maximum: {maximum}.",
            n=language.number(len(pre)),
            before=language.number(fmean(pre), digits),
            after=language.number(fmean(post), digits),
            maximum=language.number(maximum, 0 if maximum == int(maximum) else digits),
        ),
        between,
        language.text("Scores that rose: {up}; unchanged: {same}; fell: {down}.", **counts),
    )
