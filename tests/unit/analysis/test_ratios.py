"""Ratios of the settings, and the grant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaltools.disclosure import hide_small_counts
from evaltools.results import Key, Results

Analysed = Callable[..., Any]

FIGURES = """
    region,consultations,clients
    KZ-10,40,20
    KZ-11,60,0
    KZ-15,,
"""
GRANT = {"subject": "effects", "measure": "grant"}
PEOPLE = {"subject": "consultations", "measure": "people"}
VISITS = {"subject": "consultations", "measure": "consultations"}


def worked_out(analysed: Analysed, *ratios: dict[str, Any], grant: Any = None, **more: Any) -> Results:
    parts: dict[str, Any] = {"ratios": [{"id": "r", "label": "R"} | each for each in ratios]}
    if grant is not None:
        parts["grant"] = {"amount": grant}
    results, _ = analysed({"f": ("regional-figures", FIGURES)}, parts=parts, **more)
    return results


def test_a_ratio_is_one_figure_over_another(analysed: Analysed) -> None:
    """1,000 tenge for 20 people: 50 for each. The grant is not given by region, so no region has a ratio."""
    results = worked_out(analysed, {"numerator": GRANT, "denominator": PEOPLE, "unit": "KZT"}, grant=1000)
    (row,) = results.select(subject="effects", measure="ratio")
    assert (row.region, row.group, row.value, row.unit, row.n) == ("KZ", "ratio=r", 50, "KZT", None)
    assert set(row.sources) == {Key("KZ", "effects", "grant"), Key("KZ", "consultations", "people")}


def test_regions_with_both_parts_have_their_own(analysed: Analysed) -> None:
    """40 / 20 = 2; 60 over nobody is undefined; the third region reported nothing; the country has 100 / 20."""
    results = worked_out(analysed, {"numerator": VISITS, "denominator": PEOPLE})
    rows = {row.region: (row.value, row.status, row.reason) for row in results.select(measure="ratio")}
    assert rows == {
        "KZ-10": (2, "ok", ""),
        "KZ-11": (None, "undefined", "denominator-zero"),
        "KZ": (5, "ok", ""),
    }


def test_numerators_are_added_up_before_they_are_divided(analysed: Analysed) -> None:
    """(40 + 20) of 40 visits and people in one region, as a share: 150 %, with its base."""
    results = worked_out(analysed, {"numerator": [VISITS, PEOPLE], "denominator": VISITS, "percent": True})
    row = results.get("KZ-10", "effects", "ratio", "ratio=r")
    assert (row.value, row.unit, row.n) == (150, "percent", 40)


def test_a_part_that_is_missing_leaves_no_ratio(analysed: Analysed) -> None:
    """Not 0, and not the ratio of the other parts."""
    nowhere = {"subject": "nothing", "measure": "nothing"}
    results = worked_out(analysed, {"numerator": [VISITS, nowhere], "denominator": PEOPLE})
    assert results.select(measure="ratio") == ()


@pytest.mark.parametrize(
    ("amount", "value", "status"),
    [(5000, 5000, "ok"), (VISITS, 100, "ok"), ({"subject": "no", "measure": "no"}, None, "no-data")],
)
def test_the_grant_is_a_sum_or_a_figure(
    analysed: Analysed, amount: Any, value: float | None, status: str
) -> None:
    """From the settings, or from a table; where that has none, nothing is invented."""
    row = worked_out(analysed, grant=amount).get("KZ", "effects", "grant")
    assert (row.value, row.status, row.unit if value else "KZT") == (value, status, "KZT")


def test_a_project_of_one_region_has_ratios_for_the_whole(analysed: Analysed) -> None:
    """Of counts that name no region, too."""
    counts = ("counts", "breakdown,category,count\nsex,women,6\nsex,men,2\n", {"subject": "participants", "unit": "people", "total": True})  # fmt: skip
    whole = {"subject": "participants", "measure": "participants"}
    ratio = {
        "id": "women",
        "label": "W",
        "percent": True,
        "numerator": whole | {"group": "sex=women"},
        "denominator": whole,
    }
    results, _ = analysed({"c": counts}, regions=("KZ-10",), parts={"ratios": [ratio]})
    assert {row.region: row.value for row in results.select(measure="ratio")} == {"KZ": 75, "KZ-10": 75}


def test_a_ratio_of_a_hidden_count_is_hidden(analysed: Analysed) -> None:
    """Who knows the grant and the tenge for each person knows the people: 1,000 / 250 = 4."""
    text = "region,consultations,clients\nKZ-10,400,4\nKZ-11,300,100\nKZ-15,300,200\n"
    ratio = {"id": "r", "label": "R", "numerator": VISITS, "denominator": PEOPLE}
    results, _ = analysed({"f": ("regional-figures", text)}, parts={"ratios": [ratio]}, sensitivity="court")
    hidden = hide_small_counts(results)
    assert hidden.get("KZ-10", "consultations", "people").status == "hidden"
    assert hidden.get("KZ-10", "effects", "ratio", "ratio=r").status == "hidden"
    shown = [row.region for row in hidden.select(measure="ratio") if row.ok]
    people = [row.region for row in hidden.select(subject="consultations", measure="people") if row.ok]
    assert set(shown) <= set(people)


def test_settings_without_a_grant_or_ratios_add_nothing(analysed: Analysed) -> None:
    """No chapter of effects."""
    assert worked_out(analysed).select(subject="effects") == ()
