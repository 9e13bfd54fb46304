"""The sheet that results are written on."""

from __future__ import annotations

import pandas as pd
import pytest

from evaltools.analysis.sheet import Sheet, home_region, pooled
from evaltools.results import Key, Sum


def test_numbers_share_the_defaults_of_their_sheet() -> None:
    """Every number has the sheet's subject, table and threshold unless it says otherwise."""
    sheet = Sheet("trainings", "list", 5)
    sheet.count("KZ-10", "held", 3, "trainings")
    sheet.add("KZ-10", "spread", value=1.5, threshold=0)
    found = [(row.subject, row.table, row.threshold) for row in sheet.results()]
    assert found == [("trainings", "list", 5), ("trainings", "list", 0)]


def test_missing_count_is_no_zero() -> None:
    """A count that is not there has no data; a zero is a count."""
    sheet = Sheet("trainings")
    sheet.count("KZ-10", "held", None, "trainings")
    sheet.count("KZ-11", "held", 0, "trainings")
    found = [(row.status, row.value, row.reason) for row in sheet.results()]
    assert found == [("no-data", None, "not-reported"), ("ok", 0, "")]


def test_country_is_the_sum_of_those_that_have_it() -> None:
    """The country adds the regions with a count, says how many, and names them as its parts."""
    sheet = Sheet("trainings")
    keys = sheet.over_regions("held", {"KZ-10": 3.0, "KZ-11": None, "KZ-15": 4.0}, "trainings")
    whole = sheet.results().by_key[keys["KZ"]]
    assert (whole.value, whole.method) == (7, "sum of 2 regions")
    assert sheet.results().sums == (Sum(keys["KZ"], (keys["KZ-10"], keys["KZ-15"])),)


def test_region_left_out_keeps_its_count() -> None:
    """A region that is left out of the country has its own count and is no part of the sum."""
    sheet = Sheet("trainings")
    keys = sheet.over_regions("held", {"KZ-10": 3.0, "KZ-11": 4.0}, "trainings", left_out={"KZ-11"})
    assert (sheet.values[keys["KZ-11"]], sheet.values[keys["KZ"]]) == (4, 3)
    assert sheet.results().sums == (Sum(keys["KZ"], (keys["KZ-10"],)),)


@pytest.mark.parametrize(("part", "whole"), [(None, 4), (1, None), (0, 0)])
def test_no_share_without_both_counts(part: float | None, whole: float | None) -> None:
    """A share needs its part and a whole that is not zero."""
    sheet = Sheet("trainings")
    keys = [sheet.count("KZ-10", name, value, "trainings") for name, value in (("a", part), ("all", whole))]
    assert sheet.percent("KZ-10", "share", *keys) is None


def test_share_names_its_counts() -> None:
    """A share is in percent of its base and names part and whole."""
    sheet = Sheet("trainings", threshold=5)
    keys = [sheet.count("KZ-10", name, value, "trainings") for name, value in (("a", 1), ("all", 8))]
    sheet.percent("KZ-10", "share", *keys)
    share = sheet.results().by_key[Key("KZ-10", "trainings", "share")]
    assert (share.value, share.n, share.unit, share.sources) == (12.5, 8, "percent", tuple(keys))


def test_total_of_itself_is_no_sum() -> None:
    """A total without parts, or that is its only part, declares nothing."""
    sheet = Sheet("trainings")
    key = sheet.count("KZ-10", "held", 3, "trainings")
    sheet.total(key, [])
    sheet.total(key, [key])
    assert sheet.results().sums == ()


@pytest.mark.parametrize(
    ("regions", "expected"),
    [
        (["KZ-11", "KZ-10", "KZ-11"], "KZ-11"),
        (["KZ-11", "KZ-10"], "KZ-10"),
        ([None, "KZ-11", None], "KZ-11"),
        ([None], "KZ"),
        ([], "KZ"),
    ],
)
def test_home_region(regions: list[str | None], expected: str) -> None:
    """Most rows decide, then the code; blanks never do."""
    assert home_region(pd.Series(regions, dtype="object")) == expected


def test_pooled_counts_regions() -> None:
    """The method of a sum says how many regions it has."""
    assert (pooled(1), pooled(8)) == ("sum of 1 region", "sum of 8 regions")
