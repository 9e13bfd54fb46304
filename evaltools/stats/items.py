"""How the questions of one test worked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from numpy.typing import ArrayLike

from evaltools.stats.answers import right_or_not, took_part

#: Part of the people in the upper, and in the lower, group by total.
GROUP_SHARE = Fraction(27, 100)

Reason = Literal[
    "no-answers", "one-person", "one-item", "no-variation", "no-variation-in-total", "no-variation-in-rest"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnalysis:
    """How one question of a test worked, on one occasion.

    Attributes
    ----------
    item : int
        Place of the question, from 1.
    n : int
        People who took the test.
    n_left_out : int
        People who answered nothing; the same for every question.
    right, blank : int
        People of `n` whose answer was right, and who left it blank.
    difficulty : float or None
        Share right, in [0, 1]: the higher, the easier. None without people.
    sd : float or None
        Standard deviation of the marks 0 and 1 (divisor n - 1); None below two people.
    discrimination : float or None
        Share right in the upper 27 % by total minus that in the lower, in [-1, 1].
    group_size : int or None
        People in each of these groups; None where `discrimination` is.
    item_total_r, item_rest_r : float or None
        Correlation, in [-1, 1], with the total, and with the total of the
        other questions.
    reason : str or None
        Why a figure is None: "no-answers", "one-person", "one-item",
        "no-variation", "no-variation-in-total" or "no-variation-in-rest".
    """

    item: int
    n: int
    n_left_out: int
    right: int
    blank: int
    difficulty: float | None
    sd: float | None
    discrimination: float | None
    group_size: int | None
    item_total_r: float | None
    item_rest_r: float | None
    reason: Reason | None


def item_analysis(answers: ArrayLike) -> tuple[ItemAnalysis, ...]:
    """Say how hard each question was, and whether those who know more got it right.

    A person took the test if they answered any question; what they left blank
    counts as not right. People without any answer are left out.

    Parameters
    ----------
    answers : array_like, shape (n_people, n_items)
        1 right, 0 not right, None or NaN blank.

    Returns
    -------
    tuple of ItemAnalysis
        One record a question, in the order of columns. Nobody took the test
        (`reason` "no-answers"): no figure. One person ("one-person"): only the
        difficulty. A test of one question ("one-item"): difficulty and sd.
        A question all got right, or none ("no-variation"): no correlations,
        and a discrimination of 0 if totals vary. Equal totals
        ("no-variation-in-total"): no groups and no item-total correlation.
        Equal totals of the other questions ("no-variation-in-rest"): no
        item-rest correlation.

    Raises
    ------
    ValueError
        If the answers are no table, or one is neither 0, 1 nor blank. The
        message names the person and the question, counted from 1.

    Notes
    -----
    Groups hold 27 % of the people each [1]_, rounded half up, at least one.
    Where people with the same total stand across the border of a group, each
    of them counts in it for the same fraction, so that the order of rows
    cannot matter. Correlations are Pearson's; the item-rest correlation is the
    one to read, as a question always agrees with itself in the total [2]_.

    References
    ----------
    .. [1] Kelley (1939), The selection of upper and lower groups for the
       validation of test items, J. Educ. Psychol. 30, 17-24.
    .. [2] Henrysson (1963), Correction of item-total correlations in item
       analysis, Psychometrika 28, 211-218.

    Examples
    --------
    >>> answers = [[1, 1, 0], [1, 1, 1], [1, 0, 0], [0, 0, 1], [1, 1, None]]
    >>> first = item_analysis(answers)[0]
    >>> first.difficulty, f"{first.item_rest_r:.2f}", first.discrimination
    (0.8, '0.00', 0.5)
    >>> item_analysis([[1, 1], [1, 0]])[0].reason
    'no-variation'
    """
    rows, n_items = right_or_not("answers", answers)
    took = [row for row in rows if took_part(row)]
    marks = [[int(mark == 1) for mark in row] for row in took]
    totals = [sum(row) for row in marks]
    return tuple(
        _record(
            item + 1,
            [row[item] for row in marks],
            totals,
            n_items=n_items,
            blank=sum(row[item] is None for row in took),
            n_left_out=len(rows) - len(took),
        )
        for item in range(n_items)
    )


def _record(
    item: int, marks: list[int], totals: list[int], *, n_items: int, blank: int, n_left_out: int
) -> ItemAnalysis:
    """Put one question together."""
    n, right = len(marks), sum(marks)
    sd = math.sqrt(right * (n - right) / (n * (n - 1))) if n > 1 else None
    discrimination = total_r = rest_r = size = None
    reason: Reason | None = None
    if n == 0:
        reason = "no-answers"
    elif n == 1:
        reason = "one-person"
    elif n_items == 1:
        reason = "one-item"
    else:
        total_r = _correlation(marks, totals)
        rest_r = _correlation(marks, [total - mark for total, mark in zip(totals, marks, strict=True)])
        if len(set(totals)) > 1:
            size = max(1, math.floor(GROUP_SHARE * n + Fraction(1, 2)))
            discrimination = _share(marks, totals, size, sign=-1) - _share(marks, totals, size, sign=1)
        if right in (0, n):
            reason = "no-variation"
        elif total_r is None:
            reason = "no-variation-in-total"
        elif rest_r is None:
            reason = "no-variation-in-rest"
    return ItemAnalysis(
        item=item,
        n=n,
        n_left_out=n_left_out,
        right=right,
        blank=blank,
        difficulty=right / n if n else None,
        sd=sd,
        discrimination=None if discrimination is None else float(discrimination),
        group_size=size,
        item_total_r=total_r,
        item_rest_r=rest_r,
        reason=reason,
    )


def _correlation(first: list[int], second: list[int]) -> float | None:
    """Pearson's correlation, from whole numbers; None where either does not vary."""
    n = len(first)
    a, b = sum(first), sum(second)
    spread_first = n * sum(x * x for x in first) - a * a
    spread_second = n * sum(y * y for y in second) - b * b
    if spread_first == 0 or spread_second == 0:
        return None
    together = n * sum(x * y for x, y in zip(first, second, strict=True)) - a * b
    return max(-1.0, min(1.0, together / math.sqrt(spread_first * spread_second)))


def _share(marks: list[int], totals: list[int], size: int, *, sign: int) -> Fraction:
    """Share right among the `size` people with the lowest (sign 1) or highest (-1) totals."""
    keys = [sign * total for total in totals]
    border = sorted(keys)[size - 1]
    inside = [mark for mark, key in zip(marks, keys, strict=True) if key < border]
    on_border = [mark for mark, key in zip(marks, keys, strict=True) if key == border]
    part = Fraction(size - len(inside), len(on_border))
    return (sum(inside) + part * sum(on_border)) / size
