"""Plans, facts and goals: what is off its plan, not measured, or too good to be looked at no further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from evaltools.check.advice import quoted, text_line
from evaltools.check.case import Case, plain
from evaltools.findings import Finding
from evaltools.language import pick
from evaltools.project.load import FILE_NAME
from evaltools.results import COUNTRY
from evaltools.standings import SUBJECT, Standing, is_given, standing, written

#: So many facts, and this share of them, equal to their plans are worth a look.
MANY, NEARLY_ALL = 10, 0.9


def check_plans(case: Case) -> list[Finding]:
    """Every check of plans, facts and goals."""
    all_of_them = _standings(case)
    return [
        *_unknown_facts(case),
        *_deviations(case, all_of_them),
        *_mixed_units(case, all_of_them),
        *_not_measured(case, all_of_them),
        *_all_equal(case, all_of_them),
        *_goals(case, all_of_them),
    ]


def _standings(case: Case) -> list[Standing]:
    return [
        standing(case.results, met)
        for met in case.results.select(subject=SUBJECT, measure="met")
        # Of a project of one region, the country has the same figures as the region.
        if len(case.project.regions) > 1 or (met.region != COUNTRY) == _of_region(case, met.group)
    ]


def _of_region(case: Case, group: str) -> bool:
    """Whether the only region has the fact itself; some facts are given for the project alone."""
    fact = case.results.get(case.project.regions[0], SUBJECT, "fact", group)
    return is_given(fact) or fact.status == "hidden"


def _file_of(case: Case, one: Standing) -> str:
    """Where the plan stands: the table of the fact, where there is one, else the settings."""
    for row in (one.plan, one.fact, one.met):
        if row.table and row.table in case.project.tables:
            return case.project.tables[row.table].file
    return FILE_NAME


def _values(case: Case, one: Standing) -> dict[str, str]:
    return {
        "region": case.place(one.region),
        "name": case.name("indicator", one.indicator),
        "plan": written(one.target, case.language),
        "fact": written(one.fact, case.language),
    }


def _unknown_facts(case: Case) -> list[Finding]:
    """Facts, numerators and denominators that name a number that no table gives, in any region."""
    known = {(row.subject, row.measure, row.group) for row in case.results}
    asked = [(one.id, one.fact) for one in case.project.indicators if one.fact is not None]
    asked += [(one.id, fact) for one in case.project.ratios for fact in (*one.numerator, one.denominator)]
    asked += [(one.id, one.fact) for one in case.project.schedules if one.fact is not None]
    asked += [(one.id, one.at_least) for one in case.project.schedules if not isinstance(one.at_least, float)]
    return [
        Finding(
            severity="warning",
            code="fact-unknown",
            file=FILE_NAME,
            column=name,
            message=case.language.text(
                "{name}: no table gives the figure {fact}.",
                name=name,
                fact=" / ".join(part for part in (fact.subject, fact.measure, fact.group) if part),
            ),
            action=case.language.text(
                "Look the names up in the columns subject, measure and group of results.csv, and correct "
                "them in project.toml where id = “{id}” stands.",
                id=name,
            ),
        )
        for name, fact in asked
        if (fact.subject, fact.measure, fact.group) not in known
    ]


def _deviations(case: Case, all_of_them: list[Standing]) -> list[Finding]:
    """Facts off the plan without a reason: missed, passed without leave, or passed by a fifth.

    Where the source says that there is no deviation, each one contradicts it.
    """
    found = []
    language = case.language
    denied = case.project.header.no_deviations
    for one in all_of_them:
        differs = bool(denied and one.plan.ok and one.fact.ok and one.plan.value != one.fact.value)
        reason = case.labels.reason(one.indicator, one.region)
        if not differs and not one.needs_reason:
            continue
        values = _values(case, one)
        if reason and not differs:
            found.append(_explained(case, one, values, reason))
            continue
        if one.status == "met" and not differs:
            message = language.text(
                "{region}. {name}: plan {plan}, fact {fact}, more than a fifth above; no reason is given.",
                **values,
            )
        elif differs:
            message = language.text(
                "{region}. {name}: plan {plan}, fact {fact}, but the source says that there is no deviation.",
                **values,
            )
        else:
            message = language.text(
                "{region}. {name}: plan {plan}, fact {fact}, and no reason is given.", **values
            )
        found.append(
            Finding(
                severity="error" if differs else "warning",
                code="deviation-denied" if differs else "deviation-without-reason",
                region=one.region,
                file=_file_of(case, one) if differs else FILE_NAME,
                column=one.indicator,
                message=message,
                action=language.text(
                    "If there is a deviation, take no_deviations = true out of project.toml, where it stands "
                    "under [project], and give the reason. If there is none, correct plan or fact."
                )
                if differs
                else language.text(
                    "Write the reason into project.toml: under [[indicators]] with id = “{id}” add the line "
                    "{line}",
                    id=one.indicator,
                    line=text_line(case, "reason" if one.region == COUNTRY else f"reasons.{one.region}"),
                ),
                **_both(one),
            )
        )
    return found


def _explained(case: Case, one: Standing, values: dict[str, str], reason: Mapping[str, str]) -> Finding:
    """A deviation whose reason is given: worth a look, and no more."""
    said, _ = pick(dict(reason), case.language.code)
    return Finding(
        severity="note",
        code="deviation-explained",
        region=one.region,
        file=FILE_NAME,
        column=one.indicator,
        message=case.language.text(
            "{region}. {name}: plan {plan}, fact {fact}; the reason is given: {reason}",
            reason=said,
            **values,
        ),
        **_both(one),
    )


def _both(one: Standing) -> dict[str, Any]:
    """Plan and fact of a finding, where both are single numbers."""
    plan, fact = one.target.value, one.fact.value
    if plan is None or fact is None:
        return {}
    return {"claimed": plain(plan), "computed": plain(fact), "difference": plain(round(fact - plan, 6))}


def _mixed_units(case: Case, all_of_them: list[Standing]) -> list[Finding]:
    """Plans and facts in different units: people, couples and consultations are three things."""
    return [
        Finding(
            severity="warning",
            code="units-mixed",
            region=one.region,
            file=FILE_NAME,
            column=one.indicator,
            message=case.language.text(
                "{region}. {name}: the plan, {plan}, counts {plan_unit}, the fact, {fact}, {fact_unit}; "
                "whether it is met cannot be said.",
                plan_unit=case.labels.unit(one.plan.unit, case.language),
                fact_unit=case.labels.unit(one.fact.unit, case.language),
                **_values(case, one),
            ),
            action=case.language.text(
                "Find out what the plan counts. If it counts the same as the fact, take the line plan_unit "
                "out of project.toml, under [[indicators]] with id = “{id}”; otherwise give it a plan that "
                "counts {unit}.",
                id=one.indicator,
                unit=case.labels.unit(one.fact.unit, case.language),
            ),
            **_both(one),
        )
        for one in all_of_them
        if one.status == "units-differ"
    ]


def _not_measured(case: Case, all_of_them: list[Standing]) -> list[Finding]:
    """Plans that nothing was measured for, anywhere in the project."""
    found = []
    by_indicator: dict[tuple[str, str], list[Standing]] = {}
    for one in all_of_them:
        by_indicator.setdefault((one.block, one.indicator), []).append(one)
    for each in by_indicator.values():
        planned = [one for one in each if is_given(one.plan)]
        if not planned or any(is_given(one.fact) or one.fact.status == "hidden" for one in each):
            continue
        one = planned[-1]
        found.append(
            Finding(
                severity="warning",
                code="not-measured",
                file=_file_of(case, one),
                column=one.indicator,
                message=case.language.text(
                    "{name}: {plan} was planned, and nothing was measured.",
                    name=case.name("indicator", one.indicator),
                    plan=case.language.spoken(_with_unit(case, one)),
                ),
                action=case.language.text(
                    "Write what was reached into project.toml, under [[indicators]] with id = “{id}”, such "
                    "as {line}, or say there why it is not known: {reason}",
                    id=one.indicator,
                    line="stated = 95",
                    reason=text_line(case, "reason"),
                ),
                claimed=plain(one.plan.value) if one.plan.value is not None else "",
            )
        )
    return found


def _with_unit(case: Case, one: Standing) -> str:
    if one.plan.unit == "percent" and one.plan.value is not None:
        return case.language.percent(one.plan.value, 0 if one.plan.value.is_integer() else 1)
    return f"{written(one.plan, case.language)} ({case.labels.unit(one.plan.unit, case.language)})"


def _all_equal(case: Case, all_of_them: list[Standing]) -> list[Finding]:
    """A table in which nearly every fact is exactly its plan."""
    found = []
    for name, table in case.project.tables.items():
        if table.kind != "indicators":
            continue
        rows = [one for one in all_of_them if one.fact.table == name and one.plan.ok and one.fact.ok]
        equal = [one for one in rows if one.plan.value == one.fact.value]
        if len(equal) < MANY or len(equal) < NEARLY_ALL * len(rows):
            continue
        found.append(
            Finding(
                severity="note",
                code="plans-all-equal",
                file=table.file,
                column="fact",
                message=case.language.text(
                    "In {n} of {total} rows of {file} the fact is exactly the plan: "
                    "the facts may have been copied from it.",
                    n=case.language.number(len(equal)),
                    total=case.language.number(len(rows)),
                    file=table.file,
                ),
                action=case.language.text("Look whether the facts were counted."),
                computed=plain(len(equal)),
                claimed=plain(len(rows)),
            )
        )
    return found


def _goals(case: Case, all_of_them: list[Standing]) -> list[Finding]:
    """Goals and results for which no indicator has a value."""
    measured = {one.indicator for one in all_of_them if is_given(one.fact)}
    finding = Finding(severity="warning", code="goal-not-measured", message="", file=FILE_NAME)
    example = next((each.id for each in case.project.indicators), "people")
    return [
        replace(
            finding,
            column=goal.id,
            message=case.language.text(
                "No indicator with a value measures the goal “{goal}”.",
                goal=_words(case, goal.text.by_language()),
            ),
            action=case.language.text(
                "Name the indicator that measures it in project.toml, under [[goals]] with id = “{id}”, such "
                "as {line}; it needs a plan and a fact.",
                id=goal.id,
                line=f"indicators = [{quoted(example)}]",
            ),
        )
        for goal in case.project.goals
        if not measured & set(goal.indicators)
    ]


def _words(case: Case, texts: dict[str, str]) -> str:
    return texts[case.language.code] or next(text for text in texts.values() if text)
