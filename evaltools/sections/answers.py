"""What people answered, answer by answer: the table behind the shares of the satisfied, and its chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.figures import Figure, StackRow, StackSide, answer_stacks
from evaltools.figures.stacks import MOST_OF_A_SIDE
from evaltools.page import Block, section
from evaltools.results import Result, group
from evaltools.sections.common import base_line, count_cell, place_and_period
from evaltools.tables import Column, Row, Table, mark_for
from evaltools.view import SMALL_BASE, WHOLE_PERCENT_BASE
from evaltools.wording.answers import (
    answer_name,
    answers_finding,
    answers_of,
    ends_sentence,
    low_answers,
    shades_sentence,
)
from evaltools.wording.survey import Survey, is_small, is_weighted

#: Answers that stand side by side in one table; the mark of a hidden one is as wide as a word.
MOST_COLUMNS, MOST_MARKS = 6, 3


def answers_tables(survey: Survey, rows: Sequence[Result]) -> list[Table]:
    """Everything that was answered, a row for each question; none where answers are not counted one by one.

    More answers than a sheet of paper has room for are split, and so are a few
    where some are hidden; the base stands in the last table.
    """
    language = survey.view.language
    answers = answers_of(survey)
    is_hidden = any(given(survey, row, answer).status == "hidden" for row in rows for answer in answers)
    parts = _split(answers, MOST_MARKS if is_hidden else MOST_COLUMNS)
    return [
        Table(
            caption=language.text("All answers, by question")
            if len(parts) == 1
            else language.text(
                "Answers from {first} to {last}, by question",
                first=answer_name(survey, part[0]),
                last=answer_name(survey, part[-1]),
            ),
            head=language.text("Question"),
            columns=[
                *(Column(answer_name(survey, answer)) for answer in part),
                *([Column(language.text("With an opinion"))] if part is parts[-1] else []),
            ],
            rows=[
                Row(
                    question(survey, row),
                    [
                        *(count_cell(survey.view, given(survey, row, answer)) for answer in part),
                        *(
                            [count_cell(survey.view, survey.of_item("with_opinion", row))]
                            if part is parts[-1]
                            else []
                        ),
                    ],
                )
                for row in rows
            ],
            notes=[ends_sentence(survey)],
        )
        for part in parts
    ]


def _split(answers: Sequence[str], most: int) -> list[Sequence[str]]:
    """Answers in as few parts of nearly equal size as a table has room for."""
    count = -(-len(answers) // most)
    size = -(-len(answers) // count) if count else 1
    return [answers[start : start + size] for start in range(0, len(answers), size)]


def question(survey: Survey, row: Result) -> str:
    """The name of the question that a result is of."""
    return survey.view.name("item", row.pairs["item"])


def given(survey: Survey, row: Result, answer: str) -> Result:
    """How many people gave an answer to the question of a row."""
    where = group(**row.pairs, answer=answer)
    return survey.view.results.get(survey.region, row.subject, "answers", where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Answers of a scale as bars to both sides of a line can show them, each side from left to right."""

    low: tuple[str, ...]
    satisfied: tuple[str, ...]
    between: tuple[str, ...]


def sides_of(answers: Sequence[str], satisfied: Sequence[str]) -> Sides | None:
    """Split a scale into the satisfied, the lower half, and what lies between.

    Nothing where the satisfied are not the upper end of the scale, or where a
    side has more answers than its shades can tell apart.

    Examples
    --------
    >>> sides_of("12345", "45")
    Sides(low=('1', '2'), satisfied=('4', '5'), between=('3',))
    >>> sides_of("1234", "34")
    Sides(low=('1', '2'), satisfied=('3', '4'), between=())
    >>> sides_of("12345", "5") is sides_of("12345", "13") is None
    True
    """
    upper = tuple(answer for answer in answers if answer in satisfied)
    rest = tuple(answers[: len(answers) - len(upper)])
    if not upper or tuple(answers) != (*rest, *upper):
        return None
    low = rest[: min(len(rest), len(answers) // 2)]
    between = rest[len(low) :]
    if max(len(low), len(upper)) > MOST_OF_A_SIDE or len(between) > 1:
        return None
    return Sides(low=low, satisfied=upper, between=between)


def answers_part(survey: Survey) -> Block | None:
    """All answers as bars to both sides of a line, with their table; for who may see them unhidden.

    Nothing where no question has enough opinions for percentages, where the
    shares are weighted (the counts are not), or where the scale has more
    answers than can be told apart.
    """
    rows, table = survey.items, survey.table
    if table is None or any(is_weighted(row) for row in rows):
        return None
    answers = answers_of(survey)
    sides = sides_of(answers, [str(answer) for answer in table.satisfied])
    drawn = [row for row in rows if row.ok and not is_small(row)]
    if sides is None or not drawn:
        return None
    language = survey.view.language
    lows = [
        low_answers(question(survey, row), [given(survey, row, each) for each in sides.low], row)
        for row in drawn
    ]
    return section(
        language=language,
        id="satisfaction-answers",
        heading=language.text("All answers"),
        finding=answers_finding(survey, lows, sides.low),
        figures=[_chart(survey, rows, sides)],
        base=base_line(
            language.text(
                "Base: those with an opinion, on questions with {least} or more of them; rounded shares need not make 100%.",
                least=language.number(SMALL_BASE),
            ),
        ),
        tables=answers_tables(survey, rows),
        method="top_box",
        part=True,
    )


def _chart(survey: Survey, rows: Sequence[Result], sides: Sides) -> Figure:
    view, language = survey.view, survey.view.language
    order = (*sides.low, *sides.satisfied, *sides.between)

    def names(answers: Sequence[str]) -> str:
        return ", ".join(answer_name(survey, answer) for answer in answers)

    def row_of(row: Result) -> StackRow:
        if not row.ok or is_small(row):
            text = view.percent_of(row) if row.ok else mark_for(row.status, language)
            return StackRow(label=question(survey, row), text=text)
        counts = [given(survey, row, answer).value or 0.0 for answer in order]
        return StackRow(
            label=question(survey, row),
            percents=tuple(100 * count / sum(counts) for count in counts),
            text=_base(survey, row),
        )

    return answer_stacks(
        [row_of(row) for row in rows],
        left=StackSide(label=language.text("lower: {answers}", answers=names(sides.low)), answers=sides.low),
        right=StackSide(
            label=language.text("satisfied: {answers}", answers=names(sides.satisfied)),
            answers=sides.satisfied,
        ),
        apart=StackSide(
            label=language.text("between: {answers}", answers=names(sides.between)), answers=sides.between
        )
        if sides.between
        else None,
        id="satisfaction-answers",
        language=language,
        title=language.text("All answers, percent of those with an opinion"),
        note=f"{place_and_period(view)}. {shades_sentence(survey, sides.low, sides.satisfied)}",
        unit_label=language.text("percent of those with an opinion"),
        digits=0 if any((row.n or 0) < WHOLE_PERCENT_BASE for row in rows) else 1,
    )


def _base(survey: Survey, row: Result) -> str:
    """People with an opinion, and beside them those who answered that they do not know."""
    language = survey.view.language
    unknown = survey.of_item("dont_know", row).value or 0
    if not unknown:
        return f"n = {language.number(row.n or 0)}"
    return language.text(
        "n = {n}; “don’t know”: {unknown}", n=language.number(row.n or 0), unknown=language.number(unknown)
    )
