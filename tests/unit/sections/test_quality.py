"""The page on the quality of the data: what was found by severity, where, and what to do."""

from __future__ import annotations

from pathlib import Path

from evaltools.prepare import Prepared
from tests.small import counts, report, small, table_rows, text_of

CLAIMS = '[tables.k]\nfile = "k.csv"\nkind = "claims"\n'
ROWS = "claim,claimed,unit,place,table,column,label_en\nall,210,people,text,c,count,All\n"
GOAL = '[[goals]]\nid = "access"\ntext = "Help for all"\n'
PEOPLE = "breakdown,category,count\nsex,women,150\nsex,men,50\n"


def made(folder: Path, more: str = "") -> Prepared:
    """A project with an error and a warning."""
    return small(folder, counts("c") + CLAIMS + GOAL + more, c=PEOPLE, k=ROWS)


def test_findings_stand_by_severity_and_say_what_to_do_where(tmp_path: Path) -> None:
    """File, row, and the lines to write; the settings are introduced once."""
    block = report(made(tmp_path), audience="internal").findings()
    (error,) = table_rows(block, "Errors")
    assert error[1] == "k.csv, row 2, all"
    assert error[2].endswith('[[acknowledged]] / code = "total-differs" / column = "all" / reason.en = "…"')
    (warning,) = table_rows(block, "Warnings")
    assert warning[1] == 'project.toml, [[goals]] id = "access"'
    assert "[[goals]] with id = “access”" in warning[2]
    assert "Found: 1 error and 1 warning." in text_of(block)
    assert f"in the folder {tmp_path.name}, beside the tables" in text_of(block)
    assert str(tmp_path.parent) not in text_of(block)


def test_of_what_the_team_knows_the_reason_stands_there(tmp_path: Path) -> None:
    """It need not be told again what to do."""
    known = '[[acknowledged]]\ncode = "total-differs"\ncolumn = "all"\nreason = "The chart is older."\n'
    block = report(made(tmp_path, known), audience="internal").findings()
    assert table_rows(block, "Errors")[0][2] == "Acknowledged: The chart is older."


def test_what_is_right_asks_for_nothing_and_is_folded(tmp_path: Path) -> None:
    """It is only looked up."""
    rows = ROWS.replace("210", "200")
    block = report(small(tmp_path, counts("c") + CLAIMS, c=PEOPLE, k=rows), audience="internal").findings()
    assert table_rows(block, "Checked") == [
        ("All: the stated 200 agrees with its parts.", "k.csv, row 2, all")
    ]
    assert "<details>" in str(block.html)
    assert "project.toml" not in text_of(block)
