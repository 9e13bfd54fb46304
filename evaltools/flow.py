"""How the rows of a file flow: read, used, left out with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Flow:
    """What became of the rows of one file.

    Attributes
    ----------
    table, file : str
    rows_read, rows_used : int
    left_out : dict of int
        By reason.
    refused : bool
    """

    table: str
    file: str
    rows_read: int
    rows_used: int
    left_out: Mapping[str, int]
    refused: bool
