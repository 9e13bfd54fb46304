"""Yes and no, as people write them."""

from __future__ import annotations

import pytest

from evaltools.registers import known_registers
from evaltools.values.choices import read_flag
from evaltools.values.unreadable import Unreadable
from tests.unit.check.cases import read


@pytest.mark.parametrize("text", ["yes", "Yes", "ДА", "иә", "Иә", "1", "+", "✓", "TRUE", "есть", "бар"])
def test_yes_is_read_in_three_languages_and_as_a_sign(text: str) -> None:
    """Whatever its capitals."""
    assert read_flag(text) == "yes"


@pytest.mark.parametrize("text", ["no", "Нет", "жоқ", "ЖОҚ", "0", "False"])
def test_no_is_read_in_three_languages(text: str) -> None:
    """Whatever its capitals."""
    assert read_flag(text) == "no"


@pytest.mark.parametrize("text", ["perhaps", "2", "да?", "yes no"])
def test_what_is_neither_is_not_guessed(text: str) -> None:
    """A consent that nobody can read is none."""
    with pytest.raises(Unreadable):
        read_flag(text)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("да", "yes"), ("НЕТ", "no"), ("жоқ", "no"), ("", None), ("-", None), ("н/д", None)],
)
def test_a_column_of_flags_knows_no_and_nothing(cell: str, value: str | None) -> None:
    """“нет” is an answer here, and no sign that there is none; a blank is neither yes nor no."""
    rows = f"story,topic,consent\na,x,yes\nb,y,{cell}\n"
    _, tables = read({"list": ("register", rows, {"register": "stories"})}, "KZ-23")
    assert not tables["list"].refused
    found = tables["list"].frame["consent"].tolist()
    assert found[0] == "yes"
    assert found[1] == value or (value is None and found[1] != found[1])


def test_a_flag_that_cannot_be_read_refuses_the_file() -> None:
    """Its finding names the cell; no words of the file are published."""
    rows = "story,topic,text,consent\na,x,Words,of course\n"
    _, tables = read({"list": ("register", rows, {"register": "stories"})}, "KZ-23")
    assert tables["list"].refused
    assert tables["list"].frame.empty


def test_flags_of_all_registers_are_read() -> None:
    """Every column of the type, in every register that has one."""
    flags = 0
    for name, known in known_registers().items():
        cells = {"date": "2024-05-05", "region": "KZ-23", "integer": "5", "number": "5", "flag": "ИӘ"}
        head = ",".join(column.files[0] for column in known.columns)
        row = ",".join(cells.get(column.type, "x") for column in known.columns)
        _, tables = read({"list": ("register", f"{head}\n{row}\n", {"register": name})}, "KZ-23")
        for column in known.columns:
            if column.type == "flag":
                flags += 1
                assert tables["list"].frame[column.name].tolist() == ["yes"]
    assert flags > 0
