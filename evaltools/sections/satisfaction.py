"""How satisfied people were, question by question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evaltools.figures import Figure, PercentRow, percent_bars
from evaltools.page import Block, section
from evaltools.results import COUNTRY, Result
from evaltools.sections.answers import answers_part, answers_tables
from evaltools.sections.choices import choices
from evaltools.sections.common import base_line, count_cell, percent_note, place_and_period, source_line
from evaltools.sections.satisfied_regions import satisfied_regions
from evaltools.tables import Cell, Column, Row, Table, mark_for, number_cell, value_cell
from evaltools.view import View, percent_digits, shown_digits
from evaltools.wording.satisfaction import (
    base_sentence,
    overall_rule,
    response_sentence,
    satisfaction_finding,
)
from evaltools.wording.survey import Survey, is_small, is_weighted

#: The percentages of a question on its three bases.
BASES = ("percent_satisfied", "percent_satisfied_of_answered", "percent_satisfied_of_forms")


def satisfaction(view: View) -> Block:
    """How satisfied people were, and as its parts what else the forms asked; of the whole project where the region has none."""
    own = Survey(view, view.region)
    survey = own if own.items or view.is_whole else Survey(view, COUNTRY)
    finding = satisfaction_finding(survey)
    if survey.items and survey is not own:
        elsewhere = view.language.text(
            "Satisfaction is not reported for this region; what follows is the whole project’s."
        )
        return _questions(survey, elsewhere, [finding, overall_rule(survey)])
    blocks = [_questions(survey, finding, [overall_rule(survey)])]
    if survey is own:
        blocks += [*satisfied_regions(survey), *choices(survey)]
    return joined(blocks)


def training_satisfaction(view: View, training: str) -> Block:
    """How satisfied the people of this training were."""
    survey = Survey(view, view.region, training)
    answers = answers_part(survey)
    questions = _questions(
        survey, satisfaction_finding(survey), [overall_rule(survey)], with_answers=answers is None
    )
    return joined([questions, answers]) if answers else questions


def joined(blocks: Sequence[Block]) -> Block:
    """Sections that belong together, in one piece of a notebook."""
    html = blocks[0].html
    for block in blocks[1:]:
        html += block.html
    return Block(html, tables=[each for block in blocks for each in block.tables])


def _questions(survey: Survey, finding: str, said: Sequence[str], *, with_answers: bool = True) -> Block:
    """Shares of the satisfied; the table of all answers is left out where a part of its own has it."""
    view, rows = survey.view, survey.items
    overall = [survey.overall] if survey.overall.status != "no-data" else []
    drawn = [row for row in (*overall, *rows) if row.ok and not is_small(row)]
    return section(
        language=view.language,
        id="satisfaction",
        heading=view.language.text("Satisfaction"),
        finding=finding,
        said=said,
        figures=[_percent_chart(survey, [*overall, *rows])] if drawn else [],
        base=base_line(
            source_line(view, rows), base_sentence(survey, rows), response_sentence(survey) if rows else ""
        ),
        tables=_tables(survey, rows, with_answers=with_answers) if rows else [],
    )


def _name(survey: Survey, row: Result) -> str:
    item = row.pairs.get("item")
    return survey.view.name("item", item) if item else survey.view.language.text("Overall")


def _percent_chart(survey: Survey, rows: Sequence[Result]) -> Figure:
    view, language = survey.view, survey.view.language
    drawn = [
        PercentRow(
            label=_name(survey, row),
            percent=row.value if row.ok and not is_small(row) else None,
            n=int(row.n) if row.n else None,
            low=None if is_small(row) else row.low,
            high=None if is_small(row) else row.high,
            text=_in_words(survey, row),
        )
        for row in rows
    ]
    place = place_and_period(view if survey.region == view.region else replace(view, region=COUNTRY))
    return percent_bars(
        drawn,
        id="satisfaction",
        language=language,
        title=language.text("Satisfied, percent of those with an opinion")
        if survey.forms.status != "no-data"
        else language.text("Satisfied, percent of those who answered"),
        note=percent_note(language, place, drawn),
        digits=min((shown_digits([row]) for row in rows if row.n), default=shown_digits(rows)),
    )


def _in_words(survey: Survey, row: Result) -> str:
    if not row.ok:
        return mark_for(row.status, survey.view.language)
    return survey.view.percent_of(row) if is_small(row) else ""


def share_cell(survey: Survey, row: Result) -> Cell:
    """A share with the precision that its base allows; a weighted one has no count behind it."""
    if row.ok and is_small(row):
        return Cell(survey.view.percent_of(row))
    return value_cell(row, survey.view.language, digits=percent_digits(row.n), kind="percent")


def _tables(survey: Survey, rows: Sequence[Result], *, with_answers: bool) -> list[Table]:
    """Percentages first, then what they were made of; only the first for figures that others published."""
    if survey.forms.status == "no-data":
        return [_published(survey, rows)]
    others = [survey.of_item(measure, row) for row in rows for measure in ("dont_know", "blank")]
    nothing_else = all(row.ok and row.value == 0 for row in others)
    made = []
    if not any(is_small(row) for row in rows):
        made.append(_one_base(survey, rows) if nothing_else else _three_bases(survey, rows))
    if survey.overall.status != "no-data":
        made.append(_overall(survey))
    made.append(_answers(survey, rows, nothing_else))
    if with_answers:
        made += answers_tables(survey, rows)
    if not nothing_else:
        made.append(_no_opinion(survey, rows))
    made.append(_means(survey, rows))
    if any(is_weighted(row) for row in rows):
        made.append(_effective(survey, rows))
    return made


def _published(survey: Survey, rows: Sequence[Result]) -> Table:
    language = survey.view.language
    return Table(
        caption=language.text("Satisfied, by question"),
        head=language.text("Question"),
        columns=[Column(language.text("Satisfied"), "%"), Column(language.text("Answers"))],
        rows=[
            Row(
                _name(survey, row),
                [
                    share_cell(survey, row)
                    if row.n
                    else value_cell(row, language, digits=shown_digits(rows), kind="percent"),
                    number_cell(row.n, language)
                    if row.n
                    else Cell(mark_for("no-data", language), status="no-data")
                    if row.ok
                    else Cell(mark_for(row.status, language), status=row.status),
                ],
            )
            for row in rows
        ],
    )


def _by_question(
    survey: Survey, rows: Sequence[Result], caption: str, columns: Sequence[Column], cells: Sequence[list[Cell]],
    notes: Sequence[str] = (),
) -> Table:  # fmt: skip
    return Table(
        caption=caption,
        head=survey.view.language.text("Question"),
        columns=columns,
        rows=[Row(_name(survey, row), line) for row, line in zip(rows, cells, strict=True)],
        notes=notes,
    )


def _counts(survey: Survey, rows: Sequence[Result], measures: Sequence[str]) -> list[list[Cell]]:
    return [[count_cell(survey.view, survey.of_item(name, row)) for name in measures] for row in rows]


def _three_bases(survey: Survey, rows: Sequence[Result]) -> Table:
    language = survey.view.language
    return _by_question(
        survey,
        rows,
        language.text("Satisfied: of those with an opinion, of those who answered, of all forms"),
        [
            Column(language.text("Opinions"), "%"),
            Column(language.text("Answered"), "%"),
            Column(language.text("Forms"), "%"),
        ],
        [[share_cell(survey, survey.of_item(base, row)) for base in BASES] for row in rows],
        [
            language.text(
                "Who answered “don’t know” is in the second base and not in the first; who left the question blank is in the third alone."
            )
        ],
    )


def _one_base(survey: Survey, rows: Sequence[Result]) -> Table:
    language = survey.view.language
    return _by_question(
        survey,
        rows,
        language.text("Satisfied, of those with an opinion"),
        [Column(language.text("Satisfied"), "%")],
        [[share_cell(survey, row)] for row in rows],
    )


def _overall(survey: Survey) -> Table:
    language = survey.view.language
    names = (
        ("satisfied_overall", language.text("Satisfied")),
        ("not_satisfied_overall", language.text("Not satisfied")),
    )
    whole = survey.get("with_opinion_overall")
    return Table(
        caption=language.text("Satisfied overall"),
        head=language.text("Answer"),
        columns=[Column(language.text("People"))],
        rows=[Row(name, [count_cell(survey.view, survey.get(measure))]) for measure, name in names],
        foot=[Row(language.text("With an opinion"), [count_cell(survey.view, whole)])],
    )


def _answers(survey: Survey, rows: Sequence[Result], nothing_else: bool) -> Table:
    """Counts behind the percentages."""
    language = survey.view.language
    same = language.text(
        "Nobody left a question blank or answered “don’t know”: the shares of those with an opinion, of those "
        "who answered and of all forms are the same."
    )
    return _by_question(
        survey,
        rows,
        language.text("Answers, by question"),
        [
            Column(language.text("Satisfied")),
            Column(language.text("Not satisfied")),
            Column(language.text("With an opinion")),
        ],
        _counts(survey, rows, ("satisfied", "not_satisfied", "with_opinion")),
        [same] if nothing_else else [],
    )


def _no_opinion(survey: Survey, rows: Sequence[Result]) -> Table:
    """What lies between the three bases."""
    language = survey.view.language
    return _by_question(
        survey,
        rows,
        language.text("No opinion, by question"),
        [
            Column(language.text("Don’t know")),
            Column(language.text("Answered")),
            Column(language.text("Left blank")),
        ],
        _counts(survey, rows, ("dont_know", "answered", "blank")),
        [
            language.text(
                "People with an opinion and those who answered “don’t know” together are those who answered; with the "
                "blanks they are all forms."
            )
        ],
    )


def _means(survey: Survey, rows: Sequence[Result]) -> Table:
    language = survey.view.language
    means = [survey.of_item("mean_satisfaction", row) for row in rows]
    maximum = survey.table.scale[1] if survey.table else 0
    return _by_question(
        survey,
        rows,
        language.text("Mean of those with an opinion"),
        [Column(language.text("Mean"), language.text("points of {maximum}", maximum=maximum))],
        [[value_cell(mean, language, digits=1)] for mean in means],
    )


def _effective(survey: Survey, rows: Sequence[Result]) -> Table:
    language = survey.view.language
    effective = [survey.of_item("effective_n", row) for row in rows]
    counts = _counts(survey, rows, ("with_opinion",))
    return _by_question(
        survey,
        rows,
        language.text("Answers and what they are worth with their weights"),
        [Column(language.text("With an opinion")), Column(language.text("Effective number of answers"))],
        [[*line, value_cell(row, language, digits=1)] for line, row in zip(counts, effective, strict=True)],
    )
