"""A page of 360 units for one chart: text as typed, marks by seaborn, nothing global."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import matplotlib
import seaborn  # type: ignore[import-untyped]
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from evaltools.figures.lines import FAMILY, fitted, text_width
from evaltools.figures.svg import FONT_SIZE, HAIR, TEXT, inline_svg

WIDTH = 360.0
LEFT, RIGHT = 4.0, 356.0
LINE = 16.0
SMALL = 12.0

_RULES: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "evaltools",
    "font.family": FAMILY,
    "font.size": FONT_SIZE,
    "font.stretch": "normal",
    "font.style": "normal",
    "font.variant": "normal",
    "font.weight": "normal",
    "axes.axisbelow": True,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "lines.antialiased": True,
    "lines.dash_joinstyle": "round",
    "lines.solid_joinstyle": "round",
    "lines.solid_capstyle": "butt",
    "lines.dash_capstyle": "butt",
    "lines.scale_dashes": False,
    "lines.marker": "None",
    "lines.linestyle": "-",
    "patch.force_edgecolor": False,
    "patch.antialiased": True,
    "patch.linewidth": 1.0,
    "path.simplify": False,
    "path.effects": [],
    "path.sketch": None,
    "savefig.bbox": None,
    "savefig.dpi": "figure",
    "svg.id": None,
    "text.antialiased": True,
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
        axes.set_xticks([])
        axes.set_yticks([])
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
        """Write one line whose baseline is at `y`; `anchor` is start, middle or end.

        What would leave the page is moved inside; what is wider than the page ends in "…".
        """
        words = fitted(words, WIDTH - 4, size, bold)
        width = text_width(words, size, bold)
        before = {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        self.page.text(
            min(max(x, 2 + before), WIDTH - 2 - width + before),
            y,
            words,
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
        """Draw segments (x, y, x, y) as one path, if there are any."""
        if not segments:
            return
        nan = float("nan")
        x = [value for first, _, second, _ in segments for value in (first, second, nan)]
        y = [value for _, first, _, second in segments for value in (first, second, nan)]
        style: Any = (0, dash) if dash else "solid"
        (axes or self.page).plot(
            x,
            y,
            color=colour,
            linewidth=width,
            linestyle=style,
            clip_on=False,
            zorder=0.5 if colour == HAIR else 2,
        )

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
    step = min((b - a for a, b in pairwise(ordered)), default=1.0)
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
    """Points of one kind; with an `edge` colour they get an outline."""
    if x:
        axes.plot(
            x,
            y,
            linestyle="none",
            marker=marker,
            markersize=size,
            markerfacecolor=colour,
            markeredgecolor=edge or "none",
            markeredgewidth=1.5 if edge else 0,
            clip_on=False,
        )


def strip(axes: Axes, x: Sequence[float], y: Sequence[float], *, colour: str, size: float) -> None:
    """Points standing in columns, by seaborn."""
    seaborn.stripplot(
        x=list(x),
        y=list(y),
        orient="v",
        native_scale=True,
        jitter=False,
        color=colour,
        size=size,
        linewidth=0,
        ax=axes,
        clip_on=False,
    )
