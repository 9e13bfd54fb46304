"""Regions beside each other, worked out from what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evaltools import stats
from evaltools.results import COUNTRY, Key, Result, Results, group

SUBJECT = "satisfaction"
#: With fewer answers on either side a page says "x of n", and a difference in points says too much.
LEAST = 20
#: A p-value after Holm's method below this makes regions "differ".
LEVEL = 0.05


def compare_regions(shown: Results) -> Results:
    """Hold the shares of the satisfied in the regions against each other.

    It takes what has been through the disclosure room, and so works with
    numbers that every reader has: whatever it finds, a reader could find, and
    nothing hidden comes back through it. (A p-value over all regions would:
    with a few hidden counts whose sum is known, two digits of it tell them.)

    Parameters
    ----------
    shown : Results
        What may be published.

    Returns
    -------
    Results
        Subject `satisfaction`. For each question, of the country:
        `p_same_in_regions` (homogeneity over the regions that have `LEAST`
        opinions or more and whose counts are shown) and `p_same_in_regions_holm`; of each region, and for the
        overall figure too, `difference_from_others` in percentage points with
        Newcombe's interval. The others are all other forms of the project.
        Nothing for a weighted survey, or one without regions.
    """
    found = {row.key: row for row in shown.select(subject=SUBJECT)}
    items = dict.fromkeys(
        row.pairs["item"]
        for row in found.values()
        if row.measure == "with_opinion" and row.region == COUNTRY and set(row.pairs) == {"item"}
    )
    weighted = any(row.measure == "effective_n" for row in found.values())
    regions = list(
        dict.fromkeys(
            row.region
            for row in found.values()
            if row.measure == "respondents" and row.region != COUNTRY and not row.group
        )
    )
    if weighted or len(regions) < 2:
        return Results(())
    rows = _homogeneity(found, list(items), regions)
    for suffix, where in (*(("", group(item=item)) for item in items), ("_overall", "")):
        for region in regions:
            rows += _difference(found, region, suffix, where)
    return Results(tuple(rows))


def _counts(found: Mapping[Key, Result], region: str, where: str, suffix: str = "") -> tuple[int, int] | None:
    """Satisfied people and people with an opinion, where both are shown."""
    pair = [
        found.get(Key(region, SUBJECT, measure + suffix, where)) for measure in ("satisfied", "with_opinion")
    ]
    known = [int(row.value) for row in pair if row is not None and row.ok and row.value is not None]
    return (known[0], known[1]) if len(known) == len(pair) else None


def _homogeneity(found: Mapping[Key, Result], items: list[str], regions: list[str]) -> list[Result]:
    """One test for each question, and all of them together by Holm's method."""
    tests = []
    for item in items:
        counts = filter(None, (_counts(found, region, group(item=item)) for region in regions))
        known = [(satisfied, base - satisfied) for satisfied, base in counts if base >= LEAST]
        tests.append(stats.homogeneity(known))
    adjusted = stats.adjust_p_values([test.p for test in tests], method="holm")
    rows = []
    for item, test, p in zip(items, tests, adjusted, strict=True):
        source = found[Key(COUNTRY, SUBJECT, "with_opinion", group(item=item))]
        fields: dict[str, Any] = {
            "region": COUNTRY,
            "subject": SUBJECT,
            "group": group(item=item),
            "unit": "p-value",
            "table": source.table,
        }
        compared = f"{test.n_groups} regions with {LEAST} or more opinions and shown counts"
        how = f"{test.method} test over {compared}"
        for measure, value, more in (
            ("p_same_in_regions", test.p, ""),
            (
                "p_same_in_regions_holm",
                p,
                f"; Holm's method over {sum(t.p is not None for t in tests)} questions",
            ),
        ):
            if value is None:
                rows.append(Result(**fields, measure=measure, status="undefined", reason=test.reason or ""))
                continue
            verdict = "" if not more else "regions-differ" if value < LEVEL else "no-clear-difference"
            rows.append(
                Result(
                    **fields, measure=measure, value=value, n=test.total, method=how + more, reason=verdict
                )
            )
    return rows


def _difference(found: Mapping[Key, Result], region: str, suffix: str, where: str) -> list[Result]:
    """One region against all other forms."""
    base = found.get(Key(region, SUBJECT, "with_opinion" + suffix, where))
    if base is None:
        return []
    fields: dict[str, Any] = {
        "region": region,
        "subject": SUBJECT,
        "measure": "difference_from_others" + suffix,
        "group": where,
        "unit": "percentage points",
        "table": base.table,
    }
    own, whole = (_counts(found, code, where, suffix) for code in (region, COUNTRY))
    if own is None or whole is None:
        return [Result(**fields, status="hidden", reason="small-count")]
    others = (whole[0] - own[0], whole[1] - own[1])
    if min(own[1], others[1]) < LEAST:
        return [Result(**fields, status="undefined", reason="too-few-answers")]
    difference = stats.proportion_difference(*own, *others)
    if difference.value is None or difference.low is None or difference.high is None:
        return [Result(**fields, status="undefined", reason=difference.reason or "")]
    return [
        Result(
            **fields,
            value=100 * difference.value,
            low=100 * difference.low,
            high=100 * difference.high,
            n=own[1],
            method="share of those with an opinion, here minus all other forms; 95% Newcombe interval",
        )
    ]
