"""Plan and fact: a bar for what was done, a tick for what was planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from evaltools.figures.canvas import LEFT, LINE, RIGHT, SMALL, Canvas, bars, drawing_rules
from evaltools.figures.figure import Figure
from evaltools.figures.lines import text_width, wrap
from evaltools.figures.svg import C1, C2, CONTEXT, HAIR, MUTED, TEXT
from evaltools.figures.words import alternative, ends, name, subject
from evaltools.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One indicator of the grant.

    Attributes
    ----------
    label : str
        The indicator.
    fact, plan : float or None
        What was done and what was planned, in the indicator's own unit.
    fact_text, plan_text : str
        Both as they are to be read ("568", "plan 200"); without a fact,
        `fact_text` is the mark that says why.
    """

    label: str
    fact: float | None
    plan: float | None
    fact_text: str
    plan_text: str


THICK = 14.0


def plan_bars(
    rows: Sequence[PlanRow],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
) -> Figure:
    """Set what was done against what was planned, each row on its own scale.

    Rows keep their order and their units: they are not compared with one
    another. A row without a fact shows the plan as an outline.

    Parameters
    ----------
    rows : sequence of PlanRow
    id : str
        Prefix of the identifiers inside the picture; unique on the page.
    language : Language
        For the alternative text.
    title, note : str
        Translated.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Without rows, or for a value below zero or not finite.
    """
    if not rows:
        raise ValueError("A chart of plan and fact needs at least one row.")
    if not all(0 <= value < inf for row in rows for value in (row.fact, row.plan) if value is not None):
        raise ValueError("A plan or a fact must be a number from zero up to be drawn as a bar.")
    with drawing_rules():
        labels = [wrap(row.label, RIGHT - LEFT, bold=True) for row in rows]
        room = max(text_width(row.fact_text, bold=True) for row in rows) + 12
        right = max(RIGHT - room, 180.0)
        heights = [LINE * len(lines) + 50 for lines in labels]
        canvas = Canvas(sum(heights) - 6)
        area = canvas.area((LEFT, right), (0, 1))
        middles, lengths, outlines, ticks, bases = [], [], [], [], []
        y = 0.0
        for row, lines, height in zip(rows, labels, heights, strict=True):
            middle = y + LINE * len(lines) + 28
            scale = max(row.fact or 0, row.plan or 0) or 1
            plan = None if row.plan is None else row.plan / scale
            for count, line in enumerate(lines):
                canvas.text(LEFT, y + 13 + LINE * count, line, bold=True)
            if row.fact is not None:
                middles.append(middle)
                lengths.append(row.fact / scale)
            elif plan is not None:
                outlines.append((middle, plan))
            if plan is not None:
                ticks.append((plan, middle - 11, plan, middle + 11))
            _plan_text(
                canvas, row.plan_text, None if plan is None else LEFT + plan * (right - LEFT), middle - 14
            )
            _fact_text(canvas, row, (row.fact or 0) / scale, plan, right, middle + 5)
            bases.append((0, middle - 11, 0, middle + 11))
            y += height
        canvas.lines(bases, HAIR, axes=area)
        bars(area, middles, lengths, thickness=THICK, colour=C1)
        bars(
            area,
            [m for m, _ in outlines],
            [p for _, p in outlines],
            thickness=THICK,
            colour=CONTEXT,
            outline=True,
        )
        canvas.lines(ticks, C2, width=4, axes=area)
        svg = canvas.svg(id)
    return Figure(svg=svg, title=title, note=note, alt=_alt(rows, language, title))


def _plan_text(canvas: Canvas, words: str, tick: float | None, y: float) -> None:
    """The plan in words over its tick, or at the left where there is none."""
    width = text_width(words, SMALL)
    if tick is None or tick - width + 2 < LEFT:
        x = LEFT if tick is None or tick + width > RIGHT else max(LEFT, tick - 2)
        canvas.text(x, y, words, colour=MUTED, size=SMALL)
    else:
        canvas.text(tick + 2, y, words, colour=MUTED, size=SMALL, anchor="end")


def _fact_text(
    canvas: Canvas, row: PlanRow, length: float, plan: float | None, right: float, y: float
) -> None:
    """The fact in words after its bar, and after the tick if that stands in the way."""
    x = LEFT + length * (right - LEFT) + 6
    if plan is not None:
        tick = LEFT + plan * (right - LEFT)
        inside = row.fact is None and text_width(row.fact_text) + 14 < tick - LEFT
        if not inside and x - 10 < tick < x + text_width(row.fact_text, bold=True) + 6:
            x = tick + 8
    known = row.fact is not None
    canvas.text(x, y, row.fact_text, bold=known, colour=TEXT if known else MUTED)


def _alt(rows: Sequence[PlanRow], language: Language, title: str) -> str:
    items = []
    for row in rows:
        item = f"{name(row.label)}: {row.fact_text}, {row.plan_text}"
        if row.fact is not None and row.plan is not None:
            gap = row.fact - row.plan
            item = language.text(
                "{item}, difference {difference}",
                item=item,
                difference=language.signed(gap, 0 if gap == int(gap) else 1),
            )
        items.append(item)
    return alternative(
        language.text("Bars of what was done with a mark for the plan: {title}.", title=subject(title)),
        language.text("Values: {values}.", values="; ".join(ends(items, 55))),
    )
