"""Files as people really have them, made anew for each test: the same bytes every time.

Nothing here is anybody's data. Workbooks are written with openpyxl where it
can, and by hand where a fault is wanted that no program would write.
"""

from __future__ import annotations

import io
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import Any

import openpyxl
import pyarrow as pa
import xlwt
from openpyxl.styles import PatternFill
from pyarrow.parquet import write_table

Rows = Sequence[Sequence[Any]]
STAMP = (2024, 1, 1, 0, 0, 0)


def csv(
    rows: Rows, delimiter: str = ";", encoding: str = "utf-8", end: str = "\r\n", quote: str = ""
) -> bytes:
    """Delimited text; every cell in quotation marks where `quote` is given."""
    lines = [delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in rows]
    codec, _, errors = encoding.partition(":")
    return (end.join(lines) + end).encode(codec, errors or "strict")


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def xlsx(change: Callable[[openpyxl.Workbook], None] | None = None, /, **sheets: Rows) -> bytes:
    """A workbook with these sheets, changed afterwards."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    if change:
        change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    "</Types>"
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def raw_xlsx(
    cells: str,
    *,
    before: str = "",
    after: str = "",
    extra: Mapping[str, str | bytes] | None = None,
    prefix: str = "",
    target: str = "worksheets/sheet1.xml",
) -> bytes:
    """A workbook of one sheet whose XML is given as it stands."""
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="Лист1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="{target}"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-8"?>{before}<{prefix}worksheet xmlns{":" + prefix[:-1] if prefix else ""}="{MAIN}"><{prefix}sheetData>{cells}</{prefix}sheetData>{after}</{prefix}worksheet>',
        }
        | dict(extra or {})
    )


def inline(place: str, text: str) -> str:
    """A cell with its text in place."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods(rows: Rows, *, encrypted: bool = False, tail: str = "", end: str = "</table:table>") -> bytes:
    """An OpenDocument table as LibreOffice writes it."""
    lines = []
    for row in rows:
        cells = "".join(
            f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
            if isinstance(cell, (int, float))
            else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    manifest = (
        "<manifest:manifest>" + ("<manifest:encryption-data/>" if encrypted else "") + "</manifest:manifest>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body>'
            f'<office:spreadsheet><table:table table:name="Лист1">{"".join(lines)}{tail}{end}'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def compound(stream: str, content: bytes) -> bytes:
    """A compound file (OLE) with one stream, as old Excel and protected workbooks have."""
    content = content.ljust(4096, b"\0")
    content += b"\0" * (-len(content) % 512)
    sectors = len(content) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(stream, 2, 0xFFFFFFFF, 2, len(content))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
        + struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    ).ljust(512, b"\xff")
    # The difference table at the end of the header names the one sector of the allocation table.
    header = header[:76] + struct.pack("<I", 0) + header[80:]
    return header + fat + directory.ljust(512, b"\0") + content


def xls(change: Callable[[xlwt.Workbook], None] | None = None, /, **sheets: Rows) -> bytes:
    """A workbook of Excel 97 with these sheets, changed afterwards."""
    book = xlwt.Workbook()
    for title, rows in sheets.items():
        sheet = book.add_sheet(title, cell_overwrite_ok=True)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    if change:
        change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def plain_xls(rows: Rows, *, rows_said: int | None = None, protected: bool = False) -> bytes:
    """The least that a workbook of Excel 97 can be: one sheet, no formats, and a count of rows that nobody checked."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def text(value: str) -> bytes:
        return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")

    cells = b""
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(value, (int, float)):
                cells += record(0x0203, place + struct.pack("<d", value))
            elif value:
                cells += record(0x0204, place + text(value))
    width = max(map(len, rows))
    sheet = (
        record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
        + record(0x0200, struct.pack("<IIHHH", 0, rows_said or len(rows), 0, width, 0))
        + cells
        + record(0x000A, b"")
    )
    name = struct.pack("<BB", 5, 1) + "Лист1".encode("utf-16-le")
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + record(
        0x0042, struct.pack("<H", 1200)
    )
    if protected:
        # FILEPASS with RC4: what follows is encrypted.
        start += record(0x002F, struct.pack("<HHH", 1, 1, 1) + b"\0" * 48)
    bound = len(start) + len(record(0x0085, struct.pack("<IBB", 0, 0, 0) + name)) + 4
    book = start + record(0x0085, struct.pack("<IBB", bound, 0, 0) + name) + record(0x000A, b"")
    return compound("Workbook", book + sheet)


def parquet(rows: Rows, *, compression: str = "none") -> bytes:
    """A Parquet file of these columns, without checksums, as most writers leave it."""
    names, *body = rows
    made = io.BytesIO()
    write_table(
        pa.table(dict(zip(names, map(list, zip(*body, strict=True)), strict=True))),
        made,
        compression=compression,
    )
    return made.getvalue()


def sqlite(rows: Rows) -> bytes:
    """A database of one table."""
    names, *body = rows
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute(f"CREATE TABLE register ({', '.join(names)})")
        base.executemany(f"INSERT INTO register VALUES ({', '.join('?' * len(names))})", body)
        base.commit()
        return base.serialize()


def html(rows: Rows, *, charset: str = "utf-8", declared: bool = True, before: str = "") -> bytes:
    """A web page with a table, as many systems export under the name .xls."""
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if declared else ""
    return f"<html><head>{meta}</head><body>{before}<table>{lines}</table></body></html>".encode(charset)


def painted(book: openpyxl.Workbook) -> None:
    """Formatted cells without a value far below the table."""
    sheet = book.active
    for row in range(50, 3000):
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor="FFFF00")


def aged(book: xlwt.Workbook) -> None:
    """Days and shares by their formats, a hidden row and a hidden column."""
    sheet = book.get_sheet(0)
    day, share = xlwt.easyxf(num_format_str="DD.MM.YYYY"), xlwt.easyxf(num_format_str="0%")
    for row, (when, part) in enumerate(((date(2024, 5, 31), 0.25), (date(2024, 6, 1), 0.5)), 1):
        sheet.write(row, 1, when, day)
        sheet.write(row, 2, part, share)
    sheet.row(2).hidden = True
    sheet.col(3).hidden = True


def tucked_away(book: xlwt.Workbook) -> None:
    """The second sheet hidden."""
    book.get_sheet(1).visibility = 1


def titled(book: xlwt.Workbook) -> None:
    """The first row merged into a title."""
    book.get_sheet(0).write_merge(0, 0, 0, 1, "Отчёт центра")
