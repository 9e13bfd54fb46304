"""Questions of one training's test, for its trainer: verdicts, and what they rest on. Internal."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.figures import ItemRow, item_dumbbell
from evaltools.language import round_half_up
from evaltools.page import Block, section
from evaltools.results import COUNTRY, Result, group
from evaltools.sections.common import base_line, p_value_cell, place_and_period
from evaltools.tables import Cell, Column, Row, Table, figure_text, value_cell
from evaltools.view import View, percent_digits
from evaltools.wording.questions import (
    ATTENTION,
    VERDICTS,
    questions_finding,
    questions_rest,
    verdict_base,
    verdict_rules,
    verdict_word,
    verdicts_base,
)
from evaltools.wording.reasons import why


def verdicts_of(view: View, training: str) -> list[Result]:
    """The verdict on each question of a training's test; those that need another look first."""
    order = list(VERDICTS)
    rows = [
        row
        for row in view.results.select(region=view.region, subject="learning", measure="verdict")
        if row.pairs.get("training") == training
    ]
    return sorted(rows, key=lambda row: order.index(row.reason))


def items(view: View, training: str) -> Block:
    """Which questions were learnt, and which were not, or mislead."""
    language = view.language
    heading = language.text("Questions")
    verdicts = verdicts_of(view, training)
    if not verdicts:
        pairs = view.get("learning", "pairs", group(training=training))
        by_question = view.results.select(subject="learning", measure="reliability_before")
        finding = (
            language.text("The tests have no answers by question.")
            if pairs.value or not by_question
            else why(language, "item_change", "no-pairs")
        )
        return section(language=language, id="items", heading=heading, finding=finding)
    pairs_of = {row.pairs["item"]: _shares(view, row) for row in verdicts}
    tables = [
        _verdict_table(view, caption, [row for row in verdicts if (row.reason in ATTENTION) is wanted])
        for caption, wanted in (
            (language.text("Questions that need another look"), True),
            (language.text("The other questions"), False),
        )
        if any((row.reason in ATTENTION) is wanted for row in verdicts)
    ]
    base = next(iter(pairs_of.values()))[0]
    return section(
        language=language,
        id="items",
        heading=heading,
        finding=questions_finding(view, verdicts),
        said=[questions_rest(view, verdicts)],
        figures=[
            item_dumbbell(
                [
                    ItemRow(
                        label=view.name("item", name),
                        before=before.value,
                        after=after.value,
                        text=f"{_right(view, before)} → {_right(view, after)}" if view.is_small(base) else "",
                    )
                    for name, (before, after) in pairs_of.items()
                ],
                id="items",
                language=language,
                title=language.text(
                    "Right answers by question, people of {n}", n=language.number(base.n or 0)
                )
                if view.is_small(base)
                else language.text("Right answers by question, percent"),
                note=language.text(
                    "{place}. Dashes: fewer right answers after.", place=place_and_period(view)
                )
                if any((after.value or 0) < (before.value or 0) for before, after in pairs_of.values())
                else place_and_period(view),
                before_label=language.text("before"),
                after_label=language.text("after"),
                people=int(base.n or 0) if view.is_small(base) else None,
            )
        ],
        base=base_line(
            language.plural(
                "Base: {n} person with both tests; a blank is not right.",
                "Base: {n} people with both tests; a blank is not right.",
                base.n or 0,
            ),
            verdicts_base(view, verdicts),
        ),
        tables=[*tables, _moves_table(view, verdicts), _whole_table(view, verdicts)],
        notes=[*verdict_rules(view), *_reliability(view, training)],
    )


def _shares(view: View, verdict: Result, region: str = "") -> tuple[Result, Result]:
    where = group(item=verdict.pairs["item"]) if region else verdict.group
    before, after = (
        view.get("learning", name, where, region=region)
        for name in ("percent_right_before", "percent_right_after")
    )
    return before, after


def _verdict_table(view: View, caption: str, verdicts: Sequence[Result]) -> Table:
    language = view.language
    return Table(
        caption=caption,
        head=language.text("Question"),
        columns=[
            *_right_columns(view, _shares(view, verdicts[0])[0]),
            Column(language.text("Verdict"), numeric=False, small=language.text("What it rests on")),
        ],
        rows=[
            Row(
                view.name("item", row.pairs["item"]),
                [
                    *(_right_cell(view, share) for share in _shares(view, row)),
                    Cell(verdict_word(language, row), verdict_base(language, row)),
                ],
            )
            for row in verdicts
        ],
    )


