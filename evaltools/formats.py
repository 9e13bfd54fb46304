"""The formats that a report can have, by name: a page always, and files beside it.

How they are made is known to `export` alone; to plan a run the names are enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evaltools.errors import UsageError

#: The format that is always made: the start page needs it.
PAGE_FORMAT = "html"

#: What people call the formats beside the page, by the ending of the file, which is the format's name.
BESIDE: Mapping[str, str] = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}

#: The one that is printed from the finished page; the others are made of the notebook.
PRINTED = "pdf"


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
