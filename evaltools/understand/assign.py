"""What every try at a kind of table leans on: evidence from cells, and which heading a column has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaltools.understand.columns import MOST, NO_VISIT, OF_ENTRY, ColumnLook


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """What a person should know of a guess.

    Attributes
    ----------
    code : str
        `columns-several`, `plan-not-read`, `visits-in-columns`, `visits-counted`,
        `options-several`, `date-of-sending`, `other-scale`, `answers-not-whole`,
        `maximum-guessed`.
    heading : str
        The column that it is about.
    other : str
        The column that was taken in its place, or beside it.
    """

    code: str
    heading: str
    other: str = ""


@dataclass(frozen=True, kw_only=True)
class Try:
    """One kind tried on a table."""

    points: float
    columns: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


Evidence = Callable[[ColumnLook], float]


def assigned(looks: Sequence[ColumnLook], wanted: Mapping[str, Evidence]) -> dict[str, str]:
    """Give each wanted column the heading that fits best, each heading once.

    A heading counts by its words, and its cells must be what the column holds
    (evidence above 0); cells alone count for a little.
    """
    offers = sorted(
        (
            (-(each.meaning.get(name, 0.0) + evidence), place, name, each.heading)
            for name, check in wanted.items()
            for place, each in enumerate(looks)
            if (each.meaning.get(name) or _tells_by_itself(name, each)) and (evidence := check(each)) > 0
        )
    )
    columns: dict[str, str] = {}
    for _, _, name, heading in offers:
        if name not in columns and heading not in columns.values():
            columns[name] = heading
    return columns


def _tells_by_itself(name: str, each: ColumnLook) -> bool:
    """Columns whose cells say what they are, whatever the heading; a lawyer may be called Abai."""
    if name == "region" and _WHO_OR_WHERE.search(each.heading.casefold()):
        return False
    return name in ("date", "region", "occasion")


_WHO_OR_WHERE = re.compile(
    r"имя|фамили|фио|аты|есім|тегі|адрес|мекенжай|улиц|көше|юрист|тренер|name|address|street"
)
_CHILD = re.compile(r"ребен|ребён|дет(?:ей|и)\b|бала|child")


def _day(each: ColumnLook) -> float:
    said = each.heading.casefold()
    if not each.filled or not each.is_date or NO_VISIT.search(said):
        return 0.0
    return 0.1 if OF_ENTRY.search(said) else 1.0


def holds(condition: Callable[[ColumnLook], bool], weight: float = 1.0) -> Evidence:
    """Evidence of a weight where the cells of a column fulfil a condition."""
    return lambda each: weight if each.filled and condition(each) else 0.0


DATE: Evidence = _day
REGION = holds(lambda each: each.is_region)
CODE = holds(lambda each: not each.is_date and not each.is_region, 0.3)
COUNT = holds(lambda each: bool(each.numbers), 0.5)
SCORE = holds(lambda each: bool(each.scores), 0.5)
PLAN = holds(lambda each: each.is_plan, 0.5)
AGE = holds(
    lambda each: (
        each.is_whole and each.share_of_cells(0, 120) >= MOST and not _CHILD.search(each.heading.casefold())
    ),
    0.3,
)
SEX = holds(
    lambda each: (
        len(each.texts) <= max(20, each.rows // 5)
        and not each.numbers
        and not _CHILD.search(each.heading.casefold())
    ),
    0.2,
)
FEW = holds(lambda each: len(each.texts) <= max(20, each.rows // 5) and not each.numbers, 0.2)
FEW_CODES = holds(lambda each: len(each.texts) <= max(2, each.rows // 2), 0.2)


def short_names(questions: Sequence[ColumnLook], letter: str = "q") -> tuple[dict[str, str], dict[str, str]]:
    """Short names of questions: their headings where those are short, else q01, q02 ...; and their texts."""
    items: dict[str, str] = {}
    labels: dict[str, str] = {}
    for place, each in enumerate(questions, 1):
        short = re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,19}", each.question)
        name = each.question if short and each.question not in items else f"{letter}{place:02d}"
        items[name] = each.heading
        if name != each.question:
            labels[name] = each.question
    return items, labels
