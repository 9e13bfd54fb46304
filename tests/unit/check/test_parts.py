"""What rows add up to, under every reading that their authors may have meant."""

from __future__ import annotations

import pandas as pd
import pytest

from evaltools.check.parts import Reading, conditions, is_condition, readings, rows_where
from evaltools.project import Table
from evaltools.validate import Canonical
from tests.unit.check.cases import counts

LATE = frozenset({"KZ-61"})
PHRASES = counts(
    [("KZ-23", 5, "a"), ("KZ-71", 5, "a"), ("KZ-61", 3, "b"), ("KZ-10", 3, "b"), ("KZ-11", 4, None)],
    "region", "count", "phrase",
)  # fmt: skip


def ends(found: list[Reading]) -> list[tuple[float, float]]:
    return [(each.low, each.high) for each in found]


def test_conditions_have_several_columns_and_values() -> None:
    """Semicolons between columns, strokes between values, spaces anywhere."""
    assert conditions("") == {}
    assert conditions(" a = 1 | 2 ;b=x; ") == {"a": ("1", "2"), "b": ("x",)}
    assert is_condition("a=1; b=2|3")
    assert is_condition("a=")
    assert not is_condition("a=1; b")


def test_rows_fulfil_all_conditions_and_blank_cells_none() -> None:
    """Numbers are compared as they are written; what is not known is no value."""
    frame = pd.DataFrame({"a": pd.array(["x", None, "y"], "string"), "n": pd.array([1, 1, 2], "Int64")})
    assert list(rows_where(frame, {"a": ("x", "y")}).index) == [0, 2]
    assert list(rows_where(frame, {"a": ("x", "y"), "n": ("1",)}).index) == [0]
    assert list(rows_where(frame, {}).index) == [0, 1, 2]


def test_a_phrase_counts_each_of_its_places_or_all_together() -> None:
    """5+5+3+3+4 = 20; a once: 15; b once: 17; both once: 12. The plainest first."""
    found = readings(PHRASES, "count", "", "sum", frozenset())
    assert ends(found) == [(20, 20), (17, 17), (15, 15), (12, 12)]
    assert [each.together for each in found] == [(), ("b",), ("a",), ("a", "b")]
    assert {each.phrases for each in found} == {2}


def test_a_phrase_of_one_row_is_no_other_reading() -> None:
    """Only a number for several places can be meant for all of them."""
    found = readings(PHRASES, "count", "region=KZ-23|KZ-11", "sum", frozenset())
    assert ends(found) == [(9, 9)]
    assert found[0].phrases == 0


def test_many_phrases_are_all_read_in_the_same_way() -> None:
    """Seven phrases would have 128 readings: two are enough."""
    rows = [(f"r{n}{m}", 1, f"p{n}") for n in range(7) for m in range(2)]
    assert ends(readings(counts(rows, "region", "count", "phrase"), "count", "", "sum", frozenset())) == [
        (14, 14), (7, 7),
    ]  # fmt: skip


def test_a_phrase_gives_its_number_as_the_high_end() -> None:
    """ "up to 5" of one place may be nothing; of a phrase it is the number."""
    rows = counts([(None, 5, "a"), (None, 4, None)], "count", "count_high", "phrase")
    assert ends(readings(rows, "count", "", "sum", frozenset())) == [(5, 9)]


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [("regional-figures", "", "counted"), ("counts", "", "left out")],
)
def test_late_regions_are_read_as_the_totals_of_the_kind_do_first(kind: str, first: str, second: str) -> None:
    """Figures by region leave them out, other tables count them; the second reading is the other one."""
    frame = pd.DataFrame({"region": ["KZ-23", "KZ-61"], "consultations": pd.array([10, 3], "Int64")})
    extra = {"subject": "s", "unit": "people"} if kind == "counts" else {}
    table = Canonical("t", Table(file="t.csv", kind=kind, **extra), frame, 2, 2)  # type: ignore[arg-type]
    found = readings(table, "consultations", "", "sum", LATE)
    assert [each.late for each in found] == [first, second]
    assert sorted(ends(found)) == [(10, 10), (13, 13)]
    assert ends(found)[0] == ((10, 10) if kind == "regional-figures" else (13, 13))
    assert len(readings(table, "consultations", "", "sum", frozenset())) == 1


def test_rows_without_a_value_hold_nothing() -> None:
    """No rows, or none with a count: no reading at all, not 0."""
    blank = counts([("KZ-23", None, None)], "region", "count", "count_high")
    assert readings(blank, "count", "", "sum", frozenset()) == []
    assert readings(blank, "count", "region=KZ-71", "sum", frozenset()) == []
    assert ends(readings(blank, "", "", "rows", frozenset())) == [(1, 1)]


@pytest.mark.parametrize(
    ("low", "high", "off"),
    [
        (8, None, 0),
        (9, None, 0),
        (7, None, -1),
        (12, None, 3),
        (1, 8, 0),
        (9, 20, 0),
        (1, 6, -2),
        (10, 20, 1),
        (8.5, None, 0),
        (9.5, None, 0.5),
        (7.75, None, -0.25),
    ],
)
def test_how_far_a_figure_lies_outside(low: float, high: float | None, off: float) -> None:
    """From 8 to 9: 0 inside, otherwise to the nearer end, positive above."""
    assert Reading(8, 9).off(low, high) == off
