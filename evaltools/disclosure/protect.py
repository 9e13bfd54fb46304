"""Complementary hiding: which further counts to hide so that no sum gives a hidden one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, hstack  # type: ignore[import-untyped]

from evaltools.disclosure.system import TOLERANCE, Piece, Vector, is_missing, missing_totals, pieces, solve
from evaltools.results import COUNTRY, Key, Results, Sum

#: Hiding a total costs more than hiding a part of the same size.
_TOTAL_FACTOR = 2.0
#: A figure of the whole project is what every reader looks for.
_COUNTRY_FACTOR = 2.0
#: An internal count is not lost to readers, only what is worked out from it.
_INTERNAL_FACTOR = 0.25
#: Between equals the first key is taken.
_ORDER_COST = 1e-6
#: In large pieces one movement protects several counts: one for this many cells.
_CELLS_EACH = 200


def complement(results: Results, hidden: set[Key], needs: Mapping[Key, float]) -> set[Key]:
    """Counts to hide so that each count in `needs` may be that much larger, for all that is shown.

    For each count the cheapest other table is looked for that shows the same
    numbers and no negative count, with this count raised by what it needs;
    the shown counts that differ in it are hidden. Where no table reaches so
    far, the one that goes furthest, up or else down, is taken.
    """
    added, stuck = _protect(results, hidden, needs)
    if stuck:
        # A sum that does not add up can seem to fix a count that other sums give back.
        sound = replace(results, sums=tuple(one for one in results.sums if _adds_up(results, one)))
        added |= _protect(sound, hidden | added, {key: needs[key] for key in stuck})[0]
    return added


def _protect(results: Results, hidden: set[Key], needs: Mapping[Key, float]) -> tuple[set[Key], set[Key]]:
    """Counts to hide, and counts that nothing protects."""
    free = hidden | missing_totals(results)
    hideable = {row.key for row in results if row.ok and row.threshold > 0 and (row.value or 0.0) > 0}
    opened: set[Key] = set()
    stuck: set[Key] = set()
    for piece in pieces(results, free | hideable):
        wanted = {number: needs[key] for number, key in enumerate(piece.cells) if key in needs}
        if wanted:
            search = _Search.start(piece, results, free)
            stuck |= {piece.cells[cell] for cell in search.run(wanted)}
            opened |= {key for key, is_free in zip(piece.cells, search.free, strict=True) if is_free}
    return opened - free, stuck


def _adds_up(results: Results, one: Sum) -> bool:
    """Whether a total is the sum of what was reported, as far as can be seen."""
    rows = [results.by_key.get(key) for key in (one.total, *one.parts)]
    if is_missing(rows[0]) or any(row is not None and row.status == "hidden" for row in rows):
        return True
    whole, *parts = (row.value or 0.0 if row else 0.0 for row in rows)
    return abs(whole - sum(parts)) < TOLERANCE


@dataclass(slots=True)
class _Search:
    """One piece, with the counts hidden so far; a movement is a rise and a fall of each count."""

    matrix: csr_array[Any]
    free: NDArray[np.bool_]
    columns: csc_array[Any]
    fall: Vector
    cost: Vector

    @classmethod
    def start(cls, piece: Piece, results: Results, free: set[Key]) -> _Search:
        rows = [results.by_key.get(key) for key in piece.cells]
        # What came in hidden may be 0 for all we know, so it cannot fall.
        value = np.array([max(row.value or 0.0, 0.0) if row else 0.0 for row in rows])
        totals = {one.total for one in results.sums}
        factor = np.array([_TOTAL_FACTOR if key in totals else 1.0 for key in piece.cells])
        factor *= [_COUNTRY_FACTOR if key.region == COUNTRY else 1.0 for key in piece.cells]
        factor *= [_INTERNAL_FACTOR if row and row.audience == "internal" else 1.0 for row in rows]
        return cls(
            matrix=csr_array(hstack([piece.matrix, -piece.matrix])),
            free=np.array([key in free for key in piece.cells]),
            columns=csc_array(piece.matrix),
            fall=value,
            cost=factor * np.log2(1.0 + value) + _ORDER_COST * np.arange(len(rows)),
        )

    def run(self, wanted: dict[int, float]) -> list[int]:
        """Hide until each wanted count can move as far as it needs, or can; return those that cannot."""
        stuck = []
        wanted = self._unproven(wanted)
        while wanted:
            cells = self._apart(wanted)
            moved = self._cheapest(cells, [wanted[cell] for cell in cells])
            if moved is None:
                cells = cells[:1]
                moved = self._reach(cells[0], wanted[cells[0]])
            for cell in cells:
                del wanted[cell]
            stuck += [cell for cell in cells if abs(moved[cell]) < TOLERANCE]
            new = (abs(moved) > TOLERANCE) & ~self.free
            wanted = _left(wanted, moved)
            if new.any():
                self.free |= new
                wanted = self._unproven(wanted)
        return stuck

    def _apart(self, wanted: dict[int, float]) -> list[int]:
        """The first wanted count; in a large piece also others that stand in no sum with it or each other."""
        cells: list[int] = []
        taken: set[int] = set()
        columns = self.columns
        for cell in wanted:
            sums = set(columns.indices[columns.indptr[cell] : columns.indptr[cell + 1]].tolist())
            if not sums & taken:
                cells.append(cell)
                taken |= sums
            if len(cells) > len(self.free) // _CELLS_EACH:
                break
        return cells

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
        moved = self._cheapest([cell], [need])
        if moved is None:
            goal, rise = np.zeros(len(self.free)), np.full(len(self.free), np.inf)
            goal[cell], rise[cell] = -1.0, need
            furthest = self._furthest(goal, rise, self.fall)[cell]
            if furthest < TOLERANCE:
                furthest = self._furthest(-goal, rise, self.fall)[cell]
            moved = self._cheapest([cell], [furthest])
        return np.zeros(len(self.free)) if moved is None else moved

    def _cheapest(self, cells: list[int], amounts: list[float]) -> Vector | None:
        """The movement of these counts by these amounts that hides the least, if there is one."""
        start, rise, fall = np.zeros(len(self.free)), np.full(len(self.free), np.inf), self.fall.copy()
        start[cells] = amounts
        rise[cells] = fall[cells] = 0.0
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
