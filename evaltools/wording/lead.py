"""The lead of a page: how much, for whom, against what, and what the page cannot tell."""

from __future__ import annotations

from evaltools.language import mark
from evaltools.results import group, regions_pooled
from evaltools.standings import Standing, standing
from evaltools.view import View, sentence
from evaltools.wording.plan import plan_finding
from evaltools.wording.plan_notes import interim, way


def lead(view: View) -> str:
    """The paragraph that must stand alone, at most about 70 words."""
    parts = [served(view), against_plan(view), share_of_whole(view), not_published(view)]
    return " ".join(part for part in parts if part)


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
        "plan": language.number(one.plan.value or 0),
        "gap": language.number(abs(one.difference.value)),
        "percent": language.number(one.percent.value or 0),
    }
    return _more(view, values) if one.difference.value > 0 else _fewer(view, values)


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
    return language.plural(
        "This is {percent}% of what was planned for the {reported} regions that reported, and {share}% of the whole plan of {n} region ({plan}).",
        "This is {percent}% of what was planned for the {reported} regions that reported, and {share}% of the whole plan of {n} regions ({plan}).",
        planned.value or 0,
        percent=language.number(percent.value or 0),
        share=language.number(share.value or 0),
        reported=language.number(reported.value or 0),
        plan=language.number(one.plan.value or 0),
    )


def _more(view: View, values: dict[str, str]) -> str:
    return view.by_clients(
        mark("The plan was {plan} couples; {gap} more were reached ({percent}% of the plan)."),
        mark("The plan was {plan} families; {gap} more were reached ({percent}% of the plan)."),
        mark("The plan was {plan} people; {gap} more were reached ({percent}% of the plan)."),
        **values,
    )


def _fewer(view: View, values: dict[str, str]) -> str:
    return view.by_clients(
        mark("The plan was {plan} couples; {gap} fewer were reached ({percent}% of the plan)."),
        mark("The plan was {plan} families; {gap} fewer were reached ({percent}% of the plan)."),
        mark("The plan was {plan} people; {gap} fewer were reached ({percent}% of the plan)."),
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


def not_published(view: View) -> str:
    """What a reader might look for on this page and will not find."""
    language = view.language
    names = {
        "satisfaction": language.text("satisfaction"),
        "participants": language.text("the make-up of the participants"),
        "learning": language.text("test results"),
    }
    missing = [
        name
        for subject, name in names.items()
        if not any(
            row.ok or row.status == "hidden"
            for row in view.results.select(region=view.region, subject=subject)
        )
    ]
    if not missing:
        return ""
    if len(missing) == len(names):
        return language.text(
            "Not reported here: {topics}. The page shows how much was done, not what changed for people.",
            topics=language.listing(missing),
        )
    return language.text("Not reported here: {topics}.", topics=language.listing(missing))
