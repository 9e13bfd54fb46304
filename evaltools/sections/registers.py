"""Registers: one renderer for all of them, by what `data/registers.toml` says of their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from evaltools.language import pick
from evaltools.page import Block, section
from evaltools.registers import Entry, Register, RegisterColumn, register_named
from evaltools.results import Result
from evaltools.sections.common import source_line
from evaltools.tables import Cell, Column, Row, Table, Text, mark_for, value_cell
from evaltools.view import View
from evaltools.wording.registers import (
    category_name,
    label_of,
    register_finding,
    register_rest,
    text_of,
    without_consent,
)

#: Wider tables are split: what is said of a row first, then its numbers.
MOST_COLUMNS = 4


def register(view: View, name: str, *, part: bool = False) -> Block | None:
    """Rows of a register and how many there are of each kind; nothing where the project keeps none."""
    if name not in view.registers:
        return None
    known, entries = register_named(name), view.registers[name]
    language = view.language
    total = view.whole(name, name)
    counts = {column.name: _counts(view, known, column.name) for column in known.having("counted")}
    tables = [
        _count_table(view, known, column, counts[column.name])
        for column in known.having("counted")
        if len(counts[column.name]) > 1 and "group" not in column.uses
    ]
    if months := _counts(view, known, "month"):
        tables.append(_month_table(view, known, months))
    rows = [entry for entry in entries if label_of(view, known, entry)]
    listed = [table for part in _parts(view, known, rows) for table in _row_tables(view, known, *part)]
    notes: list[Text] = []
    if withheld := sum(entry.withheld for entry in entries):
        # Beside the rows that are shown, this number would tell a total that is hidden.
        notes.append(without_consent(view, withheld, small=total.status == "hidden"))
    return section(
        language=language,
        id=name if name != "problems" else "problem-list",
        heading=pick(dict(known.title), language.code)[0],
        finding=register_finding(view, total),
        said=[register_rest(view, known, total, counts)],
        base=source_line(view, [total]),
        tables=[*listed, *tables] if not known.people else [*tables, *listed],
        notes=notes,
        method="",
        part=part,
    )


def _counts(view: View, known: Register, name: str) -> list[Result]:
    rows = view.results.select(region="KZ", subject=known.name, measure=known.name)
    found = [row for row in rows if list(row.pairs) == [name]]
    if name == "month":
        return found

    def place(row: Result) -> tuple[object, ...]:
        category = category_name(view, known, name, row.pairs[name])
        return -(row.value or 0), view.language.sort_key(category)

    return sorted(found, key=place)


def heading_of(view: View, column: RegisterColumn) -> str:
    """A column's heading in the page's language."""
    return pick(dict(column.label), view.language.code)[0] if column.label else column.name


def _count_table(view: View, known: Register, column: RegisterColumn, rows: Sequence[Result]) -> Table:
    language = view.language
    title = pick(dict(known.title), language.code)[0]
    return Table(
        caption=language.text(
            "{list}: {column}", list=title, column=language.inside(heading_of(view, column))
        ),
        head=heading_of(view, column),
        columns=[Column(language.text("Entries"))],
        rows=[
            Row(
                category_name(view, known, column.name, row.pairs[column.name]),
                [value_cell(row, language)],
            )
            for row in rows
        ],
    )


def _month_table(view: View, known: Register, rows: Sequence[Result]) -> Table:
    language = view.language
    title = pick(dict(known.title), language.code)[0]
    return Table(
        caption=language.text("{list} by month", list=title),
        head=language.text("Month"),
        columns=[Column(language.text("Entries"))],
        rows=[
            Row(
                view.name("month", month)
                if month == "not_stated"
                else f"{language.month(month)} {month[:4]}",
                [value_cell(row, language)],
            )
            for row in rows
            for month in [row.pairs["month"]]
        ],
    )


def _parts(view: View, known: Register, entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Entries cut by the column that groups them, each part with its name; one part without one."""
    columns = known.having("group")
    if not columns:
        return [("", list(entries))]
    parts: dict[str, list[Entry]] = {}
    for entry in entries:
        parts.setdefault(entry.plain(columns[0].name), []).append(entry)
    return [
        (category_name(view, known, columns[0].name, category) if category else "", part)
        for category, part in parts.items()
    ]


