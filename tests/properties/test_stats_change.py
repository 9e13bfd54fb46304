"""Promises of the statistics of change that hold for any marks."""

from __future__ import annotations

import dataclasses
import itertools
import math
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evaltools.stats import (
    adjusted_comparison,
    change_if_lost_unchanged,
    change_warnings,
    class_gain,
    normalised_change,
    paired_change,
    regression_to_the_mean,
    reliable_change,
    signed_rank,
    standardised_change,
    trainees_needed,
)

modest = settings(max_examples=50, deadline=None)

ZEROS = st.sampled_from(["wilcoxon", "pratt"])
CONFIDENCES = st.sampled_from([0.5, 0.9, 0.95, 0.998])
CHANGES = st.lists(st.integers(-6, 6) | st.floats(-1e6, 1e6), max_size=26)
ANY_PAIRS = st.lists(st.tuples(*[st.integers(0, 20) | st.floats(-1e6, 1e6)] * 2), max_size=20)
MARK = st.integers(0, 20) | st.floats(0, 20)
PAIRS = st.lists(st.tuples(MARK, MARK), max_size=20)
MEMBERS = st.lists(st.tuples(MARK, MARK, st.sampled_from(["A", "B", "C"])), max_size=30)
ORDER = st.randoms(use_true_random=False)


def numbers_in(record: Any) -> list[float]:
    """Every number of a record, also of the records inside it."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        record = tuple(getattr(record, field.name) for field in dataclasses.fields(record))
    if isinstance(record, tuple):
        return [figure for one in record for figure in numbers_in(one)]
    return [record] if isinstance(record, int | float) else []


def assert_clean(record: Any) -> None:
    """Every number is finite and plain."""
    assert all(math.isfinite(figure) for figure in numbers_in(record))
    assert all(type(figure) in (int, float, bool) for figure in numbers_in(record))


def columns(rows: list[tuple[Any, ...]], width: int = 2) -> list[list[Any]]:
    """Rows turned into lists, also when there are none."""
    return [[row[place] for row in rows] for place in range(width)]


@modest
@given(CHANGES, ZEROS, CONFIDENCES)
def test_ranks_say_something_or_why_not(change: list[float], zeros: str, confidence: float) -> None:
    """p is in (0, 1], the interval holds the pseudomedian, and agrees with p."""
    result = signed_rank(change, zeros=zeros, confidence=confidence)
    assert_clean(result)
    assert (result.low is None) == (result.high is None) == (result.reason is not None)
    assert (result.p is None) == (len(change) < 2 or result.n_nonzero == 0)
    assert result.p is None or 0 < result.p <= 1
    if result.reason is None:
        assert result.low <= result.pseudomedian <= result.high
        assert result.low < result.high
        assert result.p <= 1 - confidence or result.low <= 0 <= result.high


@modest
@given(st.lists(st.integers(-4, 4), min_size=2, max_size=8), ZEROS)
def test_exact_is_counting(change: list[int], zeros: str) -> None:
    """The exact p is the share of all ways to put signs on the same ranks."""
    assume(any(change))
    kept = [value for value in change if value or zeros == "pratt"]
    sizes = [abs(value) for value in kept]
    ranks = [2 * sum(s < size for s in sizes) + sizes.count(size) + 1 for size in sizes]
    twice = [(rank, value > 0) for rank, value in zip(ranks, kept, strict=True) if value]
    total = sum(rank for rank, _ in twice)
    observed = sum(rank for rank, up in twice if up)
    signs = list(itertools.product((0, 1), repeat=len(twice)))
    ways = [sum(rank * up for (rank, _), up in zip(twice, sign, strict=True)) for sign in signs]
    extreme = sum(abs(2 * way - total) >= abs(2 * observed - total) for way in ways)
    result = signed_rank(change, zeros=zeros)
    assert (result.p, result.statistic, result.exact) == (extreme / len(ways), observed / 2, True)


@modest
@given(CHANGES, ZEROS, ORDER)
def test_ranks_turn_with_the_sign(change: list[float], zeros: str, random: Any) -> None:
    """The order of people is irrelevant, and turned signs turn the interval."""
    there = signed_rank(change, zeros=zeros)
    assert there == signed_rank(random.sample(change, len(change)), zeros=zeros)
    back = signed_rank([-value for value in change], zeros=zeros)
    assert (there.p, there.reason, there.n_nonzero) == (back.p, back.reason, back.n_nonzero)
    if there.low is not None:
        assert (there.low, there.pseudomedian, there.high) == (-back.high, -back.pseudomedian, -back.low)


@modest
@given(st.lists(st.integers(-6, 6), max_size=26), st.sampled_from([2, 10, 0.5, 0.001]))
def test_ranks_do_not_know_the_unit(change: list[int], factor: float) -> None:
    """In another unit p is the same, and the interval is in that unit."""
    one, other = signed_rank(change), signed_rank([value * factor for value in change])
    assert (one.p, one.statistic, one.reason) == (other.p, other.statistic, other.reason)
    if one.low is not None:
        assert [other.low, other.pseudomedian, other.high] == pytest.approx(
            [one.low * factor, one.pseudomedian * factor, one.high * factor]
        )


@modest
@given(ANY_PAIRS, CONFIDENCES)
def test_standardised_change_is_clean(pairs: list[tuple[float, float]], confidence: float) -> None:
    """Each has limits around it or a reason, and the correction only draws towards 0."""
    result = standardised_change(*columns(pairs), confidence=confidence)
    assert_clean(result)
    for effect in (result.d_av, result.d_z, result.d_rm):
        assert (effect.low is None) == (effect.reason is not None)
        if effect.low is not None:
            assert effect.low <= effect.value <= effect.high
            assert abs(effect.corrected) <= abs(effect.value)


@modest
@given(PAIRS.filter(lambda pairs: len(pairs) > 2), st.sampled_from([2, 0.5, 10]), st.integers(-50, 50), ORDER)
def test_standardised_change_has_no_unit(
    pairs: list[tuple[float, float]], factor: float, shift: int, random: Any
) -> None:
    """Another order or unit of marks gives the same, and exchanging pre and post turns it."""
    pairs = [(round(a, 2), round(b, 2)) for a, b in pairs]
    pre, post = columns(pairs)
    result = standardised_change(pre, post)
    assert result == standardised_change(*columns(random.sample(pairs, len(pairs))))
    moved = standardised_change(*([mark * factor + shift for mark in marks] for marks in (pre, post)))
    back = standardised_change(post, pre)
    for name in ("d_av", "d_z", "d_rm"):
        one, other, turned = (getattr(record, name) for record in (result, moved, back))
        assert one.reason == other.reason == turned.reason
        if one.reason is None:
            figures = [one.value, one.low, one.high]
            assert [other.value, other.low, other.high] == pytest.approx(figures, rel=1e-6, abs=1e-6)
            assert [-turned.value, -turned.high, -turned.low] == pytest.approx(figures, rel=1e-6, abs=1e-6)


@modest
@given(PAIRS)
def test_standardised_change_agrees_with_t(pairs: list[tuple[float, float]]) -> None:
    """d_z and d_av leave out 0 exactly where Student's interval does."""
    pre, post = columns([(round(a, 2), round(b, 2)) for a, b in pairs])
    student, result = paired_change(pre, post), standardised_change(pre, post)
    assume(result.reason is None and abs(student.p - 0.05) > 1e-6)
    for effect in (result.d_z, result.d_av):
        assert (effect.low > 0 or effect.high < 0) == (student.p < 0.05)


