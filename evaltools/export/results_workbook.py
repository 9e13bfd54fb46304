"""`results.csv` as a workbook: where decimals have a comma, Excel makes days of the numbers of a CSV."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook

from evaltools.export.workbook import CREATED, plain

#: Everything that would make more of a text than a text; rows are written one after another.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
#: Widths of columns in letters: of those with long codes, of those with numbers, of the others.
_LONG, _NUMBER, _USUAL = 34, 11, 16
_LONG_COLUMNS = frozenset({"measure", "group", "method"})


def results_workbook(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, title: str, numbers: Sequence[str]
) -> bytes:
    """A table as a workbook of one sheet, with a head that stays and a filter on every column.

    Parameters
    ----------
    columns : sequence of str
        Names of the columns, in order.
    rows : iterable of mapping
        Values by column: numbers stay numbers, texts stay texts, None is an empty cell.
    title : str
        Of the document, and of its sheet.
    numbers : sequence of str
        Columns that hold numbers: they are narrower.

    Returns
    -------
    bytes
        The same bytes for the same rows.
    """
    file = io.BytesIO()
    book = Workbook(file, _OPTIONS)
    book.set_properties({"title": plain(title), "created": CREATED})
    sheet = book.add_worksheet("results")
    head = book.add_format({"bold": True, "bottom": 1})
    for place, name in enumerate(columns):
        width = _LONG if name in _LONG_COLUMNS else _NUMBER if name in numbers else _USUAL
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for place, name in enumerate(columns):
            value = row[name]
            if isinstance(value, str):
                if value:
                    sheet.write_string(last, place, plain(value))
            # NaN is the one value unequal to itself; a workbook has no place for it.
            elif value is not None and value == value:  # noqa: PLR0124
                sheet.write_number(last, place, value)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    book.close()
    return file.getvalue()
