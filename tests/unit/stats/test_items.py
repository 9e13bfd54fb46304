"""Questions of a test: before and after, one by one, and what people chose."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from evaltools.stats import ItemChange, distractors, item_analysis, item_change

NAN = float("nan")

# Ten people, five questions.
# x <- matrix(c(1,1,1,0,1, 1,0,1,0,0, 1,1,1,1,1, 0,0,1,0,0, 1,1,0,1,0,
#               1,0,1,1,1, 0,0,0,0,1, 1,1,1,0,1, 1,1,1,1,0, 0,1,0,0,0), ncol = 5, byrow = TRUE)
ANSWERS = [
    [1, 1, 1, 0, 1],
    [1, 0, 1, 0, 0],
    [1, 1, 1, 1, 1],
    [0, 0, 1, 0, 0],
    [1, 1, 0, 1, 0],
    [1, 0, 1, 1, 1],
    [0, 0, 0, 0, 1],
    [1, 1, 1, 0, 1],
    [1, 1, 1, 1, 0],
    [0, 1, 0, 0, 0],
]


def pairs(gained: int, lost: int, right: int, wrong: int) -> tuple[list[list[int]], list[list[int]]]:
    """Pre and post answers to one question, from the counts of the four kinds of people."""
    pre = [[0]] * gained + [[1]] * lost + [[1]] * right + [[0]] * wrong
    post = [[1]] * gained + [[0]] * lost + [[1]] * right + [[0]] * wrong
    return pre, post


# R 4.2.2, options(digits = 13)
# p <- binom.test(b, b + c)$p.value; d <- dbinom(b, b + c, .5)
# c(p, if (b == c) 1 - d / 2 else p - d)
@pytest.mark.parametrize(
    ("gained", "lost", "exact", "mid"),
    [
        (7, 1, 0.0703125, 0.0390625),
        (256, 144, 2.330868087371e-08, 1.810027409368e-08),
        (9, 1, 0.021484375, 0.01171875),
        (3, 3, 1, 0.84375),
        (5, 0, 0.0625, 0.03125),
        (0, 1, 1, 0.5),
        (1, 1, 1, 0.75),
        (12, 2, 0.0129394531250, 0.0073852539063),
    ],
)
def test_mcnemar_equals_r(gained: int, lost: int, exact: float, mid: float) -> None:
    """Exact and mid-p are those of R, and the direction does not matter."""
    for counts in ((gained, lost), (lost, gained)):
        (item,) = item_change(*pairs(*counts, 5, 5))
        assert (item.p_exact, item.p_mid) == (pytest.approx(exact), pytest.approx(mid))
        assert item.p_holm == item.p_mid
        assert (item.gained, item.lost) == counts


def test_mcnemar_published() -> None:
    """Airway reactivity before and after transplantation: exact 0.070, mid-p 0.039."""
    # Fagerland, Lydersen and Laake (2013), BMC Med. Res. Methodol. 13, 91: 1, 1, 7 and 12 of 21 people.
    (item,) = item_change(*pairs(7, 1, 1, 12))
    assert item.n == 21
    assert (item.p_exact, item.p_mid) == (pytest.approx(0.070, abs=5e-4), pytest.approx(0.039, abs=5e-4))


# bp <- function(b, c, n) {u <- (b + 1) / (n + 2); d <- (c + 1) / (n + 2)
#   u - d + c(-1, 1) * qnorm(.975) * sqrt((u + d - (u - d)^2) / (n + 2))}
@pytest.mark.parametrize(
    ("gained", "lost", "n", "low", "high"),
    [
        (7, 1, 21, 0.01337982376834, 0.50835930666644),
        (9, 1, 12, 0.1898599024045, 0.9529972404527),
        (0, 0, 15, -0.163047508747, 0.163047508747),
        (256, 144, 1319, 0.05538966432593, 0.11417884437959),
        (2, 1, 30, -0.1052779866117, 0.1677779866117),
    ],
)
def test_limits_of_the_change_equal_r(gained: int, lost: int, n: int, low: float, high: float) -> None:
    """Limits are Bonett and Price's."""
    (item,) = item_change(*pairs(gained, lost, n - gained - lost, 0))
    assert item.change == (gained - lost) / n
    assert (item.low, item.high) == (pytest.approx(low), pytest.approx(high))


