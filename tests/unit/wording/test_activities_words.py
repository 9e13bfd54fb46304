"""Trainings and information work: one sentence that the numbers support, what is missing beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.labels import Labels
from evaltools.language import NBSP, Language
from evaltools.project import load_project
from evaltools.results import Result, Results
from evaltools.view import View
from evaltools.wording.activities import information_finding, trainings_finding, trainings_rest


def view(language: str = "en") -> View:
    project = load_project("data/pravo-2024", Path(__file__).parent)
    return View(project, Results([]), Labels({}), Language(language), "KZ-23")


def held(value: float | None, programme: str = "") -> Result:
    """So many trainings of a programme; None where nothing is reported."""
    return Result(
        region="KZ-23",
        subject="trainings",
        measure="trainings",
        group=f"programme={programme}" if programme else "",
        value=value,
        status="ok" if value is not None else "no-data",
        unit="trainings",
    )


def finding(total: float | None, *rows: Result) -> str:
    return trainings_finding(view(), held(total), rows).replace(NBSP, " ")


def test_the_programme_of_most_trainings_is_named() -> None:
    """Only where more than half were of one: of three like shares none is the most."""
    assert finding(52, held(28, "a"), held(24, "b")) == (
        "Of 52 trainings held, 28 were of the most frequent programme: a."
    )
    assert finding(40, held(14, "a"), held(13, "b"), held(13, "c")) == "40 trainings were held."
    assert finding(4, held(4, "a"), held(0, "b")) == "4 trainings were held."


def test_nothing_is_added_up_over_what_is_not_reported() -> None:
    """Without a total the programmes stand by themselves, and those without a number are no zero."""
    rows = (held(4, "conflict"), held(None, "couples"))
    assert finding(None, *rows) == "4 trainings of the programme “conflict” were held."
    several = (*rows, held(2, "law"))
    assert finding(None, *several) == "Trainings held, by programme: conflict – 4; law – 2."
    assert trainings_rest(view(), rows).endswith("couples; this is not zero.")
    assert trainings_rest(view(), (held(4, "a"),)) == ""
    nothing = "No trainings are reported here; this is not zero."
    assert finding(None) == finding(None, held(None, "a")) == nothing
    assert finding(0) == "No trainings were held here."


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_few_kinds_of_information_work_are_named(language: str) -> None:
    """Up to three kinds stand in the sentence with their numbers; more are counted."""
    kinds = [
        Result(
            region="KZ-23", subject="campaign", measure="campaign", group=f"activity={name}", value=n,
            unit="events",
        )
        for name, n in (("bureau", 7), ("action", 8), ("meeting", 9), ("walk", 6))
    ]  # fmt: skip
    few = information_finding(view(language), kinds[:3])
    assert all(text in few for text in ("bureau", "action", "meeting", "7", "8", "9"))
    assert "bureau" not in information_finding(view(language), kinds)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_kind_of_two_tables_is_counted_once(language: str) -> None:
    """Five rows, two of them of one name in Kazakh, are four kinds, also where English tells them apart."""
    labels = {
        "activity": {"bureau": {"kk": "Бюролар", "en": "Bureaus"}},
        "item": {"bureaus": {"kk": "Бюролар", "en": "Bureaus (campaign)"}},
    }
    rows = [
        Result(region="KZ", subject=subject, measure=subject, group=where, value=n, unit="events")
        for subject, where, n in (
            ("campaign", "activity=bureau", 19), ("campaign", "activity=action", 8),
            ("outreach", "item=bureaus", 20), ("outreach", "item=videos", 10), ("outreach", "item=films", 3),
        )
    ]  # fmt: skip
    project = load_project("data/pravo-2024", Path(__file__).parent)
    whole = View(project, Results([]), Labels(labels), Language(language), "KZ")
    found = information_finding(whole, rows)
    assert "4" in found
    assert "5" not in found
