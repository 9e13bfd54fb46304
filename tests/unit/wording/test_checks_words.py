"""How many stated figures agree, in forms that their number asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.labels import Labels
from evaltools.language import NBSP, Language
from evaltools.project import load_project
from evaltools.results import Results
from evaltools.view import View
from evaltools.wording.checks import checks_finding


@pytest.mark.parametrize(
    ("language", "total", "text"),
    [
        (
            "en",
            16,
            "Of 16 stated figures that were held against their parts or other places, 4 do not agree.",
        ),
        ("ru", 16, "Из 16 указанных цифр, сопоставленных с частями или с другими местами, не сходятся 4."),
        ("ru", 21, "Из 21 указанной цифры, сопоставленной с частями или с другими местами, не сходятся 4."),
        (
            "kk",
            16,
            "Бөліктерімен немесе басқа жердегі мәнімен салыстырылған 16 санның ішінде сәйкес келмегені – 4.",
        ),
    ],
)
def test_figures_that_were_compared_are_counted_in_a_sentence(language: str, total: int, text: str) -> None:
    """Of so many figures so many do not agree: no label with a colon."""
    project = load_project("data/pravo-2024", Path(__file__).parent)
    view = View(project, Results(()), Labels({}), Language(language), "KZ")
    assert checks_finding(view, 4, total - 4).replace(NBSP, " ") == text