def _row_tables(view: View, known: Register, part: str, entries: Sequence[Entry]) -> list[Table]:
    """What is said of each row, and its numbers: in one table where it is narrow enough."""
    if not entries:
        return []
    said = [
        each for each in known.having("show") if any(_said(view, known, each, entry) for entry in entries)
    ]
    if _is_of_regions(known, entries):
        said = [each for each in said if each.name != "region"]
    numbers = {
        column.name: found
        for column in known.having("number")
        if (found := _numbers(view, known, column, entries))
    }
    columns = [each for each in known.having("number") if each.name in numbers]
    if len(said) + len(columns) <= MOST_COLUMNS:
        return [_row_table(view, known, part, entries, said, columns, numbers)]
    return [
        _row_table(view, known, part, entries, said, [], numbers),
        _row_table(view, known, part, entries, [], columns, numbers),
    ]


def _row_table(
    view: View,
    known: Register,
    part: str,
    entries: Sequence[Entry],
    said: Sequence[RegisterColumn],
    columns: Sequence[RegisterColumn],
    numbers: Mapping[str, Mapping[str, Result]],
) -> Table:
    language = view.language
    title = pick(dict(known.title), language.code)[0]
    caption = language.text("{list}: {part}", list=title, part=part) if part else title
    if columns and not said and len(known.having("show")) > 0:
        caption = language.text("{list}: numbers", list=title)
    return Table(
        caption=caption,
        head=_head(view, known, entries),
        columns=[
            *(Column(heading_of(view, each), numeric=False) for each in said),
            *(_number_column(view, each) for each in columns),
        ],
        rows=[
            Row(
                label_of(view, known, entry) or entry.id,
                [
                    *(_word_cell(view, known, each, entry) for each in said),
                    *(_number_cell(view, numbers[each.name].get(entry.id)) for each in columns),
                ],
            )
            for entry in entries
        ],
        foot=_foot(view, known, said, columns, len(entries)),
    )


def _head(view: View, known: Register, entries: Sequence[Entry]) -> str:
    if _is_of_regions(known, entries):
        return view.language.text("Region")
    named = next((each for each in known.having("row") if each.label), None)
    return heading_of(view, named) if named else view.language.text("Name")


def _is_of_regions(known: Register, entries: Sequence[Entry]) -> bool:
    """Whether the rows have no words of their own and are called by their regions."""
    return all(entry.plain("region") for entry in entries) and not any(
        entry.cells.get(column.name) for entry in entries for column in known.having("row")
    )


def _foot(
    view: View, known: Register, said: Sequence[RegisterColumn], columns: Sequence[RegisterColumn], n: int
) -> list[Row]:
    """Sums of the numbers that add up, below all rows; below some of them they would be none."""
    totals = {each.name: view.whole(known.name, each.name) for each in columns}
    is_whole = n == len(view.registers[known.name])
    if n < 2 or not is_whole or not any(row.status != "no-data" for row in totals.values()):
        return []
    cells = [
        Cell("") if totals[each.name].status == "no-data" else _number_cell(view, totals[each.name])
        for each in columns
    ]
    return [Row(view.language.text("All together"), [*(Cell("") for _ in said), *cells])]


def _number_column(view: View, column: RegisterColumn) -> Column:
    heading = heading_of(view, column)
    if column.unit in ("", "*", "people"):
        return Column(heading)
    unit = view.labels.unit(column.unit, view.language)
    return Column(heading) if unit.lower() in heading.lower() else Column(heading, unit)


def _number_cell(view: View, result: Result | None) -> Cell:
    language = view.language
    if result is None:
        return Cell(language.text("[no data]"), status="no-data")
    digits = 0 if result.value is None or float(result.value).is_integer() else 1
    return value_cell(result, language, digits=digits)


def _word_cell(view: View, known: Register, column: RegisterColumn, entry: Entry) -> Cell:
    said = _said(view, known, column, entry)
    return Cell(said) if said else Cell(mark_for("no-data", view.language), status="no-data")


def _numbers(
    view: View, known: Register, column: RegisterColumn, entries: Sequence[Entry]
) -> dict[str, Result]:
    ids = {entry.id for entry in entries}
    return {
        row.pairs["entry"]: row
        for row in view.results.select(subject=known.name, measure=column.name, group_has="entry")
        if row.pairs["entry"] in ids
    }


def _said(view: View, known: Register, column: RegisterColumn, entry: Entry) -> Text:
    value = entry.plain(column.name)
    if column.type in ("texts", "text"):
        return text_of(view, column, entry)
    if not value:
        return ""
    if column.type == "date":
        return view.date(date.fromisoformat(value[:10]))
    if column.name in ("indicator", "unit"):
        return view.name(column.name, value)
    if column.name in ("letter_no", "number", "appendix"):
        return value
    return category_name(view, known, column.name, value)
