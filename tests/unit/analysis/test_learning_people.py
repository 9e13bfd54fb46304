"""Single people against the noise of the test, the effect of choosing people, and planning the next round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaltools.results import Result, Results

Analysed = Callable[..., Any]
TOTAL_HEAD = "training,region,person,occasion,score\n"
ITEM_HEAD = "training,region,person,occasion,q1,q2,q3\n"
SETTINGS: dict[str, Any] = {"maximum": 20}


def totals(pairs: list[tuple[float, float]], training: str = "T1", region: str = "KZ-10") -> str:
    return "".join(
        f"{training},{region},p{place},{occasion},{mark}\n"
        for place, pair in enumerate(pairs)
        for occasion, mark in zip(("pre", "post"), pair, strict=True)
    )


def of_training(results: Results, measure: str) -> Result:
    return results.get("KZ-10", "learning", measure, "training=T1")


def person(results: Results, code: str) -> tuple[str, float | None]:
    row = results.get("KZ-10", "learning", "reliable_change", f"training=T1;person={code}")
    return row.reason, row.value


def test_reliability_comes_from_all_tests_before(analysed: Analysed) -> None:
    """Noise is that of KR-20 of everybody's test before, with the spread of the same people."""
    before = ["1,1,0", "1,1,1", "0,0,0", "0,1,0"]
    after = ["1,1,1", "1,1,1", "1,1,1", "0,1,0"]
    text = ITEM_HEAD + "".join(
        f"T{place % 2},KZ-10,p{place},{occasion},{given}\n"
        for occasion, answers in (("pre", before), ("post", after))
        for place, given in enumerate(answers)
    )
    results, _ = analysed({"tests": ("prepost", text, {"items": ["q1", "q2", "q3"]})})
    # R: KR-20 0.75, sd(t) 1.29099444874: qnorm(.975) * sqrt(2) * sd(t) * sqrt(1 - 0.75)
    limit = results.get("KZ-10", "learning", "noise_limit", "training=T0")
    assert limit.value == pytest.approx(1.78919414372)
    assert limit.method.endswith("KR-20 of all tests before")
    # p0 rose by 1, p2 by 3
    found = [
        results.get("KZ-10", "learning", "reliable_change", f"training=T0;person={code}").reason
        for code in ("p0", "p2")
    ]
    assert found == ["same", "more"]
    counts = [
        results.get("KZ-10", "learning", name, "training=T0").value
        for name in ("reliably_improved", "within_noise", "reliably_declined")
    ]
    assert counts == [1, 1, 0]


def test_stated_reliability_is_used(analysed: Analysed) -> None:
    """A reliability in the settings holds for total scores, with the spread of the training's own people."""
    text = TOTAL_HEAD + totals([(10, 16), (12, 12), (14, 8), (8, 9)])
    results, _ = analysed({"tests": ("prepost", text, SETTINGS | {"reliability": 0.8})})
    # sd 2.58 of 10, 12, 14, 8: 1.96 sqrt(2) 2.58199 sqrt(0.2) = 3.2005
    assert of_training(results, "noise_limit").value == pytest.approx(3.2005, abs=1e-3)
    assert [person(results, f"p{place}")[0] for place in range(4)] == ["more", "same", "less", "same"]


def test_unknown_reliability_says_so(analysed: Analysed) -> None:
    """Total scores without a stated reliability judge nobody, and say why."""
    results, _ = analysed({"tests": ("prepost", TOTAL_HEAD + totals([(10, 16), (12, 12)]), SETTINGS)})
    assert person(results, "p0") == ("no-reliability", None)
    limit = of_training(results, "noise_limit")
    assert (limit.status, limit.reason) == ("undefined", "no-reliability")


def test_single_people_are_internal(analysed: Analysed) -> None:
    """Nothing about one person, and no count of reliable changes, is public."""
    text = TOTAL_HEAD + totals([(10, 16), (12, 12)])
    results, _ = analysed({"tests": ("prepost", text, SETTINGS | {"reliability": 0.8})})
    names = {"reliably_improved", "within_noise", "reliably_declined", "noise_limit"}
    assert {row.audience for row in results if "person" in row.pairs or row.measure in names} == {"internal"}


# Choosing people for low scores


def test_choosing_for_low_scores_has_its_effect(analysed: Analysed) -> None:
    """Where the settings say that people were chosen, the rise that this alone brings stands beside the change."""
    chosen = SETTINGS | {"reliability": 0.8, "chosen_below": 12, "chosen_from": {"mean": 11, "sd": 4}}
    results, _ = analysed({"tests": ("prepost", TOTAL_HEAD + totals([(10, 16), (12, 12)]), chosen)})
    # Barnett et al. 2005, in R: z <- (11 - 12) / 4; 4 * (1 - 0.8) * dnorm(z) / pnorm(-z)
    row = results.get("KZ", "learning", "change_from_selection")
    assert row.value == pytest.approx(0.516671496813)
    assert row.audience == "public"


def test_choosing_without_reliability_is_undefined(analysed: Analysed) -> None:
    """Without a reliability the caution stays, and the figure is undefined."""
    chosen = SETTINGS | {"chosen_below": 12, "chosen_from": {"mean": 11, "sd": 4}}
    results, _ = analysed({"tests": ("prepost", TOTAL_HEAD + totals([(10, 16), (12, 12)]), chosen)})
    row = results.get("KZ", "learning", "change_from_selection")
    assert (row.status, row.reason) == ("undefined", "no-reliability")


def test_nobody_chosen_says_nothing(analysed: Analysed) -> None:
    """Without the settings there is no figure."""
    results, _ = analysed({"tests": ("prepost", TOTAL_HEAD + totals([(10, 16), (12, 12)]), SETTINGS)})
    assert results.get("KZ", "learning", "change_from_selection").status == "no-data"


# Planning


def test_planning_uses_this_rounds_spread(analysed: Analysed) -> None:
    """The people needed follow from the spread of changes, for changes on the test's own scale."""
    pre = (4, 6, 5, 7, 3, 8, 6, 5, 4, 7, 6, 5)
    post = (7, 8, 5, 9, 6, 9, 9, 4, 8, 8, 7, 9)
    text = TOTAL_HEAD + totals(list(zip(pre, post, strict=True)))
    results, _ = analysed({"tests": ("prepost", text, SETTINGS)})
    # R: power.t.test(delta = ..., sd = 1.56427928995, power = .8, type = "paired", strict = TRUE)$n
    # 78.77 for 0.5, 21.21 for 1
    for where in ("training=T1;", ""):
        region = "KZ-10" if where else "KZ"
        found = [
            results.get(region, "learning", "trainees_needed", f"{where}points={points}").value
            for points in ("0.5", "1")
        ]
        assert found == [79, 22]


def test_planning_without_spread(analysed: Analysed) -> None:
    """One pair leaves nothing to plan with; equal changes leave a reason."""
    results, _ = analysed({"tests": ("prepost", TOTAL_HEAD + totals([(10, 16)]), SETTINGS)})
    assert not results.select(measure="trainees_needed")
    results, _ = analysed({"tests": ("prepost", TOTAL_HEAD + totals([(10, 16), (9, 15)]), SETTINGS)})
    row = results.get("KZ", "learning", "trainees_needed", "points=1")
    assert (row.status, row.reason) == ("undefined", "no-variation")
