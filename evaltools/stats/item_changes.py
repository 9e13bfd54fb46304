"""What the same people knew before and after, question by question."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from numpy.typing import ArrayLike
from scipy import special  # type: ignore[import-untyped]

from evaltools.stats.answers import right_or_not, took_part
from evaltools.stats.multiplicity import adjust_p_values

#: A change is real where its p-value, adjusted for the number of questions, is below this.
SIGNIFICANT_BELOW = 0.05
#: From this share of right answers on, people know the answer.
KNOWN_FROM = Fraction(8, 10)
#: With fewer people nothing is said to be known already.
KNOWN_MIN_PEOPLE = 10
#: A question taught nothing where the limits leave no room for a rise of this share.
RELEVANT_GAIN = 0.2
CONFIDENCE = 0.95

Verdict = Literal["learnt", "already-known", "not-learnt", "misleads", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """How one question was answered before and after by the same people.

    Attributes
    ----------
    item : int
        Place of the question, from 1.
    n : int
        People who took both tests.
    n_left_out : int
        People who took one test, or none; the same for every question.
    right_before, right_after : int
        People of `n` whose answer was right.
    gained, lost : int
        People of `n` who were right only after, and only before.
    blank_before, blank_after : int
        People of `n` who left this question blank; they count as not right.
    change, low, high : float or None
        Share right after minus share right before, in [-1, 1], and its 95 %
        limits; None where nobody took both tests.
    p_exact, p_mid : float or None
        McNemar's test that gains and losses are equally likely: exact, and
        mid-p. None where `reason` is given.
    p_holm : float or None
        `p_mid` adjusted by Holm for the questions of the test; None where `p_mid` is.
    verdict : {"learnt", "already-known", "not-learnt", "misleads", "unclear"}
        What that says of the question: see `item_change`.
    reason : {"no-pairs", "nobody-changed"} or None
        Why there is no p-value; None when there is one.
    """

    item: int
    n: int
    n_left_out: int
    right_before: int
    right_after: int
    gained: int
    lost: int
    blank_before: int
    blank_after: int
    change: float | None
    low: float | None
    high: float | None
    p_exact: float | None
    p_mid: float | None
    p_holm: float | None
    verdict: Verdict
    reason: Literal["no-pairs", "nobody-changed"] | None


def item_change(pre: ArrayLike, post: ArrayLike) -> tuple[ItemChange, ...]:
    """Compare right answers before and after, for each question of a test.

    A person took a test if they answered any question of it. Only those who
    took both are counted; a question that they left blank counts as not right.
    Someone who sat a test and handed in an empty sheet must be given as zeros.

    Parameters
    ----------
    pre, post : array_like, shape (n_people, n_items)
        1 right, 0 not right, None or NaN blank; the same person in the same
        row, the same question in the same column.

    Returns
    -------
    tuple of ItemChange
        One record a question, in the order of columns. Without people who took
        both tests, counts are 0 and shares None (`reason` "no-pairs"). Where
        nobody's answer changed there is no p-value ("nobody-changed").

    Raises
    ------
    ValueError
        If the tables differ in shape or an answer is neither 0, 1 nor blank.
        The message names the person and the question, counted from 1.

    Notes
    -----
    The exact p doubles the binomial tail of the smaller of gained and lost
    among those whose answer changed. Mid-p takes off the probability of the
    observed split; for an even split it is 1 less half of that probability
    [1]_. Verdicts use mid-p, which is less timid than the exact test and keeps
    its level nearly everywhere [1]_, after Holm's adjustment [2]_. A question
    on which nobody changed is no test and does not count in it. A p-value too
    small for floating point is given as the smallest normal float.

    Limits of the change are Bonett and Price's [3]_: one person is added to
    gained and one to lost, so they keep a width where nobody changed.

    The first rule that applies gives the verdict:

    1. "learnt": `p_holm` < 0.05, more gained than lost;
    2. "misleads": `p_holm` < 0.05, more lost than gained;
    3. "already-known": 10 people or more, 80 % or more right before and after;
    4. "not-learnt": below 80 % right before and after, and `high` < 0.20, so
       a rise by 20 points is ruled out;
    5. "unclear": anything else, such as too few people to say.

    References
    ----------
    .. [1] Fagerland, Lydersen and Laake (2013), The McNemar test for binary
       matched-pairs data, BMC Medical Research Methodology 13, 91.
    .. [2] Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    .. [3] Bonett and Price (2012), Adjusted Wald confidence interval for a
       difference of binomial proportions based on paired data, J. Educ. Behav.
       Stat. 37, 479-488.

    Examples
    --------
    Twelve people, two questions; the first was learnt, the second known:

    >>> pre = [[0, 1]] * 9 + [[1, 1]] * 3
    >>> post = [[1, 1]] * 10 + [[0, 1]] + [[1, None]]
    >>> [(item.right_before, item.right_after, item.verdict) for item in item_change(pre, post)]
    [(3, 11, 'learnt'), (12, 11, 'already-known')]
    >>> first = item_change(pre, post)[0]
    >>> f"gained {first.gained}, lost {first.lost}, p {first.p_holm:.3f}"
    'gained 9, lost 1, p 0.023'
    """
    before, n_items = right_or_not("pre", pre)
    after, n_after = right_or_not("post", post)
    if (len(before), n_items) != (len(after), n_after):
        raise ValueError(
            "pre and post must have the same people and items, "
            f"got {len(before)} x {n_items} and {len(after)} x {n_after}"
        )
    pairs = [(b, a) for b, a in zip(before, after, strict=True) if took_part(b) and took_part(a)]
    columns = [[(b[item], a[item]) for b, a in pairs] for item in range(n_items)]
    tests = [_mcnemar(*_moves(column)) for column in columns]
    adjusted = adjust_p_values([None if test is None else test[1] for test in tests])
    return tuple(
        _record(item, column, len(before) - len(pairs), test, p_holm)
        for item, (column, test, p_holm) in enumerate(zip(columns, tests, adjusted, strict=True), 1)
    )


def _moves(column: list[tuple[float | None, float | None]]) -> tuple[int, int]:
    """People who gained and who lost the right answer; a blank is not right."""
    gained = sum(a == 1 and b != 1 for b, a in column)
    lost = sum(b == 1 and a != 1 for b, a in column)
    return gained, lost


def _record(
    item: int,
    column: list[tuple[float | None, float | None]],
    n_left_out: int,
    test: tuple[float, float] | None,
    p_holm: float | None,
) -> ItemChange:
    """Put one question together."""
    n = len(column)
    gained, lost = _moves(column)
    right_before, right_after = sum(b == 1 for b, _ in column), sum(a == 1 for _, a in column)
    change = low = high = None
    if n:
        change = (gained - lost) / n
        low, high = _limits(gained, lost, n)
    reason: Literal["no-pairs", "nobody-changed"] | None = None
    if test is None:
        reason = "nobody-changed" if n else "no-pairs"
    return ItemChange(
        item=item,
        n=n,
        n_left_out=n_left_out,
        right_before=right_before,
        right_after=right_after,
        gained=gained,
        lost=lost,
        blank_before=sum(b is None for b, _ in column),
        blank_after=sum(a is None for _, a in column),
        change=change,
        low=low,
        high=high,
        p_exact=None if test is None else test[0],
        p_mid=None if test is None else test[1],
        p_holm=p_holm,
        verdict=_verdict(n, right_before, right_after, high, p_holm),
        reason=reason,
    )


def _mcnemar(gained: int, lost: int) -> tuple[float, float] | None:
    """Exact and mid-p of an even split; None where nobody changed."""
    changed, fewer = gained + lost, min(gained, lost)
    if changed == 0:
        return None
    tail = float(special.bdtr(fewer, changed, 0.5))
    point = math.comb(changed, fewer) / 2**changed
    exact, mid = (1.0, 1 - point / 2) if gained == lost else (min(2 * tail, 1.0), 2 * tail - point)
    return max(exact, sys.float_info.min), max(mid, sys.float_info.min)


def _limits(gained: int, lost: int, n: int) -> tuple[float, float]:
    """Bonett and Price's limits of the change in the share right."""
    up, down = (gained + 1) / (n + 2), (lost + 1) / (n + 2)
    z = float(special.ndtri((1 + CONFIDENCE) / 2))
    margin = z * math.sqrt((up + down - (up - down) ** 2) / (n + 2))
    return max(up - down - margin, -1.0), min(up - down + margin, 1.0)


def _verdict(n: int, right_before: int, right_after: int, high: float | None, p: float | None) -> Verdict:
    """Apply the rules of `item_change`, in their order."""
    if high is None:
        return "unclear"
    if p is not None and p < SIGNIFICANT_BELOW:
        return "learnt" if right_after > right_before else "misleads"
    known = [right >= KNOWN_FROM * n for right in (right_before, right_after)]
    if all(known) and n >= KNOWN_MIN_PEOPLE:
        return "already-known"
    if not any(known) and high < RELEVANT_GAIN:
        return "not-learnt"
    return "unclear"
