"""The same people's tests before and after: matching, change, and each question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from evaltools.results import Key, Results

Analysed = Callable[..., Any]

MATCHING = ("pairs", "only_pre", "only_post")
DIRECTIONS = ("improved", "unchanged", "declined")
SETTINGS = {"maximum": 10}


def written(
    *rows: tuple[str, str, Sequence[float | None]], training: str = "T1", region: str = "KZ-10"
) -> str:
    """A person, an occasion and the answers, or the score alone."""
    lines = (
        ",".join([training, region, person, occasion, *("" if mark is None else str(mark) for mark in marks)])
        for person, occasion, marks in rows
    )
    return "".join(f"{line}\n" for line in lines)


def scores(pre: Sequence[float | None], post: Sequence[float | None], **where: str) -> str:
    """Total scores of as many people as given; None is a test without a score."""
    return written(
        *[(f"p{place}", "pre", [mark]) for place, mark in enumerate(pre)],
        *[(f"p{place}", "post", [mark]) for place, mark in enumerate(post)],
        **where,
    )


HEAD = "training,region,person,occasion,score\n"


def values(results: Results, region: str, measures: Sequence[str], group: str = "") -> list[float | None]:
    return [results.get(region, "learning", measure, group).value for measure in measures]


# Who is matched


def test_matching_block(analysed: Analysed) -> None:
    """Each block says how many took both tests, only the first, and only the second."""
    text = HEAD + scores([4, 5, None, 3], [6, None, 7, 3])
    results, findings = analysed({"tests": ("prepost", text, SETTINGS)})
    for region, group in (("KZ-10", "training=T1"), ("KZ-10", ""), ("KZ", "")):
        assert values(results, region, MATCHING, group) == [2, 1, 1]
        # 4 to 6, 3 to 3
        assert values(results, region, DIRECTIONS, group) == [1, 1, 0]
    assert findings == []


def test_people_are_matched_within_a_training(analysed: Analysed) -> None:
    """The same code in two trainings is two people: their tests are not compared."""
    text = HEAD + written(("p", "pre", [4])) + written(("p", "post", [9]), training="T2")
    results, _ = analysed({"tests": ("prepost", text, SETTINGS)})
    assert values(results, "KZ", MATCHING) == [0, 1, 1]


def test_person_with_two_tests_of_one_occasion(analysed: Analysed) -> None:
    """Who has two tests of one occasion is left out of every count, and a finding names the training."""
    text = HEAD + scores([4, 5], [6, 6]) + written(("p0", "pre", [9]))
    results, findings = analysed({"tests": ("prepost", text, SETTINGS)})
    assert values(results, "KZ", MATCHING) == [1, 0, 0]
    assert values(results, "KZ", ("mean_pre", "mean_post")) == [5, 6]
    assert [(each.code, each.severity) for each in findings] == [("person-twice", "warning")]
    assert "training T1" in findings[0].message
    assert "p0" not in findings[0].message


def test_nobody_matched(analysed: Analysed) -> None:
    """Where nobody took both tests the counts stand and the means are undefined, with the reason."""
    text = HEAD + scores([4, None], [None, 6])
    results, _ = analysed({"tests": ("prepost", text, SETTINGS)})
    assert values(results, "KZ-10", MATCHING) == [0, 1, 1]
    for measure in ("mean_pre", "mean_post", "mean_change"):
        row = results.get("KZ-10", "learning", measure)
        assert (row.status, row.value, row.reason) == ("undefined", None, "no-pairs")


def test_no_test_at_all(analysed: Analysed) -> None:
    """A table without a single score gives no result."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores([None], [None]), SETTINGS)})
    assert len(results) == 0


# How far they moved


def test_change_against_r(analysed: Analysed) -> None:
    """The change is after minus before, with the interval of a paired t test."""
    text = HEAD + scores([2, 1, 3, 2, 4, 1], [4, 3, 3, 5, 3, 2])
    results, _ = analysed({"tests": ("prepost", text, SETTINGS)})
    # R 4.2.2, options(digits = 12)
    # pre <- c(2, 1, 3, 2, 4, 1); post <- c(4, 3, 3, 5, 3, 2)
    # t.test(post, pre, paired = TRUE)$conf.int; mean(post - pre)
    change = results.get("KZ-10", "learning", "mean_change", "training=T1")
    assert (change.value, change.low, change.high) == pytest.approx(
        (1.16666666667, -0.378060769361, 2.711394102694), rel=1e-9
    )
    assert (change.n, change.unit) == (6, "points of 10")
    assert change.sources == (Key("KZ-10", "learning", "pairs", "training=T1"),)
    # rises of 2, 2, 3, 1; one 0; one -1
    assert values(results, "KZ-10", DIRECTIONS, "training=T1") == [4, 1, 1]
    assert values(results, "KZ", ("mean_pre", "mean_post")) == pytest.approx([13 / 6, 20 / 6])


@pytest.mark.parametrize(
    ("pre", "post", "change", "reason"),
    [([4], [7], 3, "one-pair"), ([4, 5, 6], [6, 7, 8], 2, "no-variation")],
)
def test_no_interval(
    analysed: Analysed, pre: list[float], post: list[float], change: float, reason: str
) -> None:
    """One pair, or one change for all, has its change, no interval, and the reason."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores(pre, post), SETTINGS)})
    row = results.get("KZ-10", "learning", "mean_change")
    assert (row.value, row.low, row.high, row.reason) == (change, None, None, reason)
    assert row.method.endswith("no interval")


def test_country_pools_people(analysed: Analysed) -> None:
    """The country's mean is over all people with both tests; it is no average of trainings."""
    text = HEAD + scores([1, 1, 1], [2, 2, 2]) + scores([1], [9], training="T2", region="KZ-11")
    results, _ = analysed({"tests": ("prepost", text, SETTINGS)})
    # (1 + 1 + 1 + 8) / 4; the average of 1 and 8 is 4.5
    assert values(results, "KZ", ("pairs", "mean_change")) == [4, 2.75]
    assert results.get("KZ", "learning", "pairs").method == "sum of 2 regions"


