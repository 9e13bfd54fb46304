"""What start pages take from the overview: figures of each region, the map where there is one, the comparison."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.language import Language
from evaltools.prepare import prepare
from evaltools.sections.comparison import comparison_in_words
from evaltools.sections.key_figures import key_figures
from evaltools.sections.plan import drawn_map, status_map
from evaltools.view import View
from tests.small import small, text_of

FIGURES = '[tables.v]\nfile = "v.csv"\nkind = "regional-figures"\n'
PLAN = (
    '[[indicators]]\nid = "clients"\nlabel = "Clients"\nunit = "people"\noperator = ">="\nper_region = true\n'
    'plan = 100\nfact = { subject = "consultations", measure = "people" }\n'
)


def view_of(folder: str | Path, language: str = "en") -> View:
    prepared = prepare(folder)
    return View(prepared.project, prepared.public, prepared.labels, Language(language), "KZ")


def test_each_region_has_its_clients_its_consultations_and_its_plan() -> None:
    """As the overview has them; a region without figures says so, and has no plan to be held against."""
    found = key_figures(view_of("data/pravo-2024"))
    assert [column.label for column in found.columns] == ["Couples advised", "Consultations", "Fact of plan"]
    atyrau = found.cells["KZ-23"]
    assert [cell.text for cell in atyrau] == ["568", "1,778", "284"]
    assert [cell.value for cell in atyrau] == [568, 1778, 284]
    assert atyrau[-1].small == "▲ above the plan"
    assert [cell.text for cell in found.cells["KZ-62"]] == ["[no data]", "[no data]", "–"]
    # Each mark is explained under the table by its status.
    assert [cell.status for cell in found.cells["KZ-62"]] == ["no-data", "no-data", "undefined"]
    assert {len(cells) for cells in found.cells.values()} == {3}


def test_a_figure_that_no_region_has_is_left_out() -> None:
    """A project that counts no consultations has no column of blanks."""
    found = key_figures(view_of("data/adamgershilik-2020"))
    assert [column.label for column in found.columns] == ["People advised", "Fact of plan"]
    assert [cell.text for cell in found.cells["KZ-23"]] == ["211", "106"]


def test_a_project_without_figures_has_no_columns(tmp_path: Path) -> None:
    """Its regions stand there all the same."""
    made = small(tmp_path)
    found = key_figures(view_of(made.project.folder))
    assert found.columns == []
    assert dict(found.cells) == {"KZ-23": [], "KZ-71": []}


@pytest.mark.parametrize(("regions", "is_drawn"), [(3, False), (4, True)])
def test_a_map_needs_more_than_three_regions(tmp_path: Path, regions: int, is_drawn: bool) -> None:
    """Below that the page of the project says so, and others show nothing."""
    codes = ("KZ-10", "KZ-11", "KZ-15", "KZ-19")[:regions]
    rows = "".join(f"{code},120,130\n" for code in codes)
    made = small(tmp_path, FIGURES + PLAN, regions=codes, v="region,clients,consultations\n" + rows)
    view = view_of(made.project.folder)
    assert (drawn_map(view) is not None) == is_drawn
    assert ("Too few regions" in text_of(status_map(view))) != is_drawn


def test_regions_stand_under_the_word_of_the_funnel() -> None:
    """Each that has one, in the order of the alphabet."""
    said = text_of(comparison_in_words(view_of("data/synthetic")))
    assert "Lower than the regions together Ulytau Region, Zhetisu Region" in said
    assert "No different, as far as can be told Abai Region, Akmola Region," in said
    assert "Higher than" not in said


def test_regions_that_differ_more_than_chance_explains_have_no_word() -> None:
    """The one sentence says so, and that it is no ranking."""
    block = comparison_in_words(view_of("data/pravo-2024"))
    assert "this is not a ranking" in text_of(block)
    assert "<dl" not in str(block and block.html)


def test_nothing_is_compared_where_there_is_nothing_to_compare(tmp_path: Path) -> None:
    """One region, or no residents."""
    assert comparison_in_words(view_of("data/adamgershilik-2020")) is None
    assert comparison_in_words(view_of(small(tmp_path).project.folder)) is None
