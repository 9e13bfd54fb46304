"""Definitions of registers, as data; their entries, and what is masked in a text."""

from __future__ import annotations

from typing import get_args

import pytest

from evaltools.labels import collect_labels
from evaltools.project.model import Table
from evaltools.registers import (
    LANGUAGES,
    MASK,
    Entry,
    Register,
    Type,
    known_registers,
    masked,
    register_named,
)
from evaltools.schema import SCHEMAS
from evaltools.schema import Type as ColumnType

#: Words that the head of `registers.toml` explains.
USES = {
    "row", "show", "required", "filled", "counted", "month", "number", "summed", "group", "consent", "private",
}  # fmt: skip
ALL = pytest.mark.parametrize("register", known_registers().values(), ids=lambda each: each.name)


@ALL
def test_a_register_and_its_columns_have_names_in_three_languages(register: Register) -> None:
    """A title, and a label wherever a column is a heading of its own: shown, counted, or a number."""
    assert all(register.title[code] for code in LANGUAGES)
    for column in register.columns:
        if column.uses & {"show", "counted", "number", "month", "group"}:
            assert set(column.label) == set(LANGUAGES), column.name
        assert all(column.label.values()), column.name


@ALL
def test_every_word_of_a_column_is_known(register: Register) -> None:
    """A misspelt use would switch nothing on, in silence."""
    for column in register.columns:
        assert column.uses <= USES, column.name
        assert column.type in get_args(Type), column.name


@ALL
def test_columns_have_names_of_their_own(register: Register) -> None:
    """In the file too, where a text has one column for each language."""
    files = [name for column in register.columns for name in column.files]
    assert len(set(files)) == len(files)


@ALL
def test_the_first_column_names_the_row(register: Register) -> None:
    """A code, or the region of a centre: it is what links and results use."""
    first = register.columns[0]
    assert register.identifier == first.name
    assert first.type in ("code", "region")
    assert "number" not in first.uses


@ALL
def test_links_lead_to_registers_that_have_a_code(register: Register) -> None:
    """And that must be filled there, so that every row can be linked to."""
    for column in register.columns:
        if column.link:
            target = register_named(column.link).columns[0]
            assert target.type == "code"
            assert "filled" in target.uses


@ALL
def test_numbers_have_a_unit_and_only_numbers_have_one(register: Register) -> None:
    """`*` where a column gives it row by row; sums need one unit for all rows."""
    for column in register.columns:
        assert ("number" in column.uses) == bool(column.unit), column.name
        if "number" in column.uses:
            assert column.type in ("integer", "number"), column.name
        if column.unit == "*":
            assert "unit" in {each.name for each in register.columns}
            assert "summed" not in column.uses
        if "summed" in column.uses:
            assert "number" in column.uses, column.name


@ALL
def test_every_unit_has_a_name(register: Register) -> None:
    """In Kazakh, Russian and English, or it is a word of everyday use there."""
    from evaltools.labels import USUAL

    for column in register.columns:
        if column.unit not in ("", "*"):
            assert column.unit in USUAL["unit"], column.unit


@ALL
def test_words_of_people_need_consent_and_a_place_for_it(register: Register) -> None:
    """What people said themselves is shown with consent alone, and there is a column for it."""
    spoken = register.having("consent")
    assert bool(spoken) == register.people
    for column in spoken:
        assert column.type in ("text", "texts")
        assert "consent" in {each.name for each in register.columns if each.type == "flag"}


@ALL
def test_columns_become_those_of_the_table(register: Register) -> None:
    """The schema of the kind `register` reads exactly these; filled ones must be there, in every row."""
    table = Table.model_validate({"file": "a.csv", "kind": "register", "register": register.name})
    columns = {column.name: column for column in SCHEMAS["register"].for_table(table)}
    assert list(columns) == [name for column in register.columns for name in column.files]
    assert {column.type for column in columns.values()} <= set(get_args(ColumnType))
    filled = {name for column in register.having("filled") for name in column.files}
    assert {name for name, column in columns.items() if column.required and column.filled} == filled


def test_contacts_and_files_are_private() -> None:
    """They stay with the evaluator; nothing private stands in a table."""
    private = {
        (register.name, column.name)
        for register in known_registers().values()
        for column in register.having("private")
    }
    assert private == {("evidence", "file"), ("partners", "contact")}
    for name, column in private:
        uses = next(each.uses for each in register_named(name).columns if each.name == column)
        assert uses == {"private"}


def test_what_is_counted_by_month_is_a_day() -> None:
    """Of any register."""
    assert {
        column.type for register in known_registers().values() for column in register.having("month")
    } == {"date"}


def test_an_entry_gives_what_it_has() -> None:
    """A code is no text in languages, and the other way round; what is not there is empty."""
    entry = Entry("1", {"kind": "state", "title": {"kk": "Министрлік"}})
    assert (entry.plain("kind"), entry.plain("title"), entry.plain("no")) == ("state", "", "")
    assert (entry.translated("title"), entry.translated("kind")) == ({"kk": "Министрлік"}, {})
    assert entry.withheld is False


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a.b+c@mail.example.org", MASK),
        ("+7 (701) 123-45-67", MASK),
        ("8.701.123.45.67", MASK),
        ("2-34-56-78", MASK),
        ("850101300123", MASK),  # as long as an identification number
        ("on 26.11.2020, 15 people", "on 26.11.2020, 15 people"),
        ("01.03.2020-30.11.2020", "01.03.2020-30.11.2020"),
        ("2020-11-26", "2020-11-26"),
        ("3 249 000 tenge", "3 249 000 tenge"),
        ("3\N{NO-BREAK SPACE}249\N{NO-BREAK SPACE}000", "3\N{NO-BREAK SPACE}249\N{NO-BREAK SPACE}000"),
        ("article 274, part 1", "article 274, part 1"),
        ("26.11.2020 8701 123 45 67", MASK),  # a day does not save the number beside it
        ("35.11.2020 12", MASK),  # no day at all
    ],
)
def test_telephones_and_addresses_are_masked_and_nothing_else(text: str, shown: str) -> None:
    """Seven digits or more with single signs between them, unless they are a day or a sum."""
    assert masked(f"See {text} there") == f"See {shown} there"


def test_names_of_flags_are_known() -> None:
    """Yes and no have names in every language."""
    from evaltools.language import Language
    from tests.unit.check.cases import project

    labels = collect_labels(project(), [])
    names = [labels.name("flag", "yes", Language(code)) for code in LANGUAGES]
    assert names == ["иә", "да", "yes"]
