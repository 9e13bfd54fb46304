"""Sentences about learning: p-values, forms by number, what is said and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from evaltools.labels import Labels
from evaltools.language import NBSP, Language
from evaltools.project import Project, load_project
from evaltools.results import Result, Results
from evaltools.view import View
from evaltools.wording.change import p_cell, p_text, warnings
from evaltools.wording.groups import groups_base, groups_finding, no_ranking
from evaltools.wording.learning import (
    learning_finding,
    lost_line,
    matching_line,
    maximum,
    rounding_line,
    took_both,
)
from evaltools.wording.people import directions_finding
from evaltools.wording.questions import (
    VERDICTS,
    next_time_finding,
    questions_finding,
    questions_rest,
    verdict_word,
    verdicts_base,
)


def row(measure: str, value: float | None, group: str = "", **fields: object) -> Result:
    status = {"status": "ok" if value is not None else "undefined"}
    return Result(
        region="KZ",
        subject="learning",
        measure=measure,
        group=group,
        value=value,
        **(status | fields),  # type: ignore[arg-type]
    )


@cache
def settings() -> Project:
    return load_project("data/synthetic", Path(__file__).parent)


def view(*rows: Result, language: str = "en") -> View:
    return View(settings(), Results(rows), Labels({}), Language(language), "KZ")


@pytest.mark.parametrize(
    ("value", "reason", "language", "text"),
    [
        (0.034, "", "en", "p = 0.03"),
        (0.0042, "", "en", "p = 0.004"),
        (0.61, "", "ru", "p = 0,61"),
        (0.0009, "", "kk", "p < 0,001"),
        (2.2e-308, "", "en", "p < 0.001"),
        (0.01, "below", "ru", "p < 0,01"),
        (1.0, "", "en", "p = 1.00"),
    ],
)
def test_a_p_value_is_never_zero(value: float, reason: str, language: str, text: str) -> None:
    """A p-value has two digits, or three where it is small, or says only that it is below."""
    page = view(language=language)
    result = row("signed_rank_p", value, reason=reason)
    assert p_text(page, result) == text.replace(" ", NBSP)
    assert p_cell(page, result) == text.replace("p = ", "").replace("p < ", "<")


CHANGE = row("mean_change", 2.7, low=1.2, high=4.2, n=21, unit="points of 20")
MEANS = (row("mean_pre", 9.9), row("mean_post", 12.6))


def test_a_rise_names_the_maximum_and_the_people() -> None:
    """The sentence of a clear rise, with the number forms of Russian and no ending on a Kazakh figure."""
    assert learning_finding(view(*MEANS), CHANGE) == (
        "The average score rose by 2.7 points (between 1.2 and 4.2): 9.9 before, 12.6 after, out of 20."
    )
    assert took_both(view(*MEANS), CHANGE).replace(NBSP, " ") == "Both tests were taken by 21 people."
    said = learning_finding(view(*MEANS, language="ru"), CHANGE).replace(NBSP, " ")
    assert said.endswith("после – 12,6 из 20.")
    russian = took_both(view(*MEANS, language="ru"), CHANGE).replace(NBSP, " ")
    assert russian == "Оба теста прошёл 21 человек."
    kazakh = learning_finding(view(*MEANS, language="kk"), CHANGE).replace(NBSP, " ")
    assert kazakh.endswith("дейін – 9,9; кейін – 12,6; ең көбі – 20.")
    said = took_both(view(*MEANS, language="kk"), CHANGE).replace(NBSP, " ")
    assert "Екі тестіні де 21 адам тапсырды." in said


def test_how_many_people_is_said_once() -> None:
    """Beside a finding that names them, or has no change, the number of people is not repeated."""
    for change in (replace(CHANGE, low=-0.4), replace(CHANGE, low=None, high=None, reason="one-pair", n=1)):
        assert took_both(view(), change) == ""
    assert took_both(view(), replace(CHANGE, value=None, status="hidden")) == ""
    small = replace(CHANGE, low=None, high=None, reason="small-group")
    assert took_both(view(), small).endswith("for so small a group no interval is shown.")


@pytest.mark.parametrize(
    ("n", "start"), [(1, "По 1 участнику"), (2, "По 2 участникам"), (21, "По 21 участнику")]
)
def test_cannot_tell_in_russian_forms(n: int, start: str) -> None:
    """ "Cannot tell" opens with the number of people in its case."""
    unsure = replace(CHANGE, low=-0.4, high=1.1, n=n)
    said = learning_finding(view(*MEANS, language="ru"), unsure)
    assert said.replace(NBSP, " ").startswith(start)


def test_no_change_has_its_own_sentence() -> None:
    """Where nobody's score changed, nothing is said to have changed by zero points."""
    same = replace(CHANGE, value=0.0, low=None, high=None, reason="no-variation")
    assert learning_finding(view(*MEANS), same).startswith("Nobody’s score changed: the average was 9.9")


