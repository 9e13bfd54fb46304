"""Facts against plans; every expected figure is arithmetic shown beside it."""

from __future__ import annotations

import numpy as np
import pytest

from evaltools.stats import attainment


# plan, fact, operator -> status, met
@pytest.mark.parametrize(
    ("plan", "fact", "operator", "status", "met"),
    [
        (10, 9, ">=", "below", False),
        (10, 10, ">=", "met", True),
        (10, 11, ">=", "met", True),
        (10, 9, ">", "below", False),
        (10, 10, ">", "below", False),
        (10, 11, ">", "met", True),
        (10, 9, "<=", "met", True),
        (10, 10, "<=", "met", True),
        (10, 11, "<=", "above", False),
        (10, 9, "<", "met", True),
        (10, 10, "<", "above", False),
        (10, 11, "<", "above", False),
        (10, 9, "=", "below", False),
        (10, 10, "=", "met", True),
        (10, 11, "=", "above", None),
        (100, 89, "about", "below", False),  # the band is 90 to 110
        (100, 90, "about", "met", True),
        (100, 110, "about", "met", True),
        (100, 111, "about", "above", None),
        (100, 95, "~", "met", True),
        ((5, 8), 4, "range", "below", False),
        ((5, 8), 5, "range", "met", True),
        ((5, 8), 8, "range", "met", True),
        ((5, 8), 9, "range", "above", None),
        ((5, 5), 5, "range", "met", True),
        (0, 0, "=", "met", True),
        (0, 0, "about", "met", True),
        (0, 1, "about", "above", None),
        (-10, -10.5, "about", "met", True),  # the band is -11 to -9
        (0.3, 0.1 + 0.2, "=", "met", True),
        (0.3, 0.1 + 0.2, "<=", "met", True),
        (0.3, 0.1 + 0.2, ">", "below", False),
    ],
)
def test_operators(plan: object, fact: float, operator: str, status: str, met: bool | None) -> None:
    """Each operator decides at, below and above the plan; rounding noise decides nothing."""
    result = attainment(plan, fact, operator=operator)
    assert (result.status, result.met) == (status, met)


# Smaller is better: the sides change places for the two-sided operators.
@pytest.mark.parametrize(
    ("plan", "fact", "operator", "status", "met"),
    [
        (10, 11, "=", "above", False),
        (10, 9, "=", "below", None),
        (100, 111, "about", "above", False),
        (100, 89, "about", "below", None),
        ((5, 8), 9, "range", "above", False),
        ((5, 8), 4, "range", "below", None),
        (10, 12, "<=", "above", False),
        (10, 2, "<=", "met", True),
    ],
)
def test_smaller_is_better(plan: object, fact: float, operator: str, status: str, met: bool | None) -> None:
    """With direction "down" too much is missed, and too little asks for a reason."""
    result = attainment(plan, fact, operator=operator, direction="down")
    assert (result.status, result.met) == (status, met)


@pytest.mark.parametrize(
    ("plan", "fact", "options", "percent", "difference"),
    [
        (120, 114, {"operator": ">="}, 95.0, -6),  # 114 / 120
        (120, 0, {"operator": ">="}, 0.0, -120),  # zero is a fact
        (50, 65, {"operator": ">="}, 130.0, 15),  # 65 / 50
        (50, -5, {"operator": ">="}, -10.0, -55),  # -5 / 50
        (60, 55, {"operator": ">=", "baseline": 40}, 75.0, -5),  # 15 / 20
        (60, 40, {"operator": ">=", "baseline": 40}, 0.0, -20),  # 0 / 20
        (60, 35, {"operator": ">=", "baseline": 40}, -25.0, -25),  # -5 / 20
        (5, 8, {"operator": "<=", "baseline": 20}, 80.0, 3),  # -12 / -15
        (5, 23, {"operator": "<=", "baseline": 20}, -20.0, 18),  # 3 / -15
        (0, 5, {"operator": "<=", "baseline": 20}, 75.0, 5),  # -15 / -20
        (10, 12, {"operator": "about", "baseline": 20, "direction": "down"}, 80.0, 2),  # -8 / -10
        (-10, -5, {"operator": ">=", "baseline": -20}, 150.0, 5),  # 15 / 10
    ],
)
def test_percent(
    plan: float, fact: float, options: dict[str, object], percent: float, difference: float
) -> None:
    """Percent is fact over plan, or the part of the planned way from the baseline."""
    result = attainment(plan, fact, **options)
    assert result.percent == pytest.approx(percent)
    assert result.difference == difference
    assert result.reason is None


