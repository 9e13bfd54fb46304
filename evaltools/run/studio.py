"""The parent's side of the process that does the heavy work: prepares the data, makes pages, publishes.

What is started from the terminal stays light: it imports no pandas, and where
nothing has changed it starts no other process. See `desk` and `template` for
the process itself.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

from evaltools.errors import EvaltoolsError, StorageError
from evaltools.run.forking import signal_when_parent_ends
from evaltools.run.freshness import Inquiry
from evaltools.run.interrupts import Interrupts, interrupts_held_back, leave_interrupts_to_the_parent
from evaltools.run.outcome import Outcome, Task, failed, interrupted
from evaltools.run.record import PageRecord
from evaltools.startup import leave_out_address_grammar

#: Seconds after which a cell that does not answer its own time-out is killed with its process.
GRACE = 10
#: How a process that has no room for its outcome ends (EX_IOERR of `sysexits.h`).
NO_ROOM = 74
#: One thread for each child: the reports themselves run side by side.
_SINGLE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS")
#: In the environment of everybody that a studio, a worker or a notebook of theirs starts: whose they are.
OURS = "EVALTOOLS_STUDIO"


class Executor(Protocol):
    """Makes reports, several at once; a cluster would be another one."""

    @property
    def is_free(self) -> bool:
        """Whether another report may be begun."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs."""

    def begin(self, task: Task) -> None:
        """Start to make a report."""

    def ended(self) -> Iterator[Outcome]:
        """Outcomes of the reports that have ended; waits a moment for the first."""

    def stop(self) -> None:
        """End everything that runs; its outcomes say that it was interrupted."""

    def close(self) -> None:
        """Leave nothing behind."""


