"""An executed notebook as a page, whoever asks for it: a run, `jupyter nbconvert` or JupyterLab."""

from __future__ import annotations

from copy import deepcopy

from nbformat import NotebookNode

from evaltools.errors import EvaltoolsError
from evaltools.export.body import assemble
from evaltools.export.document import document

#: Cells and outputs with the usual tags stay out of everything that is made of a notebook.
_CELLS, _OUTPUTS = "remove-cell", "remove-output"
REMOVED = {"enabled": True, "remove_cell_tags": [_CELLS], "remove_all_outputs_tags": [_OUTPUTS]}


class FailedCellError(EvaltoolsError):
    """A cell of the notebook ended with an error: half a report is no report.

    Attributes
    ----------
    cell : int
        Which one, counted from 1 over all cells.
    """

    def __init__(self, cell: int, name: str, message: str) -> None:
        self.cell = cell
        super().__init__(
            f"Cell {cell} of the notebook ended with an error ({name}: {message}). "
            "Mend it, run the notebook again from the top, and export then."
        )


class NotRunError(EvaltoolsError):
    """No cell of the notebook was run: its page would be empty."""

    def __init__(self) -> None:
        super().__init__("The notebook was not run. Run all its cells, save it, and export then.")


def export_notebook(nb: NotebookNode, *, folder: str = "", allow_errors: bool = False) -> str:
    """An executed notebook as one HTML page.

    Parameters
    ----------
    nb : NotebookNode
    folder : str
        Where pictures that its Markdown names are looked for.
    allow_errors : bool, default False
        Whether to go on where a cell ended with an error.

    Returns
    -------
    str
        The same bytes for the same notebook. The links to the other
        languages are put in by `set_navigation`.

    Raises
    ------
    FailedCellError
        If a cell ended with an error.
    NotRunError
        If no cell was run.
    """
    if not allow_errors:
        refuse_failed(nb)
    return document(assemble(as_shown(nb), folder))


def refuse_failed(nb: NotebookNode) -> None:
    """Refuse a notebook that is not whole: one with an error, or one that was never run.

    Raises
    ------
    FailedCellError, NotRunError
    """
    for number, cell in enumerate(nb.cells, 1):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                raise FailedCellError(number, output.ename, output.evalue)
    code = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
    if code and all(cell.get("execution_count") is None and not cell.get("outputs") for cell in code):
        raise NotRunError


def as_shown(nb: NotebookNode) -> NotebookNode:
    """The notebook without the cells and outputs that its page leaves out; not to be changed.

    A copy, if there is something to leave out.
    """
    tags = (cell.get("metadata", {}).get("tags", ()) for cell in nb.cells)
    if not any(_CELLS in each or _OUTPUTS in each for each in tags):
        return nb
    # Few notebooks have such tags; the others are spared a large import.
    from nbconvert.preprocessors import TagRemovePreprocessor

    remover = TagRemovePreprocessor(**REMOVED)  # type: ignore[no-untyped-call]
    kept: NotebookNode = remover.preprocess(deepcopy(nb), {})[0]  # type: ignore[no-untyped-call]
    return kept