# Questions


ITEMS = {"items": ["q1", "q2", "q3"]}
ITEM_HEAD = "training,region,person,occasion,q1,q2,q3\n"


def test_blank_answer_is_not_right(analysed: Analysed) -> None:
    """The score is the number of right answers; a blank is not right, and stays in the base."""
    text = ITEM_HEAD + written(("a", "pre", [1, None, 0]), ("a", "post", [1, 1, None]))
    text += written(("b", "pre", [0, 1, 1]), ("b", "post", [1, 1, 1]))
    results, _ = analysed({"tests": ("prepost", text, ITEMS)})
    # before 1 and 2, after 2 and 3
    assert values(results, "KZ-10", ("mean_pre", "mean_post")) == [1.5, 2.5]
    assert results.get("KZ-10", "learning", "mean_pre").unit == "points of 3"
    before = results.get("KZ-10", "learning", "percent_right_before", "training=T1;item=q2")
    after = results.get("KZ-10", "learning", "percent_right_after", "training=T1;item=q3")
    assert (before.value, before.n, after.value, after.n) == (50, 2, 50, 2)


def test_test_without_any_answer_was_not_taken(analysed: Analysed) -> None:
    """A row with a code and no answer is no test: the person took only the other one."""
    text = ITEM_HEAD + written(("a", "pre", [None] * 3), ("a", "post", [1, 1, 0]))
    text += written(("b", "pre", [0, 0, 0]), ("b", "post", [1, 1, 1]))
    results, _ = analysed({"tests": ("prepost", text, ITEMS)})
    assert values(results, "KZ-10", MATCHING) == [1, 0, 1]
    assert values(results, "KZ-10", ("mean_pre", "mean_post")) == [0, 3]


def test_empty_row_beside_a_test(analysed: Analysed) -> None:
    """An empty row of someone who took the test changes no question's base."""
    text = ITEM_HEAD + written(("a", "pre", [None] * 3), ("a", "pre", [1, 1, 0]), ("a", "post", [1, 1, 1]))
    results, findings = analysed({"tests": ("prepost", text, ITEMS)})
    before = results.get("KZ-10", "learning", "percent_right_before", "training=T1;item=q1")
    assert (before.value, before.n) == (100, 1)
    assert findings == []


def test_questions_and_people_are_internal(analysed: Analysed) -> None:
    """Single scores, questions, and all that is finer than the change of a training are for the trainer."""
    text = ITEM_HEAD + written(("a", "pre", [1, 0, 0]), ("a", "post", [1, 1, 0]))
    results, _ = analysed({"tests": ("prepost", text, ITEMS)})
    of_people = {row.measure for row in results if {"person", "item", "points"} & row.pairs.keys()}
    public = {row.measure for row in results if row.audience == "public"}
    assert not of_people & public
    assert {"score_pre", "score_post", "score_change", "verdict", "gained", "lost"} <= of_people
    of_training = {row.measure for row in results if row.pairs and row.audience == "public"}
    assert of_training == {*MATCHING, *DIRECTIONS, "mean_pre", "mean_post", "mean_change"}
    assert values(results, "KZ-10", ("score_pre", "score_post"), "training=T1;person=a") == [1, 2]


# Regions


def test_training_is_of_the_region_that_most_tests_name(analysed: Analysed) -> None:
    """A training stands under one region, in any order of its rows; a blank region is none."""
    rows = [("a", "pre", ""), ("a", "post", "KZ-11"), ("b", "pre", "KZ-11"), ("b", "post", "KZ-10")]
    for each in (rows, rows[::-1]):
        text = HEAD + "".join(f"T1,{region},{person},{occasion},5\n" for person, occasion, region in each)
        results, _ = analysed({"tests": ("prepost", text, SETTINGS)})
        assert {row.region for row in results} == {"KZ-11", "KZ"}
        assert values(results, "KZ-11", ("pairs",)) == [2]


def test_training_without_a_region(analysed: Analysed) -> None:
    """A training that names no region is the country's, and part of its sums."""
    text = ITEM_HEAD + written(("a", "pre", [1, 0, 0]), ("a", "post", [1, 1, 0]), region="")
    text += written(("b", "pre", [1, 0, 0]), ("b", "post", [1, 1, 0]), training="T2")
    results, _ = analysed({"tests": ("prepost", text, ITEMS)})
    assert {row.region for row in results} == {"KZ-10", "KZ"}
    assert values(results, "KZ", ("pairs",), "training=T1") == [1]
    pairs = Key("KZ", "learning", "pairs")
    parts = (Key("KZ-10", "learning", "pairs"), Key("KZ", "learning", "pairs", "training=T1"))
    assert parts in [each.parts for each in results.sums if each.total == pairs]


def test_project_of_one_region(analysed: Analysed) -> None:
    """In a project of one region, tests that name none are that region's and the project's."""
    text = "training,person,occasion,score\nT1,a,pre,4\nT1,a,post,6\n"
    results, _ = analysed({"tests": ("prepost", text, SETTINGS)}, regions=("KZ-23",))
    assert values(results, "KZ-23", ("pairs", "mean_change")) == [1, 2]
    assert values(results, "KZ", ("pairs", "mean_change")) == [1, 2]
    assert values(results, "KZ-23", ("pairs",), "training=T1") == [1]
