"""Rows of a table that are no data: headings again, totals, averages, remarks under it."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaltools.language import mark
from evaltools.read.desk import Desk
from evaltools.read.headings import is_number
from evaltools.read.record import Rows
from evaltools.values import read_number

#: What a row of sums begins with.
TOTAL = re.compile(
    r"(?:барлығы|жиыны|жиынтығы|итого|всего|подытог|промежуточный итог|общий итог|grand total|sub-?total|total)"
    r"(?![\w-]).*"
    # These also begin names of categories, such as “жалпы білім”.
    r"|(?:барлық|жалпы|жиынтық|қорытынды|итог|общее|sum)\s*(?:саны|сомасы|көлемі|жиыны|барлығы|количество|число)?"
    r"[\s:.=–—-]*$",
    re.IGNORECASE | re.DOTALL,
)
#: A quick look for the words that such a row begins with, before its text is read closely.
_NEAR_TOTAL = r"^(?i:барлы|жиын|итог|всего|подытог|промежуточный|общ|grand|sub|total|жалпы|қорытынды|sum)"
#: What a row of averages begins with. An indicator may be called so, too: see `_is_average`.
AVERAGE = re.compile(
    r"(?:средн\w+(?: балл| значение| оценка| арифметическое| по группе| возраст)?|в среднем"
    r"|орташа(?: балл| ұпай| мән| мәні| баға| жас)?|(?:average|mean)(?: score)?)[\s:.=–—-]*$",
    re.IGNORECASE,
)
#: What a remark under a table begins with.
REMARK = re.compile(
    r"(\*|¹|²|примечани|ескерт|дереккөз|источник|note|source|исполнитель|орындаушы|орындаған|составил|құрастыр"
    r"|руководитель|директор|басшы|подпись|қолы|дата составления|тел\.)",
    re.IGNORECASE,
)
#: Which rows of a table have something.
Flags = NDArray[np.bool_]
#: Tables longer than this have no totals in rows whose cells are all filled.
_LONG = 50_000

#: Code and sentence of each reason for which rows are left out.
LEFT_OUT = {
    "total": ("rows-total", mark("{place}: rows with totals were left out: {rows}.")),
    "note": ("rows-note", mark("{place}: rows with remarks under the table were left out: {rows}.")),
    "header-again": (
        "rows-header-again",
        mark("{place}: rows that repeat the headings were left out: {rows}."),
    ),
    "column-numbers": (
        "rows-column-numbers",
        mark("{place}: the row with the numbers of the columns was left out: {rows}."),
    ),
    "blank": ("rows-blank", mark("{place}: records without one value were left out: {rows}.")),
    "hxl": ("rows-hxl", mark("{place}: the row with HXL tags was left out: {rows}.")),
}


def without_asides(
    desk: Desk, frame: pd.DataFrame, left_out: dict[str, Rows]
) -> tuple[pd.DataFrame, dict[str, Rows]]:
    """A table without the rows that are no data, and those rows by their reason; each reason is told.

    Parameters
    ----------
    desk : Desk
    frame : DataFrame
        The cells under their headings; the index is the row of the file.
    left_out : dict of str to array
        Rows that the search for headings left out already.
    """
    left_out = dict(left_out)
    gone = np.isin(frame.index, [row for rows in left_out.values() for row in rows])
    for reason, rows in (
        ("header-again", _headings_again(frame)),
        ("note", _remarks(frame)),
        ("total", _totals(frame)),
    ):
        rows &= ~gone
        if rows.any():
            left_out[reason] = frame.index.to_numpy()[rows]
            gone |= rows
    tell_left_out(desk, left_out)
    return (frame[~gone] if gone.any() else frame), left_out


def tell_left_out(desk: Desk, left_out: dict[str, Rows]) -> None:
    """Warn of rows that were left out, one warning for each reason."""
    for reason, rows in left_out.items():
        code, sentence = LEFT_OUT[reason]
        desk.warn(code, sentence, row=int(rows[0]), rows=desk.listed(rows))


def _headings_again(frame: pd.DataFrame) -> Flags:
    """Rows that repeat the headings, as in files that were put together."""
    same = np.ones(len(frame), dtype=bool)
    for place, name in enumerate(frame.columns):
        if not same.any():
            break
        same &= (frame.iloc[:, place] == name).to_numpy(dtype=bool)
    return same if len(frame.columns) > 1 else np.zeros(len(frame), dtype=bool)


def _totals(frame: pd.DataFrame) -> Flags:
    """Rows of sums: the first cell says so, and the others are numbers or blank."""
    found = np.zeros(len(frame), dtype=bool)
    if len(frame.columns) < 2 or frame.empty:
        return found
    first = [frame.iloc[:, place] for place in range(min(4, len(frame.columns)))]
    candidates = np.arange(len(frame))
    if len(frame) > _LONG:
        blank = np.zeros(len(frame), dtype=bool)
        for place in range(len(frame.columns)):
            blank |= (frame.iloc[:, place] == "").to_numpy(dtype=bool)
        candidates = np.flatnonzero(blank)
    for column in first:
        texts = column.iloc[candidates]
        near = candidates[texts.str.contains(_NEAR_TOTAL, regex=True).to_numpy(dtype=bool)]
        for place in near[[TOTAL.match(str(text)) is not None for text in column.iloc[near]]]:
            row = frame.iloc[place].tolist()
            cells = [cell for cell in row if cell]
            position = next(i for i, cell in enumerate(cells) if TOTAL.match(cell))
            before, after = cells[:position], cells[position + 1 :]
            if len(before) > 1 or not all(map(is_number, before)):
                continue
            if not _is_bare_total(cells[position]) and not _is_sum(frame, int(place)):
                continue
            if all(is_number(cell) or cell in {"-", "–", "—", "x", "х", "X", "Х"} for cell in after) and (
                after or len(row) > 2
            ):
                found[place] = True
        for place in candidates[candidates >= len(frame) - 2]:
            text = str(column.iloc[place])
            found[place] |= bool(AVERAGE.match(text)) and _is_average(frame, int(place))
    return found


#: A word for a total alone, or with what it is the total of: "Итого по области:".
_BARE_TOTAL = re.compile(
    r"\W*(?:барлығы|барлық|жалпы|жиыны|жиынтығы|жиынтық|қорытынды|итого|итог|всего|подытог|промежуточный итог"
    r"|общий итог|общее|grand total|sub-?total|total|sum)"
    r"(?:\W*|\W+(?:по|за|в|на|саны|сомасы|көлемі|жиыны|количество|число|бойынша|үшін|for|of|by|in|itog|итог)\b.*"
    r"|.*\bбойынша\b.*)",
    re.IGNORECASE | re.DOTALL,
)


def _is_bare_total(text: str) -> bool:
    return _BARE_TOTAL.fullmatch(text) is not None


def _is_sum(frame: pd.DataFrame, place: int) -> bool:
    """Whether a row is the sum of those above it in some column: "Всего консультаций" may be an indicator."""
    for column in range(len(frame.columns)):
        texts = [text for text in frame.iloc[: place + 1, column] if text]
        try:
            *parts, whole = map(read_number, texts)
        except ValueError:
            continue
        if len(parts) > 1 and frame.iloc[place, column] and abs(sum(parts) - whole) < TOLERANCE:
            return True
    return False


#: Sums of decimals are not exact.
TOLERANCE = 1e-6


def _is_average(frame: pd.DataFrame, place: int) -> bool:
    """Whether a row of averages ends the table: it is the last one or two, and names nobody as others do."""
    if place < len(frame) - 2:
        return False
    row, above = frame.iloc[place], frame.iloc[: len(frame) - 2]
    return any(
        row.iloc[column] == ""
        and len(above)
        and all(text and not is_number(text) for text in above.iloc[:, column])
        for column in range(len(frame.columns))
    )


def _remarks(frame: pd.DataFrame) -> Flags:
    """Remarks and signatures under a table: rows at its end with little in them."""
    found = np.zeros(len(frame), dtype=bool)
    width = len(frame.columns)
    if width < 2:
        return found
    index = frame.index.to_numpy()
    pending: list[int] = []
    for place in range(len(frame) - 1, max(-1, len(frame) - 60), -1):
        cells = [cell for cell in frame.iloc[place].tolist() if cell]
        gap = place > 0 and index[place] != index[place - 1] + 1
        few = len(cells) <= max(1, width // 3) and not all(map(is_number, cells))
        if not few:
            break
        pending.append(place)
        text = cells[0]
        clear = bool(REMARK.match(text)) or (width >= 3 and len(cells) == 1 and len(text) > 30)
        if TOTAL.match(text):
            pending.pop()
            continue
        if clear or (gap and place > 0):
            found[pending] = True
            pending = []
    return found
