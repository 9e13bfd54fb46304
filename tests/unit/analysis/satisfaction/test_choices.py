"""Ticking all that applies, counted per person; readiness to recommend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaltools.results import Result, Results

Analysed = Callable[..., Any]
HEARD = {"heard": {"options": ["friends", "court", "media"], "none": "none"}}
SETTINGS: dict[str, Any] = {"items": ["q1"], "select_all": HEARD}
TICKS = ["friends; court ", "friends;friends", "none", "", "court", " ; ", "none;media"]


def found(results: Results, measure: str, group: str, region: str = "KZ") -> Result:
    return results.get(region, "satisfaction", measure, group)


def ticked(*ticks: str, more: str = "") -> str:
    rows = [f"KZ-10,5,{tick}{',' + more if more else ''}" for tick in ticks]
    return "\n".join(["region,q1,heard" + (",w" if more else ""), *rows]) + "\n"


def test_options_are_counted_per_person(analysed: Analysed) -> None:
    """Doubles count once, stray spaces make no difference, the base is people who answered."""
    results, _ = analysed({"forms": ("satisfaction", ticked(*TICKS), SETTINGS)})
    shares = {
        row.pairs["option"]: (row.value, row.n)
        for row in results.select(region="KZ", measure="percent_selected")
    }
    # Five people answered; "none" beside another option is no "none".
    assert shares == {"friends": (40, 5), "court": (40, 5), "media": (20, 5), "none": (20, 5)}
    assert [found(results, name, "question=heard").value for name in ("answered", "blank")] == [5, 2]


def test_what_was_not_ticked_is_kept_for_hiding(analysed: Analysed) -> None:
    """The other part of a published base is there for the disclosure room and is not published."""
    results, _ = analysed({"forms": ("satisfaction", ticked(*TICKS), SETTINGS)})
    rest = found(results, "not_selected", "question=heard;option=friends")
    assert (rest.value, rest.audience) == (3, "internal")
    base = found(results, "answered", "question=heard").key
    assert any(each.total == base and rest.key in each.parts for each in results.sums)


def test_ticks_with_weights(analysed: Analysed) -> None:
    """Each person counts with a weight: 4 of 4 + 1 + 1."""
    text = "region,q1,heard,w\nKZ-10,5,friends,4\nKZ-10,5,court,1\nKZ-10,5,none,1\nKZ-10,5,,9\n"
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS | {"weight": "w"})})
    share = found(results, "percent_selected", "question=heard;option=friends")
    assert (share.value, share.n) == (pytest.approx(100 * 4 / 6), 3)
    none = found(results, "percent_selected", "question=heard;option=none")
    assert none.value == pytest.approx(100 / 6)


def test_nobody_ticked(analysed: Analysed) -> None:
    """Where nobody answered the question there are no shares, and they say why."""
    results, _ = analysed({"forms": ("satisfaction", ticked("", ""), SETTINGS)})
    share = found(results, "percent_selected", "question=heard;option=court")
    assert (share.status, share.reason) == ("undefined", "no-answers")


# Readiness to recommend

RECOMMEND: dict[str, Any] = {"items": ["q1"], "recommend": "nps"}


def scored(*answers: object) -> str:
    return "\n".join(["region,q1,nps", *(f"KZ-10,5,{answer}" for answer in answers)]) + "\n"


def test_net_promoter_score(analysed: Analysed) -> None:
    """Promoters minus detractors, in percent, with the interval and the three groups."""
    text = scored(*[10] * 20, *[8] * 12, *[4] * 8, "", "")
    results, _ = analysed({"forms": ("satisfaction", text, RECOMMEND)})
    score = found(results, "net_promoter_score", "question=nps")
    # R 4.2.2: x <- c(rep(1, 20), rep(0, 12), rep(-1, 8)); 100 * mean(x);
    # 100 * (mean(x) + c(-1, 1) * qnorm(0.975) * sd(x) / sqrt(40))
    assert (score.value, score.low, score.high) == pytest.approx((30, 5.48788954141, 54.51211045859))
    assert score.n == 40
    parts = [
        found(results, name, "question=nps").value
        for name in ("promoters", "passives", "detractors", "blank")
    ]
    assert parts == [20, 12, 8, 2]
    assert {key.measure for key in score.sources} == {"promoters", "passives", "detractors", "answered"}


@pytest.mark.parametrize(
    ("answers", "status", "reason"),
    [
        ([10] * 29, "undefined", "too-few-answers"),
        ([""] * 3, "undefined", "no-answers"),
        ([10] * 30, "ok", "no-variation"),
    ],
)
def test_score_that_is_not_given(analysed: Analysed, answers: list[Any], status: str, reason: str) -> None:
    """Below 30 answers there is no score; where all answered alike there is no interval."""
    results, _ = analysed({"forms": ("satisfaction", scored(*answers), RECOMMEND)})
    score = found(results, "net_promoter_score", "question=nps")
    assert (score.status, score.reason, score.low) == (status, reason, None)
