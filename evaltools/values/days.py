"""Texts as days: in figures, in words of three languages, as Excel's numbers, with a zone or without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial

from evaltools.language import mark
from evaltools.values.unreadable import Unreadable

_NOT_A_DAY = mark("expected a date such as 2024-05-31 or 31.05.2024, found “{text}”")

#: Names of the months in Kazakh, Russian and English, and their short forms.
_MONTHS = (
    ("қаңтар", "қаң", "январ", "янв", "january", "jan"),
    ("ақпан", "ақп", "феврал", "фев", "february", "feb"),
    ("наурыз", "нау", "март", "мар", "march", "mar"),
    ("сәуір", "сәу", "апрел", "апр", "april", "apr"),
    ("мамыр", "мам", "май", "мая", "мае", "маю", "маем", "may"),
    ("маусым", "мау", "июнь", "июня", "июне", "июню", "июн", "june", "jun"),
    ("шілде", "шіл", "июль", "июля", "июле", "июлю", "июл", "july", "jul"),
    ("тамыз", "там", "август", "авг", "august", "aug"),
    ("қыркүйек", "қыр", "сентябр", "сент", "сен", "september", "sept", "sep"),
    ("қазан", "қаз", "октябр", "окт", "october", "oct"),
    ("қараша", "қар", "ноябр", "ноя", "november", "nov"),
    ("желтоқсан", "жел", "декабр", "дек", "december", "dec"),
)
_WORD = r"([^\W\d_]+)\.?"
_YEAR = r"(\d{4})\s*(?:жылғы|жылдың|жылы|жыл|ж|года|год|г)?\.?"
_TIME = r"(?:(?:[ T,]+|\s*(?:в|сағат)\s+)\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[AaPp][Mm])?(?:\s*(?:GMT|UTC)\S*)?)?"
_WEEKDAY = re.compile(
    r"^(?:пн|вт|ср|чт|пт|сб|вс|дс|сс|сн|бс|жм|жк|жс|mon|tue|wed|thu|fri|sat|sun|понедельник|вторник|среда|четверг"
    r"|пятница|суббота|воскресенье|дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі|\w+day)\.?,?\s+",
    re.IGNORECASE,
)
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


_SHORT = re.compile(rf"(\d\d?)\.(\d\d?)\.(\d\d)(?:\s*(?:ж|г)\.?)?{_TIME}")
#: Cells that must have two digits for the year, and years that they may speak of, to show which part is it.
FEWEST_SHORT, MOST_YEARS = 3, 3


def has_short_years(texts: Iterable[str]) -> bool:
    """Whether the days of a column have two digits for the year, and show which part it is.

    In `02.01.25`, `15.01.25`, `28.02.25` the last part hardly changes and the
    first one does: the last is the year. One such cell alone shows nothing.

    Examples
    --------
    >>> has_short_years(["02.01.25", "15.01.25", "28.02.25"]), has_short_years(["02.01.25"])
    (True, False)
    """
    found = [match for text in texts if (match := _SHORT.fullmatch(" ".join(text.split())))]
    first, last = {match[1] for match in found}, {match[3] for match in found}
    return len(found) >= FEWEST_SHORT and len(last) <= MOST_YEARS and len(first) > len(last)


def _read_day(text: str, first: str, *, short: bool = False) -> date:
    """A day; `first` says whether the day or the month comes first in `03/04/2024`, `short` reads `02.01.25`."""
    plain = _WEEKDAY.sub("", " ".join(re.sub('[«»“”„"]', "", text).split()))
    if match := _ISO.fullmatch(plain):
        return _moment(text, match)
    if match := re.fullmatch(rf"(\d\d?)\.(\d\d?)\.{_YEAR}{_TIME}", plain):
        return _day(text, match[3], match[2], match[1])
    if short and (match := _SHORT.fullmatch(plain)):
        return _day(text, f"20{match[3]}", match[2], match[1])
    if match := re.fullmatch(rf"(\d{{4}})([./])(\d\d?)\2(\d\d?){_TIME}", plain):
        return _day(text, match[1], match[3], match[4])
    if match := re.fullmatch(rf"(\d\d?)([/, -])(\d\d?)\2(\d{{4}}){_TIME}", plain):
        if not first and match[1] != match[3]:
            raise Unreadable(
                mark(
                    "expected a date such as 2024-05-31 or 31.05.2024, found “{text}”: which is the day, which the month?"
                ),
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
    >>> _month("мая"), _month("Қарашада"), _month("сент"), _month("июня"), _month("мода")
    (5, 11, 9, 6, 0)
    """
    word = word.casefold()
    for number, names in enumerate(_MONTHS, 1):
        for name in names:
            # Short forms stand alone; full names may have an ending of their case.
            if word == name or (len(name) > 3 and word.startswith(name) and len(word) <= len(name) + 4):
                return number
    return 0


def day_reader(texts: Iterable[str]) -> Callable[[str], date]:
    """What reads the days of a column: one cell may decide whether the day or the month comes first."""
    texts = list(texts)
    found = [re.match(r"(\d\d?)([/, -])(\d\d?)\2\d{4}", _WEEKDAY.sub("", text.strip())) for text in texts]
    pairs = [(int(match[1]), int(match[3])) for match in found if match]
    day, month = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    if day and month:
        return _both_orders
    return partial(_read_day, first="day" if day else "month" if month else "", short=has_short_years(texts))


def _both_orders(text: str) -> date:
    """A column with both orders: only a day above 12 is beyond doubt."""
    match = re.match(r"(\d\d?)[/, -](\d\d?)", _WEEKDAY.sub("", text.strip()))
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
