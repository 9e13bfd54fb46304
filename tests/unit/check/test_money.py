"""The sum of the grant in figures is the sum in words."""

from __future__ import annotations

from typing import Any

import pytest

from evaltools.findings import Finding
from tests.unit.check.cases import codes, examined


def grant(**settings: Any) -> list[Finding]:
    return examined({}, grant=settings)


def test_words_and_figures_that_agree_are_said_to() -> None:
    """Each language is read by itself."""
    words = {"kk": "екі мың бес жүз теңге", "ru": "две тысячи пятьсот тенге"}
    found = grant(amount=2500, in_words=words)
    assert [(each.severity, each.code, each.column) for each in found] == [
        ("checked", "sum-in-words-agrees", "grant.in_words.kk"),
        ("checked", "sum-in-words-agrees", "grant.in_words.ru"),
    ]


def test_words_that_say_another_sum_are_an_error() -> None:
    """2,500 in figures, 2,050 in words."""
    (found,) = grant(amount=2500, in_words={"ru": "две тысячи пятьдесят тенге"})
    assert (found.severity, found.code, found.file) == ("error", "sum-in-words-differs", "project.toml")
    assert (found.claimed, found.computed, found.difference) == ("2500", "2050", "450")


@pytest.mark.parametrize("words", ["екі мың теңге", "две тысячи тенге", "two thousand tenge"])
def test_one_text_for_all_languages_is_read_once(words: str) -> None:
    """In whatever language it is, without notes that the other two cannot read it."""
    assert codes(grant(amount=2000, in_words=words)) == ["sum-in-words-agrees"]


def test_words_that_cannot_be_read_are_a_note() -> None:
    """No error: the program does not know every word."""
    (found,) = grant(amount=2000, in_words="около двух тысяч")
    assert (found.severity, found.code, found.computed) == ("note", "sum-in-words-unread", "")


def test_without_a_sum_or_without_words_there_is_nothing_to_compare() -> None:
    """Figures alone; words alone, where no table gives the sum."""
    assert grant(amount=2000) == []
    assert grant(amount={"subject": "no", "measure": "no"}, in_words="two thousand") == []
