"""A page of 360 units for one chart: measured text, marks by seaborn, nothing global."""

from __future__ import annotations

import io
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

import matplotlib
import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.font_manager import FontProperties, findfont, get_font

from evaltools.figures.svg import FONT_SIZE, TEXT, inline_svg

WIDTH = 360.0
LEFT, RIGHT = 4.0, 356.0
LINE = 16.0
SMALL = 12.0

_FAMILY = ["DejaVu Sans"]
_RULES: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "evaltools",
    "font.family": _FAMILY,
    "font.size": FONT_SIZE,
    "font.weight": "normal",
    "axes.axisbelow": True,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "lines.solid_capstyle": "butt",
    "lines.dash_capstyle": "butt",
    "lines.scale_dashes": False,
    "lines.marker": "None",
    "lines.linestyle": "-",
    "patch.force_edgecolor": False,
    "patch.linewidth": 1.0,
    "path.simplify": False,
    "path.effects": [],
    "path.sketch": None,
    "savefig.bbox": None,
    "savefig.dpi": "figure",
    "text.usetex": False,
}


class Canvas:
    """A drawing whose coordinates are the page's: 360 units wide, y downwards.

    Parameters
    ----------
    height : float
        Units; rounded up to a whole one.
    """

    def __init__(self, height: float) -> None:
        self.height = float(-(-height // 1))
        self._drawing = Drawing(figsize=(WIDTH / 72, self.height / 72), dpi=72)
        self._drawing.patch.set_visible(False)
        self.page = self.area((0, WIDTH), (0, WIDTH))

    def area(
        self,
        across: tuple[float, float],
        values: tuple[float, float],
        down: tuple[float, float] | None = None,
        heights: tuple[float, float] | None = None,
    ) -> Axes:
        """Axes without decoration between two x of the page (and two y, else the whole height).

        Parameters
        ----------
        across, values : tuple of float
            Left and right edge on the page, and what they stand for.
        down, heights : tuple of float, optional
            Upper and lower edge and what they stand for; page units if absent.
        """
        top, bottom = down or (0.0, self.height)
        axes = self._drawing.add_axes(
            (
                across[0] / WIDTH,
                1 - bottom / self.height,
                (across[1] - across[0]) / WIDTH,
                (bottom - top) / self.height,
            )
        )
        axes.set_axis_off()
        axes.set_xlim(*values)
        highest, lowest = heights or (top, bottom)
        axes.set_ylim(lowest, highest)
        return axes

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        colour: str = TEXT,
        anchor: str = "start",
        size: float = FONT_SIZE,
        bold: bool = False,
    ) -> None:
        """Write one line whose baseline is at `y`; `anchor` is start, middle or end."""
        self.page.text(
            x,
            y,
            clean(words),
            color=colour,
            ha={"start": "left", "middle": "center", "end": "right"}[anchor],
            va="baseline",
            fontsize=size,
            fontweight="bold" if bold else "normal",
            parse_math=False,
        )

    def lines(
        self,
        segments: Sequence[tuple[float, float, float, float]],
        colour: str,
        *,
        width: float = 1.0,
        dash: tuple[float, ...] = (),
        axes: Axes | None = None,
    ) -> None:
        """Draw segments (x, y, x, y) as one path."""
        nan = float("nan")
        x = [value for first, _, second, _ in segments for value in (first, second, nan)]
        y = [value for _, first, _, second in segments for value in (first, second, nan)]
        style: Any = (0, dash) if dash else "solid"
        (axes or self.page).plot(x, y, color=colour, linewidth=width, linestyle=style, clip_on=False)

    def svg(self, prefix: str) -> str:
        """The drawing as an element for the page."""
        stream = io.StringIO()
        self._drawing.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
        return inline_svg(stream.getvalue(), prefix=prefix)


@contextmanager
def drawing_rules() -> Iterator[None]:
    """Our settings while a chart is drawn, whatever a notebook has set; its own afterwards."""
    with matplotlib.rc_context(_RULES), warnings.catch_warnings():
        # Fonts of the reader draw the text; DejaVu only measures it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def bars(
    axes: Axes,
    places: Sequence[float],
    values: Sequence[float],
    *,
    thickness: float,
    colour: str,
    upright: bool = False,
    outline: bool = False,
) -> None:
    """Bars of equal thickness at given places, by seaborn; `outline` leaves them empty."""
    if not places:
        return
    ordered = sorted(set(places))
    step = min((b - a for a, b in zip(ordered, ordered[1:], strict=False)), default=1.0)
    look: dict[str, Any] = {"fill": False, "linewidth": 1.2} if outline else {"saturation": 1, "linewidth": 0}
    seaborn.barplot(
        x=list(places) if upright else list(values),
        y=list(values) if upright else list(places),
        orient="v" if upright else "h",
        native_scale=True,
        width=thickness / step,
        errorbar=None,
        color=colour,
        ax=axes,
        clip_on=False,
        **look,
    )


def dots(
    axes: Axes,
    x: Sequence[float],
    y: Sequence[float],
    *,
    colour: str,
    marker: str = "o",
    size: float = 8.0,
    edge: str = "",
) -> None:
    """Points, by seaborn; with an `edge` colour they get an outline."""
    if x:
        seaborn.stripplot(
            x=list(x),
            y=list(y),
            orient="h",
            native_scale=True,
            jitter=False,
            color=colour,
            marker=marker,
            size=size,
            edgecolor=edge or colour,
            linewidth=1.5 if edge else 0,
            ax=axes,
            clip_on=False,
        )


def clean(words: str) -> str:
    """Text that a page may hold: no control or direction characters, no line breaks.

    Examples
    --------
    >>> clean("a\\x00b\\nc")
    'a b c'
    """
    shown = (" " if unicodedata.category(c) == "Cc" else c for c in words)
    return "".join(c for c in shown if unicodedata.category(c) not in ("Cf", "Cs", "Cn", "Co"))


@cache
def _face(bold: bool) -> Any:
    return get_font(findfont(FontProperties(family=_FAMILY, weight="bold" if bold else "normal")))


@lru_cache(maxsize=4096)
def text_width(words: str, size: float = FONT_SIZE, bold: bool = False) -> float:
    """Width of a line in units, in DejaVu Sans: the widest of the page's fonts."""
    face = _face(bold)
    face.set_size(size, 72)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        face.set_text(clean(words), 0.0)
    return float(face.get_width_height()[0]) / 64


def wrap(words: str, limit: float, size: float = FONT_SIZE, bold: bool = False) -> list[str]:
    """Break a label at its blanks (not at no-break spaces) into lines that fit; at least one line.

    A word that is wider than the limit is broken where it must be.
    """
    lines = [""]
    for word in clean(words).split(" "):
        joined = f"{lines[-1]} {word}".strip(" ")
        if text_width(joined, size, bold) <= limit:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        while text_width(word, size, bold) > limit and len(word) > 1:
            fits = max(1, sum(text_width(word[:n], size, bold) <= limit for n in range(1, len(word) + 1)))
            lines[-1] = word[:fits]
            lines.append("")
            word = word[fits:]
        lines[-1] = word
    return lines
