"""Rates adjusted for age and sex: whose, by what standard, and where there are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaltools.findings import Finding
from evaltools.results import Key, Result, Results, Sum

Analysed = Callable[..., Any]

#: Clients by region and age: 30 and 20 in the first region, 12 and 40 in the second.
CLIENTS = {("KZ-10", 20): 30, ("KZ-10", 40): 20, ("KZ-11", 20): 12, ("KZ-11", 40): 40}
RESIDENTS = "KZ-10,0-28,10000\nKZ-10,29+,5000\nKZ-11,0-28,4000\nKZ-11,29+,8000\n"


def register(clients: dict[tuple[str, int | str], int], column: str = "age") -> str:
    rows = "".join(
        f"2024-01-05,{region}-{said}-{number},{region},{said}\n"
        for (region, said), count in clients.items()
        for number in range(count)
    )
    return f"date,client,region,{column}\n" + rows


def adjusted(*given: Any, **named: Any) -> Results:
    """Results of a register with residents by age."""
    return adjusted_or_not(*given, **named)[0]


def adjusted_or_not(
    analysed: Analysed,
    folder: Path,
    clients: dict[tuple[str, int | str], int],
    residents: str = RESIDENTS,
    *,
    strata: Any = "age",
    head: str = "region,age,value",
    text: str = "",
    **header: Any,
) -> tuple[Results, list[Finding]]:
    (folder / "residents.csv").write_text(f"{head}\n{residents}", encoding="utf-8")
    parts = {
        "denominators": {
            "residents": {
                "file": "residents.csv",
                "strata": strata,
                "date": "2024-01-01",
                "source": "invented",
            }
        }
    }
    given = {"regions": ("KZ-10", "KZ-11")} | header
    return analysed({"register": ("consultations", text or register(clients))}, parts=parts, **given)


def rate(results: Results, region: str, kind: str = "adjusted") -> Result:
    return results.get(region, "consultations", f"people_{kind}_per_10000_residents")


def test_adjusted_rates_and_their_limits(analysed: Analysed, tmp_path: Path) -> None:
    """Both regions are weighted by the people of both together; Dobson's limits, one decimal."""
    results = adjusted(analysed, tmp_path, CLIENTS)
    # R 4.2.2: N <- c(14000, 13000); w <- N / sum(N); d <- sum(w * x / n); v <- sum(w^2 * x / n^2); O <- sum(x)
    # 1e4 * c(d, d + sqrt(v / O) * (byar(O) - O)), byar as in test_consultations.py
    # x = 30, 20; n = 10000, 5000: 34.8148 25.4096 46.4293; x = 12, 40; n = 4000, 8000: 39.6296 28.8811 52.8482
    first, second = rate(results, "KZ-10"), rate(results, "KZ-11")
    assert (first.value, first.low, first.high) == (34.8, 25.4, 46.4)
    assert (second.value, second.low, second.high) == (39.6, 28.9, 52.8)
    assert (first.n, first.unit) == (15000, "per 10000 residents")
    assert "Dobson" in first.method


def test_limits_for_analysts_stay_inside(analysed: Analysed, tmp_path: Path) -> None:
    """Fay and Feuer's limits are for analysts: the same rate with a higher upper limit, internal."""
    results = adjusted(analysed, tmp_path, CLIENTS)
    other = results.get("KZ-10", "consultations", "people_adjusted_per_10000_residents", "limits=fay-feuer")
    # R: m <- max(w / n); 1e4 * c(qgamma(.025, d^2 / v, scale = v / d),
    #   qgamma(.975, (d + m)^2 / (v + m^2), scale = (v + m^2) / (d + m))) is 25.446 46.772
    assert (other.value, other.low, other.high) == (34.8, 25.4, 46.8)
    assert other.audience == "internal"
    assert other.sources == rate(results, "KZ-10").sources


def test_crude_rate_of_the_same_people_stands_beside_it(analysed: Analysed, tmp_path: Path) -> None:
    """Who did not state an age is in neither of the two rates, but in the region's own."""
    results = adjusted(analysed, tmp_path, CLIENTS | {("KZ-10", ""): 2})
    # R: 1e4 * c(50, byar(50)) / 15000 is 33.3333 24.7387 43.9468
    same = rate(results, "KZ-10", "placed")
    assert (same.value, same.low, same.high) == (33.3, 24.7, 43.9)
    assert rate(results, "KZ-10").value == 34.8
    own = results.get("KZ-10", "consultations", "people_per_10000_residents")
    assert own.value == pytest.approx(52 / 1.5)


