"""How far the questions of a test measure the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from numpy.typing import ArrayLike
from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.answers import marks
from evaltools.stats.checks import confidence_level

#: Marks are taken to nine decimals.
UNITS = 10**9

Reason = Literal["one-item", "no-answers", "one-person", "no-variation", "no-error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Internal consistency of a test, with what it was made from.

    Attributes
    ----------
    alpha : float or None
        Cronbach's alpha: at most 1, and below 0 where questions contradict each other.
    low, high : float or None
        Feldt's confidence limits of `alpha`; None where `reason` is given.
    name : {"KR-20", "alpha"}
        What to call it: KR-20 where every mark is 0 or 1.
    n : int
        People who answered every question.
    n_left_out : int
        People with a blank.
    items : int
        Questions, those that everybody answered alike included.
    alpha_if_dropped : tuple of float or None
        Alpha of the test without the question in that place; None where one
        question would be left, or the totals of the others do not vary.
    confidence : float
        Coverage of the interval, a fraction.
    reason : {"one-item", "no-answers", "one-person", "no-variation", "no-error"} or None
        Why there is no alpha, or no interval; None when there are both.
    """

    alpha: float | None
    low: float | None
    high: float | None
    name: Literal["KR-20", "alpha"]
    n: int
    n_left_out: int
    items: int
    alpha_if_dropped: tuple[float | None, ...]
    confidence: float
    reason: Reason | None


def reliability(answers: ArrayLike, *, confidence: float = 0.95) -> Reliability:
    """Estimate how consistently the questions of a test rank the same people.

    People with a blank are left out whole, and counted: alpha from whoever
    answered each pair of questions belongs to no group of people. To count
    blanks as not right instead, give them as 0.

    Parameters
    ----------
    answers : array_like, shape (n_people, n_items)
        Marks; None or NaN is a blank.
    confidence : float, default 0.95
        Coverage of the interval: a fraction in (0, 1), not a percentage.

    Returns
    -------
    Reliability
        No alpha below two questions (`reason` "one-item"), without complete
        answers ("no-answers"), with one complete answer ("one-person"), or
        where all totals are equal ("no-variation"). Where people differ alike
        on every question alpha is 1 and has no interval ("no-error").

    Raises
    ------
    ValueError
        If the answers are no table, a mark is not a finite number, or
        `confidence` lies outside (0, 1). The message repeats the value.

    Notes
    -----
    With k questions, alpha is k/(k - 1) times 1 less the sum of the questions'
    variances over the variance of the totals [1]_. For marks of 0 and 1 it is
    the same number as KR-20 [2]_, and is so called. The interval is Feldt's [3]_:
    1 - (1 - alpha) F, with the quantiles of F on n - 1 and (n - 1)(k - 1)
    degrees of freedom. Marks are taken to 9 decimals, and summed exactly.

    References
    ----------
    .. [1] Cronbach (1951), Psychometrika 16, 297-334.
    .. [2] Kuder and Richardson (1937), Psychometrika 2, 151-160.
    .. [3] Feldt (1965), Psychometrika 30, 357-370.

    Examples
    --------
    >>> answers = [[1, 1, 0], [1, 1, 1], [0, 0, 0], [0, 1, 0], [1, 1, 1], [1, None, 1]]
    >>> result = reliability(answers)
    >>> f"{result.name} {result.alpha:.2f} ({result.low:.2f} to {result.high:.2f}), n = {result.n}"
    'KR-20 0.79 (-0.04 to 0.98), n = 5'
    >>> reliability([[1], [0]]).reason
    'one-item'
    """
    level = confidence_level(confidence)
    rows, k = marks("answers", answers)
    complete = [[mark for mark in row if mark is not None] for row in rows if None not in row]
    whole = [[_units(mark) for mark in row] for row in complete] if k else []
    n = len(whole)
    alpha: Fraction | None = None
    dropped: list[Fraction | None] = [None] * k
    low = high = None
    reason: Reason | None = None
    if k < 2:
        reason = "one-item"
    elif n == 0:
        reason = "no-answers"
    elif n == 1:
        reason = "one-person"
    else:
        alpha, dropped = _alphas(whole, k)
        if alpha is None:
            reason = "no-variation"
        elif alpha == 1:
            reason = "no-error"
        else:
            tails = (1 - level) / 2, 1 - (1 - level) / 2
            low, high = (
                1 - float(1 - alpha) * float(stats.f.isf(t, n - 1, (n - 1) * (k - 1))) for t in tails
            )
    binary = n > 0 and all(mark in (0, UNITS) for row in whole for mark in row)
    return Reliability(
        alpha=None if alpha is None else float(alpha),
        low=low,
        high=high,
        name="KR-20" if binary else "alpha",
        n=n,
        n_left_out=len(rows) - n,
        items=k,
        alpha_if_dropped=tuple(None if value is None else float(value) for value in dropped),
        confidence=level,
        reason=reason,
    )


def _units(mark: float) -> int:
    """A mark in billionths, exactly."""
    return int(mark) * UNITS if mark == int(mark) else round(Fraction(str(mark)) * UNITS)


def _alphas(rows: list[list[int]], k: int) -> tuple[Fraction | None, list[Fraction | None]]:
    """Alpha of all questions, and without each of them."""
    totals = [sum(row) for row in rows]
    columns = [[row[item] for row in rows] for item in range(k)]
    spreads = [_spread(column) for column in columns]
    rests = [[total - mark for total, mark in zip(totals, column, strict=True)] for column in columns]
    return _alpha(k, sum(spreads), _spread(totals)), [
        _alpha(k - 1, sum(spreads) - spread, _spread(rest))
        for spread, rest in zip(spreads, rests, strict=True)
    ]


def _alpha(k: int, parts: int, total: int) -> Fraction | None:
    """Alpha from the spreads of the questions and of their totals."""
    return None if k < 2 or total == 0 else Fraction(k, k - 1) * (1 - Fraction(parts, total))


def _spread(values: list[int]) -> int:
    """Variance times a number that depends only on how many values there are."""
    return len(values) * sum(value * value for value in values) - sum(values) ** 2
