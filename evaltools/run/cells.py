"""Which cell of a notebook is meant, as whoever wrote it counts."""

from __future__ import annotations

from nbformat import NotebookNode

#: What papermill calls the cell with the values that it was given.
_INJECTED = "injected-parameters"


def is_own(cell: NotebookNode) -> bool:
    """Whether a cell holds code that stands in the notebook itself."""
    return cell.cell_type == "code" and _INJECTED not in cell.metadata.get("tags", [])


def number_of(cells: list[NotebookNode], index: int) -> int:
    """The number of a code cell among those of the notebook, from 1.

    The cell with given parameters is not counted: it has the number of the
    one before it.
    """
    return sum(is_own(cell) for cell in cells[: index + 1])
