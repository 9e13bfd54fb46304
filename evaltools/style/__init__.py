"""How pages look: style sheets in one order, and the colours of their tokens.

`tokens.css` is the only place of colours, spaces and sizes. `text`, `page`,
`figures` and `tables` are for every page, `index` for the start page alone;
`print` comes last, since it takes back what a screen was given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

SHEETS = ("tokens", "text", "page", "figures", "tables", "index", "print")

#: What only one kind of page has.
EXTRA = frozenset({"index"})


@cache
def style_sheet(*extra: str) -> str:
    """The style of a page without its comments and blanks, which every page would carry.

    Parameters
    ----------
    *extra : str
        Names of sheets from `EXTRA` that the page needs besides those of all pages.

    Raises
    ------
    ValueError
        For a sheet that there is not.
    """
    if unknown := set(extra) - EXTRA:
        raise ValueError(f"no such style sheet: {', '.join(sorted(unknown))}; expected of {sorted(EXTRA)}")
    text = "\n".join(_text(name) for name in SHEETS if name not in EXTRA or name in extra)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{};,])\s*", r"\1", text).replace(": ", ":").replace(";}", "}").strip()


@cache
def colours(scheme: str = "light") -> Mapping[str, str]:
    """The colours of the tokens by name, as `#rrggbb`.

    Parameters
    ----------
    scheme : {"light", "dark"}

    Examples
    --------
    >>> sorted(colours()) == sorted(colours("dark"))
    True
    >>> colours()["page"]
    '#ffffff'
    """
    head, *others = re.split(r"@media\s+", _text("tokens"))
    block = head if scheme == "light" else next(text for text in others if "prefers-color-scheme" in text)
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", block))


def _text(name: str) -> str:
    return (Path(__file__).parent / f"{name}.css").read_text(encoding="utf-8")
