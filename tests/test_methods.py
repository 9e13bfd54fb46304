"""Every function of the statistics is explained, and nothing else is."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from evaltools import stats

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs/methods.md").read_text(encoding="utf-8")
PARTS = re.split(r"(?m)^#{2,} (.+)\n", re.sub(r"(?s)```.*?```", "", TEXT))
SECTIONS = dict(zip((title.strip("`") for title in PARTS[1::2]), PARTS[2::2], strict=True))
FUNCTIONS = {name for name in stats.__all__ if inspect.isfunction(getattr(stats, name))}
LABELS = ("Formula", "Why", "Reference", "Limits", "Undefined", "Checks")


def test_every_function_has_a_heading() -> None:
    """Each function that the statistics export has a heading of its own, once."""
    assert len(PARTS[1::2]) == len(SECTIONS)
    assert sorted(FUNCTIONS - set(SECTIONS)) == []


def test_every_heading_is_a_function() -> None:
    """No heading promises what is not exported."""
    assert sorted(set(SECTIONS) - FUNCTIONS) == []


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_every_section_says_what_an_analyst_asks(name: str) -> None:
    """Formula, reason for the method, reference, limits and degenerate data, in that order."""
    assert tuple(re.findall(r"(?m)^\*\*(\w+)\.\*\*", SECTIONS[name])) == LABELS


def test_codes_are_known() -> None:
    """Every code under "Undefined" is one that the statistics give."""
    room = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "evaltools/stats").glob("*.py"))
    told = "".join(text.partition("**Undefined.**")[2] for text in SECTIONS.values())
    codes = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", told))
    assert codes
    assert sorted(code for code in codes if f'"{code}"' not in room) == []


def test_every_function_is_in_the_list() -> None:
    """The list at the top leads to every function."""
    listed = re.findall(r"\[`(\w+)`\]\(#(\w+)\)", PARTS[0])
    assert all(name == anchor for name, anchor in listed)
    assert {name for name, _ in listed} == FUNCTIONS


def test_marks_of_the_reports_are_true() -> None:
    """A section says that the reports show a function exactly where the analysis calls it."""
    analysis = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "evaltools/analysis").glob("**/*.py")
    )
    shown = {name for name, text in SECTIONS.items() if "*In the reports:" in text}
    assert shown == set(re.findall(r"\bstats\.(\w+)\(", analysis)) & FUNCTIONS


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_every_section_leads_to_its_checks(name: str) -> None:
    """To the edge cases and the reference values of the same function, which are there."""
    links = re.findall(r"\]\(([\w-]+\.md)#(\w+)\)", SECTIONS[name].partition("**Checks.**")[2])
    assert links == [("edge-cases.md", name), ("reference-values.md", name)]
    for file, place in links:
        assert f"\n## `{place}`\n" in (ROOT / "docs" / file).read_text(encoding="utf-8")
