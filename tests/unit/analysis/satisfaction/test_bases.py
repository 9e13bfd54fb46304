"""Three bases, means, reversed questions, the overall figure and weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaltools.results import Result, Results

Analysed = Callable[..., Any]
SETTINGS: dict[str, Any] = {"items": ["q1"], "dont_know": [9]}
BASES = ("percent_satisfied", "percent_satisfied_of_answered", "percent_satisfied_of_forms")


def found(results: Results, measure: str, group: str = "item=q1", region: str = "KZ") -> Result:
    return results.get(region, "satisfaction", measure, group)


def column(*answers: object, name: str = "q1") -> str:
    return "\n".join(["region," + name, *(f"KZ-10,{answer}" for answer in answers)]) + "\n"


def test_three_percentages_on_three_bases(analysed: Analysed) -> None:
    """Don't know lies between the first and the second base, blanks between the second and the third."""
    text = column(5, 4, 4, 2, 3, 5, 9, "")
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)})
    shares = [found(results, base) for base in BASES]
    # 4 of 6, 4 of 7, 4 of 8; limits: R 4.2.2, 100 * prop.test(4, n, correct = FALSE)$conf.int
    assert [(share.value, share.n) for share in shares] == [
        (pytest.approx(100 * 4 / n), n) for n in (6, 7, 8)
    ]
    assert [(share.low, share.high) for share in shares] == [
        (pytest.approx(low, rel=1e-8), pytest.approx(high, rel=1e-8))
        for low, high in ((29.99933151, 90.32285889), (25.04583645, 84.17801447), (21.52160622, 78.47839378))
    ]


def test_percentages_and_mean_name_everything_that_they_give_away(analysed: Analysed) -> None:
    """All three rest on the satisfied and on all bases: one hidden count hides them together."""
    results, _ = analysed({"forms": ("satisfaction", column(5, 4, 9, ""), SETTINGS)})
    named = [found(results, measure).sources for measure in (*BASES, "mean_satisfaction")]
    assert {frozenset(key.measure for key in sources) for sources in named} == {
        frozenset(("satisfied", "with_opinion", "answered", "respondents"))
    }


def test_blanks_and_dont_know_are_never_small(analysed: Analysed) -> None:
    """They say nothing of an opinion: their threshold is 1, that of what was answered is the table's."""
    results, _ = analysed({"forms": ("satisfaction", column(5, 9, ""), SETTINGS)}, sensitivity="training")
    loose = {row.measure for row in results if row.threshold == 1}
    assert loose == {"blank", "dont_know"}
    assert {found(results, name).threshold for name in ("satisfied", "not_satisfied", "with_opinion")} == {5}


def test_mean(analysed: Analysed) -> None:
    """The mean is of those with an opinion, and of twice as many people as a count may be shown from."""
    text = column(5, 4, 4, 2, 3, 5, 9, "")
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)}, sensitivity="training")
    mean = found(results, "mean_satisfaction")
    assert (mean.value, mean.n, mean.unit) == (pytest.approx(23 / 6), 6, "points of 5")
    assert mean.threshold == 10
    assert mean.low is None


def test_no_opinions_no_mean(analysed: Analysed) -> None:
    """Without an opinion there is no mean, and it says why; of all forms nobody was satisfied."""
    results, _ = analysed({"forms": ("satisfaction", column(9, ""), SETTINGS)})
    mean = found(results, "mean_satisfaction")
    assert (mean.status, mean.reason) == ("undefined", "no-opinions")
    assert [found(results, base).status for base in BASES] == ["undefined", "ok", "ok"]
    assert found(results, "percent_satisfied_of_forms").value == 0


def test_reversed_question(analysed: Analysed) -> None:
    """Where 1 is the best answer, 1 and 2 of 5 count as satisfied; don't know stays don't know."""
    text = column(1, 2, 3, 5, 9, "")
    settings = SETTINGS | {"reversed": ["q1"]}
    results, _ = analysed({"forms": ("satisfaction", text, settings)})
    assert [found(results, name).value for name in ("satisfied", "not_satisfied", "dont_know")] == [2, 2, 1]
    # 1, 2, 3 and 5 become 5, 4, 3 and 1
    assert found(results, "mean_satisfaction").value == pytest.approx(13 / 4)


