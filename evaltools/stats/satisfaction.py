"""Satisfaction with one question of a form: shares with their bases named."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Literal

from evaltools.stats.answers import folded, is_blank
from evaltools.stats.checks import number, whole
from evaltools.stats.proportions import Proportion, method_for, proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class TopBox:
    """Share that chose the best answers of a scale, on three bases.

    Attributes
    ----------
    of_opinion : Proportion
        Of those with an opinion: "don't know" and blanks are outside the base.
    of_answered : Proportion
        Of those who answered: "don't know" is inside, blanks are outside.
    of_forms : Proportion
        Of all forms: "don't know" and blanks are inside.
    boxes : tuple
        The answers counted, worst first.
    counts : tuple of (object, int)
        Each answer of the scale, worst first, with how often it was given.
    n_forms, n_answered, n_opinion : int
        The three bases; n_opinion <= n_answered <= n_forms.
    n_dont_know, n_blank : int
        What lies between them.
    invited : int or None
        People who were asked for a form, where known.
    response_rate : float or None
        `n_forms` over `invited`, in [0, 1]; None where nobody was, or it is unknown.
    mean : float or None
        Average of those with an opinion, in points of a scale of numbers.
    reason : {"no-opinions", "scale-of-words"} or None
        Why there is no mean; None when there is one.
    """

    of_opinion: Proportion
    of_answered: Proportion
    of_forms: Proportion
    boxes: tuple[object, ...]
    counts: tuple[tuple[object, int], ...]
    n_forms: int
    n_answered: int
    n_opinion: int
    n_dont_know: int
    n_blank: int
    invited: int | None
    response_rate: float | None
    mean: float | None
    reason: Literal["no-opinions", "scale-of-words"] | None


def top_box(
    answers: Iterable[object],
    *,
    scale: Sequence[object],
    boxes: int = 2,
    dont_know: Iterable[object] = (),
    population: int | None = None,
    invited: int | None = None,
    confidence: float = 0.95,
) -> TopBox:
    """Estimate the share that chose one of the best answers of a scale.

    One column of answers gives three different percentages; each is right
    only with its base beside it, so all three are given.

    Parameters
    ----------
    answers : iterable
        One answer a form: a point of the scale, a word for "don't know", or a
        blank (None, NaN or empty text).
    scale : sequence
        The answers that can be given, worst first: numbers or words.
    boxes : int, default 2
        How many of the best answers count; 1 up to all but one.
    dont_know : iterable, optional
        Answers that are no opinion, such as "don't know" and "not applicable".
    population : int, optional
        People in the whole group; at least as many as forms. Left out, the
        group is taken as large.
    invited : int, optional
        People who were asked for a form; at least as many as forms.
    confidence : float, default 0.95
        Coverage of the intervals: a fraction in (0, 1), not a percentage.

    Returns
    -------
    TopBox
        Shares with Wilson limits, exact ones where the size of the group is
        known, as `proportion` gives them, with its reasons
        ("no-answers", "census"). No mean without opinions (`reason`
        "no-opinions"), or where a point of the scale is no number
        ("scale-of-words").

    Raises
    ------
    ValueError
        If an answer is neither on the scale nor among `dont_know` (the message
        names the form, counted from 1), the scale has fewer than two points or
        one twice, `boxes` leaves none or all of it, or forms outnumber
        `population` or `invited`.

    Notes
    -----
    Stray spaces in words make no difference. With a known population, forms
    and answers stand for all of it, and opinions for the same part of it as
    of those who answered. So where everybody answered no base has an interval;
    where some left the question blank, theirs is not known.

    Examples
    --------
    >>> result = top_box([5, 4, 4, 2, 3, 5, 0, None], scale=[1, 2, 3, 4, 5], dont_know=[0], invited=10)
    >>> for base in (result.of_opinion, result.of_answered, result.of_forms):
    ...     print(f"{base.count} of {base.total}: {base.low:.2f} to {base.high:.2f}")
    4 of 6: 0.30 to 0.90
    4 of 7: 0.25 to 0.84
    4 of 8: 0.22 to 0.78
    >>> f"{result.mean:.2f} points, response {result.response_rate:.0%}"
    '3.83 points, response 80%'
    """
    points, none = _points(scale, dont_know)
    if not 0 < whole("boxes", boxes) < len(points):
        raise ValueError(f"boxes must leave some of {len(points)} points and count some, got {boxes!r}")
    given = [folded(answer) for answer in answers]
    known = [answer for answer in given if not is_blank(answer)]
    for form, answer in enumerate(given, 1):
        if not is_blank(answer) and answer not in points and answer not in none:
            raise ValueError(f"answer of form {form} must be on the scale or among dont_know, got {answer!r}")
    opinions = [answer for answer in known if answer in points]
    counts = tuple((point, opinions.count(point)) for point in points)
    top = sum(count for _, count in counts[-boxes:])
    n_forms, n_answered, n_opinion = len(given), len(known), len(opinions)
    for name, size in (("population", population), ("invited", invited)):
        if size is not None and whole(name, size) < n_forms:
            raise ValueError(f"{name} must not be below the number of forms, got {size} and {n_forms}")
    domain = population
    if population is not None and n_answered:
        domain = max(n_opinion, round(population * n_opinion / n_answered))
    mean, reason = _mean(counts, n_opinion)

    def share(base: int, group: int | None) -> Proportion:
        return proportion(top, base, population=group, method=method_for(group), confidence=confidence)

    return TopBox(
        of_opinion=share(n_opinion, domain),
        of_answered=share(n_answered, population),
        of_forms=share(n_forms, population),
        boxes=points[-boxes:],
        counts=counts,
        n_forms=n_forms,
        n_answered=n_answered,
        n_opinion=n_opinion,
        n_dont_know=n_answered - n_opinion,
        n_blank=n_forms - n_answered,
        invited=None if invited is None else int(invited),
        response_rate=n_forms / invited if invited else None,
        mean=mean,
        reason=reason,
    )


def _points(scale: Sequence[object], dont_know: Iterable[object]) -> tuple[tuple[object, ...], list[object]]:
    """Check a scale and the answers that are no opinion."""
    points, none = tuple(folded(point) for point in scale), [folded(answer) for answer in dont_know]
    if len(points) < 2 or any(is_blank(point) for point in points):
        raise ValueError(f"scale must have two points or more, none of them blank, got {list(points)!r}")
    if len(set(points)) < len(points) or set(points) & set(none):
        raise ValueError(f"scale must name each point once, and none of dont_know, got {list(points)!r}")
    return points, none


def _mean(
    counts: tuple[tuple[object, int], ...], n: int
) -> tuple[float | None, Literal["no-opinions", "scale-of-words"] | None]:
    """Average point, or why there is none."""
    if not all(isinstance(point, Real) for point, _ in counts):
        return None, "scale-of-words"
    if n == 0:
        return None, "no-opinions"
    return math.fsum(number("scale", point) * count for point, count in counts) / n, None
