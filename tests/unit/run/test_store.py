"""Files: whole or not at all, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import os
import stat
from pathlib import Path

import pytest

from evaltools.errors import StorageError
from evaltools.run import store


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk costs the new file, never the good one, and leaves nothing half-written."""
    file = tmp_path / "a.html"
    store.write(file, "good")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="the disk is full"):
        store.write(file, "new")
    assert file.read_text(encoding="utf-8") == "good"
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_a_process_that_is_told_to_end_leaves_nothing_unfinished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end may come between two lines of a write."""

    def end(handle: int) -> None:
        raise SystemExit

    monkeypatch.setattr(os, "fsync", end)
    with pytest.raises(SystemExit):
        store.write(tmp_path / "a.html", "new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_held_open_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel on Windows holds files: the sentence says to close it."""

    def held(source: object, target: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(StorageError, match=r"results\.csv.*Excel"):
        store.write(tmp_path / "results.csv", "x")
    assert list(tmp_path.iterdir()) == []


def test_a_file_out_of_date_goes_or_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Removing what is not there is no fault; what Excel holds open is named, with what to do."""
    file = tmp_path / "a.xlsx"
    store.remove(file)
    file.write_bytes(b"x")
    store.remove(file)
    assert not file.exists()

    def held(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "unlink", held)
    store.remove(file)
    file.write_bytes(b"x")
    with pytest.raises(StorageError, match=r"a\.xlsx is out of date.*Excel"):
        store.remove(file)


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_published_files_can_be_read_by_others(tmp_path: Path) -> None:
    """A temporary file's narrow permissions do not stay on a published one."""
    store.write(tmp_path / "a.html", "x")
    assert stat.S_IMODE((tmp_path / "a.html").stat().st_mode) == 0o644


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd|x", "@SUM(A1)", "\tx", "=HYPERLINK(1)"])
def test_text_never_becomes_a_formula(text: str) -> None:
    """What a spreadsheet would run gets an apostrophe."""
    assert (
        next(csv.reader(io.StringIO(store.csv_text(["a"], [{"a": text}]).splitlines()[1])))[0] == f"'{text}"
    )


@pytest.mark.parametrize("value", [-2, -2.5, "-2", "+3", "-1.5e3"])
def test_numbers_stay_numbers(value: object) -> None:
    """Negative and signed numbers are not taken for formulas."""
    assert store.csv_text(["a"], [{"a": value}]).splitlines()[1] == str(value)


def test_whole_numbers_have_no_decimals_and_nothing_is_blank() -> None:
    """8884.0 is written 8884, what has no value is an empty cell, and the file opens as UTF-8."""
    text = store.csv_text(["a", "b", "c"], [{"a": 8884.0, "b": None, "c": float("nan")}])
    assert text == "\ufeffa,b,c\n8884,,\n"
