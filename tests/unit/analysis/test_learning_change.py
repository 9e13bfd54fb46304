"""How large a change is: each measure by its name, who was lost, what the test could not show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from evaltools.results import Key, Result, Results

Analysed = Callable[..., Any]
HEAD = "training,region,person,occasion,score\n"
SETTINGS = {"maximum": 10}
#: Twelve people, of whom ten rose, one stayed and one fell.
PRE = (4, 6, 5, 7, 3, 8, 6, 5, 4, 7, 6, 5)
POST = (7, 8, 5, 9, 6, 9, 9, 4, 8, 8, 7, 9)


def scores_of(
    pre: Sequence[float | None], post: Sequence[float | None], training: str = "T1", region: str = "KZ-10"
) -> str:
    """Total scores of as many people as given; None is a test not taken."""
    return "".join(
        f"{training},{region},{training}p{place},{occasion},{mark}\n"
        for occasion, marks in (("pre", pre), ("post", post))
        for place, mark in enumerate(marks)
        if mark is not None
    )


def learning(results: Results, measure: str, group: str = "", region: str = "KZ-10") -> Result:
    return results.get(region, "learning", measure, group)


def numbers(row: Result) -> tuple[float | None, float | None, float | None]:
    return row.value, row.low, row.high


# R 4.2, options(digits = 12); pre and post as above, d <- post - pre, n <- 12
EXPECTED = {
    # prop.test(10 - 0, 12, correct = FALSE)$conf.int, of sum(d > 0) = 10 people
    "percent_improved": (83.3333333333, 55.1969137747, 95.3034857816),
    # gain of the averages: (mean(post) - mean(pre)) / (10 - mean(pre))
    "class_gain": (42.5925925926, None, None),
    # nc <- ifelse(d > 0, d / (10 - pre), ifelse(d < 0, d / pre, 0)); mean(nc); t.test(nc)$conf.int
    "normalised_change": (43.2936507937, 24.2377089950, 62.3495925923),
}


@pytest.mark.parametrize("measure", EXPECTED)
def test_shares_and_gains_against_r(analysed: Analysed, measure: str) -> None:
    """Shares are of those with both tests and stand in percent, with the interval of their kind."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores_of(PRE, POST), SETTINGS)})
    row = learning(results, measure)
    for found, expected in zip(numbers(row), EXPECTED[measure], strict=True):
        assert (found is None) == (expected is None)
        assert expected is None or found == pytest.approx(expected, rel=1e-9)
    assert row.n == 12


# mean(d) / sd(d) and so on; J <- gamma(m / 2) / (sqrt(m / 2) * gamma((m - 1) / 2)), m <- n - 1
D = {"d_z": 1.225271394296, "d_av": 1.224324141434, "d_rm": 1.217577174286}
HEDGES = 0.929959809976


@pytest.mark.parametrize("name", D)
def test_standardised_changes_are_named(analysed: Analysed, name: str) -> None:
    """Each d stands under its name, corrected for all and as it is for the trainer, and the method says which."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores_of(PRE, POST), SETTINGS)})
    plain, corrected = learning(results, name), learning(results, f"{name}_corrected")
    assert plain.value == pytest.approx(D[name], rel=1e-9)
    assert corrected.value == pytest.approx(D[name] * HEDGES, rel=1e-9)
    assert (plain.audience, corrected.audience) == ("internal", "public")
    assert plain.method.startswith(f"{name}:")
    assert "Hedges" in corrected.method
    assert corrected.low is not None
    assert corrected.high is not None


def test_rank_test_against_enumeration(analysed: Analysed) -> None:
    """p is exact over all signs, and the typical change is the median of the averages of pairs."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores_of(PRE, POST), SETTINGS)})
    # R: nz <- d[d != 0]; r <- rank(abs(nz)); all 2^11 signs: mean(abs(v - m) >= abs(V - m)) with V = 63.5
    assert learning(results, "signed_rank_p").value == pytest.approx(0.0048828125)
    # w <- outer(d, d, "+") / 2; median(w[lower.tri(w, diag = TRUE)])
    assert learning(results, "typical_change").value == 2


