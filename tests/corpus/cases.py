"""What must come out of each file of the corpus, written down before it was tried.

A file is accepted with these cells and these findings (code, row, column), or
refused with one code at one place. Rows are those of a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import openpyxl

from tests.corpus import generate as make

TABLE = [["код", "область", "балл"], ["а1", "Атырауская область", "4,5"], ["а2", "Шымкент", "3"]]
KAZAKH = [["код", "аймақ", "балл"], ["а1", "Ұлытау облысы", "4,5"], ["а2", "Қызылорда", "3"]]
HEAD, BODY = TABLE[0], TABLE[1:]


@dataclass(frozen=True)
class Accepted:
    """A file that is read: its columns, cells, the rows where they stand, and every finding."""

    name: str
    data: Callable[[], bytes]
    cells: Sequence[Sequence[str]]
    columns: Sequence[str] = tuple(HEAD)
    file: str = "data.csv"
    sheet: str = ""
    rows: Sequence[int] = (2, 3)
    findings: Sequence[tuple[str, int | None, str]] = ()
    left_out: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """A file that is refused: why, and where."""

    name: str
    data: Callable[[], bytes]
    code: str
    row: int | None = None
    column: str = ""
    file: str = "data.csv"
    sheet: str = ""
    place: str = ""  # the sheet that the message names
    words: Sequence[str] = ()


def lines(*given: str, end: str = "\n", encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: (end.join(given) + end).encode(encoding)


def table(rows: make.Rows = TABLE, **how: Any) -> Callable[[], bytes]:
    return lambda: make.csv(rows, **how)


def book(
    change: Callable[[openpyxl.Workbook], None] | None = None, /, **sheets: make.Rows
) -> Callable[[], bytes]:
    return lambda: make.xlsx(change, **sheets)


def merged(*ranges: str) -> Callable[[openpyxl.Workbook], None]:
    def change(workbook: openpyxl.Workbook) -> None:
        for each in ranges:
            workbook.worksheets[0].merge_cells(each)

    return change


def hidden_sheet(workbook: openpyxl.Workbook) -> None:
    workbook["Скрытый"].sheet_state = "hidden"


def hidden_rows(workbook: openpyxl.Workbook) -> None:
    workbook.worksheets[0].row_dimensions[3].hidden = True


def hidden_column(workbook: openpyxl.Workbook) -> None:
    workbook.worksheets[0].column_dimensions["B"].hidden = True


def errors(**cells: str) -> Callable[[openpyxl.Workbook], None]:
    def change(workbook: openpyxl.Workbook) -> None:
        for place, text in cells.items():
            workbook.worksheets[0][place] = text
            workbook.worksheets[0][place].data_type = "e"

    return change


def percents(workbook: openpyxl.Workbook) -> None:
    for place in ("B2", "B3"):
        workbook.worksheets[0][place].number_format = "0.00%"


def epoch_1904(workbook: openpyxl.Workbook) -> None:
    workbook.epoch = datetime(1904, 1, 1)


SIMPLE = [["код", "n"], ["а1", 1], ["а2", 2]]
SIMPLE_CELLS = [["а1", "1"], ["а2", "2"]]
REGIONS = [["Регион", "Женщины", "Мужчины"], ["Атырау", 5, 6], ["Шымкент", 7, 8]]
REGION_CELLS = [["Атырау", "5", "6"], ["Шымкент", "7", "8"]]
MOJIBAKE = "".join(";".join(row) + "\n" for row in TABLE).encode().decode("cp1251", errors="replace")


def wide(columns: int) -> Callable[[], bytes]:
    return lambda: make.csv([[f"c{n}" for n in range(columns)], ["1"] * columns], delimiter=",")


def bomb() -> bytes:
    return make.raw_xlsx('<row r="1">' + make.inline("A1", "x" * 60_000_000) + "</row>")


def repeated_text() -> bytes:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_000))
    return make.raw_xlsx(cells, extra={"xl/sharedStrings.xml": f"<sst><si><t>{'xy' * 15_000}</t></si></sst>"})


def damaged_part() -> bytes:
    whole = make.xlsx(Лист=[["код"], *[[f"{n}"] for n in range(900)]])
    start = whole.index(b"xl/worksheets/sheet1.xml") + 400
    return whole[:start] + b"\xff" * 200 + whole[start + 200 :]


def first_row(*names: str) -> str:
    return (
        '<row r="1">'
        + "".join(make.inline(f"{chr(65 + n)}1", name) for n, name in enumerate(names))
        + "</row>"
    )


ACCEPTED = [
    # Letters
    Accepted("utf-8", table(), BODY),
    Accepted("utf-8 with mark", table(encoding="utf-8-sig"), BODY),
    Accepted("utf-16 with mark", table(encoding="utf-16"), BODY),
    Accepted("utf-16-le without mark", table(encoding="utf-16-le"), BODY),
    Accepted("utf-16-be without mark", table(encoding="utf-16-be"), BODY),
    Accepted(
        "utf-16 tab, Excel's Unicode text", table(delimiter="\t", encoding="utf-16"), BODY, file="data.txt"
    ),
    Accepted("windows-1251", table(encoding="cp1251"), BODY, findings=[("encoding", None, "")]),
    Accepted(
        "kz-1048", table(KAZAKH, encoding="kz1048"), KAZAKH[1:], KAZAKH[0], findings=[("encoding", None, "")]
    ),
    Accepted(
        "kz-1048 whose first Kazakh letter comes late",
        table([["код", "область"], *[["код2", "Атырау"]] * 9000, ["а2", "Ұлытау"]], encoding="kz1048"),
        [["код2", "Атырау"]] * 9000 + [["а2", "Ұлытау"]],
        ["код", "область"],
        rows=range(2, 9003),
        findings=[("encoding", None, "")],
    ),
    Accepted(
        "kz-1048 capitals",
        table([["ФИО", "ҚАЛА"], ["ӘЛИЯ", "ШЫМКЕНТ"]], encoding="kz1048"),
        [["ӘЛИЯ", "ШЫМКЕНТ"]],
        ["ФИО", "ҚАЛА"],
        rows=[2],
        findings=[("encoding", None, "")],
    ),
    Accepted("dos", table(encoding="cp866"), BODY, findings=[("encoding", None, "")]),
    Accepted(
        "latin letters in 1252",
        lambda: "name;n\ncafé;1\nnaïve;2\n".encode("cp1252"),
        [["café", "1"], ["naïve", "2"]],
        ["name", "n"],
        findings=[("encoding", None, "")],
    ),
    Accepted(
        "dash and quotation marks only",
        lambda: "code;text\n1;«a» – b\n2;c\n".encode("cp1251"),
        [["1", "«a» – b"], ["2", "c"]],
        ["code", "text"],
        findings=[("encoding", None, "")],
    ),
    Accepted("letters mended", lambda: MOJIBAKE.encode(), BODY, findings=[("letters-mended", 1, "")]),
    Accepted(
        "letters in two parts, as macOS writes",
        lambda: "код;қай\n1;й\n".replace("й", "и\u0306").encode(),
        [["1", "й"]],
        ["код", "қай"],
        rows=[2],
    ),
    Accepted(
        "a question is no lost letter",
        lines("Вы довольны?;Когда?", "да?;вчера", "нет;Разве? Да."),
        [["да?", "вчера"], ["нет", "Разве? Да."]],
        ["Вы довольны?", "Когда?"],
    ),
    # Delimiters and rows
    Accepted("comma with decimal point", lines("a,b", "1.5,2", "3.5,4"), [["1.5", "2"], ["3.5", "4"]], "ab"),
    Accepted(
        "semicolon with decimal comma",
        lines("a;b", "1,5;2,5", "3,5;4,5"),
        [["1,5", "2,5"], ["3,5", "4,5"]],
        "ab",
    ),
    Accepted("tab", table(delimiter="\t"), BODY, file="data.tsv"),
    Accepted("bar", table(delimiter="|"), BODY, file="data.txt"),
    Accepted("line feeds only", table(end="\n"), BODY),
    Accepted("carriage returns only, old macOS", table(end="\r"), BODY),
    Accepted("no line end at the end", lambda: b"a;b\n1;2\n3;4", [["1", "2"], ["3", "4"]], "ab"),
    Accepted("sep line of Excel", lines("sep=;", "a;b", "1;2", "3;4"), [["1", "2"], ["3", "4"]], "ab"),
    Accepted(
        "sep line with an odd delimiter",
        lines("sep=|", "a|b", "1,2|2;3", "3|4"),
        [["1,2", "2;3"], ["3", "4"]],
        "ab",
    ),
    Accepted("Kobo: semicolons, all quoted", table(quote='"'), BODY),
    Accepted(
        "ODK: commas, no mark",
        table([["код", "өңір"], ["1", "Абай"], ["2", "Жетісу"]], delimiter=",", end="\n"),
        [["1", "Абай"], ["2", "Жетісу"]],
        ["код", "өңір"],
    ),
    Accepted(
        "commas in questions of the heading",
        lines('"Были ли вы, в целом, довольны?";"Код"', '"да, очень";"1"', '"нет";"2"'),
        [["да, очень", "1"], ["нет", "2"]],
        ["Были ли вы, в целом, довольны?", "Код"],
    ),
    Accepted(
        "one column", lines("комментарий", "да, очень", "нет"), [["да, очень"], ["нет"]], ["комментарий"]
    ),
    Accepted("one column of numbers", lines("балл", "4,5", "3"), [["4,5"], ["3"]], ["балл"]),
    Accepted(
        "line break in a quoted cell", lines("a;b", '"x', 'y";2', "3;4"), [["x\ny", "2"], ["3", "4"]], "ab"
    ),
    Accepted(
        "quotation marks in quoted cells",
        lines("a;b", '"ТОО ""Ромашка""";2', "3;4"),
        [['ТОО "Ромашка"', "2"], ["3", "4"]],
        "ab",
    ),
    Accepted(
        "quotation marks in plain cells",
        lines("a;b", 'ТОО "Ромашка";2', "3;4"),
        [['ТОО "Ромашка"', "2"], ["3", "4"]],
        "ab",
    ),
    Accepted("trailing delimiters", lines("a;b;", "1;2;", "3;4;"), [["1", "2"], ["3", "4"]], "ab"),
    Accepted(
        "trailing delimiters in rows only", lines("a;b", "1;2;", "3;4;"), [["1", "2"], ["3", "4"]], "ab"
    ),
    Accepted(
        "blank lines between",
        lines("a;b", "1;2", "", ";", "3;4"),
        [["1", "2"], ["3", "4"]],
        "ab",
        rows=[2, 5],
    ),
    Accepted(
        "short row",
        lines("a;b;c", "1;2;3", "4;5", "6;7;8"),
        [["1", "2", "3"], ["4", "5", ""], ["6", "7", "8"]],
        "abc",
        rows=[2, 3, 4],
        findings=[("row-short", 3, "")],
    ),
    Accepted("headings only", lines("a;b"), [], "ab", rows=[]),
    Accepted(
        "no-break spaces at the ends",
        lambda: "a;b\n\u00a01\u00a0;2\n3;4\n".encode(),
        [["1", "2"], ["3", "4"]],
        "ab",
    ),
    Accepted(
        "heading in two lines",
        lines('"Балл', 'до";код', "1;а", "2;б"),
        [["1", "а"], ["2", "б"]],
        ["Балл до", "код"],
    ),
    Accepted(
        "nameless column, as pandas writes",
        lines(",a,b", "0,1,2", "1,3,4"),
        [["0", "1", "2"], ["1", "3", "4"]],
        ["(A)", "a", "b"],
        findings=[("column-unnamed", 1, "A")],
    ),
    Accepted(
        "text in a file named xls", table(), BODY, file="data.xls", findings=[("other-format", None, "")]
    ),
    Accepted(
        "text in a file named xlsx", table(), BODY, file="data.xlsx", findings=[("other-format", None, "")]
    ),
    Accepted(
        "title above, not padded",
        lines("Отчёт за 2024 год", "", "код;область;балл", "а1;Атырау;4", "а2;Шымкент;5"),
        [["а1", "Атырау", "4"], ["а2", "Шымкент", "5"]],
        rows=[4, 5],
        findings=[("title-rows", None, "")],
    ),
    Accepted(
        "title above, padded by Excel",
        lines("Отчёт за 2024 год;;", ";;", "код;область;балл", "а1;Атырау;4", "а2;Шымкент;5"),
        [["а1", "Атырау", "4"], ["а2", "Шымкент", "5"]],
        rows=[4, 5],
        findings=[("title-rows", None, "")],
    ),
    Accepted(
        "total at the end",
        lines("регион;n", "Атырау;5", "Шымкент;7", "Итого;12"),
        [["Атырау", "5"], ["Шымкент", "7"]],
        ["регион", "n"],
        findings=[("rows-total", 4, "")],
        left_out={"total": [4]},
    ),
    Accepted(
        "totals in three languages",
        lines("регион;n", "Атырау;5", "Барлығы:;5", "Шымкент;7", "Всего по области;7", "Grand total;12"),
        [["Атырау", "5"], ["Шымкент", "7"]],
        ["регион", "n"],
        rows=[2, 4],
        findings=[("rows-total", 3, "")],
        left_out={"total": [3, 5, 6]},
    ),
    Accepted(
        "total behind a running number",
        lines("№;регион;n", "1;Атырау;5", "2;Шымкент;7", ";Жиыны;12"),
        [["1", "Атырау", "5"], ["2", "Шымкент", "7"]],
        ["№", "регион", "n"],
        findings=[("rows-total", 4, "")],
        left_out={"total": [4]},
    ),
    Accepted(
        "record of a Parquet file without one value",
        lambda: make.parquet([["регион", "n"], ["Атырау", "5"], ["", ""], ["Шымкент", "7"]]),
        [["Атырау", "5"], ["Шымкент", "7"]],
        ["регион", "n"],
        file="data.parquet",
        rows=[2, 4],
        findings=[("rows-blank", 3, "")],
        left_out={"blank": [3]},
    ),
    Accepted(
        "a text that begins like a total is data",
        lines("код;ответ;n", "а1;Всего хорошего;да", "а2;Итого;нет"),
        [["а1", "Всего хорошего", "да"], ["а2", "Итого", "нет"]],
        ["код", "ответ", "n"],
    ),
    Accepted(
        "a code that begins like a total is data",
        lines("claim;n", "total_clients;5", "sum-2;6"),
        [["total_clients", "5"], ["sum-2", "6"]],
        ["claim", "n"],
    ),
    Accepted(
        "remark below",
        lines("регион;n;доля", "Атырау;5;1", "Шымкент;7;2", ";;", "Примечание: без колледжей;;"),
        [["Атырау", "5", "1"], ["Шымкент", "7", "2"]],
        ["регион", "n", "доля"],
        findings=[("rows-note", 5, "")],
        left_out={"note": [5]},
    ),
    Accepted(
        "total and signature below",
        lines(
            "регион;n;доля", "Атырау;5;1", "Шымкент;7;2", "Барлығы;12;3", ";;", "Исполнитель: отдел анализа;;"
        ),
        [["Атырау", "5", "1"], ["Шымкент", "7", "2"]],
        ["регион", "n", "доля"],
        findings=[("rows-note", 6, ""), ("rows-total", 4, "")],
        left_out={"note": [6], "total": [4]},
    ),
    Accepted(
        "headings again, files put together",
        lines("регион;n", "Атырау;5", "регион;n", "Шымкент;7"),
        [["Атырау", "5"], ["Шымкент", "7"]],
        ["регион", "n"],
        rows=[2, 4],
        findings=[("rows-header-again", 3, "")],
        left_out={"header-again": [3]},
    ),
    Accepted(
        "numbers of the columns",
        lines("регион;жен;муж", "1;2;3", "Атырау;5;6", "Шымкент;7;8"),
        REGION_CELLS,
        ["регион", "жен", "муж"],
        rows=[3, 4],
        findings=[("rows-column-numbers", 2, "")],
        left_out={"column-numbers": [2]},
    ),
    Accepted(
        "HXL tags of Kobo",
        lines("регион;n", "#adm1+name;#reached", "Атырау;5", "Шымкент;7"),
        [["Атырау", "5"], ["Шымкент", "7"]],
        ["регион", "n"],
        rows=[3, 4],
        findings=[("rows-hxl", 2, "")],
        left_out={"hxl": [2]},
    ),
    Accepted(
        "two rows of headings",
        lines("Регион;Консультации;", ";Женщины;Мужчины", "Атырау;5;6", "Шымкент;7;8"),
        REGION_CELLS,
        ["Регион", "Консультации / Женщины", "Консультации / Мужчины"],
        rows=[3, 4],
        findings=[("header-rows", None, "")],
    ),
    Accepted(
        "an answer missing in the last row is no remark",
        lines("код;a", "а1;5", "а2;"),
        [["а1", "5"], ["а2", ""]],
        ["код", "a"],
    ),
    Accepted(
        "years as headings",
        lines("регион;2023;2024", "Атырау;5;6", "Шымкент;7;8"),
        REGION_CELLS,
        ["регион", "2023", "2024"],
    ),
    Accepted(
        "months as headings",
        lines("регион;2024-01-01;2024-02-01", "Атырау;5;6", "Шымкент;7;8"),
        REGION_CELLS,
        ["регион", "2024-01-01", "2024-02-01"],
    ),
    Accepted(
        "many sparse columns",
        lines("a;b;c;d;e;f", "1;;;;;", "2;;x;;;", "3;;;;;y"),
        [["1", "", "", "", "", ""], ["2", "", "x", "", "", ""], ["3", "", "", "", "", "y"]],
        "abcdef",
        rows=[2, 3, 4],
    ),
    # Web pages
    Accepted(
        "web page named xls",
        lambda: make.html(TABLE),
        BODY,
        file="data.xls",
        findings=[("other-format", None, "")],
    ),
    Accepted(
        "web page in windows-1251",
        lambda: make.html(TABLE, charset="windows-1251"),
        BODY,
        file="data.xls",
        findings=[("other-format", None, "")],
    ),
    Accepted(
        "web page without its encoding",
        lambda: make.html(KAZAKH, charset="kz1048", declared=False),
        KAZAKH[1:],
        KAZAKH[0],
        file="data.xls",
        findings=[("other-format", None, "")],
    ),
    Accepted(
        "web page with a second table",
        lambda: make.html(TABLE, before="<table><tr><td>a</td></tr><tr><td>1</td></tr></table>"),
        BODY,
        file="data.xls",
        findings=[("other-format", None, ""), ("tables-not-read", None, "")],
    ),
    # Workbooks
    Accepted("workbook", book(Лист=SIMPLE), SIMPLE_CELLS, SIMPLE[0], file="data.xlsx"),
    Accepted("macro workbook", book(Лист=SIMPLE), SIMPLE_CELLS, SIMPLE[0], file="data.xlsm"),
    Accepted(
        "workbook named csv",
        book(Лист=SIMPLE),
        SIMPLE_CELLS,
        SIMPLE[0],
        findings=[("other-format", None, "")],
    ),
    Accepted(
        "workbook named xls",
        book(Лист=SIMPLE),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xls",
        findings=[("other-format", None, "")],
    ),
    Accepted("old workbook", lambda: make.xls(Лист=SIMPLE), SIMPLE_CELLS, SIMPLE[0], file="data.xls"),
    Accepted(
        "old workbook of a plain writer",
        lambda: make.plain_xls(SIMPLE),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xls",
    ),
    Accepted(
        "old workbook whose count of rows is a lie",
        lambda: make.plain_xls(SIMPLE, rows_said=0x7FFFFFFF),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xls",
    ),
    Accepted(
        "old workbook with days, shares and a hidden row",
        lambda: make.xls(
            make.aged,
            Лист=[["код", "күні", "доля", "ескерту"], ["а1", None, None, "x"], ["а2", None, None, "y"]],
        ),
        [["а1", "2024-05-31", "25%", "x"], ["а2", "2024-06-01", "50%", "y"]],
        ["код", "күні", "доля", "ескерту"],
        file="data.xls",
        findings=[("rows-hidden", 3, ""), ("columns-hidden", None, "ескерту")],
    ),
    Accepted(
        "old workbook with a hidden sheet",
        lambda: make.xls(make.tucked_away, Лист=SIMPLE, Черновик=SIMPLE),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xls",
        findings=[("sheets-hidden", None, "")],
    ),
    Accepted(
        "old workbook with a title merged over the table",
        lambda: make.xls(make.titled, Лист=[[None, None], *SIMPLE]),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xls",
        rows=[3, 4],
        findings=[("title-rows", None, "")],
    ),
    Accepted("OpenDocument", lambda: make.ods(SIMPLE), SIMPLE_CELLS, SIMPLE[0], file="data.ods"),
    Accepted(
        "OpenDocument with a million blank rows",
        lambda: make.ods(
            SIMPLE,
            tail='<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
        ),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.ods",
    ),
    Accepted(
        "table not in the corner",
        book(Лист=[[], [], [None, None, "код", "n"], [None, None, "а1", 1], [None, None, "а2", 2]]),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xlsx",
        rows=[4, 5],
    ),
    Accepted(
        "formatted blank rows below",
        book(make.painted, Лист=SIMPLE),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xlsx",
    ),
    Accepted(
        "title merged over the table",
        book(merged("A1:B1"), Лист=[["Отчёт центра"], *SIMPLE]),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xlsx",
        rows=[3, 4],
        findings=[("title-rows", None, "")],
    ),
    Accepted(
        "group heading merged over columns",
        book(
            merged("A1:A2", "B1:C1"),
            Лист=[["Регион", "Консультации", None], [None, "Женщины", "Мужчины"], *REGIONS[1:]],
        ),
        REGION_CELLS,
        ["Регион", "Консультации / Женщины", "Консультации / Мужчины"],
        file="data.xlsx",
        rows=[3, 4],
        findings=[("header-rows", None, "")],
    ),
    Accepted(
        "title above a group heading",
        book(
            merged("A1:C1", "A2:A3", "B2:C2"),
            Лист=[
                ["Отчёт за 2024 год"],
                ["Регион", "Консультации", None],
                [None, "Женщины", "Мужчины"],
                *REGIONS[1:],
            ],
        ),
        REGION_CELLS,
        ["Регион", "Консультации / Женщины", "Консультации / Мужчины"],
        file="data.xlsx",
        rows=[4, 5],
        findings=[("header-rows", None, ""), ("title-rows", None, "")],
    ),
    Accepted(
        "region merged over its rows",
        book(
            merged("A2:A3"),
            Лист=[["регион", "месяц", "n"], ["Атырау", "май", 5], [None, "июнь", 6], ["Шымкент", "май", 7]],
        ),
        [["Атырау", "май", "5"], ["Атырау", "июнь", "6"], ["Шымкент", "май", "7"]],
        ["регион", "месяц", "n"],
        file="data.xlsx",
        rows=[2, 3, 4],
        findings=[("merged-cells", 3, "регион")],
    ),
    Accepted(
        "a blank below that is not merged stays blank",
        book(Лист=[["регион", "месяц", "n"], ["Атырау", "май", 5], [None, "июнь", 6], ["Шымкент", "май", 7]]),
        [["Атырау", "май", "5"], ["", "июнь", "6"], ["Шымкент", "май", "7"]],
        ["регион", "месяц", "n"],
        file="data.xlsx",
        rows=[2, 3, 4],
    ),
    Accepted(
        "a merged number is never doubled",
        book(merged("B2:B3"), Лист=[["код", "n", "m"], ["а1", 5, 1], ["а2", None, 1]]),
        [["а1", "5", "1"], ["а2", "", "1"]],
        ["код", "n", "m"],
        file="data.xlsx",
        findings=[("merged-number", 2, "n")],
    ),
    Accepted(
        "hidden sheet",
        book(hidden_sheet, Лист=SIMPLE, Скрытый=[["ФИО"], ["x"]]),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xlsx",
        findings=[("sheets-hidden", None, "")],
    ),
    Accepted(
        "hidden sheet that was asked for",
        book(hidden_sheet, Лист=[["z"], [1]], Скрытый=SIMPLE),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xlsx",
        sheet="Скрытый",
    ),
    Accepted(
        "hidden row",
        book(hidden_rows, Лист=SIMPLE),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xlsx",
        findings=[("rows-hidden", 3, "")],
    ),
    Accepted(
        "hidden column",
        book(hidden_column, Лист=SIMPLE),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xlsx",
        findings=[("columns-hidden", None, "n")],
    ),
    Accepted(
        "the only sheet with cells is the second",
        book(Пустой=[], Лист=SIMPLE),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xlsx",
    ),
    Accepted(
        "another table on another sheet",
        book(Лист=SIMPLE, Справочник=[["город"], ["x"]]),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xlsx",
        findings=[("sheets-not-read", None, "")],
    ),
    Accepted(
        "sheet named in other letters",
        book(Данные=SIMPLE, Лист=[["z"], [1]]),
        SIMPLE_CELLS,
        SIMPLE[0],
        file="data.xlsx",
        sheet="данные ",
    ),
    Accepted(
        "all sheets",
        book(Атырау=SIMPLE, Шымкент=[["n", "код"], [3, "б1"]]),
        [["а1", "1", "Атырау"], ["а2", "2", "Атырау"], ["б1", "3", "Шымкент"]],
        ["код", "n", "sheet"],
        file="data.xlsx",
        sheet="*",
        rows=[2, 3, 2],
    ),
    Accepted(
        "all sheets with totals",
        book(Атырау=[*SIMPLE, ["Итого", 3]], Шымкент=[*SIMPLE, ["Итого", 3]]),
        [[*row, name] for name in ("Атырау", "Шымкент") for row in SIMPLE_CELLS],
        ["код", "n", "sheet"],
        file="data.xlsx",
        sheet="*",
        rows=[2, 3, 2, 3],
        findings=[("rows-total", 4, ""), ("rows-total", 4, "")],
        left_out={"total": [4, 4]},
    ),
    Accepted(
        "#N/A is missing",
        book(errors(B3="#N/A"), Лист=SIMPLE),
        [["а1", "1"], ["а2", "#N/A"]],
        SIMPLE[0],
        file="data.xlsx",
        findings=[("cells-not-available", 3, "n")],
    ),
    Accepted(
        "an error of a formula",
        book(errors(B2="#DIV/0!"), Лист=SIMPLE),
        [["а1", "#DIV/0!"], ["а2", "2"]],
        SIMPLE[0],
        file="data.xlsx",
        findings=[("cells-error", 2, "n")],
    ),
    Accepted(
        "percent cells",
        book(percents, Лист=[["код", "доля"], ["а1", 0.9203], ["а2", 1]]),
        [["а1", "92.03%"], ["а2", "100%"]],
        ["код", "доля"],
        file="data.xlsx",
    ),
    Accepted(
        "numbers as text",
        book(Лист=[["код", "n"], ["а1", "1 206"], ["а2", 2]]),
        [["а1", "1 206"], ["а2", "2"]],
        ["код", "n"],
        file="data.xlsx",
        findings=[("numbers-as-text", 2, "n")],
    ),
    Accepted(
        "days without their format among days",
        book(Лист=[["код", "дата"], ["а1", date(2024, 5, 31)], ["а2", 45444], ["а3", date(2024, 6, 3)]]),
        [["а1", "2024-05-31"], ["а2", "2024-06-01"], ["а3", "2024-06-03"]],
        ["код", "дата"],
        file="data.xlsx",
        rows=[2, 3, 4],
        findings=[("serial-dates", 3, "дата")],
    ),
    Accepted(
        "1904",
        book(epoch_1904, Лист=[["код", "дата"], ["а1", date(2024, 5, 31)], ["а2", date(2024, 6, 1)]]),
        [["а1", "2024-05-31"], ["а2", "2024-06-01"]],
        ["код", "дата"],
        file="data.xlsx",
    ),
    Accepted(
        "a number among days",
        book(Лист=[["код", "дата"], ["а1", date(2024, 5, 31)], ["а2", 7], ["а3", date(2024, 6, 3)]]),
        [["а1", "2024-05-31"], ["а2", "7"], ["а3", "2024-06-03"]],
        ["код", "дата"],
        file="data.xlsx",
        rows=[2, 3, 4],
        findings=[("number-among-dates", 3, "дата")],
    ),
    Accepted(
        "15 digits, long codes, check boxes",
        book(Лист=[["a", "b", "c"], [0.1 + 0.2, 850101300123, True]]),
        [["0.3", "850101300123", "TRUE"]],
        "abc",
        file="data.xlsx",
        rows=[2],
    ),
    Accepted(
        "formula with an empty text",
        lambda: make.raw_xlsx(
            first_row("код", "n")
            + '<row r="2">'
            + make.inline("A2", "а1")
            + '<c r="B2" t="str"><f>""</f><v></v></c></row>'
        ),
        [["а1", ""]],
        ["код", "n"],
        file="data.xlsx",
        rows=[2],
    ),
    Accepted(
        "formula with its value",
        lambda: make.raw_xlsx(
            first_row("код", "n")
            + '<row r="2">'
            + make.inline("A2", "а1")
            + '<c r="B2"><f>1+1</f><v>2</v></c></row>'
        ),
        [["а1", "2"]],
        ["код", "n"],
        file="data.xlsx",
        rows=[2],
    ),
    Accepted(
        "a table with a totals row and remarks in a workbook",
        book(
            Лист=[
                ["Отчёт"],
                [],
                ["регион", "жен", "муж"],
                [1, 2, 3],
                *REGIONS[1:],
                ["Барлығы", 12, 14],
                [],
                ["* без колледжей"],
            ]
        ),
        REGION_CELLS,
        ["регион", "жен", "муж"],
        file="data.xlsx",
        rows=[5, 6],
        findings=[
            ("rows-column-numbers", 4, ""),
            ("rows-note", 9, ""),
            ("rows-total", 7, ""),
            ("title-rows", None, ""),
        ],
        left_out={"column-numbers": [4], "note": [9], "total": [7]},
    ),
    Accepted(
        "a column of a workbook without a name",
        book(Лист=[["код", None, "n"], ["а1", "x", 1], ["а2", None, 2]]),
        [["а1", "x", "1"], ["а2", "", "2"]],
        ["код", "(B)", "n"],
        file="data.xlsx",
        findings=[("column-unnamed", 1, "B")],
    ),
]

