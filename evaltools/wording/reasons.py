"""Why a figure is not there: a sentence for every reason that a record or a result can give.

The same reason means different things in different statistics: where nobody
changed, a rank test has nothing to test, while a rate is as good as ever. So a
sentence belongs to a pair: the function in `evaltools.stats`, and its reason.
Pairs with no function hold for every result.
"""

from __future__ import annotations

from evaltools.language import Language, mark

_NO_PAIRS = mark("Nobody took both tests, so no change can be computed.")
_CENSUS = mark("Everybody in the group answered: the share is known exactly and needs no interval.")
_NO_SHARE = mark("Nobody answered, so there is no share.")
_LESS_IS_BETTER = mark(
    "Less is better here, so a percentage of the plan would mislead; the difference in units may be read."
)

_NO_PLAN = mark("There was no plan, so there is nothing to hold the result against.")
_NO_OPERATOR = mark(
    "The plan does not say whether it asks for at least, exactly or at most so many, so whether it was met is not decided."
)

#: By function and reason; reasons that belong to no function stand under "".
SENTENCES: dict[tuple[str, str], str] = {
    ("adjusted_comparison", "no-pairs"): mark("Nobody took both tests, so groups cannot be compared."),
    ("adjusted_comparison", "too-few-groups"): mark(
        "At least two groups with enough people are needed for a comparison; here there are fewer."
    ),
    ("adjusted_comparison", "too-few-people"): mark(
        "The group has too few people to be compared; its own averages may be read."
    ),
    ("adjusted_comparison", "no-variation"): mark(
        "Within each group everybody began with the same score, so the starting level cannot be allowed for."
    ),
    ("adjusted_comparison", "perfect-fit"): mark(
        "The scores after follow exactly from the group and the scores before: the averages may be read, but there is nothing to compute intervals from."
    ),
    ("attainment", "not-planned"): _NO_PLAN,
    ("attainment", "not-reported"): mark("The result was not reported; that is not a zero."),
    ("attainment", "plan-is-range"): mark(
        "The plan is a range, so the result has no percentage; whether it lies within the range may be read."
    ),
    ("attainment", "baseline-equals-plan"): mark(
        "The plan equals the level before the work began, so there is no planned change to measure."
    ),
    ("attainment", "plan-against-direction"): mark(
        "The plan lies on the worse side of the level before the work began, so a percentage would mislead; the difference in units may be read."
    ),
    ("attainment", "plan-zero"): mark(
        "The plan was zero, so there is no percentage; the difference in units may be read."
    ),
    ("attainment", "smaller-is-better"): _LESS_IS_BETTER,
    ("attainment", "plan-negative"): mark(
        "The plan is below zero, so there is no percentage; the difference in units may be read."
    ),
    ("attainment", "no-operator"): _NO_OPERATOR,
    ("attainment", "above-exact"): mark(
        "The result is above a plan that asked for exactly so many: until a reason is given, the plan counts neither as met nor as missed."
    ),
    ("attainment", "above-about"): mark(
        "The result is well above a plan that asked for about so many: until a reason is given, the plan counts neither as met nor as missed."
    ),
    ("attainment", "below-exact"): mark(
        "Less is better here, and the result is below a plan that asked for exactly so many: until a reason is given, the plan counts neither as met nor as missed."
    ),
    ("attainment", "below-about"): mark(
        "Less is better here, and the result is well below a plan that asked for about so many: until a reason is given, the plan counts neither as met nor as missed."
    ),
    ("attainment", "met"): mark("The result does what the plan asked."),
    ("attainment", "below"): mark("The result is below the plan."),
    ("attainment", "above"): mark("The result is above the plan."),
    ("attainment", "undefined"): mark("Whether the plan was met cannot be decided."),
    ("change_if_lost_unchanged", "no-pairs"): mark(
        "Nobody took both tests, so it cannot be said what the change would be with those who were lost."
    ),
    ("change_warnings", "no-pairs"): mark(
        "Nobody took both tests, so it cannot be said whether the test was too easy or too hard."
    ),
    ("class_gain", "no-pairs"): _NO_PAIRS,
    ("class_gain", "at-maximum"): mark(
        "Everybody had full marks before, so there was nothing left to gain: this test cannot show what was learnt."
    ),
    ("control_chart", "no-data"): mark("There are no values in this series."),
    ("control_chart", "short-series"): mark(
        "The series has fewer than 12 points: it may be read as it is, but limits of chance would not be reliable."
    ),
    ("control_chart", "too-many-gaps"): mark(
        "The series has so many gaps that too few neighbouring points are left for limits of chance."
    ),
    ("control_chart", "no-variation"): mark(
        "Neighbouring points do not differ, so there is nothing to compute limits of chance from."
    ),
    ("directly_standardised_rate", "no-cells"): mark(
        "No groups, such as ages, were given, so the rate cannot be adjusted."
    ),
    ("directly_standardised_rate", "missing-cells"): mark(
        "A number is missing in at least one group, and a gap is not a zero, so the rate cannot be adjusted."
    ),
    ("directly_standardised_rate", "no-exposure"): mark(
        "At least one group has nobody in it, so its rate is not known and the whole rate cannot be adjusted."
    ),
    ("directly_standardised_rate", "too-few-events"): mark(
        "There were fewer than 10 cases: an adjusted rate of so few would mislead, so it is not given."
    ),
    ("distractors", "no-answers"): mark(
        "Nobody took the test on this occasion, so there are no shares of answers."
    ),
    ("funnel", "no-data"): mark(
        "No region reported both parts of this figure, so regions cannot be compared."
    ),
    ("funnel", "too-few-units"): mark(
        "Fewer than three regions have both parts of this figure: their values may be read, but it cannot be said whether they differ by more than chance."
    ),
    ("funnel", "no-variation"): mark(
        "The figure is zero in every region, or complete in every region, so regions do not differ."
    ),
    ("funnel", "overdispersed"): mark(
        "Regions differ far more than chance explains; that some centres opened later or have fewer staff may be among the reasons, so this is not a ranking."
    ),
    ("funnel", "not-reported"): mark(
        "The count of this region was not reported, so the region is not compared."
    ),
    ("funnel", "no-total"): mark(
        "For this region there is nothing to divide the count by, so the region is not compared."
    ),
    ("homogeneity", "too-few-groups"): mark(
        "Fewer than two groups have answers, so there is nothing to compare."
    ),
    ("homogeneity", "no-variation"): mark(
        "In all groups everybody answered alike, so the shares are the same and there is no difference to test."
    ),
    ("item_analysis", "no-answers"): mark(
        "Nobody answered this test, so nothing can be said about its questions."
    ),
    ("item_analysis", "one-person"): mark(
        "One person took the test, so there is nobody to compare the answers with."
    ),
    ("item_analysis", "one-item"): mark(
        "The test has one question: the share right may be read, but there is no rest of the test to compare it with."
    ),
    ("item_analysis", "no-variation"): mark(
        "Everybody answered this question alike, all right or all wrong, so it cannot show who knows more."
    ),
    ("item_analysis", "no-variation-in-total"): mark(
        "Everybody has the same total, so it cannot be seen whether those who know more got this question right."
    ),
    ("item_analysis", "no-variation-in-rest"): mark(
        "Without this question everybody has the same total, so it cannot be compared with the rest of the test."
    ),
    ("item_change", "no-pairs"): mark(
        "Nobody took both tests, so the answers before and after cannot be compared."
    ),
    ("item_change", "nobody-changed"): mark(
        "Nobody’s answer to this question changed between right and wrong, so there is no change to test."
    ),
    ("load", "not-reported"): mark("The amount of work was not reported, so the load cannot be computed."),
    ("load", "no-staff"): mark(
        "The number of staff is zero or not known: the amount of work may be read, but the load cannot be computed."
    ),
    ("net_promoter_score", "no-answers"): mark("Nobody answered this question, so there is no score."),
    ("net_promoter_score", "too-few-answers"): mark(
        "Fewer than 30 people answered: with so few the score jumps with each person, so the counts are shown instead."
    ),
    ("net_promoter_score", "no-variation"): mark(
        "Everybody is in the same one of the three groups: the score is exact for those who answered, and there is nothing to compute an interval from."
    ),
    ("normalised_change", "no-pairs"): _NO_PAIRS,
    ("normalised_change", "none-kept"): mark(
        "Everybody had zero both times or full marks both times, so there is no change to express as a share of what was possible."
    ),
    ("normalised_change", "one-kept"): mark(
        "The change of one person can be used here: it has a value, but one person gives no interval."
    ),
    ("normalised_change", "no-variation"): mark(
        "Everybody changed by the same share of what was possible: the figure is exact for this group, and there is nothing to compute an interval from."
    ),
    ("paired_change", "no-pairs"): _NO_PAIRS,
    ("paired_change", "one-pair"): mark(
        "One person took both tests: the change is known, but one person gives no interval."
    ),
    ("paired_change", "no-variation"): mark(
        "Everybody’s score changed by the same amount: the change is exact for this group, and there is nothing to compute an interval from."
    ),
    ("pooled_attainment", "not-planned"): mark(
        "No region has a plan, so there is nothing to hold the results against."
    ),
    ("pooled_attainment", "not-reported"): mark(
        "No region with a plan reported a result; that is not a zero."
    ),
    ("pooled_attainment", "plan-zero"): mark(
        "The plans add up to zero, so there is no percentage; the results themselves may be read."
    ),
    ("pooled_attainment", "smaller-is-better"): _LESS_IS_BETTER,
    ("pooled_attainment", "plan-negative"): mark(
        "The plans add up to less than zero, so there is no percentage; the results themselves may be read."
    ),
    ("proportion", "no-answers"): _NO_SHARE,
    ("proportion", "census"): _CENSUS,
    ("proportion_difference", "no-answers"): mark(
        "In at least one of the two groups nobody answered, so they cannot be compared."
    ),
    ("rate", "no-exposure"): mark(
        "The number of residents, or whatever else the count is divided by, is zero or not known: the count may be read, but no rate can be computed."
    ),
    ("rate_ratio", "no-exposure"): mark(
        "For at least one of the two places the number to divide by is zero or not known, so the rates cannot be compared."
    ),
    ("rate_ratio", "no-events"): mark(
        "There were no cases in either place, so the rates cannot be compared."
    ),
    ("rate_ratio", "no-events-second"): mark(
        "There were no cases in the second place, so the ratio has no value; its lower limit says how large it is at least."
    ),
    ("regression_to_the_mean", "no-variation"): mark(
        "Everybody has the same score, so nobody can be chosen by it, and choosing brings about no change."
    ),
    ("reliability", "one-item"): mark(
        "The test has fewer than two questions, so it cannot be computed how well its questions agree."
    ),
    ("reliability", "no-answers"): mark(
        "Nobody answered every question, so it cannot be computed how well the questions agree."
    ),
    ("reliability", "one-person"): mark(
        "One person answered every question; at least two are needed to see how well the questions agree."
    ),
    ("reliability", "no-variation"): mark(
        "Everybody has the same total, so it cannot be seen how well the questions agree."
    ),
    ("reliability", "no-error"): mark(
        "Every question tells people apart in exactly the same way: the agreement is complete in this group, and there is nothing to compute an interval from."
    ),
    ("reliable_change", "no-pairs"): _NO_PAIRS,
    ("reliable_change", "one-pair"): mark(
        "One person took both tests, and the spread of scores is not known, so the change cannot be told from the noise of the test."
    ),
    ("reliable_change", "no-variation"): mark(
        "Everybody had the same score before, so the noise of the test cannot be estimated."
    ),
    ("reliable_change", "no-reliability"): mark(
        "The reliability of the test is not known or below zero, so one person’s change cannot be told from the noise of the test."
    ),
    ("reliable_change", "perfect-reliability"): mark(
        "The reliability of the test comes out as perfect, which leaves no noise to compare one person’s change with."
    ),
    ("select_all", "no-answers"): mark("Nobody ticked anything, so there are no shares."),
    ("select_all", "census"): _CENSUS,
    ("signed_rank", "no-pairs"): _NO_PAIRS,
    ("signed_rank", "one-pair"): mark(
        "One person took both tests: a single change cannot be tested, and it has no interval."
    ),
    ("signed_rank", "no-change"): mark(
        "Nobody’s score changed: the typical change is zero, and there is nothing to test."
    ),
    ("signed_rank", "too-few-pairs"): mark(
        "The group is too small for an interval of the typical change; the typical change itself may be read."
    ),
    ("signed_rank", "too-many-ties"): mark(
        "So many people changed by the same amount that the interval of the typical change would have no width; the typical change itself may be read."
    ),
    ("standardised_change", "no-pairs"): _NO_PAIRS,
    ("standardised_change", "too-few-pairs"): mark(
        "Fewer than three people took both tests: that is too few to set the change against the spread of scores; read the change in points."
    ),
    ("standardised_change", "no-variation"): mark(
        "The scores, or their changes, are the same for everybody: there is no spread to set the change against; read the change in points."
    ),
    ("standardised_change", "perfect-correlation"): mark(
        "The score after follows exactly from the score before, so this form of the standardised change is not given; the other two may be read."
    ),
    ("standardised_ratio", "no-cells"): mark(
        "No groups, such as ages, were given, so the expected number of cases cannot be computed."
    ),
    ("standardised_ratio", "missing-cells"): mark(
        "A number is missing in at least one group, and a gap is not a zero, so the expected number of cases cannot be computed."
    ),
    ("standardised_ratio", "none-expected"): mark(
        "No cases were to be expected here, so there is nothing to set the cases that happened against."
    ),
    ("top_box", "no-answers"): mark("Nobody gave an answer that counts here, so there is no share."),
    ("top_box", "census"): _CENSUS,
    ("top_box", "no-opinions"): mark("Nobody gave an opinion on this question, so there is no average."),
    ("top_box", "scale-of-words"): mark(
        "The answers are words, not numbers, so they have shares but no average."
    ),
    ("trainees_needed", "no-change"): mark("No number of people can show a change of zero."),
    ("trainees_needed", "no-variation"): mark(
        "Everybody’s change was the same, so there is nothing to plan the number of people with."
    ),
    ("trainees_needed", "too-many"): mark(
        "The change to be seen is so small that no group of people would be large enough."
    ),
    ("weighted_proportion", "no-answers"): mark(
        "Nobody who answered has a weight, so there is no weighted share."
    ),
    ("", "small-count"): mark("This number is hidden so that nobody can be recognised."),
    ("", "denominator-zero"): mark("There is nothing to divide by."),
    ("", "small-group"): mark("For so small a group no interval is shown, so that nobody can be recognised."),
    ("", "below"): mark("The p-value is below the figure shown; by how much is not published."),
    ("", "no-reliability"): mark(
        "The reliability of the test is not known or below zero, so this cannot be computed."
    ),
    ("", "not-reported"): mark("This was not reported; that is not a zero."),
    ("", "not-asked"): mark("This was not asked."),
    ("", "no-pairs"): _NO_PAIRS,
    ("", "no-forms"): mark("No form has been filled in."),
    ("", "too-few-answers"): mark(
        "With fewer than 20 answers on either side the groups are not compared; the counts may be read."
    ),
    ("", "part-missing"): mark("One of the two numbers that this figure needs was not reported."),
    ("", "units-differ"): mark("The plan and the result are in different units, so they cannot be compared."),
    ("", "not-planned"): _NO_PLAN,
    ("", "no-operator"): _NO_OPERATOR,
    ("", "partly-reported"): mark(
        "Some regions that have a plan are not in the result yet, so whether the whole plan was met is not decided."
    ),
    ("", "fact-is-range"): mark(
        "The source gives the result as a range, not one number, so whether the plan was met is not decided."
    ),
    ("", "base-not-given"): mark("The number of answers is not given, so there is no interval."),
    ("", "left-out"): mark("The totals leave this region out, so it has no share of them."),
    ("", "not-stated"): mark(
        "The age or sex of more than a tenth of the clients is not stated, so the rate is not adjusted."
    ),
    ("", "parts-differ"): mark("The two numbers that this figure needs are not of the same regions."),
    ("", "not-open"): mark("There were no consultations before this month, so it is not judged."),
    ("", "partial"): mark("The data cover this month only in part, so it is not judged."),
    ("", "no-data"): mark("This was not reported; that is not a zero."),
    ("", "range"): mark("The source gives a range, not one number."),
}

