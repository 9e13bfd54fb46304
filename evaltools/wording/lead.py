"""The lead of a page: how much, for whom, against what, and what the page cannot tell."""

from __future__ import annotations

from evaltools.language import Language
from evaltools.results import Result, group, regions_pooled
from evaltools.standings import Standing, standing
from evaltools.tables import Passage, Text
from evaltools.view import View, percent_digits, sentence, shown_digits
from evaltools.wording.learning import learning_finding, maximum, took_both
from evaltools.wording.overall import satisfied_overall
from evaltools.wording.plan import plan_finding
from evaltools.wording.plan_notes import interim, way
from evaltools.wording.satisfaction import by_question, satisfied_of
from evaltools.wording.survey import Survey, is_small

#: A lead is read in one go: this many words, whatever the project.
MOST_WORDS = 70
#: So many regions that are missing are named.
MOST_MISSING = 4


def lead(view: View) -> str:
    """The paragraph that must stand alone: how much, for whom, against what, and what the page cannot tell.

    Where there are too many words, the comparison that a tile repeats goes
    first, then satisfaction; what was done, the plan, what was learnt and
    the limits of the page always stay.
    """
    learnt, satisfied = learnt_in_short(view), satisfied_in_short(Survey(view, view.region))
    compared = "" if learnt else share_of_whole(view)
    # What a comparison group would show is said of the tests: they stand last before it.
    parts = [served(view), against_plan(view), not_counted(view), compared, satisfied, learnt, limits(view)]
    for spare in (compared, satisfied):
        if words(" ".join(parts)) > MOST_WORDS:
            parts = ["" if part == spare else part for part in parts]
    return " ".join(part for part in parts if part)


def start_lead(view: View) -> str:
    """The same for the page that leads to all others: what was done, the plan, who is missing, and what none of them can tell."""
    parts = [served(view), against_plan(view), not_counted(view), limits_of_all(view)]
    if words(" ".join(parts)) > MOST_WORDS:
        parts[2] = not_counted(view, by_name=False)
    return " ".join(part for part in parts if part)


def not_counted(view: View, *, by_name: bool = True) -> str:
    """The regions that are missing from the totals; empty where all are counted, and on a region's page."""
    language = view.language
    if not view.is_whole or len(view.project.regions) == 1:
        return ""
    total = view.whole("consultations", view.clients)
    if not total.ok:
        return ""
    missing = [
        code
        for code in view.sorted_regions()
        if code in view.project.left_out()
        or view.get("consultations", view.clients, region=code).status == "no-data"
    ]
    if not missing:
        return ""
    if by_name and len(missing) <= MOST_MISSING:
        return language.text(
            "Not counted: {regions}.",
            regions=language.listing([view.place(code) for code in missing]),
        )
    return language.plural(
        "{n} region is missing from the totals.", "{n} regions are missing from the totals.", len(missing)
    )


def limits_of_all(view: View) -> str:
    """What none of the pages can tell: never empty."""
    language = view.language
    tested = view.results.select(subject="learning", measure="mean_change")
    if any(row.ok for row in tested):
        return language.text(
            "Scores before and after are compared in the reports; without a comparison group they do not show what the trainings caused."
        )
    return language.text("The reports show how much was done, not what changed for people.")


def words(text: str) -> int:
    """How many words a text has: a number is one, a dash is none.

    Examples
    --------
    >>> words("In 2024 – 20\\N{NO-BREAK SPACE}327 consultations")
    4
    """
    return sum(any(letter.isalnum() for letter in word) for word in text.split(" "))


def purpose(view: View) -> list[Text]:
    """What the project was to reach, and by what that is measured; nothing where no goal is written."""
    goal = next((each for each in view.project.goals if each.level == "goal"), None)
    if goal is None:
        return []
    language = view.language
    said = view.passage(goal.text)
    asked: list[Text] = [
        language.text("The goal of the project:"),
        Passage(f"{said.text.rstrip('.')}.", said.language),
    ]
    if not goal.indicators:
        return [*asked, language.text("No indicator measures it.")]
    reported = _with_a_result(view)
    measured = [view.name("indicator", name) for name in goal.indicators if name in reported]
    silent = [view.name("indicator", name) for name in goal.indicators if name not in reported]
    if measured:
        asked.append(language.text("It is measured by: {indicators}.", indicators="; ".join(measured)))
    if silent:
        asked.append(
            language.text(
                "It was to be measured by: {indicators}; no result is reported.", indicators="; ".join(silent)
            )
        )
    return asked


