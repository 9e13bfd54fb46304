"""Where forms come from, and how many people they could have come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from evaltools.analysis.sheet import NOT_STATED, Sheet, home_region
from evaltools.analysis.trainings import participants_of
from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.project import Project
from evaltools.results import COUNTRY, Key, group, pooled
from evaltools.validate import Canonical


@dataclass(frozen=True, slots=True)
class Place:
    """Forms of a region, of the whole project or of one training.

    Attributes
    ----------
    region : str
        Code; `not_stated` for forms that name none, `KZ` for all.
    rows : DataFrame
        One row a form.
    size : int or None
        People in the group that the forms come from, where it is known; at
        least as many as forms.
    training : str
        Its code; empty for a region.
    """

    region: str
    rows: pd.DataFrame = field(repr=False)
    size: int | None = None
    training: str = ""


def places_of(
    project: Project, canonical: Canonical, frame: pd.DataFrame, trainings: Canonical | None
) -> tuple[list[Place], list[Place], list[Finding]]:
    """Split forms by region and by training, with the sizes of their groups.

    Parameters
    ----------
    project : Project
    canonical : Canonical
        The survey, for its settings.
    frame : DataFrame
        Its forms, one or more.
    trainings : Canonical or None
        The list of trainings; its `participants` are the sizes.

    Returns
    -------
    regions : list of Place
        Each region that has forms, those that name none, and last the country.
    trainings : list of Place
    findings : list of Finding
        Groups with more forms than people: their size is taken as unknown.

    Notes
    -----
    The group of a region is everybody who came to the trainings that its
    forms are about. It is known where every form names a training, every such
    training says how many came, and none has forms in another region.
    """
    sizes, findings = _sizes(project, canonical, frame, trainings)

    def size(rows: pd.DataFrame) -> int | None:
        if canonical.table.population is not None:
            return sizes.get("") if len(rows) == len(frame) else None
        if "training" not in frame or rows["training"].isna().any():
            return None
        named = set(rows["training"])
        shared = int(frame["training"].isin(named).sum()) > len(rows)
        return None if shared or not named <= sizes.keys() else sum(sizes[name] for name in named)

    blocks = _by_region(frame, project) | {COUNTRY: frame}
    regions = [Place(code, rows, size(rows)) for code, rows in blocks.items()]
    groups = frame.groupby("training", sort=True) if "training" in frame else ()
    return (
        regions,
        [
            Place(
                home_region(rows["region"]) if "region" in rows else COUNTRY,
                rows,
                size(rows) if canonical.table.population is None else None,
                str(name),
            )
            for name, rows in groups
        ],
        findings,
    )


def _by_region(frame: pd.DataFrame, project: Project) -> dict[str, pd.DataFrame]:
    """Forms of each region that has some; under `not_stated` those that name no region."""
    if "region" not in frame:
        return {NOT_STATED: frame}
    blocks = {code: frame[frame["region"] == code] for code in project.regions}
    blocks[NOT_STATED] = frame[~frame["region"].isin(project.regions)]
    return {code: rows for code, rows in blocks.items() if len(rows)}


def _sizes(
    project: Project, canonical: Canonical, frame: pd.DataFrame, trainings: Canonical | None
) -> tuple[dict[str, int], list[Finding]]:
    """How many people each training's forms come from; under the empty name those of the whole survey."""
    language = Language(project.header.languages[0])
    table = canonical.table
    if table.population is not None:
        sizes, forms = {"": table.population}, {"": len(frame)}
    else:
        sizes = participants_of(trainings) if trainings is not None else {}
        counted = frame["training"].value_counts().items() if "training" in frame else ()
        forms = {str(name): int(n) for name, n in counted}
    findings = []
    for name in sorted(sizes):
        if forms.get(name, 0) <= sizes[name]:
            continue
        values = {
            "file": table.file,
            "training": name,
            "forms": language.number(forms[name]),
            "people": language.number(sizes[name]),
        }
        findings.append(
            Finding(
                severity="warning",
                code="more-forms-than-people",
                file=table.file,
                column=name,
                message=language.text(
                    "{file}, training {training}: more forms ({forms}) than participants ({people}); "
                    "the size of the group is taken as unknown.",
                    **values,
                )
                if name
                else language.text(
                    "{file}: more forms ({forms}) than the population ({people}) in project.toml; "
                    "the size of the group is taken as unknown.",
                    **values,
                ),
                action=language.text(
                    "Correct the number of participants, or remove forms that came in twice."
                ),
                other_place=trainings.table.file if name and trainings is not None else "",
            )
        )
        del sizes[name]
    return sizes, findings


def spread(
    sheet: Sheet,
    places: list[Place],
    measure: str,
    values: Mapping[str, int],
    where: str = "",
    *,
    parts_of: Mapping[str, Key] | None = None,
    **fields: Any,
) -> dict[str, Key]:
    """A count of people for each region and the country, with its sum.

    Forms that name no region count for the country alone; their number is
    internal. `values` has a count for each place, `parts_of` the count that
    it is a part of, and that it is hidden with.
    """
    keys = {}

    def source(code: str) -> dict[str, Any]:
        return {"sources": (parts_of[code],)} if parts_of else {}

    parts = []
    regions = [place.region for place in places if place.region not in (NOT_STATED, COUNTRY)]
    for code in regions:
        keys[code] = sheet.count(code, measure, values[code], "people", where, **source(code), **fields)
        parts.append(keys[code])
    if NOT_STATED in values:
        pairs = f"{where};" if where else ""
        nowhere = pairs + group(region=NOT_STATED)
        internal = fields | {"audience": "internal"}
        parts.append(sheet.count(COUNTRY, measure, values[NOT_STATED], "people", nowhere, **internal))
    method = {"method": pooled(len(regions))} if regions else {}
    keys[COUNTRY] = sheet.count(
        COUNTRY, measure, values[COUNTRY], "people", where, **source(COUNTRY), **method, **fields
    )
    sheet.total(keys[COUNTRY], parts)
    return keys
