"""Files beside a page, by the name of their format."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nbformat import NotebookNode

from evaltools.export.word import export_word
from evaltools.export.workbook import export_workbook

#: From an executed notebook to the bytes of a file: the same for the same notebook.
MAKERS: Mapping[str, Callable[[NotebookNode], bytes]] = {"docx": export_word, "xlsx": export_workbook}
