"""Satisfaction as others published it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evaltools import stats
from evaltools.analysis.sheet import Sheet
from evaltools.project import Project
from evaltools.results import COUNTRY, Results, group
from evaltools.validate import Canonical


def analyse_published_satisfaction(project: Project, canonical: Canonical) -> Results:
    """Satisfaction as others published it: percentages, with the base where one is printed.

    Parameters
    ----------
    project : Project
    canonical : Canonical
        A table of the kind `satisfaction-figures`.

    Returns
    -------
    Results
        `percent_satisfied` by `item=`, for the country unless the table names
        regions. Without a number of answers there is no interval, and the
        method says so.
    """
    sheet = Sheet("satisfaction", canonical.name, project.threshold(canonical.name))
    single = len(project.regions) == 1
    for row in canonical.frame.to_dict("records"):
        n = None if pd.isna(row.get("n")) else int(row["n"])
        percent = float(row["percent"])
        fields: dict[str, Any] = {
            "method": "as published; the number of answers is not given, so no interval"
        }
        if n:
            found = stats.proportion(round(percent * n / 100), n)
            fields = {
                "low": None if found.low is None else 100 * found.low,
                "high": None if found.high is None else 100 * found.high,
                "n": n,
                "method": "as published, 95% Wilson interval",
            }
        few = {round(percent * n / 100), n - round(percent * n / 100)} if n else set()
        if any(0 < count < sheet.threshold for count in few):
            # The base gives the count back, and it is a small one.
            for region in dict.fromkeys((row.get("region") or COUNTRY, *((COUNTRY,) if single else ()))):
                sheet.add(
                    region, "percent_satisfied", group(item=row["item"]), unit="percent",
                    status="hidden", reason="small-count",
                )  # fmt: skip
            continue
        for region in dict.fromkeys(
            (row.get("region") or COUNTRY, COUNTRY) if single else (row.get("region") or COUNTRY,)
        ):
            sheet.add(
                region, "percent_satisfied", group(item=row["item"]), value=percent, unit="percent",
                reason="" if n else "base-not-given", **fields,
            )  # fmt: skip
    return sheet.results()
