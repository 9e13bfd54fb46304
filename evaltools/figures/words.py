"""Alternative texts: whole sentences, specific values, at most ninety words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from evaltools.figures.lines import clean
from evaltools.language import Language

LIMIT = 90


def alternative(language: Language, *sentences: str) -> str:
    """The sentences that say something, in one line, cut at the limit as a last resort."""
    return first_words(language.spoken(" ".join(filter(None, sentences))), LIMIT)


def subject(title: str) -> str:
    """A title as part of a sentence: without its full stop, shortened if it is very long."""
    return first_words(title, 24).rstrip(".")


def name(label: str) -> str:
    """A label as part of a list: shortened if it is very long."""
    return first_words(label, 10)


def first_words(text: str, limit: int) -> str:
    """The beginning of a text.

    Examples
    --------
    >>> first_words("one two three", 2)
    'one two …'
    >>> first_words("couples (planned: about 2 000 people)", 4)
    'couples (planned: about 2 …)'
    """
    text = clean(text)
    if words_of(text) <= limit:
        return text
    kept = re.findall(r"\S+\s*", text)[:limit]
    beginning = "".join(kept).rstrip()
    return f"{beginning} …{_closing(beginning)}"


#: What is opened, and what closes it.
_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”"}


def _closing(text: str) -> str:
    """What closes the brackets and quotation marks that a text leaves open."""
    still: list[str] = []
    for letter in text:
        if letter in _PAIRS:
            still.append(_PAIRS[letter])
        elif still and letter == still[-1]:
            still.pop()
    return "".join(reversed(still))


def words_of(text: str) -> int:
    """How many words a text has: whatever blanks set apart, no-break spaces among them.

    Examples
    --------
    >>> words_of("Атырау 1\xa0778 (7\xa0%)"), words_of("a")
    (5, 1)
    """
    return len(text.split())


def listed(language: Language, items: Iterable[str], words: int) -> str:
    """As many items as the number of words allows, then how many more there are."""
    items = list(items)
    shown = _fitting(items, words)
    text = "; ".join(shown)
    if len(shown) < len(items):
        return language.text("{items}; and {n} more", items=text, n=language.number(len(items) - len(shown)))
    return text


def ends(items: Sequence[str], words: int, *, always: Iterable[int] = ()) -> list[str]:
    """The items of a sorted list that a reader would quote, in their order.

    All of them if they fit; otherwise those at `always`, then from both ends inwards.
    """
    if len(_fitting(items, words)) == len(items):
        return list(items)
    both = [
        place for pair in zip(range(len(items)), reversed(range(len(items))), strict=True) for place in pair
    ]
    order = list(dict.fromkeys([*always, *both]))
    kept = order[: len(_fitting([items[place] for place in order], words - 1))]
    shown: list[str] = []
    for place in sorted(kept):
        if place > 0 and place - 1 not in kept:
            shown.append("…")
        shown.append(items[place])
    return shown


def _fitting(items: Sequence[str], words: int) -> list[str]:
    total = 0
    for count, item in enumerate(items):
        total += words_of(item)
        if total > words and count:
            return list(items[:count])
    return list(items)