def test_observed_over_expected(analysed: Analysed, tmp_path: Path) -> None:
    """Clients are held against those expected at the rates of both regions together."""
    results = adjusted(analysed, tmp_path, CLIENTS)
    # R: r <- (x + y) / N; E <- sum(n * r) is 53.0769; c(50, byar(50)) / E is 0.942029 0.699138 1.241974
    found = results.get("KZ-10", "consultations", "observed_to_expected_per_residents")
    assert (found.value, found.low, found.high) == pytest.approx(
        (0.942028985507, 0.699138123648, 1.241973966698)
    )
    assert found.n == 50


def test_a_standard_of_the_file_is_used(analysed: Analysed, tmp_path: Path) -> None:
    """A column `standard` gives the weights in place of the regions together."""
    residents = "KZ-10,0-28,10000,3\nKZ-10,29+,5000,1\nKZ-11,0-28,4000,3\nKZ-11,29+,8000,1\n"
    results = adjusted(analysed, tmp_path, CLIENTS, residents, head="region,age,value,standard")
    # 1e4 * (3 * 30 / 10000 + 1 * 20 / 5000) / 4
    assert rate(results, "KZ-10").value == 32.5


def test_too_many_unknown_ages_refuse_the_rate(analysed: Analysed, tmp_path: Path) -> None:
    """With more than a tenth of a region's clients of unknown age its rate would be too low by as much."""
    results = adjusted(analysed, tmp_path, CLIENTS | {("KZ-10", ""): 6})
    for kind in ("adjusted", "placed"):
        assert (rate(results, "KZ-10", kind).status, rate(results, "KZ-10", kind).reason) == (
            "undefined",
            "not-stated",
        )
    assert rate(results, "KZ-11").ok
    assert rate(results, "KZ-10").value is None
    ratio = results.get("KZ-10", "consultations", "observed_to_expected_per_residents")
    assert (ratio.value, ratio.n, ratio.reason) == (None, None, "not-stated")


def test_few_clients_have_no_adjusted_rate(analysed: Analysed, tmp_path: Path) -> None:
    """Below ten clients no rate is adjusted."""
    results = adjusted(analysed, tmp_path, CLIENTS | {("KZ-10", 20): 4, ("KZ-10", 40): 5})
    assert (rate(results, "KZ-10").status, rate(results, "KZ-10").reason) == ("undefined", "too-few-events")


def test_a_group_without_residents_has_no_rate(analysed: Analysed, tmp_path: Path) -> None:
    """Where nobody lives in a group its rate is unknown, and the whole cannot be adjusted."""
    results = adjusted(analysed, tmp_path, CLIENTS, RESIDENTS.replace("KZ-10,29+,5000", "KZ-10,29+,0"))
    assert rate(results, "KZ-10").reason == "no-exposure"


def test_an_adjusted_rate_rests_on_its_groups(analysed: Analysed, tmp_path: Path) -> None:
    """Each group, all of them and who is in none are internal counts, tied to clients and participants."""
    results = adjusted(analysed, tmp_path, CLIENTS | {("KZ-10", ""): 2}, sensitivity="court")
    sources = [results.by_key[key] for key in rate(results, "KZ-10").sources]
    assert {row.audience for row in sources} == {"internal"}
    assert sorted(row.value or 0 for row in sources) == [2, 20, 30, 50]
    named = {row.value: row.key for row in sources}
    assert Sum(Key("KZ-10", "consultations", "people"), (named[50], named[2])) in results.sums
    margin = Key(
        "KZ-10", "consultations", "people_in_margin", "denominator=residents;dimension=age;category=29+"
    )
    bands = tuple(
        Key("KZ-10", "participants", "participants", f"age={band}") for band in ("29-45", "46-59", "60+")
    )
    assert {Sum(margin, (named[20],)), Sum(margin, bands)} <= set(results.sums)


def test_adjusted_for_sex(analysed: Analysed, tmp_path: Path) -> None:
    """The other column works alike; a category that the file does not have is in no group."""
    clients: dict[tuple[str, int | str], int] = {
        ("KZ-10", "women"): 30, ("KZ-10", "men"): 20, ("KZ-10", "children"): 2,
        ("KZ-11", "women"): 12, ("KZ-11", "men"): 40,
    }  # fmt: skip
    residents = RESIDENTS.replace("0-28", "women").replace("29+", "men")
    results = adjusted(
        analysed, tmp_path, {}, residents, strata=["sex"], head="region,sex,value",
        text=register(clients, "sex"),
    )  # fmt: skip
    assert rate(results, "KZ-10").value == 34.8


