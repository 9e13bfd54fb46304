"""Tables of a page as sheets of a workbook: what stands in each cell, before anything is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import shorten

from babel.numbers import get_decimal_symbol

from evaltools.export.document import words
from evaltools.language import MINUS, Language
from evaltools.page import SectionTables
from evaltools.tables import Cell, Column, Row, Table, Text, explanations

#: Longest name of a sheet that Excel accepts.
LONGEST_NAME = 31
#: Room for a space and the number, so that the rest of a name is the same for all tables of a section.
_LONGEST_STEM = LONGEST_NAME - 4
#: What Excel forbids in the name of a sheet, and characters that its names count as two.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCell:
    """A cell of a sheet.

    Attributes
    ----------
    text : str
        What it says where it holds no number.
    value : float or None
    pattern : str
        How the number is shown; the separators are those of the reader's own spreadsheet.
    """

    text: str = ""
    value: float | None = None
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row of a sheet; `strong` marks totals and the region that the page is about."""

    label: str
    cells: tuple[SheetCell, ...]
    strong: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """What its cells show, the label first."""
        return (self.label, *(cell.text for cell in self.cells))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table as a sheet.

    Attributes
    ----------
    name : str
        Unique in its workbook, and one that Excel accepts.
    caption : str
    head : tuple of str
        Heading of every column, that of the row labels first.
    rows : tuple of SheetRow
    notes : tuple of str
        Lines under the table.
    """

    name: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()


def sheets_of(sections: Sequence[SectionTables]) -> list[Sheet]:
    """All tables of a page as sheets, in the page's order."""
    found = [(section, table) for section in sections for table in section.tables]
    names = sheet_names([section.heading for section, _ in found], found[0][0].language if found else "en")
    return [sheet_of(table, section, name) for (section, table), name in zip(found, names, strict=True)]


def sheet_names(headings: Sequence[str], code: str = "en") -> list[str]:
    """A name for the sheet of each table: its section's heading, cut and cleaned, and a number.

    Parameters
    ----------
    headings : sequence of str
        Of the section of each table.
    code : str
        Language of the word for a heading of which nothing is left.

    Examples
    --------
    >>> sheet_names(["Plan/fact", "Plan/fact", "Services", "?"])
    ['Plan fact 1', 'Plan fact 2', 'Services 1', 'Table 1']
    """
    seen: Counter[str] = Counter()
    names = []
    for heading in headings:
        clean = " ".join(_FORBIDDEN.sub(" ", heading).split())
        # Cut between words where there is room for one; an apostrophe at either end is refused, too.
        cut = shorten(clean, _LONGEST_STEM, placeholder="") or clean[:_LONGEST_STEM]
        stem = cut.strip(" ',") or words(code).text("Table")
        seen[stem.casefold()] += 1
        names.append(f"{stem} {seen[stem.casefold()]}")
    return names


def sheet_of(table: Table, section: SectionTables, name: str) -> Sheet:
    """One table as a sheet: intervals and remarks get columns of their own."""
    language = words(section.language)
    rows = (*table.rows, *table.foot)
    columns = [
        made
        for number, column in enumerate(table.columns)
        for made in _spread(column, [row.cells[number] for row in rows], language)
    ]
    lines = zip(*(cells for _, cells in columns), strict=True) if columns else (() for _ in rows)
    marks = explanations((cell.status for row in rows for cell in row.cells), language)
    below = (*table.notes, *marks, *([section.base] if section.base else []), *section.notes)
    return Sheet(
        name=name,
        caption=table.caption,
        head=(table.head, *(heading for heading, _ in columns)),
        rows=tuple(
            SheetRow(label=_plain(row.label), cells=cells, strong=_is_strong(row, table))
            for row, cells in zip(rows, lines, strict=True)
        ),
        notes=tuple(_plain(note) for note in below),
    )


def _is_strong(row: Row, table: Table) -> bool:
    return row.highlight or any(row is each for each in table.foot)


