"""How many people gave each answer: counted by hand, tied to what is published, safe from subtraction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaltools.disclosure import coarsen, hide_small_counts, recoverable
from evaltools.disclosure.coarse import DIGITS
from evaltools.language import round_half_up
from evaltools.results import Result, Results

Analysed = Callable[..., Any]
SETTINGS: dict[str, Any] = {"items": ["q1"], "dont_know": [9]}


def answers(results: Results, region: str = "KZ", item: str = "q1", **more: str) -> list[Result]:
    """The counts of the answers of one place, in their order."""
    rows = results.select(region=region, subject="satisfaction", measure="answers")
    return [row for row in rows if row.pairs == more | {"item": item, "answer": row.pairs["answer"]}]


def values(rows: list[Result]) -> dict[str, float | None]:
    return {row.pairs["answer"]: row.value for row in rows}


def forms(**regions: list[int | str]) -> str:
    return "region,q1\n" + "".join(
        f"{name.replace('_', '-')},{answer}\n" for name, given in regions.items() for answer in given
    )


def test_answers_counted_by_hand(analysed: Analysed) -> None:
    """Two regions and a form without one; don't know and blanks are no answers of the scale."""
    text = forms(KZ_10=[5, 5, 4, 2, 9, ""], KZ_11=[5, 3, 3, 1]) + ",4\n"
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)})
    assert values(answers(results, "KZ-10")) == {"1": 0, "2": 1, "3": 0, "4": 1, "5": 2}
    assert values(answers(results, "KZ-11")) == {"1": 1, "2": 0, "3": 2, "4": 0, "5": 1}
    assert values(answers(results, "KZ")) == {"1": 1, "2": 1, "3": 2, "4": 2, "5": 3}
    assert {(row.unit, row.low, row.status) for row in answers(results)} == {("people", None, "ok")}


def test_answers_stand_in_the_order_of_the_scale(analysed: Analysed) -> None:
    """From the lowest up, whichever of them count as satisfied."""
    for satisfied in ([4, 5], [1, 3], [5]):
        results, _ = analysed(
            {"forms": ("satisfaction", forms(KZ_10=[5, 1]), SETTINGS | {"satisfied": satisfied})}
        )
        assert list(values(answers(results, "KZ-10"))) == ["1", "2", "3", "4", "5"]


def test_answers_of_a_turned_question_are_turned(analysed: Analysed) -> None:
    """Where 1 is the best, it stands as 5, so that one column of a table means one thing."""
    text = forms(KZ_10=[1, 1, 2, 5, 9])
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS | {"reversed": ["q1"]})})
    assert values(answers(results, "KZ-10")) == {"1": 1, "2": 0, "3": 0, "4": 1, "5": 2}


@pytest.mark.parametrize(
    ("scale", "satisfied", "unknown", "counted"),
    [
        ([0, 1], [1], [], []),
        ([1, 3], [3], [2], []),
        ([1, 3], [3], [], ["1", "2", "3"]),
        ([0, 10], [9, 10], [], [str(answer) for answer in range(11)]),
        ([0, 11], [11], [], []),
        ([0, 11], [11], [0], [str(answer) for answer in range(1, 12)]),
        ([0, 100], [100], [], []),
    ],
)
def test_scales_that_have_a_breakdown(
    analysed: Analysed, scale: list[int], satisfied: list[int], unknown: list[int], counted: list[str]
) -> None:
    """Two answers are the satisfied and the others already; more than eleven are marks."""
    own = {"scale": scale, "satisfied": satisfied, "dont_know": unknown}
    results, _ = analysed({"forms": ("satisfaction", forms(KZ_10=scale * 2), SETTINGS | own)})
    assert list(values(answers(results, "KZ-10"))) == counted


