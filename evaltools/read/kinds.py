"""What a file is, by its first bytes: names lie more often than contents."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NoReturn

from evaltools.language import mark
from evaltools.read.desk import Desk
from evaltools.read.parsing import refuse_damaged, refuse_protected

#: What a name promises, to say when the content is something else.
PROMISED = {
    ".csv": "text",
    ".txt": "text",
    ".tsv": "text",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".parquet": "parquet",
}

#: First bytes of a Parquet file.
PARQUET = b"PAR1"
_MAGIC = (
    (PARQUET, "parquet"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "document"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"$FL2", "statistics"),
    (b"$FL3", "statistics"),
    (b"<stata_dta>", "statistics"),
    (b"ARROW1", "statistics"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes) -> str:
    """What a file is by its content.

    Returns
    -------
    str
        `text`, `xlsx`, `ods`, `xls`, `html`, `parquet`, or something that is
        not read: `empty`, `xlsb`, `password`, `document`, `archive`, `pdf`,
        `image`, `numbers`, `xml`, `json`, `statistics`, `sqlite`, `broken-zip`.

    Examples
    --------
    >>> kind_of(b"a;b\\n1;2\\n"), kind_of(b"%PDF-1.7"), kind_of(b"")
    ('text', 'pdf', 'empty')
    """
    blank = b"\x00\t\n\r \xef\xbb\xbf"
    if not data[:4096].strip(blank) and not data.strip(blank):
        return "empty"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(_OLE):
        return _of_compound_file(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(data)
    return _of_markup(data[:4096])


def _of_compound_file(data: bytes) -> str:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return "password"
    if has("WordDocument") or has("PowerPoint Document"):
        return "document"
    # The list of what is inside stands at the end in many workbooks, where a cut takes it away.
    return "xls"


def _of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {each.filename for each in archive.infolist()}
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                if b"opendocument.spreadsheet" in archive.read("mimetype"):
                    return "ods"
                return "document"
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "broken-zip"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "xl/workbook.xml" in names or any(name.startswith("xl/worksheets/") for name in names):
        return "xlsx"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "document"
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names) or "Index.zip" in names:
        return "numbers"
    return "archive"


def _of_markup(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = head.decode("utf-16", errors="replace").encode()
    else:
        plain = head.removeprefix(b"\xef\xbb\xbf")
    plain = plain.lstrip().lower()
    if plain.startswith(b"mime-version:") or b"\nmime-version:" in plain[:500]:
        return "web-archive"
    if plain.startswith(b"<") and re.search(rb"<(!doctype html|html|table|body|meta|head)\b", plain):
        return "html"
    if plain.startswith(b"<?xml") or b"urn:schemas-microsoft-com:office:spreadsheet" in plain:
        return "xml"
    if re.match(rb"[\[{]\s*[\"{\[]", plain) and b'":' in plain.replace(b'" :', b'":'):
        return "json"
    return "text"


def refuse_kind(desk: Desk, kind: str) -> NoReturn:
    """Refuse a file that is no table, with its own sentence."""
    save = mark("Open it in Excel and save the table as .xlsx, or as “CSV UTF-8”.")
    match kind:
        case "empty":
            desk.refuse(
                "file-empty",
                mark(
                    "{place}: the first row is empty, and so are all others. Expected the names of the columns there."
                ),
                mark("Ask for it again, or take it out of project.toml."),
            )
        case "password":
            refuse_protected(desk)
        case "xlsb":
            desk.refuse(
                "type-unknown",
                mark("{place}: files of the type “{suffix}” cannot be read."),
                mark("Save it as .xlsx or .csv."),
                suffix=".xlsb",
            )
        case "pdf":
            desk.refuse("not-a-table", mark("{place}: this is a PDF, not a table."), _ASK)
        case "image":
            desk.refuse("not-a-table", mark("{place}: this is a picture, not a table."), _ASK)
        case "document":
            desk.refuse(
                "not-a-table", mark("{place}: this is a text document or a presentation, not a table."), _ASK
            )
        case "numbers":
            desk.refuse(
                "not-a-table",
                mark("{place}: this is a document of Apple Numbers."),
                mark("In Numbers choose “Export to”, “Excel”, and send the .xlsx file."),
            )
        case "archive":
            desk.refuse(
                "archive",
                mark("{place}: this is an archive, not a table."),
                mark("Unpack it, and name the file inside it in project.toml."),
            )
        case "broken-zip":
            refuse_damaged(desk)
        case "sqlite":
            desk.refuse(
                "database-file",
                mark("{place}: this is an SQLite database."),
                mark("Write it in project.toml as “sqlite:///{file}”, with the table as sheet."),
            )
        case "json":
            desk.refuse("not-a-table", mark("{place}: this is JSON, not a table."), _ASK)
        case "xml":
            desk.refuse(
                "not-a-table", mark("{place}: this is an XML file (“XML Spreadsheet 2003” or other)."), save
            )
        case "web-archive":
            desk.refuse("not-a-table", mark("{place}: this is a web page saved as one file."), save)
    desk.refuse("not-a-table", mark("{place}: this is a file of a statistics program."), _ASK)


_ASK = mark("Ask for the table itself as .xlsx or “CSV UTF-8”.")


def announce(desk: Desk, suffix: str, kind: str) -> None:
    """Say where a file is not what its name says."""
    if PROMISED.get(suffix, kind) == kind:
        return
    names = {
        "text": mark("a text file"),
        "xlsx": mark("an Excel workbook (.xlsx)"),
        "xls": mark("an old Excel workbook (.xls)"),
        "ods": mark("an OpenDocument table (.ods)"),
        "html": mark("a web page with a table"),
        "parquet": mark("a Parquet file"),
    }
    desk.note(
        "other-format",
        mark("{place}: by its content this is {kind}; it was read as such."),
        kind=desk.language.text(names[kind]),
    )
