"""What people learnt: their scores before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evaltools.figures import DotRow, interval_dots
from evaltools.page import Block, section
from evaltools.results import Result
from evaltools.sections.common import base_line, count_cell, place_and_period, source_line
from evaltools.sections.effects import size_table
from evaltools.tables import Cell, Column, Row, Table, value_cell
from evaltools.view import View
from evaltools.wording.change import change_finding, selection_line, warnings
from evaltools.wording.groups import groups_base, groups_finding, no_ranking
from evaltools.wording.learning import (
    interval_line,
    learning_finding,
    lost_line,
    matching_line,
    rounding_line,
    took_both,
)


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
    known_size = size_table(view) if change.ok or change.status == "hidden" else None
    has_interval = any(row.low is not None for row in (*parts, change))
    return section(
        language=language,
        id="learning",
        heading=language.text("Learning"),
        finding=learning_finding(view, change),
        figures=figures,
        base=base_line(
            source_line(view, parts or [change]),
            *((matching_line(view), lost_line(view)) if parts else ()),
            interval_line(view) if has_interval else "",
            rounding_line(view, [change, *parts]),
        ),
        said=[
            took_both(view, change),
            change_finding(view) if known_size else "",
            selection_line(view),
            *warnings(view),
        ],
        tables=[
            _change_table(view, parts, change),
            *_people_tables(view, parts, change),
            *([known_size] if known_size else []),
        ]
        if parts
        else [],
    )


def learning_compared(view: View, *, part: bool = False) -> Block | None:
    """Groups after, as if all had begun alike; nothing where fewer than two have tests."""
    language = view.language
    rows = [
        row
        for before in _changes(view)
        for row in [view.get("learning", "adjusted_mean", before.group, region=before.region)]
        if row.status != "no-data"
    ]
    p = view.get("learning", "adjusted_p")
    if p.status == "no-data" or len(rows) < 2:
        return None
    by_training = not view.is_whole
    known = [row for row in rows if row.ok]
    left_out = [_part_name(view, row) for row in rows if row.reason == "too-few-people"]
    figures = []
    if len(known) > 1:
        figures.append(
            interval_dots(
                [
                    DotRow(label=_part_name(view, row), value=row.value, low=row.low, high=row.high)
                    for row in known
                ],
                id="learning-compared",
                language=language,
                title=language.text("Average after, allowing for the start, points"),
                note=language.text(
                    "{place}. Dot: average; line: 95% interval.", place=place_and_period(view)
                ),
                unit_label=language.text("points"),
                missing=[_part_name(view, row) for row in rows if not row.ok],
                # In the order of the table: by value it would read as a ranking.
                sort=False,
            )
        )
    return section(
        language=language,
        id="learning-compared",
        heading=language.text("Trainings compared by their tests")
        if by_training
        else language.text("Regions compared by their tests"),
        finding=groups_finding(view, p, by_training=by_training),
        said=[no_ranking(view, p)],
        figures=figures,
        base=base_line(*groups_base(view, left_out, view.get("learning", "adjusted_p_slopes"))),
        tables=[_compared_table(view, rows)],
        part=part,
    )


def _compared_table(view: View, rows: Sequence[Result]) -> Table:
    language = view.language

    def cells(row: Result) -> list[Cell]:
        before, after = (
            view.get("learning", name, row.group, region=row.region) for name in ("mean_pre", "mean_post")
        )
        return [
            value_cell(before, language, digits=1),
            value_cell(after, language, digits=1),
            value_cell(row, language, digits=1),
        ]

    return Table(
        caption=language.text("Averages before and after, and after as if all had begun alike"),
        head=language.text("Training")
        if any("training" in row.pairs for row in rows)
        else language.text("Region"),
        columns=[
            Column(language.text("Before")),
            Column(language.text("After")),
            Column(language.text("Adjusted"), language.text("points")),
        ],
        rows=[Row(_part_code(view, row), cells(row)) for row in rows],
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


def _part_code(view: View, row: Result) -> str:
    """A training by its code, which the first table explains: its title would not fit a phone beside numbers."""
    return row.pairs.get("training") or view.short(row.region)


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
            rows=[Row(_part_code(view, row), cells(row, words)) for row in parts],
            foot=[Row(language.text("All together"), cells(whole, words))] if len(parts) > 1 else [],
        )
        for caption, words in blocks
    ]
