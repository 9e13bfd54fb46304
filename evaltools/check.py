"""Checks: what the project states against what its tables add up to.

A finding never stops a run: a report that contradicts itself is still made,
and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from evaltools import regions
from evaltools.findings import Finding
from evaltools.labels import Labels
from evaltools.language import Language
from evaltools.project import Acknowledgement, Project
from evaltools.project.load import FILE_NAME
from evaltools.results import COUNTRY, Audience, Result, Results, group
from evaltools.standings import standing, written
from evaltools.validate import Canonical


def check(
    project: Project, tables: Mapping[str, Canonical], results: Results, labels: Labels
) -> list[Finding]:
    """Run every check.

    Parameters
    ----------
    project : Project
    tables : mapping of Canonical
    results : Results
        Before small counts are hidden.
    labels : Labels
        For the names in the messages.

    Returns
    -------
    list of Finding
        Errors for what cannot all be true, warnings for missing reasons,
        `checked` for totals that add up.
    """
    language = Language(project.header.languages[0])
    found = [
        finding
        for canonical in tables.values()
        if canonical.table.kind == "claims" and not canonical.refused
        for finding in _claims(project, canonical, tables, labels, language)
    ]
    return (
        found + _unknown_facts(project, results, language) + _deviations(project, results, labels, language)
    )


def totals(project: Project, tables: Mapping[str, Canonical], findings: Sequence[Finding]) -> Results:
    """Stated and computed totals as results, for the pages that show them.

    Parameters
    ----------
    project : Project
    tables : mapping of Canonical
    findings : sequence of Finding
        As `check` gives them.

    Returns
    -------
    Results
        Subject `checks`, group `claim=`: `stated`, `computed` (with its ends
        where the parts are ranges), `difference`. Public only where the parts
        come from a table that hides nothing: they are worked out before small
        counts are hidden.
    """
    rows: list[Result] = []
    for finding in findings:
        if finding.code not in ("total-differs", "total-agrees"):
            continue
        hides = any(
            project.threshold(name) for name, each in tables.items() if each.table.file == finding.other_place
        )
        low, _, high = finding.computed.partition("..")
        audience: Audience = "internal" if hides else "public"
        exact = not high
        base = Result(
            region=COUNTRY,
            subject="checks",
            measure="stated",
            group=group(claim=finding.column),
            audience=audience,
        )
        computed = replace(base, measure="computed", method="sum of the parts")
        rows += [
            replace(base, value=float(finding.claimed), method="as stated by the source"),
            replace(computed, value=float(low))
            if exact
            else replace(computed, low=float(low), high=float(high), status="undefined", reason="range"),
            replace(
                base,
                measure="difference",
                value=float(finding.difference),
                method="stated minus computed, from the nearest end of a range",
                reason=finding.code,
            ),
        ]
    return Results(tuple(rows))


def acknowledged(project: Project, finding: Finding) -> Acknowledgement | None:
    """The entry of the settings by which the team says that it knows of a finding."""
    return next(
        (
            each
            for each in project.acknowledged
            if each.code == finding.code
            and each.region in ("", finding.region)
            and each.column in ("", finding.column)
        ),
        None,
    )


def sum_of_parts(canonical: Canonical, column: str, where: str, skip: frozenset[str]) -> tuple[float, float]:
    """Least and greatest sum that the parts of a total allow.

    A row with a range counts with both ends; a row without a count adds
    nothing, since nothing was reported; regions in `skip` are left out.
    """
    frame = canonical.frame
    if "region" in frame and skip:
        frame = frame[~frame["region"].isin(skip)]
    if where:
        name, _, value = where.partition("=")
        frame = frame[frame[name] == value]
    low = frame[column].astype("Float64")
    high = frame["count_high"].astype("Float64") if column == "count" and "count_high" in frame else low
    lows = low.where(low.notna() | high.isna(), 0.0)
    # Rounded to where sums of decimal fractions are what they are on paper.
    return round(float(lows.sum()), 6), round(float(high.fillna(low).sum()), 6)


def _off(claimed: float, low: float, high: float) -> float:
    """How far a figure lies outside a range: 0 inside it, positive above."""
    return round(claimed - min(max(claimed, low), high), 6)


def plain(value: float) -> str:
    """A number as `findings.csv` has it: no separators, no needless decimals.

    Examples
    --------
    >>> plain(1206432.0), plain(92.03)
    ('1206432', '92.03')
    """
    return str(int(value)) if value == int(value) else repr(value)


def _claims(
    project: Project,
    canonical: Canonical,
    tables: Mapping[str, Canonical],
    labels: Labels,
    language: Language,
) -> list[Finding]:
    found = []
    for row, record in zip(canonical.frame.index, canonical.frame.to_dict("records"), strict=True):
        parts, column = tables.get(str(record["table"])), str(record["column"])
        where = "" if pd.isna(record.get("where")) else str(record.get("where") or "")
        problem = _unreadable(parts, str(record["table"]), column, where)
        if problem:
            found.append(
                _not_compared(canonical.table.file, int(row), str(record["claim"]), problem, language)
            )
        if problem or parts is None or parts.refused:
            continue
        readings = [
            sum_of_parts(parts, column, where, skip) for skip in (frozenset(project.left_out()), frozenset())
        ]
        compared = _compare(float(record["claimed"]), readings, labels, str(record["claim"]), language)
        found.append(replace(compared, file=canonical.table.file, row=int(row), other_place=parts.table.file))
    return found


def _unreadable(parts: Canonical | None, table: str, column: str, where: str) -> str:
    """Why a total cannot be added up from the table that it names; nothing if it can."""
    if parts is None:
        return f"there is no table “{table}” in project.toml"
    if parts.refused:
        return ""  # its own finding says why
    name, sign, _ = where.partition("=")
    if where and (not sign or name not in parts.frame):
        return f"“{where}” is no condition on the table “{table}”; expected column=value"
    if column not in parts.frame or not pd.api.types.is_numeric_dtype(parts.frame[column]):
        return f"the table “{table}” has no column “{column}” with numbers"
    return ""


def _not_compared(file: str, row: int, claim: str, problem: str, language: Language) -> Finding:
    return Finding(
        severity="warning",
        code="total-not-compared",
        message=language.text(
            "{file}, row {row}, column “{column}”: {problem}",
            file=file,
            row=row,
            column="claim",
            problem=problem,
        ),
        file=file,
        row=row,
        column=claim,
    )


def _compare(
    claimed: float, readings: Sequence[tuple[float, float]], labels: Labels, claim: str, language: Language
) -> Finding:
    """One stated total against the sums that its parts allow, with and without the regions left out."""
    low, high = min(readings, key=lambda each: abs(_off(claimed, *each)))
    difference = _off(claimed, low, high)
    agrees = not difference
    name = labels.name("claim", claim, language)
    digits = 0 if all(each == int(each) for each in (claimed, low, high)) else 2
    stated = language.number(claimed, digits)
    finding = Finding(
        severity="checked",
        code="total-agrees",
        message=language.text(
            "{name}: the stated {claimed} agrees with its parts.", name=name, claimed=stated
        ),
        column=claim,
        claimed=plain(claimed),
        computed=plain(low) if low == high else f"{plain(low)}..{plain(high)}",
        difference=plain(difference),
    )
    if agrees:
        return finding
    computed = "–".join(language.number(each, digits) for each in dict.fromkeys((low, high)))
    return replace(
        finding,
        severity="error",
        code="total-differs",
        message=language.text(
            "{name}: {claimed} is stated, but the parts add up to {computed} (difference {difference}).",
            name=name,
            claimed=stated,
            computed=computed,
            difference=language.signed(difference, digits),
        ),
        action=language.text("Find out which figure is right, or acknowledge the difference with a reason."),
    )


def _unknown_facts(project: Project, results: Results, language: Language) -> list[Finding]:
    """Indicators whose fact names a number that no table gives, in any region."""
    known = {(row.subject, row.measure, row.group) for row in results}
    return [
        Finding(
            severity="warning",
            code="fact-unknown",
            file=FILE_NAME,
            column=indicator.id,
            message=language.text(
                "Indicator {name}: no table gives the fact {fact}.",
                name=indicator.id,
                fact=" / ".join(part for part in (fact.subject, fact.measure, fact.group) if part),
            ),
            action=language.text("Look the names up in results.csv, and mend them in project.toml."),
        )
        for indicator in project.indicators
        if (fact := indicator.fact) is not None and (fact.subject, fact.measure, fact.group) not in known
    ]


def _deviations(project: Project, results: Results, labels: Labels, language: Language) -> list[Finding]:
    """Facts off the plan without a reason: missed, passed without leave, or passed by a fifth."""
    found = []
    for met in results.select(subject="indicators", measure="met"):
        if met.region == COUNTRY and len(project.regions) == 1:
            continue  # the same figure as its only region's
        one = standing(results, met)
        if not one.needs_reason or labels.reason(one.indicator, one.region):
            continue
        values = {
            "region": regions.region(one.region).names[language.code],
            "name": labels.name("indicator", one.indicator, language),
            "plan": written(one.target, language),
            "fact": written(one.fact, language),
        }
        if one.status == "met":
            message = language.text(
                "{region}. {name}: plan {plan}, fact {fact}, more than a fifth above; no reason is given.",
                **values,
            )
        else:
            message = language.text(
                "{region}. {name}: plan {plan}, fact {fact}, and no reason is given.", **values
            )
        found.append(
            Finding(
                severity="warning",
                code="deviation-without-reason",
                region=one.region,
                column=one.indicator,
                message=message,
                action=language.text("Write the reason in project.toml."),
            )
        )
    return found
