"""Columns that keep each different value once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from evaltools import coded as coding
from evaltools.coded import (
    coded,
    column_of,
    few_texts,
    numbered,
    one_under_the_other,
    repeated_rows,
    text_column,
    with_texts,
)
from evaltools.prepare import prepare
from evaltools.read import columnar, read_table
from evaltools.validate import table as validation

CELLS = st.lists(st.sampled_from(["a", "b", "c", None]), max_size=30)


@given(CELLS)
def test_a_column_comes_back_from_its_numbers(cells: list[str | None]) -> None:
    """Whatever its type, the values of the codes are the cells, in the order of the values where asked."""
    plain = pd.Series(cells, dtype=object)
    packed = column_of(np.arange(len(cells)), cells)
    for column in (plain, packed, plain.astype("str")):
        for ordered in (False, True):
            found = coded(column, ordered=ordered)
            assert [None if code < 0 else found.values[code] for code in found.codes] == cells
            assert set(found.values) == set(cells) - {None}
            assert not ordered or list(found.values) == sorted(found.values)


def test_values_of_rows_that_are_gone_are_no_values() -> None:
    """What no cell has any more is not read, listed or counted."""
    column = column_of(np.array([0, 1, 2]), ["a", "b", "c"])[[True, False, True]]
    assert list(coded(column).values) == ["a", "c"]


def test_texts_that_become_equal_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Margins are taken off each different text once; " a" and "a" are one afterwards."""
    monkeypatch.setattr(coding, "LONG", 2)
    packed = few_texts(pa.chunked_array([["a", " a"], ["b", None]]))
    assert packed.dictionary.to_pylist() == ["a", " a", "b", None]
    column = text_column(with_texts(packed, ["a", "a", "b", ""]))
    assert column.tolist() == ["a", "a", "b", ""]
    assert column.cat.categories.tolist() == ["a", "b", ""]


def test_a_column_of_many_texts_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes of clients are nearly all different: they are no category."""
    monkeypatch.setattr(coding, "LONG", 2)
    monkeypatch.setattr(coding, "FEW", 3)
    several = pa.chunked_array([["a", "b", "c", "d"]])
    assert few_texts(several) is several
    assert few_texts(several.dictionary_encode()).to_pylist() == ["a", "b", "c", "d"]


def test_more_values_than_small_numbers_hold() -> None:
    """The type of the codes grows with the values, and blank stays blank."""
    for size in (126, 127, 128, 129, 40_000):
        cells = [*range(size), None]
        assert column_of(np.arange(size + 1), cells).tolist()[:-1] == cells[:-1]
        assert numbered(pd.Series(range(size))).tolist() == list(range(size))


@given(st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.integers(0, 2)), max_size=20))
def test_repeated_rows_are_those_that_pandas_finds(rows: list[tuple[str | None, int]]) -> None:
    """Equal rows are found, blank cells being equal, and no others."""
    frame = pd.DataFrame(rows, columns=["text", "number"])
    packed = frame.assign(text=column_of(np.arange(len(frame)), [text for text, _ in rows]))
    expected = frame.duplicated().tolist()
    assert repeated_rows(frame).tolist() == repeated_rows(packed).tolist() == expected


def test_tables_under_each_other_have_the_values_of_both() -> None:
    """A long file and a short one: all cells are there, and the column stays packed."""
    long = pd.DataFrame({"a": column_of(np.array([0, 1, -1]), ["x", "y"])})
    short = pd.DataFrame({"a": pd.Series(["z", "x"], dtype=object)})
    whole = one_under_the_other([long, short])["a"]
    assert [None if pd.isna(each) else each for each in whole] == ["x", "y", None, "z", "x"]
    assert isinstance(whole.dtype, pd.CategoricalDtype)


def lines(rows: int) -> list[tuple[str, ...]]:
    """A register with what people write: two spellings, blanks, words for none, other regions, visits twice."""
    made = []
    for number in range(rows):
        day = date(2023, 12, 30) + timedelta(days=number * 7 % 380)
        made.append(
            (
                f"{day:%d.%m.%Y}" if number % 3 else day.isoformat(),
                f"c{number % 1000:04}" if number % 7 else f" C-{number % 1000:04}",
                ("Атырау облысы", "KZ-75", " Астана", "KZ-10")[number % 4],
                ("women", "муж.", "", "Жен.")[number // 5 % 4],
                ("17", "34", "", "н/д", "61 ")[number // 3 % 5],
                ("other", "youth", "")[number % 3],
                ("alimony", "divorce", "-")[number // 11 % 3],
            )
        )
    return [*made, *made[:40]]


HEADINGS = ("date", "client", "region", "sex", "age", "status", "topic")
SETTINGS = """
[project]
name = "Test"
work = "work"
provider = "p"
funder = "f"
period = "2024-01-01..2024-12-31"
cut_off = 2025-01-15
regions = ["KZ-23", "KZ-75", "KZ-71"]
languages = ["en"]
clients = "people"