@pytest.mark.parametrize(
    ("plan", "fact", "options", "reason", "difference", "status"),
    [
        (0, 3, {"operator": ">="}, "plan-zero", 3, "met"),
        (0, 3, {"operator": "<="}, "plan-zero", 3, "above"),
        (0, 3, {"operator": "="}, "plan-zero", 3, "above"),
        (10, 5, {"operator": "<="}, "smaller-is-better", -5, "met"),
        (10, 5, {"operator": "<"}, "smaller-is-better", -5, "met"),
        (10, 11, {"operator": "about", "direction": "down"}, "smaller-is-better", 1, "met"),
        (-10, -5, {"operator": ">="}, "plan-negative", 5, "met"),
        (10, 12, {"operator": ">=", "baseline": 10}, "baseline-equals-plan", 2, "met"),
        (0, 0, {"operator": "<=", "baseline": 0}, "baseline-equals-plan", 0, "met"),
        (40, 60, {"operator": ">=", "baseline": 50}, "plan-against-direction", 20, "met"),
        (40, 30, {"operator": "<=", "baseline": 20}, "plan-against-direction", -10, "met"),
        ((5, 8), 4, {"operator": "range"}, "plan-is-range", -1, "below"),  # 4 - 5
        ((5, 8), 6, {"operator": "range"}, "plan-is-range", 0, "met"),
        ((5, 8), 10, {"operator": "range"}, "plan-is-range", 2, "above"),  # 10 - 8
    ],
)
def test_percent_that_would_mislead(
    plan: object, fact: float, options: dict[str, object], reason: str, difference: float, status: str
) -> None:
    """Without a percentage the reason is given, and the rest is still decided."""
    result = attainment(plan, fact, **options)
    assert (result.percent, result.reason) == (None, reason)
    assert (result.difference, result.status) == (difference, status)
    assert result.over_fulfilled is False


@pytest.mark.parametrize(
    ("plan", "fact", "options", "reason"),
    [
        (10, 13, {"operator": "="}, "above-exact"),
        (100, 130, {"operator": "about"}, "above-about"),
        (10, 5, {"operator": "=", "direction": "down", "baseline": 20}, "below-exact"),
        (10, 5, {"operator": "about", "direction": "down", "baseline": 20}, "below-about"),
        (10, 13, {"operator": None}, "no-operator"),
    ],
)
def test_undecided(plan: float, fact: float, options: dict[str, object], reason: str) -> None:
    """More than was asked, or an unknown operator, leaves `met` open and says why."""
    result = attainment(plan, fact, **options)
    assert (result.met, result.reason) == (None, reason)
    assert result.percent is not None


def test_without_operator_is_undefined() -> None:
    """A plan that does not say what it asks has a percentage and no verdict."""
    result = attainment(10, 13, operator=None)
    assert (result.status, result.percent, result.difference) == ("undefined", pytest.approx(130), 3)


@pytest.mark.parametrize(
    ("plan", "fact", "status"),
    [
        (10, None, "not-reported"),
        (0, None, "not-reported"),
        (None, 5, "not-planned"),
        (None, 0, "not-planned"),
        (None, None, "not-planned"),
    ],
)
def test_missing_is_not_zero(plan: float | None, fact: float | None, status: str) -> None:
    """Not planned and not reported are told apart, and neither is zero."""
    result = attainment(plan, fact, operator=">=")
    assert (result.status, result.reason) == (status, status)
    assert (result.percent, result.difference, result.met) == (None, None, None)
    assert (result.plan, result.fact) == (plan, fact)


@pytest.mark.parametrize(("fact", "over"), [(119, False), (120, False), (120.0001, True), (121, True)])
def test_over_fulfilment(fact: float, over: bool) -> None:
    """Over-fulfilment begins above 120 percent, and the plan stays met."""
    result = attainment(100, fact, operator=">=")
    assert (result.over_fulfilled, result.status, result.met) == (over, "met", True)


def test_tolerance_is_used() -> None:
    """The band of "about" is the tolerance declared."""
    assert attainment(100, 80, operator="about", tolerance=0.2).status == "met"
    assert attainment(100, 99, operator="about", tolerance=0).status == "below"


def test_record_keeps_what_was_asked() -> None:
    """The alias is kept by its name, a ceiling is kept as "down", numbers stay plain."""
    result = attainment(np.int64(5), np.float64(4.5), operator="~", baseline=2)
    assert (result.operator, result.plan, result.fact, result.baseline) == ("about", 5, 4.5, 2)
    assert (type(result.plan), type(result.fact)) == (int, float)
    assert attainment(5, 4, operator="<=").direction == "down"
    assert attainment([5, 8], 4, operator="range").plan == (5, 8)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"operator": "=>"}, "operator must be one of .*got '=>'"),
        ({"operator": ""}, "operator must be one of .*got ''"),
        ({"operator": ">=", "direction": "sideways"}, "direction must .*got 'sideways'"),
        ({"operator": ">=", "direction": "down"}, "'>=' asks for much"),
        ({"operator": ">", "direction": "down"}, "'>' asks for much"),
        ({"operator": ">=", "plan": "10"}, "plan must .*got '10'"),
        ({"operator": ">=", "plan": float("nan")}, "plan must .*got nan"),
        ({"operator": ">=", "plan": (5, 8)}, r"plan must .*got \(5, 8\)"),
        ({"operator": "range", "plan": 5}, "plan must be .low, high.*got 5"),
        ({"operator": "range", "plan": (8, 5)}, r"low <= high, got \(8, 5\)"),
        ({"operator": "range", "plan": (5, None)}, "high end must .*got None"),
        ({"operator": ">=", "fact": float("inf")}, "fact must .*got inf"),
        ({"operator": ">=", "baseline": float("nan")}, "baseline must .*got nan"),
        ({"operator": "about", "tolerance": -0.1}, "tolerance must .*got -0.1"),
        ({"operator": "about", "tolerance": 10}, "tolerance must .*got 10"),
    ],
)
def test_impossible_input_is_refused(arguments: dict[str, object], message: str) -> None:
    """What cannot be asked is an error that repeats the value."""
    with pytest.raises(ValueError, match=message):
        attainment(**({"plan": 10, "fact": 5} | arguments))