def test_adjusted_for_both(analysed: Analysed, tmp_path: Path) -> None:
    """Two columns make groups of both; who stated one of them only is left out and tied to its margin."""
    rows = "".join(
        f"2024-01-05,{region}{age}{sex}{number},{region},{age},{sex}\n"
        for region in ("KZ-10", "KZ-11")
        for age, sex, count in (("20", "men", 12), ("20", "women", 8), ("40", "men", 10), ("40", "", 2))
        for number in range(count)
    )
    residents = "".join(
        f"{region},{age},{sex},1000\n"
        for region in ("KZ-10", "KZ-11")
        for age in ("0-28", "29+")
        for sex in ("men", "women")
    )
    results = adjusted(
        analysed, tmp_path, {}, residents, strata=["age", "sex"], head="region,age,sex,value",
        text="date,client,region,age,sex\n" + rows,
    )  # fmt: skip
    # 30 clients among 4000, all groups of one size
    assert rate(results, "KZ-10").value == 75
    only = results.get(
        "KZ-10",
        "consultations",
        "people_in_margin_only",
        "denominator=residents;dimension=age;category=29+",
    )
    assert (only.value, only.audience) == (2, "internal")


def test_residents_by_age_are_the_residents(analysed: Analysed, tmp_path: Path) -> None:
    """The crude rate takes the sum of the groups, whichever dash the file writes."""
    results = adjusted(analysed, tmp_path, CLIENTS, RESIDENTS.replace("0-28", "0–28"))
    assert results.get("KZ-10", "consultations", "people_per_10000_residents").n == 15000
    assert rate(results, "KZ-10").value == 34.8


def test_a_region_without_a_group_is_not_adjusted(analysed: Analysed, tmp_path: Path) -> None:
    """A gap in the file is not zero residents: the region has no adjusted rate, the others have."""
    clients: dict[tuple[str, int | str], int] = {**CLIENTS, ("KZ-15", 20): 20}
    results = adjusted(
        analysed, tmp_path, clients, RESIDENTS + "KZ-15,0-28,4000\n", regions=("KZ-10", "KZ-11", "KZ-15")
    )
    assert rate(results, "KZ-15").status == "no-data"
    assert rate(results, "KZ-10").ok


def test_a_group_in_which_nobody_lives_anywhere(analysed: Analysed, tmp_path: Path) -> None:
    """A group without residents in the whole project is a reason, not a fault."""
    residents = RESIDENTS.replace("29+,5000", "29+,0").replace("29+,8000", "29+,0")
    results = adjusted(analysed, tmp_path, CLIENTS, residents)
    assert {rate(results, code).reason for code in ("KZ-10", "KZ-11")} == {"no-exposure"}
    ratio = results.get("KZ-10", "consultations", "observed_to_expected_per_residents")
    assert (ratio.value, ratio.reason) == (None, "missing-cells")


@pytest.mark.parametrize(
    ("residents", "head", "message"),
    [
        ("KZ-10,0-20,5\n", "region,age,value", "the age band “0-20” cannot be used. Expected 0-13"),
        ("KZ-10,young,5\n", "region,age,value", "the age band “young” cannot be used"),
        ("KZ-10,5\n", "region,value", "there is no column “age”"),
        ("KZ-10,0-28,5\nKZ-10,0-28,6\n", "region,age,value", "row 3: an earlier row has KZ-10, 0-28, too"),
        ("KZ-10,0-28,many\n", "region,age,value", "row 2, column “value”: expected a number"),
        ("KZ-10,0-28,\n", "region,age,value", "row 2, column “value”: the cell is empty"),
        ("KZ-10,0-28,5,1\nKZ-11,0-28,5,2\n", "region,age,value,standard", "0-28 has two weights"),
        ("KZ-10,0-28,5,1\nKZ-10,29+,5,\n", "region,age,value,standard", "missing or not above 0"),
        ("KZ-10,0-28,5,0\n", "region,age,value,standard", "missing or not above 0"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    analysed: Analysed, tmp_path: Path, residents: str, head: str, message: str
) -> None:
    """A fault says the file, what was found and what was expected; it costs its rates and nothing else."""
    results, found = adjusted_or_not(analysed, tmp_path, CLIENTS, residents, head=head)
    (fault,) = [each for each in found if each.refuses]
    assert fault.file == "residents.csv"
    assert message in fault.message
    assert results.get("KZ-10", "consultations", "consultations").ok
