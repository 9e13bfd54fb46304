"""Catalogues: every message of the code, in each of the three languages, whole and drawable."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import matplotlib.font_manager
import matplotlib.ft2font
import pytest
from babel.messages import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from tests.unit import catalogue_rules as rules

ROOT = Path(__file__).parents[2]
LOCALES = ("kk_KZ", "ru_KZ", "en")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """tools/catalogues.py, which makes the catalogues."""
    file = ROOT / "tools" / "catalogues.py"
    specification = importlib.util.spec_from_file_location("catalogues", file)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def extracted(tool: ModuleType) -> Catalog:
    """Every message of the code."""
    catalogue: Catalog = tool.extracted()
    assert len(catalogue) > 100
    return catalogue


@pytest.fixture(scope="module", params=LOCALES)
def catalogue(request: pytest.FixtureRequest, tool: ModuleType) -> Catalog:
    """The catalogue of one language."""
    with tool.path_of(request.param).open("rb") as file:
        return read_po(file, locale=request.param)


def messages(catalogue: Catalog) -> list[Message]:
    """The messages without the header."""
    return [message for message in catalogue if message.id]


def forms(texts: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """One text, or the singular and the plurals."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def names(catalogue: Catalog) -> Iterator[tuple[str, ...]]:
    for message in messages(catalogue):
        yield (message.context or "", *forms(message.id))


def places(text: str) -> set[str]:
    """The `{name}` places of a message."""
    return set(re.findall(r"\{(\w*)[^}]*\}", text))


def wrong(catalogue: Catalog, right: object) -> list[str]:
    """The messages for which some form is not right, as `English: form`."""
    return [
        f"{forms(message.id)[0]}: {form}"
        for message in messages(catalogue)
        for form in forms(message.string)
        if not right(message, form)  # type: ignore[operator]
    ]


def test_a_catalogue_has_the_messages_of_the_code(catalogue: Catalog, extracted: Catalog) -> None:
    """No message is missing and none is left over; `python tools/catalogues.py` brings them together."""
    assert sorted(names(catalogue)) == sorted(names(extracted))


def test_every_message_is_translated(catalogue: Catalog) -> None:
    """No form is empty."""
    assert wrong(catalogue, lambda _, form: form.strip()) == []


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    """Fuzzy entries are not used by gettext: a reader would see English."""
    assert [forms(message.id)[0] for message in messages(catalogue) if message.fuzzy] == []


def test_every_form_has_the_places_of_the_message(catalogue: Catalog) -> None:
    """A number or name that the sentence needs is in each form, and nothing unknown is."""

    def same_places(message: Message, form: str) -> bool:
        return places(form) == set().union(*map(places, forms(message.id)))

    assert wrong(catalogue, same_places) == []


def test_every_form_can_be_filled_in(catalogue: Catalog) -> None:
    """Braces are whole: filling in the places never fails."""
    for message in messages(catalogue):
        values = dict.fromkeys(places(" ".join(forms(message.id))), "1")
        for form in forms(message.string):
            assert "{" not in form.format(**values), form


def test_counted_messages_have_every_plural_form(catalogue: Catalog) -> None:
    """Two forms in Kazakh and English, three in Russian, by the rule that Babel knows."""
    wanted = {"kk_KZ": 2, "ru_KZ": 3, "en": 2}[str(catalogue.locale)]
    assert catalogue.num_plurals == wanted == get_plural(str(catalogue.locale)).num_plurals
    counted = [message for message in messages(catalogue) if message.pluralizable]
    assert counted
    assert [m.id[0] for m in counted if len(forms(m.string)) != wanted] == []


def test_english_is_as_the_code_has_it(tool: ModuleType) -> None:
    """The English message is its own translation."""
    with tool.path_of("en").open("rb") as file:
        english = read_po(file, locale="en")
    assert [m.id for m in messages(english) if forms(m.string) != forms(m.id)] == []


def test_spaces_at_the_ends_are_those_of_the_message(catalogue: Catalog) -> None:
    """Sentences are set side by side: a space lost or added would show."""

    def same_ends(message: Message, form: str) -> bool:
        whole = forms(message.id)[0]
        return (form[:1].isspace(), form[-1:].isspace()) == (whole[:1].isspace(), whole[-1:].isspace())

    assert wrong(catalogue, same_ends) == []


@pytest.mark.parametrize("pair", ["“”", "«»", "()", "[]"])
def test_quotation_marks_and_brackets_are_closed(catalogue: Catalog, pair: str) -> None:
    """What was opened is closed, in each form."""
    assert wrong(catalogue, lambda _, form: form.count(pair[0]) == form.count(pair[1])) == []


def locale_of(catalogue: Catalog) -> str:
    return str(catalogue.locale)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_every_form_is_written_as_its_language_is(
    catalogue: Catalog, rule: Callable[[str, str, str], bool]
) -> None:
    """Quotation marks, spaces, letters, numbers, endings and stops, as `catalogue_rules` has them."""
    locale = locale_of(catalogue)
    assert wrong(catalogue, lambda message, form: rule(locale, forms(message.id)[0], form)) == []


@pytest.mark.parametrize(("rule", "locale", "english", "form"), rules.FAULTS)
def test_each_rule_finds_its_fault(
    rule: Callable[[str, str, str], bool], locale: str, english: str, form: str
) -> None:
    """A rule that lets every catalogue pass would hold nothing."""
    assert not rule(locale, english, form)


def written_in_settings(value: object, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of a settings file that stands in Kazakh and Russian, with its place."""
    if isinstance(value, dict):
        if {"kk", "ru"} <= set(value) and all(isinstance(each, str) for each in value.values()):
            yield place, value
            return
        for name, each in value.items():
            yield from written_in_settings(each, f"{place}.{name}")
    elif isinstance(value, list):
        for each in value:
            yield from written_in_settings(each, place)


SETTINGS = sorted(
    file.relative_to(ROOT).as_posix()
    for folder in ("data/*/project.toml", "evaltools/data/registers.toml", "evaltools/data/forms/*.toml")
    for file in ROOT.glob(folder)
)


@pytest.mark.parametrize("file", SETTINGS)
def test_texts_of_settings_keep_to_the_same_rules(file: str) -> None:
    """Names, reasons, headings of registers and of the grant operator's form."""
    found = list(written_in_settings(tomllib.loads((ROOT / file).read_text(encoding="utf-8"))))
    assert found
    kept = [rule for rule in rules.RULES if rule is not rules.sentences_end_alike]
    faults = [
        (place, rule.__name__, texts[code])
        for place, texts in found
        for code, locale in (("kk", rules.KAZAKH), ("ru", rules.RUSSIAN))
        for rule in kept
        if not rule(locale, texts.get("en", ""), texts[code])
    ]
    assert faults == []


def test_every_letter_can_be_drawn(catalogue: Catalog) -> None:
    """Charts use DejaVu Sans: a letter that it lacks would be an empty box."""
    font = matplotlib.ft2font.FT2Font(
        matplotlib.font_manager.findfont("DejaVu Sans", fallback_to_default=False)
    )
    letters = {c for message in messages(catalogue) for form in forms(message.string) for c in form}
    assert sorted(c for c in letters - {"\n"} if not font.get_char_index(ord(c))) == []
