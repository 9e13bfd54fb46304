"""Promises of the statistics of questions, satisfaction and groups that hold for any answers."""

from __future__ import annotations

import dataclasses
import math
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaltools.stats import (
    distractors,
    homogeneity,
    item_analysis,
    item_change,
    net_promoter_score,
    proportion_difference,
    reliability,
    select_all,
    top_box,
    weighted_proportion,
)
from evaltools.stats.exact_tables import exact_p, near_exact_p

modest = settings(max_examples=20, deadline=None)

CONFIDENCES = st.sampled_from([0.5, 0.9, 0.95, 0.998])
RIGHT = st.sampled_from([0, 1, None, float("nan")])
GROUPS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6)


def tables(cell: st.SearchStrategy[Any], *, people: int = 15) -> st.SearchStrategy[list[list[Any]]]:
    """Tables of people by items, all rows equally long."""
    return st.integers(1, 5).flatmap(
        lambda items: st.lists(st.lists(cell, min_size=items, max_size=items), max_size=people)
    )


@st.composite
def two_tests(draw: st.DrawFn) -> tuple[list[list[Any]], list[list[Any]]]:
    """Answers of the same people before and after."""
    items, people = draw(st.integers(1, 4)), draw(st.integers(0, 25))
    test = st.lists(st.lists(RIGHT, min_size=items, max_size=items), min_size=people, max_size=people)
    return draw(test), draw(test)


