"""The formats that a report can have: a page always, and files beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from evaltools.errors import UsageError

#: The format that is always made: the start page needs it.
PAGE_FORMAT = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A file that is made beside a page.

    Attributes
    ----------
    label : str
        What people call it.
    make : callable
        From an executed notebook to the bytes of the file: the same for the same notebook.
    """

    label: str
    make: Callable[[NotebookNode], bytes]


def _word(notebook: NotebookNode) -> bytes:
    # What writes a file of Word or Excel is loaded when one is wanted.
    from evaltools.export.word import export_word

    return export_word(notebook)


def _workbook(notebook: NotebookNode) -> bytes:
    from evaltools.export.workbook import export_workbook

    return export_workbook(notebook)


#: By the ending of the file, which is the name of the format.
BESIDE: Mapping[str, Format] = {
    "docx": Format(label="Word", make=_word),
    "xlsx": Format(label="Excel", make=_workbook),
}


def chosen_formats(names: Iterable[str]) -> tuple[str, ...]:
    """The formats to make beside the page, each once.

    Parameters
    ----------
    names : iterable of str
        As asked for; `html` may be among them and adds nothing.

    Raises
    ------
    UsageError
        For a format that is not known.

    Examples
    --------
    >>> chosen_formats(["html", "xlsx", "xlsx"])
    ('xlsx',)
    """
    wanted = list(names)
    known = (PAGE_FORMAT, *BESIDE)
    for name in wanted:
        if name not in known:
            raise UsageError(
                f"There is no format “{name}” for reports. Expected one of: {', '.join(known)}. "
                "Repeat --format to get several."
            )
    return tuple(name for name in BESIDE if name in wanted)
