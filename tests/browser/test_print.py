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
MOST = {"region": 9, "region-of-rows": 14, "overview": 16, "programme": 26, "training": 12}


def printed(window: Any) -> list[list[str]]:
    """The lines of each printed page; those of its margin come first."""
    reader = PdfReader(io.BytesIO(window.pdf(prefer_css_page_size=True, tagged=True)))
    pages = [[" ".join(line.split()) for line in page.extract_text().splitlines()] for page in reader.pages]
    return [[line for line in lines if line] for lines in pages]


def run_together(text: str) -> str:
    """Letters alone: where a line was broken does not matter."""
    return "".join(text.split()).casefold()


@pytest.mark.parametrize("kind", MOST)
def test_prints_on_paper(opened: Opener, shelf: Shelf, kind: str) -> None:
    """A handful of A4 pages; no heading, finding or name of a table ends one; folded tables are opened."""
    page = shelf(kind, "ru")
    pages = printed(opened(page))
    assert 2 <= len(pages) <= MOST[kind]
    names = {run_together(said(each)) for each in page.all("h2, h3, caption, figcaption")}
    for number, lines in enumerate(pages, 1):
        text = run_together(" ".join(lines))
        assert f"{number}/{len(pages)}" in text, number
        ending = [name for name in names if name and text.endswith(name)]
        assert not ending, (number, ending)
    folded = [said(row) for row in page.all("details tbody tr th")]
    everything = run_together(" ".join(line for lines in pages for line in lines))
    missing = [text for text in folded if run_together(text) not in everything]
    assert len(missing) <= len(folded) // 10, missing[:5]
