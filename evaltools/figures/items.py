"""Questions of a test: the share of right answers before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.figures.axis import Axis, number_axis
from evaltools.figures.canvas import LEFT, LINE, RIGHT, SMALL, Area, Canvas
from evaltools.figures.figure import Figure
from evaltools.figures.grid import Band, line_down
from evaltools.figures.lines import text_width, wrap
from evaltools.figures.svg import C1, C2, HAIR, MUTED, PAPER, TEXT
from evaltools.figures.words import alternative, ends, listed, name, subject
from evaltools.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One question of the test.

    Attributes
    ----------
    label : str
        The question.
    before, after : float or None
        Share of right answers in percent, 0 to 100; None if hidden or unknown.
    text : str
        Words in place of the two percentages ("7 of 15 → 12 of 15"); for a
        hidden row, its mark.
    """

    label: str
    before: float | None
    after: float | None
    text: str = ""


def item_dumbbell(
    rows: Sequence[ItemRow],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
    before_label: str,
    after_label: str,
    digits: int = 0,
    people: int | None = None,
) -> Figure:
    """Show per question the share of right answers before (open) and after (filled), in the order given.

    The way between them is dashed where the share fell.

    Parameters
    ----------
    rows : sequence of ItemRow
    id : str
        Prefix of the identifiers inside the picture; unique on the page.
    language : Language
        For numbers and the alternative text.
    title, note : str
        Translated.
    before_label, after_label : str
        Names of the two marks, written over the first row that has both.
    digits : int, default 0
        Decimals of the percentages.
    people : int, optional
        Of how few people the shares are: the scale then counts them.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Without rows, or for a percentage outside 0 to 100.
    """
    if not rows:
        raise ValueError("A chart of questions needs at least one row.")
    if not all(0 <= value <= 100 for row in rows for value in (row.before, row.after) if value is not None):
        raise ValueError("A share of right answers lies between 0 and 100 percent.")
    texts = [_text(row, language, digits) for row in rows]
    axis = _axis(language, people)
    places, bands, middles, y = [], [], [], 0.0
    named = next((row for row in rows if row.before is not None and row.after is not None), None)
    for row, text in zip(rows, texts, strict=True):
        top, wide = y, text_width(text, bold=True)
        lines = wrap(row.label, max(RIGHT - LEFT - wide - 12, 120))
        places.append((row, text, lines, y + 13))
        y += LINE * len(lines) + (16 if row is named else 0)
        marked = row.before is not None or row.after is not None
        middles.append(y + 10)
        words = [(LEFT, LEFT + max(map(text_width, lines))), (RIGHT - wide, RIGHT)]
        marks = y if marked else None
        y += 28 if marked else 8
        # The names of the two marks stand somewhere across the row.
        words = [(LEFT, RIGHT)] if row is named else words
        bands.append(Band(top=top, bottom=y, words=words, marks=marks))
    canvas = Canvas(axis.height(y - 4, ""))
    area = canvas.area(axis.edges, axis.limits)
    for row, text, lines, baseline in places:
        for count, line in enumerate(lines):
            canvas.text(LEFT, baseline + LINE * count, line)
        known = row.before is not None or row.after is not None
        canvas.text(RIGHT, baseline, text, anchor="end", colour=TEXT if known else MUTED)
    canvas.lines([each for tick in axis.ticks for each in line_down(axis.x(tick), bands)], HAIR)
    _marks(canvas, area, rows, middles)
    if named is not None:
        _names(
            canvas,
            named,
            middles[[row is named for row in rows].index(True)] - 10,
            axis,
            before_label,
            after_label,
        )
    axis.draw(canvas, y - 4, "")
    svg = canvas.svg(id)
    return Figure(svg=svg, title=title, note=note, alt=_alt(rows, texts, language, title))


