"""Pictures of every kind of page, for a person to look at: kept where `EVALTOOLS_TEST_SCREENSHOTS` says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from tests.browser.conftest import KINDS, Opener, Shelf
from tests.runs import ROOT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not os.environ.get("EVALTOOLS_TEST_SCREENSHOTS"), reason="on with EVALTOOLS_TEST_SCREENSHOTS=FOLDER"
    ),
]

#: How each page is looked at.
LOOKS = {
    "1280 light": {"width": 1280, "color_scheme": "light"},
    "1280 dark": {"width": 1280, "color_scheme": "dark"},
    "390 light": {"width": 390, "color_scheme": "light"},
    "390 dark": {"width": 390, "color_scheme": "dark"},
    "forced colours": {"width": 1280, "forced_colors": "active"},
    "twice the size": {"width": 640, "height": 400, "device_scale_factor": 2},
}
#: Each page in two schemes and widths; the other looks of one page show what there is to see.
EVERYWHERE, ONCE = list(LOOKS)[:4], list(LOOKS)[4:]


@pytest.fixture(scope="module")
def gallery() -> Iterator[dict[str, list[Path]]]:
    """The pictures by kind of page; when all are there, a page that shows them side by side."""
    pictures: dict[str, list[Path]] = {}
    yield pictures
    folder = place()
    rows = "\n".join(
        f"<h2>{escape(kind)}</h2>\n<p>"
        + "\n".join(
            f'<a href="{each.name}">{escape(each.stem)}'
            + (f'<img src="{each.name}" alt="" loading="lazy">' if each.suffix == ".jpeg" else "")
            + "</a>"
            for each in found
        )
        + "</p>"
        for kind, found in pictures.items()
    )
    style = "body{font:1rem/1.5 sans-serif}p{display:flex;gap:1rem;align-items:start}a{flex:0 0 18rem}img{display:block;width:100%}"
    head = f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Pages as they look</title>\n<style>{style}</style>\n'
    (folder / "index.html").write_text(f"{head}<h1>Pages as they look</h1>\n{rows}\n", encoding="utf-8")


def place() -> Path:
    """The folder of the pictures: a relative one lies in the tree, from wherever the tests are started."""
    folder = ROOT / os.environ["EVALTOOLS_TEST_SCREENSHOTS"]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_are_kept(opened: Opener, shelf: Shelf, gallery: dict[str, list[Path]], kind: str) -> None:
    """Each kind of page on a laptop and a telephone, in the light and in the dark, and on paper."""
    page = shelf(kind)
    looks = EVERYWHERE + (ONCE if kind in ("region", "start") else [])
    kept = [place() / f"{kind} {look}.jpeg".replace(" ", "-") for look in looks]
    for file, look in zip(kept, looks, strict=True):
        window = opened(page, **LOOKS[look])
        window.screenshot(path=file, full_page=True, type="jpeg", quality=55)
        window.context.close()
    paper = place() / f"{kind}.pdf"
    opened(page).pdf(path=paper, prefer_css_page_size=True, tagged=True, outline=True)
    gallery[kind] = [*kept, paper]
    assert all(file.stat().st_size > 1000 for file in gallery[kind])
