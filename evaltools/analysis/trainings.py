"""Trainings held, by programme and region, from a list with one row for each training."""

from __future__ import annotations

from evaltools.analysis.sheet import NOT_STATED, Sheet
from evaltools.project import Project
from evaltools.results import Key, Results, group
from evaltools.validate import Canonical


def analyse_trainings(project: Project, canonical: Canonical) -> Results:
    """Count the trainings of a list.

    Parameters
    ----------
    project : Project
    canonical : Canonical
        A table of the kind `trainings`.

    Returns
    -------
    Results
        Subject `trainings`: by region, country and `programme=`. A region
        that is not on the list held none: the list is the full record.
    """
    # Events are not people: how many were held identifies nobody.
    sheet = Sheet("trainings", canonical.name, threshold=0)
    frame = canonical.frame
    if frame.empty:
        return sheet.results()

    def held(rows: object) -> dict[str, float | None]:
        counts = rows.groupby("region").size()  # type: ignore[attr-defined]
        return {code: float(counts.get(code, 0)) for code in project.regions}

    totals = sheet.over_regions("trainings", held(frame), "trainings")
    if "programme" in frame:
        parts: dict[str, list[Key]] = {code: [] for code in totals}
        for programme, rows in frame.groupby(frame["programme"].fillna(NOT_STATED), sort=True):
            for code, key in sheet.over_regions(
                "trainings", held(rows), "trainings", group(programme=programme)
            ).items():
                parts[code].append(key)
        for code, whole in totals.items():
            sheet.total(whole, parts[code])
    return sheet.results()


def participants_of(canonical: Canonical) -> dict[str, int]:
    """How many people came to each training of a list; trainings that do not say so are left out."""
    frame = canonical.frame
    if "participants" not in frame:
        return {}
    known = frame[frame["participants"].notna()]
    return {str(name): int(n) for name, n in zip(known["training"], known["participants"], strict=True)}