def test_answers_that_count_need_not_be_the_highest(analysed: Analysed) -> None:
    """The settings name the answers that count, wherever they stand on the scale."""
    settings = SETTINGS | {"satisfied": [1, 3]}
    results, _ = analysed({"forms": ("satisfaction", column(1, 3, 3, 5), settings)})
    assert (found(results, "satisfied").value, found(results, "mean_satisfaction").value) == (3, 3)


# The overall figure

TWO = "region,q1,q2,q3\nKZ-10,5,5,1\nKZ-10,5,1,9\nKZ-10,5,,\nKZ-10,9,,\nKZ-10,,,\nKZ-10,1,2,3\n"
THREE: dict[str, Any] = {"items": ["q1", "q2", "q3"], "dont_know": [9]}


@pytest.mark.parametrize(
    ("rule", "satisfied", "base"),
    [
        # 2 of 3; 1 of 2 is no more than half; 1 of 1; no opinion; blank; 0 of 3
        ("most", 2, 4),
        # only the form with one opinion is satisfied on all of them
        ("all", 1, 4),
        # 5, 5, 5, don't know, blank, 1
        ("q1", 3, 4),
        # 5, 1, blank, blank, blank, 2
        ("q2", 1, 3),
    ],
)
def test_overall(analysed: Analysed, rule: str, satisfied: int, base: int) -> None:
    """Who is satisfied overall follows from the stated rule, of those with an opinion that counts."""
    results, _ = analysed({"forms": ("satisfaction", TWO, THREE | {"overall": rule})})
    share = found(results, "percent_satisfied_overall", "")
    assert (share.value, share.n) == (pytest.approx(100 * satisfied / base), base)
    counts = [found(results, f"{name}_overall", "").value for name in ("satisfied", "not_satisfied")]
    assert counts == [satisfied, base - satisfied]


def test_no_rule_no_overall_figure(analysed: Analysed) -> None:
    """Without a rule nothing is said overall."""
    results, _ = analysed({"forms": ("satisfaction", TWO, THREE)})
    assert not [row for row in results if "overall" in row.measure]


def test_overall_of_one_question_is_tied_to_it(analysed: Analysed) -> None:
    """Two counts of the same people are declared equal: neither may give the other back."""
    for settings in (SETTINGS | {"overall": "most"}, THREE | {"overall": "q1"}):
        results, _ = analysed({"forms": ("satisfaction", TWO, settings)})
        tied = {each.total.measure: each.parts for each in results.sums if len(each.parts) == 1}
        for name in ("satisfied", "not_satisfied", "with_opinion"):
            assert [part.measure for part in tied[f"{name}_overall"]] == [name]


# Weights

WEIGHTED = "region,q1,w\nKZ-10,5,2\nKZ-10,4,1\nKZ-10,2,1\nKZ-10,5,1\nKZ-10,1,5\nKZ-10,9,2\nKZ-10,,4\n"


def test_weighted_percentages(analysed: Analysed) -> None:
    """Weights change percentages and the mean, never the counts; the effective number stands beside them."""
    results, _ = analysed({"forms": ("satisfaction", WEIGHTED, SETTINGS | {"weight": "w"})})
    shares = [found(results, base) for base in BASES]
    # (2 + 1 + 1) of 10; don't know adds 2 to the base, the blank 4
    assert [share.value for share in shares] == [pytest.approx(100 * 4 / n) for n in (10, 12, 16)]
    assert [share.n for share in shares] == [5, 6, 7]
    assert all("weighted" in share.method for share in shares)
    assert [found(results, name).value for name in ("satisfied", "not_satisfied")] == [3, 2]
    # Kish: 10^2 / (4 + 1 + 1 + 1 + 25)
    assert found(results, "effective_n").value == pytest.approx(100 / 32)
    # (2*5 + 4 + 2 + 5 + 5*1) / 10
    assert found(results, "mean_satisfaction").value == pytest.approx(2.6)


def test_equal_weights_change_nothing(analysed: Analysed) -> None:
    """Weights that are all the same give the unweighted share and interval."""
    answers = [5] * 47 + [2] * 13
    text = "region,q1,w\n" + "".join(f"KZ-10,{answer},3\n" for answer in answers)
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS | {"weight": "w"})})
    share = found(results, "percent_satisfied")
    # R 4.2.2: prop.test(47, 60, correct = FALSE)$conf.int
    assert (share.low, share.high) == pytest.approx((66.3799724268, 86.8769559518), rel=1e-9)
    assert found(results, "effective_n").value == pytest.approx(60)
