"""Plan against fact: every indicator, by its operator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from evaltools import stats
from evaltools.analysis.promises import USUAL_TOLERANCE, Promise, declared, finished
from evaltools.analysis.sheet import Sheet
from evaltools.project import Project
from evaltools.project.model import Plan
from evaltools.results import COUNTRY, Key, Result, Results, pooled
from evaltools.validate import Canonical

SUBJECT = "indicators"
#: Why a percentage that stands there asks for a reason.
OVER_FULFILLED = "over-fulfilled"


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
        Subject `indicators`, group `indicator=`: `plan` (a range has only its
        ends), `fact`, `baseline` where there is one, `difference` (fact minus
        plan), `percent_of_plan` (from the baseline where there is one), `met`
        (1 met, 0 missed; undefined where it cannot be decided, with the
        reason).

        While the plan is not due yet, the same of the next interim target:
        `interim_plan`, `percent_of_interim`, `met_interim`. For the project
        with plans by region: `regions_planned`, `regions_reported`,
        `plan_of_reported` (of the regions that reported),
        `percent_of_reported`, `percent_of_whole`.
    """
    sheet = Sheet(SUBJECT)
    single = len(project.regions) == 1
    for indicator in project.indicators:
        for promise in declared(project, indicator, tables, computed):
            _hold(sheet, promise)
    for name, canonical in tables.items():
        if canonical.table.kind == "indicators" and not canonical.table.checked_only:
            for promise in finished(canonical, name, project.threshold(name)):
                for region in dict.fromkeys((promise.region, *(project.regions if single else ()))):
                    _hold(sheet, replace(promise, region=region))
    _tie_regions(sheet)
    return sheet.results()


def _tie_regions(sheet: Sheet) -> None:
    """Say where the facts of the regions add up to the project's."""
    facts: dict[str, dict[str, Result]] = {}
    for row in sheet.rows:
        if row.measure == "fact" and row.ok and row.threshold:
            facts.setdefault(row.group, {})[row.region] = row
    for rows in facts.values():
        whole = rows.pop(COUNTRY, None)
        if whole and rows and whole.value == sum(row.value or 0 for row in rows.values()):
            # The counts themselves are tied, not their copies here: what hides one hides the other.
            sheet.total(_counted(whole), [_counted(row) for row in rows.values()])


def _counted(fact: Result) -> Key:
    """The count that a fact repeats, or the fact itself."""
    return fact.sources[0] if fact.sources else fact.key


def _hold(sheet: Sheet, promise: Promise) -> None:
    """Add the numbers of one plan and its fact."""
    plan = _plan(sheet, promise, "plan", promise.plan, _asks(promise))
    fact = _fact(sheet, promise)
    sources = (plan, fact, *promise.sources)
    if promise.baseline is not None:
        start = sheet.count(
            promise.region,
            "baseline",
            promise.baseline,
            promise.plan_unit,
            promise.where,
            table=promise.table,
            threshold=promise.people_threshold,
            method="before the work began",
        )
        sources = (*sources, start)
    _verdict(sheet, promise, promise.plan, ("difference", "percent_of_plan", "met"), sources)
    if promise.interim is not None:
        method = f"{_asks(promise)}, due {promise.interim.date}"
        target = _plan(sheet, promise, "interim_plan", promise.interim.plan, method)
        names = ("", "percent_of_interim", "met_interim")
        _verdict(sheet, promise, promise.interim.plan, names, (target, *sources[1:]))
    if promise.pool is not None and promise.unit == promise.plan_unit:
        _pooled(sheet, promise, promise.pool, sources)


def _asks(promise: Promise) -> str:
    """What a plan asks, for `results.csv`; pages read the operator back."""
    asked = f"operator {promise.operator or 'not stated'}"
    if promise.operator == "about" and promise.tolerance != USUAL_TOLERANCE:
        asked += f", within {promise.tolerance:g}%"
    if promise.direction == "down" and promise.operator not in ("<=", "<"):
        asked += ", less is better"
    return asked


def _plan(sheet: Sheet, promise: Promise, measure: str, plan: Plan | None, method: str) -> Key:
    fields: dict[str, Any] = {"table": promise.table, "method": method}
    if isinstance(plan, tuple):
        fields |= {"low": plan[0], "high": plan[1], "status": "undefined", "reason": "range"}
        return sheet.add(promise.region, measure, promise.where, unit=promise.plan_unit, **fields)
    if plan is None:
        fields |= {"reason": "not-planned"}
    return sheet.count(promise.region, measure, plan, promise.plan_unit, promise.where, **fields)


