"""Edge cases: no function gives infinity, an impossible p-value or an interval without width."""

from __future__ import annotations

import dataclasses
import importlib.util
import math
import re
from pathlib import Path

import pytest

from evaltools import stats
from evaltools.language import Language
from evaltools.wording.reasons import why
from tests.edge_cases import CASES, Case, first, walk

FUNCTIONS = sorted(name for name in stats.__all__ if name[0].islower())
#: Of a funnel these are whole counts over the total, where a region would lie by chance: steps can meet.
STEPS = re.compile(r"^units\.\d+\.(low|high)_\d+$")


def limits(figures: dict[str, object]) -> list[tuple[str, object, object]]:
    """The pairs of limits among the figures of a record."""
    return [
        (path, value, figures[path.replace("low", "high")])
        for path, value in figures.items()
        if re.search(r"(^|[._])low(_|$)", path) and not STEPS.match(path)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_figures_that_are_undefined_are_none_and_no_others(case: Case) -> None:
    """A figure is there or None, and the case says which."""
    record = first(case.run())
    if dataclasses.is_dataclass(record):
        fields = [each.name for each in dataclasses.fields(record) if each.name != "reason"]
        empty = {name for name in fields if getattr(record, name) is None}
    else:
        empty = {path for path, value in walk(record) if value is None}
    assert empty == set(case.none.split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_reason_is_given(case: Case) -> None:
    """The record says why, and so do the records inside it."""
    result = case.run()
    assert getattr(first(result), "reason", None) == case.reason
    own = "0.reason" if first(result) is not result else "reason"
    inner = {value for path, value in walk(result) if path.endswith("reason") and path != own and value}
    assert inner == set(case.inner.split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_figure_is_a_number_that_can_be_printed(case: Case) -> None:
    """Nothing is infinite or no number; a p-value lies above 0 and not above 1."""
    for path, value in walk(case.run()):
        if isinstance(value, float):
            assert math.isfinite(value), path
        if case.function == "adjust_p_values" or re.fullmatch(r"(.*\.)?p(_[a-z]+)?", path):
            assert value is None or 0 < value <= 1, path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_intervals_have_a_width_or_are_not_there(case: Case) -> None:
    """Never [1, 1]: both limits are there and lie apart, or neither is (but where one is unbounded)."""
    for path, low, high in limits(dict(walk(case.run()))):
        if case.reason == "no-events-second":
            assert low is not None and high is None
            continue
        assert (low is None) == (high is None), path
        assert low is None or low < high, path


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    "case", [case for case in CASES if case.reason or case.inner], ids=lambda case: case.id
)
def test_the_reason_has_a_sentence(case: Case, code: str) -> None:
    """What a report prints is whole, with nothing left to fill in."""
    for reason in {case.reason, *case.inner.split()} - {None}:
        said = why(Language(code), case.function, str(reason))
        assert said.endswith(".")
        assert not set("{}") & set(said)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_edge_cases(function: str) -> None:
    """A function of `evaltools.stats` comes with its edge cases, an ordinary figure among them."""
    mine = [case for case in CASES if case.function == function]
    assert len(mine) >= 4
    assert any(case.reason is None for case in mine)


def test_cases_have_names_of_their_own() -> None:
    assert len({case.id for case in CASES}) == len(CASES)


def test_the_page_is_what_the_cases_give() -> None:
    """`docs/edge-cases.md` is up to date; `python tools/edge_cases.py` makes it so."""
    file = Path(__file__).parents[3] / "tools" / "edge_cases.py"
    specification = importlib.util.spec_from_file_location("edge_cases", file)
    assert specification is not None and specification.loader is not None
    tool = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page()
