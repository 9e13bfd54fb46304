"""What an outsider can work out from the published sums."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack  # type: ignore[import-untyped]

from evaltools.disclosure.system import TOLERANCE, Piece, missing_totals, pieces, solve
from evaltools.results import Key, Results

#: Elimination is done in whole numbers modulo this prime: nothing is rounded,
#: and sums (coefficients 1 and -1) have no determinant that reaches it.
_PRIME = 2**61 - 1


def recoverable(results: Results) -> tuple[Key, ...]:
    """Hidden counts that a reader of the published numbers can work out exactly.

    The reader knows every number that is shown, all sums, and that no count
    is negative. Use it to audit a set of results before it is published; what
    `hide_small_counts` returns has none, unless a sum leaves no other count
    that may be hidden (numbers with `threshold` 0 stay as they are).

    Parameters
    ----------
    results : Results
        The set as it would be published: what is hidden has the status
        `hidden`.

    Returns
    -------
    tuple of Key
        In the order of the rows. A hidden count that comes out as 0 is not
        listed: zeros are no secret, nobody is in them.

    Notes
    -----
    A part without data is read as 0, a total without data as unknown. A
    count is determined if the unit vector of its column lies in the row
    space of the equations of those hidden counts that can be positive. Where
    the shown numbers contradict each other, every hidden count is taken as
    one that can be positive, or a count may be listed for which a reader
    would work out a wrong number.

    Examples
    --------
    One hidden part and its printed total:

    >>> from evaltools.results import Key, Result, Results, Sum
    >>> women = Result(region="KZ-23", subject="participants", measure="women", status="hidden")
    >>> men = Result(region="KZ-23", subject="participants", measure="men", value=21)
    >>> people = Result(region="KZ-23", subject="participants", measure="people", value=24)
    >>> published = Results((women, men, people), (Sum(people.key, (women.key, men.key)),))
    >>> [key.measure for key in recoverable(published)]
    ['women']
    """
    found: set[Key] = set()
    hidden = {row.key for row in results if row.status == "hidden"}
    for piece in pieces(results, hidden | missing_totals(results)) if hidden else ():
        columns = np.flatnonzero(_can_be_positive(piece))
        found |= {piece.cells[columns[column]] for column in unit_rows(piece.matrix[:, columns])}
    return tuple(row.key for row in results if row.key in found & hidden)


def _can_be_positive(piece: Piece) -> NDArray[np.bool_]:
    """Which cells are above 0 in some table that agrees with the equations."""
    n_cells = len(piece.cells)
    positive = np.zeros(n_cells, dtype=bool)
    nothing, unlimited = np.zeros(2 * n_cells), np.full(n_cells, np.inf)
    # A cell is what counts (up to 1, so that each one matters) and the rest.
    twice = csr_array(hstack([piece.matrix, piece.matrix]))
    while not positive.all():
        once = np.where(positive, 0.0, 1.0)
        found = solve(
            twice, piece.known, -np.concatenate([once, 0 * once]), nothing, np.concatenate([once, unlimited])
        )
        if found is None:
            return np.ones(n_cells, dtype=bool)
        new = ~positive & (found[:n_cells] + found[n_cells:] > TOLERANCE)
        if not new.any():
            break
        positive |= new
    return positive


def unit_rows(matrix: csr_array[Any]) -> list[int]:
    """Columns whose unit vector lies in the row space of a matrix of whole numbers."""
    pivots: dict[int, dict[int, int]] = {}
    matrix = csr_array(matrix)
    for start, stop in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True):
        row = {
            int(column): int(times) % _PRIME
            for column, times in zip(matrix.indices[start:stop], matrix.data[start:stop], strict=True)
        }
        for column in [column for column in row if column in pivots]:
            _subtract(row, pivots[column], column)
        if not row:
            continue
        pivot = min(row)
        inverse = pow(row[pivot], -1, _PRIME)
        row = {column: times * inverse % _PRIME for column, times in row.items()}
        for other in pivots.values():
            if pivot in other:
                _subtract(other, row, pivot)
        pivots[pivot] = row
    return sorted(pivot for pivot, row in pivots.items() if len(row) == 1)


def _subtract(row: dict[int, int], other: dict[int, int], column: int) -> None:
    """Take away as much of the other row as leaves nothing in this column."""
    times = row[column]
    for place, value in other.items():
        left = (row.get(place, 0) - times * value) % _PRIME
        if left:
            row[place] = left
        else:
            row.pop(place, None)
