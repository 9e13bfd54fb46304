"""Promises of ratios, standardised rates, charts and pooled plans that hold for any numbers."""

from __future__ import annotations

import dataclasses
import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaltools.stats import (
    adjust_p_values,
    attainment,
    control_chart,
    directly_standardised_rate,
    load,
    pooled_attainment,
    rate,
    rate_ratio,
    standardised_ratio,
)

modest = settings(max_examples=60, deadline=None)

COUNTS = st.integers(0, 30) | st.integers(0, 10**9)
EXPOSURES = st.none() | st.just(0) | st.integers(1, 5000) | st.floats(1e-9, 1e15)
CONFIDENCES = st.sampled_from([0.5, 0.9, 0.95, 0.998]) | st.floats(0.001, 0.999999)
DIRECT = st.sampled_from(["dobson", "fay-feuer"])
CELLS = st.lists(
    st.tuples(
        st.none() | st.integers(0, 60), st.none() | st.integers(0, 5000), st.none() | st.floats(0.001, 1e6)
    ),
    max_size=8,
)
FULL_CELLS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 5000), st.floats(0.001, 1e6)), min_size=1, max_size=8
)
VALUES = st.none() | st.integers(0, 200) | st.floats(-1e15, 1e15)
SERIES = st.lists(VALUES, max_size=30) | st.lists(st.integers(0, 9), min_size=12, max_size=30)
P_VALUES = st.lists(
    st.none() | st.just(math.nan) | st.floats(0, 1) | st.sampled_from([0.01, 1.0]), max_size=15
)
METHODS = st.sampled_from(["holm", "hochberg", "bonferroni", "bh", "by"])
AMOUNTS = st.none() | st.integers(-100, 1000) | st.floats(-1e13, 1e13)
PLANS = st.lists(st.tuples(AMOUNTS, AMOUNTS), max_size=10)
OPERATORS = st.sampled_from(["=", ">=", ">", "<=", "<", "about", None])


