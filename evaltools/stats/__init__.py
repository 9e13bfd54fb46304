"""Statistics: numbers in, one frozen record out.

Every record keeps the counts it was made from. A figure that is undefined is
None, never NaN or infinite, and the record's `reason` says why in one word
that other rooms turn into a sentence. Numbers that cannot be true raise
ValueError.
"""

from evaltools.stats.adjusted import AdjustedComparison, AdjustedGroup, adjusted_comparison
from evaltools.stats.cautions import (
    ChangeIfLostUnchanged,
    ChangeWarnings,
    change_if_lost_unchanged,
    change_warnings,
)
from evaltools.stats.change import PairedChange, paired_change
from evaltools.stats.charts import ControlChart, control_chart
from evaltools.stats.choices import ItemChoices, OccasionChoices, OptionChoice, distractors
from evaltools.stats.comparisons import (
    ProportionDifference,
    WeightedProportion,
    proportion_difference,
    weighted_proportion,
)
from evaltools.stats.consistency import Reliability, reliability
from evaltools.stats.contingency import Homogeneity, homogeneity
from evaltools.stats.effects import StandardisedChange, StandardisedMean, standardised_change
from evaltools.stats.funnels import Funnel, FunnelUnit, funnel
from evaltools.stats.gains import ClassGain, NormalisedChange, class_gain, normalised_change
from evaltools.stats.item_changes import ItemChange, item_change
from evaltools.stats.items import ItemAnalysis, item_analysis
from evaltools.stats.loads import Load, load
from evaltools.stats.multiplicity import adjust_p_values
from evaltools.stats.plans import Attainment, attainment
from evaltools.stats.pooled import PooledAttainment, pooled_attainment
from evaltools.stats.promoters import NetPromoterScore, net_promoter_score
from evaltools.stats.proportions import Proportion, proportion
from evaltools.stats.rates import Rate, rate
from evaltools.stats.ratios import RateRatio, rate_ratio
from evaltools.stats.reliable import PersonChange, ReliableChange, reliable_change
from evaltools.stats.samples import TraineesNeeded, trainees_needed
from evaltools.stats.satisfaction import TopBox, top_box
from evaltools.stats.selection import RegressionToTheMean, regression_to_the_mean
from evaltools.stats.selections import OptionShare, SelectAll, select_all
from evaltools.stats.signed_ranks import SignedRank, signed_rank
from evaltools.stats.standardised import StandardisedRate, directly_standardised_rate
from evaltools.stats.standardised_ratios import StandardisedRatio, standardised_ratio

__all__ = [
    "AdjustedComparison",
    "AdjustedGroup",
    "Attainment",
    "ChangeIfLostUnchanged",
    "ChangeWarnings",
    "ClassGain",
    "ControlChart",
    "Funnel",
    "FunnelUnit",
    "Homogeneity",
    "ItemAnalysis",
    "ItemChange",
    "ItemChoices",
    "Load",
    "NetPromoterScore",
    "NormalisedChange",
    "OccasionChoices",
    "OptionChoice",
    "OptionShare",
    "PairedChange",
    "PersonChange",
    "PooledAttainment",
    "Proportion",
    "ProportionDifference",
    "Rate",
    "RateRatio",
    "RegressionToTheMean",
    "Reliability",
    "ReliableChange",
    "SelectAll",
    "SignedRank",
    "StandardisedChange",
    "StandardisedMean",
    "StandardisedRate",
    "StandardisedRatio",
    "TopBox",
    "TraineesNeeded",
    "WeightedProportion",
    "adjust_p_values",
    "adjusted_comparison",
    "attainment",
    "change_if_lost_unchanged",
    "change_warnings",
    "class_gain",
    "control_chart",
    "directly_standardised_rate",
    "distractors",
    "funnel",
    "homogeneity",
    "item_analysis",
    "item_change",
    "load",
    "net_promoter_score",
    "normalised_change",
    "paired_change",
    "pooled_attainment",
    "proportion",
    "proportion_difference",
    "rate",
    "rate_ratio",
    "regression_to_the_mean",
    "reliability",
    "reliable_change",
    "select_all",
    "signed_rank",
    "standardised_change",
    "standardised_ratio",
    "top_box",
    "trainees_needed",
    "weighted_proportion",
]