ACCEPTED += [
    Accepted(
        "tags with a prefix",
        lambda: make.raw_xlsx(
            '<x:row r="1">'
            + "".join(
                f'<x:c r="{place}" t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c>'
                for place, text in (("A1", "код"), ("B1", "n"))
            )
            + '</x:row><x:row r="2" hidden="1"><x:c r="A2"><x:v>5</x:v></x:c><x:c r="B2" t="e"><x:v>#N/A</x:v></x:c></x:row>',
            prefix="x:",
        ),
        [["5", "#N/A"]],
        ["код", "n"],
        file="data.xlsx",
        rows=[2],
        findings=[("rows-hidden", 2, ""), ("cells-not-available", 2, "n")],
    ),
    Accepted(
        "web page with comments and scripts",
        lambda: make.html(TABLE, before="<!-- <table> --><script>a<b</script>"),
        BODY,
        file="data.xls",
        findings=[("other-format", None, "")],
    ),
    Accepted(
        "web page with merged cells",
        lambda: (
            b"<html><table><tr><th>a</th><th>b</th><th>c</th></tr><tr><td rowspan=2>x</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr><tr><td colspan=2>y</td><td>5</td></tr></table></html>"
        ),
        [["x", "1", "2"], ["", "3", "4"], ["y", "", "5"]],
        "abc",
        file="data.xls",
        rows=[2, 3, 4],
        findings=[("other-format", None, "")],
    ),
    Accepted(
        "report with everything at once",
        lambda: make.csv(
            [
                ["Есеп 2024", "", "", ""],
                ["", "", "", ""],
                ["№", "Өңір", "Кеңестер", ""],
                ["", "", "Әйелдер", "Ерлер"],
                ["1", "2", "3", "4"],
                ["1", "Ұлытау облысы", "1\u00a0206", "5"],
                ["2", "Шымкент қ.", "7", "8"],
                ["", "Барлығы", "1\u00a0213", "13"],
                ["", "", "", ""],
                ["Ескерту: деректер алдын ала", "", "", ""],
            ],
            encoding="kz1048",
        ),
        [["1", "Ұлытау облысы", "1\u00a0206", "5"], ["2", "Шымкент қ.", "7", "8"]],
        ["№", "Өңір", "Кеңестер / Әйелдер", "Кеңестер / Ерлер"],
        rows=[6, 7],
        findings=[
            ("encoding", None, ""),
            ("header-rows", None, ""),
            ("title-rows", None, ""),
            ("rows-column-numbers", 5, ""),
            ("rows-total", 8, ""),
            ("rows-note", 10, ""),
        ],
        left_out={"column-numbers": [5], "total": [8], "note": [10]},
    ),
]

