"""Rates as they would be if every region had the same make-up by age or sex."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from evaltools import stats
from evaltools.analysis.consultations.counts import RegionalFigures
from evaltools.analysis.consultations.denominators import Cell, Strata, cells_of
from evaltools.analysis.consultations.rates import TOO_FAR_APART
from evaltools.analysis.participants import age_band
from evaltools.analysis.sheet import Sheet
from evaltools.analysis.tally import said_by_clients
from evaltools.language import round_half_up
from evaltools.project import Project
from evaltools.results import COUNTRY, Key, group

#: Above this share of clients who cannot be put in a cell, in percent, no rate is adjusted.
MAX_UNPLACED = 10.0
#: Decimals of a published adjusted rate: with all of them it would give the cells back.
DIGITS = 1


def add_standardised(
    sheet: Sheet,
    project: Project,
    frame: pd.DataFrame,
    figures: RegionalFigures,
    clients: Mapping[str, Key],
    name: str,
    given: Strata,
    *,
    apart: bool,
) -> None:
    """Rates of clients adjusted for age or sex, beside the crude one of the same people.

    Clients whose age or sex is not stated are in no cell: they are left out
    of both rates. Where they are more than a tenth, no rate is given. The
    standard are the project's regions together, or what the file gives.
    Where the regions lie too far `apart`, clients over those expected have no
    interval: what is expected is no common rate of theirs.
    """
    if not set(given.names) <= set(frame.columns):
        return
    placed = _placed(frame, given)
    members = [
        code
        for code in figures.complete
        if set(given.people.get(code, {})) == set(given.cells) and figures.values["clients"][code]
    ]
    if len(members) < 2:
        return
    counts = {code: _by_cell(placed.loc[[code]]) for code in members}
    people = {cell: float(sum(given.people[code][cell] for code in members)) for cell in given.cells}
    by_cell = {cell: sum(counts[code]["|".join(cell)] for code in members) for cell in given.cells}
    standard = [given.standard.get(cell, 0.0) for cell in given.cells]
    # A group in which nobody lives anywhere has no rate: its weight only has to be one.
    weights = standard if all(standard) else [people[cell] or 1.0 for cell in given.cells]
    keys = {
        code: _cells(sheet, project, code, given, placed.loc[[code]], clients[code], name) for code in members
    }
    whole = [
        sheet.count(
            COUNTRY,
            f"{_unit(project)}_in_cell",
            by_cell[cell],
            _unit(project),
            _group(name, given, cell),
            audience="internal",
        )
        for cell in given.cells
    ]
    for place, key in enumerate(whole):
        sheet.total(key, [keys[code][0][place] for code in members])
    rates = [by_cell[cell] / people[cell] if people[cell] else None for cell in given.cells]
    for code in members:
        cells, placed_key, rest = keys[code]
        share = 100 * (sheet.values[rest] or 0) / (sheet.values[clients[code]] or 1)
        people_of = _People(
            region=code,
            counts=[counts[code]["|".join(cell)] for cell in given.cells],
            exposures=[given.people[code][cell] for cell in given.cells],
            sources=(placed_key, rest, *cells),
            reason="not-stated" if share > MAX_UNPLACED else "",
        )
        _rates(sheet, project, name, people_of, weights)
        _ratio(sheet, name, people_of, rates, whole, apart=apart)


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    """Clients and residents of one region by cell; `reason` says why they may not be adjusted."""

    region: str
    counts: Sequence[int]
    exposures: Sequence[float]
    sources: tuple[Key, ...]
    reason: str


def _unit(project: Project) -> str:
    return project.header.clients


def _group(name: str, given: Strata, cell: Cell) -> str:
    return group(denominator=name, **dict(zip(given.names, cell, strict=True)))


def _placed(frame: pd.DataFrame, given: Strata) -> pd.DataFrame:
    """How many clients of each region said what, and the cell of it; empty for who cannot be put in one."""
    people = said_by_clients(frame, *given.names)
    if "age" in people:
        people["age"] = people["age"].map(age_band)
    return people.assign(cell=cells_of(people, given)).set_index("region")


def _by_cell(people: pd.DataFrame) -> Counter[str]:
    counts: Counter[str] = Counter()
    for cell, clients in zip(people["cell"], people["clients"], strict=True):
        counts[cell] += int(clients)
    return counts


def _cells(
    sheet: Sheet,
    project: Project,
    region: str,
    given: Strata,
    people: pd.DataFrame,
    clients: Key,
    name: str,
) -> tuple[list[Key], Key, Key]:
    """Clients in each cell, in all of them, and in none: internal, for the disclosure room.

    They are tied to the clients of the region and to the participants by age
    and sex, which hold the same people.
    """
    unit = _unit(project)
    inside: dict[str, Any] = {"audience": "internal"}
    counts = _by_cell(people)
    cells = [
        sheet.count(
            region, f"{unit}_in_cell", counts["|".join(cell)], unit, _group(name, given, cell), **inside
        )
        for cell in given.cells
    ]
    where = group(denominator=name)
    placed = sum(counts["|".join(cell)] for cell in given.cells)
    placed_key = sheet.count(region, f"{unit}_in_cells", placed, unit, where, **inside)
    rest = sheet.count(
        region, f"{unit}_in_no_cell", (sheet.values[clients] or 0) - placed, unit, where, **inside
    )
    sheet.total(placed_key, cells)
    sheet.total(clients, (placed_key, rest))
    for dimension, category in dict.fromkeys(
        (dimension, cell[place]) for place, dimension in enumerate(given.names) for cell in given.cells
    ):
        place = given.names.index(dimension)
        joined = given.bands.get(category, (category,)) if dimension == "age" else (category,)
        total = int(people["clients"][people[dimension].isin(joined)].sum())
        of_it = [key for key, cell in zip(cells, given.cells, strict=True) if cell[place] == category]
        # Who stated this and not the other stands in no cell.
        other = total - sum(int(sheet.values[key] or 0) for key in of_it)
        where = group(denominator=name, dimension=dimension, category=category)
        margin = sheet.count(region, f"{unit}_in_margin", total, unit, where, **inside)
        if other:
            of_it.append(sheet.count(region, f"{unit}_in_margin_only", other, unit, where, **inside))
        sheet.total(margin, of_it)
        sheet.total(
            margin, [Key(region, "participants", "participants", f"{dimension}={each}") for each in joined]
        )
    return cells, placed_key, rest


def _rates(sheet: Sheet, project: Project, name: str, people: _People, weights: Sequence[float]) -> None:
    """The adjusted rate, and the crude one of the same people."""
    per = project.denominators[name].per
    by = " and ".join(project.denominators[name].strata)
    adjusted = stats.directly_standardised_rate(people.counts, people.exposures, weights, per=per)
    crude = stats.rate(sum(people.counts), sum(people.exposures), per=per)
    reason = people.reason or adjusted.reason or ""
    said = f"crude rate of those whose {by} is stated, 95% {crude.method} interval"
    found = (
        ("adjusted", adjusted.value, adjusted.low, adjusted.high, f"adjusted for {by}, 95% Dobson interval"),
        ("placed", crude.value, crude.low, crude.high, said),
    )
    for measure, value, low, high, method in found:
        sheet.add(
            people.region,
            f"{_unit(project)}_{measure}_per_{per}_{name}",
            value=None if reason else _rounded(value),
            low=None if reason else _rounded(low),
            high=None if reason else _rounded(high),
            n=None if reason else crude.exposure,
            unit=f"per {per} {name}",
            status="undefined" if reason else "ok",
            reason=reason,
            method="" if reason else method,
            sources=people.sources,
        )
    for_analysts = stats.directly_standardised_rate(
        people.counts, people.exposures, weights, per=per, method="fay-feuer"
    )
    if not reason:
        sheet.add(
            people.region,
            f"{_unit(project)}_adjusted_per_{per}_{name}",
            group(limits="fay-feuer"),
            value=_rounded(for_analysts.value),
            low=_rounded(for_analysts.low),
            high=_rounded(for_analysts.high),
            n=crude.exposure,
            unit=f"per {per} {name}",
            method=f"adjusted for {by}, 95% Fay-Feuer interval",
            audience="internal",
            sources=people.sources,
        )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round_half_up(value, DIGITS)


def _ratio(
    sheet: Sheet,
    name: str,
    people: _People,
    rates: Sequence[float | None],
    whole: Sequence[Key],
    *,
    apart: bool,
) -> None:
    """Clients over those expected at the rates of the regions together."""
    found = stats.standardised_ratio(people.counts, people.exposures, rates)
    reason = people.reason or found.reason or ""
    sheet.add(
        people.region,
        f"observed_to_expected_per_{name}",
        value=None if reason else found.value,
        low=None if reason or apart else found.low,
        high=None if reason or apart else found.high,
        n=None if reason else found.observed,
        unit="ratio",
        status="undefined" if reason else "ok",
        reason=reason,
        method=""
        if reason
        else "observed over expected at the rates of the regions together, "
        + (TOO_FAR_APART if apart else f"95% {found.method} interval"),
        sources=(*people.sources, *whole),
    )
