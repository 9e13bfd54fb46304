"""One question of a survey: who answered what, on three bases, and the mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from evaltools import stats
from evaltools.project import Table

#: Column of the forms with the overall answer; no heading of a file starts with a space.
OVERALL = " overall"
#: From three answers on a scale their counts say more than who was satisfied; a scale of more than eleven
#: (0 to 10) holds marks, not answers.
LEAST_ANSWERS, MOST_ANSWERS = 3, 11
#: How the three percentages of a question are named, and what their bases are called.
SHARES = (
    ("percent_satisfied", "with_opinion", "share of those with an opinion"),
    ("percent_satisfied_of_answered", "answered", "share of those who answered"),
    ("percent_satisfied_of_forms", "respondents", "share of all forms"),
)
WILSON = "95% Wilson interval"
KNOWN_SIZE = "exact 95% interval for a group of known size"
KISH = "95% Wilson interval on Kish's effective n"
CENSUS = "everybody in the group answered, so no interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A percentage, ready to stand in a result.

    Attributes
    ----------
    value, low, high : float or None
        In percent.
    n : int
        People in the base, never weighted.
    method, reason : str
        As in `Result`.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    method: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What people answered to one question.

    Attributes
    ----------
    counts : dict of int
        `answered`, `blank`, `with_opinion`, `dont_know`, `satisfied` and
        `not_satisfied`, in people.
    shares : tuple of Share
        On the bases of `SHARES`, in their order.
    mean : float or None
        In points of the scale, of those with an opinion.
    reason : str
        Why there is no mean.
    effective : float or None
        Answers of equal weight that would say as much; None without weights.
    answers : dict of int
        People who gave each answer of the scale, from the lowest up, those of
        no opinion left out; empty where `answers_of_scale` is.
    """

    counts: dict[str, int]
    answers: dict[int, int]
    shares: tuple[Share, ...]
    mean: float | None
    reason: str
    effective: float | None


def answers_of_scale(table: Table) -> tuple[int, ...]:
    """The answers of a survey's scale that are counted one by one, from the lowest up.

    Parameters
    ----------
    table : Table
        Settings of the survey.

    Returns
    -------
    tuple of int
        Those that mean "don't know" are left out. Empty for a scale with two
        answers, where the counts of the satisfied and the others are the
        counts of its answers, and for one with more than `MOST_ANSWERS`.

    Examples
    --------
    >>> forms = {"file": "forms.csv", "kind": "satisfaction", "items": ["q1"]}
    >>> answers_of_scale(Table.model_validate(forms))
    (1, 2, 3, 4, 5)
    >>> answers_of_scale(Table.model_validate(forms | {"scale": [0, 1], "satisfied": [1]}))
    ()
    """
    points = range(table.scale[0], table.scale[1] + 1)
    if len(points) > MOST_ANSWERS + len(table.dont_know):
        return ()
    answers = tuple(point for point in points if point not in table.dont_know)
    return answers if LEAST_ANSWERS <= len(answers) <= MOST_ANSWERS else ()


