"""Rows of a comparison, and how they read aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaltools.figures.words import alternative, ends, listed, name, subject
from evaltools.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class DotRow:
    """One row: a region, or a training.

    Attributes
    ----------
    label : str
        Name as it is to be read.
    value : float or None
        The estimate, in the chart's unit; None if it is hidden or unknown.
    low, high : float or None
        Limits of the 95 % interval, if there is one.
    highlight : bool
        The row that the page is about.
    text : str
        Words in place of the number at the right; for a row without a value,
        the mark that says why ("[no data]").
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    highlight: bool = False
    text: str = ""


def describe(
    rows: Sequence[DotRow],
    values: Sequence[str],
    *,
    language: Language,
    title: str,
    unit: str,
    whole: str,
    missing: Sequence[str],
    ordered: bool,
    write: Callable[[float], str],
) -> str:
    """What a reader would quote: the ends of the order, the highlighted row, the whole, who is missing."""
    title = subject(title)
    if any(row.low is not None for row in rows):
        kind = (
            language.text("Dot plot with 95% intervals, the highest first: {title}.", title=title)
            if ordered
            else language.text("Dot plot with 95% intervals: {title}.", title=title)
        )
    elif ordered:
        kind = language.text("Dot plot, the highest first: {title}.", title=title)
    else:
        kind = language.text("Dot plot: {title}.", title=title)
    items: list[str] = []
    main: list[int] = []
    without = [name(each) for each in missing]
    for row, value in zip(rows, values, strict=True):
        if row.value is None:
            without.append(f"{name(row.label)} {value}".strip())
            continue
        item = f"{name(row.label)} {value}"
        if row.highlight and row.low is not None and row.high is not None:
            item = language.text(
                "{item} (between {low} and {high}, highlighted)",
                item=item,
                low=write(row.low),
                high=write(row.high),
            )
        elif row.highlight:
            item = language.text("{item} (highlighted)", item=item)
        if row.highlight:
            main.append(len(items))
        items.append(item)
    return alternative(
        language,
        kind,
        language.text("Unit: {unit}.", unit=subject(unit)) if unit and unit not in title else "",
        language.text("Values: {values}.", values="; ".join(ends(items, 36, always=main))) if items else "",
        language.text("The whole: {value}.", value=whole) if whole else "",
        language.text("Without a value: {names}.", names=listed(language, without, 12)) if without else "",
    )
