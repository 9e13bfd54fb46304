"""Pages in a real browser: silent, readable without a network and without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import KINDS, Opener, Shelf

pytestmark = pytest.mark.browser


def test_one_request_and_no_complaint(browser: Any, every_folder: Path) -> None:
    """Opening a page asks for nothing but the page, and the console stays empty (the policy is kept)."""
    window = browser.new_page()
    requests: list[str] = []
    said: list[str] = []
    window.on("request", lambda request: requests.append(request.url))
    window.on("console", lambda message: said.append(message.text))
    window.on("pageerror", lambda error: said.append(str(error)))
    for path in sorted(every_folder.rglob("*.html")):
        requests.clear()
        window.goto(path.as_uri())
        assert requests == [path.as_uri()], path
        assert said == [], path
    window.close()


@pytest.mark.parametrize("kind", KINDS)
def test_without_scripts_everything_is_there(opened: Opener, shelf: Shelf, kind: str) -> None:
    """The same words are seen with scripts off, and every link of the page is there."""
    windows = opened(shelf(kind)), opened(shelf(kind), java_script_enabled=False)
    # The box to search in is what the script of a start page adds.
    windows[0].evaluate("document.querySelectorAll('[data-search]').forEach(box => box.replaceChildren())")
    seen = [(window.inner_text("body"), window.locator("a[href]:visible").count()) for window in windows]
    assert seen[0] == seen[1]
    assert len(seen[0][0]) > 100
    assert seen[0][1] > 0 or kind == "own"


def test_the_language_link_leads_to_the_same_report(opened: Opener, shelf: Shelf) -> None:
    """From the Kazakh page of a region to its English page in one click, and home from there."""
    window = opened(shelf("region"))
    window.click("nav.languages >> text=English")
    assert window.url.endswith("/en/region-report-KZ-23.html")
    window.click("nav.languages >> text=All reports")
    assert window.url.endswith("/en/index.html")
