"""What was promised every month or every Thursday, against how often it took place."""

from __future__ import annotations

from typing import Any

import pytest

from evaltools.findings import Finding
from tests.unit.check.cases import codes, examined, only

QUARTER = {"period": "2024-01-01..2024-03-31", "cut_off": "2024-04-15"}
ONE = {"id": "paper", "label": "In the paper", "each": "month", "unit": "publications"}


def promised(days: str, *schedules: dict[str, Any], **header: Any) -> list[Finding]:
    """Findings about schedules over a register of publications."""
    rows = "day,channel\n" + "".join(f"{day},paper\n" for day in days.split())
    found = examined(
        {"list": ("register", rows, {"register": "publications"})},
        schedules=[ONE | {"days_of": "list"} | each for each in schedules or ({},)],
        header=QUARTER | header,
    )
    return [each for each in found if each.column == "paper" or each.code.startswith("schedule")]


def test_a_promise_that_was_kept_is_said_to() -> None:
    """One in each of three months."""
    (found,) = promised("2024-01-05 2024-02-05 2024-03-05")
    assert (found.severity, found.code, found.claimed, found.computed) == (
        "checked",
        "schedule-kept",
        "3",
        "3",
    )


def test_a_promise_that_was_missed_names_both_numbers_and_the_months() -> None:
    """Two of three, and none in March."""
    missed, months = promised("2024-01-05 2024-02-05")
    assert (missed.severity, missed.code, missed.difference) == ("warning", "schedule-missed", "1")
    assert (months.code, months.file, months.claimed, months.computed) == (
        "months-missed",
        "list.csv",
        "3",
        "2",
    )
    assert months.message.endswith("March.")


def test_enough_in_all_may_be_too_few_in_a_month() -> None:
    """Three in January do not make up for March."""
    assert codes(promised("2024-01-05 2024-01-06 2024-02-05")) == ["schedule-kept", "months-missed"]


def test_months_that_the_period_cuts_are_not_missed() -> None:
    """From 15 January to 20 March only February is whole."""
    header = {"period": "2024-01-15..2024-03-20"}
    assert codes(promised("2024-02-05 2024-02-25", **header)) == ["schedule-kept"]
    assert codes(promised("2024-01-20 2024-03-05", **header)) == ["schedule-kept", "months-missed"]


def test_months_after_the_data_were_closed_are_not_missed() -> None:
    """What happened in March nobody has counted yet."""
    found = promised("2024-01-05 2024-02-05", cut_off="2024-03-10", status="partial")
    assert "months-missed" not in codes(found)


def test_a_period_without_a_whole_interval_promises_nothing() -> None:
    """Ten days: none of them was owed, so nothing is missed."""
    assert codes(promised("", period="2024-01-10..2024-01-19")) == ["schedule-kept"]


def test_days_of_the_week_are_counted_as_different_days() -> None:
    """Two entries on one Monday are one Monday; 2024 began with one, and the quarter has 13."""
    (found,) = promised("2024-01-01 2024-01-01 2024-01-08", {"each": "monday"})
    assert (found.code, found.claimed, found.computed) == ("schedule-missed", "13", "2")


def test_a_promise_that_nobody_counted_is_told() -> None:
    """Neither a table nor a figure."""
    (found,) = promised("", {"days_of": ""})
    assert (found.severity, found.code, found.claimed) == ("warning", "schedule-not-measured", "3")


@pytest.mark.parametrize(("days", "code"), [(1, "schedule-agrees"), (2, "schedule-differs")])
def test_two_promises_of_the_same_thing_are_compared(days: int, code: str) -> None:
    """One a week and one every Tuesday: 13 weeks, 13 Tuesdays; two on every Tuesday are 26."""
    found = promised(
        "", {"id": "weekly", "each": "week", "days_of": ""},
        {"id": "paper", "each": "tuesday", "at_least": days, "same_as": "weekly", "days_of": ""},
    )  # fmt: skip
    (same,) = only(found, "schedule-agrees", "schedule-differs")
    assert (same.code, same.claimed, same.computed) == (code, "13", str(13 * days))
    # Whether it was kept is asked of the first one alone.
    assert [each.column for each in only(found, "schedule-not-measured")] == ["weekly"]
