"""What to do differently next time: wrong answers that drew people, advice, and how many people to invite. Internal."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.page import Block, section
from evaltools.results import COUNTRY, Result, group
from evaltools.sections.questions import verdicts_of
from evaltools.tables import Cell, Column, Row, Table, mark_for, value_cell
from evaltools.view import View
from evaltools.wording.questions import (
    ATTENTION,
    Drawn,
    advice,
    drawn_finding,
    next_time_finding,
    planning_base,
)
from evaltools.wording.reasons import why


def wrong_answers(view: View, training: str) -> Block | None:
    """Which wrong answers drew people, on the questions that need another look; nothing without a key."""
    language = view.language
    if not view.results.select(region=COUNTRY, subject="learning", measure="chosen_before"):
        return None
    needing = [row for row in verdicts_of(view, training) if row.reason in ATTENTION]
    drawn = _drawn(view, needing)
    rows = [
        Row(
            f"{view.name('item', row.pairs['item'])}: {_shown_option(view, choice)}",
            [
                value_cell(choice, language),
                value_cell(view.get("learning", "chosen_after", choice.group), language),
            ],
            highlight=choice.reason == "right",
        )
        for row in needing
        for choice in _choices(view, row, "chosen_before")
    ]
    table = Table(
        caption=language.text("Who chose which answer, of those with both tests"),
        head=language.text("Question and answer"),
        columns=[Column(language.text("Before")), Column(language.text("After"))],
        rows=rows,
        notes=[language.text("Who chose none of these left the question blank.")],
    )
    return section(
        language=language,
        id="wrong-answers",
        heading=language.text("Wrong answers"),
        finding=drawn_finding(view, drawn),
        tables=[table] if rows else [],
    )


def next_time(view: View, training: str) -> Block:
    """What to teach differently next time, and how many people it takes to see a change."""
    language = view.language
    verdicts = verdicts_of(view, training)
    needing = [row for row in verdicts if row.reason in ATTENTION]
    table = _planning_table(view, training)
    return section(
        language=language,
        id="next-time",
        heading=language.text("What to do next time"),
        finding=next_time_finding(view, verdicts),
        said=advice(view, verdicts, _drawn(view, needing), group(training=training)),
        tables=[table] if table else [],
    )


def _choices(view: View, verdict: Result, measure: str) -> list[Result]:
    """How many chose each answer of a question, in the order of the answers."""
    item, training = verdict.pairs["item"], verdict.pairs["training"]
    return [
        row
        for row in view.results.select(region=view.region, subject="learning", measure=measure)
        if row.pairs.get("item") == item and row.pairs.get("training") == training
    ]


def _option(view: View, choice: Result) -> str:
    return view.name("option", choice.pairs["option"])


def _shown_option(view: View, choice: Result) -> str:
    option = _option(view, choice)
    return view.language.text("{option} (right)", option=option) if choice.reason == "right" else option


def _drawn(view: View, verdicts: Sequence[Result]) -> list[Drawn]:
    """The wrong answer that drew most people after, on each question; where two tie, both."""
    found = []
    for row in verdicts:
        wrong = [
            choice
            for choice in _choices(view, row, "chosen_after")
            if choice.reason == "wrong" and choice.value
        ]
        most = max((choice.value or 0.0 for choice in wrong), default=0.0)
        found += [
            Drawn(row.pairs["item"], _option(view, choice), choice.value or 0.0, choice.n or 0.0)
            for choice in wrong
            if choice.value == most
        ]
    return found


def _planning_table(view: View, training: str) -> Table | None:
    """How many people must take both tests to see a change, by the spread found here and everywhere."""
    language = view.language
    whole = [
        row
        for row in view.results.select(region=COUNTRY, subject="learning", measure="trainees_needed")
        if "training" not in row.pairs
    ]
    if not whole:
        return None
    missing = Cell(mark_for("undefined", language), status="undefined")
    rows, reasons = [], []
    for row in whole:
        points = row.pairs["points"]
        own = view.get("learning", "trainees_needed", group(training=training, points=points))
        reasons += [each.reason for each in (own, row) if each.status == "undefined"]
        digits = len(points.partition(".")[2])
        rows.append(
            Row(
                language.number(float(points), digits),
                [value_cell(each, language) if each.ok else missing for each in (own, row)],
            )
        )
    return Table(
        caption=language.text("How many people must take both tests to see a change"),
        head=language.text("Change, points"),
        columns=[
            Column(language.text("If changes vary as in this training")),
            Column(language.text("If they vary as in all trainings")),
        ],
        rows=rows,
        notes=[
            planning_base(view),
            *(why(language, "trainees_needed", reason) for reason in dict.fromkeys(reasons)),
        ],
    )
