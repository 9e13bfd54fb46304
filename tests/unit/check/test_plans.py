"""Plans, facts and goals: what deviates, what was not measured, what is too good."""

from __future__ import annotations

from typing import Any

import pytest

from evaltools.check import check
from evaltools.findings import Finding
from evaltools.labels import Labels
from evaltools.results import Result, Results
from tests.unit.check.cases import codes, examined, only, project

# Deviations from the plan


def deviations(
    *met: tuple[str, float | None, str], reason: str = "", regions: tuple[str, ...] = ("KZ-23", "KZ-71")
) -> list[Finding]:
    """Check one indicator's verdicts: (region, 1 met or 0 missed, its reason code)."""
    one: dict[str, Any] = {"id": "advised", "label": "Advised", "unit": "people", "plan": 1200}
    if reason:
        one["reason"] = reason
    rows = []
    for region, verdict, code in met:
        base: dict[str, Any] = {"region": region, "subject": "indicators", "group": "indicator=advised"}
        status = "ok" if verdict is not None else "undefined"
        rows += [
            Result(**base, measure="plan", value=1200.0),
            Result(**base, measure="fact", value=1100.5),
            Result(**base, measure="met", value=verdict, status=status, reason=code),
        ]
    named = {"indicator": {"advised": {"en": "Advised"}}}
    labels = Labels(named | ({"reason": {"advised": {"en": reason}}} if reason else {}))
    return check(project(*regions, indicators=(one,)), {}, Results(tuple(rows)), labels)


def test_a_missed_plan_without_a_reason_is_a_warning() -> None:
    """Region, indicator, both figures, and what to do."""
    (finding,) = deviations(("KZ-23", 0.0, ""))
    assert (finding.severity, finding.code) == ("warning", "deviation-without-reason")
    assert (finding.region, finding.column) == ("KZ-23", "advised")
    assert finding.message.startswith("Atyrau Region. Advised: plan 1,200, fact 1,101")
    assert finding.action


def test_more_than_an_exact_plan_asks_for_a_reason_too() -> None:
    """Above an exact plan is off the plan, like below."""
    assert [f.code for f in deviations(("KZ-23", 1.0, "above-exact"))] == ["deviation-without-reason"]


@pytest.mark.parametrize("met", [("KZ-23", 1.0, ""), ("KZ-23", None, "no-plan")])
def test_what_is_met_or_undecided_needs_no_reason(met: tuple[str, float | None, str]) -> None:
    """Only a deviation has to be explained."""
    assert deviations(met) == []


def test_a_reason_settles_the_deviation() -> None:
    """With a reason in the settings nothing is asked for: a note tells the deviation and why."""
    (found,) = deviations(("KZ-23", 0.0, ""), reason="the centre opened late")
    assert (found.severity, found.code, found.action) == ("note", "deviation-explained", "")
    assert found.message.endswith("the reason is given: the centre opened late")


def test_the_country_is_not_named_beside_its_only_region() -> None:
    """In a project of one region both are the same figure; in others each is named."""
    both = (("KZ-23", 0.0, ""), ("KZ", 0.0, ""))
    assert [f.region for f in deviations(*both, regions=("KZ-23",))] == ["KZ-23"]
    assert [f.region for f in deviations(*both)] == ["KZ-23", "KZ"]


# Rows of plan and fact

ROWS = "indicator,region,operator,plan,plan_high,fact,unit,label_en,reason_en\n"


def planned(rows: str, *regions: str, **parts: Any) -> list[Finding]:
    """What is found in a table of indicators."""
    return examined({"plans": ("indicators", ROWS + rows)}, *(regions or ("KZ-23",)), **parts)


def test_a_deviation_that_the_source_denies_is_an_error() -> None:
    """“There are no deviations”, and a fact above its plan: both figures, and where the plan stands."""
    (found,) = planned("a,,>=,10,,11,people,Advised,\n", header={"no_deviations": True})
    assert (found.severity, found.code, found.file) == ("error", "deviation-denied", "plans.csv")
    assert (found.claimed, found.computed, found.difference) == ("10", "11", "1")
    assert planned("a,,>=,10,,11,people,Advised,\n") == []


def test_a_reason_does_not_settle_what_the_source_denies() -> None:
    """A reason is given and no deviation is admitted: the two contradict each other."""
    found = planned("a,,=,10,,9,people,Advised,snow\n", header={"no_deviations": True})
    assert codes(found) == ["deviation-denied"]


