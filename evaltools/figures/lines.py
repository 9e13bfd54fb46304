"""Lines of text: how wide they are, and where a long label breaks."""

from __future__ import annotations

import unicodedata
import warnings
from functools import cache, lru_cache
from typing import Any

from matplotlib.font_manager import FontProperties, findfont, get_font

from evaltools.figures.svg import FONT_SIZE

FAMILY = ["DejaVu Sans"]
"""The widest font of the page's list: what fits in it fits in the others."""


def clean(words: str) -> str:
    """Text that a page may hold: no control or direction characters, no line breaks.

    Examples
    --------
    >>> clean("a\\x00b\\nc")
    'a b c'
    """
    if words.isprintable():
        return words
    shown = (" " if unicodedata.category(c) == "Cc" else c for c in words)
    return "".join(c for c in shown if unicodedata.category(c) not in ("Cf", "Cs", "Cn", "Co"))


@cache
def _place(bold: bool) -> str:
    return str(findfont(FontProperties(family=FAMILY, weight="bold" if bold else "normal")))


def _face(bold: bool) -> Any:
    # matplotlib keeps the open file, and lets go of it in a forked process: two readers would move one place.
    return get_font(_place(bold))


@lru_cache(maxsize=4096)
def text_width(words: str, size: float = FONT_SIZE, bold: bool = False) -> float:
    """Width of a line in units, in DejaVu Sans: the widest of the page's fonts."""
    face = _face(bold)
    face.set_size(size, 72)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        face.set_text(clean(words), 0.0)
    return float(face.get_width_height()[0]) / 64


def fitted(words: str, limit: float, size: float = FONT_SIZE, bold: bool = False) -> str:
    """The words, or as much of their beginning as fits, with "…"."""
    words = clean(words)
    if text_width(words, size, bold) <= limit:
        return words
    while words and text_width(words + "…", size, bold) > limit:
        words = words[: -max(1, len(words) // 10)]
    return words + "…"


def wrap(words: str, limit: float, size: float = FONT_SIZE, bold: bool = False) -> list[str]:
    """Break a label at its blanks (not at no-break spaces) into lines that fit; at least one line.

    A word that is wider than the limit is broken after a hyphen if it has one
    there, and where it must be otherwise.
    """
    lines = [""]
    for word in clean(words).split(" "):
        joined = f"{lines[-1]} {word}".strip(" ")
        if text_width(joined, size, bold) <= limit:
            lines[-1] = joined
            continue
        pieces = _pieces(word, limit, size, bold)
        lines = [*lines, *pieces] if lines[-1] else [*lines[:-1], *pieces]
    return lines


def _pieces(word: str, limit: float, size: float, bold: bool) -> list[str]:
    pieces = []
    while len(word) > 1 and text_width(word, size, bold) > limit:
        fitting = [n for n in range(1, len(word)) if text_width(word[:n], size, bold) <= limit] or [1]
        cut = max((n for n in fitting if word[n - 1] == "-"), default=fitting[-1])
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]