@pytest.mark.parametrize(("unit", "highest"), [("points of 20", 20), ("points of 12.5", 12.5), ("points", 0)])
def test_maximum_comes_from_the_unit(unit: str, highest: float) -> None:
    """The highest score stands at the end of the unit, or is not known."""
    assert maximum(replace(CHANGE, unit=unit)) == highest


def test_matching_says_who_was_left_out() -> None:
    """People with two tests of one occasion are named by their number; nobody is a sentence, not a zero."""
    counts = [row(name, value) for name, value in (("pairs", 12), ("only_pre", 3), ("only_post", 0))]
    nobody = matching_line(view(*counts, row("duplicates", 0)))
    assert nobody.endswith("Nobody had two tests of one occasion.")
    one = matching_line(view(*counts, row("duplicates", 1)))
    assert one.endswith("1 person has two tests of one occasion and is left out.")
    hidden = matching_line(view(*counts, replace(row("duplicates", 1), value=None, status="hidden")))
    assert hidden == "Both tests: 12; only the one before: 3; only the one after: 0."


def test_the_lost_are_told_only_whole() -> None:
    """Without one of its three numbers the sentence about the lost is not there."""
    known = [row("mean_pre_lost", 9.5), row("mean_pre", 9.9), row("change_if_lost_unchanged", 2.4)]
    assert "9.5 points among those with only the test before, 9.9 among those with both" in lost_line(
        view(*known)
    )
    assert lost_line(view(*known[:2])) == ""


def test_directions_by_number() -> None:
    """All, some and none have sentences of their own."""
    counts = {"pairs": 12, "improved": 12, "unchanged": 0, "declined": 0}

    def said(**other: float | None) -> str:
        known = [
            row(name, value, status="hidden") if value is None else row(name, value)
            for name, value in (counts | other).items()
        ]
        return directions_finding(view(*known), "")

    assert said() == "All 12 people who took both tests improved."
    assert said(improved=11, unchanged=1) == (
        "Of the 12 people who took both tests, 11 improved and 1 stayed the same; nobody declined."
    )
    nobody = view(*(row(name, 0) for name in counts))
    assert directions_finding(nobody, "") == "Nobody took both tests, so no change can be computed."
    assert said(declined=None) == "The result is hidden so that nobody can be recognised."


def test_warnings_have_people_for_small_groups() -> None:
    """Under 20 people a warning counts them, from 20 on it has a percentage."""
    few = view(row("percent_top_after", 25, n=12))
    many = view(row("percent_top_after", 25, n=40))
    assert warnings(few) == [
        "Had full marks after the training: 3 of 12 people. They may know more than the test asks."
    ]
    assert "25%" in warnings(many)[0]
    assert warnings(view()) == []


@pytest.mark.parametrize(
    ("p", "by_training", "words"),
    [
        (row("adjusted_p", 0.02), True, "the trainings differ by more than chance explains (p = 0.02)"),
        (row("adjusted_p", 0.3), False, "the regions do not clearly differ (p = 0.30)"),
        (row("adjusted_p", None, reason="too-few-groups"), False, "At least two groups with enough people"),
    ],
)
def test_groups_are_no_ranking(p: Result, by_training: bool, words: str) -> None:
    """Groups differ or do not clearly differ, or are not compared; a difference says that it is no ranking."""
    said = groups_finding(view(), p, by_training=by_training)
    assert words in said.replace(NBSP, " ")
    assert (no_ranking(view(), p) == "This is not a ranking.") is (" differ by " in said)


def test_groups_left_out_are_named() -> None:
    """Groups that are too small are named, and unlike slopes are a caution."""
    said = groups_base(view(), ["Abai", "Akmola"], row("adjusted_p_slopes", 0.03))
    assert "Left out, with fewer than 8 people: Abai and Akmola." in said
    assert any("How much the start matters differs" in each for each in said)
    assert len(groups_base(view(), [], view().get("learning", "adjusted_p_slopes"))) == 1


def verdict(name: str, item: str) -> Result:
    return row("verdict", 0, f"training=T1;item={item}", reason=name, n=12)


