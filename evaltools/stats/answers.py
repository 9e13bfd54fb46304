"""Tables of answers as people give them, blanks included."""

from __future__ import annotations

from collections.abc import Sequence
from operator import ne

import numpy as np
from numpy.typing import ArrayLike

from evaltools.stats.checks import number

#: One row a person, one column an item; None is a blank.
Marks = list[list[float | None]]


def is_blank(value: object) -> bool:
    """Whether nothing was answered: None, NaN or another missing value, or empty text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    try:
        return bool(ne(value, value))
    except (TypeError, ValueError):  # missing values that refuse to be compared
        return True


def folded(value: object) -> object:
    """Return text without stray spaces, and anything else as it is."""
    return " ".join(value.split()) if isinstance(value, str) else value


def cells(name: str, answers: ArrayLike) -> tuple[list[list[object]], int]:
    """Return the rows of a table of people by items, and its number of items."""
    table = np.asarray(answers, dtype=object)
    if table.shape == (0,):
        return [], 0
    if table.ndim != 2:
        raise ValueError(f"{name} must be a table of people by items, got {table.ndim} dimension(s)")
    return [list(row) for row in table], table.shape[1]


def marks(name: str, answers: ArrayLike) -> tuple[Marks, int]:
    """Return marks as finite numbers with None for blanks, and the number of items."""
    rows, n_items = cells(name, answers)
    return [
        [
            None if is_blank(cell) else number(f"{name} of person {person}, item {item}", cell)
            for item, cell in enumerate(row, 1)
        ]
        for person, row in enumerate(rows, 1)
    ], n_items


def right_or_not(name: str, answers: ArrayLike) -> tuple[Marks, int]:
    """Return marks that are 1 (right), 0 (not right) or None (blank), and the number of items."""
    rows, n_items = marks(name, answers)
    for person, row in enumerate(rows, 1):
        for item, mark in enumerate(row, 1):
            if mark not in (0, 1, None):
                raise ValueError(f"{name} of person {person}, item {item} must be 0 or 1, got {mark!r}")
    return rows, n_items


def took_part(row: Sequence[object]) -> bool:
    """Whether a person answered anything at all."""
    return any(not is_blank(cell) for cell in row)
