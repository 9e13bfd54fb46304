"""From an executed notebook to one HTML page that needs nothing but itself."""

from evaltools.export.document import Document, NavLink, document, set_navigation
from evaltools.export.exporter import EvaltoolsExporter, FailedCellError, entries, export_notebook

__all__ = [
    "Document",
    "EvaltoolsExporter",
    "FailedCellError",
    "NavLink",
    "document",
    "entries",
    "export_notebook",
    "set_navigation",
]
