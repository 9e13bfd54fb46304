"""Promises of the analysis that hold for any tables."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from evaltools.analysis import analyse
from evaltools.disclosure import hide_small_counts, recoverable
from evaltools.project import Project
from evaltools.read import RawTable
from evaltools.results import COUNTRY, Key, Results
from evaltools.validate import validate

modest = settings(max_examples=15, deadline=None)

REGIONS = ("KZ-10", "KZ-11", "KZ-15")
ITEMS = ["q1", "q2"]
SETTINGS: dict[str, dict[str, Any]] = {
    "register": {"kind": "consultations"},
    "trainings": {"kind": "trainings", "sensitivity": "activity"},
    "tests": {"kind": "prepost", "items": ITEMS, "sensitivity": "training"},
    "forms": {
        "kind": "satisfaction", "items": ITEMS, "dont_know": [9], "sensitivity": "training",
        "overall": "most", "recommend": "nps", "select_all": {"heard": {"options": ["x", "y"], "none": "none"}},
    },
    "events": {
        "kind": "counts", "subject": "events", "unit": "events", "dimensions": ["kind"], "shares": True,
    },
    "plan": {"kind": "plan", "sensitivity": "activity"},
}  # fmt: skip
COLUMNS = {
    "register": ("date", "client", "region", "sex", "age"),
    "trainings": ("training", "region", "programme", "participants"),
    "tests": ("training", "region", "person", "occasion", *ITEMS),
    "forms": ("region", "training", *ITEMS, "heard", "nps"),
    "events": ("region", "kind", "count"),
    "plan": ("indicator", "region", "plan"),
}
Rows = list[tuple[str, ...]]
Tables = Mapping[str, Rows]


@cache
def project(left_out: str = "") -> Project:
    """An invented project of three regions with a table of every kind."""
    names = dict.fromkeys(("name", "work", "provider", "funder"), "invented")
    fact = {"subject": "consultations", "measure": "people"}
    return Project.model_validate(
        {
            "id": "invented",
            "folder": Path(),
            "header": names
            | {"period": "2024-01-01..2024-03-31", "cut_off": "2024-04-15", "regions": REGIONS}
            | {"languages": ["en"], "sensitivity": "court"},
            "tables": {name: {"file": f"{name}.csv"} | table for name, table in SETTINGS.items()},
            "denominators": {"residents": {"date": "2024-07-01", "source": "invented"}},
            "indicators": [
                {"id": "clients", "label": "Clients", "unit": "people", "plan_table": "plan", "fact": fact}
            ],
            "region_notes": [{"code": left_out, "include_in_total": False, "reason": "late"}]
            if left_out
            else [],
        }
    )


def analysed(tables: Tables, left_out: str = "") -> Results:
    """Results of these rows, every one of which must be readable."""
    made, read = project(left_out), {}
    for name in SETTINGS:
        frame = pd.DataFrame(tables.get(name, []), columns=COLUMNS[name], dtype=str)
        frame.index += 2
        read[name], findings = validate(name, made.tables[name], RawTable(f"{name}.csv", "", frame), made)
        assert not [each for each in findings if each.code != "rows-repeated"]
    return analyse(made, read)[0]


def text(numbers: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
    return numbers.map(str)


PLACES = st.sampled_from(REGIONS)
TRAININGS = st.sampled_from(["T1", "T2", "T3"])
BLANK = st.just("")
MARKS = st.sampled_from(["0", "1", ""])
ANSWERS = st.sampled_from(["1", "3", "4", "5", "9", ""])
TICKS = st.sampled_from(["x", "y", "x; y", "none", ""])
ROWS: dict[str, st.SearchStrategy[Rows]] = {
    "register": st.lists(
        st.tuples(
            st.dates(pd.Timestamp("2024-01-01").date(), pd.Timestamp("2024-03-31").date()).map(str),
            st.sampled_from([f"c{number}" for number in range(12)]),
            PLACES,
            st.sampled_from(["men", "women", ""]),
            text(st.integers(0, 99)) | BLANK,
        ),
        max_size=40,
    ),
    "trainings": st.lists(
        st.tuples(
            TRAININGS | text(st.integers(0, 99)),
            PLACES,
            st.sampled_from(["couples", "conflict", ""]),
            text(st.integers(0, 25)) | BLANK,
        ),
        max_size=8,
        unique_by=lambda row: row[0],
    ),
    "tests": st.lists(
        st.tuples(
            TRAININGS,
            PLACES | BLANK,
            st.sampled_from([f"p{number}" for number in range(6)]),
            st.sampled_from(["pre", "post"]),
            MARKS,
            MARKS,
        ),
        max_size=30,
    ),
    "forms": st.lists(
        st.tuples(PLACES | BLANK, TRAININGS, ANSWERS, ANSWERS, TICKS, text(st.integers(0, 10)) | BLANK),
        max_size=35,
    ),
    "events": st.lists(
        st.tuples(PLACES, st.sampled_from(["a", "b"]), text(st.integers(0, 20)) | BLANK),
        max_size=6,
        unique_by=lambda row: row[:2],
    ),
    "plan": st.lists(
        st.tuples(st.just("clients"), PLACES, text(st.integers(0, 9))),
        max_size=3,
        unique_by=lambda row: row[1],
    ),
}  # fmt: skip
TABLES = st.fixed_dictionaries(ROWS)
LEFT_OUT = st.sampled_from(["", "KZ-11"])


def counts(results: Results) -> dict[Key, float]:
    """Every number that counts something, by key."""
    added = {
        "participants",
        "respondents",
        "answers",
        "answered",
        "satisfied",
        "not_satisfied",
        "trainings",
        "events",
    }
    added |= {"blank", "with_opinion", "dont_know", "group_size", "selected", "not_selected"}
    added |= {"satisfied_overall", "not_satisfied_overall", "with_opinion_overall"}
    added |= {"promoters", "passives", "detractors", "people_once", "people_repeat"}
    added |= {
        "consultations",
        "people",
        "pairs",
        "only_pre",
        "only_post",
        "improved",
        "unchanged",
        "declined",
        "duplicates",
    }
    return {row.key: row.value for row in results if row.measure in added and row.value is not None}


@given(TABLES, LEFT_OUT)
@modest
def test_keys_are_unique(tables: Tables, left_out: str) -> None:
    """No two numbers are about the same thing."""
    results = analysed(tables, left_out)
    assert len(results.by_key) == len(results)


@given(TABLES, LEFT_OUT)
@modest
def test_numbers_are_finite(tables: Tables, left_out: str) -> None:
    """Every number is finite, only `ok` has a value, and an interval holds its estimate."""
    for row in analysed(tables, left_out):
        numbers = [each for each in (row.value, row.low, row.high, row.n) if each is not None]
        assert all(math.isfinite(each) for each in numbers)
        assert (row.value is not None) == (row.status == "ok")
        if row.low is not None and row.high is not None:
            assert row.low - 1e-9 <= row.value <= row.high + 1e-9


@given(TABLES, LEFT_OUT)
@modest
def test_parts_add_up_to_their_total(tables: Tables, left_out: str) -> None:
    """The parts of every declared sum add up to its total exactly."""
    results = analysed(tables, left_out)
    for each in results.sums:
        values = [results.by_key[key].value for key in each.parts]
        parts = [value for value in values if value is not None]
        assert results.by_key[each.total].value == (sum(parts) if parts else None)


@given(st.fixed_dictionaries(ROWS | {"tests": st.just([]), "forms": st.just([])}))
@modest
def test_country_is_the_sum_of_its_regions(tables: Tables) -> None:
    """Where every row has its region, each count of the country adds up those of the regions."""
    found = counts(analysed(tables))
    for key, value in found.items():
        # A region with one kind of event has no total beside it.
        # The clients of all regions are kept for the disclosure room alone.
        if key.region == COUNTRY and key.subject != "disclosure" and (key.subject != "events" or key.group):
            assert value == sum(found.get(key._replace(region=code), 0) for code in REGIONS)


@given(st.fixed_dictionaries({name: ROWS[name] for name in ("tests", "forms")}))
@modest
def test_country_of_tests_and_forms_is_the_sum_of_its_regions(tables: Tables) -> None:
    """The same of tests and forms, whose rows may lack a region."""
    placed = {
        "tests": [(row[0], "KZ-10" if row[0] == "T1" else "KZ-11", *row[2:]) for row in tables["tests"]],
        "forms": [(row[0] or "KZ-15", *row[1:]) for row in tables["forms"]],
    }
    found = {key: value for key, value in counts(analysed(placed)).items() if "training" not in key.group}
    for key, value in found.items():
        if key.region == COUNTRY:
            assert value == sum(found.get(key._replace(region=code), 0) for code in REGIONS)


@given(TABLES, LEFT_OUT, st.randoms(use_true_random=False))
@modest
def test_order_of_rows_changes_nothing(tables: Tables, left_out: str, random: Any) -> None:
    """The same rows in another order give the same results, and the same sums."""
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in tables.items()}
    first, second = analysed(tables, left_out), analysed(shuffled, left_out)
    assert first.by_key == second.by_key
    assert {(each.total, frozenset(each.parts)) for each in first.sums} == {
        (each.total, frozenset(each.parts)) for each in second.sums
    }


@given(ROWS["register"], st.integers(0, 40))
@modest
def test_parts_of_a_register_make_the_whole(rows: Rows, cut: int) -> None:
    """Two halves have the consultations of the whole, month by month; who is in both counts once."""
    parts = (rows, rows[:cut], rows[cut:])
    whole, first, second = (counts(analysed({"register": part})) for part in parts)
    for key, value in whole.items():
        # Who came once in each half came twice in the whole.
        if key.subject == "consultations" and key.measure in ("consultations", "people"):
            halves = (first.get(key, 0), second.get(key, 0))
            assert max(halves) <= value <= sum(halves)
            assert key.measure == "people" or value == sum(halves)


@given(TABLES, LEFT_OUT)
@modest
def test_estimates_name_what_they_give_away(tables: Tables, left_out: str) -> None:
    """Every published number of a sensitive table that is no count itself names counts in its sources."""
    results = analysed(tables, left_out)
    # The fact of the regions that have a plan is a count of its own: the total of a declared sum.
    counted = counts(results) | {one.total: 0.0 for one in results.sums}
    for row in results.public():
        assert all(key in results.by_key for key in row.sources)
        if row.ok and row.threshold and row.key not in counted:
            assert set(row.sources) & set(counted)


@given(TABLES, LEFT_OUT)
@settings(max_examples=10, deadline=None)
def test_what_is_published_gives_no_small_count_back(tables: Tables, left_out: str) -> None:
    """After hiding, no small count is shown and none can be worked out from the sums."""
    hidden = hide_small_counts(analysed(tables, left_out))
    for row in hidden:
        if row.ok and row.key in counts(hidden):
            assert not 0 < (row.value or 0) < row.threshold
    assert recoverable(hidden) == ()
