"""What a number of `results.csv` is, in the words of the pages; for who sees it without a page."""

from __future__ import annotations

import re

from evaltools import regions
from evaltools.labels import NOT_STATED, USUAL, Labels
from evaltools.language import Language, mark
from evaltools.results import Key, Result, group_pairs
from evaltools.wording.methods import method_of
from evaltools.wording.notes import NOTES

#: Subject and measure (both whole, as patterns) and their words; named parts of a pattern fill their places.
WORDS: tuple[tuple[str, str, str], ...] = (
    ("consultations", "consultations", mark("Consultations")),
    ("consultations", "couples", mark("Couples advised")),
    ("consultations", "families", mark("Families advised")),
    ("consultations", "people", mark("People advised")),
    ("consultations", "couples_once", mark("Couples who came once")),
    ("consultations", "families_once", mark("Families who came once")),
    ("consultations", "people_once", mark("People who came once")),
    ("consultations", "couples_repeat", mark("Couples who came more than once")),
    ("consultations", "families_repeat", mark("Families who came more than once")),
    ("consultations", "people_repeat", mark("People who came more than once")),
    ("consultations", "consultations_per_client", mark("Consultations per client")),
    ("consultations", "consultations_per_specialist", mark("Consultations per specialist")),
    ("consultations", "specialists", mark("Specialists")),
    ("consultations", "share_of_consultations", mark("Of all consultations")),
    ("consultations", "share_of_couples", mark("Of all couples")),
    ("consultations", "share_of_families", mark("Of all families")),
    ("consultations", "share_of_people", mark("Of all people")),
    ("consultations", r"consultations_per_(?P<per>\d+)_residents", mark("Consultations per {per} residents")),
    ("consultations", r"couples_per_(?P<per>\d+)_residents", mark("Couples per {per} residents")),
    ("consultations", r"families_per_(?P<per>\d+)_residents", mark("Families per {per} residents")),
    ("consultations", r"people_per_(?P<per>\d+)_residents", mark("People per {per} residents")),
    ("consultations", "ratio_to_others_per_residents", mark("Times the rate of the other regions together")),
    ("consultations", "funnel_998_per_residents", mark("99.8% limits of the rate")),
    ("consultations", "standing_per_residents", mark("Against these limits")),
    ("consultations", "observed_to_expected_per_residents", mark("Clients for each one expected")),
    ("participants", "participants", mark("Participants")),
    ("participants", "share_of_participants", mark("Share of the participants")),
    ("trainings", "trainings", mark("Trainings")),
    ("outreach", "outreach", mark("Information work")),
    ("campaign", "campaign", mark("Events of the information campaign")),
    ("claims", "claims", mark("Claims in court")),
    ("claims", "share_of_claims", mark("Share of the claims")),
    ("figures", "figures", mark("Other figures of the source")),
    ("effects", "grant", mark("Sum of the grant")),
    ("effects", "ratio", mark("Ratios")),
    ("learning", "pairs", mark("Both tests")),
    ("learning", "only_pre", mark("Only the test before")),
    ("learning", "only_post", mark("Only the test after")),
    ("learning", "duplicates", mark("Two tests of one occasion, left out")),
    ("learning", "improved", mark("Improved")),
    ("learning", "unchanged", mark("Unchanged")),
    ("learning", "declined", mark("Declined")),
    ("learning", "mean_pre", mark("Average before")),
    ("learning", "mean_post", mark("Average after")),
    ("learning", "mean_change", mark("Change of the average score, points")),
    ("learning", "percent_improved", mark("Share that improved, %")),
    ("learning", "signed_rank_p", mark("p of the signed rank test")),
    ("learning", "typical_change", mark("Typical change by ranks")),
    ("learning", "d_av_corrected", mark("d_av, with Hedges’ correction")),
    ("learning", "d_z_corrected", mark("d_z, with Hedges’ correction")),
    ("learning", "d_rm_corrected", mark("d_rm, with Hedges’ correction")),
    ("learning", "class_gain", mark("Gain of the class")),
    ("learning", "normalised_change", mark("Normalised change, %")),
    ("learning", "adjusted_mean", mark("Average after, allowing for the start, points")),
    ("satisfaction", "respondents", mark("All forms")),
    ("satisfaction", "response_rate", mark("Response")),
    ("satisfaction", "answered", mark("Answered")),
    ("satisfaction", "blank", mark("Left blank")),
    ("satisfaction", "with_opinion(_overall)?", mark("With an opinion")),
    ("satisfaction", "dont_know", mark("Don’t know")),
    ("satisfaction", "satisfied(_overall)?", mark("Satisfied")),
    ("satisfaction", "not_satisfied(_overall)?", mark("Not satisfied")),
    ("satisfaction", "answers", mark("People who gave the answer")),
    ("satisfaction", "percent_satisfied(_overall)?", mark("Satisfied, percent of those with an opinion")),
    ("satisfaction", "percent_satisfied_of_answered", mark("Satisfied, percent of those who answered")),
    ("satisfaction", "percent_satisfied_of_forms", mark("Satisfied, percent of all forms")),
    ("satisfaction", "mean_satisfaction", mark("Mean of those with an opinion")),
    ("satisfaction", "percent_selected", mark("Of people who answered")),
    ("satisfaction", "promoters", mark("Would recommend (9 or 10)")),
    ("satisfaction", "passives", mark("In between (7 or 8)")),
    ("satisfaction", "detractors", mark("Would not recommend (0 to 6)")),
    ("satisfaction", "net_promoter_score", mark("Readiness to recommend")),
    ("indicators", "plan", mark("Plan")),
    ("indicators", "fact", mark("Fact")),
    ("indicators", "baseline", mark("Starting value")),
    ("indicators", "difference", mark("Fact less plan")),
    ("indicators", "percent_of_plan", mark("Fact of plan")),
    ("indicators", "met", mark("Against the plan")),
    ("schedules", "promised", mark("What was promised")),
    ("schedules", "held", mark("Held")),
    ("checks", "stated", mark("Stated")),
    ("checks", "computed", mark("Computed or elsewhere")),
    ("checks", "difference", mark("Difference")),
)
#: Words for the parts of a group whose values are names of the project's own.
_PARTS = {
    "training": mark("Training"),
    "programme": mark("Programme"),
    "item": mark("Question"),
    "question": mark("Question"),
    "option": mark("Option"),
    "answer": mark("Answer"),
    "indicator": mark("Indicator"),
    "claim": mark("Figure"),
}