def _moves_table(view: View, verdicts: Sequence[Result]) -> Table:
    """What the verdicts of this training rest on."""
    language = view.language

    def cells(row: Result) -> list[Cell]:
        gained, lost, p, rest = (
            view.get("learning", name, row.group)
            for name in ("gained", "lost", "p_holm", "item_rest_r_after")
        )
        return [
            value_cell(gained, language),
            value_cell(lost, language),
            p_value_cell(view, p),
            value_cell(rest, language, digits=2),
        ]

    return Table(
        caption=language.text("Who gained and who lost the right answer, in this training"),
        head=language.text("Question"),
        columns=[
            Column(language.text("Gained")),
            Column(language.text("Lost")),
            Column(language.text("p (Holm)")),
            Column(language.text("Fits the rest of the test, r")),
        ],
        rows=[Row(view.name("item", row.pairs["item"]), cells(row)) for row in _by_name(verdicts)],
        notes=[
            language.text(
                "r: whether those who know more were right on the question, after; near or below 0 the question measures something else. Where nobody’s answer changed, or all answered alike, there is nothing to compute."
            )
        ],
    )


def _whole_table(view: View, verdicts: Sequence[Result]) -> Table:
    """The same questions in all trainings together."""
    language = view.language

    def cells(row: Result) -> list[Cell]:
        where = group(item=row.pairs["item"])
        rest, dropped = (
            view.whole("learning", name, where)
            for name in ("item_rest_r_after", "reliability_if_dropped_after")
        )
        return [
            *(_right_cell(view, share) for share in _shares(view, row, COUNTRY)),
            value_cell(rest, language, digits=2),
            value_cell(dropped, language, digits=2),
        ]

    return Table(
        caption=language.text("The same questions in all trainings with this test"),
        head=language.text("Question"),
        columns=[
            *_right_columns(view, _shares(view, verdicts[0], COUNTRY)[0]),
            Column(language.text("Fits the rest of the test, r")),
            Column(language.text("Reliability without it")),
        ],
        rows=[Row(view.name("item", row.pairs["item"]), cells(row)) for row in _by_name(verdicts)],
    )


def _reliability(view: View, training: str) -> list[str]:
    """How consistently the questions rank people: of all trainings, and of this one."""
    language = view.language
    own, whole = (
        view.get("learning", "reliability_after", group(training=training)),
        view.whole("learning", "reliability_after"),
    )
    said = []
    for row, message in (
        (own, language.text("Reliability of the test after, in this training")),
        (whole, language.text("Reliability of the test after, in all trainings")),
    ):
        if row is whole and whole.n == own.n:
            continue
        if row.ok and row.low is not None and row.high is not None:
            said.append(
                language.text(
                    "{what}: {value} (between {low} and {high}; {name}). From about 0.7 on, a total score says something about one person.",
                    what=message,
                    value=language.number(row.value or 0, 2),
                    low=language.number(row.low, 2),
                    high=language.number(row.high, 2),
                    name=row.method.partition(",")[0],
                )
            )
        elif row.status == "undefined":
            said.append(why(language, "reliability", row.reason))
    return said


def _right(view: View, share: Result) -> str:
    """Right answers: people in a small group, whose size stands above; otherwise percent."""
    if view.is_small(share):
        return view.language.number(_people(share))
    return figure_text(share.value or 0.0, view.language, digits=percent_digits(share.n), kind="percent")


def _people(share: Result) -> float:
    return round_half_up((share.value or 0.0) * (share.n or 0.0) / 100)


def _right_cell(view: View, share: Result) -> Cell:
    if not share.ok:
        return value_cell(share, view.language)
    return Cell(_right(view, share), value=_people(share) if view.is_small(share) else share.value)


def _right_columns(view: View, share: Result) -> list[Column]:
    """Before and after, with what their cells count."""
    language = view.language
    unit = language.text("of {n}", n=language.number(share.n or 0)) if view.is_small(share) else "%"
    return [Column(language.text("Right before"), unit), Column(language.text("Right after"), unit)]


def _by_name(verdicts: Sequence[Result]) -> list[Result]:
    """Questions in the order of the test."""
    return sorted(verdicts, key=lambda row: row.pairs["item"])
