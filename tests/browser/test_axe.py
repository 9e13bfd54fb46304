"""axe-core has nothing to say against any kind of page, in any language, in either scheme."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from tests.browser.conftest import KINDS, LANGUAGES, Opener, Shelf, unfold

pytestmark = pytest.mark.browser

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: A wide window in the light, a telephone in the dark: both widths and both schemes, each page twice.
WINDOWS = {"light": 1280, "dark": 390}


@cache
def axe() -> str:
    """The program, as a package for tests brings it along."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(window: Any) -> list[str]:
    """What axe-core finds on the page that is open, each with the first elements concerned."""
    window.evaluate(axe())
    found: list[str] = window.evaluate(
        "async standards => (await axe.run(document, "
        "{runOnly: standards, resultTypes: ['violations'], preload: false})).violations"
        ".map(each => each.id + ': ' + each.help + ' ' "
        "+ each.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(' | '))",
        STANDARDS,
    )
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", WINDOWS)
def test_axe_finds_nothing(opened: Opener, shelf: Shelf, kind: str, scheme: str) -> None:
    """No violation of WCAG 2.2 A and AA or of a best practice, folds open."""
    # The page's own policy would keep the program out.
    window = opened(width=WINDOWS[scheme], color_scheme=scheme, bypass_csp=True)
    for language in LANGUAGES:
        window.goto(shelf(kind, language).path.as_uri())
        unfold(window)
        assert violations(window) == [], language


def test_axe_finds_what_is_wrong(opened: Opener) -> None:
    """A page without a language, a title and a description of its picture is found out."""
    window = opened(bypass_csp=True)
    window.set_content("<img src='data:image/png;base64,aa'>")
    found = " ".join(violations(window))
    for rule in ("html-has-lang", "document-title", "image-alt", "landmark-one-main"):
        assert rule in found