def test_questions_are_counted_by_verdict() -> None:
    """Each verdict that occurs has its number, in the order in which a trainer reads them."""
    rows = [verdict("learnt", "q1"), verdict("misleads", "q2"), verdict("learnt", "q3")]
    assert questions_finding(view(), rows) == "Of 3 questions of the test, 2 were learnt."
    assert questions_rest(view(), rows) == "Of the questions of the test (3) – misleads: 1; learnt: 2."
    assert questions_finding(view(), rows[1:2]) == "No question of the test was clearly learnt."
    assert questions_finding(view(), rows[::2]) == "All 2 questions of the test were learnt."


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_verdict_of_all_trainings_is_not_said_of_one(language: str) -> None:
    """Where all trainings carry a verdict, the sentence names their people, and those who are too few here."""
    taken = [
        replace(verdict(name, item), n=698, method="answers of all trainings with this test")
        for name, item in (("learnt", "q1"), ("learnt", "q2"), ("misleads", "q3"))
    ]
    shares = [row("percent_right_before", 50, each.group, n=12) for each in taken]
    page = view(*shares, language=language)
    for said in (questions_finding(page, taken), verdicts_base(page, taken)):
        assert "698" in said
    assert "12" in questions_finding(page, taken)
    if language == "en":
        assert questions_finding(page, taken) == (
            "By the answers of 698 people in all trainings together, 2 of 3 questions count as learnt; "
            "12 people are too few to judge questions for this training alone."
        )
        assert next_time_finding(page, taken).startswith(
            "By the answers of all trainings together, 1 question"
        )
        mixed = [verdict("learnt", "q4"), *taken]
        assert questions_finding(page, mixed).startswith(
            "Of 4 questions of the test, this training by itself shows 1 as learnt; 2 more count as learnt by the answers of 698 people"
        )
        assert next_time_finding(page, [verdict("misleads", "q4"), *taken]) == (
            "2 questions need another look before the next training, 1 of them judged by all trainings."
        )
    assert verdicts_base(page, [verdict("learnt", "q4")]) == ""


@pytest.mark.parametrize(
    ("own", "text"),
    [
        ((), "to judge questions for this training alone"),
        (("unclear",), "to judge questions for this training alone"),
        (("already-known",), "to judge most of the questions for this training alone"),
        (("already-known", "not-learnt", "misleads"), "to judge every question for this training alone"),
    ],
)
def test_verdicts_of_this_training_are_not_denied(own: Sequence[str], text: str) -> None:
    """Beside verdicts by its own answers no sentence says that they can tell nothing; what cannot be told is none."""
    taken = [
        replace(verdict("learnt", item), n=698, method="answers of all trainings with this test")
        for item in ("q1", "q2")
    ]
    shares = [row("percent_right_before", 50, each.group, n=12) for each in taken]
    said = questions_finding(view(*shares), taken + [verdict(name, f"own-{name}") for name in own])
    assert text in said


@pytest.mark.parametrize(
    ("n", "text"), [(12, "12 человек –"), (21, "21 человек –"), (23, "23 человека –"), (25, "25 человек –")]
)
def test_too_few_people_are_the_subject(n: int, text: str) -> None:
    """In Russian they are counted in the nominative: 23 человека, not 23 человек."""
    taken = [replace(verdict("learnt", "q1"), n=698, method="answers of all trainings with this test")]
    page = view(row("percent_right_before", 50, taken[0].group, n=n), language="ru")
    assert text in questions_finding(page, taken).replace(NBSP, " ")


def test_a_change_that_does_not_look_like_one_says_that_it_is_exact() -> None:
    """9.5 and 11.6 with a rise of 2.2 need a word; 9.9 and 12.6 with 2.7 need none."""
    rough = (row("mean_pre", 9.46), row("mean_post", 11.64))
    change = row("mean_change", 2.18, low=1.4, high=2.9, n=40)
    assert rounding_line(view(*rough), [change]) == "Differences are computed from unrounded values."
    assert rounding_line(view(*MEANS), [CHANGE]) == ""
    assert rounding_line(view(), [CHANGE]) == ""


def test_next_time_does_not_call_unknown_good() -> None:
    """Where nothing can be told, no question is said to be fine."""
    assert next_time_finding(view(), [verdict("learnt", "q1")]).startswith("No question needs another look")
    said = next_time_finding(view(), [verdict("unclear", "q1"), verdict("learnt", "q2")])
    assert said == "No question clearly needs another look; of 1 question it cannot be told."
    assert "keep every answer" in next_time_finding(view(), [])


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_verdict_has_its_own_word(language: str) -> None:
    """Five verdicts have five different words in each language."""
    words = {verdict_word(Language(language), verdict(name, "q1")) for name in VERDICTS}
    assert len(words) == len(VERDICTS) == 5