@modest
@given(PAIRS, ORDER)
def test_gains_stay_on_their_scale(pairs: list[tuple[float, float]], random: Any) -> None:
    """No gain exceeds 1, nobody is lost from the counts, and order is irrelevant."""
    shuffled = random.sample(pairs, len(pairs))
    gain, change = (function(*columns(pairs), maximum=20) for function in (class_gain, normalised_change))
    assert gain == class_gain(*columns(shuffled), maximum=20)
    assert change == normalised_change(*columns(shuffled), maximum=20)
    assert_clean((gain, change))
    assert (gain.gain is None) == (gain.reason is not None)
    assert gain.gain is None or gain.gain <= 1
    assert change.n_kept + change.n_left_out == change.n == len(pairs)
    assert (change.value is None) == (change.n_kept == 0)
    if change.reason is None:
        assert -1 <= change.low <= change.value <= change.high <= 1


@modest
@given(PAIRS)
def test_normalised_change_mirrors(pairs: list[tuple[float, float]]) -> None:
    """Counting wrong answers in place of right ones turns the normalised change round."""
    pairs = [(round(a, 2), round(b, 2)) for a, b in pairs]
    right = normalised_change(*columns(pairs), maximum=20)
    wrong = normalised_change(*columns([(20 - a, 20 - b) for a, b in pairs]), maximum=20)
    assert (right.n_kept, right.reason) == (wrong.n_kept, wrong.reason)
    if right.value is not None:
        assert right.value == pytest.approx(-wrong.value, abs=1e-9)


@modest
@given(ANY_PAIRS, st.none() | st.floats(-1, 1), CONFIDENCES)
def test_each_person_has_a_word_or_nobody(
    pairs: list[tuple[float, float]], reliability: float | None, confidence: float
) -> None:
    """Words follow the threshold and add up, or are all withheld with a reason."""
    result = reliable_change(*columns(pairs), reliability=reliability, confidence=confidence)
    assert_clean(result)
    assert len(result.people) == result.n == len(pairs)
    if result.reason is None:
        assert result.n_more + result.n_same + result.n_less == result.n
        for person in result.people:
            beyond = abs(person.change) - result.threshold
            assert abs(beyond) < 1e-9 * result.threshold or (person.word != "same") == (beyond > 0)
    else:
        assert all(person.word is None and person.index is None for person in result.people)


