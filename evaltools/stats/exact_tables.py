"""Exact and nearly exact tests of tables with two columns, by counting tables."""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import cache

import numpy as np
from scipy import stats  # type: ignore[import-untyped]

#: Multiplications of machine words beyond which the exact test is given up.
MOST_STEPS = 3_000_000
#: People to place, and steps, beyond which the nearly exact test is not tried.
MOST_PEOPLE = 250
MOST_FAST_STEPS = 2_000_000_000
#: Steps into which the way from the most probable table to the observed one is cut.
GRID = 20_000


def exact_p(sizes: list[int], counts: list[int]) -> float | None:
    """P-value of Freeman and Halton's test; None where it would take too long.

    A table weighs the product of the binomials (size over count) of its groups.
    Groups are filled one by one; a branch is the people left to place and the
    weight so far.
    """
    pairs = sorted(zip(sizes, counts, strict=True))
    sizes, people = [size for size, _ in pairs], sum(counts)
    words = _log2_binomial(sum(sizes), people) / 64 + 1
    steps = words * people  # the largest binomials alone
    for place, size in enumerate(sizes[:-1]):
        steps += words * (min(people, sum(sizes[:place])) + 1) * (min(size, people) + 1)
    if steps > MOST_STEPS:
        return None
    comb = cache(math.comb)
    observed = math.prod(comb(size, count) for size, count in pairs)
    bounds = _bounds(sizes, people, comb)
    branches: dict[tuple[int, int], int] = {(people, 1): 1}
    tail = 0
    for place, size in enumerate(sizes):
        grown: defaultdict[tuple[int, int], int] = defaultdict(int)
        rest = sum(sizes[place + 1 :])
        for (left, weight), times in branches.items():
            choices = range(max(0, left - rest), min(size, left) + 1)
            steps += words * len(choices)
            if steps > MOST_STEPS:
                return None
            for taken in choices:
                heavier, remain = weight * comb(size, taken), left - taken
                lightest, heaviest = bounds[place + 1][remain]
                if heavier * heaviest <= observed:
                    tail += times * heavier * comb(rest, remain)
                elif heavier * lightest <= observed:
                    grown[remain, heavier] += times
        branches = grown
    return max(min(tail / comb(sum(sizes), people), 1.0), sys.float_info.min)


def _bounds(
    sizes: list[int], people: int, comb: Callable[[int, int], int]
) -> list[dict[int, tuple[int, int]]]:
    """Least and greatest weight of placing so many people in the groups from a place on."""
    bounds: list[dict[int, tuple[int, int]]] = [{0: (1, 1)}]
    rest = 0
    for place in reversed(range(len(sizes))):
        size, following, here = sizes[place], bounds[0], {}
        for left in range(max(0, people - sum(sizes[:place])), min(people, rest + size) + 1):
            weights = [
                [comb(size, taken) * bound for bound in following[left - taken]]
                for taken in range(max(0, left - rest), min(size, left) + 1)
            ]
            here[left] = min(low for low, _ in weights), max(high for _, high in weights)
        bounds.insert(0, here)
        rest += size
    return bounds


def _log2_binomial(size: int, count: int) -> float:
    """Length of a binomial in bits."""
    return (math.lgamma(size + 1) - math.lgamma(count + 1) - math.lgamma(size - count + 1)) / math.log(2)


def near_exact_p(sizes: list[int], counts: list[int]) -> float | None:
    """P-value of the same test with probabilities on a grid; None where it would take too long.

    How much less probable a group's count is than its most probable one is
    rounded, on a logarithmic scale, to the grid. Tables that may be as
    improbable as the observed one, as far as rounding lets one tell, count as
    such, so that p is never below the exact one. The largest group takes the
    people who are left.
    """
    pairs = sorted(zip(sizes, counts, strict=True))
    people, share = sum(counts), sum(counts) / sum(sizes)
    most = [min(people, sum(size for size, _ in pairs[:place])) for place in range(len(pairs))]
    steps = GRID * sum(
        (placed + 1) * (min(size, people) + 1) for placed, (size, _) in zip(most, pairs[:-1], strict=False)
    )
    if most[-1] > MOST_PEOPLE or steps > MOST_FAST_STEPS:
        return None
    losses = [_losses(size, share, people) for size, _ in pairs]
    observed = math.fsum(loss[count] for loss, (_, count) in zip(losses, pairs, strict=True))
    step = observed / GRID
    if step == 0:
        return 1.0
    goal = GRID - math.ceil(len(pairs) / 2)
    grids = [np.minimum(np.rint(loss / step), goal).astype(int) for loss in losses]
    # Rows: people placed so far; columns: steps so far, the last for all from the goal on.
    mass = np.zeros((most[-1] + 1, goal + 1))
    mass[0, 0] = 1
    for loss, grid in zip(losses[:-1], grids[:-1], strict=True):
        grown = np.zeros_like(mass)
        for taken in range(min(len(loss), mass.shape[0])):
            down, weight = int(grid[taken]), math.exp(-loss[taken])
            moved = mass[: mass.shape[0] - taken] * weight
            grown[taken:, down:goal] += moved[:, : goal - down]
            grown[taken:, goal] += moved[:, goal - down :].sum(axis=1)
        mass = grown
    tail = total = 0.0
    for placed in range(mass.shape[0]):
        last = people - placed
        if last < len(losses[-1]):
            weight, short = math.exp(-losses[-1][last]), goal - int(grids[-1][last])
            tail += weight * float(mass[placed, short:].sum())
            total += weight * float(mass[placed].sum())
    return max(min(tail / total, 1.0), sys.float_info.min)


def _losses(size: int, share: float, people: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Log-probability of a group's most probable count minus that of each count."""
    logs = stats.binom.logpmf(np.arange(min(size, people) + 1), size, share)
    losses: np.ndarray[tuple[int], np.dtype[np.float64]] = logs.max() - logs
    return losses