[tables.visits]
file = "visits.{kind}"
kind = "consultations"
"""


def write(folder: Path, kind: str) -> None:
    rows = lines(3000)
    (folder / "project.toml").write_text(SETTINGS.format(kind=kind), encoding="utf-8")
    if kind == "csv":
        text = "\n".join(",".join(row) for row in [HEADINGS, *rows])
        (folder / "visits.csv").write_text(text + "\n", encoding="utf-8")
    else:
        columns = {name: list(cells) for name, cells in zip(HEADINGS, zip(*rows, strict=True), strict=True)}
        parquet.write_table(pa.table(columns), folder / "visits.parquet", row_group_size=1000)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """From how many rows on a table is long."""

    def set_it(rows: int) -> None:
        for module in (coding, columnar, validation):
            monkeypatch.setattr(module, "LONG", rows)

    return set_it


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_long_register_gives_what_a_short_one_gives(
    kind: str, long: Callable[[int], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Packed or not: the same cells, findings, rows left out and results."""
    write(tmp_path, kind)
    made: list[Any] = []
    for rows in (10_000, 100):
        long(rows)
        monkeypatch.setenv("EVALTOOLS_CACHE", str(tmp_path / f"cache-{rows}"))
        made.append((read_table(tmp_path, f"visits.{kind}"), prepare(tmp_path)))
    (plain, short), (packed, whole) = made
    assert any(isinstance(dtype, pd.CategoricalDtype) for dtype in packed.frame.dtypes)
    assert packed.frame.astype(str).equals(plain.frame)
    assert packed.reading.decimal == plain.reading.decimal
    assert whole.internal.rows == short.internal.rows
    assert whole.public.rows == short.public.rows
    assert whole.findings == short.findings
    assert whole.flows == short.flows
    assert {each.code for each in whole.findings} >= {
        "rows-repeated", "code-cleaned", "region-outside", "date-outside", "missing-words",
    }  # fmt: skip


def test_a_long_register_comes_back_from_the_store(
    long: Callable[[int], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made again from the kept table, the results are the same: of a changed title, for example."""
    write(tmp_path, "parquet")
    long(100)
    monkeypatch.setenv("EVALTOOLS_CACHE", str(tmp_path / "cache"))
    first = prepare(tmp_path)
    settings = (tmp_path / "project.toml").read_text(encoding="utf-8")
    (tmp_path / "project.toml").write_text(settings.replace("Test", "Another"), encoding="utf-8")
    assert prepare(tmp_path).internal.rows == first.internal.rows


def test_packed_columns_of_parquet_with_nulls(long: Callable[[int], None], tmp_path: Path) -> None:
    """Null is a blank cell, in a column of text, of numbers and of days alike."""
    long(2)
    parquet.write_table(
        pa.table({"text": ["a ", None, "b"], "n": [1.0, None, 2.5], "day": [date(2024, 5, 1), None, None]}),
        tmp_path / "t.parquet",
    )
    frame = read_table(tmp_path, "t.parquet").frame
    assert frame.astype(str).to_numpy().tolist() == [["a", "1", "2024-05-01"], ["b", "2.5", ""]]
    assert frame.index.tolist() == [2, 4]
