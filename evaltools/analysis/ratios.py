"""Ratios of the settings: one figure over another, such as tenge for each consultation."""

from __future__ import annotations

from evaltools.analysis.sheet import Sheet
from evaltools.project import Project, Ratio
from evaltools.results import COUNTRY, Result, Results, group

SUBJECT = "effects"


def analyse_ratios(project: Project, computed: Results) -> Results:
    """Work out every ratio, for the project and for each region that has both parts.

    Parameters
    ----------
    project : Project
    computed : Results
        Where numerators and denominators are taken from.

    Returns
    -------
    Results
        Subject `effects`, measure `ratio`, group `ratio=`. A ratio over 0 is
        undefined; one with a missing part is not there.
    """
    sheet = Sheet(SUBJECT)
    if (grant := project.grant) is not None:
        fact = grant.amount
        given = (
            fact
            if isinstance(fact, float)
            else computed.get(COUNTRY, fact.subject, fact.measure, fact.group).value
        )
        sheet.count(COUNTRY, "grant", given, grant.unit, method="as stated by the source")
    known = Results.combine([computed, sheet.results()])
    for ratio in project.ratios:
        for region in (COUNTRY, *project.regions):
            _add(sheet, project, ratio, region, known)
    return sheet.results()


def _add(sheet: Sheet, project: Project, ratio: Ratio, region: str, known: Results) -> None:
    parts = [known.get(region, one.subject, one.measure, one.group) for one in ratio.numerator]
    whole = known.get(region, ratio.denominator.subject, ratio.denominator.measure, ratio.denominator.group)
    if not all(each.ok for each in (*parts, whole)):
        return
    table, threshold = _strictest(project, [*parts, whole])
    below = whole.value or 0.0
    above = sum(each.value or 0.0 for each in parts)
    sheet.add(
        region,
        "ratio",
        group(ratio=ratio.id),
        value=(100 * above / below if ratio.percent else above / below) if below else None,
        n=below if ratio.percent else None,
        unit="percent" if ratio.percent else ratio.unit,
        method="share of a full count; no interval"
        if ratio.percent
        else "ratio of two full counts; no interval",
        sources=tuple(each.key for each in (*parts, whole)),
        table=table,
        threshold=threshold,
        **({} if below else {"status": "undefined", "reason": "denominator-zero"}),
    )


def _strictest(project: Project, rows: list[Result]) -> tuple[str, int]:
    """The table of a ratio, and its threshold: those of the part that hides most."""
    row = max(rows, key=lambda each: each.threshold)
    return row.table if row.table in project.tables else "", 0