REFUSED = [
    # Letters
    Refused(
        "Kazakh letters lost",
        table(KAZAKH, encoding="cp1251:replace"),
        "letters-lost",
        2,
        words=["?лытау", "CSV UTF-8"],
    ),
    Refused(
        "lost in the middle of a word", lines("код;ФИО", "1;Ке?есбек"), "letters-lost", 2, words=["Ке?есбек"]
    ),
    Refused("replacement signs", lambda: "код;ФИО\n1;Ке\ufffdес\n".encode(), "letters-lost", 2),
    Refused(
        "wrong letters that cannot be mended",
        lambda: ("код;область\n1;РђС‚С‹СЂР°Сѓ\n2;Шымкент қаласы\n").encode(),
        "letters-wrong",
        2,
    ),
    Refused(
        "two encodings in one file",
        lambda: "код;область\n1;Атырау облысы\n2;Шымкент қаласы\n".encode() + "3;Астана\n".encode("cp1251"),
        "encoding-mixed",
        4,
    ),
    Refused("cut in a letter", lambda: "код;область\n1;Атырау".encode()[:-1], "file-damaged", 2),
    Refused("empty bytes", lambda: b"a;b\n1;2\n\x00\x00\x00\x00\n", "nul-bytes", 3),
    Refused("random bytes", lambda: bytes(range(128, 256)) * 30, "encoding-unknown", 1),
    # Rows
    Refused("empty", lambda: b"", "file-empty"),
    Refused("blanks only", lambda: b"\xef\xbb\xbf \r\n\r\n", "file-empty"),
    Refused("delimiters only", lambda: b";;;\n;;;\n", "file-empty"),
    Refused("a row too long", lines("a;b", "1;2", "3;4;5"), "row-long", 3),
    Refused("decimal commas between commas", lines("a,b", "x,1,5", "y,2,5"), "row-long", 2),
    Refused("a quotation mark not closed", lines("a;b;c", '1;"x;2', "3;y;4", '5;z";6'), "quote-open", 2, "B"),
    Refused(
        "a quotation mark open to the end", lines("a;b;c", '1;"x;2', "3;y;4", "5;z;6"), "quote-open", 2, "B"
    ),
    Refused(
        "quotation marks that close in the next row", lines("a;b", '"x;1', '"y;2', "z;3"), "quote-open", 2
    ),
    Refused("a quotation mark open in the last cell", lines("a;b", '1;"x', '2;"y"', "3;z"), "quote-open", 2),
    Refused("a name twice", lines("a;b;a", "1;2;3"), "column-twice", 1, "a"),
    Refused("no headings, numbers only", lines("1;2", "3;4"), "header-missing", 1),
    Refused(
        "no headings, data in the first row", lines("2024-05-01;а1;5", "2024-05-02;а2;6"), "header-missing", 1
    ),
    Refused(
        "a cell of 200,000 letters", lambda: b"a;b\n1;" + b"x" * 200_000 + b"\n", "cell-too-long", 2, "B"
    ),
    Refused("10,000 columns", wide(10_000), "columns-many"),
    # Not what the name says
    Refused("PDF", lambda: b"%PDF-1.7 ...", "not-a-table"),
    Refused("PDF named xlsx", lambda: b"%PDF-1.7 ...", "not-a-table", file="data.xlsx"),
    Refused("picture", lambda: b"\xff\xd8\xff\xe0 photo of a table", "not-a-table", file="data.xlsx"),
    Refused("Word", lambda: make.zipped({"word/document.xml": "<w/>"}), "not-a-table", file="data.xlsx"),
    Refused(
        "binary workbook", lambda: make.zipped({"xl/workbook.bin": "x"}), "type-unknown", file="data.xlsb"
    ),
    Refused("old Word", lambda: make.compound("WordDocument", b"x"), "not-a-table", file="data.xls"),
    Refused(
        "OpenDocument text",
        lambda: make.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "not-a-table",
        file="data.ods",
    ),
    Refused(
        "Apple Numbers", lambda: make.zipped({"Index/Document.iwa": "x"}), "not-a-table", file="data.xlsx"
    ),
    Refused(
        "archive of tables",
        lambda: make.zipped({"submissions.csv": "a,b\n1,2\n"}),
        "archive",
        file="data.csv",
    ),
    Refused("other archive", lambda: b"\x1f\x8b\x08\x00rest", "archive"),
    Refused("JSON", lambda: b'[{"a": 1}, {"a": 2}]', "not-a-table"),
    Refused(
        "XML Spreadsheet 2003",
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "not-a-table",
        file="data.xls",
    ),
    Refused(
        "web archive",
        lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html/>",
        "not-a-table",
        file="data.xls",
    ),
    Refused(
        "page of a login",
        lambda: b"<!DOCTYPE html><html><body>Please log in</body></html>",
        "not-a-table",
        file="data.xls",
    ),
    Refused("SPSS", lambda: b"$FL2@(#) SPSS DATA FILE", "not-a-table"),
    Refused(
        "SQLite without its address",
        lambda: b"SQLite format 3\x00" + b"\0" * 100,
        "database-file",
        words=["sqlite:///data.csv"],
    ),
    Refused("unknown ending", lines("a;b", "1;2"), "type-unknown", file="data.docx"),
    Refused(
        "lock file of Excel",
        lambda: b"\x05Aigul" + b" " * 50 + b"\x05\x00A\x00i\x00g\x00u\x00l\x00",
        "nul-bytes",
        1,
        file="~$data.xlsx",
    ),
    # Workbooks
    Refused("password, old", lambda: make.plain_xls(SIMPLE, protected=True), "password", file="data.xls"),
    Refused("password, new", lambda: make.compound("EncryptedPackage", b"x"), "password", file="data.xlsx"),
    Refused("password, OpenDocument", lambda: make.ods(SIMPLE, encrypted=True), "password", file="data.ods"),
    Refused("cut in the middle", lambda: make.xlsx(Лист=SIMPLE)[:2000], "file-damaged", file="data.xlsx"),
    Refused("a damaged part", damaged_part, "file-damaged", file="data.xlsx", place="Лист"),
    Refused("unpacks to 600 times its size", bomb, "unpacks-too-large", file="data.xlsx"),
    Refused(
        "entities of its own",
        lambda: make.raw_xlsx(first_row("&x;"), before='<!DOCTYPE x [<!ENTITY x "y">]>'),
        "xml-unsafe",
        file="data.xlsx",
        place="Лист1",
    ),
    Refused(
        "external entities",
        lambda: make.raw_xlsx(
            first_row("&x;"), before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        ),
        "xml-unsafe",
        file="data.xlsx",
        place="Лист1",
    ),
    Refused(
        "a stray cell at the far end",
        lambda: make.raw_xlsx(
            first_row("код") + '<row r="1048576">' + make.inline("XFD1048576", "x") + "</row>"
        ),
        "cells-far",
        1048576,
        file="data.xlsx",
        place="Лист1",
    ),
    Refused(
        "repeated cells of OpenDocument",
        lambda: make.ods(
            SIMPLE,
            tail='<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/></table:table-row>',
        ),
        "cells-far",
        1000003,
        file="data.ods",
    ),
    Refused(
        "a million blank rows and columns before the last cell of OpenDocument",
        lambda: make.ods(
            SIMPLE,
            tail='<table:table-row table:number-rows-repeated="1000000"/><table:table-row><table:table-cell '
            'table:number-columns-repeated="1000"/><table:table-cell office:value-type="float" office:value="1"/></table:table-row>',
        ),
        "cells-far",
        1000004,
        file="data.ods",
    ),
    Refused(
        "OpenDocument whose last tag is lost",
        lambda: make.ods(SIMPLE, end="</table:tabl>"),
        "file-damaged",
        file="data.ods",
    ),
    Refused(
        "a stray cell written in an odd way",
        lambda: make.raw_xlsx(
            first_row("код") + "<row r='2'><c t=\"inlineStr\" r='XFD1048576'><is><t>x</t></is></c></row>"
        ),
        "cells-far",
        1048576,
        file="data.xlsx",
        place="Лист1",
    ),
    Refused(
        "a cell beyond the last row of Excel",
        lambda: make.raw_xlsx(first_row("код") + '<row r="2">' + make.inline("A99999999", "x") + "</row>"),
        "file-damaged",
        file="data.xlsx",
        place="Лист1",
    ),
    Refused(
        "a row beyond the last one of Excel",
        lambda: make.raw_xlsx(
            first_row("код") + '<row r="4294967295"><c t="inlineStr"><is><t>x</t></is></c></row>'
        ),
        "file-damaged",
        file="data.xlsx",
        place="Лист1",
    ),
    Refused(
        "a stray cell in a sheet whose part is misnamed",
        lambda: make.raw_xlsx(
            first_row("код") + '<row r="1048576">' + make.inline("XFD1048576", "x") + "</row>",
            target="../xl/worksheets/sheet1.xml",
        ),
        "cells-far",
        1048576,
        file="data.xlsx",
        place="Лист1",
    ),
    Refused(
        "a formula without a value",
        book(Лист=[["код", "n"], ["а1", "=1+1"]]),
        "formula-unstored",
        2,
        "n",
        file="data.xlsx",
        place="Лист",
    ),
    Refused(
        "a score that became a day",
        book(Лист=[["код", "балл"], ["а1", 4], ["а2", date(2024, 4, 3)], ["а3", 5]]),
        "date-among-numbers",
        3,
        "балл",
        file="data.xlsx",
        place="Лист",
    ),
    Refused(
        "a score of scores that became a day",
        book(Лист=[["код", "балл"], ["а1", "15/15"], ["а2", date(2024, 4, 3)], ["а3", "14/15"]]),
        "date-among-numbers",
        3,
        "балл",
        file="data.xlsx",
        place="Лист",
    ),
    Refused(
        "an age band that became a day",
        book(Лист=[["код", "возраст"], ["а1", "13-17"], ["а2", date(2024, 12, 10)], ["а3", "18-29"]]),
        "date-among-numbers",
        3,
        "возраст",
        file="data.xlsx",
        place="Лист",
    ),
    Refused(
        "a sheet for each region",
        book(Атырау=SIMPLE, Шымкент=SIMPLE),
        "sheets-several",
        file="data.xlsx",
        words=["Атырау, Шымкент", 'sheet = "*"'],
    ),
    Refused(
        "sheets with different headings",
        book(Атырау=SIMPLE, Шымкент=[["код", "m"], ["а", 1]]),
        "sheets-differ",
        1,
        "n",
        file="data.xlsx",
        sheet="*",
        place="Шымкент",
    ),
    Refused(
        "no such sheet", book(Лист=SIMPLE), "sheet-missing", file="data.xlsx", sheet="Итоги", words=["Лист"]
    ),
    Refused("an empty sheet", book(Лист=[]), "file-empty", file="data.xlsx", place="Лист"),
    Refused(
        "3,000 columns",
        book(Лист=[[f"c{n}" for n in range(3000)], [1] * 3000]),
        "columns-many",
        file="data.xlsx",
        place="Лист",
    ),
    Refused(
        "a name twice in a workbook",
        book(Лист=[["n", "n"], [1, 2]]),
        "column-twice",
        1,
        "n",
        file="data.xlsx",
        place="Лист",
    ),
    Refused(
        "a workbook of numbers only",
        book(Лист=[[1, 2], [3, 4]]),
        "header-missing",
        1,
        file="data.xlsx",
        place="Лист",
    ),
    Refused("an old workbook cut", lambda: make.xls(Лист=SIMPLE)[:1500], "file-damaged", file="data.xls"),
    Refused("Parquet cut", lambda: b"PAR1" + b"\0" * 50 + b"PAR1", "file-damaged", file="data.parquet"),
]


