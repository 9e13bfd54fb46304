"""What must hold for any figures that are held against each other."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evaltools.analysis.schedules import WEEKDAYS, intervals
from evaltools.check.case import plain
from evaltools.check.number_words import number_in_words
from evaltools.check.parts import Reading, readings
from evaltools.check.percents import digits_of, possible, smallest_base
from evaltools.registers import MASK, masked
from tests.unit.check.cases import compared, counts, project

REGIONS = ("KZ-23", "KZ-71", "KZ-61", "KZ-10", "KZ-11", "KZ-15")
LATE = ({"code": "KZ-61", "include_in_total": False, "reason": "opened in December"},)
WITH_LATE, WITHOUT = project(*REGIONS, region_notes=LATE), project(*REGIONS)

small = st.integers(0, 50)
cells = st.one_of(
    st.tuples(small, st.none()),  # a count
    st.tuples(small, st.integers(0, 9)),  # a range, by its width
    st.tuples(st.none(), small),  # up to so many
    st.tuples(st.none(), st.none()),  # not reported
)


@st.composite
def rows_of_parts(draw: st.DrawFn) -> list[tuple[str, int | None, int | None, str | None]]:
    """Rows with counts, ranges, blanks; some of them with a phrase, whose rows all have its one number."""
    phrases = draw(st.dictionaries(st.sampled_from("abc"), cells, max_size=3))
    rows = []
    for region in draw(st.lists(st.sampled_from(REGIONS), min_size=1, max_size=8)):
        name = draw(st.sampled_from([None, *sorted(phrases)]))
        low, width = phrases[name] if name else draw(cells)
        high = low + width if low is not None and width is not None else width
        rows.append((region, low, high, name))
    return rows


def ends_by_hand(
    rows: list[tuple[str, int | None, int | None, str | None]], skip: frozenset[str], together: frozenset[str]
) -> tuple[int, int]:
    """Least and greatest sum, in plain loops."""
    least = most = 0
    seen: set[str] = set()
    for region, low, high, phrase in rows:
        if region in skip or phrase in seen:
            continue
        if phrase in together:
            seen.add(phrase)
        if low is None and high is not None:
            low = high if phrase else 0
        least += low or 0
        most += (low or 0) if high is None else high
    return least, most


@given(rows_of_parts(), st.booleans())
def test_readings_are_the_sums_that_loops_give(
    rows: list[tuple[str, int | None, int | None, str | None]], has_late: bool
) -> None:
    """Every reading says what it did; doing that by hand gives the same two ends, and none is missing."""
    table = counts(rows, "region", "count", "count_high", "phrase")
    late = frozenset({"KZ-61"}) if has_late else frozenset()
    found = readings(table, "count", "", "sum", late)
    for each in found:
        skip = late if each.late == "left out" else frozenset()
        assert (each.low, each.high) == ends_by_hand(rows, skip, frozenset(each.together))
    names = [phrase for *_, phrase in rows if phrase]
    shared = sum(names.count(name) > 1 for name in set(names))
    kept = [row for row in rows if row[0] != "KZ-61"] if has_late else rows
    if not any(low is not None or high is not None for _, low, high, _ in kept):
        assume(False)
    left = [phrase for *_, phrase in kept if phrase]
    expected = 2**shared + (2 ** sum(left.count(name) > 1 for name in set(left)) if has_late else 0)
    assert len(found) == expected


@given(rows_of_parts(), st.booleans(), st.data())
def test_a_total_that_some_reading_allows_never_differs(
    rows: list[tuple[str, int | None, int | None, str | None]], has_late: bool, data: st.DataObject
) -> None:
    """Whatever the authors may have meant, they are not told that they are wrong; the next number outside is."""
    table = counts(rows, "region", "count", "count_high", "phrase")
    found = readings(table, "count", "", "sum", frozenset({"KZ-61"}) if has_late else frozenset())
    assume(found)
    one = data.draw(st.sampled_from(found))
    total = data.draw(st.integers(int(one.low), int(one.high)))
    settings_ = WITH_LATE if has_late else WITHOUT
    agrees = compared(table, settings_, claimed=float(total))
    assert (agrees.code, agrees.difference) == ("total-agrees", "0")
    above = max(each.high for each in found) + 1
    differs = compared(table, settings_, claimed=above)
    assert (differs.code, differs.difference) == ("total-differs", "1")


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=12),
    st.data(),
    st.integers(-(10**6), 10**6).filter(bool),
)
def test_any_change_of_an_exact_part_of_an_exact_total_is_told(
    parts: list[int], data: st.DataObject, change: int
) -> None:
    """By as much as it was changed, with its sign."""
    place = data.draw(st.integers(0, len(parts) - 1))
    changed = [*parts[:place], parts[place] + change, *parts[place + 1 :]]
    table = counts([("KZ-23", each) for each in changed], "region", "count")
    found = compared(table, WITHOUT, claimed=float(sum(parts)))
    assert (found.code, found.difference) == ("total-differs", str(-change))
    exact = counts([("KZ-23", each) for each in parts], "region", "count")
    assert compared(exact, WITHOUT, claimed=float(sum(parts))).code == "total-agrees"


@given(st.integers(-100, 100), st.integers(0, 50), st.integers(-100, 100), st.integers(0, 50))
def test_how_far_ranges_lie_apart(low: int, width: int, other: int, other_width: int) -> None:
    """0 exactly where they meet; otherwise the smallest step from one to the other, with its sign."""
    reading = Reading(low, low + width)
    steps = [a - b for a in range(other, other + other_width + 1) for b in range(low, low + width + 1)]
    assert reading.off(other, other + other_width) == min(steps, key=abs)


@given(st.integers(1, 60), st.integers(0, 2), st.integers(0, 10_000))
def test_a_percentage_is_possible_where_some_count_gives_it(n: int, digits: int, hundredths: int) -> None:
    """In fractions: a count whose percentage lies within half a digit, both ends included."""
    percent = round(hundredths / 100, digits)
    half = Fraction(1, 2 * 10**digits)
    exact = Fraction(str(percent))
    by_hand = any(abs(Fraction(100 * count, n) - exact) <= half for count in range(n + 1))
    assert possible(percent, n, digits) is by_hand


@given(st.integers(1, 40), st.data())
def test_the_smallest_base_is_the_first_that_fits(n: int, data: st.DataObject) -> None:
    """Percentages of n people have a base of n or fewer, and nothing smaller than it fits all."""
    digits = data.draw(st.integers(0, 2))
    several = data.draw(st.lists(st.integers(0, n), min_size=1, max_size=4))
    percents = [round(100 * count / n, digits) for count in several]
    found = smallest_base(percents)
    assert found is not None
    assert found <= n
    assert all(possible(each, found, digits_of([each])) for each in percents)
    for fewer in range(1, found):
        assert not all(possible(each, fewer, digits_of([each])) for each in percents)


days = st.dates(date(2019, 1, 1), date(2025, 12, 31))


def _whole_months(start: date, end: date) -> int:
    """Steps of a month from the first day on, as long as the day before the next one is inside."""
    n, first = 0, start
    while True:
        month = start.month + n  # 0-based months after January of the first year, plus one
        year, month = start.year + month // 12, month % 12 + 1
        try:
            first = date(year, month, start.day)
        except ValueError:  # a month that has no such day: the step ends with its last day
            first = date(year + month // 12, month % 12 + 1, 1)
        if first - timedelta(days=1) > end:
            return n
        n += 1


@given(days, st.integers(0, 900), st.sampled_from(WEEKDAYS))
def test_named_days_and_weeks_are_those_of_a_calendar(start: date, length: int, weekday: str) -> None:
    """Counted day by day; a week is seven days from the first."""
    end = start + timedelta(days=length)
    every = [start + timedelta(days=n) for n in range(length + 1)]
    assert intervals(weekday, start, end) == sum(day.weekday() == WEEKDAYS.index(weekday) for day in every)
    assert intervals("week", start, end) == len(every) // 7


@given(days, st.integers(0, 900))
def test_months_are_whole_ones_from_the_first_day(start: date, length: int) -> None:
    """From the 15th to the 14th is one; it makes no difference how long the month is."""
    end = start + timedelta(days=length)
    assert intervals("month", start, end) == _whole_months(start, end)


# Numbers in words: a speller of its own, from the grammar books, not from the reader.

EN_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
EN_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
KK_ONES = ["-", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"]
KK_TENS = ["-", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"]
RU_ONES = ["-", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"]  # fmt: skip
RU_TENS = [
    "-",
    "-",
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
]
RU_HUNDREDS = [
    "-",
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
]


def _below_1000(n: int, language: str, *, feminine: bool = False) -> list[str]:
    hundreds, rest = divmod(n, 100)
    if language == "kk":
        said = [*([KK_ONES[hundreds]] if hundreds > 1 else []), *(["жүз"] if hundreds else [])]
        said += [KK_TENS[rest // 10]] if rest >= 10 else []
        return said + ([KK_ONES[rest % 10]] if rest % 10 else [])
    if language == "en":
        said = [EN_ONES[hundreds], "hundred"] if hundreds else []
        said += ["and"] if hundreds and rest else []
        if rest >= 20:
            return [*said, EN_TENS[rest // 10] + (f"-{EN_ONES[rest % 10]}" if rest % 10 else "")]
        return said + ([EN_ONES[rest]] if rest else [])
    said = [RU_HUNDREDS[hundreds]] if hundreds else []
    if rest >= 20:
        said.append(RU_TENS[rest // 10])
        rest %= 10
    if rest:
        said.append({1: "одна", 2: "две"}.get(rest, RU_ONES[rest]) if feminine else RU_ONES[rest])
    return said


def _russian_form(n: int, one: str, few: str, many: str) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return one
    return few if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else many


def spelt(n: int, language: str) -> str:
    """A whole number below a thousand million in words."""
    if n == 0:
        return {"kk": "нөл", "ru": "ноль", "en": "zero"}[language]
    millions, thousands, ones = n // 10**6, n // 1000 % 1000, n % 1000
    said: list[str] = []
    if millions:
        name = {
            "kk": "миллион",
            "en": "million",
            "ru": _russian_form(millions, "миллион", "миллиона", "миллионов"),
        }
        said += [*_below_1000(millions, language), name[language]]
    if thousands:
        name = {"kk": "мың", "en": "thousand", "ru": _russian_form(thousands, "тысяча", "тысячи", "тысяч")}
        said += [*_below_1000(thousands, language, feminine=True), name[language]]
    return " ".join([*said, *_below_1000(ones, language)])


@settings(max_examples=300)
@given(
    st.one_of(st.integers(0, 2000), st.integers(0, 999_999_999)),
    st.sampled_from(["kk", "ru", "en"]),
    st.booleans(),
)
def test_a_number_in_words_is_read_back(n: int, language: str, is_money: bool) -> None:
    """Every whole number below a thousand million, in three languages, with or without its currency."""
    money = {"kk": " теңге", "ru": " тенге", "en": " tenge"}[language] if is_money else ""
    assert number_in_words(spelt(n, language).capitalize() + money, language) == n


def test_the_speller_of_these_tests_spells() -> None:
    """The grant of 2020 as its report has it; Russian forms of 1, 2 and 5, English hyphens."""
    assert spelt(3_249_000, "kk") == "үш миллион екі жүз қырық тоғыз мың"
    assert spelt(21_002, "ru") == "двадцать одна тысяча два"
    assert spelt(5_000_111, "ru") == "пять миллионов сто одиннадцать"
    assert spelt(42_305, "en") == "forty-two thousand three hundred and five"


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_of_findings_are_written_as_they_are(n: int) -> None:
    """No exponent, no separator, whatever the size."""
    assert plain(float(n)) == str(n)


# Telephones

separators = st.sampled_from(["", " ", "-", ".", ") ", " ("])


@given(
    st.sampled_from(["+7", "8", "7"]),
    st.sampled_from(["701", "727", "7122", "777"]),
    st.text("0123456789", min_size=7, max_size=7),
    st.lists(separators, min_size=4, max_size=4),
)
def test_telephone_numbers_never_stay(start: str, code: str, digits: str, between: list[str]) -> None:
    """However they are grouped: 8 701 123 45 67, +7(701)123-45-67, 87011234567."""
    groups = [code, digits[:3], digits[3:5], digits[5:]]
    number = start + "".join(gap + group for gap, group in zip(between, groups, strict=True))
    said = masked(f"Call {number} today")
    assert MASK in said
    assert not any(each.isdigit() for each in said)


@given(st.dates(date(1990, 1, 1), date(2039, 12, 31)), st.integers(0, 999_999_999))
def test_days_and_sums_stay(day: date, amount: int) -> None:
    """A report without its dates and its tenge says nothing."""
    text = f"From {day:%d.%m.%Y} ({day:%Y-%m-%d}) it was {amount:,} tenge".replace(",", " ")
    assert masked(text) == text
