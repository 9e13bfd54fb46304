"""The exporter that JupyterLab, `jupyter nbconvert` and `evaltools run` share."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from nbconvert.exporters import ResourcesDict, TemplateExporter
from nbconvert.preprocessors import TagRemovePreprocessor
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode
from traitlets import Bool, default
from traitlets.config import Config

from evaltools.errors import EvaltoolsError
from evaltools.export.body import assemble, entries
from evaltools.export.document import TEMPLATES, Document

__all__ = ["EvaltoolsExporter", "FailedCellError", "as_shown", "entries", "export_notebook"]


#: Cells and outputs with the usual tags stay out of everything that is made of a notebook.
_REMOVED = {
    "enabled": True,
    "remove_cell_tags": ["remove-cell"],
    "remove_all_outputs_tags": ["remove-output"],
}


class FailedCellError(EvaltoolsError, ConversionException):
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


class NotRunError(EvaltoolsError, ConversionException):
    """No cell of the notebook was run: its page would be empty."""

    def __init__(self) -> None:
        super().__init__("The notebook was not run. Run all its cells, save it, and export then.")


class EvaltoolsExporter(TemplateExporter):
    """A notebook as a report: no code, no script, no request, one file."""

    #: The entry in JupyterLab's menu *Save and Export Notebook As*.
    export_from_notebook = "evaltools report"
    output_mimetype = "text/html"

    allow_errors = Bool(
        False, help="Export although a cell ended with an error; the error is not shown."
    ).tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "evaltools"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    @property
    def default_config(self) -> Config:
        """Cells and outputs with the usual tags stay out of the page."""
        ours = Config({"TagRemovePreprocessor": _REMOVED})
        ours.merge(super().default_config)
        return ours

    def default_filters(self) -> Any:
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "assemble", _assemble

    def _create_environment(self) -> Any:
        environment = super()._create_environment()  # type: ignore[no-untyped-call]
        # nbconvert writes programs as well as pages and therefore escapes nothing by itself.
        environment.autoescape = True
        return environment

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert an executed notebook.

        Raises
        ------
        FailedCellError
            If a cell ended with an error, or no cell was run, unless
            `allow_errors` is set.
        """
        if not self.allow_errors:
            _refuse_errors(nb)
            _refuse_unrun(nb)
        return super().from_notebook_node(nb, resources, **kw)


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
    """
    resources = ResourcesDict(metadata=ResourcesDict(name="", path=folder))
    exporter = EvaltoolsExporter(allow_errors=allow_errors)  # type: ignore[no-untyped-call]
    html, _ = exporter.from_notebook_node(nb, resources)
    return html


def as_shown(nb: NotebookNode) -> NotebookNode:
    """A copy of the notebook without the cells and outputs that its page leaves out."""
    remover = TagRemovePreprocessor(**_REMOVED)  # type: ignore[no-untyped-call]
    kept: NotebookNode = remover.preprocess(deepcopy(nb), {})[0]  # type: ignore[no-untyped-call]
    return kept


def _assemble(nb: NotebookNode, resources: dict[str, Any]) -> Document:
    return assemble(nb, str(resources.get("metadata", {}).get("path", "") or ""))


def _refuse_unrun(nb: NotebookNode) -> None:
    code = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
    if code and all(cell.get("execution_count") is None and not cell.get("outputs") for cell in code):
        raise NotRunError


def _refuse_errors(nb: NotebookNode) -> None:
    for number, cell in enumerate(nb.cells, 1):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                raise FailedCellError(number, output.ename, output.evalue)
