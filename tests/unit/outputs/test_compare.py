"""What changed between two outputs, and why: each change is told, and nothing that is not certain."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evaltools.cli import app
from evaltools.errors import UsageError
from evaltools.outputs.compare import COLUMNS, Comparison, NumberChange, compare
from evaltools.outputs.output import read_output
from tests.outputs import RECORD, html, page, row, written

TWO = "tests.csv", "visits.csv"


def compared(
    folder: Path, before: dict[str, Any], after: dict[str, Any], *, internal: bool = False
) -> Comparison:
    """Two folders written and compared."""
    sides = [written(folder / name, **told) for name, told in (("a", before), ("b", after))]
    return compare(*(read_output(side, internal=internal) for side in sides))


def inputs(*changed: str, **more: str) -> dict[str, Any]:
    """The inputs of a run in which some have changed."""
    return {"inputs": RECORD["inputs"] | dict.fromkeys(changed, "new") | more}


def only(comparison: Comparison) -> NumberChange:
    assert len(comparison.numbers) == 1, comparison.numbers
    return comparison.numbers[0]


def test_two_equal_folders_do_not_differ(tmp_path: Path) -> None:
    """Also when they were made on different days."""
    told: dict[str, Any] = {"rows": [row()], "pages": {"x.html": html("a")}}
    later = told | {"pages": {"x.html": html("a", stamp="2025-03-03")}, "made": "2025-03-03T10:00:00+00:00"}
    found = compared(tmp_path, told, later)
    assert (found.made_from, found.numbers, found.pages, found.findings) == ((), (), (), None)


def test_everything_that_they_were_made_from_is_held_against_each_other(tmp_path: Path) -> None:
    """Inputs, settings, versions and libraries; each by its kind."""
    after = {
        "inputs": {"project.toml": "s2", "visits.csv": "v2", "people.csv": "p1", "late.csv": "l1"},
        "evaltools": {"version": "1.1", "commit": "def", "code": "c1"},
        "python": "3.13.0",
        "packages": {"numpy": "2.1", "scipy": "1.9"},
    }
    found = compared(tmp_path, {}, after)
    assert [(each.kind, each.name, each.before, each.after) for each in found.made_from] == [
        ("input-added", "late.csv", "", "l1"),
        ("settings", "project.toml", "s1", "s2"),
        ("input-removed", "tests.csv", "t1", ""),
        ("input-changed", "visits.csv", "v1", "v2"),
        ("software", "evaltools", "1.0", "1.1"),
        ("software", "commit", "abc", "def"),
        ("software", "code", "c0de", "c1"),
        ("software", "python", "3.12.1", "3.13.0"),
        ("software", "numpy", "2.0", "2.1"),
        ("software", "pandas", "3.0", ""),
        ("software", "scipy", "", "1.9"),
    ]


def test_parameters_of_the_same_page_are_compared(tmp_path: Path) -> None:
    """Pages with the same difference are told together; pages of one side alone are none."""
    pages = {f"{name}.html": html("a") for name in "xy"}

    def told(limit: int, more: tuple[str, ...] = ()) -> dict[str, Any]:
        records = [page(place, parameters={"limit": limit, "language": "en"}) for place in (*pages, *more)]
        return {"pages": pages | dict.fromkeys(more, html("b")), "told": records}

    found = compared(tmp_path, told(3), told(4, ("z.html",)))
    assert [(each.kind, each.name, each.before, each.after, each.pages) for each in found.made_from] == [
        ("parameter", "limit", "3", "4", ("x.html", "y.html"))
    ]


@pytest.mark.parametrize(
    ("old", "new", "change", "difference"),
    [
        (row(value=12), row(value=15), "value", 3),
        (row(value=12, low=10, high=14), row(value=15, low=9, high=14), "value", 3),
        (row(value=12, low=10, high=14), row(value=12, low=9, high=14), "interval", 0),
        (row(value=0.1 + 0.2, low=0.1), row(value=0.3, low=0.2), "interval", 0),
        (row(value=12, n=30), row(value=12, n=31), "base", 0),
        (row(value=12, method="a"), row(value=12, method="b"), "described", 0),
        (row(value=12), row(value=None, status="hidden"), "status", None),
        (row(value=None, status="no-data"), row(value=12), "status", None),
        (row(value=12), row(value=13, unit="visits"), "value", None),
        (None, row(value=12), "added", None),
        (row(value=12), None, "removed", None),
    ],
)
def test_each_change_of_a_number_has_its_kind(
    tmp_path: Path, old: Any, new: Any, change: str, difference: float | None
) -> None:
    """The gravest of what is different; a difference only between two values of one unit."""
    found = only(compared(tmp_path, {"rows": [old] if old else []}, {"rows": [new] if new else []}))
    assert (found.change, found.difference) == (change, difference)
    assert ((found.before is None), (found.after is None)) == ((old is None), (new is None))


def test_the_last_digit_of_another_processor_is_no_change(tmp_path: Path) -> None:
    """But a small one that is more than rounding is."""
    same = compared(tmp_path / "1", {"rows": [row(value=0.1 + 0.2)]}, {"rows": [row(value=0.3)]})
    assert same.numbers == ()
    found = only(compared(tmp_path / "2", {"rows": [row(value=0.3)]}, {"rows": [row(value=0.30001)]}))
    assert found.change == "value"


@pytest.mark.parametrize(
    ("unit", "measure", "old", "percent"),
    [
        ("people", "people", 10, 50),
        ("per 10000 residents", "people_per_10000_residents", 10, 50),
        ("people", "people", 0, None),
        ("percent", "percent_satisfied", 10, None),
        ("percentage points", "difference_from_others", 10, None),
        ("points of 20", "mean_pre", 10, None),
        ("p-value", "signed_rank_p", 10, None),
        ("1 higher, 0 no different, -1 lower", "standing_per_residents", 10, None),
        ("people", "difference", 10, None),
        ("people", "people", -10, None),
    ],
)
def test_a_percentage_stands_where_it_says_something(
    tmp_path: Path, unit: str, measure: str, old: float, percent: float | None
) -> None:
    """Of counts and rates above 0; never of percentages, points, p-values, codes and differences."""
    rows = [[row(measure, value, unit=unit)] for value in (old, old + 5)]
    found = only(compared(tmp_path, {"rows": rows[0]}, {"rows": rows[1]}))
    assert found.difference == 5
    assert found.percent == percent


@pytest.mark.parametrize(
    ("changed", "measure", "why", "named"),
    [
        (["visits.csv"], "consultations", "inputs", ["visits.csv"]),
        (["visits.csv", "tests.csv"], "consultations", "inputs", ["visits.csv"]),
        (["visits.csv", "people.csv"], "people_per_10000_residents", "inputs", ["people.csv", "visits.csv"]),
        (["people.csv"], "people_per_10000_residents", "inputs", ["people.csv"]),
        (["tests.csv"], "consultations", "unexplained", []),
        ([], "consultations", "unexplained", []),
        # What run.json says nothing of may rest on anything.
        (["visits.csv", "tests.csv"], "unheard_of", "inputs", ["tests.csv", "visits.csv"]),
    ],
)
def test_a_number_names_the_changed_inputs_that_it_rests_on(
    tmp_path: Path, changed: list[str], measure: str, why: str, named: list[str]
) -> None:
    """All of them and no other; where there is none, that should not be."""
    before, after = ({"rows": [row(measure, value)]} for value in (1, 2))
    found = only(compared(tmp_path, before, after | inputs(*changed)))
    assert (found.why, list(found.inputs), found.settings, found.software) == (why, named, False, False)


@pytest.mark.parametrize(
    ("after", "settings", "software"),
    [
        (inputs(**{"project.toml": "s2"}), True, False),
        ({"evaltools": {"version": "1.0", "commit": "abc", "code": "other"}}, False, True),
        ({"packages": {"numpy": "2.1", "pandas": "3.0"}}, False, True),
        ({"python": "3.13.0"}, False, True),
    ],
)
def test_settings_and_software_are_causes(
    tmp_path: Path, after: dict[str, Any], settings: bool, software: bool
) -> None:
    """Alone where no input of the number has changed, beside the input where one has."""
    rows = [{"rows": [row(value=value)]} for value in (1, 2)]
    alone = only(compared(tmp_path / "1", rows[0], rows[1] | after))
    assert (alone.why, alone.settings, alone.software) == ("settings-or-software", settings, software)
    changed = after.get("inputs", RECORD["inputs"]) | {"visits.csv": "v2"}
    both = only(compared(tmp_path / "2", rows[0], rows[1] | after | {"inputs": changed}))
    assert (both.why, both.inputs) == ("inputs", ("visits.csv",))
    assert (both.settings, both.software) == (settings, software)


def test_another_commit_with_the_same_code_changes_no_number(tmp_path: Path) -> None:
    """It differs, but is no cause; where the code is not known it may be one."""
    rows = [{"rows": [row(value=value)]} for value in (1, 2)]
    known = {"evaltools": {"version": "1.0", "commit": "def", "code": "c0de"}}
    found = compared(tmp_path / "1", rows[0], rows[1] | known)
    assert [each.name for each in found.made_from] == ["commit"]
    assert (only(found).why, only(found).software) == ("unexplained", False)
    unknown = {"evaltools": {"version": "1.0", "commit": "def"}}
    older = compared(tmp_path / "2", rows[0], rows[1] | unknown)
    assert [each.name for each in older.made_from] == ["commit"]
    assert only(older).software


def test_what_is_hidden_may_be_so_because_of_any_input(tmp_path: Path) -> None:
    """Hiding is decided over all numbers together: a change elsewhere can do it."""
    before, after = {"rows": [row(value=12)]}, {"rows": [row(value=None, status="hidden")]}
    found = only(compared(tmp_path / "1", before, after | inputs(*TWO)))
    assert (found.why, found.inputs) == ("hiding", TWO)
    certain = only(compared(tmp_path / "2", before, after | inputs("visits.csv")))
    assert (certain.why, certain.inputs) == ("inputs", ("visits.csv",))
    elsewhere = only(compared(tmp_path / "3", before, after | inputs("tests.csv")))
    assert (elsewhere.why, elsewhere.inputs) == ("hiding", ("tests.csv",))


def test_an_interval_that_goes_may_be_hidden_too(tmp_path: Path) -> None:
    """One that only moved is not; an internal table hides nothing."""
    wide, narrow, none = row(low=1, high=20), row(low=2, high=19), row()
    after = {"rows": [none]} | inputs(*TWO)
    assert only(compared(tmp_path / "1", {"rows": [wide]}, after)).why == "hiding"
    moved = only(compared(tmp_path / "2", {"rows": [wide]}, {"rows": [narrow]} | inputs(*TWO)))
    assert (moved.change, moved.why, moved.inputs) == ("interval", "inputs", ("visits.csv",))
    before = {"rows": [], "internal": [wide]}
    inside = only(compared(tmp_path / "3", before, after | {"rows": [], "internal": [none]}, internal=True))
    assert (inside.why, inside.inputs) == ("inputs", ("visits.csv",))


def test_an_input_of_the_earlier_run_counts(tmp_path: Path) -> None:
    """A number that is gone rested on a file that is gone."""
    fewer = {name: digest for name, digest in RECORD["inputs"].items() if name != "tests.csv"}
    after = {"rows": [], "numbers": RECORD["numbers"][:2], "inputs": fewer}
    found = only(compared(tmp_path, {"rows": [row("pairs", 9, subject="learning")]}, after))
    assert (found.change, found.why, found.inputs) == ("removed", "inputs", ("tests.csv",))


def test_the_longest_name_decides(tmp_path: Path) -> None:
    """A group, or a group of one region, may rest on another file than its measure."""
    numbers = [
        {"files": ["visits.csv"], "measures": ["s/m"]},
        {"files": ["tests.csv"], "measures": ["s/m/g=1"]},
        {"files": ["people.csv"], "measures": ["KZ-23/s/m/g=1"]},
    ]

    def rows(value: float) -> list[dict[str, Any]]:
        places = (("KZ-23", ""), ("KZ-71", "g=1"), ("KZ-23", "g=1"))
        return [row("m", value, subject="s", region=region, group=group) for region, group in places]

    after = {"rows": rows(2), "numbers": numbers} | inputs(*TWO, "people.csv")
    found = compared(tmp_path, {"rows": rows(1), "numbers": numbers}, after)
    assert [each.inputs for each in found.numbers] == [("visits.csv",), ("tests.csv",), ("people.csv",)]


def test_another_period_is_told_once(tmp_path: Path) -> None:
    """Its numbers are held against those of the former one."""
    later = "2024-01-01..2025-06-30"
    after = {"rows": [row(value=15, period=later)]} | inputs(**{"project.toml": "s2"})
    found = compared(tmp_path, {"rows": [row(value=12)]}, after)
    assert [each.kind for each in found.made_from] == ["settings", "period"]
    assert (only(found).change, only(found).difference) == ("value", 3)


def test_internal_numbers_are_told_once(tmp_path: Path) -> None:
    """What the public table says already is not said again; what it hides is."""
    public = [[row(value=value), row("people", None, status="hidden")] for value in (12, 13)]
    inside = [[row(value=value), row("people", value)] for value in (12, 13)]
    before, after = ({"rows": rows, "internal": all_} for rows, all_ in zip(public, inside, strict=True))
    found = compared(tmp_path, before, after, internal=True)
    assert [(each.key.measure, each.is_internal) for each in found.numbers] == [
        ("consultations", False),
        ("people", True),
    ]
    assert [each.key.measure for each in compared(tmp_path, before, after).numbers] == ["consultations"]


def test_a_number_that_is_hidden_now_is_told_inside_with_its_values(tmp_path: Path) -> None:
    """The public table says that it went; only the internal one says to what."""
    before = {"rows": [row(value=12)], "internal": [row(value=12)]}
    after = {"rows": [row(value=None, status="hidden")], "internal": [row(value=3)]}
    found = compared(tmp_path, before, after | inputs("visits.csv"), internal=True)
    assert [(each.is_internal, each.change, each.difference) for each in found.numbers] == [
        (False, "status", None),
        (True, "value", -9),
    ]


def test_an_older_run_leaves_all_changed_inputs_as_causes(tmp_path: Path) -> None:
    """It did not write down what its numbers rest on."""
    sides = [
        written(tmp_path / "a", [row(value=1)]),
        written(tmp_path / "b", [row(value=2)], **inputs(*TWO)),
    ]
    text = (sides[0] / "run.json").read_text(encoding="utf-8").replace('"numbers"', '"other"')
    (sides[0] / "run.json").write_text(text, encoding="utf-8")
    found = only(compare(*map(read_output, sides)))
    assert (found.why, found.inputs) == ("inputs", TWO)


def test_pages_are_compared_by_what_they_say(tmp_path: Path) -> None:
    """New, gone, different, failed, kept from an earlier run; and files beside them."""
    before = {"same.html": html("a"), "other.html": html("a"), "gone.html": html("a"), "kept.html": html("a")}
    after = {"same.html": html("a", stamp="2"), "other.html": html("b"), "new.html": html("a")}
    after |= {"kept.html": html("a"), "other.xlsx": "table"}
    told = [page("same.html"), page("other.html", files={"other.xlsx": "x"}), page("new.html")]
    told += [page("kept.html", data_hash="d0"), page("failed.html", status="failed")]
    found = compared(tmp_path, {"pages": before}, {"pages": after, "told": told})
    assert [(each.place, each.change) for each in found.pages] == [
        ("failed.html", "failed"),
        ("gone.html", "gone"),
        ("kept.html", "older"),
        ("new.html", "new"),
        ("other.html", "different"),
        ("other.xlsx", "new"),
    ]


def test_a_file_beside_a_page_that_is_not_there_is_gone(tmp_path: Path) -> None:
    """Whatever the record says: somebody may have removed it."""
    told = [page("x.html", files={"x.xlsx": "h"})]
    before = {"pages": {"x.html": html("a"), "x.xlsx": "table"}, "told": told}
    found = compared(tmp_path, before, {"pages": {"x.html": html("a")}, "told": told})
    assert [(each.place, each.change) for each in found.pages] == [("x.xlsx", "gone")]


def test_findings_are_told_where_they_were_asked_for(tmp_path: Path) -> None:
    """One that only moved to another row is the same; one that stands twice now has come once."""
    moved = [{"severity": "note", "code": "x", "row": row, "message": f"Row {row}."} for row in (4, 5)]
    gone = {"severity": "error", "code": "y", "message": "Gone."}
    before, after = (
        {"findings": [moved[0], gone]},
        {"findings": [*moved, {"severity": "warning", "code": "z"}]},
    )
    found = compared(tmp_path, before, after, internal=True).findings
    assert found is not None
    assert [(each.came, each.finding["code"]) for each in found] == [(True, "x"), (True, "z"), (False, "y")]


def test_two_projects_are_not_compared(tmp_path: Path) -> None:
    """Both are named."""
    with pytest.raises(UsageError, match=r"output of the project centre.*of other"):
        compared(tmp_path, {}, {"project": "other"})


def command(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, ["compare", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with one changed file and one changed number."""
    a = written(tmp_path / "a", [row(value=12, n=30)], delimiter=";")
    b = written(tmp_path / "b", [row(value=15, n=31)], delimiter=";", **inputs("visits.csv"))
    return a, b


