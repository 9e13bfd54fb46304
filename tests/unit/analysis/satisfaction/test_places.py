"""The groups that forms come from: response, known size, census, and more forms than people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaltools.results import Result, Results

Analysed = Callable[..., Any]
SETTINGS: dict[str, Any] = {"items": ["q1"]}


def found(results: Results, measure: str, group: str = "", region: str = "KZ") -> Result:
    return results.get(region, "satisfaction", measure, group)


def forms(*groups: tuple[str, str, int, int]) -> str:
    """Forms of region, training, satisfied people and others."""
    rows = [
        f"{region},{training},{answer}"
        for region, training, yes, no in groups
        for answer in ["5"] * yes + ["2"] * no
    ]
    return "\n".join(["region,training,q1", *rows]) + "\n"


def trainings(*rows: str) -> tuple[str, str]:
    return "trainings", "\n".join(["training,region,participants", *rows]) + "\n"


def test_response_of_training_region_and_country(analysed: Analysed) -> None:
    """Forms over the people who came, added up and never averaged."""
    text = forms(("KZ-10", "T1", 8, 2), ("KZ-10", "T2", 5, 0), ("KZ-11", "T3", 9, 1))
    listed = trainings("T1,KZ-10,20", "T2,KZ-10,5", "T3,KZ-11,15", "T4,KZ-11,30")
    results, findings = analysed({"trainings": listed, "forms": ("satisfaction", text, SETTINGS)})
    assert findings == []
    rates = [found(results, "response_rate", region=code) for code in ("KZ-10", "KZ-11", "KZ")]
    # T4 has no forms: it is no part of the group
    assert [(rate.value, rate.n) for rate in rates] == [
        (pytest.approx(100 * 15 / 25), 25), (pytest.approx(100 * 10 / 15), 15), (pytest.approx(100 * 25 / 40), 40),
    ]  # fmt: skip
    one = found(results, "response_rate", "training=T1", "KZ-10")
    assert (one.value, one.audience) == (50, "internal")


def test_interval_allows_for_the_size_of_the_group(analysed: Analysed) -> None:
    """24 of 28 from a group of 30: of the two who did not answer, neither or both may be satisfied."""
    text = forms(("KZ-10", "T1", 24, 4))
    results, _ = analysed({"trainings": trainings("T1,KZ-10,30"), "forms": ("satisfaction", text, SETTINGS)})
    share = found(results, "percent_satisfied", "item=q1", "KZ-10")
    # By hand: with 24 of 30 satisfied both who are missing are not, a chance of C(6, 2)/C(30, 2) = 15/435 > 2.5%.
    assert (share.low, share.high) == pytest.approx((100 * 24 / 30, 100 * 26 / 30), rel=1e-9)
    assert "known size" in share.method
    assert "group_size" in {key.measure for key in share.sources}


def test_census_has_no_interval(analysed: Analysed) -> None:
    """Everybody answered: the share is known. Size and forms are one count, and say so."""
    text = forms(("KZ-10", "T1", 24, 4))
    results, _ = analysed({"trainings": trainings("T1,KZ-10,28"), "forms": ("satisfaction", text, SETTINGS)})
    share = found(results, "percent_satisfied", "item=q1", "KZ-10")
    assert (share.low, share.high, share.reason) == (None, None, "census")
    tied = [each for each in results.sums if each.total.measure == "group_size" and len(each.parts) == 1]
    assert [each.parts[0].measure for each in tied if each.total.region == "KZ-10"] == ["respondents"]


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        (trainings("T1,KZ-10,30"), forms(("KZ-10", "T1", 5, 1), ("KZ-10", "T2", 5, 1))),
        (trainings("T1,KZ-10,30", "T2,KZ-10,"), forms(("KZ-10", "T1", 5, 1), ("KZ-10", "T2", 5, 1))),
        (trainings("T1,KZ-10,30"), forms(("KZ-10", "T1", 5, 1), ("KZ-10", "", 5, 1))),
        (trainings("T1,KZ-10,30"), forms(("KZ-10", "T1", 5, 1), ("KZ-11", "T1", 5, 1))),
    ],
    ids=[
        "training not on the list",
        "participants blank",
        "form without a training",
        "training in two regions",
    ],
)
def test_size_that_is_not_known(analysed: Analysed, listed: tuple[str, str], text: str) -> None:
    """A region has a response rate where every training with forms there says how many came."""
    results, _ = analysed({"trainings": listed, "forms": ("satisfaction", text, SETTINGS)})
    assert found(results, "response_rate", region="KZ-10").status == "no-data"
    assert "known size" not in found(results, "percent_satisfied", "item=q1", "KZ-10").method


def test_training_in_two_regions_is_known_for_the_country(analysed: Analysed) -> None:
    """Whose participants cannot be told apart by region can still be counted all together."""
    text = forms(("KZ-10", "T1", 5, 1), ("KZ-11", "T1", 5, 1))
    results, _ = analysed({"trainings": trainings("T1,KZ-10,30"), "forms": ("satisfaction", text, SETTINGS)})
    assert found(results, "response_rate").value == pytest.approx(40)


def test_more_forms_than_participants(analysed: Analysed) -> None:
    """It is said which training; its group is taken as large, and the region has no rate."""
    text = forms(("KZ-10", "T1", 5, 1), ("KZ-10", "T2", 5, 1))
    listed = trainings("T1,KZ-10,5", "T2,KZ-10,9")
    results, findings = analysed({"trainings": listed, "forms": ("satisfaction", text, SETTINGS)})
    assert [(each.code, each.severity, each.column) for each in findings] == [
        ("more-forms-than-people", "warning", "T1")
    ]
    assert "more forms (6) than participants (5)" in findings[0].message
    assert found(results, "response_rate", region="KZ-10").status == "no-data"
    assert found(results, "response_rate", "training=T2", "KZ-10").value == pytest.approx(100 * 6 / 9)


def test_population_of_a_survey(analysed: Analysed) -> None:
    """A survey that is not about trainings has its population in the settings: it is the country's."""
    text = forms(("KZ-10", "", 30, 10), ("KZ-11", "", 10, 10))
    results, findings = analysed({"forms": ("satisfaction", text, SETTINGS | {"population": 240})})
    assert findings == []
    assert found(results, "response_rate").value == pytest.approx(25)
    assert found(results, "response_rate", region="KZ-10").status == "no-data"
    _, findings = analysed({"forms": ("satisfaction", text, SETTINGS | {"population": 59})})
    assert [each.code for each in findings] == ["more-forms-than-people"]
    assert "population (59)" in findings[0].message


def test_population_of_a_project_of_one_region(analysed: Analysed) -> None:
    """There the region's forms are all forms."""
    text = forms(("KZ-10", "", 30, 10))
    settings = SETTINGS | {"population": 80}
    results, _ = analysed({"forms": ("satisfaction", text, settings)}, regions=("KZ-10",))
    rates = [found(results, "response_rate", region=code).value for code in ("KZ-10", "KZ")]
    assert rates == [50, 50]


def test_empty_survey(analysed: Analysed) -> None:
    """A file without forms is no result of zero: it says that there is none."""
    results, _ = analysed({"forms": ("satisfaction", "region,q1\n", SETTINGS)})
    (only,) = results
    assert (only.measure, only.status, only.reason) == ("respondents", "no-data", "no-forms")
