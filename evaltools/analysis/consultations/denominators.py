"""What rates are taken of: residents, divorces …, whole or by age and sex."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from evaltools import regions
from evaltools.analysis.participants import AGE_BANDS
from evaltools.errors import DataError, UsageError
from evaltools.project import Project
from evaltools.read import read_table
from evaltools.values import read_number

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
    """The denominator of each region that has one."""
    denominator = project.denominators[name]
    if not denominator.file:
        return dict(regions.residents(denominator.date.isoformat()))
    if denominator.strata:
        return {code: sum(cells.values()) for code, cells in strata(project, name).people.items()}
    frame = read_table(project.folder, denominator.file).frame
    try:
        pairs = zip(frame["region"], frame["value"], strict=True)
        return {regions.resolve(name): read_number(value) for name, value in pairs}
    except (KeyError, ValueError) as error:
        raise DataError(
            f"{denominator.file}: expected the columns region and value, with a number in each row ({error})."
        ) from error


def strata(project: Project, name: str) -> Strata:
    """A denominator by its strata.

    Raises
    ------
    DataError
        A column is missing, a cell cannot be read or stands there twice, or
        an age band cuts one of the reports' own.
    """
    denominator = project.denominators[name]
    file, names = denominator.file, denominator.strata
    frame = read_table(project.folder, file).frame
    needed = ["region", *names, "value"]
    if lacking := [column for column in needed if column not in frame]:
        raise DataError(
            f"{file}: expected the columns {', '.join(needed)}; {', '.join(lacking)} is not there."
        )
    people: dict[str, dict[Cell, float]] = {}
    standard: dict[Cell, float] = {}
    for row_number, row in zip(frame.index, frame.to_dict("records"), strict=True):
        cell = tuple(_written(str(row[column])) for column in names)
        try:
            code, value = regions.resolve(str(row["region"])), read_number(str(row["value"]))
            weight = read_number(str(row["standard"])) if row.get("standard") else None
        except (UsageError, ValueError) as error:
            raise DataError(f"{file}, row {row_number}: {error}") from error
        if cell in people.setdefault(code, {}):
            raise DataError(f"{file}, row {row_number}: {code} has {', '.join(cell)} twice. Keep one row.")
        people[code][cell] = value
        if weight is not None and standard.setdefault(cell, weight) != weight:
            raise DataError(
                f"{file}, row {row_number}: {', '.join(cell)} has two weights in the column standard. "
                "Give it the same one in every region."
            )
    cells = tuple(dict.fromkeys(cell for of_region in people.values() for cell in of_region))
    if standard and not all(standard.get(cell) for cell in cells):
        raise DataError(
            f"{file}: the column standard needs a number above 0 for every group, or none at all."
        )
    bands: dict[str, tuple[str, ...]] = {}
    if "age" in names:
        place = names.index("age")
        bands = {band: _joined(band, file) for band in dict.fromkeys(cell[place] for cell in cells)}
    return Strata(names, cells, people, standard, bands)


def _written(category: str) -> str:
    """A category as the register writes it: people type 18–28 with either dash."""
    return re.sub(r"\s*[–—]\s*", "-", category)


def _joined(band: str, file: str) -> tuple[str, ...]:
    """The bands of the reports that one band of a file holds, whole."""
    found = re.fullmatch(r"(\d+)-(\d+)|(\d+)\+", band)
    if found:
        first = int(found[1] or found[3])
        last = int(found[2]) if found[2] else None
        inside = [
            name
            for name, (low, high) in _BANDS.items()
            if low >= first and (last is None or (high is not None and high <= last))
        ]
        if inside and _BANDS[inside[0]][0] == first and _BANDS[inside[-1]][1] == last:
            return tuple(inside)
    raise DataError(
        f"{file}: the age band “{band}” cannot be used. Expected {', '.join(_BANDS)}, or some of them "
        "joined, such as 0-17."
    )


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
