"""Promises of a project: each plan in each region, beside its fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from evaltools import stats
from evaltools.project import Indicator, Project
from evaltools.project.model import Interim, Plan
from evaltools.results import COUNTRY, Key, Result, Results, group, pooled
from evaltools.validate import Canonical

#: Units that count people.
PEOPLE = ("people", "couples", "families")
#: Units that count things, not people.
THINGS = (
    "trainings", "meetings", "days", "events", "centres", "copies", "views", "publications", "videos",
    "broadcasts", "documents", "offices", "photos", "folders", "scripts", "clips", "channels",
    "organisations", "KZT",
)  # fmt: skip
#: "About" means within this many percent where nothing else is said.
USUAL_TOLERANCE = 10.0


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One plan in one region, and its fact.

    Attributes
    ----------
    region, where : str
        Region code (`KZ` for the project) and the group of the results.
    operator : str or None
        What the plan asks; None where its source does not say.
    plan : float, tuple of two floats, or None
        In `plan_unit`; two numbers are a range; None is not planned.
    fact : float or None
        In `unit`; None is not reported.
    fact_range : tuple of two floats, optional
        Both ends, where the source gives the fact as a range.
    base : float or None
        People or answers under a fact that is a share.
    baseline : float or None
        Value before the work began, in `plan_unit`.
    direction : {"up", "down"}
        Which way is better.
    tolerance : float
        For "about", in percent of the plan.
    interim : Interim, optional
        The target that the fact is to be held against for now.
    sources : tuple of Key
        Counts that the fact repeats.
    parts : tuple of Key
        Counts of the regions that the fact adds up.
    pool : PooledAttainment, optional
        For the project: plans and facts of its regions, added up.
    """

    region: str
    where: str
    operator: str | None
    plan: Plan | None
    fact: float | None
    unit: str
    plan_unit: str
    fact_range: tuple[float, float] | None = None
    base: float | None = None
    baseline: float | None = None
    direction: str = "up"
    tolerance: float = USUAL_TOLERANCE
    interim: Interim | None = None
    sources: tuple[Key, ...] = ()
    threshold: int = 0
    people_threshold: int = 0
    table: str = ""
    method: str = ""
    parts: tuple[Key, ...] = ()
    pool: stats.PooledAttainment | None = None

    @property
    def is_open(self) -> bool:
        """Whether regions with a plan are still to report, so that the fact can only grow."""
        return self.pool is not None and self.pool.n_reported < self.pool.n_planned


def declared(
    project: Project, indicator: Indicator, tables: Mapping[str, Canonical], computed: Results
) -> list[Promise]:
    """The promises of one indicator of the settings, in each region and in the project."""
    plans = _plans(project, indicator, tables)
    made = [
        _promise(project, indicator, region, plan, computed)
        for region, plan in plans.items()
        if region != COUNTRY
    ]
    whole = None
    if COUNTRY in plans:
        whole = _promise(project, indicator, COUNTRY, plans[COUNTRY], computed)
    if len(project.regions) > 1 and indicator.is_additive and made:
        whole = _with_regions(project, indicator, made, whole, computed)
    return [*made, whole] if whole else made


def _promise(
    project: Project, indicator: Indicator, region: str, plan: Plan | None, computed: Results
) -> Promise:
    fact = _fact(indicator, region, computed)
    ends = (fact.low, fact.high) if fact and fact.reason == "range" else (None, None)
    people = project.people_threshold if indicator.unit in PEOPLE else 0
    return Promise(
        region=region,
        where=group(indicator=indicator.id),
        operator=_operator(indicator.operator, plan),
        plan=_ends(indicator.operator, plan),
        fact=fact.value if fact else indicator.stated if region == COUNTRY else None,
        fact_range=None if ends[1] is None else (ends[0] or 0.0, ends[1]),
        unit=indicator.unit,
        base=fact.n if fact else None,
        plan_unit=indicator.plan_unit or indicator.unit,
        baseline=indicator.baseline,
        direction=indicator.direction,
        tolerance=indicator.tolerance,
        interim=project.interim(indicator),
        sources=(fact.key,) if fact else (),
        threshold=fact.threshold if fact else people,
        people_threshold=people,
        table=fact.table if fact else indicator.plan_table,
        method="computed" if fact else "as stated by the authors",
    )


def _operator(operator: str, plan: Plan | None) -> str | None:
    """What the plan asks: two numbers are always a range."""
    if isinstance(plan, tuple):
        return "range"
    return None if operator == "unknown" else operator


def _ends(operator: str, plan: Plan | None) -> Plan | None:
    """A range of which only one number is given goes from there to there."""
    return (plan, plan) if operator == "range" and isinstance(plan, int | float) else plan


