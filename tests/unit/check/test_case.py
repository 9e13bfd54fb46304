"""How checks write figures and call rows."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from evaltools.check.case import DAY, Case, digits_of, part_name, plain, plain_span
from evaltools.labels import Labels
from evaltools.language import Language
from evaltools.results import Results
from tests.unit.check.cases import project

NINTH = date(2024, 5, 9).toordinal()
CASE = Case(project(), {}, Results(()), Labels({"sex": {"women": {"en": "Women"}}}), Language("en"))


def test_days_are_written_as_days() -> None:
    """For programs as ISO 8601, for people as the language has it."""
    assert plain(NINTH, DAY) == "2024-05-09"
    assert plain_span(NINTH, NINTH + 1, DAY) == "2024-05-09..2024-05-10"
    assert CASE.number(NINTH, DAY) == "May 9, 2024"


def test_a_span_of_one_number_is_that_number() -> None:
    """Both ends are written with the same decimals."""
    assert CASE.span(1500, 1500) == "1,500"
    assert CASE.span(8, 9.5, digits=digits_of(8, 9.5)) == "8.00–9.50"
    assert plain_span(8, 9.5) == "8..9.5"


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"breakdown": "sex", "category": "women", "region": "KZ-23"}, "Women"),
        ({"breakdown": None, "category": None, "region": "KZ-23"}, "Atyrau Region"),
        ({"region": "KZ-23", "programme": "p"}, "Atyrau Region, p"),
        ({"count": 5, "title": "A list"}, "A list"),
    ],
)
def test_a_part_is_called_by_what_it_is(row: dict[str, object], name: str) -> None:
    """Its category, its region with its kind, or the first words that it has."""
    assert part_name(CASE, pd.Series(row, name=7)) == name
