"""Whatever happens to a file on its way, it is read with every row accounted for, or refused in a sentence."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaltools.read import FileDataError, RawTable, read_table
from tests.corpus import generate as make

ROWS = [
    ["код", "область", "пол", "балл"],
    *[
        [f"а{n}", ("Атырау облысы", "Шымкент", "Ұлытау облысы")[n % 3], "әйел", f"{n % 10},5"]
        for n in range(40)
    ],
]
TYPED = [ROWS[0], *[[*row[:3], float(row[3].replace(",", "."))] for row in ROWS[1:]]]
FILES = {
    "data.csv": make.csv(ROWS),
    "comma.csv": make.csv(ROWS, delimiter=",", quote='"', end="\n"),
    "windows.csv": make.csv(ROWS, encoding="kz1048"),
    "wide.txt": make.csv(ROWS, delimiter="\t", encoding="utf-16"),
    "book.xlsx": make.xlsx(Лист=TYPED),
    "raw.xlsx": make.raw_xlsx(
        '<row r="1">'
        + make.inline("A1", "код")
        + make.inline("B1", "n")
        + "</row>"
        + "".join(
            f'<row r="{n}">{make.inline(f"A{n}", "а")}<c r="B{n}"><f>1</f><v>1</v></c></row>'
            for n in range(2, 40)
        )
    ),
    "old.xls": make.xls(Лист=TYPED),
    "plain.xls": make.plain_xls(TYPED),
    "open.ods": make.ods(TYPED),
    "page.xls": make.html(ROWS),
    "columns.parquet": make.parquet(TYPED),
    "packed.parquet": make.parquet(TYPED, compression="zstd"),
}
DATABASE = make.sqlite(TYPED)
#: Seconds that any small file may take.
PATIENCE = 30
SLOW = bool(os.environ.get("EVALTOOLS_TEST_SLOW"))
FEW = settings(
    max_examples=1000 if SLOW else 30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)


def tried(name: str, data: bytes) -> RawTable | None:
    """What reading gives: a table, or nothing where it was refused with a place."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        start = time.perf_counter()
        try:
            raw = read_table(Path(folder), name)
        except FileDataError as error:
            assert str(error).startswith(name)
            assert error.finding.code
            return None
        finally:
            assert time.perf_counter() - start < PATIENCE
    assert raw.rows_read == raw.reading.rows_read
    if raw.reading.format == "text":
        assert raw.reading.rows_read == counted(raw, data)
    return raw


def counted(raw: RawTable, data: bytes) -> int:
    """Rows with any cell under the headings, counted in another way."""
    encoding = raw.reading.encoding
    text = data.decode(
        "utf-16" if encoding.startswith("utf-16") and data[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding
    )
    text = text.removeprefix("\ufeff")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=raw.reading.delimiter or "\x1f")
    blanks = " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u2007\u202f\u200b\ufeff\u3000"
    filled = [n for n, row in enumerate(rows, 1) if any(cell.strip(blanks) for cell in row)]
    return sum(n > raw.reading.header_rows[-1] for n in filled)


@pytest.mark.parametrize("name", FILES)
def test_good_files_are_read(name: str) -> None:
    """The files that are mutated below are good ones."""
    raw = tried(name, FILES[name])
    assert raw is not None
    assert raw.reading.rows_read >= 38


@pytest.mark.parametrize("name", FILES)
@FEW
@given(data=st.data())
def test_flipped_bytes(name: str, data: st.DataObject) -> None:
    """Bytes that were changed give other cells or a refusal, never anything else."""
    content = bytearray(FILES[name])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    tried(name, bytes(content))


_ATTRIBUTE, _TAG, _TEXT = re.compile(rb'"([^"]*)"'), re.compile(rb"(<[^>]*>)"), re.compile(rb">([^<]+)<")
_ODD = (
    b"",
    b"0",
    b"-1",
    b"1048576",
    b"2147483647",
    b"4294967295",
    b"9" * 20,
    b"1e308",
    b"XFD1048576",
    b"AAAAAAA1",
)
_STRAY = (b"<", b"&", b'"', b'<c r="XFD1048576"><v>1</v></c>', b"</row>", b'<row r="1048576">', b"<!--")


