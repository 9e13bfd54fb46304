"""Pages in a real browser: silent, within their width, readable without a network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(
    (path for name in ("chromium", "google-chrome", "chrome") if (path := shutil.which(name))), None
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        os.environ.get("EVALTOOLS_TEST_BROWSER") != "1",
        reason="on with EVALTOOLS_TEST_BROWSER=1 and Chromium",
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "EVALTOOLS_TEST_BROWSER=1 needs an installed Chromium or Chrome"
    with sync_playwright() as playwright:
        options = [
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *options])
        yield chromium
        chromium.close()


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_one_request_and_no_complaint(browser: Any, folder: Path) -> None:
    """Opening a page asks for nothing but the page, and the console stays empty (the policy is kept)."""
    for path in pages_of(folder):
        page = browser.new_page()
        requests: list[str] = []
        said: list[str] = []
        page.on("request", lambda request, seen=requests: seen.append(request.url))
        page.on("console", lambda message, seen=said: seen.append(message.text))
        page.on("pageerror", lambda error, seen=said: seen.append(str(error)))
        page.goto(path.as_uri())
        assert requests == [path.as_uri()], path
        assert said == [], path
        page.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_sideways_scroll(browser: Any, folder: Path, width: int, scheme: str) -> None:
    """A page fits a phone and a laptop: only a wide table scrolls inside its own region."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in pages_of(folder):
        page.goto(path.as_uri())
        widest = page.evaluate("document.documentElement.scrollWidth")
        assert widest <= width, (path, widest)
    page.close()


def test_text_of_charts_can_be_read_on_a_phone(browser: Any, published: Path) -> None:
    """Letters in charts are at least 10 pixels high at 320 pixels of width."""
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto((published / "kk" / "region-report-KZ-23.html").as_uri())
    least = page.evaluate(
        "Math.min(...[...document.querySelectorAll('svg text')].map(t => {"
        " const size = parseFloat(getComputedStyle(t).fontSize);"
        " const svg = t.ownerSVGElement; return size * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width; }))"
    )
    assert least >= 10
    page.close()


def test_the_language_link_leads_to_the_same_report(browser: Any, published: Path) -> None:
    """From the Kazakh page of a region to its English page in one click, and home from there."""
    page = browser.new_page()
    page.goto((published / "kk" / "region-report-KZ-23.html").as_uri())
    page.click("nav.languages >> text=English")
    assert page.url.endswith("/en/region-report-KZ-23.html")
    page.click("nav.languages >> text=All reports")
    assert page.url.endswith("/en/index.html")
    page.close()


def test_prints_on_paper(browser: Any, published: Path, tmp_path: Path) -> None:
    """A region's report prints on a handful of A4 pages, folded tables opened."""
    page = browser.new_page()
    page.goto((published / "kk" / "region-report-KZ-23.html").as_uri())
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert 2 <= pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type/Page ") <= 12
    page.close()
