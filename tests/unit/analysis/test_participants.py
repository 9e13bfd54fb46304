"""People by sex, status and age, and other counts by category."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaltools.analysis.participants import age_band
from evaltools.results import Key, Results

Analysed = Callable[..., Any]


def by_group(results: Results, region: str, measure: str) -> dict[str, float | None]:
    return {row.group: row.value for row in results.select(region=region, measure=measure) if row.group}


# The published figures


def test_published_participants_2024(pravo: Results) -> None:
    """Of 12,750 people 26.1 % are men, 26.7 % women and 47.2 % children."""
    # data/pravo-2024/participants.csv: 3,328 + 3,409 + 6,013 in the chart
    assert pravo.get("KZ", "participants", "participants").value == 12750
    shares = by_group(pravo, "KZ", "share_of_participants")
    found = [round(shares[f"sex={name}"] or 0, 1) for name in ("men", "women", "children")]
    assert found == [26.1, 26.7, 47.2]


def test_figures_of_the_text_are_not_shown(pravo: Results) -> None:
    """The same figures printed a second time are for the checks alone."""
    assert not pravo.select(subject="participants-text")


def test_published_claims_2024(pravo: Results) -> None:
    """Of 3,345 claims, each type has its share; divorce has half."""
    # data/pravo-2024/claims-by-type.csv: 293 + 740 + 413 + 1656 + 45 + 198 = 3345
    assert pravo.get("KZ", "claims", "claims").value == 3345
    shares = by_group(pravo, "KZ", "share_of_claims")
    types = ("alimony", "residence", "contact", "divorce", "property", "other")
    found = [round(shares[f"claim_type={name}"] or 0, 1) for name in types]
    assert found == [8.8, 22.1, 12.3, 49.5, 1.3, 5.9]


def test_published_trainings_2024(pravo: Results) -> None:
    """24 trainings were held with young couples and 28 on conflict; the 30 that are stated are not found."""
    # data/pravo-2024/trainings.csv, column held: 3+3+6+3+3+3+3 and 4+4+3+3+3+6+3+2
    assert by_group(pravo, "KZ", "trainings") == {"programme=young_couples": 24, "programme=conflict": 28}
    astana = pravo.get("KZ-71", "trainings", "trainings", "programme=young_couples")
    assert (astana.status, astana.value) == ("no-data", None)


@pytest.mark.parametrize(
    ("region", "low", "high"),
    # data/pravo-2024/outreach-regions.csv, action: count_min, count_max
    [("KZ-23", 3, 4), ("KZ-75", 3, 4), ("KZ-71", 3, 4), ("KZ-35", None, 10), ("KZ-79", None, 10)],
)
def test_range_keeps_its_ends(pravo: Results, region: str, low: float | None, high: float) -> None:
    """A range is given as its ends, with no value in between."""
    actions = pravo.get(region, "campaign", "campaign", "activity=action")
    assert (actions.value, actions.low, actions.high) == (None, low, high)
    assert (actions.status, actions.reason) == ("undefined", "range")


def test_a_sum_of_ranges_is_a_range(pravo: Results) -> None:
    """Counts with a range among them give the ends between which their sum lies; exact counts are added up."""
    actions = pravo.get("KZ", "campaign", "campaign", "activity=action")
    # one number for Shymkent and Karaganda (10), one for three places (3 to 4): once, 10+6+5+3+2+3,
    # or for each, 10+10+6+5+4+4+4+2+3
    assert (actions.status, actions.value, actions.low, actions.high) == ("undefined", None, 29, 48)
    # 1+3+3+3+4+1+1+1+1+1 social bureaus
    assert pravo.get("KZ", "campaign", "campaign", "activity=social_bureau").value == 19


def test_different_things_have_no_total(pravo: Results, adamgershilik: Results) -> None:
    """Publications, copies and views are listed; they are no parts of a whole."""
    for results in (pravo, adamgershilik):
        assert results.select(subject="outreach", group_has="item")
        assert results.get("KZ", "outreach", "outreach").status == "no-data"
        assert not results.select(measure="share_of_outreach")


@pytest.mark.parametrize("region", ["KZ-23", "KZ"])
def test_published_participants_2020(adamgershilik: Results, region: str) -> None:
    """90 men and 121 women, 42.7 and 57.3 % of 211, in the region and in the project."""
    # data/adamgershilik-2020/participants.csv
    counts = by_group(adamgershilik, region, "participants")
    assert (counts["sex=men"], counts["sex=women"], counts["age=33-45"]) == (90, 121, 60)
    shares = by_group(adamgershilik, region, "share_of_participants")
    assert [round(shares[f"sex={name}"] or 0, 1) for name in ("men", "women")] == [42.7, 57.3]


# Clients of a register


CLIENTS = """
    date,client,region,sex,age
    2024-01-05,a,KZ-10,women,13
    2024-02-05,a,KZ-10,women,13
    2024-01-06,b,KZ-10,men,14
    2024-01-07,c,KZ-10,,
    2024-01-08,d,KZ-11,women,60