def _with_a_result(view: View) -> set[str]:
    """The indicators for which some region or the whole project reported a fact, hidden or not."""
    facts = view.results.select(subject="indicators", measure="fact")
    return {row.pairs["indicator"] for row in facts if row.status != "no-data"}


def served(view: View) -> str:
    """How many clients received how many consultations."""
    language = view.language
    consultations = view.get("consultations", "consultations")
    clients = view.get("consultations", view.clients)
    place = {
        "period": view.in_period(),
        "located": view.located(),
        "provider": view.words(view.project.header.provider),
    }
    if view.is_whole and len(view.project.regions) > 1:
        return _served_everywhere(view)
    if consultations.ok and clients.ok:
        return sentence(
            language.text(
                "{period}, {provider} {located} gave {consultations} to {clients}.",
                consultations=gave(view, consultations.value or 0),
                clients=to_clients(view, clients.value or 0),
                **place,
            )
        )
    if clients.ok:
        return sentence(
            language.text(
                "{period}, {provider} {located} advised {clients}.",
                clients=advised(view, clients.value or 0),
                **place,
            )
        )
    if consultations.ok and clients.status == "hidden":
        return sentence(
            language.text(
                "{period}, {provider} {located} gave {consultations}; the number of clients is hidden so that nobody can be recognised.",
                consultations=gave(view, consultations.value or 0),
                **place,
            )
        )
    if consultations.ok:
        return sentence(
            language.text(
                "{period}, {provider} {located} gave {consultations}; how many clients received them is not reported.",
                consultations=gave(view, consultations.value or 0),
                **place,
            )
        )
    if "hidden" in (consultations.status, clients.status):
        return sentence(
            language.text(
                "{period}, {provider} {located} worked; the numbers are hidden so that nobody can be recognised.",
                **place,
            )
        )
    return sentence(
        language.text(
            "{period}, no consultations and no clients of {provider} {located} are reported; this is not zero.",
            **place,
        )
    )


def _served_everywhere(view: View) -> str:
    language = view.language
    consultations = view.get("consultations", "consultations")
    clients = view.get("consultations", view.clients)
    if not consultations.ok:
        if "hidden" in (consultations.status, clients.status):
            return sentence(
                language.text(
                    "{period}, the totals are hidden so that nobody can be recognised.",
                    period=view.in_period(),
                )
            )
        return sentence(
            language.text("{period}, no total of consultations is reported.", period=view.in_period())
        )
    given = regions_pooled(consultations.method)
    values = {
        "period": view.in_period(),
        "consultations": were_given(view, consultations.value or 0),
        "regions": language.phrase("in regions", "in {n} region", "in {n} regions", given),
    }
    if clients.ok:
        return sentence(
            language.text(
                "{period}, {consultations} were given to {clients} {regions}.",
                clients=to_clients(view, clients.value or 0),
                **values,
            )
        )
    if clients.status == "hidden":
        return sentence(
            language.text(
                "{period}, {consultations} were given {regions}; the number of clients is hidden so that nobody can be recognised.",
                **values,
            )
        )
    return sentence(
        language.text(
            "{period}, {consultations} were given {regions}; how many clients received them is not reported.",
            **values,
        )
    )


def gave(view: View, n: float) -> str:
    """Consultations as the object of giving."""
    return view.language.phrase("gave", "{n} consultation", "{n} consultations", n)


def were_given(view: View, n: float) -> str:
    """Consultations as the subject of being given."""
    return view.language.phrase("were given", "{n} consultation", "{n} consultations", n)


def to_clients(view: View, n: float) -> str:
    """Clients as those to whom something was given."""
    language = view.language
    match view.clients:
        case "couples":
            return language.phrase("to", "{n} couple", "{n} couples", n)
        case "families":
            return language.phrase("to", "{n} family", "{n} families", n)
        case _:
            return language.phrase("to", "{n} person", "{n} people", n)


def advised(view: View, n: float) -> str:
    """Clients as those who were advised."""
    language = view.language
    match view.clients:
        case "couples":
            return language.phrase("advised", "{n} couple", "{n} couples", n)
        case "families":
            return language.phrase("advised", "{n} family", "{n} families", n)
        case _:
            return language.phrase("advised", "{n} person", "{n} people", n)


