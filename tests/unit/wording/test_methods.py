"""Methods of numbers: every measure leads to a note, and every note is whole in three languages."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from pathlib import Path

import pytest

from evaltools import stats
from evaltools.language import NATIVE_NAMES, Language
from evaltools.prepare import prepare
from evaltools.results import Result
from evaltools.wording.methods import MEASURES, method_of, methods_used
from evaltools.wording.notes import NOTES
from evaltools.wording.reasons import sentences_of

ROOT = Path(__file__).parents[3]
PROJECTS = ("pravo-2024", "adamgershilik-2020", "synthetic")
FUNCTIONS = {name for name in stats.__all__ if inspect.isfunction(getattr(stats, name))}
#: How the method of a plain count, or of a share of a full count, begins; many have none.
FULL_COUNT = re.compile(
    r"$|sum of|share of a full count|ratio of two full counts|range as given|as (published|stated)"
    r"|full list|each \w+, at least|days inside the period|different weeks"
)


def result(subject: str, measure: str, **more: object) -> Result:
    return Result(region="KZ-75", subject=subject, measure=measure, **more)  # type: ignore[arg-type]


def test_every_function_has_a_note_and_every_note_is_of_something() -> None:
    """Functions of the statistics, and what the pages do besides."""
    assert set(NOTES) == FUNCTIONS | {"counts", "checks", "hiding"}


def test_every_method_of_a_measure_has_a_note() -> None:
    assert {method for _, _, method in MEASURES} - set(NOTES) == set()


@pytest.mark.parametrize(
    ("subject", "measure", "method"),
    [
        ("consultations", "consultations", "counts"),
        ("consultations", "share_of_couples", "counts"),
        ("consultations", "consultations_per_client", "counts"),
        ("consultations", "couples_per_10000_residents", "rate"),
        ("consultations", "consultations_per_1000_divorces", "rate"),
        ("consultations", "dispersion_per_residents", "funnel"),
        ("consultations", "standing_per_residents", "funnel"),
        ("participants", "share_of_participants", "counts"),
        ("learning", "mean_change", "paired_change"),
        ("learning", "improved", "paired_change"),
        ("learning", "percent_right_before", "item_change"),
        ("learning", "lost", "item_change"),
        ("learning", "not_near_top_before", "change_warnings"),
        ("learning", "d_av_corrected", "standardised_change"),
        ("consultations", "people_adjusted_per_10000_residents", "directly_standardised_rate"),
        ("consultations", "people_placed_per_10000_residents", "rate"),
        ("consultations", "consultations_month_standing", "control_chart"),
        ("consultations", "consultations_per_specialist", "load"),
        ("satisfaction", "p_same_in_regions_holm", "adjust_p_values"),
        ("satisfaction", "percent_satisfied_of_forms", "top_box"),
        ("satisfaction", "percent_selected", "select_all"),
        ("indicators", "percent_of_whole", "pooled_attainment"),
        ("satisfaction", "percent_satisfied", "proportion"),
        ("satisfaction", "respondents", "counts"),
        ("indicators", "percent_of_plan", "attainment"),
        ("checks", "difference", "checks"),
        ("campaign", "campaign", "counts"),
    ],
)
def test_a_measure_leads_to_its_method(subject: str, measure: str, method: str) -> None:
    assert method_of(result(subject, measure)) == method


@pytest.mark.parametrize("project", PROJECTS)
def test_nothing_but_full_counts_is_explained_as_one(project: str) -> None:
    """A number with an interval or a formula of its own never falls through to the note on counts."""
    rows = [row for row in prepare(ROOT / "data" / project).internal if method_of(row) == "counts"]
    assert [row.key for row in rows if row.low is not None and row.reason != "range"] == []
    assert {row.method for row in rows if not FULL_COUNT.match(row.method)} == set()


def test_functions_of_the_analysis_are_explained() -> None:
    """Whatever the analysis computes with, some measure leads to the note on it."""
    folder = ROOT / "evaltools/analysis"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("**/*.py"))
    used = set(re.findall(r"\bstats\.(\w+)\(", code)) & FUNCTIONS
    assert used - {method for _, _, method in MEASURES} == set()


def test_only_what_is_shown_is_explained() -> None:
    """A number that was not reported needs no note; hidden numbers bring the note on hiding."""
    shown = result("learning", "mean_change", value=1.0)
    missing = result("satisfaction", "percent_satisfied", status="no-data")
    assert methods_used([shown, missing]) == ("paired_change",)
    assert methods_used([result("participants", "participants", value=12.0, threshold=10)]) == (
        "counts",
        "hiding",
    )
    assert methods_used([]) == ()


def test_notes_come_in_one_order() -> None:
    """The order of rows makes no difference."""
    rows = [result("learning", "mean_change", value=1.0), result("indicators", "met", value=1.0)]
    assert methods_used(rows) == methods_used(rows[::-1])


@pytest.mark.parametrize("code", sorted(NATIVE_NAMES))
@pytest.mark.parametrize("name", sorted(NOTES))
def test_notes_are_whole_and_short(name: str, code: str) -> None:
    """Each part is there, ends like a sentence, is in the page's language, and the whole is soon read."""
    note, language = NOTES[name], Language(code)
    parts = {
        each.name: language.text(getattr(note, each.name))
        for each in fields(note)
        if each.name not in ("id", "symbols", "reference")
    }
    for part, text in parts.items():
        assert text.endswith((".", "?")) == (part != "title"), (part, text)
        assert not set("{}") & set(text)
        foreign = re.findall(r"\b[A-Za-z]{4,}\b", text)
        assert code == "en" or not foreign, foreign
    assert 30 <= len(" ".join(parts.values()).split()) <= 130


@pytest.mark.parametrize("word", ["significant", "proves", "effective", "thanks to"])
def test_notes_do_not_judge(word: str) -> None:
    texts = [getattr(note, each.name) for note in NOTES.values() for each in fields(note)]
    assert [text for text in texts if word in text.lower()] == []


def test_symbols_are_the_same_in_every_language() -> None:
    """No words in a formula, but for the highest score."""
    for note in NOTES.values():
        assert set(re.findall(r"[A-Za-zА-Яа-я]{3,}", note.symbols)) <= {"max"}, note.symbols


def test_sentences_of_a_method_are_those_of_its_reasons() -> None:
    """Each once, none of a status, and none of what every result can have."""
    assert len(sentences_of("paired_change")) == 3
    assert "The result is below the plan." not in sentences_of("attainment")
    assert sentences_of("counts") == sentences_of("") == ()
