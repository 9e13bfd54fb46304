"""Lines of text: their width, where they break, which letters they can hold."""

from __future__ import annotations

import contextlib
from itertools import product
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from matplotlib.font_manager import FontProperties, findfont, get_font

import evaltools
from evaltools.figures.axis import number_axis, tick_step
from evaltools.figures.lines import FAMILY, clean, fitted, text_width, wrap
from evaltools.figures.svg import FONT_FAMILY
from evaltools.figures.tiles import MapTile, shortened, tile_map
from evaltools.figures.words import LIMIT, alternative, ends, first_words, listed
from evaltools.language import Language
from evaltools.regions import regions


def test_the_measuring_font_has_every_letter_that_reports_use():
    """Kazakh and Russian letters, signs and arrows are measured, not guessed."""
    letters = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
    known = get_font(findfont(FAMILY[0])).get_charmap()
    assert all(ord(each) in known for each in letters + letters.upper() + "₸№≥–—−…·→%[]\xa0«»“”")


def fonts() -> list[str]:
    """Files of the fonts of the page's list that can be had here, plain and bold."""
    names = [name.strip("'") for name in FONT_FAMILY.split(",")]
    files = set()
    for name, weight in product(names, ("normal", "bold")):
        with contextlib.suppress(ValueError):
            files.add(findfont(FontProperties(family=[name], weight=weight), fallback_to_default=False))
    return sorted(files)


@pytest.mark.parametrize("code", ["kk_KZ", "ru_KZ", "en"])
def test_every_letter_of_every_message_can_be_drawn(code):
    """No text of a catalogue and no name of a region has a letter that a font of the page leaves empty."""
    source = Path(evaltools.__file__).parent / "locales" / code / "LC_MESSAGES" / "evaltools.po"
    with source.open("rb") as file:
        messages = read_po(file, locale=code)
    said = [each.string if isinstance(each.string, str) else "".join(each.string) for each in messages]
    said += [name for unit in regions().values() for name in (*unit.names.values(), *unit.short.values())]
    letters = {letter for text in said for letter in clean(text) if letter.isprintable()}
    assert len(letters) > 60 and fonts()
    for font in fonts():
        known = get_font(font).get_charmap()
        assert {letter for letter in letters if ord(letter) not in known} == set(), font


def test_labels_break_at_blanks_only():
    """Words stay whole, no-break spaces hold, nothing is lost."""
    label = "қоғамдық ұйымдардың 10\xa0000 өкілдері"
    lines = wrap(label, 130)
    assert " ".join(lines) == label
    assert all(text_width(line) <= 130 for line in lines)
    assert any("10\xa0000" in line for line in lines)


def test_a_word_wider_than_the_line_breaks_after_its_hyphen():
    """And where it must where there is none; every piece fits."""
    assert wrap("Сев.-Казахстанская", 110) == ["Сев.-", "Казахстанская"]
    pieces = wrap("ұ" * 90, 100)
    assert "".join(pieces) == "ұ" * 90
    assert all(text_width(piece) <= 100 for piece in pieces)


@pytest.mark.parametrize("label", ["", " ", "  a  b ", "\n"])
def test_blank_labels_are_harmless(label):
    """A missing label is an empty line, not an error."""
    assert wrap(label, 100)


def test_bold_is_wider():
    """Highlighted rows are measured as they are drawn."""
    assert text_width("Атырау", bold=True) > text_width("Атырау")


def test_characters_that_would_break_a_page_are_left_out():
    """Control characters become blanks, direction marks and lone surrogates go."""
    assert clean("a\x00b\u202ec\ud800\ufffe") == "a bc"


def test_what_does_not_fit_ends_in_dots():
    """The beginning is kept."""
    short = fitted("Атырау облысы " * 9, 100)
    assert short.startswith("Атырау") and short.endswith("…")
    assert text_width(short) <= 100


@pytest.mark.parametrize("name", ["Карагандинская", "Солтүстік", "Туркестанская", "Kazakhstan"])
def test_a_name_is_abbreviated_before_a_vowel(name):
    """As people abbreviate by hand: a consonant and a full stop."""
    short = shortened(name, 52)
    assert name.startswith(short[:-1]) and short.endswith(".")
    assert short[-2] not in "аеиоуыэюяіүұөә"


@pytest.mark.parametrize("span", [1e-6, 0.9, 1, 7, 8.7, 99, 1234, 5e9])
def test_an_axis_has_few_round_steps(span):
    """Two to five steps for any span."""
    assert 1 <= span / tick_step(span, 5) <= 5


def test_an_axis_starts_at_zero_and_holds_everything():
    """Bars and dots start at zero; values below zero extend the axis."""
    language = Language("ru")
    assert number_axis([3, 8], language, 0, 300).limits == (0, 8)
    assert number_axis([-2, 8], language, 0, 300).limits == (-2, 8)
    assert number_axis([0], language, 0, 300).limits == (0, 1)
    assert number_axis([0.5], language, 0, 300).texts[1] == "0,1"


def test_lists_say_how_many_more_there_are():
    """What is cut is counted."""
    assert listed(Language("en"), ["a b", "c d", "e f"], 4) == "a b; c d; and 1 more"
    assert ends(["a", "b", "c", "d", "e"], 4, always=[2]) == ["a", "…", "c", "…", "e"]
    assert first_words("a b c", 9) == "a b c"


def test_what_is_cut_inside_of_brackets_closes_them():
    """Also quotation marks, the inner ones first; what was closed before stays as it is."""
    assert first_words("пары (в плане – около 2 000 человек): всего", 6) == "пары (в плане – около 2 …)"
    assert first_words("a (b) «c (d e» f", 4) == "a (b) «c (d …)»"


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
@pytest.mark.parametrize("states", [("met",), ("met", "not-met"), ("met", "not-met", "no-data", "outside")])
def test_the_words_of_a_map_are_at_most_ninety(code: str, states: tuple[str, ...]) -> None:
    """However long names and title are; and no sentence is cut: names that do not fit are counted."""
    units = list(regions().items())
    tiles = [
        MapTile(
            row=unit.tile[0],
            column=unit.tile[1],
            short_label=unit.names[code],
            text="1\xa0234\xa0%" if code == "ru" else "1,234%",
            state=states[place % len(states)],
            name=unit.names[code],
        )
        for place, (_, unit) in enumerate(units)
    ]
    title = " ".join(f"word{n}" for n in range(24))
    said = tile_map(tiles, id="map", language=Language(code), title=title, note="").alt
    assert len(said.split()) <= LIMIT
    assert said.endswith(".")


def test_kazakh_words_have_no_percent_sign() -> None:
    """In a running sentence the word stands, as everywhere else on a Kazakh page."""
    assert alternative(Language("kk"), "Ең төмен – 92,0%.") == "Ең төмен – 92,0\xa0пайыз."
    assert alternative(Language("ru"), "Ниже всего – 92,0\xa0%.") == "Ниже всего – 92,0\xa0%."
