"""From an executed notebook to one HTML page that needs nothing but itself, and to files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaltools.export.body import entries
from evaltools.export.document import Document, NavLink, document, set_navigation
from evaltools.export.formats import MAKERS
from evaltools.export.notebook import FailedCellError, NotRunError, export_notebook

if TYPE_CHECKING:
    from evaltools.export.exporter import EvaltoolsExporter

__all__ = [
    "MAKERS",
    "Document",
    "EvaltoolsExporter",
    "FailedCellError",
    "NavLink",
    "NotRunError",
    "document",
    "entries",
    "export_notebook",
    "set_navigation",
]


def __getattr__(name: str) -> Any:
    # nbconvert asks for its exporter by this name; a run makes pages without loading nbconvert.
    if name == "EvaltoolsExporter":
        from evaltools.export.exporter import EvaltoolsExporter

        return EvaltoolsExporter
    raise AttributeError(f"module 'evaltools.export' has no attribute {name!r}")
