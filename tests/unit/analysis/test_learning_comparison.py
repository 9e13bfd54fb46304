"""Regions, and a region's trainings, compared as if all had begun alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from evaltools.results import Key

Analysed = Callable[..., Any]
HEAD = "training,region,person,occasion,score\n"
SETTINGS = {"maximum": 10}
FIRST = (4, 6, 5, 7, 3, 8, 6, 5), (7, 8, 5, 9, 6, 9, 9, 4)
SECOND = (7, 8, 6, 9, 5, 7, 8, 6), (8, 8, 7, 9, 6, 9, 8, 7)


def group_of(marks: tuple[Sequence[int], Sequence[int]], training: str, region: str) -> str:
    return "".join(
        f"{training},{region},{training}-{place},{occasion},{mark}\n"
        for occasion, each in zip(("pre", "post"), marks, strict=True)
        for place, mark in enumerate(each)
    )


def test_trainings_of_a_region_against_r(analysed: Analysed) -> None:
    """Adjusted averages and the test between trainings are those of an analysis of covariance."""
    text = HEAD + group_of(FIRST, "T1", "KZ-10") + group_of(SECOND, "T2", "KZ-10")
    results, _ = analysed({"tests": ("prepost", text, SETTINGS)})
    # R: m <- lm(post ~ g + pre); predict(m, data.frame(g = c("T1", "T2"), pre = mean(pre)), interval = "confidence")
    expected = {
        "T1": (7.6875, 6.73715970807, 8.63784029193),
        "T2": (7.1875, 6.23715970807, 8.13784029193),
    }
    for training, numbers in expected.items():
        row = results.get("KZ-10", "learning", "adjusted_mean", f"training={training}")
        assert (row.value, row.low, row.high) == pytest.approx(numbers, rel=1e-9)
        assert (row.n, row.unit, row.audience) == (8, "points of 10", "public")
        assert Key("KZ-10", "learning", "pairs", f"training={training}") in row.sources
    # anova(lm(post ~ pre), m)$"Pr(>F)"[2]
    assert results.get("KZ-10", "learning", "adjusted_p").value == pytest.approx(0.463170176147)
    assert results.get("KZ", "learning", "adjusted_p").status == "no-data"


def test_regions_are_compared_for_the_country(analysed: Analysed) -> None:
    """The same people in two regions are compared there, and not inside the regions."""
    text = HEAD + group_of(FIRST, "T1", "KZ-10") + group_of(SECOND, "T2", "KZ-11")
    results, _ = analysed({"tests": ("prepost", text, SETTINGS)})
    assert results.get("KZ-10", "learning", "adjusted_mean").value == pytest.approx(7.6875)
    assert results.get("KZ-11", "learning", "adjusted_mean").value == pytest.approx(7.1875)
    assert results.get("KZ", "learning", "adjusted_p").value == pytest.approx(0.463170176147)
    assert results.get("KZ-10", "learning", "adjusted_p").status == "no-data"


def test_small_groups_are_left_out_and_named(analysed: Analysed) -> None:
    """A group below eight people has no adjusted average, and no base tells how many were compared."""
    few = (FIRST[0][:3], FIRST[1][:3])
    text = (
        HEAD + group_of(FIRST, "T1", "KZ-10") + group_of(SECOND, "T2", "KZ-10") + group_of(few, "T3", "KZ-10")
    )
    results, _ = analysed({"tests": ("prepost", text, SETTINGS)})
    left_out = results.get("KZ-10", "learning", "adjusted_mean", "training=T3")
    assert (left_out.status, left_out.reason) == ("undefined", "too-few-people")
    assert results.get("KZ-10", "learning", "adjusted_mean", "training=T1").value == pytest.approx(7.6875)
    assert results.get("KZ-10", "learning", "adjusted_p").n is None


def test_refused_below_two_groups(analysed: Analysed) -> None:
    """With one group large enough nothing is compared, and the reason stands there."""
    few = (FIRST[0][:3], FIRST[1][:3])
    text = HEAD + group_of(FIRST, "T1", "KZ-10") + group_of(few, "T3", "KZ-10")
    results, _ = analysed({"tests": ("prepost", text, SETTINGS)})
    p = results.get("KZ-10", "learning", "adjusted_p")
    assert (p.status, p.reason) == ("undefined", "too-few-groups")


def test_one_training_is_compared_with_nothing(analysed: Analysed) -> None:
    """A region of one training, and a project of one region, have no comparison."""
    results, _ = analysed({"tests": ("prepost", HEAD + group_of(FIRST, "T1", "KZ-10"), SETTINGS)})
    assert not results.select(measure="adjusted_mean")
    assert not results.select(measure="adjusted_p")
