"""Schedules: how often something was promised to happen in the period, and how often it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
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
        elif (days := _days(project, tables.get(one.days_of), one)) is not None:
            _from_days(sheet, one, where, days, _Ties(project, tables[one.days_of], one.days_of, computed))
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


def _days(project: Project, canonical: Canonical | None, one: Schedule) -> list[date] | None:
    """Days of the rows that count: inside the period and, where a day of the week was promised, on it.

    Of a register of visits each day counts once: how many people came on it is
    no schedule, and may be hidden.
    """
    if canonical is None or canonical.refused:
        return None
    frame = canonical.frame
    column = next((name for name in ("date", "day", "start") if name in frame), None)
    if column is None:
        return None
    for name, value in one.where.items():
        frame = frame[frame[name].astype("string") == value] if name in frame else frame.iloc[:0]
    period = project.header.period
    days = [pd.Timestamp(day).date() for day in frame[column].dropna()]
    days = [day for day in days if period.start <= day <= period.end]
    if one.each in WEEKDAYS:
        days = [day for day in days if day.weekday() == WEEKDAYS.index(one.each)]
    counts_once = canonical.table.kind == "consultations" or one.each != "month"
    return sorted(set(days)) if counts_once else sorted(days)


@dataclass(frozen=True)
class _Ties:
    """What the counts of a table's days rest on.

    Nine different days of visits say that there were nine visits at least:
    days of a register of visits are hidden where its visits are.
    """

    project: Project
    canonical: Canonical
    name: str
    computed: Results

    def of(self, month: str = "") -> dict[str, Any]:
        if self.canonical.table.kind != "consultations":
            return {}
        where = group(month=month) if month else ""
        visits = _figure(self.project, self.computed, "consultations", "consultations", where)
        return {"table": self.name, "threshold": self.project.threshold(self.name), "sources": (visits.key,)}


def _from_days(sheet: Sheet, one: Schedule, where: str, days: list[date], ties: _Ties) -> None:
    """How often something was held: by month where it was promised so, in weeks or on days otherwise."""
    start, end = ties.project.header.period.start, ties.project.header.period.end
    if one.each == "week":
        weeks = {(day - start).days // 7 for day in days}
        sheet.count(COUNTRY, "held", len(weeks), one.unit, where, method="different weeks", **ties.of())
        return
    whole = sheet.count(
        COUNTRY, "held", len(days), one.unit, where, method="days inside the period", **ties.of()
    )
    if one.each != "month":
        return
    counts = Counter(f"{day:%Y-%m}" for day in days)
    parts = [
        sheet.count(
            COUNTRY,
            "held",
            counts[str(month)],
            one.unit,
            group(schedule=one.id, month=str(month)),
            method="days inside the period",
            **ties.of(str(month)),
        )
        for month in pd.period_range(start, end, freq="M")
    ]
    sheet.total(whole, parts)
