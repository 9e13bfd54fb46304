"""Texts of cells as values: numbers, dates, choices, regions.

A text alone is often not enough: "1,234" is a thousand and some, or one and a
quarter; "03/04/2024" is a day in April or in March. So a column is read as a
whole (`column_reader`): its other cells decide, and where they do not, the
cell is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from evaltools import regions
from evaltools.language import Language, mark


class Unreadable(ValueError):
    """A text that is no value of its type, with a reason that can be said in any language.

    Parameters
    ----------
    message : str
        Marked for translation, with `{text}` for the text.
    """

    def __init__(self, message: str, **values: object) -> None:
        self.message, self.values = message, values
        super().__init__(message.format(**values))

    def said(self, language: Language) -> str:
        """The reason in a language."""
        return language.text(self.message, **self.values)


@dataclass(frozen=True, kw_only=True)
class Hints:
    """What the file as a whole says about its values.

    Attributes
    ----------
    decimal : {"", ".", ","}
        Decimal mark that other columns show.
    point_is_sure : bool
        A point in a number can only be a decimal point: the file keeps
        numbers as numbers, or was written by a program.
    epoch : {1900, 1904}
        First year of serial dates.
    """

    decimal: str = ""
    point_is_sure: bool = True
    epoch: int = 1900


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
    """

    parse: Callable[[str], Any]
    missing: frozenset[str] = field(default_factory=frozenset)
    serials: bool = False
    fractions: bool = False


#: What people write where they have no value. In a column of answers "жоқ" is an answer.
_NO_VALUE = frozenset({"-", "–", "—", "−", "...", "…", "н/д", "н.д.", "n/a", "#n/a", "#н/д", "д/ж"})
_NO_NUMBER = _NO_VALUE | {"нет данных", "нет", "жоқ", "дерек жоқ", "мәлімет жоқ", "no data", "na", "null", "нет сведений"}
_NO_TEXT = frozenset({"#n/a", "#н/д"})
_MISSING = {
    "text": _NO_TEXT,
    "code": _NO_VALUE,
    "region": _NO_VALUE,
    "date": _NO_NUMBER,
    "number": _NO_NUMBER,
    "percent": _NO_NUMBER,
    "integer": _NO_NUMBER,
}
_NOT_A_NUMBER = mark("expected a number, found “{text}”")
_NOT_A_DAY = mark("expected a date such as 2024-05-31 or 31.05.2024, found “{text}”")
#: Blanks and apostrophes between thousands.
_GAP = "[ \u00a0\u2007\u2009\u202f'’`´]"


