"""Pages on paper, as a browser prints them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from tests.accessible import said
from tests.browser.conftest import Opener, Shelf

pytestmark = pytest.mark.browser

#: Pages of paper that a report may take.
MOST = {"region": 7, "region-of-rows": 14, "overview": 13, "programme": 20, "training": 10}

#: Per cent of a sheet, other than the last, that may stay empty; a picture of twenty questions fills a sheet.
EMPTY = {
    "region": 45,
    "region-of-rows": 45,
    "overview": 45,
    "programme": 45,
    "training": 75,
    "data-quality": 45,
}

#: Points that belong to the margins of a sheet: 18 mm above, 20 mm below.
ABOVE, BELOW = 18 / 25.4 * 72, 20 / 25.4 * 72


def printed(window: Any) -> list[list[str]]:
    """The lines of each printed page; those of its margin come first."""
    reader = PdfReader(io.BytesIO(window.pdf(prefer_css_page_size=True, tagged=True)))
    pages = [[" ".join(line.split()) for line in page.extract_text().splitlines()] for page in reader.pages]
    return [[line for line in lines if line] for lines in pages]


def empty_shares(window: Any) -> list[int]:
    """Per cent of each sheet, between its margins, that lies below its last line."""
    shares = []
    for sheet in PdfReader(io.BytesIO(window.pdf(prefer_css_page_size=True))).pages:
        lines: list[float] = []

        def place(text: str, outer: Any, inner: Any, *_: Any, lines: list[float] = lines) -> None:
            if text.strip():
                lines.append(inner[4] * outer[1] + inner[5] * outer[3] + outer[5])

        sheet.extract_text(visitor_text=place)
        height = float(sheet.mediabox.height)
        within = [line for line in lines if BELOW < line < height - ABOVE]
        shares.append(round(100 * (min(within, default=height) - BELOW) / (height - ABOVE - BELOW)))
    return shares


def run_together(text: str) -> str:
    """Letters alone: where a line was broken does not matter."""
    return "".join(text.split()).casefold()


@pytest.mark.parametrize("kind", MOST)
def test_prints_on_paper(opened: Opener, shelf: Shelf, kind: str) -> None:
    """A handful of A4 pages; no heading or name of a table ends one; folded tables are opened."""
    page = shelf(kind, "ru")
    pages = printed(opened(page))
    assert 2 <= len(pages) <= MOST[kind]
    names = {run_together(said(each)) for each in page.all("h2, h3, caption")}
    for number, lines in enumerate(pages, 1):
        text = run_together(" ".join(lines))
        assert f"{number}/{len(pages)}" in text, number
        ending = [name for name in names if name and text.endswith(name)]
        assert not ending, (number, ending)
    folded = [said(row) for row in page.all("details tbody tr th")]
    everything = run_together(" ".join(line for lines in pages for line in lines))
    missing = [text for text in folded if run_together(text) not in everything]
    assert len(missing) <= len(folded) // 10, missing[:5]


@pytest.mark.parametrize("kind", EMPTY)
def test_no_sheet_stays_empty(opened: Opener, shelf: Shelf, kind: str) -> None:
    """Only the last sheet of a report may be less than about two thirds full."""
    for language in ("kk", "ru"):
        shares = empty_shares(opened(shelf(kind, language)))
        assert all(0 <= share <= 100 for share in shares)
        assert max(shares[:-1]) <= EMPTY[kind], (language, shares)


def test_an_empty_sheet_is_found_out(opened: Opener, shelf: Shelf) -> None:
    """Were every answer to begin on a sheet of its own, it would be seen."""
    window = opened(shelf("region", "ru"), bypass_csp=True)
    window.add_style_tag(content="section { break-before: page; }")
    assert max(empty_shares(window)[:-1]) > 70


@pytest.mark.parametrize("kind", ["region", "region-of-rows", "overview", "programme"])
def test_no_finding_is_parted_from_its_picture(opened: Opener, shelf: Shelf, kind: str) -> None:
    """The sheet that has a finding has its picture, too; a high one may come after its table."""
    page = shelf(kind, "ru")
    pages = [run_together(" ".join(lines)) for lines in printed(opened(page))]
    checked = 0
    for answer in page.all("div.answer"):
        pictures = [run_together(said(each)) for each in answer.iter("figcaption")]
        finding = run_together(said(answer.find("p[@class='finding']")))
        for picture in pictures:
            checked += 1
            assert [text for text in pages if picture in text and finding in text], (finding, picture)
    assert checked
