"""Text files: letters, delimiter and decimal mark, decided together, and the cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from evaltools.coded import few_texts
from evaltools.language import mark
from evaltools.read import letters
from evaltools.read.desk import Desk, letters_of
from evaltools.read.grid import Cells, not_too_wide, table_of_rows, tidy

DELIMITERS = (";", "\t", "|", ",")
_SAMPLE_LETTERS = 200_000
_SAMPLE_ROWS = 300


@dataclass(frozen=True)
class TextFacts:
    """How a text file was understood."""

    encoding: str
    delimiter: str
    decimal: str


def read_text(desk: Desk, data: bytes) -> tuple[Cells, TextFacts]:
    """Cells of a text file.

    Parameters
    ----------
    desk : Desk
    data : bytes
        The whole file.

    Raises
    ------
    FileDataError
        Its letters, rows or quotation marks cannot be trusted.
    """
    encoding = _quick_encoding(data)
    cells = None
    if encoding:
        try:
            sound, delimiter = _prepared(desk, data.removeprefix(b"\xef\xbb\xbf"))
            cells = _quick_cells(desk, sound, delimiter)
        except UnicodeDecodeError:
            pass  # the sample was UTF-8, the whole is not: looked at with care below
    if cells is None:
        text, encoding = letters.decode(desk, data)
        sound, delimiter = _prepared(desk, text.encode("utf-8"))
        cells = _quick_cells(desk, sound, delimiter) or _careful_cells(desk, sound, delimiter)
    if encoding not in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32"):
        desk.note(
            "encoding",
            mark("{place}: the file is not UTF-8; its letters were read as {encoding}."),
            encoding=letters.NAMES[encoding],
        )
    return cells, TextFacts(encoding, delimiter, decimal_of(cells.frame.iloc[:_SAMPLE_ROWS]))


def _quick_encoding(data: bytes) -> str:
    """UTF-8 where a sample shows it; the parser looks at the rest."""
    sample = data[:_SAMPLE_LETTERS]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in sample:
        return ""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(data) <= _SAMPLE_LETTERS or error.start < _SAMPLE_LETTERS - 4:
            return ""
    return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"


def _prepared(desk: Desk, data: bytes) -> tuple[bytes, str]:
    """UTF-8 whose letters are all there, without a first line `sep=`, and its delimiter."""
    data = _sound(desk, data)
    sample = data[:_SAMPLE_LETTERS].decode("utf-8", errors="ignore")
    declared, skipped = _declared_delimiter(sample)
    if skipped:
        data = data[skipped:]
        sample = data[:_SAMPLE_LETTERS].decode("utf-8", errors="ignore")
    return data, declared or delimiter_of(sample)


def _sound(desk: Desk, data: bytes) -> bytes:
    """The bytes of a text whose letters are all there, or a refusal."""
    if b"\0" in data:
        desk.refuse(
            "nul-bytes",
            mark("{place}: the file holds empty bytes here: it was not saved to the end, or is no text."),
            mark("Open the original, save it again, and send it."),
            row=data.count(b"\n", 0, data.index(b"\0")) + 1,
        )
    # All pairs hold a letter whose first byte is C2, C3 or E2, which Cyrillic text hardly has.
    if any(byte in data for byte in (b"\xc2", b"\xc3", b"\xe2")) and any(pair in data for pair in _SUSPECTS):
        data = _repaired(desk, data)
    if b"?" in data or b"\xef\xbf\xbd" in data:
        text = data.decode("utf-8")
        place = letters.lost_letters(text)
        if place >= 0:
            line = text.count("\n", 0, place) + 1
            word = re.search(r"[\w?\ufffd]*$", text[:place])[0] + re.match(r"[\w?\ufffd]*", text[place:])[0]  # type: ignore[index]
            desk.refuse(
                "letters-lost",
                mark(
                    "{place}: “{value}” has lost letters: the file was saved in an encoding without Kazakh letters."
                ),
                mark("Open the original and save it as .xlsx, or as “CSV UTF-8”."),
                row=line,
                value=word,
            )
    if not data.isascii() and (b"\xcc" in data or b"\xcd" in data):
        data = letters.plain(data.decode("utf-8")).encode("utf-8")
    return data


#: The commonest letters of wrongly read UTF-8: а, о, е, и, т and the Kazakh ones.
_SUSPECTS = tuple(
    pair.encode() for pair in ("Р°", "Рµ", "Р»", "У©", "Т«", "Т»", "Т±", "Ð°", "Ð¾", "Ñ‚", "╨", "╤")
)


def _repaired(desk: Desk, data: bytes) -> bytes:
    text = data.decode("utf-8")
    if not letters.looks_wrong(text):
        return data
    whole = letters.mended(text)
    line = next(i for i, each in enumerate(text.splitlines(), 1) if letters.looks_wrong(each))
    if whole is None:
        desk.refuse(
            "letters-wrong",
            mark("{place}: the letters are wrong here: UTF-8 was read as Windows-1251 and saved again."),
            mark("Open the original and save it as .xlsx, or as “CSV UTF-8”."),
            row=line,
        )
    desk.warn(
        "letters-mended",
        mark("{place}: UTF-8 was read as Windows-1251 and saved again; all letters could be mended."),
        mark("Look at the names; next time send the .xlsx file."),
        row=line,
    )
    return whole.removeprefix("\ufeff").encode("utf-8")


def _declared_delimiter(sample: str) -> tuple[str, int]:
    """The delimiter of a first line `sep=;`, and that line's length in bytes."""
    match = re.match(r'"?sep=(.)"?[;,\t|]*(?:\r\n|\n|\r)', sample, re.IGNORECASE)
    return (match[1], len(match[0].encode())) if match else ("", 0)


