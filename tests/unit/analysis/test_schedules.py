"""How often something was promised in the period, and how often it was held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from evaltools.analysis.schedules import intervals
from evaltools.disclosure import hide_small_counts
from evaltools.results import Results

Analysed = Callable[..., Any]

LIST = "day,channel\n2024-01-05,paper\n2024-01-05,radio\n2024-03-07,paper\n,paper\n"
ONE = {"id": "s", "label": "S", "each": "month", "unit": "publications", "days_of": "list"}


def held(analysed: Analysed, rows: str = LIST, *, tables: Any = None, **schedule: Any) -> Results:
    """The schedules of the first quarter of 2024."""
    made = {"list": ("register", rows, {"register": "publications"})} | (tables or {})
    results, _ = analysed(made, parts={"schedules": [ONE | schedule]})
    return results


def values(results: Results, measure: str) -> dict[str, float | None]:
    return {row.group: row.value for row in results.select(subject="schedules", measure=measure)}


@pytest.mark.parametrize(
    ("each", "start", "end", "n"),
    [
        ("month", date(2024, 1, 1), date(2024, 12, 31), 12),
        ("month", date(2024, 1, 15), date(2024, 2, 14), 1),
        ("month", date(2024, 1, 15), date(2024, 2, 13), 0),
        ("month", date(2024, 1, 31), date(2024, 2, 29), 1),
        ("month", date(2024, 5, 5), date(2024, 5, 5), 0),
        ("week", date(2024, 1, 1), date(2024, 1, 14), 2),
        ("week", date(2024, 1, 1), date(2024, 1, 13), 1),
        ("week", date(2024, 1, 1), date(2024, 1, 6), 0),
        ("monday", date(2024, 1, 1), date(2024, 1, 8), 2),  # 1 January 2024 was a Monday
        ("sunday", date(2024, 1, 1), date(2024, 1, 6), 0),
        ("friday", date(2024, 1, 5), date(2024, 1, 5), 1),
    ],
)
def test_intervals_of_a_period(each: str, start: date, end: date, n: int) -> None:
    """Whole months and weeks from the first day; days of a name, both ends included."""
    assert intervals(each, start, end) == n


def test_entries_are_counted_by_month(analysed: Analysed) -> None:
    """Three entries with a day; the months of the period that had none have 0, and they add up."""
    results = held(analysed, at_least=2)
    assert values(results, "promised") == {"schedule=s": 6}
    assert values(results, "held") == {
        "schedule=s": 3,
        "schedule=s;month=2024-01": 2,
        "schedule=s;month=2024-02": 0,
        "schedule=s;month=2024-03": 1,
    }
    sums = [one for one in results.sums if one.total.subject == "schedules"]
    assert [len(one.parts) for one in sums] == [3]


def test_days_outside_the_period_are_in_no_month(analysed: Analysed) -> None:
    """Nor in all: the promise was for the period."""
    results = held(analysed, LIST + "2024-06-01,paper\n")
    assert values(results, "held")["schedule=s"] == 3
    sums = [one for one in results.sums if one.total.subject == "schedules"]
    assert [len(one.parts) for one in sums] == [3]


def test_different_days_are_counted_for_days_and_weeks(analysed: Analysed) -> None:
    """Two entries of Friday 5 January are one day, 7 March was no Friday; 13 of each were promised."""
    results = held(analysed, each="friday")
    assert (values(results, "promised"), values(results, "held")) == ({"schedule=s": 13}, {"schedule=s": 1})
    assert results.get("KZ", "schedules", "held", "schedule=s").method == "days inside the period"
    weeks = held(analysed, LIST + "2024-03-06,radio\n", each="week")
    assert (values(weeks, "promised"), values(weeks, "held")) == ({"schedule=s": 13}, {"schedule=s": 2})
    assert weeks.get("KZ", "schedules", "held", "schedule=s").method == "different weeks"


def test_a_fact_may_say_how_often(analysed: Analysed) -> None:
    """A result of another chapter, and the promise, too: it rests on them."""
    rows = {"subject": "publications", "measure": "publications"}
    results = held(analysed, days_of="", fact=rows, at_least=rows | {"group": "channel=radio"})
    assert (values(results, "promised"), values(results, "held")) == ({"schedule=s": 3}, {"schedule=s": 4})
    row = results.get("KZ", "schedules", "held", "schedule=s")
    assert [key.subject for key in row.sources] == ["publications"]


@pytest.mark.parametrize(
    "schedule", [{"days_of": ""}, {"days_of": "", "fact": {"subject": "no", "measure": "no"}}]
)
def test_what_nobody_counted_is_not_there(analysed: Analysed, schedule: dict[str, Any]) -> None:
    """Promised, and nothing held: neither 0 nor anything."""
    results = held(analysed, **schedule)
    assert (values(results, "promised"), values(results, "held")) == ({"schedule=s": 3}, {})


def test_a_promise_that_no_table_gives_is_not_there(analysed: Analysed) -> None:
    """What was held is."""
    results = held(analysed, at_least={"subject": "no", "measure": "no"})
    assert values(results, "promised") == {}
    assert values(results, "held")["schedule=s"] == 3


def test_tables_without_days_measure_nothing(analysed: Analysed) -> None:
    """Partners have no days; a table of counts neither."""
    tables = {"people": ("register", "title,kind\nA,x\n", {"register": "partners"})}
    assert values(held(analysed, tables=tables, days_of="people"), "held") == {}


def test_an_empty_register_was_held_nought_times(analysed: Analysed) -> None:
    """The list is full and has no rows: 0 in all, 0 in every month."""
    assert set(values(held(analysed, "day,channel\n"), "held").values()) == {0}
    assert values(held(analysed, "day,channel\n", each="monday"), "held") == {"schedule=s": 0}


def test_a_refused_register_says_nothing(analysed: Analysed) -> None:
    """0 would be a lie."""
    assert values(held(analysed, "day,channel\nyesterday,paper\n"), "held") == {}


def test_trainings_have_days_too(analysed: Analysed) -> None:
    """A list of trainings by its first days."""
    trainings = ("trainings", "training,region,date\nT1,KZ-10,2024-01-05\nT2,KZ-11,2024-02-05\n")
    results = held(analysed, tables={"t": trainings}, days_of="t")
    assert values(results, "held")["schedule=s"] == 2


VISITS = "date,client,region\n" + "".join(
    f"2024-{month:02d}-{day:02d},{month}-{day},KZ-10\n"
    for month, n in ((1, 3), (2, 25), (3, 4))
    for day in range(1, n + 1)
)


def test_days_of_visits_are_counted_once(analysed: Analysed) -> None:
    """A second client of a day makes no second day; 1–3 January, 1–25 February and 1–4 March lie in 6 weeks."""
    tables = {"visits": ("consultations", VISITS + "2024-01-01,another,KZ-10\n")}
    results = held(analysed, tables=tables, days_of="visits")
    assert values(results, "held") == {
        "schedule=s": 32, "schedule=s;month=2024-01": 3, "schedule=s;month=2024-02": 25, "schedule=s;month=2024-03": 4,
    }  # fmt: skip
    days = [date(2024, month, day) for month, n in ((1, 3), (2, 25), (3, 4)) for day in range(1, n + 1)]
    weeks = {(day - date(2024, 1, 1)).days // 7 for day in days}
    results = held(analysed, tables=tables, days_of="visits", each="week")
    assert values(results, "held") == {"schedule=s": len(weeks)}


@pytest.mark.parametrize("each", ["month", "week"])
def test_what_is_hidden_of_the_visits_is_hidden_of_the_schedule(analysed: Analysed, each: str) -> None:
    """Three visits in January of a court's register are in no chapter."""
    results, _ = analysed(
        {"visits": ("consultations", VISITS)},
        parts={"schedules": [ONE | {"days_of": "visits", "each": each}]},
        sensitivity="court",
    )
    public = hide_small_counts(results).public()
    hidden = {
        row.group.removeprefix("schedule=s;")
        for row in public.select(subject="schedules", measure="held")
        if row.status == "hidden"
    }
    visits = {
        row.group
        for row in public.select(region="KZ", subject="consultations", measure="consultations")
        if row.status == "hidden"
    }
    assert visits >= {"month=2024-01", "month=2024-03"}
    assert hidden == (visits if each == "month" else set())
    shown = [row.value for row in public.select(subject="schedules", measure="held")]
    assert not {3, 4} & set(shown)


def test_few_days_of_a_sensitive_register_are_hidden(analysed: Analysed) -> None:
    """Visits on two days tell of two people at least."""
    rows = "date,client,region\n2024-01-05,a,KZ-10\n2024-01-12,b,KZ-10\n"
    results, _ = analysed(
        {"visits": ("consultations", rows)},
        parts={"schedules": [ONE | {"days_of": "visits", "each": "friday"}]},
        sensitivity="court",
    )
    assert hide_small_counts(results).get("KZ", "schedules", "held", "schedule=s").status == "hidden"