def _axis(language: Language, people: int | None) -> Axis:
    """From nobody to everybody, in percent or in people."""
    if not people:
        return number_axis((), language, LEFT + 6, RIGHT - 6, percent=True)
    step = next((step for step in range(1, people + 1) if people % step == 0 and people <= 6 * step), people)
    if step == people > 8:
        # A prime number of people: round steps, and all of them at the end.
        counts = [*range(0, people - 1, 5), people]
    else:
        counts = list(range(0, people + 1, 1 if step == people else step))
    return Axis(
        limits=(0.0, 100.0),
        edges=(LEFT + 6, RIGHT - 6),
        ticks=tuple(100 * count / people for count in counts),
        texts=tuple(language.number(count) for count in counts),
    )


def _marks(canvas: Canvas, area: Area, rows: Sequence[ItemRow], middles: Sequence[float]) -> None:
    """Joining lines, open and filled circles; equal values are a filled circle in an open one."""
    drawn = [
        (row, y) for row, y in zip(rows, middles, strict=True) if (row.before, row.after) != (None, None)
    ]
    for falls, colour, dash in ((False, C1, ()), (True, C2, (5.0, 3.0))):
        chosen = [(row, y) for row, y in drawn if _fell(row) is falls]
        joined = [
            (r.before, y, r.after, y) for r, y in chosen if r.before is not None and r.after is not None
        ]
        canvas.lines(joined, colour, width=2, dash=dash, area=area)
        before = [(row.before, y) for row, y in chosen if row.before is not None]
        same = [(row.after, y) for row, y in chosen if row.after is not None and row.after == row.before]
        after = [(row.after, y) for row, y in chosen if row.after is not None and row.after != row.before]
        for points, look in (
            (before, {"colour": PAPER, "edge": colour, "size": 9.0}),
            (after, {"colour": colour, "size": 10.0}),
            (same, {"colour": colour, "size": 4.5}),
        ):
            canvas.dots(area, [x for x, _ in points], [y for _, y in points], **look)  # type: ignore[arg-type]


def _fell(row: ItemRow) -> bool:
    return row.before is not None and row.after is not None and row.after < row.before


def _names(canvas: Canvas, row: ItemRow, y: float, axis: Axis, before: str, after: str) -> None:
    """Name the two marks of a row above them, side by side even where the marks are close."""
    first, second = axis.x(row.before or 0), axis.x(row.after or 0)
    turned = second < first
    left, right = (after, before) if turned else (before, after)
    wide = text_width(left, SMALL), text_width(right, SMALL)
    ideal = min(first, second) - wide[0] / 2, max(first, second) - wide[1] / 2
    push = max(0.0, (ideal[0] + wide[0] + 8 - ideal[1]) / 2)
    start = max(LEFT, min(ideal[0] - push, RIGHT - wide[0] - wide[1] - 8))
    end = min(RIGHT - wide[1], max(ideal[1] + push, start + wide[0] + 8))
    canvas.text(start, y, left, colour=MUTED, size=SMALL)
    canvas.text(end, y, right, colour=MUTED, size=SMALL)


def _text(row: ItemRow, language: Language, digits: int) -> str:
    if row.text or (row.before is None and row.after is None):
        return row.text
    return " → ".join("…" if v is None else language.percent(v, digits) for v in (row.before, row.after))


def _alt(rows: Sequence[ItemRow], texts: Sequence[str], language: Language, title: str) -> str:
    """The questions by change: most learnt, unchanged, fell."""
    both = [
        (row.after - row.before, f"{name(row.label)} {text}")
        for row, text in zip(rows, texts, strict=True)
        if row.before is not None and row.after is not None
    ]
    both.sort(key=lambda pair: -pair[0])
    without = [
        f"{name(row.label)} {text}".strip()
        for row, text in zip(rows, texts, strict=True)
        if row.before is None or row.after is None
    ]
    signs = [(change > 0) - (change < 0) for change, _ in both]
    counts = {key: language.number(signs.count(sign)) for key, sign in (("up", 1), ("same", 0), ("down", -1))}
    return alternative(
        language,
        language.text("Share of right answers before and after, by question: {title}.", title=subject(title)),
        language.text("Questions that rose: {up}; unchanged: {same}; fell: {down}.", **counts)
        if both
        else "",
        language.text(
            "From the largest rise down: {values}.", values="; ".join(ends([item for _, item in both], 40))
        )
        if both
        else "",
        language.text("Without a value: {names}.", names=listed(language, without, 12)) if without else "",
    )
