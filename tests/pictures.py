"""Charts read back from their pages: every mark with the look that it inherits, every word with its box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from evaltools.figures.lines import text_width

ASCENT, DESCENT = 0.76, 0.24
"""Of a line, as shares of the size of its letters: what capital letters and tails fill."""


@dataclass(frozen=True)
class Mark:
    """One path, symbol or line of text, with its own attributes and those of the groups around it."""

    tag: str
    look: dict[str, str]
    text: str = ""

    def get(self, name: str, default: str = "") -> str:
        """An attribute, wherever it was written."""
        return self.look.get(name, default)

    @property
    def classes(self) -> list[str]:
        """Classes of the theme."""
        return self.get("class").split()

    @property
    def ends(self) -> list[tuple[float, float]]:
        """Where the steps of a path end, or where a symbol or a text stands."""
        if self.tag != "path":
            return [(float(self.get("x", "0")), float(self.get("y", "0")))]
        return ends(self.get("d"))


@dataclass(frozen=True)
class Box:
    """What a line of text fills, in the widest of the page's fonts."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two lines of text would be drawn over each other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


def marks(svg: str) -> list[Mark]:
    """All that is drawn, in its order; the shapes that symbols share are left out."""
    return list(_marks(ElementTree.fromstring(svg), {}))


def _marks(element: Element, inherited: dict[str, str]) -> Iterator[Mark]:
    tag = element.tag.rpartition("}")[2]
    look = inherited | {key: value for key, value in element.attrib.items() if key != "viewBox"}
    if tag in ("defs", "desc"):
        return
    if tag in ("path", "use", "text"):
        yield Mark(tag, look, element.text or "")
    for child in element:
        yield from _marks(child, look)


def ends(path: str) -> list[tuple[float, float]]:
    """Where the steps of a path end, also of those that name one number only."""
    found: list[tuple[float, float]] = []
    x = y = 0.0
    for command, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(each) for each in rest.split()]
        if command == "H":
            x = numbers[0]
        elif command == "V":
            y = numbers[0]
        elif numbers:
            x, y = numbers[-2:]
        found.append((x, y))
    return found


def boxes(svg: str) -> list[Box]:
    """Every line of text with the place that it fills."""
    found = []
    for mark in marks(svg):
        if mark.tag == "text" and mark.text.strip():
            size = float(mark.get("font-size", "13"))
            width = text_width(mark.text, size, "font-weight" in mark.look)
            (x, y), anchor = mark.ends[0], mark.get("text-anchor", "start")
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            found.append(Box(mark.text, left, y - ASCENT * size, left + width, y + DESCENT * size))
    return found


def size(svg: str) -> tuple[float, float]:
    """Width and height of the picture, in units."""
    _, _, width, height = ElementTree.fromstring(svg).get("viewBox", "").split()
    return float(width), float(height)


def faults(svg: str) -> list[str]:
    """Lines of text that leave the picture or lie on one another, in words; none in a good chart."""
    width, height = size(svg)
    lines = boxes(svg)
    outside = [
        f"“{each.text}” leaves the picture"
        for each in lines
        if each.left < -0.01 or each.top < -0.01 or each.right > width + 0.01 or each.bottom > height + 0.01
    ]
    return outside + [f"“{a.text}” lies on “{b.text}”" for a, b in combinations(lines, 2) if a.meets(b)]