#: What is said of a reason that has no sentence.
GENERAL = mark("This figure cannot be computed from these data.")


def why(language: Language, method: str, reason: str) -> str:
    """Say in one sentence why a figure, or its interval, is not there, and what may still be read.

    Parameters
    ----------
    language : Language
        The language of the report.
    method : str
        Name of the function in `evaltools.stats` that gave the reason; empty
        where it came from no function.
    reason : str
        The `reason` of the record, or of the result.

    Returns
    -------
    str
        A whole sentence. A reason that every result can have ("small-count")
        need not name a function. A reason without a sentence gets a general
        one, since a report never fails for want of words; in tests it fails.

    Examples
    --------
    >>> why(Language("en"), "signed_rank", "no-change")
    'Nobody’s score changed: the typical change is zero, and there is nothing to test.'
    >>> why(Language("en"), "proportion", "small-count")
    'This number is hidden so that nobody can be recognised.'
    """
    message = SENTENCES.get((method, reason)) or SENTENCES.get(("", reason))
    return language.text(_unknown(method, reason) if message is None else message)


#: What the record of a plan and its fact says where nothing is missing.
_STATUSES = frozenset({"met", "below", "above", "undefined"})


def sentences_of(method: str) -> tuple[str, ...]:
    """The messages for everything that can be missing in the figures of one function, each once."""
    found = (
        message
        for (name, reason), message in SENTENCES.items()
        if method and name == method and reason not in _STATUSES
    )
    return tuple(dict.fromkeys(found))


def _unknown(method: str, reason: str) -> str:  # noqa: ARG001
    """The sentence for a pair without one; tests replace it, so that none goes unnoticed."""
    return GENERAL
