"""A finished page as a PDF, by an installed browser or by WeasyPrint."""

from __future__ import annotations

from evaltools.press.failure import PRINT_CAUSES, PrintCause, PrintError
from evaltools.press.printer import BROWSER, Printer, find_printer

__all__ = ["BROWSER", "PRINT_CAUSES", "PrintCause", "PrintError", "Printer", "find_printer"]
