"""Consultations and clients by region: counts, shares, visits per client, rates.

The same figures come from a register (one row for each consultation) or from
published totals (one row for each region); from there on there is one path.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from evaltools import regions, stats
from evaltools.analysis.sheet import Sheet
from evaltools.errors import DataError
from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.project import Project
from evaltools.read import read_table
from evaltools.results import COUNTRY, Key, Results, group, pooled
from evaltools.validate import Canonical
from evaltools.values import read_number

SUBJECT = "consultations"
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


def analyse_consultations(project: Project, canonical: Canonical) -> tuple[Results, list[Finding]]:
    """Everything about consultations that one table holds.

    Parameters
    ----------
    project : Project
    canonical : Canonical
        A table of the kind `consultations` (register) or `regional-figures`.

    Returns
    -------
    results : Results
        Subject `consultations`: counts by region and for the country,
        `consultations_per_client`, shares, rates by denominator, months.
    findings : list of Finding
        Regions that gave only some of the figures.
    """
    sheet = Sheet(SUBJECT, canonical.name, project.threshold(canonical.name))
    if canonical.table.kind == "consultations":
        counted = _count_register(canonical.frame, project)
        figures = _figures(counted, project)
    else:
        figures = _figures(_sum_by_region(canonical.frame, project), project)
    keys = _counts(sheet, project, figures)
    _ratios(sheet, project, figures, keys)
    for name in project.denominators:
        _rates(sheet, project, figures, keys, name)
    if canonical.table.kind == "consultations":
        _months(sheet, project, canonical.frame, keys)
    return sheet.results(), _incomplete(project, canonical, figures)


def _count_register(frame: pd.DataFrame, project: Project) -> dict[str, dict[str, int | None]]:
    by_region = frame.groupby("region", observed=True)["client"]
    consultations, clients = by_region.size(), by_region.nunique()
    return {
        "consultations": {code: _int(consultations.get(code)) for code in project.regions},
        "clients": {code: _int(clients.get(code)) for code in project.regions},
    }


def _sum_by_region(frame: pd.DataFrame, project: Project) -> dict[str, dict[str, int | None]]:
    declared = [name for name in FIGURES if name in frame]
    sums = frame.groupby("region")[declared].sum(min_count=1)
    return {name: {code: _int(sums[name].get(code)) for code in project.regions} for name in declared}


def _int(value: object) -> int | None:
    return None if value is None or pd.isna(value) else int(value)  # type: ignore[call-overload]


def _figures(values: dict[str, dict[str, int | None]], project: Project) -> RegionalFigures:
    left_out = project.left_out()
    complete = tuple(
        code
        for code in project.regions
        if code not in left_out and all(by_region[code] is not None for by_region in values.values())
    )
    return RegionalFigures(values, complete)


def _unit(project: Project, figure: str) -> str:
    return figure if figure == "consultations" else project.header.clients


def _counts(sheet: Sheet, project: Project, figures: RegionalFigures) -> dict[str, dict[str, Key]]:
    """Counts of each region, the pooled country, and the sums with a region that came late."""
    keys: dict[str, dict[str, Key]] = {}
    for name, by_region in figures.values.items():
        unit = _unit(project, name)
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


def _ratios(
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
                    unit=f"consultations per {_ONE[project.header.clients]}",
                    method="ratio of two full counts; no interval",
                    sources=(keys["consultations"][code], keys["clients"][code]),
                )
            else:
                sheet.add(
                    code, "consultations_per_client", status="no-data", reason="part-missing",
                    unit=f"consultations per {_ONE[project.header.clients]}",
                )  # fmt: skip
    if len(project.regions) > 1:
        for name, by_region in figures.values.items():
            for code in project.left_out():
                if by_region.get(code) is not None:
                    sheet.add(
                        code,
                        f"share_of_{_unit(project, name)}",
                        unit="percent",
                        status="undefined",
                        reason="left-out",
                    )
            for code in figures.complete:
                sheet.percent(code, f"share_of_{_unit(project, name)}", keys[name][code], keys[name][COUNTRY])


_ONE = {"couples": "couple", "families": "family", "people": "person"}


def _rates(
    sheet: Sheet, project: Project, figures: RegionalFigures, keys: dict[str, dict[str, Key]], name: str
) -> None:
    """Counts per so many residents (or divorces ...), with the spread between the regions."""
    denominator = project.denominators[name]
    exposures = exposure(project, name)
    known = tuple(code for code in figures.complete if exposures.get(code))
    for figure, by_region in figures.values.items():
        measure = f"{_unit(project, figure)}_per_{denominator.per}_{name}"
        for code in (*project.regions, COUNTRY):
            members = known if code == COUNTRY else (code,)
            whole = code != COUNTRY or known == figures.complete
            counts = [by_region[each] for each in members]
            people = [exposures.get(each) for each in members]
            if not members or None in counts or not all(people):
                sheet.add(
                    code,
                    measure,
                    unit=f"per {denominator.per} {name}",
                    status="no-data",
                    reason="part-missing",
                )
                continue
            found = stats.rate(
                sum(each for each in counts if each is not None),
                sum(each for each in people if each is not None),
                per=denominator.per,
            )
            # One client's visits follow from each other: a Poisson interval for visits would be too narrow.
            visits = figure == "consultations"
            sheet.add(
                code,
                measure,
                value=found.value,
                low=None if visits else found.low,
                high=None if visits else found.high,
                n=found.exposure,
                unit=f"per {denominator.per} {name}",
                method=(
                    "crude rate; no interval: visits of one client are not independent"
                    if visits
                    else f"rate, 95% {found.method} interval; {name} at {denominator.date}"
                )
                + ("" if whole else f"; of {', '.join(known)} only"),
                sources=(keys[figure][code],) if whole else tuple(keys[figure][each] for each in known),
            )
    if "clients" in figures.values and len(project.regions) > 1:
        _standing(
            sheet,
            name,
            known,
            [figures.values["clients"][code] for code in known],
            exposures,
            keys["clients"],
        )


#: Words of a funnel as numbers, for `results.csv`.
STANDING = {"higher": 1.0, "no-different": 0.0, "lower": -1.0}


def _standing(
    sheet: Sheet,
    name: str,
    known: Sequence[str],
    counts: Sequence[int | None],
    exposures: Mapping[str, float],
    keys: Mapping[str, Key],
) -> None:
    """Whether a region differs from the others together by more than chance explains."""
    spread = stats.funnel(counts, [exposures[code] for code in known])
    sources = tuple(keys[code] for code in known)
    if spread.phi is not None:
        sheet.add(
            COUNTRY,
            f"dispersion_per_{name}",
            value=spread.phi,
            n=len(known),
            unit="ratio",
            method="variance between regions over that expected by chance (Pearson)",
            reason=spread.reason or "",
            sources=sources,
            threshold=0,  # the base is regions, not people; the counts behind it are among the sources
        )
    for code, unit in zip(known, spread.units, strict=True):
        word = unit.word
        sheet.add(
            code,
            f"standing_per_{name}",
            value=STANDING[word] if word else None,
            status="ok" if word else "undefined",
            reason=word or spread.reason or "",
            unit="1 higher, 0 no different, -1 lower",
            method="outside the 99.8% funnel limits round the regions together" if word else "",
            sources=sources if word else (),
        )


def exposure(project: Project, name: str) -> dict[str, float]:
    """The denominator of each region that has one."""
    denominator = project.denominators[name]
    if not denominator.file:
        return dict(regions.residents(denominator.date.isoformat()))
    frame = read_table(project.folder, denominator.file).frame
    try:
        pairs = zip(frame["region"], frame["value"], strict=True)
        return {regions.resolve(name): read_number(value) for name, value in pairs}
    except (KeyError, ValueError) as error:
        raise DataError(
            f"{denominator.file}: expected the columns region and value, with a number in each row ({error})."
        ) from error


def _months(sheet: Sheet, project: Project, frame: pd.DataFrame, keys: dict[str, dict[str, Key]]) -> None:
    """Consultations by month; a month of the period with none is a zero."""
    months = [
        str(month)
        for month in pd.period_range(project.header.period.start, project.header.period.end, freq="M")
    ]
    of_row = frame["date"].map(lambda day: f"{day:%Y-%m}")
    counts = frame.groupby(["region", of_row]).size()
    present = [code for code in project.regions if code in counts.index.get_level_values(0)]
    by_region: dict[str, list[Key]] = {code: [] for code in (*present, COUNTRY)}
    for month in months:
        values: dict[str, float | None] = {code: float(counts.get((code, month), 0)) for code in present}
        for code, key in sheet.over_regions(
            "consultations", values, "consultations", group(month=month), left_out=project.left_out()
        ).items():
            by_region[code].append(key)
    for code, parts in by_region.items():
        sheet.total(keys["consultations"][code], parts)


def _incomplete(project: Project, canonical: Canonical, figures: RegionalFigures) -> list[Finding]:
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
                    action=language.text("Ask the region, or say in project.toml why it is left out."),
                )
            )
    return findings