class Studio:
    """The process that has everything imported and the project open; started when it is first needed.

    Parameters
    ----------
    interrupts : Interrupts
        What the user has asked for meanwhile.
    """

    def __init__(self, interrupts: Interrupts) -> None:
        self.interrupts = interrupts
        self.folder = Path()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._ended: deque[tuple[int, int]] = deque()

    def __enter__(self) -> Studio:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self, project: Path) -> None:
        """Prepare a project, if that is not done yet, or if the process that did it has ended.

        Raises
        ------
        EvaltoolsError
            As `prepare` does.
        KeyboardInterrupt
            The user asked to stop.
        """
        if self._process is not None and not self._process.is_alive():
            self.close()
        if self._process is None:
            if self.interrupts.finish:
                raise KeyboardInterrupt
            self._start()
            self._ask("open", str(project))

    def stale(self, output: Path, inquiries: Sequence[Inquiry]) -> list[str]:
        """Why each of some pages must be made again; an empty text if it need not be."""
        answer: list[str] = self._ask("stale", str(output), list(inquiries))
        return answer

    def warm(self, *, languages: Sequence[str], kernels: bool) -> None:
        """Pay once for what every process forked from this one would pay for.

        Parameters
        ----------
        languages : sequence of str
            Of first pages that are drawn: worth it for more than a page or two.
        kernels : bool
            What kernels need.
        """
        self._ask("warm", list(languages), kernels)

    def publish(self, output: Path, pages: Sequence[PageRecord], moment: datetime) -> dict[str, str]:
        """Bring everything but the pages themselves up to date; the hash of every file by its place.

        Raises
        ------
        StorageError
            The output folder cannot be written.
        """
        answer: dict[str, str] = self._ask("publish", str(output), list(pages), moment, patient=True)
        return answer

    def begin(self, number: int, task: Task) -> None:
        """Fork a child for a report."""
        self._send("run", number, task)

    def kill(self, number: int) -> None:
        """End a child and whoever it started."""
        self._send("kill", number)

    def next_ended(self, seconds: float) -> tuple[int, int] | None:
        """Number and status of a child that has ended.

        Raises
        ------
        EOFError
            The process itself has ended.
        """
        assert self._line is not None
        assert self._process is not None
        if self._ended:
            return self._ended.popleft()
        try:
            if self._line.poll(seconds):
                _, number, status = self._line.recv()
                return number, status
        except OSError as error:
            raise EOFError from error
        if not self._process.is_alive() and not self._line.poll(0):
            raise EOFError
        return None

    def close(self) -> None:
        """End the process, its children and whoever they started, and remove what they wrote."""
        if self._process is None or self._line is None:
            return
        with suppress(OSError):
            self._line.close()
        if self.interrupts.stop:
            # It may be reading large tables: whoever asked twice does not wait for that.
            self._process.terminate()
        self._process.join(10)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        if self._process.exitcode:
            # It did not come to its own end, so it could not end whoever is left.
            end_all_of(str(self.folder))
        self._process = None
        self._ended.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> None:
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="ek-"))
        except OSError as error:
            raise StorageError(
                f"No folder for temporary files could be made ({error.strerror or error}). Make room there, "
                "or name another folder in the environment variable TMPDIR."
            ) from error
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        with _environment(dict.fromkeys(_SINGLE, "1") | {OURS: str(self.folder)}), interrupts_held_back():
            self._process = context.Process(target=_serve, args=(theirs, str(self.folder)))
            self._process.start()
        theirs.close()

    def _send(self, *message: object) -> None:
        assert self._line is not None
        with suppress(OSError):  # whoever waits for the answer sees the end of the line
            self._line.send(message)

    def _ask(self, *message: object, patient: bool = False) -> Any:
        """Send a request and wait for its answer."""
        assert self._line is not None
        assert self._process is not None
        self._send(*message)
        while True:
            if self.interrupts.finish and not patient:
                raise KeyboardInterrupt
            try:
                if self._line.poll(0.1):
                    kind, *answer = self._line.recv()
                    match kind:
                        case "answer":
                            return answer[0]
                        case "error":
                            raise answer[0]
                        case _:
                            self._ended.append((answer[0], answer[1]))
                elif not self._process.is_alive() and not self._line.poll(0):
                    raise EOFError
            except (EOFError, OSError) as error:
                self._process.join(5)
                if self.interrupts.finish:
                    # Whoever told this run to end may have told all of its processes.
                    raise KeyboardInterrupt from error
                raise EvaltoolsError(
                    "The process that prepares the data and makes the reports ended (exit code "
                    f"{self._process.exitcode}; out of memory?). Close other programs, then run again."
                ) from error


@dataclass
class _Running:
    task: Task
    started: float
    ended_by: Outcome | None = None


