"""Headings as people write them, in three languages."""

from __future__ import annotations

import pytest

from evaltools.vocabulary.headings import meaning, occasion_of, plain


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Дата консультации", "date"),
        ("Кеңес күні", "date"),
        ("Отметка времени", "date"),
        ("start/Date of visit", "date"),
        ("Код клиента", "client"),
        ("Отбасы коды", "client"),
        ("ID семьи", "client"),
        ("Регион (область)", "region"),
        ("Өңір", "region"),
        ("Ваш пол:", "sex"),
        ("Жасыңыз", "age"),
        ("Количество консультаций, ед.", "consultations"),
        ("Консультациялар саны", "consultations"),
        ("Отбасылық жұптар саны", "clients"),
        ("Численность населения на 1 июля", "residents"),
        ("Халық саны", "residents"),
        ("Код участника", "person"),
        ("Қатысушы коды", "person"),
        ("Ұпай", "score"),
        ("Сумма баллов", "score"),
        ("План", "plan"),
        ("Жоспарланған деңгейі", "plan"),
        ("Факт", "fact"),
        ("Іс жүзінде", "fact"),
        ("Ед. изм.", "unit"),
        ("Өлшем бірлігі", "unit"),
    ],
)
def test_a_heading_means_its_column_before_any_other(heading: str, column: str) -> None:
    """The column with the most points is the right one."""
    found = meaning(heading)
    assert max(found, key=lambda name: found[name]) == column


@pytest.mark.parametrize("heading", ["Комментарий", "Примечание", "", "№", "Ескерту", "Планета", "Дательный"])
def test_a_heading_that_says_nothing_known_means_nothing(heading: str) -> None:
    """A word that only begins like a known one is none."""
    assert meaning(heading) == {}


def test_the_whole_heading_counts_more_than_a_word_in_it() -> None:
    """ "Регион" is surer than "Регион, в котором вы живёте", and that than a word in the middle."""
    points = [meaning(text)["region"] for text in ("Регион", "Регион, где вы живёте", "Ваш регион сейчас")]
    assert points == sorted(points, reverse=True)
    assert len(set(points)) == 3


@pytest.mark.parametrize(
    ("text", "occasion", "rest"),
    [
        ("Балл до", "pre", ""),
        ("Результат теста после тренинга", "post", ""),
        ("Іс-шараға дейінгі тест", "pre", ""),
        ("Іс-шарадан кейінгі тест", "post", ""),
        ("Вопрос 12 (после)", "post", "вопрос 12"),
        ("q3_pre", "pre", "q3"),
        ("Входное тестирование", "pre", ""),
        ("До и после", "", "до и после"),
        ("Доход", "", "доход"),
        ("Возраст", "", "возраст"),
    ],
)
def test_the_test_before_or_after(text: str, occasion: str, rest: str) -> None:
    """Both tests in one heading are neither; a word that begins with "до" is not "до"."""
    assert occasion_of(text) == (occasion, rest)


def test_look_alike_letters_make_no_difference() -> None:
    """A Latin "o" inside a Cyrillic word is read as the Cyrillic one."""
    assert plain("Кoд учaстника") == "код участника"
