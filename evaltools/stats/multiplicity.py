"""Many tests at once."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from itertools import accumulate

from evaltools.stats.checks import number, one_of

METHODS = ("holm", "hochberg", "bonferroni", "bh", "by")


def adjust_p_values(p: Iterable[float | None], *, method: str = "holm") -> tuple[float | None, ...]:
    """Raise p-values of one family of tests for their number.

    Of twenty questions in which nothing changed, one is expected to fall below
    0.05. The family is what is read together: the questions of one test, the
    regions of one table. A test that could not be made is no test.

    Parameters
    ----------
    p : iterable of float or None
        p-values, in [0, 1]; None or NaN where there is no test.
    method : {"holm", "hochberg", "bonferroni", "bh", "by"}, default "holm"
        "holm" bounds the chance of a single false finding, whatever the tests
        share; "hochberg" does with more power where tests are independent or
        positively related; "bonferroni" is Holm's with less power. "bh" bounds
        the share of false findings among all findings, under the same
        condition as Hochberg's; "by" under none.

    Returns
    -------
    tuple of float or None
        Adjusted p-values in the order given, in (0, 1] and never below those
        given; None in the places without a test. Without any test every place
        is None.

    Raises
    ------
    ValueError
        If a p-value lies outside [0, 1], or `method` is unknown. The message
        names the place, counted from 1.

    Notes
    -----
    With m tests, and p(i) the i-th smallest p-value, the adjusted values are
    m p for "bonferroni"; the largest of (m - j + 1) p(j) over j <= i for
    "holm" [1]_; the smallest of the same over j >= i for "hochberg" [2]_; the
    smallest of m p(j) / j over j >= i for "bh" [3]_; and that times
    1 + 1/2 + ... + 1/m for "by" [4]_. None exceeds 1.

    A p of 0 is given back as the smallest normal float at least, since chance
    is never excluded.

    References
    ----------
    .. [1] Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    .. [2] Hochberg (1988), Biometrika 75, 800-802.
    .. [3] Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57, 289-300.
    .. [4] Benjamini and Yekutieli (2001), Annals of Statistics 29, 1165-1188.

    Examples
    --------
    Three questions, and one that nobody answered:

    >>> [p and round(p, 3) for p in adjust_p_values([0.01, None, 0.04, 0.03])]
    [0.03, None, 0.06, 0.06]
    >>> adjust_p_values([None, None])
    (None, None)
    """
    one_of("method", method, METHODS)
    given = [_p_value(place, value) for place, value in enumerate(p, 1)]
    tests = [value for value in given if value is not None]
    adjusted = _adjusted(tests, method)
    raised = iter([_bounded(value, least) for value, least in zip(adjusted, tests, strict=True)])
    return tuple(None if value is None else next(raised) for value in given)


def _adjusted(tests: list[float], method: str) -> list[float]:
    """Raise p-values by the formulas of the notes."""
    m = len(tests)
    harmonic = math.fsum(1 / j for j in range(1, m + 1))
    factors = {
        "bonferroni": [float(m)] * m,
        "holm": [float(m - j) for j in range(m)],
        "hochberg": [float(m - j) for j in range(m)],
        "bh": [m / j for j in range(1, m + 1)],
        "by": [harmonic * m / j for j in range(1, m + 1)],
    }[method]
    order = sorted(range(m), key=lambda place: tests[place])
    raised = [factor * tests[place] for factor, place in zip(factors, order, strict=True)]
    if method == "holm":
        raised = list(accumulate(raised, max))
    elif method != "bonferroni":
        raised = list(accumulate(reversed(raised), min))[::-1]
    by_place = dict(zip(order, raised, strict=True))
    return [by_place[place] for place in range(m)]


def _p_value(place: int, value: object) -> float | None:
    """Check one p-value; None where there is no test."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    checked = number(f"p-value {place}", value)
    if not 0 <= checked <= 1:
        raise ValueError(f"p-value {place} must lie within 0 and 1, got {value!r}")
    return float(checked)


def _bounded(adjusted: float, given: float) -> float:
    """Keep rounding from lowering a p-value, and from losing it altogether."""
    return max(min(adjusted, 1.0), given, sys.float_info.min)
