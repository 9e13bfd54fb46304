"""Statistics: numbers in, one frozen record out.

Every record keeps the counts it was made from. A figure that is undefined is
None, never NaN or infinite, and the record's `reason` says why in one word
that other rooms turn into a sentence. Numbers that cannot be true raise
ValueError.
"""

from evaltools.stats.change import PairedChange, paired_change
from evaltools.stats.funnels import Funnel, FunnelUnit, funnel
from evaltools.stats.plans import Attainment, attainment
from evaltools.stats.proportions import Proportion, proportion
from evaltools.stats.rates import Rate, rate

__all__ = [
    "Attainment",
    "Funnel",
    "FunnelUnit",
    "PairedChange",
    "Proportion",
    "Rate",
    "attainment",
    "funnel",
    "paired_change",
    "proportion",
    "rate",
]
