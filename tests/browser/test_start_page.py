"""The start page in a browser: whole without a script, a box to search in with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evaltools.index import Entry, IndexRow, Reports, index_page
from evaltools.index.records import Made
from evaltools.language import NATIVE_NAMES, Language
from evaltools.regions import regions
from evaltools.tables import Cell, Column

pytestmark = pytest.mark.browser

STATUSES: dict[str, Made] = {"KZ-23": "failed", "KZ-35": "kept"}
SAID = {
    "en": "Shown: 1 of 21.",
    "ru": "Показано: 1 из 21.",
    "kk": "Көрсетілгені: 1, барлығы: 21.",
}


def row(name: str, title: str, region: str, place: str) -> IndexRow:
    """A report of a place with a page in each language."""
    part = f"-{region}" if region else ""
    entries = {
        code: Entry(
            status=STATUSES.get(region, "done"),
            href=f"{name}{part}-{code}.html",
            since=date(2026, 5, 3) if region in STATUSES else None,
        )
        for code in NATIVE_NAMES
    }
    return IndexRow(name=name, title=title, place=place, region=region, entries=entries)


def start_page(code: str) -> str:
    """All regions with two reports each, and one about the whole project."""
    language = Language(code)
    places = {each.code: each.names[code] for each in regions().values()}
    ordered = sorted(places, key=lambda region: language.sort_key(places[region]))
    rows = [row("overview", "Overview", "", "whole project")]
    rows += [row("own", "Own", region, places[region]) for region in ordered]
    rows += [row("region-report", "Region report", region, places[region]) for region in ordered]
    names = {each.code: (*each.names.values(), *each.centre.values()) for each in regions().values()}
    return index_page(
        language=language,
        project_title="Project",
        reports=Reports(
            rows=rows,
            columns=[Column("People advised"), Column("Consultations"), Column("Fact of plan", "%")],
            figures={each: [Cell("568"), Cell("1,778"), Cell("284", "▲ above the plan")] for each in places},
            names=names | {"overview": ("Overview", "Шолу", "Обзор"), "own": ("Own",)},
        ),
    )


@pytest.fixture(params=["en", "ru", "kk"])
def code(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def page(browser: Any, code: str, tmp_path: Path) -> Iterator[Any]:
    """The start page in a window, with everything that the console said."""
    file = tmp_path / "index.html"
    file.write_text(start_page(code), encoding="utf-8")
    window = browser.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    window.on("console", lambda message: said.append(message.text))
    window.on("pageerror", lambda error: said.append(str(error)))
    window.goto(file.as_uri())
    yield window
    assert said == []
    window.close()


def shown(page: Any) -> list[str]:
    """The regions that can be seen, as their names stand there."""
    names: list[str] = page.evaluate(
        "[...document.querySelectorAll('tbody')].filter(each => each.getClientRects().length)"
        ".map(each => each.querySelector('th').textContent)"
    )
    return names


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("Атырауская", "KZ-23"),
        ("АТЫРАУ ОБЛЫСЫ", "KZ-23"),
        ("atyrau", "KZ-23"),
        ("kz-23", "KZ-23"),
        ("караганды", "KZ-35"),
        ("Семей", "KZ-10"),
        ("region zhetisu", "KZ-33"),
    ],
)
def test_a_region_is_found_by_any_of_its_names(page: Any, code: str, typed: str, region: str) -> None:
    """In Kazakh, Russian and English, whatever the page's language, in any case, with the letters at hand."""
    page.fill("#search", typed)
    assert shown(page) == [regions()[region].names[code]]
    assert page.locator(".search [aria-live=polite]").text_content() == SAID[code]


def test_ё_is_е(browser: Any, tmp_path: Path) -> None:
    """Most people type it so."""
    file = tmp_path / "index.html"
    rows = [row("a", "Отчёт", "", "x"), row("b", "Сводка", "", "x")]
    names = {"a": ("Отчёт",), "b": ("Сводка",)}
    html = index_page(language=Language("ru"), project_title="x", reports=Reports(rows=rows, names=names))
    file.write_text(html, encoding="utf-8")
    window = browser.new_page()
    window.goto(file.as_uri())
    for typed in ("отчет", "ОТЧЁТ"):
        window.fill("#search", typed)
        assert window.locator(".whole li:visible").count() == 1
    window.close()


