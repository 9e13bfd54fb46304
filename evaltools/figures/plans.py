"""Plan and fact: a bar for what was done, a tick for what was planned, a way for what was to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from evaltools.figures.canvas import LEFT, LINE, RIGHT, SMALL, Area, Canvas
from evaltools.figures.figure import Figure
from evaltools.figures.lines import text_width, wrap
from evaltools.figures.svg import C1, C2, CONTEXT, HAIR, MUTED, PAPER, TEXT
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
    plan_high : float, optional
        Upper end, where the plan is a range from `plan` on.
    baseline : float, optional
        Value before the work began; the row is then drawn as the way from
        there to the fact, so that a fall does not look like a short bar.
    baseline_text : str
        Both ends of the way as they are to be read ("○ 20 before, ● 8 now").
    difference : str, optional
        Fact minus plan as it is to be read aloud, empty for none; worked out
        from both if absent.
    """

    label: str
    fact: float | None
    plan: float | None
    fact_text: str
    plan_text: str
    plan_high: float | None = None
    baseline: float | None = None
    baseline_text: str = ""
    difference: str | None = None

    @property
    def numbers(self) -> list[float]:
        """All that has a place on the row's scale."""
        return [each for each in (self.fact, self.plan, self.plan_high, self.baseline) if each is not None]

    @property
    def scale(self) -> float:
        """What the width of the bars stands for."""
        largest = max(self.numbers, default=0)
        level = HEADROOM * (self.plan_high or self.plan or 0)
        # Bars that end near their plans are compared with one another, whatever the unit.
        return level if self.baseline is None and 0 < largest <= level else largest or 1


THICK = 14.0
HEADROOM = 1.25
"""Up to this many times the plan, all rows have their plan in one place: at four fifths of the width."""


def plan_bars(
    rows: Sequence[PlanRow],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
) -> Figure:
    """Set what was done against what was planned, each row on its own scale.

    Rows keep their order and their units. Plans stand one under the other as
    long as the fact is at most a quarter more, so that what is short of its
    plan leaps to the eye; a row with a larger fact is as long as that. A row
    without a fact shows the plan as an outline. A plan that is a range has a
    tick at either end, with a line between them. A row with a baseline shows
    an open circle there, a filled one at the fact, and the way between them.

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
    if not all(0 <= value < inf for row in rows for value in row.numbers):
        raise ValueError("A plan or a fact must be a number from zero up to be drawn as a bar.")
    labels = [wrap(row.label, RIGHT - LEFT, bold=True) for row in rows]
    room = max(text_width(row.fact_text, bold=True) for row in rows) + 12
    right = max(RIGHT - room, 180.0)
    heights = [
        LINE * len(lines) + 50 + (LINE if row.baseline_text else 0)
        for row, lines in zip(rows, labels, strict=True)
    ]
    canvas = Canvas(sum(heights) - 6)
    area = canvas.area((LEFT, right), (0, 1))
    placed = []
    y = 0.0
    for row, lines, height in zip(rows, labels, heights, strict=True):
        middle = y + LINE * len(lines) + 28
        for count, line in enumerate(lines):
            canvas.text(LEFT, y + 13 + LINE * count, line, bold=True)
        placed.append(_Placed(row, middle, row.scale))
        _words(canvas, placed[-1], right)
        y += height
    _marks(canvas, area, placed)
    svg = canvas.svg(id)
    return Figure(svg=svg, title=title, note=note, alt=_alt(rows, language, title))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with its height on the page and its own scale."""

    row: PlanRow
    middle: float
    scale: float

    def at(self, value: float | None) -> float | None:
        return None if value is None else value / self.scale


