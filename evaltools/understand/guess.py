"""Guess what a raw table is: its kind, which column is which, and the settings that it needs.

A guess is for a person to review. It never changes a value: what it says goes
into `project.toml` (or serves one look at a file), and validation reads the
table by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from evaltools.project import Kind
from evaltools.understand.assign import AGE, COUNT, DATE, PLAN, REGION, SCORE, Doubt, Evidence, Try
from evaltools.understand.beside import ANSWER_KEY, STATISTIC, rows_beside
from evaltools.understand.columns import NO_VISIT, ColumnLook, look, of_the_answers
from evaltools.understand.prepost import prepost
from evaltools.understand.registers import consultations, indicators, regional_figures
from evaltools.understand.surveys import satisfaction
from evaltools.values import column_reader, read_date, read_number, read_option

#: Kinds that can be told from a table's looks.
KINDS: tuple[Kind, ...] = ("consultations", "prepost", "satisfaction", "regional-figures", "indicators")
#: Points that a kind needs to be believed, and by which it must lead the next.
ENOUGH, LEAD = 2.0, 0.25


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What a table was taken for.

    Attributes
    ----------
    kind : str or None
        None where no kind fits well enough.
    columns : dict of str
        Known column to heading.
    settings : dict
        Further settings of the table in `project.toml`: `items`, `maximum`,
        `scale`, `answers`, `layout` ...
    labels : dict of str
        For each item the text of its heading, the question.
    points : dict of float
        How well each kind fits.
    unused : tuple of str
        Headings that stand for nothing known.
    doubtful : bool
        Another kind fits nearly as well.
    doubts : tuple of Doubt
        What a person should know of the columns.
    """

    kind: Kind | None
    columns: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[Kind, float] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    doubtful: bool = False
    doubts: tuple[Doubt, ...] = ()


def guess(frame: pd.DataFrame, kind: Kind | None = None) -> Guess:
    """Guess what a raw table is.

    Parameters
    ----------
    frame : DataFrame of str
        As `read_table` gives it: headings, and cells as text.
    kind : str, optional
        Given by the user: only the columns are guessed.

    Returns
    -------
    Guess

    Examples
    --------
    >>> frame = pd.DataFrame({"Регион": ["Атырау", "Семей"], "Пары": ["187", "131"]})
    >>> found = guess(frame)
    >>> found.kind, found.columns["clients"]
    ('regional-figures', 'Пары')
    """
    beside = rows_beside(frame)
    looks = look(frame)
    people = look(frame[~beside[STATISTIC]]) if beside[STATISTIC].any() else looks
    tested = look(frame[~(beside[STATISTIC] | beside[ANSWER_KEY])]) if beside[ANSWER_KEY].any() else people
    seen = dict.fromkeys(OF_PEOPLE, people) | {"prepost": tested}
    tried = {
        name: TRIES[name](of_the_answers(seen.get(name, looks)))
        for name in KINDS
        if kind is None or name == kind
    }
    order = sorted(tried, key=lambda name: -tried[name].points)
    points = {name: round(each.points, 2) for name, each in tried.items()}
    if kind is None and (not order or tried[order[0]].points < ENOUGH):
        return Guess(kind=None, points=points, unused=tuple(str(each.heading) for each in looks))
    best = tried[order[0]]
    settings = dict(best.settings)
    if "key" in settings:
        settings["key"] = _key(frame[beside[ANSWER_KEY]], best)
    used = set(best.columns.values())
    for question in settings.get("select_all", {}).values():
        used |= set(question.get("columns", {}).values())
    return Guess(
        kind=order[0],
        columns=best.columns,
        settings=settings,
        labels=best.labels,
        points=points,
        unused=tuple(each.heading for each in looks if each.heading not in used),
        doubtful=len(order) > 1 and tried[order[1]].points > best.points - LEAD,
        doubts=best.doubts,
    )


def _key(rows: pd.DataFrame, best: Try) -> dict[str, str]:
    """The right answer of every question, from the row of the file that says so; empty if one is missing."""
    key: dict[str, str] = {}
    for item in best.settings["items"]:
        for name in (item, f"{item}_pre", f"{item}_post"):
            if (heading := best.columns.get(name)) is not None:
                said = [read_option(text) for text in rows[heading] if text]
                key |= {item: said[0]} if said and item not in key else {}
    return key if len(key) == len(best.settings["items"]) else {}


#: What the cells under a plain heading must be.
_PLAINLY: Mapping[str, Evidence] = {
    "date": DATE, "region": REGION, "consultations": COUNT, "clients": COUNT, "residents": COUNT,
    "score": SCORE, "plan": PLAN, "fact": COUNT, "age": AGE,
}  # fmt: skip


def cells_unlike_headings(frame: pd.DataFrame) -> dict[str, str]:
    """Columns whose headings plainly say what their cells are not; an example of each.

    Examples
    --------
    >>> cells_unlike_headings(pd.DataFrame({"Дата": ["весной", "летом"], "Код": ["а", "б"]}))
    {'Дата': 'весной'}
    """
    found: dict[str, str] = {}
    for each in of_the_answers(look(frame)):
        said = [name for name in _PLAINLY if each.says(name)]
        tests = bool(each.occasion[0]) and each.filled > 0
        if said and each.filled and not any(_PLAINLY[name](each) for name in said):
            found[each.heading] = _stranger(each, read_date if "date" in said else read_number)
        elif tests and not (each.scores or each.is_letters or each.scale):
            found[each.heading] = _stranger(each, read_number)
    return found


def days_in(frame: pd.DataFrame) -> tuple[date, ...]:
    """First and last day of the columns that hold days, birthdays aside; nothing where none does.

    Examples
    --------
    >>> days_in(pd.DataFrame({"Отметка времени": ["24.10.2024 9:05:00", "1.11.2024 10:00:00"]}))
    (datetime.date(2024, 10, 24), datetime.date(2024, 11, 1))
    """
    days: list[date] = []
    for each in look(frame):
        if each.is_date and not NO_VISIT.search(each.heading.casefold()):
            texts = [text for text in frame[each.heading].unique() if text]
            parse = column_reader("date", texts, ()).parse
            for text in texts:
                with suppress(ValueError):
                    days.append(parse(text))
    known = [day for day in days if day]
    return (min(known), max(known)) if known else ()


def _stranger(each: ColumnLook, parse: Callable[[str], object]) -> str:
    """A cell that cannot be read, or else the first."""
    for text in each.texts:
        try:
            parse(text)
        except ValueError:
            return text
    return each.texts[0]


#: Kinds whose rows are people, visits or forms: averages among them are none, nor is the key of a test.
OF_PEOPLE = ("consultations", "prepost", "satisfaction")
TRIES: Mapping[Kind, Callable[[Sequence[ColumnLook]], Try]] = {
    "consultations": consultations,
    "prepost": prepost,
    "satisfaction": satisfaction,
    "regional-figures": regional_figures,
    "indicators": indicators,
}
