"""Noncentral t, where scipy has it and beyond."""

from __future__ import annotations

import math
from collections.abc import Callable

from scipy import optimize, stats  # type: ignore[import-untyped]

#: Beyond this the distribution is approximated; tail probabilities keep three digits and more.
NEARLY_ENDLESS = 5000.0
#: Beyond this a change is never seen with the wrong sign (less than once in 10^23).
NO_OTHER_TAIL = 10.0


def noncentrality_limits(t: float, df: int, confidence: float) -> tuple[float, float]:
    """Confidence limits of the noncentrality, by inverting the test of t."""
    if t < 0:
        low, high = noncentrality_limits(-t, df, confidence)
        return -high, -low
    tail = (1 - confidence) / 2
    guesses = _approximate(t, df, tail)
    if t > NEARLY_ENDLESS:
        return guesses
    low = _solved(guesses[0], lambda delta: float(stats.nct.sf(t, df, delta)) - tail)
    high = _solved(guesses[1], lambda delta: tail - float(stats.nct.cdf(t, df, delta)))
    return low, high


def paired_power(noncentrality: float, df: int, confidence: float) -> float:
    """Chance that a two-sided t test sees a change of this noncentrality (0 or more)."""
    critical = float(stats.t.isf((1 - confidence) / 2, df))
    if noncentrality > NEARLY_ENDLESS:
        return float(stats.chi2.cdf(df * (noncentrality / critical) ** 2, df))
    power = float(stats.nct.sf(critical, df, noncentrality))
    if noncentrality < NO_OTHER_TAIL:
        # The mirror image of cdf(-critical), which scipy leaves undefined far out.
        power += float(stats.nct.sf(critical, df, -noncentrality))
    return power


def _approximate(t: float, df: int, tail: float) -> tuple[float, float]:
    """Limits from t times the spread of a standard deviation, widened for that of a mean."""
    middle = t * (1 - 1 / (4 * df))
    widening = math.hypot(1, math.sqrt(2 * df) / t) if t else 1.0
    ends = (stats.chi2.ppf(tail, df), stats.chi2.isf(tail, df))
    if t < 1:
        z = float(stats.norm.isf(tail))
        return t - z, t + z
    low, high = (middle + (t * math.sqrt(float(end) / df) - middle) * widening for end in ends)
    return low, high


def _solved(guess: float, rising: Callable[[float], float]) -> float:
    """Root of a rising function near a guess."""
    step = 0.1 + abs(guess) / 100
    low, high = guess - step, guess + step
    while rising(low) > 0:
        step *= 2
        low -= step
    while rising(high) < 0:
        step *= 2
        high += step
    return float(optimize.brentq(rising, low, high, xtol=1e-12))
