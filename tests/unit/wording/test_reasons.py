"""Reasons: a whole sentence in three languages for everything that can be missing."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

import evaltools
from evaltools import stats
from evaltools.language import NATIVE_NAMES, Language
from evaltools.wording import reasons
from evaltools.wording.reasons import SENTENCES, why

PACKAGE = Path(evaltools.__file__).parent
FUNCTIONS = {
    name: found
    for name in stats.__all__
    if inspect.isfunction(found := getattr(stats, name)) and name != "adjust_p_values"  # no record
}
STATUSES = {"met", "below", "above", "undefined"}


def types_in(hint: Any) -> Iterator[Any]:
    """A type and those inside it."""
    if get_origin(hint) in (Union, UnionType, tuple):
        for part in get_args(hint):
            yield from types_in(part)
    else:
        yield hint


def returned(function: Any) -> Any:
    """The record that a function returns, one or several."""
    return next(
        (each for each in types_in(get_type_hints(function)["return"]) if dataclasses.is_dataclass(each)),
        None,
    )


RECORDS = {returned(function) for function in FUNCTIONS.values()}


def by_type(record: Any) -> set[str]:
    """The reasons that a record's types allow, with those of the records inside it that no function returns."""
    found: set[str] = set()
    for name, hint in get_type_hints(record).items():
        for each in types_in(hint):
            if name == "reason" and get_origin(each) is Literal:
                found.update(get_args(each))
            elif dataclasses.is_dataclass(each) and each not in RECORDS:
                found |= by_type(each)
    return found


def by_docstring(function: Any) -> set[str]:
    """The reasons that the documentation names, where the type is text."""
    if str not in types_in(get_type_hints(returned(function)).get("reason")):
        return set()
    section = (inspect.getdoc(function) or "").partition("Returns\n-------\n")[2].partition("\n\nRaises")[0]
    return set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', section))


def constants(value: ast.expr) -> set[str]:
    """The texts that an expression can be."""
    if isinstance(value, ast.Constant):
        return {value.value} if isinstance(value.value, str) and value.value else set()
    if isinstance(value, ast.IfExp):
        return constants(value.body) | constants(value.orelse)
    if isinstance(value, ast.BoolOp):
        return set().union(*map(constants, value.values))
    return set()


def of_results(source: str) -> set[str]:
    """The reasons that code writes into results: by name, in a dictionary, or through a function of its own."""
    tree = ast.parse(source)
    places = {
        node.name: [arg.arg for arg in node.args.args].index("reason")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "reason" in [arg.arg for arg in node.args.args]
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "reason":
            found |= constants(node.value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "reason":
                    found |= constants(value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = places.get(node.func.id, len(node.args))
            found |= set().union(*map(constants, node.args[place : place + 1]))
    return found


PAIRS = {
    (name, reason)
    for name, function in FUNCTIONS.items()
    for reason in by_type(returned(function)) | by_docstring(function)
} - {("attainment", status) for status in STATUSES}
#: A code has no spaces; what has them is a sentence already, such as the runner's.
RESULTS = {
    ("", reason)
    for file in PACKAGE.rglob("*.py")
    if "stats" not in file.relative_to(PACKAGE).parts
    for reason in of_results(file.read_text(encoding="utf-8"))
    if " " not in reason
}


def test_reasons_are_found() -> None:
    """The search below sees literal types, nested records, documentation and results."""
    assert ("paired_change", "no-variation") in PAIRS
    assert ("standardised_change", "perfect-correlation") in PAIRS
    assert ("adjusted_comparison", "too-few-people") in PAIRS
    assert ("funnel", "no-total") in PAIRS
    assert ("pooled_attainment", "plan-zero") in PAIRS
    assert ("attainment", "above-about") in PAIRS
    assert {("", "small-count"), ("", "base-not-given"), ("", "not-reported"), ("", "small-group")} <= RESULTS
    code = 'f(reason="a" if x else y or "b")\ng = {"reason": "c"}\ndef h(x, reason): ...\nh("x", "d")\n'
    assert of_results(code) == {"a", "b", "c", "d"}


@pytest.mark.parametrize(("method", "reason"), sorted(PAIRS | RESULTS))
def test_every_reason_has_a_sentence(method: str, reason: str) -> None:
    """Whoever adds a reason to a record or a result writes the sentence that a reader sees."""
    assert SENTENCES[method, reason]


def test_no_sentence_is_left_over() -> None:
    """A sentence whose reason went away goes too."""
    known = PAIRS | RESULTS | {("attainment", status) for status in STATUSES}
    of_shares = {(name, reason) for name in ("top_box", "select_all") for reason in ("no-answers", "census")}
    by_status = {("", "not-asked"), ("", "no-pairs")}
    assert set(SENTENCES) - known - of_shares - by_status == set()


@pytest.mark.parametrize("code", sorted(NATIVE_NAMES))
@pytest.mark.parametrize(("method", "reason"), sorted(SENTENCES))
def test_sentences_are_whole_in_every_language(method: str, reason: str, code: str) -> None:
    """A capital letter, a full stop, nothing left to fill in, and no English on other pages."""
    said = why(Language(code), method, reason)
    assert said[0].isupper()
    assert said.endswith(".")
    assert not set("{}_") & set(said)
    assert bool(re.search("[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІі]", said)) == (code != "en")
    assert not re.search("[A-Za-z]", said) or code == "en"
    assert reason not in said or "-" not in reason


@pytest.mark.parametrize("word", ["significant", "proves", "effective", "thanks to", "unfortunately"])
def test_sentences_do_not_judge(word: str) -> None:
    """None of the words that reports do without."""
    assert [said for said in SENTENCES.values() if word in said.lower()] == []


def test_one_reason_of_two_functions_can_mean_two_things() -> None:
    """The sentence belongs to the pair."""
    english = Language("en")
    said = {
        why(english, name, "no-variation")
        for name in ("paired_change", "funnel", "reliability", "homogeneity")
    }
    assert len(said) == 4


def test_a_reason_of_every_result_needs_no_function() -> None:
    """A hidden number is hidden, whatever it was computed with."""
    for name in ("", "paired_change", "no-such-function"):
        assert why(Language("en"), name, "small-count") == SENTENCES["", "small-count"]


def test_a_function_goes_before_every_result() -> None:
    """What a function says itself is said, where both have a sentence."""
    assert why(Language("en"), "load", "not-reported") == SENTENCES["load", "not-reported"]
    assert SENTENCES["load", "not-reported"] != SENTENCES["", "not-reported"]


def test_a_report_never_fails_for_want_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown reason gets a general sentence in each language, outside tests."""
    monkeypatch.setattr(reasons, "_unknown", lambda *_: reasons.GENERAL)
    said = {why(Language(code), "paired_change", "no-such-reason") for code in NATIVE_NAMES}
    assert len(said) == 3
    assert reasons.GENERAL in said


def test_an_unknown_reason_fails_in_tests() -> None:
    """So that a reason without a sentence never goes unnoticed."""
    with pytest.raises(KeyError, match="no-such-reason"):
        why(Language("en"), "paired_change", "no-such-reason")
