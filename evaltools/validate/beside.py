"""Rows among the people that are none are left out, and told."""

from __future__ import annotations

import pandas as pd

from evaltools.understand.beside import ANSWER_KEY, rows_beside
from evaltools.understand.guess import OF_PEOPLE
from evaltools.validate.clerk import Clerk

#: How many rows a message names.
NAMED = 5


def without_rows_beside(clerk: Clerk, source: pd.DataFrame) -> pd.DataFrame:
    """The rows of people, visits or forms, without keys of tests, averages and highest marks."""
    if clerk.table.kind not in OF_PEOPLE:
        return source
    text = clerk.language.text
    whole = source.index
    for reason, flags in rows_beside(source).items():
        rows = pd.Series(flags, index=whole)[source.index]
        if not rows.any() or (reason == ANSWER_KEY and clerk.table.kind != "prepost"):
            continue
        first = rows.index[rows][0]
        named = ", ".join(str(clerk.row_of(row)) for row in rows.index[rows][:NAMED])
        place = {"file": clerk.file_of(first), "rows": named}
        message = (
            text("{file}: the row with the right answers was left out: {rows}.", **place)
            if reason == ANSWER_KEY
            else text("{file}: rows with averages, highest or lowest values were left out: {rows}.", **place)
        )
        clerk.warning("rows-answer-key" if reason == ANSWER_KEY else "rows-statistic", message, row=first)
        source = clerk.leave_out(source, rows, reason)
    return source
