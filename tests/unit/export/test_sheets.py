"""Promises of the sheets: what the page shows, as cells."""

from __future__ import annotations

import pytest

from evaltools.export.sheets import LONGEST_NAME, SheetCell, sheet_cell, sheet_names, sheet_of
from evaltools.language import Language
from evaltools.page import SectionTables
from evaltools.tables import Cell, Column, Passage, Row, Table, value_cell
from tests.unit.export.made import result, table

EN, RU, KK = Language("en"), Language("ru"), Language("kk")


def sheet(made: Table, **more: object):
    section = SectionTables(**{"language": "en", "heading": "Plan", "tables": [made]} | more)
    return sheet_of(made, section, "Plan 1")


@pytest.mark.parametrize(
    ("text", "value", "language", "pattern"),
    [
        ("8,884", 8884, EN, "#,##0"),
        ("8\xa0884", 8884, KK, "#,##0"),
        ("8,0", 8.016, RU, "#,##0.0"),
        ("0", 0, EN, "#,##0"),
        ("0.034", 0.0341, EN, "#,##0.000"),
        ("−2.3", -2.25, EN, "#,##0.0"),
        ("+1.5", 1.46, EN, '"+"#,##0.0;-#,##0.0'),
        ("≥ 1,100", 1100, EN, '"≥ "#,##0;-#,##0'),
        ("≈ −5", -5, EN, '#,##0;"≈ −"#,##0'),
        ("85-тен", 85, KK, '#,##0"-тен";-#,##0'),
        ("<0.1", 0.04, EN, '"<0.1"'),
        (">99.9", 99.96, EN, '">99.9"'),
        ('5 "of" 5', 5, EN, ""),
        ('a "b" 5', 5, EN, '"a "\\""b"\\"" "#,##0;-#,##0'),
    ],
)
def test_a_number_is_shown_as_on_the_page(text: str, value: float, language: Language, pattern: str) -> None:
    """As many decimals, the same sign before it; the separators are those of the reader's own Excel."""
    assert sheet_cell(text, value, language).pattern == pattern


@pytest.mark.parametrize(("text", "value"), [("5", 7), ("110", 10), ("3 of 15", 20), ("[hidden]", None)])
def test_a_number_that_the_text_does_not_say_stays_out(text: str, value: float | None) -> None:
    """What would show another number than the page does is a text."""
    assert sheet_cell(text, value, EN) == SheetCell(text=text)


def test_intervals_and_remarks_have_columns_of_their_own() -> None:
    """Both ends as numbers with the value's decimals; remarks under their own name, numbers among them too."""
    made = sheet(
        table(
            [
                Row("a", [value_cell(result(8.016, 7.38, 8.71), EN, digits=1), Cell("5", "+2", value=5, small_value=2)]),
                Row("b", [value_cell(result(3.0), EN, digits=1), Cell("6", "● met", value=6)]),
            ],
            columns=[Column("Rate", "per 1,000"), Column("Fact", small="Status")],
        )
    )  # fmt: skip
    assert made.head == (
        "Region", "Rate, per 1,000", "Rate, per 1,000: lower limit", "Rate, per 1,000: upper limit", "Fact", "Status",
    )  # fmt: skip
    first, second = (row.cells for row in made.rows)
    assert [cell.value for cell in first] == [8.016, 7.38, 8.71, 5, 2]
    assert [cell.pattern for cell in first[:3]] == ["#,##0.0"] * 3
    assert [cell.value for cell in second] == [3.0, None, None, 6, None]
    assert second[4].text == "● met"


def test_a_remark_without_a_name_goes_by_its_column() -> None:
    """No heading is left empty."""
    made = sheet(table([Row("a", [Cell("5", "about", value=5)])], columns=[Column("Fact")]))
    assert made.head == ("Region", "Fact", "Fact: remark")


def test_a_range_is_a_text_with_its_two_ends() -> None:
    """It is no number; one end may be missing."""
    made = sheet(table([Row("a", [Cell("25–48", low=25, high=48)]), Row("b", [Cell("up to 9", high=9)])]))
    assert [[cell.value for cell in row.cells] for row in made.rows] == [[None, 25, 48], [None, None, 9]]
    assert made.rows[0].cells[0].text == "25–48"


def test_what_is_hidden_leaves_no_number() -> None:
    """The mark, empty ends, and the sentence that explains the mark."""
    hidden = value_cell(result(3.0, 1.0, 5.0, status="hidden"), EN)
    made = sheet(table([Row("a", [hidden]), Row("b", [value_cell(result(20.0, 18.0, 22.0), EN)])]))
    assert [(cell.text, cell.value) for cell in made.rows[0].cells] == [
        ("[hidden]", None),
        ("", None),
        ("", None),
    ]
    assert any(note.startswith("[hidden]:") for note in made.notes)


def test_what_a_table_needs_stands_under_it() -> None:
    """Its notes, the marks, the base line and the section's small print, in this order; totals are strong."""
    made = sheet(
        table([Row(Passage("Абай", "kk"), [Cell("5")])], foot=[Row("All", [Cell("5")])], notes=["note"]),
        base="Base: all.",
        notes=[Passage("ескерту", "kk")],
    )
    assert made.notes == ("note", "Base: all.", "ескерту")
    assert [(row.label, row.strong) for row in made.rows] == [("Абай", False), ("All", True)]


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    """At most 31 letters, none that is forbidden, no two alike, whatever the headings are."""
    headings = [
        "Удовлетворённость, регионы в сравнении", "Удовлетворённость, регионы в сравнении", "A/B: [x]*?\\",
        "'quoted'", "", "PLAN", "plan", "x\U0001f600\x07y", "History",
    ]  # fmt: skip
    names = sheet_names(headings * 60, "ru")
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= LONGEST_NAME
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
    assert names[:5] == [
        "Удовлетворённость, регионы 1", "Удовлетворённость, регионы 2", "A B x 1", "quoted 1", "Таблица 1",
    ]  # fmt: skip
