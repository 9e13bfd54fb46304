"""Who took part: people by sex, status and age, and other counts by category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from evaltools.analysis.sheet import NOT_STATED, Sheet
from evaltools.analysis.tally import said_by_clients, tally_different
from evaltools.coded import coded
from evaltools.project import Project
from evaltools.results import COUNTRY, Key, Result, Results, group, group_pairs, pooled
from evaltools.validate import Canonical

#: Upper ends of the age bands, and their names; the last is open.
AGE_BANDS = ((13, "0-13"), (17, "14-17"), (28, "18-28"), (45, "29-45"), (59, "46-59"), (120, "60+"))


def analyse_clients(project: Project, canonical: Canonical) -> Results:
    """Clients of a register by sex, status and age band: each person once in a region.

    Parameters
    ----------
    project : Project
    canonical : Canonical
        A table of the kind `consultations`.

    Returns
    -------
    Results
        Subject `participants`: counts and shares by `sex=`, `status=`, `age=`,
        for regions and the country. What was left blank is `not_stated`; of
        several entries for one client the earliest counts. Regions that the
        project's totals leave out have no part in the country.
    """
    sheet = Sheet("participants", canonical.name, project.threshold(canonical.name))
    frame = canonical.frame
    inside = frame["region"].isin(project.regions)
    frame = frame if inside.all() else frame[inside]
    unit, left_out = project.header.clients, project.left_out()
    if frame.empty or "client" not in frame:
        return sheet.results()
    people = tally_different(coded(frame["client"]), coded(frame["region"]))
    present = [code for code in project.regions if (code,) in people]
    totals = sheet.over_regions(
        "participants", {code: float(people[code,]) for code in present}, unit, left_out=left_out
    )
    for breakdown in ("sex", "status", "age"):
        if breakdown not in frame:
            continue
        said = said_by_clients(frame, breakdown)
        category = said[breakdown].map(age_band) if breakdown == "age" else said[breakdown].fillna(NOT_STATED)
        table = said.groupby(["region", category])["clients"].sum().unstack(fill_value=0)
        parts: dict[str, list[Key]] = {code: [] for code in totals}
        for name in table.columns:
            keys = sheet.over_regions(
                "participants",
                dict(zip(table.index, map(float, table[name]), strict=True)),
                unit,
                group(**{breakdown: name}),
                left_out=left_out,
            )
            for code, key in keys.items():
                parts[code].append(key)
        for code, whole in totals.items():
            sheet.total(whole, parts[code])
            for key in parts[code]:
                sheet.percent(code, "share_of_participants", key, whole, key.group)
    return sheet.results()


def age_band(age: object) -> str:
    """The band that an age belongs to; what cannot be an age, such as a year of birth, is not stated.

    Examples
    --------
    >>> age_band(17), age_band(60), age_band(None), age_band(1990)
    ('14-17', '60+', 'not_stated', 'not_stated')
    """
    if age is None or age is pd.NA or age != age:  # noqa: PLR0124 - NaN is unequal to itself
        return NOT_STATED
    return next((name for upper, name in AGE_BANDS if int(age) <= upper), NOT_STATED)  # type: ignore[call-overload]


def analyse_counts(project: Project, canonical: Canonical) -> Results:
    """Counts by category as a table gives them: participants, claims, events, copies.

    Parameters
    ----------
    project : Project
    canonical : Canonical
        A table of the kind `counts`; its settings name the subject, the unit
        and the columns that make the groups (`dimensions`, or the pair
        `breakdown` and `category`), and whether the rows of a breakdown are
        parts of one whole (`total`, `shares`).

    Returns
    -------
    Results
        One count for each row that has one; a range ("3-4") keeps its ends
        as `low` and `high` and has no value. Where the settings say so, the
        total of each full breakdown and the shares in it.
    """
    table, frame = canonical.table, canonical.frame
    sheet = Sheet(table.subject, canonical.name, project.threshold(canonical.name))
    measure = table.subject
    by_breakdown: dict[tuple[str, str, str], list[Key]] = {}
    phrases: dict[tuple[str, str], str] = {}
    for row in frame.to_dict("records"):
        region = row.get("region") or COUNTRY
        unit = row.get("unit") or table.unit
        names = _names(row, table.dimensions)
        key = _count(sheet, region, measure, names, row, unit)
        if (phrase := row.get("phrase")) is not None and not pd.isna(phrase):
            phrases[region, group(**names)] = str(phrase)
        by_breakdown.setdefault((region, unit, _leading(names, bool(table.dimensions))), []).append(key)
    if "region" in frame:
        for (unit, leading), keys in _country_sums(sheet, measure, bool(table.dimensions), phrases).items():
            by_breakdown.setdefault((COUNTRY, unit, leading), []).extend(keys)
    _totals(sheet, measure, by_breakdown, shares=table.shares, public=table.total or table.shares)
    return sheet.results()


def _names(row: dict[object, object], dimensions: tuple[str, ...]) -> dict[str, str]:
    if dimensions:
        return {name: str(row[name]) for name in dimensions}
    breakdown, category = row.get("breakdown"), row.get("category")
    return {str(breakdown): str(category)} if breakdown and category else {}


def _leading(names: dict[str, str], dimensional: bool) -> str:
    """What the categories of one breakdown have in common."""
    return group(**dict(list(names.items())[:-1])) if dimensional else next(iter(names), "")


def _count(
    sheet: Sheet, region: str, measure: str, names: dict[str, str], row: dict[object, object], unit: str
) -> Key:
    low, high = row.get("count"), row.get("count_high")
    low, high = (None if pd.isna(each) else float(each) for each in (low, high))  # type: ignore[arg-type,call-overload]
    where = group(**names)
    if high is not None and low != high:
        if any(0 < end < sheet.threshold for end in (low, high) if end is not None):
            return sheet.add(region, measure, where, unit=unit, status="hidden", reason="small-count")
        return sheet.add(
            region, measure, where, low=low, high=high, unit=unit, status="undefined",
            reason="range", method="range as given by the source",
        )  # fmt: skip
    return sheet.count(region, measure, low if low is not None else high, unit, where)


def _country_sums(
    sheet: Sheet, measure: str, dimensional: bool, phrases: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], list[Key]]:
    """Country totals of a table with regions: exact where every given count is exact.

    A count that the table itself gives for the country stands as it is.
    """
    made: dict[tuple[str, str], list[Key]] = {}
    groups: dict[tuple[str, str], list[Key]] = {}
    known = {row.key: row for row in sheet.rows}
    for row in sheet.rows:
        if row.region != COUNTRY:
            groups.setdefault((row.group, row.unit), []).append(row.key)
    for (where, unit), keys in groups.items():
        rows = [known[key] for key in keys]
        if any(row.reason == "range" for row in rows):
            _range_sum(sheet, measure, where, unit, rows, phrases)
            continue
        values = [row.value for row in rows if row.value is not None]
        given = known.get(Key(COUNTRY, sheet.subject, measure, where))
        if given:
            if given.value == sum(values):
                sheet.total(given.key, [row.key for row in rows if row.value is not None])
            continue
        whole = sheet.count(
            COUNTRY, measure, sum(values) if values else None, unit, where, method=pooled(len(values))
        )
        sheet.total(whole, [row.key for row in rows if row.value is not None])
        made.setdefault((unit, _leading(group_pairs(where), dimensional)), []).append(whole)
    return made


def _range_sum(
    sheet: Sheet,
    measure: str,
    where: str,
    unit: str,
    rows: Sequence[Result],
    phrases: Mapping[tuple[str, str], str],
) -> None:
    """The ends between which a sum of ranges lies; nothing where the table itself gives the sum.

    One number that the source gives for several places counts once at least,
    and for each of them at most.
    """
    if sheet.threshold or any(row.region == COUNTRY and row.group == where for row in sheet.rows):
        return
    given = [row for row in rows if row.value is not None or row.high is not None]
    least: dict[str, float] = {}
    for row in given:
        phrase = phrases.get((row.region, row.group), "")
        said = row.value if row.value is not None else row.low
        # A phrase that gives its number as the high end alone gives a number, not "at most".
        said = row.high if said is None and phrase else said
        least[phrase or row.region] = said or 0.0
    low = sum(least.values())
    high = sum(row.value if row.value is not None else row.high or 0.0 for row in given)
    sheet.add(
        COUNTRY, measure, where, low=low, high=high, unit=unit, status="undefined", reason="range",
        method=f"{pooled(len(given))}, between the sums of their ends",
    )  # fmt: skip


def _totals(
    sheet: Sheet,
    measure: str,
    by_breakdown: dict[tuple[str, str, str], list[Key]],
    *,
    shares: bool,
    public: bool,
) -> None:
    """The total of each full breakdown in each region, and the shares in it.

    Where the settings ask for no total it is kept as an internal number: a
    reader can add up a breakdown and hold it against another one, so the
    disclosure room must know what adds up to the same.
    """
    totals = {(row.region, row.unit): row.key for row in sheet.rows if not row.group}
    for (region, unit, leading), keys in by_breakdown.items():
        values = [sheet.values[key] for key in keys]
        if len(keys) < 2 or None in values or "=" in leading:
            continue
        whole = sum(value for value in values if value is not None)
        if (region, unit) not in totals and (public or sheet.threshold):
            # The same measure in two units has one public total at most.
            first = public and not any(each == region for each, _ in totals)
            totals[region, unit] = sheet.count(
                region,
                measure,
                whole,
                unit,
                "" if first else group(total=unit),
                method=f"sum of {len(keys)} categories",
                audience="public" if first else "internal",
            )
        total = totals.get((region, unit))
        if total is None:
            continue
        if sheet.values[total] != whole and sheet.threshold:
            # A breakdown with a total of its own.
            total = sheet.count(region, measure, whole, unit, group(total=leading), audience="internal")
        if sheet.values[total] == whole:
            sheet.total(total, keys)
            for key in keys if shares and total.group == "" else ():
                sheet.percent(region, f"share_of_{measure}", key, total, key.group)
