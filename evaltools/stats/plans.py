"""Facts against plans."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from evaltools.stats.checks import number, one_of

OPERATORS = ("=", ">=", ">", "<=", "<", "about", "range")
#: A percent above this is called over-fulfilment.
OVER_FULFILLED_ABOVE = 120

Plan = float | tuple[float, float]
Status = Literal["met", "below", "above", "not-reported", "not-planned", "undefined"]
#: Why there is no percent.
NoPercent = Literal[
    "plan-is-range",
    "baseline-equals-plan",
    "plan-against-direction",
    "plan-zero",
    "smaller-is-better",
    "plan-negative",
]
#: Why it is not decided whether the plan is met.
Undecided = Literal["no-operator", "above-exact", "above-about", "below-exact", "below-about"]
Reason = Literal["not-planned", "not-reported"] | NoPercent | Undecided


@dataclass(frozen=True, slots=True, kw_only=True)
class Attainment:
    """How a fact stands to its plan, with both numbers kept.

    Attributes
    ----------
    plan : float, tuple of two floats, or None
        Plan as given; (low, high) for a range.
    fact : float or None
        Fact as given.
    operator : {"=", ">=", ">", "<=", "<", "about", "range"} or None
        What the plan asks; "~" is kept as "about".
    baseline : float or None
        Value before the work began, as given.
    direction : {"up", "down"}
        Which way is better. Always "down" for "<=" and "<".
    percent : float or None
        Fact as a percentage of the plan or, with a baseline, the part of the
        planned way that was covered, in percent. None where that would be
        undefined or would mislead.
    difference : float or None
        Fact minus plan, in the unit of the plan; for a range, the distance to
        the nearer end, and 0 within it. None without plan or fact.
    met : bool or None
        Whether the fact does what the plan asks. None where that is not
        decided: no plan, no fact, no operator, or more than was asked.
    status : {"met", "below", "above", "not-reported", "not-planned", "undefined"}
        Where the fact stands.
    over_fulfilled : bool
        Whether `percent` exceeds 120.
    reason : str or None
        Why `percent` or, where there is a percent, `met` is None: see `attainment`.
    """

    plan: Plan | None
    fact: float | None
    operator: str | None
    baseline: float | None
    direction: Literal["up", "down"]
    percent: float | None
    difference: float | None
    met: bool | None
    status: Status
    over_fulfilled: bool
    reason: Reason | None


def attainment(
    plan: Plan | None,
    fact: float | None,
    *,
    operator: str | None,
    baseline: float | None = None,
    direction: str = "up",
    tolerance: float = 0.10,
) -> Attainment:
    """Say how far a plan was fulfilled, and whether it was.

    Nothing reported, zero and not planned are three different things: None as
    a fact is not reported, None as a plan is not planned, and 0 is a number.

    Parameters
    ----------
    plan : float, tuple of two floats, or None
        Plan; (low, high), both included, with the operator "range".
    fact : float or None
        Fact, in the same unit.
    operator : {"=", ">=", ">", "<=", "<", "about", "~", "range"} or None
        What the plan asks of the fact. None where the plan does not say; then
        nothing is decided, but the percentage is given.
    baseline : float, optional
        Value before the work began, in the same unit. For indicators that
        move from a level to a level.
    direction : {"up", "down"}, default "up"
        Which way is better. "<=" and "<" ask for little, so they always count
        as "down"; ">=" and ">" exclude "down".
    tolerance : float, default 0.10
        For "about": the part of the plan, in [0, 1], by which the fact may
        miss it on either side.

    Returns
    -------
    Attainment
        `status` is "met" where the fact does what the operator asks, otherwise
        the side on which it lies, "below" or "above"; or "not-planned" (also
        when nothing is reported either), "not-reported", or "undefined"
        without an operator.

        `reason` is "not-planned" or "not-reported", or why there is no percent:
        "plan-is-range", "baseline-equals-plan", "plan-against-direction" (from
        the baseline, the plan lies on the worse side), "plan-zero",
        "smaller-is-better" or "plan-negative"; or, with a percent, why `met`
        is None: "no-operator", "above-exact", "above-about", "below-exact" or
        "below-about".

    Raises
    ------
    ValueError
        If a number is not finite, a range is not (low, high) with
        low <= high, a pair comes without "range", an operator or direction is
        unknown or contradicts the other, or `tolerance` lies outside [0, 1].

    Notes
    -----
    With "=", "about" and "range", a fact beyond the plan on the better side is
    neither met nor missed (`met` None): somebody has to say why. Beyond it on
    the worse side it is missed.

    Fact over plan is given only where more is better and the plan is positive.
    Where less is better, twice the plan would read as 200 percent, so a
    percentage needs a baseline: (fact - baseline) / (plan - baseline), which
    is 0 at the start and 100 at the plan in either direction, and negative
    where things got worse.

    Numbers that agree to nine digits count as equal.

    Examples
    --------
    >>> result = attainment(120, 114, operator=">=")
    >>> result.status, result.percent, result.difference
    ('below', 95.0, -6)

    Complaints fell from 20 to 8, and were to fall to 5:

    >>> result = attainment(5, 8, operator="<=", baseline=20)
    >>> result.status, result.percent
    ('above', 80.0)

    More than an exact plan asks for a reason:

    >>> result = attainment(10, 13, operator="=")
    >>> result.status, result.met, result.over_fulfilled, result.reason
    ('above', None, True, 'above-exact')
    """
    operator = "about" if operator == "~" else operator
    way = _direction(operator, direction)
    aim = _plan(plan, operator)
    reached = None if fact is None else number("fact", fact)
    start = None if baseline is None else number("baseline", baseline)
    if not 0 <= number("tolerance", tolerance) <= 1:
        raise ValueError(f"tolerance must be a fraction from 0 to 1, got {tolerance!r}")
    percent = difference = met = None
    status: Status
    reason: Reason | None
    if aim is None:
        status = reason = "not-planned"
    elif reached is None:
        status = reason = "not-reported"
    else:
        percent, reason = _percent(aim, reached, start, way)
        difference = _difference(aim, reached)
        status, met, undecided = _verdict(aim, reached, operator, way, tolerance)
        reason = reason or undecided
    return Attainment(
        plan=aim,
        fact=reached,
        operator=operator,
        baseline=start,
        direction=way,
        percent=percent,
        difference=difference,
        met=met,
        status=status,
        over_fulfilled=percent is not None and _compare(percent, OVER_FULFILLED_ABOVE) > 0,
        reason=reason,
    )


def _direction(operator: str | None, direction: str) -> Literal["up", "down"]:
    """Which way is better, given both the operator and the direction."""
    if operator is not None:
        one_of("operator", operator, OPERATORS)
    one_of("direction", direction, ("up", "down"))
    if operator in (">=", ">") and direction == "down":
        raise ValueError(f"operator {operator!r} asks for much, direction 'down' for little")
    return "down" if direction == "down" or operator in ("<=", "<") else "up"


def _plan(plan: object, operator: str | None) -> Plan | None:
    """Check that the plan is a number or, with the operator "range", a pair."""
    if plan is None:
        return None
    if operator != "range":
        return number("plan", plan)
    if not isinstance(plan, tuple | list) or len(plan) != 2:
        raise ValueError(f"plan must be (low, high) with the operator 'range', got {plan!r}")
    low, high = number("plan's low end", plan[0]), number("plan's high end", plan[1])
    if low > high:
        raise ValueError(f"plan must be (low, high) with low <= high, got {plan!r}")
    return low, high


def _compare(left: float, right: float) -> int:
    """-1, 0 or 1; 0 also where only floating point tells two numbers apart."""
    if math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9):
        return 0
    return 1 if left > right else -1


def _percent(
    plan: Plan, fact: float, baseline: float | None, direction: Literal["up", "down"]
) -> tuple[float | None, NoPercent | None]:
    """Percent of the plan, or the reason why there is none."""
    if isinstance(plan, tuple):
        return None, "plan-is-range"
    if baseline is not None:
        planned_way = _compare(plan, baseline)
        if planned_way == 0:
            return None, "baseline-equals-plan"
        if planned_way != (1 if direction == "up" else -1):
            return None, "plan-against-direction"
        return 100 * (fact - baseline) / (plan - baseline), None
    if _compare(plan, 0) == 0:
        return None, "plan-zero"
    if direction == "down":
        return None, "smaller-is-better"
    if plan < 0:
        return None, "plan-negative"
    return 100 * fact / plan, None


def _difference(plan: Plan, fact: float) -> float:
    """Fact minus plan; for a range, minus the nearest value within it."""
    target = min(max(fact, plan[0]), plan[1]) if isinstance(plan, tuple) else plan
    return fact - target if _compare(fact, target) else 0


def _verdict(
    plan: Plan, fact: float, operator: str | None, direction: Literal["up", "down"], tolerance: float
) -> tuple[Status, bool | None, Undecided | None]:
    """Status, whether the plan is met, and why that is undecided."""
    if operator is None:
        return "undefined", None, "no-operator"
    low, high = plan if isinstance(plan, tuple) else (plan, plan)
    if operator == "about":
        low, high = low - tolerance * abs(low), high + tolerance * abs(high)
    status: Literal["met", "below", "above"] = "met"
    if operator not in ("<=", "<") and _compare(fact, low) < (1 if operator == ">" else 0):
        status = "below"
    elif operator not in (">=", ">") and _compare(fact, high) > (-1 if operator == "<" else 0):
        status = "above"
    if status == ("above" if direction == "up" else "below"):
        return status, None, _beyond(status, operator)
    return status, status == "met", None


def _beyond(status: Literal["met", "below", "above"], operator: str) -> Undecided | None:
    """Why a fact on the better side of its plan does not decide it; a range has said why before."""
    if operator == "range":
        return None
    if status == "above":
        return "above-exact" if operator == "=" else "above-about"
    return "below-exact" if operator == "=" else "below-about"
