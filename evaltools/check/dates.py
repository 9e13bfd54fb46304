"""Days that cannot be: outside the period, before a centre opened, after the data were closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from evaltools.check.advice import acknowledging
from evaltools.check.case import Case, plain
from evaltools.check.registers import row_name
from evaltools.findings import Finding
from evaltools.project.load import FILE_NAME
from evaltools.registers import Register
from evaltools.validate import Canonical


def check_dates(case: Case) -> list[Finding]:
    """Every check of days."""
    return [
        *_closed_early(case),
        *_opened_late(case),
        *(finding for each in _dated(case) for finding in _outside(case, each)),
        *(finding for each in _dated(case) for finding in _before_opening(case, each)),
        *_letters(case),
        *_lengths(case),
    ]


def _day(value: object) -> date:
    return pd.Timestamp(value).date()  # type: ignore[arg-type]


def _closed_early(case: Case) -> list[Finding]:
    """Data of a final report that were closed before the period ends."""
    header, language = case.project.header, case.language
    if header.status != "final" or header.cut_off >= header.period.end:
        return []
    return [
        Finding(
            severity="warning",
            code="cut-off-early",
            file=FILE_NAME,
            column="cut_off",
            message=language.text(
                "The data go up to {cut_off}, the period ends on {end}: its last {days} days are missing, "
                "or were counted before they were over.",
                cut_off=language.date(header.cut_off),
                end=language.date(header.period.end),
                days=language.number((header.period.end - header.cut_off).days),
            ),
            action=language.text(
                "If the data go further, write their last day into project.toml under [project], or for one "
                "table alone under [tables.…]: {line}",
                line=f"cut_off = {header.period.end.isoformat()}",
            ),
            claimed=header.period.end.isoformat(),
            computed=header.cut_off.isoformat(),
            difference=plain((header.period.end - header.cut_off).days),
        )
    ]


def _opened_late(case: Case) -> list[Finding]:
    """Figures of a region whose centre opened only after the data were closed."""
    found = []
    cut_off = case.project.header.cut_off
    for note in case.project.region_notes:
        if note.opened is None or note.opened <= cut_off:
            continue
        for row in case.results.select(region=note.code, subject="consultations", measure="consultations"):
            if row.group or not row.value:
                continue
            table = case.project.tables.get(row.table)
            found.append(
                Finding(
                    severity="error",
                    code="opened-after-cut-off",
                    region=note.code,
                    file=table.file if table else FILE_NAME,
                    column="consultations",
                    message=case.language.text(
                        "{region}: {n} consultations are given, but the centre opened on {opened}, "
                        "after the data were closed on {cut_off}.",
                        region=case.place(note.code),
                        n=case.number(row.value),
                        opened=case.language.date(note.opened),
                        cut_off=case.language.date(cut_off),
                    ),
                    action=case.language.text(
                        "Ask the region up to which day it counted, and correct the line in project.toml: "
                        "under [project] {cut_off}, or under [[region_notes]] with code = “{region}” "
                        "{opened}. If both are right, add at the end, each part on a line of its own: "
                        "{lines}",
                        cut_off=f"cut_off = {cut_off.isoformat()}",
                        region=note.code,
                        opened=f"opened = {note.opened.isoformat()}",
                        lines=acknowledging(case, "opened-after-cut-off", region=note.code),
                    ),
                    claimed=note.opened.isoformat(),
                    computed=cut_off.isoformat(),
                    difference=plain((note.opened - cut_off).days),
                    other_place=FILE_NAME,
                )
            )
    return found


def _dated(case: Case) -> Iterator[tuple[Canonical, str]]:
    """Registers and lists of trainings, with each of their columns of days."""
    for canonical in case.usable("register", "trainings"):
        for column in canonical.frame.columns:
            days = canonical.frame[column].dropna()
            if len(days) and isinstance(days.iloc[0], date):
                yield canonical, str(column)


def _outside(case: Case, dated: tuple[Canonical, str]) -> list[Finding]:
    """Days of a register that lie outside the period; its rows are shown all the same."""
    canonical, column = dated
    period = case.project.header.period
    if column == "opened":
        return []  # a centre may be older than the project
    found = []
    for row, value in canonical.frame[column].dropna().items():
        day = _day(value)
        if period.start <= day <= period.end:
            continue
        found.append(
            Finding(
                severity="warning",
                code="day-outside",
                file=canonical.table.file,
                row=int(str(row)),
                column=canonical.table.columns.get(column, column),
                value=day.isoformat(),
                expected=case.project.period,
                message=case.language.text(
                    "{file}, row {row}: {day} lies outside the period of the project.",
                    file=canonical.table.file,
                    row=row,
                    day=case.language.date(day),
                ),
                action=case.language.text(
                    "Correct the day in the file. If it belongs to the project, say why: add at the end of "
                    "project.toml, each part on a line of its own: {lines}",
                    lines=acknowledging(case, "day-outside", canonical.table.columns.get(column, column)),
                ),
            )
        )
    return found


def _before_opening(case: Case, dated: tuple[Canonical, str]) -> list[Finding]:
    """Days of a region before its centre opened."""
    canonical, column = dated
    opened = {note.code: note.opened for note in case.project.region_notes if note.opened}
    if "region" not in canonical.frame or column == "opened":
        return []
    found = []
    for row, record in canonical.frame.iterrows():
        first = opened.get(str(record["region"]))
        if first is None or pd.isna(record[column]) or _day(record[column]) >= first:
            continue
        found.append(
            Finding(
                severity="error",
                code="before-opening",
                region=str(record["region"]),
                file=canonical.table.file,
                row=int(str(row)),
                column=canonical.table.columns.get(column, column),
                value=_day(record[column]).isoformat(),
                expected=f">= {first.isoformat()}",
                message=case.language.text(
                    "{file}, row {row}: {day} lies before the centre in {region} opened ({opened}).",
                    file=canonical.table.file,
                    row=row,
                    day=case.language.date(_day(record[column])),
                    region=case.place(str(record["region"])),
                    opened=case.language.date(first),
                ),
                action=case.language.text("Correct one of the two days."),
                claimed=_day(record[column]).isoformat(),
                computed=first.isoformat(),
                other_place=FILE_NAME,
            )
        )
    return found


def _lengths(case: Case) -> list[Finding]:
    """The last day against the first one, and a stated number of days against both."""
    found = []
    for register, canonical in case.registers():
        if not {"start", "end"} <= set(canonical.frame.columns):
            continue
        for number, row in canonical.frame.iterrows():
            if pd.isna(row["start"]) or pd.isna(row["end"]):
                continue
            counted = (_day(row["end"]) - _day(row["start"])).days + 1
            if counted < 1:
                found.append(_backwards(case, register, canonical, int(str(number)), row))
                continue
            if "days" not in row or pd.isna(row["days"]):
                continue
            stated = int(row["days"])
            agrees = counted == stated
            values = {
                "name": row_name(case, register, row),
                "stated": case.number(stated),
                "counted": case.number(counted),
            }
            found.append(
                Finding(
                    severity="checked" if agrees else "error",
                    code="days-agree" if agrees else "days-differ",
                    file=canonical.table.file,
                    row=int(str(number)),
                    column="days",
                    message=case.language.text("“{name}”: {stated} days are stated and dated.", **values)
                    if agrees
                    else case.language.text("“{name}”: {stated} days are stated, {counted} dated.", **values),
                    claimed=plain(stated),
                    computed=plain(counted),
                    difference=plain(stated - counted),
                    other_place=canonical.table.file,
                    action="" if agrees else case.language.text("Correct the number or the dates."),
                )
            )
    return found


def _backwards(
    case: Case, register: Register, canonical: Canonical, number: int, row: pd.Series[Any]
) -> Finding:
    start, end = _day(row["start"]), _day(row["end"])
    return Finding(
        severity="error",
        code="end-before-start",
        file=canonical.table.file,
        row=number,
        column="end",
        message=case.language.text(
            "“{name}”: it ends on {end}, before it begins on {start}.",
            name=row_name(case, register, row),
            start=case.language.date(start),
            end=case.language.date(end),
        ),
        claimed=end.isoformat(),
        computed=start.isoformat(),
        other_place=canonical.table.file,
        action=case.language.text("Correct one of the two days."),
    )


def _letters(case: Case) -> list[Finding]:
    """Numbers of outgoing letters rise with their days."""
    found = []
    for register, canonical in case.registers():
        frame = canonical.frame
        if register.name != "recommendations" or not {"letter_no", "letter_date"} <= set(frame.columns):
            continue
        known = frame[frame["letter_no"].notna() & frame["letter_date"].notna()]
        letters = [
            (_day(day), int(digits[0]), int(str(row)))
            for row, day, number in zip(known.index, known["letter_date"], known["letter_no"], strict=True)
            # "№ 7/2" is the seventh letter; a number without digits says nothing.
            if (digits := re.search(r"\d+", str(number)))
        ]
        letters.sort()
        wrong = [
            (earlier, later)
            for earlier, later in pairwise(letters)
            # Numbers begin again with each year.
            if later[0] > earlier[0] and later[0].year == earlier[0].year and later[1] <= earlier[1]
        ]
        for earlier, later in wrong:
            found.append(
                Finding(
                    severity="error",
                    code="letters-against-days",
                    file=canonical.table.file,
                    row=later[2],
                    column="letter_no",
                    message=case.language.text(
                        "Letter {later} of {later_day} follows letter {earlier} of {earlier_day}: "
                        "numbers should rise with the days.",
                        later=later[1],
                        later_day=case.language.date(later[0]),
                        earlier=earlier[1],
                        earlier_day=case.language.date(earlier[0]),
                    ),
                    action=case.language.text("Compare both letters with the book of outgoing letters."),
                    claimed=plain(later[1]),
                    computed=plain(earlier[1]),
                    other_place=canonical.table.file,
                )
            )
        if len(letters) > 1 and len(letters) == len(frame) and not wrong:
            found.append(
                Finding(
                    severity="checked",
                    code="letters-follow-days",
                    file=canonical.table.file,
                    column="letter_no",
                    message=case.language.text("The numbers of the letters rise with their days."),
                    computed=plain(len(letters)),
                )
            )
    return found
