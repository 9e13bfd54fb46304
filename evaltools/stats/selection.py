"""Change that choosing people by their first mark brings about by itself."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Literal

from scipy import special  # type: ignore[import-untyped]

from evaltools.stats.checks import amount_or_none, number, one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RegressionToTheMean:
    """Change to expect of people chosen by their first mark, if none changes.

    Attributes
    ----------
    change : float or None
        Expected average of second minus first mark, in marks: 0 or more for
        people chosen below the cutoff, 0 or less for those above. None where
        `reason` is given.
    mean_first, mean_second : float or None
        Expected averages of those chosen, in marks; None where `reason` is given.
    share_chosen : float or None
        Share of all people on the chosen side, in (0, 1]; None where `reason`
        is given.
    mean, sd, correlation, cutoff : float
        As given.
    side : {"below", "above"}
        Who is chosen.
    reason : {"no-variation"} or None
        Why there is no figure; None when there is one.
    """

    change: float | None
    mean_first: float | None
    mean_second: float | None
    share_chosen: float | None
    mean: float
    sd: float
    correlation: float
    cutoff: float
    side: str
    reason: Literal["no-variation"] | None


def regression_to_the_mean(
    *, mean: float, sd: float, correlation: float, cutoff: float, side: str = "below"
) -> RegressionToTheMean:
    """Estimate the change that selection alone would bring.

    People chosen for low marks have, on average, had a bad day: a second test
    finds them nearer to the average of everybody even without any training.

    Parameters
    ----------
    mean, sd : float
        Average and standard deviation of marks, in everybody from whom people
        were chosen; `sd` 0 or more.
    correlation : float
        Correlation of two measurements of people who do not change, from -1 to
        1: the reliability of the test will do.
    cutoff : float
        Mark by which people were chosen, in the same unit.
    side : {"below", "above"}, default "below"
        "below" for people chosen for low marks, "above" for high ones.

    Returns
    -------
    RegressionToTheMean
        In marks. Where marks do not vary nobody can be chosen by them
        (`reason` "no-variation").

    Raises
    ------
    ValueError
        If a number is missing or not finite, `sd` is negative, `correlation`
        lies outside -1 to 1, or `side` is unknown. The message repeats the value.

    Notes
    -----
    Marks are taken as normal. With z the distance of the cutoff from the mean
    in standard deviations, counted away from the chosen side, the expected
    size of the change is ``sd * (1 - correlation) * pdf(z) / cdf(-z)`` [1]_
    for z = (mean - cutoff) / sd below and (cutoff - mean) / sd above. A share
    too small for floating point is given as the smallest normal float.

    References
    ----------
    .. [1] Barnett, van der Pols and Dobson (2005), International Journal of
       Epidemiology 34, 215-220.

    Examples
    --------
    Of trainees with marks around 12, only those below 10 are invited:

    >>> result = regression_to_the_mean(mean=12, sd=4, correlation=0.7, cutoff=10)
    >>> f"{result.share_chosen:.0%} are chosen, {result.change:+.1f} marks without training"
    '31% are chosen, +1.4 marks without training'
    """
    one_of("side", side, ("below", "above"))
    centre, cut = number("mean", mean), number("cutoff", cutoff)
    spread, r = amount_or_none("sd", sd), number("correlation", correlation)
    if spread is None:
        raise ValueError("sd must be 0 or a positive amount, got None")
    if not -1 <= r <= 1:
        raise ValueError(f"correlation must lie from -1 to 1, got {correlation!r}")
    change = first = second = share = None
    if spread:
        up = 1 if side == "below" else -1
        z = up * (centre - cut) / spread
        # pdf(z) / cdf(-z), in a form that stays finite in the tails
        away = spread * math.sqrt(2 / math.pi) / float(special.erfcx(z / math.sqrt(2)))
        change, first = up * (1 - r) * away, centre - up * away
        second = first + change
        share = max(float(special.ndtr(-z)), sys.float_info.min)
    return RegressionToTheMean(
        change=change,
        mean_first=first,
        mean_second=second,
        share_chosen=share,
        mean=centre,
        sd=spread,
        correlation=r,
        cutoff=cut,
        side=side,
        reason=None if spread else "no-variation",
    )
