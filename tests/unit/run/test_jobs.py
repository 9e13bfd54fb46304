"""Jobs: which pages a run makes, and where they go."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.errors import ConfigurationError, UsageError
from evaltools.prepare import prepare, trainings_of
from evaltools.project import Project
from evaltools.provenance import Outline
from evaltools.run.jobs import Job, Selection, plan_jobs, slug

ROOT = Path(__file__).parents[3]
NOTEBOOKS = [ROOT / "notebooks"]


def outlined(project: str) -> tuple[Project, Outline]:
    prepared = prepare(ROOT / "data" / project)
    return prepared.project, Outline(trainings_of(prepared.internal), ())


def hrefs(project: str, **selection: tuple[str, ...]) -> list[str]:
    settings, outline = outlined(project)
    return [job.href for job in plan_jobs(settings, outline, Selection(**selection), NOTEBOOKS)]


def test_every_region_in_every_language() -> None:
    """Ten regions, one overview and one page on the data's quality, in three languages."""
    found = hrefs("pravo-2024")
    assert len(found) == (10 + 1 + 1 + 1) * 3
    assert "kk/region-report-KZ-23.html" in found
    assert "ru/overview.html" in found
    assert "internal/en/data-quality.html" in found


def test_naming_a_region_limits_the_run_to_it() -> None:
    """A region in any language gives its pages and no others."""
    assert hrefs("pravo-2024", regions=("Атырауская область",), languages=("ru",)) == [
        "ru/region-report-KZ-23.html"
    ]


def test_a_report_asked_for_by_name_is_made() -> None:
    """The overview is made beside a region when both are named."""
    found = hrefs("pravo-2024", regions=("KZ-10",), reports=("region-report", "overview"), languages=("en",))
    assert found == ["en/region-report-KZ-10.html", "en/overview.html"]


def test_trainings_are_internal() -> None:
    """A page with single scores lies under internal/."""
    found = hrefs("synthetic", reports=("training",), trainings=("T01",), languages=("en",))
    assert found == ["internal/en/training-T01.html"]


def test_files_lie_beside_their_page() -> None:
    """The same name with another ending, in the same folder."""
    job = Job(report="training", notebook=Path("x"), audience="internal", language="kk", training="T01")
    assert job.place("xlsx") == "internal/kk/training-T01.xlsx"


def test_trainings_of_a_region() -> None:
    """Naming a region keeps only its trainings."""
    found = hrefs("synthetic", reports=("training",), regions=("KZ-55",), languages=("en",))
    assert found == ["internal/en/training-T05.html"]


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        ({"reports": ("nix",)}, "There is no report “nix”"),
        ({"languages": ("de",)}, "There is no language “de”"),
        ({"regions": ("Atlantis",)}, "There is no region called “Atlantis”"),
        ({"regions": ("KZ-27",)}, "is not a region of this project"),
        ({"trainings": ("T99",)}, "There is no training “T99”"),
    ],
)
def test_what_the_project_does_not_have(selection: dict[str, tuple[str, ...]], words: str) -> None:
    """One sentence names what was asked for and what there is."""
    with pytest.raises(UsageError, match=words):
        hrefs("pravo-2024", **selection)


def test_a_report_without_a_notebook(tmp_path: Path) -> None:
    """A report whose notebook is missing is a fault of the settings."""
    settings, outline = outlined("pravo-2024")
    with pytest.raises(ConfigurationError, match=r"no notebook region-report\.ipynb"):
        plan_jobs(settings, outline, Selection(), [tmp_path])


@pytest.mark.parametrize("name", ["../../etc", "a/b", "C:\\x", "..", "Тренинг 1", "", "x" * 300, "con.txt"])
def test_file_names_stay_in_their_folder(name: str) -> None:
    """Whatever a training is called, its page has a plain and short file name."""
    safe = slug(name)
    assert len(safe) <= 50
    assert not set(safe) & set("/\\.:")


def test_different_names_have_different_files() -> None:
    """Names that differ only in special letters do not share a file."""
    assert slug("Тренинг 1") != slug("Тренинг 2")


def test_a_job_is_named_in_words() -> None:
    """The terminal says report, region and language."""
    job = Job(report="region-report", notebook=Path("x"), audience="public", language="kk", region="KZ-23")
    assert job.about == "region-report KZ-23 kk"
