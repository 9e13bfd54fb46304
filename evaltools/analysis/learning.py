"""Learning: the same people's tests before and after a training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from evaltools import stats
from evaltools.analysis.sheet import Sheet, home_region
from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.project import Project
from evaltools.results import COUNTRY, Key, Results, group, pooled
from evaltools.validate import Canonical

SUBJECT = "learning"
MATCHING = ("pairs", "only_pre", "only_post")
DIRECTIONS = ("improved", "unchanged", "declined")


@dataclass(frozen=True)
class Scores:
    """Scores of a table in pairs.

    Attributes
    ----------
    people : DataFrame
        One row for each person of a training: `training`, `region`,
        `person`, `pre`, `post` (`<NA>` where a test is missing).
    maximum : float or None
        Highest possible score.
    doubled : tuple of str
        Trainings in which a person has two tests of one occasion; those
        people are left out.
    """

    people: pd.DataFrame
    maximum: float | None
    doubled: tuple[str, ...]


def analyse_learning(project: Project, canonical: Canonical) -> tuple[Results, list[Finding]]:
    """Change of test scores for each training, each region and the country.

    Parameters
    ----------
    project : Project
    canonical : Canonical
        A table of the kind `prepost`: one row for each person and occasion,
        with a total score or one column for each question (0 or 1).

    Returns
    -------
    results : Results
        Subject `learning`. Public, by region, country and `training=`: the
        matching block (`pairs`, `only_pre`, `only_post`), `mean_pre`,
        `mean_post`, `mean_change` with a t interval, `improved`, `unchanged`,
        `declined`. Internal, by training: each person's scores and each
        question's share right before and after.
    findings : list of Finding
        People with two tests of one occasion.
    """
    scores = pair_scores(canonical)
    sheet = Sheet(SUBJECT, canonical.name, project.threshold(canonical.name))
    people = scores.people
    trainings = {str(name): rows for name, rows in people.groupby("training", sort=True)}
    keys: dict[tuple[str, str], dict[str, Key]] = {}
    for name, rows in trainings.items():
        region = str(rows["region"].iloc[0])
        keys[region, name] = _change(sheet, region, rows, scores.maximum, group(training=name))
        _each_person(sheet, region, name, rows)
    regional = {str(code): rows for code, rows in people.groupby("region", sort=True) if code != COUNTRY}
    for code, rows in regional.items():
        keys[code, ""] = _change(sheet, code, rows, scores.maximum)
        _tie(
            sheet,
            keys[code, ""],
            [found for (region, name), found in keys.items() if region == code and name],
        )
    if not people.empty:
        method = pooled(len(regional)) if regional else ""
        whole = _change(sheet, COUNTRY, people, scores.maximum, method=method)
        nowhere = [found for (region, _), found in keys.items() if region == COUNTRY]
        _tie(sheet, whole, [*(keys[code, ""] for code in regional), *nowhere])
    _each_item(sheet, canonical, scores)
    return sheet.results(), _doubled(project, canonical, scores)


def pair_scores(canonical: Canonical) -> Scores:
    """Match each person's tests by training and person code.

    A blank answer to a question counts as not right; a test without any
    answer counts as not taken.
    """
    frame, table = canonical.frame, canonical.table
    items = list(table.items)
    if frame.empty:
        return Scores(
            pd.DataFrame(columns=["training", "region", "person", "pre", "post"]), table.maximum, ()
        )
    scored = frame[["training", "person", "occasion"]].copy()
    scored["region"] = frame.get("region")
    scored["score"] = (
        frame[items].sum(axis=1, min_count=1).astype("Float64") if items else frame["score"].astype("Float64")
    )
    scored = scored[scored["score"].notna()]
    twice = scored.duplicated(["training", "person", "occasion"], keep=False)
    unclear = scored.loc[twice, ["training", "person"]].drop_duplicates()
    mixed = scored.merge(unclear, how="left", indicator=True)["_merge"].eq("both").to_numpy()
    wide = scored[~mixed].pivot(index=["training", "person"], columns="occasion", values="score")
    people = wide.reindex(columns=["pre", "post"]).reset_index()
    people["region"] = people["training"].map(scored.groupby("training")["region"].agg(home_region))
    maximum = table.maximum if table.maximum is not None else float(len(items))
    return Scores(people, maximum, tuple(sorted(unclear["training"].unique())))


def _change(
    sheet: Sheet, region: str, rows: pd.DataFrame, maximum: float | None, where: str = "", method: str = ""
) -> dict[str, Key]:
    """One block: who was matched, the means, the change and its directions."""
    both = rows[rows["pre"].notna() & rows["post"].notna()]
    found = stats.paired_change(both["pre"].astype(float).to_numpy(), both["post"].astype(float).to_numpy())
    only_pre = int((rows["pre"].notna() & rows["post"].isna()).sum())
    only_post = int((rows["post"].notna() & rows["pre"].isna()).sum())
    counts = dict(zip(MATCHING, (found.n, only_pre, only_post), strict=True))
    counts |= dict(zip(DIRECTIONS, (found.n_up, found.n_same, found.n_down), strict=True))
    keys = {
        name: sheet.count(region, name, value, "people", where, method=method)
        for name, value in counts.items()
    }
    sheet.total(keys["pairs"], [keys[name] for name in DIRECTIONS])
    scale = f"points of {maximum:g}" if maximum else "points"
    base: dict[str, Any] = {"n": found.n, "unit": scale, "sources": (keys["pairs"],)}
    if found.change is None:
        for name in ("mean_pre", "mean_post", "mean_change"):
            sheet.add(region, name, where, unit=scale, status="undefined", reason=found.reason or "no-pairs")
        return keys
    sheet.add(region, "mean_pre", where, value=found.mean_pre, method="mean of those with both tests", **base)
    sheet.add(
        region, "mean_post", where, value=found.mean_post, method="mean of those with both tests", **base
    )
    interval = "95% t interval" if found.low is not None else "no interval"
    sheet.add(
        region,
        "mean_change",
        where,
        value=found.change,
        low=found.low,
        high=found.high,
        method=f"mean of paired differences (after minus before), {interval}",
        reason=found.reason or "",
        **base,
    )
    return keys


def _tie(sheet: Sheet, whole: dict[str, Key], parts: list[dict[str, Key]]) -> None:
    for name in (*MATCHING, *DIRECTIONS):
        sheet.total(whole[name], [part[name] for part in parts])


def _each_person(sheet: Sheet, region: str, training: str, rows: pd.DataFrame) -> None:
    """Scores of each person, for the trainer only."""
    for row in rows.sort_values("person").to_dict("records"):
        where = group(training=training, person=row["person"])
        for occasion in ("pre", "post"):
            if not pd.isna(row[occasion]):
                sheet.add(
                    region, f"score_{occasion}", where, value=float(row[occasion]), unit="points",
                    audience="internal", method="single score",
                )  # fmt: skip


def _each_item(sheet: Sheet, canonical: Canonical, scores: Scores) -> None:
    """Share right before and after, question by question, among those with both tests."""
    items = list(canonical.table.items)
    if not items:
        return
    both = scores.people[scores.people["pre"].notna() & scores.people["post"].notna()]
    taken = canonical.frame[["training", "person", "occasion", *items]].dropna(how="all", subset=items)
    answers = taken.merge(both[["training", "person", "region"]], on=["training", "person"])
    for training, rows in answers.groupby("training", sort=True):
        region = str(rows["region"].iloc[0])
        for item in items:
            for occasion, measure in (("pre", "percent_right_before"), ("post", "percent_right_after")):
                marks = rows[rows["occasion"] == occasion][item].fillna(0)
                sheet.add(
                    region,
                    measure,
                    group(training=training, item=item),
                    value=100 * float(marks.sum()) / len(marks),
                    n=len(marks),
                    unit="percent",
                    audience="internal",
                    method="share right among those with both tests; a blank is not right",
                )


def _doubled(project: Project, canonical: Canonical, scores: Scores) -> list[Finding]:
    language = Language(project.header.languages[0])
    return [
        Finding(
            severity="warning",
            code="person-twice",
            file=canonical.table.file,
            message=language.text(
                "{file}, training {training}: someone has two tests of one occasion; "
                "left out of the comparison.",
                file=canonical.table.file,
                training=training,
            ),
            action=language.text("Give each person one code, and each test one row."),
        )
        for training in scores.doubled
    ]
