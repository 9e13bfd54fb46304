"""Pages before they are printed, and PDFs after it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from evaltools.press.paper import UNKNOWN, for_paper, settled, stamp_of

PDF = (
    b"%PDF-1.4\n/CreationDate (D:20261126072526+00'00')\n/ModDate (D:20261126072527+05'00')\n"
    b"/ID (node00000907)\n/ID (node00000911)\nID (node00000907)\n(node907) text D:20261126072526+00'00'\n"
)


def test_dates_become_the_stamp() -> None:
    """Dates of printing are replaced, dates in the text are not, and no byte moves."""
    done = settled(PDF, datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert len(done) == len(PDF)
    assert b"/CreationDate (D:20250102030405+00'00')\n/ModDate (D:20250102030405+00'00')" in done
    assert b"text D:20261126072526+00'00'" in done


def test_elements_are_counted_from_one() -> None:
    """The same page printed after others has the same numbers, in the same order."""
    later = PDF.replace(b"node00000907", b"node00004000").replace(b"node00000911", b"node00004444")
    assert settled(PDF, UNKNOWN) == settled(later, UNKNOWN)
    assert settled(PDF, UNKNOWN).count(b"(node00000001)") == 2
    assert b"(node00000002)" in settled(PDF, UNKNOWN) and b"(node907)" in settled(PDF, UNKNOWN)


@pytest.mark.parametrize(
    "href", ["../index.html", "file:///home/a/b.html", "C:/a.html", "javascript:x", "/a"]
)
def test_links_to_other_files_are_taken_out(href: str) -> None:
    """Whatever quotes stand around them; the words of the link stay."""
    assert for_paper(f'<a class="x" href="{href}" lang="kk">words</a>') == '<a class="x" lang="kk">words</a>'
    assert for_paper(f"<A HREF='{href}'>words</A>") == "<A>words</A>"


@pytest.mark.parametrize("href", ["#plan", "https://example.org/a?b=1", "mailto:a@example.org", "tel:+7"])
def test_other_links_stay(href: str) -> None:
    """Links inside the page and to the world work in a PDF, too."""
    assert for_paper(f'<a href="{href}">words</a>') == f'<a href="{href}">words</a>'


def test_a_page_without_a_stamp() -> None:
    """It gets the day that other files beside pages have."""
    assert stamp_of("<p>2026-11-26</p>") == UNKNOWN
