"""Consultations and clients: counts, ratios, rates and months, by region and together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaltools.results import Key, Results

Analysed = Callable[..., Any]

# data/pravo-2024/consultations.csv, columns couples and consultations
PRAVO = {
    "KZ-71": (1206, 2718),
    "KZ-75": (57, 186),
    "KZ-79": (353, 915),
    "KZ-35": (619, 1378),
    "KZ-11": (669, 1609),
    "KZ-23": (568, 1778),
    "KZ-15": (93, 217),
    "KZ-10": (40, 83),
}


def value(results: Results, region: str, measure: str, group: str = "") -> float | None:
    return results.get(region, "consultations", measure, group).value


# The published figures of 2024


def test_country_is_the_published_total(pravo: Results) -> None:
    """The eight centres with both figures make 8,884 consultations of 3,605 couples."""
    # data/pravo-2024/claimed-totals.csv, claims consultations and couples
    assert value(pravo, "KZ", "consultations") == 8884
    assert value(pravo, "KZ", "couples") == 3605


def test_late_centre_stands_in_a_row_of_its_own(pravo: Results) -> None:
    """With the centre that opened in December there are 8,916 consultations, and no sum of couples."""
    # 8,884 + 32 (consultations.csv, KZ-61)
    assert value(pravo, "KZ", "consultations", "incl=KZ-61") == 8916
    assert pravo.get("KZ", "consultations", "couples", "incl=KZ-61").status == "no-data"


@pytest.mark.parametrize("region", list(PRAVO))
def test_region_has_its_published_figures(pravo: Results, region: str) -> None:
    """Every centre has the couples and consultations that the report prints."""
    assert (value(pravo, region, "couples"), value(pravo, region, "consultations")) == PRAVO[region]


@pytest.mark.parametrize("region", ["KZ-61", "KZ-62"])
def test_what_is_not_printed_is_no_zero(pravo: Results, region: str) -> None:
    """A centre without a number of couples has no data, and no ratio, share or rate of them."""
    couples = pravo.get(region, "consultations", "couples")
    assert (couples.status, couples.reason, couples.value) == ("no-data", "not-reported", None)
    for measure in ("consultations_per_client", "share_of_couples", "couples_per_10000_residents"):
        assert pravo.get(region, "consultations", measure).status == "no-data"


@pytest.mark.parametrize(
    ("region", "expected"),
    # PRAVO, consultations / couples: 2718 / 1206 = 2.2537 ...
    list(zip(PRAVO, (2.25, 3.26, 2.59, 2.23, 2.41, 3.13, 2.33, 2.08), strict=True)),
)
def test_consultations_per_couple(pravo: Results, region: str, expected: float) -> None:
    """The ratio divides two full counts, is based on the couples, and has no interval."""
    ratio = pravo.get(region, "consultations", "consultations_per_client")
    assert ratio.value is not None
    # 83 / 40 = 2.075 is printed as 2.08
    assert round(ratio.value + 1e-9, 2) == expected
    assert (ratio.n, ratio.low, ratio.unit) == (PRAVO[region][0], None, "consultations per couple")


def test_ratio_of_the_country_pools_counts(pravo: Results) -> None:
    """The country's ratio is that of its sums, not the average of the regions' ratios."""
    # 8884 / 3605 = 2.4644; the average of the eight ratios is 2.5349
    assert value(pravo, "KZ", "consultations_per_client") == pytest.approx(8884 / 3605, rel=1e-12)


def test_share_of_a_region(pravo: Results) -> None:
    """Astana holds 30.6 % of the consultations, and the shares of the eight make 100 %."""
    # 2718 / 8884 = 0.30594
    assert value(pravo, "KZ-71", "share_of_consultations") == pytest.approx(30.594, abs=0.001)
    shares = [row.value for row in pravo.select(measure="share_of_consultations") if row.ok]
    assert len(shares) == 8
    assert sum(shares) == pytest.approx(100)


def test_rate_of_couples(pravo: Results) -> None:
    """Rates divide by the residents of July 2024 and carry Byar's limits."""
    # evaltools/data/population.csv at 2024-07-01; R 4.2.2, options(digits = 12)
    # byar <- function(o, z = qnorm(.975)) c(o * (1 - 1 / (9 * o) - z / (3 * sqrt(o)))^3,
    #   (o + 1) * (1 - 1 / (9 * (o + 1)) + z / (3 * sqrt(o + 1)))^3)
    # 568 / 708529 * 1e4; byar(568) / 708529 * 1e4
    atyrau = pravo.get("KZ-23", "consultations", "couples_per_10000_residents")
    assert (atyrau.value, atyrau.low, atyrau.high) == pytest.approx(
        (8.01660905905, 7.37079509385, 8.70384747492), rel=1e-9
    )
    assert atyrau.n == 708529
    # 3605 / 9152051 * 1e4
    together = pravo.get("KZ", "consultations", "couples_per_10000_residents")
    assert together.value == pytest.approx(3.93900776995, rel=1e-9)
    # The regions differ far beyond chance: byar(3605) would promise too much.
    assert (together.low, together.high) == (None, None)
    assert "no interval: the regions differ" in together.method
    assert together.method.endswith("residents at 2024-07-01")
    assert together.n == 9152051


