"""Which rows of a sheet hold the headings: titles above them, one row or two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.language import mark
from evaltools.read.desk import Desk
from evaltools.read.grid import Cells

#: How many rows from the top may be titles.
DEEPEST = 60

_NUMBER = re.compile(r"[-+−≈~]?\s?\d[\d\s\u00a0\u202f.,'’]*%?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d([ T].*)?|\d{1,2}[./]\d{1,2}[./]\d{4}( .*)?")


@dataclass(frozen=True)
class Headings:
    """Where the headings are.

    Attributes
    ----------
    names : tuple of str
        One for each column; empty where a column has none.
    rows : tuple of int
        One or two rows, as a spreadsheet counts them.
    titles : tuple of int
        Rows with text above them.
    extra : dict of tuple of int
        Rows right under the headings that are no data, by reason.
    """

    names: tuple[str, ...]
    rows: tuple[int, ...]
    titles: tuple[int, ...]
    extra: dict[str, tuple[int, ...]]


def is_number(cell: str) -> bool:
    """Whether a cell is a number, as a person would see it.

    Examples
    --------
    >>> is_number("1 206,5"), is_number("92%"), is_number("2024-05"), is_number("q1")
    (True, True, False, False)
    """
    return bool(_NUMBER.fullmatch(cell))


def is_date(cell: str) -> bool:
    """Whether a cell is a day."""
    return bool(_DATE.fullmatch(cell))


def clean(name: str) -> str:
    """A heading in one line.

    Examples
    --------
    >>> clean(" Балл\\nдо ")
    'Балл до'
    """
    return " ".join(re.sub("[\u200b\ufeff\u00ad]", "", name).split())


def find_headings(desk: Desk, cells: Cells) -> Headings:
    """Find the headings of a sheet.

    Raises
    ------
    FileDataError
        No row can hold them.
    """
    head = cells.frame.iloc[:DEEPEST]
    rows, numbers = head.to_numpy(dtype=object).tolist(), [int(each) for each in head.index]
    filled = [sum(bool(cell) for cell in row) for row in rows]
    place = _place(rows, filled)
    if place is None or not any(map(clean, rows[place])):
        desk.refuse(
            "header-missing",
            mark(
                "{place}: the first row is empty or holds no names. Expected the names of the columns there."
            ),
            mark("Write the names of the columns into one row above the data."),
            row=1,
        )
    above, below = _group_above(cells, rows, numbers, place), _names_below(cells, rows, numbers, place)
    if above:
        first, last = place - 1, place
    elif below:
        first, last = place, place + 1
    else:
        first = last = place
    names = [clean(name) for name in rows[first]]
    if first != last:
        names = _joined(cells, rows, numbers, first, last)
        desk.note(
            "header-rows",
            mark(
                "{place}: the headings stand in rows {first} and {last}; they were joined, such as “{name}”."
            ),
            first=numbers[first],
            last=numbers[last],
            name=next((name for name in names if " / " in name), names[0]),
        )
    titles = tuple(numbers[:first])
    if titles:
        desk.note(
            "title-rows",
            mark("{place}: the headings were found in row {header}; the rows above it are titles."),
            header=numbers[first],
        )
    _no_days_as_headings(desk, rows, names, last, numbers[last])
    return Headings(tuple(names), tuple(numbers[first : last + 1]), titles, _extra(rows, numbers, last + 1))


def _place(rows: Sequence[Sequence[str]], filled: Sequence[int]) -> int | None:
    """The first row that is full enough for headings and has words in it."""
    usual = _usual(filled)
    for place, row in enumerate(rows):
        cells = [cell for cell in row if cell]
        if len(cells) < min(2, usual) or len(cells) < 0.6 * usual:
            continue
        words = sum(not is_number(cell) and not is_date(cell) for cell in cells)
        if not words:
            return _first_with_words(rows, place)
        if words < len(cells) < usual:
            # A date or a number beside its name above the table; the full row of words comes later.
            return _full_of_words(rows, place, usual) or place
        return place
    return _first_with_words(rows, len(rows))


def _full_of_words(rows: Sequence[Sequence[str]], after: int, usual: int) -> int | None:
    for place in range(after + 1, min(after + 12, len(rows))):
        cells = [cell for cell in rows[place] if cell]
        if len(cells) >= usual and not any(is_number(cell) or is_date(cell) for cell in cells):
            return place
    return None


def _first_with_words(rows: Sequence[Sequence[str]], before: int) -> int | None:
    """Headings that are fewer than the cells under them: the row of cells is then named as too long."""
    for place, row in enumerate(rows[:before]):
        if any(cell and not is_number(cell) and not is_date(cell) for cell in row):
            return place
    return None


def _usual(filled: Sequence[int]) -> int:
    """How many cells a row of the table usually has."""
    counts = Counter(filled)
    most = max(counts.values())
    return max(n for n, times in counts.items() if times >= 0.5 * most)


def _spans(cells: Cells, number: int, width: int) -> list[tuple[int, int]]:
    """Merged cells of a row that cover several columns, but not the whole table."""
    return [
        (left, right)
        for top, left, bottom, right in cells.merged
        if top == number == bottom and right > left and right - left + 1 < width
    ]


def _width(rows: Sequence[Sequence[str]]) -> int:
    return sum(any(row[column] for row in rows) for column in range(len(rows[0])))


def _group_above(cells: Cells, rows: list[list[str]], numbers: list[int], place: int) -> bool:
    """Whether the row above the headings groups them, and is no title."""
    if not place or numbers[place - 1] != numbers[place] - 1:
        return False
    upper, lower, width = rows[place - 1], rows[place], _width(rows)
    over = [column for column, cell in enumerate(upper) if cell]
    first = next(column for column, cell in enumerate(lower) if cell)
    if len(over) == 1 and over[0] <= first:
        return False  # one text over the beginning of the table is its title, merged or not
    spans = _spans(cells, numbers[place - 1], width)
    if spans:
        return _nothing_twice(upper, lower, spans)
    if cells.merged and any(top == numbers[place - 1] < bottom for top, _, bottom, _ in cells.merged):
        return True
    # Without merges: a heading that stands above an empty cell, beside another one.
    return len(over) > 1 and any(not lower[column] for column in over) and not _numbers_in(upper)


def _names_below(cells: Cells, rows: list[list[str]], numbers: list[int], place: int) -> bool:
    """Whether the row under the headings holds names too, grouped by those above them."""
    if place + 2 >= len(rows) or numbers[place + 1] != numbers[place] + 1:
        return False
    upper, lower, under = rows[place], rows[place + 1], rows[place + 2 : place + 12]
    if _numbers_in(lower) or any(is_date(cell) for cell in lower):
        return False
    if spans := _spans(cells, numbers[place], _width(rows)):
        return _nothing_twice(upper, lower, spans)
    used = [column for column in range(len(upper)) if any(row[column] for row in rows[place:])]
    blanks = [column for column in used if not upper[column]]
    named = [column for column in used if lower[column]]
    if not blanks or not set(blanks) <= set(named) or len(named) == len(used):
        return False
    values = [row[column] for row in under for column in named if row[column]]
    return bool(values) and sum(map(is_number, values)) >= 0.5 * len(values)


def _nothing_twice(upper: Sequence[str], lower: Sequence[str], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether only groups have names under them: a row of data under merged headings has cells everywhere."""
    grouped = {column for left, right in spans for column in range(left, right + 1)}
    return not any(
        over and under
        for column, (over, under) in enumerate(zip(upper, lower, strict=True))
        if column not in grouped
    )