def marks(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """The forms with every question running upwards, and an overall answer where the table has a rule.

    A question in `reversed` is turned: 2 on a scale from 1 to 5 becomes 4.
    The overall answer is 1 (satisfied), 0 (not), -1 (answered without an
    opinion) or blank (answered nothing).
    """
    turned = {}
    low, high = table.scale
    for item in table.items:
        answers = [None if pd.isna(answer) else int(answer) for answer in frame[item]]
        if item in table.reversed:
            answers = [
                answer if answer is None or answer in table.dont_know else low + high - answer
                for answer in answers
            ]
        turned[item] = answers
    if table.overall:
        named = [table.overall] if table.overall in table.items else list(table.items)
        forms = zip(*(turned[item] for item in named), strict=True)
        turned[OVERALL] = [_overall(table, form) for form in forms]
    columns = {name: pd.Series(values, index=frame.index, dtype=object) for name, values in turned.items()}
    return frame.assign(**columns)


def _overall(table: Table, form: Sequence[int | None]) -> int | None:
    """Whether one person was satisfied by the table's rule."""
    answers = [answer for answer in form if answer is not None]
    opinions = [answer in table.satisfied for answer in answers if answer not in table.dont_know]
    if not opinions:
        return -1 if answers else None
    return int(all(opinions) if table.overall == "all" else 2 * sum(opinions) > len(opinions))


def tally(table: Table, item: str, rows: pd.DataFrame, size: int | None, *, weighted: bool = True) -> Tally:
    """Count the answers to one question, or the overall answers, and take the shares.

    Parameters
    ----------
    table : Table
        Settings of the survey.
    item : str
        One of its items, or `OVERALL`.
    rows : DataFrame
        Forms as `marks` gives them, one or more.
    size : int or None
        People in the group, where known; not used with weights.
    """
    scale, boxes, unknown = _scale(table, item)
    answers = rows[item].tolist()
    with_weights = bool(table.weight) and weighted
    found = stats.top_box(
        answers, scale=scale, boxes=boxes, dont_know=unknown, population=None if with_weights else size
    )
    satisfied = found.of_opinion.count
    shares = [
        _share(each, what)
        for each, (_, _, what) in zip(
            (found.of_opinion, found.of_answered, found.of_forms), SHARES, strict=True
        )
    ]
    mean, effective = found.mean, None
    if with_weights:
        weights = [float(weight) for weight in rows[table.weight]]
        shares, mean, effective = _weighted(answers, weights, scale, boxes, unknown)
    return Tally(
        counts={
            "answered": found.n_answered,
            "blank": found.n_blank,
            "with_opinion": found.n_opinion,
            "dont_know": found.n_dont_know,
            "satisfied": satisfied,
            "not_satisfied": found.n_opinion - satisfied,
        },
        answers={} if item == OVERALL else {point: answers.count(point) for point in answers_of_scale(table)},
        shares=tuple(shares),
        mean=None if item == OVERALL else mean,
        reason=found.reason or "",
        effective=effective,
    )


def _scale(table: Table, item: str) -> tuple[list[int], int, list[int]]:
    """Answers of a question with those that count as satisfied last, how many these are, and "don't know"."""
    if item == OVERALL:
        return [0, 1], 1, [-1]
    points = [point for point in range(table.scale[0], table.scale[1] + 1) if point not in table.dont_know]
    best = [point for point in points if point in table.satisfied]
    return [point for point in points if point not in best] + best, len(best), list(table.dont_know)


def _share(found: stats.Proportion, what: str) -> Share:
    if found.reason == "census":
        method = f"{what}; {CENSUS}"
    else:
        method = f"{what}, {WILSON if found.population is None else KNOWN_SIZE}"
    return Share(
        value=percent(found.value),
        low=percent(found.low),
        high=percent(found.high),
        n=found.total,
        method=method,
        reason=found.reason or "",
    )


def weighted_share(
    flags: Sequence[int | None], weights: Sequence[float], what: str
) -> tuple[Share, float | None]:
    """A weighted share as a result holds it, and its effective number of answers."""
    found = stats.weighted_proportion(flags, weights)
    share = Share(
        value=percent(found.value),
        low=percent(found.low),
        high=percent(found.high),
        n=found.n,
        method=f"weighted {what}, {KISH}",
        reason=found.reason or "",
    )
    return share, found.n_effective


def _weighted(
    answers: Sequence[int | None], weights: Sequence[float], scale: list[int], boxes: int, unknown: list[int]
) -> tuple[list[Share], float | None, float | None]:
    """The three shares, the mean and the effective number of those with an opinion, all weighted."""
    best = set(scale[-boxes:])
    of_forms: list[int | None] = [int(answer in best) for answer in answers]
    of_answered = [None if answer is None else flag for answer, flag in zip(answers, of_forms, strict=True)]
    of_opinion = [
        None if answer in unknown else flag for answer, flag in zip(answers, of_answered, strict=True)
    ]
    bases = zip((of_opinion, of_answered, of_forms), SHARES, strict=True)
    made = [weighted_share(flags, weights, what) for flags, (_, _, what) in bases]
    if made[0][1] is None:
        return [share for share, _ in made], None, None
    chosen = [
        stats.weighted_proportion(
            [
                None if flag is None else int(answer == point)
                for answer, flag in zip(answers, of_opinion, strict=True)
            ],
            weights,
        ).value
        for point in scale
    ]
    mean = math.fsum(point * (part or 0.0) for point, part in zip(scale, chosen, strict=True))
    return [share for share, _ in made], mean, made[0][1]


def percent(fraction: float | None) -> float | None:
    """A fraction as a percentage; nothing stays nothing."""
    return None if fraction is None else 100 * fraction


def share_fields(share: Share) -> dict[str, Any]:
    """Fields of a result that holds this share."""
    if share.value is None:
        return {"unit": "percent", "status": "undefined", "reason": share.reason}
    return {
        "value": share.value,
        "low": share.low,
        "high": share.high,
        "n": share.n,
        "unit": "percent",
        "method": share.method,
        "reason": share.reason,
    }
