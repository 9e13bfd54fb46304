"""A browser, and pages of each kind in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from evaltools.language import LOCALES
from tests.accessible import Page, read

CHROMIUM = next(
    (path for name in ("chromium", "google-chrome", "chrome") if (path := shutil.which(name))), None
)

#: Each kind of page: whose output it is in, and where; all three example projects have a part in it.
KINDS = {
    "start": ("published", "{language}/index.html"),
    "region": ("published", "{language}/region-report-KZ-23.html"),
    "region-without-data": ("published", "{language}/region-report-KZ-62.html"),
    "region-of-rows": ("synthetic", "{language}/region-report-KZ-23.html"),
    "overview": ("published", "{language}/overview.html"),
    "programme": ("literacy", "{language}/programme-report.html"),
    "methods": ("published", "{language}/methods.html"),
    "training": ("synthetic", "internal/{language}/training-T01.html"),
    "data-quality": ("synthetic", "internal/{language}/data-quality.html"),
    "data-quality-of-figures": ("published", "internal/{language}/data-quality.html"),
    "methods-internal": ("synthetic", "internal/{language}/methods.html"),
    "own": ("own", "{language}/my-page.html"),
}
LANGUAGES = tuple(LOCALES)

Shelf = Callable[..., Page]
Opener = Callable[..., Any]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Browser tests are on where they are asked for; else not even their pages are made."""
    if os.environ.get("EVALTOOLS_TEST_BROWSER") != "1":
        pytest.skip("on with EVALTOOLS_TEST_BROWSER=1 and Chromium")


# For one file at a time: the next file of the same process may count its processes and loops.
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


@pytest.fixture(scope="session")
def shelf(request: pytest.FixtureRequest) -> Shelf:
    """A page by its kind and language."""

    def taken(kind: str, language: str = "kk") -> Page:
        whose, place = KINDS[kind]
        folder: Path = request.getfixturevalue(whose)
        return read(folder, folder / place.format(language=language))

    return taken


@pytest.fixture
def opened(browser: Any) -> Iterator[Opener]:
    """Open pages in a window of their own, with whatever the window should be like."""
    contexts = []

    def show(page: Page | None = None, *, width: int = 1280, height: int = 800, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        window = context.new_page()
        if page is not None:
            window.goto(page.path.as_uri())
        return window

    yield show
    for context in contexts:
        context.close()


def unfold(window: Any) -> None:
    """Open every fold, so that what is in it is looked at, too."""
    window.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")


def pages_of(folder: Path) -> list[Path]:
    """Every page of an output."""
    return sorted(folder.rglob("*.html"))