def against_plan(view: View) -> str:
    """The plan of the indicator that counts clients, and how far the fact is from it."""
    one = clients_against_plan(view)
    if one is None:
        return ""
    language = view.language
    if one.has_interim:
        return interim(view, one)
    if one.has_baseline:
        return way(view, one)
    if both := _both_bases(view, one):
        return both
    if not (one.plan.ok and one.percent.ok):
        return plan_finding(view, [one])
    if not one.difference.value:
        return language.text("This is exactly the plan.")
    values = {
        "planned": _planned(view, one.plan.value or 0),
        "gap": language.number(abs(one.difference.value)),
        "percent": language.number(one.percent.value or 0),
    }
    if one.difference.value > 0:
        return language.text(
            "The plan was {planned}; {gap} more were reached ({percent}% of the plan).", **values
        )
    return language.text(
        "The plan was {planned}; {gap} fewer were reached ({percent}% of the plan).", **values
    )


def _planned(view: View, n: float) -> str:
    """Clients as those whom a plan names."""
    language = view.language
    match view.clients:
        case "couples":
            return language.phrase("the plan was", "{n} couple", "{n} couples", n)
        case "families":
            return language.phrase("the plan was", "{n} family", "{n} families", n)
        case _:
            return language.phrase("the plan was", "{n} person", "{n} people", n)


def clients_against_plan(view: View) -> Standing | None:
    """The first plan of clients that their number can be held against."""
    for indicator in view.project.indicators:
        fact = indicator.fact
        if fact is None or (fact.subject, fact.measure, fact.group) != ("consultations", view.clients, ""):
            continue
        met = view.get("indicators", "met", group(indicator=indicator.id))
        one = standing(view.results, met) if met.group and met.status != "no-data" else None
        # Where regions have clients and no plan, the fact of the plan is not the number that the page opens with.
        counted = view.get("consultations", view.clients)
        if one and one.fact.ok and one.difference.ok and one.fact.value == counted.value:
            return one
    return None


def _both_bases(view: View, one: Standing) -> str:
    """Against the plan of the regions that reported and against the whole plan, where the two differ."""
    language = view.language
    planned, reported, percent, share = (
        view.get("indicators", name, one.met.group)
        for name in ("regions_planned", "regions_reported", "percent_of_reported", "percent_of_whole")
    )
    if not (view.is_whole and percent.ok and share.ok) or planned.value == reported.value:
        return ""
    values = {
        "percent": language.number(percent.value or 0),
        "share": language.number(share.value or 0),
        "reported": language.number(reported.value or 0),
        "plan": language.number(one.plan.value or 0),
    }
    match view.clients:
        case "couples":
            return language.plural(
                "This is {percent}% of the couples planned for the {reported} regions that reported, and {share}% of the whole plan of {n} region ({plan}).",
                "This is {percent}% of the couples planned for the {reported} regions that reported, and {share}% of the whole plan of {n} regions ({plan}).",
                planned.value or 0,
                **values,
            )
        case "families":
            return language.plural(
                "This is {percent}% of the families planned for the {reported} regions that reported, and {share}% of the whole plan of {n} region ({plan}).",
                "This is {percent}% of the families planned for the {reported} regions that reported, and {share}% of the whole plan of {n} regions ({plan}).",
                planned.value or 0,
                **values,
            )
        case _:
            return language.plural(
                "This is {percent}% of the people planned for the {reported} regions that reported, and {share}% of the whole plan of {n} region ({plan}).",
                "This is {percent}% of the people planned for the {reported} regions that reported, and {share}% of the whole plan of {n} regions ({plan}).",
                planned.value or 0,
                **values,
            )


def share_of_whole(view: View) -> str:
    """This region's part of all consultations."""
    share = view.get("consultations", "share_of_consultations")
    if not share.ok or view.is_whole:
        return ""
    whole = view.whole("consultations", "consultations")
    if (share.value or 0) < 1:
        return view.language.text(
            "This is less than 1% of all {consultations} consultations of the regions with both figures.",
            consultations=view.language.number(whole.value or 0),
        )
    return view.language.text(
        "This is {share}% of all {consultations} consultations of the regions with both figures.",
        share=view.language.number(share.value or 0),
        consultations=view.language.number(whole.value or 0),
    )


