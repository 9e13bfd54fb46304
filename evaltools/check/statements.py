"""Stated figures against their parts, and one figure that stands in several places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from evaltools.check.advice import which_is_right
from evaltools.check.case import DAY, Case, called, digits_of, part_name, plain, plain_span
from evaltools.check.parts import (
    LEAVE_OUT,
    How,
    Reading,
    conditions,
    is_condition,
    readings,
    rows_where,
    sum_of_readings,
)
from evaltools.check.repairs import repair
from evaltools.findings import Finding
from evaltools.validate import Canonical


@dataclass(frozen=True)
class Statement:
    """One row of a table of claims: a figure in words, the rows that hold it, or both.

    Attributes
    ----------
    claim : str
        Rows with the same name state the same figure.
    low, high : float or None
        What is stated; None where the row only points to a table.
    unit, place : str
        `place` is where in the source the figure stands.
    claims : Canonical
        The table of claims.
    row : int
        Where in it the statement itself stands.
    parts : Canonical or None
    column, where, how : str
    operator : str
        How it stands to the first mention: `=`, `<=` or `>=`.
    """

    claim: str
    low: float | None
    high: float | None
    unit: str
    place: str
    claims: Canonical
    row: int
    parts: Canonical | None
    column: str
    where: str
    how: How
    operator: str

    @property
    def file(self) -> str:
        """File of the table of claims."""
        return self.claims.table.file

    @property
    def is_stated(self) -> bool:
        return self.low is not None


def check_statements(case: Case) -> list[Finding]:
    """Every stated figure against its parts, and against its other mentions."""
    found: list[Finding] = []
    for canonical in case.usable("claims"):
        groups: dict[str, list[Statement]] = {}
        for row, record in zip(canonical.frame.index, canonical.frame.to_dict("records"), strict=True):
            one = _statement(case, canonical, int(row), record)
            if isinstance(one, Finding):
                found.append(one)
                continue
            groups.setdefault(one.claim, []).append(one)
        for statements in groups.values():
            found += _one_figure(case, statements)
    return found


def _statement(case: Case, canonical: Canonical, row: int, record: dict[Any, Any]) -> Statement | Finding:
    def cell(name: str) -> str:
        value = record.get(name)
        return "" if value is None or pd.isna(value) else str(value)

    def number(name: str) -> float | None:
        value = record.get(name)
        return None if value is None or pd.isna(value) else float(value)

    file, claim = canonical.table.file, cell("claim")
    low, high = number("claimed"), number("claimed_high")
    if low is None and high is not None:
        low = 0.0  # "up to 9" may be nothing, as among the parts
    parts = case.tables.get(cell("table"))
    problem = _not_stated(case, record, low, high) or (
        _unreadable(case, parts, record, cell) if cell("table") else ""
    )
    if (day := record.get("claimed_date")) is not None and not pd.isna(day):
        low = high = float(pd.Timestamp(day).toordinal())
    if problem:
        return Finding(
            severity="warning",
            code="total-not-compared",
            message=case.language.text(
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
    return Statement(
        claim=claim,
        low=low,
        high=low if high is None else high,
        unit=DAY if record.get("unit") == DAY else cell("unit"),
        place=cell("place"),
        claims=canonical,
        row=row,
        parts=None if parts is None or parts.refused else parts,
        column=cell("column"),
        where=cell("where"),
        how=cell("how") or "sum",  # type: ignore[arg-type]
        operator=cell("operator") or "=",
    )


def _not_stated(case: Case, record: dict[Any, Any], low: float | None, high: float | None) -> str:
    """Why what is stated is no figure; nothing if it is one."""
    if record.get("unit") == DAY and low is not None:
        return case.language.text(
            "a day stands in the column “claimed_date”, found {value} in “claimed”", value=plain(low)
        )
    if low is not None and high is not None and high < low:
        return case.language.text(
            "a range goes from its low end to its high end; {low} is above {high}",
            low=plain(low),
            high=plain(high),
        )
    return ""


def _unreadable(case: Case, parts: Canonical | None, record: dict[Any, Any], cell: Any) -> str:
    """Why a figure cannot be taken from the table that it names; nothing if it can."""
    table, column, where, how = cell("table"), cell("column"), cell("where"), cell("how") or "sum"
    if parts is None:
        return case.language.text("there is no table “{table}” in project.toml", table=table)
    if parts.refused:
        return ""  # its own finding says why
    if how not in ("sum", "rows", "distinct"):
        return case.language.text("“{how}” is no way to count; expected sum, rows or distinct", how=how)
    if where and (not is_condition(where) or not set(conditions(where)) <= set(parts.frame.columns)):
        return case.language.text(
            "“{where}” is no condition on the table “{table}”; expected column=value",
            where=where,
            table=table,
        )
    if record.get("unit") == DAY:
        return _without_days(case, parts, table, column, where)
    if how == "sum" and (column not in parts.frame or not pd.api.types.is_numeric_dtype(parts.frame[column])):
        return case.language.text(
            "the table “{table}” has no column “{column}” with numbers", table=table, column=column
        )
    if column and column not in parts.frame:
        return case.language.text("the table “{table}” has no column “{column}”", table=table, column=column)
    if how == "distinct" and not column:
        return case.language.text("“distinct” counts the different values of a column, and none is named")
    return ""


def _without_days(case: Case, parts: Canonical, table: str, column: str, where: str) -> str:
    """Why no day can be taken from a table; nothing if one can."""
    days = parts.frame[column].dropna() if column in parts.frame else None
    if days is None or not all(isinstance(day, date) for day in days):
        return case.language.text(
            "the table “{table}” has no column “{column}” with days", table=table, column=column
        )
    if rows_where(parts.frame, conditions(where))[column].isna().all():
        return case.language.text(
            "no row that the figure points to in the table “{table}” has a day in the column “{column}”",
            table=table,
            column=column,
        )
    return ""


def _one_figure(case: Case, statements: Sequence[Statement]) -> list[Finding]:
    """All that is said of one figure."""
    found = []
    for one in statements:
        if one.is_stated and one.parts is not None:
            found.append(_against_parts(case, one))
        elif not one.is_stated and one.parts is not None and not _held(case, one):
            found.append(_nothing_there(case, one))
        elif not one.is_stated and one.parts is None and len(statements) == 1 and not one.column:
            found.append(_without_figure(case, one))
    known = [one for one in statements if one.is_stated or _held(case, one)]
    first = known[0] if known else None
    for one in known[1:]:
        assert first is not None
        found.append(_against_mention(case, first, one))
    return found


def _held(case: Case, one: Statement) -> list[Reading]:
    """What the rows that a statement points to hold."""
    if one.parts is None:
        return []
    if one.unit == DAY:
        rows = rows_where(one.parts.frame, conditions(one.where))
        days = [float(pd.Timestamp(day).toordinal()) for day in rows[one.column].dropna()]
        return [Reading(min(days), max(days))] if days else []
    return readings(one.parts, one.column, one.where, one.how, frozenset(case.project.left_out()))


def _without_figure(case: Case, one: Statement) -> Finding:
    return Finding(
        severity="warning",
        code="claim-without-figure",
        file=one.file,
        row=one.row,
        column=one.claim,
        message=case.language.text(
            "{name}: this is claimed without a figure.", name=case.name("claim", one.claim)
        ),
        action=case.language.text("Give the figure and its base, or take the claim out."),
    )


def _nothing_there(case: Case, one: Statement) -> Finding:
    """A figure whose parts have no row, or no value: a slip in the conditions, or nothing reported."""
    return Finding(
        severity="warning",
        code="total-not-compared",
        file=one.file,
        row=one.row,
        column=one.claim,
        message=case.language.text(
            "{name}: the rows that it points to hold no figure.", name=case.name("claim", one.claim)
        ),
        action=case.language.text(
            "Look at the columns table, column and where of this row: they say which rows hold the figure."
        ),
    )


def _against_parts(case: Case, one: Statement) -> Finding:
    """A stated total against the sums that its parts allow."""
    assert one.low is not None
    assert one.high is not None
    assert one.parts is not None
    language, name = case.language, case.name("claim", one.claim)
    held = _held(case, one)
    if not held:
        return _nothing_there(case, one)
    nearest = min(held, key=lambda each: abs(each.off(one.low or 0.0, one.high)))
    difference = nearest.off(one.low, one.high)
    digits = digits_of(one.low, one.high, nearest.low, nearest.high)
    stated = case.span(one.low, one.high, one.unit, digits)
    finding = Finding(
        severity="checked",
        code="total-agrees",
        message=language.text(
            "{name}: the stated {claimed} agrees with its parts.", name=name, claimed=stated
        ),
        file=one.file,
        row=one.row,
        column=one.claim,
        claimed=plain_span(one.low, one.high, one.unit),
        computed=plain_span(nearest.low, nearest.high, one.unit),
        difference=plain(difference),
        other_place=one.parts.table.file,
        regions=_regions(case, [one], nearest),
        claimed_at=_where(case, one),
        computed_at=language.text("its parts ({source})", source=called(case, one.parts)),
    )
    if not difference:
        return _agreeing(case, one, held, nearest, finding)
    plainest = held[0] if held[0].phrases and not nearest.together else nearest
    message = language.text(
        "{name}: {claimed} is stated, but the parts add up to {computed} (difference {difference}).",
        name=name,
        claimed=stated,
        computed=case.span(nearest.low, nearest.high, one.unit, digits),
        difference=language.signed(difference, digits),
    )
    filled = _missing_could_fill(case, one, nearest, difference)
    return replace(
        finding,
        # What was not reported is not zero: it may be what the total has more.
        severity="warning" if filled else "error",
        code="total-differs",
        message=" ".join([message, *reading_words(case, plainest), *(filled or repair(case, one, nearest))]),
        action=which_is_right(case, "total-differs", one.claim),
    )


def _agreeing(
    case: Case, one: Statement, held: Sequence[Reading], taken: Reading, finding: Finding
) -> Finding:
    """A total that one reading of its parts allows, beside the sum that the results have of them."""
    assert one.parts is not None
    low, high = sum_of_readings(held, taken.late)
    place, every = finding.computed_at, []
    if taken.phrases and (low, high) != (taken.low, taken.high):
        every.append(
            case.language.text(
                "Under every reading of such numbers the parts add up to {computed}.",
                computed=case.span(low, high, one.unit),
            )
        )
    silent = _without_figures(case, one, taken)
    if silent:
        place = case.language.text(
            "its parts ({source}; no figure is given for: {parts})",
            source=called(case, one.parts),
            parts=case.language.listing(silent),
        )
    return replace(
        finding,
        # A number for several places that counts once for all of them is the less usual reading.
        severity="note" if taken.together else "checked",
        computed=plain_span(low, high, one.unit),
        computed_at=place,
        message=" ".join(
            [finding.message, *reading_words(case, taken), *every, *_without_late(case, one, held)]
        ),
    )


def _without_figures(case: Case, one: Statement, reading: Reading) -> list[str]:
    """The names of the parts that give no figure."""
    if one.parts is None or one.how != "sum":
        return []
    rows = one.parts.frame.loc[list(reading.missing)]
    return [part_name(case, row) for _, row in rows.iterrows()]


def _missing_could_fill(case: Case, one: Statement, reading: Reading, difference: float) -> list[str]:
    """Which rows have no figure, where theirs could make up the difference."""
    names = _without_figures(case, one, reading)
    if difference <= 0 or not names:
        return []
    return [
        case.language.text(
            "No figure is given for: {parts}. With {n} there the figures agree.",
            parts=case.language.listing(names),
            n=case.number(difference),
        )
    ]


def _without_late(case: Case, one: Statement, held: Sequence[Reading]) -> list[str]:
    """What a total would be with the regions that it leaves out, where that is another figure."""
    left_out = case.project.left_out()
    other = [each for each in held if each.late == "counted" and not each.together]
    if not other or not left_out or held[0].late or other[0].low == held[0].low:
        return []
    return [
        case.language.text(
            "Left out: {regions}; with them it is {n}.",
            regions=case.language.listing([case.place(code) for code in left_out]),
            n=case.span(other[0].low, other[0].high, one.unit),
        )
    ]


def reading_words(case: Case, reading: Reading) -> list[str]:
    """Under which reading figures agree, where it is not the only one."""
    language, words = case.language, []
    if reading.late == "counted":
        words.append(language.text("Regions that came late are counted."))
    elif reading.late:
        words.append(language.text("Regions that came late are left out."))
    if reading.phrases and not reading.together:
        words.append(language.text("A number given for several places at once is counted for each of them."))
    elif reading.phrases and len(reading.together) == reading.phrases:
        words.append(
            language.text("A number given for several places at once is counted once for all of them.")
        )
    elif reading.together:
        words.append(
            language.text(
                "Of numbers given for several places at once, these are counted once for all: {phrases}.",
                phrases=language.listing([case.name("phrase", each) for each in reading.together]),
            )
        )
    return words


def _against_mention(case: Case, first: Statement, other: Statement) -> Finding:
    """One figure in two places."""
    pairs = [(a, b) for a in _allowed(case, first) for b in _allowed(case, other)]
    mine, theirs = min(pairs, key=lambda pair: abs(pair[1].off(pair[0].low, pair[0].high)))
    difference = theirs.off(mine.low, mine.high)
    if (other.operator == "<=" and difference > 0) or (other.operator == ">=" and difference < 0):
        difference = 0.0
    language, name = case.language, case.name("claim", first.claim)
    values = {
        "name": name,
        "first": case.span(mine.low, mine.high, first.unit),
        "second": case.span(theirs.low, theirs.high, first.unit),
        "here": _where(case, first),
        "there": _where(case, other),
    }
    finding = Finding(
        severity="checked",
        code="mention-agrees",
        message=language.text("{name}: {here} and {there} both give {first}.", **values)
        if mine.off(theirs.low, theirs.high) == 0
        else language.text("{name}: {here} gives {first}, {there} gives {second}, as it may.", **values),
        file=other.file,
        row=other.row,
        column=first.claim,
        claimed=plain_span(mine.low, mine.high, first.unit),
        computed=plain_span(theirs.low, theirs.high, first.unit),
        difference=plain(difference),
        other_place=_other_place(case, first, other),
        regions=_regions(case, [first, other], mine, theirs),
        claimed_at=values["here"],
        computed_at=values["there"],
    )
    if not difference:
        return finding
    return replace(
        finding,
        severity="error",
        code="mention-differs",
        message=language.text("{name}: {here} gives {first}, {there} gives {second}.", **values),
        action=which_is_right(case, "mention-differs", first.claim),
    )


def _other_place(case: Case, first: Statement, other: Statement) -> str:
    """The table that one of the two figures is taken from: one that hides small counts before any other."""
    taken = [one.parts for one in (other, first) if one.parts is not None and not one.is_stated]
    taken += [other.parts] if other.parts is not None else []
    taken.sort(
        key=lambda parts: -case.project.threshold(parts.name) if parts.name in case.project.tables else 0
    )
    return taken[0].table.file if taken else other.file


def _allowed(case: Case, one: Statement) -> list[Reading]:
    if one.low is not None and one.high is not None:
        return [Reading(one.low, one.high)]
    return _held(case, one)


def _regions(case: Case, statements: Sequence[Statement], *taken: Reading) -> tuple[str, ...]:
    """Regions whose rows the compared figures are made of, in the project's order."""
    rows = [rows_where(one.parts.frame, conditions(one.where)) for one in statements if one.parts is not None]
    named = {str(code) for each in rows if "region" in each for code in each["region"].dropna()}
    kinds = {one.parts.table.kind for one in statements if one.parts is not None}
    if kinds & set(LEAVE_OUT) and not any(each.late == "counted" for each in taken):
        named -= set(case.project.left_out())
    return tuple(code for code in case.project.regions if code in named)


def _where(case: Case, one: Statement) -> str:
    """Where a statement stands: its document and place, as the tables name them; else the file."""
    table = one.parts if one.parts is not None and not one.is_stated else one.claims
    if one.place and table.table.source is None:
        return case.name("place", one.place)
    if one.place:
        source, place = called(case, table), case.name("place", one.place)
        # A source may end with the place itself: it is not said twice.
        if source.endswith(place.removeprefix("the ")):
            return source
        return case.language.text("{source} ({place})", source=source, place=place)
    if table is not one.claims:
        return called(case, table)
    line = case.language.text("{file}, row {row}", file=one.file, row=one.row)
    if table.table.source is None:
        return line
    # Who reads the page has the document, who mends the figure has the file.
    return case.language.text("{source} ({place})", source=called(case, table), place=line)
