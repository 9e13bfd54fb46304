"""Breakdowns of the same people: sums, “other”, bands of age."""

from __future__ import annotations

import pytest

from evaltools.findings import Finding
from tests.unit.check.cases import codes, examined, only

COUNTS = {"subject": "participants", "unit": "people"}


def broken_down(rows: str, head: str = "breakdown,category,count,count_high", *regions: str) -> list[Finding]:
    return examined({"c": ("counts", f"{head}\n{rows}", COUNTS)}, *(regions or ("KZ-23",)))


# Sums


def test_breakdowns_that_add_up_to_the_same_are_said_to() -> None:
    """90 + 121 by sex, 211 by status."""
    (found,) = broken_down("sex,men,90,\nsex,women,121,\nstatus,youth,211,\n")
    assert (found.severity, found.code, found.claimed, found.computed) == (
        "checked",
        "breakdown-agrees",
        "211",
        "211",
    )


def test_breakdowns_that_do_not_are_an_error() -> None:
    """Both sums, and the first minus the second."""
    (found,) = broken_down("sex,men,90,\nsex,women,121,\nstatus,youth,200,\n")
    assert (found.severity, found.code, found.column, found.difference) == (
        "error",
        "breakdown-differs",
        "status",
        "11",
    )


def test_a_stated_total_comes_first_wherever_it_stands() -> None:
    """Every breakdown is held against it."""
    found = broken_down("sex,men,90,\ntotal,total,91,\nstatus,youth,91,\n")
    assert [(each.code, each.column, each.claimed) for each in found] == [
        ("breakdown-differs", "sex", "91"),
        ("breakdown-agrees", "status", "91"),
    ]


def test_ranges_agree_where_they_meet() -> None:
    """8–9 and 9 may be the same people; 8–9 and 10 are not."""
    assert codes(broken_down("sex,men,3,4\nsex,women,5,\nstatus,youth,9,\n")) == ["breakdown-agrees"]
    assert codes(broken_down("sex,men,3,4\nsex,women,5,\nstatus,youth,10,\n")) == ["breakdown-differs"]


def test_a_breakdown_that_nobody_reported_adds_up_to_nothing_and_not_to_zero() -> None:
    """Blank cells are not known; they contradict no other breakdown."""
    assert broken_down("sex,men,5,\nsex,women,6,\nstatus,youth,,\nstatus,business,,\n") == []


def test_each_region_is_compared_with_itself() -> None:
    """Atyrau agrees; the other region does not, and is named; no row is of both."""
    found = broken_down(
        "KZ-23,sex,men,5\nKZ-23,status,youth,5\nKZ-71,sex,men,6\nKZ-71,status,youth,7\n",
        "region,breakdown,category,count", "KZ-23", "KZ-71",
    )  # fmt: skip
    assert [(each.code, each.region) for each in found] == [
        ("breakdown-agrees", "KZ-23"),
        ("breakdown-differs", "KZ-71"),
    ]


@pytest.mark.parametrize("rows", ["", ",,5,\n", "sex,men,5,\n"])
def test_a_table_with_less_than_two_breakdowns_has_nothing_to_compare(rows: str) -> None:
    """Empty, one total, one breakdown."""
    assert broken_down(rows) == []


# Other


@pytest.mark.parametrize(("other", "told"), [(4, True), (3, False)])
def test_a_third_in_other_is_worth_a_note(other: int, told: bool) -> None:
    """4 of 12 are a third; 3 of 11 are less."""
    found = only(broken_down(f"status,youth,8,\nstatus,other,{other},\n"), "other-large")
    assert bool(found) == told
    if told:
        assert (found[0].severity, found[0].claimed, found[0].computed) == ("note", "12", "4")


def test_of_the_adults_it_is_more() -> None:
    """50 of 100 people are 50 %, and with 20 children 50 of 80 adults are 62.5 %."""
    (found,) = only(broken_down("status,children,20,\nstatus,youth,30,\nstatus,other,50,\n"), "other-large")
    assert "50.0%" in found.message
    assert "62.5%" in found.message


# Ages


@pytest.mark.parametrize(
    ("bands", "overlap"),
    [
        (("14-18", "18-28"), "14-18, 18-28"),
        (("18-28", "14–17", "28+"), "18-28, 28+"),
        (("14-17", "18-28", "29+"), ""),
        (("0-13", "14-17", "not_stated"), ""),
    ],
)
def test_bands_that_share_a_year_overlap(bands: tuple[str, ...], overlap: str) -> None:
    """Whoever is 18 belongs to 14–18 and to 18–28; the order of the rows does not matter."""
    found = only(broken_down("".join(f"age,{band},5,\n" for band in bands)), "bands-overlap")
    assert [each.column for each in found] == ([overlap] if overlap else [])


def ages(rows: str) -> list[Finding]:
    return only(broken_down(rows), "ages-fit", "ages-do-not-fit")


def test_people_of_an_age_need_a_band_that_holds_them() -> None:
    """50 and over: 10 people from 46 on, so 10 fit and 11 do not."""
    bands = "age,14-45,30,\nage,46-59,6,\nage,60+,4,\n"
    (fits,) = ages(bands + "status,older_50,10,\n")
    assert (fits.code, fits.claimed, fits.computed) == ("ages-fit", "10", "10")
    (found,) = ages(bands + "status,older_50,11,\n")
    assert (found.severity, found.code, found.row) == ("error", "ages-do-not-fit", 5)
    assert (found.claimed, found.computed, found.difference) == ("11", "10", "1")


def test_bands_may_hold_as_many_as_their_high_end() -> None:
    """3–4 people of 50 and over: 4 fit, 5 do not."""
    bands = "age,14-49,5,\nage,50+,3,4\n"
    assert codes(ages(bands + "status,older_50,4,\n")) == ["ages-fit"]
    assert codes(ages(bands + "status,older_50,5,\n")) == ["ages-do-not-fit"]


def test_people_without_an_age_may_be_of_any() -> None:
    """Nobody says that they are young: 4 of 10 without an age may be old, 11 cannot."""
    bands = "age,14-49,5,\nage,not_stated,10,\n"
    assert codes(ages(bands + "status,older_50,4,\n")) == ["ages-fit"]
    assert codes(ages(bands + "status,older_50,11,\n")) == ["ages-do-not-fit"]


def test_a_band_that_is_not_reported_has_room_for_anybody() -> None:
    """Its count is not known: nothing is said of those who belong to it, but of the others."""
    bands = "age,0-17,5,\nage,18-49,3,\nage,50+,,\n"
    found = ages(bands + "status,older_50,400,\nstatus,children,6,\n")
    assert [(each.code, each.column) for each in found] == [("ages-do-not-fit", "children")]


def test_bands_that_overlap_are_told_and_not_counted() -> None:
    """Whoever stands in two bands cannot be counted."""
    found = broken_down("age,14-50,5,\nage,50+,3,\nstatus,older_50,9,\n")
    assert "bands-overlap" in codes(found)
    assert only(found, "ages-fit", "ages-do-not-fit") == []


@pytest.mark.parametrize(
    ("category", "band"),
    [("children", "18-28"), ("youth", "35-45"), ("youth", "0-13"), ("older_50", "18-49")],
)
def test_ages_of_categories_are_those_of_the_law(category: str, band: str) -> None:
    """Children are under 18, youth is 14 to 34, the older ones are 50 and over."""
    assert codes(ages(f"age,{band},5,\nstatus,{category},5,\n")) == ["ages-do-not-fit"]
