"""Plans and facts of several regions, added up."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from evaltools.stats.checks import number, one_of
from evaltools.stats.plans import OPERATORS, attainment

#: Ranges do not add up.
POOLED_OPERATORS = tuple(each for each in OPERATORS if each != "range")


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledAttainment:
    """The facts of several regions against their plans, on both bases.

    Attributes
    ----------
    n_units : int
        Regions given.
    n_planned : int
        Regions with a plan.
    n_reported : int
        Regions with a plan and a fact.
    n_unplanned : int
        Regions with a fact and no plan; their facts are left out.
    plan_whole : float or None
        Sum of all plans; None without any.
    plan_reported : float or None
        Sum of the plans of the regions that reported; None without any.
    fact : float or None
        Sum of the facts of the same regions; None without any, not 0.
    percent_of_reported : float or None
        `fact` as a percentage of `plan_reported`; None where that would be
        undefined or would mislead.
    percent_of_whole : float or None
        `fact` as a percentage of `plan_whole`; None likewise. Where regions
        are still to report, it can only be read as "so far".
    operator : {"=", ">=", ">", "<=", "<", "about"} or None
        What the plan asks; "~" is kept as "about".
    reason : str or None
        Why `percent_of_reported` or, where there is one, `percent_of_whole`
        is None: see `pooled_attainment`.
    """

    n_units: int
    n_planned: int
    n_reported: int
    n_unplanned: int
    plan_whole: float | None
    plan_reported: float | None
    fact: float | None
    percent_of_reported: float | None
    percent_of_whole: float | None
    operator: str | None
    reason: str | None


def pooled_attainment(
    plans: Iterable[float | None], facts: Iterable[float | None], *, operator: str | None
) -> PooledAttainment:
    """Hold the facts of several regions together against their plans.

    One percentage hides whether a plan was missed or not reported. Two say it:
    of the plans of the regions that reported, and of the whole plan.

    Parameters
    ----------
    plans : iterable of float or None, length n_units
        Plan of each region, in one unit; None where there is none.
    facts : iterable of float or None, length n_units
        Fact of the same region in the same place; None where not reported.
    operator : {"=", ">=", ">", "<=", "<", "about", "~"} or None
        What the plans ask, as for `attainment`.

    Returns
    -------
    PooledAttainment
        `reason` is "not-planned" where no region has a plan (also where there
        are no regions), "not-reported" where none of those reported, or as
        from `attainment`: "plan-zero", "smaller-is-better", "plan-negative".

    Raises
    ------
    ValueError
        If the lists differ in length, a number or a sum is not finite or too
        large, or `operator` is unknown or "range". The message names the
        unit, counted from 1.

    Notes
    -----
    Percentages are 100 times the sum of facts over the sum of plans, never
    averages of percentages: a region with twice the plan counts twice. A fact
    without a plan enters neither part, and is counted in `n_unplanned`.

    Examples
    --------
    Two of three regions reported; the third does not count as 0:

    >>> result = pooled_attainment([100, 100, 200], [90, 120, None], operator=">=")
    >>> result.percent_of_reported, result.percent_of_whole
    (105.0, 52.5)
    >>> f"{result.n_reported} of {result.n_planned} regions, {result.fact} of {result.plan_reported}"
    '2 of 3 regions, 210 of 200'
    >>> pooled_attainment([100, 50], [None, None], operator=">=").reason
    'not-reported'
    """
    operator = "about" if operator == "~" else operator
    if operator is not None:
        one_of("operator", operator, POOLED_OPERATORS)
    aims, reached = _checked("plan", plans), _checked("fact", facts)
    if len(aims) != len(reached):
        raise ValueError(f"plans and facts must be equally long, got {len(aims)} and {len(reached)}")
    pairs = list(zip(aims, reached, strict=True))
    reported = [(plan, fact) for plan, fact in pairs if plan is not None and fact is not None]
    plan_whole = _sum("plans", [plan for plan in aims if plan is not None])
    plan_reported = _sum("plans", [plan for plan, _ in reported])
    fact = _sum("facts", [fact for _, fact in reported])
    of_reported, of_whole = (
        attainment(plan_whole if fact is None else plan, fact, operator=operator)
        for plan in (plan_reported, plan_whole)
    )
    reasons = [each.reason for each in (of_reported, of_whole) if each.percent is None]
    return PooledAttainment(
        n_units=len(pairs),
        n_planned=sum(plan is not None for plan in aims),
        n_reported=len(reported),
        n_unplanned=sum(plan is None and fact is not None for plan, fact in pairs),
        plan_whole=plan_whole,
        plan_reported=plan_reported,
        fact=fact,
        percent_of_reported=of_reported.percent,
        percent_of_whole=of_whole.percent,
        operator=operator,
        reason=reasons[0] if reasons else None,
    )


def _checked(name: str, values: Iterable[float | None]) -> list[float | None]:
    """Check every number; None stays None."""
    return [
        None if value is None else number(f"{name} of unit {place}", value)
        for place, value in enumerate(values, 1)
    ]


def _sum(name: str, values: list[float]) -> float | None:
    """Sum of the values, whole where they are; None for no values."""
    if not values:
        return None
    are_whole = all(isinstance(value, int) for value in values)
    return number(f"the sum of {name}", sum(values) if are_whole else math.fsum(values))
