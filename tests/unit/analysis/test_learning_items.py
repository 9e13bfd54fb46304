"""Questions: answers with a key, verdicts and whose answers carry them, wrong answers that drew people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from evaltools.results import Result, Results

Analysed = Callable[..., Any]
ITEMS = ("q1", "q2", "q3")
HEAD = "training,region,person,occasion,q1,q2,q3\n"
RAW = {"items": ITEMS, "key": {"q1": "A", "q2": "b", "q3": "C"}, "options": ("A", "B", "C")}
MARKS = {"items": ITEMS}


def people(
    answers: Sequence[tuple[str, str]], training: str = "T1", region: str = "KZ-10", first: int = 0
) -> str:
    """Answers before and after of each person, written as "A,B,"."""
    return "".join(
        f"{training},{region},{training}-{place},{occasion},{given}\n"
        for place, pair in enumerate(answers, first)
        for occasion, given in zip(("pre", "post"), pair, strict=True)
    )


def item(results: Results, measure: str, name: str, training: str = "T1", region: str = "KZ-10") -> Result:
    where = f"training={training};item={name}" if training else f"item={name}"
    return results.get(region, "learning", measure, where)


# Answers with a key


def test_key_scores_as_marks_do(analysed: Analysed) -> None:
    """Options scored by the key give every number that the same answers as 0 and 1 give."""
    raw = [("A,C,", "A, B ,c"), ("B,B,C", "A,b,C"), ("C,A,A", "B,B,")]
    marks = [("1,0,", "1,1,1"), ("0,1,1", "1,1,1"), ("0,0,0", "0,1,")]
    of_options, findings = analysed({"tests": ("prepost", HEAD + people(raw), RAW)})
    of_marks, _ = analysed({"tests": ("prepost", HEAD + people(marks), MARKS)})
    assert findings == []
    shared = [row for row in of_options if not row.measure.startswith("chosen")]
    assert shared == list(of_marks)
    # before 1, 2, 0 right; after 3, 3, 1
    assert of_options.get("KZ-10", "learning", "mean_pre").value == 1
    assert of_options.get("KZ-10", "learning", "mean_post").value == pytest.approx(7 / 3)


def test_wrong_answers_are_counted_by_option(analysed: Analysed) -> None:
    """Each option has its people before and after, spelled as the settings have it, right or wrong."""
    raw = [("A,C,", "C,B,C"), ("B,B,C", "C,B,C"), ("B,A,A", "C,B,")]
    results, _ = analysed({"tests": ("prepost", HEAD + people(raw), RAW)})
    found = {
        option: [
            results.get("KZ", "learning", f"chosen_{when}", f"item=q1;option={option}").value
            for when in ("before", "after")
        ]
        for option in "ABC"
    }
    assert found == {"A": [1, 0], "B": [2, 0], "C": [0, 3]}
    right = results.get("KZ", "learning", "chosen_before", "item=q1;option=A")
    assert (right.reason, right.n, right.audience) == ("right", 3, "internal")
    assert results.get("KZ", "learning", "chosen_before", "item=q1;option=B").reason == "wrong"


def test_only_people_with_both_tests_choose(analysed: Analysed) -> None:
    """Options are counted among those with both tests, like the shares beside them."""
    text = HEAD + people([("A,B,C", "A,B,C")]) + "T1,KZ-10,x,pre,B,B,C\n"
    results, _ = analysed({"tests": ("prepost", text, RAW)})
    assert results.get("KZ", "learning", "chosen_before", "item=q1;option=B").value == 0


# Verdicts


def test_moves_and_their_tests(analysed: Analysed) -> None:
    """Gained, lost, McNemar's two p-values, and Holm's over the questions that are tests."""
    answers = [("0,1,1", "1,0,1")] * 4 + [("0,0,1", "1,1,1")] * 2
    results, _ = analysed({"tests": ("prepost", HEAD + people(answers), MARKS)})
    moves = [(item(results, "gained", name).value, item(results, "lost", name).value) for name in ITEMS]
    assert moves == [(6, 0), (2, 4), (0, 0)]
    # six of six: exact 2 / 64, mid-p 1 / 64; two of six: exact 2 (1 + 6 + 15) / 64, mid-p less 15 / 64
    assert item(results, "p_exact", "q1").value == pytest.approx(2 / 64)
    assert item(results, "p_mid", "q1").value == pytest.approx(1 / 64)
    assert item(results, "p_mid", "q2").value == pytest.approx(29 / 64)
    # two tests: 2 / 64, and 29 / 64
    assert item(results, "p_holm", "q1").value == pytest.approx(2 / 64)
    assert item(results, "p_holm", "q2").value == pytest.approx(29 / 64)
    nobody = item(results, "p_holm", "q3")
    assert (nobody.status, nobody.reason) == ("undefined", "nobody-changed")


def test_own_answers_carry_a_clear_verdict(analysed: Analysed) -> None:
    """Where one training can tell, its own people carry the verdict."""
    learnt = people([("0,0,1", "1,1,1")] * 12)
    results, _ = analysed({"tests": ("prepost", HEAD + learnt, MARKS)})
    found = [item(results, "verdict", name) for name in ITEMS]
    assert [(row.reason, row.value, row.n) for row in found] == [
        ("learnt", 1, 12),
        ("learnt", 1, 12),
        ("already-known", 2, 12),
    ]
    assert {row.method for row in found} == {"answers of this training"}


def with_large(small: Sequence[tuple[str, str]], large: Sequence[tuple[str, str]]) -> str:
    return HEAD + people(small) + people(large, training="T2", region="KZ-11")


def test_all_trainings_carry_what_a_few_people_cannot(analysed: Analysed) -> None:
    """Six people of whom four gained cannot tell by themselves; with sixty others they learnt."""
    small = [("0,0,0", "1,1,1")] * 4 + [("0,0,0", "0,0,0")] * 2
    large = [("0,0,0", "1,1,1")] * 40 + [("0,0,0", "0,0,0")] * 20
    alone, _ = analysed({"tests": ("prepost", HEAD + people(small), MARKS)})
    assert item(alone, "verdict", "q1").reason == "unclear"
    results, _ = analysed({"tests": ("prepost", with_large(small, large), MARKS)})
    row = item(results, "verdict", "q1")
    assert (row.reason, row.n, row.method) == ("learnt", 66, "answers of all trainings with this test")


def test_learnt_elsewhere_is_not_learnt_here(analysed: Analysed) -> None:
    """A training whose average did not rise does not take over that others learnt."""
    small = [("0,1,0", "1,0,0")] * 3 + [("1,0,0", "0,1,0")] * 3
    large = [("0,0,0", "1,1,1")] * 40 + [("0,0,0", "0,0,0")] * 20
    results, _ = analysed({"tests": ("prepost", with_large(small, large), MARKS)})
    assert item(results, "verdict", "q1", "", "KZ").reason == "learnt"
    row = item(results, "verdict", "q1")
    assert (row.reason, row.n) == ("unclear", 6)


def test_misleading_is_told_to_everybody_whom_it_concerns(analysed: Analysed) -> None:
    """A question that misleads in all trainings is told to one in which as many lost as gained, not to one that gained."""
    large = [("1,0,0", "0,1,1")] * 30 + [("1,0,0", "1,1,1")] * 70
    even = [("1,0,0", "1,1,0")] * 5 + [("0,0,0", "0,1,0")]
    gained = [("0,0,0", "1,1,0")] * 4 + [("0,0,0", "0,1,0")] * 2
    for small, told in ((even, "misleads"), (gained, "unclear")):
        results, _ = analysed({"tests": ("prepost", with_large(small, large), MARKS)})
        assert item(results, "verdict", "q1", "", "KZ").reason == "misleads"
        assert item(results, "verdict", "q1").reason == told


def test_what_nearly_everybody_knew_was_not_learnt(analysed: Analysed) -> None:
    """A rise from 93 to 100 % of two hundred people is no chance, yet there was nothing to teach."""
    answers = [("1,0,0", "1,1,1")] * 186 + [("0,0,0", "1,1,1")] * 14
    results, _ = analysed({"tests": ("prepost", HEAD + people(answers), MARKS)})
    assert item(results, "p_holm", "q1").value == pytest.approx(0, abs=0.001)
    assert item(results, "verdict", "q1").reason == "already-known"


def test_nobody_with_both_tests_has_no_verdict(analysed: Analysed) -> None:
    """Without pairs there is nothing to say of a question."""
    text = HEAD + "T1,KZ-10,a,pre,1,0,1\nT1,KZ-10,b,post,1,1,1\n"
    results, findings = analysed({"tests": ("prepost", text, MARKS)})
    assert not results.select(measure="verdict")
    assert findings == []


def test_reliability_is_of_everybody_with_the_test(analysed: Analysed) -> None:
    """KR-20 counts a blank as not right, like the scores, and takes in those with one test only."""
    answers = ["1,1,0", "1,1,1", "0,0,0", ",1,"]
    text = HEAD + "".join(f"T1,KZ-10,p{place},pre,{given}\n" for place, given in enumerate(answers))
    results, _ = analysed({"tests": ("prepost", text, MARKS)})
    # R: a <- rbind(c(1,1,0), c(1,1,1), c(0,0,0), c(0,1,0)); t <- rowSums(a)
    # 3 / 2 * (1 - sum(apply(a, 2, var)) / var(t))
    row = results.get("KZ", "learning", "reliability_before")
    assert (row.value, row.n) == (pytest.approx(0.75), 4)
    assert row.method.startswith("KR-20")
