"""Texts of cells as values: numbers, dates, choices, regions.

A text alone is often not enough: "1,234" is a thousand and some, or one and a
quarter; "03/04/2024" is a day in April or in March. So a column is read as a
whole (`column_reader`): its other cells decide, and where they do not, the
cell is refused.
"""

from evaltools.values.choices import OPERATOR_WORDS, answer_reader, read_occasion, read_option, read_ticks
from evaltools.values.columns import (
    AS_WRITTEN,
    DTYPES,
    ColumnReader,
    column_reader,
    reader,
    says_no_number,
    worth_reading,
)
from evaltools.values.days import is_serial, read_date, serial_day
from evaltools.values.numbers import read_number
from evaltools.values.plans import PlanText, read_plan
from evaltools.values.scores import read_score
from evaltools.values.unreadable import Hints, Unreadable

__all__ = [
    "AS_WRITTEN",
    "DTYPES",
    "OPERATOR_WORDS",
    "ColumnReader",
    "Hints",
    "PlanText",
    "Unreadable",
    "answer_reader",
    "column_reader",
    "is_serial",
    "read_date",
    "read_number",
    "read_occasion",
    "read_option",
    "read_plan",
    "read_score",
    "read_ticks",
    "reader",
    "says_no_number",
    "serial_day",
    "worth_reading",
]
