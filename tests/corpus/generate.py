"""Files as people really have them, made anew for each test: the same bytes every time.

Nothing here is anybody's data. Workbooks are written with openpyxl where it
can, and by hand where a fault is wanted that no program would write.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.styles import PatternFill

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
) -> bytes:
    """A workbook of one sheet whose XML is given as it stands."""
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="Лист1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-8"?>{before}<{prefix}worksheet xmlns{":" + prefix[:-1] if prefix else ""}="{MAIN}"><{prefix}sheetData>{cells}</{prefix}sheetData>{after}</{prefix}worksheet>',
        }
        | dict(extra or {})
    )


def inline(place: str, text: str) -> str:
    """A cell with its text in place."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods(rows: Rows, *, encrypted: bool = False, tail: str = "") -> bytes:
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
            f'<office:spreadsheet><table:table table:name="Лист1">{"".join(lines)}{tail}</table:table>'
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


def xls(rows: Rows) -> bytes:
    """A workbook of Excel 97 with one sheet."""

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
        + record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
        + cells
        + record(0x000A, b"")
    )
    name = struct.pack("<BB", 5, 1) + "Лист1".encode("utf-16-le")
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + record(
        0x0042, struct.pack("<H", 1200)
    )
    bound = len(start) + len(record(0x0085, struct.pack("<IBB", 0, 0, 0) + name)) + 4
    book = start + record(0x0085, struct.pack("<IBB", bound, 0, 0) + name) + record(0x000A, b"")
    return compound("Workbook", book + sheet)


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
