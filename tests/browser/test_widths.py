"""Pages on telephones, laptops, magnified, with more room between the letters: nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
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


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "own"])
def test_no_column_is_out_of_sight_on_a_phone(opened: Opener, shelf: Shelf, kind: str, width: int) -> None:
    """In the widest of the usual fonts every table of ours is seen whole."""
    window = opened(width=width)
    for language in LANGUAGES:
        window.goto(shelf(kind, language).path.as_uri())
        unfold(window)
        wide = window.evaluate(
            "[...document.querySelectorAll('.scroll, .table')].filter(each => each.scrollWidth > each.clientWidth)"
            ".map(each => each.textContent.slice(0, 60) + ' ' + (each.scrollWidth - each.clientWidth))"
        )
        assert wide == [], language


#: Words, numbers and ranges that stand on more than one line without a hyphen; a soft hyphen shows one where it
#: parts a word.
TORN = r"""() => {
    const torn = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, holder = node.parentElement;
        if (holder.closest('svg, script, style, .skip') || !holder.checkVisibility()) continue;
        const hyphens = getComputedStyle(holder).hyphens === 'auto' && !holder.closest(':lang(kk)');
        for (const word of node.data.matchAll(/\d+(?:[.,\u00a0\u2013\u2060]+\d+|[ ]\d{3}(?!\d))+|[\p{L}\p{N}\u00ad]{2,}/gu)) {
            if (hyphens && /\p{L}/u.test(word[0]) || word[0].includes('\u00ad')) continue;
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const boxes = [...range.getClientRects()].filter(box => box.width > 0);
            const lines = new Set(boxes.map(box => Math.round(box.top / 4)));
            if (lines.size > 1) torn.push(word[0] + ' in ' + (holder.closest('[class]')?.className ?? holder.tagName));
        }
    }
    return torn;
}"""


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "own"])
def test_no_word_is_torn_on_a_phone(opened: Opener, shelf: Shelf, kind: str, width: int) -> None:
    """A word breaks at a hyphen or not at all."""
    window = opened(width=width)
    for language in ("kk", "ru"):
        window.goto(shelf(kind, language).path.as_uri())
        unfold(window)
        assert window.evaluate(TORN) == [], language


def test_a_torn_word_is_found_out(opened: Opener, shelf: Shelf) -> None:
    """Were words broken where a line ends, it would be seen."""
    window = opened(shelf("region"), width=320, bypass_csp=True)
    window.add_style_tag(content="p { word-break: break-all; }")
    assert window.evaluate(TORN)


def test_a_parted_range_is_found_out(opened: Opener, shelf: Shelf) -> None:
    """Were a range or a number in groups parted where a line ends, it would be seen."""
    window = opened(shelf("region"), width=320, bypass_csp=True)
    for text in ("71,4\N{EN DASH}77,9", "12 000"):
        window.evaluate(
            "text => { document.querySelector('.lead').innerHTML = `<span>${text}</span>`;"
            " document.querySelector('.lead').style.width = '1px'; }",
            text,
        )
        assert any(text in each for each in window.evaluate(TORN))


def test_tables_stay_tables_where_they_are_laid_out_otherwise(opened: Opener, shelf: Shelf) -> None:
    """On a phone a reader who listens has the rows, cells and heads that others see."""
    window = opened(shelf("region", "ru"), width=390)
    unfold(window)
    table = window.evaluate(
        "(() => { const each = document.querySelector('.stack'); const count = name => each.querySelectorAll(name).length;"
        " return { display: getComputedStyle(each).display, rows: count('tr'), cells: count('td'),"
        " heads: count('thead th'), labels: count('tbody th, tfoot th') }; })()"
    )
    assert table["display"] == "grid"
    session = window.context.new_cdp_session(window)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}
    place = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    found = session.send("DOM.querySelector", {"nodeId": place, "selector": ".stack"})["nodeId"]
    own = session.send("DOM.describeNode", {"nodeId": found})["node"]["backendNodeId"]
    begun = next(node["nodeId"] for node in tree if node.get("backendDOMNodeId") == own)

    def below(node_id: str) -> Iterator[str]:
        yield str(nodes[node_id].get("role", {}).get("value"))
        for child in nodes[node_id].get("childIds", []):
            if child in nodes:
                yield from below(child)

    roles = Counter(below(begun))
    assert roles["table"] == 1
    assert roles["row"] == table["rows"]
    assert roles["cell"] == table["cells"]
    assert roles["columnheader"] == table["heads"]
    assert roles["rowheader"] == table["labels"]


def test_tiles_leave_no_hole_on_a_phone(opened: Opener, shelf: Shelf) -> None:
    """Where their number is odd, the last one takes the whole row."""
    window = opened(shelf("programme", "ru"), width=390)
    widths = window.evaluate(
        "[...document.querySelectorAll('.tiles > div')].map(each => each.getBoundingClientRect().width)"
    )
    row = window.evaluate("document.querySelector('.tiles').getBoundingClientRect().width")
    assert len(widths) % 2 == 1
    assert widths[-1] == pytest.approx(row, abs=1) and widths[0] < row / 2


@pytest.mark.parametrize("kind", ["programme", "region", "region-of-rows", "overview"])
def test_tiles_leave_no_hole_on_wider_screens(opened: Opener, shelf: Shelf, kind: str) -> None:
    """Every row of tiles ends where the first one does, whatever their number."""
    window = opened(shelf(kind, "ru"))
    for width in (640, 700, 820, 1000, 1280):
        window.set_viewport_size({"width": width, "height": 800})
        boxes = window.evaluate(
            "[...document.querySelectorAll('.tiles > div')].map(each => each.getBoundingClientRect())"
            ".map(each => [Math.round(each.top), each.right])"
        )
        ends = {top: max(right for other, right in boxes if other == top) for top, _ in boxes}
        assert max(ends.values()) - min(ends.values()) < 1, width


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