def test_rate_of_visits_has_no_interval(pravo: Results) -> None:
    """Visits of one couple follow from each other, so their rate is given without limits."""
    visits = pravo.get("KZ-23", "consultations", "consultations_per_10000_residents")
    # 1778 / 708529 * 1e4
    assert visits.value == pytest.approx(25.0942, abs=1e-4)
    assert (visits.low, visits.high) == (None, None)
    assert "no interval" in visits.method


def test_no_word_where_chance_explains_little(pravo: Results) -> None:
    """Regions that differ some 378 times more than chance explains get no word, and the reason is kept."""
    # n <- c(1206, 57, 353, 619, 669, 568, 93, 40)
    # p <- c(1472027, 2258253, 1238969, 1134776, 789015, 708529, 944610, 605872)
    # e <- p * sum(n) / sum(p); sum((n - e)^2 / e) / 7
    spread = pravo.get("KZ", "consultations", "dispersion_per_residents")
    assert spread.value == pytest.approx(377.935986191, rel=1e-9)
    words = pravo.select(measure="standing_per_residents")
    assert {row.region for row in words} == set(PRAVO)
    assert {(row.status, row.value, row.reason) for row in words} == {("undefined", None, "overdispersed")}


def test_one_region_is_region_and_country(adamgershilik: Results) -> None:
    """A project of one region has the same 211 people under the region and under the country."""
    # data/adamgershilik-2020/services.csv
    assert value(adamgershilik, "KZ-23", "people") == value(adamgershilik, "KZ", "people") == 211


def test_one_region_is_not_compared(adamgershilik: Results) -> None:
    """A project of one region has no shares of the country and no words for its region."""
    assert not adamgershilik.select(measure="share_of_people")
    assert not adamgershilik.select(measure="standing_per_residents")


# Published totals with gaps


FIGURES = """
    region,consultations,clients
    KZ-10,30,10
    KZ-11,25,
    KZ-15,40,16
"""


def test_region_with_a_part_missing_is_left_out(analysed: Analysed) -> None:
    """A region that gives one figure of two keeps it, is out of the country, and is named in a finding."""
    results, findings = analysed({"figures": ("regional-figures", FIGURES)})
    assert value(results, "KZ-11", "consultations") == 25
    assert value(results, "KZ", "consultations") == 70
    assert value(results, "KZ", "people") == 26
    assert [(each.code, each.region, each.severity) for each in findings] == [
        ("region-incomplete", "KZ-11", "warning")
    ]
    assert results.get("KZ", "consultations", "consultations").method == "sum of 2 regions"


def test_explained_gap_is_no_finding(analysed: Analysed) -> None:
    """A region that the settings leave out, with a reason, is not reported again."""
    notes = [{"code": "KZ-11", "include_in_total": False, "reason": "came late"}]
    results, findings = analysed({"figures": ("regional-figures", FIGURES)}, parts={"region_notes": notes})
    assert findings == []
    assert value(results, "KZ", "consultations", "incl=KZ-11") == 95


