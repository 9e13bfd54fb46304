"""Published percentages: whether they can be true of any number of people, and of each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from evaltools.check.case import Case, plain, plain_span
from evaltools.findings import Finding
from evaltools.results import COUNTRY
from evaltools.validate import Canonical

#: Bases that are tried for percentages without one.
LARGEST_BASE = 100_000
#: Decimals beyond this are those of a division, not of a printed figure.
MOST_DIGITS = 6
#: How far a rounded percentage may lie from the exact one, beyond half of its last digit.
_SLACK = 1e-9


def check_percents(case: Case) -> list[Finding]:
    """Percentages with a base, without one, and the overall figure among its items."""
    found: list[Finding] = []
    for canonical in case.usable("satisfaction-figures"):
        rows = canonical.frame[canonical.frame["percent"].notna()]
        if rows.empty:
            continue
        regions = rows["region"].fillna(COUNTRY) if "region" in rows else pd.Series(COUNTRY, index=rows.index)
        for _, part in rows.groupby(regions, sort=False):
            found += _with_base(case, canonical, part)
            found += _without_base(case, canonical, part)
            found += _overall(case, canonical, part)
    return found


def possible(percent: float, n: int, digits: int) -> bool:
    """Whether some number of n people gives a percentage when it is rounded (the GRIM test).

    The test is that of Brown and Heathers (2017, doi:10.1177/1948550616673876),
    for a share instead of a mean: half a digit up or down, so that every
    rule of rounding passes.

    Examples
    --------
    >>> possible(92.03, 20, 2), possible(92.03, 138, 2)
    (False, True)
    """
    half = 0.5 * 10**-digits + _SLACK
    lowest, highest = (
        math.ceil((percent - half) * n / 100 - _SLACK),
        math.floor((percent + half) * n / 100 + _SLACK),
    )
    return bool(max(lowest, 0) <= min(highest, n))


def smallest_base(percents: Sequence[float]) -> int | None:
    """The smallest number of people of whom all these percentages can be true; None where none is found.

    Each percentage is taken with the decimals that it has: 90 may have been
    printed as 90.00, and is then even less of a demand.

    Examples
    --------
    >>> smallest_base([92.03]), smallest_base([50.0, 33.3])
    (138, 6)
    """
    wanted = [(each, digits_of([each])) for each in percents]
    return next(
        (n for n in range(1, LARGEST_BASE) if all(possible(each, n, digits) for each, digits in wanted)), None
    )


def digits_of(percents: Sequence[float]) -> int:
    """Decimals that percentages are printed with: those of the longest.

    Examples
    --------
    >>> digits_of([90.0, 92.03]), digits_of([90.0, 85.0])
    (2, 0)
    >>> digits_of([100 / 3])  # a division that nobody rounded
    6
    """
    return max(
        next((d for d in range(MOST_DIGITS) if math.isclose(round(each, d), each, abs_tol=1e-9)), MOST_DIGITS)
        for each in percents
    )


def _name(case: Case, row: pd.Series[Any]) -> str:
    return case.name("item", str(row["item"]))


def _with_base(case: Case, canonical: Canonical, rows: pd.DataFrame) -> list[Finding]:
    """Percentages with a number of people: one that no count gives is an error."""
    if "n" not in rows:
        return []
    known = rows[rows["n"].notna() & (rows["n"] > 0)]
    if known.empty:
        return []
    found = []
    for number, row in known.iterrows():
        percent, n = float(row["percent"]), int(row["n"])
        digits = digits_of([percent])
        fits = possible(percent, n, digits)
        values = {"name": _name(case, row), "percent": case.language.percent(percent, digits)}
        nearest = round(percent * n / 100)
        found.append(
            Finding(
                severity="checked" if fits else "error",
                code="percent-possible" if fits else "percent-impossible",
                file=canonical.table.file,
                row=int(str(number)),
                column=str(row["item"]),
                message=case.language.text(
                    "{name}: {percent} of {n} people can be.", n=case.language.number(n), **values
                )
                if fits
                else case.language.text(
                    "{name}: {percent} of {n} people cannot be; {count} of them are {nearest}.",
                    n=case.language.number(n),
                    count=case.language.number(nearest),
                    nearest=case.language.percent(100 * nearest / n, digits),
                    **values,
                ),
                claimed=plain(percent),
                computed=plain(round(100 * nearest / n, digits)),
                difference=plain(round(percent - round(100 * nearest / n, digits), 6)),
                action=""
                if fits
                else case.language.text("Look up how many people answered, and count again."),
            )
        )
    return found


def _without_base(case: Case, canonical: Canonical, rows: pd.DataFrame) -> list[Finding]:
    """Percentages without a number of people: how many it takes at least."""
    bare = rows[rows["n"].isna()] if "n" in rows else rows
    if bare.empty:
        return []
    percents = [float(each) for each in bare["percent"]]
    demanding = max(percents, key=lambda each: smallest_base([each]) or 0)
    alone = smallest_base([demanding]) or 0
    together = smallest_base(percents)
    language = case.language
    message = language.plural(
        "{n} percentage is given without the number of people under it.",
        "{n} percentages are given without the number of people under them.",
        len(percents),
    )
    if alone > 1:
        message += " " + language.text(
            "{percent} is possible only if {n} people or more answered.",
            percent=language.spoken(language.percent(demanding, digits_of([demanding]))),
            n=language.number(alone),
        )
    if together is not None and together > alone:
        message += " " + language.text(
            "If the same people answered every question, they were {n} or more.", n=language.number(together)
        )
    people = _people(case)
    if together is not None and people and together > people:
        message += " " + language.text(
            "The project counts {people} participants, fewer than that.", people=language.number(people)
        )
    return [
        Finding(
            severity="warning",
            code="percent-without-base",
            file=canonical.table.file,
            column="percent",
            row=int(str(bare.index[0])),
            message=message,
            action=language.text(
                "Add a column to {file} with the number of people who answered each question, and name it in "
                "project.toml under [tables.{table}]: {line}",
                file=canonical.table.file,
                table=canonical.name,
                line='columns = { n = "…" }',
            ),
            computed=plain(together) if together else "",
        )
    ]


def _people(case: Case) -> float:
    row = case.results.get(COUNTRY, "participants", "participants")
    # The sentence may be published where this count is hidden.
    return row.value or 0.0 if row.ok and not row.threshold else 0.0


def _overall(case: Case, canonical: Canonical, rows: pd.DataFrame) -> list[Finding]:
    """An overall figure lies between its lowest and its highest item, whatever its rule."""
    overall, items = rows[rows["item"] == "overall"], rows[rows["item"] != "overall"]
    if len(overall) != 1 or len(items) < 2:
        return []
    value = float(overall["percent"].iloc[0])
    low, high = float(items["percent"].min()), float(items["percent"].max())
    mean = float(items["percent"].mean())
    inside = low <= value <= high
    digits = digits_of([float(each) for each in rows["percent"]])
    language = case.language
    values = {
        "overall": language.percent(value, digits),
        "low": language.percent(low, digits),
        "high": language.percent(high, digits),
        "mean": language.percent(mean, digits),
    }
    return [
        Finding(
            severity="checked" if inside else "error",
            code="overall-inside-items" if inside else "overall-outside-items",
            file=canonical.table.file,
            row=int(str(overall.index[0])),
            column="overall",
            message=language.text(
                "The overall {overall} lies between the lowest ({low}) and the highest question ({high}); "
                "it need not be their mean ({mean}).",
                **values,
            )
            if inside
            else language.text(
                "The overall {overall} lies outside the questions, which go from {low} to {high}.", **values
            ),
            claimed=plain(value),
            computed=plain_span(low, high),
            difference=plain(round(value - min(max(value, low), high), 6)),
            action="" if inside else language.text("Say how the overall figure was made, or correct it."),
        )
    ]
