"""Published percentages: true of their base, of some base, and of each other."""

from __future__ import annotations

import pytest

from evaltools.check.percents import digits_of, possible, smallest_base
from evaltools.findings import Finding
from evaltools.language import NBSP
from tests.unit.check.cases import Tables, codes, examined, only


def published(rows: str, **more: object) -> list[Finding]:
    tables: Tables = {"s": ("satisfaction-figures", "item,percent,n,region\n" + rows)} | more
    return [each for each in examined(tables) if each.file == "s.csv"]


@pytest.mark.parametrize(
    ("percent", "n", "digits", "can"),
    [
        # Brown and Heathers 2017: of n people, only multiples of 100 / n can be.
        (92.03, 138, 2, True),  # 127 of 138 are 92.028… %
        (92.03, 20, 2, False),  # 18 are 90 %, 19 are 95 %
        (33.0, 3, 0, True),
        (34.0, 3, 0, False),
        (0.0, 7, 0, True),
        (100.0, 7, 0, True),
        (12.5, 8, 1, True),
        (12.0, 8, 0, True),  # 12.5 may be rounded down, half to even
        (13.0, 8, 0, True),  # or up
        (14.0, 8, 0, False),
    ],
)
def test_a_percentage_is_possible_or_not(percent: float, n: int, digits: int, can: bool) -> None:
    """Some whole number of n people gives it when it is rounded, by whatever rule."""
    assert possible(percent, n, digits) is can


def test_the_smallest_base_holds_all_percentages_at_once() -> None:
    """50 % needs 2 people, 33.3 % needs 3, both together 6; what no base gives has none."""
    assert smallest_base([50.0]) == 2
    assert smallest_base([33.3]) == 3
    assert smallest_base([50.0, 33.3]) == 6
    assert smallest_base([100.0]) == 1
    assert smallest_base([101.0]) is None


def test_decimals_are_those_of_the_longest() -> None:
    """A division that nobody rounded has as many as are compared, and stops nothing."""
    assert digits_of([90.0, 85.5, 92.03]) == 2
    assert digits_of([100 / 3, 50.0]) == 6


def test_a_percentage_that_its_base_cannot_give_is_an_error() -> None:
    """92 of 20 people: 18 of them are 90 %."""
    impossible, fits = published("q1,92,20,\nq2,90,20,\n")
    assert (impossible.severity, impossible.code, impossible.row, impossible.column) == (
        "error", "percent-impossible", 2, "q1",
    )  # fmt: skip
    assert (impossible.claimed, impossible.computed, impossible.difference) == ("92", "90", "2")
    assert (fits.severity, fits.code) == ("checked", "percent-possible")


def test_percentages_that_a_program_divided_are_read() -> None:
    """A third with ten decimals is possible of three people."""
    assert codes(published("q1,33.3333333333,3,\nq2,66.6666666667,3,\n")) == ["percent-possible"] * 2


def test_percentages_without_a_base_say_how_many_it_takes() -> None:
    """One warning for all of them, with the base that each needs and that all need."""
    (found,) = published("q1,50,,\nq2,33.3,,\n")
    assert (found.code, found.row, found.computed) == ("percent-without-base", 2, "6")
    assert "2 percentages are given" in found.message
    assert "33.3% is possible only if 3 people or more answered" in found.message
    assert "they were 6 or more" in found.message
    # A Kazakh sentence has the word, not the sign.
    tables: Tables = {"s": ("satisfaction-figures", "item,percent,n,region\nq1,50,,\nq2,33.3,,\n")}
    (kazakh,) = (each for each in examined(tables, language="kk") if each.file == "s.csv")
    assert f"33,3{NBSP}пайыз" in kazakh.message
    assert "%" not in kazakh.message


def test_only_a_base_that_says_something_is_told() -> None:
    """100 % may be of one person; where each question needs two people, all together need no more."""
    (found,) = published("q1,100,,\n")
    assert "possible only" not in found.message
    (found,) = published("q1,50,,\nq2,100,,\n")
    assert "only if 2 people or more answered" in found.message
    assert "the same people" not in found.message


def test_a_base_of_nobody_is_no_base() -> None:
    """0 people give no percentage: nothing is said of the row, nothing fails."""
    assert published("q1,50,0,\n") == []


PARTICIPANTS = ("counts", "breakdown,category,count\nsex,women,4\nsex,men,1\n", {"subject": "participants", "unit": "people", "total": True})  # fmt: skip


def test_fewer_participants_than_a_percentage_needs_are_told() -> None:
    """50 and 33.3 % need 6 people, and the project counts 5."""
    (found,) = published("q1,50,,\nq2,33.3,,\n", c=PARTICIPANTS)
    assert "The project counts 5 participants, fewer than that." in found.message


def test_as_many_participants_as_a_percentage_needs_are_enough() -> None:
    """Six people, and six are needed."""
    six = (PARTICIPANTS[0], PARTICIPANTS[1].replace("men,1", "men,2"), PARTICIPANTS[2])
    (found,) = published("q1,50,,\nq2,33.3,,\n", c=six)
    assert "fewer than that" not in found.message


def test_a_number_of_participants_that_may_be_hidden_is_not_told() -> None:
    """The table of percentages hides nothing, the other one does: its count stays out of the sentence."""
    hides = (*PARTICIPANTS[:2], PARTICIPANTS[2] | {"sensitivity": "court"})
    (found,) = published("q1,50,,\nq2,33.3,,\n", c=hides)
    assert "participants" not in found.message


@pytest.mark.parametrize(
    ("overall", "code", "difference"),
    [
        ("85", "overall-inside-items", "0"),
        ("80", "overall-inside-items", "0"),
        ("95", "overall-outside-items", "5"),
    ],
)
def test_an_overall_figure_lies_among_its_questions(overall: str, code: str, difference: str) -> None:
    """From 80 to 90; the ends belong to it."""
    found = only(
        published(f"q1,80,10,\nq2,90,10,\noverall,{overall},20,\n"),
        "overall-inside-items",
        "overall-outside-items",
    )
    assert [(each.code, each.computed, each.difference) for each in found] == [(code, "80..90", difference)]


def test_regions_are_looked_at_one_by_one() -> None:
    """The questions of one region say nothing of the overall figure of another."""
    rows = "q1,80,10,KZ-23\nq2,90,10,KZ-23\noverall,95,20,KZ-71\n"
    assert set(codes(published(rows))) == {"percent-possible"}


def test_a_table_without_percentages_has_nothing_to_check() -> None:
    """Headings alone."""
    assert published("") == []
