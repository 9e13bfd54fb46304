"""Every mark of a chart and every word is seen in the light, in the dark, and in the colours of the system."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opener, Shelf, unfold

pytestmark = pytest.mark.browser

#: The colours of marks and of text in charts, each with what it is drawn on, as r, g, b.
MARKS = """() => {
    const paint = (each, name) => getComputedStyle(each)[name];
    const numbers = text => (text.match(/[\\d.]+/g) || []).map(Number);
    const ground = numbers(getComputedStyle(document.body).backgroundColor);
    const found = [];
    for (const svg of document.querySelectorAll('svg')) {
        const drawn = [...svg.querySelectorAll('path, rect, circle, line, polyline, polygon, use, text')]
            .filter(each => !each.closest('defs, clipPath'));
        const boxes = drawn.map(each => each.getBoundingClientRect());
        drawn.forEach((each, place) => {
            const names = ['fill', 'stroke'].filter(name => numbers(paint(each, name)).length >= 3
                && numbers(paint(each, name))[3] !== 0);
            // What lets two marks stay apart where they meet has the colour of the page.
            const kinds = each.closest('[class]')?.getAttribute('class') || '';
            const decoration = /\\b(pale|hair|bg|bgs)\\b/.test(kinds);
            if (!names.length) return;
            let under = ground;
            if (each.tagName === 'text') {
                // The last area drawn before it that lies under its middle.
                const box = boxes[place], across = box.left + box.width / 2, down = box.top + box.height / 2;
                drawn.slice(0, place).forEach((other, number) => {
                    const area = boxes[number];
                    const fill = numbers(paint(other, 'fill'));
                    if (other.tagName !== 'text' && fill.length >= 3 && fill[3] !== 0
                        && area.left <= across && across <= area.right && area.top <= down && down <= area.bottom
                        && area.width > box.width * .8 && area.height > box.height * .6) under = fill;
                });
            }
            found.push({what: each.outerHTML.slice(0, 120), text: each.tagName === 'text', decoration,
                colours: names.map(name => numbers(paint(each, name)).slice(0, 3)), under: under.slice(0, 3)});
        });
    }
    return found;
}"""

Colour = list[float]


def luminance(colour: Colour) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio as WCAG 2.2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("kind", ["region", "region-of-rows", "overview", "training"])
@pytest.mark.parametrize(
    "window", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str
)
def test_no_mark_is_lost_on_its_ground(
    opened: Opener, shelf: Shelf, kind: str, window: dict[str, str]
) -> None:
    """Text in charts has 4.5 to 1, marks have 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11); decoration may be pale."""
    page = opened(shelf(kind, "ru"), **window)
    unfold(page)
    found = page.evaluate(MARKS)
    assert len(found) > 10
    for mark in found:
        if mark["decoration"] and not mark["text"]:
            continue
        best = max(contrast(colour, mark["under"]) for colour in mark["colours"])
        assert best >= (4.5 if mark["text"] else 3 - 0.05), mark


def test_the_system_colours_are_those_of_the_system(opened: Opener, shelf: Shelf) -> None:
    """With forced colours text has the system's colour, and links another one."""
    page = opened(shelf("region"), forced_colors="active")
    assert page.evaluate(
        "(() => { const probe = document.createElement('p'); document.body.append(probe);"
        " const system = name => { probe.style.setProperty('color', name); return getComputedStyle(probe).color; };"
        " const text = document.querySelector('svg.t text:not([class])');"
        " return getComputedStyle(text).fill === system('CanvasText'); })()"
    )


@pytest.mark.parametrize("kind", ["region", "start"])
def test_motion_and_contrast_wishes_change_nothing_that_is_lost(
    opened: Opener, shelf: Shelf, kind: str
) -> None:
    """Nothing moves, so nothing has to stop; the page is the same for who asks for less motion."""
    seen = [
        window.screenshot() for window in (opened(shelf(kind)), opened(shelf(kind), reduced_motion="reduce"))
    ]
    assert seen[0] == seen[1]
    assert not opened(shelf(kind)).evaluate(
        "[...document.querySelectorAll('*')].some(each => parseFloat(getComputedStyle(each).transitionDuration) > 0"
        " || getComputedStyle(each).animationName !== 'none')"
    )
