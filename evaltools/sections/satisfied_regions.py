"""Satisfaction of the regions, side by side."""

from __future__ import annotations

from evaltools.page import Block, section
from evaltools.results import Result
from evaltools.sections.common import base_line, count_cell
from evaltools.tables import Cell, Column, Row, Table, value_cell
from evaltools.view import SMALL_BASE, percent_digits
from evaltools.wording.satisfaction import difference_sentence, homogeneity_sentence
from evaltools.wording.survey import Survey, is_small


def satisfied_regions(survey: Survey) -> list[Block]:
    """The regions' shares against each other; nothing where there is one region, or no comparison."""
    found = survey.select("p_same_in_regions_holm" if survey.is_whole else "difference_from_others")
    if not found or len(survey.view.project.regions) == 1:
        return []
    language = survey.view.language
    base = language.text(
        "Compared are regions with {least} or more opinions whose counts are shown.",
        least=language.number(SMALL_BASE),
    )
    if survey.is_whole:
        return [
            section(
                language=language,
                id="satisfaction-regions",
                heading=language.text("Satisfaction, regions compared"),
                finding=homogeneity_sentence(survey),
                base=base_line(base, _family(survey)),
                tables=[_by_region(survey), _tests(survey, found)],
                part=True,
            )
        ]
    return [
        section(
            language=language,
            id="satisfaction-regions",
            heading=language.text("Satisfaction beside the other regions"),
            finding=difference_sentence(survey),
            base=language.text(
                "Difference of the shares of those with an opinion, with a 95% interval (Newcombe). The others are all "
                "other forms of the project together; with fewer than {least} opinions on either side there is no comparison.",
                least=language.number(SMALL_BASE),
            ),
            tables=[_differences(survey, found)],
            part=True,
        )
    ]


def _family(survey: Survey) -> str:
    """What the p-values are adjusted for."""
    language = survey.view.language
    tests = sum(row.ok for row in survey.select("p_same_in_regions"))
    if not tests:
        return ""
    return language.plural(
        "p is how often chance alone would make regions differ at least as much; adjusted by Holm’s method for {n} question tested together.",
        "p is how often chance alone would make regions differ at least as much; adjusted by Holm’s method for {n} questions tested together.",
        tests,
    )


def _by_region(survey: Survey) -> Table:
    """Forms, response and the headline share of every region."""
    view, language = survey.view, survey.view.language
    places = [Survey(view, code) for code in view.sorted_regions()]
    places = [place for place in places if place.forms.status != "no-data"]
    has_rate = survey.get("response_rate").status != "no-data" or any(
        place.get("response_rate").status != "no-data" for place in places
    )
    columns = [Column(language.text("Forms"))]
    if has_rate:
        columns.append(Column(language.text("Response"), "%"))
    if survey.headline is not None:
        columns.append(Column(language.text("Satisfied"), "%"))

    def cells(place: Survey) -> list[Cell]:
        made = [count_cell(view, place.forms)]
        if has_rate:
            made.append(_percent_cell(place, place.get("response_rate")))
        if survey.headline is not None:
            made.append(_percent_cell(place, place.headline or place.overall))
        return made

    return Table(
        caption=language.text("Forms and satisfaction, by region"),
        head=language.text("Region"),
        columns=columns,
        rows=[Row(view.place(place.region), cells(place)) for place in places],
        foot=[Row(language.text("All together"), cells(survey))],
    )


def _percent_cell(place: Survey, row: Result) -> Cell:
    if row.ok and is_small(row):
        return Cell(place.view.percent_of(row))
    return value_cell(row, place.view.language, digits=percent_digits(row.n), kind="percent")


def _tests(survey: Survey, adjusted: list[Result]) -> Table:
    """The p-values, question by question."""
    language = survey.view.language
    return Table(
        caption=language.text("Do the regions differ, by question"),
        head=language.text("Question"),
        columns=[Column("p"), Column(language.text("p, adjusted"))],
        rows=[
            Row(
                survey.view.name("item", row.pairs["item"]),
                [_p_cell(survey, survey.of_item("p_same_in_regions", row)), _p_cell(survey, row)],
            )
            for row in adjusted
        ],
    )


def _p_cell(survey: Survey, row: Result) -> Cell:
    """Two digits; never 0."""
    language = survey.view.language
    if not row.ok:
        return value_cell(row, language)
    if (row.value or 0) < 0.001:
        return Cell(f"<{language.number(0.001, 3)}")
    return Cell(language.number(row.value or 0, 3 if (row.value or 0) < 0.1 else 2), value=row.value)


def _differences(survey: Survey, rows: list[Result]) -> Table:
    language = survey.view.language
    overall = survey.get("difference_from_others_overall")
    shown = ([overall] if overall.status != "no-data" else []) + rows
    return Table(
        caption=language.text("Satisfied here and in the other regions together"),
        head=language.text("Question"),
        columns=[Column(language.text("Difference"), language.text("percentage points"))],
        rows=[
            Row(
                survey.view.name("item", row.pairs["item"]) if row.group else language.text("Overall"),
                [value_cell(row, language, digits=percent_digits(row.n), kind="signed")],
            )
            for row in shown
        ],
    )
