"""Cells to a table: its headings, its columns, and merged cells."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from evaltools.language import mark
from evaltools.read.asides import without_asides
from evaltools.read.desk import Desk, letters_of
from evaltools.read.grid import Cells
from evaltools.read.headings import find_headings, is_number
from evaltools.read.record import RawTable, Reading, Rows


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
    frame, left_out = without_asides(desk, frame, left_out)
    above = cells.frame[cells.frame.index < headings.rows[0]]
    title = " ".join(cell for row in above.itertuples(index=False) for cell in row if cell)
    return Settled(frame, headings.rows, headings.titles, left_out, read, places, title)


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
