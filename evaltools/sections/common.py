"""Pieces that several sections share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evaltools.figures import PercentRow
from evaltools.language import Language
from evaltools.results import Result
from evaltools.tables import Cell, value_cell
from evaltools.view import SMALL_BASE, View, percent_digits, sentence
from evaltools.wording.change import p_cell
from evaltools.wording.rounding import rounded_shares

#: Categories that say little: they stand last and pale.
LAST = ("other", "not_stated")
SHAPES = {"met": "●", "above": "▲", "below": "▼", "none": "○"}


def place_and_period(view: View) -> str:
    """The line under a chart's title."""
    where = view.words(view.project.header.name) if view.is_whole else view.place()
    return sentence(f"{where}, {view.period()}")


def percent_note(language: Language, place: str, rows: Sequence[PercentRow]) -> str:
    """The line under the title of bars of percentages: what their lines and second numbers are."""
    drawn = [row for row in rows if row.percent is not None]
    has_interval = any(row.low is not None for row in drawn)
    has_base = any(row.n is not None and not row.text for row in drawn)
    if has_interval and has_base:
        return language.text(
            "{place}. Line under a bar: 95% interval; second number: base, people.", place=place
        )
    if has_interval:
        return language.text("{place}. Line under a bar: 95% interval.", place=place)
    if has_base:
        return language.text("{place}. Second number: base, people.", place=place)
    return place


def source_line(view: View, rows: Iterable[Result]) -> str:
    """Where the numbers of a section come from."""
    names = dict.fromkeys(
        view.words(table.source)
        for name in dict.fromkeys(row.table for row in rows)
        if (table := view.project.tables.get(name)) is not None and table.source is not None
    )
    return view.language.text("Source: {sources}.", sources="; ".join(names)) if names else ""


def largest_first(view: View, rows: Sequence[Result], dimension: str) -> list[Result]:
    """Categories as a chart and its table show them.

    The largest first, those alike in the order of the alphabet, those
    without a number after them, and at the end what says little.
    """

    def place(row: Result) -> tuple[object, ...]:
        category = row.pairs[dimension]
        name = view.language.sort_key(view.name(dimension, category))
        return category in LAST, not row.ok, -(row.value or 0), name

    return sorted(rows, key=place)


def base_line(*sentences: str) -> str:
    """The sentences that there are, in one line."""
    return " ".join(each for each in sentences if each)


def status_mark(view: View, status: str) -> tuple[str, str]:
    """Status of an indicator as a shape and a word: never by colour."""
    language = view.language
    match status:
        case "met":
            return SHAPES["met"], language.text("met")
        case "below":
            return SHAPES["below"], language.text("below the plan")
        case "over":
            return SHAPES["above"], language.text("above the limit")
        case "above":
            return SHAPES["above"], language.text("above the plan")
        case "lower":
            return SHAPES["below"], language.text("lower than planned")
        case "hidden":
            return SHAPES["none"], language.text("hidden")
        case "not-reported":
            return SHAPES["none"], language.text("not reported")
        case "not-planned":
            return SHAPES["none"], language.text("not planned")
        case "units-differ":
            return SHAPES["none"], language.text("units differ")
        case "partly-reported":
            return SHAPES["none"], language.text("not all reported")
    return SHAPES["none"], language.text("not decided")


def count_cell(view: View, result: Result) -> Cell:
    """A count; a range as the source gives it."""
    if result.reason == "range" and result.high is not None:
        language = view.language
        high = language.number(result.high)
        if result.low is None:
            return Cell(language.text("up to {high}", high=high), high=result.high)
        return Cell(f"{language.number(result.low)}–{high}", low=result.low, high=result.high)
    return value_cell(result, view.language)


def share_cell(view: View, share: Result) -> Cell:
    """A share with the precision that its base allows."""
    if share.ok and share.n is not None and share.n < SMALL_BASE:
        return Cell(view.percent_of(share))
    return value_cell(share, view.language, digits=percent_digits(share.n), kind="percent")


def shares_note(view: View, shares: Sequence[Result]) -> list[str]:
    """That the shares of a table are rounded, where those shown do not give 100; else nothing."""
    if any(view.is_small(share) for share in shares):
        return []
    digits = max((percent_digits(share.n) for share in shares), default=0)
    values = [share.value if share.ok else None for share in shares]
    return [note for note in (rounded_shares(view.language, values, digits=digits),) if note]


def p_value_cell(view: View, result: Result) -> Cell:
    """A p-value; where only a bound is shown, the cell is that word and no number."""
    if not result.ok:
        return value_cell(result, view.language)
    text = p_cell(view, result)
    return Cell(text, value=None if text.startswith("<") else result.value)