def test_holm_over_the_test() -> None:
    """P-values are adjusted over the questions that somebody changed on."""
    # p.adjust(c(0.01171875, 0.00738525390625, 0.84375), "holm")
    columns = [pairs(9, 1, 5, 5), pairs(12, 2, 3, 3), pairs(3, 3, 7, 7), pairs(0, 0, 10, 10)]
    pre, post = (np.hstack([column[when] for column in columns]) for when in (0, 1))
    items = item_change(pre, post)
    assert [item.p_holm for item in items[:3]] == pytest.approx([0.0234375, 0.02215576171875, 0.84375])
    assert (items[3].p_holm, items[3].p_mid, items[3].p_exact) == (None, None, None)
    assert (items[3].reason, items[3].change, items[3].n) == ("nobody-changed", 0, 20)
    assert [item.item for item in items] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("gained", "lost", "right", "wrong", "verdict"),
    [
        (9, 1, 1, 1, "learnt"),
        (1, 9, 1, 1, "misleads"),
        (1, 1, 12, 1, "already-known"),
        (0, 0, 8, 2, "already-known"),
        (0, 0, 15, 0, "already-known"),
        (0, 0, 9, 0, "unclear"),  # fewer than ten people
        (0, 0, 7, 3, "unclear"),  # limits leave room for 20 points
        (0, 0, 3, 12, "not-learnt"),
        (2, 1, 10, 17, "not-learnt"),
        (4, 2, 10, 14, "unclear"),
        (0, 8, 20, 2, "misleads"),
        (0, 4, 24, 4, "unclear"),  # known before, less so after
        (5, 0, 0, 0, "learnt"),
        (4, 0, 0, 0, "unclear"),
        (0, 0, 0, 1, "unclear"),
        (0, 0, 0, 500, "not-learnt"),
    ],
)
def test_verdicts(gained: int, lost: int, right: int, wrong: int, verdict: str) -> None:
    """Each rule has its word, in the declared order."""
    (item,) = item_change(*pairs(gained, lost, right, wrong))
    assert item.verdict == verdict
    assert (item.right_before, item.right_after) == (lost + right, gained + right)


def test_blanks_and_lost_people() -> None:
    """A blank is not right for those who took both tests; others are left out."""
    pre = [[1, None], [NAN, 0], [1, 1], [None, None], [0, 0]]
    post = [[1, 1], [1, None], [NAN, 1], [1, 1], [None, NAN]]
    first, second = item_change(pre, post)
    assert (first.n, first.n_left_out, second.n, second.n_left_out) == (3, 2, 3, 2)
    assert (first.right_before, first.right_after, first.gained, first.lost) == (2, 2, 1, 1)
    assert (first.blank_before, first.blank_after) == (1, 1)
    assert (second.right_before, second.right_after, second.gained, second.lost) == (1, 2, 1, 0)
    assert (second.blank_before, second.blank_after) == (1, 1)


@pytest.mark.parametrize(("pre", "post"), [([], []), (np.empty((4, 0)), np.empty((4, 0)))])
def test_no_questions(pre: object, post: object) -> None:
    """No questions, no records."""
    assert item_change(pre, post) == ()
    assert item_analysis(pre) == ()


@pytest.mark.parametrize(
    ("pre", "post", "n_left_out"),
    [(np.empty((0, 1)), np.empty((0, 1)), 0), ([[None]], [[1]], 1), ([[1], [None]], [[NAN], [0]], 2)],
)
def test_nobody_took_both(pre: object, post: object, n_left_out: int) -> None:
    """Without pairs there are counts, a word and a reason."""
    assert item_change(pre, post) == (
        ItemChange(
            item=1,
            n=0,
            n_left_out=n_left_out,
            right_before=0,
            right_after=0,
            gained=0,
            lost=0,
            blank_before=0,
            blank_after=0,
            change=None,
            low=None,
            high=None,
            p_exact=None,
            p_mid=None,
            p_holm=None,
            verdict="unclear",
            reason="no-pairs",
        ),
    )


