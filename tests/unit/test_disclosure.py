"""What the disclosure room promises, on tables small enough to check by hand."""

from __future__ import annotations

import random
from time import perf_counter
from typing import Any

import numpy as np
import pytest

from evaltools.disclosure import REASON, hide_small_counts, recoverable
from evaltools.results import Key, Result, Results, Sum


def count(measure: str, value: float | None, *, threshold: int = 5, **more: Any) -> Result:
    return Result(region="KZ", subject="s", measure=measure, value=value, threshold=threshold, **more)


def total(one: Result, *parts: Result) -> Sum:
    return Sum(one.key, tuple(part.key for part in parts))


def hidden(results: Results) -> set[str]:
    return {row.measure for row in results if row.status == "hidden"}


def table(cells: list[list[int]], *, threshold: int = 5) -> Results:
    """A table r0c0, r0c1 ... with row totals r0, column totals c0 and the total t, all printed."""
    counts = np.array(cells)
    n_rows, n_columns = counts.shape
    rows = {f"r{i}c{j}": counts[i, j] for i in range(n_rows) for j in range(n_columns)}
    sums = [(f"r{i}", [f"r{i}c{j}" for j in range(n_columns)]) for i in range(n_rows)]
    sums += [(f"c{j}", [f"r{i}c{j}" for i in range(n_rows)]) for j in range(n_columns)]
    sums += [("t", [f"r{i}" for i in range(n_rows)]), ("t", [f"c{j}" for j in range(n_columns)])]
    rows |= {f"r{i}": counts[i].sum() for i in range(n_rows)}
    rows |= {f"c{j}": counts[:, j].sum() for j in range(n_columns)} | {"t": counts.sum()}
    made = {name: count(name, float(value), threshold=threshold) for name, value in rows.items()}
    return Results(
        tuple(made.values()), tuple(total(made[one], *(made[part] for part in parts)) for one, parts in sums)
    )


def line(*values: int) -> Results:
    """Parts r0c0, r0c1 ... with their total r0, all printed."""
    parts = [count(f"r0c{place}", value) for place, value in enumerate(values)]
    whole = count("r0", sum(values))
    return Results((*parts, whole), (total(whole, *parts),))


# What is small


@pytest.mark.parametrize(
    ("value", "is_hidden"), [(0, False), (1, True), (4, True), (5, False), (3.5, False), (None, False)]
)
def test_only_counts_from_one_to_below_the_threshold_are_small(value: float | None, is_hidden: bool) -> None:
    """Zeros, counts from the threshold on and numbers that are not whole are shown."""
    status = "ok" if value is not None else "no-data"
    found = hide_small_counts(Results((count("a", value, status=status),)))
    assert (found.rows[0].status == "hidden") == is_hidden


def test_a_hidden_number_keeps_nothing_but_its_name() -> None:
    """What is hidden has no value, no interval, no base, and one reason for all."""
    mean = count("mean", 7.0, low=1.5, high=9.0, n=3, sources=(Key("KZ", "s", "people"),))
    (row,) = hide_small_counts(Results((mean,)))
    assert (row.value, row.low, row.high, row.n) == (None, None, None, None)
    assert (row.status, row.reason) == ("hidden", REASON)


def test_an_estimate_is_judged_by_its_base() -> None:
    """A mean that happens to be 3 is shown on 15 people and hidden on 4."""
    people = count("people", 15)
    wide, narrow = (count(f"mean-{n}", 3.0, n=n, sources=(people.key,)) for n in (15, 4))
    assert hidden(hide_small_counts(Results((people, wide, narrow)))) == {"mean-4"}


def test_thresholds_work_row_by_row() -> None:
    """The same count is hidden in a court table, shown in a training table and in a published one."""
    rows = tuple(count(f"a{threshold}", 7, threshold=threshold) for threshold in (0, 5, 10))
    assert hidden(hide_small_counts(Results(rows))) == {"a10"}