def _fact(sheet: Sheet, promise: Promise) -> Key:
    fields: dict[str, Any] = {
        "table": promise.table, "threshold": promise.threshold, "method": promise.method,
        "sources": promise.sources, "n": promise.base,
    }  # fmt: skip
    if promise.fact_range is not None:
        low, high = promise.fact_range
        fields |= {"low": low, "high": high, "status": "undefined", "reason": "range"}
        return sheet.add(promise.region, "fact", promise.where, unit=promise.unit, **fields)
    key = sheet.count(promise.region, "fact", promise.fact, promise.unit, promise.where, **fields)
    if promise.parts and promise.fact is not None:
        sheet.total(promise.sources[0] if promise.sources else key, promise.parts)
    return key


def _verdict(
    sheet: Sheet, promise: Promise, plan: Plan | None, names: tuple[str, str, str], sources: tuple[Key, ...]
) -> None:
    """Difference, percentage and verdict of a fact against one plan; a measure without a name is left out."""
    units = (promise.unit, "percent", "yes or no")
    base = {"table": promise.table, "threshold": promise.threshold, "sources": sources}

    def undefined(place: int, reason: str) -> None:
        fields: dict[str, Any] = {"status": "undefined", "reason": reason} | base
        sheet.add(promise.region, names[place], promise.where, unit=units[place], **fields)

    def defined(place: int, value: float, **fields: Any) -> None:
        fields |= base
        sheet.add(promise.region, names[place], promise.where, value=value, unit=units[place], **fields)

    def nothing(reason: str) -> None:
        # Nothing of the fact is told, so nothing is to be hidden.
        base["sources"] = ()
        for place in range(3):
            if names[place]:
                undefined(place, reason)

    if promise.unit != promise.plan_unit:
        nothing("units-differ")
        return
    if promise.fact_range is not None and plan is not None:
        nothing("fact-is-range")
        return
    found = stats.attainment(
        plan,
        promise.fact,
        operator=promise.operator,
        baseline=promise.baseline,
        direction=promise.direction,
        tolerance=promise.tolerance / 100,
    )
    if found.difference is None:
        nothing(found.status)
        return
    if names[0]:
        defined(0, found.difference, method="fact minus plan")
    if found.percent is None:
        undefined(1, found.reason or "")
    else:
        aim = "interim target" if names[1] == "percent_of_interim" else "plan"
        method = (
            f"fact / {aim}" if promise.baseline is None else f"part of the way from the baseline to the {aim}"
        )
        defined(1, found.percent, method=method, reason=OVER_FULFILLED if found.over_fulfilled else "")
    if promise.is_open and _can_change(found):
        undefined(2, "partly-reported")
    elif found.met is None:
        asked = {"=": "exact", None: "operator"}.get(found.operator, found.operator)
        undefined(2, "no-operator" if found.status == "undefined" else f"{found.status}-{asked}")
    else:
        defined(2, float(found.met), method=f"operator {promise.operator}", reason=found.status)


def _can_change(found: stats.Attainment) -> bool:
    """Whether a fact that can only grow may still get another verdict."""
    kept = found.status == "above" or (found.status == "met" and found.operator in (">=", ">"))
    return found.operator is not None and not kept


def _pooled(sheet: Sheet, promise: Promise, pool: stats.PooledAttainment, sources: tuple[Key, ...]) -> None:
    """Add the two bases of the project's percentage: the regions that reported, and the whole plan."""
    region, where, unit = COUNTRY, promise.where, promise.plan_unit
    table = {"table": promise.table}
    sheet.count(region, "regions_planned", pool.n_planned, "regions", where, **table)
    sheet.count(region, "regions_reported", pool.n_reported, "regions", where, **table)
    reported = sheet.count(
        region,
        "plan_of_reported",
        pool.plan_reported,
        unit,
        where,
        method=f"{_asks(promise)}, {pooled(pool.n_reported)}",
        **table,
    )
    # The project's own plan, where it has one, is the whole plan; otherwise it is the sum of the regions'.
    whole = stats.attainment(promise.plan, pool.fact, operator=promise.operator, direction=promise.direction)
    base = {"unit": "percent", "threshold": promise.threshold, "sources": (reported, *sources)} | table
    for measure, value, reason, method in (
        (
            "percent_of_reported",
            pool.percent_of_reported,
            pool.reason,
            "fact / plan of the regions that reported",
        ),
        ("percent_of_whole", whole.percent, whole.reason, "fact / whole plan"),
    ):
        if value is None:
            sheet.add(region, measure, where, status="undefined", reason=reason or "", **base)
        else:
            sheet.add(region, measure, where, value=value, method=method, **base)
