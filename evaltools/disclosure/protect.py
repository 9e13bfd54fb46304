"""Complementary hiding: which further counts to hide so that no sum gives a hidden one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack  # type: ignore[import-untyped]

from evaltools.disclosure.system import TOLERANCE, Piece, Vector, missing_totals, pieces, solve
from evaltools.results import Key, Results

#: Hiding a total costs more than hiding a part of the same size.
_TOTAL_FACTOR = 2.0
#: Between equals the first key is taken.
_ORDER_COST = 1e-6


def complement(results: Results, hidden: set[Key], needs: Mapping[Key, float]) -> set[Key]:
    """Counts to hide so that each count in `needs` may be that much larger, for all that is shown.

    For each count the cheapest other table is looked for that shows the same
    numbers and no negative count, with this count raised by what it needs;
    the shown counts that differ in it are hidden. Where no table reaches so
    far, the one that goes furthest, up or else down, is taken.
    """
    free = hidden | missing_totals(results)
    hideable = {row.key for row in results if row.ok and row.threshold > 0 and (row.value or 0.0) > 0}
    added: set[Key] = set()
    for piece in pieces(results, free | hideable):
        wanted = [number for number, key in enumerate(piece.cells) if key in needs]
        if wanted:
            search = _Search.start(piece, results, free)
            search.run({number: needs[piece.cells[number]] for number in wanted})
            added |= {key for key, open_ in zip(piece.cells, search.free, strict=True) if open_}
    return added - free


@dataclass(slots=True)
class _Search:
    """One piece, with the counts hidden so far; a movement is a rise and a fall of each count."""

    matrix: csr_array[np.float64]
    free: NDArray[np.bool_]
    fall: Vector
    cost: Vector

    @classmethod
    def start(cls, piece: Piece, results: Results, free: set[Key]) -> _Search:
        rows = [results.by_key.get(key) for key in piece.cells]
        # What came in hidden may be 0 for all we know, so it cannot fall.
        value = np.array([max(row.value or 0.0, 0.0) if row else 0.0 for row in rows])
        totals = {one.total for one in results.sums}
        factor = np.array([_TOTAL_FACTOR if key in totals else 1.0 for key in piece.cells])
        return cls(
            matrix=csr_array(hstack([piece.matrix, -piece.matrix])),
            free=np.array([key in free for key in piece.cells]),
            fall=value,
            cost=factor * np.log2(1.0 + value) + _ORDER_COST * np.arange(len(rows)),
        )

    def run(self, wanted: dict[int, float]) -> None:
        """Hide until each wanted count can move as far as it needs, or as far as it can."""
        wanted = self._unproven(wanted)
        while wanted:
            cell = next(iter(wanted))
            moved = self._reach(cell, wanted.pop(cell))
            new = (abs(moved) > TOLERANCE) & ~self.free
            wanted = _left(wanted, moved)
            if new.any():
                self.free |= new
                wanted = self._unproven(wanted)

    def _unproven(self, wanted: dict[int, float]) -> dict[int, float]:
        """Leave out what can already rise together, as long as a round settles more than one by one would."""
        settled = 2
        while wanted and settled > 1:
            goal, rise = np.zeros(len(self.free)), np.where(self.free, np.inf, 0.0)
            goal[list(wanted)] = -1.0
            rise[list(wanted)] = list(wanted.values())
            left = _left(wanted, self._furthest(goal, rise, np.where(self.free, self.fall, 0.0)))
            settled, wanted = len(wanted) - len(left), left
        return wanted

    def _reach(self, cell: int, need: float) -> Vector:
        """The movement of this count that hides the least: by its need, or as far as there is one."""
        moved = self._cheapest(cell, need)
        if moved is None:
            goal, rise = np.zeros(len(self.free)), np.full(len(self.free), np.inf)
            goal[cell], rise[cell] = -1.0, need
            furthest = self._furthest(goal, rise, self.fall)[cell]
            if furthest < TOLERANCE:
                furthest = self._furthest(-goal, rise, self.fall)[cell]
            moved = self._cheapest(cell, furthest)
        return np.zeros(len(self.free)) if moved is None else moved

    def _cheapest(self, cell: int, amount: float) -> Vector | None:
        """The movement of this count by this amount that hides the least, if there is one."""
        start, rise, fall = np.zeros(len(self.free)), np.full(len(self.free), np.inf), self.fall.copy()
        start[cell] = amount
        rise[cell] = fall[cell] = 0.0
        cost = np.where(self.free, 0.0, self.cost)
        moved = self._move(cost, cost, rise, fall, known=-self.matrix[:, : len(start)] @ start)
        return None if moved is None else moved + start

    def _furthest(self, goal: Vector, rise: Vector, fall: Vector) -> Vector:
        """The movement that goes furthest towards the goal within these limits."""
        moved = self._move(goal, -goal, rise, fall, known=np.zeros(self.matrix.shape[0]))
        return np.zeros(len(goal)) if moved is None else moved

    def _move(self, up: Vector, down: Vector, rise: Vector, fall: Vector, *, known: Vector) -> Vector | None:
        """Solve for the rise and the fall of every count; the difference is its movement."""
        cost, high = np.concatenate([up, down]), np.concatenate([rise, fall])
        found = solve(self.matrix, known, cost, np.zeros(len(cost)), high)
        return None if found is None else found[: len(up)] - found[len(up) :]


def _left(wanted: dict[int, float], moved: Vector) -> dict[int, float]:
    """What does not move as far as it needs."""
    return {cell: need for cell, need in wanted.items() if moved[cell] < need - TOLERANCE}
