"""What a number is, in words."""

from __future__ import annotations

import re

import pytest

from evaltools.language import Language
from evaltools.results import Key
from evaltools.wording.measures import WORDS, number_words, place_words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (Key("KZ", "consultations", "couples"), "Couples advised"),
        (
            Key("KZ", "consultations", "consultations", "incl=KZ-61"),
            "Consultations, Turkistan Region included",
        ),
        (Key("KZ", "consultations", "consultations", "month=2024-02"), "Consultations, February 2024"),
        (Key("KZ", "consultations", "consultations", "month=later"), "Consultations, month: later"),
        (Key("KZ", "participants", "participants", "sex=not_stated"), "Participants, Not stated"),
        (Key("KZ", "participants", "participants", "age=18-28"), "Participants, age: 18-28"),
        (Key("KZ", "indicators", "fact", "indicator=people"), "Fact, Indicator: people"),
        (Key("KZ", "learning", "pairs", "training=T01"), "Both tests, Training: T01"),
        (Key("KZ", "satisfaction", "satisfied", "item=q1"), "Satisfied, Question: q1"),
        (Key("KZ", "outreach", "outreach", "item=leaflets"), "Information work, item: leaflets"),
        (Key("KZ", "evidence", "count"), "count"),
        (Key("KZ", "learning", "reliability_after"), "How well the questions agree (reliability_after)"),
    ],
)
def test_a_number_is_told_by_its_measure_and_its_group(key: Key, words: str) -> None:
    """Names of the project's own stand as codes; without words it is the method, or the measure itself."""
    assert number_words(key, Language("en")) == words


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_words_are_translated_and_need_no_narrow_column(code: str) -> None:
    """No place of a message is left open, no soft hyphen comes to a terminal."""
    for subject, measure, message in WORDS:
        example = re.sub(r"\(\?P<per>.*?\)", "10000", measure).removesuffix("(_overall)?")
        words = number_words(Key("KZ", subject, example), Language(code))
        assert "{" not in words
        assert "\N{SOFT HYPHEN}" not in words
        assert words != message or message.startswith("d_")


def test_a_place_without_a_region_is_not_stated() -> None:
    """Forms that name none are no place of their own."""
    assert place_words("not_stated", Language("en")) == "Not stated"