def test_nothing_found_is_said_and_escape_clears(page: Any, code: str) -> None:
    """Escape brings all rows back, and the words go."""
    page.fill("#search", "xyz")
    assert shown(page) == []
    assert "Escape" in page.locator(".search [aria-live=polite]").text_content()
    page.press("#search", "Escape")
    assert len(shown(page)) == 20
    assert page.input_value("#search") == ""
    assert page.locator(".search [aria-live=polite]").text_content() == ""


def test_the_box_has_a_label(page: Any, code: str) -> None:
    """A click on the label leads into the box; the first key that is pressed is in it."""
    page.click(".search label")
    page.keyboard.type("kz-23")
    assert len(shown(page)) == 1


def test_an_order_that_is_chosen_is_searched(page: Any, code: str) -> None:
    """Groups without a row go; the number is that of the order that is seen."""
    page.click("a[href='#by-status']")
    page.fill("#search", "kz-23 own")
    assert page.locator("#by-status li:visible").count() == 1
    assert page.locator("#by-status h4:visible").count() == 1
    assert page.locator(".search [aria-live=polite]").text_content().count("1") >= 1
    page.click("a[href='#by-region']")
    assert page.locator(".search [aria-live=polite]").text_content() == SAID[code]


@pytest.mark.parametrize("with_script", [True, False])
def test_each_order_is_one_link_away(browser: Any, tmp_path: Path, with_script: bool) -> None:
    """Also without a script: one order is seen at a time, what failed first in that by status."""
    file = tmp_path / "index.html"
    file.write_text(start_page("en"), encoding="utf-8")
    context = browser.new_context(java_script_enabled=with_script)
    window = context.new_page()
    window.goto(file.as_uri())
    orders = ("by-region", "by-report", "by-status")
    assert [window.locator(f"#{each}").is_visible() for each in orders] == [True, False, False]
    for order in (*orders[1:], orders[0]):
        window.click(f"a[href='#{order}']")
        assert [window.locator(f"#{each}").is_visible() for each in orders] == [
            each == order for each in orders
        ]
    window.click("a[href='#by-status']")
    assert window.locator("#by-status h4").first.text_content().startswith("▼")
    assert window.locator(".search input").count() == int(with_script)
    assert window.locator(".search").is_visible() == with_script
    context.close()


def test_another_script_does_not_run(browser: Any, tmp_path: Path) -> None:
    """The policy knows ours by its hash."""
    file = tmp_path / "index.html"
    hostile = "<script>document.title = 'hacked'</script></body>"
    file.write_text(start_page("en").replace("</body>", hostile), encoding="utf-8")
    window = browser.new_page()
    window.goto(file.as_uri())
    assert window.title() != "hacked"
    assert window.locator("#search").is_visible()
    window.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("order", ["by-region", "by-report", "by-status"])
def test_no_order_is_wider_than_the_window(page: Any, width: int, order: str) -> None:
    """Nor is the table inside it: on a phone each region is a card."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{page.url}#{order}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(
        "[...document.querySelectorAll('.table')].every(each => each.scrollWidth <= each.clientWidth)"
    )


def test_everything_is_reached_by_the_keyboard(browser: Any, tmp_path: Path) -> None:
    """Skip link, languages, contents, box and every link, in the order in which they are seen."""
    file = tmp_path / "index.html"
    file.write_text(start_page("en"), encoding="utf-8")
    window = browser.new_page()
    window.goto(file.as_uri())
    seen = []
    for _ in range(60):
        window.keyboard.press("Tab")
        seen.append(
            window.evaluate(
                "document.activeElement.id || document.activeElement.getAttribute('href') || 'body'"
            )
        )
    for before, after in (("#main", "#reports"), ("#reports", "search"), ("search", "overview-en.html")):
        assert seen.index(before) < seen.index(after)
    assert seen.index("#by-status") < seen.index("own-KZ-10-en.html")
    assert not any("by-report" in each and each != "#by-report" for each in seen)
    window.close()
