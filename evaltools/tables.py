"""Tables of a page: what stands in a cell, and the HTML around it.

A table takes numbers that are worked out already and never loads or computes
one. All text is data that somebody typed, so every piece is escaped on its
way into the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup, escape

from evaltools.language import MINUS, NBSP, Language, round_half_up
from evaltools.results import Result

#: Tables with more rows than this fold; readers seldom open a fold, so short ones stand open.
OPEN_ROWS = 12
#: With more columns than this a table can be wider than a phone.
PHONE_COLUMNS = 2
#: Rem that telephones of 390 and of 320 pixels have for a table, less a little for words of wide letters.
TELEPHONE, NARROW_TELEPHONE = 20.8, 17.4
#: A table that needs more rem has its row labels on lines of their own there, the numbers below them; so has
#: one whose first column would become a ladder, with labels of more letters.
PHONE_WIDTH, PHONE_LABEL = 18.2, 90
#: Rem of a letter in heads and in rows on a telephone: DejaVu Sans, the widest of the usual fonts; and of the
#: blanks at the sides of a cell.
HEAD_LETTER, ROW_LETTER, BLANKS = 0.56, 0.54, 0.5
#: Rem that the labels of rows have at least.
LABEL_LEAST = 5.0

#: Where a code or the name of a file may part, which holds no blank: after a sign in it, before its ending.
_CODE = re.compile(r"(?<=\w)[=;_](?=\w)|(?<=\w{6})(?=\.[a-z]{2})")
#: What is no text in HTML that is escaped already: a reference to a letter, an element.
_REFERENCE = re.compile(r"(&#?\w+;|<[^>]*>)")

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
    """One column: its label and, once for all its cells, its unit.

    Attributes
    ----------
    label, unit : str
    numeric : bool
    small : str
        What the small lines of its cells are, where they are no intervals: a
        workbook gives them a column of their own, under this name.
    """

    label: str
    unit: str = ""
    numeric: bool = True
    small: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell.

    Attributes
    ----------
    text : str or Passage
        The number as written in the page's language, a word, or a mark.
    small : str
        The interval, under the value; or another short remark on it.
    status : str
        Status of a number that is not there; its mark is explained under the table.
    value : float or None
        The number that `text` shows; None where it shows a word, a mark, a
        range or “3 of 15”.
    low, high : float or None
        The interval or range that the cell shows; one end may be missing.
    small_value : float or None
        The number that `small` shows, where that is one and no interval.

    Raises
    ------
    ValueError
        If a cell with a status carries a number: what is hidden or missing
        must not travel along.
    """

    text: Text
    small: str = ""
    status: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    small_value: float | None = None

    def __post_init__(self) -> None:
        if self.status and any(number is not None for number in self.numbers):
            raise ValueError(f"a cell with the status {self.status!r} may not carry a number")

    @property
    def numbers(self) -> tuple[float | None, float | None, float | None, float | None]:
        """Everything in it that a program would read as a number."""
        return self.value, self.low, self.high, self.small_value


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
    folded : bool
        Whether it is folded wherever it stands: it is only looked up.

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
    folded: bool = False

    def __post_init__(self) -> None:
        for row in (*self.rows, *self.foot):
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"the row {row.label!r} has {len(row.cells)} cells for {len(self.columns)} columns"
                )


def text_from(data: str | Mapping[str, str]) -> Text:
    """A text, read back from the data of a record."""
    return data if isinstance(data, str) else Passage(**data)


def table_from(data: Mapping[str, Any]) -> Table:
    """A table, read back from the data that `dataclasses.asdict` makes of one.

    Examples
    --------
    >>> from dataclasses import asdict
    >>> rows = [Row("Atyrau Region", [Cell("568", value=568.0)])]
    >>> table = Table(caption="Couples", head="Region", columns=[Column("2024")], rows=rows)
    >>> table_from(asdict(table)).rows == table.rows
    True
    """
    return Table(
        caption=data["caption"],
        head=data["head"],
        columns=[Column(**each) for each in data["columns"]],
        rows=[_row_from(each) for each in data["rows"]],
        foot=[_row_from(each) for each in data["foot"]],
        notes=[text_from(each) for each in data["notes"]],
        folded=data.get("folded", False),
    )


def _row_from(data: Mapping[str, Any]) -> Row:
    cells = [Cell(**{**each, "text": text_from(each["text"])}) for each in data["cells"]]
    return Row(text_from(data["label"]), cells, data["highlight"])


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
    inner = "".join(escape(child) for child in children)
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


def _parted(html: Markup) -> Markup:
    """Written text whose long codes may part after a sign in them; `<wbr>` adds nothing to what is copied."""
    pieces = _REFERENCE.split(html)
    pieces[::2] = [_CODE.sub(r"\g<0><wbr>", piece) for piece in pieces[::2]]
    return Markup("".join(pieces))


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
    text = figure_text(result.value, language, digits=digits, kind=kind)
    if result.low is None or result.high is None:
        return Cell(text, value=result.value)
    small = interval_text(result.low, result.high, language, digits=digits)
    return Cell(text, small, value=result.value, low=result.low, high=result.high)


