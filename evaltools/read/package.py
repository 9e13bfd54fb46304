"""A workbook's package before it is parsed: sizes and damage.

An .xlsx or .ods file is a ZIP of XML. A small one can unpack to gigabytes, so
sizes are looked at first, and parts are unpacked piece by piece.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from evaltools.language import mark
from evaltools.read.desk import Desk
from evaltools.read.extent import measure_open_document, not_too_far, refuse_entities
from evaltools.read.parsing import refuse_damaged, refuse_protected

MOST_UNPACKED = 3_000_000_000
#: A part above `SMALL` that unpacks to more than this many times its size was made to do harm.
MOST_TIMES = 200
SMALL = 5_000_000
MOST_PARTS = 10_000
_PIECE = 4_000_000

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Package:
    """An opened and weighed package of an .xlsx file."""

    archive: zipfile.ZipFile
    parts: dict[str, str]
    percent_styles: frozenset[bytes]
    epoch: int


def weigh(desk: Desk, data: bytes) -> zipfile.ZipFile:
    """Open a package and look at its sizes, without unpacking it.

    Raises
    ------
    FileDataError
        It is damaged, protected, or would unpack to far more than it seems.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except _DAMAGE:
        refuse_damaged(desk)
    if any(part.flag_bits & 1 for part in parts):
        refuse_protected(desk)
    if len({part.filename for part in parts}) < len(parts):
        refuse_damaged(desk)
    whole = sum(part.file_size for part in parts)
    swollen = [
        part
        for part in parts
        if part.file_size > SMALL and part.file_size > MOST_TIMES * max(1, part.compress_size)
    ]
    if whole > MOST_UNPACKED or len(parts) > MOST_PARTS or swollen:
        desk.refuse(
            "unpacks-too-large",
            mark("{place}: the file has {size} megabytes, but unpacks to {whole}; it was not opened."),
            mark("Copy the table into a new workbook, as values only, and save that as .xlsx."),
            size=round(len(data) / 1e6, 1),
            whole=round(whole / 1e6),
        )
    return archive


