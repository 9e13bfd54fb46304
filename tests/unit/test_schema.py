"""The kinds of tables, as data."""

from __future__ import annotations

from typing import get_args

import pytest

from evaltools.project.model import Kind, Table
from evaltools.schema import SCHEMAS, Type, label_columns


def test_every_kind_has_a_schema() -> None:
    """What `project.toml` may name, validation can read; nothing else."""
    assert set(SCHEMAS) == set(get_args(Kind))


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_columns_of_a_kind_have_own_names_and_known_types(kind: str) -> None:
    """No column twice, no type that nobody reads."""
    columns = SCHEMAS[kind].columns
    assert len({column.name for column in columns}) == len(columns)
    assert {column.type for column in columns} <= set(get_args(Type))


def test_a_register_needs_a_date_and_a_region() -> None:
    """The columns without which no consultation can be counted; without a client only clients cannot be."""
    columns = SCHEMAS["consultations"].columns
    assert [column.name for column in columns if column.required] == ["date", "region"]
    assert [column.name for column in columns if column.filled] == ["date", "client", "region"]


def test_items_and_dimensions_become_columns() -> None:
    """Answers may be blank; a dimension must be filled; a name of the kind's own is not doubled."""
    answers = Table(file="a.csv", kind="satisfaction", items=("q1", "q2"))
    columns = {column.name: column for column in SCHEMAS["satisfaction"].for_table(answers)}
    assert list(columns) == ["region", "training", "q1", "q2"]
    assert columns["q1"].type == "integer"
    assert columns["q1"].required
    assert not columns["q1"].filled
    counts = Table(file="a.csv", kind="counts", subject="s", unit="people", dimensions=("programme", "unit"))
    names = SCHEMAS["counts"].names(counts)
    assert names.count("unit") == 1
    programme = next(c for c in SCHEMAS["counts"].for_table(counts) if c.name == "programme")
    assert (programme.type, programme.filled) == ("code", True)


def test_a_register_has_the_columns_of_its_name() -> None:
    """The kind has none of its own; a text has one for each language and one for all."""
    table = Table.model_validate({"file": "a.csv", "kind": "register", "register": "documents"})
    columns = {column.name: column for column in SCHEMAS["register"].for_table(table)}
    assert list(columns) == ["document", "title", "title_kk", "title_ru", "title_en", "present"]
    assert (columns["present"].type, columns["present"].filled, columns["present"].required) == (
        "flag",
        True,
        True,
    )
    assert columns["title_kk"].type == "text"
    assert not columns["title_kk"].required


def test_a_claim_needs_a_name_a_unit_and_a_place_for_its_figure() -> None:
    """A figure and its parts may be blank: it may be claimed without one, or point to a table."""
    columns = SCHEMAS["claims"].columns
    assert [column.name for column in columns if column.required] == [
        "claim",
        "claimed",
        "unit",
        "table",
        "column",
    ]
    assert [column.name for column in columns if column.filled] == ["claim", "unit"]


def test_label_columns_are_told_by_language() -> None:
    """Only the columns that hold labels count."""
    assert label_columns(["item", "label_kk", "label_en", "label_de"]) == {"kk": "label_kk", "en": "label_en"}