def number_cell(value: float, language: Language) -> Cell:
    """A whole number that is no result: rows of a file, the base of a figure."""
    return Cell(language.number(value), value=value)


def render(table: Table, language: Language, *, folded: bool = False) -> Markup:
    """The table as HTML, with its notes and an explanation of its marks; a long one is always folded."""
    rows = (*table.rows, *table.foot)
    head = element(
        "tr",
        element("th", table.head, scope="col"),
        *(
            element("th", column.label, *_unit(column), scope="col", class_=None if column.numeric else "w")
            for column in table.columns
        ),
    )
    html = element(
        "table",
        element("caption", element("span", table.caption)),
        element("thead", head),
        element("tbody", *(_row(row, table, language) for row in table.rows)),
        element("tfoot", *(_row(row, table, language) for row in table.foot)) if table.foot else "",
        class_=_layout(table),
    )
    if len(table.columns) > PHONE_COLUMNS:
        html = element("div", html, class_="scroll")
    marks = explanations((cell.status for row in rows for cell in row.cells), language)
    notes = [element("li", written(note, language)) for note in (*table.notes, *marks)]
    if notes:
        html += element("ul", *notes, class_="notes")
    if folded or table.folded or len(table.rows) > OPEN_ROWS:
        label = language.plural(
            "{table} (table of {n} row)", "{table} (table of {n} rows)", len(table.rows), table=table.caption
        )
        html = element("details", element("summary", label), html)
    return element("div", html, class_="table")


def is_stacked(table: Table) -> bool:
    """Whether row labels stand on lines of their own on a telephone: side by side it would not fit.

    Examples
    --------
    >>> rows = [Row("Atyrau Region", [Cell("568")] * 3)]
    >>> short, long = [Column("Plan")] * 3, [Column("Consultations")] * 3
    >>> is_stacked(Table(caption="C", head="Region", columns=short, rows=rows))
    False
    >>> is_stacked(Table(caption="C", head="Region", columns=long, rows=rows))
    True
    """
    labels = [_plain(row.label) for row in (*table.rows, *table.foot)]
    return len(table.columns) >= PHONE_COLUMNS and (
        least_width(table) > PHONE_WIDTH or max(map(len, labels), default=0) > PHONE_LABEL
    )


def least_width(table: Table) -> float:
    """Rem that a table needs in small print so that no word is torn, by the widest of the usual fonts.

    Examples
    --------
    >>> rows = [Row("Atyrau Region", [Cell("568")] * 2)]
    >>> round(least_width(Table(caption="C", head="Region", columns=[Column("Plan")] * 2, rows=rows)), 1)
    11.0
    """
    rows = (*table.rows, *table.foot)
    words = [_longest(_plain(row.label)) for row in rows]
    first = max([LABEL_LEAST, HEAD_LETTER * _longest(table.head), *(ROW_LETTER * each for each in words)])
    return BLANKS + first + _cells_width(table)


def _cells_width(table: Table) -> float:
    """Rem that the columns after the labels of rows need."""
    rows = (*table.rows, *table.foot)
    return sum(
        BLANKS
        + max(
            HEAD_LETTER * _longest(f"{column.label} {column.unit}"),
            *(ROW_LETTER * _unbroken(row.cells[place], column) for row in rows),
            0,
        )
        for place, column in enumerate(table.columns)
    )


def _layout(table: Table) -> str:
    """How a table is laid out on a telephone, as the classes of its element."""
    if not is_stacked(table):
        return "data"
    width = _cells_width(table)
    if width > TELEPHONE:
        return "data stack pairs"
    return "data stack narrow-pairs" if width > NARROW_TELEPHONE else "data stack"


def _unbroken(cell: Cell, column: Column) -> int:
    """Letters of a cell that stay on one line: a whole number, or the longest word."""
    text = _plain(cell.text)
    whole = column.numeric and not cell.status
    return max(len(text) if whole else _longest(text), _longest(cell.small))


def _longest(text: str) -> int:
    """Letters of the longest word or part of a code; what a no-break space holds together is one."""
    return max(map(len, re.split(r"[ \n\u00ad-]", _CODE.sub(r"\g<0> ", text))))


def _plain(text: Text) -> str:
    return text if isinstance(text, str) else text.text


def _unit(column: Column) -> tuple[object, ...]:
    return (" ", element("span", column.unit, class_="unit")) if column.unit else ()


def _row(row: Row, table: Table, language: Language) -> Markup:
    pairs = zip(row.cells, table.columns, strict=True)
    label = element("th", _parted(written(row.label, language)), scope="row")
    here = "here" if row.highlight else None
    return element("tr", label, *(_cell(cell, column, language) for cell, column in pairs), class_=here)


def _cell(cell: Cell, column: Column, language: Language) -> Markup:
    # Most cells are numbers: only those of words say what they are.
    names = ("" if column.numeric else "w", "mark" if cell.status else "")
    small: tuple[object, ...] = (" ", element("small", cell.small)) if cell.small else ()
    return element(
        "td",
        written(cell.text, language) if column.numeric else _parted(written(cell.text, language)),
        *small,
        class_=" ".join(name for name in names if name) or None,
    )