def test_what_rests_on_single_changes_names_its_counts(analysed: Analysed) -> None:
    """Numbers that give a direction away go with it; numbers of the averages name the pairs."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores_of(PRE, POST), SETTINGS)})

    def keys(*names: str) -> set[Key]:
        return {Key("KZ-10", "learning", name) for name in names}

    directions = keys("pairs", "improved", "unchanged", "declined")
    assert set(learning(results, "signed_rank_p").sources) == directions
    assert set(learning(results, "typical_change").sources) == directions
    assert set(learning(results, "percent_improved").sources) == keys("pairs", "improved")
    assert set(learning(results, "d_av_corrected").sources) == keys("pairs")
    assert set(learning(results, "class_gain").sources) == keys("pairs")
    assert set(learning(results, "normalised_change").sources) == keys(
        "pairs", "normalised_kept", "normalised_left_out"
    )


def test_trainings_are_finer_than_the_public_sees(analysed: Analysed) -> None:
    """Of a training the public has what it had before; its size of change is for the trainer."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores_of(PRE, POST), SETTINGS)})
    finer = ("percent_improved", "signed_rank_p", "d_av_corrected", "class_gain", "duplicates")
    assert {learning(results, name, "training=T1").audience for name in finer} == {"internal"}
    assert {learning(results, name).audience for name in finer} == {"public"}
    assert {learning(results, name, region="KZ").audience for name in finer} == {"public"}


# Who was lost


def test_lost_against_kept(analysed: Analysed) -> None:
    """The lost have their average before, and the change if they had stayed where they were."""
    pre, post = (4, 6, 5, 2, 3), (7, 8, 5, None, None)
    results, _ = analysed({"tests": ("prepost", HEAD + scores_of(pre, post), SETTINGS)})
    for where in ("", "training=T1"):
        lost, bound = (
            learning(results, name, where) for name in ("mean_pre_lost", "change_if_lost_unchanged")
        )
        # (2 + 3) / 2; (3 + 2 + 0 + 0 + 0) / 5
        assert (lost.value, lost.n, bound.value, bound.n) == (2.5, 2, 1, 5)
    assert learning(results, "mean_pre").value == 5
    assert set(learning(results, "change_if_lost_unchanged").sources) == {
        Key("KZ-10", "learning", "pairs"),
        Key("KZ-10", "learning", "only_pre"),
    }


def test_nobody_lost_says_nothing(analysed: Analysed) -> None:
    """Where everybody took both tests there is no figure about those who were lost."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores_of(PRE, POST), SETTINGS)})
    assert learning(results, "mean_pre_lost").status == "no-data"
    assert learning(results, "change_if_lost_unchanged").status == "no-data"


def test_everybody_lost(analysed: Analysed) -> None:
    """Where nobody stayed, what the lost would change is undefined, with the reason."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores_of((4, 6), (None, None)), SETTINGS)})
    assert learning(results, "mean_pre_lost").value == 5
    bound = learning(results, "change_if_lost_unchanged")
    assert (bound.status, bound.reason) == ("undefined", "no-pairs")


def test_people_with_two_tests_are_counted(analysed: Analysed) -> None:
    """People, not rows, with two tests of one occasion are counted for the training, its region and the country."""
    text = HEAD + scores_of(PRE, POST) + "T1,KZ-10,T1p0,pre,9\nT1,KZ-10,T1p0,post,9\nT1,KZ-10,T1p1,pre,9\n"
    text += scores_of(PRE, POST, training="T2", region="KZ-11") + "T2,KZ-11,T2p0,post,9\n"
    results, _ = analysed({"tests": ("prepost", text, SETTINGS)})
    found = [
        learning(results, "duplicates", where, region).value
        for region, where in (("KZ-10", "training=T1"), ("KZ-10", ""), ("KZ-11", ""), ("KZ", ""))
    ]
    assert found == [2, 2, 1, 3]
    assert learning(results, "pairs").value == 10


