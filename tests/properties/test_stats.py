"""Promises of the statistics that hold for any numbers."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evaltools.stats import attainment, funnel, paired_change, proportion, rate

modest = settings(max_examples=60, deadline=None)

METHODS = st.sampled_from(["wilson", "exact", "agresti-coull"])
CONFIDENCES = st.sampled_from([0.5, 0.9, 0.95, 0.998]) | st.floats(0.001, 0.999999)
MARKS = st.integers(0, 20) | st.floats(-1e6, 1e6)
PAIRS = st.lists(st.tuples(MARKS, MARKS), max_size=25)
AMOUNTS = st.integers(-1000, 1000) | st.floats(-1e15, 1e15) | st.sampled_from([0.0, 1e-10, -1e-300])
OPERATORS = st.sampled_from(["=", ">=", ">", "<=", "<", "about"])


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int, int | None]:
    """Count, total and population, none of them impossible."""
    total = draw(st.integers(0, 40) | st.integers(0, 10**9))
    count = draw(st.integers(0, total))
    population = draw(st.none() | st.integers(total, 2 * total + 5))
    return count, total, population


@st.composite
def regions(draw: st.DrawFn, *, kind: str) -> list[tuple[int | None, int | None]]:
    """Counts and totals of several units, with gaps."""
    totals = draw(st.lists(st.none() | st.integers(0, 5000), max_size=12))
    most = [5000 if kind == "rate" or total is None else total for total in totals]
    return [(draw(st.none() | st.integers(0, top)), total) for top, total in zip(most, totals, strict=True)]


KINDS_AND_REGIONS = st.sampled_from(["rate", "proportion"]).flatmap(
    lambda kind: st.tuples(st.just(kind), regions(kind=kind))
)


def numbers_in(record: Any) -> list[float]:
    """Every number of a record, also of the records inside it."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        record = tuple(getattr(record, field.name) for field in dataclasses.fields(record))
    if isinstance(record, tuple):
        return [figure for part in record for figure in numbers_in(part)]
    return [record] if isinstance(record, int | float) else []


def assert_clean(record: Any) -> None:
    """Every number is finite and plain, and a gap has its reason."""
    assert all(math.isfinite(figure) for figure in numbers_in(record))
    assert all(type(figure) in (int, float, bool) for figure in numbers_in(record))


@modest
@given(shares(), METHODS, CONFIDENCES)
def test_share_lies_in_its_interval(
    share: tuple[int, int, int | None], method: str, confidence: float
) -> None:
    """The interval holds the share and stays inside 0 to 1, or is absent with a reason."""
    count, total, population = share
    result = proportion(count, total, population=population, method=method, confidence=confidence)
    assert_clean(result)
    assert (result.low is None) == (result.high is None) == (result.reason is not None)
    if result.low is not None and result.value is not None and result.high is not None:
        assert 0 <= result.low <= result.value <= result.high <= 1
        assert result.low == 0 or count > 0
        assert result.high == 1 or count < total


@modest
@given(st.integers(1, 300), st.data(), METHODS)
def test_more_people_more_share(total: int, data: st.DataObject, method: str) -> None:
    """One more satisfied person raises the share and never lowers a limit."""
    count = data.draw(st.integers(0, total - 1))
    fewer, more = (proportion(count + extra, total, method=method) for extra in (0, 1))
    assert fewer.value < more.value
    assert fewer.low <= more.low
    assert fewer.high <= more.high


@modest
@given(st.integers(1, 300), st.data(), METHODS)
def test_satisfied_mirrors_dissatisfied(total: int, data: st.DataObject, method: str) -> None:
    """The interval of those who did not is the mirror image of those who did."""
    count = data.draw(st.integers(0, total))
    did, did_not = proportion(count, total, method=method), proportion(total - count, total, method=method)
    assert did.low == pytest.approx(1 - did_not.high, abs=1e-12)
    assert did.high == pytest.approx(1 - did_not.low, abs=1e-12)