def column_reader(
    kind: str, texts: Iterable[str], regions_of_project: Collection[str], hints: Hints | None = None
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
    serials = fractions = False
    match kind:
        case "number" | "percent" | "integer":
            number = _number_reader(filled, hints)
            parse: Callable[[str], Any] = partial({"number": _number, "percent": _percent, "integer": _integer}[kind], read=number)
            if kind == "percent":
                parse, fractions = _percent_reader(filled, parse)
        case "date":
            serials = bool(filled) and all(is_serial(text) for text in filled)
            parse = partial(serial_day, epoch=hints.epoch) if serials else _day_reader(filled)
        case _:
            parse = reader(kind, regions_of_project)

    def value(text: str) -> Any:
        return None if text in missing else parse(text)

    return ColumnReader(value, missing, serials, fractions)


# Numbers


def read_number(text: str) -> float:
    """A number as people type it: blanks between thousands, decimal comma or point.

    A comma before three digits could be either: such a text alone is refused.

    Examples
    --------
    >>> read_number("1\\u00a0206\\u00a0432"), read_number("92,03"), read_number("92.03%")
    (1206432.0, 92.03, 92.03)
    """
    return _read(text, {".": "decimal", ",": ""})


def _read(text: str, meaning: Mapping[str, str]) -> float:
    """A number whose one doubtful separator means what `meaning` says: decimal, thousands or nothing known."""
    plain = _bare(text)
    if re.fullmatch(r"\d+", plain):
        return _signed(text, plain)
    shape = _shape(plain)
    match shape:
        case ("decimal", separator):
            return _signed(text, plain.replace(separator, "."))
        case ("doubtful", separator):
            match meaning.get(separator):
                case "decimal":
                    return _signed(text, plain.replace(separator, "."))
                case "thousands":
                    return _signed(text, plain.replace(separator, ""))
            raise Unreadable(
                mark("expected a number, found “{text}”, which could be {one} or {other}"),
                text=text,
                one=plain.replace(separator, ""),
                other=plain.replace(separator, "."),
            )
        case ("both", separator):
            if meaning.get("both", "no") == "yes":
                return _signed(text, plain.replace("." if separator == "," else ",", "").replace(separator, "."))
        case ("thousands", separator):
            if meaning.get("both", "no") == "yes":
                return _signed(text, plain.replace(separator, ""))
    raise Unreadable(_NOT_A_NUMBER, text=text)


def _bare(text: str) -> str:
    """A number without sign, percent sign and blanks between its thousands."""
    plain = re.sub(r"^[-−–]\s?", "", text.strip())
    plain = re.sub(r"\s?%$", "", plain)
    if re.fullmatch(rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?:[.,]\d+)?", plain):
        plain = re.sub(_GAP, "", plain)
        # Where thousands are set apart already, the separator that is left is the decimal one.
        return re.sub(r"([.,]\d{3})$", r"\g<1>0", plain)
    return plain


def _signed(text: str, plain: str) -> float:
    return -float(plain) if text.lstrip()[:1] in "-−–" else float(plain)


def _shape(plain: str) -> tuple[str, str]:
    """What the separators of a number show, and the one that is meant."""
    if match := re.fullmatch(r"(\d+)([.,])(\d+)", plain):
        whole, separator, rest = match.groups()
        sure = len(rest) != 3 or len(whole) > 3 or whole.startswith("0")
        return ("decimal" if sure else "doubtful", separator)
    if match := re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+", plain):
        return ("thousands", match[1])
    if re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+", plain):
        return ("both", ".")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", plain):
        return ("both", ",")
    return ("", "")


def _number_reader(texts: Iterable[str], hints: Hints) -> Callable[[str], float]:
    decimal, thousands = set(), set()
    for text in texts:
        match _shape(_bare(text)):
            case ("decimal", separator):
                decimal.add(separator)
            case ("thousands", separator):
                thousands.add(separator)
            case ("both", separator):
                decimal.add(separator)
                thousands.add("." if separator == "," else ",")
    meaning = {"both": "yes"}
    for separator, other in ((".", ","), (",", ".")):
        if separator in decimal and separator in thousands:
            meaning[separator] = ""
        elif separator in decimal:
            meaning[separator] = "decimal"
        elif separator in thousands or other in decimal:
            meaning[separator] = "thousands"
        elif separator == "." and hints.point_is_sure:
            meaning[separator] = "decimal"
        elif hints.decimal:
            meaning[separator] = "decimal" if hints.decimal == separator else "thousands"
    return partial(_read, meaning=meaning)


def _percent_reader(texts: Iterable[str], parse: Callable[[str], float]) -> tuple[Callable[[str], float], bool]:
    """Percentages, and whether they may all be fractions; a fraction among percent signs is refused."""
    signs = any(text.endswith("%") for text in texts)
    bare = [text for text in texts if not text.endswith("%")]

    def fraction(text: str) -> bool:
        try:
            value = parse(text)
        except ValueError:
            return False
        return 0 < value <= 1 and not text.strip().isdigit()

    if signs:

        def checked(text: str) -> float:
            if not text.endswith("%") and fraction(text):
                raise Unreadable(mark("“{text}” stands among values with a percent sign: a fraction?"), text=text)
            return parse(text)

        return checked, False
    few = [text for text in bare if fraction(text)]
    return parse, len(few) > 1 and all(fraction(text) or text in {"0", "1"} for text in bare)


# Days

_MONTHS = (
    ("қаңтар", "қаң", "январ", "янв", "january", "jan"),
    ("ақпан", "ақп", "феврал", "фев", "february", "feb"),
    ("наурыз", "нау", "март", "мар", "march", "mar"),
    ("сәуір", "сәу", "апрел", "апр", "april", "apr"),
    ("мамыр", "мам", "май", "мая", "мае", "маю", "маем", "may"),
    ("маусым", "мау", "июн", "june", "jun"),
    ("шілде", "шіл", "июл", "july", "jul"),
    ("тамыз", "там", "август", "авг", "august", "aug"),
    ("қыркүйек", "қыр", "сентябр", "сент", "сен", "september", "sept", "sep"),
    ("қазан", "қаз", "октябр", "окт", "october", "oct"),
    ("қараша", "қар", "ноябр", "ноя", "november", "nov"),
    ("желтоқсан", "жел", "декабр", "дек", "december", "dec"),
)
_WORD = r"([^\W\d_]+)\.?"
_YEAR = r"(\d{4})\s*(?:жылғы|жылдың|жылы|жыл|ж|года|год|г)?\.?"
_TIME = r"(?:[ T,]+\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[AaPp][Mm])?(?:\s*(?:GMT|UTC)\S*)?)?"
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d|[+-]\d\d)?)?"
)
#: Kazakhstan has one time, UTC+5, since 1 March 2024; before, most of it had UTC+6.
ONE_TIME = datetime(2024, 2, 29, 18)
SERIALS = (20_000, 80_000)


