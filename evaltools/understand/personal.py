"""Columns that look like personal data: names, individual identification numbers, telephones, addresses.

A table of the toolkit needs codes of people, never who they are. Whatever is
found is named by its column and its kind; the values themselves are not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from evaltools.vocabulary.headings import plain

What = Literal["number", "name", "phone", "mail"]

#: Part of a column's different texts that must look alike.
HALF = 0.5
#: Different texts of a column that are looked at.
LOOKED_AT = 200
FIRST_ROWS = 2_000

_NUMBER = re.compile(r"\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[0-6]\d{5}")
_PHONE = re.compile(r"(?:\+?\s?7|8)?[\s(-]*7\d\d[\s)-]*\d{3}[\s-]*\d\d[\s-]*\d\d")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_WORD = r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+(?:-[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+)?"
#: Surname, given name and a father's name, or initials: enough without a heading.
_FULL_NAME = re.compile(
    rf"{_WORD}\s{_WORD}\s[А-ЯЁӘҒҚҢӨҰҮҺІ]\w*(?:вич|вна|ична|ұлы|улы|қызы|кызы)|{_WORD}\s[А-ЯӘҒҚҢӨҰҮҺІ]\.\s?(?:[А-ЯӘҒҚҢӨҰҮҺІ]\.)?"
)
#: Two to four words of letters: a name only under a heading that asks for one.
_SOME_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?(?:\s[^\W\d_]+\.?){0,3}")
_ASKS_FOR_NAME = re.compile(
    r"\b(?:фио|ф и о|фамили\w*|аты жөні|тегі|есімі|имя|отчество|full name|first name|last name|surname)\b"
)
_ASKS_FOR_NUMBER = re.compile(r"\b(?:иин|жсн|iin|удостоверени\w*|паспорт\w*|жеке куәлі\w*)\b")
_ASKS_FOR_PHONE = re.compile(r"\b(?:тел|телефон\w*|phone|мобильн\w*|whatsapp|ватсап)\b")
#: Who works in the project may be named.
_OF_STAFF = re.compile(
    r"\b(?:специалист\w*|тренер\w*|юрист\w*|психолог\w*|консультант\w*|маман\w*|жаттықтырушы\w*|кеңесші\w*"
    r"|оператор\w*|интервьюер\w*|модератор\w*|specialist|trainer|staff|interviewer|enumerator)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """A column that looks like personal data.

    Attributes
    ----------
    heading : str
    what : {"number", "name", "phone", "mail"}
    row : int or str
        Label of the first row that looks so.
    """

    heading: str
    what: What
    row: object


def personal_columns(frame: pd.DataFrame) -> Iterator[Personal]:
    """Columns of a raw table that look like personal data.

    Examples
    --------
    >>> frame = pd.DataFrame({"ИИН": ["800101300017", "810101300034"], "Код": ["A-1", "A-2"]})
    >>> [(each.heading, each.what) for each in personal_columns(frame)]
    [('ИИН', 'number')]
    """
    for place, heading in enumerate(frame.columns):
        column = frame.iloc[:, place]
        # The first rows have as many different texts as are looked at, or few enough to look at all.
        different = column.iloc[:FIRST_ROWS].unique()
        if len(different) <= LOOKED_AT and len(column) > FIRST_ROWS:
            different = column.unique()
        texts = [text for text in different[: LOOKED_AT + 1] if text]
        what = what_is_personal(str(heading), texts)
        if what is not None:
            yield Personal(heading=str(heading), what=what, row=column.index[int((column != "").argmax())])


def what_is_personal(heading: str, texts: Iterable[str]) -> What | None:
    """What a column gives away about people; None where it looks harmless.

    Examples
    --------
    >>> what_is_personal("Клиент", ["Ахметова Айгуль Сериковна"])
    'name'
    >>> what_is_personal("ФИО специалиста", ["Ахметова Айгуль Сериковна"]) is None
    True
    """
    texts = list(texts)
    asked = plain(heading)
    if not texts:
        return None
    shapes: tuple[tuple[What, re.Pattern[str]], ...] = (
        ("number", re.compile(r"\d{8,12}") if _ASKS_FOR_NUMBER.search(asked) else _NUMBER),
        ("phone", re.compile(r"[\d\s()+-]{6,20}") if _ASKS_FOR_PHONE.search(asked) else _PHONE),
        ("mail", _MAIL),
    )
    for what, shape in shapes:
        if _most(shape, texts):
            return what
    if _OF_STAFF.search(asked):
        return None
    named = _most(_FULL_NAME, texts) or (_ASKS_FOR_NAME.search(asked) and _most(_SOME_NAME, texts))
    return "name" if named else None


def _most(shape: re.Pattern[str], texts: list[str]) -> bool:
    return sum(shape.fullmatch(" ".join(text.split())) is not None for text in texts) >= HALF * len(texts)
