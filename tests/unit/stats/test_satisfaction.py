"""Satisfaction: bases, ticks and promoters, by hand and against R."""

from __future__ import annotations

import numpy as np
import pytest

from evaltools.stats import net_promoter_score, proportion, select_all, top_box

NAN = float("nan")
FIVE = [1, 2, 3, 4, 5]


# R 4.2.2, options(digits = 13): prop.test(x, n, correct = FALSE)$conf.int
def test_three_bases() -> None:
    """Don't know and blanks are in and out of the bases as named; limits are R's."""
    result = top_box([5, 4, 4, 2, 3, 5, 0, None], scale=FIVE, dont_know=[0], invited=10)
    shares = [
        (share.count, share.total) for share in (result.of_opinion, result.of_answered, result.of_forms)
    ]
    assert shares == [(4, 6), (4, 7), (4, 8)]
    assert (result.of_opinion.low, result.of_opinion.high) == pytest.approx(
        (0.2999933151384, 0.9032285888942)
    )
    assert (result.of_answered.low, result.of_answered.high) == pytest.approx(
        (0.2504583645277, 0.8417801447485)
    )
    assert (result.of_forms.low, result.of_forms.high) == pytest.approx((0.2152160622139, 0.7847839377861))
    assert (result.n_forms, result.n_answered, result.n_opinion) == (8, 7, 6)
    assert (result.n_dont_know, result.n_blank) == (1, 1)
    assert (result.invited, result.response_rate) == (10, 0.8)
    assert result.counts == ((1, 0), (2, 1), (3, 1), (4, 2), (5, 2))
    assert (result.boxes, result.mean, result.reason) == ((4, 5), pytest.approx(23 / 6), None)


def test_published_top_two() -> None:
    """460 of 1000 answers in the two best boxes are 46 percent."""
    answers = [5] * 260 + [4] * 200 + [3] * 300 + [2] * 140 + [1] * 100
    assert top_box(answers, scale=FIVE).of_opinion.value == 0.46
    assert top_box(answers, scale=FIVE, boxes=1).of_opinion.count == 260


def test_words_and_stray_spaces() -> None:
    """A scale of words has shares but no mean, and spaces make no difference."""
    result = top_box(
        ["good ", " very  good", "bad", "do not  know", "  ", ""],
        scale=["bad", "fair", "good", "very good"],
        dont_know=["do not know"],
        boxes=1,
    )
    assert (result.of_opinion.count, result.n_opinion, result.n_answered, result.n_forms) == (1, 3, 4, 6)
    assert (result.boxes, result.mean, result.reason) == (("very good",), None, "scale-of-words")


def test_numpy_answers() -> None:
    """Numbers of numpy are the numbers that they are."""
    assert top_box(np.array([5, 4, NAN]), scale=FIVE) == top_box([5, 4, None], scale=FIVE)


@pytest.mark.parametrize(
    ("answers", "invited", "value", "mean", "reasons", "reason"),
    [
        ([], None, None, None, ["no-answers"] * 3, "no-opinions"),
        ([], 0, None, None, ["no-answers"] * 3, "no-opinions"),
        ([None], 4, None, None, ["no-answers", "no-answers", None], "no-opinions"),
        ([0], 4, None, None, ["no-answers", None, None], "no-opinions"),
        ([5], 4, 1, 5, [None] * 3, None),
        ([1], 4, 0, 1, [None] * 3, None),
        ([5, 5], 4, 1, 5, [None] * 3, None),
        ([5] * 15, 15, 1, 5, [None] * 3, None),
    ],
)
def test_little_and_all_alike(
    answers: list[int | None],
    invited: int | None,
    value: float | None,
    mean: float | None,
    reasons: list[str | None],
    reason: str | None,
) -> None:
    """Nobody, one, and everybody satisfied: each base says for itself."""
    result = top_box(answers, scale=FIVE, dont_know=[0], invited=invited)
    bases = [result.of_opinion, result.of_answered, result.of_forms]
    assert [base.reason for base in bases] == reasons
    assert (result.of_opinion.value, result.mean, result.reason) == (value, mean, reason)
    assert result.response_rate == (len(answers) / invited if invited else None)
    assert all(base.low != base.high for base in bases if base.low is not None)


