"""Pages on telephones, laptops, magnified, with more room between the letters: nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import KINDS, LANGUAGES, Opener, Shelf, unfold

pytestmark = pytest.mark.browser

#: What a reader may set (WCAG 2.2, 1.4.12). Text in charts is a part of the drawing.
SPACING = """
*:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""

#: Boxes that cut off what is too wide for them, and are no place to scroll in.
CUT = """[...document.querySelectorAll('body *')].filter(each => {
    const style = getComputedStyle(each);
    const cuts = style.overflowX === 'hidden' || style.overflowX === 'clip'
        || style.overflowY === 'hidden' || style.overflowY === 'clip';
    return cuts && !each.closest('svg')
        && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map(each => each.outerHTML.slice(0, 120))"""

#: Text that runs over the edge of the window, outside of a place to scroll in.
OUTSIDE = """width => [...document.querySelectorAll('main *, header *, footer *')].filter(each => {
    if (each.closest('.scroll, .table, svg, pre') || each.closest('details:not([open])')) return false;
    const place = each.getBoundingClientRect();
    return place.width > 0 && place.right > width + 1;
}).map(each => each.outerHTML.slice(0, 120))"""


def lost(window: Any, width: int) -> list[str]:
    """What is cut off or can only be reached by scrolling the page sideways."""
    widest = window.evaluate("document.documentElement.scrollWidth")
    beyond = [f"the page is {widest} wide"] if widest > width else []
    return [*beyond, *window.evaluate(CUT), *window.evaluate(OUTSIDE, width)]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_no_sideways_scroll(opened: Opener, shelf: Shelf, kind: str, width: int) -> None:
    """A page fits a phone and a laptop, folds open: only a wide table scrolls inside its own region."""
    window = opened(width=width)
    for language in LANGUAGES:
        window.goto(shelf(kind, language).path.as_uri())
        unfold(window)
        assert lost(window, width) == [], language


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "own"])
def test_no_column_is_out_of_sight_on_a_phone(opened: Opener, shelf: Shelf, kind: str) -> None:
    """At 390 pixels, in the widest of the usual fonts, every table of ours is seen whole."""
    window = opened(width=390)
    for language in LANGUAGES:
        window.goto(shelf(kind, language).path.as_uri())
        unfold(window)
        wide = window.evaluate(
            "[...document.querySelectorAll('.scroll, .table')].filter(each => each.scrollWidth > each.clientWidth)"
            ".map(each => each.textContent.slice(0, 60) + ' ' + (each.scrollWidth - each.clientWidth))"
        )
        assert wide == [], language


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_size(opened: Opener, shelf: Shelf, kind: str) -> None:
    """At 200 % of a laptop's window nothing is lost (WCAG 2.2, 1.4.4 and 1.4.10)."""
    window = opened(shelf(kind), width=640, height=400, device_scale_factor=2)
    unfold(window)
    assert lost(window, 640) == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_more_room_between_letters(opened: Opener, shelf: Shelf, kind: str, width: int) -> None:
    """With the spacing of WCAG 2.2, 1.4.12, nothing is cut off."""
    window = opened(shelf(kind), width=width, bypass_csp=True)
    unfold(window)
    window.add_style_tag(content=SPACING)
    assert lost(window, width) == []


@pytest.mark.parametrize("kind", ["region", "overview", "training", "region-of-rows"])
def test_text_of_charts_can_be_read_on_a_phone(opened: Opener, shelf: Shelf, kind: str) -> None:
    """Letters in charts are at least 10 pixels high at 320 pixels of width."""
    window = opened(shelf(kind), width=320)
    least = window.evaluate(
        "Math.min(...[...document.querySelectorAll('svg text')].map(text => {"
        " const size = parseFloat(getComputedStyle(text).fontSize); const svg = text.ownerSVGElement;"
        " return size * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width; }))"
    )
    assert 10 <= least < 100


#: Links and folds outside of sentences that a finger could miss.
SMALL = """[...document.querySelectorAll('a, summary')].filter(each => {
    if (each.className === 'skip' || each.closest('details:not([open]) > :not(summary)')) return false;
    const own = each.parentElement.textContent.trim(), inside = each.textContent.trim();
    const inline = own.length > inside.length && !each.closest('nav, td, summary, li');
    const place = each.getBoundingClientRect();
    return !inline && place.height > 0 && Math.min(place.width, place.height) < 24 - .01;
}).map(each => each.getBoundingClientRect().height.toFixed(1) + ' ' + each.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_touched_is_large_enough(opened: Opener, shelf: Shelf, kind: str, width: int) -> None:
    """Links of navigation, contents and tables, and folds are 24 pixels high and wide (WCAG 2.2, 2.5.8)."""
    window = opened(shelf(kind), width=width)
    unfold(window)
    assert window.evaluate(SMALL) == []
