"""One number that a source gives for several places stands the same in each of their rows."""

from __future__ import annotations

from evaltools.findings import Finding
from tests.unit.check.cases import examined, only

HEAD = "region,breakdown,category,count,count_high,phrase\n"


def phrases(rows: str) -> list[Finding]:
    table = ("counts", HEAD + rows, {"subject": "campaign", "unit": "events"})
    return only(examined({"c": table}), "phrase-differs")


def test_different_numbers_in_one_phrase_are_an_error() -> None:
    """The source has one number, the rows have two: the phrase, its first row, both numbers."""
    (found,) = phrases("KZ-23,kind,x,5,,a\nKZ-71,kind,x,6,,a\nKZ-61,kind,x,9,,b\n")
    assert (found.severity, found.row, found.column) == ("error", 2, "a")
    assert (found.claimed, found.computed) == ("5", "6")


def test_ranges_are_numbers_too() -> None:
    """3–4 twice is one number; 3–4 and 3 are two."""
    assert phrases("KZ-23,kind,x,3,4,a\nKZ-71,kind,x,3,4,a\n") == []
    (found,) = phrases("KZ-23,kind,x,3,4,a\nKZ-71,kind,x,3,,a\n")
    assert (found.claimed, found.computed) == ("3..4", "3")


def test_a_number_is_the_same_as_a_count_or_as_a_high_end() -> None:
    """A phrase gives its number in either column."""
    assert phrases("KZ-23,kind,x,5,,a\nKZ-71,kind,x,,5,a\n") == []


def test_rows_without_a_phrase_may_have_any_number() -> None:
    """Blank cells are no phrase of their own."""
    assert phrases("KZ-23,kind,x,5,,\nKZ-71,kind,x,6,,\n") == []
