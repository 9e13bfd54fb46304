"""Files made to do harm cost one pass and bounded memory, and end in a sentence."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from evaltools.read import FileDataError, read_table
from tests.corpus import generate as make

#: Seconds: far above what they take, far below what going back over them would cost.
PATIENCE = 60
FILES: dict[str, Callable[[], bytes]] = {
    "comments.xls": lambda: b"<html><table>" + b"<!--" * 300_000,
    "tags.xls": lambda: b"<html><table>" + b"<td " * 300_000,
    "cells.xls": lambda: b"<html><table>" + b"<td>" * 300_000,
    "tables.xls": lambda: b"<html>" + b"<table>" * 200_000,
    "spans.xls": lambda: b"<html><table>" + b"<tr><td rowspan=1000 colspan=1000>x</td></tr>" * 1000,
    "open.xlsx": lambda: make.raw_xlsx("<c " * 1_500_000),
    "formulas.xlsx": lambda: make.raw_xlsx(
        '<row r="1">' + "".join(f'<c r="A{n}"><f>' for n in range(100_000))
    ),
    "quotes.csv": lambda: b"a;b\n" + b'"x;1\n' * 200_001,
    "delimiters.csv": lambda: b"a;b\n" + b";" * 5_000_000,
    "blanks.csv": lambda: b"a;b\n" + b"\n" * 300_000 + b"1;2;3\n",
}


@pytest.mark.parametrize("name", FILES)
def test_harmful_files_are_refused_in_time(name: str, tmp_path: Path) -> None:
    """No search goes back over what it has seen, and nothing is laid out that is only declared."""
    (tmp_path / name).write_bytes(FILES[name]())
    start = time.perf_counter()
    with pytest.raises(FileDataError, match=f"^{name}"):
        read_table(tmp_path, name)
    assert time.perf_counter() - start < PATIENCE


def test_a_million_formatted_rows_are_no_rows(tmp_path: Path) -> None:
    """Excel keeps the format of rows that were emptied; they are passed over."""
    cells = "".join(
        f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(3, 300_000)
    )
    head = f'<row r="1">{make.inline("A1", "код")}</row><row r="2">{make.inline("A2", "а1")}</row>'
    (tmp_path / "data.xlsx").write_bytes(make.raw_xlsx(head + cells))
    raw = read_table(tmp_path, "data.xlsx")
    assert (raw.frame["код"].tolist(), raw.rows_read) == (["а1"], 1)
