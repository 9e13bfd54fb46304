"""The exporter that JupyterLab and `jupyter nbconvert` find under the name `evaltools`."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import TemplateExporter
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode
from traitlets import Bool, default
from traitlets.config import Config

from evaltools.errors import EvaltoolsError
from evaltools.export.body import assemble
from evaltools.export.document import TEMPLATES, Document
from evaltools.export.notebook import REMOVED, FailedCellError, NotRunError, refuse_failed


class RefusedError(EvaltoolsError, ConversionException):
    """A notebook that makes no page, told in a way that nbconvert understands."""


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
        ours = Config({"TagRemovePreprocessor": REMOVED})
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
        RefusedError
            If a cell ended with an error, or no cell was run, unless
            `allow_errors` is set.
        """
        if not self.allow_errors:
            try:
                refuse_failed(nb)
            except (FailedCellError, NotRunError) as error:
                raise RefusedError(str(error)) from error
        return super().from_notebook_node(nb, resources, **kw)


def _assemble(nb: NotebookNode, resources: dict[str, Any]) -> Document:
    return assemble(nb, str(resources.get("metadata", {}).get("path", "") or ""))
