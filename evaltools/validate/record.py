"""What validation leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from evaltools.project import Table

#: How many places of one fault are named one by one.
PLACES = 20


@dataclass(frozen=True)
class Canonical:
    """A validated table, or what is left of one that was refused.

    Attributes
    ----------
    name : str
        Name of the table in `project.toml`.
    table : Table
        Its settings.
    frame : DataFrame
        Columns of the schema that the file has; missing values are `<NA>`.
        Empty if the file was refused.
    rows_read, rows_used : int
    left_out : dict of int
        Rows left out, by reason code.
    refused : bool
    """

    name: str
    table: Table
    frame: pd.DataFrame
    rows_read: int
    rows_used: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    refused: bool = False
