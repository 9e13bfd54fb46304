"""Schedules: how often something was promised to happen in the period, and how often it did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from evaltools.analysis.sheet import Sheet
from evaltools.project import Project, Schedule
from evaltools.results import COUNTRY, Key, Result, Results, group
from evaltools.validate import Canonical

SUBJECT = "schedules"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def analyse_schedules(project: Project, tables: Mapping[str, Canonical], computed: Results) -> Results:
    """Count what was promised and what was held.

    Parameters
    ----------
    project : Project
        Its `schedules`.
    tables : mapping of Canonical
        Registers whose days are counted.
    computed : Results
        Where other figures are taken from.

    Returns
    -------
    Results
        Subject `schedules`, group `schedule=`: `promised` in the whole period,
        `held`, and for monthly promises of dated registers the `held` of each
        `month=`. What nobody counted is not there.
    """
    sheet = Sheet(SUBJECT)
    period = project.header.period
    for one in project.schedules:
        where = group(schedule=one.id)
        rate, sources = _at_least(project, one, computed)
        if rate is not None:
            times = rate * intervals(one.each, period.start, period.end)
            sheet.count(
                COUNTRY,
                "promised",
                times,
                one.unit,
                where,
                sources=sources,
                method=f"each {one.each}, at least {rate:g}",
            )
        if one.fact is not None:
            fact = _figure(project, computed, one.fact.subject, one.fact.measure, one.fact.group)
            if fact.status != "no-data":
                sheet.count(
                    COUNTRY, "held", fact.value, one.unit, where,
                    sources=(fact.key,), method=fact.method, table=fact.table,
                )  # fmt: skip
        elif (days := _days(tables.get(one.days_of))) is not None:
            if tables[one.days_of].table.kind == "consultations":
                _from_visits(sheet, project, one, where, days, computed)
            else:
                _from_days(sheet, one, where, days, period.start, period.end)
    return sheet.results()


def intervals(each: str, start: date, end: date) -> int:
    """How many months, weeks or days of a name a period has, both ends inside.

    Months and weeks that are only begun count when they are complete.

    Examples
    --------
    >>> start, end = date(2020, 3, 1), date(2020, 11, 30)
    >>> intervals("thursday", start, end), intervals("month", start, end)
    (39, 9)
    """
    if each == "month":
        after = end + timedelta(days=1)
        return (after.year - start.year) * 12 + after.month - start.month - (after.day < start.day)
    days = (end - start).days + 1
    if each == "week":
        return days // 7
    first = start + timedelta(days=(WEEKDAYS.index(each) - start.weekday()) % 7)
    return 0 if first > end else (end - first).days // 7 + 1


def _at_least(project: Project, one: Schedule, computed: Results) -> tuple[float | None, tuple[Key, ...]]:
    if isinstance(one.at_least, float):
        return one.at_least, ()
    found = _figure(project, computed, one.at_least.subject, one.at_least.measure, one.at_least.group)
    return found.value, (found.key,)


def _figure(project: Project, computed: Results, subject: str, measure: str, where: str) -> Result:
    """A figure of the whole project, or of its only region."""
    found = computed.get(COUNTRY, subject, measure, where)
    if found.status == "no-data" and len(project.regions) == 1:
        return computed.get(project.regions[0], subject, measure, where)
    return found


def _days(canonical: Canonical | None) -> pd.Series[Any] | None:
    if canonical is None or canonical.refused:
        return None
    column = next((name for name in ("date", "day", "start") if name in canonical.frame), None)
    return canonical.frame[column].dropna() if column else None


def _from_visits(
    sheet: Sheet, project: Project, one: Schedule, where: str, days: pd.Series[Any], computed: Results
) -> None:
    """What was held by a register of visits: its own counts, which are hidden where those are."""
    table = {"table": one.days_of, "threshold": project.threshold(one.days_of)}
    visits = _figure(project, computed, "consultations", "consultations", "")
    if one.each != "month":
        n = float(days.nunique())
        sheet.count(
            COUNTRY, "held", n, one.unit, where, method="different days", sources=(visits.key,), **table
        )
        return
    months = pd.period_range(project.header.period.start, project.header.period.end, freq="M")
    found = {
        group(schedule=one.id, month=str(month)): _figure(
            project, computed, "consultations", "consultations", group(month=str(month))
        )
        for month in months
    }
    for place, row in {where: visits, **found}.items():
        sheet.count(
            COUNTRY, "held", row.value, one.unit, place, method="entries", sources=(row.key,), **table
        )


def _from_days(sheet: Sheet, one: Schedule, where: str, days: pd.Series[Any], start: date, end: date) -> None:
    """Different days on which something was held; entries, where they are promised by the month."""
    if one.each != "month":
        sheet.count(COUNTRY, "held", float(days.nunique()), one.unit, where, method="different days")
        return
    whole = sheet.count(COUNTRY, "held", float(len(days)), one.unit, where, method="entries")
    counts = pd.PeriodIndex(pd.to_datetime(days), freq="M").value_counts()
    parts = [
        sheet.count(
            COUNTRY,
            "held",
            float(counts.get(month, 0)),
            one.unit,
            group(schedule=one.id, month=str(month)),
            method="entries",
        )
        for month in pd.period_range(start, end, freq="M")
    ]
    if sum(sheet.values[key] or 0 for key in parts) == len(days):
        sheet.total(whole, parts)