def test_training_of_doubled_people_only(analysed: Analysed) -> None:
    """A training in which everybody has two tests of one occasion has no pairs, and says so."""
    text = HEAD + "T1,KZ-10,a,pre,3\nT1,KZ-10,a,pre,4\n"
    results, findings = analysed({"tests": ("prepost", text, SETTINGS)})
    assert learning(results, "duplicates", "training=T1").value == 1
    assert learning(results, "mean_change", "training=T1").reason == "no-pairs"
    assert [each.code for each in findings] == ["person-twice"]


# What the test could not show


def test_warnings_only_where_true(analysed: Analysed) -> None:
    """A share at an end of the scale stands there only above 15 %; the counts behind it are internal."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores_of(PRE, POST), SETTINGS)})
    measures = ("near_top_before", "top_after", "near_bottom_before", "bottom_after")
    assert {learning(results, f"percent_{name}").status for name in measures} == {"no-data"}
    high = HEAD + scores_of((9, 10, 9, 5, 6, 7), (10, 10, 9, 6, 7, 8))
    results, _ = analysed({"tests": ("prepost", high, SETTINGS)})
    before = learning(results, "percent_near_top_before")
    # three of six had nine points of ten or more; two of six ten after
    assert (before.value, before.n, before.reason) == (50, 6, "ceiling-pre")
    assert learning(results, "percent_top_after").value == pytest.approx(100 / 3)
    assert learning(results, "near_top_before").audience == "internal"
    assert learning(results, "not_near_top_before").value == 3


@pytest.mark.parametrize(("items", "told"), [(["q1", "q2"], 2), ([f"q{n}" for n in range(1, 11)], None)])
def test_short_tests_say_so(analysed: Analysed, items: list[str], told: float | None) -> None:
    """Fewer than ten questions are named; a total score has no questions to count."""
    marks = ",".join("1" for _ in items)
    text = f"training,region,person,occasion,{','.join(items)}\nT1,KZ-10,a,pre,{marks}\nT1,KZ-10,a,post,{marks}\n"
    results, _ = analysed({"tests": ("prepost", text, {"items": items})})
    assert learning(results, "questions").value == told


def test_total_scores_have_no_questions(analysed: Analysed) -> None:
    """Nothing is said of questions where only totals are known."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores_of(PRE, POST), SETTINGS)})
    assert not {"questions", "verdict", "reliability_before", "chosen_before"} & {
        row.measure for row in results
    }


# Undefined


@pytest.mark.parametrize(
    ("pre", "post", "reasons"),
    [
        ((4,), (7,), {"signed_rank_p": "one-pair", "d_av_corrected": "too-few-pairs"}),
        ((4, 5, 6), (6, 7, 8), {"d_z_corrected": "no-variation"}),
        ((4, 5, 6), (4, 5, 6), {"signed_rank_p": "no-change", "d_z_corrected": "no-variation"}),
        ((10, 10, 10), (10, 10, 9), {"class_gain": "at-maximum"}),
        ((10, 0, 10), (10, 0, 10), {"normalised_change": "none-kept"}),
        (
            (None, None),
            (4, 5),
            {
                "percent_improved": "no-answers",
                "signed_rank_p": "no-pairs",
                "typical_change": "no-pairs",
                "d_rm_corrected": "no-pairs",
                "class_gain": "no-pairs",
                "normalised_change": "no-pairs",
            },
        ),
    ],
    ids=["one pair", "alike", "nobody changed", "full marks before", "both ends", "no pairs"],
)
def test_undefined_figures_say_why(
    analysed: Analysed,
    pre: Sequence[float | None],
    post: Sequence[float | None],
    reasons: dict[str, str],
) -> None:
    """What cannot be computed has no value and no limits, and the code of the statistics."""
    results, _ = analysed({"tests": ("prepost", HEAD + scores_of(pre, post), SETTINGS)})
    for measure, reason in reasons.items():
        row = learning(results, measure)
        assert (row.status, *numbers(row), row.reason) == ("undefined", None, None, None, reason)
