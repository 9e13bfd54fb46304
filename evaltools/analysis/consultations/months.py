"""Consultations month by month, and the limits within which they usually vary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from evaltools import stats
from evaltools.analysis.consultations.rates import STANDING_UNIT
from evaltools.analysis.sheet import Sheet
from evaltools.analysis.tally import regrouped, tally
from evaltools.coded import coded
from evaltools.project import Project
from evaltools.results import COUNTRY, Key, group
from evaltools.validate import Canonical

_RUNS = {"above": 1.0, "below": -1.0, "none": 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Month:
    """One month of a region; `reason` says why it is not judged, and is empty where it is."""

    name: str
    key: Key
    value: float | None
    reason: str


def add_months(sheet: Sheet, project: Project, canonical: Canonical, totals: dict[str, Key]) -> None:
    """Consultations by month; a month of the period with none is a zero, one after the cut-off is no data."""
    cut_off = canonical.table.cut_off or project.header.cut_off
    period = project.header.period
    months = [str(month) for month in pd.period_range(period.start, period.end, freq="M")]
    month_of = regrouped(coded(canonical.frame["date"]), lambda day: f"{day:%Y-%m}")
    counts = tally(coded(canonical.frame["region"]), month_of)
    there = {region for region, _ in counts}
    present = [code for code in project.regions if code in there]
    by_region: dict[str, list[Key]] = {code: [] for code in (*present, COUNTRY)}
    for month in months:
        is_over = _first_day(month) > cut_off
        values: dict[str, float | None] = {}
        for code in present:
            count = float(counts.get((code, month), 0))
            values[code] = None if is_over and not count else count
        for code, key in sheet.over_regions(
            "consultations", values, "consultations", group(month=month), left_out=project.left_out()
        ).items():
            by_region[code].append(key)
    is_whole = [_first_day(month) >= period.start for month in months]
    last = min(period.end, cut_off)
    is_whole = [each and _last_day(month) <= last for each, month in zip(is_whole, months, strict=True)]
    for code, parts in by_region.items():
        sheet.total(totals[code], parts)
        if present:
            _usual_variation(sheet, code, months, parts, is_whole)


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _last_day(month: str) -> date:
    return pd.Period(month).end_time.date()


def _usual_variation(
    sheet: Sheet, region: str, months: Sequence[str], keys: Sequence[Key], is_whole: Sequence[bool]
) -> None:
    """Limits of the usual variation, and which months lie outside.

    Months before a centre's first consultation, the one in which it opened
    and months that the data cover in part are not judged. All that is worked
    out rests on every judged month: where one is hidden, so are the limits,
    which would give it back.
    """
    values = [sheet.values[key] for key in keys]
    start = next((place for place, value in enumerate(values) if value), len(values))
    rows = [
        _Month(
            name=name,
            key=key,
            value=value,
            reason="no-data"
            if value is None
            else "not-open"
            if place < start
            else "partial"
            if not whole or 0 < place == start
            else "",
        )
        for place, (name, key, value, whole) in enumerate(zip(months, keys, values, is_whole, strict=True))
    ]
    judged = [row for row in rows if not row.reason]
    chart = stats.control_chart(row.value for row in judged)
    sources = tuple(row.key for row in judged)
    short = chart.reason in ("short-series", "no-data")
    has_limits = chart.low is not None and chart.high is not None
    sheet.add(
        region,
        "consultations_month_centre",
        value=chart.centre if has_limits else None,
        # A count has no limit below zero.
        low=max(chart.low or 0.0, 0.0) if has_limits else None,
        high=chart.high if has_limits else None,
        n=len(judged) if has_limits else None,
        unit="consultations",
        status="ok" if has_limits else "undefined",
        reason=chart.reason or "",
        method="mean of the whole months; limits of the XmR chart, the lower one not below 0",
        sources=() if short else sources,
        threshold=0,  # the base is months; the counts behind it are among the sources
    )
    outside = {judged[place].name for place in chart.outside or ()}
    for row in rows:
        standing = None
        if has_limits and not row.reason:
            is_more = (row.value or 0) > (chart.centre or 0)
            standing = (1.0 if is_more else -1.0) if row.name in outside else 0.0
        sheet.add(
            region,
            "consultations_month_standing",
            group(month=row.name),
            value=standing,
            unit=STANDING_UNIT,
            status="undefined" if standing is None else "ok",
            reason=row.reason or chart.reason or "",
            method="against the limits of the XmR chart" if standing is not None else "",
            sources=() if row.reason or short else sources,
        )
    if not short:
        # Also without limits: a run that is missing beside hidden months would say that they are all alike.
        run = _RUNS.get(chart.run or "") if has_limits else None
        sheet.add(
            region,
            "consultations_month_run",
            value=run,
            unit=STANDING_UNIT,
            status="undefined" if run is None else "ok",
            reason=(chart.run if has_limits else chart.reason) or "",
            method=f"more than {chart.run_limit} months in a row on one side of the mean"
            if has_limits
            else "",
            sources=sources,
        )
