"""Plans as people write them: a number, two ends, and what is asked of the fact."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from evaltools.language import mark
from evaltools.values.choices import OPERATOR_WORDS
from evaltools.values.numbers import read_number
from evaltools.values.unreadable import Unreadable
from evaltools.vocabulary.categories import category_of

_NUMBER = r"\d(?:[\d\s.,]*\d)?(?:\s?%)?"
#: Endings that Kazakh adds to a figure: "100-ден", "50%-дан".
_ENDING = r"(?:\s?-?\s?(?:ден|дан|тен|тан|нен|нан|ға|ге|қа|ке)\b)?"
#: What stands before or behind the number, beside the words that an operator column knows.
_BEFORE = OPERATOR_WORDS | {
    "минимум": ">=", "не меньше": ">=", "не ниже": ">=", "от": ">=", "кем дегенде": ">=", "min": ">=",
    "максимум": "<=", "не больше": "<=", "не выше": "<=", "до": "<=", "up to": "<=", "max": "<=",
    "свыше": ">", "больше": ">", "меньше": "<", "примерно": "about", "порядка": "about",
    "не менее чем": ">=", "не более чем": "<=", "ең аз": ">=", "ең көп": "<=",
}  # fmt: skip
_BEHIND = {
    "кем емес": ">=", "аз емес": ">=", "төмен емес": ">=", "и более": ">=", "и выше": ">=", "or more": ">=",
    "көп емес": "<=", "артық емес": "<=", "асырмай": "<=", "и менее": "<=", "or less": "<=",
    "дейін": "<=", "астам": ">", "көп": ">", "артық": ">", "аз": "<", "кем": "<", "жуық": "about", "+": ">=",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """A plan taken apart, its numbers still as they are written.

    Attributes
    ----------
    low : str
        The number, or the low end of a range.
    high : str
        The high end; empty where the plan is one number.
    operator : str
        As `OPERATOR_WORDS` keeps it; empty where nothing is said.
    """

    low: str
    high: str = ""
    operator: str = ""


def read_plan(text: str) -> PlanText:
    """Take a plan apart that says more than a number.

    Raises
    ------
    Unreadable
        It is no number, nothing asked of a number, and no range.

    Examples
    --------
    >>> read_plan("не менее 10"), read_plan("3–4")
    (PlanText(low='10', high='', operator='>='), PlanText(low='3', high='4', operator='range'))
    >>> read_plan("2-3 мың адам")
    PlanText(low='2000', high='3000', operator='range')
    >>> read_plan("100-ден кем емес"), read_plan("80%")
    (PlanText(low='100', high='', operator='>='), PlanText(low='80%', high='', operator=''))
    """
    if "\n" in text.strip():
        # Two plans in two lines would be one large number.
        raise Unreadable(mark("expected a plan such as 10, ≥ 10 or 3-4, found “{text}”"), text=text)
    said, times = _without_units(text)
    try:
        found = _taken_apart(said)
    except Unreadable:
        raise Unreadable(mark("expected a plan such as 10, ≥ 10 or 3-4, found “{text}”"), text=text) from None
    if times == 1:
        return found
    return replace(found, low=_times(found.low, times), high=_times(found.high, times))


_DASHES = str.maketrans(dict.fromkeys("‐‑‒−", "-"))
_MANY = {"тыс": 1_000, "тысяч": 1_000, "тысячи": 1_000, "тысяча": 1_000, "мың": 1_000, "thousand": 1_000}
_MANY |= {
    "млн": 1_000_000,
    "миллион": 1_000_000,
    "миллиона": 1_000_000,
    "миллионов": 1_000_000,
    "million": 1_000_000,
}
#: Units that only stand behind a number.
_PIECES = re.compile(r"раз\w?|рет|шт\w*|единиц\w?|ед|бірлік|times?|pieces?")


def _without_units(text: str) -> tuple[str, int]:
    """A plan without the unit behind its number and the number again in words; and what thousands multiply it by."""
    said = " ".join(text.casefold().translate(_DASHES).split())
    said = re.sub(r"\s?\([^()\d]*\)$", "", said)
    times = 1
    words = said.split(" ")
    while len(words) > 1:
        last = words[-1].strip(".")
        if last in _MANY and times == 1:
            times = _MANY[last]
        elif not (_PIECES.fullmatch(last) or category_of("unit", last)) or last == "%":
            break
        words.pop()
    bare = " ".join(words)
    # A person wrote this text: 2.000 may be two thousand, or two.
    return (
        (said, 1)
        if bare != said and re.search(r"(?<![\d.,])\d{1,3}[.,]\d{3}(?![\d.,])", bare)
        else (bare, times)
    )


def _times(number: str, times: int) -> str:
    return f"{read_number(number) * times:.15g}" if number else ""


def _taken_apart(said: str) -> PlanText:
    if re.fullmatch(_NUMBER, said):
        return PlanText(low=said)
    if match := re.fullmatch(
        rf"(?:от\s|from\s)?\s?({_NUMBER})\s?(?:-|–|—|÷|\.\.\.?|…|\sдо\s|\sto\s)\s?({_NUMBER})", said
    ):
        return PlanText(low=match[1], high=match[2], operator="range")
    for words, pattern in (
        (_BEFORE, r"(?P<word>\D+?)\s?(?P<number>" + _NUMBER + ")"),
        (_BEHIND, r"(?P<number>" + _NUMBER + ")" + _ENDING + r"\s?(?P<word>[^\d\s].*)"),
    ):
        match = re.fullmatch(pattern, said)
        if match and match["word"] in words:
            return PlanText(low=match["number"], operator=words[match["word"]])
    raise Unreadable(mark("expected a plan such as 10, ≥ 10 or 3-4, found “{text}”"), text=said)
