"""Whether one person's change is more than the noise of the test."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.checks import amount_or_none, confidence_level, number
from evaltools.stats.marks import decimals_kept, differences, paired_marks, sd

Word = Literal["more", "same", "less"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """Change of one person against the noise of the test.

    Attributes
    ----------
    change : float
        Post minus pre, in marks.
    index : float or None
        Change over the standard error of a difference; None where undefined.
    word : {"more", "same", "less"} or None
        "more" or "less" where the change is more than noise; None where undefined.
    """

    change: float
    index: float | None
    word: Word | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliableChange:
    """People whose change is more than the noise of the test.

    Attributes
    ----------
    people : tuple of PersonChange
        One for each pair given, in the order given.
    n : int
        Complete pairs.
    n_more, n_same, n_less : int or None
        People with each word; they add up to `n`. None where `reason` is given.
    threshold : float or None
        A change must exceed this to be more than noise, in marks; None where
        `reason` is given.
    error_of_measurement, error_of_difference : float or None
        Standard errors of one mark and of the difference of two, in marks;
        None where `reason` is given.
    sd_pre : float or None
        Standard deviation of marks before, given or found; None below two pairs.
    reliability : float or None
        Reliability of the test, as given.
    confidence : float
        Share of unchanged people whom noise leaves below `threshold`, a fraction.
    reason : str or None
        Why no person has a word: "no-pairs", "one-pair", "no-variation",
        "no-reliability" or "perfect-reliability"; None when they have.
    """

    people: tuple[PersonChange, ...]
    n: int
    n_more: int | None
    n_same: int | None
    n_less: int | None
    threshold: float | None
    error_of_measurement: float | None
    error_of_difference: float | None
    sd_pre: float | None
    reliability: float | None
    confidence: float
    reason: Literal["no-pairs", "one-pair", "no-variation", "no-reliability", "perfect-reliability"] | None


def reliable_change(
    pre: ArrayLike,
    post: ArrayLike,
    *,
    reliability: float | None,
    sd_pre: float | None = None,
    confidence: float = 0.95,
) -> ReliableChange:
    """Mark each person whose change the noise of the test does not explain.

    Parameters
    ----------
    pre, post : array_like of float, shape (n_pairs,)
        Marks before and after, in the same unit; the same person in the same place.
    reliability : float or None
        Reliability of the test, at most 1, such as alpha or a retest
        correlation; None where it is unknown.
    sd_pre : float, optional
        Standard deviation of marks before, in the group the reliability
        belongs to; 0 or more. Left out, that of `pre`.
    confidence : float, default 0.95
        How sure a mark must be: a fraction in (0, 1), not a percentage.

    Returns
    -------
    ReliableChange
        Nobody has a word without pairs (`reason` "no-pairs"), with one pair
        and no `sd_pre` ("one-pair"), where marks before do not vary
        ("no-variation"), where the reliability is None or negative
        ("no-reliability"), and where it is 1, so that no noise is left to
        compare with ("perfect-reliability").

    Raises
    ------
    ValueError
        If the two lists differ in length or are not one-dimensional, if a
        value is missing or not a finite number, if `reliability` exceeds 1, if
        `sd_pre` is negative, or if `confidence` lies outside (0, 1). The
        message names the pair, counted from 1.

    Notes
    -----
    With z the two-sided normal quantile of `confidence` [1]_:
    error_of_measurement = sd_pre sqrt(1 - reliability), error_of_difference =
    sqrt(2) error_of_measurement, threshold = z error_of_difference; the index
    is change / error_of_difference, and a person has a word of change where it
    lies beyond z. Even if nobody changed, a share 1 - `confidence` of people
    would. Differences are rounded to 9 decimals (fewer above a million).

    References
    ----------
    .. [1] Jacobson and Truax (1991), Journal of Consulting and Clinical
       Psychology 59, 12-19.

    Examples
    --------
    The client of Jacobson and Truax, 47.5 before and 32.5 after therapy:

    >>> result = reliable_change([47.5], [32.5], reliability=0.80, sd_pre=7.5)
    >>> f"{result.people[0].index:.2f}: {result.people[0].word}, beyond {result.threshold:.1f}"
    '-3.16: less, beyond 9.3'
    >>> reliable_change([12, 15], [14, 18], reliability=None).reason
    'no-reliability'
    """
    level = confidence_level(confidence)
    rel = None if reliability is None else number("reliability", reliability)
    if rel is not None and rel > 1:
        raise ValueError(f"reliability must not exceed 1, got {reliability!r}")
    spread = amount_or_none("sd_pre", sd_pre)
    before, after = paired_marks(pre, post)
    if spread is None:
        spread = sd(np.round(before, decimals_kept(before)))
    reason: (
        Literal["no-pairs", "one-pair", "no-variation", "no-reliability", "perfect-reliability"] | None
    ) = None
    error = difference = threshold = None
    z = float(stats.norm.isf((1 - level) / 2))
    if not before.size:
        reason = "no-pairs"
    elif spread is None:
        reason = "one-pair"
    elif spread == 0:
        reason = "no-variation"
    elif rel is None or rel < 0:
        reason = "no-reliability"
    elif rel == 1:
        reason = "perfect-reliability"
    else:
        error = spread * math.sqrt(1 - rel)
        difference = math.sqrt(2) * error
        threshold = z * difference
    people = tuple(_person(change, difference, z) for change in differences(after, before).tolist())
    words = [person.word for person in people]
    return ReliableChange(
        people=people,
        n=before.size,
        n_more=None if reason else words.count("more"),
        n_same=None if reason else words.count("same"),
        n_less=None if reason else words.count("less"),
        threshold=threshold,
        error_of_measurement=error,
        error_of_difference=difference,
        sd_pre=spread,
        reliability=rel,
        confidence=level,
        reason=reason,
    )


def _person(change: float, error_of_difference: float | None, z: float) -> PersonChange:
    """Index and word of one person."""
    if error_of_difference is None:
        return PersonChange(change=change, index=None, word=None)
    index = change / error_of_difference
    word: Word = "more" if index > z else "less" if index < -z else "same"
    return PersonChange(change=change, index=index, word=word)
