"""Which method a number comes from: the name of its function in `evaltools.stats`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evaltools.results import Result
from evaltools.wording.notes import NOTES

#: Subject, measure (both whole, as patterns) and method, the first that fits; what fits none is a count.
MEASURES: tuple[tuple[str, str, str], ...] = (
    ("checks", ".*", "checks"),
    (
        "indicators",
        "percent_of_(reported|whole)|plan_of_reported|regions_(planned|reported)",
        "pooled_attainment",
    ),
    ("indicators", ".*", "attainment"),
    ("consultations", r".*_month_(centre|run|standing).*", "control_chart"),
    ("consultations", r".*_per_specialist", "load"),
    ("consultations", r".*_per_client", "counts"),
    (".*", r"(dispersion|standing|outside|funnel_.*)_per_.*", "funnel"),
    (".*", r"ratio_to_others_per_.*", "rate_ratio"),
    (".*", r"observed_to_expected_per_.*", "standardised_ratio"),
    (".*", r".*_adjusted_per_.*", "directly_standardised_rate"),
    (".*", r"share_of_.*", "counts"),
    (".*", r".*_per_\d+_.*", "rate"),
    ("learning", r"typical_change|signed_rank_.*", "signed_rank"),
    ("learning", r"d_(av|z|rm).*", "standardised_change"),
    ("learning", r"class_gain", "class_gain"),
    ("learning", r"normalised_.*", "normalised_change"),
    ("learning", r"adjusted_.*", "adjusted_comparison"),
    ("learning", r"(percent_|not_)?(near_)?(top|bottom)_(before|after)|questions", "change_warnings"),
    ("learning", r"change_if_lost_unchanged", "change_if_lost_unchanged"),
    ("learning", r"change_from_selection", "regression_to_the_mean"),
    ("learning", r"reliable_change|reliably_.*|within_noise|noise_limit", "reliable_change"),
    ("learning", r"trainees_needed", "trainees_needed"),
    ("learning", r"percent_improved", "proportion"),
    ("learning", r"percent_right_.*|gained|lost|p_(exact|mid|holm)|right_.*|verdict", "item_change"),
    ("learning", r"(difficulty|discrimination|item_rest_r|item_total_r)_.*", "item_analysis"),
    ("learning", r"reliability.*", "reliability"),
    ("learning", r"chosen_.*", "distractors"),
    ("learning", r".*", "paired_change"),
    ("satisfaction", r".*_holm", "adjust_p_values"),
    ("satisfaction", r"p_same_in_regions", "homogeneity"),
    ("satisfaction", r"difference_from_others.*", "proportion_difference"),
    ("satisfaction", r"net_promoter_score|promoters|passives|detractors", "net_promoter_score"),
    ("satisfaction", r"(percent_|not_)?selected", "select_all"),
    ("satisfaction", r"effective_n", "weighted_proportion"),
    (
        "satisfaction",
        r"percent_satisfied_of_.*|mean_satisfaction|response_rate|with_opinion|dont_know|answers",
        "top_box",
    ),
    ("satisfaction", r"percent_.*", "proportion"),
    (".*", ".*", "counts"),
)


def method_of(result: Result) -> str:
    """Name of the note on how a result was computed.

    Examples
    --------
    >>> method_of(Result(region="KZ-75", subject="learning", measure="mean_change"))
    'paired_change'
    >>> method_of(Result(region="KZ-75", subject="consultations", measure="couples_per_10000_residents"))
    'rate'
    """
    return next(
        method
        for subject, measure, method in MEASURES
        if re.fullmatch(subject, result.subject) and re.fullmatch(measure, result.measure)
    )


def methods_used(results: Iterable[Result]) -> tuple[str, ...]:
    """The notes that a reader of these results needs, in their order.

    Numbers that were not reported or not asked need none. Where small counts
    are hidden, the note on that comes too.
    """
    used: set[str] = set()
    for row in results:
        if row.status not in ("no-data", "not-asked"):
            used.add(method_of(row))
            used |= {"hiding"} if row.threshold else set()
    return tuple(name for name in NOTES if name in used)
