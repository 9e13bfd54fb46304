"""Trainings held, from a list with one row for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from evaltools.analysis.trainings import participants_of
from evaltools.project import Table
from evaltools.results import Results
from evaltools.validate import Canonical

Analysed = Callable[..., Any]

TRAININGS = """
    training,region,programme,date
    T1,KZ-10,conflict,2024-01-05
    T2,KZ-10,couples,2024-01-06
    T3,KZ-11,couples,2024-02-06
    T4,KZ-11,,2024-02-07
"""


def held(results: Results, region: str, programme: str = "") -> float | None:
    return results.get(region, "trainings", "trainings", programme and f"programme={programme}").value


def test_trainings_are_counted(analysed: Analysed) -> None:
    """Regions and the country have the number of trainings on the list, by programme too."""
    results, _ = analysed({"trainings": ("trainings", TRAININGS)})
    assert [held(results, code) for code in ("KZ-10", "KZ-11", "KZ")] == [2, 2, 4]
    assert [held(results, code, "couples") for code in ("KZ-10", "KZ-11", "KZ")] == [1, 1, 2]


def test_region_not_on_the_list_held_none(analysed: Analysed) -> None:
    """The list is the full record: a region that is not on it held no training."""
    results, _ = analysed({"trainings": ("trainings", TRAININGS)})
    assert held(results, "KZ-15") == held(results, "KZ-15", "conflict") == 0
    assert results.get("KZ", "trainings", "trainings").method == "sum of 3 regions"


def test_training_without_a_programme_is_kept(analysed: Analysed) -> None:
    """A training whose programme is blank is `not_stated`, so that programmes add up to the total."""
    results, _ = analysed({"trainings": ("trainings", TRAININGS)})
    assert held(results, "KZ-11", "not_stated") == 1
    parts = [row.value for row in results.select(region="KZ", group_has="programme")]
    assert sum(parts) == held(results, "KZ")


def test_trainings_are_never_small_counts(analysed: Analysed) -> None:
    """Events are not people: one training is shown in the most sensitive project."""
    results, _ = analysed({"trainings": ("trainings", TRAININGS)}, sensitivity="court")
    assert {row.threshold for row in results} == {0}


def test_empty_list_says_nothing(analysed: Analysed) -> None:
    """A list without a row is not a list of regions that held none."""
    results, _ = analysed({"trainings": ("trainings", "training,region\n")})
    assert len(results) == 0


def test_participants_of_trainings() -> None:
    """How many came, where the list says so; a zero is a number, a blank is none."""
    table = Table(file="t.csv", kind="trainings")
    frame = pd.DataFrame(
        {"training": ["T1", "T2", "T3"], "participants": pd.array([18, None, 0], dtype="Int64")}
    )
    assert participants_of(Canonical("t", table, frame, 3, 3)) == {"T1": 18, "T3": 0}
    assert participants_of(Canonical("t", table, frame[["training"]], 3, 3)) == {}
