"""Promises that all statistics share: order and names do not matter, pooling adds counts, more is more."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaltools.stats import (
    adjusted_comparison,
    change_if_lost_unchanged,
    change_warnings,
    class_gain,
    directly_standardised_rate,
    distractors,
    homogeneity,
    item_change,
    load,
    net_promoter_score,
    normalised_change,
    paired_change,
    pooled_attainment,
    proportion,
    proportion_difference,
    rate,
    rate_ratio,
    reliable_change,
    select_all,
    signed_rank,
    standardised_ratio,
    top_box,
    trainees_needed,
    weighted_proportion,
)

modest = settings(max_examples=40, deadline=None)

FIVE = [1, 2, 3, 4, 5]
MARKS = st.integers(0, 20)
PAIRS = st.lists(st.tuples(MARKS, MARKS), max_size=12)
FORMS = st.lists(st.sampled_from([*FIVE, 0, None]), max_size=20)
TICKS = st.lists(st.lists(st.sampled_from(["law", "tests", "none"]), max_size=3), max_size=12)
CELLS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 5000), st.integers(1, 900)), min_size=1, max_size=6
)
PROMOTERS = st.lists(st.none() | st.integers(0, 10), max_size=60)
PLANS = st.lists(st.tuples(st.none() | st.integers(0, 99), st.none() | st.integers(0, 99)), max_size=8)


def columns(rows: list[tuple[Any, ...]], n: int) -> list[list[Any]]:
    """Rows turned into lists, also when there are none."""
    return [[row[place] for row in rows] for place in range(n)]


#: Rows of a table, and the figures of the whole that they give.
WHOLES: dict[str, tuple[st.SearchStrategy[list[Any]], Callable[[list[Any]], object]]] = {
    "change_warnings": (PAIRS, lambda rows: change_warnings(*columns(rows, 2), maximum=20, items=12)),
    "change_if_lost_unchanged": (
        st.lists(st.floats(-20, 20), max_size=12),
        lambda rows: change_if_lost_unchanged(rows, 3),
    ),
    "reliable_change": (
        PAIRS,
        lambda rows: replace(reliable_change(*columns(rows, 2), reliability=0.8), people=()),
    ),
    "top_box": (FORMS, lambda rows: top_box(rows, scale=FIVE, dont_know=[0], invited=99)),
    "select_all": (
        TICKS,
        lambda rows: select_all(rows, options=["law", "tests"], none_of_these="none"),
    ),
    "net_promoter_score": (PROMOTERS, net_promoter_score),
    "weighted_proportion": (
        st.lists(st.tuples(st.sampled_from([0, 1, None]), st.integers(0, 5)), max_size=12),
        lambda rows: weighted_proportion(*columns(rows, 2)),
    ),
    "directly_standardised_rate": (
        CELLS,
        lambda rows: replace(
            directly_standardised_rate(*columns(rows, 3)), counts=(), exposures=(), standard=()
        ),
    ),
    "standardised_ratio": (CELLS, lambda rows: standardised_ratio(*columns(rows, 3))),
    "pooled_attainment": (PLANS, lambda rows: pooled_attainment(*columns(rows, 2), operator=">=")),
    "distractors": (
        st.lists(st.sampled_from(["A", "B", "C", None]), min_size=1, max_size=12),
        lambda rows: distractors({"pre": [[row] for row in rows]}, ["A"]),
    ),
}


@pytest.mark.parametrize("name", sorted(WHOLES))
@modest
@given(data=st.data(), shuffler=st.randoms(use_true_random=False))
def test_order_of_rows_is_irrelevant(name: str, data: st.DataObject, shuffler: random.Random) -> None:
    """The same rows in another order give the same record to the last digit."""
    rows, figures = WHOLES[name]
    given_rows = data.draw(rows)
    shuffled = given_rows.copy()
    shuffler.shuffle(shuffled)
    assert figures(shuffled) == figures(given_rows)


@modest
@given(FORMS)
def test_names_of_answers_are_irrelevant(forms: list[int | None]) -> None:
    """A scale with other names for its points, in the same order, has the same shares."""
    words = {1: "bad", 2: "fair", 3: "good", 4: "very good", 5: "best", 0: "no idea", None: None}
    numbers = top_box(forms, scale=FIVE, dont_know=[0])
    named = top_box(
        [words[form] for form in forms], scale=[words[each] for each in FIVE], dont_know=["no idea"]
    )
    for base in ("of_opinion", "of_answered", "of_forms"):
        assert getattr(named, base) == getattr(numbers, base)


@modest
@given(TICKS)
def test_names_of_options_are_irrelevant(ticks: list[list[str]]) -> None:
    """Options under other names have the same shares; ticking twice is ticking once."""
    other = {"law": "заң", "tests": "тест", "none": "жоқ"}
    plain = select_all(ticks, options=["law", "tests"], none_of_these="none")
    named = select_all(
        [[other[tick] for tick in form] * 2 for form in ticks], options=["заң", "тест"], none_of_these="жоқ"
    )
    assert [each.share for each in named.options] == [each.share for each in plain.options]
    assert (named.n_ticks, named.n_blank) == (plain.n_ticks, plain.n_blank)


@modest
@given(
    st.lists(st.tuples(MARKS, MARKS, st.sampled_from(["A", "B", "C"])), max_size=20),
    st.permutations(["A", "B", "C"]),
)
def test_names_of_groups_are_irrelevant(members: list[tuple[int, int, str]], names: list[str]) -> None:
    """Groups under exchanged names have the same figures, each under its new name."""
    renamed = dict(zip("ABC", names, strict=True))
    pre, post, group = columns(members, 3)
    plain = adjusted_comparison(pre, post, group, minimum=2)
    other = adjusted_comparison(pre, post, [renamed[label] for label in group], minimum=2)
    assert other.reason == plain.reason
    for name in ("slope", "p_groups", "sd_residual"):
        one, two = getattr(plain, name), getattr(other, name)
        assert one == two or one == pytest.approx(two, rel=1e-9)
    found = {one.name: one for one in other.groups}
    for one in plain.groups:
        two = found[renamed[one.name]]
        assert (one.n, one.reason) == (two.n, two.reason)
        assert one.adjusted == two.adjusted or one.adjusted == pytest.approx(two.adjusted, rel=1e-9)


@modest
@given(FORMS, FORMS)
def test_pooled_forms_are_added_counts(one: list[int | None], two: list[int | None]) -> None:
    """The forms of two regions together have the share of the added counts, never an average of shares."""
    parts = [top_box(forms, scale=FIVE, dont_know=[0]) for forms in (one, two)]
    both = top_box(one + two, scale=FIVE, dont_know=[0])
    for base in ("of_opinion", "of_answered", "of_forms"):
        shares = [getattr(part, base) for part in parts]
        pooled = proportion(sum(s.count for s in shares), sum(s.total for s in shares))
        assert getattr(both, base) == pooled
        values = [share.value for share in shares if share.value is not None]
        if pooled.value is not None:
            assert min(values) - 1e-12 <= pooled.value <= max(values) + 1e-12


@modest
@given(TICKS, TICKS)
def test_pooled_ticks_are_added_counts(one: list[list[str]], two: list[list[str]]) -> None:
    """The people of two regions together, option by option."""
    results = [
        select_all(ticks, options=["law", "tests"], none_of_these="none") for ticks in (one, two, one + two)
    ]
    for first, second, both in zip(*(result.options for result in results), strict=True):
        counts = first.share.count + second.share.count
        assert both.share == proportion(counts, first.share.total + second.share.total)


@modest
@given(PROMOTERS, PROMOTERS)
def test_pooled_promoters_are_added_counts(one: list[int | None], two: list[int | None]) -> None:
    """Promoters, passives and detractors add up, and the score is that of the sums."""
    first, second, both = (net_promoter_score(answers) for answers in (one, two, one + two))
    for name in ("promoters", "passives", "detractors", "n", "n_blank"):
        assert getattr(both, name) == getattr(first, name) + getattr(second, name)
    if both.value is not None:
        assert both.value == pytest.approx(100 * (both.promoters - both.detractors) / both.n)


@modest
@given(CELLS, CELLS)
def test_pooled_cells_add_observed_and_expected(one: list[Any], two: list[Any]) -> None:
    """Two regions against one standard: events and expectations add, so the ratio lies between theirs."""
    first, second, both = (standardised_ratio(*columns(cells, 3)) for cells in (one, two, one + two))
    assert both.observed == first.observed + second.observed
    assert both.expected == pytest.approx(first.expected + second.expected)
    low, high = sorted((first.value, second.value))
    assert low * (1 - 1e-12) <= both.value <= high * (1 + 1e-12)


@modest
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 10**6)), min_size=2, max_size=8))
def test_pooled_rate_lies_between_the_rates(regions: list[tuple[int, int]]) -> None:
    """The rate of regions together is the sum of events over the sum of residents."""
    counts, residents = columns(regions, 2)
    both = rate(sum(counts), sum(residents))
    parts = [rate(*region).value for region in regions]
    assert both.value is not None and both.low is not None and both.high is not None
    assert min(parts) * (1 - 1e-12) <= both.value <= max(parts) * (1 + 1e-12)
    assert both.low <= both.value <= both.high


@modest
@given(st.lists(st.tuples(st.sampled_from([0, 1]), st.integers(1, 4)), min_size=1, max_size=10))
def test_a_weight_is_so_many_people(people: list[tuple[int, int]]) -> None:
    """The weighted share is that of everyone repeated by the weight; the interval is never narrower."""
    flags, weights = columns(people, 2)
    weighted = weighted_proportion(flags, weights)
    repeated = proportion(sum(flag * weight for flag, weight in people), sum(weight for _, weight in people))
    assert weighted.value == pytest.approx(repeated.value)
    assert weighted.high - weighted.low >= repeated.high - repeated.low - 1e-12


MORE: dict[str, Callable[[int, int], float | None]] = {
    "difference of shares": lambda x, n: proportion_difference(x, n, 3, 7).value,
    "lower limit of the difference": lambda x, n: proportion_difference(x, n, 3, 7).low,
    "upper limit of the difference": lambda x, n: proportion_difference(x, n, 3, 7).high,
    "ratio of rates": lambda x, n: rate_ratio(x, n, 5, 40).value,
    "lower limit of the ratio": lambda x, n: rate_ratio(x, n, 5, 40).low,
    "upper limit of the ratio": lambda x, n: rate_ratio(x, n, 5, 40).high,
    "standardised ratio": lambda x, n: standardised_ratio([x, 2], [n, 30], [0.1, 0.2]).value,
    "standardised rate": lambda x, n: directly_standardised_rate([x, 12], [n, 30], [1, 2]).value,
    "load": lambda x, n: load(x, n).value,
    "pooled plan": lambda x, n: pooled_attainment([n, 5], [x, 4], operator=">=").percent_of_whole,
    "best answers": lambda x, n: top_box([5] * x + [1] * (n - x), scale=FIVE).of_opinion.low,
    "ticks": lambda x, n: select_all(["a"] * x + ["b"] * (n - x), options=["a", "b"]).options[0].share.high,
    "promoters": lambda x, n: net_promoter_score([9] * x + [7] * (n - x) + [0] * 30).value,
    "promoters for detractors": lambda x, n: net_promoter_score([9] * x + [0] * (n - x) + [7] * 30).value,
    "weighted share": lambda x, n: weighted_proportion([1] * x + [0] * (n - x), range(1, n + 1)).value,
    "right after": lambda x, n: item_change([[0]] * n, [[1]] * x + [[0]] * (n - x))[0].change,
    "lower limit of right after": lambda x, n: item_change([[0]] * n, [[1]] * x + [[0]] * (n - x))[0].low,
}


@pytest.mark.parametrize("name", sorted(MORE))
@modest
@given(n=st.integers(1, 40), data=st.data())
def test_one_more_is_never_less(name: str, n: int, data: st.DataObject) -> None:
    """With one event or person more, all else the same, no figure falls."""
    x = data.draw(st.integers(0, n - 1))
    before, after = MORE[name](x, n), MORE[name](x + 1, n)
    assert before is not None and after is not None
    assert before <= after * (1 + 1e-12) + 1e-12


@modest
@given(PAIRS.filter(bool), st.data())
def test_a_higher_mark_after_is_never_a_smaller_change(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    """One person with a higher mark after: no measure of change falls."""
    person = data.draw(st.integers(0, len(pairs) - 1))
    pre, post = columns(pairs, 2)
    higher = post.copy()
    higher[person] = data.draw(st.integers(post[person], 20))
    changes, raised = ([b - a for a, b in zip(pre, marks, strict=True)] for marks in (post, higher))
    assert paired_change(pre, higher).change >= paired_change(pre, post).change - 1e-12
    assert signed_rank(raised).pseudomedian >= signed_rank(changes).pseudomedian - 1e-12
    assert (
        change_if_lost_unchanged(raised, 2).change_if_unchanged
        >= change_if_lost_unchanged(changes, 2).change_if_unchanged - 1e-12
    )
    one, two = (class_gain(pre, marks, maximum=20).gain for marks in (post, higher))
    assert one is None or two >= one - 1e-12
    one, two = (normalised_change(pre, marks, maximum=20) for marks in (post, higher))
    # Who leaves the ends of the scale enters the average: then it is of other people.
    if one.n_kept == two.n_kept and one.value is not None:
        assert two.value >= one.value - 1e-9


@modest
@given(st.floats(0.1, 5), st.floats(0.1, 10), st.floats(1, 3))
def test_wider_spread_needs_more_people(change: float, sd: float, times: float) -> None:
    """More noise, more confidence or more power never need fewer people."""
    n = trainees_needed(change, sd).n
    assert n is not None
    for more in (
        trainees_needed(change, sd * times),
        trainees_needed(change, sd, power=0.9),
        trainees_needed(change, sd, confidence=0.99),
    ):
        assert more.n is not None and more.n >= n


@modest
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=5), st.integers(2, 4))
def test_more_of_the_same_is_more_sure(groups: list[tuple[int, int]], times: int) -> None:
    """Every group as many times over, with the same shares: the statistic never falls."""
    one = homogeneity(groups)
    many = homogeneity([(yes * times, no * times) for yes, no in groups])
    if one.method == many.method == "chi-square":
        assert many.statistic == pytest.approx(times * one.statistic)
        assert many.p <= one.p * (1 + 1e-12)
    assert (one.reason, one.n_groups) == (many.reason, many.n_groups)
