"""What a test could not show, and what people who were lost could change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evaltools.stats.checks import whole
from evaltools.stats.marks import decimals_kept, full_marks, marks, mean, paired_marks

#: A larger share at one end of the scale means that the test could not show more.
SHARE_AT_END = 0.15
#: Marks within this share of the maximum from its end count as near it, in percent.
NEAR_PERCENT = 10
#: In a test with fewer questions, one answer moves a mark by more than 10 % of the maximum.
MIN_ITEMS = 10

Flag = Literal["ceiling-pre", "ceiling-post", "floor-pre", "floor-post", "short-test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWarnings:
    """Limits of a test that its marks give away.

    Attributes
    ----------
    flags : tuple of str
        What is true of this test, in this order: "ceiling-pre",
        "ceiling-post", "floor-pre", "floor-post", "short-test"; empty when
        there is nothing to warn of.
    n : int
        Complete pairs.
    n_near_top_pre, n_top_post : int
        People with 90 % of the maximum or more before; with the maximum after.
    n_near_bottom_pre, n_bottom_post : int
        People with 10 % of the maximum or less before; with 0 after.
    share_near_top_pre, share_top_post : float or None
        The same as fractions of `n`; None without pairs.
    share_near_bottom_pre, share_bottom_post : float or None
        The same as fractions of `n`; None without pairs.
    maximum : float
        Highest mark that can be reached.
    items : int or None
        Questions of the test, where known.
    reason : {"no-pairs"} or None
        Why there are no shares; None when there are.
    """

    flags: tuple[Flag, ...]
    n: int
    n_near_top_pre: int
    n_top_post: int
    n_near_bottom_pre: int
    n_bottom_post: int
    share_near_top_pre: float | None
    share_top_post: float | None
    share_near_bottom_pre: float | None
    share_bottom_post: float | None
    maximum: float
    items: int | None
    reason: Literal["no-pairs"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeIfLostUnchanged:
    """Average change if the people who were lost had not changed.

    Attributes
    ----------
    change : float or None
        Average change of the people matched, in marks; None without any.
    change_if_unchanged : float or None
        Average change of matched and lost people together, the lost counted
        with 0, in marks; between 0 and `change`. None where `reason` is given.
    n_matched, n_lost, n : int
        People measured twice, measured only before, and both together.
    reason : {"no-pairs"} or None
        Why there is no figure; None when there is one.
    """

    change: float | None
    change_if_unchanged: float | None
    n_matched: int
    n_lost: int
    n: int
    reason: Literal["no-pairs"] | None


def change_warnings(
    pre: ArrayLike, post: ArrayLike, *, maximum: float, items: int | None = None
) -> ChangeWarnings:
    """Say where the test was too easy, too hard or too short to show change.

    Parameters
    ----------
    pre, post : array_like of float, shape (n_pairs,)
        Marks before and after, from 0 to `maximum`; the same person in the same place.
    maximum : float
        Highest mark that can be reached, in the same unit; positive.
    items : int, optional
        Questions of the test. Left out, its length is not judged.

    Returns
    -------
    ChangeWarnings
        Flags only where they are true, with the counts and shares behind them.
        Without pairs only "short-test" can be said (`reason` "no-pairs").

    Raises
    ------
    ValueError
        If the two lists differ in length or are not one-dimensional, if a
        mark is missing, not a number or outside 0 to `maximum`, if `maximum`
        is not positive, or if `items` is not a whole number from 0 up. The
        message names the pair, counted from 1.

    Notes
    -----
    More than 15 % of people at an end of the scale are too many: the rule for
    questionnaires [1]_. "ceiling-pre" counts people with 90 % of the maximum or
    more before, who had no room to rise; "ceiling-post" those with the maximum
    after, who may know more than the test asks. "floor-pre" counts people with
    10 % or less before, who had no room to fall, and "floor-post" those with 0
    after. "short-test" is a test of fewer than 10 questions, in which a single
    answer moves a mark by more than 10 % of the maximum.

    References
    ----------
    .. [1] Terwee et al. (2007), Journal of Clinical Epidemiology 60, 34-42.

    Examples
    --------
    >>> result = change_warnings([18, 19, 9, 14, 11], [19, 20, 12, 18, 16], maximum=20, items=20)
    >>> result.flags, result.n_near_top_pre, result.n_top_post
    (('ceiling-pre', 'ceiling-post'), 2, 1)
    """
    top = full_marks(maximum)
    questions = None if items is None else whole("items", items)
    before, after = paired_marks(pre, post, maximum=top)
    n = before.size
    near = top * NEAR_PERCENT / 100
    kept = decimals_kept(np.array([top]))
    counts = (
        _count(np.round(before - (top - near), kept) >= 0),
        _count(after == top),
        _count(np.round(before - near, kept) <= 0),
        _count(after == 0),
    )
    shares = [count / n if n else None for count in counts]
    too_short = questions is not None and questions < MIN_ITEMS
    ends: tuple[Flag, ...] = ("ceiling-pre", "ceiling-post", "floor-pre", "floor-post")
    short: tuple[Flag, ...] = ("short-test",) if too_short else ()
    crowded = tuple(
        flag for flag, share in zip(ends, shares, strict=True) if share is not None and share > SHARE_AT_END
    )
    return ChangeWarnings(
        flags=crowded + short,
        n=n,
        n_near_top_pre=counts[0],
        n_top_post=counts[1],
        n_near_bottom_pre=counts[2],
        n_bottom_post=counts[3],
        share_near_top_pre=shares[0],
        share_top_post=shares[1],
        share_near_bottom_pre=shares[2],
        share_bottom_post=shares[3],
        maximum=top,
        items=questions,
        reason=None if n else "no-pairs",
    )


def change_if_lost_unchanged(change: ArrayLike, n_lost: int) -> ChangeIfLostUnchanged:
    """Bound the average change by counting the people who were lost with 0.

    Those who stay to the end have often gained more. If the lost neither
    gained nor fell back, the true average lies where this says.

    Parameters
    ----------
    change : array_like of float, shape (n_matched,)
        Post minus pre of each person measured twice, in marks.
    n_lost : int
        People measured before but not after; 0 or more.

    Returns
    -------
    ChangeIfLostUnchanged
        In marks. Without people measured twice no figure is given (`reason`
        "no-pairs").

    Raises
    ------
    ValueError
        If a change is missing or not a finite number, `change` is not
        one-dimensional, or `n_lost` is not a whole number from 0 up.

    Notes
    -----
    The figure is the sum of the changes over all people who began, as in
    single imputation of "no change" [1]_. It is no bound where the lost fell back.

    References
    ----------
    .. [1] National Research Council (2010), The prevention and treatment of
       missing data in clinical trials, National Academies Press, chapter 4.

    Examples
    --------
    >>> result = change_if_lost_unchanged([3, 3, 0, 3, -1], 3)
    >>> f"{result.change:.1f} in {result.n_matched}, {result.change_if_unchanged:.1f} in {result.n}"
    '1.6 in 5, 1.0 in 8'
    """
    lost = whole("n_lost", n_lost)
    given = marks("change", change)
    changes = np.round(given, decimals_kept(given))
    average = mean(changes)
    total = changes.size + lost
    return ChangeIfLostUnchanged(
        change=average,
        change_if_unchanged=None if average is None else average * (changes.size / total),
        n_matched=changes.size,
        n_lost=lost,
        n=total,
        reason="no-pairs" if average is None else None,
    )


def _count(marked: NDArray[np.bool_]) -> int:
    """How many are true."""
    return int(np.count_nonzero(marked))
