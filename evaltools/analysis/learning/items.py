"""Questions of a test, for trainers: learnt or not, how they worked, and which wrong answers drew people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from evaltools import stats
from evaltools.analysis.learning.pairing import PERSON, Scores
from evaltools.analysis.learning.people import OCCASIONS
from evaltools.analysis.sheet import Sheet
from evaltools.project import Table
from evaltools.results import COUNTRY, group
from evaltools.validate import Canonical
from evaltools.values import read_option

#: What a verdict is called as a number, in the order in which a trainer reads them.
VERDICTS = {"misleads": 4, "not-learnt": 3, "unclear": 0, "learnt": 1, "already-known": 2}
VERDICT_UNIT = "0 cannot be told, 1 learnt, 2 already known, 3 not learnt, 4 misleads"

#: What at least so many knew before, and still know after, was known already.
KNOWN_BEFORE, KNOWN_AFTER, KNOWN_MIN_PEOPLE = 0.9, 0.8, 10

#: Answers by occasion, one row a person.
_Answers = dict[str, list[list[Any]]]

_INTERNAL: dict[str, Any] = {"audience": "internal", "threshold": 0}


@dataclass(frozen=True)
class _Test:
    """Answers to one test, of one training or of all of them."""

    sheet: Sheet
    region: str
    training: str
    items: list[str]
    everybody: _Answers
    paired: _Answers
    rose: bool

    def add(
        self, measure: str, value: float | None, reason: str | None, item: str = "", **fields: Any
    ) -> None:
        where = group(training=self.training, item=item, **fields.pop("group", {}))
        stated = "ok" if value is not None else "undefined"
        self.sheet.add(
            self.region,
            measure,
            where,
            value=value,
            status=stated,
            reason=reason or "",
            **(_INTERNAL | fields),
        )


def _by_training(rows: pd.DataFrame, items: list[str]) -> dict[str, _Answers]:
    """Answers of each training by occasion, one row a person, blanks as None; "" has all trainings."""
    ordered = rows.sort_values([*PERSON, "occasion"])
    cells = ordered[items].astype(object)
    made: dict[str, _Answers] = defaultdict(lambda: {occasion: [] for occasion in OCCASIONS})
    places = zip(ordered["training"], ordered["occasion"], strict=True)
    for (training, occasion), row in zip(
        places, cells.where(cells.notna(), None).to_numpy().tolist(), strict=True
    ):
        made[str(training)][occasion].append(row)
        made[""][occasion].append(row)
    return made


def add_items(sheet: Sheet, canonical: Canonical, scores: Scores, rose: Collection[str]) -> None:
    """Each question of each training and of all trainings together.

    Parameters
    ----------
    sheet : Sheet
    canonical : Canonical
    scores : Scores
    rose : collection of str
        Trainings whose average rose: the interval of its change lies above 0.
    """
    table = canonical.table
    items = list(table.items)
    if not items or scores.marks.empty:
        return
    both = scores.people.dropna(subset=["pre", "post"])[PERSON]
    everybody = _by_training(scores.marks, items)
    paired = _by_training(scores.marks.merge(both, on=PERSON), items)
    chosen = _by_training(canonical.frame.merge(both, on=PERSON), items) if table.key else {}
    verdicts: dict[str, stats.ItemChange] = {}
    for name, region in {"": COUNTRY, **scores.regions}.items():
        test = _Test(sheet, region, name, items, everybody[name], paired[name], name in rose)
        found, judged = _changes(test, verdicts)
        verdicts = verdicts or found
        _workings(test)
        if table.key:
            _choices(test, table, chosen[name], judged)


def _changes(
    test: _Test, pooled: Mapping[str, stats.ItemChange]
) -> tuple[dict[str, stats.ItemChange], dict[str, str]]:
    """Right before and after, gained and lost, the tests, and the verdict with the people it rests on.

    Where a training by itself cannot tell, all trainings with the same test
    may: `pooled` has their records. Returns the records, and the verdicts.
    """
    before, after = (test.paired[occasion] for occasion in OCCASIONS)
    found = dict(zip(test.items, stats.item_change(before, after), strict=True)) if before else {}
    verdicts: dict[str, str] = {}
    for item, one in found.items():
        base = {"n": one.n}
        shares = {"percent_right_before": one.right_before, "percent_right_after": one.right_after}
        for measure, right in shares.items():
            test.add(
                measure, 100 * right / one.n, None, item, unit="percent", **base,
                method="share right among those with both tests; a blank is not right",
            )  # fmt: skip
        for measure, count in (("gained", one.gained), ("lost", one.lost)):
            test.add(
                measure, float(count), None, item, unit="people", **base,
                method="right only after" if measure == "gained" else "right only before",
            )  # fmt: skip
        tests = {
            "p_exact": (one.p_exact, "McNemar's test, exact"),
            "p_mid": (one.p_mid, "McNemar's test, mid-p"),
            "p_holm": (one.p_holm, "McNemar's test, mid-p, adjusted by Holm for the questions of the test"),
        }
        for measure, (p, method) in tests.items():
            reason = None if p is not None else one.reason
            test.add(measure, p, reason, item, unit="p-value", method=method, **base)
        judged = _judged(one, pooled.get(item), rose=test.rose)
        verdicts[item] = verdict(judged)
        test.add(
            "verdict",
            float(VERDICTS[verdict(judged)]),
            verdict(judged),
            item,
            n=judged.n,
            unit=VERDICT_UNIT,
            method="answers of all trainings with this test" if judged is not one or not test.training
            else "answers of this training",
        )  # fmt: skip
    return found, verdicts


def _judged(one: stats.ItemChange, whole: stats.ItemChange | None, *, rose: bool) -> stats.ItemChange:
    """Whose answers carry the verdict: the training's own, or where they cannot tell, those of all trainings.

    Answers of all trainings are taken where the training's own do not speak
    against them: their limits hold the change of all. That a question was
    learnt is taken only where the training's own average rose and more of its
    people gained the right answer than lost it; that it misleads, only where
    no more gained it than lost it, and then also where the training's own
    answers say that it was not learnt.
    """
    if whole is None or whole.n == one.n:
        return one
    own, of_all = verdict(one), verdict(whole)
    if own not in ("unclear", "not-learnt") or _speaks_against(one, whole, of_all):
        return one
    match of_all:
        case "learnt":
            taken = own == "unclear" and rose and one.gained > one.lost
        case "misleads":
            taken = one.gained <= one.lost
        case "already-known" | "not-learnt":
            taken = own == "unclear"
        case _:
            taken = False
    return whole if taken else one


def _speaks_against(one: stats.ItemChange, whole: stats.ItemChange, of_all: str) -> bool:
    """Whether the limits of one training's change leave out the change of all, on the side that matters."""
    if one.low is None or one.high is None or whole.change is None:
        return True
    below, above = one.high < whole.change, one.low > whole.change
    return {"learnt": below, "misleads": above}.get(of_all, below or above)


