"""The table of all results as a workbook: what the CSV has, as Excel reads it."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from evaltools.export.results_workbook import results_workbook

COLUMNS = ("measure", "value", "status")
ROWS = [
    {"measure": "rate", "value": 8.02, "status": "ok"},
    {"measure": "=1+1", "value": None, "status": "hidden"},
    {"measure": "couples\x00", "value": 568, "status": ""},
    {"measure": "x", "value": float("nan"), "status": "undefined"},
]


def made(rows=ROWS):
    return results_workbook(COLUMNS, rows, title="Project", numbers=("value",))


def test_numbers_are_numbers_and_texts_are_texts():
    """No cell is a formula, none a text that looks like a number; what is not there is empty."""
    sheet = load_workbook(io.BytesIO(made())).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        list(COLUMNS), ["rate", 8.02, "ok"], ["=1+1", None, "hidden"], ["couples", 568, None],
        ["x", None, "undefined"],
    ]  # fmt: skip
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"n", "s"}


def test_the_head_stays_and_every_column_has_a_filter():
    """As one who looks for a region needs it."""
    sheet = load_workbook(io.BytesIO(made())).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C5"


def test_the_same_rows_give_the_same_bytes():
    """No clock in it; no rows are a head alone."""
    assert made() == made()
    assert load_workbook(io.BytesIO(made([]))).active.max_row == 1
