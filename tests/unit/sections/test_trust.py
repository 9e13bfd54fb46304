"""What the page says of itself: which counts it hides, in a sentence that can be understood."""

from __future__ import annotations

import pytest

from evaltools.language import NBSP, Language
from evaltools.prepare import prepare
from evaltools.sections.trust import _privacy
from evaltools.view import View


def privacy(project: str, language: str = "en") -> str:
    made = prepare(f"data/{project}")
    return _privacy(View(made.project, made.public, made.labels, Language(language), "KZ")).replace(NBSP, " ")


def test_published_figures_hide_nothing() -> None:
    """What others published already is shown."""
    assert privacy("pravo-2024") == "The figures were published before; none is hidden."


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_each_threshold_is_named(language: str) -> None:
    """Two thresholds have a clause each; zero is no small count."""
    said = privacy("synthetic", language)
    assert "5" in said
    assert "10" in said
    if language == "en":
        assert said.startswith("Counts below 5 (zero excepted) are hidden so that nobody can be recognised")
        assert said.endswith("in tables of more sensitive data counts below 10 are hidden.")
