"""Reading pages as a reader does: their text, their tables, their numbers."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path


class _Reader(HTMLParser):
    """Collects text outside charts and styles, table cells, links, images and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.cells: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._skipped = 0
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append((tag, named))
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if named.get("href"):
            self.links.append(str(named["href"]))
        if tag in ("svg", "style", "head"):
            self._skipped += 1
        if tag in ("td", "th", "tr"):
            # The end of a cell is not written where another one begins.
            self._end_cell()
        if tag == "td":
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("svg", "style", "head"):
            self._skipped -= 1
        if tag in ("td", "table"):
            self._end_cell()

    def _end_cell(self) -> None:
        if self._cell is not None:
            self.cells.append(" ".join(self._cell))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.text.append(data)
            if self._cell is not None:
                self._cell.append(data)


def read(path: Path) -> _Reader:
    """Parse a page."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def numbers(text: str) -> set[str]:
    """Numbers of an English text as they are written, signs dropped."""
    return set(re.findall(r"\d[\d,]*(?:\.\d+)?", text))
