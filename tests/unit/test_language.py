"""Numbers, dates, plural forms and the alphabet of the three languages."""

from __future__ import annotations

import gettext
import io
from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from hypothesis import given, settings
from hypothesis import strategies as st

from evaltools.errors import UsageError
from evaltools.language import LOCALES, MINUS, NBSP, Language, mark, one_stop, pick, round_half_up, together

CODES = ["kk", "ru", "en"]


@pytest.mark.parametrize("code", ["de", "kk_KZ", "", "KK"])
def test_an_unknown_language_is_refused(code: str) -> None:
    """The message names what was asked for and the three that exist."""
    with pytest.raises(UsageError, match=f"no language “{code}”. Expected kk, ru or en"):
        Language(code)


# CLDR: Kazakh and Russian part thousands with a no-break space and decimals with a comma.
@pytest.mark.parametrize(
    ("code", "value", "digits", "text"),
    [
        ("kk", 1206432, 0, f"1{NBSP}206{NBSP}432"),
        ("ru", 8884, 0, f"8{NBSP}884"),
        ("en", 1206432, 0, "1,206,432"),
        ("kk", 92.03, 2, "92,03"),
        ("ru", 3, 1, "3,0"),
        ("en", 0.5, 1, "0.5"),
        ("kk", -2.25, 1, f"{MINUS}2,3"),
        ("en", -0.4, 0, "0"),
        ("ru", 0, 2, "0,00"),
        ("en", 999.5, 0, "1,000"),
    ],
)
def test_numbers_have_the_separators_of_the_language(code: str, value: float, digits: int, text: str) -> None:
    """Separators do not break a line, the minus is a minus, and nothing is minus zero."""
    assert Language(code).number(value, digits) == text


# What Babel 2.18 has from CLDR for these locales. Where a page says it in another way, the reason stands beside it:
# a later CLDR that differs fails here first, and not on a page.
@pytest.mark.parametrize(
    ("locale", "percent", "decimal", "thousands", "minus"),
    [
        ("kk_KZ", "#,##0%", ",", NBSP, "-"),
        ("ru_KZ", f"#,##0{NBSP}%", ",", NBSP, "-"),
        ("en", "#,##0%", ".", ",", "-"),
    ],
)
def test_numbers_are_those_of_cldr(
    locale: str, percent: str, decimal: str, thousands: str, minus: str
) -> None:
    """Separators and percent signs are CLDR's; its minus is a hyphen in all three, a page has the sign."""
    parsed = Locale.parse(locale)
    symbols = parsed.number_symbols["latn"]
    assert parsed.percent_formats[None].pattern == percent
    assert (symbols["decimal"], symbols["group"], symbols["minusSign"]) == (decimal, thousands, minus)
    language = Language(locale.split("_")[0])
    assert language.number(1234567.891, 1) == format_decimal(1234567.9, locale=locale)
    assert language.percent(12) == format_percent(0.12, locale=locale)
    assert language.number(-3) == format_decimal(-3, locale=locale).replace(minus, MINUS)


@pytest.mark.parametrize(
    ("locale", "long", "month", "listed"),
    [
        ("kk_KZ", "2026 ж. 22 қараша", "Қараша 2026", "а, б, в"),
        ("ru_KZ", "22 ноября 2026 г.", "ноябрь 2026", "а, б и в"),
        ("en", "November 22, 2026", "November 2026", "а, б, and в"),
    ],
)
def test_dates_and_lists_follow_cldr(locale: str, long: str, month: str, listed: str) -> None:
    """Russian and English as CLDR has them; Kazakh sentences say жылғы for ж., join the last with және, and have small months."""
    day = date(2026, 11, 22)
    plain = format_date(day, "long", locale=locale).replace(NBSP, " ").replace("\u202f", " ")
    assert plain == long
    assert format_date(day, "LLLL yyyy", locale=locale) == month
    assert format_list(["а", "б", "в"], locale=locale) == listed
    language = Language(locale.split("_")[0])
    kazakh = language.code == "kk"
    assert language.date(day).replace(NBSP, " ") == ("2026 жылғы 22 қараша" if kazakh else long)
    assert language.listing("абв") == ("а, б және в" if kazakh else listed)
    assert language.month("2026-11") == ("November" if locale == "en" else month.split()[0].lower())


