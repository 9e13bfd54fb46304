"""Plans and facts of several regions; every expected figure is arithmetic shown beside it."""

from __future__ import annotations

import numpy as np
import pytest

from evaltools.stats import attainment, pooled_attainment


# of those that reported; of the whole plan
@pytest.mark.parametrize(
    ("plans", "facts", "of_reported", "of_whole"),
    [
        ([100, 100, 200], [90, 120, None], 105.0, 52.5),  # 210 / 200; 210 / 400
        ([100, 100], [90, 120], 105.0, 105.0),  # 210 / 200
        ([100, 300], [0, None], 0.0, 0.0),  # zero is a fact
        ([100, 0], [None, 5], None, 5.0),  # 5 / 0; 5 / 100
        ([100, None], [50, 70], 50.0, 50.0),  # 70 was not planned
        ([50], [60], 120.0, 120.0),  # 60 / 50
        ([0.1, 0.2], [0.3, 0], 100.0, 100.0),  # 0.3 / 0.3
    ],
)
def test_both_bases(
    plans: list[float | None], facts: list[float | None], of_reported: float | None, of_whole: float
) -> None:
    """One percentage is of the regions that reported, the other of the whole plan."""
    result = pooled_attainment(plans, facts, operator=">=")
    assert result.percent_of_reported == (None if of_reported is None else pytest.approx(of_reported))
    assert result.percent_of_whole == pytest.approx(of_whole)


def test_counts_and_sums_are_kept() -> None:
    """Regions planned, reported and unplanned are counted, and facts without a plan are left out."""
    result = pooled_attainment([100, 100, 200, None, None], [90, 120, None, 40, None], operator="~")
    assert (result.n_units, result.n_planned, result.n_reported, result.n_unplanned) == (5, 3, 2, 1)
    assert (result.plan_whole, result.plan_reported, result.fact) == (400, 200, 210)
    assert (result.operator, result.reason) == ("about", None)
    assert type(result.fact) is int


@pytest.mark.parametrize(
    ("plans", "facts", "operator", "reason"),
    [
        ([], [], ">=", "not-planned"),
        ([None, None], [5, None], ">=", "not-planned"),
        ([10, 20], [None, None], ">=", "not-reported"),
        ([10, None], [None, 20], ">=", "not-reported"),
        ([0, 0], [1, 2], ">=", "plan-zero"),
        ([10, 20], [5, 5], "<=", "smaller-is-better"),
        ([10, 20], [5, 5], "<", "smaller-is-better"),
        ([-10, -20], [5, 5], ">=", "plan-negative"),
    ],
)
def test_no_percentages(
    plans: list[float | None], facts: list[float | None], operator: str, reason: str
) -> None:
    """Without percentages the record says why, and keeps what was planned."""
    result = pooled_attainment(plans, facts, operator=operator)
    assert (result.percent_of_reported, result.percent_of_whole, result.reason) == (None, None, reason)
    planned = [plan for plan in plans if plan is not None]
    assert result.plan_whole == (sum(planned) if planned else None)


def test_nothing_reported_is_not_zero() -> None:
    """Where nobody reported there is no fact, and no plan of those who did."""
    result = pooled_attainment([10, 20], [None, None], operator=">=")
    assert (result.fact, result.plan_reported, result.plan_whole) == (None, None, 30)


@pytest.mark.parametrize(
    ("plans", "facts", "missing"),
    [([100, 0], [None, 5], "percent_of_reported"), ([100, -100], [50, None], "percent_of_whole")],
)
def test_one_percentage_has_its_reason(plans: list[float], facts: list[float | None], missing: str) -> None:
    """Where only one base is undefined the other stays, and the reason is given."""
    result = pooled_attainment(plans, facts, operator=">=")
    assert getattr(result, missing) is None
    assert (result.percent_of_reported is None) != (result.percent_of_whole is None)
    assert result.reason == "plan-zero"


@pytest.mark.parametrize("operator", [">=", ">", "=", "about", "<=", "<", None])
def test_one_region_is_its_attainment(operator: str | None) -> None:
    """One region that reported has the percentage that `attainment` gives."""
    single = attainment(40, 30, operator=operator)
    result = pooled_attainment([40], [30], operator=operator)
    assert result.percent_of_reported == result.percent_of_whole == single.percent


def test_kinds_of_numbers() -> None:
    """Arrays are accepted and kept as plain numbers."""
    result = pooled_attainment(np.array([10, 20]), np.array([5.5, 6.5]), operator=">=")
    assert (result.plan_whole, result.fact) == (30, 12)
    assert (type(result.plan_whole), type(result.fact)) == (int, float)


@pytest.mark.parametrize(
    ("plans", "facts", "operator", "message"),
    [
        ([1, 2], [1], ">=", "equally long, got 2 and 1"),
        ([1, float("nan")], [1, 2], ">=", "plan of unit 2 .*got nan"),
        ([1, 2], ["1", 2], ">=", "fact of unit 1 .*got '1'"),
        ([(1, 2)], [1], ">=", r"plan of unit 1 .*got \(1, 2\)"),
        ([1], [1], "range", "operator must be one of .*got 'range'"),
        ([1], [1], "=>", "operator must be one of .*got '=>'"),
        ([9e14, 9e14], [1, 1], ">=", "the sum of plans .*got 18"),
    ],
)
def test_impossible_input_is_refused(
    plans: list[float], facts: list[float], operator: str, message: str
) -> None:
    """What cannot be added up is an error that names the unit and repeats the value."""
    with pytest.raises(ValueError, match=message):
        pooled_attainment(plans, facts, operator=operator)