def _with_regions(
    project: Project, indicator: Indicator, made: list[Promise], whole: Promise | None, computed: Results
) -> Promise | None:
    """The promise of the project, held together from its regions.

    The whole plan is the sum of the regions' plans, also of those that the
    totals leave out: they were promised. Their facts are in no total, here
    neither, so they count as still to come. Ranges do not add up.
    """
    if indicator.operator == "range" or any(isinstance(each.plan, tuple) for each in made):
        return whole
    left_out = project.left_out()
    facts = {code: _fact(indicator, code, computed) for code in project.regions}
    planned = {each.region: each.plan for each in made if isinstance(each.plan, int | float)}
    known = {
        code: fact.value
        for code, fact in facts.items()
        if fact is not None and fact.value is not None and code not in left_out
    }
    pool = stats.pooled_attainment(
        [planned.get(code) for code in project.regions],
        [known.get(code) for code in project.regions],
        operator=_operator(indicator.operator, None),
    )
    stated = whole is not None  # the plan of the project stands in its table
    whole = whole or _promise(project, indicator, COUNTRY, pool.plan_whole, computed)
    if not stated:
        regions = len(planned)
        whole = replace(
            whole,
            baseline=None if whole.baseline is None else whole.baseline * regions,
            interim=whole.interim and _times(whole.interim, regions),
        )
    # Ways from a baseline and facts that are ranges have no sum that a percentage could be taken of.
    has_no_sum = indicator.baseline is not None or any(each.fact_range for each in (*made, whole))
    if indicator.fact is None or has_no_sum or (not pool.n_reported and whole.fact is not None):
        return whole
    parts = tuple(fact.key for code in planned if code in known and (fact := facts[code]) is not None)
    if pool.fact == whole.fact:
        return replace(whole, pool=pool, parts=parts)
    if stated:
        return whole
    # Some regions have a fact and no plan: what they did is not held against the others' plans.
    return replace(
        whole, pool=pool, parts=parts, fact=pool.fact, base=None, sources=(), method=pooled(pool.n_reported)
    )


def _times(interim: Interim, regions: int) -> Interim:
    """The interim target of several regions together."""
    plan = interim.plan
    return interim if isinstance(plan, tuple) else Interim(plan=plan * regions, date=interim.date)


def _plans(project: Project, indicator: Indicator, tables: Mapping[str, Canonical]) -> dict[str, Plan | None]:
    """The plan for each region that has one; the project's where it is no sum of them."""
    if indicator.plan_table:
        canonical = tables[indicator.plan_table]
        plans = {} if canonical.refused else _plans_of_table(canonical, indicator)
        if not indicator.per_region or set(plans) != {COUNTRY}:
            return plans
        # One row without a region is the plan of each of them.
        level = () if indicator.is_additive else (COUNTRY,)
        return dict.fromkeys((*project.regions, *level), plans[COUNTRY])
    if len(project.regions) == 1:
        return dict.fromkeys((*project.regions, COUNTRY), indicator.plan)
    if not indicator.per_region:
        return {COUNTRY: indicator.plan}
    # A level that is planned for each region is planned for all of them together.
    level = () if indicator.is_additive else (COUNTRY,)
    return dict.fromkeys((*project.regions, *level), indicator.plan)


def _plans_of_table(canonical: Canonical, indicator: Indicator) -> dict[str, Plan | None]:
    rows = canonical.frame[canonical.frame["indicator"] == indicator.id]
    return {
        _region(row): _ends_of_row(_number(row, "plan"), _number(row, "plan_high"))
        for row in rows.to_dict("records")
    }


def _ends_of_row(low: float | None, high: float | None) -> Plan | None:
    return low if low is None or high is None else (low, high)


def _region(row: Mapping[Any, Any]) -> str:
    region = row.get("region")
    return COUNTRY if region is None or pd.isna(region) else str(region)


def _number(row: Mapping[Any, Any], name: str) -> float | None:
    value = row.get(name)
    return None if value is None or pd.isna(value) else float(str(value))


def _fact(indicator: Indicator, region: str, computed: Results) -> Result | None:
    if indicator.fact is None:
        return None
    return computed.get(region, indicator.fact.subject, indicator.fact.measure, indicator.fact.group)


def finished(canonical: Canonical, name: str, threshold: int) -> list[Promise]:
    """The promises of a table of finished rows."""
    made = []
    for row in canonical.frame.to_dict("records"):
        plan = _ends_of_row(_number(row, "plan"), _number(row, "plan_high"))
        direction = str(row.get("direction") or "up")
        # A table that gives no operator promises exactly; where less is better, it sets a limit.
        written = str(row.get("operator") or ("<=" if direction == "down" else "="))
        tolerance = _number(row, "tolerance")
        # Three trainings are nobody's secret; of what cannot be told it is believed to be people.
        hidden_below = 0 if row["unit"] in THINGS else threshold
        made.append(
            Promise(
                region=_region(row),
                where=group(block=row.get("block"), indicator=row["indicator"]),
                operator=_operator(written, plan),
                plan=_ends(written, plan),
                fact=_number(row, "fact"),
                unit=str(row["unit"]),
                plan_unit=str(row["unit"]),
                baseline=_number(row, "baseline"),
                direction=direction,
                tolerance=USUAL_TOLERANCE if tolerance is None else tolerance,
                threshold=hidden_below,
                people_threshold=hidden_below,
                table=name,
                method="as stated in the table",
            )
        )
    return made