def _spread(
    column: Column, cells: Sequence[Cell], language: Language
) -> list[tuple[str, tuple[SheetCell, ...]]]:
    """A column of the page as the columns of the sheet: its numbers, both ends of intervals, remarks."""
    label = f"{column.label}, {column.unit}" if column.unit else column.label

    def made(heading: str, cell_of: Callable[[Cell], SheetCell]) -> tuple[str, tuple[SheetCell, ...]]:
        return heading, tuple(cell_of(cell) for cell in cells)

    columns = [made(label, lambda cell: sheet_cell(_plain(cell.text), cell.value, language))]
    if any(_has_ends(cell) for cell in cells):
        columns += [
            made(
                language.text("{column}: lower limit", column=label),
                lambda cell: _end(cell, cell.low, language),
            ),
            made(
                language.text("{column}: upper limit", column=label),
                lambda cell: _end(cell, cell.high, language),
            ),
        ]
    if any(_remark(cell) for cell in cells):
        heading = column.small or language.text("{column}: remark", column=label)
        columns.append(made(heading, lambda cell: sheet_cell(_remark(cell), cell.small_value, language)))
    return columns


def _has_ends(cell: Cell) -> bool:
    return cell.low is not None or cell.high is not None


def _remark(cell: Cell) -> str:
    """The small line of a cell, where it does not say the interval."""
    return "" if cell.value is not None and _has_ends(cell) else cell.small


def _end(cell: Cell, value: float | None, language: Language) -> SheetCell:
    """One end of an interval, with as many decimals as the cell shows."""
    if value is None:
        return SheetCell()
    shown = cell.small if cell.value is not None else _plain(cell.text)
    digits = _decimals(shown, language)
    return SheetCell(text=language.number(value, digits), value=value, pattern=_digits_pattern(digits))


def sheet_cell(text: str, value: float | None, language: Language) -> SheetCell:
    """A number that a spreadsheet shows as the page does; a text where there is none, or another one.

    Examples
    --------
    >>> en = Language("en")
    >>> sheet_cell("8,884", 8884, en).pattern, sheet_cell("+1.5", 1.46, en).pattern
    ('#,##0', '"+"#,##0.0;-#,##0.0')
    >>> sheet_cell("≥ 200", 200, en).pattern, sheet_cell("<0.1", 0.04, en).pattern
    ('"≥ "#,##0;-#,##0', '"<0.1"')
    """
    pattern = "" if value is None else _pattern(text, value, language)
    return SheetCell(text=text, value=value, pattern=pattern) if pattern else SheetCell(text=text)


def _pattern(text: str, value: float, language: Language) -> str:
    """The format under which the number reads as the text; empty where it is not what the text says."""
    digits = _decimals(text, language)
    lead, shown, tail = text.partition(language.number(abs(value), digits))
    if not shown or any(letter.isdigit() for letter in lead + tail):
        # Almost nothing and almost all: the page says on which side of the last decimal it lies.
        return _quoted(text) if text[:1] in ("<", ">") else ""
    plain = _digits_pattern(digits)
    if lead in ("", MINUS) and not tail:
        return plain
    dressed = f"{_quoted(lead)}{plain}{_quoted(tail)}"
    return f"{plain};{dressed}" if value < 0 else f"{dressed};-{plain}"


def _digits_pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def _decimals(text: str, language: Language) -> int:
    """How many decimals the first number with any has in a text of this language."""
    separator = re.escape(get_decimal_symbol(language.locale))
    found = re.search(rf"\d{separator}(\d+)", text)
    return len(found[1]) if found else 0


def _quoted(text: str) -> str:
    """Letters as they are, inside a format; a quotation mark cannot stand between quotation marks."""
    return '"' + text.replace('"', '"\\""') + '"' if text else ""


def _plain(text: Text) -> str:
    return text if isinstance(text, str) else text.text
