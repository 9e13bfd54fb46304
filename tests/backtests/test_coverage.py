"""How often intervals hold the truth, where the truth is known.

Counts are enumerated: coverage is the probability of all outcomes whose
interval holds the true value, without chance. Means are drawn from a fixed
seed.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats as distributions

from evaltools import stats

#: True shares that are tried; the ends, where satisfaction usually lies, included.
SHARES = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98)


def held_share(n: int, share: float) -> float:
    """Probability that Wilson's interval of n answers holds the true share."""
    held = 0.0
    for count in range(n + 1):
        found = stats.proportion(count, n)
        assert found.low is not None
        assert found.high is not None
        if found.low <= share <= found.high:
            held += float(distributions.binom.pmf(count, n, share))
    return held


@pytest.mark.parametrize("n", [15, 28, 60, 200])
def test_wilson_intervals_hold_the_share(n: int) -> None:
    """On average 95 of 100, and never below 83: what Brown, Cai and DasGupta (2001) show for Wilson's.

    Statistical Science 16, 101-133, figure 5: coverage oscillates round 0.95,
    with its deepest dips near 0 and 1.
    """
    coverage = [held_share(n, share) for share in SHARES]
    assert np.mean(coverage) == pytest.approx(0.95, abs=0.015)
    assert min(coverage) > 0.83


@pytest.mark.parametrize("n", [15, 60])
def test_the_textbook_interval_would_not(n: int) -> None:
    """Estimate plus or minus 1.96 standard errors holds a share of 0.98 far less often: why it is not used."""
    held = 0.0
    for count in range(n + 1):
        estimate = count / n
        margin = 1.96 * (estimate * (1 - estimate) / n) ** 0.5
        if estimate - margin <= 0.98 <= estimate + margin:
            held += float(distributions.binom.pmf(count, n, 0.98))
    assert held < 0.75
    assert held_share(n, 0.98) > 0.83


@pytest.mark.parametrize("expected", [0.5, 2, 5, 9, 12, 30, 100])
def test_rates_hold_the_expected_count(expected: float) -> None:
    """Exact limits never below 95 of 100; Byar's close to it."""
    held = 0.0
    for count in range(int(expected + 12 * expected**0.5 + 20)):
        found = stats.rate(count, 1.0, per=1)
        assert found.low is not None
        assert found.high is not None
        if found.low <= expected <= found.high:
            held += float(distributions.poisson.pmf(count, expected))
    assert 0.949 < held < 0.995


@pytest.mark.parametrize("n", [6, 15, 40])
def test_t_intervals_hold_the_mean_change(n: int) -> None:
    """Scores of 0 to 20 in whole points, a true change of 3: 95 of 100 within the error of 2,000 draws."""
    draws = np.random.default_rng(20240101)
    trials, held = 2000, 0
    for _ in range(trials):
        before = draws.binomial(20, 0.5, n)
        after = draws.binomial(20, 0.65, n)
        found = stats.paired_change(before, after)
        held += found.low is not None and found.high is not None and found.low <= 3 <= found.high
    error = (0.95 * 0.05 / trials) ** 0.5
    assert held / trials == pytest.approx(0.95, abs=4 * error)


def test_a_difference_of_shares_is_held() -> None:
    """Newcombe's method 10 over pairs of groups of 20 and 30: near 95 of 100 (Newcombe 1998, table II)."""
    first, second = 20, 30
    limits = {
        (x, y): stats.proportion_difference(x, first, y, second)
        for x in range(first + 1)
        for y in range(second + 1)
    }
    coverage = []
    for share, other in [(0.9, 0.9), (0.8, 0.95), (0.5, 0.6), (0.3, 0.1)]:
        chances = np.outer(
            distributions.binom.pmf(range(first + 1), first, share),
            distributions.binom.pmf(range(second + 1), second, other),
        )
        coverage.append(
            sum(
                chances[place]
                for place, found in limits.items()
                if found.low is not None
                and found.high is not None
                and found.low <= share - other <= found.high
            )
        )
    assert np.mean(coverage) == pytest.approx(0.95, abs=0.015)
    assert min(coverage) > 0.92


@pytest.mark.parametrize("n", [8, 15])
def test_exact_tests_do_not_cry_wolf(n: int) -> None:
    """Where nothing changed, p is below 0.05 at most 5 times in 100: all sign patterns are gone through."""
    sizes = np.array([1, 1, 2, 2, 3, 4, 5, 6, 1, 2, 3, 3, 4, 2, 1][:n], dtype=float)
    count = 400
    draws = np.random.default_rng(7)
    signs = draws.choice([-1.0, 1.0], size=(count, n))
    alarms = sum((stats.signed_rank(row * sizes).p or 1) < 0.05 for row in signs)
    assert alarms / count < 0.05 + 3 * (0.05 * 0.95 / count) ** 0.5