def read_date(text: str) -> date:
    """A date as `2024-05-31`, `31.05.2024` or `31 мая 2024 г.`, with or without a time.

    A moment with its zone (`2024-05-31T21:00:00Z`) is the day that it was in
    Almaty: UTC+6 until 29 February 2024, UTC+5 from then on.

    Examples
    --------
    >>> read_date("31.05.2024"), read_date("2024-05-31 09:05:00"), read_date("27 қараша 2020ж.")
    (datetime.date(2024, 5, 31), datetime.date(2024, 5, 31), datetime.date(2020, 11, 27))
    """
    return _read_day(text, "")


def _read_day(text: str, first: str) -> date:
    """A day; `first` says whether the day or the month comes first in `03/04/2024`."""
    plain = " ".join(text.split())
    if match := _ISO.fullmatch(plain):
        return _moment(text, match)
    if match := re.fullmatch(rf"(\d\d?)\.(\d\d?)\.{_YEAR}{_TIME}", plain):
        return _day(text, match[3], match[2], match[1])
    if match := re.fullmatch(rf"(\d{{4}})([./])(\d\d?)\2(\d\d?){_TIME}", plain):
        return _day(text, match[1], match[3], match[4])
    if match := re.fullmatch(rf"(\d\d?)([/-])(\d\d?)\2(\d{{4}}){_TIME}", plain):
        if not first and match[1] != match[3]:
            raise Unreadable(
                mark("expected a date such as 2024-05-31 or 31.05.2024, found “{text}”: which is the day, which the month?"),
                text=text,
            )
        day, month = (match[3], match[1]) if first == "month" else (match[1], match[3])
        return _day(text, match[4], month, day)
    for pattern, order in (
        (rf"(\d\d?)(?:-?(?:го|ші|нші|th|st|nd|rd))?[\s-]*{_WORD}[,\s-]*{_YEAR}{_TIME}", (3, 2, 1)),
        (rf"{_YEAR},?\s*(\d\d?)\s*{_WORD}{_TIME}", (1, 3, 2)),
        (rf"{_WORD}\s+(\d\d?),?\s+{_YEAR}{_TIME}", (3, 1, 2)),
    ):
        if (match := re.fullmatch(pattern, plain)) and (month := _month(match[order[1]])):
            return _day(text, match[order[0]], str(month), match[order[2]])
    raise Unreadable(_NOT_A_DAY, text=text)


