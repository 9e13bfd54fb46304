"""Regions held against each other, from what is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from evaltools.analysis.satisfaction import compare_regions
from evaltools.results import Result, Results

Analysed = Callable[..., Any]
SETTINGS: dict[str, Any] = {"items": ["q1", "q2"], "overall": "q1"}
REGIONS = ("KZ-10", "KZ-11", "KZ-15")


def forms(*groups: tuple[str, int, int]) -> str:
    """Forms of region, people satisfied on the first question, and others; all are on the second."""
    rows = [f"{region},{answer},5" for region, yes, no in groups for answer in ["5"] * yes + ["2"] * no]
    return "\n".join(["region,q1,q2", *rows]) + "\n"


def compared(analysed: Analysed, *groups: tuple[str, int, int]) -> Results:
    return compare_regions(analysed({"forms": ("satisfaction", forms(*groups), SETTINGS)})[0])


def found(results: Results, measure: str, region: str = "KZ", group: str = "item=q1") -> Result:
    return results.get(region, "satisfaction", measure, group)


def test_homogeneity_of_the_regions(analysed: Analysed) -> None:
    """One test for each question, adjusted for those that could be tested."""
    results = compared(analysed, ("KZ-10", 56, 14), ("KZ-11", 48, 32), ("KZ-15", 40, 10))
    p = found(results, "p_same_in_regions")
    # R 4.2.2: prop.test(c(56, 48, 40), c(70, 80, 50), correct = FALSE)$p.value
    assert (p.value, p.n) == (pytest.approx(0.00854930947969), 200)
    assert "3 regions" in p.method
    # On the second question all are satisfied: no test, so the family is one question.
    assert found(results, "p_same_in_regions", group="item=q2").reason == "no-variation"
    adjusted = found(results, "p_same_in_regions_holm")
    assert (adjusted.value, adjusted.reason) == (pytest.approx(p.value), "regions-differ")
    assert "over 1 questions" in adjusted.method


def test_a_region_against_all_others(analysed: Analysed) -> None:
    """Newcombe's difference, in percentage points, of the region and everybody else."""
    results = compared(analysed, ("KZ-10", 56, 14), ("KZ-11", 28, 22), ("KZ-15", 20, 10))
    row = found(results, "difference_from_others", "KZ-10")
    # R 4.2.2, method 10 of Newcombe (1998), 56 of 70 against 48 of 80:
    # a <- prop.test(56, 70, correct = FALSE)$conf.int; b <- prop.test(48, 80, correct = FALSE)$conf.int
    # 0.2 - sqrt((0.8 - a[1])^2 + (b[2] - 0.6)^2); 0.2 + sqrt((a[2] - 0.8)^2 + (0.6 - b[1])^2)
    assert (row.value, row.low, row.high) == pytest.approx((20, 5.24314724024, 33.38726540369))
    assert found(results, "difference_from_others_overall", "KZ-10", "").value == pytest.approx(20)
    # The difference of the country from itself is none.
    assert found(results, "difference_from_others").status == "no-data"


@pytest.mark.parametrize(
    "groups",
    [[("KZ-10", 15, 4), ("KZ-11", 40, 40)], [("KZ-10", 40, 40), ("KZ-11", 15, 4)]],
    ids=["few here", "few elsewhere"],
)
def test_too_few_to_compare(analysed: Analysed, groups: list[tuple[str, int, int]]) -> None:
    """Below 20 opinions on either side there is no difference, and one region is no test."""
    results = compared(analysed, *groups)
    row = found(results, "difference_from_others", "KZ-10")
    assert (row.status, row.reason) == ("undefined", "too-few-answers")
    assert found(results, "p_same_in_regions").reason == "too-few-groups"


def test_hidden_regions_take_no_part(analysed: Analysed) -> None:
    """What is hidden changes nothing: the comparison is a function of what a reader sees."""
    whole, _ = analysed(
        {"forms": ("satisfaction", forms(("KZ-10", 56, 14), ("KZ-11", 48, 32), ("KZ-15", 40, 10)), SETTINGS)}
    )

    def hidden(value: float) -> Results:
        rows = [
            (replace(row, value=value).without_value("hidden", "small-count"))
            if row.region == "KZ-15" and row.measure in ("satisfied", "not_satisfied", "satisfied_overall")
            else row
            for row in whole
        ]
        return compare_regions(replace(whole, rows=tuple(rows)))

    assert hidden(40).rows == hidden(33).rows
    shown = hidden(40)
    assert "2 regions" in found(shown, "p_same_in_regions").method
    assert found(shown, "difference_from_others", "KZ-15").status == "hidden"
    assert found(shown, "difference_from_others", "KZ-10").status == "ok"


def test_nothing_to_compare(analysed: Analysed) -> None:
    """One region, a weighted survey, or percentages that others published: no comparison."""
    assert len(compared(analysed, ("KZ-10", 30, 30))) == 0
    weighted = "region,q1,q2,w\n" + "KZ-10,5,5,1\nKZ-11,4,1,2\n" * 30
    results, _ = analysed({"forms": ("satisfaction", weighted, SETTINGS | {"weight": "w"})})
    assert len(compare_regions(results)) == 0
    results, _ = analysed({"figures": ("satisfaction-figures", "item,percent\nq1,90\n")})
    assert len(compare_regions(results)) == 0