def delimiter_of(sample: str) -> str:
    """The delimiter that cuts a text into rows of the same width; empty for one column.

    Examples
    --------
    >>> delimiter_of("a;b\\n1,5;2,5\\n"), delimiter_of("a\\nyes, very\\nno\\n")
    (';', '')
    """
    if not any(letter.isalnum() for letter in sample):
        return max(DELIMITERS, key=sample.count)
    best, weight = "", 0.0
    for delimiter in DELIMITERS:
        rows = sampled(sample, delimiter)
        widths = [len(row) for row in rows]
        if not widths or max(widths) < 2:
            continue
        (usual, times), *_ = sorted(Counter(widths).items(), key=lambda each: (-each[1], -each[0]))
        if usual < 2 and widths[0] < 2:
            continue
        fit = times / len(widths) if usual > 1 else 0.4
        if widths[0] > 1 and fit < 0.5:
            fit = 0.5  # many ragged rows, but the headings are cut
        cut = [cell for row in rows for cell in row[1:] if cell.strip()]
        spaced = sum(cell.startswith(" ") for cell in cut) / len(cut) if cut else 0.0
        if widths[0] == 1 and spaced > 0.5:
            continue  # sentences under one heading
        fit -= 0.1 * spaced  # a comma with a space behind it belongs to a sentence
        fit += 0.1 * (widths[0] == usual)
        if fit > weight + 1e-9:
            best, weight = delimiter, fit
    return best if weight >= 0.4 else ""


def sampled(sample: str, delimiter: str) -> list[list[str]]:
    """The first rows of a text that have any cell."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) > _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    # The sample may end inside a row.
    return rows[:-1] if len(sample) >= _SAMPLE_LETTERS - 4 and len(rows) > 2 else rows


def decimal_of(frame: pd.DataFrame) -> str:
    """Decimal mark that the numbers of a table show as a whole; empty where none or both do."""
    marks = set()
    for name in frame:
        for cell in frame[name].unique():
            if match := re.fullmatch(r"[-+−]?[\d\s\u00a0\u202f]*\d([.,])(\d+)%?", cell):
                if len(match[2]) != 3 or re.match(r"[-+−]?0[.,]", cell):
                    marks.add(match[1])
            elif re.fullmatch(r"[-+−]?\d{1,3}(?:(,\d{3})+\.\d+|(,\d{3}){2,})%?", cell):
                marks.add(".")
            elif re.fullmatch(r"[-+−]?\d{1,3}(?:(\.\d{3})+,\d+|(\.\d{3}){2,})%?", cell):
                marks.add(",")
    return marks.pop() if len(marks) == 1 else ""


def _quick_cells(desk: Desk, data: bytes, delimiter: str) -> Cells | None:
    """All rows at once, where every row has the same number of cells; otherwise nothing."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    delimiter = delimiter or "\x1f"
    head = sampled(data[:_SAMPLE_LETTERS].decode("utf-8", errors="ignore"), delimiter)
    widths = {len(row) for row in head}
    if len(widths) != 1:
        return None
    width = widths.pop()
    not_too_wide(desk, width)
    names = [str(number) for number in range(width)]
    quotes = b'"' in data
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=1 << 24),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=quotes,
                ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError):
        return None
    table = pa.table([few_texts(column) for column in table.columns], names=names)
    if quotes:
        _no_swallowed_rows(desk, data, table, delimiter, width)
    # The first bytes of every blank but the plain space; those of no-break spaces and their like.
    unusual = any(byte in data for byte in (b"\xc2", b"\xe2", b"\xe3", b"\xef", b"\t", b"\x0b", b"\x0c"))
    return Cells(tidy(desk, table, margins="any" if unusual or quotes else "plain" if b" " in data else ""))


