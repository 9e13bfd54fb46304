"""Texts of cells as values: numbers, dates, choices, regions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import partial
from typing import Any

from evaltools import regions
from evaltools.vocabulary.headings import occasion_of, plain


def read_number(text: str) -> float:
    """A number as people type it: spaces between thousands, decimal comma or point.

    Examples
    --------
    >>> read_number("1\\u00a0206\\u00a0432"), read_number("92,03"), read_number("92.03%")
    (1206432.0, 92.03, 92.03)
    """
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).removesuffix("%").replace(",", ".")
    if not re.fullmatch(r"[-−]?\d+(\.\d+)?", plain):
        raise ValueError(f"expected a number, found “{text}”")
    return float(plain.replace("−", "-"))


def read_date(text: str) -> date:
    """A date as `2024-05-31`, with or without a time, or `31.05.2024`.

    Examples
    --------
    >>> read_date("31.05.2024"), read_date("2024-05-31 09:05:00")
    (datetime.date(2024, 5, 31), datetime.date(2024, 5, 31))
    """
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)([ T]\d\d:\d\d.*)?", text)
    parts = match and (match[1], match[2], match[3])
    if not parts and (match := re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})(?:\s+\d.*)?", text)):
        parts = (match[3], match[2], match[1])
    if not parts:
        raise ValueError(f"expected a date such as 2024-05-31 or 31.05.2024, found “{text}”")
    try:
        return date(*map(int, parts))
    except ValueError:
        raise ValueError(f"there is no such day as “{text}”") from None


def read_option(text: str) -> str:
    """An option of a test's question: stray spaces and small letters make no difference.

    Examples
    --------
    >>> read_option("  b "), read_option("the  court")
    ('B', 'THE COURT')
    """
    return " ".join(text.split()).upper()


def reader(kind: str, regions_of_project: Collection[str]) -> Callable[[str], Any]:
    """What reads a text as a value of a type; it raises `ValueError` or `UsageError` with the reason.

    Parameters
    ----------
    kind : str
        A type of `schema.Column`.
    regions_of_project : collection of str
        Decide what a name means that could be two regions.

    Examples
    --------
    >>> reader("integer", ())("12"), reader("region", ["KZ-75"])("Алматы")
    (12, 'KZ-75')
    """
    if kind == "region":
        return partial(regions.resolve, within=regions_of_project)
    return _READERS[kind]


def read_score(text: str) -> tuple[float, float | None]:
    """Points, and the maximum where it stands beside them, as quizzes of Google Forms write it.

    Examples
    --------
    >>> read_score("8 / 10"), read_score("12,5"), read_score("7 из 15")
    ((8.0, 10.0), (12.5, None), (7.0, 15.0))
    """
    parts = re.fullmatch(r"\s*([\d.,]+)\s*(?:/|из|of)\s*([\d.,]+)\s*", text)
    return (read_number(parts[1]), read_number(parts[2])) if parts else (read_number(text), None)


def score_reader(maximum: float | None) -> Callable[[str], float]:
    """What reads points of a test with this maximum; another maximum, or a percentage, is refused.

    Examples
    --------
    >>> score_reader(10)("8 / 10")
    8.0
    """

    def read(text: str) -> float:
        if text.rstrip().endswith("%") and maximum != 100:
            raise ValueError(f"expected points, found a percentage “{text}”")
        points, beside = read_score(text)
        if points < 0:
            raise ValueError(f"expected points from 0 up, found “{text}”")
        if beside is not None and maximum is not None and beside != maximum:
            raise ValueError(f"expected points of {maximum:g}, found “{text}”")
        return points

    return read


def answer_reader(answers: Mapping[str, int], parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """What reads an answer in words as the number that the settings give it; other texts go to `parse`.

    Examples
    --------
    >>> read = answer_reader({"Полностью удовлетворён": 5}, reader("integer", ()))
    >>> read("полностью  удовлетворен"), read("4")
    (5, 4)
    """
    known = {plain(answer): number for answer, number in answers.items()}

    def read(text: str) -> Any:
        if plain(text) in known:
            return known[plain(text)]
        try:
            return parse(text)
        except ValueError:
            named = ", ".join(f"“{answer}”" for answer in answers)
            raise ValueError(f"expected one of {named}, found “{text}”") from None

    return read


def _number(text: str) -> float:
    value = read_number(text)
    if value < 0:
        raise ValueError(f"expected a number from 0 up, found “{text}”")
    return value


def _percent(text: str) -> float:
    value = _number(text)
    if value > 100:
        raise ValueError(f"expected a percentage from 0 to 100, found “{text}”")
    return value


def _integer(text: str) -> int:
    value = _number(text)
    if value != int(value):
        raise ValueError(f"expected a whole number, found “{text}”")
    return int(value)


_MOST_CHOICES = 10


def _choice(choices: Mapping[str, str]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.casefold() not in choices:
            # A long list of synonyms would hide what is meant.
            named = set(choices if len(choices) <= _MOST_CHOICES else choices.values())
            raise ValueError(f"expected one of {', '.join(sorted(named))}, found “{text}”")
        return choices[text.casefold()]

    return parse


def _occasion(text: str) -> str:
    found = {"1": "pre", "2": "post"}.get(text) or occasion_of(text)[0]
    if not found:
        raise ValueError(f"expected one of after, before, post, pre, до, дейін, кейін, после, found “{text}”")
    return found


#: What a plan may ask of its fact: sign or word as people write it, and what it is kept as.
OPERATOR_WORDS = {
    "=": "=", "==": "=", "exactly": "=", "ровно": "=", "дәл": "=",
    ">=": ">=", "≥": ">=", "at least": ">=", "не менее": ">=", "кемінде": ">=",
    ">": ">", "more than": ">", "более": ">", "астам": ">",
    "<=": "<=", "≤": "<=", "at most": "<=", "не более": "<=", "көп емес": "<=",
    "<": "<", "less than": "<", "менее": "<", "аз": "<",
    "about": "about", "~": "about", "≈": "about", "около": "about", "шамамен": "about",
    "range": "range", "диапазон": "range", "аралық": "range",
    "unknown": "unknown", "?": "unknown", "не указано": "unknown", "көрсетілмеген": "unknown",
}  # fmt: skip
_DIRECTIONS = {"up": "up", "down": "down", "↑": "up", "↓": "down", "рост": "up", "снижение": "down"}
_DIRECTIONS |= {"өсу": "up", "төмендеу": "down"}

_READERS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "code": str,
    "person": str,
    "score": score_reader(None),
    "option": read_option,
    "date": read_date,
    "number": _number,
    "percent": _percent,
    "integer": _integer,
    "occasion": _occasion,
    "operator": _choice(OPERATOR_WORDS),
    "direction": _choice(_DIRECTIONS),
}
#: Type of the canonical column for each type of value.
DTYPES = {"region": "object"} | dict.fromkeys(_READERS, "object")
DTYPES |= {"number": "Float64", "score": "Float64", "percent": "Float64", "integer": "Int64"}