def _marks(canvas: Canvas, area: Area, placed: Sequence[_Placed]) -> None:
    """Bars or ways, outlines where there is no fact, and the plans over them."""
    bare = [each for each in placed if each.row.baseline is None]
    facts = [(each.middle, x) for each in bare if (x := each.at(each.row.fact)) is not None]
    outlines = [
        (each.middle, x)
        for each in bare
        if each.row.fact is None and (x := each.at(each.row.plan)) is not None
    ]
    ticks, bands, ways, starts, ends_ = [], [], [], [], []
    for each in placed:
        y, low, high = each.middle, each.at(each.row.plan), each.at(each.row.plan_high)
        ticks += [(x, y - 11, x, y + 11) for x in (low, high) if x is not None]
        if low is not None and high is not None:
            bands.append((low, y - 11, high, y - 11))
        start, fact = each.at(each.row.baseline), each.at(each.row.fact)
        if start is not None:
            starts.append((start, y))
            if fact is not None:
                ways.append((start, y, fact, y))
                ends_.append((fact, y))
    canvas.lines([(0, each.middle - 11, 0, each.middle + 11) for each in placed], HAIR, area=area)
    canvas.bars(area, [y for y, _ in facts], [x for _, x in facts], thickness=THICK, colour=C1)
    canvas.bars(
        area,
        [y for y, _ in outlines],
        [x for _, x in outlines],
        thickness=THICK,
        colour=CONTEXT,
        outline=True,
    )
    canvas.lines(ways, C1, width=3, area=area)
    # In grey, and where a reader sets all colours, a tick on a bar needs an edge.
    canvas.lines(ticks, PAPER, width=7, area=area)
    canvas.lines(ticks, C2, width=4, area=area)
    canvas.lines(bands, C2, width=2, area=area)
    canvas.dots(area, [x for x, _ in starts], [y for _, y in starts], colour=PAPER, edge=C1, size=9)
    canvas.dots(area, [x for x, _ in ends_], [y for _, y in ends_], colour=C1, size=10)


def _words(canvas: Canvas, placed: _Placed, right: float) -> None:
    """Plan above the marks, fact after them, baseline below."""
    row, middle = placed.row, placed.middle
    plan, high = placed.at(row.plan), placed.at(row.plan_high)
    tick = None if plan is None else LEFT + (plan if high is None else high) * (right - LEFT)
    _plan_text(canvas, row.plan_text, tick, middle - 14)
    if row.baseline is None:
        _fact_text(
            canvas,
            row,
            placed.at(row.fact) or 0,
            [x for x in (plan, high) if x is not None],
            right,
            middle + 5,
        )
        return
    # Beside the marks a number could be read as that of the nearer one: both are named below.
    canvas.text(LEFT, middle + 25, row.baseline_text, colour=TEXT)


def _plan_text(canvas: Canvas, words: str, tick: float | None, y: float) -> None:
    """The plan in words over its tick, or at the left where there is none."""
    width = text_width(words, SMALL)
    if tick is None or tick - width + 2 < LEFT:
        x = LEFT if tick is None or tick + width > RIGHT else max(LEFT, tick - 2)
        canvas.text(x, y, words, colour=MUTED, size=SMALL)
    else:
        canvas.text(tick + 2, y, words, colour=MUTED, size=SMALL, anchor="end")


def _fact_text(
    canvas: Canvas, row: PlanRow, length: float, plans: Sequence[float], right: float, y: float
) -> None:
    """The fact in words after its bar, and after the ticks that stand in the way."""
    x = LEFT + length * (right - LEFT) + 6
    for plan in sorted(plans):
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
        if row.baseline_text:
            item = f"{name(row.label)}: {row.baseline_text}, {row.plan_text}"
        elif difference := _difference(row, language):
            item = language.text("{item}, difference {difference}", item=item, difference=difference)
        items.append(item)
    return alternative(
        language,
        language.text("Bars of what was done with a mark for the plan: {title}.", title=subject(title)),
        language.text("Values: {values}.", values="; ".join(ends(items, 55))),
    )


def _difference(row: PlanRow, language: Language) -> str:
    if row.difference is not None:
        return row.difference
    if row.fact is None or row.plan is None or row.plan_high is not None:
        return ""
    gap = row.fact - row.plan
    return language.signed(gap, 0 if gap == int(gap) else 1)
