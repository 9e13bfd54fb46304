"""Codes of people: spellings that are one person, and cases that could be two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from evaltools import schema
from evaltools.validate.clerk import Clerk
from evaltools.vocabulary.codes import cleaned


def one_code_each(clerk: Clerk, frame: pd.DataFrame, columns: Sequence[schema.Column]) -> pd.DataFrame:
    """Codes of people that are typed in several ways become one, which is told."""
    for column in columns:
        if column.type != "person" or column.name not in frame:
            continue
        codes = frame[column.name]
        codes = codes.dropna() if codes.hasnans else codes
        several = _several_spellings(codes.unique())
        if not several:
            continue
        if clerk.table.kind == "prepost":
            _one_or_two_people(clerk, frame, column.name, several)
            if clerk.refused:
                return frame
        of_several = codes[codes.isin([code for written in several.values() for code in written])]
        used, first = of_several.value_counts(), of_several.drop_duplicates()
        rows = dict(zip(first, first.index, strict=True))
        usual: dict[str, str] = {}
        for written in several.values():
            chosen = min(written, key=lambda code: (-int(used[code]), code))
            for code in written:
                if code != chosen:
                    usual[code] = chosen
                    _written_otherwise(clerk, column.name, rows[code], rows[chosen])
        mended = frame[column.name].copy()
        others = of_several[of_several.isin(list(usual))]
        mended[others.index] = others.map(usual)
        frame = frame.assign(**{column.name: mended})
    return frame


def _several_spellings(codes: Any) -> dict[str, list[str]]:
    """Codes that are one when cleaned, by what they are then."""
    array = pa.array(codes, type=pa.large_string())
    plain = all_cleaned(array)
    if pc.count_distinct(plain).as_py() == len(plain):
        del plain
        pa.default_memory_pool().release_unused()
        return {}
    counted = pc.value_counts(plain)
    several = counted.field("values").filter(pc.greater(counted.field("counts"), 1))
    there = pc.is_in(plain, value_set=several)
    spellings: dict[str, list[str]] = {}
    for code, written in zip(plain.filter(there).to_pylist(), array.filter(there).to_pylist(), strict=True):
        spellings.setdefault(code, []).append(written)
    return spellings


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


def _written_otherwise(clerk: Clerk, name: str, row: Any, other: Any) -> None:
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


def all_cleaned(codes: Sequence[str] | pa.Array) -> pa.Array:
    """Many codes cleaned at once, as `cleaned` does with each.

    A register may have half a million of them. Codes of plain letters and
    digits, as most are, go through Arrow together.

    Examples
    --------
    >>> all_cleaned(["c007", "C10", "а-07"]).to_pylist()
    ['C7', 'C10', 'A7']
    """
    array = codes if isinstance(codes, pa.Array) else pa.array(codes, type=pa.large_string())
    plain = pc.replace_substring_regex(pc.ascii_upper(array), r"(^|[A-Z])0+([0-9])", r"\1\2")
    odd = pc.invert(pc.match_substring_regex(array, "^[0-9A-Za-z]*$"))
    mended = [cleaned(code) for code in array.filter(odd).to_pylist()]
    return pc.replace_with_mask(plain, odd, pa.array(mended, type=array.type))
