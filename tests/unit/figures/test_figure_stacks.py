"""Bars to both sides of a line: every answer from its line, as long as its share, told apart without colour."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaltools.figures import Figure, StackRow, StackSide, answer_stacks
from evaltools.language import Language
from tests.pictures import Mark, faults, marks

LEFT, RIGHT, APART = (
    StackSide(label="lower: 1, 2", answers=("1", "2")),
    StackSide(label="satisfied: 4, 5", answers=("4", "5")),
    StackSide(label="between: 3", answers=("3",)),
)


def drawn(rows: list[StackRow], *, code: str = "en", **changes: Any) -> Figure:
    sides: dict[str, Any] = {"left": LEFT, "right": RIGHT, "apart": APART}
    words = {"title": "All answers, percent", "note": "", "unit_label": "percent of those with an opinion"}
    return answer_stacks(rows, id="a", language=Language(code), **sides | words | changes)


def texts(figure: Figure) -> list[str]:
    return [each.text for each in marks(figure.svg) if each.tag == "text"]


def bars(figure: Figure) -> list[tuple[float, float, Mark]]:
    """Left and right edge of every bar, from left to right."""
    boxes = [
        each for each in marks(figure.svg) if {"c1", "c2", "pale"} & set(each.classes) and each.tag == "path"
    ]
    edges = [(min(x for x, _ in each.ends), max(x for x, _ in each.ends), each) for each in boxes]
    return sorted(edges, key=lambda edge: edge[0])


def test_widths_are_shares_drawn_from_their_line() -> None:
    """4, 12, 28, 48 and 8 percent by hand: one scale, two bars to each side of one x, the fifth from its own."""
    one, two, four, five, three = bars(
        drawn([StackRow(label="q1", percents=(4, 12, 28, 48, 8), text="n = 25")])
    )
    unit = (five[1] - five[0]) / 48
    for bar, share in ((one, 4), (two, 12), (four, 28), (three, 8)):
        assert bar[1] - bar[0] == pytest.approx(unit * share, abs=0.11)
    assert one[1] == pytest.approx(two[0], abs=0.02)
    assert two[1] == pytest.approx(four[0], abs=0.02)
    assert four[1] == pytest.approx(five[0], abs=0.02)
    # Apart begins at a line of its own, right of all that the satisfied can reach.
    assert three[0] > four[0] + 100 * unit


def test_ends_are_filled_and_the_others_have_an_outline() -> None:
    """Lightness and drawing differ, not only the hue: so grey paper and forced colours keep the answers apart."""
    figure = drawn([StackRow(label="q1", percents=(10, 20, 30, 25, 15))])
    looks = [set(each.classes) for _, _, each in bars(figure)]
    assert looks == [{"c2"}, {"pale", "c2s"}, {"pale", "c1s"}, {"c1"}, {"pale", "cxs"}]


def test_a_side_of_one_answer_is_filled() -> None:
    """Its only answer is the end of the scale."""
    figure = drawn(
        [StackRow(label="q1", percents=(20, 50, 30))],
        left=StackSide(label="lower: 1", answers=("1",)),
        right=StackSide(label="satisfied: 3", answers=("3",)),
        apart=StackSide(label="between: 2", answers=("2",)),
    )
    assert [set(each.classes) for _, _, each in bars(figure)] == [{"c2"}, {"c1"}, {"pale", "cxs"}]


def test_nothing_apart_leaves_more_room() -> None:
    """A scale without a middle has two sides."""
    rows = [StackRow(label="q1", percents=(10, 15, 25, 50))]
    narrow = drawn([StackRow(label="q1", percents=(10, 15, 25, 40, 10))])
    wide = drawn(rows, apart=None)
    assert "between: 3" not in texts(wide)
    assert bars(wide)[0][1] - bars(wide)[0][0] > bars(narrow)[0][1] - bars(narrow)[0][0]
    assert "Left, right: lower: 1, 2; satisfied: 4, 5." in wide.alt


def test_a_number_stands_where_it_fits() -> None:
    """A bar of 2 percent has no room for it; its count is in the table."""
    labels = texts(drawn([StackRow(label="q1", percents=(0, 2, 30, 60, 8))]))
    assert {"30%", "60%"} <= set(labels)
    assert not {"2%", "8%"} & set(labels)


def test_an_answer_that_nobody_gave_is_not_drawn() -> None:
    """Nor does its neighbour become the end of the scale."""
    found = bars(drawn([StackRow(label="q1", percents=(0, 20, 80, 0, 0))]))
    assert [set(each.classes) for _, _, each in found] == [{"pale", "c2s"}, {"pale", "c1s"}]


def test_words_stand_in_place_of_a_bar() -> None:
    """A question without percentages is named with its words, in the picture and for who does not see it."""
    figure = drawn([StackRow(label="q1", percents=(0, 0, 0, 100, 0)), StackRow(label="q2", text="12 of 18")])
    assert {"q2", "12 of 18"} <= set(texts(figure))
    assert "Without a value: q2 12 of 18." in figure.alt


def test_alternative_text_quotes_the_sides() -> None:
    """Sums of the sides, in their order."""
    figure = drawn([StackRow(label="Comfort", percents=(4, 12, 28, 48, 8), text="n = 25")])
    assert figure.alt == (
        "Bars to both sides of a line: All answers, percent. Left, right, apart: lower: 1, 2; satisfied: 4, 5; "
        "between: 3. Values: Comfort: 16%, 76%, 8%."
    )


@pytest.mark.parametrize(
    ("rows", "changes", "message"),
    [
        ([], {}, "at least one row"),
        ([StackRow(label="q1", percents=(50, 50))], {}, "has 2 shares for 5 answers"),
        ([StackRow(label="q1", percents=(10, 10, 10, 10, 10))], {}, "expected 100 percent together"),
        ([StackRow(label="q1", percents=(-10, 30, 30, 30, 20))], {}, "expected 100 percent together"),
        (
            [StackRow(label="q1")],
            {"left": StackSide(label="low", answers=("1", "2", "3"))},
            "has 3 answers; expected from 1 to 2",
        ),
        ([StackRow(label="q1")], {"right": StackSide(label="high", answers=())}, "has 0 answers"),
        ([StackRow(label="q1")], {"apart": StackSide(label="mid", answers=("3", "4"))}, "from 1 to 1"),
    ],
)
def test_what_cannot_be_drawn_is_refused(rows: list[StackRow], changes: dict[str, Any], message: str) -> None:
    """Errors say what was found and what was expected."""
    with pytest.raises(ValueError, match=message):
        drawn(rows, **changes)


COUNTS = st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(any)


@settings(max_examples=40, deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=6), st.sampled_from(["kk", "ru", "en"]))
def test_segments_make_the_whole(questions: list[list[int]], code: str) -> None:
    """Whatever was answered, all bars of a question are 100 percent together on the one scale of the picture."""
    rows = [
        StackRow(
            label="q", percents=tuple(100 * each / sum(counts) for each in counts), text=f"n = {sum(counts)}"
        )
        for counts in questions
    ]
    figure = drawn(rows, code=code)
    assert faults(figure.svg) == []
    totals: dict[float, float] = {}
    for left, right, each in bars(figure):
        middle = sum(y for _, y in each.ends[:4]) / 4
        totals[round(middle)] = totals.get(round(middle), 0.0) + right - left
    assert len(totals) == len(rows)
    # Each of five bars has two ends, drawn to a tenth of a unit.
    assert max(totals.values()) - min(totals.values()) <= 2 * 5 * 0.1
