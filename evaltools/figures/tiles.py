"""Where: the regions as equal squares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from evaltools.figures.canvas import SMALL, WIDTH, Canvas
from evaltools.figures.figure import Figure
from evaltools.figures.lines import text_width
from evaltools.figures.svg import C1, CONTEXT, MUTED, PALE, PAPER, TEXT
from evaltools.figures.words import LIMIT, alternative, listed, name, subject, words_of
from evaltools.language import Language

State = Literal["met", "not-met", "no-data", "outside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTile:
    """One region on the map.

    Attributes
    ----------
    row, column : int
        Place on the grid, from 0 at the top left.
    short_label : str
        Name that fits a square; words that do not are abbreviated with a full stop.
    text : str
        The number, or a mark.
    state : {"met", "not-met", "no-data", "outside"}
    name : str
        Full name for the alternative text; the short one if empty.
    """

    row: int
    column: int
    short_label: str
    text: str
    state: State
    name: str = ""


_LOOKS: dict[State, tuple[dict[str, Any], str]] = {
    "met": ({"fill": C1, "edge": C1, "thickness": 1.5}, PAPER),
    "not-met": ({"fill": PAPER, "edge": C1, "thickness": 1.5}, TEXT),
    "no-data": ({"edge": CONTEXT, "thickness": 1.2, "dash": (4.0, 3.0)}, MUTED),
    "outside": ({"fill": PALE}, MUTED),
}
_GAP = 4.0
LEAST, _MORE = 6, 4
"""Words for all names of regions in the alternative text, and those kept for each state that follows."""
_VOWELS = set("аәеёиоөуұүыіэюяaeiouyьъй")


def tile_map(
    tiles: Sequence[MapTile],
    *,
    id: str,
    language: Language,
    title: str,
    note: str,
) -> Figure:
    """Show each region's status in a square: filled, outlined, dashed or pale.

    Parameters
    ----------
    tiles : sequence of MapTile
    id : str
        Prefix of the identifiers inside the picture; unique on the page.
    language : Language
        For the alternative text.
    title, note : str
        Translated; the note says what filled, outlined, dashed and pale mean.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Without tiles, if two share a place, or for an unknown state.
    """
    if not tiles:
        raise ValueError("A tile map needs at least one tile.")
    if len({(tile.row, tile.column) for tile in tiles}) < len(tiles):
        raise ValueError("Two tiles of the map share a place.")
    if unknown := {tile.state for tile in tiles} - set(get_args(State)):
        raise ValueError(f"A tile cannot be {unknown.pop()!r}: expected one of {', '.join(get_args(State))}.")
    columns = max(6, *(tile.column + 1 for tile in tiles))
    first = min(tile.row for tile in tiles)
    side = WIDTH / columns
    canvas = Canvas(side * (max(tile.row for tile in tiles) - first + 1))
    for tile in tiles:
        _square(canvas, tile, side * tile.column, side * (tile.row - first), side)
    svg = canvas.svg(id)
    return Figure(svg=svg, title=title, note=note, alt=_alt(tiles, language, title))


def _square(canvas: Canvas, tile: MapTile, x: float, y: float, side: float) -> None:
    look, colour = _LOOKS[tile.state]
    size = side - _GAP
    canvas.box(x + _GAP / 2, y + _GAP / 2, size, size, **look)
    middle = x + side / 2
    lines = [shortened(word, size - 4) for word in _words(tile.short_label, size - 4)][:2]
    text = tile.text or ("…" if tile.state == "no-data" else "")
    start = y + side / 2 + 5 - 7 * (len(lines) - (not text))
    for count, line in enumerate(lines):
        canvas.text(middle, start + 14 * count, line, colour=colour, size=SMALL, anchor="middle")
    if text:
        below = start + 14 * len(lines) + 1
        bold = tile.state in ("met", "not-met")
        fitting = shortened(text, size - 4, bold=bold)
        canvas.text(middle, below, fitting, colour=colour, size=SMALL, bold=bold, anchor="middle")


def _words(label: str, limit: float) -> list[str]:
    """The label in one line if it fits, else broken at blanks and after hyphens."""
    if text_width(label, SMALL) <= limit:
        return [label]
    words = label.replace("-", "- ").split(" ")
    if len(words) > 2 and text_width(" ".join(words[1:]), SMALL) <= limit:
        words = [words[0], " ".join(words[1:])]
    return words


def shortened(word: str, limit: float, *, bold: bool = False) -> str:
    """A word, or its beginning up to a consonant with a full stop, that fits.

    Examples
    --------
    >>> shortened("Атырау", 52), shortened("Карагандинская", 52)
    ('Атырау', 'Караг.')
    """
    if text_width(word, SMALL, bold) <= limit:
        return word
    for length in range(len(word) - 1, 2, -1):
        if (
            word[length - 1].casefold() not in _VOWELS
            and text_width(word[:length] + ".", SMALL, bold) <= limit
        ):
            return word[:length] + "."
    return next(
        (word[:n] + "…" for n in range(len(word), 0, -1) if text_width(word[:n] + "…", SMALL, bold) <= limit),
        "…",
    )


def _alt(tiles: Sequence[MapTile], language: Language, title: str) -> str:
    """How many regions there are of each state, and which: those with a number before those without."""
    present = [state for state in get_args(State) if any(tile.state == state for tile in tiles)]
    names = {
        state: [
            language.spoken(f"{name(tile.name or tile.short_label)} {tile.text}".strip(" …"))
            for tile in tiles
            if tile.state == state
        ]
        for state in present
    }
    opening = language.text("Tile map of the regions: {title}.", title=subject(title))
    counted = [_of_state(language, state, len(names[state]), "") for state in present]
    # What is said besides the names, and after each list how many more there are.
    left = LIMIT - sum(map(words_of, (opening, *counted))) - _MORE * len(present)
    parts = []
    for place, state in enumerate(present):
        room = max(left - LEAST * (len(present) - place - 1), LEAST)
        left -= min(room, sum(map(words_of, names[state])))
        parts.append(_of_state(language, state, len(names[state]), listed(language, names[state], room)))
    return alternative(language, opening, *parts)


def _of_state(language: Language, state: State, n: int, names: str) -> str:
    values = {"n": language.number(n), "names": names}
    match state:
        case "met":
            return language.text("Plan reached – {n}: {names}.", **values)
        case "not-met":
            return language.text("Plan not reached – {n}: {names}.", **values)
        case "no-data":
            return language.text("No data – {n}: {names}.", **values)
        case _:
            return language.text("Outside the project – {n}: {names}.", **values)
