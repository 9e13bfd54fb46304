"""Columns as values: each type by itself, and a column as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from evaltools import regions
from evaltools.language import mark
from evaltools.values.choices import read_direction, read_flag, read_occasion, read_operator, read_option
from evaltools.values.days import day_reader, has_short_years, is_serial, read_date, serial_day
from evaltools.values.numbers import number_reader, percent_reader, read_number
from evaltools.values.scores import read_score, score_reader
from evaltools.values.unreadable import Hints, Unreadable


@dataclass(frozen=True)
class ColumnReader:
    """How the texts of one column are read.

    Attributes
    ----------
    parse : callable
        A text to its value; None for a word that means "missing".
    missing : frozenset of str
        The words in the column that mean it.
    serials : bool
        Its days are Excel's serial numbers.
    fractions : bool
        Its percentages are all at most 1: they may be fractions.
    short_years : bool
        Its days have two digits for the year.
    """

    parse: Callable[[str], Any]
    missing: frozenset[str] = field(default_factory=frozenset)
    serials: bool = False
    fractions: bool = False
    short_years: bool = False


#: What people write where they have no value. In a column of answers "жоқ" is an answer.
_NO_VALUE = frozenset({"-", "–", "—", "−", "...", "…", "н/д", "н.д.", "n/a", "#n/a", "#н/д", "д/ж"})
_NO_NUMBER = _NO_VALUE | {
    "нет данных",
    "нет",
    "жоқ",
    "дерек жоқ",
    "деректер жоқ",
    "мәлімет жоқ",
    "no data",
    "na",
    "null",
    "none",
    "nan",
    "нет сведений",
}
_NO_TEXT = frozenset({"#n/a", "#н/д"})
_MISSING = {
    "text": _NO_TEXT,
    "code": _NO_VALUE,
    "person": _NO_VALUE,
    "option": _NO_VALUE,
    "score": _NO_NUMBER,
    "region": _NO_VALUE,
    "flag": _NO_VALUE,
    "date": _NO_NUMBER,
    "number": _NO_NUMBER,
    "percent": _NO_NUMBER,
    "integer": _NO_NUMBER,
}


#: A long number that Excel has cut to `8,50101E+11` names nobody any more.
_CUT_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+?\d+")
#: Types whose values are the texts as they stand, but for those that `worth_reading` finds.
AS_WRITTEN = ("text", "code", "person")


def worth_reading(kind: str) -> str:
    """A regular expression for the texts of a type in `AS_WRITTEN` that do not stand for themselves.

    Half a million codes of clients need not be read one by one: only blanks,
    words for "no value" and damaged codes are.

    Examples
    --------
    >>> bool(re.search(worth_reading("code"), "А-17")), bool(re.search(worth_reading("code"), "Н/Д"))
    (False, True)
    """
    words = "|".join(re.escape(word) for word in sorted(_MISSING[kind]))
    cut = "" if kind == "text" else f"|^(?:{_CUT_NUMBER.pattern})$"
    return f"^(?i:{words}|)$" + cut


def says_no_number(text: str) -> bool:
    """Whether a text in a column of numbers says that there is no value.

    Examples
    --------
    >>> says_no_number("н/д"), says_no_number("Нет данных"), says_no_number("0")
    (True, True, False)
    """
    return text.casefold() in _NO_NUMBER


def column_reader(
    kind: str,
    texts: Iterable[str],
    regions_of_project: Collection[str],
    hints: Hints | None = None,
    *,
    maximum: float | None = None,
) -> ColumnReader:
    """Decide how a column is read, from all its different texts.

    Parameters
    ----------
    kind : str
        A type of `schema.Column`.
    texts : iterable of str
        Each different text once; blanks are passed over.
    regions_of_project : collection of str
        Decide what a name means that could be two regions.
    hints : Hints, optional
        What the file as a whole shows.
    maximum : float, optional
        Highest mark of a test, for the type `score`.

    Examples
    --------
    >>> column_reader("number", ["1,234", "12,5"], ()).parse("1,234")
    1.234
    >>> column_reader("number", ["1,234", "12.5"], ()).parse("1,234")
    1234.0
    >>> column_reader("date", ["03/04/2024", "25/04/2024"], ()).parse("03/04/2024")
    datetime.date(2024, 4, 3)
    """
    hints = hints or Hints()
    words = _MISSING.get(kind, frozenset())
    texts = [text for text in texts if text]
    missing = frozenset(text for text in texts if text.casefold() in words)
    filled = [text for text in texts if text not in missing]
    serials = fractions = short_years = False
    match kind:
        case "number" | "percent" | "integer":
            number = number_reader(filled, hints)
            parse: Callable[[str], Any] = partial(
                {"number": _number, "percent": _percent, "integer": _integer}[kind], read=number
            )
            if kind == "percent":
                parse, fractions = percent_reader(filled, parse)
        case "date":
            serials = bool(filled) and all(is_serial(text) for text in filled)
            parse = partial(serial_day, epoch=hints.epoch) if serials else day_reader(filled)
            short_years = has_short_years(filled)
        case "score":
            parse = score_reader(filled, hints, maximum)
        case "code" | "person":
            parse = _code
        case _:
            parse = reader(kind, regions_of_project)

    def value(text: str) -> Any:
        return None if text in missing else parse(text)

    return ColumnReader(value, missing, serials, fractions, short_years)


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


def _number(text: str, read: Callable[[str], float] = read_number) -> float:
    value = read(text)
    if value < 0:
        raise Unreadable(mark("expected a number from 0 up, found “{text}”"), text=text)
    return value


def _percent(text: str, read: Callable[[str], float] = read_number) -> float:
    value = _number(text, read)
    if value > 100:
        raise Unreadable(mark("expected a percentage from 0 to 100, found “{text}”"), text=text)
    return value


def _code(text: str) -> str:
    """A code as it stands."""
    if _CUT_NUMBER.fullmatch(text):
        raise Unreadable(
            mark("“{text}” is a long number that Excel has cut short; format the column as text"), text=text
        )
    return text


#: Check boxes, as spreadsheets write them, and marks of a test in words.
_BOXES = {"true": 1, "false": 0, "истина": 1, "ложь": 0, "ақиқат": 1, "жалған": 0}
_BOXES |= {"верно": 1, "неверно": 0, "правильно": 1, "неправильно": 0, "дұрыс": 1, "дұрыс емес": 0, "қате": 0}
_BOXES |= {"correct": 1, "incorrect": 0, "wrong": 0}


def _integer(text: str, read: Callable[[str], float] = read_number) -> int:
    if text.casefold() in _BOXES:
        return _BOXES[text.casefold()]
    value = _number(text, read)
    if value != int(value):
        raise Unreadable(mark("expected a whole number, found “{text}”"), text=text)
    return int(value)


_READERS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "code": str,
    "date": read_date,
    "number": _number,
    "percent": _percent,
    "integer": _integer,
    "occasion": read_occasion,
    "operator": read_operator,
    "direction": read_direction,
    "flag": read_flag,
    "option": read_option,
    "person": str,
    "score": lambda text: read_score(text)[0],
}
#: Type of the canonical column for each type of value.
DTYPES = {"region": "object"} | dict.fromkeys(_READERS, "object")
DTYPES |= {"number": "Float64", "score": "Float64", "percent": "Float64", "integer": "Int64"}