def test_published_figures_are_left_as_they_are() -> None:
    """Rows with threshold 0 are neither small nor hidden to protect others."""
    results = table([[1, 2], [3, 4]], threshold=0)
    assert hide_small_counts(results) == results


# What is linked


def test_a_number_goes_with_its_sources_along_the_chain() -> None:
    """A percentage of a hidden count is hidden, and so is a difference of such percentages."""
    small, base = count("small", 2), count("base", 40)
    share = count("share", 5.0, n=40, unit="percent", sources=(small.key, base.key))
    gap = count("gap", 1.5, threshold=0, sources=(share.key,))
    other = count("other", 50.0, n=40, sources=(base.key,))
    assert hidden(hide_small_counts(Results((gap, share, small, base, other)))) == {"gap", "share", "small"}


def test_a_base_does_not_give_a_hidden_total_back() -> None:
    """Where a total is hidden, the parts that print it as their base are hidden too."""
    parts = count("a", 3, n=3), count("b", 0, n=3)
    whole = count("whole", 3)
    assert hidden(hide_small_counts(Results((*parts, whole), (total(whole, *parts),)))) == {"a", "b", "whole"}


def test_satisfied_and_not_satisfied_hide_each_other_and_the_percentage() -> None:
    """Of 30 answers 28 were satisfied: neither part nor the percentage may give the 2 back."""
    yes, no, answered = count("yes", 28), count("no", 2), count("answered", 30)
    share = count("share", 93.3, n=30, unit="percent", sources=(yes.key, answered.key))
    results = Results((yes, no, answered, share), (total(answered, yes, no),))
    assert hidden(hide_small_counts(results)) == {"yes", "no", "share"}


# What protects


def test_up_same_down_of_a_small_training() -> None:
    """13, 2 and 0 of 15: the 13 goes with the 2, the zero may stay."""
    up, same, down, pairs = (
        count("up", 13, n=15),
        count("same", 2, n=15),
        count("down", 0, n=15),
        count("n", 15),
    )
    results = Results((up, same, down, pairs), (total(pairs, up, same, down),))
    assert hidden(hide_small_counts(results)) == {"up", "same"}


def test_one_row_with_its_total_hides_the_smallest_other_part() -> None:
    """A small part alone in its sum takes the smallest part with it, not a zero and not the total."""
    assert hidden(hide_small_counts(line(3, 0, 40, 20, 60))) == {"r0c0", "r0c3"}


def test_equal_parts_are_taken_by_key() -> None:
    """Between equals the first key is hidden, wherever it stands."""
    results = line(3, 20, 20, 20)
    assert hidden(hide_small_counts(Results(results.rows[::-1], results.sums))) == {"r0c0", "r0c1"}


def test_a_small_cell_in_a_table_hides_the_smallest_rectangle() -> None:
    """With rows and columns added up, four cells are hidden: fewer would give the small one back."""
    results = table([[3, 30, 90], [25, 20, 80], [70, 60, 50]])
    assert hidden(hide_small_counts(results)) == {"r0c0", "r0c1", "r1c0", "r1c1"}


def test_two_by_two_table_with_one_small_cell() -> None:
    """All four cells are hidden and all margins stay."""
    assert hidden(hide_small_counts(table([[3, 30], [25, 20]]))) == {"r0c0", "r0c1", "r1c0", "r1c1"}


def test_small_cells_that_add_up_to_little_take_a_large_one() -> None:
    """1 and 1 beside 50 and 60 leave only 2 to share: a third count is hidden."""
    assert hidden(hide_small_counts(line(1, 1, 50, 60))) == {"r0c0", "r0c1", "r0c2"}


def test_a_total_goes_where_only_zeros_are_left() -> None:
    """With zeros beside it, a small part takes its total with it, and another total in turn."""
    a, b, other = count("a", 3), count("b", 0), count("other", 9)
    inner, outer = count("inner", 3), count("outer", 12)
    results = Results((a, b, other, inner, outer), (total(inner, a, b), total(outer, inner, other)))
    assert hidden(hide_small_counts(results)) == {"a", "inner", "other"}


