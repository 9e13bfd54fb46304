"""Net promoter score, with the interval that it is mostly shown without."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.answers import is_blank
from evaltools.stats.checks import confidence_level, number

#: With fewer answers the score moves by several points with one person.
MIN_ANSWERS = 30
PROMOTER_FROM, PASSIVE_FROM, HIGHEST = 9, 7, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class NetPromoterScore:
    """Percent of promoters minus percent of detractors, with the counts.

    Attributes
    ----------
    value : float or None
        Score in points, -100 to 100; None below 30 answers.
    low, high : float or None
        Confidence limits, in points; None where `reason` is given.
    promoters, passives, detractors : int
        People who answered 9 or 10, 7 or 8, and 0 to 6; they add up to `n`.
    n, n_blank : int
        People who answered, and who did not.
    confidence : float
        Coverage of the interval, a fraction.
    reason : {"no-answers", "too-few-answers", "no-variation"} or None
        Why there is no score, or no interval; None when there are both.
    """

    value: float | None
    low: float | None
    high: float | None
    promoters: int
    passives: int
    detractors: int
    n: int
    n_blank: int
    confidence: float
    reason: Literal["no-answers", "too-few-answers", "no-variation"] | None


def net_promoter_score(answers: Iterable[object], *, confidence: float = 0.95) -> NetPromoterScore:
    """Estimate how many more would recommend something than would not.

    Parameters
    ----------
    answers : iterable of int
        How likely a person is to recommend, 0 to 10; None or NaN is a blank.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    NetPromoterScore
        Counts are always there. Nobody answered (`reason` "no-answers"), or
        fewer than 30 did ("too-few-answers"): no score. All in one of the
        three groups ("no-variation"): a score without an interval.

    Raises
    ------
    ValueError
        If an answer is not a whole number from 0 to 10, or `confidence` lies
        outside (0, 1). The message names the answer, counted from 1.

    Notes
    -----
    Promoters count 1, passives 0, detractors -1; the score is 100 times their
    mean [1]_. Limits are normal, with the variance of these values (divisor
    n - 1) over n [2]_, cut at -100 and 100.

    References
    ----------
    .. [1] Reichheld (2003), The one number you need to grow, Harvard Business
       Review 81 (12), 46-54.
    .. [2] Rocks (2016), Interval estimation for the "net promoter score", The
       American Statistician 70, 365-372.

    Examples
    --------
    >>> score = net_promoter_score([10] * 20 + [8] * 12 + [4] * 8)
    >>> f"{score.value:.0f} ({score.low:.0f} to {score.high:.0f}), n = {score.n}"
    '30 (5 to 55), n = 40'
    >>> net_promoter_score([10, 9, 3]).reason
    'too-few-answers'
    """
    level = confidence_level(confidence)
    given = [None if is_blank(answer) else _answer(place, answer) for place, answer in enumerate(answers, 1)]
    known = [answer for answer in given if answer is not None]
    n = len(known)
    promoters = sum(answer >= PROMOTER_FROM for answer in known)
    detractors = sum(answer < PASSIVE_FROM for answer in known)
    value = low = high = None
    reason: Literal["no-answers", "too-few-answers", "no-variation"] | None = None
    if n < MIN_ANSWERS:
        reason = "too-few-answers" if n else "no-answers"
    else:
        value = 100 * (promoters - detractors) / n
        squares = n * (promoters + detractors) - (promoters - detractors) ** 2
        if squares == 0:
            reason = "no-variation"
        else:
            z = float(stats.norm.isf((1 - level) / 2))
            margin = 100 * z * math.sqrt(squares / (n - 1)) / n
            low, high = max(value - margin, -100.0), min(value + margin, 100.0)
    return NetPromoterScore(
        value=value,
        low=low,
        high=high,
        promoters=promoters,
        passives=n - promoters - detractors,
        detractors=detractors,
        n=n,
        n_blank=len(given) - n,
        confidence=level,
        reason=reason,
    )


def _answer(place: int, value: object) -> int:
    """Return one answer as int; survey tools often write it as a float."""
    answer = number(f"answer {place}", value)
    if answer != int(answer) or not 0 <= answer <= HIGHEST:
        raise ValueError(f"answer {place} must be a whole number from 0 to {HIGHEST}, got {value!r}")
    return int(answer)
