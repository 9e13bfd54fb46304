"""Texts as one of a list: occasions, operators, directions, options, answers in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from evaltools.language import mark
from evaltools.values.unreadable import Unreadable
from evaltools.vocabulary.headings import occasion_of, plain

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
_FLAGS = dict.fromkeys(("yes", "да", "иә", "true", "1", "+", "✓", "есть", "бар"), "yes")
_FLAGS |= dict.fromkeys(("no", "нет", "жоқ", "false", "0"), "no")
_DIRECTIONS |= {"өсу": "up", "төмендеу": "down"}
_OCCASION_WORDS = "after, before, post, pre, до, дейін, кейін, после"


def choice_reader(choices: Mapping[str, str]) -> Callable[[str], str]:
    """What reads a text as one of some choices, whatever its capitals.

    Examples
    --------
    >>> choice_reader({"yes": "y"})("Yes")
    'y'
    """

    def parse(text: str) -> str:
        if text.casefold() not in choices:
            raise Unreadable(
                mark("expected one of {choices}, found “{text}”"),
                choices=", ".join(sorted(set(choices))),
                text=text,
            )
        return choices[text.casefold()]

    return parse


read_operator = choice_reader(OPERATOR_WORDS)
read_direction = choice_reader(_DIRECTIONS)
read_flag = choice_reader(_FLAGS)


def read_occasion(text: str) -> str:
    """Which test a text speaks of: `pre` or `post`.

    Examples
    --------
    >>> read_occasion("До тренинга"), read_occasion("кейін"), read_occasion("1")
    ('pre', 'post', 'pre')
    """
    found = {"1": "pre", "2": "post"}.get(text) or occasion_of(text)[0]
    if not found:
        raise Unreadable(
            mark("expected one of {choices}, found “{text}”"), choices=_OCCASION_WORDS, text=text
        )
    return found


def read_option(text: str) -> str:
    """An option of a test's question: stray spaces and small letters make no difference.

    Examples
    --------
    >>> read_option("  b "), read_option("the  court")
    ('B', 'THE COURT')
    """
    return " ".join(text.split()).upper()


def answer_reader(answers: Mapping[str, int], parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """What reads an answer in words as the number that the settings give it; other texts go to `parse`.

    Examples
    --------
    >>> read = answer_reader({"Полностью удовлетворён": 5}, int)
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
            raise Unreadable(
                mark("expected one of {choices}, found “{text}”"), choices="; ".join(answers), text=text
            ) from None

    return read


def read_ticks(text: str, separator: str, options: Collection[str]) -> tuple[str, ...]:
    """The options that one cell names, each once, in their order.

    An option may itself hold the separator, as "Facebook, Instagram" does
    between commas: the longest run of pieces that is an option is one.

    Parameters
    ----------
    text : str
    separator : str
    options : collection of str
        What can be ticked. A piece that is none of them stands as it is.

    Examples
    --------
    >>> read_ticks("суд, друзья, родные, акимат", ",", ["друзья, родные", "суд", "акимат"])
    ('суд', 'друзья, родные', 'акимат')
    """
    pieces = [" ".join(piece.split()) for piece in text.split(separator)]
    known = {tuple(" ".join(part.split()) for part in option.split(separator)): option for option in options}
    longest = max(map(len, known), default=1)
    found: list[str] = []
    start = 0
    while start < len(pieces):
        length = next(
            (n for n in range(longest, 1, -1) if tuple(pieces[start : start + n]) in known),
            1,
        )
        run = tuple(pieces[start : start + length])
        found.append(" ".join(known.get(run, run[0]).split()))
        start += length
    return tuple(dict.fromkeys(option for option in found if option))