def test_protection_reaches_from_a_month_to_the_country() -> None:
    """Regions add up to the country by month: a small month hides a second month in a second region."""
    results = table([[4, 11, 30], [12, 14, 31], [50, 51, 52]], threshold=10)
    found = hide_small_counts(results)
    assert hidden(found) == {"r0c0", "r0c1", "r1c0", "r1c1"}
    assert recoverable(found) == ()


def test_two_tables_with_a_shared_margin_protect_each_other() -> None:
    """Where a region total is hidden in one sum, the months that add up to it do not print it."""
    small, large = count("small", 3), count("large", 30)
    country = count("country", 33)
    january, june = count("january", 3), count("june", 0)
    results = Results(
        (small, large, country, january, june), (total(country, small, large), total(small, january, june))
    )
    found = hide_small_counts(results)
    assert hidden(found) == {"small", "large", "january"}
    assert recoverable(found) == ()


def test_a_part_without_data_protects_nothing() -> None:
    """A total is made of what was reported, so a part without data counts as nothing to the reader."""
    small, large, whole = count("small", 3), count("large", 30), count("whole", 33)
    silent = count("silent", None, status="no-data", reason="not-reported")
    found = hide_small_counts(Results((small, large, silent, whole), (total(whole, small, large, silent),)))
    assert hidden(found) == {"small", "large"}
    assert found.rows[2] == silent


def test_a_total_without_data_gives_nothing_back() -> None:
    """Nothing more is hidden where the total is not known, or not there at all."""
    small, large = count("small", 3), count("large", 30)
    whole = count("whole", None, status="no-data")
    for rows in ((small, large, whole), (small, large)):
        assert hidden(hide_small_counts(Results(rows, (total(whole, small, large),)))) == {"small"}


def test_what_cannot_be_protected_is_hidden_and_reported() -> None:
    """A published total with published parts gives a small count back whatever is done: the audit says so."""
    small, large, whole = count("small", 3), count("large", 30, threshold=0), count("whole", 33, threshold=0)
    found = hide_small_counts(Results((small, large, whole), (total(whole, small, large),)))
    assert hidden(found) == {"small"}
    assert recoverable(found) == (small.key,)


def test_protection_goes_as_far_as_it_can() -> None:
    """Published totals leave two small counts 3 to share: each is still not known exactly."""
    a, b, whole = count("a", 1), count("b", 2), count("whole", 3, threshold=0)
    found = hide_small_counts(Results((a, b, whole), (total(whole, a, b),)))
    assert hidden(found) == {"a", "b"}
    assert recoverable(found) == ()


def test_totals_that_do_not_add_up_are_protected_like_others() -> None:
    """A contradiction in the data is shown, not repaired, and gives nothing away."""
    small, large, whole = count("small", 3), count("large", 30), count("whole", 40)
    assert hidden(hide_small_counts(Results((small, large, whole), (total(whole, small, large),)))) == {
        "small",
        "large",
    }


def test_a_sum_that_does_not_add_up_is_no_excuse() -> None:
    """Regions without data seem to fix a small month; it is protected in the sum that gives it back."""
    small, large, country = count("small", 1), count("large", 30), count("country", 31)
    zero, silent = count("zero", 0), count("silent", None, status="no-data")
    sums = (total(country, small, large), total(small, zero, silent))
    assert hidden(hide_small_counts(Results((small, large, country, zero, silent), sums))) == {
        "small",
        "large",
    }


# What stays


def test_nothing_small_nothing_hidden() -> None:
    """Without a small count the results come back as they are."""
    results = table([[5, 0], [7, 90]])
    assert hide_small_counts(results) == results


def test_rows_sums_and_input_stay() -> None:
    """Order, sums and every shown row are kept, and the input is not changed."""
    results = table([[3, 30], [25, 20]])
    before = Results(tuple(results.rows), tuple(results.sums))
    found = hide_small_counts(results)
    assert results == before
    assert [row.key for row in found] == [row.key for row in results]
    assert found.sums == results.sums
    assert all(new == old for new, old in zip(found, results, strict=True) if new.status != "hidden")


