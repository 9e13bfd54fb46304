"""The one script that a page may have: the search box of the start page."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def search_script() -> str:
    """The script without its comments and indents, which every start page would carry."""
    text = (Path(__file__).parent / "search.js").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
