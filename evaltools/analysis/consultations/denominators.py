"""What rates are taken of: residents, divorces …, whole or by age and sex."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

import pandas as pd

from evaltools import regions
from evaltools.analysis.participants import AGE_BANDS
from evaltools.errors import UsageError
from evaltools.language import Language, mark
from evaltools.project import Project
from evaltools.read import Desk, read_table
from evaltools.validate.said import said
from evaltools.values import column_reader
from evaltools.vocabulary.headings import says_thousands

#: What a client is, in the order of the denominator's `strata`: ("18-28",) or ("18-28", "women").
Cell = tuple[str, ...]

#: Bands of the reports as first and last year; the last one is open.
_BANDS = {
    name: (first, last)
    for first, (last, name) in zip(
        (0, *(last + 1 for last, _ in AGE_BANDS)), (*AGE_BANDS[:-1], (None, AGE_BANDS[-1][1])), strict=False
    )
}


@dataclass(frozen=True)
class Strata:
    """A denominator by age or sex.

    Attributes
    ----------
    names : tuple of str
        `age`, `sex`, or both.
    cells : tuple of Cell
        Every combination that the file has, in its order.
    people : dict of dict
        Region to cell to number; a cell that a region did not give is missing.
    standard : dict
        Cell to its weight in the standard population, where the file gives one.
    bands : dict
        Band of the file to those of the reports that it joins; empty without age.
    """

    names: tuple[str, ...]
    cells: tuple[Cell, ...]
    people: Mapping[str, Mapping[Cell, float]]
    standard: Mapping[Cell, float]
    bands: Mapping[str, tuple[str, ...]]


def exposure(project: Project, name: str) -> dict[str, float]:
    """The denominator of each region that has one; a region whose cell is blank has none.

    Raises
    ------
    FileDataError
        As `strata`; the finding is in the project's language.
    """
    denominator = project.denominators[name]
    if not denominator.file:
        return dict(regions.residents(denominator.date.isoformat()))
    if denominator.strata:
        return {code: sum(cells.values()) for code, cells in strata(project, name).people.items()}
    people: dict[str, float] = {}
    desk, frame = _read(project, denominator.file, ("region", "value"))
    numbers = _numbers(desk, frame, "value")
    for row, cells in _rows(frame):
        code, value = _region(desk, row, cells["region"]), numbers[cells["value"]]
        if code in people:
            desk.refuse("row-twice", _TWICE, _KEEP_ONE, row=row, named=code)
        if value is not None:
            people[code] = value
    return people


def strata(project: Project, name: str) -> Strata:
    """A denominator by its strata.

    Raises
    ------
    FileDataError
        A column is missing, a cell cannot be read or is no whole number, a
        group stands there twice, or an age band cuts one of the reports' own.
    """
    denominator = project.denominators[name]
    names = denominator.strata
    desk, frame = _read(project, denominator.file, ("region", *names, "value"))
    numbers = _numbers(desk, frame, "value")
    weights = _numbers(desk, frame, "standard", whole=False) if "standard" in frame else {}
    people: dict[str, dict[Cell, float]] = {}
    standard: dict[Cell, float] = {}
    for row, cells in _rows(frame):
        cell = tuple(_written(cells[column]) for column in names)
        code, value = _region(desk, row, cells["region"]), numbers[cells["value"]]
        if cell in people.setdefault(code, {}):
            desk.refuse("row-twice", _TWICE, _KEEP_ONE, row=row, named=", ".join((code, *cell)))
        if value is None:
            desk.refuse("blank", _BLANK, _FILL, row=row, column="value")
        people[code][cell] = value
        weight = weights.get(cells.get("standard", ""))
        if weight is not None and standard.setdefault(cell, weight) != weight:
            desk.refuse(
                "weights-differ",
                mark("{place}: {named} has two weights."),
                mark("Give a group the same weight in every region."),
                row=row,
                column="standard",
                named=", ".join(cell),
            )
    cells_there = tuple(dict.fromkeys(cell for of_region in people.values() for cell in of_region))
    if standard and not all(standard.get(cell) for cell in cells_there):
        desk.refuse(
            "weight-not-positive",
            mark("{place}: a weight is missing or not above 0."),
            mark("Give every group a number above 0, or none at all."),
            column="standard",
        )
    bands: dict[str, tuple[str, ...]] = {}
    if "age" in names:
        place = names.index("age")
        bands = {band: _joined(band, desk) for band in dict.fromkeys(cell[place] for cell in cells_there)}
    return Strata(names, cells_there, people, standard, bands)


_TWICE = mark("{place}: an earlier row has {named}, too.")
_KEEP_ONE = mark("Keep one of the two rows.")
_BLANK, _FILL = mark("{place}: the cell is empty."), mark("Fill it in, or remove the row.")


def _read(project: Project, file: str, needed: Sequence[str]) -> tuple[Desk, pd.DataFrame]:
    language = Language(project.header.languages[0])
    raw, desk = read_table(project.folder, file, language=language), Desk(file, language)
    if says_thousands(raw.reading.title):
        desk.refuse(
            "in-thousands",
            mark("{place}: the title speaks of thousands or millions: “{title}”."),
            mark("Write whole numbers, and take these words out of the title."),
            title=raw.reading.title,
        )
    for column in needed:
        if column not in raw.frame:
            desk.refuse(
                "column-missing",
                mark("{file}: there is no column “{column}”. Its columns are: {columns}."),
                mark(
                    "The file of a denominator has the columns region and value, and one for each of strata."
                ),
                column=column,
                columns=", ".join(raw.frame.columns),
            )
    return desk, raw.frame


def _rows(frame: pd.DataFrame) -> Iterator[tuple[int, dict[str, str]]]:
    for row, cells in zip(frame.index, frame.to_dict("records"), strict=True):
        yield int(row), {str(name): str(cell) for name, cell in cells.items()}


def _region(desk: Desk, row: int, text: str) -> str:
    try:
        return regions.resolve(text)
    except UsageError as error:
        _refuse_cell(desk, error, row, "region", text)


def _numbers(desk: Desk, frame: pd.DataFrame, column: str, *, whole: bool = True) -> dict[str, float | None]:
    """Each text of a column as a number; a blank, or a word for one, has none."""
    texts = frame[column]
    known = column_reader("number", texts.unique(), ())
    numbers: dict[str, float | None] = {"": None}
    for row, text in zip(frame.index, texts, strict=True):
        if text in numbers:
            continue
        try:
            numbers[text] = known.parse(text)
        except ValueError as error:
            _refuse_cell(desk, error, int(row), column, text)
        number = numbers[text]
        if whole and number is not None and number % 1:
            desk.refuse(
                "value",
                mark("{place}: {text} is no whole number. Are they thousands?"),
                mark("Write whole numbers."),
                row=int(row),
                column=column,
                value=text,
                text=text,
            )
    return numbers


def _refuse_cell(desk: Desk, error: Exception, row: int, column: str, text: str) -> NoReturn:
    problem = said(error, desk.language)
    desk.refuse("value", mark("{place}: {problem}"), "", row=row, column=column, value=text, problem=problem)


def _written(category: str) -> str:
    """A category as the register writes it: people type 18–28 with either dash."""
    return re.sub(r"\s*[–—]\s*", "-", category)


def _joined(band: str, desk: Desk) -> tuple[str, ...]:
    """The bands of the reports that one band of a file holds, whole."""
    found = re.fullmatch(r"(\d+)-(\d+)|(\d+)\+", band)
    first, last = (int(found[1] or found[3]), int(found[2]) if found[2] else None) if found else (-1, -1)
    inside = [
        name
        for name, (low, high) in _BANDS.items()
        if low >= first and (last is None or (high is not None and high <= last))
    ]
    if not inside or (_BANDS[inside[0]][0], _BANDS[inside[-1]][1]) != (first, last):
        desk.refuse(
            "value",
            mark(
                "{place}: the age band “{band}” cannot be used. Expected {bands}, or some of them joined, "
                "such as 0-17."
            ),
            "",
            column="age",
            value=band,
            band=band,
            bands=", ".join(_BANDS),
        )
    return tuple(inside)


def cells_of(frame: pd.DataFrame, given: Strata) -> pd.Series[str]:
    """The cell of each client, joined by a bar; empty for who cannot be put in one.

    `frame` has one row for each client and a column for each of the strata.
    """
    columns = []
    for name in given.names:
        if name == "age":
            band_of = {each: band for band, joined in given.bands.items() for each in joined}
            columns.append(frame[name].map(band_of))
        else:
            columns.append(frame[name])
    whole = columns[0].astype("string")
    for column in columns[1:]:
        whole = whole + "|" + column.astype("string")
    known = {"|".join(cell) for cell in given.cells}
    return whole.where(whole.isin(known), "").fillna("")
