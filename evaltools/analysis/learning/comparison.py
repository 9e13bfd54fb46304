"""Regions, and the trainings of a region, compared as if all had begun alike."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from evaltools import stats
from evaltools.analysis.learning.change import P_VALUE
from evaltools.analysis.sheet import Sheet
from evaltools.results import COUNTRY, Key, group

#: Where slopes differ by more than chance explains, one adjustment does not fit all groups.
SLOPES_DIFFER_BELOW = 0.05


def add_comparisons(
    sheet: Sheet, people: pd.DataFrame, unit: str, keys: Mapping[tuple[str, str], dict[str, Key]]
) -> None:
    """Compare the regions, and in each region its trainings, where there are at least two.

    Parameters
    ----------
    sheet : Sheet
    people : DataFrame
        `Scores.people`.
    unit : str
        Of scores.
    keys : mapping
        Keys of the counts of each block, by region and training.
    """
    paired = people[people["pre"].notna() & people["post"].notna()]
    named = paired[paired["region"] != COUNTRY]
    _compare(sheet, COUNTRY, named, "region", unit, keys)
    for code, rows in named.groupby("region", sort=True):
        _compare(sheet, str(code), rows, "training", unit, keys)


def _compare(
    sheet: Sheet,
    region: str,
    rows: pd.DataFrame,
    by: str,
    unit: str,
    keys: Mapping[tuple[str, str], dict[str, Key]],
) -> None:
    labels = rows[by].astype(str)
    if labels.nunique() < 2:
        return
    found = stats.adjusted_comparison(rows["pre"].astype(float), rows["post"].astype(float), labels)
    whole = keys[region, ""]["pairs"]
    method = (
        f"analysis of covariance, average after as if all had begun alike; groups of {found.minimum} people "
        "and more; 95% interval"
    )
    for one in found.groups:
        place = (one.name, "") if by == "region" else (region, one.name)
        sheet.add(
            place[0],
            "adjusted_mean",
            group(training=place[1]),
            value=one.adjusted,
            low=one.low,
            high=one.high,
            n=one.n,
            unit=unit,
            status="ok" if one.adjusted is not None else "undefined",
            reason=one.reason or found.reason or "",
            method=method,
            sources=(keys[place]["pairs"], whole),
        )
    # Without a base: the people compared less all people would give back a group that is too small.
    tests = {"adjusted_p": (found.p_groups, "F test of no difference between the groups")}
    if found.p_slopes is not None and found.p_slopes < SLOPES_DIFFER_BELOW:
        tests["adjusted_p_slopes"] = (found.p_slopes, "F test of one slope for all groups")
    for measure, (p, name) in tests.items():
        sheet.add(
            region,
            measure,
            value=p,
            unit=P_VALUE,
            status="ok" if p is not None else "undefined",
            reason="" if p is not None else found.reason or "",
            method=f"{name} in the analysis of covariance",
            sources=(whole,),
        )
