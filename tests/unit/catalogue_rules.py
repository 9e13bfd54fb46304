"""What a form of a message must keep to in Kazakh, Russian and English, one function for each rule.

A rule takes the locale, the English message and one form, and says whether
the form keeps to it. `FAULTS` has for each rule a form that breaks it.
"""

from __future__ import annotations

import re

from evaltools.language import NBSP, together

KAZAKH, RUSSIAN = "kk_KZ", "ru_KZ"
LATIN, CYRILLIC = "A-Za-z", "А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі"
KAZAKH_LETTERS = set("ӘәҒғҚқҢңӨөҰұҮүҺһІі")
#: Kazakh ordinals: a figure and its noun are one word with a hyphen, and the noun takes the ending.
ORDINALS = "жол|сурет|код|міндет|кесте"
#: Russian words that are spoken with ё, as they look without the dots.
DOTLESS = (
    r"еще|ее|нее|отчет\w*|подсчет\w*|расчет\w*|партнер\w*|молодеж\w*|ребенк\w*|ребенок|трех|четырех|"
    r"дает\w*|идет|берет|ведется|удовлетворен|удовлетворенност\w*|прошел|путем"
)
#: Nouns that stand after numbers.
UNITS = {
    KAZAKH: r"(?:адам|жұп|отбасы|консультация|тренинг(?!і)|өңір|индикатор|бал(?!л. )|пайыз|сұрақ|жағдай)\w*|жылы|есе",
    RUSSIAN: "человек|человека|семьи|семей|пары|пар|консультаций|регионов|балла|процентов|вопросов|строк|году|раза",
}


def straight_quotes_are_of_settings(locale: str, english: str, form: str) -> bool:
    """What is quoted straight is to be typed so: the same words in each language, and nothing else."""
    return sorted(re.findall('"[^"]*"?', form)) == sorted(re.findall('"[^"]*"', english))


def quotations_stand_in_guillemets(locale: str, english: str, form: str) -> bool:
    """The marks of English are English."""
    return locale == "en" or not re.search("[“”„‘]", form)


def spaces_are_single_and_in_place(locale: str, english: str, form: str) -> bool:
    """One space between words, none before a mark or inside brackets."""
    space = rf"[ {NBSP}]"
    return not re.search(rf"{space}{{2}}|{space}(?:[,;:!?)»”]|\.(?![a-z…]))|[(«“]{space}", form)


def words_are_of_one_alphabet(locale: str, english: str, form: str) -> bool:
    """A Latin i or c inside a Kazakh or Russian word looks right and is found by nobody."""
    alone = r"(?<![\w{.#/])[ceioxyTMHKXBCAEO](?![\w}])"
    return locale == "en" or not re.search(rf"[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}]|{alone}", form)


def russian_is_russian(locale: str, english: str, form: str) -> bool:
    """No Kazakh letters, and ё wherever it is spoken."""
    dotless = re.search(rf"\b(?:{DOTLESS})\b", form, re.IGNORECASE)
    return locale != RUSSIAN or not (KAZAKH_LETTERS & set(form) or dotless)


def numbers_and_dashes_keep_together(locale: str, english: str, form: str) -> bool:
    """As a page says it, no line breaks between a number and its noun or sign, nor before a dash."""
    units = UNITS.get(locale)
    loose = rf"[\d}}] (?:{units})\b|[\d}}] %| [–—] |№ "
    return units is None or not re.search(loose, together(form))


def ranges_and_minus_signs_are_signs(locale: str, english: str, form: str) -> bool:
    """An en dash in ranges, closed up; a minus before numbers; hyphens where the English has them."""
    hyphens = re.compile(r"(?<!\w)-\d|\d-\d+")
    return not re.search(r"\d [–—] \d", form) and set(hyphens.findall(form)) <= set(hyphens.findall(english))


def kazakh_endings_hang_on_nouns(locale: str, english: str, form: str) -> bool:
    """The harmony of an ending on a figure or a name would depend on how that is read."""
    bare = re.sub(rf"(?<=[}}\d])-(?=(?:{ORDINALS}))", " ", form)
    return locale != KAZAKH or not re.search(rf"[}}%\d]-?[{CYRILLIC}]", bare)


def percent_signs_follow_the_language(locale: str, english: str, form: str) -> bool:
    """Set off in Russian, closed up elsewhere: CLDR has `#,##0 %` for ru and `#,##0%` for kk."""
    return not re.search(r"[\d}]%" if locale == RUSSIAN else rf"[\d}}][ {NBSP}]%", form)


def sentences_end_alike(locale: str, english: str, form: str) -> bool:
    """A stop, a colon or a question mark where the English has one; “г.” is a stop of its own."""
    ends = [re.search(r"[.?!:…]*$", text) for text in (english, form.removesuffix(" г."))]
    return len({end[0] for end in ends if end}) == 1


RULES = (
    straight_quotes_are_of_settings,
    quotations_stand_in_guillemets,
    spaces_are_single_and_in_place,
    words_are_of_one_alphabet,
    russian_is_russian,
    numbers_and_dashes_keep_together,
    ranges_and_minus_signs_are_signs,
    kazakh_endings_hang_on_nouns,
    percent_signs_follow_the_language,
    sentences_end_alike,
)
FAULTS = (
    (straight_quotes_are_of_settings, RUSSIAN, "the column “{name}”", 'столбец "{name}"'),
    (straight_quotes_are_of_settings, KAZAKH, 'sheet = "*"', "sheet = «*»"),
    (quotations_stand_in_guillemets, KAZAKH, "“yes”", "“иә”"),
    (spaces_are_single_and_in_place, RUSSIAN, "two words", "два  слова"),
    (spaces_are_single_and_in_place, KAZAKH, "{a}, {b}", "{a} , {b}"),
    (spaces_are_single_and_in_place, RUSSIAN, "The end.", f"Конец{NBSP}."),
    (words_are_of_one_alphabet, KAZAKH, "work", "i\N{CYRILLIC SMALL LETTER ES}"),
    (words_are_of_one_alphabet, RUSSIAN, "with a test", "c тестом"),
    (russian_is_russian, RUSSIAN, "Report", "Отчет"),
    (russian_is_russian, RUSSIAN, "Reports", "Есептер мен кестелер: өңір"),
    (numbers_and_dashes_keep_together, RUSSIAN, "{teachers} people", "{teachers} человек"),
    (ranges_and_minus_signs_are_signs, RUSSIAN, "from 90 to 95", "90-95"),
    (ranges_and_minus_signs_are_signs, KAZAKH, "3–4", "3 – 4"),
    (ranges_and_minus_signs_are_signs, KAZAKH, "from −100 on", "-100 санынан"),
    (kazakh_endings_hang_on_nouns, KAZAKH, "above {n}", "{n}-ден жоғары"),
    (kazakh_endings_hang_on_nouns, KAZAKH, "of {place}", "{place}ның"),
    (kazakh_endings_hang_on_nouns, KAZAKH, "{p}% of them", "олардың {p}%-ы"),
    (kazakh_endings_hang_on_nouns, KAZAKH, "above 0", "0-ден үлкен"),
    (percent_signs_follow_the_language, RUSSIAN, "{p}%", "{p}%"),
    (percent_signs_follow_the_language, KAZAKH, "{p}%", "{p} %"),
    (sentences_end_alike, RUSSIAN, "Done.", "Готово"),
    (sentences_end_alike, KAZAKH, "Reports", "Есептер."),
)
