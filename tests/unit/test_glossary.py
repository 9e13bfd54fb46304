"""The glossary and the pages: every term stands in both, and one thing has one word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LOCALES = {"Kazakh": "kk_KZ", "Russian": "ru_KZ"}
#: Where words of pages stand besides the catalogues: headings of registers and forms, names that projects give.
TABLES = ("evaltools/data/*.toml", "evaltools/data/forms/*.toml", "data/*/project.toml", "data/*/*.csv")


def _rows(heading: str) -> Iterator[list[str]]:
    """The cells of a table of the glossary, by the first cell of its head."""
    lines = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def _terms(cell: str) -> list[str]:
    """The terms of a cell, without marks and remarks."""
    return [part.strip() for part in re.sub(r"✓|\(.*?\)|«.*?»", "", cell).split(",") if part.strip()]


@cache
def _messages(language: str) -> tuple[str, ...]:
    with (ROOT / f"evaltools/locales/{LOCALES[language]}/LC_MESSAGES/evaltools.po").open("rb") as file:
        catalogue = read_po(file, locale=LOCALES[language])
    strings = [message.string for message in catalogue if message.id]
    forms = [form for each in strings for form in ([each] if isinstance(each, str) else each)]
    return tuple(form.casefold().replace("\xad", "") for form in forms)


@cache
def _settings() -> tuple[str, ...]:
    files = [file for pattern in TABLES for file in ROOT.glob(pattern)]
    return tuple(
        line.casefold() for file in files for line in file.read_text(encoding="utf-8-sig").splitlines()
    )


def _is_used(term: str, language: str) -> bool:
    """Whether some message or name has all words of the term, whatever their endings."""
    stems = [word[: max(3, len(word) - 2)] for word in re.findall(r"[^\W\d_]+", term.casefold())]
    texts = (*_messages(language), *_settings())
    return any(all(stem in text for stem in stems) for text in texts)


TERMS = [
    pytest.param(language, term, id=f"{english}-{term}")
    for english, kazakh, russian, *_ in _rows("English")
    for language, cell in (("Kazakh", kazakh), ("Russian", russian))
    for term in _terms(cell)
]


@pytest.mark.parametrize(("language", "term"), TERMS)
def test_a_term_of_the_glossary_is_what_pages_say(language: str, term: str) -> None:
    """A word that changes on the pages changes in the glossary, too."""
    assert _is_used(term, language)


def test_a_word_of_no_page_is_not_found() -> None:
    """What holds the terms can fail: other words for the same things are not there."""
    assert not _is_used("фактор влияния", "Russian")
    assert not _is_used("тәуекел көрсеткіші", "Kazakh")


def test_each_row_has_as_many_terms_in_each_language() -> None:
    """A row of several terms has them in the same order in the three languages, so their numbers agree."""
    uneven = [
        (english, len(_terms(english)), len(_terms(kazakh)), len(_terms(russian)))
        for english, kazakh, russian, *_ in _rows("English")
        if not len(_terms(english)) == len(_terms(kazakh)) == len(_terms(russian))
    ]
    # Some things have two words in one language, and one of them in another.
    assert [row[0] for row in uneven] == ["consultation", "client, person advised", "partner"]


@pytest.mark.parametrize(("language", "word", "instead"), list(_rows("language")))
def test_one_thing_has_one_word(language: str, word: str, instead: str) -> None:
    """Words that the glossary sets aside are in no message; the word in their place is."""
    assert [text for text in _messages(language) if re.search(rf"\b{word[:-1]}", text)] == []
    assert _is_used(instead, language)
