"""A block as a notebook shows it, and back: each has around it what a page has around all of them."""

from __future__ import annotations

import re

from evaltools.style import notebook_sheet

_CLASS = "evaltools"
_OPENED, _CLOSED = f'<div class="{_CLASS}">', "</div>"
_STYLE = re.compile(rf'^<style data-{_CLASS}="">.*?</style>', re.DOTALL)


def as_shown(html: str, *, with_style: bool = False) -> str:
    """A block for a cell's output.

    Parameters
    ----------
    html : str
        Of the block; nothing is put around nothing.
    with_style : bool, default False
        Whether the style comes with it. One block of a notebook brings it for
        all, so that a saved notebook does not hold it twenty times.

    Examples
    --------
    >>> as_shown("<p>12</p>")
    '<div class="evaltools"><p>12</p></div>'
    """
    if not html:
        return ""
    style = f'<style data-{_CLASS}="">{notebook_sheet(_CLASS)}</style>' if with_style else ""
    return f"{style}{_OPENED}{html}{_CLOSED}"


def as_published(output: str) -> str:
    """The block in a cell's output, as a page has it; whatever else a cell shows stays as it is.

    Examples
    --------
    >>> as_published(as_shown("<p>12</p>", with_style=True))
    '<p>12</p>'
    >>> as_published("<p>12</p>")
    '<p>12</p>'
    """
    output = _STYLE.sub("", output)
    if output.startswith(_OPENED) and output.endswith(_CLOSED):
        return output[len(_OPENED) : -len(_CLOSED)]
    return output
