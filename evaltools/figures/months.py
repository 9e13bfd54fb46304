"""Counts by month: columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.figures.figure import Figure
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
    """

    label: str
    value: float | None
    partial: bool = False
    text: str = ""


def month_columns(
    rows: Sequence[MonthRow],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
    digits: int = 0,
) -> Figure:
    """Show up to twelve months as columns; the last, highest and lowest carry their numbers."""
    raise NotImplementedError