def parts_of(record: Any) -> list[Any]:
    """Every number and text of a record, also of the records inside it."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        record = tuple(getattr(record, field.name) for field in dataclasses.fields(record))
    if isinstance(record, tuple):
        return [part for inside in record for part in parts_of(inside)]
    return [record]


def assert_clean(record: Any) -> None:
    """Every number is finite and plain."""
    for part in parts_of(record):
        assert part is None or type(part) in (int, float, bool, str)
        assert not isinstance(part, float) or math.isfinite(part)


@modest
@given(two_tests())
def test_change_of_items_adds_up(tests: tuple[list[list[Any]], list[list[Any]]]) -> None:
    """Gains less losses are the change, p-values lie in their order, and a gap has its reason."""
    items = item_change(*tests)
    assert_clean(items)
    for item in items:
        assert item.right_before + item.gained - item.lost == item.right_after <= item.n
        assert item.n + item.n_left_out == len(tests[0])
        assert (item.reason == "no-pairs") == (item.n == 0) == (item.low is None)
        assert (item.p_mid is None) == (item.p_holm is None) == (item.reason is not None)
        if item.p_mid is not None:
            assert 0 < item.p_mid <= item.p_exact <= 1
            assert item.p_mid <= item.p_holm <= 1
        if item.low is not None:
            assert -1 <= item.low <= item.change <= item.high <= 1


@modest
@given(two_tests(), st.randoms(use_true_random=False))
def test_order_of_people_cannot_matter(
    tests: tuple[list[list[Any]], list[list[Any]]], shuffler: random.Random
) -> None:
    """Shuffled people give the same records to the last digit."""
    people = list(zip(*tests, strict=True))
    shuffled = people[:]
    shuffler.shuffle(shuffled)
    pre, post = [p for p, _ in shuffled], [p for _, p in shuffled]
    if people:
        assert item_change(*tests) == item_change(pre, post)
        assert item_analysis(tests[0]) == item_analysis(pre)
        assert reliability(tests[0]) == reliability(pre)


@modest
@given(two_tests())
def test_time_turned_round(tests: tuple[list[list[Any]], list[list[Any]]]) -> None:
    """With pre and post exchanged, gains are losses and what was learnt misleads."""
    turned = {"learnt": "misleads", "misleads": "learnt"}
    for there, back in zip(item_change(*tests), item_change(*tests[::-1]), strict=True):
        assert (there.gained, there.lost, there.p_mid) == (back.lost, back.gained, back.p_mid)
        assert there.high == (None if back.low is None else pytest.approx(-back.low))
        if there.verdict in turned:
            assert back.verdict == turned[there.verdict]


@modest
@given(tables(RIGHT))
def test_analysis_stays_in_bounds(answers: list[list[Any]]) -> None:
    """Shares and correlations stay on their scales, and a gap has its reason."""
    items = item_analysis(answers)
    assert_clean(items)
    for item in items:
        figures = (item.sd, item.discrimination, item.item_total_r, item.item_rest_r)
        assert (item.reason is None) == (None not in figures)
        assert item.difficulty is None or 0 <= item.difficulty <= 1
        assert all(-1 <= figure <= 1 for figure in figures[1:] if figure is not None)


@modest
@given(
    tables(st.integers(0, 3) | st.floats(-1e15, 1e15) | st.sampled_from([0.1, 1e-300, None])),
    st.sampled_from([0.9, 0.95, 0.998]),
)
def test_reliability_is_at_most_one(answers: list[list[Any]], confidence: float) -> None:
    """Alpha never exceeds 1, lies in its interval, and a gap has its reason."""
    result = reliability(answers, confidence=confidence)
    assert_clean(result)
    assert result.n + result.n_left_out == len(answers)
    assert (result.low is None) == (result.high is None) == (result.reason is not None)
    assert result.alpha is None or result.alpha <= 1
    if result.low is not None:
        assert result.low <= result.alpha <= result.high <= 1


@modest
@given(tables(st.integers(0, 20)), st.integers(1, 9), st.integers(-50, 50))
def test_reliability_has_no_unit(answers: list[list[int]], factor: int, shift: int) -> None:
    """Marks in another unit have the same alpha."""
    other = [[factor * mark + shift for mark in row] for row in answers]
    here, there = reliability(answers), reliability(other)
    assert (here.alpha, here.low, here.reason) == (there.alpha, there.low, there.reason)


@modest
@given(tables(st.sampled_from(["A", "b ", "C", "", None])))
def test_options_and_blanks_add_up(answers: list[list[Any]]) -> None:
    """Everybody who took the test chose one option or none."""
    key = ["A"] * (len(answers[0]) if answers else 2)
    items = distractors({"pre": answers, "post": answers}, key)
    assert_clean(items)
    for item in items:
        for occasion in item.occasions:
            assert sum(choice.count for choice in occasion.choices) + occasion.blank == occasion.n
            assert occasion.n + occasion.n_left_out == len(answers)
            assert (occasion.reason is None) == (occasion.n > 0)
            assert bool(occasion.top_wrong) == (occasion.top_wrong_count > 0)


@modest
@given(st.lists(st.sampled_from([1, 2, 3, 4, 5, 0, None]), max_size=40), st.integers(1, 4), st.data())
def test_bases_hold_one_another(answers: list[int | None], boxes: int, data: st.DataObject) -> None:
    """The three bases have one count, and grow from opinions to forms."""
    population = data.draw(st.none() | st.integers(len(answers), 100))
    result = top_box(answers, scale=[1, 2, 3, 4, 5], boxes=boxes, dont_know=[0], population=population)
    assert_clean(result)
    bases = (result.of_opinion, result.of_answered, result.of_forms)
    assert len({base.count for base in bases}) == 1
    assert [base.total for base in bases] == [result.n_opinion, result.n_answered, result.n_forms]
    assert result.n_opinion + result.n_dont_know + result.n_blank == result.n_forms
    assert sum(count for _, count in result.counts) == result.n_opinion
    assert (result.mean is None) == (result.reason is not None)


@modest
@given(
    st.lists(st.none() | st.lists(st.sampled_from(["a", " a", "b", "c ", "none"]), max_size=6), max_size=30)
)
def test_ticks_of_people(ticks: list[list[str] | None]) -> None:
    """No option has more people than answered, and everyone who answered is somewhere."""
    result = select_all(ticks, options=["a", "b", "c"], none_of_these="none")
    assert_clean(result)
    counts = [option.share.count for option in result.options]
    assert sum(counts) == result.n_ticks
    assert max(counts) <= result.n_answered == len([entry for entry in ticks if entry])
    assert result.none_of_these.share.count + result.n_ticks >= result.n_answered
    doubled = select_all(
        [entry and entry * 2 for entry in ticks], options=["a", "b", "c"], none_of_these="none"
    )
    assert doubled == result


@modest
@given(st.lists(st.none() | st.integers(0, 10), max_size=80), CONFIDENCES)
def test_promoters_stay_on_the_scale(answers: list[int | None], confidence: float) -> None:
    """The score lies in its interval, on the scale, or is absent with a reason."""
    result = net_promoter_score(answers, confidence=confidence)
    assert_clean(result)
    assert (result.value is None) == (result.n < 30)
    assert (result.low is None) == (result.reason is not None)
    if result.low is not None:
        assert -100 <= result.low <= result.value <= result.high <= 100


@modest
@given(
    st.lists(
        st.tuples(st.sampled_from([0, 1, None]), st.none() | st.just(0) | st.floats(1e-15, 1e15)), max_size=30
    ),
    CONFIDENCES,
)
def test_weighted_share_lies_in_its_interval(people: list[tuple[Any, Any]], confidence: float) -> None:
    """The interval holds the share, and weights never add answers."""
    result = weighted_proportion([f for f, _ in people], [w for _, w in people], confidence=confidence)
    assert_clean(result)
    assert result.n + result.n_left_out == len(people)
    assert (result.value is None) == (result.reason is not None) == (result.n == 0)
    if result.value is not None:
        assert 0 <= result.low <= result.value <= result.high <= 1
        assert 1 - 1e-9 <= result.n_effective <= result.n


@modest
@given(st.integers(0, 60), st.integers(0, 60), st.data(), CONFIDENCES)
def test_difference_lies_in_its_interval(n1: int, n2: int, data: st.DataObject, confidence: float) -> None:
    """The interval holds the difference and stays inside -1 to 1, with a width."""
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    result = proportion_difference(x1, n1, x2, n2, confidence=confidence)
    assert_clean(result)
    assert (result.value is None) == (result.reason is not None) == (0 in (n1, n2))
    if result.value is not None:
        assert -1 <= result.low <= result.value <= result.high <= 1
        assert result.low < result.high


@modest
@given(GROUPS, st.randoms(use_true_random=False))
def test_groups_in_any_order(groups: list[tuple[int, int]], shuffler: random.Random) -> None:
    """The order of groups and the naming of the two columns do not matter."""
    result = homogeneity(groups)
    assert_clean(result)
    assert (result.p is None) == (result.method is None) == (result.reason is not None)
    assert result.p is None or 0 < result.p <= 1
    shuffled = groups[:]
    shuffler.shuffle(shuffled)
    assert homogeneity(shuffled) == result
    assert homogeneity([(no, yes) for yes, no in groups]).p == (
        None if result.p is None else pytest.approx(result.p)
    )


@settings(max_examples=8, deadline=None)
@given(GROUPS.filter(lambda groups: 0 < sum(yes for yes, _ in groups) < sum(map(sum, groups))))
def test_grid_is_never_below_the_exact_test(groups: list[tuple[int, int]]) -> None:
    """Rounding to the grid errs on the side of caution."""
    sizes, counts = [sum(group) for group in groups], [yes for yes, _ in groups]
    assert exact_p(sizes, counts) * (1 - 1e-9) <= near_exact_p(sizes, counts) <= 1
