"""Plan against fact: every indicator, by its operator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from evaltools import stats
from evaltools.analysis.sheet import Sheet
from evaltools.project import Indicator, Project
from evaltools.results import COUNTRY, Key, Result, Results, group
from evaltools.validate import Canonical

SUBJECT = "indicators"
#: Units that count people.
PEOPLE = ("people", "couples", "families")


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One plan in one region, and its fact."""

    region: str
    where: str
    operator: str
    plan: float | None
    fact: float | None
    unit: str
    plan_unit: str
    sources: tuple[Key, ...] = ()
    threshold: int = 0
    table: str = ""
    method: str = ""


def analyse_indicators(project: Project, tables: Mapping[str, Canonical], computed: Results) -> Results:
    """Hold every indicator's fact against its plan.

    Parameters
    ----------
    project : Project
        Its `indicators` name a plan and where the fact is computed, or state
        the fact.
    tables : mapping of Canonical
        Tables of the kinds `plan` (plans by region) and `indicators`
        (finished rows of plan and fact).
    computed : Results
        Where computed facts are taken from.

    Returns
    -------
    Results
        Subject `indicators`, group `indicator=`: `plan`, `fact`,
        `difference` (fact minus plan), `percent_of_plan`, `met` (1 met, 0
        missed; undefined where it cannot be decided, with the reason).
    """
    sheet = Sheet(SUBJECT)
    single = len(project.regions) == 1
    for indicator in project.indicators:
        for promise in _promises(project, indicator, tables, computed):
            _hold(sheet, promise)
    for name, canonical in tables.items():
        if canonical.table.kind == "indicators":
            for promise in _finished(canonical, name, project.threshold(name)):
                for region in dict.fromkeys((promise.region, *(project.regions if single else ()))):
                    _hold(sheet, replace(promise, region=region))
    _tie_regions(sheet)
    return sheet.results()


def _tie_regions(sheet: Sheet) -> None:
    """Say where the facts of the regions add up to the project's."""
    facts: dict[str, dict[str, Key]] = {}
    for row in sheet.rows:
        if row.measure == "fact" and row.ok and row.threshold:
            facts.setdefault(row.group, {})[row.region] = row.key
    for keys in facts.values():
        whole = keys.pop(COUNTRY, None)
        if whole and keys and sheet.values[whole] == sum(sheet.values[key] or 0 for key in keys.values()):
            sheet.total(whole, keys.values())


def _promises(
    project: Project, indicator: Indicator, tables: Mapping[str, Canonical], computed: Results
) -> list[Promise]:
    plans = _plans(project, indicator, tables)
    of_people = indicator.unit in PEOPLE
    made = []
    for region, plan in plans.items():
        fact = _fact(indicator, region, computed)
        made.append(
            Promise(
                region=region,
                where=group(indicator=indicator.id),
                operator=indicator.operator,
                plan=plan,
                fact=fact.value if fact else indicator.stated if region == COUNTRY else None,
                unit=indicator.unit,
                plan_unit=indicator.plan_unit or indicator.unit,
                sources=(fact.key,) if fact else (),
                threshold=fact.threshold if fact else project.people_threshold if of_people else 0,
                table=fact.table if fact else indicator.plan_table,
                method="computed" if fact else "as stated by the authors",
            )
        )
    return made


def _plans(
    project: Project, indicator: Indicator, tables: Mapping[str, Canonical]
) -> dict[str, float | None]:
    """The plan for each region that has one, and for the country."""
    if indicator.plan_table:
        canonical = tables[indicator.plan_table]
        if canonical.refused:
            return {}
        rows = canonical.frame[canonical.frame["indicator"] == indicator.id]
        regional = (
            rows["region"].fillna(COUNTRY) if "region" in rows else pd.Series(COUNTRY, index=rows.index)
        )
        plans: dict[str, float | None] = {
            str(code): float(plan) for code, plan in zip(regional, rows["plan"], strict=True)
        }
        if plans and COUNTRY not in plans:
            # The fact of the country leaves some regions out; so does its plan.
            left_out = project.left_out()
            plans[COUNTRY] = sum(
                plan for code, plan in plans.items() if plan is not None and code not in left_out
            )
        return plans
    if len(project.regions) == 1:
        return dict.fromkeys((*project.regions, COUNTRY), indicator.plan)
    return dict.fromkeys(project.regions if indicator.per_region else (COUNTRY,), indicator.plan)


def _fact(indicator: Indicator, region: str, computed: Results) -> Result | None:
    if indicator.fact is None:
        return None
    return computed.get(region, indicator.fact.subject, indicator.fact.measure, indicator.fact.group)


def _finished(canonical: Canonical, name: str, threshold: int) -> list[Promise]:
    made = []
    for row in canonical.frame.to_dict("records"):
        plan, fact = (None if pd.isna(row.get(each)) else float(row[each]) for each in ("plan", "fact"))
        made.append(
            Promise(
                region=str(row.get("region") or COUNTRY),
                where=group(block=row.get("block"), indicator=row["indicator"]),
                operator=str(row.get("operator") or "="),
                plan=plan,
                fact=fact,
                unit=str(row["unit"]),
                plan_unit=str(row["unit"]),
                threshold=threshold,
                table=name,
                method="as stated in the table",
            )
        )
    return made


def _hold(sheet: Sheet, promise: Promise) -> None:
    """Add the five numbers of one plan and its fact."""
    region, where = promise.region, promise.where
    base = {"table": promise.table, "threshold": promise.threshold}
    plan = sheet.count(region, "plan", promise.plan, promise.plan_unit, where, table=promise.table,
                       method=f"operator {promise.operator}")  # fmt: skip
    fact = sheet.count(
        region,
        "fact",
        promise.fact,
        promise.unit,
        where,
        method=promise.method,
        sources=promise.sources,
        **base,
    )
    sources = (plan, fact, *promise.sources)
    if promise.unit != promise.plan_unit:
        _undefined(sheet, promise, "units-differ")
        return
    found = stats.attainment(promise.plan, promise.fact, operator=promise.operator)
    if found.difference is None:
        _undefined(sheet, promise, found.status)
        return
    sheet.add(region, "difference", where, value=found.difference, unit=promise.unit, sources=sources,
              method="fact minus plan", **base)  # fmt: skip
    if found.percent is None:
        sheet.add(
            region,
            "percent_of_plan",
            where,
            unit="percent",
            status="undefined",
            reason=found.reason or "",
            sources=sources,
            **base,
        )
    else:
        sheet.add(region, "percent_of_plan", where, value=found.percent, unit="percent", sources=sources,
                  method="fact / plan", **base)  # fmt: skip
    if found.met is None:
        sheet.add(
            region,
            "met",
            where,
            unit="yes or no",
            status="undefined",
            reason=found.reason or found.status,
            sources=sources,
            **base,
        )
    else:
        sheet.add(region, "met", where, value=float(found.met), unit="yes or no", sources=sources,
                  method=f"operator {promise.operator}", reason=found.status, **base)  # fmt: skip


def _undefined(sheet: Sheet, promise: Promise, reason: str) -> None:
    for measure, unit in (("difference", promise.unit), ("percent_of_plan", "percent"), ("met", "yes or no")):
        sheet.add(
            promise.region,
            measure,
            promise.where,
            unit=unit,
            status="undefined",
            reason=reason,
            table=promise.table,
        )
