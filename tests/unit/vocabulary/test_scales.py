"""Answers in words on the usual scales."""

from __future__ import annotations

import pytest

from evaltools.vocabulary.scales import scale_of


@pytest.mark.parametrize(
    ("answers", "values"),
    [
        (["Толық қанағаттандым", "Қанағаттанбадым"], [5, 2]),
        (["полностью согласна", "скорее не согласен", "Согласен"], [5, 2, 4]),
        (["Отлично", "Хорошо", "Плохо"], [5, 4, 2]),
        (["5 – Отлично", "4 – Хорошо"], [5, 4]),
        (["Өте жақсы", "Нашар"], [5, 2]),
        (["Very satisfied", "dissatisfied"], [5, 2]),
        (["Скорее да", "Нет", "Да"], [3, 1, 4]),
    ],
)
def test_words_have_their_step(answers: list[str], values: list[int]) -> None:
    """In three languages, in any gender, with or without the number in front."""
    found = scale_of(answers)
    assert found is not None
    assert [found.values[answer] for answer in answers] == values


def test_no_opinion_is_no_step() -> None:
    """ "Hard to say" stands apart from the scale."""
    found = scale_of(["Удовлетворён", "Затрудняюсь ответить", ""])
    assert found is not None
    assert found.values == {"Удовлетворён": 4}
    assert found.dont_know == ("Затрудняюсь ответить",)


@pytest.mark.parametrize(
    "answers", [[], [""], ["Затрудняюсь ответить"], ["Отлично", "Атырау"], ["Согласен", "Отлично"]]
)
def test_answers_of_no_single_scale_have_none(answers: list[str]) -> None:
    """One foreign answer, or answers of two scales: nothing is guessed."""
    assert scale_of(answers) is None
