"""The finding about participants: shares of one base that add up, or people."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.labels import Labels
from evaltools.language import NBSP, Language
from evaltools.project import load_project
from evaltools.results import Result, Results, group
from evaltools.view import View
from evaltools.wording.participants import participants_finding


def finding(language: str = "en", hidden: str = "", **people: int) -> str:
    """What is said of so many people of each sex."""
    total = sum(people.values())
    rows = []
    for name, count in people.items():
        for measure, value in (("participants", count), ("share_of_participants", 100 * count / total)):
            rows.append(
                Result(
                    region="KZ",
                    subject="participants",
                    measure=measure,
                    group=group(sex=name),
                    value=None if name == hidden else value,
                    status="hidden" if name == hidden else "ok",
                    n=total if measure.startswith("share") else None,
                )
            )
    whole = Result(region="KZ", subject="participants", measure="participants", group="", value=total)
    project = load_project("data/synthetic", Path(__file__).parent)
    view = View(project, Results([*rows, whole]), Labels({}), Language(language), "KZ")
    return participants_finding(view, ["sex"], whole).replace(NBSP, " ")


def test_children_are_named_with_women_and_men() -> None:
    """A share of women in a base with children would read as their share among adults."""
    said = finding(men=3328, women=3409, children=6013)
    assert said == "Of 12,750 participants 47% are children, 27% women and 26% men."


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_part_is_said_in_every_language(language: str) -> None:
    """The three shares stand in the sentence, and add up to 100."""
    said = finding(language, women=71, men=27, not_stated=2)
    assert all(each in said for each in ("71", "27", "2"))


def test_shares_that_do_not_add_up_are_said_with_a_decimal_or_in_people() -> None:
    """71.5 and 28.5 would be 72 and 29; thirds give no 100 with one decimal either."""
    assert finding(women=143, men=57) == "Of 200 participants 71.5% are women and 28.5% men."
    thirds = finding(women=10, men=10, children=10)
    assert thirds == "Of 30 participants 10 are children, 10 women and 10 men."
    assert finding(women=9, men=3) == "Of 12 participants 9 are women and 3 men."


def test_a_part_that_is_hidden_or_nobody_leaves_the_number_alone() -> None:
    """No share is said of a breakdown that is not whole; nobody without a sex is no part of it."""
    assert finding(hidden="men", women=71, men=29) == "100 participants are described."
    assert finding(women=100, men=0) == "100 participants are described."
    assert finding(women=71, men=29, not_stated=0) == "Of 100 participants 71% are women and 29% men."
