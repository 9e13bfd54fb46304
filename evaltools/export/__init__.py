"""From an executed notebook to one HTML page that needs nothing but itself, and to files beside it."""

from evaltools.export.document import Document, NavLink, document, set_navigation
from evaltools.export.exporter import EvaltoolsExporter, FailedCellError, entries, export_notebook
from evaltools.export.formats import BESIDE, PAGE_FORMAT, Format, chosen_formats

__all__ = [
    "BESIDE",
    "PAGE_FORMAT",
    "Document",
    "EvaltoolsExporter",
    "FailedCellError",
    "Format",
    "NavLink",
    "chosen_formats",
    "document",
    "entries",
    "export_notebook",
    "set_navigation",
]
