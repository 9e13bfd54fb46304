"""Adjusted p-values against R's p.adjust, also with missing ones."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from evaltools.stats import adjust_p_values

PLAIN = [0.01, 0.02, 0.03, 0.04, 0.05]
GAPS = [0.0006, None, 0.041, 0.3, 0.012, 0.041, 0.9, float("nan"), 0.0215]
METHODS = ["holm", "hochberg", "bonferroni", "bh", "by"]


# R 4.2.2, options(digits = 12): p.adjust(p, "holm"), ..., "BH", "BY"
@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("holm", [0.05, 0.08, 0.09, 0.09, 0.09]),
        ("hochberg", [0.05] * 5),
        ("bonferroni", [0.05, 0.10, 0.15, 0.20, 0.25]),
        ("bh", [0.05] * 5),
        ("by", [0.114166666667] * 5),
    ],
)
def test_equals_r(method: str, expected: list[float]) -> None:
    """Every method gives what R gives."""
    assert adjust_p_values(PLAIN, method=method) == pytest.approx(tuple(expected))


# p.adjust(c(.0006, NA, .041, .3, .012, .041, .9, NA, .0215), method)
@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("holm", [0.0042, None, 0.1640, 0.6, 0.0720, 0.1640, 0.9, None, 0.1075]),
        ("hochberg", [0.0042, None, 0.1230, 0.6, 0.0720, 0.1230, 0.9, None, 0.1075]),
        ("bonferroni", [0.0042, None, 0.2870, 1, 0.0840, 0.2870, 1, None, 0.1505]),
        ("bh", [0.0042, None, 0.0574, 0.35, 0.042, 0.0574, 0.9, None, 0.0501666666667]),
        ("by", [0.010890, None, 0.148830, 0.907500, 0.108900, 0.148830, 1, None, 0.130075]),
    ],
)
def test_missing_are_no_tests(method: str, expected: list[float | None]) -> None:
    """Seven of nine are tests; the other two keep their places and count for nothing, as in R."""
    found = adjust_p_values(GAPS, method=method)
    assert [p is None for p in found] == [p is None for p in expected]
    assert [p for p in found if p is not None] == pytest.approx([p for p in expected if p is not None])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("p", "expected"),
    [
        ([], ()),
        ([None], (None,)),
        ([None, float("nan"), np.nan], (None, None, None)),
        ([0.03], (0.03,)),
        ([None, 0.03, None], (None, 0.03, None)),
        ([1, 1], (1.0, 1.0)),
        ([0], (sys.float_info.min,)),
    ],
)
def test_edges(method: str, p: list[float | None], expected: tuple[float | None, ...]) -> None:
    """No test stays none, one test is not adjusted, and no p is 0."""
    assert adjust_p_values(p, method=method) == expected


def test_default_is_holm() -> None:
    """Unless told otherwise the method is Holm's."""
    assert adjust_p_values(GAPS) == adjust_p_values(GAPS, method="holm")


def test_arrays_give_plain_numbers() -> None:
    """An array is accepted, and numbers come back plain."""
    found = adjust_p_values(np.array([0.01, np.nan, 0.04]))
    assert found == (0.02, None, 0.04)
    assert type(found[0]) is float


@pytest.mark.parametrize(
    ("p", "method", "message"),
    [
        ([0.1, 1.1], "holm", "p-value 2 must .*got 1.1"),
        ([-0.1], "holm", "p-value 1 must .*got -0.1"),
        ([float("inf")], "holm", "p-value 1 must .*got inf"),
        (["0.1"], "holm", "p-value 1 must .*got '0.1'"),
        ([0.1], "sidak", "method must be one of holm, hochberg, .*got 'sidak'"),
    ],
)
def test_impossible_input_is_refused(p: list[float], method: str, message: str) -> None:
    """What is no probability is an error that names its place and repeats the value."""
    with pytest.raises(ValueError, match=message):
        adjust_p_values(p, method=method)
