"""The records of the settings, made without a file."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from evaltools.project.model import KNOWN_REPORTS, THRESHOLDS, Indicator, Period, Table, Texts


def test_settings_cannot_be_changed_afterwards() -> None:
    """What was read is what every room sees."""
    table = Table(file="a.csv", kind="plan")
    with pytest.raises(ValidationError):
        table.file = "b.csv"  # type: ignore[misc]


def test_one_text_stands_for_all_languages() -> None:
    """A plain text is the same in each language; a table of texts may lack some."""
    assert Texts.model_validate("Atameken").by_language() == {
        "kk": "Atameken",
        "ru": "Atameken",
        "en": "Atameken",
    }
    assert Texts(ru="Проект").by_language() == {"kk": "", "ru": "Проект", "en": ""}
    with pytest.raises(ValidationError, match="at least one of kk, ru, en"):
        Texts()


def test_a_period_reads_and_writes_the_same_text() -> None:
    """First and last day, both inside."""
    period = Period.model_validate(" 2024-01-01..2024-03-31 ")
    assert (period.start, period.end) == (date(2024, 1, 1), date(2024, 3, 31))
    assert str(period) == "2024-01-01..2024-03-31"


def test_small_counts_are_hidden_by_the_nature_of_the_data() -> None:
    """Court data hide below 10, trainings below 5, activities nothing."""
    assert THRESHOLDS == {"court": 10, "training": 5, "activity": 0}


def test_reports_with_single_people_are_internal() -> None:
    """The training page and the list of findings are never among the public pages."""
    internal = {name for name, report in KNOWN_REPORTS.items() if report.audience == "internal"}
    assert internal == {"training", "data-quality"}


@pytest.mark.parametrize("identifier", ["A", "two words", "қ", ""])
def test_an_indicator_has_a_plain_id(identifier: str) -> None:
    """An id goes into results.csv: small Latin letters, digits, - and _."""
    with pytest.raises(ValidationError):
        Indicator.model_validate({"id": identifier, "label": "A", "unit": "people"})


SURVEY = {"file": "a.csv", "kind": "satisfaction", "items": ("q1", "q2")}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"satisfied": (1, 2, 3, 4, 5)}, "some answers of the scale, and not all of them"),
        ({"satisfied": (7,)}, "some answers of the scale"),
        ({"satisfied": (5,), "dont_know": (5,)}, "some answers of the scale"),
        ({"reversed": ("q3",)}, "reversed names q3, which is not among items"),
        ({"overall": "some"}, "overall must be"),
        ({"recommend": "q1"}, "must name different columns"),
        ({"weight": "w", "recommend": "w"}, "must name different columns"),
        ({"population": 0}, "greater than or equal to 1"),
        ({"select_all": {"h": {"options": ()}}}, "at least 1 item"),
        ({"select_all": {"h": {"options": ("a", " a ")}}}, "must be different and not empty"),
        ({"select_all": {"h": {"options": ("a",), "none": "a"}}}, "must be different and not empty"),
    ],
)
def test_settings_of_a_survey_that_cannot_be(settings: dict[str, object], words: str) -> None:
    """A survey whose settings contradict themselves is refused with the reason."""
    with pytest.raises(ValidationError, match=words):
        Table.model_validate(SURVEY | settings)


def test_settings_of_a_survey_that_can_be() -> None:
    """Any answers of the scale may count, and an overall rule may name a question."""
    for settings in ({"satisfied": (1, 2)}, {"overall": "q2"}, {"scale": (0, 10), "satisfied": (8, 9, 10)}):
        Table.model_validate(SURVEY | settings)
