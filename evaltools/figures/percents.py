"""Satisfaction: one bar from 0 to 100 per question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.figures.axis import number_axis
from evaltools.figures.canvas import LEFT, LINE, RIGHT, Canvas
from evaltools.figures.figure import Figure
from evaltools.figures.lines import text_width, wrap
from evaltools.figures.svg import C1, MUTED, PALE, TEXT
from evaltools.figures.words import alternative, ends, listed, name, subject
from evaltools.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentRow:
    """One question.

    Attributes
    ----------
    label : str
        The question.
    percent : float or None
        Share of the answers in percent, 0 to 100; None if hidden or unknown.
    n : int or None
        People who answered, if it is known.
    low, high : float or None
        Limits of the 95 % interval in percent, if there is one.
    text : str
        Words in place of "% · n"; for a hidden row, its mark.
    """

    label: str
    percent: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    text: str = ""


def percent_bars(
    rows: Sequence[PercentRow],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
    digits: int = 0,
) -> Figure:
    """Show a share from 0 to 100 per question, in the order given.

    The rest of each bar is pale; the interval, where there is one, is a line
    just under the bar.

    Parameters
    ----------
    rows : sequence of PercentRow
    id : str
        Prefix of the identifiers inside the picture; unique on the page.
    language : Language
        For numbers and the alternative text.
    title, note : str
        Translated.
    digits : int, default 0
        Decimals of the percentages.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Without rows, or for a percentage outside 0 to 100.
    """
    if not rows:
        raise ValueError("A chart of percentages needs at least one row.")
    for row in rows:
        if row.percent is not None and not 0 <= row.percent <= 100:
            raise ValueError(f"A percentage lies between 0 and 100, not at {row.percent}.")
    texts = [_text(row, language, digits) for row in rows]
    axis = number_axis((), language, LEFT, RIGHT, percent=True)
    labels = [
        wrap(row.label, max(RIGHT - LEFT - text_width(text, bold=True) - 12, 120))
        for row, text in zip(rows, texts, strict=True)
    ]
    heights = [
        LINE * len(lines) + (34 if row.percent is not None else 8)
        for row, lines in zip(rows, labels, strict=True)
    ]
    canvas = Canvas(axis.height(sum(heights), ""))
    area = canvas.area(axis.edges, axis.limits)
    middles, spans, y = [], [], 0.0
    for row, lines, text, height in zip(rows, labels, texts, heights, strict=True):
        middle = y + LINE * len(lines) + 10
        for count, line in enumerate(lines):
            canvas.text(LEFT, y + 13 + LINE * count, line)
        known = row.percent is not None
        canvas.text(RIGHT, y + 13, text, anchor="end", bold=known, colour=TEXT if known else MUTED)
        if row.percent is not None:
            middles.append((middle, row.percent))
            if row.low is not None and row.high is not None:
                under = middle + 10
                spans.append((row.low, under, row.high, under))
                spans.extend((end, under - 3, end, under + 3) for end in (row.low, row.high))
        y += height
    canvas.bars(area, [m for m, _ in middles], [100.0] * len(middles), thickness=12, colour=PALE)
    canvas.bars(area, [m for m, _ in middles], [p for _, p in middles], thickness=12, colour=C1)
    canvas.lines(spans, C1, width=1.5, area=area)
    axis.draw(canvas, sum(heights), "")
    svg = canvas.svg(id)
    return Figure(svg=svg, title=title, note=note, alt=_alt(rows, texts, language, title, digits))


def _text(row: PercentRow, language: Language, digits: int) -> str:
    if row.text or row.percent is None:
        return row.text
    percent = language.percent(row.percent, digits)
    return percent if row.n is None else f"{percent} · {language.number(row.n)}"


def _alt(
    rows: Sequence[PercentRow], texts: Sequence[str], language: Language, title: str, digits: int
) -> str:
    known = [row for row in rows if row.percent is not None]
    items = [_item(row, language, digits) for row in known]
    without = [f"{name(r.label)} {t}".strip() for r, t in zip(rows, texts, strict=True) if r.percent is None]
    spread = ""
    if len(known) > 1:
        lowest, highest = (pick(known, key=lambda row: row.percent or 0) for pick in (min, max))
        spread = language.text(
            "From {lowest} ({label}) to {highest}.",
            lowest=language.percent(lowest.percent or 0, digits),
            label=name(lowest.label),
            highest=language.percent(highest.percent or 0, digits),
        )
    return alternative(
        language,
        language.text("Bars from 0 to 100 percent: {title}.", title=subject(title)),
        spread,
        language.text("Values: {values}.", values="; ".join(ends(items, 36))) if items else "",
        language.text("Without a value: {names}.", names=listed(language, without, 12)) if without else "",
    )


def _item(row: PercentRow, language: Language, digits: int) -> str:
    if row.text or row.percent is None or row.n is None:
        return f"{name(row.label)} {_text(row, language, digits)}".strip()
    return language.text(
        "{label} {percent} (n = {n})",
        label=name(row.label),
        percent=language.percent(row.percent, digits),
        n=language.number(row.n),
    )