# CLDR: kk and en have "one" and "other"; ru has "one", "few", "many", and "other" for decimals.
@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("kk_KZ", "other one other other other other other"),
        ("ru_KZ", "many one few many many one other"),
        ("en", "other one other other other other other"),
    ],
)
def test_plural_forms_are_those_of_cldr(locale: str, forms: str) -> None:
    """The forms of 0, 1, 2, 5, 11, 21 and 1.5, which the catalogues' own rule follows for whole numbers."""
    of = Locale.parse(locale).plural_form
    assert [of(n) for n in (0, 1, 2, 5, 11, 21, 1.5)] == forms.split()
    place = {"one": 0, "few": 1, "many": 2, "other": 1}
    plural = gettext.c2py(get_plural(locale).plural_expr)
    assert [plural(n) for n in (0, 1, 2, 5, 11, 21)] == [place[form] for form in forms.split()[:-1]]


@pytest.mark.parametrize(
    ("value", "text"), [(3.25, "+3,3"), (-2, f"{MINUS}2,0"), (0, "0,0"), (0.04, "0,0"), (-0.04, "0,0")]
)
def test_a_change_carries_its_sign_unless_it_is_zero(value: float, text: str) -> None:
    """A change that rounds to nothing has no sign."""
    assert Language("ru").signed(value, 1) == text


@pytest.mark.parametrize(("code", "text"), [("kk", "92,0%"), ("ru", f"92,0{NBSP}%"), ("en", "92.0%")])
def test_percent_follows_the_habit_of_the_language(code: str, text: str) -> None:
    """Russian sets the sign off with a no-break space; Kazakh and English do not."""
    assert Language(code).percent(92.03, 1) == text


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        (2.5, 0, 3),
        (3.5, 0, 4),
        (-2.5, 0, -3),
        (0.25, 1, 0.3),
        (1.005, 2, 1.01),
        (2.675, 2, 2.68),
        (149.5, 0, 150),
    ],
)
def test_halves_go_away_from_zero(value: float, digits: int, rounded: float) -> None:
    """Numbers are rounded as by hand, whatever their binary form."""
    assert round_half_up(value, digits) == rounded


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_never_printed(value: float) -> None:
    """A report shows a reason in its place."""
    with pytest.raises(ValueError, match="a reason instead"):
        Language("en").number(value)


@settings(max_examples=200, deadline=None)
@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half_a_unit(value: float, digits: int) -> None:
    """The printed number is within half of its last place, and of the same sign."""
    rounded, unit = round_half_up(value, digits), 10.0**-digits
    assert abs(rounded - value) <= unit / 2 + abs(value) * 1e-15
    assert rounded * value >= 0


@settings(max_examples=100, deadline=None)
@given(st.integers(-(10**12), 10**12), st.sampled_from(CODES))
def test_a_printed_number_can_be_read_back(value: int, code: str) -> None:
    """Separators aside, the digits are those of the number."""
    text = Language(code).number(value)
    assert int(text.replace(NBSP, "").replace(",", "").replace(MINUS, "-")) == value


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("kk", f"2024{NBSP}жылғы 1{NBSP}шілде"),
        ("ru", f"1{NBSP}июля 2024{NBSP}г."),
        ("en", "July 1, 2024"),
    ],
)
def test_a_date_is_written_in_words(code: str, text: str) -> None:
    """The month is spelt out, and no line breaks after a figure."""
    assert Language(code).date(date(2024, 7, 1)) == text


MONTHS = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "en": "January February March April May June July August September October November December",
}


@pytest.mark.parametrize("code", CODES)
def test_months_are_named_in_the_nominative(code: str) -> None:
    """A month stands alone in a table head: in its basic form, lower case but for English."""
    language = Language(code)
    assert [language.month(f"2024-{n:02}") for n in range(1, 13)] == MONTHS[code].split()


@pytest.mark.parametrize("code", CODES)
def test_short_months_fit_an_axis(code: str) -> None:
    """Twelve different names of at most four letters and no full stop."""
    short = [Language(code).month_short(f"2024-{n:02}") for n in range(1, 13)]
    assert len(set(short)) == 12
    assert all(len(name) <= 4 and not name.endswith(".") for name in short)


