"""Satisfaction: who has an opinion, who is satisfied, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaltools.results import Key, Results

Analysed = Callable[..., Any]

SETTINGS = {"items": ["q1"], "dont_know": [9]}


def forms(*answers: tuple[str, str, str]) -> str:
    """Forms of region, training and answer."""
    return "\n".join(["region,training,q1", *(",".join(each) for each in answers)])


def item(results: Results, region: str, measure: str, **more: str) -> float | None:
    where = ";".join(f"{name}={value}" for name, value in ({**more, "item": "q1"}).items())
    return results.get(region, "satisfaction", measure, where).value


ANSWERS = forms(
    *[("KZ-10", "T1", answer) for answer in ("5", "4", "3", "9", "")],
    *[("KZ-11", "T2", answer) for answer in ("5", "5", "5", "4", "4", "2", "1", "9")],
)


def test_bases(analysed: Analysed) -> None:
    """Don't know and blanks fill in a form and have no opinion: they are respondents, out of the base."""
    results, _ = analysed({"forms": ("satisfaction", ANSWERS, SETTINGS)})
    assert results.get("KZ-10", "satisfaction", "respondents").value == 5
    measures = ("answered", "blank", "with_opinion", "dont_know", "satisfied", "not_satisfied")
    assert [item(results, "KZ-10", name) for name in measures] == [4, 1, 3, 1, 2, 1]
    assert [item(results, "KZ-11", name) for name in measures] == [8, 0, 7, 1, 5, 2]


def test_country_pools_counts(analysed: Analysed) -> None:
    """The country's share is of all who answered; it is no average of the regions' shares."""
    results, _ = analysed({"forms": ("satisfaction", ANSWERS, SETTINGS)})
    # (2 + 5) of (3 + 7) are 70 %; the average of 2/3 and 5/7 is 69 %
    assert item(results, "KZ", "percent_satisfied") == pytest.approx(70)


def test_interval(analysed: Analysed) -> None:
    """A share carries Wilson's interval, its base, and the two counts that it gives away."""
    text = forms(*[("KZ-10", "T1", "5")] * 47, *[("KZ-10", "T1", "2")] * 13, ("KZ-10", "T1", "9"))
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)})
    share = results.get("KZ-10", "satisfaction", "percent_satisfied", "item=q1")
    # R 4.2.2, options(digits = 12): prop.test(47, 60, correct = FALSE)$conf.int
    assert (share.low, share.high) == pytest.approx((66.3799724268, 86.8769559518), rel=1e-9)
    assert (share.value, share.n) == (pytest.approx(100 * 47 / 60), 60)
    assert share.sources == tuple(
        Key("KZ-10", "satisfaction", name, where)
        for name, where in (
            ("satisfied", "item=q1"), ("with_opinion", "item=q1"), ("answered", "item=q1"), ("respondents", ""),
        )
    )  # fmt: skip


def test_nobody_with_an_opinion(analysed: Analysed) -> None:
    """Where nobody had an opinion the share is undefined, and says why."""
    text = forms(("KZ-10", "T1", "9"), ("KZ-10", "T1", ""))
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)})
    share = results.get("KZ-10", "satisfaction", "percent_satisfied", "item=q1")
    assert (share.status, share.value, share.reason) == ("undefined", None, "no-answers")
    assert [item(results, "KZ-10", name) for name in ("with_opinion", "dont_know", "blank")] == [0, 1, 1]


def test_everybody_satisfied(analysed: Analysed) -> None:
    """Where everybody is satisfied the share is 100 % with a lower limit below it."""
    results, _ = analysed({"forms": ("satisfaction", forms(*[("KZ-10", "T1", "5")] * 8), SETTINGS)})
    share = results.get("KZ-10", "satisfaction", "percent_satisfied", "item=q1")
    # Wilson at 8 of 8: 8 / (8 + 1.959964^2) = 0.67559
    assert (share.value, share.high) == (100, 100)
    assert share.low == pytest.approx(67.559, abs=0.001)


def test_answers_that_count_as_satisfied(analysed: Analysed) -> None:
    """The settings say which answers count as satisfied."""
    results, _ = analysed({"forms": ("satisfaction", ANSWERS, SETTINGS | {"satisfied": [5]})})
    assert item(results, "KZ", "satisfied") == 4


