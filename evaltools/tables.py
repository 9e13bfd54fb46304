"""Tables of a page: what stands in a cell, and the HTML around it.

A table takes numbers that are worked out already and never loads or computes
one. All text is data that somebody typed, so every piece is escaped on its
way into the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from evaltools.language import MINUS, NBSP, Language, round_half_up
from evaltools.results import Result

#: Tables with more rows than this fold; readers seldom open a fold, so short ones stand open.
OPEN_ROWS = 12
#: With more columns than this a table can be wider than a phone, and gets a region to scroll in.
PHONE_COLUMNS = 2

Kind = Literal["number", "percent", "signed"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that somebody wrote in a language which may not be the page's.

    Attributes
    ----------
    text : str
    language : str
        Code of the language it is written in.
    """

    text: str
    language: str


Text = str | Passage


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label and, once for all its cells, its unit."""

    label: str
    unit: str = ""
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell.

    Attributes
    ----------
    text : str or Passage
        The number as written in the page's language, a word, or a mark.
    small : str
        The interval, under the value.
    status : str
        Status of a number that is not there; its mark is explained under the table.
    """

    text: Text
    small: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `highlight` marks the region that the page is about."""

    label: Text
    cells: Sequence[Cell]
    highlight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with everything that a reader needs to read it by itself.

    Attributes
    ----------
    caption : str
        What, where and when.
    head : str
        What the row labels are (“Region”): no header cell is left empty.
    columns : sequence of Column
        The columns after the row labels; at most three for a funder's phone.
    rows, foot : sequence of Row
        `foot` holds totals, worked out from counts.
    notes : sequence of str or Passage
        Lines under the table; those for the marks are added by themselves.

    Raises
    ------
    ValueError
        If a row has not as many cells as there are columns.
    """

    caption: str
    head: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    foot: Sequence[Row] = ()
    notes: Sequence[Text] = ()

    def __post_init__(self) -> None:
        for row in (*self.rows, *self.foot):
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"the row {row.label!r} has {len(row.cells)} cells for {len(self.columns)} columns"
                )


def element(name: str, *children: object, **attributes: str | None) -> Markup:
    """An HTML element: children and attribute values are escaped unless they are Markup.

    Underscores end (`class_`) or join (`aria_label`) an attribute's name; an
    attribute with the value None is left out.

    Examples
    --------
    >>> element("p", "5 < 6", class_="base")
    Markup('<p class="base">5 &lt; 6</p>')
    """
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    written = "".join(f' {key}="{escape(value)}"' for key, value in pairs if value is not None)
    inner = Markup("").join(escape(child) for child in children)
    end = "" if name == "img" else f"</{name}>"
    return Markup(f"<{name}{written}>{inner}{end}")


def written(text: Text, language: Language) -> Markup:
    """The text as HTML; a passage in another language than the page's says which.

    Examples
    --------
    >>> written(Passage("жоба", "kk"), Language("en"))
    Markup('<span lang="kk">жоба</span>')
    """
    if isinstance(text, str):
        return escape(text)
    if text.language == language.code:
        return escape(text.text)
    return element("span", text.text, lang=text.language)


def mark_for(status: str, language: Language) -> str:
    """What stands where a number would, when there is none.

    Hidden, not asked, not reported and zero are four different things; what
    cannot be computed is a dash.

    Examples
    --------
    >>> mark_for("no-data", Language("en")), mark_for("undefined", Language("en"))
    ('[no data]', '–')
    """
    # The messages are written out for the extraction of the catalogues.
    match status:
        case "hidden":
            return language.text("[hidden]")
        case "not-asked":
            return language.text("[not asked]")
        case "no-data":
            return language.text("[no data]")
        case "undefined":
            return "–"
    raise ValueError(f"there is no mark for the status {status!r}")


def explanations(statuses: Iterable[str], language: Language) -> tuple[str, ...]:
    """A sentence for each mark that occurs, in a fixed order."""
    found = set(statuses)
    sentences = {
        "hidden": language.text(
            "[hidden]: small counts are hidden so that nobody can be recognised; "
            "some others are hidden so that these cannot be worked out."
        ),
        "not-asked": language.text("[not asked]: the question was not asked."),
        "no-data": language.text("[no data]: no figure was reported; this is not zero."),
        "undefined": language.text("–: the figure cannot be computed."),
    }
    return tuple(sentence for status, sentence in sentences.items() if status in found)