RUSSIAN_FORMS = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 :"
" n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "{n} c"
msgid_plural "{n} cs"
msgstr[0] "{n} консультация"
msgstr[1] "{n} консультации"
msgstr[2] "{n} консультаций"

msgctxt "were given"
msgid "{n} c"
msgid_plural "{n} cs"
msgstr[0] "{n} консультация!"
msgstr[1] "{n} консультации!"
msgstr[2] "{n} консультаций!"
"""


@pytest.fixture
def catalogue_with_forms() -> Language:
    """Russian with a small catalogue of its own, made like the real ones."""
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(RUSSIAN_FORMS.encode()), locale=LOCALES["ru"]))
    compiled.seek(0)
    language = Language("ru")
    language._catalogue = gettext.GNUTranslations(compiled)
    return language


# Plural rules of CLDR for Russian: one (1, 21, 31 ...), few (2-4, 22-24 ...), many (0, 5-20, 11 ...).
@pytest.mark.parametrize(
    ("n", "form"), [(0, 2), (1, 0), (2, 1), (5, 2), (11, 2), (21, 0), (22, 1), (25, 2), (111, 2)]
)
def test_russian_counts_in_three_forms(n: int, form: int, catalogue_with_forms: Language) -> None:
    """The noun after a number takes the form that the number asks for."""
    forms = ("консультация", "консультации", "консультаций")
    assert catalogue_with_forms.plural("{n} c", "{n} cs", n) == f"{n}{NBSP}{forms[form]}"
    assert catalogue_with_forms.phrase("were given", "{n} c", "{n} cs", n) == f"{n}{NBSP}{forms[form]}!"


# CLDR: whole numbers that were reckoned as 12.000000001 are still whole; 1.5 is "other" in each language.
def test_decimals_take_the_genitive_singular(catalogue_with_forms: Language) -> None:
    """Russian has the form of two after decimals, English the plural."""
    for n in (1.5, 0.5, 21.4):
        text = catalogue_with_forms.number(n, 1)
        assert catalogue_with_forms.plural("{n} c", "{n} cs", n, n=text) == f"{text}{NBSP}консультации"
        assert Language("en").plural("{n} c", "{n} cs", n, n=n) == f"{n} cs"
    assert catalogue_with_forms.plural("{n} c", "{n} cs", 21 + 1e-12) == f"21{NBSP}консультация"


def test_english_counts_in_two_forms() -> None:
    """One of a thing is singular; none and many are plural."""
    language = Language("en")
    words = ("{n} training", "{n} trainings")
    counted = [language.plural(*words, n) for n in (0, 1, 2, 1206)]
    assert counted == ["0 trainings", "1 training", "2 trainings", "1,206 trainings"]


def test_a_message_takes_its_named_values() -> None:
    """Places in a message are filled by name; a message in no catalogue stands as it is."""
    assert Language("en").text("{a} of {b}, untranslated", a=3, b="all") == "3 of all, untranslated"
    assert mark("Men") == "Men"


@pytest.mark.parametrize(("code", "text"), [("kk", "а, б және в"), ("ru", "а, б и в"), ("en", "а, б, and в")])
def test_a_listing_is_joined_by_the_language(code: str, text: str) -> None:
    """Several things stand in a sentence as the language joins them; one stands alone."""
    assert Language(code).listing(["а", "б", "в"]) == text
    assert Language(code).listing(["а"]) == "а"
    assert Language(code).listing([]) == ""


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("{n} адам", "{n}_адам"),
        ("из {n} человек", "из {n}_человек"),
        ("от {low} до {high} %", "от {low} до {high}_%"),
        ("{low} және {high} аралығында", "{low} және {high}_аралығында"),
        ("до – {before}; после", "до_– {before}; после"),
        ("{per} тұрғынға шаққанда", "{per}_тұрғынға шаққанда"),
        ("{up} адамның нәтижесі", "{up}_адамның нәтижесі"),
        ("50 жастан бастап", "50_жастан бастап"),
        ("9 или 10 из 10", "9 или 10 из 10"),
        ("№ {later} хат", "№_{later} хат"),
        ("{name} параметрі", "{name} параметрі"),
        ("3–4 и 2024-05", "3–4 и 2024-05"),
    ],
)
def test_numbers_stay_with_their_units(message: str, kept: str) -> None:
    """No line breaks between a number and its noun, nor before a dash; names and other words may part."""
    assert together(message) == kept.replace("_", NBSP)
    assert together(together(message)) == together(message)


def test_messages_are_set_in_kazakh_and_russian() -> None:
    """What a page says has the spaces; English is as it is written."""
    words = ("{n} training was held.", "{n} trainings were held.")
    assert Language("kk").plural(*words, 5) == f"5{NBSP}тренинг өткізілді."
    assert Language("en").plural(*words, 5) == "5 trainings were held."
    # A head of a column may part where a sentence may not.
    assert Language("kk").text("of {n}", n=12) == "12 адамнан"
    grouped = Language("kk").text("Forms filled in: {n}; the group has {size} people.", n=9, size=12)
    assert grouped.endswith(f"топта 12{NBSP}адам бар.")


@pytest.mark.parametrize(
    ("code", "name", "inside"),
    [
        ("ru", "Средство массовой информации", "средство массовой информации"),
        ("ru", "ЗАГС города Атырау", "ЗАГС города Атырау"),
        ("ru", "Facebook", "Facebook"),
        ("kk", "Әйелдер", "әйелдер"),
        ("kk", "БАҚ", "БАҚ"),
        ("en", "State body", "state body"),
        ("en", "NGO", "NGO"),
        ("en", "", ""),
    ],
)
def test_a_label_inside_a_sentence_has_a_small_letter(code: str, name: str, inside: str) -> None:
    """The first letter alone: abbreviations and names inside a label stay as they are."""
    assert Language(code).inside(name) == inside


# The Kazakh Cyrillic alphabet, 42 letters.
KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"


def test_kazakh_order_is_that_of_the_alphabet() -> None:
    """Each Kazakh letter follows its Russian neighbour, not the end of the alphabet."""
    language = Language("kk")
    assert "".join(language.sorted(reversed(KAZAKH))) == KAZAKH
    # Russian lists hold Kazakh names, too: Жетісу stands before Костанай, Ұлытау before Шымкент.
    assert Language("ru").sorted(["Шымкент", "Ұлытау", "Костанай", "Жетісу"]) == [
        "Жетісу",
        "Костанай",
        "Ұлытау",
        "Шымкент",
    ]
    names = ["Ұлытау", "Ыбырай", "Үржар", "Шымкент", "Әйтеке", "Абай", "іле", "Қарағанды", "Көкшетау"]
    ordered = ["Абай", "Әйтеке", "Көкшетау", "Қарағанды", "Ұлытау", "Үржар", "Шымкент", "Ыбырай", "іле"]
    assert language.sorted(names) == ordered


def test_order_keeps_a_short_name_before_a_longer_one() -> None:
    """Letter case plays no part, a prefix comes first, digits come before letters."""
    assert Language("ru").sorted(["ёлка", "Елка", "жук", "ел", "2 дом"]) == [
        "2 дом",
        "ел",
        "Елка",
        "ёлка",
        "жук",
    ]


@pytest.mark.parametrize(
    ("texts", "code", "picked"),
    [
        ({"kk": "жоба", "ru": "проект", "en": "project"}, "en", ("project", "en")),
        ({"kk": "жоба", "ru": "проект"}, "en", ("жоба", "kk")),
        ({"kk": "", "ru": "проект"}, "kk", ("проект", "ru")),
        ({"en": "project"}, "kk", ("project", "en")),
        ({}, "ru", ("", "ru")),
        (None, "kk", ("", "kk")),
    ],
)
def test_a_text_is_shown_in_the_language_that_it_has(
    texts: dict[str, str] | None, code: str, picked: tuple[str, str]
) -> None:
    """The wanted language, or else the first of kk, ru, en that exists, with its name."""
    assert pick(texts, code) == picked


def test_a_date_at_the_end_of_a_sentence_leaves_one_stop() -> None:
    """In every way of making a sentence; an ellipsis and a range keep their dots."""
    russian = Language("ru")
    day = russian.date(date(2024, 11, 15))
    assert russian.text("{a}, {b}.", a="На", b=day).endswith("2024\xa0г.")
    assert russian.plural("{n} to {day}.", "{n} to {day}.", 2, day=day).endswith("2024\xa0г.")
    assert one_stop("2024-01-01..2024-12-31, 45..48, ждите...") == "2024-01-01..2024-12-31, 45..48, ждите..."
