"""Questions of a test: the share of right answers before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.figures.figure import Figure
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
) -> Figure:
    """Show per question the share of right answers before (open) and after (filled), in the order given."""
    raise NotImplementedError