def learnt_in_short(view: View) -> str:
    """How far the average score moved and how sure that is; empty where no change may be said."""
    language = view.language
    change = view.get("learning", "mean_change")
    if not change.ok:
        return ""
    low, high = change.low, change.high
    if low is None or high is None or low <= 0 <= high:
        said = (learning_finding(view, change), took_both(view, change))
        return " ".join(text for text in said if text)
    ends = sorted((abs(low), abs(high)))
    values = {
        "people": language.phrase("of tests", "{n} person", "{n} people", change.n or 0),
        "change": language.number(abs(change.value or 0), 1),
        "maximum": language.number(maximum(change)),
        "low": language.number(ends[0], 1),
        "high": language.number(ends[1], 1),
    }
    if low > 0:
        return language.text(
            "The average test score of {people} rose by {change} of {maximum} points (between {low} and {high}).",
            **values,
        )
    return language.text(
        "The average test score of {people} fell by {change} of {maximum} points (between {low} and {high}).",
        **values,
    )


def satisfied_in_short(survey: Survey) -> str:
    """How many of those who answered were satisfied; empty where the page has no answers of its own."""
    language = survey.view.language
    shown = [row for row in survey.items if row.ok]
    headline = survey.headline
    if headline is not None and headline.ok:
        return _headline_in_short(survey, headline)
    # Counts of small groups stand in the table: here they would be a list.
    if not shown or any(is_small(row) for row in shown):
        return ""
    if survey.forms.status == "no-data" and not all(row.reason == "base-not-given" for row in shown):
        return by_question(survey, shown)
    digits = shown_digits(shown)
    shares = [row.value or 0 for row in shown]
    low, high = (language.number(choose(shares), digits) for choose in (min, max))
    if survey.forms.status != "no-data":
        if low == high:
            return by_question(survey, shown)
        return language.text(
            "Between {low}% and {high}% of those with an opinion were satisfied, by question.",
            low=low,
            high=high,
        )
    if low == high:
        return language.text("{percent}% answered positively (number of answers not given).", percent=low)
    return language.text(
        "Between {low}% and {high}% answered positively to each question (number of answers not given).",
        low=low,
        high=high,
    )


def _headline_in_short(survey: Survey, row: Result) -> str:
    """One share of the satisfied, with its base; in a small group as "x of n"."""
    language, n = survey.view.language, row.n or 0
    if said := satisfied_overall(survey, row, short=True):
        return said
    if not row.value:
        return satisfied_of(survey, row)
    if row.value == 100 and not is_small(row):
        return language.plural(
            "All {n} person who gave an opinion was satisfied.",
            "All {n} people who gave an opinion were satisfied.",
            n,
        )
    if is_small(row):
        return language.plural(
            "{x} of {n} person with an opinion was satisfied.",
            "{x} of {n} people with an opinion were satisfied.",
            n,
            x=language.number(row.value * n / 100),
        )
    if row.low is None or row.high is None:
        return satisfied_of(survey, row)
    digits = percent_digits(n)
    return language.plural(
        "{percent}% of {n} person with an opinion were satisfied (between {low}% and {high}%).",
        "{percent}% of {n} people with an opinion were satisfied (between {low}% and {high}%).",
        n,
        percent=language.number(row.value, digits),
        low=language.number(row.low, digits),
        high=language.number(row.high, digits),
    )


def limits(view: View) -> str:
    """What a reader might look for on this page and will not find: never empty."""
    language = view.language
    names = {
        "satisfaction": language.text("satisfaction"),
        "participants": language.text("the make-up of the participants"),
        "learning": language.text("test results"),
    }
    known = {subject: _statuses(view, subject) for subject in names}
    missing = [name for subject, name in names.items() if not known[subject] & {"ok", "hidden", "undefined"}]
    said = (
        [language.text("Not reported here: {topics}.", topics=language.listing(missing))] if missing else []
    )
    change = view.get("learning", "mean_change")
    if change.ok:
        return " ".join([*said, no_cause(language)])
    if change.status == "hidden":
        said.append(language.text("Test results are hidden so that nobody can be recognised."))
    done = (
        language.text("What changed for people cannot be seen here.")
        if satisfied_in_short(Survey(view, view.region))
        else language.text("The page shows how much was done, not what changed for people.")
    )
    return " ".join([*said, done])


def no_cause(language: Language) -> str:
    """Why scores before and after say nothing of causes."""
    return language.text("Without a comparison group this does not show what the training caused.")


def _statuses(view: View, subject: str) -> set[str]:
    """How the figures of a subject stand here."""
    return {row.status for row in view.results.select(region=view.region, subject=subject)}
