"""Goals, what they are measured by, and how far each was reached: the results framework."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.page import Block, section
from evaltools.project import Goal
from evaltools.sections.common import source_line, status_mark
from evaltools.standings import Standing, is_given, standings
from evaltools.tables import Cell, Column, Row, Table
from evaltools.view import View
from evaltools.wording.goals import goals_finding, level_name
from evaltools.wording.plan import name_of


def goals(view: View) -> Block | None:
    """Each goal and result with its indicators and their status; nothing where the settings name none."""
    if not view.project.goals:
        return None
    language = view.language
    held: dict[str, list[Standing]] = {}
    for one in standings(view.results, view.region):
        held.setdefault(one.indicator, []).append(one)
    measured = [goal for goal in view.project.goals if _measured(goal, held)]
    return section(
        language=language,
        id="goals",
        heading=language.text("Goals and results"),
        finding=goals_finding(view, len(view.project.goals), len(measured)),
        base=source_line(view, [one.fact for each in held.values() for one in each]),
        tables=[
            Table(
                caption=language.text("Goals, their indicators and their status"),
                head=language.text("Goal or result"),
                columns=[
                    Column(language.text("Level"), numeric=False),
                    Column(language.text("Measured by"), numeric=False),
                    Column(language.text("Status"), numeric=False),
                ],
                rows=[_row(view, goal, held) for goal in view.project.goals],
            )
        ],
        notes=[language.text("Plans and facts of the indicators stand under “Plan and fact”.")],
        method="",
    )


def _measured(goal: Goal, held: dict[str, list[Standing]]) -> bool:
    # What is hidden was measured.
    return any(
        is_given(one.fact) or one.fact.status == "hidden"
        for name in goal.indicators
        for one in held.get(name, ())
    )


def _row(view: View, goal: Goal, held: dict[str, list[Standing]]) -> Row:
    language = view.language
    found = [one for name in goal.indicators for one in held.get(name, ())]
    none = language.text("no indicator")
    return Row(
        view.passage(goal.text),
        [
            Cell(level_name(goal.level, language)),
            Cell("; ".join(name_of(view, one) for one in found) or none),
            Cell(_status(view, found)),
        ],
    )


def _status(view: View, found: Sequence[Standing]) -> str:
    if not found:
        return " ".join(status_mark(view, "not-reported")[:1]) + " " + view.language.text("not measured")
    return "; ".join(" ".join(status_mark(view, one.status)) for one in found)
