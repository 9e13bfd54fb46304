"""Edge cases of every statistic, as data: what goes in, and what must come out.

Each case names the figures of the record that are undefined, and no others
are; the reason; and the reasons of the records inside it. The same cases make
`docs/edge-cases.md` (`python tools/edge_cases.py`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from evaltools import stats


@dataclass(frozen=True)
class Case:
    """One call of a function of `evaltools.stats`.

    Attributes
    ----------
    function : str
        Its name.
    title : str
        What is special, in a few words.
    arguments : tuple
        What goes in by place.
    none : str
        The figures of the record that are None, with spaces between them; of
        several records those of the first.
    reason : str or None
        Why, as the record says.
    options : dict
        What goes in by name.
    inner : str
        The reasons of records inside the record (or of the records after the
        first), each once, with spaces between them.
    """

    function: str
    title: str
    arguments: tuple[Any, ...]
    none: str = ""
    reason: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    inner: str = ""

    @property
    def id(self) -> str:
        return f"{self.function}: {self.title}"

    @property
    def call(self) -> str:
        """The call as one writes it."""
        given = [_written(value) for value in self.arguments]
        given += [f"{name}={_written(value)}" for name, value in self.options.items()]
        return f"{self.function}({', '.join(given)})"

    def run(self) -> Any:
        """The record, or the tuple of records."""
        return getattr(stats, self.function)(*self.arguments, **self.options)


def _written(value: Any) -> str:
    """A value as short as one would write it: `[1] * 30 + [2]`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name!r}: {_written(each)}" for name, each in value.items()) + "}"
    if not isinstance(value, list):
        return repr(value)
    if len(value) > 6 and isinstance(value[0], int) and value == list(range(value[0], value[0] + len(value))):
        return f"list(range({value[0]}, {value[-1] + 1}))"
    runs = [(each, len(list(run))) for each, run in groupby(value)]
    if len(value) > 3 and len(runs) <= 3:
        return " + ".join(
            f"[{_written(each)}]" + (f" * {times}" if times > 1 else "") for each, times in runs
        )
    return f"[{', '.join(map(_written, value))}]"


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every figure of a record, also of the records and tuples inside it, with the way to it."""
    if dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from walk(getattr(value, each.name), f"{path}.{each.name}" if path else each.name)
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from walk(each, f"{path}.{place}" if path else str(place))
    else:
        yield path, value


def first(record: Any) -> Any:
    """The record, or the first of several."""
    return (
        record[0] if isinstance(record, tuple) and record and dataclasses.is_dataclass(record[0]) else record
    )


PAIRED_ALL = "mean_pre mean_post change low high sd_change t df p"
PAIRED_ONE = "low high sd_change t df p"
PAIRED_SAME = "low high t df p"
SIGNED_ALL = "statistic p pseudomedian low high"
D_NO_SD = "sd_pre sd_post sd_change correlation"
ITEM_ONE = "sd discrimination group_size item_total_r item_rest_r"
PROMOTERS_NONE = "value low high"
ADJUSTED_NONE = "mean_pre mean_post slope p_groups p_slopes sd_residual df"
RELIABLE_NONE = "n_more n_same n_less threshold error_of_measurement error_of_difference"
CHART_NONE = "low high outside longest_run run_limit run"
KEY = ["A", "B"]
MANY = [[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 1, 0], [1, 0, 1]]

CASES: tuple[Case, ...] = (
    # Change of the same people
    Case("paired_change", "nobody", ([], []), PAIRED_ALL, "no-pairs"),
    Case("paired_change", "one person", ([12], [15]), PAIRED_ONE, "one-pair"),
    Case("paired_change", "two people", ([12, 15], [15, 17])),
    Case("paired_change", "two people, same change", ([12, 15], [14, 17]), PAIRED_SAME, "no-variation"),
    Case("paired_change", "nobody changed", ([12, 15, 9], [12, 15, 9]), PAIRED_SAME, "no-variation"),
    Case("paired_change", "same change in decimals", ([0.2, 1.0], [0.3, 1.1]), PAIRED_SAME, "no-variation"),
    Case("paired_change", "full marks twice", ([20] * 4, [20] * 4), PAIRED_SAME, "no-variation"),
    Case("paired_change", "nearly no spread", ([0] * 400, [1000] * 399 + [1000.000001])),
    Case("signed_rank", "nobody", ([],), SIGNED_ALL, "no-pairs"),
    Case("signed_rank", "one person", ([3],), "p low high", "one-pair"),
    Case("signed_rank", "two people", ([3, 2],), "low high", "too-few-pairs"),
    Case("signed_rank", "five people", ([3, 2, 1, 4, -1],), "low high", "too-few-pairs"),
    Case("signed_rank", "nobody changed", ([0, 0, 0],), "statistic p low high", "no-change"),
    Case("signed_rank", "one person, no change", ([0],), "statistic p low high", "one-pair"),
    Case("signed_rank", "one of eight changed", ([0] * 7 + [3],)),
    Case("signed_rank", "everybody rose by the same", ([2] * 10,), "low high", "too-many-ties"),
    Case("signed_rank", "everybody rose by the same, large group", ([2] * 30,), "low high", "too-many-ties"),
    Case("signed_rank", "more than 20 people", (list(range(1, 31)),)),
    Case("standardised_change", "nobody", ([], []), "change " + D_NO_SD, "no-pairs", inner="no-pairs"),
    Case("standardised_change", "one person", ([12], [15]), D_NO_SD, "too-few-pairs", inner="too-few-pairs"),
    Case(
        "standardised_change", "two people", ([12, 15], [15, 17]), "", "too-few-pairs", inner="too-few-pairs"
    ),
    Case("standardised_change", "three people", ([12, 15, 9], [15, 17, 10])),
    Case(
        "standardised_change",
        "same change",
        ([12, 15, 9], [14, 17, 11]),
        "",
        "no-variation",
        inner="no-variation",
    ),
    Case(
        "standardised_change",
        "same mark before",
        ([10, 10, 10], [12, 13, 15]),
        "correlation",
        inner="no-variation",
    ),
    Case(
        "standardised_change",
        "same mark before and after",
        ([10] * 4, [12] * 4),
        "correlation",
        "no-variation",
        inner="no-variation",
    ),
    Case(
        "standardised_change",
        "after follows from before",
        ([2, 4, 6], [4, 8, 12]),
        inner="perfect-correlation",
    ),
    Case("class_gain", "nobody", ([], []), "gain mean_pre mean_post", "no-pairs", {"maximum": 20}),
    Case("class_gain", "one person", ([12], [15]), options={"maximum": 20}),
    Case("class_gain", "full marks before", ([20, 20], [20, 18]), "gain", "at-maximum", {"maximum": 20}),
    Case("class_gain", "nobody changed", ([12, 15], [12, 15]), options={"maximum": 20}),
    Case("class_gain", "near the maximum, then lower", ([20, 19], [15, 14]), options={"maximum": 20}),
    Case("normalised_change", "nobody", ([], []), "value low high sd", "no-pairs", {"maximum": 20}),
    Case("normalised_change", "one person", ([12], [15]), "low high sd", "one-kept", {"maximum": 20}),
    Case("normalised_change", "two people", ([12, 10], [15, 18]), options={"maximum": 20}),
    Case(
        "normalised_change",
        "0 twice or full marks twice",
        ([0, 20], [0, 20]),
        "value low high sd",
        "none-kept",
        {"maximum": 20},
    ),
    Case(
        "normalised_change", "nobody changed", ([5, 6], [5, 6]), "low high", "no-variation", {"maximum": 20}
    ),
    Case(
        "normalised_change",
        "all to the maximum",
        ([5, 6], [20] * 2),
        "low high",
        "no-variation",
        {"maximum": 20},
    ),
    Case(
        "change_warnings",
        "nobody",
        ([], []),
        "share_near_top_pre share_top_post share_near_bottom_pre share_bottom_post items",
        "no-pairs",
        {"maximum": 20},
    ),
    Case("change_warnings", "one person", ([20], [20]), "items", options={"maximum": 20}),
    Case("change_warnings", "full marks twice", ([20] * 5, [20] * 5), options={"maximum": 20, "items": 20}),
    Case("change_warnings", "0 twice", ([0] * 5, [0] * 5), options={"maximum": 20, "items": 20}),
    Case("change_if_lost_unchanged", "nobody", ([], 0), "change change_if_unchanged", "no-pairs"),
    Case("change_if_lost_unchanged", "everybody lost", ([], 7), "change change_if_unchanged", "no-pairs"),
    Case("change_if_lost_unchanged", "nobody lost", ([3, 1], 0)),
    Case("change_if_lost_unchanged", "one person", ([3], 1)),
    Case("change_if_lost_unchanged", "nobody changed", ([0, 0, 0], 2)),
    # Tests and their questions
    Case("item_change", "nobody", ([[None]], [[None]]), "change low high p_exact p_mid p_holm", "no-pairs"),
    Case("item_change", "no questions", ([], [])),
    Case(
        "item_change",
        "nobody took both",
        ([[1], [None]], [[None], [1]]),
        "change low high p_exact p_mid p_holm",
        "no-pairs",
    ),
    Case("item_change", "one person", ([[0]], [[1]])),
    Case("item_change", "nobody changed", ([[1], [0]], [[1], [0]]), "p_exact p_mid p_holm", "nobody-changed"),
    Case(
        "item_change", "all right twice", ([[1]] * 12, [[1]] * 12), "p_exact p_mid p_holm", "nobody-changed"
    ),
    Case("item_change", "everybody gained", ([[0]] * 12, [[1]] * 12)),
    Case("item_change", "everybody gained, very many", ([[0]] * 3000, [[1]] * 3000)),
    Case("item_change", "a question left blank", ([[None, 1]] * 5, [[1, 1]] * 5), inner="nobody-changed"),
    Case(
        "item_analysis",
        "nobody",
        ([[None, None]],),
        "difficulty " + ITEM_ONE,
        "no-answers",
        inner="no-answers",
    ),
    Case("item_analysis", "no questions", ([],)),
    Case("item_analysis", "one person", ([[1, 0]],), ITEM_ONE, "one-person", inner="one-person"),
    Case(
        "item_analysis",
        "one question",
        ([[1], [0], [1]],),
        "discrimination group_size item_total_r item_rest_r",
        "one-item",
    ),
    Case("item_analysis", "two people", ([[1, 1], [0, 0]],)),
    Case(
        "item_analysis",
        "everybody right",
        ([[1, 0], [1, 1], [1, 1]],),
        "item_total_r item_rest_r",
        "no-variation",
        inner="no-variation-in-rest",
    ),
    Case(
        "item_analysis",
        "equal totals",
        ([[1, 0], [0, 1]],),
        "discrimination group_size item_total_r",
        "no-variation-in-total",
        inner="no-variation-in-total",
    ),
    Case(
        "item_analysis",
        "others equal",
        ([[1, 1], [0, 1], [1, 1]],),
        "item_rest_r",
        "no-variation-in-rest",
        inner="no-variation",
    ),
    Case("item_analysis", "blanks", ([[1, None], [1, 1], [None, 1], [None, None]],), "", inner=""),
    Case("reliability", "nobody", ([],), "alpha low high", "one-item"),
    Case("reliability", "only blanks", ([[1, None], [None, 1]],), "alpha low high", "no-answers"),
    Case("reliability", "one person", ([[1, 0, 1]],), "alpha low high", "one-person"),
    Case("reliability", "one question", ([[1], [0], [1]],), "alpha low high", "one-item"),
    Case("reliability", "everybody alike", ([[1, 0, 1]] * 6,), "alpha low high", "no-variation"),
    Case("reliability", "everybody right", ([[1, 1, 1]] * 6,), "alpha low high", "no-variation"),
    Case(
        "reliability", "questions agree wholly", ([[1, 1, 1], [0, 0, 0], [1, 1, 1]],), "low high", "no-error"
    ),
    Case("reliability", "two people", ([[1, 1, 0], [1, 0, 0]],)),
    Case(
        "distractors", "nobody on one occasion", ({"pre": [["A", "C"]], "post": []}, KEY), inner="no-answers"
    ),
    Case("distractors", "only blanks", ({"pre": [[None, ""]]}, KEY), inner="no-answers"),
    Case("distractors", "one person", ({"pre": [["A", "C"]]}, KEY)),
    Case("distractors", "everybody right", ({"pre": [["A", "B"]] * 4}, KEY)),
    Case("reliable_change", "nobody", ([], []), RELIABLE_NONE + " sd_pre", "no-pairs", {"reliability": 0.8}),
    Case(
        "reliable_change",
        "one person",
        ([12], [15]),
        RELIABLE_NONE + " sd_pre",
        "one-pair",
        {"reliability": 0.8},
    ),
    Case(
        "reliable_change", "one person, known spread", ([12], [15]), options={"reliability": 0.8, "sd_pre": 3}
    ),
    Case("reliable_change", "two people", ([12, 9], [15, 9]), options={"reliability": 0.8}),
    Case(
        "reliable_change",
        "same mark before",
        ([12] * 4, [15, 16, 12, 11]),
        RELIABLE_NONE,
        "no-variation",
        {"reliability": 0.8},
    ),
    Case(
        "reliable_change",
        "reliability unknown",
        ([12, 9], [15, 9]),
        RELIABLE_NONE + " reliability",
        "no-reliability",
        {"reliability": None},
    ),
    Case(
        "reliable_change",
        "reliability below 0",
        ([12, 9], [15, 9]),
        RELIABLE_NONE,
        "no-reliability",
        {"reliability": -0.2},
    ),
    Case(
        "reliable_change",
        "reliability 1",
        ([12, 9], [15, 9]),
        RELIABLE_NONE,
        "perfect-reliability",
        {"reliability": 1},
    ),
    Case("reliable_change", "nobody changed", ([12, 9], [12, 9]), options={"reliability": 0.8}),
    # Comparing and planning
    Case(
        "regression_to_the_mean",
        "no spread",
        (),
        "change mean_first mean_second share_chosen",
        "no-variation",
        {"mean": 12, "sd": 0, "correlation": 0.7, "cutoff": 10},
    ),
    Case(
        "regression_to_the_mean",
        "perfect test",
        (),
        options={"mean": 12, "sd": 4, "correlation": 1, "cutoff": 10},
    ),
    Case(
        "regression_to_the_mean",
        "nearly nobody chosen",
        (),
        options={"mean": 100, "sd": 1, "correlation": 0.7, "cutoff": 10},
    ),
    Case(
        "regression_to_the_mean",
        "everybody chosen",
        (),
        options={"mean": 0, "sd": 1, "correlation": 0.7, "cutoff": 1000},
    ),
    Case("adjusted_comparison", "nobody", ([], [], []), ADJUSTED_NONE, "no-pairs"),
    Case(
        "adjusted_comparison",
        "one person",
        ([8], [9], ["A"]),
        ADJUSTED_NONE,
        "too-few-groups",
        inner="too-few-people",
    ),
    Case(
        "adjusted_comparison",
        "one group",
        ([8, 9, 11, 12], [9, 11, 12, 15], ["A"] * 4),
        ADJUSTED_NONE,
        "too-few-groups",
        {"minimum": 4},
    ),
    Case(
        "adjusted_comparison",
        "a group too small",
        ([8, 10, 12, 9, 11, 14, 9], [10, 11, 15, 10, 14, 15, 12], ["A", "A", "A", "B", "B", "B", "C"]),
        options={"minimum": 3},
        inner="too-few-people",
    ),
    Case(
        "adjusted_comparison",
        "same mark before",
        ([8, 8, 9, 9], [10, 11, 12, 13], ["A", "A", "B", "B"]),
        "slope p_groups p_slopes sd_residual df",
        "no-variation",
        {"minimum": 2},
    ),
    Case(
        "adjusted_comparison",
        "after follows from before",
        ([8, 10, 9, 11], [9, 11, 10, 12], ["A", "A", "B", "B"]),
        "p_groups p_slopes sd_residual df",
        "perfect-fit",
        {"minimum": 2},
    ),
    Case("trainees_needed", "change 0", (0, 3.2), "n power", "no-change"),
    Case("trainees_needed", "no spread", (1.5, 0), "n power", "no-variation"),
    Case("trainees_needed", "tiny change", (1e-9, 3.2), "n power", "too-many"),
    Case("trainees_needed", "huge change", (1000, 1)),
    Case("adjust_p_values", "no tests", ([],)),
    Case("adjust_p_values", "tests that could not be made", ([None, None],), "0 1"),
    Case("adjust_p_values", "p of 0 and 1", ([0.0, 1.0],)),
    Case("adjust_p_values", "one test and a gap", ([0.04, None],), "1"),
    # Shares of people
    Case("proportion", "nobody", (0, 0), "value low high population", "no-answers"),
    Case("proportion", "nobody of a known group", (0, 0), "value low high", "no-answers", {"population": 12}),
    Case("proportion", "empty group", (0, 0), "value low high", "no-answers", {"population": 0}),
    Case("proportion", "one person, yes", (1, 1), "population"),
    Case("proportion", "one person, no", (0, 1), "population"),
    Case("proportion", "two people", (1, 2), "population"),
    Case("proportion", "everybody", (15, 15), "population"),
    Case("proportion", "no one of many", (0, 15), "population"),
    Case("proportion", "census", (12, 15), "low high", "census", {"population": 15}),
    Case("proportion", "all but one of the group", (14, 14), options={"population": 15}),
    Case("proportion", "everybody, exact", (15, 15), "population", options={"method": "exact"}),
    Case(
        "proportion", "everybody, Agresti-Coull", (15, 15), "population", options={"method": "agresti-coull"}
    ),
    Case("proportion_difference", "nobody", (0, 0, 0, 0), "value low high", "no-answers", inner="no-answers"),
    Case(
        "proportion_difference",
        "an empty group",
        (3, 5, 0, 0),
        "value low high",
        "no-answers",
        inner="no-answers",
    ),
    Case("proportion_difference", "everybody in both", (9, 9, 7, 7)),
    Case("proportion_difference", "no one in both", (0, 9, 0, 7)),
    Case("proportion_difference", "all against none", (9, 9, 0, 7)),
    Case("proportion_difference", "one person each", (1, 1, 0, 1)),
    Case("weighted_proportion", "nobody", ([], []), "value low high n_effective", "no-answers"),
    Case(
        "weighted_proportion",
        "only blanks",
        ([None, None], [1, 2]),
        "value low high n_effective",
        "no-answers",
    ),
    Case(
        "weighted_proportion", "no weights", ([1, 0], [0, None]), "value low high n_effective", "no-answers"
    ),
    Case("weighted_proportion", "one person", ([1], [2.5])),
    Case("weighted_proportion", "everybody", ([1] * 9, [1, 2, 3, 1, 2, 3, 1, 2, 3])),
    Case("weighted_proportion", "no one", ([0] * 9, [1, 2, 3, 1, 2, 3, 1, 2, 3])),
    Case("homogeneity", "no groups", ([],), "p method statistic df smallest_expected", "too-few-groups"),
    Case(
        "homogeneity", "one group", ([[3, 4]],), "p method statistic df smallest_expected", "too-few-groups"
    ),
    Case(
        "homogeneity",
        "an empty group",
        ([[3, 4], [0, 0]],),
        "p method statistic df smallest_expected",
        "too-few-groups",
    ),
    Case(
        "homogeneity",
        "everybody",
        ([[9, 0], [4, 0]],),
        "p method statistic df smallest_expected",
        "no-variation",
    ),
    Case(
        "homogeneity",
        "no one",
        ([[0, 9], [0, 4]],),
        "p method statistic df smallest_expected",
        "no-variation",
    ),
    Case("homogeneity", "one person each", ([[1, 0], [0, 1]],), "statistic df"),
    Case("homogeneity", "all against none, large", ([[5000, 0], [0, 5000]],)),
    Case(
        "top_box",
        "nobody",
        ([],),
        "invited response_rate mean",
        "no-opinions",
        {"scale": [1, 2, 3, 4, 5]},
        "no-answers",
    ),
    Case(
        "top_box",
        "nobody invited",
        ([],),
        "response_rate mean",
        "no-opinions",
        {"scale": [1, 2, 3, 4, 5], "invited": 0},
        "no-answers",
    ),
    Case(
        "top_box",
        "only blanks",
        ([None, "", None],),
        "invited response_rate mean",
        "no-opinions",
        {"scale": [1, 2, 3, 4, 5]},
        "no-answers",
    ),
    Case(
        "top_box",
        "nobody has an opinion",
        ([0, 0],),
        "invited response_rate mean",
        "no-opinions",
        {"scale": [1, 2, 3, 4, 5], "dont_know": [0]},
        "no-answers",
    ),
    Case("top_box", "one person", ([5],), "invited response_rate", options={"scale": [1, 2, 3, 4, 5]}),
    Case(
        "top_box", "all satisfied", ([5] * 12,), "invited response_rate", options={"scale": [1, 2, 3, 4, 5]}
    ),
    Case(
        "top_box",
        "nobody satisfied",
        ([1] * 12,),
        "invited response_rate",
        options={"scale": [1, 2, 3, 4, 5]},
    ),
    Case(
        "top_box",
        "everybody of a known group",
        ([5, 4, 1],),
        "invited response_rate",
        options={"scale": [1, 2, 3, 4, 5], "population": 3},
        inner="census",
    ),
    Case(
        "top_box",
        "a scale of words",
        (["good", "bad"],),
        "invited response_rate mean",
        "scale-of-words",
        {"scale": ["bad", "fair", "good"]},
    ),
    Case(
        "select_all",
        "nobody",
        ([],),
        "none_of_these",
        "no-answers",
        {"options": ["law", "tests"]},
        "no-answers",
    ),
    Case(
        "select_all",
        "only blanks",
        ([None, ""],),
        "none_of_these",
        "no-answers",
        {"options": ["law", "tests"]},
        "no-answers",
    ),
    Case("select_all", "one person", (["law"],), "none_of_these", options={"options": ["law", "tests"]}),
    Case(
        "select_all",
        "everybody ticked everything",
        ([["law", "tests"]] * 8,),
        "none_of_these",
        options={"options": ["law", "tests"]},
    ),
    Case(
        "select_all",
        "nothing applies to anybody",
        (["none"] * 8,),
        options={"options": ["law", "tests"], "none_of_these": "none"},
    ),
    Case(
        "select_all",
        "everybody of a known group",
        (["law", "tests"],),
        "none_of_these",
        None,
        {"options": ["law", "tests"], "population": 2},
        "census",
    ),
    Case("net_promoter_score", "nobody", ([],), PROMOTERS_NONE, "no-answers"),
    Case("net_promoter_score", "only blanks", ([None, None],), PROMOTERS_NONE, "no-answers"),
    Case("net_promoter_score", "one person", ([10],), PROMOTERS_NONE, "too-few-answers"),
    Case("net_promoter_score", "29 people", ([10] * 20 + [3] * 9,), PROMOTERS_NONE, "too-few-answers"),
    Case("net_promoter_score", "all promoters", ([10] * 30,), "low high", "no-variation"),
    Case("net_promoter_score", "all passive", ([7] * 30,), "low high", "no-variation"),
    Case("net_promoter_score", "all but one", ([10] * 29 + [0],)),
    # Regions, rates, plans
    Case("rate", "no events", (0, 5000)),
    Case("rate", "one event", (1, 5000)),
    Case("rate", "9 events", (9, 5000)),
    Case("rate", "10 events", (10, 5000)),
    Case("rate", "more events than people", (30, 12)),
    Case("rate", "denominator unknown", (4, None), "value low high exposure method", "no-exposure"),
    Case("rate", "empty region", (0, 0), "value low high method", "no-exposure"),
    Case("rate_ratio", "no events", (0, 100, 0, 100), "value low high p", "no-events"),
    Case("rate_ratio", "none in the first", (0, 100, 5, 100)),
    Case("rate_ratio", "none in the second", (5, 100, 0, 100), "value high", "no-events-second"),
    Case("rate_ratio", "one each", (1, 100, 1, 100)),
    Case("rate_ratio", "denominator unknown", (5, None, 4, 100), "value low high p exposure1", "no-exposure"),
    Case("rate_ratio", "empty region", (5, 100, 0, 0), "value low high p", "no-exposure"),
    Case("rate_ratio", "far apart", (100000, 100, 1, 100)),
    Case("directly_standardised_rate", "no cells", ([], [], []), "value low high", "no-cells"),
    Case(
        "directly_standardised_rate",
        "a number missing",
        ([6, None], [2300, 4100], [1, 1]),
        "value low high",
        "missing-cells",
    ),
    Case(
        "directly_standardised_rate",
        "an empty cell",
        ([16, 0], [2300, 0], [1, 1]),
        "value low high",
        "no-exposure",
    ),
    Case(
        "directly_standardised_rate",
        "no events",
        ([0, 0], [2300, 4100], [1, 1]),
        "value low high",
        "too-few-events",
    ),
    Case(
        "directly_standardised_rate",
        "9 events",
        ([4, 5], [2300, 4100], [1, 1]),
        "value low high",
        "too-few-events",
    ),
    Case("directly_standardised_rate", "10 events", ([5, 5], [2300, 4100], [1, 1])),
    Case("directly_standardised_rate", "one cell", ([10], [2300], [1])),
    Case(
        "directly_standardised_rate",
        "one cell has all events",
        ([10, 0], [2300, 4100], [1, 99]),
        options={"method": "fay-feuer"},
    ),
    Case("standardised_ratio", "no cells", ([], [], []), "value low high expected method", "no-cells"),
    Case(
        "standardised_ratio",
        "a number missing",
        ([4, 1], [900, None], [0.002, 0.01]),
        "value low high expected method",
        "missing-cells",
    ),
    Case(
        "standardised_ratio",
        "none expected",
        ([0, 0], [900, 100], [0, 0]),
        "value low high method",
        "none-expected",
    ),
    Case(
        "standardised_ratio",
        "events where none are expected",
        ([3], [900], [0]),
        "value low high method",
        "none-expected",
    ),
    Case("standardised_ratio", "no events", ([0], [900], [0.002])),
    Case("load", "not reported", (None, 6), "value count", "not-reported"),
    Case("load", "staff unknown", (120, None), "value staff", "no-staff"),
    Case("load", "no staff", (120, 0), "value", "no-staff"),
    Case("load", "neither known", (None, None), "value count staff", "not-reported"),
    Case("load", "no work", (0, 6)),
    Case("funnel", "no regions", ([], []), "overall share_outside phi p_dispersion", "no-data"),
    Case(
        "funnel",
        "nothing reported",
        ([None, 4], [80, None]),
        "overall share_outside phi p_dispersion",
        "no-data",
        inner="not-reported no-total",
    ),
    Case("funnel", "one region", ([4], [80]), "phi p_dispersion", "too-few-units"),
    Case("funnel", "two regions", ([4, 9], [80, 90]), "phi p_dispersion", "too-few-units"),
    Case("funnel", "a region without a count", ([4, 9, 7, None], [80, 90, 85, 70]), inner="not-reported"),
    Case("funnel", "an empty region", ([4, 9, 7, 0], [80, 90, 85, 0]), inner="no-total"),
    Case("funnel", "no events", ([0, 0, 0], [80, 90, 85]), "share_outside phi p_dispersion", "no-variation"),
    Case(
        "funnel",
        "everybody everywhere",
        ([8, 9, 5], [8, 9, 5]),
        "share_outside phi p_dispersion",
        "no-variation",
        {"kind": "proportion"},
    ),
    Case("funnel", "equal regions", ([5, 5, 5], [80, 80, 80])),
    Case("funnel", "far apart", ([1000, 10, 3000], [1000, 1000, 1000]), "", "overdispersed"),
    Case(
        "control_chart",
        "no values",
        ([],),
        "target centre low high mean_range outside longest_run run_limit run target_place",
        "no-data",
    ),
    Case(
        "control_chart",
        "only gaps",
        ([None] * 12,),
        "target centre low high mean_range outside longest_run run_limit run target_place",
        "no-data",
    ),
    Case(
        "control_chart", "one point", ([40],), "target mean_range target_place " + CHART_NONE, "short-series"
    ),
    Case(
        "control_chart",
        "11 points",
        ([40, 44] * 5 + [41],),
        "target target_place " + CHART_NONE,
        "short-series",
    ),
    Case(
        "control_chart",
        "gaps between all",
        ([40, None, 44, None] * 6,),
        "target mean_range target_place " + CHART_NONE,
        "too-many-gaps",
    ),
    Case("control_chart", "no variation", ([40] * 12,), "target target_place " + CHART_NONE, "no-variation"),
    Case("control_chart", "12 points", ([40, 44] * 6,), "target target_place"),
    Case(
        "attainment",
        "nothing planned",
        (None, 5),
        "plan baseline percent difference met",
        "not-planned",
        {"operator": ">="},
    ),
    Case(
        "attainment",
        "nothing planned or reported",
        (None, None),
        "plan fact baseline percent difference met",
        "not-planned",
        {"operator": ">="},
    ),
    Case(
        "attainment",
        "nothing reported",
        (100, None),
        "fact baseline percent difference met",
        "not-reported",
        {"operator": ">="},
    ),
    Case("attainment", "fact 0", (100, 0), "baseline", None, {"operator": ">="}),
    Case("attainment", "plan 0", (0, 5), "baseline percent", "plan-zero", {"operator": ">="}),
    Case("attainment", "plan 0 and fact 0", (0, 0), "baseline percent", "plan-zero", {"operator": "="}),
    Case("attainment", "plan below 0", (-5, -3), "baseline percent", "plan-negative", {"operator": ">="}),
    Case("attainment", "a range", ((5, 8), 6), "baseline percent", "plan-is-range", {"operator": "range"}),
    Case(
        "attainment",
        "above a range",
        ((5, 8), 9),
        "baseline percent met",
        "plan-is-range",
        {"operator": "range"},
    ),
    Case("attainment", "less is better", (5, 8), "baseline percent", "smaller-is-better", {"operator": "<="}),
    Case(
        "attainment",
        "baseline is the plan",
        (5, 8),
        "percent",
        "baseline-equals-plan",
        {"operator": ">=", "baseline": 5},
    ),
    Case(
        "attainment",
        "plan worse than the baseline",
        (5, 8),
        "percent",
        "plan-against-direction",
        {"operator": ">=", "baseline": 6},
    ),
    Case(
        "attainment",
        "operator not given",
        (100, 90),
        "operator baseline met",
        "no-operator",
        {"operator": None},
    ),
    Case("attainment", "above an exact plan", (10, 13), "baseline met", "above-exact", {"operator": "="}),
    Case("attainment", "above about", (10, 13), "baseline met", "above-about", {"operator": "about"}),
    Case(
        "attainment",
        "below an exact plan, less is better",
        (10, 8),
        "met",
        "below-exact",
        {"operator": "=", "direction": "down", "baseline": 20},
    ),
    Case(
        "attainment",
        "below about, less is better",
        (10, 8),
        "met",
        "below-about",
        {"operator": "about", "direction": "down", "baseline": 20},
    ),
    Case(
        "pooled_attainment",
        "no regions",
        ([], []),
        "plan_whole plan_reported fact percent_of_reported percent_of_whole",
        "not-planned",
        {"operator": ">="},
    ),
    Case(
        "pooled_attainment",
        "no plans",
        ([None, None], [5, 6]),
        "plan_whole plan_reported fact percent_of_reported percent_of_whole",
        "not-planned",
        {"operator": ">="},
    ),
    Case(
        "pooled_attainment",
        "nothing reported",
        ([5, 6], [None, None]),
        "plan_reported fact percent_of_reported percent_of_whole",
        "not-reported",
        {"operator": ">="},
    ),
    Case("pooled_attainment", "one region to come", ([5, 6], [5, None]), options={"operator": ">="}),
    Case(
        "pooled_attainment",
        "plans 0",
        ([0, 0], [1, 2]),
        "percent_of_reported percent_of_whole",
        "plan-zero",
        {"operator": ">="},
    ),
    Case(
        "pooled_attainment",
        "those who reported planned 0",
        ([0, 6], [1, None]),
        "percent_of_reported",
        "plan-zero",
        {"operator": ">="},
    ),
    Case(
        "pooled_attainment",
        "plans below 0",
        ([-5, 1], [1, 2]),
        "percent_of_reported percent_of_whole",
        "plan-negative",
        {"operator": ">="},
    ),
    Case(
        "pooled_attainment",
        "less is better",
        ([5, 6], [4, 7]),
        "percent_of_reported percent_of_whole",
        "smaller-is-better",
        {"operator": "<="},
    ),
)
