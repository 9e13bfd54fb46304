"""Pages as PDF: printed by a real browser, and by WeasyPrint; read back by another program."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evaltools.language import WORD_JOINER
from evaltools.press import Printer, find_printer
from evaltools.press.browser import Workplace
from evaltools.press.called import CalledBrowser
from evaltools.press.paper import for_paper, settled, stamp_of
from evaltools.press.press import Press
from tests.browser.conftest import CHROMIUM, pages_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        os.environ.get("EVALTOOLS_TEST_BROWSER") != "1",
        reason="on with EVALTOOLS_TEST_BROWSER=1 and Chromium",
    ),
]

REGION, OVERVIEW = "kk/region-report-KZ-23", "en/overview"
#: Millimetres and points.
A4 = (210 / 25.4 * 72, 297 / 25.4 * 72)


def printed(printer: Printer, folder: Path, places: list[str], temporary: Path) -> dict[str, bytes]:
    """The PDF of each page."""
    press = Press(printer, Workplace(folder=lambda: temporary))
    try:
        for place in places:
            press.begin(place, html(folder, place))
        found: dict[str, bytes] = {}
        while not press.is_idle:
            for place, pdf in press.ended(60):
                assert isinstance(pdf, bytes), pdf
                found[place] = pdf
        return found
    finally:
        press.close()


def html(folder: Path, place: str) -> str:
    return (folder / f"{place}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def chromium() -> Printer:
    assert CHROMIUM, "EVALTOOLS_TEST_BROWSER=1 needs an installed Chromium or Chrome"
    return find_printer({"PATH": os.environ["PATH"]})


@pytest.fixture(scope="module")
def weasyprint() -> Printer:
    try:
        import weasyprint as _  # noqa: F401
    except ImportError:
        pytest.skip("WeasyPrint is not installed: pip install 'evaltools[pdf]'")
    return Printer(kind="weasyprint", program="")


@pytest.fixture(scope="module", params=["chromium", "weasyprint"])
def pdfs(
    request: pytest.FixtureRequest, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """A region's page in Kazakh and the overview in English, by each printer."""
    printer: Printer = request.getfixturevalue(request.param)
    return printed(printer, published, [REGION, OVERVIEW], tmp_path_factory.mktemp("press"))


def read(pdf: bytes) -> Any:
    import io

    from pypdf import PdfReader

    return PdfReader(io.BytesIO(pdf))


def words(text: str) -> str:
    """Without what the end of a line does to words."""
    return re.sub(r"\s+", "", text)


def titles(outline: list[Any]) -> Iterator[str]:
    for each in outline:
        if isinstance(each, list):
            yield from titles(each)
        else:
            yield str(each["/Title"])


