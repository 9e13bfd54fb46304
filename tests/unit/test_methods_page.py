"""The page about methods, and the links to it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from evaltools.export import NavLink, set_navigation
from evaltools.language import NATIVE_NAMES, Language
from evaltools.methods import methods_page
from evaltools.page import METHODS, Passage, section
from evaltools.selftest import SelfTest, reference_cases, self_test
from evaltools.tables import Cell, Column, Row, Table
from evaltools.wording.notes import NOTES

TESTED = SelfTest(checked={"rate": 40, "funnel": 2}, differences=())
VERSIONS = {"python": "3.11.7", "evaltools": "0.1.0 (abc)", "numpy": "2.0", "scipy": ""}


def page(code: str = "en", **changed: object) -> str:
    given: dict[str, object] = {
        "language": Language(code),
        "project": Passage("Заң", "kk"),
        "methods": tuple(NOTES),
        "tested": TESTED,
        "versions": VERSIONS,
    }
    return methods_page(**(given | changed))  # type: ignore[arg-type]


def ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', html)


def text(html: str) -> str:
    """What is read: without style, without what is in another language or the same in all."""
    body = html.partition("</head>")[2]
    body = re.sub(
        r'<(\w+)[^>]* (?:lang="(?:en|kk)"|translate="no")[^>]*>.*?</\1>', " ", body, flags=re.DOTALL
    )
    return re.sub(r"<[^>]+>", " ", body)


def test_shown_are_the_methods_used() -> None:
    """A section for each, in the order given, under the name of its function."""
    html = page(methods=("rate", "paired_change"))
    assert [each for each in ids(html) if each in NOTES] == ["rate", "paired_change"]


def test_ids_are_unique_and_links_lead_to_them() -> None:
    html = page()
    assert len(set(ids(html))) == len(ids(html))
    places = re.findall(r'href="#([^"]+)"', html)
    assert set(NOTES) < set(places)
    assert set(places) <= set(ids(html))


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_no_english_is_left(code: str) -> None:
    """Words of four Latin letters and more are names of ours, or stand where they are the same for all."""
    assert set(re.findall(r"[A-Za-z]{4,}", text(page(code)))) <= {"results"}


def test_what_it_says_of_a_method() -> None:
    """What, how, why, limits, reference, and the sentences that stand for a figure that is missing."""
    html = page(methods=("paired_change",))
    part = html.partition('id="paired_change"')[2].partition("</section>")[0]
    for word in ("What it is", "How it is computed", "Why this way", "What it cannot say", "Reference"):
        assert f"<dt>{word}</dt>" in part
    assert "Student (1908)" in part
    assert "Everybody’s score changed by the same amount" in part
    assert 'translate="no"' in part


def test_formulas_have_the_decimal_comma_of_the_language() -> None:
    assert "1.96" in page(methods=("reliable_change",))
    for code in ("kk", "ru"):
        part = page(code, methods=("reliable_change",)).partition('class="formula"')[2].partition("</p>")[0]
        assert "1,96" in part and "1.96" not in part


def test_the_self_test_and_the_versions_are_said() -> None:
    """How many values agree, with what; a version that is unknown is left out; no time, no place."""
    html = page()
    assert "42 of 42 reference values agree." in html
    assert "<dt>python</dt><dd>3.11.7</dd>" in html
    assert "scipy" not in html
    assert 'class="warning"' not in html


def test_values_that_differ_are_a_warning() -> None:
    """Whoever reads the page must know that its numbers may be wrong."""
    wrong = replace(reference_cases()[0], expected={"change": 99.0}, undefined=())
    html = page(tested=self_test([wrong]))
    assert "0 of 1 reference values agree." in html
    assert 'class="warning"' in html


@pytest.mark.parametrize("code", sorted(NATIVE_NAMES))
def test_the_page_is_like_the_others(code: str) -> None:
    """Its language, one heading of the first level, the policy, no script, nothing to load."""
    html = page(code)
    assert html.startswith("<!doctype html>")
    assert f'<html lang="{code}">' in html
    assert html.count("<h1") == 1
    assert "default-src 'none'; style-src 'sha256-" in unescape(html)
    assert "<script" not in html and "http:" not in html and "https:" not in html


def test_the_same_input_gives_the_same_bytes() -> None:
    assert page("kk") == page("kk")


def test_internal_pages_say_so() -> None:
    """A badge, and nothing for search engines; public ones have neither."""
    html = page(badge="Internal: do not forward.")
    assert 'class="badge internal"' in html and 'content="noindex"' in html
    assert "noindex" not in page() and "badge internal" not in page()


def test_links_to_the_other_languages_and_the_start_page() -> None:
    links = [NavLink(language="ru", name="Русский", href="../ru/methods.html")]
    html = page(languages=links, home="index.html")
    assert 'href="../ru/methods.html"' in html and 'href="index.html"' in html


def test_a_page_gets_its_link_to_the_methods_again_and_again() -> None:
    """Filled in where the page exists, replaced when run again, gone where there is none."""
    html = page()
    linked = set_navigation(html, [], methods="methods.html")
    assert linked.count('href="methods.html"') == 1
    assert set_navigation(linked, [], methods="methods.html") == linked
    assert 'href="methods.html"' not in set_navigation(linked, [])


def with_section(method: str | None, id: str = "learning") -> str:
    language = Language("en")
    table = Table(caption="Scores", head="Group", columns=[Column("Points")], rows=[Row("All", [Cell("3")])])
    block = section(
        language=language, id=id, heading="Learning", finding="It rose.", tables=[table], method=method
    )
    return f'<html lang="en"><nav class="languages" data-navigation=""></nav>{block.html}'


def test_a_section_leads_to_its_note() -> None:
    """To the note where the page has it, else to the page; without a page there is no link."""
    html = with_section("paired_change")
    assert "<a" not in html
    known = set_navigation(html, [], methods="methods.html", notes=("paired_change",))
    assert 'href="methods.html#paired_change">How was this computed?</a>' in known
    other = set_navigation(known, [], methods="methods.html", notes=("rate",))
    assert 'href="methods.html">How' in other and "#paired_change" not in other
    assert set_navigation(other, []) == html


def test_a_section_has_the_method_of_its_id() -> None:
    """Left out it is that of the id; where none is known or wanted, there is no place for a link."""
    assert 'data-method="paired_change"' in with_section(None)
    assert 'data-method="rate"' in with_section("rate")
    assert 'class="method"' not in with_section("")
    assert 'class="method"' not in with_section(None, id="map")
    bare = section(language=Language("en"), id="learning", heading="Learning", finding="Nothing is reported.")
    assert 'class="method"' not in str(bare.html)  # no numbers, nothing to explain


def test_methods_of_sections_have_notes() -> None:
    assert set(METHODS.values()) - set(NOTES) == set()
