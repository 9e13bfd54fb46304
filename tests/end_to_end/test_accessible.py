"""Every page of every example project keeps every rule for readers; every rule finds its fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.accessible import RULES, Page, read


@cache
def pages(folder: Path) -> tuple[Page, ...]:
    return tuple(read(folder, path) for path in sorted(folder.rglob("*.html")))


@pytest.mark.parametrize("rule", RULES)
def test_every_page_keeps_every_rule(every_folder: Path, rule: str) -> None:
    """What the rule says of it holds on each page; the faults are listed with their places."""
    found = [f"{page.place}: {fault}" for page in pages(every_folder) for fault in RULES[rule](page)]
    assert pages(every_folder)
    assert not found, "\n".join(found)


def test_titles_tell_pages_apart(every_folder: Path) -> None:
    """Tabs of two pages of one language have different titles; a page beside its internal twin is another place."""
    for inside in (True, False):
        titles = [
            (page.language, page.root.findtext(".//title"))
            for page in pages(every_folder)
            if page.place.startswith("internal/") == inside and page.path.parent != every_folder
        ]
        assert len(titles) == len(set(titles)), titles


Spoil = Callable[[str], str]


def first(pattern: str, by: str) -> Spoil:
    """Replace the first match."""
    return lambda text: re.sub(pattern, by, text, count=1, flags=re.DOTALL)


SPOILT: list[tuple[str, Spoil]] = [
    ("language_of_the_document", first('<html lang="en">', '<html lang="de">')),
    ("language_of_the_document", first('<html lang="en">', '<html lang="ru">')),
    ("languages_of_passages", first(r'<p class="lead">', '<p class="lead">Все консультации. ')),
    ("title", first("<title>.*?</title>", "<title>region-report</title>")),
    ("title", first("</title>", " – work of the family resource support centre</title>")),
    ("headings", first("<h2", "<h1>One more</h1><h2")),
    ("headings", first(r'(<h2 id="services">).*?</h2>', r"\1</h2>")),
    ("headings", first(r'<h2 id="services">(.*?)</h2>', r'<h4 id="services">\1</h4>')),
    ("landmarks", first('<a class="skip".*?</a>', "")),
    ("landmarks", first('href="#main"', 'href="#contents"')),
    ("landmarks", first(r'aria-labelledby="contents"', "")),
    ("tables", first("<caption>.*?</caption>", "")),
    ("tables", first('scope="col"', "")),
    ("tables", first("(<th[ >][^>]*>)[^<]+", r"\1")),
    ("tables", first("<td>", '<td class="w">')),
    ("tables", first("<td>[^<]+", "<td>")),
    ("tables", first("<td>[^<]+", "")),
    ("figures", first("<desc([^>]*)>.*?</desc>", r"<desc\1>Plan and fact</desc>")),
    ("figures", first("<desc([^>]*)>", r"<desc\1>Image of bars: ")),
    ("figures", first("<desc([^>]*)>", r"<desc\1>" + "and so on " * 31)),
    ("figures", first('(data-figure="">).*?</span>', r"\1</span>")),
    ("figures", first("<table.*?</table>", "")),
    ("ids", first('id="services"', 'id="plan"')),
    ("ids", first('aria-labelledby="contents"', 'aria-labelledby="nowhere"')),
    ("links", first('href="#services"', 'href="#servces"')),
    ("links", first(r'href="\.\./en/index.html"', 'href="../en/start.html"')),
    ("links", first(r'href="\.\./en/index.html"', 'href="../internal/en/data-quality.html"')),
    ("links", first(r"(<li><a[^>]*>).*?</a>", r"\1</a>")),
    ("tab_stops", first("<section", '<section tabindex="0"')),
    ("tab_stops", first("<section", '<section tabindex="3"')),
    ("tab_stops", first("<section", '<section class="scroll" role="region" tabindex="0" aria-label=""')),
    ("policy", first("</main>", "<script>x()</script></main>")),
    ("policy", first("<style>", "<style>p{color:red}")),
    ("policy", first("<p", '<p style="color:red"')),
    ("policy", first("</main>", '<img src="https://example.org/a.png" alt="A"></main>')),
    ("policy", first("default-src &#39;none&#39;", "default-src *")),
    ("size", first("</main>", f"<p>{'far too much ' * 9000}</p></main>")),
    ("folds", first(r"<summary>.*?</summary>", "<summary></summary>")),
    ("folds", first(r"(<summary>[^<]*?)\d+", r"\g<1>999")),
    ("folds", lambda text: re.sub(r"</?details>", "<div>", text)),
    ("full_stops", first(r"\.</p>", "..</p>")),
    ("badges", first("<h1", '<p class="badge internal">Internal</p><h1')),
]


@pytest.mark.parametrize(("rule", "spoil"), SPOILT, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(SPOILT)])
def test_a_spoilt_page_is_found_out(published: Path, rule: str, spoil: Spoil) -> None:
    """Each rule complains of a page that breaks it."""
    # The long tables, which fold, are on the page about all regions.
    name = "overview" if rule == "folds" else "region-report-KZ-23"
    page = read(published, published / "en" / f"{name}.html")
    spoilt = replace(page, text=spoil(page.text))
    assert spoilt.text != page.text
    assert list(RULES[rule](spoilt))


def test_an_internal_page_without_its_warning_in_the_margin_is_found_out(published: Path) -> None:
    """Above the title it is not enough: sheets are parted."""
    page = read(published, published / "internal" / "en" / "data-quality.html")
    assert not list(RULES["badges"](page))
    assert list(RULES["badges"](replace(page, text=page.text.replace('content:"Internal', 'content:"'))))


def test_every_rule_is_tried() -> None:
    """A rule without a page that breaks it might be deaf."""
    assert {rule for rule, _ in SPOILT} == set(RULES)