def test_known_population() -> None:
    """A census has no interval; a blank makes the answered base a sample of it."""
    everyone = top_box([5, 4, 2, 0], scale=FIVE, dont_know=[0], population=4)
    bases = [everyone.of_opinion, everyone.of_answered, everyone.of_forms]
    assert [base.reason for base in bases] == ["census"] * 3
    with_blank = top_box([5, 4, 2, 0, None], scale=FIVE, dont_know=[0], population=5)
    assert with_blank.of_answered == proportion(2, 4, population=5, method="exact")
    assert (with_blank.of_forms.reason, with_blank.of_answered.reason) == ("census", None)
    # opinions: 30 of 40 who answered, so they stand for 60 of the 80
    part = top_box([5] * 20 + [1] * 10 + [0] * 10, scale=FIVE, dont_know=[0], population=80)
    assert part.of_opinion == proportion(20, 30, population=60, method="exact")


@pytest.mark.parametrize(
    ("answers", "arguments", "message"),
    [
        ([5, 6], {}, "answer of form 2 must be on the scale or among dont_know, got 6"),
        (["five"], {}, "answer of form 1 must .*got 'five'"),
        ([5], {"scale": [1]}, "scale must have two points or more"),
        ([5], {"scale": [1, 1, 2]}, "scale must name each point once"),
        ([5], {"scale": [1, None]}, "scale must .*none of them blank"),
        ([5], {"dont_know": [5]}, "scale must name each point once, and none of dont_know"),
        ([5], {"boxes": 0}, "boxes must .*got 0"),
        ([5], {"boxes": 5}, "boxes must .*got 5"),
        ([5], {"boxes": 1.5}, "boxes must be a whole number.*got 1.5"),
        ([5, 5], {"population": 1}, "population must not be below the number of forms, got 1 and 2"),
        ([5, 5], {"invited": 1}, "invited must not be below the number of forms, got 1 and 2"),
        ([5], {"confidence": 95}, "confidence must .*got 95"),
    ],
)
def test_impossible_answers_are_refused(
    answers: list[object], arguments: dict[str, object], message: str
) -> None:
    """What cannot be true is an error that repeats the value."""
    with pytest.raises(ValueError, match=message):
        top_box(answers, **{"scale": FIVE, **arguments})


def test_ticks_are_counted_per_person() -> None:
    """Shares of people, with doubles folded; 2 of 5 people are 40 percent, not 2 of 9 ticks."""
    ticks = [
        ["law", "tests", "games", "law"],
        ["tests ", "games"],
        "law; games ;games",
        "none of these",
        ["games", "tests"],
        None,
        NAN,
        "",
        [],
        " ; ",
    ]
    result = select_all(ticks, options=["law", "tests", "games", "songs"], none_of_these="none of these")
    assert [(option.option, option.share.count) for option in result.options] == [
        ("law", 2),
        ("tests", 3),
        ("games", 4),
        ("songs", 0),
    ]
    assert all(option.share == proportion(option.share.count, 5) for option in result.options)
    assert result.options[0].share.value == 0.4
    assert (result.n_forms, result.n_answered, result.n_blank) == (10, 5, 5)
    assert (result.n_ticks, result.n_contradicting, result.reason) == (9, 0, None)
    assert result.none_of_these is not None
    assert (result.none_of_these.option, result.none_of_these.share.count) == ("none of these", 1)


def test_none_with_something_else() -> None:
    """Who ticks none and something counts for the something, and is counted."""
    result = select_all([["none", "law"], "none"], options=["law"], none_of_these="none")
    assert (result.options[0].share.count, result.n_contradicting, result.n_answered) == (1, 1, 2)
    assert result.none_of_these is not None
    assert result.none_of_these.share.count == 1


