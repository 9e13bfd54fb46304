"""What start pages call the reports, and in which order regions stand."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from evaltools.export.body import first_heading
from evaltools.language import Language
from evaltools.prepare import Prepared
from evaltools.project.model import KNOWN_REPORTS
from evaltools.run.record import PageRecord
from evaltools.run.start_pages import Folder, report_titles, start_page
from evaltools.tables import Passage
from tests.small import small

MOMENT = datetime.fromisoformat("2025-01-10T10:00:00+00:00")
OWN = '[reports.mine]\neach = "once"\n{mine}[reports.other]\neach = "once"\n[reports.by-region]\neach = "region"\n'


def page(report: str, language: str = "ru", region: str = "KZ", **more: Any) -> PageRecord:
    part = "" if region == "KZ" else f"-{region}"
    given = {"training": "", "audience": "public", "status": "done", "made": MOMENT.isoformat()}
    return PageRecord(
        **{
            "report": report, "region": region, "language": language, "href": f"{language}/{report}{part}.html",
            "checked": MOMENT.isoformat(),
        } | given | more
    )  # fmt: skip


def folder(prepared: Prepared, *pages: PageRecord, headings: dict[str, str] | None = None) -> Folder:
    codes = list(dict.fromkeys(each.language for each in pages)) or ["ru"]
    return Folder(prepared=prepared, pages=pages, codes=codes, moment=MOMENT, headings=headings or {})


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    return small(tmp_path, OWN.format(mine='title.ru = "Коротко"\n'), regions=("KZ-71", "KZ-23"))


def test_reports_of_the_package_have_names_in_every_language(tmp_path: Path) -> None:
    """Not those of their files."""
    usual = "".join(f"[reports.{name}]\n" for name in KNOWN_REPORTS)
    titles = report_titles(folder(small(tmp_path, usual)), Language("ru"))
    assert titles["overview"] == "Все регионы"
    assert titles["programme-report"] == "Программный отчёт"
    assert titles["region-report"] == "Отчёт по региону"


def test_a_title_of_the_settings_counts_first(prepared: Prepared) -> None:
    """In the page's language, or marked as being in another."""
    there = folder(prepared, page("mine"), headings={"ru/mine.html": "Something else"})
    assert report_titles(there, Language("ru"))["mine"] == "Коротко"
    assert report_titles(there, Language("kk"))["mine"] == Passage("Коротко", "ru")


def test_a_notebook_without_a_title_is_called_as_its_page_is(prepared: Prepared) -> None:
    """In another language where there is no page in this one; its file name where there is none at all."""
    there = folder(prepared, page("other"), headings={"ru/other.html": "План и факт"})
    assert report_titles(there, Language("ru"))["other"] == "План и факт"
    assert report_titles(there, Language("en"))["other"] == Passage("План и факт", "ru")
    assert report_titles(folder(prepared), Language("ru"))["other"] == "other"
    assert report_titles(there, Language("ru"))["by-region"] == "by-region"


def test_two_reports_with_one_heading_are_told_apart(tmp_path: Path) -> None:
    """By their file names."""
    there = folder(
        small(tmp_path, OWN.format(mine="")),
        page("mine"),
        page("other"),
        headings={"ru/mine.html": "План", "ru/other.html": "План"},
    )
    titles = report_titles(there, Language("ru"))
    assert (titles["mine"], titles["other"]) == ("План (mine)", "План (other)")


def test_a_report_that_the_settings_have_no_more_keeps_a_name(prepared: Prepared) -> None:
    """Its pages are still in the folder."""
    assert report_titles(folder(prepared, page("gone")), Language("ru"))["gone"] == "gone"


def test_regions_stand_in_the_order_of_the_alphabet(prepared: Prepared) -> None:
    """Not in that of the settings; what is about the whole project comes first."""
    pages = (page("by-region", region="KZ-71"), page("by-region", region="KZ-23"), page("mine"))
    html = start_page(folder(prepared, *pages), "ru", "../")
    assert re.findall(r'<th scope="rowgroup"><a[^>]*>(.*?)</a>', html) == ["Астана", "Атырауская область"]
    assert html.index('href="../ru/mine.html"') < html.index("<table")


def test_a_page_of_an_earlier_run_is_marked_with_its_day(prepared: Prepared) -> None:
    """One that this run looked at is not."""
    old = page("mine", made="2025-01-02T10:00:00+00:00", checked="2025-01-02T10:00:00+00:00")
    html = start_page(folder(prepared, old), "ru", "").replace("\N{NO-BREAK SPACE}", " ")
    assert "2 января 2025" in html
    assert "● готов" in start_page(folder(prepared, page("mine")), "ru", "").replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.parametrize(
    ("page_", "said"),
    [("<h1>A &lt; B</h1><h1>C</h1>", "A < B"), ('<h1 id="x">A <em>b</em></h1>', "A b"), ("<p>x</p>", "")],
)
def test_the_first_heading_as_text(page_: str, said: str) -> None:
    """Without its elements; a page may have none."""
    assert first_heading(page_) == said
