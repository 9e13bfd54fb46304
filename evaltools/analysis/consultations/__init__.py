"""Consultations and clients by region: counts, kinds, months, rates, and the work of each specialist.

The same figures come from a register (one row for each consultation) or from
published totals (one row for each region); from there on there is one path.
"""

from __future__ import annotations

from evaltools.analysis.consultations.counts import (
    add_counts,
    add_ratios,
    add_repeats,
    count_register,
    incomplete,
    regional_figures,
    sum_by_region,
)
from evaltools.analysis.consultations.denominators import exposure, strata
from evaltools.analysis.consultations.kinds import add_kinds
from evaltools.analysis.consultations.months import add_months
from evaltools.analysis.consultations.rates import add_rates
from evaltools.analysis.consultations.staff import analyse_staff
from evaltools.analysis.consultations.standardised import add_standardised
from evaltools.analysis.sheet import Sheet
from evaltools.findings import Finding
from evaltools.project import Project
from evaltools.read import FileDataError
from evaltools.results import Results
from evaltools.validate import Canonical

__all__ = ["analyse_consultations", "analyse_staff"]

SUBJECT = "consultations"


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
        `consultations_per_client`, shares, rates by denominator and how the
        regions differ in them. From a register also months with the limits of
        their usual variation, kinds of consultations, clients who came once
        and more than once, and rates adjusted for age or sex.
    findings : list of Finding
        Denominators that cannot be read; regions that gave only some of the figures.
    """
    sheet = Sheet(SUBJECT, canonical.name, project.threshold(canonical.name))
    is_register = canonical.table.kind == "consultations"
    counted = (count_register if is_register else sum_by_region)(canonical.frame, project)
    figures = regional_figures(counted, project)
    keys = add_counts(sheet, project, figures)
    add_ratios(sheet, project, figures, keys)
    faults: list[Finding] = []
    apart: set[str] = set()
    for name in project.denominators:
        try:
            exposures = exposure(project, name)
        except FileDataError as error:
            # Without it there are no rates of this kind; all else goes on.
            exposures = {}
            faults.append(error.finding)
        if add_rates(sheet, project, figures, keys, name, exposures):
            apart.add(name)
    has_clients = "client" in canonical.frame
    if is_register:
        if has_clients:
            add_repeats(sheet, project, canonical.frame, keys["clients"])
        add_months(sheet, project, canonical, keys["consultations"])
        add_kinds(sheet, project, canonical.frame, keys["consultations"])
        for name, denominator in project.denominators.items():
            refused = any(each.file == denominator.file for each in faults)
            if denominator.strata and has_clients and not refused:
                given = strata(project, name)
                add_standardised(
                    sheet,
                    project,
                    canonical.frame,
                    figures,
                    keys["clients"],
                    name,
                    given,
                    apart=name in apart,
                )
    return sheet.results(), [*faults, *incomplete(project, canonical, figures)]
