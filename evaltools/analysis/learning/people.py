"""Single people, for their trainer only: scores, and whether a change is more than the noise of the test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from evaltools import stats
from evaltools.analysis.learning.pairing import Block, Scores
from evaltools.analysis.sheet import Sheet
from evaltools.project import Table
from evaltools.results import COUNTRY, Key, group

OCCASIONS = {"pre": "before", "post": "after"}
#: Changes to plan for, as shares of the highest score: 0.5, 1, 2 and 3 points of 20.
PLANNED_CHANGES = (0.025, 0.05, 0.1, 0.15)

_INTERNAL: dict[str, Any] = {"audience": "internal", "threshold": 0}


@dataclass(frozen=True)
class Noise:
    """How much of a score is noise: the reliability of the test, and the spread that it belongs to.

    Attributes
    ----------
    reliability : float or None
        As the settings state it; otherwise KR-20 of everybody's test before.
        None where neither is known.
    sd_pre : float or None
        Standard deviation of scores before of the same people, in points;
        None where the settings state the reliability.
    stated : bool
    """

    reliability: float | None
    sd_pre: float | None
    stated: bool

    @property
    def method(self) -> str:
        return "reliability as stated in the settings" if self.stated else "KR-20 of all tests before"


def taken(scores: Scores, items: list[str], occasion: str) -> pd.DataFrame:
    """Marks of everybody who took this test; a blank is not right."""
    rows = scores.marks[scores.marks["occasion"] == occasion]
    return rows.assign(**{item: rows[item].fillna(0).astype(float) for item in items})


def noise(scores: Scores, table: Table) -> Noise:
    """The reliability of the test: stated, or found in all the tests before."""
    if table.reliability is not None:
        return Noise(table.reliability, None, stated=True)
    items = list(table.items)
    if not items:
        return Noise(None, None, stated=False)
    answers = taken(scores, items, "pre")[items].to_numpy()
    totals = answers.sum(axis=1)
    sd = float(np.std(totals, ddof=1)) if totals.size > 1 else None
    return Noise(stats.reliability(answers).alpha, sd, stated=False)


def add_people(sheet: Sheet, block: Block, found: Noise) -> None:
    """Each person's scores, change, and whether it is more than noise; and how many of each."""
    _scores(sheet, block)
    judged = stats.reliable_change(block.pre, block.post, reliability=found.reliability, sd_pre=found.sd_pre)
    for code, person in zip(block.paired["person"], judged.people, strict=True):
        where = group(training=block.training, person=code)
        sheet.add(
            block.region, "score_change", where, value=person.change, unit="points",
            method="after minus before", **_INTERNAL,
        )  # fmt: skip
        sheet.add(
            block.region,
            "reliable_change",
            where,
            value=person.index,
            unit="standard errors of a difference",
            status="ok" if person.index is not None else "undefined",
            reason=person.word or judged.reason or "",
            method=f"Jacobson and Truax; {found.method}",
            **_INTERNAL,
        )
    add_reliable_counts(sheet, block, judged, found)


def add_reliable_counts(sheet: Sheet, block: Block, judged: stats.ReliableChange, found: Noise) -> None:
    """How many people changed by more than noise, and what that takes."""
    figures: dict[str, float | None] = {
        "reliably_improved": judged.n_more,
        "within_noise": judged.n_same,
        "reliably_declined": judged.n_less,
        "noise_limit": judged.threshold,
    }
    for measure, value in figures.items():
        sheet.add(
            block.region,
            measure,
            block.where,
            value=None if value is None else float(value),
            n=judged.n,
            unit=block.unit if measure == "noise_limit" else "people",
            status="ok" if value is not None else "undefined",
            reason=judged.reason or "",
            method=f"Jacobson and Truax; {found.method}",
            **_INTERNAL,
        )


def add_planning(sheet: Sheet, block: Block) -> None:
    """How many people must take both tests next time to see a change, given how far changes lay apart."""
    spread = stats.paired_change(block.pre, block.post).sd_change
    if spread is None or not block.maximum:
        return
    for share in PLANNED_CHANGES:
        points = round(share * block.maximum, 2)
        needed = stats.trainees_needed(points, spread)
        sheet.add(
            block.region,
            "trainees_needed",
            group(training=block.training, points=f"{points:g}"),
            value=None if needed.n is None else float(needed.n),
            n=block.pre.size,
            unit="people",
            status="ok" if needed.n is not None else "undefined",
            reason=needed.reason or "",
            method="paired t test, 95% confidence, 80% power, spread of changes as in these tests",
            **_INTERNAL,
        )


def add_selection(sheet: Sheet, table: Table, found: Noise, pairs: Key) -> None:
    """The rise that choosing people for low scores brings by itself, where the settings say so."""
    if table.chosen_below is None or table.chosen_from is None:
        return
    known = found.reliability is not None and found.reliability >= 0
    change = None
    if known:
        change = stats.regression_to_the_mean(
            mean=table.chosen_from.mean,
            sd=table.chosen_from.sd,
            correlation=found.reliability or 0.0,
            cutoff=table.chosen_below,
        ).change
    sheet.add(
        COUNTRY,
        "change_from_selection",
        value=change,
        unit="points",
        status="ok" if known else "undefined",
        reason="" if known else "no-reliability",
        method=f"regression to the mean (Barnett); {found.method}",
        sources=(pairs,),
    )


def _scores(sheet: Sheet, block: Block) -> None:
    for row in block.people.sort_values("person").to_dict("records"):
        where = group(training=block.training, person=row["person"])
        for occasion in OCCASIONS:
            if not pd.isna(row[occasion]):
                sheet.add(
                    block.region, f"score_{occasion}", where, value=float(row[occasion]), unit="points",
                    method="single score", **_INTERNAL,
                )  # fmt: skip
