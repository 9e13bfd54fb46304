"""A browser for the tests that ask for one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = next(
    (path for name in ("chromium", "google-chrome", "chrome") if (path := shutil.which(name))), None
)


@pytest.fixture(autouse=True)
def asked_for() -> None:
    """Browser tests are on where they are asked for."""
    if os.environ.get("EVALTOOLS_TEST_BROWSER") != "1":
        pytest.skip("on with EVALTOOLS_TEST_BROWSER=1 and Chromium")


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
