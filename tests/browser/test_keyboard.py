"""Everything on a page can be reached, seen and used by the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import KINDS, Opener, Shelf, unfold

pytestmark = pytest.mark.browser

#: Where the focus is: its number among all elements, whether it is seen, and whether something lies over it.
FOCUS = """() => {
    const each = document.activeElement;
    if (!each || each === document.body) return null;
    const place = each.getBoundingClientRect(), style = getComputedStyle(each);
    const across = Math.min(Math.max(place.left + Math.min(place.width / 2, 40), 0), innerWidth - 1);
    const down = Math.min(Math.max(place.top + Math.min(place.height / 2, 12), 0), innerHeight - 1);
    const over = document.elementFromPoint(across, down);
    return {
        order: [...document.querySelectorAll('*')].indexOf(each),
        what: each.outerHTML.slice(0, 120),
        outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        inside: place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth,
        free: !!over && (each.contains(over) || over.contains(each)),
    };
}"""

#: Everything that the tab key should stop at.
STOPS = """[...document.querySelectorAll('a[href], summary, button, input, select, [tabindex="0"]')].filter(
    each => each.checkVisibility() && !each.closest('details:not([open]) > :not(summary)')
        && getComputedStyle(each).display !== 'contents').length"""


def stops(window: Any, most: int = 400) -> list[dict[str, Any]]:
    """Every stop of the tab key from the top of the page, in order."""
    found: list[dict[str, Any]] = []
    while len(found) < most:
        window.keyboard.press("Tab")
        at = window.evaluate(FOCUS)
        if at is None or (found and at["order"] == found[0]["order"]):
            break
        found.append(at)
    return found


@pytest.mark.parametrize(("kind", "width"), [(kind, 390 if n % 2 else 1280) for n, kind in enumerate(KINDS)])
def test_every_stop_is_seen_in_the_order_of_reading(
    opened: Opener, shelf: Shelf, kind: str, width: int
) -> None:
    """The focus goes through the page from top to bottom, with a frame around it and nothing over it."""
    window = opened(shelf(kind, "ru"), width=width)
    expected = window.evaluate(STOPS)
    found = stops(window)
    assert [at["order"] for at in found] == sorted(at["order"] for at in found)
    assert len(found) == expected
    for at in found:
        assert at["outline"] >= 2, at
        assert at["inside"] and at["free"], at


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize(
    "kind", ["region", "region-of-rows", "overview", "programme", "training", "data-quality"]
)
def test_no_stop_is_idle_on_a_phone(opened: Opener, shelf: Shelf, kind: str, width: int) -> None:
    """What takes the focus can be followed, opened, filled in, or scrolled."""
    window = opened(shelf(kind, "ru"), width=width)
    unfold(window)
    idle = (
        "(each => !each.matches('a[href], summary, button, input') && each.scrollWidth <= each.clientWidth)"
    )
    for at in stops(window):
        assert not window.evaluate(f"order => {idle}(document.querySelectorAll('*')[order])", at["order"]), at


def test_the_skip_link_skips(opened: Opener, shelf: Shelf) -> None:
    """First stop, visible when it has the focus; from there on to the first link of the content."""
    window = opened(shelf("region"))
    window.keyboard.press("Tab")
    place = window.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
    assert place["left"] >= 0 and place["top"] >= 0 and place["height"] >= 24
    window.keyboard.press("Enter")
    assert window.url.endswith("#main")
    window.keyboard.press("Tab")
    assert window.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.parametrize("width", [390, 1280])
def test_contents_lead_to_a_heading_that_is_seen(opened: Opener, shelf: Shelf, width: int) -> None:
    """Enter on a link of the contents brings its heading into the window, uncovered."""
    window = opened(shelf("region"), width=width)
    window.focus("nav.contents li:nth-child(4) a")
    window.keyboard.press("Enter")
    assert window.evaluate(
        "(() => { const place = document.querySelector(':target').getBoundingClientRect();"
        " const over = document.elementFromPoint(place.left + 5, place.top + place.height / 2);"
        " return place.top > -1 && place.bottom <= innerHeight && over.matches(':target, :target *'); })()"
    )


def test_folds_open_with_enter(opened: Opener, shelf: Shelf) -> None:
    """A folded table opens and closes by the keyboard."""
    window = opened(shelf("region"))
    window.focus("summary")
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.parentElement.open")
    assert window.is_visible("details[open] table")
    window.keyboard.press("Enter")
    assert not window.evaluate("document.activeElement.parentElement.open")


def test_a_wide_table_scrolls_by_arrow_keys_on_a_phone_and_is_no_stop_on_a_laptop(
    opened: Opener, shelf: Shelf
) -> None:
    """The region that holds it takes the focus where it can be too wide, and only there."""
    narrow = opened(shelf("own", "ru"), width=320)
    narrow.evaluate(
        "[...document.querySelectorAll('.scroll')].find(each => each.scrollWidth > each.clientWidth + 20).focus()"
    )
    narrow.keyboard.press("ArrowRight")
    # Waiting inside the page would need what its policy forbids, so it is asked again and again.
    scrolled = "document.activeElement.scrollLeft"
    for _ in range(100):
        if narrow.evaluate(scrolled) > 0:
            break
        narrow.wait_for_timeout(50)
    assert narrow.evaluate(scrolled) > 0
    wide = opened(shelf("region", "ru"), width=1280)
    unfold(wide)
    assert not [at for at in stops(wide) if 'role="region"' in at["what"]]
    assert not wide.evaluate(
        "[...document.querySelectorAll('.table')].some(each => each.scrollWidth > each.clientWidth)"
    )


def test_the_language_is_changed_by_the_keyboard(opened: Opener, shelf: Shelf) -> None:
    """From the Kazakh page of a region to its English page, and home from there."""
    window = opened(shelf("region"))
    window.focus("nav.languages a[hreflang=en]")
    window.keyboard.press("Enter")
    window.wait_for_url("**/en/region-report-KZ-23.html")
    window.focus("nav.languages a.home")
    window.keyboard.press("Enter")
    window.wait_for_url("**/en/index.html")
