"""Whether plans were met: the sentence that opens the section."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.results import Result
from evaltools.view import View


def plan_finding(view: View, held: Sequence[Result]) -> str:
    """How many indicators met their plan; for one, its own sentence."""
    language = view.language
    if not held:
        return language.text("No plan was reported here.")
    if len(held) == 1:
        return _one_plan(view, held[0])
    met = sum(row.value == 1 for row in held)
    decided = sum(row.ok for row in held)
    above = sum(row.reason.startswith("above") for row in held)
    unreported = sum(row.reason == "not-reported" for row in held)
    hidden = sum(row.status == "hidden" for row in held)
    differing = sum(row.reason == "units-differ" for row in held)
    if decided and met == len(held):
        return language.plural("{n} indicator met its plan.", "All {n} indicators met their plan.", len(held))
    parts = [
        language.text("No indicator met its plan.")
        if not met and decided == len(held)
        else language.plural(
            "{met} of {n} indicator met its plan.",
            "{met} of {n} indicators met their plan.",
            len(held),
            met=language.number(met),
        )
    ]
    if below := decided - met:
        parts.append(language.plural("{n} is below the plan.", "{n} are below the plan.", below))
    if above:
        parts.append(language.plural("{n} is above an exact plan.", "{n} are above an exact plan.", above))
    if unreported:
        parts.append(
            language.plural("For {n} no fact is reported.", "For {n} no fact is reported.", unreported)
        )
    if differing:
        parts.append(
            language.plural(
                "For {n} the plan and the fact are in different units.",
                "For {n} the plan and the fact are in different units.",
                differing,
            )
        )
    if hidden:
        parts.append(
            language.plural(
                "For {n} the fact is hidden so that nobody can be recognised.",
                "For {n} the fact is hidden so that nobody can be recognised.",
                hidden,
            )
        )
    return " ".join(parts)


def _one_plan(view: View, met: Result) -> str:
    language = view.language
    plan, fact, difference = (
        view.get("indicators", name, met.group) for name in ("plan", "fact", "difference")
    )
    name = view.name("indicator", met.pairs["indicator"])
    if "hidden" in (fact.status, met.status):
        return language.text("{name}: the fact is hidden so that nobody can be recognised.", name=name)
    if not plan.ok:
        return language.text("{name}: nothing was planned here.", name=name)
    values = {"name": name, "plan": language.number(plan.value or 0)}
    if not fact.ok:
        return language.text("{name}: {plan} planned, no fact is reported; this is not zero.", **values)
    values["fact"] = language.number(fact.value or 0)
    if met.value == 1:
        return language.text("{name}: {fact} against a plan of {plan}, the plan was met.", **values)
    if not difference.ok:
        return language.text("{name}: {fact} against {plan}; the two are in different units.", **values)
    values["gap"] = language.number(abs(difference.value or 0))
    if (difference.value or 0) > 0:
        return language.text("{name}: {fact} against a plan of {plan}, {gap} more.", **values)
    return language.text("{name}: {fact} against a plan of {plan}, {gap} fewer.", **values)
