"""Checks: where the figures of a project cannot all be true, and where one is missing.

A finding never stops a run: a report that contradicts itself is still made,
and says so. Every rule is about kinds of tables and settings; none is about
one project.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evaltools.check.breakdowns import check_breakdowns
from evaltools.check.case import Case, plain
from evaltools.check.contact import check_contact
from evaltools.check.dates import check_dates
from evaltools.check.money import check_money
from evaltools.check.narratives import check_narratives
from evaltools.check.parts import sum_of_parts
from evaltools.check.percents import check_percents
from evaltools.check.phrases import check_phrases
from evaltools.check.plans import check_plans
from evaltools.check.published import (
    COMPARED,
    DIFFERING,
    compared_in,
    concerning,
    hidden_files,
    is_open,
    totals,
)
from evaltools.check.registers import check_registers
from evaltools.check.schedules import check_schedules
from evaltools.check.statements import check_statements
from evaltools.check.twice import check_second_tables
from evaltools.findings import Finding
from evaltools.labels import Labels
from evaltools.language import Language
from evaltools.project import Acknowledgement, Project
from evaltools.results import Results
from evaltools.validate import Canonical

__all__ = [
    "COMPARED",
    "DIFFERING",
    "acknowledged",
    "check",
    "compared_in",
    "concerning",
    "hidden_files",
    "is_open",
    "plain",
    "sum_of_parts",
    "totals",
]


def check(
    project: Project,
    tables: Mapping[str, Canonical],
    results: Results,
    labels: Labels,
    language: Language | None = None,
) -> list[Finding]:
    """Run every check.

    Parameters
    ----------
    project : Project
    tables : mapping of Canonical
    results : Results
        Before small counts are hidden.
    labels : Labels
        For the names in the messages.
    language : Language, optional
        Of the messages; the project's first one by default.

    Returns
    -------
    list of Finding
        Errors for what cannot all be true, warnings where a figure or a
        reason is missing, notes for what is worth a look, `checked` for what
        adds up.
    """
    case = Case(project, tables, results, labels, language or Language(project.header.languages[0]))
    return [
        replace(finding, language=case.language.code)
        for rule in (
            check_statements,
            check_second_tables,
            check_phrases,
            check_breakdowns,
            check_percents,
            check_money,
            check_plans,
            check_schedules,
            check_narratives,
            check_dates,
            check_registers,
            check_contact,
        )
        for finding in rule(case)
    ]


def acknowledged(project: Project, finding: Finding) -> Acknowledgement | None:
    """The entry of the settings by which the team says that it knows of a finding."""
    return next(
        (
            each
            for each in project.acknowledged
            if each.code == finding.code
            and each.region in ("", finding.region)
            and each.column in ("", finding.column)
        ),
        None,
    )
