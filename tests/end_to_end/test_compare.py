"""Two runs of one project with one changed cell: what `compare` says is what was changed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.runs import evaltools
from tests.small import HEADER

SETTINGS = """
[tables.figures]
file = "figures.csv"
kind = "regional-figures"

[tables.leaflets]
file = "leaflets.csv"
kind = "counts"
subject = "outreach"
unit = "copies"
dimensions = ["item"]

[denominators.residents]
file = "residents.csv"
date = 2024-07-01
source = "a count"

[[indicators]]
id = "consultations"
label = "Consultations"
unit = "consultations"
operator = ">="
plan = 100
fact = { subject = "consultations", measure = "consultations" }
"""
FIGURES = "region,consultations,people\nKZ-23,{n},30\nKZ-71,60,25\n"
INTERNAL = "internal/results-internal.csv"
FOLDERS = ("before", "after")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The outputs of two runs; between them one number of one region was corrected."""
    folder = tmp_path_factory.mktemp("compare")
    project = folder / "centre"
    project.mkdir()
    header = HEADER.format(
        regions='"KZ-23", "KZ-71"', languages='"en"', sensitivity="activity",
        period="2024-01-01..2024-12-31", cut_off="2024-12-31",
    )  # fmt: skip
    (project / "project.toml").write_text(header + SETTINGS, encoding="utf-8")
    (project / "leaflets.csv").write_text("item,count\nleaflets,500\n", encoding="utf-8")
    (project / "residents.csv").write_text("region,value\nKZ-23,7000\nKZ-71,9000\n", encoding="utf-8")
    for name, n in zip(FOLDERS, (38, 43), strict=True):
        (project / "figures.csv").write_text(FIGURES.format(n=n), encoding="utf-8")
        reports = ("--report", "overview", "--report", "data-quality", "--report", "region-report")
        done = evaltools("run", project, *reports, "--output", folder / name)
        assert done.returncode == 0, done.stderr
    return folder / "before", folder / "after"


def table(file: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Rows of results by their key, as texts."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        return {
            (row["region"], row["subject"], row["measure"], row["group"]): tuple(
                row[name] for name in ("value", "low", "high", "n", "unit", "method", "status")
            )
            for row in csv.DictReader(text)
        }


def test_every_changed_number_is_told_with_its_file(runs: tuple[Path, Path]) -> None:
    """The numbers told are those that differ between the two tables, and all rest on the changed file alone."""
    done = evaltools("compare", *runs, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [(each["kind"], each["name"]) for each in found["made_from"]] == [("input-changed", "figures.csv")]
    before, after = (table(run / "results.csv") for run in runs)
    differ = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    told = {(each["region"], each["subject"], each["measure"], each["group"]) for each in found["numbers"]}
    assert told == differ
    assert ("KZ-23", "consultations", "consultations", "") in told
    assert ("KZ", "indicators", "met", "indicator=consultations") in told
    assert not [key for key in told if key[1] == "outreach"]
    for each in found["numbers"]:
        assert each["why"] == "inputs"
        assert each["inputs"] == ["figures.csv"], each
        assert not each["settings"]
        assert not each["software"]


def test_values_before_and_after_are_those_of_the_cell(runs: tuple[Path, Path]) -> None:
    """And the sum of the regions follows it."""
    found = json.loads(evaltools("compare", *runs, "--json").stdout)["numbers"]
    cells = {
        each["region"]: (each["value_before"], each["value_after"], each["difference"])
        for each in found
        if (each["measure"], each["subject"], each["group"]) == ("consultations", "consultations", "")
    }
    assert cells == {"KZ-23": (38, 43, 5), "KZ": (98, 103, 5)}


def test_pages_that_show_the_number_are_told(runs: tuple[Path, Path]) -> None:
    """Every page that says something else; the day and the hash of the data in its foot are nothing else."""
    found = json.loads(evaltools("compare", *runs, "--json", "--internal").stdout)
    different = {each["place"] for each in found["pages"] if each["change"] == "different"}
    assert len(different) == len(found["pages"])
    assert {"en/overview.html", "en/region-report-KZ-23.html"} <= different
    assert found["findings"] is not None


def test_the_other_way_round_it_is_the_opposite(runs: tuple[Path, Path]) -> None:
    """Differences change their sign."""
    there, back = (
        json.loads(evaltools("compare", *order, "--json").stdout)["numbers"] for order in (runs, runs[::-1])
    )
    key = ("region", "subject", "measure", "group")
    signs = {tuple(each[name] for name in key): each["difference"] for each in there}
    for each in back:
        opposite = signs[tuple(each[name] for name in key)]
        assert each["difference"] == (None if opposite is None else -opposite)


def test_it_is_said_in_three_languages(runs: tuple[Path, Path], tmp_path: Path) -> None:
    """For people, with the changed numbers as a table beside it."""
    place = {"en": "Atyrau Region", "ru": "Атырауская область", "kk": "Атырау облысы"}
    for language, region in place.items():
        done = evaltools("compare", *runs, "--ui-language", language, "--output", tmp_path / "changes.csv")
        assert done.returncode == 0, done.stderr
        assert region in done.stdout
        assert "38 → 43 (+5" in done.stdout
        assert "figures.csv" in done.stdout
    rows = (tmp_path / "changes.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) - 1 == len(json.loads(evaltools("compare", *runs, "--json").stdout)["numbers"])


def test_a_run_and_itself_do_not_differ(runs: tuple[Path, Path]) -> None:
    """Nothing is made up."""
    found = json.loads(evaltools("compare", runs[0], runs[0], "--json", "--internal").stdout)
    assert (found["made_from"], found["numbers"], found["pages"], found["findings"]) == ([], [], [], [])


def test_another_project_is_wrong_usage(runs: tuple[Path, Path], published: Path) -> None:
    """One sentence, no traceback."""
    done = evaltools("compare", runs[0], published)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pravo-2024" in done.stderr
    assert "Traceback" not in done.stderr
