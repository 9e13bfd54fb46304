"""Wilcoxon's signed rank test against R and against counting every way to put signs."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from evaltools.stats import SignedRank, signed_rank

# Hollander and Wolfe (1973), 29f.: depression scale, the example of R's ?wilcox.test
BEFORE = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
DEPRESSION = np.subtract(BEFORE, AFTER)
# set.seed(3); y <- round(rnorm(20, .4), 3)
TWENTY = [
    *(-0.562, 0.107, 0.659, -0.752, 0.596, 0.43, 0.485, 1.517, -0.819, 1.667),
    *(-0.345, -0.731, -0.316, 0.653, 0.552, 0.092, -0.553, -0.248, 1.624, 0.6),
]
# set.seed(4); z <- round(rnorm(30, .4, 2))
THIRTY = [
    *(1, -1, 2, 2, 4, 2, -2, 0, 4, 4, 2, 0, 1, 0, 0),
    *(1, 3, 0, 0, 0, 3, 1, 3, 3, 2, 0, 3, 2, -1, 3),
]
# z2 <- round(rnorm(30, .4, 2), 2)
DECIMALS = [
    *(0.71, 2.5, -1.11, -2.56, 2.12, -0.41, -0.05, 2.27, -0.53, -0.88, 3.09, 0.76, 2.99, -2.98, -1.24),
    *(-1.32, 0.6, -0.35, 1.85, -3.19, -0.93, -0.85, 0.24, 1.27, 4.34, -0.79, -0.71, 1.79, 0.09, 3.1),
]


def by_counting(change: list[int], zeros: str) -> tuple[float, float | None]:
    """V and p from all ways to put signs on the mean ranks, in fractions."""
    kept = [value for value in change if value or zeros == "pratt"]
    sizes = sorted(abs(value) for value in kept)
    rank = {
        size: Fraction(sum(place for place, other in enumerate(sizes, 1) if other == size), sizes.count(size))
        for size in set(sizes)
    }
    ranks = [rank[abs(value)] for value in kept if value]
    observed = sum(rank[value] for value in kept if value > 0)
    middle = sum(ranks) / 2
    ways = [
        sum(r for r, up in zip(ranks, signs, strict=True) if up)
        for signs in itertools.product((0, 1), repeat=len(ranks))
    ]
    extreme = sum(abs(way - middle) >= abs(observed - middle) for way in ways)
    return float(observed), extreme / len(ways)


def interval_by_counting(change: list[int], alpha: float) -> tuple[float, float] | None:
    """Ends of the values between pair averages that the counted test does not reject, with 0."""
    pairs = itertools.combinations_with_replacement(change, 2)
    averages = sorted({Fraction(a + b, 2) for a, b in pairs})
    kept: list[Fraction] = []
    for below, above in itertools.pairwise(averages):
        centre = 4 * (below + above) / 2  # four times, so that all stay whole
        if by_counting([int(4 * value - centre) for value in change], "wilcoxon")[1] > alpha:
            kept += [below, above]
    if not kept:
        return None
    if by_counting(change, "wilcoxon")[1] > alpha:
        kept.append(Fraction(0))
    return float(min(kept)), float(max(kept))


def test_equals_r_without_ties() -> None:
    """Statistic, exact p, pseudomedian and limits are R's."""
    # R 4.2.2: wilcox.test(before - after, conf.int = TRUE)
    result = signed_rank(DEPRESSION)
    assert (result.n, result.n_nonzero, result.statistic, result.exact) == (9, 9, 40, True)
    assert result.p == 0.0390625
    assert result.pseudomedian == pytest.approx(0.46)
    assert (result.low, result.high) == (pytest.approx(0.010), pytest.approx(0.786))


def test_twenty_are_exact() -> None:
    """The largest exact group equals R, also at another confidence."""
    # options(digits = 12); wilcox.test(y, conf.int = TRUE); ... conf.level = .9
    result = signed_rank(TWENTY)
    assert (result.statistic, result.exact) == (131, True)
    assert result.p == pytest.approx(0.348810196, abs=1e-9)
    assert result.pseudomedian == pytest.approx(0.16275)
    assert (result.low, result.high) == (pytest.approx(-0.1265), pytest.approx(0.5960))
    result = signed_rank(TWENTY, confidence=0.9)
    assert (result.low, result.high) == (pytest.approx(-0.08950), pytest.approx(0.55200))


def test_larger_groups_equal_r() -> None:
    """Above 20 changes p is normal, with corrections for ties and continuity, as in R."""
    # wilcox.test(z)$p.value; wilcox.test(z2, exact = FALSE, conf.int = TRUE)
    result = signed_rank(THIRTY)
    assert (result.n, result.n_nonzero, result.statistic, result.exact) == (30, 22, 236, False)
    assert result.p == pytest.approx(0.000357722787761298, rel=1e-12)
    result = signed_rank(DECIMALS)
    assert result.statistic == 263.5
    assert result.p == pytest.approx(0.530429220121369, rel=1e-12)
    # R looks for the limits by bisection: -0.464954, 1.059969, 0.275068
    assert (result.low, result.high) == (pytest.approx(-0.465, abs=0.006), pytest.approx(1.06, abs=0.006))
    assert result.pseudomedian == pytest.approx(0.275, abs=0.006)


