"""Cells to a table: headings, rows that are no data, and what was left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaltools.language import mark
from evaltools.read.desk import Desk, letters_of
from evaltools.read.grid import Cells
from evaltools.read.headings import find_headings, is_number
from evaltools.read.record import RawTable, Reading, Rows
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


@dataclass(frozen=True)
class Settled:
    """A table with its headings, and what was left out of it."""

    frame: pd.DataFrame
    header_rows: tuple[int, ...]
    title_rows: tuple[int, ...]
    left_out: dict[str, Rows]
    rows_read: int
    places: dict[str, int] = field(default_factory=dict)
    title: str = ""


def settle(desk: Desk, cells: Cells, *, strict: bool) -> Settled:
    """The table that stands in a sheet.

    Parameters
    ----------
    desk : Desk
    cells : Cells
    strict : bool
        A row may not have more cells than there are headings: so in text
        files, where a stray delimiter moves values into wrong columns.

    Raises
    ------
    FileDataError
    """
    if cells.frame.empty:
        desk.refuse(
            "file-empty",
            mark(
                "{place}: the first row is empty, and so are all others. Expected the names of the columns there."
            ),
            mark("Ask for it again, or take it out of project.toml."),
        )
    headings = find_headings(desk, cells)
    start = int(np.searchsorted(cells.frame.index.to_numpy(), headings.rows[-1], side="right"))
    frame = cells.frame.iloc[start:]
    lengths = None if cells.lengths is None else cells.lengths[start:]
    read = len(frame)
    left_out = {reason: np.array(rows, dtype=np.int64) for reason, rows in headings.extra.items()}
    frame = _filled_down(desk, frame, cells, headings.names)
    frame, places = _named(desk, frame, headings.names, headings.rows[-1], lengths, strict=strict)
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
    frame = frame[~gone] if gone.any() else frame
    _tell(desk, left_out)
    above = cells.frame[cells.frame.index < headings.rows[0]]
    title = " ".join(cell for row in above.itertuples(index=False) for cell in row if cell)
    return Settled(frame, headings.rows, headings.titles, left_out, read, places, title)


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
    "hxl": ("rows-hxl", mark("{place}: the row with HXL tags was left out: {rows}.")),
}


def _tell(desk: Desk, left_out: dict[str, Rows]) -> None:
    for reason, rows in left_out.items():
        code, sentence = LEFT_OUT[reason]
        desk.warn(code, sentence, row=int(rows[0]), rows=desk.listed(rows))


def _named(
    desk: Desk,
    frame: pd.DataFrame,
    names: tuple[str, ...],
    header_row: int,
    lengths: Rows | None,
    *,
    strict: bool,
) -> tuple[pd.DataFrame, dict[str, int]]:
    """The table under its names, and the place of each; columns without a name and cells are dropped."""
    last = max(place for place, name in enumerate(names) if name)
    kept: dict[int, str] = {}
    for place, name in enumerate(names):
        if name:
            kept[place] = name
            continue
        has = (frame[place] != "").to_numpy()
        if not has.any():
            if place < last:
                kept[place] = ""
            continue
        row = int(frame.index[has][0])
        if strict and place > last:
            width = int(lengths[has][0]) if lengths is not None else len(names)
            desk.refuse(
                "row-long",
                mark("{place}: {cells} cells, but row {header} names {names} columns."),
                mark("A delimiter inside a text needs quotation marks round the text."),
                row=row,
                cells=width,
                header=header_row,
                names=last + 1,
            )
        kept[place] = f"({letters_of(place)})"
        desk.warn(
            "column-unnamed",
            mark(
                "{place}: the column {letters} has no name, but cells from row {first} on; it was read as “{name}”."
            ),
            mark("Give the column a name."),
            row=header_row,
            column=letters_of(place),
            letters=letters_of(place),
            first=row,
            name=kept[place],
        )
    given = [name for name in kept.values() if name]
    doubled = sorted({name for name in given if given.count(name) > 1})
    if doubled:
        desk.refuse(
            "column-twice",
            mark("{file}: row {row} has the column “{column}” twice."),
            mark("Give each column its own name."),
            row=header_row,
            column=doubled[0],
        )
    if lengths is not None and strict:
        short = (lengths < last + 1) & (lengths > 0)
        if short.any():
            rows = frame.index.to_numpy()[short]
            desk.warn(
                "row-short",
                mark(
                    "{place}: rows with fewer cells than row {header} has names: {rows}; the missing ones are blank."
                ),
                mark("Look whether values stand in the right columns."),
                row=int(rows[0]),
                header=header_row,
                rows=desk.listed(rows),
            )
    # A blank column between others keeps its place only while names are given.
    places = [place for place, name in kept.items() if name]
    frame = frame[places]
    frame.columns = pd.Index([kept[place] for place in places])
    return frame, {kept[place]: place for place in places}


def _filled_down(desk: Desk, frame: pd.DataFrame, cells: Cells, names: tuple[str, ...]) -> pd.DataFrame:
    """A text in a cell merged over several rows belongs to each of them; a number to none but the first."""
    told: dict[str, list[int]] = {}
    copied = False
    for top, left, bottom, _right in cells.merged:
        if bottom <= top or top not in frame.index or left not in frame.columns:
            continue
        text = str(frame[left][top])
        if not text:
            continue
        rows = frame.index[(frame.index > top) & (frame.index <= bottom)]
        if not len(rows):
            continue
        column = names[left] or letters_of(left)
        if is_number(text):
            desk.warn(
                "merged-number",
                mark(
                    "{place}: the number {value} stands in a cell merged down to row {last}; it counts for row {row} only."
                ),
                mark("Split the cell, and write into each row what belongs to it."),
                row=int(top),
                column=column,
                value=text,
                last=bottom,
            )
            continue
        if not copied:
            frame, copied = frame.copy(), True
        frame.loc[frame.index.isin(rows), left] = text
        told.setdefault(column, []).extend(int(row) for row in rows)
    for column, filled in told.items():
        desk.note(
            "merged-cells",
            mark("{place}: the text of merged cells was taken for each of their rows: {rows}."),
            column=column,
            row=filled[0],
            rows=desk.listed(filled),
        )
    return frame


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
        hits = texts.str.match(TOTAL.pattern, flags=re.IGNORECASE).to_numpy(dtype=bool)
        for place in candidates[hits]:
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


def finished(desk: Desk, settled: Settled, reading: Reading) -> RawTable:
    """The table with the record of how it was read."""
    reading = replace(
        reading,
        sheet=desk.sheet,
        title_rows=settled.title_rows,
        title=settled.title,
        header_rows=settled.header_rows,
        rows_read=settled.rows_read,
        left_out=settled.left_out,
        notes=tuple(each.message for each in desk.findings if each.severity == "note"),
    )
    return RawTable(desk.file, desk.sheet, settled.frame, reading, tuple(desk.findings))
