"""Who does the work: specialists in each region, and consultations for each of them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from evaltools import stats
from evaltools.analysis.sheet import Sheet
from evaltools.project import Project
from evaltools.results import COUNTRY, Key, Results, pooled, regions_pooled
from evaltools.validate import Canonical

MEASURE, LOAD = "specialists", "consultations_per_specialist"
UNIT = "consultations per specialist"


def analyse_staff(project: Project, tables: Iterable[Canonical], computed: Results) -> Results:
    """Specialists by region, and consultations for each of them.

    Parameters
    ----------
    project : Project
    tables : iterable of Canonical
        Those of the kind `staff`, and `regional-figures` with a column
        `specialists`; others are passed over.
    computed : Results
        With the consultations of the regions.

    Returns
    -------
    Results
        Subject `consultations`: `specialists` and `consultations_per_specialist`
        for regions and the country. The country's load takes both parts from
        the regions that have both; a number given for the whole project alone
        is divided only where all its regions gave their consultations. Staff
        are no clients: their number is never hidden.
    """
    parts = []
    for canonical in tables:
        frame, table = canonical.frame, canonical.table
        if canonical.refused or table.checked_only or MEASURE not in frame:
            continue
        if table.kind in ("staff", "regional-figures") and frame[MEASURE].notna().any():
            parts.append(_of_table(project, canonical, computed))
    return Results.combine(parts)


def _of_table(project: Project, canonical: Canonical, computed: Results) -> Results:
    sheet = Sheet("consultations", canonical.name)
    frame = canonical.frame
    regions = frame["region"] if "region" in frame else pd.Series([None] * len(frame), index=frame.index)
    stated = {
        COUNTRY if pd.isna(region) else str(region): float(number)
        for region, number in zip(regions, frame[MEASURE], strict=True)
        if not pd.isna(number)
    }
    whole = computed.get(COUNTRY, "consultations", "consultations")
    visits = {code: computed.get(code, "consultations", "consultations") for code in project.regions}
    left_out = project.left_out()
    members = [
        code for code in project.regions if code not in left_out and visits[code].ok and stated.get(code)
    ]
    by_region = any(code in stated for code in project.regions)
    for code in project.regions if by_region else ():
        staff = stated.get(code)
        sheet.count(code, MEASURE, staff, MEASURE, threshold=0)
        row = visits[code]
        _load(sheet, code, row.value, staff, () if staff is None or not row.ok else (row.key,))
    if COUNTRY in stated:
        sheet.count(
            COUNTRY, MEASURE, stated[COUNTRY], MEASURE, method="as stated for the whole project", threshold=0
        )
        if whole.ok and regions_pooled(whole.method) == len(project.regions):
            _load(sheet, COUNTRY, whole.value, stated[COUNTRY], (whole.key,))
        else:
            sheet.add(
                COUNTRY, LOAD, unit=UNIT, status="undefined", reason="parts-differ", threshold=0
            )  # specialists of all regions, consultations of some
    elif by_region:
        staff = sum(stated[code] for code in members)
        sheet.count(
            COUNTRY, MEASURE, staff if members else None, MEASURE, method=pooled(len(members)), threshold=0
        )
        together = sum(visits[code].value or 0 for code in members)
        is_all = together == whole.value and len(members) == regions_pooled(whole.method)
        sources = (whole.key,) if is_all else tuple(visits[code].key for code in members)
        method = "" if is_all else f"; of {', '.join(members)} only"
        _load(sheet, COUNTRY, together if members else None, staff, sources, method)
    return sheet.results()


def _load(
    sheet: Sheet,
    region: str,
    consultations: float | None,
    staff: float | None,
    sources: tuple[Key, ...],
    method: str = "",
) -> None:
    found = stats.load(None if consultations is None else int(consultations), staff)
    lacks_part = consultations is None or staff is None
    sheet.add(
        region,
        LOAD,
        value=found.value,
        n=found.staff if found.reason is None else None,
        unit=UNIT,
        status="ok" if found.reason is None else "no-data" if lacks_part else "undefined",
        reason="part-missing" if lacks_part else found.reason or "",
        method=f"ratio of two full counts; no interval{method}" if found.reason is None else "",
        sources=sources,
        threshold=0,  # the base is staff, not clients; the consultations are among the sources
    )
