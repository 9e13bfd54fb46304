"""What people answered, answer by answer: the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.results import Result
from evaltools.wording.survey import Survey


def answers_of(survey: Survey) -> tuple[str, ...]:
    """The answers that are counted one by one, from the lowest up; none where they are not."""
    return tuple(dict.fromkeys(row.pairs["answer"] for row in survey.select("answers")))


def answer_name(survey: Survey, answer: str) -> str:
    """The name of an answer; its number where nobody named it."""
    return survey.view.name("answer", answer)


def ends_sentence(survey: Survey) -> str:
    """Which end of the scale is the better one, and what was turned for that."""
    language, table = survey.view.language, survey.table
    answers = answers_of(survey)
    if table and set(table.reversed) & set(table.items):
        return language.text(
            "From the worst answer, {lowest}, to the best, {highest}; questions that ask the other way round are turned.",
            lowest=answer_name(survey, answers[0]),
            highest=answer_name(survey, answers[-1]),
        )
    return language.text(
        "From the worst answer, {lowest}, to the best, {highest}.",
        lowest=answer_name(survey, answers[0]),
        highest=answer_name(survey, answers[-1]),
    )


def shades_sentence(survey: Survey, low: Sequence[str], satisfied: Sequence[str]) -> str:
    """How the bars read: which answers are filled."""
    language = survey.view.language
    ends = [low[0], satisfied[-1]]
    return language.text(
        "Filled: {answers}; with an outline: the answers between them.",
        answers=language.listing([answer_name(survey, answer) for answer in ends]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LowAnswers:
    """Low answers to one question: so many, of so many people with an opinion."""

    question: str
    count: int
    people: int


def low_answers(question: str, counts: Sequence[Result], row: Result) -> LowAnswers:
    """The low answers to one question, together."""
    return LowAnswers(
        question=question, count=round(sum(each.value or 0.0 for each in counts)), people=int(row.n or 0)
    )


def answers_finding(survey: Survey, lows: Sequence[LowAnswers], answers: Sequence[str]) -> str:
    """On which question low answers were given most often; that nobody gave one."""
    language = survey.view.language
    named = ", ".join(answer_name(survey, answer) for answer in answers)
    most = max(low.count / low.people for low in lows)
    if not most:
        return language.text("Nobody gave a low answer ({answers}) to any question shown.", answers=named)
    often = [low for low in lows if low.count / low.people == most]
    if sum(low.count > 0 for low in lows) == 1:
        return language.text(
            "Low answers ({answers}) were given on one of the questions shown, “{question}”: {count} of {people}.",
            answers=named,
            question=often[0].question,
            count=language.number(often[0].count),
            people=language.number(often[0].people),
        )
    if len(often) > 1:
        return (
            language.text(
                "Low answers ({answers}) were given most often on: {questions}; {count} of {people} on each.",
                answers=named,
                questions=language.listing([low.question for low in often]),
                count=language.number(often[0].count),
                people=language.number(often[0].people),
            )
            if len({low.people for low in often}) == 1
            else language.text(
                "Low answers ({answers}) were given most often on: {questions}.",
                answers=named,
                questions=language.listing([low.question for low in often]),
            )
        )
    (low,) = often
    return language.text(
        "Low answers ({answers}) were given most often on “{question}”: {count} of {people}.",
        answers=named,
        question=low.question,
        count=language.number(low.count),
        people=language.number(low.people),
    )
