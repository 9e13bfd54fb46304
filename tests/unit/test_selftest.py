"""The self-test: reference values that travel with the package, and what it says where one is wrong."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from evaltools import selftest, stats
from evaltools.cli import app
from evaltools.selftest import Reference, as_data, field_of, reference_cases, self_test, source_of, versions

CASES = reference_cases()
FUNCTIONS = sorted(name for name in stats.__all__ if name[0].islower())
#: Branches that a report can reach: the values of a field that some case must expect.
BRANCHES = {
    ("rate", "method"): {"exact", "byar"},
    ("standardised_ratio", "method"): {"exact"},
    ("homogeneity", "method"): {"chi-square", "exact", "near-exact", "n-1-chi-square"},
    ("reliability", "name"): {"KR-20", "alpha"},
    ("signed_rank", "exact"): {True, False},
    ("item_change", "0.verdict"): {"learnt", "misleads", "unclear", "not-learnt", "already-known"},
    ("attainment", "status"): {"met", "below", "above", "not-reported", "not-planned", "undefined"},
    ("funnel", "reason"): {"overdispersed", "too-few-units", "no-variation"},
    ("proportion", "reason"): {"no-answers", "census"},
    ("paired_change", "reason"): {"no-pairs", "one-pair", "no-variation"},
    ("control_chart", "run"): {"above"},
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.function}: {case.title}")
def test_reference_values_agree(case: Reference) -> None:
    """What others have computed comes out."""
    assert [(each.field, each.expected, each.got) for each in self_test([case]).differences] == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_reference_values(function: str) -> None:
    """Several values for each, and at least one of them a figure, not a reason."""
    mine = [case for case in CASES if case.function == function]
    assert sum(len(case.expected) for case in mine) >= 3 or function == "load"
    assert any(case.r or case.decimals or "by hand" in case.source for case in mine)


@pytest.mark.parametrize(("function", "field"), sorted(BRANCHES))
def test_every_branch_has_a_reference_value(function: str, field: str) -> None:
    """Each way in which a figure can be made is checked."""
    seen = {case.expected[field] for case in CASES if case.function == function and field in case.expected}
    assert BRANCHES[function, field] - seen == set()


def test_every_value_says_where_it_comes_from() -> None:
    """A published example, a command of R, or arithmetic; a rounded value is one that was printed."""
    for case in CASES:
        assert case.source or case.r, case.title
        assert set(case.r) <= set(case.expected), case.title
        assert not (case.r and case.decimals), case.title


def test_names_of_cases_are_their_own() -> None:
    assert [each for each, n in Counter((c.function, c.title) for c in CASES).items() if n > 1] == []


def wrong(case: Reference, **expected: object) -> Reference:
    return replace(case, expected={**case.expected, **expected})


@pytest.mark.parametrize(
    ("field", "value"),
    [("low", 0.71821), ("n", 9), ("low", None), ("reason", "no-pairs"), ("change", "2.25"), ("n_up", True)],
)
def test_a_wrong_value_is_caught(field: str, value: object) -> None:
    """A value that is off in the fifth digit, of another kind or missing is told, with both sides."""
    result = self_test([wrong(CASES[0], **{field: value})])
    (difference,) = result.differences
    assert (difference.field, difference.expected) == (field, value)
    assert difference.got == getattr(stats.paired_change(*CASES[0].arguments), field)
    assert (result.agreeing, result.total) == (result.total - 1, result.checked["paired_change"])


def test_a_figure_that_should_not_be_there_is_caught() -> None:
    result = self_test([replace(CASES[0], undefined=("p",), expected={})])
    assert [(each.field, each.expected) for each in result.differences] == [("p", None)]


def test_a_list_is_compared_in_whole() -> None:
    """One wrong value of a list, or one too few, is caught."""
    case = next(case for case in CASES if "units.*.z" in case.expected)
    values = case.expected["units.*.z"]
    for changed in ([*values[:-1], values[-1] + 0.01], values[:-1], [*values, 0]):
        assert len(self_test([wrong(case, **{"units.*.z": changed})]).differences) == 1


def test_a_published_value_agrees_to_its_last_digit() -> None:
    """A value printed with two decimals is not held against more, and not against fewer."""
    case = next(case for case in CASES if case.title == "hours of sleep")
    assert self_test([case]).differences == ()
    assert len(self_test([wrong(case, t=4.07)]).differences) == 1


def test_a_call_that_fails_is_a_difference_in_each_of_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is told, not thrown."""

    def broken(*_: object, **__: object) -> None:
        raise ImportError("no scipy")

    monkeypatch.setattr(stats, "paired_change", broken)
    result = self_test(CASES[:1])
    assert len(result.differences) == result.total
    assert {each.got for each in result.differences} == {"ImportError: no scipy"}


