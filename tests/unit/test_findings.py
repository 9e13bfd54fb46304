"""Findings are rows of findings.csv."""

from __future__ import annotations

from evaltools.findings import FINDING_COLUMNS, SEVERITIES, Finding


def test_the_columns_are_those_that_users_rely_on() -> None:
    """Names and order of findings.csv stay."""
    assert " ".join(FINDING_COLUMNS) == (
        "severity code region file sheet row column value expected action message "
        "claimed computed difference other_place"
    )
    assert SEVERITIES == ("error", "warning", "note", "checked")


def test_a_finding_is_one_row() -> None:
    """Places that a finding does not have are blank; whether it refuses is no column."""
    row = Finding(severity="error", code="blank", message="m", file="a.csv", row=7, refuses=True).as_row()
    assert tuple(row) == FINDING_COLUMNS
    assert {name: value for name, value in row.items() if value not in ("", None)} == {
        "severity": "error",
        "code": "blank",
        "message": "m",
        "file": "a.csv",
        "row": 7,
    }
    assert Finding(severity="note", code="c", message="m").as_row()["row"] is None