def changed(content: bytes, data: st.DataObject) -> bytes:
    """One part of a package with one thing in its XML changed."""
    how = data.draw(st.sampled_from(["attribute", "text", "tag", "stray", "byte"]))
    pattern = {"attribute": _ATTRIBUTE, "text": _TEXT, "tag": _TAG}.get(how)
    if pattern is not None:
        found = list(pattern.finditer(content))
        if not found:
            return content
        match = data.draw(st.sampled_from(found))
        new = (
            match[1] * data.draw(st.sampled_from([0, 2, 50]))
            if how == "tag"
            else data.draw(st.sampled_from(_ODD))
        )
        return content[: match.start(1)] + new + content[match.end(1) :]
    place = data.draw(st.integers(0, len(content)))
    if how == "stray":
        return content[:place] + data.draw(st.sampled_from(_STRAY)) + content[place:]
    return content[:place] + bytes([data.draw(st.integers(0, 255))]) + content[place + 1 :]


@pytest.mark.parametrize("name", ["book.xlsx", "raw.xlsx", "open.ods"])
@FEW
@given(data=st.data())
def test_changed_parts_of_packages(name: str, data: st.DataObject) -> None:
    """XML that was changed inside its package, where no checksum tells."""
    with zipfile.ZipFile(io.BytesIO(FILES[name])) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    for part in data.draw(
        st.lists(st.sampled_from([each for each in parts if each != "mimetype"]), min_size=1, max_size=3)
    ):
        parts[part] = changed(parts[part], data)
    tried(name, make.zipped(parts))


@FEW
@given(data=st.data())
def test_flipped_bytes_of_a_database(data: st.DataObject) -> None:
    """A damaged SQLite file gives all its rows or a refusal."""
    content = bytearray(DATABASE)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "base.db").write_bytes(content)
        try:
            raw = read_table(Path(folder), "sqlite:///base.db")
        except FileDataError as error:
            assert error.finding.code
        else:
            assert raw.rows_read == len(TYPED) - 1


@pytest.mark.parametrize("name", FILES)
@FEW
@given(data=st.data())
def test_cut_files(name: str, data: st.DataObject) -> None:
    """A file that was not sent to its end, or lost its beginning or middle."""
    content = FILES[name]
    first, last = sorted(data.draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
    tried(
        name, data.draw(st.sampled_from([content[:first], content[first:], content[:first] + content[last:]]))
    )


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith((".csv", ".txt"))])
@FEW
@given(data=st.data())
def test_rows_twice_and_pieces_twice(name: str, data: st.DataObject) -> None:
    """Rows that stand twice are read twice; pieces that stand twice are counted like any others."""
    content = FILES[name]
    first, last = sorted(data.draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
    tried(name, content[:last] + content[first:last] + content[last:])
    rows = [*ROWS, *data.draw(st.lists(st.sampled_from(ROWS[1:]), max_size=20))]
    raw = tried("data.csv", make.csv(rows))
    assert raw is not None
    assert raw.frame.to_numpy().tolist() == rows[1:]


@FEW
@given(
    first=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048"]),
    wrong=st.sampled_from(["", "cp1251", "latin-1", "cp1252", "cp866"]),
)
def test_encoded_again(first: str, wrong: str) -> None:
    """A file read in the wrong encoding and saved again is refused or mended; its cells are right if it is read."""
    content = make.csv(ROWS, encoding=first)
    if wrong:
        content = content.decode(wrong, errors="replace").encode()
    raw = tried("data.csv", content)
    if not wrong:
        assert raw is not None
    if raw is not None and first != "kz1048":
        assert raw.frame.to_numpy().tolist() == ROWS[1:]


CELLS = st.text(alphabet="аәқбY 1,;\t|\"\n'.?«№", max_size=6)


@FEW
@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_text(rows: list[list[str]], end: str) -> None:
    """Rows of any lengths with signs of all kinds in them."""
    for delimiter in ";,":
        tried("data.csv", end.join(delimiter.join(row) for row in rows).encode())


@FEW
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_well_quoted_tables_come_back(rows: list[tuple[str, str, str]]) -> None:
    """What a program wrote with quotation marks where they are needed is read as it was, or refused."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=";", quoting=csv.QUOTE_ALL).writerows([("h1", "h2", "h3"), *rows])
    raw = tried("data.csv", made.getvalue().encode())
    if raw is not None and not raw.reading.left_out and not raw.findings:
        given_rows = [[cell.strip(" \t\n") for cell in row] for row in rows]
        assert raw.frame.to_numpy().tolist() == [row for row in given_rows if any(row)]


@FEW
@given(content=st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    """Bytes without any sense, under any name."""
    for name in ("data.csv", "data.xlsx", "data.xls", "data.ods", "data.parquet"):
        tried(name, content)