def _numbers_in(row: Sequence[str]) -> bool:
    return any(is_number(cell) and not re.fullmatch(r"(19|20)\d\d", cell) for cell in row if cell)


def _joined(cells: Cells, rows: list[list[str]], numbers: list[int], first: int, last: int) -> list[str]:
    """Names of two rows: "group / column" under a group, the one that is there elsewhere."""
    upper, lower = [clean(each) for each in rows[first]], [clean(each) for each in rows[last]]
    group, spans = list(upper), _spans(cells, numbers[first], len(upper) + 1)
    if spans:
        for left, right in spans:
            for column in range(left, right + 1):
                group[column] = upper[left]
    else:
        for column in range(1, len(group)):
            if not group[column] and lower[column]:
                group[column] = group[column - 1]
    return [
        f"{over} / {name}" if over and name and over != name else over or name
        for over, name in zip(group, lower, strict=True)
    ]


def _extra(rows: list[list[str]], numbers: list[int], start: int) -> dict[str, tuple[int, ...]]:
    """Rows right under the headings that forms and tools put there: numbers of the columns, HXL tags."""
    found: dict[str, tuple[int, ...]] = {}
    for place in range(start, min(start + 2, len(rows))):
        cells = [cell for cell in rows[place] if cell]
        if len(cells) >= 3 and cells == [str(number) for number in range(1, len(cells) + 1)]:
            # One row of data may count like this; headings' numbers stand above data that do not.
            if place + 1 < len(rows) and any(not is_number(cell) for cell in rows[place + 1] if cell):
                found["column-numbers"] = (numbers[place],)
        elif len(cells) >= 2 and all(re.match(r"#[a-z]", cell) for cell in cells):
            found["hxl"] = (numbers[place],)
    return found


def _no_days_as_headings(
    desk: Desk, rows: list[list[str]], names: Sequence[str], last: int, number: int
) -> None:
    """A row with a day above days is data: the file has no headings."""
    for column, name in enumerate(names):
        under = [row[column] for row in rows[last + 1 :] if row[column]]
        if is_date(name) and under and all(map(is_date, under)):
            desk.refuse(
                "header-missing",
                mark("{place}: this row holds data (“{value}”). Expected the names of the columns there."),
                mark("Write the names of the columns into one row above the data."),
                row=number,
                value=name,
            )
