"""Files of every kind become text with the row where it stands, or one message that helps."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evaltools.errors import DataError
from evaltools.read import RawTable, read_table


def text_file(folder: Path, content: str | bytes, name: str = "data.csv") -> RawTable:
    """Write a text file and read it."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(folder, name)


def workbook(folder: Path, **sheets: list[list[Any]]) -> Path:
    """Write a workbook with these sheets, in order."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / "book.xlsx")
    return folder


def refusal(folder: Path, content: str | bytes, name: str = "data.csv") -> str:
    """The message with which a text file is refused."""
    with pytest.raises(DataError) as caught:
        text_file(folder, content, name)
    assert str(caught.value).startswith(name)
    assert caught.value.exit_code == 3
    return str(caught.value)


# Text files


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_usual_delimiters_and_line_ends_are_recognised(
    tmp_path: Path, delimiter: str, ending: str
) -> None:
    """Comma, semicolon or tab; line ends of any system."""
    lines = [delimiter.join(row) for row in (("code", "region"), ("a1", "Атырау"), ("a2", "Алматы қ."))]
    raw = text_file(tmp_path, ending.join(lines) + ending)
    assert list(raw.frame.columns) == ["code", "region"]
    assert raw.frame.values.tolist() == [["a1", "Атырау"], ["a2", "Алматы қ."]]


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    """The header is row 1, blank rows count, and they are not data."""
    raw = text_file(tmp_path, "a,b\n\n1,2\n,\n  , \n3,4\n")
    assert raw.frame.index.tolist() == [3, 6]
    assert raw.frame["a"].tolist() == ["1", "3"]


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    """Files saved by Excel as CSV UTF-8 are read."""
    assert list(text_file(tmp_path, "дата;код\n1;2\n".encode("utf-8-sig")).frame.columns) == ["дата", "код"]


def test_cells_are_stripped_and_short_rows_filled(tmp_path: Path) -> None:
    """Spaces round a cell mean nothing; a cell that is not there is blank."""
    raw = text_file(tmp_path, " a , b ,c\n  1 , 2\n")
    assert list(raw.frame.columns) == ["a", "b", "c"]
    assert raw.frame.values.tolist() == [["1", "2", ""]]


def test_quoted_cells_may_hold_delimiters_and_line_ends(tmp_path: Path) -> None:
    """A quoted cell is one cell; the next row's number counts rows, not lines."""
    raw = text_file(tmp_path, 'a,b\n"1, 2","x\ny"\n3,4\n')
    assert raw.frame.values.tolist() == [["1, 2", "x\ny"], ["3", "4"]]
    assert raw.frame.index.tolist() == [2, 3]


def test_commas_in_the_questions_do_not_mislead(tmp_path: Path) -> None:
    """Form exports put whole questions into the header, with commas, parted by semicolons."""
    raw = text_file(tmp_path, '"Were you, on the whole, satisfied, or not?";"code"\n"yes, very";"a1"\n')
    assert list(raw.frame.columns) == ["Were you, on the whole, satisfied, or not?", "code"]
    assert raw.frame.values.tolist() == [["yes, very", "a1"]]


def test_a_text_file_has_no_sheet(tmp_path: Path) -> None:
    """The raw table keeps the name that the project uses."""
    raw = text_file(tmp_path, "a\n1\n")
    assert (raw.file, raw.sheet) == ("data.csv", "")


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    """No rows is no fault of the file."""
    raw = text_file(tmp_path, "a,b\n")
    assert list(raw.frame.columns) == ["a", "b"]
    assert raw.frame.empty


@pytest.mark.parametrize("encoding", ["cp1251", "kz1048", "utf-16", "utf-16-le", "cp866"])
def test_other_encodings_are_told_by_their_letters(tmp_path: Path, encoding: str) -> None:
    """Windows, DOS and UTF-16 are read; where the encoding was not declared a note says so."""
    raw = text_file(tmp_path, "код;область\n1;Атырауская область\n".encode(encoding))
    assert raw.frame.values.tolist() == [["1", "Атырауская область"]]
    assert [each.code for each in raw.findings] == ([] if "16" in encoding else ["encoding"])


def test_lost_kazakh_letters_say_how_to_save_the_file(tmp_path: Path) -> None:
    """Windows-1251 has no Kazakh letters: what it made of them cannot be had back."""
    message = refusal(tmp_path, "код;облыс\n1;Ұлытау облысы\n".encode("cp1251", errors="replace"))
    assert message.startswith("data.csv, row 2: “?лытау” has lost letters")
    assert "CSV UTF-8" in message
    assert ".xlsx" in message


def test_too_many_cells_name_the_row(tmp_path: Path) -> None:
    """A stray delimiter would shift values into the wrong columns."""
    message = refusal(tmp_path, "a,b\n1,2\n\n3,4,5\n")
    assert message.startswith("data.csv, row 4: 3 cells, but row 1 names 2 columns.")


def test_empty_cells_behind_the_last_column_do_no_harm(tmp_path: Path) -> None:
    """Spreadsheets often save blank columns at the right."""
    raw = text_file(tmp_path, "a,b,,\n1,2,,\n")
    assert list(raw.frame.columns) == ["a", "b"]


def test_a_doubled_column_is_refused(tmp_path: Path) -> None:
    """Of two columns with one name nobody knows which is meant."""
    assert refusal(tmp_path, "a,b,a\n1,2,3\n") == (
        "data.csv: row 1 has the column “a” twice. Give each column its own name."
    )