def test_p_is_never_zero() -> None:
    """A p-value below what floating point holds is given as the smallest normal float."""
    (item,) = item_change(*pairs(1200, 0, 0, 0))
    assert (item.p_exact, item.p_mid, item.p_holm) == (sys.float_info.min,) * 3
    assert (item.change, item.high) == (1, 1)


@pytest.mark.parametrize(
    ("pre", "post", "message"),
    [
        ([[1, 0]], [[1]], "pre and post must .*got 1 x 2 and 1 x 1"),
        ([[1]], [[1], [0]], "pre and post must .*got 1 x 1 and 2 x 1"),
        ([[1, 2]], [[1, 0]], "pre of person 1, item 2 must be 0 or 1, got 2"),
        ([[1], [0]], [[1], [0.5]], "post of person 2, item 1 must be 0 or 1, got 0.5"),
        ([["a"]], [[1]], "pre of person 1, item 1 must be a finite number, got 'a'"),
        ([[1]], [[float("inf")]], "post of person 1, item 1 must be a finite number, got inf"),
        ([1, 0], [1, 0], r"pre must be a table of people by items, got 1 dimension\(s\)"),
    ],
)
def test_impossible_changes_are_refused(pre: object, post: object, message: str) -> None:
    """What cannot be true is an error that says where."""
    with pytest.raises(ValueError, match=message):
        item_change(pre, post)


def test_analysis_equals_r() -> None:
    """Difficulty, spread and correlations are those of R."""
    # t <- rowSums(x); colMeans(x); apply(x, 2, sd); apply(x, 2, cor, t)
    # sapply(1:5, function(j) cor(x[, j], t - x[, j]))
    items = item_analysis(ANSWERS)
    assert [item.difficulty for item in items] == [0.7, 0.6, 0.7, 0.4, 0.5]
    assert [item.sd for item in items] == pytest.approx(
        [0.4830458915396, 0.5163977794943, 0.4830458915396, 0.5163977794943, 0.5270462766947]
    )
    assert [item.item_total_r for item in items] == pytest.approx(
        [0.8603834844183, 0.5083042452524, 0.5584945425171, 0.6212607441974, 0.4842001247063]
    )
    assert [item.item_rest_r for item in items] == pytest.approx(
        [0.7293968086258, 0.1930468356263, 0.2795426231258, 0.3390317518104, 0.1561737618886]
    )
    assert {(item.n, item.group_size, item.reason) for item in items} == {(10, 3, None)}


def test_groups_of_kelley_by_hand() -> None:
    """Totals 4 2 5 1 3 4 1 4 4 1: the four with 4 share two upper places, the three with 1 fill the lower."""
    # upper: 1 of the 5, and half of each 4; lower: all with 1
    items = item_analysis(ANSWERS)
    upper = [(1 + 0.5 * right) / 3 for right in (4, 3, 4, 2, 3)]
    lower = [0 / 3, 1 / 3, 1 / 3, 0 / 3, 1 / 3]
    expected = [high - low for high, low in zip(upper, lower, strict=True)]
    assert [item.discrimination for item in items] == pytest.approx(expected)


def test_blank_is_not_right_and_nothing_is_left_out() -> None:
    """Blanks count as not right; people without any answer do not count."""
    filled = [[1, 1, 0], [1, 0, 0], [0, 0, 1]]
    blank = [[1, 1, None], [1, 0, NAN], [0, None, 1], [None, None, None]]
    for with_zeros, with_blanks in zip(item_analysis(filled), item_analysis(blank), strict=True):
        assert with_blanks.n_left_out == 1
        for name in ("n", "right", "difficulty", "sd", "discrimination", "item_total_r", "item_rest_r"):
            assert getattr(with_blanks, name) == getattr(with_zeros, name)
    assert [item.blank for item in item_analysis(blank)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("answers", "difficulty", "sd", "discrimination", "total_r", "rest_r", "reason"),
    [
        (np.empty((0, 2)), None, None, None, None, None, "no-answers"),
        ([[None, None]], None, None, None, None, None, "no-answers"),
        ([[1, 0]], 1, None, None, None, None, "one-person"),
        ([[1], [0]], 0.5, 0.5**0.5, None, None, None, "one-item"),
        ([[1, 1], [1, 0]], 1, 0, 0, None, None, "no-variation"),
        ([[0, 1], [0, 1]], 0, 0, None, None, None, "no-variation"),
        ([[1, 0], [0, 1]], 0.5, 0.5**0.5, None, None, -1, "no-variation-in-total"),
        ([[1, 1], [0, 1]], 0.5, 0.5**0.5, 1, 1, None, "no-variation-in-rest"),
        ([[1, 1], [0, 0]], 0.5, 0.5**0.5, 1, 1, 1, None),
    ],
)
def test_analysis_of_too_little(
    answers: object,
    difficulty: float | None,
    sd: float | None,
    discrimination: float | None,
    total_r: float | None,
    rest_r: float | None,
    reason: str | None,
) -> None:
    """What cannot be computed is None, and the record says why."""
    first = item_analysis(answers)[0]
    assert (first.difficulty, first.discrimination, first.reason) == (difficulty, discrimination, reason)
    assert (first.group_size is None) == (discrimination is None)
    for found, expected in ((first.sd, sd), (first.item_total_r, total_r), (first.item_rest_r, rest_r)):
        assert found == (None if expected is None else pytest.approx(expected))


