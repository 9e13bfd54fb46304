"""Sums in words, in three languages."""

from __future__ import annotations

import pytest

from evaltools.check.number_words import number_in_words


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("нөл", "kk", 0),
        ("Жүз", "kk", 100),
        ("үш миллион екі жүз қырық тоғыз мың теңге", "kk", 3_249_000),  # the grant of 2020
        ("мың бес жүз бір", "kk", 1501),
        ("сто", "ru", 100),
        ("тысяча сто", "ru", 1100),
        ("одна тысяча двадцать один", "ru", 1021),
        ("девятьсот девяносто девять миллионов две тысячи", "ru", 999_002_000),
        ("one hundred and five", "en", 105),
        ("twenty-one thousand", "en", 21_000),
        ("one million and one", "en", 1_000_001),
        ("3 249 000 (три миллиона двести сорок девять тысяч) тенге", "ru", 3_249_000),
    ],
)
def test_words_are_read(text: str, language: str, number: int) -> None:
    """Names of money, small words, hyphens, capitals, and the figure before the words do not matter."""
    assert number_in_words(text, language) == number


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "ru"),
        ("тенге", "ru"),
        ("3249000", "ru"),
        ("три миллиона", "kk"),
        ("примерно сто", "ru"),
        ("один миллиард", "ru"),
        ("3 млн 249 мың теңге", "kk"),
        ("3 миллиона двести тысяч", "ru"),
    ],
)
def test_what_is_no_number_in_words_is_not_guessed(text: str, language: str) -> None:
    """Nothing, figures alone, another language, an unknown word, a figure that a word multiplies."""
    assert number_in_words(text, language) is None
