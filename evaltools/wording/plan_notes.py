"""What stands beside plan and fact: bases, ways from a baseline, interim targets, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from evaltools.language import pick
from evaltools.results import COUNTRY, Result
from evaltools.standings import SUBJECT, Standing, is_given, standings, written
from evaltools.tables import Passage, Text
from evaltools.view import View
from evaltools.wording.plan import asked, name_of
from evaltools.wording.reasons import why

#: From so many indicators on, and in such a part of them, equal plans and facts are worth a word.
MANY, NEARLY_ALL = 10, 0.9
#: Why there is no percentage of the plan, by the reason of the result.
_NO_PERCENT = (
    "plan-zero", "smaller-is-better", "plan-is-range", "plan-negative", "baseline-equals-plan",
    "plan-against-direction",
)  # fmt: skip
#: Why there is no verdict.
_UNDECIDED = ("units-differ", "no-operator", "partly-reported", "fact-is-range", "not-planned")


def bases(view: View, one: Standing) -> list[str]:
    """The project's fact on both bases: of the regions that reported, and of the whole plan.

    Nothing where every region with a plan reported: both bases are the same.
    """
    language = view.language
    found = {
        name: view.get(SUBJECT, name, one.met.group, region=COUNTRY)
        for name in (
            "regions_planned",
            "regions_reported",
            "plan_of_reported",
            "percent_of_reported",
            "percent_of_whole",
        )
    }
    planned, reported = found["regions_planned"], found["regions_reported"]
    if not planned.ok or not reported.ok or planned.value == reported.value or "hidden" in _statuses(found):
        return []
    values = {
        "name": view.name("indicator", one.indicator),
        "reported": language.number(reported.value or 0),
        "whole": written(one.plan, language),
    }
    count = planned.value or 0
    if not reported.value:
        made = [
            language.plural(
                "For “{name}” {n} region has a plan, and it did not report; the whole plan is {whole}.",
                "For “{name}” none of the {n} regions with a plan reported; the whole plan is {whole}.",
                count,
                **values,
            )
        ]
        return made + _left_out(view, one)
    if not one.fact.ok or not found["plan_of_reported"].ok:
        return []
    values |= {
        "fact": written(one.fact, language),
        "plan": written(found["plan_of_reported"], language),
    }
    of_reported, of_whole = found["percent_of_reported"], found["percent_of_whole"]
    if of_reported.ok and of_whole.ok:
        percents = {
            "percent": language.number(of_reported.value or 0),
            "share": language.number(of_whole.value or 0),
        }
        made = [
            language.plural(
                "For “{name}” {reported} of {n} region reported: {fact} against the {plan} planned for them ({percent}%); against the whole plan of {whole} this is {share}%.",
                "For “{name}” {reported} of {n} regions reported: {fact} against the {plan} planned for them ({percent}%); against the whole plan of {whole} this is {share}%.",
                count,
                **values,
                **percents,
            )
        ]
    else:
        made = [
            language.plural(
                "For “{name}” {reported} of {n} region reported: {fact} against the {plan} planned for them; the whole plan is {whole}.",
                "For “{name}” {reported} of {n} regions reported: {fact} against the {plan} planned for them; the whole plan is {whole}.",
                count,
                **values,
            )
        ]
    return made + _left_out(view, one)


def _statuses(found: dict[str, Result]) -> set[str]:
    return {each.status for each in found.values()}


def _left_out(view: View, one: Standing) -> list[str]:
    """The regions whose plans are in the whole plan and whose facts are in no total."""
    names = [
        view.place(code)
        for code in view.sorted_regions()
        if code in view.project.left_out() and view.get(SUBJECT, "plan", one.met.group, region=code).ok
    ]
    if not names:
        return []
    return [
        view.language.text(
            "The totals leave out: {regions}. Their plans are part of the whole plan; their results are not counted.",
            regions=view.language.listing(names),
        )
    ]


def way(view: View, one: Standing) -> str:
    """How much of the way from the baseline to the plan was covered; empty without a baseline."""
    language = view.language
    if not (one.has_baseline and one.baseline.ok and one.fact.ok and one.plan.ok and one.percent.ok):
        return ""
    values = {
        "name": name_of(view, one),
        "start": written(one.baseline, language),
        "plan": written(one.plan, language),
        "fact": written(one.fact, language),
        "percent": language.number(one.percent.value or 0),
    }
    if not one.percent.value:
        return language.text(
            "{name}: {start} before the work began and {fact} now, so nothing of the way to {plan} was covered.",
            **values,
        )
    if one.percent.value < 0:
        return language.text(
            "{name}: {start} before the work began and {fact} now: further from the plan of {plan} than at the start.",
            **values,
        )
    return language.text(
        "{name}: of the way from {start} before the work began to {plan}, {percent}% was covered; it is {fact} now.",
        **values,
    )


def interim(view: View, one: Standing) -> str:
    """What was to be reached so far, and when the plan itself is due; empty without an interim target."""
    language = view.language
    days = due_days(view, one)
    if days is None or not is_given(one.interim_plan) or not is_given(one.plan):
        return ""
    values = {
        "name": name_of(view, one),
        "target": asked(language, one.interim_plan),
        "day": language.date(days[0]),
        "plan": asked(language, one.plan),
        "last": language.date(days[1]),
    }
    if not one.fact.ok:
        return language.text(
            "{name}: the interim target for {day} is {target}, the plan for {last} is {plan}; no fact is reported.",
            **values,
        )
    values["fact"] = written(one.fact, language)
    if one.status == "met":
        return language.text(
            "{name}: {fact}, so the interim target for {day} ({target}) was met; the plan for {last} is {plan}.",
            **values,
        )
    if one.status in ("below", "over"):
        return language.text(
            "{name}: {fact}, so the interim target for {day} ({target}) was not met; the plan for {last} is {plan}.",
            **values,
        )
    return language.text(
        "{name}: {fact} against an interim target for {day} of {target}; the plan for {last} is {plan}.",
        **values,
    )


def due_days(view: View, one: Standing) -> tuple[date, date] | None:
    """When the interim target and the plan itself are due, where an interim target counts."""
    settings = next((each for each in view.project.indicators if each.id == one.indicator), None)
    target = view.project.interim(settings) if settings and one.has_interim else None
    if settings is None or target is None:
        return None
    return target.date, settings.due or view.project.header.period.end


def over_fulfilled(view: View, held: Sequence[Standing]) -> list[str]:
    """Facts more than a fifth above their plans: said, and not praised."""
    language = view.language
    found = [each for each in held if each.is_over_fulfilled]
    if not found:
        return []
    items = [
        language.text(
            "{name} ({percent}% of the plan)",
            name=name_of(view, each),
            percent=language.number(each.percent.value or 0),
        )
        if not each.has_baseline
        else language.text(
            "{name} ({percent}% of the planned way)",
            name=name_of(view, each),
            percent=language.number(each.percent.value or 0),
        )
        for each in found
    ]
    return [
        language.text(
            "More than a fifth above the plan: {items}. Such a distance asks whether the plan was set too low.",
            items="; ".join(items),
        )
    ]


def equal_everywhere(view: View, held: Sequence[Standing]) -> list[str]:
    """That nearly all facts are exactly their plans: it adds up, and is worth a second look."""
    language = view.language
    compared = [each for each in held if each.difference.ok and not each.has_interim]
    equal = [each for each in compared if not each.difference.value]
    if len(compared) < MANY or len(equal) < NEARLY_ALL * len(compared):
        return []
    return [
        language.plural(
            "For {equal} of {n} indicator plan and fact are the same number: it is worth checking that the facts were counted, not taken from the plan.",
            "For {equal} of {n} indicators plan and fact are the same number: it is worth checking that the facts were counted, not taken from the plan.",
            len(compared),
            equal=language.number(len(equal)),
        )
    ]


def reasons(view: View, held: Sequence[Standing]) -> list[Text]:
    """Why facts are off their plans, as people wrote it; those that nobody explained in one sentence."""
    language = view.language
    written_: list[Text] = []
    silent = []
    for one in held:
        if not one.needs_reason:
            continue
        said, spoken = pick(dict(view.labels.reason(one.indicator, one.region)), language.code)
        if said:
            written_.append(Passage(f"{name_of(view, one)}: {said}", spoken))
        else:
            silent.append(name_of(view, one))
    if len(silent) == 1:
        written_.append(
            language.text("{indicator}: no reason is given for the deviation.", indicator=silent[0])
        )
    elif silent:
        written_.append(
            language.text("No reason is given for these deviations: {names}.", names="; ".join(silent))
        )
    return written_


def regional_reasons(view: View) -> list[Text]:
    """Reasons that single regions gave, for the page of the whole project."""
    made: list[Text] = []
    for code in view.sorted_regions():
        given = view.labels.own.get(f"reason:{code}", {})
        for one in standings(view.results, code) if given else ():
            if one.needs_reason and one.indicator in given:
                said, spoken = pick(dict(given[one.indicator]), view.language.code)
                name = view.name("indicator", one.indicator)
                made.append(Passage(f"{name}, {view.place(code)}: {said}", spoken))
    return made


def explained(view: View, held: Sequence[Standing]) -> list[str]:
    """Under a table: why a percentage or a verdict is not there, each reason once with its indicators."""
    by_reason: dict[str, list[str]] = {}
    for one in held:
        if one.status == "hidden":
            continue
        name = name_of(view, one)
        for row, known in ((one.verdict, _UNDECIDED), (one.percent_of_target, _NO_PERCENT)):
            if row.status == "undefined" and row.reason in known:
                named = by_reason.setdefault(row.reason, [])
                named += [name] if name not in named else []
    return [
        view.language.text(
            "{names}. {sentence}",
            names="; ".join(names),
            sentence=why(view.language, "attainment", reason),
        )
        for reason, names in by_reason.items()
    ]