def test_choices_by_hand() -> None:
    """Options, blanks and the wrong answer that drew most, on each occasion."""
    pre = [["A", "C"], ["b", "C"], [" B", "D"], ["B", None], [None, NAN]]
    post = [["A", "C"], ["A", "D"], ["C", "A"], ["A", " "]]
    first, second = distractors({"pre": pre, "post": post}, ["a", "C"])
    assert (first.item, first.key, second.item, second.key) == (1, "A", 2, "C")
    before, after = first.occasions
    assert (before.occasion, before.n, before.n_left_out, before.blank) == ("pre", 4, 1, 0)
    found = [(choice.option, choice.right, choice.count, choice.share) for choice in before.choices]
    assert found == [("A", True, 1, 0.25), ("B", False, 3, 0.75), ("C", False, 0, 0)]
    assert (before.top_wrong, before.top_wrong_count) == (("B",), 3)
    assert (after.occasion, after.n, after.top_wrong, after.top_wrong_count) == ("post", 4, ("C",), 1)
    assert [choice.count for choice in after.choices] == [3, 0, 1]
    assert (second.occasions[0].blank, second.occasions[0].top_wrong) == (1, ("D",))
    assert (second.occasions[1].blank, second.occasions[1].top_wrong) == (1, ("A", "D"))


def test_choices_of_too_little() -> None:
    """Nobody answered, everybody right, and options that nobody chose."""
    (item,) = distractors({"pre": [], "post": [["A"], ["A"]]}, ["A"], options=["B", "A"])
    nobody, everybody = item.occasions
    assert (nobody.n, nobody.reason, nobody.top_wrong, nobody.top_wrong_count) == (0, "no-answers", (), 0)
    assert [(choice.option, choice.share) for choice in nobody.choices] == [("B", None), ("A", None)]
    assert [(choice.option, choice.share) for choice in everybody.choices] == [("B", 0), ("A", 1)]
    assert (everybody.reason, everybody.top_wrong, everybody.top_wrong_count) == (None, (), 0)
    (blank,) = distractors({"pre": [[None], [""]]}, ["A"])
    assert (blank.occasions[0].n, blank.occasions[0].n_left_out, blank.occasions[0].reason) == (
        0,
        2,
        "no-answers",
    )
    assert distractors({"pre": []}, []) == ()


@pytest.mark.parametrize(
    ("answers", "key", "options", "message"),
    [
        ([["A", "B"]], ["A"], None, "answers of pre must have 1 items, as key has, got 2"),
        ([["E"]], ["A"], ["A", "B"], "answers of pre, person 1, item 1 must be one of A, B, got 'E'"),
        ([["A"], [3]], ["A"], None, "answers of pre, person 2, item 1 must be text, got 3"),
        ([["A"]], ["C"], ["A", "B"], "key of item 1 must be one of A, B, got 'C'"),
        ([["A"]], [None], None, "key of item 1 must be text, got None"),
    ],
)
def test_impossible_choices_are_refused(answers: object, key: object, options: object, message: str) -> None:
    """An answer that is no option is an error that says where."""
    with pytest.raises(ValueError, match=message):
        distractors({"pre": answers}, key, options=options)