@modest
@given(st.integers(1, 300), st.data())
def test_a_known_group_has_limits_of_whole_people(total: int, data: st.DataObject) -> None:
    """The limits are shares that the group can have: those counted are in, and those who said no are out."""
    count = data.draw(st.integers(0, total))
    population = data.draw(st.integers(total + 1, 10 * total))
    share = proportion(count, total, population=population, method="exact")
    for limit in (share.low, share.high):
        people = limit * population
        assert limit == share.value or people == pytest.approx(round(people), abs=1e-6)
    assert share.high - share.low <= (population - total) / population + 1e-12


@modest
@given(st.integers(2, 300), st.data(), st.sampled_from(["wilson", "agresti-coull"]))
def test_smaller_population_says_more(total: int, data: st.DataObject, method: str) -> None:
    """The same answers from a smaller group never give a wider interval."""
    count = data.draw(st.integers(0, total))
    population = data.draw(st.integers(total + 1, 10 * total))
    known = proportion(count, total, population=population, method=method)
    larger = proportion(count, total, population=population + 1, method=method)
    endless = proportion(count, total, method=method)
    widths = [result.high - result.low for result in (known, larger, endless)]
    assert widths[0] <= widths[1] + 1e-12
    assert widths[1] <= widths[2] + 1e-12


@modest
@given(
    st.integers(0, 30) | st.integers(0, 10**10),
    st.none() | st.just(0) | st.floats(1e-15, 1e15),
    st.floats(1e-15, 1e15),
    CONFIDENCES,
)
def test_rate_lies_in_its_interval(count: int, exposure: float | None, per: float, confidence: float) -> None:
    """The interval holds the rate and is never empty, or is absent with a reason."""
    result = rate(count, exposure, per=per, confidence=confidence)
    assert_clean(result)
    assert (result.value is None) == (result.low is None) == (result.reason is not None)
    if result.low is not None and result.value is not None and result.high is not None:
        assert 0 <= result.low <= result.value <= result.high
        assert result.low < result.high


@modest
@given(st.integers(0, 10**6), st.integers(1, 10**7))
def test_more_events_more_rate(count: int, exposure: int) -> None:
    """One more event raises the rate and both limits, also where the method changes."""
    fewer, more = rate(count, exposure), rate(count + 1, exposure)
    assert fewer.value < more.value
    assert fewer.low < more.low
    assert fewer.high < more.high


@modest
@given(PAIRS, CONFIDENCES)
def test_change_lies_in_its_interval(pairs: list[tuple[float, float]], confidence: float) -> None:
    """The interval holds the change, counts add up, and p is in (0, 1], or a reason is given."""
    result = paired_change([pre for pre, _ in pairs], [post for _, post in pairs], confidence=confidence)
    assert_clean(result)
    assert result.n_up + result.n_same + result.n_down == result.n == len(pairs)
    gaps = [figure is None for figure in (result.low, result.high, result.t, result.df, result.p)]
    assert set(gaps) == {result.reason is not None}
    if result.reason is None:
        assert result.low <= result.change <= result.high
        assert 0 < result.p <= 1
    if pairs:
        assert result.change == pytest.approx(result.mean_post - result.mean_pre, abs=1e-6)


@modest
@given(PAIRS, st.randoms(use_true_random=False))
def test_order_of_people_is_irrelevant(pairs: list[tuple[float, float]], random: Any) -> None:
    """The same people in another order give the same record to the last digit."""
    shuffled = random.sample(pairs, len(pairs))
    one, other = (
        paired_change([pre for pre, _ in rows], [post for _, post in rows]) for rows in (pairs, shuffled)
    )
    assert one == other


@modest
@given(PAIRS)
def test_pre_and_post_mirror(pairs: list[tuple[float, float]]) -> None:
    """Exchanging pre and post turns the change round and leaves p as it is."""
    pre, post = [first for first, _ in pairs], [second for _, second in pairs]
    there, back = paired_change(pre, post), paired_change(post, pre)
    assert (there.n_up, there.n_same, there.n_down) == (back.n_down, back.n_same, back.n_up)
    assert (there.reason, there.p, there.sd_change) == (back.reason, back.p, back.sd_change)
    if pairs:
        assert there.change == -back.change


