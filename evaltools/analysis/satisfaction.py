"""Satisfaction: the share of satisfied answers to each question, with its base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evaltools import stats
from evaltools.analysis.sheet import NOT_STATED, Sheet, home_region
from evaltools.project import Project
from evaltools.results import COUNTRY, Key, Results, group, pooled
from evaltools.validate import Canonical

SUBJECT = "satisfaction"


def analyse_satisfaction(project: Project, canonical: Canonical) -> Results:
    """Satisfaction from forms: one row for each person who filled one in.

    Parameters
    ----------
    project : Project
    canonical : Canonical
        A table of the kind `satisfaction`; its settings name the question
        columns (`items`), which answers count as satisfied, and which mean
        "don't know".

    Returns
    -------
    Results
        Subject `satisfaction`, for each region, the country and (internal)
        each training: `respondents`; by `item=`: `answered` (those with an
        opinion), `satisfied`, `not_satisfied`, `percent_satisfied` with a
        Wilson interval. "Don't know" and blanks are no opinions.
    """
    table, frame = canonical.table, canonical.frame
    sheet = Sheet(SUBJECT, canonical.name, project.threshold(canonical.name))
    blocks = _by_region(frame, project)
    forms = _counts(sheet, "respondents", {code: len(rows) for code, rows in blocks.items()})
    for item in table.items:
        counts = {code: _opinions(rows[item], canonical) for code, rows in blocks.items()}
        keys = {
            measure: _counts(sheet, measure, {code: found[place] for code, found in counts.items()}, item)
            for place, measure in enumerate(("answered", "satisfied", "not_satisfied"))
        }
        for code in forms:
            answered = keys["answered"][code]
            if sheet.values[answered] == sheet.values[forms[code]]:
                # Nobody left the question out: the two counts are one.
                sheet.total(forms[code], (answered,))
            sheet.total(answered, (keys["satisfied"][code], keys["not_satisfied"][code]))
            _share(sheet, code, group(item=item), keys["satisfied"][code], answered)
    for training, rows in frame.groupby("training") if "training" in frame else ():
        _one_training(sheet, canonical, str(training), rows)
    return sheet.results()


def _by_region(frame: pd.DataFrame, project: Project) -> dict[str, pd.DataFrame]:
    """Forms of each region that has some; under `not_stated` those that name no region."""
    if "region" not in frame:
        return {NOT_STATED: frame} if len(frame) else {}
    blocks = {code: frame[frame["region"] == code] for code in project.regions}
    blocks[NOT_STATED] = frame[~frame["region"].isin(project.regions)]
    return {code: rows for code, rows in blocks.items() if len(rows)}


def _counts(sheet: Sheet, measure: str, values: Mapping[str, int], item: str = "") -> dict[str, Key]:
    """A count for each region and the country; forms without a region count for the country only."""
    where = group(item=item)
    keys = {
        code: sheet.count(code, measure, value, "people", where)
        for code, value in values.items()
        if code != NOT_STATED
    }
    parts = list(keys.values())
    if NOT_STATED in values:
        nowhere = group(item=item, region=NOT_STATED)
        parts.append(
            sheet.count(COUNTRY, measure, values[NOT_STATED], "people", nowhere, audience="internal")
        )
    whole = sum(values.values()) if values else None
    keys[COUNTRY] = sheet.count(
        COUNTRY, measure, whole, "people", where, method=pooled(len(keys)) if keys else ""
    )
    sheet.total(keys[COUNTRY], parts)
    return keys


def _opinions(answers: pd.Series[Any], canonical: Canonical) -> tuple[int, int, int]:
    """How many had an opinion, were satisfied, were not."""
    given = answers[answers.notna() & ~answers.isin(canonical.table.dont_know)]
    satisfied = int(given.isin(canonical.table.satisfied).sum())
    return len(given), satisfied, len(given) - satisfied


def _share(sheet: Sheet, region: str, where: str, satisfied: Key, answered: Key, **fields: Any) -> None:
    count, total = sheet.values[satisfied], sheet.values[answered]
    if count is None or total is None:
        return
    found = stats.proportion(int(count), int(total))
    if found.value is None:
        sheet.add(
            region,
            "percent_satisfied",
            where,
            unit="percent",
            status="undefined",
            reason="no-answers",
            **fields,
        )
        return
    sheet.add(
        region,
        "percent_satisfied",
        where,
        value=100 * found.value,
        low=None if found.low is None else 100 * found.low,
        high=None if found.high is None else 100 * found.high,
        n=found.total,
        unit="percent",
        method="share of those with an opinion, 95% Wilson interval",
        sources=(satisfied, answered),
        **fields,
    )


def _one_training(sheet: Sheet, canonical: Canonical, training: str, rows: pd.DataFrame) -> None:
    """The same for one training, for its trainer only."""
    region = home_region(rows["region"]) if "region" in rows else COUNTRY
    sheet.count(region, "respondents", len(rows), "people", group(training=training), audience="internal")
    for item in canonical.table.items:
        where = group(training=training, item=item)
        answered, satisfied, _ = _opinions(rows[item], canonical)
        whole = sheet.count(region, "answered", answered, "people", where, audience="internal")
        part = sheet.count(region, "satisfied", satisfied, "people", where, audience="internal")
        _share(sheet, region, where, part, whole, audience="internal")


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
    sheet = Sheet(SUBJECT, canonical.name, project.threshold(canonical.name))
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
