"""All tables of a project together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaltools.errors import DataError
from evaltools.results import Key, Results

Analysed = Callable[..., Any]

COUNTS = {"subject": "events", "unit": "events", "dimensions": ["kind"]}


@pytest.mark.parametrize("name", ["pravo", "adamgershilik"])
def test_results_of_a_published_project(name: str, request: pytest.FixtureRequest) -> None:
    """Every key of a published project is unique, and only what is `ok` has a value."""
    results: Results = request.getfixturevalue(name)
    assert len(results.by_key) == len(results) > 0
    assert all((row.value is not None) == (row.status == "ok") for row in results)


def test_same_number_in_two_tables(analysed: Analysed) -> None:
    """What stands in two tables is refused by name: its sums would count it twice."""
    tables = {
        "one": ("consultations", "date,client,region\n2024-01-01,a,KZ-10\n"),
        "two": ("consultations", "date,client,region\n2024-01-02,a,KZ-11\n"),
    }
    with pytest.raises(
        DataError, match=r"one\.csv and two\.csv: the same number stands in two places \(KZ-10"
    ):
        analysed(tables)


@pytest.mark.parametrize(("men", "is_told"), [(4, True), (3, False)], ids=["the-same-people", "other-people"])
def test_breakdown_of_the_clients_of_another_table(analysed: Analysed, men: int, is_told: bool) -> None:
    """Where a breakdown adds up to the clients of another table, the two are declared as one sum."""
    tables = {
        "figures": ("regional-figures", "region,clients\nKZ-10,10\n"),
        "people": (
            "counts",
            f"region,breakdown,category,count\nKZ-10,sex,women,6\nKZ-10,sex,men,{men}\n",
            {"subject": "participants", "unit": "people"},
        ),
    }
    results, _ = analysed(tables)
    clients = Key("KZ-10", "consultations", "people")
    parts = [each.parts for each in results.sums if each.total == clients]
    named = tuple(Key("KZ-10", "participants", "participants", f"sex={name}") for name in ("women", "men"))
    assert parts == ([named] if is_told else [])


def test_refused_table_adds_nothing(analysed: Analysed) -> None:
    """A refused table is passed over; the others have their results."""
    tables = {
        "forms": ("satisfaction", "region,q2\nKZ-10,5\n", {"items": ["q1"]}),
        "tests": ("prepost", "training,person,occasion\nT1,a,pre\n", {"maximum": 10}),
        "trainings": ("trainings", "training,region\nT1,KZ-10\n"),
    }
    results, _ = analysed(tables)
    assert {row.subject for row in results} == {"trainings"}


def test_table_for_the_checks_alone(analysed: Analysed) -> None:
    """A table that only the checks use adds no number."""
    text = "region,kind,count\nKZ-10,a,1\n"
    results, _ = analysed({"events": ("counts", text, COUNTS | {"checked_only": True})})
    assert len(results) == 0
