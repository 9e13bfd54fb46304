"""Plans and facts: percent of the plan, difference, and whether it was met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaltools.results import Key, Result, Results

Analysed = Callable[..., Any]


def row(results: Results, region: str, measure: str, indicator: str) -> Result:
    return results.get(region, "indicators", measure, f"indicator={indicator}")


# The published figures


@pytest.mark.parametrize(
    ("region", "percent"),
    [
        # data/pravo-2024/consultations.csv, couples / 200 (plan-as-printed.csv): 1206 / 200 ...
        ("KZ-71", 603.0), ("KZ-75", 28.5), ("KZ-79", 176.5), ("KZ-35", 309.5),
        ("KZ-11", 334.5), ("KZ-23", 284.0), ("KZ-15", 46.5), ("KZ-10", 20.0),
    ],
)  # fmt: skip
def test_attainment_of_each_centre(pravo: Results, region: str, percent: float) -> None:
    """Each centre's couples stand in percent of the 200 that were planned."""
    assert row(pravo, region, "percent_of_plan", "couples_per_centre").value == pytest.approx(percent)


def test_atyrau_couples(pravo: Results) -> None:
    """Atyrau advised 568 couples, 368 more than the plan of 200."""
    values = [
        row(pravo, "KZ-23", name, "couples_per_centre").value for name in ("plan", "fact", "difference")
    ]
    assert values == [200, 568, 368]


@pytest.mark.parametrize("region", ["KZ-61", "KZ-62"])
def test_centre_without_a_fact(pravo: Results, region: str) -> None:
    """A centre that gave no number of couples has a plan, no fact, and no verdict."""
    assert row(pravo, region, "plan", "couples_per_centre").value == 200
    assert row(pravo, region, "fact", "couples_per_centre").status == "no-data"
    for measure in ("difference", "percent_of_plan", "met"):
        found = row(pravo, region, measure, "couples_per_centre")
        assert (found.status, found.reason) == ("undefined", "not-reported")


def test_more_than_exactly_is_undecided(pravo: Results) -> None:
    """A fact above an exact plan is neither met nor missed; one below it is missed."""
    above, below = (row(pravo, code, "met", "couples_per_centre") for code in ("KZ-23", "KZ-75"))
    assert (above.status, above.value, above.reason) == ("undefined", None, "above-exact")
    assert (below.status, below.value, below.reason) == ("ok", 0, "below")


def test_different_units_are_undecided(pravo: Results) -> None:
    """Couples are not held against a plan that counts people; both numbers stand with their units."""
    # data/pravo-2024/plan-as-printed.csv: couples_total, 2000 people as printed, 3605 couples
    plan, fact = (row(pravo, "KZ", name, "couples_total") for name in ("plan", "fact"))
    assert ((plan.value, plan.unit), (fact.value, fact.unit)) == ((2000, "people"), (3605, "couples"))
    for measure in ("difference", "percent_of_plan", "met"):
        found = row(pravo, "KZ", measure, "couples_total")
        assert (found.status, found.value, found.reason) == ("undefined", None, "units-differ")


def test_no_fact_is_no_zero(pravo: Results) -> None:
    """Access to services has a plan of 100 % and no fact in the report: nothing is computed."""
    fact = row(pravo, "KZ", "fact", "access")
    assert (fact.status, fact.value) == ("no-data", None)
    assert row(pravo, "KZ", "met", "access").reason == "not-reported"


@pytest.mark.parametrize(
    ("indicator", "fact", "percent", "met"),
    [
        # data/pravo-2024: consultations.csv 8884 > 2000; participants.csv 12750 >= 2000;
        # trainings.csv 24 of 30 and 28 of 30; project.toml states 10 of 10 three times
        ("consultations", 8884, 444.2, 1),
        ("people_covered", 12750, 637.5, 1),
        ("young_couples_trainings", 24, 80, 0),
        ("conflict_trainings", 28, 100 * 28 / 30, 0),
        ("centres", 10, 100, 1),
        ("specialist_trainings", 10, 100, 1),
        ("working_meetings", 10, 100, 1),
    ],
)
def test_published_indicators_2024(
    pravo: Results, indicator: str, fact: float, percent: float, met: float
) -> None:
    """Each indicator of the report is decided by its operator."""
    assert row(pravo, "KZ", "fact", indicator).value == fact
    assert row(pravo, "KZ", "percent_of_plan", indicator).value == pytest.approx(percent)
    assert row(pravo, "KZ", "met", indicator).value == met


