"""What a page loses before it is printed, and what its PDF loses afterwards: same page, same bytes."""

from __future__ import annotations

import re
from datetime import UTC, datetime

#: When a page was made that does not say so; workbooks bear the same day.
UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)

_BESIDE = re.compile(r"""(<a\b[^>]*?)\shref=(["'])(?!#|https?:|mailto:|tel:)[^"'>]*\2""", re.IGNORECASE)
_STAMP = re.compile(r'<time class="stamp" datetime="([^"]+)"')
_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}[+-]\d{2}'\d{2}'")
_NODE = re.compile(rb"\(node(\d{8})\)")


def for_paper(html: str) -> str:
    """The page without its links to other files: a PDF that is sent on would name places of this machine.

    Examples
    --------
    >>> for_paper('<a class="home" href="../index.html">All</a> <a href="#plan">Plan</a>')
    '<a class="home">All</a> <a href="#plan">Plan</a>'
    """
    return _BESIDE.sub(r"\1", html)


def stamp_of(html: str) -> datetime:
    """The moment that a page declares in its foot, in universal time.

    Examples
    --------
    >>> stamp_of('<time class="stamp" datetime="2026-11-26T12:00:00+05:00">').isoformat()
    '2026-11-26T07:00:00+00:00'
    """
    found = _STAMP.findall(html)
    return datetime.fromisoformat(found[-1]).astimezone(UTC) if found else UNKNOWN


def settled(pdf: bytes, moment: datetime) -> bytes:
    """A browser's PDF without what differs from one printing to the next.

    Parameters
    ----------
    pdf : bytes
    moment : datetime
        Stands for the moment of printing; in universal time.

    Returns
    -------
    bytes
        As many as before: the places of objects inside the file stay true.
    """
    date = f"{moment:%Y%m%d%H%M%S}+00'00'".encode()
    pdf = _DATE.sub(lambda match: match[1] + date, pdf)
    # A browser counts the elements of all pages that it has shown; the tree of tags lists them in this order.
    numbers = {old: f"{new:08d}".encode() for new, old in enumerate(sorted(set(_NODE.findall(pdf))), 1)}
    return _NODE.sub(lambda match: b"(node" + numbers[match[1]] + b")", pdf)
