"""Tiles: what stands under a number says what it is of, and what it was to be."""

from __future__ import annotations

import pytest

from evaltools.language import NBSP, Language
from evaltools.page import Tile
from evaltools.prepare import prepare
from evaltools.sections.plan import plan
from evaltools.sections.top import tiles_of
from evaltools.view import View


def view_of(project: str, region: str = "KZ", language: str = "en") -> View:
    made = prepare(f"data/{project}")
    return View(made.project, made.public, made.labels, Language(language), region)


def tile(view: View, label: str) -> Tile:
    return next(each for each in tiles_of(view) if each.label == label)


def test_consultations_stand_beside_their_plan() -> None:
    """Where the settings plan consultations: the plan with its operator, and its verdict, after what the total adds up."""
    assert tile(view_of("pravo-2024"), "Consultations").note == (
        "8 regions together · plan more than 2,000 · ● met"
    )
    # The plan of the project is none of one region.
    assert "plan" not in tile(view_of("pravo-2024", "KZ-23"), "Consultations").note


def test_satisfied_overall_is_not_satisfied_with_one_question() -> None:
    """88% are 37 of 42 overall and 35 of 40 on one question: the tile and the table of plans say which."""
    view = view_of("synthetic", "KZ-11")
    overall = tile(view, "Satisfied overall")
    assert overall.value == "88%"
    assert "of 42" in overall.note
    said = str(plan(view).html).replace(NBSP, " ")
    assert "Participants satisfied with the event (one question of the survey), percent; base: 40" in said


@pytest.mark.parametrize(("language", "expected"), [("en", "100%"), ("ru", f"100{NBSP}%"), ("kk", "100%")])
def test_a_published_share_keeps_its_digits(language: str, expected: str) -> None:
    """A hundred of nobody knows how many is no 100.0."""
    view = view_of("adamgershilik-2020", language=language)
    assert expected in [each.value for each in tiles_of(view)]
