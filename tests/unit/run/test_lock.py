"""One run at a time for each output folder, whoever else works elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from evaltools.errors import LockedError, StorageError
from evaltools.run import lock
from evaltools.run.ledger import folder_for
from evaltools.run.lock import holding
from tests.runs import ROOT


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for each test."""
    monkeypatch.setenv("EVALTOOLS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_second_run_is_refused_with_who_holds(tmp_path: Path) -> None:
    """The message names the folder, the process and when it started; another folder is free."""
    out = tmp_path / "out"
    with holding(out):
        who = rf"Another run holds .*out \(process {os.getpid()}, started 20"
        with pytest.raises(LockedError, match=who), holding(out):
            pass
        with holding(tmp_path / "other"):
            pass
    with holding(out):
        pass


def test_the_same_folder_by_another_name_is_the_same(tmp_path: Path) -> None:
    """A link or a way round leads to the same lock."""
    (tmp_path / "out").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "out")
    with holding(tmp_path / "out"), pytest.raises(LockedError), holding(tmp_path / "link" / ".." / "out"):
        pass


def test_a_holder_that_cannot_be_read_still_holds(tmp_path: Path) -> None:
    """The lock counts, not the note beside it."""
    out = tmp_path / "out"
    with holding(out):
        (folder_for(out) / "holder.json").write_text("{", encoding="utf-8")
        with pytest.raises(LockedError, match="a run that has just started"), holding(out):
            pass


def test_the_lock_of_a_process_that_died_is_free(tmp_path: Path) -> None:
    """Its note is still there; nobody has to remove anything by hand."""
    out = tmp_path / "out"
    code = (
        "import os, pathlib, sys\nfrom evaltools.run.lock import holding\n"
        "with holding(pathlib.Path(sys.argv[1])):\n    os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", code, str(out)]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == -9
    assert (folder_for(out) / "holder.json").is_file()
    with holding(out):
        pass
    assert not (folder_for(out) / "holder.json").exists()


def test_nothing_lies_in_the_output(tmp_path: Path) -> None:
    """What is sent has no lock in it, and a run that finds nothing to do makes no folder."""
    with holding(tmp_path / "out"):
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("what", ["lock", "note"])
def test_a_full_cache_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Neither a traceback nor a run without a lock: the sentence names the place, and the lock is given up."""
    full = OSError(28, "No space left on device")

    def fail(*_: object, **__: object) -> None:
        raise full if what == "lock" else StorageError("holder.json could not be written: the disk is full.")

    with monkeypatch.context() as patch:
        if what == "lock":
            patch.setattr(lock.FileLock, "acquire", fail)
        else:
            patch.setattr(lock, "write", fail)
        with pytest.raises(StorageError, match=r"No space|the disk is full"), holding(tmp_path / "out"):
            pytest.fail("the run went on")
    with holding(tmp_path / "out"):
        pass
