"""Scores before and after, person by person, and the mean change (internal pages only)."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.figures.figure import Figure
from evaltools.language import Language


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
    """Draw everyone's two scores joined by a line, and beside them the changes with their mean."""
    raise NotImplementedError