@modest
@given(st.floats(-1e6, 1e6), st.just(0) | st.floats(1e-3, 1e6), st.floats(-1, 1), st.floats(-1e6, 1e6))
def test_selection_draws_to_the_mean(mean: float, sd: float, correlation: float, cutoff: float) -> None:
    """The low are expected to rise, the high to fall, by as much on the mirrored scale."""
    below = regression_to_the_mean(mean=mean, sd=sd, correlation=correlation, cutoff=cutoff)
    above = regression_to_the_mean(mean=-mean, sd=sd, correlation=correlation, cutoff=-cutoff, side="above")
    assert_clean(below)
    assert (below.change is None) == (below.reason is not None) == (sd == 0)
    if below.change is not None:
        assert below.change >= 0
        assert below.change == -above.change
        assert 0 < below.share_chosen <= 1
        assert below.mean_first <= min(mean, cutoff) + 1e-6


@modest
@given(MEMBERS, CONFIDENCES, ORDER)
def test_groups_are_compared_or_named(
    members: list[tuple[float, float, str]], confidence: float, random: Any
) -> None:
    """Every group is in or left out by name, intervals hold their figures, order is irrelevant."""
    pre, post, group = columns(members, 3)
    result = adjusted_comparison(pre, post, group, minimum=3, confidence=confidence)
    shuffled = columns(random.sample(members, len(members)), 3)
    assert result == adjusted_comparison(*shuffled, minimum=3, confidence=confidence)
    assert_clean(result)
    assert sum(one.n for one in result.groups) == result.n == len(members)
    assert result.left_out == tuple(one.name for one in result.groups if one.n < 3)
    used = [one for one in result.groups if one.reason is None]
    assert all((one.low is None) == (result.reason is not None) for one in used)
    if result.reason is None:
        assert all(one.low <= one.adjusted <= one.high for one in used)
        assert all(one.difference_low <= one.difference <= one.difference_high for one in used)
        weighted = math.fsum(one.n * one.difference for one in used) / result.n_used
        assert weighted == pytest.approx(0, abs=1e-6 * max(1, abs(result.slope)))


@modest
@given(MEMBERS, st.integers(-20, 20))
def test_a_shift_before_leaves_adjusted_averages(members: list[tuple[float, float, str]], shift: int) -> None:
    """Harder or easier marking of the first test, for all alike, changes no comparison."""
    pre, post, group = columns([(round(a), b, name) for a, b, name in members], 3)
    one = adjusted_comparison(pre, post, group, minimum=3)
    other = adjusted_comparison([mark + shift for mark in pre], post, group, minimum=3)
    assert one.reason == other.reason
    for here, there in zip(one.groups, other.groups, strict=True):
        if here.difference is not None:
            assert here.adjusted == pytest.approx(there.adjusted, abs=1e-6)
            assert here.difference == pytest.approx(there.difference, abs=1e-6)


@modest
@given(st.floats(0.05, 1e4), st.floats(0.01, 1e3), st.floats(0.1, 0.99), CONFIDENCES)
def test_trainees_are_enough_and_no_more(
    change: float, sd_change: float, power: float, confidence: float
) -> None:
    """The number has the power, and a larger change never needs more people."""
    result = trainees_needed(change, sd_change, power=power, confidence=confidence)
    assert_clean(result)
    if result.n is not None:
        assert result.power >= power
        larger = trainees_needed(2 * change, sd_change, power=power, confidence=confidence)
        assert larger.n <= result.n


@modest
@given(PAIRS, st.none() | st.integers(0, 40))
def test_flags_agree_with_shares(pairs: list[tuple[float, float]], items: int | None) -> None:
    """Each flag stands exactly where its share is above 15 %."""
    result = change_warnings(*columns(pairs), maximum=20, items=items)
    assert_clean(result)
    shares = {
        "ceiling-pre": result.share_near_top_pre,
        "ceiling-post": result.share_top_post,
        "floor-pre": result.share_near_bottom_pre,
        "floor-post": result.share_bottom_post,
    }
    crowded = {flag for flag, share in shares.items() if share is not None and share > 0.15}
    assert crowded == set(result.flags) - {"short-test"}
    assert ("short-test" in result.flags) == (items is not None and items < 10)


@modest
@given(CHANGES, st.integers(0, 1000))
def test_lost_people_only_dampen(change: list[float], n_lost: int) -> None:
    """The bound lies between 0 and the average, and nearer to 0 the more are lost."""
    result, more = (change_if_lost_unchanged(change, lost) for lost in (n_lost, n_lost + 1))
    assert_clean(result)
    if result.change is not None:
        assert abs(more.change_if_unchanged) <= abs(result.change_if_unchanged) <= abs(result.change)
        assert result.change == pytest.approx(math.fsum(change) / len(change), abs=1e-6)
