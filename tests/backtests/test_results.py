"""The numbers of the synthetic project are the ones that were accepted last."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from evaltools.prepare import prepare
from evaltools.results import COLUMNS
from evaltools.run.publish import results_text

STORED = Path(__file__).with_name("synthetic-results.csv")
NUMBERS = ("value", "low", "high", "n")
KEY = ("region", "subject", "measure", "group")
#: How many differences are listed.
LISTED = 20

Table = dict[tuple[str, ...], dict[str, str]]


def table(text: str) -> Table:
    """Rows of a `results.csv` by what they are about."""
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    made = {tuple(row[name] for name in KEY): row for row in rows}
    assert len(made) == len(rows)
    return made


def differs(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Columns in which two rows differ, with both entries; numbers by more than one part in a billion."""
    found = []
    for name in COLUMNS:
        old, new = before[name], now[name]
        is_same = old == new
        if name in NUMBERS and old and new:
            is_same = float(new) == pytest.approx(float(old), rel=1e-9, abs=1e-12)
        if not is_same:
            found.append(f"{name} {old or 'blank'} -> {new or 'blank'}")
    return found


@pytest.fixture(scope="module")
def stored() -> Table:
    return table(STORED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def computed() -> Table:
    prepared = prepare("data/synthetic", start=Path(__file__))
    return table(results_text(prepared, prepared.public))


def test_same_numbers_are_published(stored: Table, computed: Table) -> None:
    """No number is published that was not there before, and none is missing."""
    assert sorted(computed.keys() - stored.keys())[:LISTED] == []
    assert sorted(stored.keys() - computed.keys())[:LISTED] == []


def test_numbers_are_what_they_were(stored: Table, computed: Table) -> None:
    """Every number has the value, interval, base, unit, method and status that it had before."""
    changed = {key: differs(stored[key], computed[key]) for key in stored.keys() & computed.keys()}
    lines = [f"{' '.join(key)}: {'; '.join(found)}" for key, found in sorted(changed.items()) if found]
    assert lines[:LISTED] == []


def test_stored_table_is_worth_comparing(stored: Table) -> None:
    """The stored numbers cover every chapter and every region, hidden ones and undecided plans too."""
    subjects = {"consultations", "participants", "trainings", "learning", "satisfaction", "indicators"}
    subjects |= {"publications", "feedback", "problems", "schedules"}
    assert {row["subject"] for row in stored.values()} == subjects
    assert {row["status"] for row in stored.values()} == {"ok", "hidden", "no-data", "undefined"}
    assert len({row["region"] for row in stored.values()}) == 21


def test_a_changed_number_would_be_seen(stored: Table) -> None:
    """A number that moves by one in a million is a difference; the tenth digit is none."""
    row = next(row for row in stored.values() if row["measure"] == "mean_change" and row["low"])
    moved = row | {"low": repr(float(row["low"]) * (1 + 1e-6))}
    assert differs(row, moved) == [f"low {row['low']} -> {moved['low']}"]
    assert differs(row, row | {"low": repr(float(row["low"]) * (1 + 1e-11))}) == []
    assert differs(row, row | {"status": "hidden"}) == ["status ok -> hidden"]
