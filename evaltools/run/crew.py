"""The parent's side of reports that are made in forked processes: what runs, what has ended, what is late.

See `template` for the process that has everything imported, and for its
children. Nothing heavy is imported here.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from evaltools.run.execute import Outcome
from evaltools.run.forking import can_fork
from evaltools.run.jobs import Job

__all__ = ["GRACE", "Crew", "Task", "can_fork"]

#: Seconds after which a cell that does not answer its own time-out is killed with its process.
GRACE = 10
#: One thread for each child: the reports themselves run side by side.
_SINGLE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS")


@dataclass(frozen=True)
class Task:
    """One report to make, and how many seconds each cell and all of them may take."""

    job: Job
    values: Mapping[str, Any]
    data_hash: str
    formats: tuple[str, ...]
    cell_timeout: float
    timeout: float


@dataclass
class _Running:
    task: Task
    started: float
    killed: str = ""


class Crew:
    """The template process and the children that it has now.

    Parameters
    ----------
    project : Path
        Opened by the template, so that children need not.
    limit : int
        How many reports are made at once.
    """

    def __init__(self, project: Path, limit: int) -> None:
        self.limit = limit
        self._folder = Path(tempfile.mkdtemp(prefix="ek-"))
        self._running: dict[int, _Running] = {}
        self._number = 0
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        with _environment(dict.fromkeys(_SINGLE, "1")):
            self._template = context.Process(target=_template, args=(theirs, str(project), str(self._folder)))
            self._template.start()
        theirs.close()

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_free(self) -> bool:
        """Whether another report may be begun."""
        return len(self._running) < self.limit

    @property
    def is_idle(self) -> bool:
        return not self._running

    def begin(self, task: Task) -> None:
        """Fork a child for a report."""
        self._number += 1
        self._line.send(("run", self._number, task))
        self._running[self._number] = _Running(task, time.monotonic())

    def ended(self) -> Iterator[Outcome]:
        """Outcomes of the reports that have ended; waits a moment for the first."""
        if self._line.poll(0.2):
            try:
                while True:
                    number, status = self._line.recv()
                    yield self._outcome(number, status)
                    if not self._line.poll(0):
                        break
            except (EOFError, OSError):
                yield from self._template_is_gone()
        elif not self._template.is_alive():
            yield from self._template_is_gone()
        self._stop_late_ones()

    def close(self) -> None:
        """End the template, its children and whoever they started, and remove what they wrote."""
        with suppress(OSError):
            self._line.close()
        self._template.join(5)
        if self._template.is_alive():
            self._template.kill()
            self._template.join()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _outcome(self, number: int, status: int) -> Outcome:
        running = self._running.pop(number)
        place = self._folder / f"{number}.out"
        if not running.killed and place.is_file():
            outcome: Outcome = pickle.loads(place.read_bytes())  # noqa: S301 - our own child wrote it
            place.unlink()
            return outcome
        return _failed(running, running.killed or _how_it_ended(status, self._cell(number)))

    def _template_is_gone(self) -> Iterator[Outcome]:
        for number in list(self._running):
            running = self._running.pop(number)
            yield _failed(running, "the process that makes reports ended")

    def _stop_late_ones(self) -> None:
        now = time.monotonic()
        for number, running in self._running.items():
            if running.killed:
                continue
            cell, since = self._cell(number), self._since(number)
            task = running.task
            if now - running.started > task.timeout:
                running.killed = f"{_at(cell)}the report took longer than {task.timeout:g} seconds"
            elif since is not None and time.time() - since > task.cell_timeout + GRACE:
                running.killed = (
                    f"{_at(cell)}it took longer than {task.cell_timeout:g} seconds and did not stop"
                )
            if running.killed:
                self._line.send(("kill", number, None))

    def _cell(self, number: int) -> str:
        try:
            return (self._folder / f"{number}.cell").read_text(encoding="utf-8")
        except OSError:
            return ""

    def _since(self, number: int) -> float | None:
        try:
            return (self._folder / f"{number}.cell").stat().st_mtime
        except OSError:
            return None


def _failed(running: _Running, why: str) -> Outcome:
    return Outcome(
        job=running.task.job,
        html="",
        reason=why,
        parameters=running.task.values,
        seconds=time.monotonic() - running.started,
    )


def _at(cell: str) -> str:
    return f"code cell {cell}: " if cell else ""


def _how_it_ended(status: int, cell: str) -> str:
    """What became of a child that left no outcome."""
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        hint = " (out of memory?)" if name == "SIGKILL" else ""
        return f"{_at(cell)}the process was killed by {name}{hint}"
    return f"{_at(cell)}the process ended with the code {os.WEXITSTATUS(status)} before the notebook did"


def _template(line: Connection, project: str, folder: str) -> None:
    """The whole life of the template process; only there are its imports made."""
    from evaltools.run.template import serve

    serve(line, project, folder)


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
