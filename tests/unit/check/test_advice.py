"""What to write into the settings: the lines that a person is told to type can be typed as they stand."""

from __future__ import annotations

import tomllib

import pytest

from evaltools.check.advice import acknowledging, text_line
from evaltools.check.case import Case
from evaltools.labels import Labels
from evaltools.language import Language
from evaltools.results import Results
from tests.unit.check.cases import project


def case(code: str) -> Case:
    """A project whose findings are worded in a language."""
    return Case(project(), {}, Results(()), Labels({}), Language(code))


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_lines_that_acknowledge_a_finding_are_settings(code: str) -> None:
    """Each part on a line of its own, they are read as an entry that names the finding."""
    column = 'breakdown=sex;category="men"'
    lines = acknowledging(case(code), "mention-differs", column, "KZ-23").replace(" / ", "\n")
    assert tomllib.loads(lines)["acknowledged"] == [
        {"code": "mention-differs", "region": "KZ-23", "column": column, "reason": {code: "…"}}
    ]


def test_a_reason_of_one_region_is_a_line_of_its_indicator() -> None:
    """Codes of regions need no quotation marks."""
    line = text_line(case("ru"), "reasons.KZ-71")
    assert tomllib.loads(f"[[indicators]]\n{line}")["indicators"] == [{"reasons": {"KZ-71": {"ru": "…"}}}]
