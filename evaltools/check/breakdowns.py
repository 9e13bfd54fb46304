"""Breakdowns of the same people: sums, categories that say nothing, bands of age."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from evaltools.check.advice import which_is_right
from evaltools.check.case import Case, plain, plain_span
from evaltools.check.parts import sum_of_parts
from evaltools.findings import Finding
from evaltools.results import COUNTRY
from evaltools.validate import Canonical

#: A share of "other" from which a breakdown says little.
LARGE_OTHER = 1 / 3
#: Youngest and oldest of categories that age alone decides. By the law of Kazakhstan youth was 14 to 28 and
#: is 14 to 34 since 2023; the wider limits raise no false alarm.
AGES = {"children": (0, 17), "youth": (14, 34), "older_50": (50, 200)}


def check_breakdowns(case: Case) -> list[Finding]:
    """Breakdowns of every table of counts: their sums, and whether they can be of the same people."""
    found: list[Finding] = []
    for canonical in case.usable("counts"):
        frame = canonical.frame
        # A table that repeats another one is held against it figure by figure.
        if (
            canonical.table.same_as
            or not {"breakdown", "category"} <= set(frame.columns)
            or frame["breakdown"].isna().all()
        ):
            continue
        regions = (
            frame["region"].fillna(COUNTRY) if "region" in frame else pd.Series(COUNTRY, index=frame.index)
        )
        for region, rows in frame.groupby(regions, sort=False):
            part = Canonical(canonical.name, canonical.table, rows, len(rows), len(rows))
            found += _sums(case, part, str(region))
            found += _large_other(case, part, str(region))
            found += _bands(case, part, str(region))
    return found


def _breakdowns(canonical: Canonical) -> list[str]:
    return [str(each) for each in canonical.frame["breakdown"].dropna().unique()]


def _reported(canonical: Canonical) -> list[str]:
    """Breakdowns with at least one count: one without any says nothing, not 0."""
    frame = canonical.frame
    ends = [name for name in ("count", "count_high") if name in frame]
    known = frame[frame[ends].notna().any(axis=1)]
    return [name for name in _breakdowns(canonical) if (known["breakdown"] == name).any()]


def _sums(case: Case, canonical: Canonical, region: str) -> list[Finding]:
    """Breakdowns of the same people add up to the same number."""
    sums = {
        name: sum_of_parts(canonical, "count", f"breakdown={name}", frozenset())
        for name in _reported(canonical)
        if name != "total"
    }
    total = (
        sum_of_parts(canonical, "count", "breakdown=total", frozenset())
        if "total" in _reported(canonical)
        else None
    )
    if total is not None:
        sums = {"total": total, **sums}
    found = []
    names = list(sums)
    for name in names[1:]:
        (low, high), (first_low, first_high) = sums[name], sums[names[0]]
        agrees = low <= first_high and first_low <= high
        values = {
            "here": case.name("breakdown", names[0]).lower(),
            "there": case.name("breakdown", name).lower(),
            "first": case.span(first_low, first_high),
            "second": case.span(low, high),
        }
        found.append(
            Finding(
                severity="checked" if agrees else "error",
                code="breakdown-agrees" if agrees else "breakdown-differs",
                region="" if region == COUNTRY else region,
                file=canonical.table.file,
                column=name,
                message=case.language.text("Both {here} and {there} the people add up to {first}.", **values)
                if agrees
                else case.language.text(
                    "The people add up to {first} {here}, and to {second} {there}.", **values
                ),
                claimed=plain_span(first_low, first_high),
                computed=plain_span(low, high),
                difference="0" if agrees else plain(round(first_low - low, 6)),
                other_place=canonical.table.file,
                action=""
                if agrees
                else which_is_right(case, "breakdown-differs", name, "" if region == COUNTRY else region),
            )
        )
    return found


def _large_other(case: Case, canonical: Canonical, region: str) -> list[Finding]:
    """A breakdown in which most people are "other" says little."""
    found = []
    frame = canonical.frame
    for name in _breakdowns(canonical):
        rows = frame[frame["breakdown"] == name]
        counts = rows["count"].astype("Float64")
        whole = float(counts.fillna(0).sum())
        other = float(counts[rows["category"] == "other"].fillna(0).sum())
        if not whole or other / whole < LARGE_OTHER:
            continue
        language = case.language
        values = {
            "breakdown": case.name("breakdown", name),
            "share": language.percent(100 * other / whole, 1),
        }
        message = language.text(
            "{breakdown}: “other” holds {share} of the people, so the breakdown says little.", **values
        )
        children = float(counts[rows["category"] == "children"].fillna(0).sum())
        if children and whole > children:
            message += " " + language.text(
                "Of the adults it is {share}.", share=language.percent(100 * other / (whole - children), 1)
            )
        found.append(
            Finding(
                severity="note",
                code="other-large",
                region="" if region == COUNTRY else region,
                file=canonical.table.file,
                column="other",
                message=message,
                action=language.text("Split “other”, and keep “not stated” apart from it."),
                claimed=plain(whole),
                computed=plain(other),
            )
        )
    return found


@dataclass(frozen=True)
class _Band:
    low: int
    high: int
    label: str
    count: float


def _band(category: str, count: float) -> _Band | None:
    """A band such as "13-16" or "59+".

    Examples
    --------
    >>> _band("59+", 10)
    _Band(low=59, high=200, label='59+', count=10)
    """
    if found := re.fullmatch(r"(\d{1,3})\s*[-–—]\s*(\d{1,3})", category):
        return _Band(int(found[1]), int(found[2]), category, count)
    if found := re.fullmatch(r"(\d{1,3})\s*\+", category):
        return _Band(int(found[1]), 200, category, count)
    return None


def _bands(case: Case, canonical: Canonical, region: str) -> list[Finding]:
    """Bands of age do not overlap, and have room for those whom another breakdown calls old or young."""
    frame = canonical.frame
    ages = frame[frame["breakdown"] == "age"]
    made = [
        (_band(str(row["category"]), most), most)
        for (_, row), most in zip(ages.iterrows(), _most(ages), strict=True)
    ]
    bands = sorted((band for band, _ in made if band is not None), key=lambda each: each.low)
    # Who gave no age, or stands in a group without years, may be of any.
    anywhere = sum(most for band, most in made if band is None)
    where: dict[str, Any] = {"region": "" if region == COUNTRY else region, "file": canonical.table.file}
    found = [
        Finding(
            severity="error",
            code="bands-overlap",
            column=f"{below.label}, {above.label}",
            message=case.language.text(
                "The ages {first} and {second} overlap: some people belong to both.",
                first=below.label.replace("-", "–"),
                second=above.label.replace("-", "–"),
            ),
            action=case.language.text("Let each band begin where the one below ends."),
            **where,
        )
        for below, above in pairwise(bands)
        if above.low <= below.high
    ]
    if bands and not found:
        found += _room(case, canonical, bands, anywhere, where)
    return found


def _most(rows: pd.DataFrame) -> list[float]:
    """The greatest count that each row allows: without limit where nothing was reported."""
    counts = rows["count"].astype("Float64")
    if "count_high" in rows:
        counts = rows["count_high"].astype("Float64").fillna(counts)
    return [math.inf if pd.isna(each) else float(each) for each in counts]


def _room(
    case: Case, canonical: Canonical, bands: list[_Band], anywhere: float, where: dict[str, Any]
) -> list[Finding]:
    frame = canonical.frame
    found: list[Finding] = []
    if "category" not in frame:
        return found
    statuses = frame[(frame["breakdown"] == "status") & frame["count"].notna()]
    for number, row in statuses.iterrows():
        limits = AGES.get(str(row["category"]))
        if limits is None:
            continue
        low, high = limits
        room = anywhere + sum(each.count for each in bands if each.high >= low and each.low <= high)
        if math.isinf(room):
            continue  # one of the bands is not reported
        count = float(row["count"])
        fits = count <= room
        values = {
            "name": case.name("status", str(row["category"])),
            "count": case.number(count),
            "room": case.number(room),
        }
        found.append(
            Finding(
                severity="checked" if fits else "error",
                code="ages-fit" if fits else "ages-do-not-fit",
                row=int(str(number)),
                column=str(row["category"]),
                message=case.language.text(
                    "{name}: {count} people; at most {room} are of such an age.", **values
                )
                if fits
                else case.language.text(
                    "{name}: {count} people, but at most {room} are of such an age.", **values
                ),
                claimed=plain(count),
                computed=plain(room),
                difference=plain(max(count - room, 0.0)),
                other_place=where["file"],
                action="" if fits else case.language.text("Compare the tables of status and of age."),
                **where,
            )
        )
    return found