@pytest.mark.parametrize("content", ["", "\n\n", ",,\n1,2,3\n"])
def test_a_file_without_a_header_is_refused(tmp_path: Path, content: str) -> None:
    """The first row holds the names of the columns."""
    assert "the first row is empty" in refusal(tmp_path, content)


def test_an_endless_cell_is_refused(tmp_path: Path) -> None:
    """A quotation mark that nobody closed swallows the rest of the file."""
    assert "not a readable table" in refusal(tmp_path, 'a,b\n"' + "x" * 200_000)


@pytest.mark.parametrize("name", ["report.pdf", "data", "data.docx", "data.csv.bak"])
def test_an_unknown_type_says_what_can_be_read(tmp_path: Path, name: str) -> None:
    """The type is recognised by the end of the name."""
    assert "Save it as .xlsx or .csv" in refusal(tmp_path, "a\n1\n", name)


@pytest.mark.parametrize("name", ["none.csv", "none.xlsx"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    """A file that went away is refused like any that cannot be read."""
    with pytest.raises(DataError, match=f"^{name}: "):
        read_table(tmp_path, name)


def test_upper_case_types_are_read(tmp_path: Path) -> None:
    """Windows does not mind the case of a type, and neither do we."""
    assert text_file(tmp_path, "a\n1\n", "DATA.CSV").frame["a"].tolist() == ["1"]


# Workbooks


def test_cells_of_a_workbook_become_text(tmp_path: Path) -> None:
    """Whole numbers have no decimals, days no time, and blanks are empty."""
    workbook(
        tmp_path,
        data=[
            ["code", "count", "score", "day", "moment"],
            ["a1", 12, 7.25, date(2024, 5, 31), datetime(2024, 5, 31, 9, 5)],
            [" a2 ", 3.0, None, datetime(2024, 6, 1), None],
        ],
    )
    raw = read_table(tmp_path, "book.xlsx")
    assert raw.frame.values.tolist() == [
        ["a1", "12", "7.25", "2024-05-31", "2024-05-31 09:05:00"],
        ["a2", "3", "", "2024-06-01", ""],
    ]


def test_rows_of_a_workbook_keep_their_numbers(tmp_path: Path) -> None:
    """The number is the one that Excel shows at the left, blank rows included."""
    workbook(tmp_path, data=[["a", "b"], [1, 2], [None, None], [3, 4]])
    assert read_table(tmp_path, "book.xlsx").frame.index.tolist() == [2, 4]


def test_a_named_sheet_is_read(tmp_path: Path) -> None:
    """The raw table says which sheet it is from."""
    workbook(tmp_path, Атырау=[["a"], [1]], Астана=[["a"], [2]])
    second = read_table(tmp_path, "book.xlsx", "Астана")
    assert (second.sheet, second.frame["a"].tolist()) == ("Астана", ["2"])


def test_of_several_sheets_with_one_table_none_is_taken_unasked(tmp_path: Path) -> None:
    """A sheet for each region: the first alone would be a part of the numbers."""
    workbook(tmp_path, Атырау=[["a"], [1]], Астана=[["a"], [2]])
    with pytest.raises(DataError, match="several sheets hold a table with the same headings: Атырау, Астана"):
        read_table(tmp_path, "book.xlsx")
    both = read_table(tmp_path, "book.xlsx", "*").frame
    assert both.values.tolist() == [["1", "Атырау"], ["2", "Астана"]]
    assert list(both.columns) == ["a", "sheet"]


def test_another_table_in_the_workbook_is_named(tmp_path: Path) -> None:
    """The first sheet is read, and the reader learns of the other."""
    workbook(tmp_path, Атырау=[["a"], [1]], Тізім=[["b"], [2]])
    raw = read_table(tmp_path, "book.xlsx")
    assert (raw.sheet, raw.frame["a"].tolist()) == ("Атырау", ["1"])
    assert [(each.code, each.severity) for each in raw.findings] == [("sheets-not-read", "warning")]
    assert "Тізім" in raw.findings[0].message


def test_a_missing_sheet_lists_those_there_are(tmp_path: Path) -> None:
    """A misspelt sheet is found by looking at the list."""
    workbook(tmp_path, Атырау=[["a"], [1]], Астана=[["a"], [2]])
    with pytest.raises(DataError) as caught:
        read_table(tmp_path, "book.xlsx", "Шымкент")
    assert str(caught.value) == "book.xlsx: there is no sheet “Шымкент”. It has: Атырау, Астана."


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    """A sheet without a header is no table."""
    workbook(tmp_path, data=[])
    with pytest.raises(DataError, match="the first row is empty"):
        read_table(tmp_path, "book.xlsx")


def test_a_text_file_named_as_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    """The content decides, and a note says so."""
    raw = text_file(tmp_path, "a,b\n1,2\n", "data.xlsx")
    assert raw.frame.values.tolist() == [["1", "2"]]
    assert [(each.code, each.severity) for each in raw.findings] == [("other-format", "note")]


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    """The message names the file and says what to do."""
    workbook(tmp_path, data=[["a"], [1]])
    whole = (tmp_path / "book.xlsx").read_bytes()
    message = refusal(tmp_path, whole[: len(whole) // 2], "data.xlsx")
    assert "not a readable workbook" in message
    assert "Open and save it again" in message


def test_the_same_table_reads_the_same_from_both_kinds(tmp_path: Path) -> None:
    """Whether an office sends .xlsx or .csv makes no difference."""
    workbook(tmp_path, data=[["region", "count"], ["Атырау", 5], [None, None], ["Астана", 7]])
    book = read_table(tmp_path, "book.xlsx").frame
    text = text_file(tmp_path, "region;count\nАтырау;5\n;\nАстана;7\n").frame
    assert book.equals(text)
