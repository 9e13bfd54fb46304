"""Whether a share differs between several groups, also small ones."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.checks import whole
from evaltools.stats.exact_tables import exact_p, near_exact_p

#: Cochran's rule for chi-square: expected counts from 1 on, at most a fifth of them below 5.
EXPECTED_MIN, EXPECTED_USUAL, USUAL_SHARE = 1, 5, 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Homogeneity:
    """Test that all groups share one proportion, with the counts.

    Attributes
    ----------
    p : float or None
        P-value; None where `reason` is given.
    method : {"chi-square", "exact", "near-exact", "n-1-chi-square"} or None
        How it was made; None without it.
    statistic, df : float, int or None
        Chi-square and its degrees of freedom; None where tables were counted.
    count, total : int
        People who met the condition, and people, of all groups.
    n_groups, n_left_out : int
        Groups compared, and groups without people.
    smallest_expected : float or None
        Smallest count that equal shares would give, of those who met the
        condition or not; None where `reason` is given.
    reason : {"too-few-groups", "no-variation"} or None
        Why there is no test; None when there is one.
    """

    p: float | None
    method: Literal["chi-square", "exact", "near-exact", "n-1-chi-square"] | None
    statistic: float | None
    df: int | None
    count: int
    total: int
    n_groups: int
    n_left_out: int
    smallest_expected: float | None
    reason: Literal["too-few-groups", "no-variation"] | None


def homogeneity(table: ArrayLike) -> Homogeneity:
    """Test whether a share is the same in all groups.

    Parameters
    ----------
    table : array_like of int, shape (n_groups, 2)
        A row a group: people who met the condition, and people who did not.

    Returns
    -------
    Homogeneity
        Groups without people are left out. Below two groups there is no test
        (`reason` "too-few-groups"), nor where no or every person met the
        condition ("no-variation").

    Raises
    ------
    ValueError
        If the table has not two columns, or a count is not a whole number from
        0 up. The message names the group, counted from 1.

    Notes
    -----
    Pearson's chi-square, without correction for continuity, is used where
    every expected count is 1 or more and at most a fifth of them lie below 5
    [1]_. Otherwise the test is exact: the probability, given the sizes of
    groups and the overall count, of all tables no more probable than the
    observed one [2]_. It is enumerated in whole numbers, with the branches
    that lie wholly on one side cut off [3]_, and so is the same every time.

    With many groups that can take too long. Then the same tables are counted
    with the logarithms of probabilities rounded to 1/20000 of the way from the
    most probable table to the observed one ("near-exact"), so that p is never
    below the exact one and hardly above it. Where hundreds of people stand on
    the rarer side and only some groups are tiny, that takes too long as well:
    then it is chi-square times (N - 1)/N, whose mean under equal shares is
    exactly its degrees of freedom [4]_. A p-value too small for floating point
    is given as the smallest normal float.

    References
    ----------
    .. [1] Cochran (1954), Biometrics 10, 417-451.
    .. [2] Freeman and Halton (1951), Biometrika 38, 141-149.
    .. [3] Mehta and Patel (1983), J. Am. Stat. Assoc. 78, 427-434.
    .. [4] Pearson (1947), Biometrika 34, 139-167.

    Examples
    --------
    >>> result = homogeneity([[9, 1], [4, 6], [8, 0]])
    >>> f"{result.method}, p = {result.p:.3f}"
    'exact, p = 0.007'
    >>> homogeneity([[9, 0], [4, 0]]).reason
    'no-variation'
    """
    groups = _groups(table)
    used = sorted((yes, no) for yes, no in groups if yes + no)
    count, other = sum(yes for yes, _ in used), sum(no for _, no in used)
    total = count + other
    p = method = statistic = df = smallest = None
    reason: Literal["too-few-groups", "no-variation"] | None = None
    if len(used) < 2:
        reason = "too-few-groups"
    elif 0 in (count, other):
        reason = "no-variation"
    else:
        expected = [(yes + no) * side / total for yes, no in used for side in (count, other)]
        smallest = min(expected)
        method, statistic, df, p = _test(used, count, total, expected)
    return Homogeneity(
        p=p,
        method=method,
        statistic=statistic,
        df=df,
        count=count,
        total=total,
        n_groups=len(used),
        n_left_out=len(groups) - len(used),
        smallest_expected=smallest,
        reason=reason,
    )


def _groups(table: ArrayLike) -> list[tuple[int, int]]:
    """Check a table of counts."""
    rows = np.asarray(table, dtype=object)
    if rows.shape == (0,):
        return []
    if rows.ndim != 2 or rows.shape[1] != 2:
        raise ValueError(f"table must have a row a group and two columns, got shape {rows.shape}")
    return [
        (whole(f"count of group {group}", yes), whole(f"count of others of group {group}", no))
        for group, (yes, no) in enumerate(rows, 1)
    ]


def _test(
    used: list[tuple[int, int]], count: int, total: int, expected: list[float]
) -> tuple[Literal["chi-square", "exact", "near-exact", "n-1-chi-square"], float | None, int | None, float]:
    """Method, statistic, degrees of freedom and p-value of the test that fits."""
    method: Literal["chi-square", "n-1-chi-square"] = "chi-square"
    usual = sum(value >= EXPECTED_USUAL for value in expected)
    if min(expected) < EXPECTED_MIN or usual < USUAL_SHARE * len(expected):
        sizes = [yes + no for yes, no in used]
        counts = [pair[2 * count > total] for pair in used]
        p = exact_p(sizes, counts)
        if p is not None:
            return "exact", None, None, p
        p = near_exact_p(sizes, counts)
        if p is not None:
            return "near-exact", None, None, p
        method = "n-1-chi-square"
    squares = (
        (yes * total - (yes + no) * count) ** 2 / ((yes + no) * count * (total - count)) for yes, no in used
    )
    statistic = math.fsum(squares) * ((total - 1) / total if method != "chi-square" else 1)
    df = len(used) - 1
    return method, statistic, df, max(float(stats.chi2.sf(statistic, df)), sys.float_info.min)
