"""What a run changes in a folder, told from what lies in it and what is about to be written."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from evaltools.outputs.changes import Changes
from evaltools.project import load_project
from evaltools.results import COLUMNS, Result, Results
from evaltools.run.history import changes_now, guarded_counts, input_name
from evaltools.run.store import csv_text, json_text, sha256
from tests.outputs import RECORD, page, row
from tests.reruns import cut_down, replaced

LATER = "2025-02-01T10:00:00+00:00"


def table(*rows: dict[str, Any]) -> str:
    return csv_text(COLUMNS, rows)


def record(results: str, **more: Any) -> str:
    pages = [
        page("en/overview.html", report="overview", region="KZ", made="x"),
        page("internal/en/data-quality.html", report="data-quality", region="KZ", made="x"),
    ]
    content = copy.deepcopy(RECORD) | {"pages": pages, "results": sha256(results), "changes": None}
    return json_text(content | more)


def left(folder: Path, results: str, said: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "run.json").write_text(said, encoding="utf-8")
    (folder / "results.csv").write_text(results, encoding="utf-8")
    return folder


def now(folder: Path, said: str, results: str) -> Changes | None:
    return changes_now(folder, said, results, guarded=(), named=str)


def test_a_first_run_changes_nothing(tmp_path: Path) -> None:
    """There is nothing to hold it against."""
    results = table(row())
    assert now(tmp_path, record(results), results) is None


def test_what_lies_there_is_held_against_what_comes(tmp_path: Path) -> None:
    """Since when, how many numbers, why; internal pages are not told of."""
    before, after = table(row(value=12)), table(row(value=13))
    folder = left(tmp_path / "out", before, record(before))
    inputs = RECORD["inputs"] | {"visits.csv": "v2"}
    found = now(folder, record(after, inputs=inputs, made=LATER), after)
    assert found
    assert (found.since, found.made, found.numbers) == (RECORD["made"], LATER, 1)
    assert [each.name for each in found.causes] == ["visits.csv"]
    assert found.new == found.gone == ()


def test_a_run_that_changes_nothing_keeps_what_was_told(tmp_path: Path) -> None:
    """With its day; made from other versions of libraries, too."""
    before, after = table(row(value=12)), table(row(value=13))
    found = now(left(tmp_path / "out", before, record(before)), record(after, made=LATER), after)
    assert found
    folder = left(tmp_path / "out", after, record(after, made=LATER, changes=found.as_json()))
    again = record(after, made="2025-03-01T10:00:00+00:00", packages={"numpy": "3.0"})
    assert now(folder, again, after) == found


def test_a_table_that_somebody_saved_anew_is_not_compared(tmp_path: Path) -> None:
    """What a spreadsheet did to it is no change of numbers; where the data are others, nothing is known."""
    before, after = table(row(value=12)), table(row(value=13))
    told = now(left(tmp_path / "out", before, record(before)), record(after), after)
    assert told
    said = record(after, changes=told.as_json())
    folder = left(tmp_path / "out", after.replace(",", ";"), said)
    assert now(folder, record(after, made=LATER), after) == told
    assert now(folder, record(before, data_hash="d2"), before) is None


def test_a_run_that_was_killed_while_it_wrote_tells_nothing_wrong(tmp_path: Path) -> None:
    """The table is of the new run, the record of the old one: that no number changed would be untrue."""
    before, after = table(row(value=12)), table(row(value=13))
    folder = left(tmp_path / "out", after, record(before))
    assert now(folder, record(after, data_hash="d2"), after) is None


def test_a_damaged_record_is_no_record(tmp_path: Path) -> None:
    """The run goes on, and tells of no change."""
    results = table(row())
    for said in ("{", "[]", "{}", json.dumps({"pages": [{}]}), json.dumps({"pages": [], "results": ""})):
        assert now(left(tmp_path / "out", results, said), record(results), results) is None
    other = table(row(value=13))
    folder = left(tmp_path / "out", results, record(results, made="yesterday"))
    assert now(folder, record(other), other) is None
    folder = left(tmp_path / "out", results, record(results, changes={"places": 3}))
    assert now(folder, record(results), results) is None


def test_a_folder_of_an_older_version_is_compared(tmp_path: Path) -> None:
    """It did not write down the hash of its table."""
    before, after = table(row(value=12)), table(row(value=13))
    old = json.loads(record(before))
    del old["results"], old["changes"]
    found = now(left(tmp_path / "out", before, json_text(old)), record(after), after)
    assert found and found.numbers == 1


def test_counts_of_tables_that_hide_are_guarded() -> None:
    """One such row is enough; counts of published figures are not."""
    rows = [
        Result(region="KZ-23", subject="consultations", measure="people", value=12.0, threshold=10),
        Result(region="KZ-11", subject="consultations", measure="people", value=12.0),
        Result(region="KZ-23", subject="consultations", measure="consultations", value=50.0),
        Result(region="KZ-23", subject="consultations", measure="people_once", value=12.0, threshold=10),
    ]
    found = guarded_counts(Results(tuple(rows)))
    assert found == {("consultations", "people")}


def test_no_name_of_a_file_goes_out_that_a_centre_gave(tmp_path: Path) -> None:
    """Nor the address of a database; a file that the settings name is told by its name."""
    cut_down(tmp_path / "mine")
    settings = tmp_path / "mine" / "project.toml"
    (tmp_path / "mine" / "centres").mkdir()
    (tmp_path / "mine" / "trainings.csv").rename(tmp_path / "mine" / "centres" / "ivanova.csv")
    replaced(settings, 'file = "trainings.csv"', 'file = "centres/*.csv"')
    replaced(settings, 'file = "staff.csv"', 'file = "postgresql://me@server/db"')
    project = load_project(tmp_path / "mine")
    assert input_name(project, "consultations.csv") == "consultations.csv"
    assert input_name(project, "centres/ivanova.csv") == "centres/*.csv"
    assert input_name(project, "postgresql://me@server/db") == "staff"
    assert input_name(project, "people/ivanova.xlsx") == "*.xlsx"