def test_the_command_prints_one_object(folders: tuple[Path, Path]) -> None:
    """With the same content, whole numbers and blanks as JSON has them."""
    found = json.loads(command(*folders, "--json"))
    assert list(found) == ["project", "before", "after", "made_from", "numbers", "pages", "findings"]
    assert found["made_from"][0]["name"] == "visits.csv"
    (number,) = found["numbers"]
    assert list(number) == list(COLUMNS)
    assert (number["value_before"], number["value_after"], number["difference"]) == (12, 15, 3)
    assert (number["low_before"], number["inputs"], number["settings"]) == (None, ["visits.csv"], False)
    assert found["findings"] is None
    assert json.loads(command(*folders, "--json", "--internal"))["findings"] == []


def test_the_command_writes_a_table(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """With the delimiter of the folder's own tables, so that the same spreadsheet opens it."""
    file = tmp_path / "changes.csv"
    assert "12 → 15 (+3; +25.0%)" in command(*folders, "--output", file, "--ui-language", "en")
    (found,) = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")), delimiter=";")
    assert (found["measure"], found["change"], found["value_before"], found["value_after"]) == (
        "consultations", "value", "12", "15",
    )  # fmt: skip
    assert (found["n_after"], found["why"], found["inputs"], found["settings"]) == (
        "31", "inputs", "visits.csv", "no",
    )  # fmt: skip


def test_a_folder_is_no_file_for_the_table(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """Nothing is written."""
    result = CliRunner().invoke(app, ["compare", *map(str, folders), "--output", str(tmp_path)])
    assert isinstance(result.exception, UsageError)
    assert "is a folder" in str(result.exception)


def test_the_command_needs_no_heavy_library(folders: tuple[Path, Path]) -> None:
    """It answers at once: neither pandas nor matplotlib is imported."""
    code = (
        "import sys; from evaltools.cli import app; "
        f"app(['compare', {str(folders[0])!r}, {str(folders[1])!r}], standalone_mode=False); "
        "sys.exit(', '.join({'pandas', 'matplotlib', 'numpy'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
