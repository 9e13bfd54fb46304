"""What changed, in sentences: since when, because of what, where, by how much, which pages."""

from __future__ import annotations

import re
from math import inf
from typing import Any

import pytest

from evaltools.language import Language
from evaltools.outputs.changes import Cause, Changes, PlaceChange, Step
from evaltools.outputs.changes_words import MOST_NAMED, told
from evaltools.regions import regions

GIVEN: dict[str, Any] = {
    "since": "2026-05-03T10:00:00+00:00", "made": "2026-05-10T09:00:00+00:00", "numbers": 12,
}  # fmt: skip


def lines(language: str = "en", **more: Any) -> list[str]:
    said = told(Changes(**GIVEN | more), Language(language), lambda report, region: f"{report} {region}")
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in said]


def place(region: str = "KZ-23", **more: Any) -> PlaceChange:
    return PlaceChange(**{"region": region, "numbers": 5, "most": 2.0} | more)


def test_the_first_line_says_between_which_runs() -> None:
    """With the day of both; a day that is the same is said once."""
    assert lines()[0] == "Between the runs of May 3, 2026 and May 10, 2026, 12 numbers changed."
    assert lines(made=GIVEN["since"])[0] == "Between two runs of May 3, 2026, 12 numbers changed."
    assert lines(numbers=0)[0] == "Between the runs of May 3, 2026 and May 10, 2026, no number changed."
    assert lines(numbers=0, made=GIVEN["since"])[0] == "Between two runs of May 3, 2026, no number changed."
    assert lines("ru", numbers=21)[0] == "Между запусками 3 мая 2026 г. и 10 мая 2026 г. изменилось 21 число."
    assert lines("ru", numbers=2)[0].endswith("изменились 2 числа.")
    assert lines("kk", numbers=5)[0].endswith("5 сан өзгерді.")


def test_causes_are_named_by_their_files() -> None:
    """Files of one kind together, the first few by name."""
    causes = [Cause(kind="input-changed", name=f"{n}.csv") for n in range(MOST_NAMED + 2)]
    causes += [Cause(kind="input-added", name="new.csv"), Cause(kind="settings", name="project.toml")]
    causes += [Cause(kind="input-removed", name="old.csv")]
    causes += [Cause(kind="period", name="period", before="a..b", after="a..c")]
    assert lines(causes=tuple(causes), by_software=True)[1:] == [
        "Changed input: 0.csv, 1.csv, 2.csv, 3.csv, 4.csv, 2 more",
        "New input: new.csv",
        "Changed settings: project.toml",
        "Input that is gone: old.csv",
        "Period: a..b → a..c",
        "Some numbers changed because the program or its libraries are of another version.",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (place(), "Atyrau Region: 5 numbers, by at most 2%."),
        (place(most=0.1), "Atyrau Region: 5 numbers, by at most 0.1%."),
        (place(most=None, numbers=1), "Atyrau Region: 1 number."),
        (place(most=inf), "Atyrau Region: 5 numbers, the largest change to more than twice what it was."),
        (place("KZ"), "Whole project: 5 numbers, by at most 2%."),
    ],
)
def test_a_place_with_how_many_and_how_much(change: PlaceChange, said: str) -> None:
    """One line for each place."""
    assert lines(places=(change,))[1:] == [said]


def test_known_counts_have_their_values_where_they_may_be_told() -> None:
    """Else they are named."""
    step = Step(subject="consultations", measure="consultations", before=1778.0, after=1790.0)
    hidden = Step(subject="consultations", measure="people")
    assert lines(places=(place(steps=(step, hidden)),))[1].endswith("Consultations: 1,778 → 1,790.")
    assert lines(places=(place(steps=(hidden,)),))[1].endswith("Among them: People advised.")
    assert lines(places=(place(steps=(hidden,), numbers=1),))[1].endswith(
        "1 number, by at most 2%. People advised."
    )


def test_many_places_stay_few_lines() -> None:
    """The first ones in their own line, the others by name; those that only stand otherwise apart."""
    codes = list(regions())
    said = lines(
        places=(*(place(code) for code in codes[: MOST_NAMED + 2]), place("KZ")),
        beside_others=tuple(codes[10:12]),
    )
    assert len(said) == 1 + MOST_NAMED + 3
    assert said[-2].startswith("Whole project: ")
    assert said[-3] == "Numbers changed also in: West Kazakhstan Region and Zhambyl Region."
    assert said[-1].startswith("Only the comparison with the other regions changed in: ")


def test_pages_that_came_and_went() -> None:
    """By their names."""
    said = lines(new=(("overview", "KZ"), ("x", "KZ-11")), gone=(("y", "KZ"),))
    assert said[1:] == ["New pages: overview KZ; x KZ-11.", "Pages that are gone: y KZ."]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_other_languages_say_all_of_it(language: str) -> None:
    """No line is left in English."""
    step = Step(subject="consultations", measure="consultations")
    said = lines(
        language,
        causes=(Cause(kind="settings", name="A"),),
        by_software=True,
        places=(place(steps=(step,)), place(most=inf), place(most=None)),
        beside_others=("KZ-11",),
        new=(("A", "B"),),
        gone=(("A", "B"),),
    )
    assert not any(re.search(r"[a-z]{3}", line) for line in said)
