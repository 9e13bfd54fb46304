"""Comparisons as results: both figures, and only where everything that they tell is public."""

from __future__ import annotations

import pytest

from evaltools.check import is_open, totals
from evaltools.findings import Finding
from evaltools.results import Results
from tests.unit.check.cases import project

TABLES = {
    "open": {"file": "open.csv", "kind": "claims", "sensitivity": "activity"},
    "hides": {"file": "hides.csv", "kind": "regional-figures", "sensitivity": "court"},
}


def finding(code: str = "total-differs", **more: str) -> Finding:
    return Finding(
        **{
            "severity": "error", "code": code, "message": "m", "file": "open.csv", "column": "n",
            "claimed": "12", "computed": "10", "difference": "2", "other_place": "open.csv",
        } | more  # type: ignore[arg-type]
    )  # fmt: skip


def made(*findings: Finding) -> Results:
    return totals(project(tables=TABLES), findings)


def public(*findings: Finding) -> set[str]:
    from tests.unit.check.cases import read

    settings, tables = read(
        {
            "open": ("claims", "claim,claimed,unit,table,column\n", {"sensitivity": "activity"}),
            "hides": ("regional-figures", "region,consultations,clients\n", {"sensitivity": "court"}),
        }
    )
    assert not any(each.refused for each in tables.values())
    return {row.audience for row in totals(settings, findings)}


def test_a_comparison_is_three_numbers() -> None:
    """What is stated, what was computed, and the first minus the second, with the code as its reason."""
    rows = {row.measure: row for row in made(finding())}
    assert {name: row.value for name, row in rows.items()} == {"stated": 12, "computed": 10, "difference": 2}
    assert {row.group for row in rows.values()} == {"claim=n"}
    assert rows["difference"].reason == "total-differs"
    assert rows["computed"].method == "sum of the parts"


def test_a_range_keeps_its_ends_and_has_no_value() -> None:
    """45 to 48: nobody knows which."""
    row = made(finding(computed="45..48")).get("KZ", "checks", "computed", "claim=n")
    assert (row.value, row.low, row.high, row.status, row.reason) == (None, 45, 48, "undefined", "range")


def test_further_comparisons_of_one_figure_are_numbered() -> None:
    """No two results have one key; what is compared with another name begins anew."""
    rows = made(finding(), finding("mention-agrees"), finding("mention-differs"), finding(column="m"))
    groups = [row.group for row in rows if row.measure == "stated"]
    assert groups == ["claim=n", "claim=n;mention=2", "claim=n;mention=3", "claim=m"]
    assert rows.get("KZ", "checks", "computed", "claim=n;mention=2").method == "as stated in another place"


@pytest.mark.parametrize(
    "other",
    [
        finding("breakdown-differs"),
        finding(claimed="2024-05-05", computed="2024-05-06"),
        finding("mention-agrees", claimed="", computed=""),
    ],
)
def test_what_is_no_pair_of_numbers_gives_no_results(other: Finding) -> None:
    """Findings of other kinds, days, and the line that says how many agree."""
    assert len(made(other)) == 0


@pytest.mark.parametrize("place", [{"file": "hides.csv"}, {"other_place": "hides.csv"}])
def test_what_comes_from_a_table_that_hides_is_internal(place: dict[str, str]) -> None:
    """Either of the two figures may be a count that is hidden everywhere else."""
    assert public(finding()) == {"public"}
    assert public(finding(**place)) == {"internal"}


def test_settings_hide_nothing() -> None:
    """`project.toml` is no table."""
    assert is_open(project(), finding(file="project.toml", other_place="project.toml"))
