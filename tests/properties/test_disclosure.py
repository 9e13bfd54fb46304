"""What must hold for any table: nothing small is shown, and no reader can work a hidden count out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evaltools.disclosure import hide_small_counts, recoverable
from evaltools.results import Key, Result, Results, Sum

Values = dict[tuple[int, ...], int]

counts = st.one_of(st.integers(0, 6), st.integers(0, 6), st.integers(5, 60))
thresholds = st.sampled_from([2, 5, 10])


def key(place: tuple[int, ...]) -> Key:
    """The key of a cell; -1 stands for all."""
    names = ";".join(f"d{axis}={x}" for axis, x in enumerate(place[1:]) if x >= 0)
    return Key("KZ" if place[0] < 0 else f"KZ-{place[0]}", "s", "people", names)


def with_margins(cells: Values, shape: tuple[int, ...], threshold: int) -> Results:
    """All cells and all their totals, with a percentage of the total for each."""
    rows, sums = [], []
    everything = (-1,) * len(shape)
    for place in product(*(range(-1, size) for size in shape)):
        value = sum(n for at, n in cells.items() if all(x in (-1, y) for x, y in zip(place, at, strict=True)))
        one = Result(**key(place)._asdict(), value=float(value), threshold=threshold)
        rows += [one, replace(one, measure="share", value=12.5, sources=(one.key, key(everything)))]
        for axis, size in enumerate(shape):
            if place[axis] < 0:
                parts = tuple(key((*place[:axis], part, *place[axis + 1 :])) for part in range(size))
                sums.append(Sum(key(place), parts))
    return Results(tuple(rows), tuple(sums))


@st.composite
def tables(draw: st.DrawFn, shapes: st.SearchStrategy[tuple[int, ...]]) -> Results:
    """A random table of two or three dimensions with all margins."""
    shape = draw(shapes)
    cells = {place: draw(counts) for place in product(*map(range, shape))}
    return with_margins(cells, shape, draw(thresholds))


two_way = tables(st.tuples(st.integers(1, 5), st.integers(1, 5)))
three_way = tables(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(2, 3)))


def worked_out(results: Results) -> set[Key]:
    """Hidden keys that the sums determine: elimination in fractions, dense and plain."""
    hidden = [row.key for row in results if row.status == "hidden"]
    matrix = []
    for one in results.sums:
        line = [Fraction(one.parts.count(cell) - (one.total == cell)) for cell in hidden]
        if any(line):
            matrix.append(line)
    done = 0
    for column in range(len(hidden)):
        pivot = next((i for i in range(done, len(matrix)) if matrix[i][column]), None)
        if pivot is None:
            continue
        matrix[done], matrix[pivot] = matrix[pivot], matrix[done]
        matrix[done] = [entry / matrix[done][column] for entry in matrix[done]]
        for i, line in enumerate(matrix):
            if i != done and line[column]:
                times = line[column]
                matrix[i] = [a - times * b for a, b in zip(line, matrix[done], strict=True)]
        done += 1
    single = [line for line in matrix[:done] if sum(map(bool, line)) == 1]
    return {hidden[next(i for i, entry in enumerate(line) if entry)] for line in single}


@given(st.one_of(two_way, three_way))
@settings(max_examples=100, deadline=None)
def test_no_hidden_count_is_worked_out(results: Results) -> None:
    """Neither an independent elimination nor the audit gets a hidden count back."""
    found = hide_small_counts(results)
    assert worked_out(found) == set()
    assert recoverable(found) == ()


@given(st.one_of(two_way, three_way))
@settings(max_examples=60, deadline=None)
def test_nothing_small_and_nothing_of_a_hidden_count_is_shown(results: Results) -> None:
    """Shown counts are 0 or reach the threshold, and shown shares have shown sources."""
    found = hide_small_counts(results)
    for row in found:
        if row.status == "ok":
            assert row.measure == "share" or not 0 < (row.value or 0) < row.threshold
            assert all(found.by_key[source].ok for source in row.sources)


@given(st.one_of(two_way, three_way), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_hiding_again_or_in_another_order_changes_nothing(results: Results, random: Random) -> None:
    """The same keys are hidden whatever the order, and a second time none is added."""
    found = hide_small_counts(results)
    assert hide_small_counts(found) == found
    rows, sums = list(results.rows), list(results.sums)
    random.shuffle(rows)
    random.shuffle(sums)
    other = hide_small_counts(Results(tuple(rows), tuple(sums)))
    assert other.by_key == found.by_key


@given(two_way)
@settings(max_examples=40, deadline=None)
def test_without_small_counts_nothing_is_hidden(results: Results) -> None:
    """A table whose counts are all 0 or large comes back as it is."""
    large = Results(tuple(replace(row, value=(row.value or 0) * 10) for row in results), results.sums)
    assert hide_small_counts(large) == large


@given(two_way)
@settings(max_examples=40, deadline=None)
def test_zeros_are_not_hidden_to_protect_others(results: Results) -> None:
    """A count of nobody stays, whatever stands around it."""
    found = hide_small_counts(results)
    assert all(found.by_key[row.key].ok for row in results if row.value == 0)


@given(st.sampled_from([(2, 2), (1, 3), (1, 2)]), st.lists(st.integers(0, 8), min_size=4, max_size=4))
@settings(max_examples=40, deadline=None)
def test_a_reader_who_tries_every_table_learns_no_small_count(
    shape: tuple[int, int], values: list[int]
) -> None:
    """Some table of whole numbers that shows the same has each small count larger by its threshold."""
    threshold = 3
    places = list(product(*map(range, shape)))
    results = with_margins(dict(zip(places, values, strict=False)), shape, threshold)
    found = hide_small_counts(results)
    tries = np.indices((9 + threshold,) * len(places)).reshape(len(places), -1)
    where = {key(place): tries[number] for number, place in enumerate(places)}
    for column in range(shape[1]):
        where[key((-1, column))] = sum(where[key((row, column))] for row in range(shape[0]))
    for row in range(-1, shape[0]):
        where[key((row, -1))] = sum(where[key((row, column))] for column in range(shape[1]))
    agrees = np.all([where[one.key] == one.value for one in found if one.ok and one.key in where], axis=0)
    for one in results:
        if one.measure == "people" and 0 < (one.value or 0) < threshold:
            assert where[one.key][agrees].max() >= (one.value or 0) + threshold
