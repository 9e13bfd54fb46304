"""Specialists and their work: both numbers of the same regions, or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaltools.results import Key, Results

Analysed = Callable[..., Any]
FIGURES = """
    region,consultations,clients,specialists
    KZ-10,300,100,2
    KZ-11,250,90,
    KZ-15,90,30,0
"""


def load(results: Results, region: str) -> tuple[float | None, str, str]:
    found = results.get(region, "consultations", "consultations_per_specialist")
    return found.value, found.status, found.reason


def test_consultations_per_specialist(analysed: Analysed) -> None:
    """A region with both numbers has a load; without staff, or none reported, it has a reason."""
    results, _ = analysed({"figures": ("regional-figures", FIGURES)})
    assert load(results, "KZ-10") == (150, "ok", "")
    assert load(results, "KZ-11") == (None, "no-data", "part-missing")
    assert load(results, "KZ-15") == (None, "undefined", "no-staff")


def test_the_country_takes_both_parts_from_the_same_regions(analysed: Analysed) -> None:
    """Consultations of a region without staff are not divided among the others' specialists."""
    results, _ = analysed({"figures": ("regional-figures", FIGURES)})
    assert load(results, "KZ") == (150, "ok", "")
    assert results.get("KZ", "consultations", "specialists").value == 2
    row = results.get("KZ", "consultations", "consultations_per_specialist")
    assert row.method.endswith("; of KZ-10 only")
    assert row.sources == (Key("KZ-10", "consultations", "consultations"),)


def test_staff_beside_a_register(analysed: Analysed) -> None:
    """A list of staff of its own goes with the visits of a register; posts may be halves."""
    register = "date,client,region\n" + "2024-01-05,a,KZ-10\n" * 5 + "2024-01-05,b,KZ-11\n" * 3
    results, _ = analysed(
        {
            "register": ("consultations", register),
            "staff": ("staff", "region,specialists\nKZ-10,2\nKZ-11,0.5\n"),
        }
    )
    assert load(results, "KZ-10")[0] == 2.5
    assert load(results, "KZ-11")[0] == 6
    assert load(results, "KZ")[0] == pytest.approx(8 / 2.5)
    whole = results.get("KZ", "consultations", "consultations_per_specialist")
    assert whole.sources == (Key("KZ", "consultations", "consultations"),)


def test_staff_are_never_hidden(analysed: Analysed) -> None:
    """Specialists are no clients: a number of two is shown, the load goes with the consultations."""
    results, _ = analysed({"figures": ("regional-figures", FIGURES)}, sensitivity="court")
    assert results.get("KZ-10", "consultations", "specialists").threshold == 0
    row = results.get("KZ-10", "consultations", "consultations_per_specialist")
    assert (row.threshold, row.sources) == (0, (Key("KZ-10", "consultations", "consultations"),))


def test_staff_of_all_regions_and_consultations_of_some(pravo: Results) -> None:
    """23 specialists of ten centres are not divided into the consultations of eight."""
    # data/pravo-2024/other-figures.csv, specialists_selected
    assert pravo.get("KZ", "consultations", "specialists").value == 23
    assert load(pravo, "KZ") == (None, "undefined", "parts-differ")
    assert pravo.get("KZ-23", "consultations", "specialists").unit == ""


def test_staff_of_the_whole_project(analysed: Analysed) -> None:
    """One number for the whole project is divided where every region gave its consultations."""
    figures = "region,consultations,clients\nKZ-10,300,100\nKZ-11,250,90\nKZ-15,90,30\n"
    results, _ = analysed(
        {"figures": ("regional-figures", figures), "staff": ("staff", "region,specialists\n,8\n")}
    )
    assert load(results, "KZ") == (80, "ok", "")


def test_no_staff_no_word(analysed: Analysed) -> None:
    """A project that says nothing of its staff has no numbers of them, not even missing ones."""
    figures = "region,consultations,clients\nKZ-10,300,100\n"
    results, _ = analysed({"figures": ("regional-figures", figures)})
    assert not results.select(measure="specialists")


def test_staff_of_the_only_region(analysed: Analysed) -> None:
    """In a project of one region the list of staff may leave it out, as other tables may."""
    figures = "region,consultations,clients\nKZ-10,300,100\n"
    results, _ = analysed(
        {"figures": ("regional-figures", figures), "staff": ("staff", "specialists\n4\n")},
        regions=("KZ-10",),
    )
    assert load(results, "KZ-10") == load(results, "KZ") == (75, "ok", "")