def test_zero_is_a_figure(analysed: Analysed) -> None:
    """A region that reports zero takes part in the total, and has no ratio."""
    text = FIGURES.replace("KZ-11,25,", "KZ-11,0,0")
    results, findings = analysed({"figures": ("regional-figures", text)})
    assert findings == []
    assert value(results, "KZ-11", "people") == 0
    assert results.get("KZ", "consultations", "people").method == "sum of 3 regions"
    assert results.get("KZ-11", "consultations", "consultations_per_client").status == "no-data"


def test_no_region_complete_is_no_country(analysed: Analysed) -> None:
    """Where no region gives every figure, the country has no data rather than zero."""
    results, _ = analysed({"figures": ("regional-figures", "region,consultations,clients\nKZ-10,4,\n")})
    assert results.get("KZ", "consultations", "consultations").status == "no-data"


# Denominators of the project's own


def divorces(**settings: Any) -> dict[str, Any]:
    return {
        "denominators": {"divorces": {"date": "2024-01-01", "source": "invented", "per": 1000} | settings}
    }


def test_rate_says_which_regions_it_is_of(analysed: Analysed, tmp_path: Path) -> None:
    """A rate of the country takes both parts from the same regions, names them, and gives no other away."""
    (tmp_path / "divorces.csv").write_text("region,value\nKZ-10,500\nKZ-11,1 000\n", encoding="utf-8")
    text = FIGURES.replace("KZ-11,25,", "KZ-11,25,20")
    results, _ = analysed(
        {"figures": ("regional-figures", text)}, parts=divorces(file="divorces.csv"), sensitivity="court"
    )
    rate = results.get("KZ", "consultations", "people_per_1000_divorces")
    # (10 + 20) / (500 + 1000); KZ-15 has no denominator
    assert (rate.value, rate.n) == (20, 1500)
    assert rate.method.endswith("; of KZ-10, KZ-11 only")
    assert rate.sources == tuple(Key(code, "consultations", "people") for code in ("KZ-10", "KZ-11"))
    assert results.get("KZ-15", "consultations", "people_per_1000_divorces").status == "no-data"


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("region,number\nKZ-10,500\n", "column-missing", None),
        ("region,value\nKZ-10,500\nKZ-10,600\n", "row-twice", 3),
        ("region,value\nKZ-10,many\n", "value", 2),
        ("region,value\nKZ-10,500.4\n", "value", 2),
        ("region,value\nnowhere,500\n", "value", 2),
        ("Население (тыс. человек);\nregion;value\nKZ-10;500\nKZ-11;700\n", "in-thousands", None),
    ],
)
def test_denominator_that_cannot_be_read(
    analysed: Analysed, tmp_path: Path, text: str, code: str, row: int | None
) -> None:
    """It costs its rates and nothing else, and the finding names the place."""
    (tmp_path / "divorces.csv").write_text(text, encoding="utf-8")
    results, found = analysed({"figures": ("regional-figures", FIGURES)}, parts=divorces(file="divorces.csv"))
    (fault,) = [each for each in found if each.refuses]
    assert (fault.file, fault.code, fault.row) == ("divorces.csv", code, row)
    assert results.get("KZ-10", "consultations", "consultations").ok
    assert results.get("KZ-10", "consultations", "people_per_1000_divorces").status == "no-data"


def test_a_region_without_a_denominator_has_no_rate(analysed: Analysed, tmp_path: Path) -> None:
    """A blank cell is no zero and no fault."""
    (tmp_path / "divorces.csv").write_text("region,value\nKZ-10,500\nKZ-11,\n", encoding="utf-8")
    results, found = analysed({"figures": ("regional-figures", FIGURES)}, parts=divorces(file="divorces.csv"))
    assert not [each for each in found if each.refuses]
    assert results.get("KZ-11", "consultations", "people_per_1000_divorces").status == "no-data"


