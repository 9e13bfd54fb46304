"""Sums in words: whole numbers below a thousand million in Kazakh, Russian and English."""

from __future__ import annotations

import re

_KK = {
    "нөл": 0, "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9,
    "он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50, "алпыс": 60, "жетпіс": 70, "сексен": 80,
    "тоқсан": 90, "жүз": 100, "мың": 1000, "миллион": 10**6, "млн": 10**6,
}  # fmt: skip
_RU = {
    "ноль": 0, "один": 1, "одна": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6,
    "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13,
    "четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18,
    "девятнадцать": 19, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60,
    "семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "сто": 100, "двести": 200, "триста": 300,
    "четыреста": 400, "пятьсот": 500, "шестьсот": 600, "семьсот": 700, "восемьсот": 800, "девятьсот": 900,
    "тысяча": 1000, "тысячи": 1000, "тысяч": 1000, "миллион": 10**6, "миллиона": 10**6, "миллионов": 10**6,
}  # fmt: skip
_EN = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
    "million": 10**6,
}  # fmt: skip
_WORDS = {"kk": _KK, "ru": _RU, "en": _EN}
#: Names of money and small words that say nothing about the number.
_BESIDE = {"теңге", "тенге", "tenge", "kzt", "and", "и", "тг", "тиын", "тиынға", "тиын."}


def number_in_words(text: str, language: str) -> float | None:
    """The number that words say; None where one of them is unknown, or counts a number in figures.

    Examples
    --------
    >>> number_in_words("үш миллион екі жүз қырық тоғыз мың теңге", "kk")
    3249000.0
    >>> number_in_words("два миллиона сорок две тысячи пятьсот шестьдесят", "ru")
    2042560.0
    >>> number_in_words("one hundred and twenty-six thousand", "en")
    126000.0
    >>> number_in_words("3 249 000 (үш миллион екі жүз қырық тоғыз мың) теңге", "kk")
    3249000.0
    >>> number_in_words("3 млн 249 мың теңге", "kk") is None
    True
    """
    known = _WORDS[language]
    whole = group = 0
    said = after_figures = False
    for word in re.findall(r"[^\W\d_]+|\d+", text.casefold()):
        if word in _BESIDE:
            continue
        if word.isdigit():
            after_figures = True
            continue
        if word not in known or (after_figures and known[word] >= 100):
            return None
        after_figures = False
        value, said = known[word], True
        if value >= 1000:
            whole, group = whole + max(group, 1) * value, 0
        elif value == 100:
            group = max(group, 1) * 100
        else:
            group += value
    return float(whole + group) if said else None