def numbers_in(record: Any) -> list[float]:
    """Every number of a record, also of the tuples inside it."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        record = tuple(getattr(record, field.name) for field in dataclasses.fields(record))
    if isinstance(record, tuple):
        return [figure for part in record for figure in numbers_in(part)]
    return [record] if isinstance(record, int | float) else []


def assert_clean(record: Any) -> None:
    """Every number is finite and plain."""
    assert all(math.isfinite(figure) for figure in numbers_in(record))
    assert all(type(figure) in (int, float) for figure in numbers_in(record))


@modest
@given(COUNTS, EXPOSURES, COUNTS, EXPOSURES, CONFIDENCES)
def test_ratio_lies_in_its_interval(
    count1: int, exposure1: float | None, count2: int, exposure2: float | None, confidence: float
) -> None:
    """The interval holds the ratio, p is in (0, 1], or a reason is given."""
    result = rate_ratio(count1, exposure1, count2, exposure2, confidence=confidence)
    assert_clean(result)
    assert (result.value is None) == (result.high is None) == (result.reason is not None)
    assert (result.low is None) == (result.p is None) == (result.reason in ("no-exposure", "no-events"))
    if result.value is not None:
        assert 0 <= result.low <= result.value <= result.high
        assert result.low < result.high
    if result.p is not None:
        assert 0 < result.p <= 1


@modest
@given(st.integers(0, 60), st.integers(1, 3000), st.integers(0, 60), st.integers(1, 3000), CONFIDENCES)
def test_p_agrees_with_interval(
    count1: int, exposure1: int, count2: int, exposure2: int, confidence: float
) -> None:
    """The interval leaves out 1 exactly where p is below the error allowed."""
    result = rate_ratio(count1, exposure1, count2, exposure2, confidence=confidence)
    if result.p is not None and abs(result.p - (1 - confidence)) > 1e-9:
        high = math.inf if result.high is None else result.high
        assert (not result.low <= 1 <= high) == (result.p < 1 - confidence)


@modest
@given(st.integers(1, 10**6), st.integers(1, 10**7), st.integers(1, 10**6), st.integers(1, 10**7))
def test_exchanged_places_invert_the_ratio(count1: int, exposure1: int, count2: int, exposure2: int) -> None:
    """Exchanging the places gives the inverse ratio and limits, and the same p."""
    there = rate_ratio(count1, exposure1, count2, exposure2)
    back = rate_ratio(count2, exposure2, count1, exposure1)
    assert there.value == pytest.approx(1 / back.value)
    assert there.low == pytest.approx(1 / back.high, rel=1e-6)
    assert there.high == pytest.approx(1 / back.low, rel=1e-6)
    assert there.p == pytest.approx(back.p, rel=1e-6)


@modest
@given(st.none() | COUNTS, EXPOSURES)
def test_load_is_a_quotient_or_says_why(count: int | None, staff: float | None) -> None:
    """A load is the quotient of the numbers kept, or has a reason."""
    result = load(count, staff)
    assert_clean(result)
    assert (result.value is None) == (result.reason is not None)
    if result.value is not None:
        assert result.value == result.count / result.staff


@modest
@given(CELLS, DIRECT, CONFIDENCES)
def test_standardised_rate_lies_in_its_interval(
    cells: list[tuple[int | None, int | None, float | None]], method: str, confidence: float
) -> None:
    """The interval holds the rate, and a rate needs complete cells and ten events."""
    columns = [[cell[place] for cell in cells] for place in range(3)]
    result = directly_standardised_rate(*columns, method=method, confidence=confidence)
    assert_clean(result)
    assert (result.value is None) == (result.low is None) == (result.high is None)
    assert (result.value is None) == (result.reason is not None)
    assert (result.n_missing > 0) == (result.reason == "missing-cells")
    if result.value is not None:
        assert 0 <= result.low <= result.value <= result.high
        assert result.count >= 10


@modest
@given(FULL_CELLS, DIRECT, st.floats(0.01, 100))
def test_standardised_rate_is_an_average_of_the_cells(
    cells: list[tuple[int, int, float]], method: str, scale: float
) -> None:
    """It lies between the rates of the cells, and the size of the standard does not matter."""
    counts, exposures, standard = ([cell[place] for cell in cells] for place in range(3))
    one = directly_standardised_rate(counts, exposures, standard, method=method)
    other = directly_standardised_rate(counts, exposures, [each * scale for each in standard], method=method)
    if one.value is not None:
        rates = [1000 * count / exposure for count, exposure, _ in cells]
        assert min(rates) * (1 - 1e-9) <= one.value <= max(rates) * (1 + 1e-9)
        assert one.value == pytest.approx(other.value)
        assert (one.low, one.high) == (pytest.approx(other.low, abs=1e-9), pytest.approx(other.high))


@modest
@given(CELLS, CONFIDENCES)
def test_standardised_ratio_lies_in_its_interval(
    cells: list[tuple[int | None, int | None, float | None]], confidence: float
) -> None:
    """The interval holds the ratio, or a reason is given."""
    result = standardised_ratio(
        *([cell[place] for cell in cells] for place in range(3)), confidence=confidence
    )
    assert_clean(result)
    assert (result.value is None) == (result.low is None) == (result.reason is not None)
    if result.value is not None:
        assert 0 <= result.low <= result.value <= result.high


@modest
@given(FULL_CELLS)
def test_own_rate_as_standard_is_as_expected(cells: list[tuple[int, int, float]]) -> None:
    """At the group's own rate everything is as expected: the ratio is 1, with the limits of its count."""
    counts, exposures = [cell[0] for cell in cells], [cell[1] for cell in cells]
    own = sum(counts) / sum(exposures)
    result = standardised_ratio(counts, exposures, [own] * len(cells))
    if result.value is not None:
        plain = rate(sum(counts), sum(counts), per=1)
        assert (result.value, result.method) == (pytest.approx(1), plain.method)
        assert (result.low, result.high) == (pytest.approx(plain.low), pytest.approx(plain.high))


@modest
@given(SERIES, st.none() | st.floats(-1e15, 1e15))
def test_chart_has_limits_or_says_why(values: list[float | None], target: float | None) -> None:
    """Limits lie about the centre, the points outside are beyond them, or a reason is given."""
    chart = control_chart(values, target=target)
    assert_clean(chart)
    assert chart.values == tuple(values)
    assert chart.n + chart.n_gaps == len(values)
    gaps = [figure is None for figure in (chart.low, chart.high, chart.outside, chart.run, chart.run_limit)]
    assert set(gaps) == {chart.reason is not None}
    assert (chart.target_place is None) == (target is None or chart.reason is not None)
    if chart.reason is None:
        assert chart.n >= 12
        assert chart.low < chart.centre < chart.high
        assert chart.n_screened < chart.n_ranges
        assert (chart.run == "none") == (chart.longest_run <= chart.run_limit)
        assert all(not chart.low <= values[place] <= chart.high for place in chart.outside)


