"""One number that a source gives for several places at once."""

from __future__ import annotations

import pandas as pd

from evaltools.check.case import Case, plain_span
from evaltools.findings import Finding
from evaltools.validate import Canonical


def check_phrases(case: Case) -> list[Finding]:
    """Rows that share a phrase give the same number: the source has only one."""
    return [
        finding
        for canonical in case.usable("counts")
        if "phrase" in canonical.frame
        for name, rows in canonical.frame.groupby("phrase", sort=False)
        if (finding := _one_number(case, canonical, str(name), rows)) is not None
    ]


def _one_number(case: Case, canonical: Canonical, name: str, rows: pd.DataFrame) -> Finding | None:
    ends = rows[[name for name in ("count", "count_high") if name in rows]]
    said = list(
        dict.fromkeys(
            _ends(tuple(None if pd.isna(value) else float(value) for value in row))
            for row in ends.itertuples(index=False)
        )
    )
    if len(said) < 2:
        return None
    first, second = said[:2]
    return Finding(
        severity="error",
        code="phrase-differs",
        file=canonical.table.file,
        row=int(str(rows.index[0])),
        column=name,
        message=case.language.text(
            "{name}: the source gives one number for these places, but the rows have {first} and {second}.",
            name=case.name("phrase", name),
            first=case.span(*first),
            second=case.span(*second),
        ),
        action=case.language.text("Write the same number into each row of the phrase."),
        claimed=plain_span(*first),
        computed=plain_span(*second),
        other_place=canonical.table.file,
    )


def _ends(values: tuple[float | None, ...]) -> tuple[float, float]:
    known = [each for each in values if each is not None] or [0.0]
    return min(known), max(known)
