"""Tests before and after: one row for each test, or the two side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from evaltools.schema import OCCASIONS
from evaltools.understand.assign import FEW_CODES, REGION, SCORE, Doubt, Try, assigned, holds, short_names
from evaltools.understand.columns import SHEET, ColumnLook
from evaltools.values import read_score
from evaltools.vocabulary.headings import occasion_of, plain, says_percent

#: Codes or names of people: several, and no regions.
PERSON = holds(lambda each: not each.is_date and not each.is_region and len(each.texts) > 1, 0.3)


def prepost(looks: Sequence[ColumnLook]) -> Try:
    """A test before and after a training, in the form that fits better."""
    long, wide = _prepost_long(looks), _prepost_wide(looks)
    return long if long.points >= wide.points else wide


def _prepost_long(looks: Sequence[ColumnLook]) -> Try:
    """One row for each person and test."""
    columns = assigned(
        looks,
        {
            "person": PERSON, "training": FEW_CODES,
            "occasion": holds(is_occasion), "region": REGION, "score": SCORE,
        },
    )  # fmt: skip
    if not {"person", "occasion"} <= columns.keys():
        return Try(points=0.0, columns=columns)
    tests = next(each for each in looks if each.heading == columns["occasion"])
    if tests.heading == SHEET and len(tests.texts) > len(OCCASIONS) and "training" not in columns:
        # Sheets "Т1 до", "Т1 после", "Т2 до" ...: the rest of the name is the training.
        columns["training"] = SHEET
    used = set(columns.values()) - {columns.get("score")}
    questions = [each for each in looks if (each.is_binary or each.is_letters) and each.heading not in used]
    if len(questions) > 1:
        columns.pop("score", None)
        items, labels = short_names(questions)
        letters = any(each.is_letters for each in questions)
        return Try(
            points=3.4,
            columns=columns | items,
            settings={"items": list(items)} | ({"key": {}} if letters else {}),
            labels=labels,
        )
    if "score" not in columns:
        return Try(points=0.0, columns=columns)
    marks = [each for each in looks if each.heading == columns["score"]]
    return Try(points=3.2, columns=columns, settings={"maximum": _maximum(marks)}, doubts=_unsaid(marks))


def is_occasion(each: ColumnLook) -> bool:
    """Whether the cells say which of the two tests a row is of."""
    named = {occasion_of(text)[0] for text in each.texts}
    plainly = {plain(text) for text in each.texts} <= {"1", "2"} and "occasion" in each.meaning
    return (named == {"pre", "post"} and "" not in named) or (plainly and len(each.texts) == 2)


def _prepost_wide(looks: Sequence[ColumnLook]) -> Try:
    """One row for each person, the two tests side by side."""
    columns = assigned(
        [each for each in looks if not each.occasion[0]],
        {
            "person": PERSON,
            "training": FEW_CODES, "region": REGION,
        },
    )  # fmt: skip
    sides: dict[str, dict[str, ColumnLook]] = {}
    for each in looks:
        occasion, rest = each.occasion
        if occasion and each.filled and (each.scores or each.is_letters):
            sides.setdefault(rest, {}).setdefault(occasion, each)
    pairs = {rest: both for rest, both in sides.items() if len(both) == 2}
    if not pairs:
        return Try(points=0.0, columns=columns)
    if "training" not in columns and any(each.heading == SHEET for each in looks):
        columns |= {} if SHEET in columns.values() else {"training": SHEET}
    if "person" not in columns:
        people = [
            each
            for each in looks
            if each.is_unique and not each.numbers and not each.is_date and not each.is_region
        ]
        if people:
            columns["person"] = people[0].heading
    questions = {
        rest: both for rest, both in pairs.items() if all(e.is_binary or e.is_letters for e in both.values())
    }
    points = 2.6 + 0.6 * ("person" in columns)
    if len(questions) > 1:
        names = {f"q{place:02d}": both for place, both in enumerate(questions.values(), 1)}
        letters = any(each.is_letters for both in questions.values() for each in both.values())
        settings: dict[str, Any] = {"layout": "wide", "items": list(names)}
        sided = {
            f"{name}_{side}": each.heading for name, both in names.items() for side, each in both.items()
        }
        return Try(
            points=points,
            columns=columns | sided,
            settings=settings | ({"key": {}} if letters else {}),
            labels={name: both["pre"].heading for name, both in names.items()},
        )
    # Of several pairs the one that is called a score, else the one with the largest numbers: the total.
    rest = max(pairs, key=lambda name: (name == "", _largest(pairs[name].values())))
    columns |= {name: each.heading for name, each in pairs[rest].items()}
    return Try(
        points=points,
        columns=columns,
        settings={"layout": "wide", "maximum": _maximum(list(pairs[rest].values()))},
        doubts=_unsaid(list(pairs[rest].values())),
    )


def _in_percent(each: ColumnLook) -> bool:
    return each.is_percent or says_percent(each.heading)


def _largest(looks: Iterable[ColumnLook]) -> float:
    return max((value for each in looks for value in each.scores), default=0.0)


ROUND_MAXIMA = (5, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)


def _maximum(marks: Sequence[ColumnLook]) -> float:
    """The highest mark, as it is said, else the next round number above the marks."""
    said = _said_maximum(marks)
    if said is not None:
        return said
    largest = _largest(marks)
    return next((float(top) for top in ROUND_MAXIMA if largest <= top), largest)


def _unsaid(marks: Sequence[ColumnLook]) -> tuple[Doubt, ...]:
    """A maximum that nobody has said may be too low: gains of the class hang on it."""
    return (
        () if _said_maximum(marks) is not None else (Doubt(code="maximum-guessed", heading=marks[0].heading),)
    )


def _said_maximum(marks: Sequence[ColumnLook]) -> float | None:
    """The highest mark that a heading or a cell says: "из 20", "8 / 20", percent."""
    for each in marks:
        said = re.search(r"(?:из|max|макс\w*|/|ең көбі)\s*\.?\s*(\d+)\b", each.heading.casefold())
        if said:
            return float(said[1])
    if any(map(_in_percent, marks)):
        return 100.0
    return max((top for each in marks for text in each.texts if (top := _said_beside(text))), default=None)


def _said_beside(text: str) -> float | None:
    """The highest mark in "8 / 20"."""
    try:
        return read_score(text)[1]
    except ValueError:
        return None
