"""Files beside a page, by the name of their format."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nbformat import NotebookNode


def _word(notebook: NotebookNode) -> bytes:
    # What writes a file of Word or Excel is loaded when one is wanted.
    from evaltools.export.word import export_word

    return export_word(notebook)


def _workbook(notebook: NotebookNode) -> bytes:
    from evaltools.export.workbook import export_workbook

    return export_workbook(notebook)


#: From an executed notebook to the bytes of a file: the same for the same notebook.
MAKERS: Mapping[str, Callable[[NotebookNode], bytes]] = {"docx": _word, "xlsx": _workbook}