@pytest.mark.parametrize("region", ["KZ-23", "KZ"])
def test_people_advised_2020(adamgershilik: Results, region: str) -> None:
    """211 people were advised where 200 were planned: 105.5 %, eleven more, met."""
    # data/adamgershilik-2020/services.csv and project.toml
    measures = ("plan", "fact", "difference", "percent_of_plan", "met")
    assert [row(adamgershilik, region, name, "people_advised").value for name in measures] == [
        200, 211, 11, pytest.approx(105.5), 1,
    ]  # fmt: skip


@pytest.mark.parametrize("region", ["KZ-23", "KZ"])
def test_table_of_indicators_2020(adamgershilik: Results, region: str) -> None:
    """Of the 45 indicators of the table 44 are met and one lies above its plan, in region and project."""
    # data/adamgershilik-2020/indicators.csv: plan and fact are equal but for effect_1, 211 of 200
    verdicts = {
        found.pairs["indicator"]: (found.value, found.reason)
        for found in adamgershilik.select(region=region, subject="indicators", measure="met")
        if "block" in found.pairs
    }
    assert len(verdicts) == 45
    assert verdicts.pop("effect_1") == (None, "above-exact")
    assert set(verdicts.values()) == {(1, "met")}
    assert row(adamgershilik, region, "met", "literacy").reason == "not-reported"


# Plans of the project's own


FIGURES = ("regional-figures", "region,clients\nKZ-10,20\nKZ-11,30\nKZ-15,0\n")
PLAN = ("plan", "indicator,region,plan\nclients,KZ-10,25\nclients,KZ-11,30\nclients,KZ-15,5\nother,KZ-10,1\n")


def indicator(**settings: Any) -> dict[str, Any]:
    fact = {"subject": "consultations", "measure": "people"}
    own = {"id": "clients", "label": "Clients", "unit": "people", "fact": fact}
    return {"indicators": [own | settings]}


def test_plans_by_region(analysed: Analysed) -> None:
    """Regions have the plans of the table, and the country the sum of them."""
    results, _ = analysed({"figures": FIGURES, "plan": PLAN}, parts=indicator(plan_table="plan"))
    places = ("KZ-10", "KZ-11", "KZ-15", "KZ")
    assert [row(results, code, "plan", "clients").value for code in places] == [25, 30, 5, 60]
    # 20 of 25, 30 of 30, 0 of 5, 50 of 60
    percents = [row(results, code, "percent_of_plan", "clients").value for code in places]
    assert percents == pytest.approx([80, 100, 0, 100 * 50 / 60])
    assert [row(results, code, "met", "clients").value for code in places] == [0, 1, 0, 0]


def test_plan_of_the_country_in_the_table(analysed: Analysed) -> None:
    """A plan given for the country stands, whatever the regions' plans add up to."""
    plan = (PLAN[0], PLAN[1] + "clients,,100\n")
    results, _ = analysed({"figures": FIGURES, "plan": plan}, parts=indicator(plan_table="plan"))
    assert row(results, "KZ", "plan", "clients").value == 100


def test_refused_plan_table(analysed: Analysed) -> None:
    """Without its plan table an indicator is absent, and everything else stands."""
    plan = ("plan", "name,region,plan\nclients,KZ-10,25\n")
    results, _ = analysed({"figures": FIGURES, "plan": plan}, parts=indicator(plan_table="plan"))
    assert not results.select(subject="indicators")
    assert results.get("KZ", "consultations", "people").value == 50


def test_plan_of_zero(analysed: Analysed) -> None:
    """A plan of zero has a difference and no percentage."""
    results, _ = analysed({"figures": FIGURES}, parts=indicator(plan=0, operator=">="))
    percent = row(results, "KZ", "percent_of_plan", "clients")
    assert (percent.status, percent.value, percent.reason) == ("undefined", None, "plan-zero")
    assert row(results, "KZ", "difference", "clients").value == 50


def test_not_planned(analysed: Analysed) -> None:
    """A fact without a plan stands; nothing is held against it."""
    results, _ = analysed({"figures": FIGURES}, parts=indicator())
    assert row(results, "KZ", "plan", "clients").status == "no-data"
    assert row(results, "KZ", "fact", "clients").value == 50
    assert row(results, "KZ", "met", "clients").reason == "not-planned"


