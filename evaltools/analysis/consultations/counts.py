"""Consultations and clients by region, counted: sums, shares, visits per client, who came again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from evaltools import regions
from evaltools.analysis.sheet import Sheet
from evaltools.analysis.tally import crossed, different, tally, tally_different
from evaltools.coded import Coded, coded
from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.project import Project
from evaltools.results import COUNTRY, Key, group, pooled
from evaltools.validate import Canonical

FIGURES = ("consultations", "clients")


@dataclass(frozen=True)
class RegionalFigures:
    """Counts by region, from whichever table they came.

    Attributes
    ----------
    values : dict of dict
        Figure name (`consultations`, `clients`) to region to count; None
        where the region did not give it.
    complete : tuple of str
        Regions that give every figure and take part in the total.
    """

    values: Mapping[str, Mapping[str, int | None]]
    complete: tuple[str, ...]


def count_register(frame: pd.DataFrame, project: Project) -> dict[str, dict[str, int | None]]:
    """Rows of a register by region, and clients where it has their codes; None where a region has no row."""
    region = coded(frame["region"])
    counted = {"consultations": tally(region)}
    if "client" in frame:
        counted["clients"] = tally_different(coded(frame["client"]), region)
    return {
        name: {code: numbers.get((code,)) for code in project.regions} for name, numbers in counted.items()
    }


def sum_by_region(frame: pd.DataFrame, project: Project) -> dict[str, dict[str, int | None]]:
    """Published totals by region; None where a region did not give one."""
    declared = [name for name in FIGURES if name in frame]
    sums = frame.groupby("region")[declared].sum(min_count=1)
    return {name: {code: _int(sums[name].get(code)) for code in project.regions} for name in declared}


def _int(value: object) -> int | None:
    return None if value is None or pd.isna(value) else int(value)  # type: ignore[call-overload]


def regional_figures(values: dict[str, dict[str, int | None]], project: Project) -> RegionalFigures:
    """The counts, and which regions the total adds up."""
    left_out = project.left_out()
    complete = tuple(
        code
        for code in project.regions
        if code not in left_out and all(by_region[code] is not None for by_region in values.values())
    )
    return RegionalFigures(values, complete)


def unit_of(project: Project, figure: str) -> str:
    """Unit of a figure, which is also the name of its measure."""
    return figure if figure == "consultations" else project.header.clients


def add_counts(sheet: Sheet, project: Project, figures: RegionalFigures) -> dict[str, dict[str, Key]]:
    """Counts of each region, the pooled country, and the sums with a region that came late."""
    keys: dict[str, dict[str, Key]] = {}
    for name, by_region in figures.values.items():
        unit = unit_of(project, name)
        keys[name] = {code: sheet.count(code, unit, value, unit) for code, value in by_region.items()}
        inside = [by_region[code] for code in figures.complete]
        whole = sum(value for value in inside if value is not None) if inside else None
        keys[name][COUNTRY] = sheet.count(COUNTRY, unit, whole, unit, method=pooled(len(inside)))
        sheet.total(keys[name][COUNTRY], [keys[name][code] for code in figures.complete])
        for code in project.left_out():
            value = by_region.get(code)
            if value is not None and whole is not None:
                with_it = sheet.count(
                    COUNTRY, unit, whole + value, unit, group(incl=code), method=pooled(len(inside) + 1)
                )
                sheet.total(with_it, [keys[name][COUNTRY], keys[name][code]])
    for code in (*project.regions, COUNTRY) if set(keys) == set(FIGURES) else ():
        clients, visits = keys["clients"][code], keys["consultations"][code]
        if sheet.values[clients] is not None and sheet.values[clients] == sheet.values[visits]:
            # Everybody came once: who knows one of the two counts knows the other.
            sheet.total(clients, (visits,))
    return keys


def add_ratios(
    sheet: Sheet, project: Project, figures: RegionalFigures, keys: dict[str, dict[str, Key]]
) -> None:
    """Consultations per client, and each region's share of the whole."""
    if set(figures.values) == set(FIGURES):
        for code in (*project.regions, COUNTRY):
            consultations, clients = (sheet.values[keys[name][code]] for name in FIGURES)
            if consultations is not None and clients:
                sheet.add(
                    code,
                    "consultations_per_client",
                    value=consultations / clients,
                    n=clients,
                    unit=f"consultations per {ONE[project.header.clients]}",
                    method="ratio of two full counts; no interval",
                    sources=(keys["consultations"][code], keys["clients"][code]),
                )
            else:
                sheet.add(
                    code, "consultations_per_client", status="no-data", reason="part-missing",
                    unit=f"consultations per {ONE[project.header.clients]}",
                )  # fmt: skip
    if len(project.regions) > 1:
        for name, by_region in figures.values.items():
            for code in project.left_out():
                if by_region.get(code) is not None:
                    sheet.add(
                        code,
                        f"share_of_{unit_of(project, name)}",
                        unit="percent",
                        status="undefined",
                        reason="left-out",
                    )
            for code in figures.complete:
                sheet.percent(
                    code, f"share_of_{unit_of(project, name)}", keys[name][code], keys[name][COUNTRY]
                )


def add_repeats(sheet: Sheet, project: Project, frame: pd.DataFrame, clients: dict[str, Key]) -> None:
    """Clients who came once, and those who came more than once: clients, never consultations."""
    unit, left_out = project.header.clients, project.left_out()
    region, client = coded(frame["region"]), coded(frame["client"])
    pairs, visits = different(crossed(region, client))
    of_region = Coded(pairs // max(len(client), 1), region.values)
    everybody = tally(of_region)
    repeat = tally(Coded(of_region.codes[visits > 1], region.values))
    present = [code for code in project.regions if (code,) in everybody]
    parts = {
        "repeat": {code: float(repeat.get((code,), 0)) for code in present},
        "once": {code: float(everybody[code,] - repeat.get((code,), 0)) for code in present},
    }
    keys = {
        name: sheet.over_regions(f"{unit}_{name}", values, unit, left_out=left_out)
        for name, values in parts.items()
    }
    for code in (*present, COUNTRY):
        sheet.total(clients[code], [keys[name][code] for name in parts])
        sheet.percent(code, f"share_of_{unit}_repeat", keys["repeat"][code], clients[code])


ONE = {"couples": "couple", "families": "family", "people": "person"}


def incomplete(project: Project, canonical: Canonical, figures: RegionalFigures) -> list[Finding]:
    """Regions that gave some figures and not others, and are not explained in the settings."""
    language = Language(project.header.languages[0])
    findings = []
    for code in project.regions:
        given = [name for name, by_region in figures.values.items() if by_region[code] is not None]
        lacking = [name for name in figures.values if name not in given]
        if given and lacking and code not in project.left_out():
            findings.append(
                Finding(
                    severity="warning",
                    code="region-incomplete",
                    region=code,
                    file=canonical.table.file,
                    message=language.text(
                        "{file}: {region} gives {given} but not {lacking}; the total leaves it out.",
                        file=canonical.table.file,
                        region=regions.region(code).names[language.code],
                        given=", ".join(given),
                        lacking=", ".join(lacking),
                    ),
                    action=language.text(
                        "Ask the region. If there is no figure, say why it is left out: add at the end of "
                        "project.toml, each part on a line of its own: {lines}",
                        lines=f'[[region_notes]] / code = "{code}" / include_in_total = false / '
                        f'reason.{language.code} = "…"',
                    ),
                )
            )
    return findings
