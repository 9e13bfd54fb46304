"""All answers on pages: the table for everybody, the chart for the trainer alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from evaltools.report import open_report
from evaltools.sections.answers import MOST_COLUMNS, Sides, answers_tables, sides_of
from evaltools.view import SMALL_BASE
from evaltools.wording.survey import Survey

HEADER = """
[project]
name = "Made up"
work = "work"
provider = "the centre"
funder = "a fund"
period = "2024-01-01..2024-12-31"
cut_off = 2025-01-15
regions = ["KZ-15", "KZ-23"]
languages = ["en", "ru", "kk"]
sensitivity = "activity"

[tables.forms]
file = "forms.csv"
kind = "satisfaction"
items = ["q1", "q2"]
dont_know = [99]
{settings}

[tables.trainings]
file = "trainings.csv"
kind = "trainings"
sensitivity = "activity"
"""
HEADS = "region,training,q1,q2\n"
#: 5: 13 and 20, 4: 8 and 0, 3: 3 and 0, 2: 1 and 0, 1: 0 and 2; one does not know, two leave a blank.
GIVEN = (
    "KZ-15,T1,5,5\n" * 13 + "KZ-15,T1,4,5\n" * 7 + "KZ-15,T1,4,1\n" + "KZ-15,T1,3,1\n" + "KZ-15,T1,3,\n" * 2
    + "KZ-15,T1,2,99\n"
)  # fmt: skip

Opened = Callable[..., Any]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """A report on these forms."""

    def opened(forms: str, *, settings: str = "", language: str = "en", audience: str = "internal") -> Any:
        (tmp_path / "forms.csv").write_text(forms, encoding="utf-8")
        (tmp_path / "trainings.csv").write_text("training,region\nT1,KZ-15\n", encoding="utf-8")
        (tmp_path / "project.toml").write_text(HEADER.format(settings=settings), encoding="utf-8")
        if audience == "public":
            return open_report("region-report", project=tmp_path, language=language, region="KZ-15")
        return open_report(
            "training", project=tmp_path, language=language, training="T1", audience="internal"
        )

    return opened


def words(html: object) -> str:
    plain = re.sub(r"<svg.*?</svg>", " ", str(html), flags=re.DOTALL)
    plain = unescape(re.sub(r"<[^>]+>", " ", plain)).replace("\xad", "").replace("\xa0", " ")
    return re.sub(r"\s+", " ", plain)


def drawn(html: object) -> list[str]:
    """Words of the last picture."""
    return re.findall(r"<text[^>]*>([^<]+)</text>", re.findall(r"<svg.*?</svg>", str(html), re.DOTALL)[-1])


# The table


def test_table_has_every_answer_of_every_question(opened: Opened) -> None:
    """Counted by hand from the file: the answers in their order, then who had an opinion."""
    html = opened(HEADS + GIVEN, audience="public").satisfaction().html
    text = words(html)
    assert (
        "All answers, by question Question 1 2 3 4 5 With an opinion q1 0 1 3 8 13 25 q2 2 0 0 0 20 22"
        in text
    )
    assert "From the worst answer, 1, to the best, 5." in text
    assert "<summary>All answers, by question" in str(html)


def test_answers_have_the_names_of_the_settings(opened: Opened) -> None:
    """A project may name the answers in three languages; those that it does not name stay numbers."""
    settings = '[labels.answer.5]\nru = "Полностью довольны"\nkk = "Толық риза"\nen = "Very satisfied"\n'
    text = words(
        opened(HEADS + GIVEN, settings=settings, language="ru", audience="public").satisfaction().html
    )
    assert "Вопрос 1 2 3 4 Полностью довольны" in text
    assert "От худшего ответа (1) к лучшему (Полностью довольны)." in text


def test_turned_questions_are_said(opened: Opened) -> None:
    """One column means one thing, and the page says that a question was turned for it."""
    report = opened(HEADS + GIVEN, settings='reversed = ["q2"]', audience="public")
    text = words(report.satisfaction().html)
    assert "q2 20 0 0 0 2 22" in text
    assert "questions that ask the other way round are turned" in text


def test_a_question_of_two_answers_has_no_table(opened: Opened) -> None:
    """Yes and no are the satisfied and the others."""
    forms = HEADS + "KZ-15,T1,1,0\n" * 25
    report = opened(forms, settings="scale = [0, 1]\nsatisfied = [1]", audience="public")
    assert "All answers" not in words(report.satisfaction().html)


def test_long_scales_are_split(opened: Opened) -> None:
    """Eleven answers stand in two tables, and the base once."""
    report = opened(HEADS + GIVEN, settings="scale = [0, 10]\nsatisfied = [9, 10]", audience="public")
    view = report.view
    survey = Survey(view, "KZ-15")
    first, second = answers_tables(survey, survey.items)
    assert [len(first.columns), len(second.columns)] == [MOST_COLUMNS, 11 - MOST_COLUMNS + 1]
    assert (first.caption, second.columns[-1].label) == (
        "Answers from 0 to 5, by question",
        "With an opinion",
    )


def test_hidden_answers_have_room_on_a_phone(opened: Opened) -> None:
    """The mark is as wide as a word, so three columns are the most; the base is there once."""
    report = opened(HEADS + GIVEN, settings='sensitivity = "training"', audience="public")
    survey = Survey(report.view, "KZ-15")
    first, second = answers_tables(survey, survey.items)
    assert [column.label for column in first.columns] == ["1", "2", "3"]
    assert [column.label for column in second.columns] == ["4", "5", "With an opinion"]
    assert any(cell.status == "hidden" for row in first.rows for cell in row.cells)


# The chart


def test_trainer_sees_bars_to_both_sides(opened: Opened) -> None:
    """Shares of those with an opinion, the base and "don't know" as text, and the table under them."""
    html = opened(HEADS + GIVEN).training_satisfaction().html
    text, labels = words(html), drawn(html)
    # 13, 8, 3, 1 of 25; 20 and 2 of 22
    assert {"52%", "32%", "91%"} <= set(labels)
    assert "n = 25" in labels and "n = 22; “don’t know”: 1" in labels
    assert {"lower: 1, 2", "satisfied: 4, 5", "between: 3"} <= set(labels)
    assert "Low answers (1, 2) were given most often on “q2”: 2 of 22." in text
    assert text.count("All answers, by question") == 1


def test_funder_sees_no_such_bars(opened: Opened) -> None:
    """They are for internal pages."""
    html = opened(HEADS + GIVEN, audience="public").satisfaction().html
    assert "satisfaction-answers" not in str(html)


def test_questions_with_few_opinions_have_words_in_place_of_bars(opened: Opened) -> None:
    """Under the smallest base it is "x of n"; where no question has more, the table is all."""
    forms = HEADS + "KZ-15,T1,5,5\n" * 15 + "KZ-15,T1,4,\n" * 6
    assert "15 of 15" in " ".join(drawn(opened(forms).training_satisfaction().html))
    assert 15 < SMALL_BASE <= 21
    html = opened(HEADS + "KZ-15,T1,5,1\n" * 19).training_satisfaction().html
    assert "satisfaction-answers" not in str(html) and "All answers, by question" in words(html)


@pytest.mark.parametrize(
    "settings", ["satisfied = [5]", "satisfied = [1, 3]", "scale = [1, 7]\nsatisfied = [5, 6, 7]"]
)
def test_scales_without_bars_keep_their_table(opened: Opened, settings: str) -> None:
    """Shades that cannot be told apart are not drawn."""
    html = opened(HEADS + GIVEN, settings=settings).training_satisfaction().html
    assert "satisfaction-answers" not in str(html) and "With an opinion" in words(html)


def test_weighted_shares_are_not_drawn_from_counts(opened: Opened) -> None:
    """Bars of counts beside weighted percentages would contradict them."""
    forms = "region,training,q1,q2,w\n" + "KZ-15,T1,5,5,2\n" * 20 + "KZ-15,T1,2,5,1\n" * 10
    html = opened(forms, settings='weight = "w"').training_satisfaction().html
    assert "satisfaction-answers" not in str(html)


@pytest.mark.parametrize(
    ("q1", "q2", "finding"),
    [
        ("5", "4", "Nobody gave a low answer (1, 2) to any question shown."),
        ("1", "4", "Low answers (1, 2) were given on one of the questions shown, “q1”: 1 of 25."),
        ("1", "2", "Low answers (1, 2) were given most often on: q1 and q2; 1 of 25 on each."),
    ],
)
def test_findings(opened: Opened, q1: str, q2: str, finding: str) -> None:
    """Nobody, one question, several alike."""
    html = opened(HEADS + "KZ-15,T1,5,5\n" * 24 + f"KZ-15,T1,{q1},{q2}\n").training_satisfaction().html
    assert finding in words(html)


@pytest.mark.parametrize(
    ("answers", "satisfied", "sides"),
    [
        ("123", "3", Sides(low=("1",), satisfied=("3",), between=("2",))),
        ("123", "23", Sides(low=("1",), satisfied=("2", "3"), between=())),
        ("12345", "345", None),
        ("1234567", "67", None),
        ("", "45", None),
    ],
)
def test_sides(answers: str, satisfied: str, sides: Sides | None) -> None:
    """The lower half, the satisfied and what is between them, where each can be told apart."""
    assert sides_of(answers, satisfied) == sides
