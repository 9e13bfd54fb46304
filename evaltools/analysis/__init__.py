"""The analysis room: canonical tables to Results, through `evaltools.stats`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evaltools.analysis.consultations import analyse_consultations, analyse_staff
from evaltools.analysis.indicators import analyse_indicators
from evaltools.analysis.learning import analyse_learning
from evaltools.analysis.participants import analyse_clients, analyse_counts
from evaltools.analysis.ratios import analyse_ratios
from evaltools.analysis.registers import analyse_register, entries_of
from evaltools.analysis.satisfaction import analyse_published_satisfaction, analyse_satisfaction
from evaltools.analysis.schedules import analyse_schedules
from evaltools.analysis.trainings import analyse_trainings
from evaltools.coded import numbered
from evaltools.errors import DataError
from evaltools.findings import Finding
from evaltools.project import Project
from evaltools.results import COUNTRY, Key, Result, Results, Sum
from evaltools.validate import Canonical

__all__ = ["analyse", "entries_of"]


def analyse(project: Project, tables: Mapping[str, Canonical]) -> tuple[Results, list[Finding]]:
    """Compute all results of a project.

    Parameters
    ----------
    project : Project
    tables : mapping of Canonical
        Validated tables by name; a refused one is empty and adds nothing.

    Returns
    -------
    results : Results
        Before small counts are hidden.
    findings : list of Finding
        What the analysis noticed.

    Raises
    ------
    DataError
        Two rows or two tables give the same number: neither can be trusted,
        and nothing that adds them up.
    """
    parts: list[Results] = []
    findings: list[Finding] = []
    for table in tables.values():
        if table.refused or table.table.checked_only:
            continue
        canonical = _of_its_only_region(project, table)
        match canonical.table.kind:
            case "consultations":
                canonical = _with_numbered_clients(canonical)
                found, noticed = analyse_consultations(project, canonical)
                parts += [found, analyse_clients(project, canonical)]
                findings += noticed
            case "regional-figures":
                found, noticed = analyse_consultations(project, canonical)
                parts.append(found)
                findings += noticed
            case "prepost":
                found, noticed = analyse_learning(project, canonical)
                parts.append(found)
                findings += noticed
            case "satisfaction":
                found, noticed = analyse_satisfaction(project, canonical, _trainings(tables))
                parts.append(found)
                findings += noticed
            case "satisfaction-figures":
                parts.append(analyse_published_satisfaction(project, canonical))
            case "counts":
                parts.append(analyse_counts(project, canonical))
            case "trainings":
                parts.append(analyse_trainings(project, canonical))
            case "register":
                parts.append(analyse_register(project, canonical))
    computed = Results.combine(parts)
    _refuse_doubles(project, computed)
    staffed = [_of_its_only_region(project, table) for table in tables.values() if not table.refused]
    computed = Results.combine([computed, analyse_staff(project, staffed, computed)])
    _refuse_doubles(project, computed)
    computed = _with_same_people(project, computed)
    whole = Results.combine([computed, analyse_indicators(project, tables, computed)])
    _refuse_doubles(project, whole)
    whole = Results.combine(
        [whole, analyse_ratios(project, whole), analyse_schedules(project, tables, whole)]
    )
    return whole, findings


def _with_numbered_clients(canonical: Canonical) -> Canonical:
    """A register whose clients are only told apart: their codes are looked at once, not in every count."""
    frame = canonical.frame
    if "client" not in frame:
        return canonical
    return replace(canonical, frame=frame.assign(client=numbered(frame["client"])))


def _trainings(tables: Mapping[str, Canonical]) -> Canonical | None:
    """The list of trainings, where there is one that can be read."""
    return next(
        (each for each in tables.values() if each.table.kind == "trainings" and not each.refused), None
    )


def _refuse_doubles(project: Project, results: Results) -> None:
    first: dict[Key, str] = {}
    for row in results:
        if row.key not in first:
            first[row.key] = row.table
            continue
        what = ", ".join(part for part in (row.region, row.measure, row.group) if part)
        files = sorted({project.tables[name].file for name in (first[row.key], row.table) if name})
        raise DataError(
            f"{' and '.join(files)}: the same number stands in two places ({what}). "
            "Keep it in one row of one table."
        )


#: Kinds whose rows may leave the region out; in a project of one region they are that region's.
_REGION_OPTIONAL = {"counts", "prepost", "satisfaction", "satisfaction-figures", "staff"}


def _of_its_only_region(project: Project, canonical: Canonical) -> Canonical:
    if len(project.regions) > 1 or canonical.table.kind not in _REGION_OPTIONAL:
        return canonical
    frame, only = canonical.frame, project.regions[0]
    region = frame["region"].fillna(only) if "region" in frame else only
    return replace(canonical, frame=frame.assign(region=region))


def _with_same_people(project: Project, results: Results) -> Results:
    """Say where one table's breakdown adds up to another table's clients.

    Who reads that 187 people were advised, 182 of them women, knows the men:
    the disclosure room must know that the two tables count the same people.
    Clients of the country may be those of its total, those with a region that
    came late, or those of all regions.
    """
    sums: list[Sum] = []
    added: list[Result] = []
    unit = project.header.clients
    for region in (*project.regions, COUNTRY):
        same = list(results.select(region=region, subject="consultations", measure=unit))
        if region == COUNTRY and (everybody := _all_clients(project, results)):
            added.append(everybody[0])
            sums.append(everybody[1])
            same.append(everybody[0])
        breakdowns: dict[str, list[Result]] = {}
        for row in results.select(region=region, subject="participants", measure="participants"):
            breakdowns.setdefault(",".join(row.pairs), []).append(row)
        for parts in breakdowns.values():
            whole = sum(row.value or 0 for row in parts) if all(row.ok for row in parts) else None
            sums += [
                Sum(clients.key, tuple(row.key for row in parts))
                for clients in same
                if clients.value == whole
            ]
    return Results((*results.rows, *added), (*results.sums, *sums))


def _all_clients(project: Project, results: Results) -> tuple[Result, Sum] | None:
    """Clients of all regions, those that the total leaves out included: internal, for the disclosure room."""
    rows = [results.get(code, "consultations", project.header.clients) for code in project.regions]
    known = [row for row in rows if row.ok]
    if len(known) < 2 or not any(row.threshold for row in known):
        return None
    whole = replace(
        known[0],
        region=COUNTRY,
        subject="disclosure",
        value=sum(row.value or 0 for row in known),
        audience="internal",
        sources=(),
    )
    return whole, Sum(whole.key, tuple(row.key for row in known))
