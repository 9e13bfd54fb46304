"""Codes of people: spellings that are one person, and cases that could be two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from evaltools import schema
from evaltools.validate.clerk import Clerk
from evaltools.vocabulary.codes import cleaned


def one_code_each(clerk: Clerk, frame: pd.DataFrame, columns: Sequence[schema.Column]) -> pd.DataFrame:
    """Codes of people that are typed in several ways become one, which is told."""
    for column in columns:
        if column.type != "person" or column.name not in frame:
            continue
        codes = frame[column.name].dropna()
        spellings: dict[str, list[str]] = {}
        for code in codes.unique():
            spellings.setdefault(cleaned(code), []).append(code)
        several = {key: written for key, written in spellings.items() if len(written) > 1}
        if not several:
            continue
        if clerk.table.kind == "prepost":
            _one_or_two_people(clerk, frame, column.name, several)
            if clerk.refused:
                return frame
        used = codes.value_counts()
        usual: dict[str, str] = {}
        for written in several.values():
            chosen = min(written, key=lambda code: (-int(used[code]), code))
            usual |= dict.fromkeys(written, chosen)
            for code in written:
                if code != chosen:
                    _written_otherwise(clerk, codes, column.name, code, chosen)
        frame = frame.assign(**{column.name: frame[column.name].replace(usual)})
    return frame


def _one_or_two_people(
    clerk: Clerk, frame: pd.DataFrame, name: str, several: Mapping[str, list[str]]
) -> None:
    """Two tests of one occasion whose codes differ only in spelling: one person, or two? Not guessed."""
    place = [each for each in ("training", "occasion") if each in frame]
    for written in several.values():
        rows = frame[frame[name].isin(written)]
        clashing = rows[rows.duplicated(place, keep=False)] if place else rows
        for _, group in clashing.groupby(place) if place else [("", clashing)]:
            if group[name].nunique() < 2:
                continue
            first, second = group.index[:2]
            clerk.error(
                "person-unclear",
                clerk.language.text(
                    "{file}, rows {first} and {second}, column “{column}”: the codes differ only in "
                    "spelling. One person, or two?",
                    file=clerk.file_of(first),
                    first=clerk.row_of(first),
                    second=clerk.row_of(second),
                    column=clerk.table.columns.get(name, name),
                ),
                row=second,
                column=clerk.table.columns.get(name, name),
                value="…",
                action=clerk.language.text(
                    "Give two people different codes, and one person one row for each test."
                ),
            )


def _written_otherwise(clerk: Clerk, codes: pd.Series[Any], name: str, code: str, chosen: str) -> None:
    row, other = (codes.index[codes == each][0] for each in (code, chosen))
    clerk.note(
        "code-cleaned",
        clerk.language.text(
            "{file}, row {row}, column “{column}”: the code is read as the same as in row {other}; "
            "they differ only in spaces, hyphens, capitals, zeros or look-alike letters.",
            file=clerk.file_of(row),
            row=clerk.row_of(row),
            column=clerk.table.columns.get(name, name),
            other=clerk.row_of(other),
        ),
        row=row,
        column=clerk.table.columns.get(name, name),
        value="…",
    )
