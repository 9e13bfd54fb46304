"""One training, for its trainer: scores, questions, satisfaction. Internal."""

from __future__ import annotations

from collections.abc import Mapping

from evaltools.figures import Figure, ItemRow, estimation_plot, item_dumbbell
from evaltools.page import Block, section
from evaltools.results import Result, group
from evaltools.sections.common import place_and_period
from evaltools.sections.learning import matching_line
from evaltools.tables import Cell, Column, Row, Table, mark_for, value_cell
from evaltools.view import View
from evaltools.wording.learning import learning_finding


def scores(view: View, training: str) -> Block:
    """Who improved, by how much, and how sure that is."""
    language = view.language
    where = group(training=training)
    change = view.get("learning", "mean_change", where)
    people = _people(view, training)
    pairs = [(pre.value, post.value) for pre, post in people.values() if pre.ok and post.ok]
    figures: list[Figure] = []
    if len(pairs) > 1:
        figures.append(
            estimation_plot(
                [pre or 0.0 for pre, _ in pairs],
                [post or 0.0 for _, post in pairs],
                id="scores",
                language=language,
                title=language.text("Scores before and after, and each person’s change"),
                note=place_and_period(view),
                mean=change.value,
                low=change.low,
                high=change.high,
                maximum=_maximum(change),
                before_label=language.text("before"),
                after_label=language.text("after"),
                change_label=language.text("change, points"),
            )
        )
    directions = [view.get("learning", name, where) for name in ("improved", "unchanged", "declined")]
    names = [language.text("Improved"), language.text("Unchanged"), language.text("Declined")]
    tables = [
        Table(
            caption=language.text("How many improved"),
            head=language.text("Direction"),
            columns=[Column(language.text("People"))],
            rows=[
                Row(name, [value_cell(row, language)]) for name, row in zip(names, directions, strict=True)
            ],
        )
    ]
    if people:
        tables.append(_people_table(view, people))
    return section(
        language=language,
        id="scores",
        heading=language.text("Scores"),
        finding=learning_finding(view, change, where),
        figures=figures,
        base=matching_line(view, where),
        tables=tables,
    )


def _maximum(change: Result) -> float:
    last = change.unit.rsplit(" ", 1)[-1]
    return float(last) if last.replace(".", "").isdigit() else 0.0


def _people(view: View, training: str) -> dict[str, tuple[Result, Result]]:
    rows = view.results.select(region=view.region, subject="learning", group_has="person")
    codes = dict.fromkeys(row.pairs["person"] for row in rows if row.pairs.get("training") == training)
    return {
        code: (
            view.get("learning", "score_pre", group(training=training, person=code)),
            view.get("learning", "score_post", group(training=training, person=code)),
        )
        for code in codes
    }


def _people_table(view: View, people: Mapping[str, tuple[Result, Result]]) -> Table:
    language = view.language
    rows = []
    for code, (pre, post) in people.items():
        if pre.ok and post.ok:
            change = Cell(language.signed((post.value or 0) - (pre.value or 0)))
        else:
            change = Cell(mark_for("undefined", language), status="undefined")
        rows.append(Row(code, [value_cell(pre, language), value_cell(post, language), change]))
    return Table(
        caption=language.text("Scores of each person"),
        head=language.text("Person code"),
        columns=[
            Column(language.text("Before")),
            Column(language.text("After")),
            Column(language.text("Change")),
        ],
        rows=rows,
    )


def items(view: View, training: str) -> Block:
    """Which questions were learnt, and which were not."""
    language = view.language
    pairs = [
        (row, view.get("learning", "percent_right_after", row.group))
        for row in view.results.select(region=view.region, subject="learning", measure="percent_right_before")
        if row.pairs.get("training") == training
    ]
    known = [(before, after) for before, after in pairs if before.ok and after.ok]
    if not known:
        finding = language.text("The tests have no answers by question.")
        return section(language=language, id="items", heading=language.text("Questions"), finding=finding)
    changes = {before.pairs["item"]: (after.value or 0) - (before.value or 0) for before, after in known}
    most = max(changes, key=lambda name: changes[name])
    fell = [view.name("item", name) for name, change in changes.items() if change < 0]
    finding = language.text("Most was learnt on question {item}.", item=view.name("item", most))
    if fell:
        finding += " " + language.text(
            "Fewer people were right after than before on: {items}.", items=", ".join(fell)
        )
    ordered = sorted(known, key=lambda pair: -changes[pair[0].pairs["item"]])
    return section(
        language=language,
        id="items",
        heading=language.text("Questions"),
        finding=finding,
        figures=[
            item_dumbbell(
                [
                    ItemRow(
                        label=view.name("item", before.pairs["item"]), before=before.value, after=after.value
                    )
                    for before, after in ordered
                ],
                id="items",
                language=language,
                title=language.text("Right answers by question, percent"),
                note=place_and_period(view),
                before_label=language.text("before"),
                after_label=language.text("after"),
            )
        ],
        base=language.text(
            "Base: {n} people with both tests; a blank is not right.", n=language.number(known[0][0].n or 0)
        ),
        tables=[
            Table(
                caption=language.text("Right answers before and after, by question"),
                head=language.text("Question"),
                columns=[Column(language.text("Before"), "%"), Column(language.text("After"), "%")],
                rows=[
                    Row(
                        view.name("item", before.pairs["item"]),
                        [value_cell(before, language), value_cell(after, language)],
                    )
                    for before, after in ordered
                ],
            )
        ],
    )
