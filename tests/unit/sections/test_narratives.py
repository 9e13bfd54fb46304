"""Texts of the settings, whose figures are computed, and the sign-off."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from evaltools.project import Narrative
from tests.small import counts, report, small, text_of

PEOPLE = "breakdown,category,count\nsex,women,1200\nsex,men,5\ntopic,work/home,1205\n"


def told(
    folder: Path, text: str, *, sensitivity: str = "activity", language: str = "en", region: str = "KZ"
) -> str:
    settings = f"[narratives]\noutcomes = {text}\n" + counts("c")
    made = small(folder, settings, sensitivity=sensitivity, c=PEOPLE)
    return text_of(report(made, language=language, region=region).narrative("outcomes"))


def test_a_text_that_nobody_wrote_is_not_there(tmp_path: Path) -> None:
    """No heading over nothing."""
    made = small(tmp_path, '[narratives]\noutcomes = "Much changed."\n')
    assert report(made).narrative("influence") is None


@pytest.mark.parametrize("name", get_args(Narrative))
def test_every_text_has_a_heading(tmp_path: Path, name: Narrative) -> None:
    """In three languages, with the text as it was written."""
    made = small(tmp_path, f'[narratives]\n"{name}" = "As {{it}} was."\n')
    said = {
        language: text_of(report(made, language=language).narrative(name)) for language in ("en", "ru", "kk")
    }
    assert len(set(said.values())) == 3
    assert all("As {it} was." in each for each in said.values())


def test_figures_are_filled_in_as_the_language_writes_them(tmp_path: Path) -> None:
    """1,200 in English and 1 200 in Russian."""
    text = '"There were {participants/participants/sex=women} women."'
    assert "There were 1,200 women." in told(tmp_path, text)
    assert "There were 1 200 women." in told(tmp_path, text, language="ru")


def test_a_category_may_have_a_stroke_in_its_name(tmp_path: Path) -> None:
    """Only the first two strokes part subject, measure and group."""
    assert "of 1,205." in told(tmp_path, '"of {participants/participants/topic=work/home}."')


@pytest.mark.parametrize(
    "name", ["nothing/nothing", "participants/participants/sex=children", "participants/no/sex=men"]
)
def test_an_unknown_figure_shows_that_there_is_none(tmp_path: Path, name: str) -> None:
    """A mark, not a blank, not 0, and the text goes on."""
    assert "There were [no data] people." in told(tmp_path, f'"There were {{{name}}} people."')


def test_a_hidden_figure_stays_hidden(tmp_path: Path) -> None:
    """5 men in a project that hides less than 10."""
    said = told(tmp_path, '"{participants/participants/sex=men} men."', sensitivity="court")
    assert "[hidden] men." in said
    assert "5 men" not in said


def test_a_range_has_both_ends(tmp_path: Path) -> None:
    """As the source gives it."""
    made = small(
        tmp_path, '[narratives]\noutcomes = "{outreach/outreach/kind=fair} fairs."\n' + counts("o", "outreach", "events"),
        o="breakdown,category,count,count_high\nkind,fair,3,4\n",
    )  # fmt: skip
    assert "3–4 fairs." in text_of(report(made).narrative("outcomes"))


def test_a_hidden_figure_of_a_region_is_not_replaced_by_the_projects(tmp_path: Path) -> None:
    """On the page of a region 205 men would be said of it."""
    made = small(
        tmp_path, '[narratives]\noutcomes = "{participants/participants/sex=men} men."\n' + counts("c"),
        sensitivity="court", c="region,breakdown,category,count\nKZ-23,sex,men,5\nKZ-71,sex,men,6\nKZ-71,sex,women,300\n",
    )  # fmt: skip
    assert "[hidden] men." in text_of(report(made, region="KZ-23").narrative("outcomes"))


def test_a_page_of_a_region_falls_back_on_the_whole(tmp_path: Path) -> None:
    """A figure that is known for the project alone."""
    assert "1,200 women" in told(tmp_path, '"{participants/participants/sex=women} women."', region="KZ-23")


def test_a_text_in_another_language_is_marked(tmp_path: Path) -> None:
    """Kazakh words on an English page are Kazakh for whoever reads them out."""
    made = small(tmp_path, '[narratives]\noutcomes.kk = "Өзгерді."\n')
    block = report(made).narrative("outcomes")
    assert block is not None
    assert 'lang="kk"' in str(block.html)


def test_a_sign_off_has_an_office_and_a_day(tmp_path: Path) -> None:
    """Whoever answers for the report, in the language of the page."""
    made = small(tmp_path, '[sign_off]\nby.ru = "Директор"\nby.en = "Director"\ndate = 2025-01-20\n')
    assert "Signed on January 20, 2025." in text_of(report(made).sign_off())
    assert "Director, January 20, 2025" in text_of(report(made).sign_off())
    assert "Директор" in text_of(report(made, language="ru").sign_off())


def test_an_unsigned_report_says_nothing_of_it(tmp_path: Path) -> None:
    """No section."""
    assert report(small(tmp_path)).sign_off() is None
