"""Cells of a standardisation: events, exposure and the standard's number, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from evaltools.stats.checks import amount_or_none, whole

Cell = tuple[int | None, float | None, float | None]


def read_cells(
    counts: Iterable[int | None],
    exposures: Iterable[float | None],
    standard: Iterable[float | None],
    name: str,
) -> list[Cell]:
    """Check every cell; None stays None."""
    columns = list(counts), list(exposures), list(standard)
    sizes = [len(column) for column in columns]
    if len(set(sizes)) > 1:
        raise ValueError(
            f"counts, exposures and {name} must be equally long, got {sizes[0]}, {sizes[1]} and {sizes[2]}"
        )
    return [
        (
            None if count is None else whole(f"count of cell {place}", count),
            amount_or_none(f"exposure of cell {place}", exposure),
            amount_or_none(f"{name} of cell {place}", weight),
        )
        for place, (count, exposure, weight) in enumerate(zip(*columns, strict=True), 1)
    ]


def gap(cells: list[Cell]) -> Literal["no-cells", "missing-cells"] | None:
    """Why the cells do not make a whole; None where they do."""
    if not cells:
        return "no-cells"
    return "missing-cells" if any(None in cell for cell in cells) else None


def events_in(cells: list[Cell]) -> int:
    """Events of all cells that have a count."""
    return whole("the sum of counts", sum(count for count, _, _ in cells if count is not None))


def complete(cells: list[Cell]) -> list[tuple[int, float, float]]:
    """The cells in which no number is missing."""
    return [
        (count, exposure, weight)
        for count, exposure, weight in cells
        if count is not None and exposure is not None and weight is not None
    ]
