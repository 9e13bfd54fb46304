"""First figures of one file, by its kind: what a look at it should show before a project is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from evaltools import stats
from evaltools.analysis.learning.pairing import pair_scores
from evaltools.analysis.tally import tally_different
from evaltools.coded import coded
from evaltools.project import Table
from evaltools.regions import COUNTRY
from evaltools.validate import Canonical
from evaltools.vocabulary.headings import says_thousands


def summary(canonical: Canonical, lacking: Collection[str] = (), title: str = "") -> dict[str, Any]:
    """First figures of a file that was accepted; what cannot be computed is None.

    Parameters
    ----------
    canonical : Canonical
    lacking : collection of str
        Columns that the file does not have; what hangs on them is None.
    title : str
        What stands above the headings: it may say that residents are in thousands.
    """
    if canonical.table.kind == "regional-figures":
        return _regional(canonical, comparable=not in_thousands(canonical.table, title))
    return _SUMMARIES[canonical.table.kind](canonical, lacking)


def in_thousands(table: Table, title: str = "") -> str:
    """The heading or title that says that residents are given in thousands or millions, if there is one."""
    heading = table.columns.get("residents", "")
    said = (heading, title) if heading else ()
    return next(filter(says_thousands, said), "")


def _consultations(canonical: Canonical, lacking: Collection[str]) -> dict[str, Any]:
    frame = canonical.frame
    days = frame["date"].dropna()
    by_day = days.value_counts()
    months = by_day.groupby(lambda day: f"{day:%Y-%m}").sum().sort_index()
    by_region = frame["region"].value_counts().sort_index()
    return {
        "consultations": len(frame),
        "clients": _clients(frame),
        "by_region": None if "region" in lacking else _counts(by_region),
        "by_month": _counts(months),
        "first_date": min(by_day.index).isoformat() if len(days) else None,
        "last_date": max(by_day.index).isoformat() if len(days) else None,
    }


def _clients(frame: pd.DataFrame) -> int | None:
    """Different clients, those of two regions counted in each."""
    if "client" not in frame:
        return None
    return sum(tally_different(coded(frame["client"]), coded(frame["region"])).values())


def _counts(series: pd.Series[int]) -> dict[str, int]:
    return {str(name): int(count) for name, count in series.items()}


def _prepost(canonical: Canonical, _: Collection[str]) -> dict[str, Any]:
    people = pair_scores(canonical).people
    has_pre, has_post = people["pre"].notna(), people["post"].notna()
    both = people[has_pre & has_post]
    found = stats.paired_change(both["pre"].astype(float).to_numpy(), both["post"].astype(float).to_numpy())
    return {
        "pairs": found.n,
        "only_pre": int((has_pre & ~has_post).sum()),
        "only_post": int((has_post & ~has_pre).sum()),
        "mean_pre": found.mean_pre,
        "mean_post": found.mean_post,
        "mean_change": found.change,
        "sd_change": found.sd_change,
        "t": found.t,
    }


def _satisfaction(canonical: Canonical, _: Collection[str]) -> dict[str, Any]:
    table, items = canonical.table, {}
    for item in table.items:
        answers = canonical.frame[item].dropna()
        opinions = answers[~answers.isin(table.dont_know)]
        if item in table.reversed:
            opinions = sum(table.scale) - opinions
        satisfied = int(opinions.isin(table.satisfied).sum())
        items[table.columns.get(item, item)] = {
            "n": len(opinions),
            "percent_satisfied": 100 * satisfied / len(opinions) if len(opinions) else None,
            "mean": float(opinions.mean()) if len(opinions) else None,
        }
    return {"respondents": len(canonical.frame), "items": items}


def _regional(canonical: Canonical, *, comparable: bool) -> dict[str, Any]:
    """Counts by region, and rates where residents are people and not thousands of them."""
    frame = canonical.frame
    figure = "consultations" if "consultations" in frame else "clients"
    rows = {}
    for row in frame.to_dict("records"):
        count, residents = (_known(row.get(name)) for name in (figure, "residents"))
        rate = None
        if count is not None and comparable:
            rate = stats.rate(int(count), residents, per=100_000).value
        rows[str(row["region"])] = {
            "count": None if count is None else int(count),
            "denominator": residents,
            "rate_per_100000": rate,
        }
    # A row of the whole country beside its parts is their sum, not one more.
    parts = [each for code, each in rows.items() if code != COUNTRY.code] or list(rows.values())
    known = [each["count"] for each in parts if each["count"] is not None]
    return {"by_region": rows, "total": sum(known) if known else None}


def _known(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[call-overload,arg-type]


def _indicators(canonical: Canonical, _: Collection[str]) -> dict[str, Any]:
    verdicts = [_is_met(row) for row in canonical.frame.to_dict("records")]
    return {
        "indicators": len(verdicts),
        "met": sum(each is True for each in verdicts),
        "missed": sum(each is False for each in verdicts),
        "undecided": sum(each is None for each in verdicts),
    }


def _is_met(row: Mapping[Any, Any]) -> bool | None:
    """Whether one row's fact does what its plan asks, by the defaults of the kind `indicators`."""
    plan, high, fact, start, tolerance = (
        _known(row.get(name)) for name in ("plan", "plan_high", "fact", "baseline", "tolerance")
    )
    down = row.get("direction") == "down"
    operator = row.get("operator")
    if high is not None:
        operator = "range"
    elif operator is None or pd.isna(operator):
        operator = "<=" if down else "="
    # One number as a range is a range of one.
    ends = (plan, plan if high is None else high) if operator == "range" and plan is not None else plan
    return stats.attainment(
        ends,
        fact,
        operator=None if operator == "unknown" else str(operator),
        baseline=start,
        direction="down" if down else "up",
        tolerance=0.10 if tolerance is None else tolerance / 100,
    ).met


_SUMMARIES = {
    "consultations": _consultations,
    "prepost": _prepost,
    "satisfaction": _satisfaction,
    "indicators": _indicators,
}