@modest
@given(st.lists(st.none() | st.integers(-50, 50), min_size=12, max_size=30), st.integers(-100, 100))
def test_chart_moves_with_its_values(values: list[int | None], shift: int) -> None:
    """A shift of every value moves centre and limits, and no word."""
    here = control_chart(values)
    there = control_chart([None if value is None else value + shift for value in values])
    assert (here.outside, here.run, here.longest_run, here.reason) == (
        there.outside,
        there.run,
        there.longest_run,
        there.reason,
    )
    if here.low is not None:
        assert there.low == pytest.approx(here.low + shift, abs=1e-9)


@modest
@given(SERIES)
def test_reversed_series_has_the_same_limits(values: list[float | None]) -> None:
    """Neighbours stay neighbours in a series read backwards."""
    there, back = control_chart(values), control_chart(values[::-1])
    assert (there.centre, there.low, there.high, there.run) == (back.centre, back.low, back.high, back.run)


@modest
@given(P_VALUES, METHODS)
def test_adjusted_p_values_are_probabilities(p: list[float | None], method: str) -> None:
    """Adjusting never lowers a p, never leaves (0, 1], keeps the order and the gaps."""
    found = adjust_p_values(p, method=method)
    assert [value is None for value in found] == [value is None or math.isnan(value) for value in p]
    pairs = sorted((given, new) for given, new in zip(p, found, strict=True) if new is not None)
    assert all(given <= new and 0 < new <= 1 for given, new in pairs)
    assert all(one[1] <= other[1] for one, other in pairwise(pairs))


@modest
@given(P_VALUES, METHODS, st.randoms(use_true_random=False))
def test_order_and_gaps_do_not_matter(p: list[float | None], method: str, random: Any) -> None:
    """The same tests in another order, with more gaps, are adjusted alike."""
    order = random.sample(range(len(p)), len(p))
    there = adjust_p_values(p, method=method)
    shuffled = adjust_p_values([*[p[place] for place in order], None], method=method)
    assert (*(there[place] for place in order), None) == shuffled


@modest
@given(P_VALUES)
def test_methods_stand_in_their_order(p: list[float | None]) -> None:
    """Bonferroni is never below Holm, Holm never below Hochberg, Hochberg never below Benjamini-Hochberg."""
    columns = [adjust_p_values(p, method=each) for each in ("bonferroni", "holm", "hochberg", "bh")]
    for row in zip(*columns, strict=True):
        assert row == (None,) * 4 or all(more >= less * (1 - 1e-12) for more, less in pairwise(row))


@modest
@given(PLANS, OPERATORS)
def test_pooled_plan_is_decided_or_says_why(
    pairs: list[tuple[float | None, float | None]], operator: str | None
) -> None:
    """Any numbers give finite figures, regions are counted, and a missing percentage has a reason."""
    result = pooled_attainment([plan for plan, _ in pairs], [fact for _, fact in pairs], operator=operator)
    assert_clean(result)
    percents = result.percent_of_reported, result.percent_of_whole
    assert (None in percents) == (result.reason is not None)
    assert result.n_reported <= result.n_planned <= result.n_units == len(pairs)
    assert (result.fact is None) == (result.plan_reported is None) == (result.n_reported == 0)
    if result.n_reported == result.n_planned:
        assert result.percent_of_reported == result.percent_of_whole


@modest
@given(st.lists(st.tuples(st.integers(1, 500), st.none() | st.integers(0, 500)), min_size=1, max_size=10))
def test_whole_plan_is_never_flattered(pairs: list[tuple[int, int | None]]) -> None:
    """Regions still to report lower the percentage of the whole plan only; pooling is adding."""
    result = pooled_attainment([plan for plan, _ in pairs], [fact for _, fact in pairs], operator=">=")
    reported = [(plan, fact) for plan, fact in pairs if fact is not None]
    if not reported:
        assert result.reason == "not-reported"
        return
    assert result.percent_of_whole <= result.percent_of_reported
    plan, fact = sum(plan for plan, _ in reported), sum(fact for _, fact in reported)
    assert result.percent_of_reported == attainment(plan, fact, operator=">=").percent
