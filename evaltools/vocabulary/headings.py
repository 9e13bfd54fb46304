"""What the headings of real tables mean: the words of `data/headings.toml` held against them.

A heading is matched by what it says, not by its exact text: case, punctuation,
the prefix of a Kobo group ("group/question") and look-alike letters make no
difference.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from evaltools.vocabulary.letters import mended


def plain(heading: str) -> str:
    """A heading without case, punctuation and look-alike letters, its group's prefix cut off.

    Examples
    --------
    >>> plain("  Балл (ДО) "), plain("group_a/Код участника:"), plain("Өңір/облыс")
    ('балл до', 'код участника', 'өңір облыс')
    """
    text = unicodedata.normalize("NFKC", heading).casefold().replace("ё", "е")
    # A Kobo group has a name without spaces in front of its slash.
    text = re.sub(r"^(?:[a-z0-9_]+/)+", "", text)
    return " ".join(mended(word) for word in re.sub(r"[^\w]+|_", " ", text).split())


def meaning(heading: str) -> dict[str, float]:
    """How well a heading fits each known column.

    Returns
    -------
    dict of float
        For each column that fits a number in (0, 3]: 2 to 3 where the phrase
        is the whole heading, 1 to 2 where the heading begins with it, up to 1
        where it stands inside; surer phrases of one kind have more.

    Examples
    --------
    >>> found = meaning("Дата консультации")
    >>> found["date"] > found["consultations"]
    True
    >>> meaning("Комментарий")
    {}
    """
    text = plain(heading)
    found: dict[str, float] = {}
    for column, phrases in _phrases().items():
        for place, (pattern, length) in enumerate(phrases):
            match = pattern.search(text)
            if match:
                how = 2 if match.group() == text else 1 if match.start() == 0 else 0
                found[column] = max(found.get(column, 0.0), how + (length + 1 - place / len(phrases)) / 5)
    return found


#: "From 1 to 5" speaks of a scale, though its words may speak of tests elsewhere.
_SPAN = re.compile(
    r"\b(?:(?:от|с) \d+ )?до \d+(?: баллов)?\b|\b\d+ (?:ден|дан|тен|тан|нен|нан) \d+ (?:ге|ға|ке|қа) дейін\b"
)


def occasion_of(text: str) -> tuple[str, str]:
    """Which test a heading or a sheet's name speaks of ("pre", "post" or ""), and what else it says.

    Examples
    --------
    >>> occasion_of("Вопрос 3 (до)"), occasion_of("q3_post"), occasion_of("Ұпай, кейін")
    (('pre', 'вопрос 3'), ('post', 'q3'), ('post', ''))
    >>> occasion_of("Возраст")
    ('', 'возраст')
    """
    words = _SPAN.sub(" ", plain(text)).split()
    named = {name for name in ("pre", "post") for word in words if _is_one_of(word, name)}
    if len(named) != 1:
        return "", " ".join(words)
    occasion = named.pop()
    rest = [word for word in words if not _is_one_of(word, occasion)]
    bare = [word for word in rest if not _is_one_of(word, "beside")]
    return occasion, " ".join(bare)


def says_percent(heading: str) -> bool:
    """Whether a heading says that its numbers are percentages.

    Examples
    --------
    >>> says_percent("После, %"), says_percent("Балл (после)")
    (True, False)
    """
    return re.search(r"%|процент|пайыз|percent", heading.casefold()) is not None


def says_thousands(text: str) -> bool:
    """Whether a heading or a title says that its numbers are thousands or millions.

    Examples
    --------
    >>> says_thousands("Население, тыс. чел."), says_thousands("Халық саны, мың"), says_thousands("Население")
    (True, True, False)
    """
    return re.search(r"\b(?:тыс|мың|thousand|млн|миллион|million)", text.casefold()) is not None


@cache
def _vocabulary() -> dict[str, dict[str, list[str]] | list[str]]:
    text = files("evaltools").joinpath("data/headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _phrases() -> dict[str, list[tuple[re.Pattern[str], int]]]:
    """For each column its phrases as patterns, with their numbers of words."""
    return {
        column: [(_pattern(phrase), min(len(phrase.strip("=^ ").split()), 3)) for phrase in phrases]
        for column, phrases in _vocabulary().items()
        if isinstance(phrases, list)
    }


def _pattern(phrase: str) -> re.Pattern[str]:
    where, words = (phrase[0], phrase[1:]) if phrase[0] in "=^" else ("", phrase)
    text = r"\s".join(_word(word) for word in words.split())
    ends = {"=": (r"\A", r"\Z"), "^": (r"\A", r"\b"), "": (r"\b", r"\b")}[where]
    return re.compile(f"{ends[0]}{text}{ends[1]}")


def _word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")


@cache
def _occasion_words(name: str) -> re.Pattern[str]:
    occasions = _vocabulary()["occasions"]
    assert isinstance(occasions, dict)
    words: Iterable[str] = occasions[name]
    return re.compile("|".join(_word(word) for word in words))


def _is_one_of(word: str, name: str) -> bool:
    return _occasion_words(name).fullmatch(word) is not None