def _no_swallowed_rows(desk: Desk, data: bytes, table: Any, delimiter: str, width: int) -> None:
    """A quotation mark that was not closed puts whole rows into one cell."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if width < 2:
        return
    any_broken = False
    for number, column in enumerate(table.columns):
        is_few = pa.types.is_dictionary(column.type)
        column = few_texts(column) if is_few else column
        broken = pc.match_substring(column.dictionary if is_few else column, "\n")
        if not pc.any(broken).as_py():
            continue
        any_broken = True
        places = np.flatnonzero(broken.take(column.indices) if is_few else broken)
        for place in places[:10_000]:
            _no_rows_inside(desk, column[int(place)].as_py(), int(place) + 1, number, delimiter, width)
    if any_broken:
        _well_quoted(desk, data, delimiter)


def _well_quoted(desk: Desk, data: bytes, delimiter: str) -> None:
    """Where cells hold line breaks, every quotation mark must close where a cell ends."""
    row = 0
    try:
        for _ in csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=delimiter, strict=True):
            row += 1
    except csv.Error:
        desk.refuse(
            "quote-open",
            mark(
                "{place}: not a readable table: a quotation mark is not closed, and whole rows are in one cell."
            ),
            mark("Close or remove the quotation mark, or send the .xlsx file."),
            row=row + 1,
        )


def _no_rows_inside(desk: Desk, cell: str, row: int, number: int, delimiter: str, width: int) -> None:
    inner = cell.split("\n")[1:-1] or cell.split("\n")[1:]
    if any(line.count(delimiter) == width - 1 for line in inner) and (width > 2 or len(inner) > 1):
        desk.refuse(
            "quote-open",
            mark(
                "{place}: not a readable table: a quotation mark is not closed, and whole rows are in one cell."
            ),
            mark("Close or remove the quotation mark, or send the .xlsx file."),
            row=row,
            column=letters_of(number),
            value=cell,
        )


def _no_rows_swallowed_by(desk: Desk, data: bytes, rows: list[list[str]], delimiter: str, width: int) -> None:
    """As `_no_swallowed_rows`, for rows of different lengths."""
    any_broken = False
    for place, row in enumerate(rows):
        for position, cell in enumerate(row):
            if "\n" in cell:
                any_broken = True
                _no_rows_inside(desk, cell, place + 1, position, delimiter, width)
    if any_broken:
        _well_quoted(desk, data, delimiter)


def _careful_cells(desk: Desk, data: bytes, delimiter: str) -> Cells:
    """Row by row, for files whose rows differ in length."""
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=delimiter or "\x1f"))
    except csv.Error as error:
        desk.refuse(
            "table-unreadable",
            mark("{place}: it is not a readable table ({problem})."),
            mark("A quotation mark may be open there. Look at the row, and save the file again."),
            row=len(rows) + 1,
            problem=error,
        )
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    width = int(lengths.max(initial=1))
    not_too_wide(desk, width)
    usual = Counter(lengths.tolist()).most_common(1)[0][0] if rows else 1
    if b'"' in data and delimiter:
        _no_rows_swallowed_by(desk, data, rows, delimiter, int(usual if usual > 1 else width))
    table = table_of_rows(rows, width)
    frame = tidy(desk, table)
    return Cells(frame, lengths[frame.index.to_numpy() - 1])