def test_answers_are_parts_of_what_is_published(analysed: Analysed) -> None:
    """The satisfied and the others are declared as the sums of their answers, in regions and in all."""
    text = forms(KZ_10=[5, 4, 2], KZ_11=[3])
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)})
    declared = {
        (each.total.region, each.total.measure, tuple(part.group[-1] for part in each.parts))
        for each in results.sums
        if {part.measure for part in each.parts} == {"answers"} and each.total.measure != "answers"
    }
    assert declared == {
        (region, name, parts)
        for region in ("KZ-10", "KZ-11", "KZ")
        for name, parts in (("satisfied", ("4", "5")), ("not_satisfied", ("1", "2", "3")))
    }


def test_answers_of_a_training_are_internal(analysed: Analysed) -> None:
    """Its trainer sees every answer, nobody else any."""
    text = "region,training,q1\n" + "KZ-10,T1,5\n" * 6 + "KZ-10,T1,1\n"
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)}, sensitivity="training")
    rows = answers(results, "KZ-10", training="T1")
    assert values(rows) == {"1": 1, "2": 0, "3": 0, "4": 0, "5": 6}
    assert {row.audience for row in rows} == {"internal"}


# What is published


def published(results: Results) -> Results:
    return coarsen(hide_small_counts(results).public())


def test_answers_change_nothing_that_was_published(analysed: Analysed) -> None:
    """Six are not satisfied, three of them with each answer: their number stays, the answers are hidden."""
    text = forms(KZ_10=[5] * 30 + [4] * 14 + [1] * 3 + [2] * 3, KZ_11=[5] * 40 + [3] * 20)
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)}, sensitivity="training")
    shown = published(results)
    assert shown.get("KZ-10", "satisfaction", "not_satisfied", "item=q1").value == 6
    assert shown.get("KZ-10", "satisfaction", "percent_satisfied", "item=q1").value == pytest.approx(88)
    assert [row.status for row in answers(shown, "KZ-10")][:3] == ["hidden"] * 3


def test_what_has_no_small_count_is_shown(analysed: Analysed) -> None:
    """Zeros and counts from the threshold on need no protection."""
    text = forms(KZ_10=[5] * 30 + [4] * 14 + [3] * 8)
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)}, sensitivity="training")
    assert values(answers(published(results), "KZ-10")) == {"1": 0, "2": 0, "3": 8, "4": 14, "5": 30}


def test_answers_go_with_the_count_that_they_are_parts_of(analysed: Analysed) -> None:
    """Two of thirty were not satisfied: no answer may tell it, not even that nobody said 1."""
    text = forms(KZ_10=[5] * 20 + [4] * 8 + [2] * 2)
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)}, sensitivity="training")
    assert {row.status for row in answers(published(results), "KZ-10")} == {"hidden"}


def test_a_region_does_not_come_back_from_the_others(analysed: Analysed) -> None:
    """The whole less the other regions is the hidden region: so one of these is hidden with it."""
    text = forms(KZ_10=[5] * 30 + [4] * 3, KZ_11=[5] * 30 + [4] * 10, KZ_15=[5] * 50 + [4] * 30)
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)}, sensitivity="training")
    shown = published(results)
    hidden = {
        code for code in ("KZ-10", "KZ-11", "KZ-15", "KZ") for row in answers(shown, code)[3:4] if not row.ok
    }
    assert "KZ-10" in hidden and len(hidden) > 1
    assert recoverable(hide_small_counts(results)) == ()


def test_a_mean_that_tells_an_answer_is_hidden(analysed: Analysed) -> None:
    """Of eleven satisfied people with a mean of 4.9, rounded, exactly one said 4: 54 of 11 and no other."""
    assert [fives for fives in range(12) if round_half_up((4 * (11 - fives) + 5 * fives) / 11, 1) == 4.9] == [
        10
    ]
    results, _ = analysed(
        {"forms": ("satisfaction", forms(KZ_10=[5] * 10 + [4]), SETTINGS)}, sensitivity="training"
    )
    mean = published(results).get("KZ-10", "satisfaction", "mean_satisfaction", "item=q1")
    assert (mean.status, mean.value) == ("hidden", None)


