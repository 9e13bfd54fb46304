"""The sentence that opens each section: what its numbers say."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.language import mark, round_half_up
from evaltools.results import Result, group
from evaltools.view import SMALL_BASE, View, percent_digits


def honest_percent(view: View, value: float) -> str:
    """A whole percentage that says 0 or 100 only where it is exactly that."""
    whole = round_half_up(value)
    if whole in (0, 100) and value != whole:
        return view.language.number(min(max(value, 0.1), 99.9), 1)
    return view.language.number(value)


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


def services_finding(view: View) -> str:
    """How often a client came."""
    language = view.language
    ratio, whole = (
        view.get("consultations", "consultations_per_client"),
        view.whole("consultations", "consultations_per_client"),
    )
    if ratio.ok:
        values = {
            "ratio": language.number(ratio.value or 0, 1),
            "whole": language.number(whole.value or 0, 1),
        }
        if view.is_whole or not whole.ok or len(view.project.regions) == 1:
            return view.by_clients(
                mark("Each couple received {ratio} consultations on average."),
                mark("Each family received {ratio} consultations on average."),
                mark("Each person received {ratio} consultations on average."),
                **values,
            )
        return view.by_clients(
            mark(
                "Each couple received {ratio} consultations on average, against {whole} in the regions together."
            ),
            mark(
                "Each family received {ratio} consultations on average, against {whole} in the regions together."
            ),
            mark(
                "Each person received {ratio} consultations on average, against {whole} in the regions together."
            ),
            **values,
        )
    consultations, clients = (
        view.get("consultations", "consultations"),
        view.get("consultations", view.clients),
    )
    if "hidden" in (consultations.status, clients.status):
        return language.text("Some counts are hidden so that nobody can be recognised.")
    if consultations.ok and not consultations.value:
        return language.text("No consultations were given here.")
    if consultations.ok:
        return language.plural(
            "{n} consultation is reported; how many clients received it is not.",
            "{n} consultations are reported; how many clients received them is not.",
            consultations.value or 0,
        )
    if clients.ok:
        return language.text("How often each client came is not reported: only the clients were counted.")
    return language.text("No consultations are reported here; this is not zero.")


def comparison_finding(view: View, rate: Result, whole: Result, name: str) -> str:
    """This region's rate beside all of them, in funnel words where those may be used."""
    language = view.language
    if len(view.project.regions) == 1:
        return language.text("The project works in one region: there is nothing to compare it with.")
    standing = view.get("consultations", f"standing_per_{name}")
    spread = view.whole("consultations", f"dispersion_per_{name}")
    parts = []
    if not view.is_whole:
        if rate.ok:
            parts.append(_rate_sentence(view, rate, name))
        elif rate.status == "hidden":
            parts.append(language.text("The rate is hidden so that nobody can be recognised."))
        else:
            parts.append(
                language.text("No rate can be computed here: one of its two parts was not reported.")
            )
    if whole.ok:
        parts.append(_whole_sentence(view, whole, name))
    if spread.reason == "overdispersed" and spread.ok:
        parts.append(
            language.text(
                "Regions differ far more than chance explains; centres that opened later or have fewer staff "
                "are likely reasons, so this is not a ranking."
            )
        )
    elif standing.reason == "higher" and standing.ok:
        parts.append(
            language.text("This is higher than in the regions together, by more than chance would explain.")
        )
    elif standing.reason == "lower" and standing.ok:
        parts.append(
            language.text("This is lower than in the regions together, by more than chance would explain.")
        )
    elif standing.reason == "no-different" and standing.ok:
        parts.append(language.text("This is not clearly different from the regions together."))
    return " ".join(parts)


def _rate_values(view: View, rate: Result, name: str) -> dict[str, object]:
    language = view.language
    return {
        "rate": language.number(rate.value or 0, 1),
        "low": language.number(rate.low or 0, 1),
        "high": language.number(rate.high or 0, 1),
        "per": language.number(view.project.denominators[name].per),
    }


def _rate_sentence(view: View, rate: Result, name: str) -> str:
    return view.by_clients(
        mark("{rate} couples per {per} residents were advised (between {low} and {high})."),
        mark("{rate} families per {per} residents were advised (between {low} and {high})."),
        mark("{rate} people per {per} residents were advised (between {low} and {high})."),
        **_rate_values(view, rate, name),
    )


def _whole_sentence(view: View, whole: Result, name: str) -> str:
    return view.by_clients(
        mark("In the regions together it is {rate} couples per {per} residents (between {low} and {high})."),
        mark("In the regions together it is {rate} families per {per} residents (between {low} and {high})."),
        mark("In the regions together it is {rate} people per {per} residents (between {low} and {high})."),
        **_rate_values(view, whole, name),
    )


