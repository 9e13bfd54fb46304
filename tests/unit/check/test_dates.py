"""Days that cannot be, or that contradict each other."""

from __future__ import annotations

from typing import Any

import pytest

from evaltools.findings import Finding
from tests.unit.check.cases import codes, examined, only


def listed(register: str, rows: str, *regions: str, **parts: Any) -> list[Finding]:
    return examined({"list": ("register", rows, {"register": register})}, *regions, **parts)


@pytest.mark.parametrize(
    ("header", "difference"),
    [
        ({"cut_off": "2024-12-25"}, "6"),  # 25 to 31 December
        ({"cut_off": "2024-12-25", "status": "partial"}, ""),
        ({"cut_off": "2024-12-31"}, ""),
    ],
)
def test_a_final_report_is_closed_after_its_period(header: dict[str, Any], difference: str) -> None:
    """Data that were closed earlier miss the last days; of a partial report that is expected."""
    found = examined({}, header=header)
    assert [each.difference for each in found] == ([difference] if difference else [])
    assert codes(found) == (["cut-off-early"] if difference else [])


def test_a_centre_that_opened_after_the_data_were_closed_has_no_figures() -> None:
    """Opened on 20 January, counted up to 15 January, and 32 consultations all the same."""
    note = {"code": "KZ-61", "opened": "2025-01-20", "reason": "late"}
    figures = {"f": ("regional-figures", "region,consultations,clients\nKZ-61,32,20\nKZ-23,5,5\n")}
    (found,) = only(examined(figures, region_notes=(note,)), "opened-after-cut-off")
    assert (found.severity, found.region, found.file, found.difference) == ("error", "KZ-61", "f.csv", "5")
    assert "32 consultations" in found.message
    earlier = note | {"opened": "2025-01-15"}
    assert only(examined(figures, region_notes=(earlier,)), "opened-after-cut-off") == []


def test_days_outside_the_period_are_told_at_their_row() -> None:
    """The row is shown all the same; the last day of the period is inside."""
    rows = "event,kind,region,day,title\na,x,KZ-23,2024-12-31,A\nb,x,KZ-23,2025-01-01,B\nc,x,KZ-23,,C\n"
    (found,) = only(listed("events", rows), "day-outside")
    assert (found.severity, found.row, found.column, found.value) == ("warning", 3, "day", "2025-01-01")


def test_a_centre_may_be_older_than_the_project() -> None:
    """The day on which it opened is no day of the project."""
    assert only(listed("centres", "region,title,opened\nKZ-23,A,2019-05-05\n"), "day-outside") == []


def test_a_column_is_called_as_in_the_file() -> None:
    """The heading that the team typed."""
    rows = "event,kind,Дата,title\na,x,2025-01-01,A\n"
    table = {"register": "events", "columns": {"day": "Дата"}}
    (found,) = only(examined({"list": ("register", rows, table)}), "day-outside")
    assert found.column == "Дата"


def test_a_day_before_its_centre_opened_is_an_error() -> None:
    """An event and a training of a region that had no centre yet; the opening itself is no such day."""
    note = {"code": "KZ-61", "opened": "2024-12-01", "reason": "late"}
    rows = "event,kind,region,day,title\na,x,KZ-61,2024-11-30,A\nb,x,KZ-61,2024-12-01,B\nc,x,KZ-23,2024-01-01,C\nd,x,,2024-01-01,D\n"
    (found,) = only(listed("events", rows, region_notes=(note,)), "before-opening")
    assert (found.severity, found.region, found.row, found.expected) == ("error", "KZ-61", 2, ">= 2024-12-01")
    trainings = {"t": ("trainings", "training,region,date\nT1,KZ-61,2024-02-01\n")}
    assert codes(only(examined(trainings, region_notes=(note,)), "before-opening")) == ["before-opening"]
    centres = "region,title,opened\nKZ-61,Centre,2024-11-01\n"
    assert only(listed("centres", centres, region_notes=(note,)), "before-opening") == []


@pytest.mark.parametrize(
    ("letters", "code", "row"),
    [
        ("5,2024-05-05 6,2024-06-01", "letters-follow-days", None),
        ("5,2024-05-05 5,2024-06-01", "letters-against-days", 3),
        ("7,2024-05-05 6,2024-06-01", "letters-against-days", 3),
        ("6,2024-06-01 7,2024-05-05", "letters-against-days", 2),
        ("7,2024-05-05 6,2024-05-05", "letters-follow-days", None),  # on one day in any order
        ("5,2024-05-05 5,2024-05-05", "letters-follow-days", None),
        ("5,2024-05-05", "", None),
        ("5/a,2024-05-05 4,2024-06-01", "letters-against-days", 3),  # by its first digits
        ("5/a,2024-05-05 4,2025-06-01", "letters-follow-days", None),  # numbers begin anew each year
        ("²,2024-05-05 4,2024-06-01", "", None),
    ],
)
def test_numbers_of_letters_rise_with_their_days(letters: str, code: str, row: int | None) -> None:
    """A later letter has a greater number."""
    rows = "title,text,letter_no,letter_date\n" + "".join(
        f"Office,Text {n},{each}\n" for n, each in enumerate(letters.split())
    )
    found = only(listed("recommendations", rows), "letters-follow-days", "letters-against-days")
    assert [(each.code, each.row) for each in found] == ([(code, row)] if code else [])


@pytest.mark.parametrize(("end", "codes"), [("2024-05-04", ["end-before-start"]), ("2024-05-05", [])])
def test_nothing_ends_before_it_begins(end: str, codes: list[str]) -> None:
    """Both days are told, with or without a stated number; one day is enough."""
    rows = f"school,title,start,end\na,A,2024-05-05,{end}\n"
    found = only(listed("schools", rows), "end-before-start", "days-agree", "days-differ")
    assert [each.code for each in found] == codes
    if found:
        assert (found[0].row, found[0].claimed, found[0].computed) == (2, "2024-05-04", "2024-05-05")
        counted = only(
            listed("schools", rows.replace("end\n", "end,days\n").replace("04\n", "04,2\n")), "days-differ"
        )
        assert counted == []  # no number of days is right


@pytest.mark.parametrize(("days", "code", "difference"), [(3, "days-agree", "0"), (4, "days-differ", "1")])
def test_a_stated_number_of_days_is_that_of_the_dates(days: int, code: str, difference: str) -> None:
    """From the 5th to the 7th, both included, are three days; without an end nothing is counted."""
    rows = f"school,title,start,end,days\na,A,2024-05-05,2024-05-07,{days}\nb,B,2024-05-05,,2\n"
    (found,) = only(listed("schools", rows), "days-agree", "days-differ")
    assert (found.code, found.row, found.computed, found.difference) == (code, 2, "3", difference)
