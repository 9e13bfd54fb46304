"""Charts in a real browser: large enough on paper, seen where a reader sets all colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import pages_of

pytestmark = pytest.mark.browser

#: Points on paper: 96 pixels are 72 points.
POINTS = 0.75
LETTERS = """() => [...document.querySelectorAll('figure svg text')].map(text => {
  const svg = text.ownerSVGElement;
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return parseFloat(getComputedStyle(text).fontSize) * scale; })"""
MARKS = """() => {
  const page = getComputedStyle(document.body).backgroundColor;
  const colours = mark => {
    const look = getComputedStyle(mark);
    return [look.fill, look.stroke].filter(each => each !== 'none' && each !== page); };
  const drawn = [...document.querySelectorAll('figure svg :is(path, use, text)')];
  const own = mark => mark.closest('[class]').getAttribute('class').split(' ');
  const bare = ['pale', 'bg', 'bgs'];
  return drawn.filter(mark => !mark.closest('defs') && !own(mark).every(each => bare.includes(each)))
    .filter(mark => !colours(mark).length).map(mark => mark.outerHTML); }"""
OUTSIDE = """() => [...document.querySelectorAll('figure svg')].flatMap(svg => {
  const page = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < page.left - 1 || box.right > page.right + 1 || box.bottom > page.bottom + 1; })
    .map(text => text.textContent); })"""


@pytest.mark.parametrize(("media", "width", "least"), [("screen", 320, 10.0), ("print", 680, 8.0 / POINTS)])
def test_letters_of_charts_are_large_enough(
    browser: Any, folder: Path, media: str, width: int, least: float
) -> None:
    """At least 10 pixels on the narrowest phone, at least 8 points on A4 between its margins."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.emulate_media(media=media)
    for path in pages_of(folder):
        page.goto(path.as_uri())
        assert min(page.evaluate(LETTERS), default=least) >= least - 0.01, path
    page.close()


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_every_mark_can_be_seen(browser: Any, folder: Path, look: dict[str, str]) -> None:
    """Nothing but pale fills and the insides of open circles has the colour of the page."""
    page = browser.new_page(viewport={"width": 390, "height": 900}, **look)
    for path in pages_of(folder):
        page.goto(path.as_uri())
        assert page.evaluate(MARKS) == [], path
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_label_is_cut(browser: Any, folder: Path, width: int) -> None:
    """In the browser's own font, too, every label stands inside its picture."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in pages_of(folder):
        page.goto(path.as_uri())
        assert page.evaluate(OUTSIDE) == [], path
    page.close()
