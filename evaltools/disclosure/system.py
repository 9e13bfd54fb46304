"""The sums of a set of results as linear equations, in pieces that share no count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from evaltools.results import Key, Result, Results, Sum

Vector = NDArray[np.float64]
Equation = tuple[dict[Key, int], float]

#: Counts are whole: what is smaller than this is noise of the solver.
TOLERANCE = 1e-6
_INFEASIBLE = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Equations that hang together: `matrix` times the counts of `cells` is `known`.

    Each row is one sum; a part stands in it with +1 and the total with -1.
    """

    cells: tuple[Key, ...]
    matrix: csr_array[Any]
    known: Vector


def is_missing(row: Result | None) -> bool:
    """Whether a number is not there for another reason than that it was hidden."""
    return row is None or not (row.ok or row.status == "hidden")


def missing_totals(results: Results) -> set[Key]:
    """Totals without a number: unknown to the reader, though nothing hides them."""
    return {one.total for one in results.sums if is_missing(results.by_key.get(one.total))}


def pieces(results: Results, unknown: set[Key]) -> list[Piece]:
    """Write the sums as equations in the unknown counts; the others are numbers.

    A part that is missing stands for 0: a total is made of what was reported,
    and its reader knows that. The order of rows and sums makes no difference.
    """
    # The same sum may be declared twice, where an indicator repeats a count.
    ordered = sorted({(one.total, tuple(sorted(one.parts))) for one in results.sums})
    equations = [_equation(results, Sum(total, parts), unknown) for total, parts in ordered]
    return [_piece(group) for group in _connected(one for one in equations if one[0])]


def solve(matrix: csr_array[Any], known: Vector, cost: Vector, low: Vector, high: Vector) -> Vector | None:
    """Cheapest numbers within their limits that satisfy the equations; None if there are none.

    Raises
    ------
    RuntimeError
        If the solver gives up: nothing may be published on a guess.
    """
    limits = np.column_stack([low, high])
    found = linprog(cost, A_eq=matrix, b_eq=known, bounds=limits, method="highs")
    if found.status == _INFEASIBLE:
        return None
    if not found.success:
        raise RuntimeError(f"small counts could not be hidden: {found.message}")
    return np.asarray(found.x, dtype=float)


def _equation(results: Results, one: Sum, unknown: set[Key]) -> Equation:
    """Coefficients of the unknown counts, and what the known ones leave for them."""
    terms: Counter[Key] = Counter()
    known = 0.0
    for key, sign in [(part, 1) for part in one.parts] + [(one.total, -1)]:
        if key in unknown:
            terms[key] += sign
        else:
            row = results.by_key.get(key)
            known -= sign * (row.value or 0.0 if row else 0.0)
    return {key: times for key, times in terms.items() if times}, known


def _connected(equations: Iterable[Equation]) -> list[list[Equation]]:
    """Group equations that share a count, directly or through others."""
    leader: dict[Key, Key] = {}

    def find(key: Key) -> Key:
        while leader.setdefault(key, key) != key:
            leader[key] = key = leader[leader[key]]
        return key

    equations = list(equations)
    for terms, _ in equations:
        first = find(next(iter(terms)))
        for key in terms:
            leader[find(key)] = first
    groups: dict[Key, list[Equation]] = {}
    for equation in equations:
        groups.setdefault(find(next(iter(equation[0]))), []).append(equation)
    return list(groups.values())


def _piece(equations: list[Equation]) -> Piece:
    cells = tuple(sorted({key for terms, _ in equations for key in terms}))
    place = {key: number for number, key in enumerate(cells)}
    entries = [
        (number, place[key], times)
        for number, (terms, _) in enumerate(equations)
        for key, times in terms.items()
    ]
    rows, columns, times = zip(*entries, strict=True)
    matrix = csr_array((np.array(times, dtype=float), (rows, columns)), shape=(len(equations), len(cells)))
    return Piece(cells, matrix, np.array([known for _, known in equations]))
