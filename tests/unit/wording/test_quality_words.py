"""The quality of the data in a sentence: usable, usable with care or in part, or stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.findings import Finding, Severity
from evaltools.flow import Flow
from evaltools.labels import Labels
from evaltools.language import NBSP, Language
from evaltools.project import load_project
from evaltools.results import Results
from evaltools.view import View
from evaltools.wording.quality import gravest, rows_sentence, usable

LANGUAGES = ("en", "ru", "kk")
GOOD = Flow("visits", "a.csv", 5, 5, {}, refused=False)
BAD = Flow("visits", "b.csv", 5, 0, {"refused": 5}, refused=True)


def said(flows: list[Flow], severities: list[Severity], language: str = "en") -> str:
    """The verdict on these files with findings of these severities."""
    found = tuple(Finding(severity=each, code="x", message="m") for each in severities)
    project = load_project("data/synthetic", Path(__file__).parent)
    view = View(project, Results([]), Labels({}), Language(language), "KZ", found)
    return usable(view, flows).replace(NBSP, " ")


def test_the_gravest_decides() -> None:
    """A table without any file stops; a refused file is a part; errors and warnings ask for care."""
    assert said([GOOD], []).startswith("Usable: ")
    assert said([GOOD], ["note", "checked"]).startswith("Usable: ")
    assert said([GOOD], ["warning"]) == "Usable with care: 1 finding below should be read first."
    assert said([GOOD], ["warning", "error", "note"]).startswith("Usable with care: 2 findings")
    assert said([GOOD, BAD], ["error"]).startswith("Usable only in part")
    assert said([BAD], ["error"]).startswith("Stop: ")
    assert "visits" in said([BAD], ["error"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdicts_differ_in_every_language(language: str) -> None:
    """Four verdicts, four sentences, none left in English."""
    cases: list[tuple[list[Flow], list[Severity]]] = [
        ([GOOD], []), ([GOOD], ["error"]), ([GOOD, BAD], []), ([BAD], []),
    ]  # fmt: skip
    verdicts = [said(flows, severities, language) for flows, severities in cases]
    assert len(set(verdicts)) == 4
    assert (language == "en") == any("sable" in each for each in verdicts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_have_a_sentence_for_none_and_all(language: str) -> None:
    """No zero stands in the sentence: all used, none used and none read are said in words."""
    words = Language(language)
    for read, used in ((0, 0), (1, 1), (224, 224), (1, 0), (224, 0)):
        assert "0" not in rows_sentence(words, read, used).replace("224", "")
    assert "211" in rows_sentence(words, 224, 211)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_found_begins_with_the_gravest(language: str) -> None:
    """Errors are named before warnings, and their absence is said in words."""
    words = Language(language)
    assert "4" in gravest(words, 4, 21)
    assert "21" not in gravest(words, 4, 21)
    assert "21" in gravest(words, 0, 21)
    assert not any(letter.isdigit() for letter in gravest(words, 0, 0))