def figure_text(value: float, language: Language, *, digits: int = 0, kind: Kind = "number") -> str:
    """A number as it stands in a table: the unit is in the column's head.

    A true zero is 0; what is not zero but rounds to it says so, and a share
    is 100 only where it is exactly that.

    Examples
    --------
    >>> en = Language("en")
    >>> figure_text(0, en, digits=1), figure_text(0.04, en, digits=1), figure_text(8.03, en, digits=1)
    ('0', '<0.1', '8.0')
    >>> figure_text(99.97, en, digits=1, kind="percent"), figure_text(1.5, en, digits=1, kind="signed")
    ('>99.9', '+1.5')
    """
    if value == 0:
        return language.number(0)
    step = 10.0**-digits
    if round_half_up(value, digits) == 0:
        least = language.number(step, digits)
        return f"<{least}" if value > 0 else f">{MINUS}{least}"
    if kind == "percent" and value < 100 and round_half_up(value, digits) == 100:
        return f">{language.number(100 - step, digits)}"
    return language.signed(value, digits) if kind == "signed" else language.number(value, digits)


def interval_text(low: float, high: float, language: Language, *, digits: int = 0) -> str:
    """An interval as it stands under its value.

    Examples
    --------
    >>> interval_text(7.38, 8.71, Language("en"), digits=1)
    '7.4–8.7'
    >>> interval_text(-0.2, 1.4, Language("en"), digits=1)
    '−0.2\\xa0to\\xa01.4'
    """
    ends = {"low": language.number(low, digits), "high": language.number(high, digits)}
    # A dash next to a minus sign reads as two minuses.
    if low < 0:
        return language.text("{low} to {high}", **ends).replace(" ", NBSP)
    return "{low}–{high}".format(**ends)


def value_cell(result: Result, language: Language, *, digits: int = 0, kind: Kind = "number") -> Cell:
    """A result as a cell: the number with its interval, or the mark that says why there is none.

    Parameters
    ----------
    result : Result
    language : Language
    digits : int, default 0
        Decimal places; one precision for the whole column.
    kind : {"number", "percent", "signed"}
        A percentage has no sign of its own (the column's head has it); a
        change shows its direction.
    """
    if not result.ok or result.value is None:
        status = "undefined" if result.status == "ok" else result.status
        return Cell(mark_for(status, language), status=status)
    small = ""
    if result.low is not None and result.high is not None:
        small = interval_text(result.low, result.high, language, digits=digits)
    return Cell(figure_text(result.value, language, digits=digits, kind=kind), small)


def render(table: Table, language: Language, *, folded: bool = False) -> Markup:
    """The table as HTML, with its notes and an explanation of its marks; a long one is always folded."""
    rows = (*table.rows, *table.foot)
    head = element(
        "tr",
        element("th", table.head, scope="col"),
        *(
            element("th", column.label, *_unit(column), scope="col", class_="n" if column.numeric else None)
            for column in table.columns
        ),
    )
    html = element(
        "table",
        element("caption", element("span", table.caption)),
        element("thead", head),
        element("tbody", *(_row(row, table, language) for row in table.rows)),
        element("tfoot", *(_row(row, table, language) for row in table.foot)) if table.foot else "",
    )
    if len(table.columns) > PHONE_COLUMNS:
        html = element("div", html, class_="scroll", role="region", tabindex="0", aria_label=table.caption)
    marks = explanations((cell.status for row in rows for cell in row.cells), language)
    notes = [element("li", written(note, language)) for note in (*table.notes, *marks)]
    if notes:
        html += element("ul", *notes, class_="notes")
    if folded or len(table.rows) > OPEN_ROWS:
        label = language.plural(
            "{table} (table of {n} row)", "{table} (table of {n} rows)", len(table.rows), table=table.caption
        )
        html = element("details", element("summary", label), html)
    return element("div", html, class_="table")


def _unit(column: Column) -> tuple[object, ...]:
    return (" ", element("span", column.unit, class_="unit")) if column.unit else ()


def _row(row: Row, table: Table, language: Language) -> Markup:
    cells = (_cell(cell, column, language) for cell, column in zip(row.cells, table.columns, strict=True))
    label = element("th", written(row.label, language), scope="row")
    return element("tr", label, *cells, class_="here" if row.highlight else None)


def _cell(cell: Cell, column: Column, language: Language) -> Markup:
    names = ("n" if column.numeric else "", "mark" if cell.status else "")
    small: tuple[object, ...] = (" ", element("small", cell.small)) if cell.small else ()
    return element(
        "td", written(cell.text, language), *small, class_=" ".join(name for name in names if name) or None
    )
