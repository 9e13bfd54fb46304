"""Results: one record for each number, each under a key of its own."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltools.results import COLUMNS, STATUSES, Key, Result, Results, Sum, group, group_pairs


def made(measure: str = "couples", region: str = "KZ-23", **more: Any) -> Result:
    return Result(region=region, subject="consultations", measure=measure, **({"value": 12.0} | more))


# Groups

NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
VALUES = st.text(min_size=1) | st.integers().map(str)


def test_a_group_is_written_in_the_order_given() -> None:
    """key=value;key=value, without what is empty; zero is not empty."""
    assert group(sex="women", month="2024-05") == "sex=women;month=2024-05"
    assert group(a=None, b="", c=0) == "c=0"
    assert group() == ""


def test_an_empty_group_has_no_pairs() -> None:
    """What was not grouped reads back as nothing."""
    assert group_pairs("") == {}


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_a_group_is_read_back_as_it_was_written(pairs: dict[str, str]) -> None:
    """Whatever a category is called, with equals signs, semicolons or line ends in it."""
    assert group_pairs(group(**pairs)) == pairs


# A result


def test_a_key_is_region_subject_measure_and_group() -> None:
    """The rest of the record is about the number, not part of its name."""
    assert made(group="sex=women", unit="couples").key == Key(
        "KZ-23", "consultations", "couples", "sex=women"
    )
    assert made(group="sex=women;age=60+").pairs == {"sex": "women", "age": "60+"}


def test_only_a_value_with_the_status_ok_is_shown() -> None:
    """A status without a value is not ok, and neither is a hidden value."""
    assert made(value=0.0).ok
    assert not made(value=None).ok
    assert not made(status="hidden").ok


def test_taking_the_value_away_leaves_no_number() -> None:
    """Value, interval and base go together; the key stays, and so does a reason unless a new one is given."""
    full = made(low=8.0, high=16.0, n=40, reason="old")
    bare = full.without_value("hidden", "small")
    assert (bare.value, bare.low, bare.high, bare.n) == (None, None, None, None)
    assert (bare.status, bare.reason, bare.key) == ("hidden", "small", full.key)
    assert full.without_value("no-data").reason == "old"


def test_statuses_are_those_that_users_rely_on() -> None:
    """The words of the column status."""
    assert STATUSES == ("ok", "hidden", "no-data", "not-asked", "undefined")


# The whole set


def test_two_numbers_under_one_key_are_refused() -> None:
    """The error names the key."""
    twice = Results((made(), made(region="KZ-71"), made(value=13.0)))
    with pytest.raises(ValueError, match=r"\('KZ-23', 'consultations', 'couples', ''\)"):
        _ = twice.by_key


def test_a_number_is_found_by_its_key() -> None:
    """What is not there has no data, and says that it was not reported."""
    results = Results((made(), made(group="sex=women", value=7.0)))
    assert results.get("KZ-23", "consultations", "couples").value == 12
    assert results.get("KZ-23", "consultations", "couples", "sex=women").value == 7
    missing = results.get("KZ-71", "consultations", "couples")
    assert (missing.region, missing.status, missing.reason, missing.ok) == (
        "KZ-71",
        "no-data",
        "not-reported",
        False,
    )


def test_select_takes_what_matches_every_field() -> None:
    """Fields left out match everything; the order stays."""
    rows = (
        made(),
        made(group="sex=women"),
        made("clients", region="KZ-71", group="month=2024-05;sex=men"),
        made("pairs", audience="internal"),
    )
    results = Results(rows)
    assert results.select() == rows
    assert results.select(region="KZ-71") == (rows[2],)
    assert results.select(measure="couples") == rows[:2]
    assert results.select(group_has="sex") == rows[1:3]
    assert results.select(group_has="sex", region="KZ-23") == (rows[1],)
    assert results.select(audience="public") == rows[:3]
    assert results.select(subject="learning") == ()
    assert results.select(region="KZ-99") == ()


FIELDS = {"region": ("KZ-23", "KZ-71"), "subject": ("learning", "trainings"), "measure": ("a", "b")}


@given(
    st.lists(st.tuples(*map(st.sampled_from, FIELDS.values())), max_size=12),
    st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FIELDS.items()}),
)
def test_select_gives_what_a_look_at_every_row_would(
    found: list[tuple[str, str, str]], wanted: dict[str, str]
) -> None:
    """In the same order, whichever fields are given."""
    rows = tuple(
        Result(**dict(zip(FIELDS, each, strict=True)), group=f"place={place}")
        for place, each in enumerate(found)
    )
    matching = [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]
    assert Results(rows).select(**wanted) == tuple(matching)


def test_the_public_part_keeps_no_internal_number_and_no_sum_with_one() -> None:
    """A sum with an internal part cannot be published."""
    a, b, c = made("a"), made("b"), made("c", audience="internal")
    results = Results((a, b, c), (Sum(a.key, (b.key,)), Sum(a.key, (b.key, c.key))))
    public = results.public()
    assert public.rows == (a, b)
    assert public.sums == (Sum(a.key, (b.key,)),)


def test_parts_are_combined_in_order() -> None:
    """Rows and sums of several analyses stand one after the other."""
    a, b = made("a"), made("b")
    whole = Results.combine([Results((a,), (Sum(a.key, ()),)), Results((b,)), Results(())])
    assert (whole.rows, len(whole), list(whole)) == ((a, b), 2, [a, b])
    assert whole.sums == (Sum(a.key, ()),)


# results.csv


def test_the_frame_has_the_columns_of_results_csv() -> None:
    """Names and order that users rely on; project and period stand in every row."""
    wanted = "project, region, subject, measure, group, period, value, low, high, n, unit, method, status"
    assert ", ".join(COLUMNS) == wanted
    frame = Results((made(unit="couples"), made("clients", value=None, status="no-data"))).to_frame(
        "p", "2024"
    )
    assert ", ".join(frame.columns) == wanted
    assert frame["project"].tolist() == ["p", "p"]
    assert frame["period"].tolist() == ["2024", "2024"]
    assert frame["measure"].tolist() == ["couples", "clients"]


def test_what_has_no_value_is_blank_in_the_frame() -> None:
    """No NaN, no zero, no text in its place."""
    frame = Results((made(), made("clients", value=None, status="hidden"))).to_frame("p", "2024")
    assert frame["value"].isna().tolist() == [False, True]
    assert frame["value"][1] is pd.NA
    assert frame["low"].isna().all()
    assert frame.to_csv(index=False).splitlines()[2].endswith(",,,,,,,hidden")


def test_an_empty_set_still_has_its_columns() -> None:
    """A project without numbers has a table without rows."""
    frame = Results(()).to_frame("p", "2024")
    assert list(frame.columns) == list(COLUMNS)
    assert frame.empty