def test_a_mean_that_leaves_a_choice_is_shown(analysed: Analysed) -> None:
    """Of twelve satisfied people with a mean of 4.8, two or three said 4."""
    results, _ = analysed(
        {"forms": ("satisfaction", forms(KZ_10=[5] * 9 + [4] * 3), SETTINGS)}, sensitivity="training"
    )
    assert published(results).get("KZ-10", "satisfaction", "mean_satisfaction", "item=q1").value == 4.8


def test_decimals_of_the_mean_are_those_that_are_published() -> None:
    """What the analysis says of a rounded mean holds for the mean as it is rounded."""
    from evaltools.analysis.satisfaction.forms import MEAN_DIGITS

    assert DIGITS["points"] == MEAN_DIGITS


def tables(people: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many people can give five answers."""
    for bars in combinations(range(people + 4), 4):
        edges = (-1, *bars, people + 4)
        yield tuple(after - before - 1 for before, after in pairwise(edges))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([1, 2, 3, 4, 4, 5, 5, 5]), min_size=8, max_size=14))
def test_no_hidden_answer_is_the_only_possible_one(analysed: Analysed, given: list[int]) -> None:
    """All tables are tried that agree with everything published: each hidden answer has two counts at least."""
    results, _ = analysed({"forms": ("satisfaction", forms(KZ_10=given), SETTINGS)}, sensitivity="training")
    shown = published(results)
    rows = answers(shown, "KZ-10")
    others = {
        name: shown.get("KZ-10", "satisfaction", name, "item=q1").value
        for name in ("satisfied", "not_satisfied", "mean_satisfaction")
    }
    possible = [
        table
        for table in tables(len(given))
        if all(row.value in (None, count) for row, count in zip(rows, table, strict=True))
        and others["satisfied"] in (None, sum(table[3:]))
        and others["not_satisfied"] in (None, sum(table[:3]))
        and others["mean_satisfaction"]
        in (None, round_half_up(sum(k * n for k, n in enumerate(table, 1)) / len(given), 1))
    ]
    true = Counter(given)
    assert tuple(true[answer] for answer in range(1, 6)) in possible
    for place, row in enumerate(rows):
        if not row.ok and true[place + 1]:
            assert len({table[place] for table in possible}) > 1, (others, values(rows))


def test_every_region_is_tried_with_every_other(analysed: Analysed) -> None:
    """Two regions and their sum, by brute force: no hidden answer that somebody gave has one count only."""
    given = {"KZ-10": [5] * 6 + [4] * 2 + [3] * 2, "KZ-11": [5] * 5 + [4] * 3 + [3] * 3}
    text = forms(**{code.replace("-", "_"): answers_ for code, answers_ in given.items()})
    results, _ = analysed({"forms": ("satisfaction", text, SETTINGS)}, sensitivity="training")
    shown = published(results)
    whole = answers(shown, "KZ")

    def of(code: str) -> list[tuple[int, ...]]:
        rows = answers(shown, code)
        mean = shown.get(code, "satisfaction", "mean_satisfaction", "item=q1").value
        return [
            table
            for table in tables(len(given[code]))
            if all(row.value in (None, n) for row, n in zip(rows, table, strict=True))
            and mean
            in (None, round_half_up(sum(k * n for k, n in enumerate(table, 1)) / len(given[code]), 1))
        ]

    possible = [
        (one, other)
        for one, other in product(of("KZ-10"), of("KZ-11"))
        if all(row.value in (None, a + b) for row, a, b in zip(whole, one, other, strict=True))
    ]
    for which, code in enumerate(given):
        for place, row in enumerate(answers(shown, code)):
            if not row.ok and place + 1 in given[code]:
                assert len({pair[which][place] for pair in possible}) > 1
