"""One training, for its trainer: who improved, by how much, how sure. Internal."""

from __future__ import annotations

from collections.abc import Mapping

from evaltools import page
from evaltools.figures import Figure, estimation_plot
from evaltools.figures.estimation import MOST_PEOPLE
from evaltools.page import Block, section
from evaltools.results import Result, group
from evaltools.sections.common import base_line, place_and_period
from evaltools.sections.effects import deviations_table, size_table
from evaltools.sections.questions import verdicts_of
from evaltools.tables import Cell, Column, Row, Table, mark_for, value_cell
from evaltools.view import View
from evaltools.wording.change import change_finding, selection_line, warnings
from evaltools.wording.lead import no_cause
from evaltools.wording.learning import (
    interval_line,
    learning_finding,
    lost_line,
    matching_line,
    maximum,
    rounding_line,
    took_both,
)
from evaltools.wording.people import directions_finding, directions_of_them, reliable_line, reliable_word
from evaltools.wording.questions import next_time_finding

PeopleRows = Mapping[str, tuple[Result, Result, Result, Result]]


def training_lead(view: View, training: str) -> Block:
    """Who improved and how sure that is, whether the questions need another look, and what nobody can tell."""
    where = group(training=training)
    change = view.get("learning", "mean_change", where)
    opening = (
        learning_finding(view, change, where),
        rounding_line(view, [change]),
        took_both(view, change),
    )
    said = [text for text in opening if text]
    if change.ok and (change.n or 0) > 1:
        said.append(directions_of_them(view, where))
    if change.ok:
        said.append(no_cause(view.language))
    verdicts = verdicts_of(view, training)
    if verdicts:
        said.append(next_time_finding(view, verdicts))
    return page.lead(" ".join(said))


def scores(view: View, training: str) -> Block:
    """Each person's scores, and how many improved."""
    language = view.language
    where = group(training=training)
    change = view.get("learning", "mean_change", where)
    people = _people(view, training)
    pairs = [(pre.value or 0.0, post.value or 0.0) for pre, post, *_ in people.values() if pre.ok and post.ok]
    figures: list[Figure] = []
    if len(pairs) > 1:
        figures.append(
            estimation_plot(
                [pre for pre, _ in pairs],
                [post for _, post in pairs],
                id="scores",
                language=language,
                title=language.text("Scores before and after, and each person’s change"),
                note=_drawing_note(view, len(pairs)),
                mean=change.value,
                low=change.low,
                high=change.high,
                maximum=maximum(change),
                before_label=language.text("before"),
                after_label=language.text("after"),
                change_label=language.text("change, points"),
            )
        )
    tables = [_directions_table(view, where), _matching_table(view, where)]
    if people:
        tables.append(_people_table(view, people))
    return section(
        language=language,
        id="scores",
        heading=language.text("Who improved"),
        finding=directions_finding(view, where),
        figures=figures,
        base=base_line(
            matching_line(view, where), interval_line(view) if pairs else "", lost_line(view, where)
        ),
        said=[reliable_line(view, where) if pairs else ""],
        tables=tables,
    )


def _drawing_note(view: View, people: int) -> str:
    language = view.language
    place = place_and_period(view)
    if people > MOST_PEOPLE:
        return language.text(
            "{place}. Bars: people with each score before (empty), after (filled), and with each change. "
            "Diamond: mean change with its 95% interval.",
            place=place,
        )
    return language.text(
        "{place}. Solid line: rose; dashes: fell; dotted: unchanged. Diamond: mean change with its 95% interval.",
        place=place,
    )


def size(view: View, training: str) -> Block:
    """How large the change is, by name, how sure, and what the test could not show."""
    language = view.language
    where = group(training=training)
    tables = [size_table(view, where, deviations=False), deviations_table(view, where)]
    told = view.get("learning", "pairs", where).value
    return section(
        language=language,
        id="change",
        heading=language.text("How much, and how sure"),
        finding=change_finding(view, where),
        said=[selection_line(view), *warnings(view, where)],
        tables=[table for table in tables if table is not None and told],
    )


def _directions_table(view: View, where: str) -> Table:
    language = view.language
    names = {
        "improved": language.text("Improved"),
        "unchanged": language.text("Unchanged"),
        "declined": language.text("Declined"),
    }
    return Table(
        caption=language.text("How many improved"),
        head=language.text("Direction"),
        columns=[Column(language.text("People"))],
        rows=[
            Row(word, [value_cell(view.get("learning", name, where), language)])
            for name, word in names.items()
        ],
    )


def _matching_table(view: View, where: str) -> Table:
    language = view.language
    names = {
        "pairs": (language.text("Both tests"), "mean_pre"),
        "only_pre": (language.text("Only the test before"), "mean_pre_lost"),
        "only_post": (language.text("Only the test after"), ""),
        "duplicates": (language.text("Two tests of one occasion, left out"), ""),
    }

    none = Cell(mark_for("undefined", language), status="undefined")

    def cells(count: str, average: str) -> list[Cell]:
        people = value_cell(view.get("learning", count, where), language)
        known = view.get("learning", average, where)
        return [people, value_cell(known, language, digits=1) if known.ok else none]

    return Table(
        caption=language.text("Who took which test, and the average before"),
        head=language.text("Tests"),
        columns=[Column(language.text("People")), Column(language.text("Average before"))],
        rows=[Row(word, cells(count, average)) for count, (word, average) in names.items()],
    )


def _people(view: View, training: str) -> PeopleRows:
    names = ("score_pre", "score_post", "score_change", "reliable_change")
    rows = view.results.select(region=view.region, subject="learning", group_has="person")
    codes = dict.fromkeys(row.pairs["person"] for row in rows if row.pairs.get("training") == training)
    found: dict[str, tuple[Result, Result, Result, Result]] = {}
    for code in codes:
        where = group(training=training, person=code)
        pre, post, change, judged = (view.get("learning", name, where) for name in names)
        found[code] = (pre, post, change, judged)
    return found


def _people_table(view: View, people: PeopleRows) -> Table:
    language = view.language
    missing = Cell(mark_for("undefined", language), status="undefined")
    rows = []
    for code, (pre, post, change, judged) in people.items():
        word = reliable_word(view, judged)
        rows.append(
            Row(
                code,
                [
                    value_cell(pre, language),
                    value_cell(post, language),
                    value_cell(change, language, kind="signed") if change.ok else missing,
                    Cell(word) if word else missing,
                ],
            )
        )
    return Table(
        caption=language.text("Scores of each person"),
        head=language.text("Person code"),
        columns=[
            Column(language.text("Before")),
            Column(language.text("After")),
            Column(language.text("Change")),
            Column(language.text("Against the noise of the test"), numeric=False),
        ],
        rows=rows,
    )