@dataclass(frozen=True)
class Values:
    """A column of a type: its texts, and the value of each, or the reason why one is refused."""

    name: str
    kind: str
    texts: Sequence[str]
    values: Sequence[Any] = ()
    refused: str = ""
    because: str = ""
    decimal: str = ""
    point_is_sure: bool = True
    epoch: int = 1900


DAY = date(2024, 5, 31)
NUMBERS = "expected a number, found"
DAYS = "expected a date such as"

VALUES = [
    Values(
        "blanks between thousands",
        "number",
        ["1 206 432", "1\u00a0206", "1\u202f206", "1\u2009206"],
        [1206432, 1206, 1206, 1206],
    ),
    Values("apostrophes between thousands", "number", ["1'206'432", "1’206"], [1206432, 1206]),
    Values("decimal comma", "number", ["4,5", "12,75"], [4.5, 12.75]),
    Values("decimal point", "number", ["4.5", "12.75"], [4.5, 12.75]),
    Values("comma is decimal elsewhere", "number", ["1,234", "0,5"], [1.234, 0.5]),
    Values("point is decimal elsewhere", "number", ["1,234", "0.5"], [1234, 0.5]),
    Values("comma sets thousands apart elsewhere", "number", ["1,234", "1,206,432"], [1234, 1206432]),
    Values(
        "points between thousands, comma decimal",
        "number",
        ["1.206.432", "1.234,5", "7.500"],
        [1206432, 1234.5, 7500],
    ),
    Values("the file decides", "number", ["1,234"], [1.234], decimal=","),
    Values("the file decides the other way", "number", ["1,234"], [1234], decimal="."),
    Values("a point of a program", "number", ["2.464", "3.105"], [2.464, 3.105]),
    Values(
        "nobody decides the comma",
        "number",
        ["1,234", "5"],
        refused="1,234",
        because="could be 1234 or 1.234",
    ),
    Values(
        "nobody decides the point",
        "number",
        ["1.234", "5"],
        refused="1.234",
        because="could be 1234 or 1.234",
        point_is_sure=False,
    ),
    Values("both at once", "number", ["1,234", "0,5", "1,206,432"], refused="1,234", because="could be"),
    Values("after set-apart thousands a comma is decimal", "number", ["1 206,125"], [1206.125]),
    Values("minus below zero is refused for counts", "number", ["-5"], refused="-5", because="from 0 up"),
    Values("percent signs", "percent", ["92,03%", "92.5 %", "100"], [92.03, 92.5, 100]),
    Values("a fraction among percent signs", "percent", ["92%", "0,92"], refused="0,92", because="fraction"),
    Values("more than a hundred percent", "percent", ["120%"], refused="120%", because="from 0 to 100"),
    Values("about", "number", ["≈2000"], refused="≈2000", because=NUMBERS),
    Values("a unit behind", "integer", ["25 чел."], refused="25 чел.", because=NUMBERS),
    Values("a range", "integer", ["3-4"], refused="3-4", because=NUMBERS),
    Values("more than", "integer", ["2000-нан астам"], refused="2000-нан астам", because=NUMBERS),
    Values("a score out of ten", "number", ["8 / 10"], refused="8 / 10", because=NUMBERS),
    Values("digits apart by mistake", "integer", ["12 5"], refused="12 5", because=NUMBERS),
    Values("an error of a formula", "number", ["#DIV/0!"], refused="#DIV/0!", because=NUMBERS),
    Values(
        "missing in three languages",
        "integer",
        ["5", "-", "–", "н/д", "нет данных", "жоқ", "дерек жоқ", "N/A", "#N/A", "..."],
        [5, *[None] * 9],
    ),
    Values("in answers жоқ is an answer", "code", ["жоқ", "иә", "-"], ["жоқ", "иә", None]),
    Values("check boxes", "integer", ["TRUE", "FALSE", "ИСТИНА"], [1, 0, 1]),
    Values(
        "days of all tools",
        "date",
        [
            "2024-05-31",
            "31.05.2024",
            "31.05.2024 9:05:00",
            "2024/05/31 9:05:00 AM GMT+5",
            "31.05.2024ж.",
            "31.05.2024 г.",
        ],
        [DAY] * 6,
    ),
    Values(
        "days in words",
        "date",
        [
            "31 мая 2024 г.",
            "31 мамыр 2024ж.",
            "31 мамыр 2024 жыл",
            "2024 жылғы 31 мамыр",
            "2024 ж. 31 мамыр",
            "May 31, 2024",
            "31 May 2024",
            "2024 жылдың 31 мамырында",
        ],
        [DAY] * 8,
    ),
    Values(
        "short months",
        "date",
        ["27 қараша 2020ж.", "5 сент. 2024", "01-Apr-2024", "3 маусымда 2024 жылы"],
        [date(2020, 11, 27), date(2024, 9, 5), date(2024, 4, 1), date(2024, 6, 3)],
    ),
    Values("day first", "date", ["03/04/2024", "25/04/2024"], [date(2024, 4, 3), date(2024, 4, 25)]),
    Values("month first", "date", ["03/04/2024", "04/25/2024 9:05"], [date(2024, 3, 4), date(2024, 4, 25)]),
    Values(
        "day first with dashes", "date", ["03-04-2024", "25-04-2024"], [date(2024, 4, 3), date(2024, 4, 25)]
    ),
    Values(
        "nobody decides day and month",
        "date",
        ["03/04/2024", "05/06/2024"],
        refused="03/04/2024",
        because="which is the day",
    ),
    Values(
        "both orders in one column",
        "date",
        ["25/04/2024", "04/25/2024", "03/04/2024"],
        refused="03/04/2024",
        because="which is the day",
    ),
    Values("the same either way", "date", ["05/05/2024"], [date(2024, 5, 5)]),
    Values("serial days", "date", ["45443", "45444.5"], [DAY, date(2024, 6, 1)]),
    Values("serial days of 1904", "date", ["43981"], [DAY], epoch=1904),
    Values("a serial day among others", "date", ["2024-05-31", "45443"], refused="45443", because=DAYS),
    Values(
        "a moment of the world, before March 2024",
        "date",
        ["2024-02-28T18:30:00Z", "2024-02-28T17:59:00Z"],
        [date(2024, 2, 29), date(2024, 2, 28)],
    ),
    Values(
        "a moment of the world, after",
        "date",
        ["2024-05-30T19:00:00Z", "2024-05-30T18:59:00.000Z", "2024-05-31T01:00:00+05:00"],
        [DAY, date(2024, 5, 30), DAY],
    ),
    Values("a moment without a zone stays", "date", ["2024-05-31T23:59:00"], [DAY]),
    Values("two digits of a year", "date", ["31.05.24"], refused="31.05.24", because=DAYS),
    Values("no such day", "date", ["30.02.2024"], refused="30.02.2024", because="no such day"),
    Values("a month alone", "date", ["май 2024"], refused="май 2024", because=DAYS),
    Values("several days", "date", ["4-6 маусым 2020 жыл"], refused="4-6 маусым 2020 жыл", because=DAYS),
    Values("missing days", "date", ["31.05.2024", "нет данных", "-"], [DAY, None, None]),
]