def test_fields_are_found_by_their_way() -> None:
    """Fields inside records and lists."""
    record = stats.funnel([4, 6], [50, 50])
    assert field_of(record, "units.1.value") == 0.12
    assert field_of(record, "units.*.count") == [4, 6]
    assert field_of((1, 2), "") == (1, 2)


def test_the_source_of_a_value_is_its_command() -> None:
    """Values of R come with the command, others with the source of the case."""
    assert source_of(CASES[0], "low").endswith("t$conf.int[1]")
    assert "Student (1908)" in source_of(next(c for c in CASES if c.title == "hours of sleep"), "t")


def test_versions_name_what_figures_depend_on() -> None:
    found = versions()
    assert list(found) == ["python", "evaltools", "numpy", "scipy", "pandas"]
    assert all(found.values())


def test_command_prints_a_line_for_each_function() -> None:
    """No project is needed; everything agrees; the versions are said."""
    result = CliRunner().invoke(app, ["results", "--self-test"], standalone_mode=False)
    assert result.return_value == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "paired_change: 41 of 41 agree"
    assert {line.partition(":")[0] for line in lines[:-2]} == set(FUNCTIONS)
    total = sum(len(case.expected) + len(case.undefined) for case in CASES)
    assert lines[-2] == f"{total} of {total} reference values agree."
    assert lines[-1].startswith("python ")


def test_command_says_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1, with the value expected, the one computed and the source."""
    monkeypatch.setattr(selftest, "reference_cases", lambda: (wrong(CASES[0], low=0.5),))
    result = CliRunner().invoke(app, ["results", "--self-test"], standalone_mode=False)
    assert result.return_value == 1
    assert "paired_change: 12 of 13 agree" in result.stdout
    assert "differs: paired_change, eight people, low: expected 0.5, got 0.718" in result.stdout
    assert "t.test(post, pre, paired = TRUE)" in result.stdout


def test_command_prints_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """One object, with the same content."""
    monkeypatch.setattr(selftest, "reference_cases", lambda: (wrong(CASES[0], low=0.5), CASES[1]))
    result = CliRunner().invoke(app, ["results", "--self-test", "--json"], standalone_mode=False)
    content = json.loads(result.stdout)
    assert content == json.loads(json.dumps(as_data(self_test())))
    assert (result.return_value, content["agree"], content["of"]) == (1, 14, 15)
    assert content["differences"][0]["expected"] == 0.5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["results"], "Name the PROJECT"), (["results", "data/pravo-2024", "--json"], "goes with --self-test")],
)
def test_wrong_usage_ends_with_two(arguments: list[str], said: str) -> None:
    """Without a project there is nothing to print; JSON is for the self-test."""
    done = subprocess.run(
        [sys.executable, "-m", "evaltools", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert said in done.stderr


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """tools/reference_values.py, which makes the page."""
    file = Path(__file__).parents[2] / "tools" / "reference_values.py"
    specification = importlib.util.spec_from_file_location("reference_values", file)
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_page_is_what_the_values_give(tool: ModuleType) -> None:
    """`docs/reference-values.md` is up to date; `python tools/reference_values.py` makes it so."""
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page()
