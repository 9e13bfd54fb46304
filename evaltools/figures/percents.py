"""Satisfaction: one bar from 0 to 100 per question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.figures.figure import Figure
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
    """Show a share from 0 to 100 per question, in the order given."""
    raise NotImplementedError
