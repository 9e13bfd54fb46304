"""Where a total differs, the small change that would make it agree is named; a guess never is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.check.cases import Tables, examined, only

PARTS = "region,breakdown,category,count\n"
CLAIM = "claim,claimed,unit,table,column,where\n"
COUNTS = {"subject": "participants", "unit": "people"}


def message(claimed: int, rows: str, again: str = "") -> str:
    tables: dict[str, tuple[str, str, dict[str, Any]]] = {
        "parts": ("counts", PARTS + rows, COUNTS),
        "claims": ("claims", CLAIM + f"n,{claimed},people,parts,count,\n", {}),
    }
    if again:
        tables["chart"] = ("counts", PARTS + again, COUNTS | {"checked_only": True, "same_as": "parts"})
    made: Tables = tables
    (found,) = [each for each in only(examined(made), "total-differs") if each.file == "claims.csv"]
    return found.message


ROWS = "KZ-23,sex,women,10\nKZ-71,sex,women,7\nKZ-61,sex,women,5\n"


def test_another_value_of_the_same_part_is_named_with_its_place() -> None:
    """10+7+5 = 22; the chart has 9 for the second one, and 24 is stated."""
    said = message(24, ROWS, ROWS.replace(",7", ",9"))
    assert said.endswith("With 9 for “Women”, as in chart.csv, the figures agree.")


def test_a_part_that_should_not_be_among_them_is_named() -> None:
    """22 − 5 = 17: without the third."""
    assert message(17, ROWS).endswith("Without “Women” (5) the figures agree.")


@pytest.mark.parametrize(
    ("claimed", "rows"),
    [
        (16, ROWS),  # no part is 6
        (27, ROWS),  # 5 too many, not too few: nothing can be left out
        (17, ROWS.replace(",7", ",5").replace(",10", ",12")),  # two parts are 5
        (10, "KZ-23,sex,women,10\nKZ-71,sex,women,7\n"),  # of two parts, each is the other's excuse
    ],
)
def test_what_could_be_chance_is_not_named(claimed: int, rows: str) -> None:
    """Only one part, and only among several, explains a difference."""
    assert "the figures agree" not in message(claimed, rows)


def test_ranges_have_no_repair() -> None:
    """Any value between the ends may be meant."""
    rows = PARTS.strip() + ",count_high\nKZ-23,sex,women,3,4\nKZ-71,sex,women,5,\nKZ-61,sex,women,2,\n"
    found = examined(
        {"parts": ("counts", rows, COUNTS), "claims": ("claims", CLAIM + "n,5,people,parts,count,\n")}
    )
    assert "the figures agree" not in only(found, "total-differs")[0].message
