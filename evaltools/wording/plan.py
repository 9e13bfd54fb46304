"""Whether plans were met: the sentence that opens the section."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.language import Language, mark
from evaltools.results import COUNTRY, Result
from evaltools.standings import Standing, is_given, written
from evaltools.view import View


def name_of(view: View, one: Standing) -> str:
    """The indicator; for the project, that its regions are taken together."""
    name = view.name("indicator", one.indicator)
    if one.region == COUNTRY and _is_of_regions(view, one.indicator):
        return view.language.text("{indicator}, all regions together", indicator=name)
    return name


def _is_of_regions(view: View, identifier: str) -> bool:
    return len(view.project.regions) > 1 and any(
        each.id == identifier and each.per_region for each in view.project.indicators
    )


def plan_finding(view: View, held: Sequence[Standing]) -> str:
    """How many of the indicators with a verdict met their plan; for one, its own sentence."""
    language = view.language
    if not held:
        return language.text("No plan was reported here.")
    if len(held) == 1:
        return _one_plan(view, held[0])
    number = len(held)
    statuses: list[str] = [each.status for each in held]
    met = statuses.count("met")
    if met == number:
        return language.plural("{n} indicator met its plan.", "All {n} indicators met their plan.", number)
    decided = met + sum(statuses.count(each) for each in ("below", "over", "above", "lower"))
    if not decided:
        return language.plural(
            "For {n} indicator it is not decided whether the plan was met.",
            "For none of the {n} indicators is it decided whether the plan was met.",
            number,
        )
    if not met:
        return language.plural(
            "{n} indicator did not meet its plan.", "None of the {n} indicators met its plan.", number
        )
    return language.plural(
        "{met} of {n} indicator met the plan.",
        "{met} of {n} indicators met the plan.",
        number,
        met=language.number(met),
    )


def plan_rest(view: View, held: Sequence[Standing]) -> str:
    """What became of the indicators that did not meet their plan: by name where they are few; empty where one sentence said all."""
    language = view.language
    statuses: list[str] = [each.status for each in held]
    if len(held) < 2:
        return ""
    decided = any(each in ("met", "below", "over", "above", "lower") for each in statuses)
    counted = [(status, n) for status in _ORDER if (n := statuses.count(status))]
    open_ = [(status, n) for status, n in counted if status in _UNDECIDED]
    if decided and len(open_) > 1:
        # The notes under the table say why; one number is enough here.
        together = sum(n for _, n in open_)
        counted = [pair for pair in counted if pair not in open_] + [("undecided", together)]
    names = {
        status: [name_of(view, one) for one in held if one.status == status]
        for status, n in counted
        if n <= MOST_NAMED
    }
    return " ".join(
        language.text(_NAMED[status], names="; ".join(names[status]))
        if status in names and status in _NAMED
        else _counted(language, status, n)
        for status, n in counted
    )


#: So many indicators of one status fit into a sentence by name.
MOST_NAMED = 3
#: What stands before the names of the indicators that are off their plan, or have no fact.
_NAMED = {
    "below": mark("Below the plan: {names}."),
    "over": mark("Above the limit that was planned: {names}."),
    "above": mark("Above the plan: {names}."),
    "lower": mark("Lower than planned: {names}."),
    "not-reported": mark("No fact is reported for: {names}."),
}


#: Statuses without a verdict that the notes under the table explain.
_UNDECIDED = ("not-planned", "partly-reported", "units-differ", "no-operator", "fact-is-range")
_ORDER = (
    "below", "over", "above", "lower", "not-reported", "not-planned", "partly-reported", "units-differ",
    "no-operator", "fact-is-range", "hidden",
)  # fmt: skip


def _counted(language: Language, status: str, n: int) -> str:
    """How many indicators have one status other than met."""
    match status:
        case "below":
            return language.plural("{n} is below the plan.", "{n} are below the plan.", n)
        case "over":
            return language.plural(
                "{n} is above the limit that was planned.", "{n} are above the limit that was planned.", n
            )
        case "above":
            return language.plural(
                "{n} is above the plan.",
                "{n} are above the plan.",
                n,
            )
        case "lower":
            return language.plural(
                "{n} is lower than planned.",
                "{n} are lower than planned.",
                n,
            )
        case "not-reported":
            return language.plural("For {n} no fact is reported.", "For {n} no fact is reported.", n)
        case "not-planned":
            return language.plural("For {n} there was no plan.", "For {n} there was no plan.", n)
        case "partly-reported":
            return language.plural(
                "For {n} some regions are still to report.", "For {n} some regions are still to report.", n
            )
        case "units-differ":
            return language.plural(
                "For {n} the plan and the fact are in different units.",
                "For {n} the plan and the fact are in different units.",
                n,
            )
        case "no-operator":
            return language.plural(
                "For {n} the plan does not say whether it asks for at least or at most so many.",
                "For {n} the plan does not say whether it asks for at least or at most so many.",
                n,
            )
        case "fact-is-range":
            return language.plural(
                "For {n} the fact is a range, not one number.",
                "For {n} the fact is a range, not one number.",
                n,
            )
        case "undecided":
            return language.plural(
                "For {n} it is not decided; the notes under the table say why.",
                "For {n} it is not decided; the notes under the table say why.",
                n,
            )
        case _:
            return language.plural(
                "For {n} the fact is hidden so that nobody can be recognised.",
                "For {n} the fact is hidden so that nobody can be recognised.",
                n,
            )


def map_finding(language: Language, met: int, missed: int, *, passed: bool = False) -> str:
    """How many of the regions with a verdict reached the plan.

    Parameters
    ----------
    language : Language
    met, missed : int
    passed : bool
        Whether regions above a plan that asks for exactly so many are among
        those in `met`: they reached it, but did not meet it.

    Examples
    --------
    >>> map_finding(Language("en"), 6, 14)
    '6 of 20 regions reached the plan.'
    """
    total = met + missed
    if not met:
        return language.plural(
            "The {n} region with a plan and a fact did not reach the plan.",
            "None of the {n} regions with a plan and a fact reached the plan.",
            total,
        )
    if not missed:
        return language.plural(
            "The {n} region with a plan and a fact reached the plan.",
            "All {n} regions with a plan and a fact reached the plan.",
            total,
        )
    if passed:
        return language.plural(
            "{met} of {n} region reached the plan or went above it.",
            "{met} of {n} regions reached the plan or went above it.",
            total,
            met=language.number(met),
        )
    return language.plural(
        "{met} of {n} region reached the plan.",
        "{met} of {n} regions reached the plan.",
        total,
        met=language.number(met),
    )


def map_rest(view: View, codes: Sequence[str]) -> str:
    """The regions of which it cannot be said; empty where there are none."""
    if not codes:
        return ""
    return view.language.text(
        "Without data or not decided: {regions}.",
        regions=view.language.listing([view.place(code) for code in codes]),
    )


def asked(language: Language, plan: Result, *, sign: bool = False) -> str:
    """A plan with what it asks of the fact: "at least 200"; with `sign` a percentage carries its sign."""
    value = written(plan, language, sign=sign)
    match sign_of(plan):
        case ">=":
            return language.text("at least {plan}", plan=value)
        case ">":
            return language.text("more than {plan}", plan=value)
        case "<=":
            return language.text("at most {plan}", plan=value)
        case "<":
            return language.text("less than {plan}", plan=value)
        case "about":
            return language.text("about {plan}", plan=value)
        case _:
            return value


def sign_of(plan: Result) -> str:
    """The operator of a plan, as the analysis noted it; empty where it asks for exactly, a range or is unknown."""
    operator = plan.method.removeprefix("operator ").split(",")[0]
    return operator if operator in (">=", ">", "<=", "<", "about") else ""


def _one_plan(view: View, one: Standing) -> str:
    language = view.language
    name = name_of(view, one)
    values = {"name": name}
    status = one.status
    if status == "hidden":
        return language.text("The fact for “{name}” is hidden so that nobody can be recognised.", name=name)
    if status == "not-planned" or not is_given(one.target):
        if is_given(one.fact):
            return language.text(
                "Nothing was planned here for “{name}”; the fact is {fact}.",
                name=name,
                fact=written(one.fact, language),
            )
        return language.text("Nothing was planned here for “{name}”.", name=name)
    values["plan"] = asked(language, one.target)
    if not is_given(one.fact):
        return language.text(
            "The plan for “{name}” is {plan}; no fact is reported, which is not zero.", **values
        )
    values["fact"] = written(one.fact, language)
    match status:
        case "met" if one.has_interim:
            return language.text(
                "The interim target for “{name}” is {plan} and the fact is {fact}: the target was met.",
                **values,
            )
        case "met":
            return language.text(
                "The plan for “{name}” is {plan} and the fact is {fact}: the plan was met.", **values
            )
        case "units-differ":
            return language.text(
                "The plan for “{name}” is {plan} and the fact is {fact}; the two are in different units.",
                **values,
            )
        case "no-operator" | "partly-reported" | "fact-is-range" | "undecided":
            return language.text(
                "The plan for “{name}” is {plan} and the fact is {fact}; whether it was met is not decided.",
                **values,
            )
    if one.has_interim:
        return language.text(
            "The interim target for “{name}” is {plan} and the fact is {fact}: the target was not met.",
            **values,
        )
    if not one.difference.ok or not one.difference.value:
        # More or less than so many was asked for, and exactly so many came.
        return language.text(
            "The plan for “{name}” is {plan} and the fact is {fact}: the plan was not met.", **values
        )
    gap = unsigned(one.difference)
    values["gap"] = written(gap, language)
    if status == "over":
        return language.text(
            "The plan for “{name}” is {plan} and the fact is {fact}, {gap} over the limit: the plan was not met.",
            **values,
        )
    if one.difference.value > 0:
        return language.text("The plan for “{name}” is {plan} and the fact is {fact}, {gap} more.", **values)
    return language.text("The plan for “{name}” is {plan} and the fact is {fact}, {gap} fewer.", **values)


def unsigned(difference: Result) -> Result:
    """A difference without its sign, for sentences that say "more" or "fewer"."""
    return Result(
        region=difference.region,
        subject=difference.subject,
        measure=difference.measure,
        group=difference.group,
        value=abs(difference.value or 0),
        unit=difference.unit,
    )
