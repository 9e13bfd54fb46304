"""A page of 360 units for one chart: text as typed, marks by matplotlib's SVG renderer, nothing global."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any, ClassVar, Literal

import matplotlib
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from evaltools.figures.lines import FAMILY, fitted, text_width
from evaltools.figures.svg import FONT_SIZE, HAIR, TEXT, inline_svg

WIDTH = 360.0
LEFT, RIGHT = 4.0, 356.0
LINE = 16.0
SMALL = 12.0

_RULES: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "evaltools",
    "svg.id": None,
    "path.simplify": False,
}

Anchor = Literal["start", "middle", "end"]
Pairs = list[tuple[float, float]]

#: What lies over what: grid, areas, lines and points, words.
_GRID, _SHAPES, _LINES, _WORDS = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stroke:
    """Segments, or the outline of a shape; coordinates of the page."""

    ends: Pairs
    is_shape: bool
    line: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    fill: str = ""
    joined: Literal["round", "miter"] = "round"
    look: ClassVar[tuple[object, ...]] = ()

    def draw(self, renderer: Any, page: Affine2D) -> None:
        context = _context(renderer, self.line, self.width, self.dash, self.joined)
        codes = None if self.is_shape else [Path.MOVETO, Path.LINETO] * (len(self.ends) // 2)
        path = Path(self.ends, codes, closed=self.is_shape)
        renderer.draw_path(context, path, page, _colour(self.fill))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Points:
    """Equal points; coordinates of the page."""

    places: Pairs
    marker: str
    size: float
    fill: str
    edge: str
    look: ClassVar[tuple[object, ...]] = ()

    def draw(self, renderer: Any, page: Affine2D) -> None:
        shape, turned = _marker(self.marker)
        context = _context(renderer, self.edge, 1.5)
        sized = turned.frozen().scale(self.size)
        renderer.draw_markers(context, shape, sized, Path(self.places), page, _colour(self.fill))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """One line of text; coordinates of the page."""

    text: str
    x: float
    y: float
    anchor: Anchor
    colour: str
    size: float
    bold: bool

    @property
    def look(self) -> tuple[object, ...]:
        return self.size, self.colour, self.bold, self.anchor

    def draw(self, renderer: Any, _page: Affine2D) -> None:
        place = _TextPlace(self.x, renderer.height - self.y, _SIDES[self.anchor])
        context = _context(renderer, self.colour, 1.0)
        font = _font(self.size, self.bold)
        renderer.draw_text(context, self.x, self.y, self.text, font, 0.0, mtext=place)


@dataclass(frozen=True, slots=True)
class _TextPlace:
    """What the renderer asks of a text besides its words, in its own coordinates.

    A `matplotlib.text.Text` would answer the same, after laying out the line
    that the reader's browser lays out.
    """

    x: float
    y: float
    side: str

    def get_transform(self) -> IdentityTransform:
        return IdentityTransform()

    def get_unitless_position(self) -> tuple[float, float]:
        return self.x, self.y

    def get_ha(self) -> str:
        return self.side


_Mark = _Stroke | _Points | _Words
_SIDES: dict[Anchor, str] = {"start": "left", "middle": "center", "end": "right"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A part of the page with scales of its own, and what is drawn in it.

    Attributes
    ----------
    across, values : tuple of float
        Left and right edge on the page, and what they stand for.
    down, heights : tuple of float
        Upper and lower edge on the page, and what they stand for.
    marks : list
        What is drawn, each with its layer; filled by the canvas.
    """

    across: tuple[float, float]
    values: tuple[float, float]
    down: tuple[float, float]
    heights: tuple[float, float]
    marks: list[tuple[int, _Mark]] = field(default_factory=list, repr=False)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a pair of values stands on the page."""
        return _scaled(x, self.values, self.across), _scaled(y, self.heights, self.down)


class Canvas:
    """A drawing whose coordinates are the page's: 360 units wide, y downwards.

    Parameters
    ----------
    height : float
        Units; rounded up to a whole one.
    """

    def __init__(self, height: float) -> None:
        self.height = float(-(-height // 1))
        self._areas: list[Area] = []
        self.page = self.area((0, WIDTH), (0, WIDTH))

    def area(
        self,
        across: tuple[float, float],
        values: tuple[float, float],
        down: tuple[float, float] | None = None,
        heights: tuple[float, float] | None = None,
    ) -> Area:
        """An area between two x of the page (and two y, else the whole height).

        Parameters
        ----------
        across, values : tuple of float
            Left and right edge on the page, and what they stand for.
        down, heights : tuple of float, optional
            Upper and lower edge and what they stand for; page units if absent.
        """
        down = down or (0.0, self.height)
        self._areas.append(Area(across=across, values=values, down=down, heights=heights or down))
        return self._areas[-1]

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        colour: str = TEXT,
        anchor: Anchor = "start",
        size: float = FONT_SIZE,
        bold: bool = False,
    ) -> None:
        """Write one line whose baseline is at `y`; `anchor` is start, middle or end.

        What would leave the page is moved inside; what is wider than the page ends in "…".
        """
        words = fitted(words, WIDTH - 4, size, bold)
        width = text_width(words, size, bold)
        before = {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        x = min(max(x, 2 + before), WIDTH - 2 - width + before)
        mark = _Words(text=words, x=x, y=y, anchor=anchor, colour=colour, size=size, bold=bold)
        self.page.marks.append((_WORDS, mark))

    def lines(
        self,
        segments: Sequence[tuple[float, float, float, float]],
        colour: str,
        *,
        width: float = 1.0,
        dash: tuple[float, ...] = (),
        area: Area | None = None,
    ) -> None:
        """Draw segments (x, y, x, y) as one path, if there are any."""
        if not segments:
            return
        inside = area or self.page
        ends = [inside.place(*end) for x, y, *other in segments for end in ((x, y), other)]
        mark = _Stroke(ends=ends, is_shape=False, line=colour, width=width, dash=dash)
        inside.marks.append((_GRID if colour == HAIR else _LINES, mark))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        edge: str = "",
        thickness: float = 0.0,
        dash: tuple[float, ...] = (),
        area: Area | None = None,
    ) -> None:
        """Draw a rectangle from one corner; without `fill` it is empty, without `edge` it has no outline."""
        inside = area or self.page
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        mark = _Stroke(
            ends=[inside.place(*corner) for corner in corners],
            is_shape=True,
            line=edge,
            width=thickness,
            dash=dash,
            fill=fill,
            joined="miter",
        )
        inside.marks.append((_SHAPES, mark))

    def bars(
        self,
        area: Area,
        places: Sequence[float],
        values: Sequence[float],
        *,
        thickness: float,
        colour: str,
        upright: bool = False,
        outline: bool = False,
    ) -> None:
        """Draw bars of equal thickness from zero, at given places; `outline` leaves them empty."""
        look: dict[str, Any] = {"edge": colour, "thickness": 1.2} if outline else {"fill": colour}
        for place, value in zip(places, values, strict=True):
            start = place - thickness / 2
            x, y, width, height = (
                (start, 0.0, thickness, value) if upright else (0.0, start, value, thickness)
            )
            self.box(x, y, width, height, area=area, **look)

    def dots(
        self,
        area: Area,
        x: Sequence[float],
        y: Sequence[float],
        *,
        colour: str,
        marker: str = "o",
        size: float = 8.0,
        edge: str = "",
    ) -> None:
        """Draw points of one kind; with an `edge` colour they get an outline."""
        places = [area.place(*point) for point in zip(x, y, strict=True)]
        if not places:
            return
        mark = _Points(places=places, marker=marker, size=size, fill=colour, edge=edge)
        area.marks.append((_LINES, mark))

    def svg(self, prefix: str) -> str:
        """The drawing as an element for the page, whatever style a notebook has set."""
        stream = io.StringIO()
        nobody = {"Date": None, "Creator": None}
        page = Affine2D().scale(1, -1).translate(0, self.height)
        with matplotlib.rc_context(_RULES):
            renderer: Any = RendererSVG(  # type: ignore[no-untyped-call]
                WIDTH, self.height, stream, image_dpi=72, metadata=nobody
            )
            for mark in self._marks():
                mark.draw(renderer, page)
            renderer.finalize()
        return inline_svg(stream.getvalue(), prefix=prefix)

    def _marks(self) -> Iterator[_Mark]:
        """What is drawn: one area over the other, in each one layer over the other.

        Words cover nothing, so those that look alike stand together: the page says once how they look.
        """
        ordered = (sorted(area.marks, key=lambda each: (each[0], each[1].look)) for area in self._areas)
        return (mark for _, mark in chain.from_iterable(ordered))


def _scaled(value: float, values: tuple[float, float], places: tuple[float, float]) -> float:
    return places[0] + (value - values[0]) / (values[1] - values[0]) * (places[1] - places[0])


def _context(
    renderer: Any,
    line: str,
    width: float,
    dash: tuple[float, ...] = (),
    joined: Literal["round", "miter"] = "round",
) -> GraphicsContextBase:
    """How a mark is outlined; without a colour it is not."""
    context: GraphicsContextBase = renderer.new_gc()
    context.set_linewidth(width if line else 0.0)
    if line:
        context.set_foreground(line)
    if dash:
        context.set_dashes(0, dash)
    context.set_joinstyle(joined)
    return context


def _colour(name: str) -> tuple[float, ...] | None:
    return matplotlib.colors.to_rgb(name) if name else None


@cache
def _marker(name: str) -> tuple[Path, Affine2D]:
    style = MarkerStyle(name)
    return style.get_path(), Affine2D(style.get_transform().get_matrix())


@cache
def _font(size: float, bold: bool) -> FontProperties:
    """The page's font; every property is named, or a notebook's style would fill it in."""
    return FontProperties(
        family=FAMILY,
        style="normal",
        variant="normal",
        weight="bold" if bold else "normal",
        stretch="normal",
        size=size,
        math_fontfamily="dejavusans",
    )