@pytest.mark.parametrize("zeros", ["wilcoxon", "pratt"])
def test_larger_groups_equal_scipy(zeros: str) -> None:
    """Both ways with zeros give the corrected normal p of scipy."""
    asked = {"wilcoxon": "wilcox", "pratt": "pratt"}[zeros]
    theirs = stats.wilcoxon(THIRTY, zero_method=asked, correction=True, method="asymptotic")
    assert signed_rank(THIRTY, zeros=zeros).p == pytest.approx(float(theirs.pvalue))


@pytest.mark.parametrize("zeros", ["wilcoxon", "pratt"])
@pytest.mark.parametrize(
    "change",
    [
        [3, 3, 0, 3, -1, 4, 4, 2],
        [1, 1, 1, 1, 1, 1, 1],
        [0, 0, 0, 0, 2, -1, 3, 3],
        [-2, 2, -2, 2, 1],
        [5, -1, -1, -1, -1, -1, 0, 2],
        [1, 0],
    ],
)
def test_ties_and_zeros_are_counted(change: list[int], zeros: str) -> None:
    """With ties and zeros, V and p are those of counting all ways."""
    result = signed_rank(change, zeros=zeros)
    assert (result.statistic, result.p) == by_counting(change, zeros)


@pytest.mark.parametrize(
    "change",
    [
        [3, 3, 0, 3, -1, 4, 4, 2],
        [1, 1, 2, 2, 3, 3, -1, 0],
        [5, -1, -1, -1, -1, -1, 0, 2],
        [2, 2, 2, 2, 2, 3, 3],
    ],
)
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_interval_inverts_the_test(change: list[int], confidence: float) -> None:
    """With ties too, the limits enclose what the exact test does not reject."""
    result = signed_rank(change, confidence=confidence)
    limits = None if result.low is None else (result.low, result.high)
    assert limits == interval_by_counting(change, 1 - confidence)


def test_decimals_tie() -> None:
    """Differences that floating point holds apart are the same change."""
    change = [1.1 - 1.0, 0.3 - 0.2, 0.5 - 0.7, 0.9 - 0.7, 3, 2.5]
    assert len(set(np.abs(change))) == 6
    assert signed_rank(change).p == signed_rank([1, 1, -2, 2, 30, 25]).p


@pytest.mark.parametrize(
    ("change", "reason", "p", "pseudomedian"),
    [
        ([], "no-pairs", None, None),
        ([4], "one-pair", None, 4),
        ([0], "one-pair", None, 0),
        ([0, 0, 0], "no-change", None, 0),
        ([1e-12, 0], "no-change", None, 0),
        ([1, 2], "too-few-pairs", 0.5, 1.5),
        ([1, 2, 3, 4, 5], "too-few-pairs", 0.0625, 3),
        ([0, 0, 3], "too-few-pairs", 1, 0.75),
        ([2] * 10, "too-many-ties", 2 / 2**10, 2),
        ([0] * 20 + [1], "too-many-ties", 1, 0),
    ],
)
def test_too_little_for_an_interval(
    change: list[float], reason: str, p: float | None, pseudomedian: float | None
) -> None:
    """Without an interval the record says why and keeps what is known."""
    result = signed_rank(change)
    assert (result.reason, result.p, result.pseudomedian) == (reason, p, pseudomedian)
    assert (result.low, result.high) == (None, None)
    assert (result.n, result.exact) == (len(change), p is not None)


def test_nobody_gives_a_whole_record_of_none() -> None:
    """Without people no figure is invented."""
    assert signed_rank([]) == SignedRank(
        n=0,
        n_nonzero=0,
        statistic=None,
        p=None,
        exact=False,
        pseudomedian=None,
        low=None,
        high=None,
        zeros="wilcoxon",
        confidence=0.95,
        reason="no-pairs",
    )


def test_p_is_never_zero() -> None:
    """The smallest p there can be is still above 0."""
    assert 0 < signed_rank(np.arange(1, 2000)).p < 1e-300


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ([1, float("nan")], {}, "change of pair 2.*nan"),
        ([1, None], {}, "change of pair 2.*None"),
        ([[1]], {}, "one-dimensional, got 2"),
        ([1, 2], {"zeros": "split"}, "zeros must be one of wilcoxon, pratt, got 'split'"),
        ([1, 2], {"confidence": 95}, "confidence must be a fraction .* got 95"),
    ],
)
def test_impossible_input_is_refused(change: object, options: dict[str, object], message: str) -> None:
    """A fault is named with its value."""
    with pytest.raises(ValueError, match=message):
        signed_rank(change, **options)