@pytest.mark.parametrize("place", [REGION, OVERVIEW])
def test_readable_by_a_screen_reader(pdfs: dict[str, bytes], published: Path, place: str) -> None:
    """Tags, the page's language, its title in place of the file's name, and its headings as bookmarks."""
    root = read(pdfs[place]).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == place[:2]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    page = html(published, place)
    title = re.search(r"<title>(.*?)</title>", page)
    assert title and read(pdfs[place]).metadata.title == title[1]
    headings = [re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<h[1-3][^>]*>(.*?)</h[1-3]>", page)]
    assert len(headings) > 5
    assert list(titles(read(pdfs[place]).outline)) == headings


def seen(text: str) -> str:
    """A text without what only says where a line may end."""
    return text.replace("\N{SOFT HYPHEN}", "").replace(WORD_JOINER, "")


def test_letters_can_be_copied(pdfs: dict[str, bytes], published: Path) -> None:
    """Every finding and every caption of a table, the folded ones too, is in the text, Kazakh letters included."""
    text = words("".join(page.extract_text() for page in read(pdfs[REGION]).pages))
    page = html(published, REGION)
    said = re.findall(r'<p class="finding">(.*?)</p>|<caption><span>(.*?)</span>', page)
    assert "<details>" in page and len(said) > 10
    for each in said:
        whole = words(re.sub(r"<[^>]+>", "", "".join(each)))
        assert seen(whole) in seen(text), each
    assert {*"әіңғүұқөһ"} - {"һ"} <= {*text}


def test_sheets(pdfs: dict[str, bytes], published: Path) -> None:
    """A4, few of them, each with the title and its number, none that holds the end of another alone."""
    for place, most in ((REGION, 9), (OVERVIEW, 15)):
        sheets = read(pdfs[place]).pages
        assert 2 <= len(sheets) <= most
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", html(published, place))
        assert heading
        for number, sheet in enumerate(sheets, 1):
            assert (sheet.mediabox.width, sheet.mediabox.height) == pytest.approx(A4, abs=1)
            text = sheet.extract_text()
            assert words(f"{number} / {len(sheets)}") in words(text)
            assert words(heading[1]) in words(text)
            assert len(text.split()) > 40, (place, number)


def test_the_foot_is_never_alone(chromium: Printer, folder: Path, tmp_path: Path) -> None:
    """The last sheet of every report holds something of the report."""
    places = [str(path.relative_to(folder).with_suffix("")) for path in pages_of(folder)]
    reports = [place for place in places if 'class="stamp"' in html(folder, place)]
    assert len(reports) >= 5
    for place, pdf in printed(chromium, folder, reports, tmp_path).items():
        foot = re.search(r'<footer class="bottom">(.*?)</footer>', html(folder, place), re.DOTALL)
        assert foot
        last = words(read(pdf).pages[-1].extract_text())
        title = words(re.findall(r"<h1[^>]*>(.*?)</h1>", html(folder, place))[0])
        rest = last.replace(words(re.sub(r"<[^>]+>", "", foot[1])), "").replace(title, "")
        assert len(rest) > 40, (place, last)


def test_no_heading_ends_a_sheet(pdfs: dict[str, bytes], published: Path) -> None:
    """What a heading is about begins on its sheet."""
    for place in (REGION, OVERVIEW):
        headings = {words(each) for each in re.findall(r"<h2[^>]*>(.*?)</h2>", html(published, place))}
        title = re.search(r"<h1[^>]*>(.*?)</h1>", html(published, place))
        assert title
        for sheet in read(pdfs[place]).pages:
            lines = [words(line) for line in sheet.extract_text().splitlines()]
            margin = {line for line in lines if line in words(title[1]) or re.fullmatch(r"\d+/\d+", line)}
            assert [line for line in lines if line and line not in margin][-1] not in headings


def test_links_lead_into_the_world_or_nowhere(pdfs: dict[str, bytes]) -> None:
    """No place of this machine, and no page that was not sent along."""
    for pdf in pdfs.values():
        assert b"file:" not in pdf
        for sheet in read(pdf).pages:
            for each in sheet.get("/Annots", []):
                action = each.get_object().get("/A", {})
                assert str(action.get("/URI", "https:")).startswith("https:")


@pytest.mark.parametrize("kind", ["chromium", "weasyprint"])
def test_the_same_page_gives_the_same_bytes(
    request: pytest.FixtureRequest, kind: str, published: Path, tmp_path: Path
) -> None:
    """Whatever was printed before it."""
    printer: Printer = request.getfixturevalue(kind)
    once = printed(printer, published, [REGION, OVERVIEW], tmp_path)
    again = printed(printer, published, [OVERVIEW, REGION], tmp_path)
    assert once == again
    assert list(tmp_path.iterdir()) == []


def test_both_ways_to_call_a_browser_give_the_same_bytes(
    chromium: Printer, published: Path, tmp_path: Path
) -> None:
    """One browser for all pages, and one for each page where pipes cannot be handed on."""
    page = html(published, REGION)
    called = CalledBrowser(chromium.program, Workplace(folder=lambda: tmp_path))
    pdf = settled(called.printed(for_paper(page), 60), stamp_of(page))
    assert pdf == printed(chromium, published, [REGION], tmp_path)[REGION]
    assert list(tmp_path.iterdir()) == []
    made = read(pdf).metadata
    assert made.creation_date == made.modification_date == stamp_of(page)
    assert made.creator == "evaltools"


def test_nothing_is_wider_than_the_paper(browser: Any, folder: Path) -> None:
    """A browser would print the whole page smaller."""
    width = round((210 - 2 * 16) / 25.4 * 96)
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.emulate_media(media="print")
    for path in pages_of(folder):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()