def verdict(one: stats.ItemChange) -> str:
    """The verdict of `stats.item_change`, but for what nearly everybody knew before.

    Among hundreds of people a rise from 95 to 98 % is no chance, yet there
    was nothing to teach: from 90 % right before and 80 % after on, a question
    was known already, unless it misleads.
    """
    known = one.n >= KNOWN_MIN_PEOPLE and one.right_before >= KNOWN_BEFORE * one.n
    if known and one.right_after >= KNOWN_AFTER * one.n and one.verdict != "misleads":
        return "already-known"
    return one.verdict


def _workings(test: _Test) -> None:
    """How hard each question was, and whether those who know more got it right; the test as a whole.

    A single training has too few people for more than what its page shows:
    the other figures are worked out from all trainings.
    """
    for occasion, when in OCCASIONS.items():
        answers = test.everybody[occasion]
        if not answers:
            continue
        # A blank is not right, here as in the scores.
        whole = stats.reliability([[mark or 0.0 for mark in row] for row in answers])
        base: dict[str, Any] = {"n": whole.n, "unit": "coefficient"}
        test.add(
            f"reliability_{when}", whole.alpha, whole.reason, low=whole.low, high=whole.high,
            method=f"{whole.name}, 95% Feldt interval", **base,
        )  # fmt: skip
        if test.training and when == "before":
            continue
        for item, one in zip(test.items, stats.item_analysis(answers), strict=True):
            figures = {f"item_rest_r_{when}": one.item_rest_r, f"discrimination_{when}": one.discrimination}
            if not test.training:
                figures[f"difficulty_{when}"] = one.difficulty
            for measure, value in figures.items():
                reason = None if value is not None else one.reason
                test.add(
                    measure,
                    value,
                    reason,
                    item,
                    n=one.n,
                    unit="fraction",
                    method="of everybody with this test",
                )
        for item, alpha in () if test.training else zip(test.items, whole.alpha_if_dropped, strict=True):
            undefined = None if alpha is not None else whole.reason or "no-variation"
            test.add(
                f"reliability_if_dropped_{when}", alpha, undefined, item,
                method=f"{whole.name} without the question", **base,
            )  # fmt: skip


def _choices(test: _Test, table: Table, given: _Answers, verdicts: Mapping[str, str]) -> None:
    """How many of those with both tests chose each option, before and after.

    Of a training only for the questions that were not learnt or cannot be told.
    """
    if not any(given.values()):
        return
    spelling = _spelling((*table.options, *table.key.values()))
    key = [table.key[item] for item in test.items]
    for item, one in zip(
        test.items, stats.distractors(given, key, options=table.options or None), strict=True
    ):
        if test.training and verdicts.get(item) in ("learnt", "already-known"):
            continue
        for occasion in one.occasions:
            for choice in occasion.choices:
                test.add(
                    f"chosen_{OCCASIONS[occasion.occasion]}",
                    float(choice.count),
                    "right" if choice.right else "wrong",
                    item,
                    group={"option": spelling.get(choice.option, choice.option)},
                    n=occasion.n,
                    unit="people",
                    method="of those with both tests",
                )


def _spelling(options: Iterable[str]) -> dict[str, str]:
    """Options as the settings write them, by the form in which they are compared."""
    written: dict[str, str] = {}
    for option in options:
        written.setdefault(read_option(option), option.strip())
    return written
