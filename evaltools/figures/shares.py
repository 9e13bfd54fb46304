"""Parts of a whole: sorted bars of one colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from evaltools.figures.canvas import LEFT, LINE, RIGHT, Canvas
from evaltools.figures.figure import Figure
from evaltools.figures.lines import text_width, wrap
from evaltools.figures.svg import C1, CONTEXT, HAIR, MUTED, TEXT
from evaltools.figures.words import alternative, ends, listed, name, subject
from evaltools.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """One part of a whole.

    Attributes
    ----------
    label : str
        Name of the part.
    value : float or None
        Count; the bar's length. None if it is hidden or unknown.
    percent : float or None
        Share of the whole in percent; None leaves the count alone.
    text : str
        Words in place of "count · %"; for a hidden part, its mark.
    last : bool
        "Other" and "not stated": stand at the end, in grey.
    """

    label: str
    value: float | None
    percent: float | None = None
    text: str = ""
    last: bool = False


def share_bars(
    rows: Sequence[ShareRow],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
    digits: int = 0,
    sort: bool = True,
) -> Figure:
    """Show the parts of a whole, the largest first, each with its count and share.

    Parameters
    ----------
    rows : sequence of ShareRow
        Rows with `last` stand at the end, in the order given.
    id : str
        Prefix of the identifiers inside the picture; unique on the page.
    language : Language
        For numbers and the alternative text.
    title, note : str
        Translated.
    digits : int, default 0
        Decimals of the percentages.
    sort : bool, default True
        False keeps the order given (age groups).

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Without rows, or for a count below zero or not finite.
    """
    if not rows:
        raise ValueError("A chart of shares needs at least one row.")
    if not all(0 <= row.value < inf for row in rows if row.value is not None):
        raise ValueError("A part must be a number from zero up to be drawn as a bar.")
    rows = sorted(rows, key=lambda row: (row.last, -(row.value or 0) if sort and not row.last else 0))
    texts = [_text(row, language, digits) for row in rows]
    labels = [wrap(row.label, RIGHT - LEFT) for row in rows]
    right = max(RIGHT - max(map(text_width, texts)) - 8, 120.0)
    largest = max((row.value or 0 for row in rows), default=0) or 1
    heights = [LINE * len(lines) + 24 for lines in labels]
    canvas = Canvas(sum(heights))
    area = canvas.area((LEFT, right), (0, largest))
    middles, y = [], 0.0
    for row, lines, text, height in zip(rows, labels, texts, heights, strict=True):
        middles.append(y + LINE * len(lines) + 10)
        for count, line in enumerate(lines):
            canvas.text(LEFT, y + 13 + LINE * count, line)
        end = LEFT + 6 + (row.value or 0) / largest * (right - LEFT)
        colour = MUTED if row.value is None else TEXT
        canvas.text(LEFT if row.value is None else end, middles[-1] + 5, text, colour=colour)
        y += height
    drawn = [(row, middle) for row, middle in zip(rows, middles, strict=True) if row.value is not None]
    if drawn:
        canvas.lines([(0, middle - 9, 0, middle + 9) for _, middle in drawn], HAIR, area=area)
    for last, paint in ((False, C1), (True, CONTEXT)):
        chosen = [(row, middle) for row, middle in drawn if row.last is last]
        canvas.bars(
            area,
            [m for _, m in chosen],
            [row.value or 0 for row, _ in chosen],
            thickness=12,
            colour=paint,
        )
    svg = canvas.svg(id)
    return Figure(svg=svg, title=title, note=note, alt=_alt(rows, texts, language, title, sort, digits))


def _text(row: ShareRow, language: Language, digits: int) -> str:
    if row.text or row.value is None:
        return row.text
    count = language.number(row.value)
    return count if row.percent is None else f"{count} · {language.percent(row.percent, digits)}"


def _item(row: ShareRow, text: str, language: Language, digits: int) -> str:
    """A part as it is read aloud, where a dot between two numbers is not heard."""
    if row.text or row.value is None:
        return f"{name(row.label)} {text}".strip()
    label = name(row.label)
    # Of "14–17 93" nobody could tell the age from the people.
    apart = ":" if label[-1:].isdigit() or label.endswith("+") else ""
    said = f"{label}{apart} {language.number(row.value)}"
    return said if row.percent is None else f"{said} ({language.percent(row.percent, digits)})"


def _alt(
    rows: Sequence[ShareRow], texts: Sequence[str], language: Language, title: str, sort: bool, digits: int
) -> str:
    items = [_item(row, text, language, digits) for row, text in zip(rows, texts, strict=True)]
    shown = [item for row, item in zip(rows, items, strict=True) if row.value is not None and not row.last]
    rest = [item for row, item in zip(rows, items, strict=True) if row.value is not None and row.last]
    without = [item for row, item in zip(rows, items, strict=True) if row.value is None]
    return alternative(
        language,
        language.text("Bars, the largest part first: {title}.", title=subject(title))
        if sort
        else language.text("Bars: {title}.", title=subject(title)),
        language.text("Values: {values}.", values="; ".join(ends(shown, 38))) if shown else "",
        language.text("At the end: {values}.", values=listed(language, rest, 12)) if rest else "",
        language.text("Without a value: {names}.", names=listed(language, without, 12)) if without else "",
    )
