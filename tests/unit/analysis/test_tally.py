"""Counting by numbers gives what counting by groups gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltools.analysis import tally as counting
from evaltools.analysis.tally import crossed, filled, said_by_clients, taken_apart, tally, tally_different
from evaltools.coded import coded

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["KZ-10", "KZ-11", None]),
        st.sampled_from(["c1", "c2", "c3"]),
        st.integers(1, 4),
        st.sampled_from(["men", "women", None]),
        st.sampled_from([17, 40, None]),
    ),
    max_size=25,
)


def register(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", "client", "date", "sex", "age"], dtype=object)
    return frame.astype({"age": "Int64"})


@given(ROWS)
def test_counts_are_those_of_groups(rows: list[tuple[object, ...]]) -> None:
    """Rows and different clients of each combination; rows with a blank belong to none."""
    frame = register(rows)
    groups = frame.groupby(["region", "sex"])
    region, sex, client = (coded(frame[name]) for name in ("region", "sex", "client"))
    assert tally(region, sex) == groups.size().to_dict()
    assert tally_different(client, region, sex) == groups["client"].nunique().to_dict()


def test_many_groups_are_counted_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the possible groups are too many for a list, the result is the same."""
    columns = [coded(pd.Series(texts)) for texts in (["a", "b", "a", "a"], ["x", "x", "y", "x"])]
    expected = tally(*columns)
    monkeypatch.setattr(counting, "_LISTED", 1)
    assert tally(*columns) == expected == {("a", "x"): 2, ("a", "y"): 1, ("b", "x"): 1}


@given(ROWS)
def test_what_clients_said_first(rows: list[tuple[object, ...]]) -> None:
    """The earliest entry that is filled counts, as when each client's rows are sorted and looked through."""
    frame = register(rows)
    found = said_by_clients(frame, "sex", "age")
    expected: dict[tuple[object, ...], int] = {}
    for (region, _), visits in frame.dropna(subset="region").groupby(["region", "client"]):
        said = [visits.sort_values(["date", name])[name].dropna().tolist()[:1] for name in ("sex", "age")]
        key = (region, *(each[0] if each else None for each in said))
        expected[key] = expected.get(key, 0) + 1
    keys = zip(found["region"], found["sex"], found["age"], strict=True)
    assert dict(zip(keys, found["clients"], strict=True)) == expected


def test_pairs_too_many_for_one_number_are_counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register whose combinations do not fit into 64 bits gives the same."""
    frame = register(
        [("KZ-10", "c1", 2, "men", 17), ("KZ-10", "c1", 1, "women", None), ("KZ-11", "c2", 1, None, 40)]
    )
    expected = said_by_clients(frame, "sex")
    monkeypatch.setattr(counting, "_MOST", 1.0)
    assert said_by_clients(frame, "sex").equals(expected)
    assert expected["sex"].tolist() == ["women", None]


def test_numbers_are_taken_apart_again() -> None:
    """Crossing three columns loses nothing."""
    columns = [coded(pd.Series(list(texts))) for texts in ("aabbc", "xyxyx", "ppqpq")]
    apart = taken_apart(crossed(*columns), *columns)
    assert all(np.array_equal(codes, column.codes) for codes, column in zip(apart, columns, strict=True))


def test_a_value_for_blank_cells_may_be_there_already() -> None:
    """Who wrote "not stated" and who wrote nothing are one group."""
    found = filled(coded(pd.Series(["not_stated", None], dtype=object)), "not_stated")
    assert (found.codes.tolist(), list(found.values)) == ([0, 0], ["not_stated"])
