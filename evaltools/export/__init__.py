"""From an executed notebook to one HTML page that needs nothing but itself, and to files beside it."""

from evaltools.export.document import Document, NavLink, document, set_navigation
from evaltools.export.exporter import EvaltoolsExporter, FailedCellError, entries, export_notebook
from evaltools.export.formats import MAKERS

__all__ = [
    "MAKERS",
    "Document",
    "EvaltoolsExporter",
    "FailedCellError",
    "NavLink",
    "document",
    "entries",
    "export_notebook",
    "set_navigation",
]