def satisfaction_finding(view: View, rows: Sequence[Result]) -> str:
    """The range over the questions."""
    language = view.language
    shown = [row for row in rows if row.ok]
    if not rows:
        return language.text("No satisfaction survey is reported here.")
    if not shown:
        return language.text("The answers are hidden so that nobody can be recognised.")
    if all(row.value == 100 and row.n for row in shown):
        return language.text("Everybody who answered was satisfied, on every question shown.")
    if any(row.n and row.n < SMALL_BASE for row in shown):
        return language.text(
            "The groups are too small for percentages; the table shows how many were satisfied."
        )
    digits = max(percent_digits(row.n) for row in shown)
    low, high = (choose(row.value or 0 for row in shown) for choose in (min, max))
    values = {"low": language.number(low, digits), "high": language.number(high, digits)}
    if all(row.reason == "base-not-given" for row in shown):
        return language.text(
            "Between {low}% and {high}% answered positively to each question; the number of answers is not given, "
            "so no interval can be.",
            **values,
        )
    if values["low"] == values["high"]:
        return language.text("{high}% of those who answered were satisfied.", **values)
    return language.text(
        "Between {low}% and {high}% of those who answered were satisfied, by question.", **values
    )


def learning_finding(view: View, change: Result, where: str = "") -> str:
    """Whether scores rose, by how much, and how sure that is."""
    language = view.language
    if change.status == "no-data":
        return language.text("No test results are reported here.")
    if change.status == "hidden":
        return language.text("The result is hidden so that nobody can be recognised.")
    if not change.ok:
        return language.text("Nobody took both tests, so no change can be computed.")
    pre, post = (
        view.get("learning", name, where, region=change.region) for name in ("mean_pre", "mean_post")
    )
    values = {
        "people": language.phrase("took both tests", "{n} person", "{n} people", change.n or 0),
        "change": language.number(abs(change.value or 0), 1),
        "signed": language.signed(change.value or 0, 1),
        "before": language.number(pre.value or 0, 1),
        "after": language.number(post.value or 0, 1),
    }
    if change.low is None or change.high is None:
        if change.reason == "small-group":
            return language.text(
                "The average score changed by {signed} points: {before} before, {after} after. Both tests were taken by {people}; for so small a group no interval is shown.",
                **values,
            )
        if change.reason == "one-pair":
            return language.text(
                "One person took both tests: the score was {before} before and {after} after.", **values
            )
        return language.text(
            "Everybody’s score changed by the same {signed} points: {before} before, {after} after.", **values
        )
    low, high = change.low, change.high
    if low > 0:
        values |= {"low": language.number(low, 1), "high": language.number(high, 1)}
        return language.text(
            "The average score rose by {change} points (between {low} and {high}): {before} before, {after} after. Both tests were taken by {people}.",
            **values,
        )
    if high < 0:
        values |= {"low": language.number(-high, 1), "high": language.number(-low, 1)}
        return language.text(
            "The average score fell by {change} points (between {low} and {high}): {before} before, {after} after. Both tests were taken by {people}.",
            **values,
        )
    values |= {"low": language.number(low, 1), "high": language.number(high, 1)}
    return language.text(
        "It cannot be told whether the average score rose or fell: the change was {signed} points (between {low} and {high}). Both tests were taken by {people}.",
        **values,
    )


def participants_finding(view: View, breakdowns: Sequence[str], total: Result) -> str:
    """How many people are described, and by what."""
    language = view.language
    if not breakdowns:
        return language.text("No breakdown of the participants is reported here.")
    women = view.get("participants", "share_of_participants", group(sex="women"))
    if total.ok and women.ok:
        return language.plural(
            "{n} participant is described; {women}% are women.",
            "{n} participants are described; {women}% are women.",
            total.value or 0,
            women=honest_percent(view, women.value or 0),
        )
    if total.ok:
        return language.plural(
            "{n} participant is described.", "{n} participants are described.", total.value or 0
        )
    return language.text("The participants are described below; their number is not shown.")


def trainings_finding(view: View, total: Result, rows: Sequence[Result]) -> str:
    """How many trainings were held."""
    language = view.language
    known = [row for row in rows if row.ok]
    if not rows and not total.ok:
        return language.text("No trainings are reported here; this is not zero.")
    if not known and not total.ok:
        return language.text("No trainings are reported here; this is not zero.")
    number = total.value if total.ok else sum(row.value or 0 for row in known)
    if not number:
        return language.text("No trainings were held here.")
    return language.plural("{n} training was held.", "{n} trainings were held.", number or 0)


def information_finding(view: View, rows: Sequence[Result]) -> str:
    """Whether information work is reported."""
    language = view.language
    if not rows:
        return language.text("No information work is reported here.")
    return language.plural(
        "{n} kind of information work is reported.", "{n} kinds of information work are reported.", len(rows)
    )


def checks_finding(view: View, contradictions: int, checked: int) -> str:
    """How many stated figures agree with their parts."""
    language = view.language
    if not contradictions and not checked:
        return language.text("The sources state no totals that could be checked.")
    if not contradictions:
        return language.plural(
            "{n} stated total was checked and agrees with its parts.",
            "{n} stated totals were checked and agree with their parts.",
            checked,
        )
    if not checked:
        return language.plural(
            "{n} stated total does not agree with its parts.",
            "{n} stated totals do not agree with their parts.",
            contradictions,
        )
    return language.plural(
        "{n} stated total does not agree with its parts; {checked} do.",
        "{n} stated totals do not agree with their parts; {checked} do.",
        contradictions,
        checked=language.number(checked),
    )
