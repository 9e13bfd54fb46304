"""Who took which test: answers as right or not, people matched by their codes, blocks of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaltools.analysis.sheet import home_region
from evaltools.project import Table
from evaltools.results import COUNTRY, Audience, group, pooled
from evaltools.validate import Canonical
from evaltools.values import read_option

Floats = NDArray[np.float64]
PERSON = ["training", "person"]


@dataclass(frozen=True)
class Scores:
    """A table of tests, scored and in pairs.

    Attributes
    ----------
    people : DataFrame
        One row for each person of a training: `training`, `region`,
        `person`, `pre`, `post` (`<NA>` where a test is missing). People with
        two tests of one occasion are left out.
    marks : DataFrame
        One row for each test that was taken by one of them: `training`,
        `person`, `occasion`, and each question as 1 (right), 0 (not right) or
        `<NA>` (blank). No questions where the table has total scores.
    maximum : float or None
        Highest possible score.
    regions : dict of str
        Region of each training, those without any person left included.
    doubled : dict of int
        People with two tests of one occasion, by training; they are left out.
    """

    people: pd.DataFrame
    marks: pd.DataFrame
    maximum: float | None
    regions: dict[str, str]
    doubled: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Block:
    """The people of one training, of one region or of the country.

    Attributes
    ----------
    region : str
    training : str
        Empty for a region and for the country.
    people : DataFrame
        Their rows of `Scores.people`.
    duplicates : int
        People left out because they have two tests of one occasion.
    maximum : float or None
    items : int or None
        Questions of the test, where known.
    method : str
        How many regions the country's counts add up.
    """

    region: str
    training: str
    people: pd.DataFrame
    duplicates: int
    maximum: float | None
    items: int | None
    method: str = ""

    @property
    def where(self) -> str:
        """Group of the block's results."""
        return group(training=self.training)

    @property
    def audience(self) -> Audience:
        """Who may see what is finer than the change: of single trainings only their trainer."""
        return "internal" if self.training else "public"

    @property
    def unit(self) -> str:
        return f"points of {self.maximum:g}" if self.maximum else "points"

    @cached_property
    def paired(self) -> pd.DataFrame:
        """People with both tests."""
        return self.people[self.people["pre"].notna() & self.people["post"].notna()]

    @cached_property
    def pre(self) -> Floats:
        return self.paired["pre"].to_numpy(dtype=float)

    @cached_property
    def post(self) -> Floats:
        return self.paired["post"].to_numpy(dtype=float)

    @cached_property
    def lost(self) -> Floats:
        """Scores of those who took only the test before."""
        rows = self.people[self.people["pre"].notna() & self.people["post"].isna()]
        return rows["pre"].to_numpy(dtype=float)

    @property
    def only_post(self) -> int:
        return int((self.people["post"].notna() & self.people["pre"].isna()).sum())


def pair_scores(canonical: Canonical) -> Scores:
    """Score each test, and match each person's by training and person code.

    A blank answer to a question counts as not right; a test without any
    answer counts as not taken.
    """
    frame, table = canonical.frame, canonical.table
    items = list(table.items)
    maximum = table.maximum if table.maximum is not None else float(len(items))
    if frame.empty:
        nobody = pd.DataFrame(columns=["training", "region", "person", "pre", "post"])
        return Scores(nobody, pd.DataFrame(columns=[*PERSON, "occasion", *items]), maximum, {}, {})
    marked = pd.concat([frame[[*PERSON, "occasion"]], _marks(frame, table)], axis=1)
    marked["region"] = frame.get("region")
    marked["score"] = (
        marked[items].sum(axis=1, min_count=1).astype("Float64")
        if items
        else frame["score"].astype("Float64")
    )
    taken = marked[marked["score"].notna()]
    twice = taken.duplicated([*PERSON, "occasion"], keep=False)
    unclear = taken.loc[twice, PERSON].drop_duplicates()
    mixed = taken[PERSON].merge(unclear, how="left", indicator=True)["_merge"].eq("both").to_numpy()
    regions = {str(name): home_region(rows) for name, rows in taken.groupby("training", sort=True)["region"]}
    clear = taken[~mixed]
    people = clear.pivot(index=PERSON, columns="occasion", values="score")
    people = people.reindex(columns=["pre", "post"]).reset_index()
    people["region"] = people["training"].map(regions)
    doubled = {str(name): int(n) for name, n in unclear["training"].value_counts(sort=False).items()}
    return Scores(people, clear[[*PERSON, "occasion", *items]], maximum, regions, doubled)


def blocks(scores: Scores, items: int) -> Iterator[Block]:
    """Every training, then every region, then the country; nothing where nobody took a test."""
    shared: dict[str, Any] = {"maximum": scores.maximum, "items": items or None}
    people, doubled = scores.people, scores.doubled
    for name, region in scores.regions.items():
        rows = people[people["training"] == name]
        yield Block(region=region, training=name, people=rows, duplicates=doubled.get(name, 0), **shared)
    named = sorted(set(scores.regions.values()) - {COUNTRY})
    for code in named:
        rows = people[people["region"] == code]
        own = sum(n for name, n in doubled.items() if scores.regions[name] == code)
        yield Block(region=code, training="", people=rows, duplicates=own, **shared)
    if scores.regions:
        yield Block(
            region=COUNTRY,
            training="",
            people=people,
            duplicates=sum(doubled.values()),
            method=pooled(len(named)) if named else "",
            **shared,
        )


def _marks(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Each question as 1, 0 or blank: by the key, or as the file has it."""
    items = list(table.items)
    if not table.key:
        return frame[items].astype("Float64")
    rights = pd.Series({item: read_option(table.key[item]) for item in items})
    given = frame[items]
    return given.eq(rights, axis="columns").astype("Float64").mask(given.isna())
