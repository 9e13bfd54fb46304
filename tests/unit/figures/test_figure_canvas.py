"""The page that charts are drawn on: where marks stand, what lies over what."""

from __future__ import annotations

import matplotlib
import pytest

from evaltools.figures.canvas import RIGHT, Canvas
from evaltools.figures.svg import C1, C2, CONTEXT, HAIR
from tests.pictures import ends, marks

pytestmark = pytest.mark.filterwarnings("error")


def drawn(canvas):
    """What the picture holds, in its order."""
    return marks(canvas.svg("a"))


def test_an_area_turns_values_into_places():
    """Edges stand for the values given; between them it is a straight line, also upwards."""
    canvas = Canvas(100)
    area = canvas.area((10, 110), (0, 50), (20, 80), (6, 0))
    assert area.place(0, 6) == (10, 20)
    assert area.place(50, 0) == (110, 80)
    assert area.place(25, 3) == (60, 50)


def test_an_area_without_heights_keeps_the_units_of_the_page():
    """Only x has a scale: y is that of the page, which is as high as a whole number of units."""
    canvas = Canvas(99.2)
    assert canvas.height == 100
    assert canvas.area((10, 110), (0, 50)).place(50, 37) == (110, 37)


def test_bars_begin_at_zero_and_are_as_thick_as_asked():
    """Across or upright; an empty one has a line around it."""
    canvas = Canvas(100)
    canvas.bars(canvas.area((10, 110), (0, 50)), [30, 60], [25, 0], thickness=12, colour=C1)
    upright = canvas.area((0, RIGHT), (0, RIGHT), (0, 80), (8, 0))
    canvas.bars(upright, [200], [4], thickness=10, colour=C2, upright=True, outline=True)
    paths = drawn(canvas)
    assert [each.get("d") for each in paths] == [
        "M10 24H60V36H10z",
        "M10 54H10V66H10z",
        "M195 80H205V40H195z",
    ]
    assert [(each.get("fill"), each.get("stroke")) for each in paths] == [(C1, ""), (C1, ""), ("none", C2)]


def test_points_of_one_kind_share_a_symbol():
    """The symbol is written once, also where two calls want it; an outline makes it another."""
    canvas = Canvas(100)
    for y, edge in ((10, ""), (20, ""), (30, C1)):
        canvas.dots(canvas.page, [5, 6.5], [y, y], colour=C2, size=8, edge=edge)
    uses = [each for each in drawn(canvas) if each.tag == "use"]
    assert [each.get("href") for each in uses] == ["#a-m1"] * 4 + ["#a-m2"] * 2
    assert [(each.get("x"), each.get("y")) for each in uses[:2]] == [("5", "10"), ("6.5", "10")]
    assert {each.get("stroke-width") for each in uses} == {"", "1.5"}


def test_grid_lies_under_bars_and_bars_under_lines():
    """In an area the order of drawing does not matter; what an area holds lies over the page."""
    canvas = Canvas(100)
    area = canvas.area((0, 360), (0, 360))
    canvas.dots(area, [5], [5], colour=CONTEXT)
    canvas.lines([(0, 0, 9, 9)], C2, area=area)
    canvas.bars(area, [50], [50], thickness=9, colour=C1)
    canvas.lines([(1, 0, 1, 9), (2, 0, 2, 9)], HAIR, dash=(4, 3), area=area)
    canvas.text(10, 20, "words")
    tags = [(each.tag, each.get("class")) for each in drawn(canvas)]
    assert tags == [("text", "t"), ("path", "hair"), ("path", "c1"), ("use", "cx"), ("path", "c2s")]


def test_nothing_is_drawn_of_nothing():
    """No segments, no bars, no points, no words: no marks."""
    canvas = Canvas(10)
    canvas.lines([], C1)
    canvas.bars(canvas.page, [], [], thickness=5, colour=C1)
    canvas.dots(canvas.page, [], [], colour=C1)
    canvas.text(5, 5, "")
    assert drawn(canvas) == []


def test_every_end_of_a_long_line_is_kept():
    """A grid of many rows is one path: matplotlib may not simplify it, whatever a notebook has set."""
    canvas = Canvas(400)
    with matplotlib.rc_context({"path.simplify": True}):
        canvas.lines([(10, y, 10, y + 1) for y in range(0, 400, 2)], HAIR)
        (path,) = drawn(canvas)
    assert path.get("d").startswith("M10 0V1M10 2V3M10 4")
    assert path.get("d").endswith("M10 398V399")
    assert len(ends(path.get("d"))) == 400
