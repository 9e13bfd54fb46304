"""How the process that makes the reports ends is told apart, and what it cannot send is put into words."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import tempfile
from pathlib import Path

import pytest

from evaltools.errors import (
    ConfigurationError,
    DataError,
    LockedError,
    StorageError,
    UsageError,
)
from evaltools.run.desk import _as_told
from evaltools.run.interrupts import STOP, Interrupts
from evaltools.run.jobs import Job
from evaltools.run.outcome import Task
from evaltools.run.studio import GRACE, Forks, Studio, _how_it_ended

JOB = Job(report="mine", notebook=Path("mine.ipynb"), audience="public", language="en")
TASK = Task(job=JOB, values={}, data_hash="hash", cell_timeout=5, timeout=60)


@pytest.mark.parametrize(
    ("status", "cause", "reason"),
    [
        (signal.SIGKILL, "killed", "code cell 3: the process was killed by SIGKILL (out of memory?)"),
        (signal.SIGSEGV, "killed", "code cell 3: the process was killed by SIGSEGV"),
        (0, "process-ended", "code cell 3: the process ended with the code 0 before the notebook did"),
        (7 << 8, "process-ended", "code cell 3: the process ended with the code 7 before the notebook did"),
        (74 << 8, "storage", "there is no room for the page in the folder for temporary files"),
    ],
)
def test_how_a_child_ended(status: int, cause: str, reason: str) -> None:
    """A child without an outcome is never done, and the reason says what happened to it, and where."""
    outcome = _how_it_ended(TASK, int(status), "3", 1.5)
    assert (outcome.done, outcome.cause, outcome.seconds) == (False, cause, 1.5)
    assert outcome.reason.startswith(reason)


class Still(Studio):
    """A studio whose children do not end by themselves."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Interrupts())
        self.folder = folder
        self.killed: list[int] = []
        self.gone = False

    def begin(self, number: int, task: Task) -> None: ...

    def kill(self, number: int) -> None:
        self.killed.append(number)

    def next_ended(self, seconds: float) -> tuple[int, int] | None:
        if self.gone:
            raise EOFError
        if self.killed and seconds:
            return self.killed[-1], int(signal.SIGKILL)
        return None


@pytest.fixture
def still(tmp_path: Path) -> Still:
    return Still(tmp_path)


def cell_since(still: Still, seconds: float) -> None:
    """The child has been in its second cell for some time."""
    file = still.folder / "1.cell"
    file.write_text("2", encoding="utf-8")
    moment = file.stat().st_mtime - seconds
    os.utime(file, (moment, moment))


def test_a_cell_that_ignores_its_time_is_killed(still: Still) -> None:
    """Not before its own timer had its chance; then its report fails with the cell's number."""
    forks = Forks(still, 1)
    forks.begin(TASK)
    assert not forks.is_free
    cell_since(still, TASK.cell_timeout + GRACE / 2)
    assert list(forks.ended()) == []
    assert still.killed == []
    cell_since(still, TASK.cell_timeout + GRACE + 1)
    assert list(forks.ended()) == []
    assert still.killed == [1]
    (outcome,) = forks.ended()
    assert outcome.cause == "cell-timeout"
    assert outcome.reason == "code cell 2: it took longer than 5 seconds and did not stop"
    assert forks.is_idle


def test_stopping_kills_once(still: Still) -> None:
    """However often it is asked, a child is killed once, and its page is called interrupted."""
    forks = Forks(still, 1)
    forks.begin(TASK)
    forks.stop()
    forks.stop()
    assert still.killed == [1]
    assert [each.cause for each in forks.ended()] == ["interrupted"]


def test_a_studio_that_was_killed_fails_what_it_made(still: Still) -> None:
    """Its pages failed; if the run itself was told to end, they were interrupted."""
    still.gone = True
    forks = Forks(still, 2)
    forks.begin(TASK)
    assert [each.cause for each in forks.ended()] == ["process-ended"]
    assert forks.is_idle
    forks.begin(TASK)
    still.interrupts.asked = STOP
    assert [each.cause for each in forks.ended()] == ["interrupted"]


def test_an_outcome_that_went_with_the_studio_is_no_page(still: Still) -> None:
    """The child ended well, and the studio ended before its page was fetched: never done, never a crash."""
    forks = Forks(still, 1)
    forks.begin(TASK)
    still.interrupts.asked = STOP
    still.killed.append(1)
    still.folder.rmdir()
    (outcome,) = forks.ended()
    assert (outcome.done, outcome.cause) == (False, "interrupted")


def test_whoever_asked_to_stop_starts_no_studio() -> None:
    """Nothing is begun any more."""
    interrupts = Interrupts()
    interrupts.asked = STOP
    with pytest.raises(KeyboardInterrupt), Studio(interrupts) as studio:
        studio.open(Path())
    assert studio.folder == Path()


def test_no_folder_for_temporary_files_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says which environment variable helps."""

    def fail(**_: object) -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "mkdtemp", fail)
    with pytest.raises(StorageError, match=r"No usable temporary directory found.*TMPDIR"):
        Studio(Interrupts()).open(Path())


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_is_told_in_words(number: int) -> None:
    """Whatever library met it: the place and what to do, with the exit code for disks."""
    told = _as_told(OSError(number, os.strerror(number), "/cache/public.parquet"))
    assert isinstance(told, StorageError)
    assert "/cache/public.parquet" in str(told)
    assert "EVALTOOLS_CACHE" in str(told)


def test_errors_can_be_sent() -> None:
    """Our own as they are; one that cannot be read at the other end by its words."""
    for error in (UsageError("a"), DataError("b"), LockedError("c"), StorageError("d")):
        assert _as_told(error) is error
    for error in (ConfigurationError("project.toml", ["one", "two"]), _Stubborn(1, 2)):
        told = _as_told(error)
        assert str(error) in str(told)
        there = pickle.loads(pickle.dumps(told))
        assert (there.args, there.exit_code) == (told.args, getattr(error, "exit_code", 1))


class _Stubborn(Exception):
    """Like errors of libraries that need more than their words to be made again."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(f"{first} and {second}")
