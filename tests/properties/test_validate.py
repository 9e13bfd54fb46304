"""Validation accounts for every row, whatever stands in the file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from evaltools.project import Project, Table
from evaltools.read import RawTable
from evaltools.validate import Canonical, validate
from evaltools.validate.people import all_cleaned
from evaltools.vocabulary.codes import cleaned

PROJECT = Project.model_validate(
    {
        "id": "p",
        "folder": Path("p"),
        "header": {
            **dict.fromkeys(("name", "work", "provider", "funder"), "x"),
            "period": "2024-01-01..2024-12-31",
            "cut_off": "2025-01-15",
            "regions": ("KZ-23", "KZ-75"),
            "languages": ("en",),
        },
    }
)

GOOD_DATES = st.dates().map(str) | st.sampled_from(["31.05.2024", "2024-02-29 09:05", "2023-12-31"])
DATES = GOOD_DATES | st.sampled_from(["", "soon", "30.02.2024"])
GOOD_REGIONS = st.sampled_from(["Атырау", "KZ-23", "Алматы", "Павлодар", "г. Астана"])
REGIONS = GOOD_REGIONS | st.sampled_from(["", "nowhere", "KZ"])
AGES = st.integers(0, 120).map(str) | st.just("")


def rows(dates: st.SearchStrategy[str], places: st.SearchStrategy[str], ages: st.SearchStrategy[str]):
    """Frames of consultations."""
    cells = st.tuples(
        dates, places, st.sampled_from(["SECRET1", "SECRET2"]), ages, st.sampled_from(["a", "b"])
    )
    return st.lists(cells, max_size=12).map(
        lambda made: pd.DataFrame(
            made,
            columns=["date", "region", "client", "age", "form"],
            index=range(2, len(made) + 2),
            dtype=str,
        )
    )


ANY = rows(DATES, REGIONS, AGES | st.text(max_size=3))
READABLE = rows(GOOD_DATES, GOOD_REGIONS, AGES)
FILTERS = st.sampled_from([{}, {"form": "a"}])


def checked(frame: pd.DataFrame, where: dict[str, str]) -> tuple[Canonical, bool]:
    """The table, and whether an error was found; no finding may name a client."""
    table = Table(file="f.csv", kind="consultations", where=where)
    canonical, findings = validate("t", table, RawTable("f.csv", "", frame), PROJECT)
    assert not any("SECRET" in str(value) for finding in findings for value in finding.as_row().values())
    return canonical, any(finding.severity == "error" for finding in findings)


@settings(max_examples=120, deadline=None)
@given(ANY, FILTERS)
def test_rows_read_are_rows_used_and_rows_left_out(frame: pd.DataFrame, where: dict[str, str]) -> None:
    """Every row is used or left out for one reason; a file is refused if and only if it has an error."""
    canonical, found = checked(frame, where)
    assert canonical.rows_read == len(frame)
    assert canonical.rows_read == canonical.rows_used + sum(canonical.left_out.values())
    assert canonical.rows_used == len(canonical.frame)
    assert all(count > 0 for count in canonical.left_out.values()) or canonical.rows_read == 0
    assert canonical.refused == found
    if canonical.refused:
        assert canonical.frame.empty


@settings(max_examples=80, deadline=None)
@given(READABLE, FILTERS)
def test_rows_that_are_used_belong_to_the_project(frame: pd.DataFrame, where: dict[str, str]) -> None:
    """Readable rows refuse nothing; those that stay are of the project's regions and period."""
    canonical, found = checked(frame, where)
    assert not found
    used = canonical.frame
    assert set(used["region"]) <= {"KZ-23", "KZ-75"}
    period = PROJECT.header.period
    assert all(period.start <= day <= period.end for day in used["date"])
    assert used.index.isin(frame.index).all()


@settings(max_examples=60, deadline=None)
@given(READABLE, st.randoms(use_true_random=False))
def test_the_order_of_rows_plays_no_part(frame: pd.DataFrame, random: object) -> None:
    """The same rows in another order are used, under the same row numbers."""
    order = list(range(len(frame)))
    random.shuffle(order)  # type: ignore[attr-defined]
    one, _ = checked(frame, {})
    other, _ = checked(frame.iloc[order], {})
    assert one.left_out == other.left_out
    pd.testing.assert_frame_equal(one.frame, other.frame.sort_index())


@given(st.lists(st.text("0123456789ABabАаЖж -_.№", max_size=8) | st.text(max_size=5)))
def test_codes_cleaned_together_are_cleaned_as_each(codes: list[str]) -> None:
    """The quick way for a whole column gives what the slow one gives for a code."""
    assert all_cleaned(codes).to_pylist() == [cleaned(code) for code in codes]