def number_words(key: Key, language: Language) -> str:
    """What a number is: its measure and its group.

    Names that only the project's settings know (questions, indicators) stand
    as their codes; a measure without words of its own goes by its method.

    Examples
    --------
    >>> english = Language("en")
    >>> number_words(Key("KZ-23", "participants", "participants", "sex=women"), english)
    'Participants, Women'
    >>> number_words(Key("KZ", "consultations", "people_per_10000_residents"), english)
    'People per 10,000 residents'
    >>> number_words(Key("KZ", "learning", "trainees_needed", "points=2"), english)
    'How many people are needed (trainees_needed), points: 2'
    """
    parts = [_measure_words(key, language)]
    parts += [_part_words(name, value, key, language) for name, value in group_pairs(key.group).items()]
    # The pages let long words break in narrow columns.
    return ", ".join(parts).replace("\N{SOFT HYPHEN}", "")


def _measure_words(key: Key, language: Language) -> str:
    for subject, measure, message in WORDS:
        found = re.fullmatch(measure, key.measure)
        if subject == key.subject and found:
            places = {name: language.number(float(text)) for name, text in found.groupdict().items()}
            return language.text(message, **places)
    method = method_of(Result(**key._asdict()))
    if method in ("counts", "attainment"):
        return key.measure
    return f"{language.text(NOTES[method].title)} ({key.measure})"


def _part_words(name: str, value: str, key: Key, language: Language) -> str:
    if name == "month" and re.fullmatch(r"\d{4}-\d\d", value):
        return language.text("{month} {year}", month=language.month(value), year=value[:4])
    if name == "incl":
        return language.text("{region} included", region=place_words(value, language))
    if value in USUAL.get(name, {}) or value == "not_stated":
        return Labels({}).name(name, value, language)
    own = name == "item" and key.subject not in ("satisfaction", "learning")
    return f"{name if own or name not in _PARTS else language.text(_PARTS[name])}: {value}"


def place_words(region: str, language: Language) -> str:
    """The name of a region, or that it is the whole project.

    Examples
    --------
    >>> place_words("KZ-75", Language("en")), place_words("KZ", Language("en"))
    ('Almaty city', 'whole project')
    """
    if region == regions.COUNTRY.code:
        return language.text("whole project")
    return (
        regions.region(region).names[language.code]
        if region in regions.regions()
        else language.text(NOT_STATED)
    )