def test_hiding_twice_hides_no_more() -> None:
    """Results that were hidden before come back unchanged."""
    found = hide_small_counts(table([[3, 30, 4], [25, 20, 1], [0, 0, 9]]))
    assert hide_small_counts(found) == found


def test_a_sum_that_was_added_later_is_found_by_the_audit() -> None:
    """What is hidden already is not looked at again, but the audit says that a new total gives it back."""
    a = count("a", None, status="hidden", reason=REASON)
    b, c, whole = count("b", 30), count("c", 40), count("whole", 73)
    results = Results((a, b, c, whole), (total(whole, a, b, c),))
    assert hide_small_counts(results) == results
    assert recoverable(results) == (a.key,)


def test_an_already_hidden_count_may_help_but_cannot_fall() -> None:
    """A new small count is protected whatever the number is that was hidden before."""
    old = count("old", None, status="hidden", reason=REASON)
    small, large, whole = count("small", 3), count("large", 30), count("whole", 40)
    results = Results((old, small, large, whole), (total(whole, old, small, large),))
    assert hidden(hide_small_counts(results)) == {"old", "small", "large"}


# The audit


def test_the_audit_finds_what_subtraction_gives_back() -> None:
    """One hidden cell per row or column is found, also when it takes several steps."""
    results = table([[3, 30], [25, 20]])
    for names, back in [
        ({"r0c0"}, {"r0c0"}),
        ({"r0c0", "r0c1"}, {"r0c0", "r0c1"}),
        ({"r0c0", "r0"}, {"r0c0", "r0"}),
    ]:
        rows = tuple(row.without_value("hidden") if row.measure in names else row for row in results)
        assert {key.measure for key in recoverable(Results(rows, results.sums))} == back


def test_the_audit_knows_that_no_count_is_negative() -> None:
    """Where the others must be 0, what is left is known; zeros themselves are not listed."""
    a, b, c = (count(name, None, status="hidden") for name in "abc")
    empty, whole = count("empty", 0), count("whole", 4, threshold=0)
    results = Results((a, b, c, empty, whole), (total(empty, b, c), total(whole, a, b)))
    assert recoverable(results) == (a.key,)


def test_the_audit_stands_contradictions() -> None:
    """Where shown numbers contradict each other, a count that a sum fixes is still found."""
    a, large, whole = count("a", None, status="hidden"), count("large", 30), count("whole", 20)
    assert recoverable(Results((a, large, whole), (total(whole, a, large),))) == (a.key,)


def test_a_year_of_regions_takes_little_time() -> None:
    """About 3,000 results in twelve tables, a tenth of them small, are hidden in seconds."""
    draw = np.random.default_rng(1)
    parts = []
    for number in range(12):
        one = table(draw.poisson(draw.gamma(1, 60, (20, 12))).tolist(), threshold=10)
        names = {row.key: Key(f"KZ-{number}", *row.key[1:]) for row in one}
        rows = tuple(
            Result(**(key._asdict()), value=row.value, threshold=10)
            for row, key in zip(one, names.values(), strict=True)
        )
        parts.append(
            Results(
                rows, tuple(Sum(names[s.total], tuple(names[part] for part in s.parts)) for s in one.sums)
            )
        )
    results = Results.combine(parts)
    start = perf_counter()
    found = hide_small_counts(results)
    assert perf_counter() - start < 10
    assert recoverable(found) == ()


def test_order_of_rows_and_sums_makes_no_difference() -> None:
    """The same keys are hidden whatever the order."""
    results = table([[3, 20, 20], [20, 20, 20], [20, 2, 20]])
    rows, sums = list(results.rows), list(results.sums)
    random.Random(1).shuffle(rows)
    random.Random(2).shuffle(sums)
    assert hidden(hide_small_counts(Results(tuple(rows), tuple(sums)))) == hidden(hide_small_counts(results))