def test_few_regions_do_not_hide_their_spread(analysed: Analysed, tmp_path: Path) -> None:
    """The spread between three regions counts regions, not people: no threshold for people hides it."""
    (tmp_path / "divorces.csv").write_text(
        "region,value\nKZ-10,500\nKZ-11,500\nKZ-15,500\n", encoding="utf-8"
    )
    text = FIGURES.replace("KZ-11,25,", "KZ-11,25,20")
    results, _ = analysed(
        {"figures": ("regional-figures", text)}, parts=divorces(file="divorces.csv"), sensitivity="court"
    )
    spread = results.get("KZ", "consultations", "dispersion_per_divorces")
    # counts 10, 20, 16 where 46 / 3 each are expected: ((5.33)^2 + (4.67)^2 + (0.67)^2) / 15.33 / 2
    assert spread.value == pytest.approx(1.6522, abs=1e-4)
    assert (spread.n, spread.threshold, len(spread.sources)) == (3, 0, 3)
    assert [row.value for row in results.select(measure="standing_per_divorces")] == [0, 0, 0]


# Registers


REGISTER = """
    date,client,region
    2024-01-05,a,KZ-10
    2024-01-09,a,KZ-10
    2024-03-01,b,KZ-10
    2024-01-10,a,KZ-11
    2024-03-02,c,KZ-11
"""


def test_client_who_returns_counts_once_in_a_region(analysed: Analysed) -> None:
    """Each region counts a client once, whatever the number of visits; the country adds the regions."""
    results, _ = analysed({"register": ("consultations", REGISTER)})
    assert [value(results, code, "consultations") for code in ("KZ-10", "KZ-11", "KZ")] == [3, 2, 5]
    # a, b; a, c
    assert [value(results, code, "people") for code in ("KZ-10", "KZ-11", "KZ")] == [2, 2, 4]


def test_region_without_a_row_has_no_data(analysed: Analysed) -> None:
    """A region that the register does not name reported nothing; it did not report zero."""
    results, _ = analysed({"register": ("consultations", REGISTER)})
    assert results.get("KZ-15", "consultations", "consultations").status == "no-data"
    assert results.get("KZ-15", "consultations", "consultations", "month=2024-01").status == "no-data"


def test_months_add_up_to_the_region(analysed: Analysed) -> None:
    """A month of the period without a visit is a zero, and the months make the region's count."""
    results, _ = analysed({"register": ("consultations", REGISTER)})
    months = [f"month=2024-0{number}" for number in (1, 2, 3)]
    assert [value(results, "KZ-10", "consultations", month) for month in months] == [2, 0, 1]
    assert [value(results, "KZ", "consultations", month) for month in months] == [3, 0, 2]


def test_months_leave_out_what_the_total_leaves_out(analysed: Analysed) -> None:
    """The country's months add up to its consultations also where a region is left out of both."""
    notes = [{"code": "KZ-11", "include_in_total": False, "reason": "came late"}]
    results, _ = analysed({"register": ("consultations", REGISTER)}, parts={"region_notes": notes})
    assert value(results, "KZ", "consultations") == 3
    assert value(results, "KZ", "consultations", "incl=KZ-11") == 5
    assert value(results, "KZ", "consultations", "month=2024-01") == 2
    assert value(results, "KZ-11", "consultations", "month=2024-01") == 1


def test_a_register_without_codes_counts_consultations_alone(analysed: Analysed) -> None:
    """Clients, visits per client, repeat clients and participants are not known; nothing is taken for one client."""
    text = """
        date,region,sex,topic
        2024-01-10,KZ-10,women,divorce
        2024-01-11,KZ-10,women,property
        2024-02-11,KZ-11,men,divorce
    """
    results, findings = analysed({"r": ("consultations", text)})
    assert [value(results, code, "consultations") for code in ("KZ-10", "KZ-11", "KZ")] == [2, 1, 3]
    assert value(results, "KZ", "consultations", "topic=divorce") == 2
    assert results.get("KZ", "consultations", "people").status == "no-data"
    assert results.get("KZ", "consultations", "people_once").status == "no-data"
    assert results.get("KZ", "consultations", "consultations_per_client").status == "no-data"
    assert results.select(subject="participants") == ()
    assert findings == []