@pytest.mark.parametrize("ticks", [[], [None], [[], ""]])
def test_nobody_ticked(ticks: list[object]) -> None:
    """Without answers there are options, counts of 0 and a reason."""
    result = select_all(ticks, options=["law"])
    assert (result.n_answered, result.reason, result.none_of_these) == (0, "no-answers", None)
    assert (result.options[0].share.value, result.options[0].share.reason) == (None, "no-answers")


def test_ticks_of_a_known_population() -> None:
    """The population is handed to each share."""
    result = select_all(["law", "law;tests"], options=["law", "tests"], population=2)
    assert [option.share.reason for option in result.options] == ["census", "census"]
    with pytest.raises(ValueError, match="population must not be below total, got 1 and 2"):
        select_all(["law", "law"], options=["law"], population=1)


@pytest.mark.parametrize(
    ("ticks", "arguments", "message"),
    [
        (["law", "sport"], {}, "selections of form 2 must be among options, got 'sport'"),
        (["none"], {}, "selections of form 1 must be among options, got 'none'"),
        ([["law", 3]], {}, "selections of form 1 must be among options, got 3"),
        ([5], {}, "selections of form 1 must be options or text, got 5"),
        ([], {"options": ["law", "law "]}, "options must be different texts"),
        ([], {"options": [""]}, "options must be different texts, none of them blank"),
        ([], {"none_of_these": "law"}, "options must be different texts"),
    ],
)
def test_impossible_ticks_are_refused(
    ticks: list[object], arguments: dict[str, object], message: str
) -> None:
    """What is no option is an error that repeats the value."""
    with pytest.raises(ValueError, match=message):
        select_all(ticks, **{"options": ["law", "tests"], **arguments})


# R 4.2.2, options(digits = 13)
# y <- rep(c(1, 0, -1), c(20, 12, 8))
# 100 * (mean(y) + c(-1, 1) * qnorm(.975) * sd(y) / sqrt(length(y))); with qnorm(.95) for 90 %
@pytest.mark.parametrize(
    ("confidence", "low", "high"),
    [(0.95, 5.487889541408, 54.512110458592), (0.9, 9.428788431788, 50.571211568212)],
)
def test_promoters_equal_r(confidence: float, low: float, high: float) -> None:
    """Score and limits are those of the mean of +1, 0 and -1."""
    answers = [10] * 11 + [9] * 9 + [8] * 5 + [7.0] * 7 + [6] * 4 + [0] * 4 + [None, NAN]
    result = net_promoter_score(answers, confidence=confidence)
    assert (result.promoters, result.passives, result.detractors) == (20, 12, 8)
    assert (result.n, result.n_blank, result.confidence) == (40, 2, confidence)
    assert (result.value, result.low, result.high) == (30, pytest.approx(low), pytest.approx(high))
    assert result.reason is None


@pytest.mark.parametrize(
    ("answers", "value", "reason"),
    [
        ([], None, "no-answers"),
        ([None], None, "no-answers"),
        ([10], None, "too-few-answers"),
        ([10] * 29, None, "too-few-answers"),
        ([10] * 30, 100, "no-variation"),
        ([7] * 30, 0, "no-variation"),
        ([0] * 30, -100, "no-variation"),
    ],
)
def test_promoters_of_too_little(answers: list[int | None], value: float | None, reason: str) -> None:
    """Below 30 answers there is no score, and without variation no interval."""
    result = net_promoter_score(answers)
    assert (result.value, result.low, result.high, result.reason) == (value, None, None, reason)
    assert result.promoters + result.passives + result.detractors == result.n


def test_limits_of_promoters_stay_on_the_scale() -> None:
    """Limits are cut at -100 and 100."""
    assert net_promoter_score([10] * 30 + [8]).high == 100
    assert net_promoter_score([0] * 30 + [8]).low == -100


@pytest.mark.parametrize("answer", [11, -1, 7.5, "9", float("inf")])
def test_impossible_promoters_are_refused(answer: object) -> None:
    """An answer off the scale is an error that says which."""
    with pytest.raises(ValueError, match="answer 2 must be a "):
        net_promoter_score([9, answer])