def test_trainings_are_internal(analysed: Analysed) -> None:
    """Each training has its own figures, for its trainer only."""
    results, _ = analysed({"forms": ("satisfaction", ANSWERS, SETTINGS)})
    assert item(results, "KZ-10", "percent_satisfied", training="T1") == pytest.approx(100 * 2 / 3)
    assert {row.audience for row in results.select(group_has="training")} == {"internal"}


# Forms without a region


def test_forms_without_a_region_count_for_the_country(analysed: Analysed) -> None:
    """A form that names no region is not lost: it counts for the country, and for no region."""
    text = ANSWERS + "\n,T3,5\n,T3,1\n"
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)})
    assert results.get("KZ", "satisfaction", "respondents").value == 15
    # 10 with an opinion in the regions and 2 elsewhere; 7 and 1 satisfied
    assert [item(results, "KZ", name) for name in ("with_opinion", "satisfied")] == [12, 8]
    assert [item(results, code, "with_opinion") for code in ("KZ-10", "KZ-11")] == [3, 7]


def test_table_without_regions_counts_for_the_country(analysed: Analysed) -> None:
    """Forms of a table that has no regions make the country's figures."""
    results, _ = analysed({"forms": ("satisfaction", "q1\n5\n4\n1\n", SETTINGS)})
    assert results.get("KZ", "satisfaction", "respondents").value == 3
    assert item(results, "KZ", "percent_satisfied") == pytest.approx(100 * 2 / 3)
    assert {row.region for row in results} == {"KZ"}


@pytest.mark.parametrize("text", ["q1\n5\n4\n1\n", "region,q1\nKZ-23,5\n,4\n,1\n"])
def test_forms_of_a_project_of_one_region_are_its_own(analysed: Analysed, text: str) -> None:
    """In a project of one region, forms that name none are that region's."""
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)}, regions=("KZ-23",))
    assert [item(results, code, "answered") for code in ("KZ-23", "KZ")] == [3, 3]


def test_training_is_of_the_region_that_most_forms_name(analysed: Analysed) -> None:
    """A training's own figures stand under one region, in any order of its forms."""
    answers = [("", "T1", "5"), ("KZ-11", "T1", "5"), ("KZ-10", "T1", "5"), ("KZ-11", "T1", "5")]
    for rows in (answers, answers[::-1]):
        results, _ = analysed({"forms": ("satisfaction", forms(*rows), SETTINGS)})
        assert {row.region for row in results.select(group_has="training")} == {"KZ-11"}


# Percentages that others published


def test_published_percentages(pravo: Results) -> None:
    """Published percentages stand as printed; without a number of answers there is no interval."""
    # data/pravo-2024/satisfaction.csv
    rows = pravo.select(subject="satisfaction", measure="percent_satisfied")
    assert [row.value for row in rows] == [92.03, 93.95, 93.49, 94.91, 90.71, 90.0]
    assert {(row.region, row.low, row.n, row.reason) for row in rows} == {
        ("KZ", None, None, "base-not-given")
    }


def test_published_percentage_with_a_base(analysed: Analysed) -> None:
    """A published percentage with its base carries the interval of the nearest count."""
    text = "item,percent,n\nq1,78.3,60\n"
    results, _ = analysed({"figures": ("satisfaction-figures", text)})
    share = results.get("KZ", "satisfaction", "percent_satisfied", "item=q1")
    # 78.3 % of 60 is 46.98: 47. R 4.2.2: prop.test(47, 60, correct = FALSE)$conf.int
    assert (share.low, share.high) == pytest.approx((66.3799724268, 86.8769559518), rel=1e-9)
    assert (share.value, share.n) == (78.3, 60)


def test_published_percentage_of_one_region(analysed: Analysed) -> None:
    """In a project of one region a published percentage is the region's and the project's."""
    text = "item,percent\nq1,92\n"
    results, _ = analysed({"figures": ("satisfaction-figures", text)}, regions=("KZ-23",))
    assert [item(results, code, "percent_satisfied") for code in ("KZ-23", "KZ")] == [92, 92]