def _day(text: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unreadable(mark("there is no such day as “{text}”"), text=text) from None


def _moment(text: str, match: re.Match[str]) -> date:
    day = _day(text, match[1], match[2], match[3])
    if not match[6]:
        return day
    try:
        moment = datetime(day.year, day.month, day.day, int(match[4]), int(match[5]))
        digits = match[6].replace(":", "")
        shift = 0 if digits == "Z" else int(digits[1:3]) * 60 + int(digits[3:5] or 0)
        world = moment - timedelta(minutes=-shift if digits[0] == "-" else shift)
        return (world + timedelta(hours=5 if world >= ONE_TIME else 6)).date()
    except (ValueError, OverflowError):
        raise Unreadable(mark("there is no such day as “{text}”"), text=text) from None


def _month(word: str) -> int:
    """Number of a month by its name in any case; 0 for no month.

    Examples
    --------
    >>> _month("мая"), _month("Қарашада"), _month("сент"), _month("мода")
    (5, 11, 9, 0)
    """
    word = word.casefold()
    for number, names in enumerate(_MONTHS, 1):
        for name in names:
            # Short forms stand alone; full names may have an ending of their case.
            if word == name or (len(name) > 3 and word.startswith(name) and len(word) <= len(name) + 4):
                return number
    return 0


def _day_reader(texts: Iterable[str]) -> Callable[[str], date]:
    found = [re.match(r"(\d\d?)([/-])(\d\d?)\2\d{4}", text.strip()) for text in texts]
    pairs = [(int(match[1]), int(match[3])) for match in found if match]
    day, month = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    if day and month:
        return _both_orders
    return partial(_read_day, first="day" if day else "month" if month else "")


def _both_orders(text: str) -> date:
    """A column with both orders: only a day above 12 is beyond doubt."""
    match = re.match(r"(\d\d?)[/-](\d\d?)", text.strip())
    if match and int(match[1]) > 12:
        return _read_day(text, "day")
    if match and int(match[2]) > 12:
        return _read_day(text, "month")
    return _read_day(text, "")


def is_serial(text: str) -> bool:
    """Whether a text can be Excel's number of a day between 1954 and 2119."""
    return bool(re.fullmatch(r"\d{5}(\.\d+)?", text)) and SERIALS[0] <= float(text) <= SERIALS[1]


def serial_day(text: str, epoch: int = 1900) -> date:
    """The day of an Excel serial number.

    Examples
    --------
    >>> serial_day("45443"), serial_day("43981", 1904)
    (datetime.date(2024, 5, 31), datetime.date(2024, 5, 31))
    """
    return (date(1904, 1, 1) if epoch == 1904 else date(1899, 12, 30)) + timedelta(days=int(float(text)))


# Every type by itself


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


#: Check boxes, as spreadsheets write them.
_BOXES = {"true": 1, "false": 0, "истина": 1, "ложь": 0, "ақиқат": 1, "жалған": 0}


def _integer(text: str, read: Callable[[str], float] = read_number) -> int:
    if text.casefold() in _BOXES:
        return _BOXES[text.casefold()]
    value = _number(text, read)
    if value != int(value):
        raise Unreadable(mark("expected a whole number, found “{text}”"), text=text)
    return int(value)


def _choice(choices: Mapping[str, str]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.casefold() not in choices:
            raise Unreadable(
                mark("expected one of {choices}, found “{text}”"),
                choices=", ".join(sorted(set(choices))),
                text=text,
            )
        return choices[text.casefold()]

    return parse


_OCCASIONS = {"pre": "pre", "post": "post", "before": "pre", "after": "post", "до": "pre", "после": "post"}
_OCCASIONS |= {"дейін": "pre", "кейін": "post", "1": "pre", "2": "post"}
_OPERATORS = {each: each for each in ("=", ">=", ">", "<=", "<", "about")} | {
    "~": "about",
    "≥": ">=",
    "≤": "<=",
}

_READERS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "code": str,
    "date": read_date,
    "number": _number,
    "percent": _percent,
    "integer": _integer,
    "occasion": _choice(_OCCASIONS),
    "operator": _choice(_OPERATORS),
}
#: Type of the canonical column for each type of value.
DTYPES = {"region": "object"} | dict.fromkeys(_READERS, "object")
DTYPES |= {"number": "Float64", "percent": "Float64", "integer": "Int64"}
