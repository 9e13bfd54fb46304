"""Where: the regions as equal squares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evaltools.figures.figure import Figure
from evaltools.language import Language

State = Literal["met", "not-met", "no-data", "outside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTile:
    """One region on the map.

    Attributes
    ----------
    row, column : int
        Place on the grid, from 0 at the top left.
    short_label : str
        Name that fits a square; words that do not are abbreviated with a full stop.
    text : str
        The number, or a mark.
    state : {"met", "not-met", "no-data", "outside"}
    name : str
        Full name for the alternative text; the short one if empty.
    """

    row: int
    column: int
    short_label: str
    text: str
    state: State
    name: str = ""


def tile_map(
    tiles: Sequence[MapTile],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
) -> Figure:
    """Show each region's status in a square: filled, outlined, dashed or pale."""
    raise NotImplementedError
