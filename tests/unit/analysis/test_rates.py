"""Regions against each other: ratios to the others, funnel limits, and the words that follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaltools.results import Key, Result, Results

Analysed = Callable[..., Any]
RATIO = "ratio_to_others_per_divorces"


def compared(analysed: Analysed, folder: Path, rows: str, *, divorces: str = "", **more: Any) -> Results:
    """Clients of three regions, each with 500 divorces unless said otherwise."""
    text = divorces or "KZ-10,500\nKZ-11,500\nKZ-15,500\n"
    (folder / "divorces.csv").write_text("region,value\n" + text, encoding="utf-8")
    parts = {
        "denominators": {
            "divorces": {
                "file": "divorces.csv",
                "date": "2024-01-01",
                "source": "invented",
                "per": 1000,
            }
        }
    } | more.pop("parts", {})
    header = "region,consultations,clients\n"
    results, _ = analysed({"figures": ("regional-figures", header + rows)}, parts=parts, **more)
    return results


def ratio(results: Results, region: str, name: str = RATIO) -> Result:
    return results.get(region, "consultations", name)


@pytest.mark.parametrize(
    ("region", "expected"),
    # data/pravo-2024/consultations.csv, residents of 1 July 2024 (9,152,051 in the eight regions); R 4.2.2:
    # poisson.test(c(568, 3605 - 568), c(708529, 9152051 - 708529))["estimate"]
    # poisson.test(c(57, 3605 - 57), c(2258253, 9152051 - 2258253))["estimate"]
    [("KZ-23", 2.22879206307), ("KZ-75", 0.0490430196365)],
)
def test_ratio_to_the_other_regions(pravo: Results, region: str, expected: float) -> None:
    """A region is held against the seven others pooled, itself not among them; overdispersed, without limits."""
    found = ratio(pravo, region, "ratio_to_others_per_residents")
    assert found.value == pytest.approx(expected, rel=1e-9)
    assert (found.low, found.high, found.n, found.unit) == (None, None, 3605, "ratio")
    assert found.method.startswith(
        "rate over that of 7 other regions together, no interval: the regions differ"
    )


def test_limits_of_a_ratio(analysed: Analysed, tmp_path: Path) -> None:
    """Where regions are not overdispersed a ratio and what they have together keep their limits."""
    results = compared(analysed, tmp_path, "KZ-10,90,60\nKZ-11,35,20\nKZ-15,40,26\n")
    found = ratio(results, "KZ-10")
    # R: poisson.test(c(60, 46), c(500, 1000))$conf.int is 1.7472 3.9176
    assert (found.value, found.low, found.high) == pytest.approx((2.6087, 1.7472, 3.9176), abs=1e-4)
    assert found.method.endswith("exact 95% interval")
    assert results.get("KZ", "consultations", "people_per_1000_divorces").low is not None


def test_ratio_rests_on_the_region_and_the_total(analysed: Analysed, tmp_path: Path) -> None:
    """The others are the total without the region: who hides one of the two hides the ratio."""
    results = compared(analysed, tmp_path, "KZ-10,30,10\nKZ-11,25,20\nKZ-15,40,16\n")
    assert ratio(results, "KZ-10").sources == (
        Key("KZ-10", "consultations", "people"),
        Key("KZ", "consultations", "people"),
    )


def test_ratio_of_some_regions_rests_on_each_of_them(analysed: Analysed, tmp_path: Path) -> None:
    """Where a region has no denominator, the total is not that of the others; each count is named."""
    rows = "KZ-10,30,10\nKZ-11,25,20\nKZ-15,40,16\n"
    results = compared(analysed, tmp_path, rows, divorces="KZ-10,500\nKZ-11,500\n")
    assert set(ratio(results, "KZ-10").sources) == {
        Key(code, "consultations", "people") for code in ("KZ-10", "KZ-11")
    }
    assert ratio(results, "KZ-10").value == 0.5  # 10 / 500 over 20 / 500
    missing = ratio(results, "KZ-15")
    assert (missing.status, missing.reason) == ("no-data", "part-missing")


def test_ratio_where_nobody_came(analysed: Analysed, tmp_path: Path) -> None:
    """No clients here are a ratio of 0 with an upper limit."""
    results = compared(analysed, tmp_path, "KZ-10,0,0\nKZ-11,25,20\nKZ-15,40,16\n")
    none = ratio(results, "KZ-10")
    # R: poisson.test(c(0, 36), c(500, 1000))$conf.int
    assert (none.value, none.low) == (0, 0)
    assert none.high == pytest.approx(0.215805632972, rel=1e-9)


def test_ratio_where_nobody_came_elsewhere(analysed: Analysed, tmp_path: Path) -> None:
    """No clients in the others leave no ratio and no limits, but a reason; so do none anywhere."""
    alone = compared(analysed, tmp_path, "KZ-10,30,20\nKZ-11,0,0\nKZ-15,0,0\n")
    found = ratio(alone, "KZ-10")
    assert (found.status, found.reason, found.value, found.low) == (
        "undefined",
        "no-events-second",
        None,
        None,
    )
    nobody = compared(analysed, tmp_path, "KZ-10,0,0\nKZ-11,0,0\nKZ-15,0,0\n")
    assert {ratio(nobody, code).reason for code in ("KZ-10", "KZ-11", "KZ-15")} == {"no-events"}


def test_one_region_has_no_ratio(adamgershilik: Results) -> None:
    """A project of one region compares nothing."""
    assert not adamgershilik.select(measure="ratio_to_others_per_residents")


def test_a_region_left_out_is_not_compared(analysed: Analysed, tmp_path: Path) -> None:
    """A region that the total leaves out is not among the others, and has no ratio of its own."""
    notes = [{"code": "KZ-15", "include_in_total": False, "reason": "came late"}]
    rows = "KZ-10,30,10\nKZ-11,25,20\nKZ-15,40,16\n"
    results = compared(analysed, tmp_path, rows, parts={"region_notes": notes})
    assert ratio(results, "KZ-10").value == 0.5
    late = ratio(results, "KZ-15")
    assert (late.status, late.reason) == ("undefined", "left-out")


def test_funnel_limits_of_a_region(analysed: Analysed, tmp_path: Path) -> None:
    """Limits are those of a region of its size at the common rate, and rest on the total alone."""
    results = compared(analysed, tmp_path, "KZ-10,30,10\nKZ-11,25,20\nKZ-15,40,16\n")
    # R: qpois(c(.025, .975, .001, .999), 500 * 46 / 1500) / 500 * 1000 is 16 46 10 58
    inner, outer = (
        results.get("KZ-10", "consultations", f"funnel_{level}_per_divorces") for level in ("95", "998")
    )
    assert (inner.low, inner.high, outer.low, outer.high) == pytest.approx((16, 46, 10, 58))
    assert inner.value == pytest.approx(46 / 1.5)
    assert inner.sources == (Key("KZ", "consultations", "people"),)


def test_how_many_regions_lie_outside(analysed: Analysed, tmp_path: Path) -> None:
    """Regions beyond the limits are counted, of how many; not where all of them differ too much."""
    results = compared(analysed, tmp_path, "KZ-10,30,10\nKZ-11,25,20\nKZ-15,40,16\n")
    outside = results.get("KZ", "consultations", "outside_per_divorces")
    assert (outside.value, outside.n, outside.threshold) == (0, 3, 0)
    wide = compared(analysed, tmp_path, "KZ-10,900,800\nKZ-11,25,20\nKZ-15,400,300\n")
    assert wide.get("KZ", "consultations", "dispersion_per_divorces").reason == "overdispersed"
    assert wide.get("KZ", "consultations", "outside_per_divorces").status == "no-data"