@modest
@given(KINDS_AND_REGIONS)
def test_pooling_is_adding_counts(drawn: tuple[str, list[tuple[int | None, int | None]]]) -> None:
    """The overall value is the sum of counts over the sum of totals of the units used."""
    kind, units = drawn
    result = funnel([count for count, _ in units], [total for _, total in units], kind=kind)
    used = [(count, total) for count, total in units if count is not None and total]
    count, total = sum(count for count, _ in used), sum(total for _, total in used)
    assert_clean(result)
    assert (result.count, result.total, result.n_used, result.n_units) == (
        count,
        total,
        len(used),
        len(units),
    )
    assert result.overall == (count / total if used else None)
    if kind == "proportion":
        assert result.overall == proportion(count, total).value


@modest
@given(KINDS_AND_REGIONS)
def test_words_agree_with_limits(drawn: tuple[str, list[tuple[int | None, int | None]]]) -> None:
    """A unit has a word or there is a reason, and the word is its place against the limits."""
    kind, units = drawn
    result = funnel([count for count, _ in units], [total for _, total in units], kind=kind)
    for unit in result.units:
        assert (unit.word is None) == (result.reason is not None or unit.reason is not None)
        assert (unit.value is None) == (unit.reason is not None)
        if unit.low_998 is not None:
            assert unit.low_998 <= unit.low_95 <= unit.high_95 <= unit.high_998
        if unit.word is not None:
            places = {"lower": unit.value < unit.low_998, "higher": unit.value > unit.high_998}
            assert [word for word, is_there in places.items() if is_there] == (
                [] if unit.word == "no-different" else [unit.word]
            )


@modest
@given(KINDS_AND_REGIONS, st.randoms(use_true_random=False))
def test_order_of_units_is_irrelevant(
    drawn: tuple[str, list[tuple[int | None, int | None]]], random: Any
) -> None:
    """The same units in another order give the same figures, each to its own unit."""
    kind, units = drawn
    order = random.sample(range(len(units)), len(units))
    there = funnel([count for count, _ in units], [total for _, total in units], kind=kind)
    shuffled = funnel([units[i][0] for i in order], [units[i][1] for i in order], kind=kind)
    assert tuple(there.units[i] for i in order) == shuffled.units
    assert dataclasses.replace(there, units=()) == dataclasses.replace(shuffled, units=())


@modest
@given(
    st.none() | AMOUNTS,
    st.none() | AMOUNTS,
    OPERATORS,
    st.none() | AMOUNTS,
    st.sampled_from(["up", "down"]),
)
def test_attainment_is_decided_or_says_why(
    plan: float | None, fact: float | None, operator: str, baseline: float | None, direction: str
) -> None:
    """Any numbers give finite figures; what is missing has a reason."""
    assume(not (operator in (">=", ">") and direction == "down"))
    result = attainment(plan, fact, operator=operator, baseline=baseline, direction=direction)
    assert_clean(result)
    assert (result.reason is not None) == (result.percent is None or result.met is None)
    assert (result.difference is None) == (plan is None or fact is None)
    assert (result.met is True) == (result.status == "met")


@modest
@given(st.integers(-100, 100), st.integers(-100, 100), OPERATORS)
def test_plan_reached_exactly(plan: int, baseline: int, operator: str) -> None:
    """A fact equal to the plan is 100 percent of it, and met unless the operator is strict."""
    direction = "up" if plan > baseline else "down"
    assume(plan != baseline and (direction == "up" or operator not in (">=", ">")))
    result = attainment(plan, plan, operator=operator, baseline=baseline, direction=direction)
    assert result.met is (operator not in (">", "<"))
    assert result.difference == 0
    if result.direction == direction:
        assert result.percent == 100


@modest
@given(st.integers(1, 1000), st.integers(0, 1000))
def test_more_fact_more_percent(plan: int, fact: int) -> None:
    """One more never lowers the percentage, and never turns a met "at least" into a miss."""
    less, more = (attainment(plan, fact + extra, operator=">=") for extra in (0, 1))
    assert less.percent < more.percent
    assert not (less.met and not more.met)