def pieces(desk: Desk, archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part of the package, unpacked piece by piece and checked on the way.

    Each piece ends before a cell or row, so that no tag is cut.

    Raises
    ------
    FileDataError
        The part is damaged, is larger than it says, or declares entities.
    """
    rest, done, prefix = b"", 0, None
    try:
        limit = archive.getinfo(name).file_size
        with archive.open(name) as part:
            while block := part.read(_PIECE):
                done += len(block)
                if done > limit:
                    refuse_damaged(desk)
                rest += block
                if prefix is None:
                    # Some programs write <x:row> for <row>.
                    found = re.search(rb"<(\w+:)(?:worksheet|sst|workbook|styleSheet)\b", rest[:4096])
                    prefix = found[1] if found else b""
                if b"<!DOCTYPE" in rest or b"<!ENTITY" in rest or rest[:2] in (b"\xff\xfe", b"\xfe\xff"):
                    refuse_entities(desk)
                if len(rest) > 60_000_000:
                    desk.refuse(
                        "cell-too-long",
                        mark("{place}: not a readable table: one cell holds {letters} letters."),
                        mark(
                            "A quotation mark may be open there. Look at the cell, and save the file again."
                        ),
                        letters=len(rest),
                    )
                cut = max(rest.rfind(b"<" + prefix + tag) for tag in (b"c ", b"row", b"si>"))
                if cut > 0:
                    yield _bare(rest[:cut], prefix)
                    rest = rest[cut:]
        yield _bare(rest, prefix or b"")
    except KeyError:
        return
    except _DAMAGE:
        refuse_damaged(desk)


def _bare(piece: bytes, prefix: bytes) -> bytes:
    return piece.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else piece


def open_package(desk: Desk, data: bytes) -> Package:
    """Weigh an .xlsx package, and find the part of each sheet."""
    archive = weigh(desk, data)
    long_texts = False
    for name in archive.namelist():
        # Strings are unpacked once here: a declared size that is a lie shows, and so do entities.
        if re.fullmatch(r"(xl/(sharedStrings|styles|workbook)\.xml|xl/_rels/workbook\.xml\.rels)", name):
            for piece in pieces(desk, archive, name):
                long_texts |= name.endswith("sharedStrings.xml") and bool(_LONG_TEXT.search(piece))
    book, relations, styles = (
        b"".join(pieces(desk, archive, name))
        for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
    )
    targets = {}
    for match in re.finditer(rb"<(?:\w+:)?Relationship\b([^<>]*)>", relations):
        given = attributes(match[1])
        targets[given.get("Id", "")] = given.get("Target", "")
    parts = {}
    for match in re.finditer(rb"<(?:\w+:)?sheet\b([^<>]*)>", book):
        given = attributes(match[1])
        target = targets.get(given.get("r:id", given.get("id", "")), "")
        parts[given.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    epoch = 1904 if re.search(rb'date1904="(?:1|true)"', book) else 1900
    package = Package(archive, parts, _percent_styles(styles), epoch)
    if long_texts:
        _not_too_often(desk, package)
    return package


#: A text of the shared ones that is worth counting, and how many letters a workbook may lay out.
_LONG_TEXT = re.compile(rb"<t\b[^<>]*>[^<]{2000}")
MOST_LETTERS = 1_000_000_000


def _not_too_often(desk: Desk, package: Package) -> None:
    """A long text is stored once and may be shown a million times: add up what would be laid out."""
    texts = b"".join(pieces(desk, package.archive, "xl/sharedStrings.xml")).split(b"<si>")[1:]
    lengths = [len(text) for text in texts]
    laid_out = 0
    for part in package.parts.values():
        for piece in pieces(desk, package.archive, part):
            for match in re.finditer(rb't="s"[^<>]*><v>(\d{1,9})</v>', piece):
                number = int(match[1])
                laid_out += lengths[number] if number < len(lengths) else 0
            if laid_out > MOST_LETTERS:
                desk.refuse(
                    "unpacks-too-large",
                    mark(
                        "{place}: the file has {size} megabytes, but unpacks to {whole}; it was not opened."
                    ),
                    mark("Copy the table into a new workbook, as values only, and save that as .xlsx."),
                    size=round(sum(each.compress_size for each in package.archive.infolist()) / 1e6, 1),
                    whole=round(laid_out / 1e6),
                )


def attributes(tag: bytes) -> dict[str, str]:
    """Attributes of a tag by name."""
    found = re.findall(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag.decode("utf-8", errors="replace"))
    return {name: html.unescape(double or single) for name, double, single in found}


def _percent_styles(styles: bytes) -> frozenset[bytes]:
    """Numbers of the cell styles that show a share as a percentage."""
    formats = {b"9", b"10"}
    for match in re.finditer(rb"<(?:\w+:)?numFmt\b([^<>]*)>", styles):
        given = attributes(match[1])
        if "%" in re.sub(r'"[^"]*"|\\.', "", given.get("formatCode", "")):
            formats.add(given.get("numFmtId", "").encode())
    block = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    found = re.findall(rb"<(?:\w+:)?xf\b([^<>]*)>", block[0]) if block else []
    return frozenset(
        str(place).encode()
        for place, each in enumerate(found)
        if attributes(each).get("numFmtId", "").encode() in formats
    )


def weigh_open_document(desk: Desk, data: bytes) -> None:
    """Look at an .ods package before it is parsed."""
    archive = weigh(desk, data)
    whole = b"".join(pieces(desk, archive, "META-INF/manifest.xml"))
    if b"encryption-data" in whole:
        refuse_protected(desk)
    try:
        with archive.open("content.xml") as part:
            extent = measure_open_document(desk, iter(lambda: part.read(_PIECE), b""))
    except (KeyError, *_DAMAGE):
        refuse_damaged(desk)
    not_too_far(desk, extent)
