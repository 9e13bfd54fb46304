"""What people learnt: their scores before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evaltools.figures import DotRow, interval_dots
from evaltools.page import Block, section
from evaltools.results import Result
from evaltools.sections.common import base_line, count_cell, place_and_period, source_line
from evaltools.tables import Cell, Column, Row, Table, value_cell
from evaltools.view import View
from evaltools.wording.learning import learning_finding


def learning(view: View) -> Block:
    """What was learnt: the change of scores, one row for each training or region."""
    language = view.language
    change = view.get("learning", "mean_change")
    parts = _changes(view)
    known = [row for row in parts if row.ok]
    unit = language.text("points")
    figures = []
    if len(known) > 1:
        figures.append(
            interval_dots(
                [
                    DotRow(label=_part_name(view, row), value=row.value, low=row.low, high=row.high)
                    for row in known
                ],
                id="learning",
                language=language,
                title=language.text("Change of the average score, points"),
                note=language.text("{place}. Dot: change; line: 95% interval.", place=place_and_period(view)),
                unit_label=unit,
                zero_line=True,
                overall=change.value,
                overall_label=language.text("together"),
                missing=[_part_name(view, row) for row in parts if not row.ok],
            )
        )
    return section(
        language=language,
        id="learning",
        heading=language.text("Learning"),
        finding=learning_finding(view, change),
        figures=figures,
        base=base_line(
            source_line(view, parts or [change]),
            matching_line(view) if parts else "",
        ),
        tables=[_change_table(view, parts, change), *_people_tables(view, parts, change)] if parts else [],
    )


def matching_line(view: View, where: str = "", region: str = "") -> str:
    """How many took both tests, and how many only one."""
    pairs, before, after = (
        view.get("learning", name, where, region=region) for name in ("pairs", "only_pre", "only_post")
    )
    if not (pairs.ok and before.ok and after.ok):
        return ""
    language = view.language
    return language.text(
        "Both tests: {pairs}; only the one before: {before}; only the one after: {after}. "
        "The interval is a 95% t interval of the paired differences.",
        pairs=language.number(pairs.value or 0),
        before=language.number(before.value or 0),
        after=language.number(after.value or 0),
    )


def _changes(view: View) -> list[Result]:
    """Trainings of the region; for the whole project, its regions."""
    if view.is_whole and len(view.project.regions) > 1:
        rows = [view.get("learning", "mean_change", region=code) for code in view.sorted_regions()]
        return [row for row in rows if row.status != "no-data"]
    rows = list(view.results.select(region=view.region, subject="learning", measure="mean_change"))
    return [row for row in rows if "training" in row.pairs]


def _part_name(view: View, row: Result) -> str:
    training = row.pairs.get("training")
    return view.short(row.region) if training is None else f"{training}. {view.name('training', training)}"


def _change_table(view: View, parts: Sequence[Result], whole: Result) -> Table:
    language = view.language

    def cells(row: Result) -> list[Cell]:
        before, after = (
            view.get("learning", name, row.group, region=row.region) for name in ("mean_pre", "mean_post")
        )
        return [
            value_cell(before, language, digits=1),
            value_cell(after, language, digits=1),
            value_cell(row, language, digits=1, kind="signed"),
        ]

    by_training = any("training" in row.pairs for row in parts)
    return Table(
        caption=language.text("Average scores before and after, of those with both tests"),
        head=language.text("Training") if by_training else language.text("Region"),
        columns=[
            Column(language.text("Before")),
            Column(language.text("After")),
            Column(language.text("Change"), language.text("points")),
        ],
        rows=[Row(_part_name(view, row), cells(row)) for row in parts],
        foot=[Row(language.text("Everybody together"), cells(whole))] if len(parts) > 1 else [],
    )


def _people_tables(view: View, parts: Sequence[Result], whole: Result) -> list[Table]:
    """Who took which test, and which way the scores went."""
    language = view.language
    blocks = (
        (
            language.text("Who took the tests"),
            {
                "pairs": language.text("Both"),
                "only_pre": language.text("Only before"),
                "only_post": language.text("Only after"),
            },
        ),
        (
            language.text("Which way the scores went, of those with both tests"),
            {
                "improved": language.text("Improved"),
                "unchanged": language.text("Unchanged"),
                "declined": language.text("Declined"),
            },
        ),
    )
    by_training = any("training" in row.pairs for row in parts)

    def cells(row: Result, measures: Iterable[str]) -> list[Cell]:
        return [
            count_cell(view, view.get("learning", name, row.group, region=row.region)) for name in measures
        ]

    return [
        Table(
            caption=caption,
            head=language.text("Training") if by_training else language.text("Region"),
            columns=[Column(word) for word in words.values()],
            rows=[Row(_part_name(view, row), cells(row, words)) for row in parts],
            foot=[Row(language.text("All together"), cells(whole, words))] if len(parts) > 1 else [],
        )
        for caption, words in blocks
    ]
