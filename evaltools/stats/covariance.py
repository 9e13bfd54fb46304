"""Least squares of one mark on another with a level for each group and one slope."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import stats  # type: ignore[import-untyped]

from evaltools.stats.marks import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """People of one group: averages, and marks as distances from them."""

    name: str
    n: int
    mean_pre: float
    mean_post: float
    from_pre: Floats
    from_post: Floats

    @property
    def squares(self) -> float:
        """Sum of squares of marks before about their average."""
        return math.fsum(self.from_pre**2)

    @property
    def products(self) -> float:
        """Sum of products of marks before and after about their averages."""
        return math.fsum(self.from_pre * self.from_post)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Common slope of several groups, and how much it leaves open."""

    n: int
    mean_pre: float
    mean_post: float
    squares: float
    slope: float | None
    sd: float | None
    df: int | None
    p_groups: float | None
    p_slopes: float | None
    reason: Literal["no-variation", "perfect-fit"] | None


def part(name: str, before: Floats, after: Floats) -> Part:
    """Averages of a group and the distances from them; distances of equal marks are exactly 0."""
    means = [math.fsum(values) / values.size for values in (before, after)]
    apart = [
        values - centre if np.ptp(values) else np.zeros_like(values)
        for values, centre in zip((before, after), means, strict=True)
    ]
    return Part(
        name=name,
        n=before.size,
        mean_pre=means[0],
        mean_post=means[1],
        from_pre=apart[0],
        from_post=apart[1],
    )


def fitted(parts: list[Part], decimals: int) -> Fit:
    """Fit two or more groups; residuals that vanish at these decimals are none."""
    n = sum(one.n for one in parts)
    mean_pre = math.fsum(one.n * one.mean_pre for one in parts) / n
    mean_post = math.fsum(one.n * one.mean_post for one in parts) / n
    squares = math.fsum(one.squares for one in parts)
    slope = sd = df = p_groups = p_slopes = None
    reason: Literal["no-variation", "perfect-fit"] | None = None
    if squares == 0:
        reason = "no-variation"
    else:
        slope = math.fsum(one.products for one in parts) / squares
        left = _left(parts, [slope] * len(parts), decimals)
        if left == 0:
            reason = "perfect-fit"
        else:
            df = n - len(parts) - 1
            sd = math.sqrt(left / df)
            one_line = _left([_pooled(parts, mean_pre, mean_post)], None, decimals)
            p_groups = _p(max(one_line - left, 0.0), len(parts) - 1, left, df)
            p_slopes = _p_of_slopes(parts, slope, decimals)
    return Fit(
        n=n,
        mean_pre=mean_pre,
        mean_post=mean_post,
        squares=squares,
        slope=slope,
        sd=sd,
        df=df,
        p_groups=p_groups,
        p_slopes=p_slopes,
        reason=reason,
    )


def _pooled(parts: list[Part], mean_pre: float, mean_post: float) -> Part:
    """All people as one group."""
    return Part(
        name="",
        n=sum(one.n for one in parts),
        mean_pre=mean_pre,
        mean_post=mean_post,
        from_pre=np.concatenate([one.from_pre + (one.mean_pre - mean_pre) for one in parts]),
        from_post=np.concatenate([one.from_post + (one.mean_post - mean_post) for one in parts]),
    )


def _left(parts: list[Part], slopes: list[float] | None, decimals: int) -> float:
    """Squares of the residuals about the lines with these slopes, or with their own."""
    if slopes is None:
        slopes = [one.products / one.squares if one.squares else 0.0 for one in parts]
    residuals = np.concatenate(
        [one.from_post - slope * one.from_pre for one, slope in zip(parts, slopes, strict=True)]
    )
    return math.fsum(residuals**2) if np.any(np.round(residuals, decimals)) else 0.0


def _p_of_slopes(parts: list[Part], slope: float, decimals: int) -> float | None:
    """p-value of equal slopes, between groups in which marks before vary."""
    varying = [one for one in parts if one.squares]
    left = _left(parts, None, decimals)
    df = sum(one.n for one in parts) - len(parts) - len(varying)
    if len(varying) < 2 or df < 1 or left == 0:
        return None
    gained = math.fsum(one.squares * (one.products / one.squares - slope) ** 2 for one in varying)
    return _p(gained, len(varying) - 1, left, df)


def _p(gained: float, df_gained: int, left: float, df: int) -> float:
    """p-value of the F test, never 0."""
    return max(float(stats.f.sf(gained / df_gained / (left / df), df_gained, df)), sys.float_info.min)
