"""Parts of a whole: sorted bars of one colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.figures.figure import Figure
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

    `digits` are the decimals of the percentages.
    """
    raise NotImplementedError