@pytest.mark.parametrize(("plan", "met"), [(45.5, 1), (45, None), (55.5, 1), (56, 0)])
def test_about(analysed: Analysed, plan: float, met: float | None) -> None:
    """About a number means within a tenth of it; more than that is undecided, less is missed."""
    # the fact is 50: a tenth above 45.5 is 50.05, above 45 it is 49.5; below 55.5 it is 49.95, below 56 50.4
    results, _ = analysed({"figures": FIGURES}, parts=indicator(plan=plan, operator="about"))
    assert row(results, "KZ", "met", "clients").value == met


def test_what_an_indicator_gives_away(analysed: Analysed) -> None:
    """The fact of an indicator carries the threshold of its table and names the count it repeats."""
    results, _ = analysed(
        {"figures": FIGURES, "plan": PLAN}, parts=indicator(plan_table="plan"), sensitivity="court"
    )
    count = Key("KZ-10", "consultations", "people")
    fact = row(results, "KZ-10", "fact", "clients")
    assert (fact.sources, fact.threshold) == ((count,), 10)
    for measure in ("difference", "percent_of_plan", "met"):
        found = row(results, "KZ-10", measure, "clients")
        assert {fact.key, count} <= set(found.sources)
        assert found.threshold == 10


def test_stated_fact_of_several_regions(analysed: Analysed) -> None:
    """A fact that the authors state is the country's; the regions have none of it."""
    results, _ = analysed(
        {"figures": FIGURES}, parts=indicator(plan=10, fact=None, stated=12, per_region=True)
    )
    assert [row(results, code, "fact", "clients").status for code in ("KZ-10", "KZ")] == ["no-data", "ok"]
    # the whole plan is 10 for each of three regions: 12 of 30
    assert [row(results, "KZ", name, "clients").value for name in ("plan", "fact")] == [30, 12]
    assert row(results, "KZ", "percent_of_plan", "clients").value == 40
    results, _ = analysed({"figures": FIGURES}, parts=indicator(plan=10, fact=None, stated=12))
    fact = row(results, "KZ", "fact", "clients")
    assert (fact.value, fact.method) == (12, "as stated by the authors")


def test_both_bases_of_the_centres_2024(pravo: Results) -> None:
    """Eight of ten centres reported 3,605 couples: 225.3 % of their 1,600, 180.3 % of the whole 2,000."""
    # data/pravo-2024/consultations.csv: 3605 couples; 8 x 200 and 10 x 200 planned
    measures = ("regions_planned", "regions_reported", "plan_of_reported", "plan", "fact")
    found = [row(pravo, "KZ", name, "couples_per_centre").value for name in measures]
    assert found == [10, 8, 1600, 2000, 3605]
    assert row(pravo, "KZ", "percent_of_reported", "couples_per_centre").value == pytest.approx(225.3125)
    assert row(pravo, "KZ", "percent_of_whole", "couples_per_centre").value == pytest.approx(180.25)
    assert row(pravo, "KZ", "met", "couples_per_centre").reason == "above-exact"


@pytest.mark.parametrize("operator", ["=", "<=", "about"])
def test_what_regions_to_come_can_change_is_not_decided(analysed: Analysed, operator: str) -> None:
    """300 of 3 x 100 from two of three regions: the third could still pass it; 400 stay above."""
    figures = ("regional-figures", "region,clients\nKZ-10,60\nKZ-11,{}\n")
    for second, reason in ((240, "partly-reported"), (340, "above")):
        table = (figures[0], figures[1].format(second))
        results, _ = analysed(
            {"figures": table}, parts=indicator(plan=100, per_region=True, operator=operator)
        )
        assert row(results, "KZ", "met", "clients").reason.startswith(reason)


def test_a_fact_that_is_a_range_is_reported_and_not_decided(analysed: Analysed) -> None:
    """Three or four events are no missing fact, and no number to decide by."""
    counts = ("counts", "region,count,count_high\nKZ-10,3,4\n", {"subject": "events", "unit": "events"})
    fact = {"subject": "events", "measure": "events"}
    own = indicator(plan=5, per_region=True, unit="events", fact=fact)
    results, _ = analysed({"events": counts}, parts=own)
    found = row(results, "KZ-10", "fact", "clients")
    assert (found.low, found.high, found.status, found.reason) == (3, 4, "undefined", "range")
    assert row(results, "KZ-10", "met", "clients").reason == "fact-is-range"
    assert row(results, "KZ", "regions_reported", "clients").status == "no-data"
