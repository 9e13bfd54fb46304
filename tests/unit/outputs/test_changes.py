"""What changed since the run before: few records, true bounds, and no value of a count that may be hidden."""

from __future__ import annotations

import json
from math import inf
from pathlib import Path
from typing import Any

import pytest

from evaltools.outputs.changes import Changes, Step, changes_from, changes_of
from evaltools.outputs.compare import compare
from evaltools.outputs.output import read_output
from tests.outputs import RECORD, row, written

PAGES = (("overview", "KZ"), ("region-report", "KZ-23"))


def drawn(
    folder: Path, before: dict[str, Any], after: dict[str, Any], *, guarded: Any = (), pages: Any = PAGES
) -> Changes:
    sides = [written(folder / name, **said) for name, said in (("a", before), ("b", after))]
    comparison = compare(*(read_output(side) for side in sides))
    return changes_of(comparison, guarded=guarded, named=str.upper, before=PAGES, after=pages)


def changed(*names: str) -> dict[str, Any]:
    return {"inputs": RECORD["inputs"] | dict.fromkeys(names, "new")}


def test_equal_folders_have_nothing_to_tell(tmp_path: Path) -> None:
    """Another version of the program alone is no news to a reader."""
    made_by = {"evaltools": {"version": "2.0", "commit": "def", "code": "c1de"}}
    found = drawn(tmp_path, {"rows": [row()]}, {"rows": [row()]} | made_by)
    assert found.is_nothing
    assert found.numbers == 0


def test_a_count_with_its_steps(tmp_path: Path) -> None:
    """How many numbers, where, by how much at most, because of which file, with old and new counts."""
    before = {"rows": [row(value=100), row("people_once", value=40)]}
    after = {"rows": [row(value=103), row("people_once", value=44)]} | changed("visits.csv")
    found = drawn(tmp_path, before, after)
    (place,) = found.places
    assert (found.numbers, place.region, place.numbers, place.most) == (2, "KZ-23", 2, 10)
    assert place.steps == (Step(subject="consultations", measure="consultations", before=100.0, after=103.0),)
    assert [(each.kind, each.name) for each in found.causes] == [("input-changed", "VISITS.CSV")]
    assert not found.by_software


@pytest.mark.parametrize(("value", "most"), [(1001, 0.1), (1004, 1), (1200, 20), (1201, 50), (3000, inf)])
def test_the_class_holds_the_largest_change(tmp_path: Path, value: float, most: float) -> None:
    """An upper bound, never the change itself, which would give a hidden step back."""
    found = drawn(tmp_path, {"rows": [row(value=1000)]}, {"rows": [row(value=value)]} | changed("visits.csv"))
    assert found.places[0].most == most


def test_counts_that_may_be_hidden_are_named_without_values(tmp_path: Path) -> None:
    """The step between two published counts may be one person."""
    found = drawn(
        tmp_path,
        {"rows": [row(value=100)]},
        {"rows": [row(value=101)]} | changed("visits.csv"),
        guarded={("consultations", "consultations")},
    )
    assert found.places[0].steps == (Step(subject="consultations", measure="consultations"),)
    assert "100" not in json.dumps(found.as_json()["places"])


def test_a_count_that_is_hidden_now_keeps_no_value(tmp_path: Path) -> None:
    """What was shown before stays with those who have it."""
    found = drawn(
        tmp_path,
        {"rows": [row(value=17)]},
        {"rows": [row(value=None, status="hidden")]} | changed("visits.csv"),
    )
    (step,) = found.places[0].steps
    assert (step.before, step.after) == (None, None)


def test_regions_that_only_stand_otherwise_beside_the_others(tmp_path: Path) -> None:
    """When one region changes, the comparison of all does: that is said apart."""
    ratio = "ratio_to_others_per_residents"
    before = {"rows": [row(value=100), row(ratio, value=1.2, region="KZ-11")]}
    after = {"rows": [row(value=101), row(ratio, value=1.1, region="KZ-11")]} | changed("visits.csv")
    found = drawn(tmp_path, before, after)
    assert [each.region for each in found.places] == ["KZ-23"]
    assert found.beside_others == ("KZ-11",)
    assert found.numbers == 2


def test_the_whole_project_stands_last(tmp_path: Path) -> None:
    """It changes whenever a region does."""
    rows = [row(region="KZ"), row("people_once", region="KZ"), row(region="KZ-23")]
    found = drawn(
        tmp_path, {"rows": rows}, {"rows": [each | {"value": 13} for each in rows]} | changed("visits.csv")
    )
    assert [each.region for each in found.places] == ["KZ-23", "KZ"]


def test_a_change_without_a_file_is_the_program_s(tmp_path: Path) -> None:
    """Where only the program differs, it is named."""
    made_by = {"evaltools": {"version": "2.0", "commit": "def", "code": "c1de"}}
    found = drawn(tmp_path, {"rows": [row(value=1)]}, {"rows": [row(value=2)]} | made_by)
    assert found.by_software
    assert found.causes == ()


def test_pages_that_came_and_went(tmp_path: Path) -> None:
    """By report and region: a page in one more language is no new page."""
    found = drawn(tmp_path, {}, {}, pages=(("overview", "KZ"), ("region-report", "KZ-11")))
    assert found.new == (("region-report", "KZ-11"),)
    assert found.gone == (("region-report", "KZ-23"),)
    assert not found.is_nothing


def test_it_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """Through the text of `run.json`, also where a number more than doubled."""
    after = {"rows": [row(value=100), row("people", None, status="hidden")]} | changed("visits.csv")
    found = drawn(tmp_path, {"rows": [row(value=10), row("people", 20)]}, after, pages=())
    assert found.places[0].most == inf
    assert changes_from(json.loads(json.dumps(found.as_json(), allow_nan=False))) == found


@pytest.mark.parametrize("content", [{}, {"places": [{}]}, {"places": 3}, [], None])
def test_what_is_damaged_is_refused(content: Any) -> None:
    """Whoever asks takes it for nothing."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        changes_from(content)