"""


def test_age_bands() -> None:
    """Every age has one band, both ends inside; no answer and no possible age are not stated."""
    ages = [0, 13, 14, 17, 18, 28, 29, 45, 46, 59, 60, 120]
    bands = ["0-13", "0-13", "14-17", "14-17", "18-28", "18-28"]
    bands += ["29-45", "29-45", "46-59", "46-59", "60+", "60+"]
    assert [age_band(age) for age in ages] == bands
    assert {age_band(age) for age in (None, float("nan"), 121, 1985)} == {"not_stated"}


def test_client_is_one_person(analysed: Analysed) -> None:
    """A client who came twice is one participant; what was left blank is not stated."""
    results, _ = analysed({"register": ("consultations", CLIENTS)})
    assert results.get("KZ-10", "participants", "participants").value == 3
    counts = by_group(results, "KZ-10", "participants")
    assert {name: counts[f"sex={name}"] for name in ("women", "men", "not_stated")} == {
        "women": 1, "men": 1, "not_stated": 1,
    }  # fmt: skip
    assert (counts["age=0-13"], counts["age=14-17"], counts["age=not_stated"]) == (1, 1, 1)


def test_shares_of_clients(analysed: Analysed) -> None:
    """Shares are of all clients, those who did not say included, and name both counts."""
    results, _ = analysed({"register": ("consultations", CLIENTS)})
    women = results.get("KZ", "participants", "share_of_participants", "sex=women")
    # a and d of a, b, c, d
    assert (women.value, women.n) == (50, 4)
    assert women.sources == (
        Key("KZ", "participants", "participants", "sex=women"),
        Key("KZ", "participants", "participants"),
    )


@pytest.mark.parametrize("turn", [1, -1])
def test_earliest_entry_counts(analysed: Analysed, turn: int) -> None:
    """Of different entries for one client the earliest that is not blank counts, in any order of rows."""
    rows = ["2024-03-01,a,KZ-10,men,18", "2024-02-01,a,KZ-10,women,17", "2024-01-01,a,KZ-10,,"][::turn]
    text = "\n".join(["date,client,region,sex,age", *rows])
    results, _ = analysed({"register": ("consultations", text)})
    counts = by_group(results, "KZ-10", "participants")
    assert {name for name, count in counts.items() if count} == {"sex=women", "age=14-17"}


def test_country_leaves_the_same_regions_out(analysed: Analysed) -> None:
    """The country has as many participants as it has clients, also where a region is left out."""
    notes = [{"code": "KZ-11", "include_in_total": False, "reason": "came late"}]
    results, _ = analysed({"register": ("consultations", CLIENTS)}, parts={"region_notes": notes})
    assert results.get("KZ", "consultations", "people").value == 3
    assert results.get("KZ", "participants", "participants").value == 3
    assert by_group(results, "KZ", "participants")["age=60+"] == 0


# Counts by category


COUNTS = ("counts", "region,kind,count\nKZ-10,a,4\nKZ-10,b,6\nKZ-11,a,1\nKZ-11,b,\n")
SETTINGS = {"subject": "events", "unit": "events", "dimensions": ["kind"], "shares": True}


def test_incomplete_breakdown_has_no_shares(analysed: Analysed) -> None:
    """Shares need every category of a region; the country adds the counts that were given."""
    results, _ = analysed({"events": (*COUNTS, SETTINGS)})
    assert by_group(results, "KZ-10", "share_of_events") == {"kind=a": 40, "kind=b": 60}
    assert by_group(results, "KZ-11", "share_of_events") == {}
    assert by_group(results, "KZ", "events") == {"kind=a": 5, "kind=b": 6}


def test_total_without_shares(analysed: Analysed) -> None:
    """A table that declares a total only has it, and no shares."""
    results, _ = analysed({"events": (*COUNTS, SETTINGS | {"shares": False, "total": True})})
    assert results.get("KZ-10", "events", "events").value == 10
    assert not results.select(measure="share_of_events")


def test_undeclared_total_is_not_made(analysed: Analysed) -> None:
    """A table that declares neither total nor shares has its counts only."""
    results, _ = analysed({"events": (*COUNTS, SETTINGS | {"shares": False})})
    assert not [row for row in results if not row.group]


@pytest.mark.parametrize(("given", "is_sum"), [(11, True), (12, False)])
def test_country_row_of_the_table_stands(analysed: Analysed, given: int, is_sum: bool) -> None:
    """A count given for the country is not replaced; it is a sum where it agrees with the regions."""
    text = f"region,kind,count\nKZ-10,a,4\nKZ-11,a,7\nKZ,a,{given}\n"
    results, _ = analysed({"events": ("counts", text, SETTINGS)})
    whole = results.get("KZ", "events", "events", "kind=a")
    assert whole.value == given
    assert [each.total for each in results.sums] == ([whole.key] if is_sum else [])


def test_printed_total_stands(analysed: Analysed) -> None:
    """A row without a category is the total that the table prints; shares are of it where it agrees."""
    text = "breakdown,category,count\nsex,men,4\nsex,women,6\n,,10\nage,0-17,1\nage,18+,8\n"
    results, _ = analysed({"events": ("counts", text, SETTINGS | {"dimensions": []})})
    assert results.get("KZ", "events", "events").value == 10
    assert by_group(results, "KZ", "share_of_events") == {"sex=men": 40, "sex=women": 60}


@pytest.mark.parametrize(("men", "parts"), [(6, {"sex": 2, "age": 2}), (7, {"sex": 2})])
def test_breakdowns_of_the_same_people_share_one_total(
    analysed: Analysed, men: int, parts: dict[str, int]
) -> None:
    """Sex and age break down one total where they agree; where they do not, the first makes it."""
    text = f"breakdown,category,count\nsex,women,4\nsex,men,6\nage,0-17,{10 - men}\nage,18+,{men}\n"
    text = text if men == 6 else text.replace("0-17,3", "0-17,4")
    results, _ = analysed({"people": ("counts", text, SETTINGS | {"dimensions": []})})
    whole = results.get("KZ", "events", "events")
    assert whole.value == 10
    found = {each.parts[0].group.split("=")[0]: len(each.parts) for each in results.sums}
    assert found == parts
    assert {each.total for each in results.sums} == {whole.key}


def test_units_are_not_mixed(analysed: Analysed) -> None:
    """Rows with a unit of their own keep it, and take no part in the total of another unit."""
    text = "kind,count,unit\na,4,\nb,6,\nc,500,copies\n"
    results, _ = analysed({"events": ("counts", text, SETTINGS)})
    assert results.get("KZ", "events", "events", "kind=c").unit == "copies"
    assert results.get("KZ", "events", "events").value == 10
    assert by_group(results, "KZ", "share_of_events") == {"kind=a": 40, "kind=b": 60}