def test_more_than_a_fifth_above_asks_for_a_reason() -> None:
    """At least 10, and 13: met, and far from what was planned. 12 is a fifth and no more."""
    assert codes(planned("a,,>=,10,,13,people,Advised,\n")) == ["deviation-without-reason"]
    assert planned("a,,>=,10,,12,people,Advised,\n") == []


def test_a_plan_that_nobody_measured_is_told_once() -> None:
    """Planned in two regions, measured in none: one warning, with the last plan."""
    found = only(
        planned("a,KZ-23,,10,,,people,Advised,\na,KZ-71,,20,,,people,Advised,\n", "KZ-23", "KZ-71"),
        "not-measured",
    )
    assert [(each.file, each.column) for each in found] == [("plans.csv", "a")]
    assert planned("a,KZ-23,,10,,10,people,Advised,\na,KZ-71,,20,,,people,Advised,\n", "KZ-23", "KZ-71") == []


def test_a_planned_percentage_is_written_as_one() -> None:
    """Knowledge of 60 %, never tested."""
    (found,) = planned("a,,,60,,,percent,Knowledge,\n")
    assert (found.code, found.message) == (
        "not-measured",
        "Knowledge: 60% was planned, and nothing was measured.",
    )


def test_plan_and_fact_in_different_units_are_told() -> None:
    """Ten people against ten couples says nothing."""
    one = {"id": "a", "label": "A", "unit": "couples", "plan_unit": "people", "plan": 10, "stated": 10}
    found = only(examined({}, "KZ-23", indicators=(one,)), "units-mixed")
    assert [(each.severity, each.column) for each in found] == [("warning", "a")]
    assert "people" in found[0].message
    assert "couples" in found[0].message


@pytest.mark.parametrize(
    ("equal", "different", "told"), [(10, 0, True), (10, 1, True), (10, 2, False), (9, 0, False)]
)
def test_facts_copied_from_their_plans_are_worth_a_look(equal: int, different: int, told: bool) -> None:
    """Ten rows or more, nine tenths of them exactly as planned: 10 of 11 are, 10 of 12 are not."""
    rows = [f"same{n},,=,{n + 1},,{n + 1},people,A,\n" for n in range(equal)]
    rows += [f"other{n},,>=,10,,11,people,A,\n" for n in range(different)]
    found = only(planned("".join(rows)), "plans-all-equal")
    assert bool(found) == told
    if told:
        assert (found[0].claimed, found[0].computed) == (str(equal + different), str(equal))


# Goals

GOAL = {"id": "access", "text": "Help for all"}


def test_a_goal_with_a_measured_indicator_is_not_told() -> None:
    """Met or missed: there is a value."""
    assert planned("a,,=,10,,10,people,A,\n", goals=(GOAL | {"indicators": ("a",)},)) == []


@pytest.mark.parametrize("indicators", [(), ("unknown",), ("a",)])
def test_a_goal_that_nothing_measures_is_told(indicators: tuple[str, ...]) -> None:
    """Without an indicator, with one that nobody knows, with one that has no fact."""
    found = only(
        planned("a,,,10,,,people,A,\n", goals=(GOAL | {"indicators": indicators},)), "goal-not-measured"
    )
    assert [(each.severity, each.file, each.column) for each in found] == [
        ("warning", "project.toml", "access")
    ]
    assert "Help for all" in found[0].message


def test_a_goal_is_told_in_a_project_without_any_indicator() -> None:
    """An indicator that is nowhere does not measure it either."""
    assert codes(examined({}, goals=(GOAL | {"indicators": ("a",)},))) == ["goal-not-measured"]


# Figures that the settings ask for


def test_a_name_that_no_table_gives_is_told_wherever_it_is_used() -> None:
    """Facts of indicators and schedules, both parts of a ratio, the promise of a schedule."""
    nowhere = {"subject": "nothing", "measure": "nothing"}
    found = examined(
        {
            "c": (
                "counts",
                "category,breakdown,count\nwomen,sex,5\n",
                {"subject": "participants", "unit": "people"},
            )
        },
        "KZ-23",
        indicators=({"id": "i", "label": "I", "unit": "people", "fact": nowhere},),
        ratios=(
            {
                "id": "r",
                "label": "R",
                "numerator": nowhere,
                "denominator": {"subject": "participants", "measure": "participants", "group": "sex=women"},
            },
        ),
        schedules=(
            {"id": "s", "label": "S", "each": "week", "unit": "x", "at_least": nowhere, "fact": nowhere},
        ),
    )
    unknown = only(found, "fact-unknown")
    assert sorted(each.column for each in unknown) == ["i", "r", "s", "s"]
    assert all("nothing / nothing" in each.message for each in unknown)