class Forks:
    """Makes each report in a process forked from the studio's.

    Parameters
    ----------
    studio : Studio
        Open.
    limit : int
        How many reports are made at once.
    """

    def __init__(self, studio: Studio, limit: int) -> None:
        self.studio, self.limit = studio, limit
        self._running: dict[int, _Running] = {}
        self._number = 0

    @property
    def is_free(self) -> bool:
        return len(self._running) < self.limit

    @property
    def is_idle(self) -> bool:
        return not self._running

    def begin(self, task: Task) -> None:
        self._number += 1
        self._running[self._number] = _Running(task, time.monotonic())
        self.studio.begin(self._number, task)

    def ended(self) -> Iterator[Outcome]:
        try:
            found = self.studio.next_ended(0.2)
            while found is not None:
                yield self._outcome(*found)
                found = self.studio.next_ended(0)
        except EOFError:
            for running in self._running.values():
                yield running.ended_by or self._lost(running)
            self._running.clear()
        self._stop_late_ones()

    def stop(self) -> None:
        for number, running in self._running.items():
            if running.ended_by is None:
                self._kill(number, interrupted(running.task))

    def close(self) -> None:
        for number in self._running:
            self.studio.kill(number)

    def _kill(self, number: int, outcome: Outcome) -> None:
        self._running[number].ended_by = outcome
        self.studio.kill(number)

    def _lost(self, running: _Running) -> Outcome:
        if self.studio.interrupts.finish:
            return interrupted(running.task)
        reason = "the process that makes reports ended (out of memory?)"
        return failed(running.task, "process-ended", reason, time.monotonic() - running.started)

    def _outcome(self, number: int, status: int) -> Outcome:
        running = self._running.pop(number)
        if running.ended_by is not None:
            return running.ended_by
        place = self.studio.folder / f"{number}.out"
        with suppress(FileNotFoundError):
            outcome: Outcome = pickle.loads(place.read_bytes())  # noqa: S301 - our own child wrote it
            place.unlink(missing_ok=True)
            return outcome
        if not self.studio.folder.is_dir():
            # The studio was told to end, too, and took with it what was made.
            return self._lost(running)
        return _how_it_ended(running.task, status, self._cell(number), time.monotonic() - running.started)

    def _stop_late_ones(self) -> None:
        now = time.monotonic()
        for number, running in self._running.items():
            if running.ended_by is not None:
                continue
            task, taken = running.task, now - running.started
            cell, since = self._cell(number), self._since(number)
            if taken > task.timeout:
                reason = f"{_at(cell)}the report took longer than {task.timeout:g} seconds"
                self._kill(number, failed(task, "report-timeout", reason, taken))
            elif since is not None and time.time() - since > task.cell_timeout + GRACE:
                reason = f"{_at(cell)}it took longer than {task.cell_timeout:g} seconds and did not stop"
                self._kill(number, failed(task, "cell-timeout", reason, taken))

    def _cell(self, number: int) -> str:
        try:
            return (self.studio.folder / f"{number}.cell").read_text(encoding="utf-8")
        except OSError:
            return ""

    def _since(self, number: int) -> float | None:
        try:
            return (self.studio.folder / f"{number}.cell").stat().st_mtime
        except OSError:
            return None


def _at(cell: str) -> str:
    return f"code cell {cell}: " if cell else ""


def _how_it_ended(task: Task, status: int, cell: str, seconds: float) -> Outcome:
    """What became of a child that left no outcome."""
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        hint = " (out of memory?)" if name == "SIGKILL" else ""
        return failed(task, "killed", f"{_at(cell)}the process was killed by {name}{hint}", seconds)
    code = os.WEXITSTATUS(status)
    if code == NO_ROOM:
        reason = f"there is no room for the page in the folder for temporary files ({tempfile.gettempdir()})"
        return failed(task, "storage", reason, seconds)
    reason = f"{_at(cell)}the process ended with the code {code} before the notebook did"
    return failed(task, "process-ended", reason, seconds)


def _serve(line: Connection, folder: str) -> None:
    """The whole life of the studio's process; only there are its imports made."""
    leave_interrupts_to_the_parent()
    signal.signal(signal.SIGTERM, _end)
    leave_out_address_grammar()
    try:
        end_with_parent()
        from evaltools.run.desk import serve

        serve(line, folder)
    finally:
        # The closed line and the signal that the parent is gone come one after the other.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        # Where the parent was killed, nobody else ends what printed for it, or removes the pages that wait.
        if _parent_has_ended():
            end_all_of(folder)
        _remove(Path(folder))


def _remove(folder: Path) -> None:
    """Remove a folder in which workers that end just now may still write."""
    for _ in range(30):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.1)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit


def end_with_parent() -> None:
    """Have the system end this process when its parent is gone; it may be gone already."""
    signal_when_parent_ends(signal.SIGTERM)
    if _parent_has_ended():
        raise SystemExit


def _parent_has_ended() -> bool:
    parent = parent_process()
    return parent is not None and not parent.is_alive()


def end_all_of(whose: str) -> None:
    """End every process that a studio or a worker, or a notebook of theirs, started: `OURS` says whose."""
    import psutil

    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.pid != os.getpid() and process.environ().get(OURS) == whose:
                process.kill()


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
