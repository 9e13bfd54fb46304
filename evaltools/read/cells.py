"""Typed cells as text, and what Excel turned into days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from evaltools.language import mark
from evaltools.read.desk import Desk
from evaltools.read.headings import is_date, is_number
from evaltools.values import is_serial, serial_day


def texts_of(
    column: tuple[Any, ...],
    percents: set[int] | None,
    numbers: np.ndarray,
) -> tuple[Sequence[str], pd.Series[str] | None]:
    """One column as text, and the kind of each cell where kinds are mixed or days."""
    types = set(map(type, column))
    if types == {str}:
        return column, None
    if bool in types or percents:
        texts = [
            cell_text(cell * 100) + "%"
            if percents and place in percents and type(cell) is float
            else cell_text(cell)
            for place, cell in enumerate(column)
        ]
    else:
        known = {cell: cell_text(cell) for cell in set(column)}
        texts = [known[cell] for cell in column]
    if types <= {float, int, bool} or (types <= {float, int, str} and not _has_text(column)):
        return texts, None
    names = {float: "number", int: "number", datetime: "day", date: "day", str: "text"}
    return texts, pd.Series([names.get(type(cell), "other") for cell in column], index=numbers, dtype=str)


def _has_text(column: tuple[Any, ...]) -> bool:
    return any(type(cell) is str and cell for cell in column)


def cell_text(cell: object) -> str:
    """A cell as text: days without a time, whole numbers without decimals, 15 digits as Excel has.

    Examples
    --------
    >>> cell_text(3.0), cell_text(0.1 + 0.2), cell_text(datetime(2024, 5, 31)), cell_text(True)
    ('3', '0.3', '2024-05-31', 'TRUE')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        if cell.is_integer():
            return str(int(cell))
        text = format(cell, ".15g")
        return f"{Decimal(text):f}" if "e" in text else text
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)


_SCORE = re.compile(r"\d{1,3}\s*[-–/]\s*\d{1,3}")


def days_and_numbers(
    desk: Desk, frame: pd.DataFrame, name: str, kind: pd.Series[str], epoch: int
) -> pd.DataFrame:
    """Days in a column of numbers were scores once; numbers in a column of days are days still."""
    kind = kind.reindex(frame.index)
    texts = frame[name]
    filled = texts != ""
    days, numbers = kind[(kind == "day") & filled], kind[(kind == "number") & filled]
    words = texts[(kind == "text") & filled]
    scores = sum(bool(_SCORE.fullmatch(text)) for text in words)
    written = sum(is_number(text) and not is_date(text) for text in words)
    if len(days) and (len(numbers) + written > len(days) or (scores and scores >= 0.5 * len(words))):
        row = int(str(days.index[0]))
        desk.refuse(
            "date-among-numbers",
            mark("{place}: a date ({value}) stands among numbers: Excel turns “3/4” or “10-12” into dates."),
            mark("Write what was meant into the cell (format it as text first), or send the original."),
            row=row,
            column=name,
            value=texts[row],
        )
    _refuse_swapped(desk, texts[days.index], words, name)
    if len(days) and len(numbers):
        serials = texts[numbers.index]
        odd = [int(str(row)) for row, text in serials.items() if not is_serial(text)]
        if odd:
            desk.warn(
                "number-among-dates",
                mark("{place}: a number ({value}) stands among dates."),
                mark("Write the date into the cell."),
                row=odd[0],
                column=name,
                value=texts[odd[0]],
            )
            return frame
        frame = frame.copy()
        frame.loc[serials.index, name] = [serial_day(text, epoch).isoformat() for text in serials]
        desk.warn(
            "serial-dates",
            mark("{place}: numbers among dates were read as Excel’s serial dates, in rows {rows}."),
            mark("Format the cells as dates."),
            row=int(serials.index[0]),
            column=name,
            rows=desk.listed(serials.index),
        )
    if written and len(numbers):
        desk.note(
            "numbers-as-text",
            mark("{place}: {n} numbers are stored as text; they were read as numbers."),
            row=int(next(row for row, text in words.items() if is_number(text) and not is_date(text))),  # type: ignore[call-overload]
            column=name,
            n=written,
        )
    return frame


_DAY_FIRST = re.compile(r"(\d\d?)[./-](\d\d?)[./-]\d{4}(?: .*)?")


def _refuse_swapped(desk: Desk, days: pd.Series[str], words: pd.Series[str], name: str) -> None:
    """Excel in another country takes 01/04 for the fourth of January, and leaves 13/04 as text.

    Then no real day is above the twelfth, all that are texts are, these are not
    few, and the real days fit the months of the texts better when day and month
    change places.
    """
    parts = [match for text in words if (match := _DAY_FIRST.fullmatch(text))]
    if len(days) < FEWEST_DAYS or len(parts) < len(days) / 2 or any(int(match[1]) <= 12 for match in parts):
        return
    if any(int(text[8:10]) > 12 for text in days):
        return
    months = {int(match[2]) for match in parts}
    as_they_stand = sum(int(text[5:7]) in months for text in days)
    if sum(int(text[8:10]) in months for text in days) <= as_they_stand:
        return
    row, text = next((row, text) for row, text in words.items() if _DAY_FIRST.fullmatch(text))
    desk.refuse(
        "dates-swapped",
        mark(
            "{place}: day and month were probably swapped: all real dates are from 1 to 12, "
            "and dates such as “{value}” stayed text."
        ),
        mark(
            "Open the original file in Excel with the right country, or format the column as text before pasting."
        ),
        row=int(str(row)),
        column=name,
        value=text,
    )


#: Real days, none above the twelfth, from which a swap is believed.
FEWEST_DAYS = 3
