"""People: who took part, how satisfied they were, what they learnt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from evaltools.figures import DotRow, Figure, PercentRow, ShareRow, interval_dots, percent_bars, share_bars
from evaltools.page import Block, section
from evaltools.results import COUNTRY, Result
from evaltools.sections.common import base_line, count_cell, place_and_period, share_cell, source_line
from evaltools.tables import Cell, Column, Row, Table, mark_for, value_cell
from evaltools.view import SMALL_BASE, WHOLE_PERCENT_BASE, View
from evaltools.wording.findings import learning_finding, participants_finding, satisfaction_finding

BREAKDOWNS = ("sex", "status", "age")
#: Categories that say little: they stand last and pale.
LAST = ("other", "not_stated")


def participants(view: View) -> Block:
    """Who took part, by sex, status and age."""
    language = view.language
    rows = view.results.select(region=view.region, subject="participants", measure="participants")
    found = {
        name: [row for row in rows if name in row.pairs]
        for name in BREAKDOWNS
        if any(name in row.pairs for row in rows)
    }
    total = view.get("participants", "participants")
    charted = {name: parts for name, parts in found.items() if sum(row.ok for row in parts) > 1}
    return section(
        language=language,
        id="participants",
        heading=language.text("Participants"),
        finding=participants_finding(view, list(found), total),
        figures=[_share_chart(view, name, parts) for name, parts in charted.items()],
        base=source_line(view, rows),
        tables=[_share_table(view, name, parts) for name, parts in found.items()],
    )


def _share(view: View, row: Result) -> Result:
    return view.get("participants", "share_of_participants", row.group, region=row.region)


def _share_chart(view: View, name: str, parts: Sequence[Result]) -> Figure:
    language = view.language
    return share_bars(
        [
            ShareRow(
                label=view.name(name, row.pairs[name]),
                value=row.value if row.ok else None,
                percent=_share(view, row).value,
                text="" if row.ok else mark_for(row.status, language),
                last=row.pairs[name] in LAST,
            )
            for row in parts
        ],
        id=f"participants-{name}",
        language=language,
        title=view.name("breakdown", name),
        note=place_and_period(view),
        digits=0 if (parts[0].n or 1000) < WHOLE_PERCENT_BASE else 1,
        sort=name != "age",
    )


def _share_table(view: View, name: str, parts: Sequence[Result]) -> Table:
    language = view.language
    return Table(
        caption=language.text("Participants, {breakdown}", breakdown=view.name("breakdown", name).lower()),
        head=language.text("Group"),
        columns=[Column(language.text("Number")), Column(language.text("Share"), "%")],
        rows=[
            Row(
                view.name(name, row.pairs[name]), [count_cell(view, row), share_cell(view, _share(view, row))]
            )
            for row in parts
        ],
    )


def satisfaction(view: View) -> Block:
    """How satisfied people were, by question; of the whole project where the region has no figures."""
    language = view.language
    own = _items(view, view.region)
    rows = own or _items(view, COUNTRY)
    finding = satisfaction_finding(view, rows)
    if rows and not own:
        finding = language.text(
            "Not reported for this region. In the whole project: {finding}", finding=finding
        )
    large = [row for row in rows if row.ok and (row.n is None or row.n >= SMALL_BASE)]
    figures = [_percent_chart(view, rows)] if large else []
    return section(
        language=language,
        id="satisfaction",
        heading=language.text("Satisfaction"),
        finding=finding,
        figures=figures,
        base=base_line(
            source_line(view, rows),
            _forms_line(view, rows),
        ),
        tables=[_item_table(view, rows), *_answer_table(view, rows)] if rows else [],
    )


def _items(view: View, region: str) -> list[Result]:
    rows = view.results.select(region=region, subject="satisfaction", measure="percent_satisfied")
    return [row for row in rows if "training" not in row.pairs]


def _percent_chart(view: View, rows: Sequence[Result]) -> Figure:
    language = view.language
    return percent_bars(
        [
            PercentRow(
                label=view.name("item", row.pairs["item"]),
                percent=row.value if row.ok else None,
                n=int(row.n) if row.n else None,
                low=row.low,
                high=row.high,
                text="" if row.ok else mark_for(row.status, language),
            )
            for row in rows
        ],
        id="satisfaction",
        language=language,
        title=language.text("Satisfied, percent of those who answered"),
        note=place_and_period(view if rows[0].region == view.region else replace(view, region=COUNTRY)),
        digits=0 if any(row.n and row.n < WHOLE_PERCENT_BASE for row in rows) else 1,
    )


def _item_table(view: View, rows: Sequence[Result]) -> Table:
    language = view.language
    return Table(
        caption=language.text("Satisfied, by question"),
        head=language.text("Question"),
        columns=[Column(language.text("Satisfied"), "%"), Column(language.text("Answers"))],
        rows=[
            Row(
                view.name("item", row.pairs["item"]),
                [
                    share_cell(view, row),
                    Cell(language.number(row.n))
                    if row.n
                    else Cell(mark_for("no-data", language), status="no-data")
                    if row.ok
                    else Cell(mark_for(row.status, language), status=row.status),
                ],
            )
            for row in rows
        ],
    )


def _forms_line(view: View, rows: Sequence[Result]) -> str:
    """How many forms there are, and what the interval is."""
    language = view.language
    if not any(row.low is not None for row in rows):
        return ""
    forms = view.get("satisfaction", "respondents", region=rows[0].region)
    base = language.text("Base: those with an opinion; 95% Wilson interval.")
    return base_line(
        base, language.text("Forms filled in: {n}.", n=language.number(forms.value or 0)) if forms.ok else ""
    )


def _answer_table(view: View, rows: Sequence[Result]) -> list[Table]:
    """Counts behind the percentages, where they are known."""
    language = view.language
    measures = ("satisfied", "not_satisfied", "answered")
    counts = [
        [view.get("satisfaction", name, row.group, region=row.region) for name in measures] for row in rows
    ]
    if all(each.status == "no-data" for line in counts for each in line):
        return []
    return [
        Table(
            caption=language.text("Answers, by question"),
            head=language.text("Question"),
            columns=[
                Column(language.text("Satisfied")),
                Column(language.text("Not satisfied")),
                Column(language.text("With an opinion")),
            ],
            rows=[
                Row(view.name("item", row.pairs["item"]), [count_cell(view, each) for each in line])
                for row, line in zip(rows, counts, strict=True)
            ],
        )
    ]


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
