"""Whether the numbers that are shown add up to the eye, and the sentence for those that do not.

A difference is worked out from unrounded values. Beside rounded ones it can
look wrong by one in the last place; then, and only then, the page says so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from evaltools.language import Language, round_half_up


def adds_up(parts: Sequence[float], total: float, *, digits: int = 0) -> bool:
    """Whether rounded parts add up to the rounded total.

    A difference is such a sum, too: what was there before and the change are
    the parts, what is there after is the total.

    Parameters
    ----------
    parts : sequence of float
        As they are, not rounded; in one unit.
    total : float
    digits : int
        Decimals with which all of them are shown.

    Examples
    --------
    >>> adds_up([9.46, 2.16], 11.62, digits=1), adds_up([9.5, 2.0], 11.5, digits=1)
    (False, True)
    >>> adds_up([90, -2.5], 87.5)
    False
    """
    shown = math.fsum(round_half_up(part, digits) for part in parts)
    return math.isclose(shown, round_half_up(total, digits), abs_tol=10.0 ** -(digits + 3))


def rounded_differences(language: Language) -> str:
    """That a difference beside rounded numbers is the exact one."""
    return language.text("Differences are computed from unrounded values.")


def rounded_shares(language: Language, shares: Sequence[float | None], *, digits: int = 0) -> str:
    """That the shares of a whole were rounded; empty where those shown give 100, or are not all of the whole.

    Parameters
    ----------
    language : Language
    shares : sequence of float or None
        In percent; None for one that is not shown.
    digits : int
        Decimals with which they are shown.

    Examples
    --------
    >>> rounded_shares(Language("en"), [33.4, 33.3, 33.3])
    'The shares are rounded, so those shown do not add up to exactly 100%.'
    >>> rounded_shares(Language("en"), [50.0, 50.0]), rounded_shares(Language("en"), [50.0, None])
    ('', '')
    """
    known = [share for share in shares if share is not None]
    is_whole = len(known) == len(shares) and math.isclose(math.fsum(known), 100, abs_tol=1e-6)
    if not is_whole or adds_up(known, 100, digits=digits):
        return ""
    return language.text("The shares are rounded, so those shown do not add up to exactly 100%.")
