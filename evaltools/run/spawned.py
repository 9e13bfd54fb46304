"""Makes reports in workers that are started anew: for systems where a process cannot be forked safely.

A worker imports, opens the project and warms itself once, then takes reports
in turn, each in a namespace of its own. One that had to be stopped, or whose
report failed, is not used again: a spare is warming meanwhile.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psutil

from evaltools.run.interrupts import interrupts_held_back, leave_interrupts_to_the_parent
from evaltools.run.outcome import Outcome, Task, failed
from evaltools.run.studio import GRACE, OURS, end_all_of
from evaltools.startup import leave_out_address_grammar


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    line: Connection
    name: str
    task: Task | None = None
    started: float = 0.0
    cell: int | None = None
    since: float = 0.0

    @property
    def at(self) -> str:
        return "" if self.cell is None else f"code cell {self.cell}: "


class Spawned:
    """Workers for a project's reports.

    Parameters
    ----------
    project : Path
        Prepared already: each worker opens what is kept of it.
    limit : int
        How many reports are made at once.
    folder : Path
        For temporary files of notebooks and kernels; whoever made it removes
        it.
    """

    def __init__(self, project: Path, limit: int, folder: Path) -> None:
        self.project, self.limit, self.folder = project, limit, folder
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._outcomes: list[Outcome] = []
        self._hired = 0
        for _ in range(limit):
            self._hire()

    @property
    def is_free(self) -> bool:
        return len(self._busy) < self.limit

    @property
    def is_idle(self) -> bool:
        return not self._busy and not self._outcomes

    def begin(self, task: Task) -> None:
        worker = self._idle.pop(0)
        worker.task, worker.started, worker.cell = task, time.monotonic(), None
        self._busy.append(worker)
        with suppress(OSError):  # a worker that has ended is told by its line
            worker.line.send(task)

    def ended(self) -> Iterator[Outcome]:
        lines: dict[Any, _Worker] = {worker.line: worker for worker in self._busy}
        for line in wait(list(lines), 0 if self._outcomes else 0.2):
            self._hear(lines[line])
        self._stop_late_ones()
        yield from self._outcomes
        self._outcomes.clear()

    def stop(self) -> None:
        for worker in list(self._busy):
            self._end(worker, "interrupted", "the run was stopped before the page was made")

    def close(self) -> None:
        for worker in (*self._busy, *self._idle):
            _kill(worker)
        self._busy.clear()
        self._idle.clear()

    def _hire(self) -> None:
        context = get_context("spawn")
        line, theirs = context.Pipe()
        self._hired += 1
        name = f"{self.folder} {self._hired}"
        process = context.Process(target=_work, args=(theirs, str(self.project), str(self.folder), name))
        with interrupts_held_back():
            process.start()
        theirs.close()
        self._idle.append(_Worker(process, line, name))

    def _hear(self, worker: _Worker) -> None:
        assert worker.task is not None
        try:
            heard = worker.line.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            # Whoever it started is nobody's child any more.
            end_all_of(worker.name)
            code = worker.process.exitcode
            if code is not None and code < 0:
                reason = f"{worker.at}the process was killed by {signal.Signals(-code).name} (out of memory?)"
                self._end(worker, "killed", reason)
            else:
                self._end(worker, "process-ended", f"{worker.at}the process ended before the notebook did")
            return
        if isinstance(heard, int):
            worker.cell, worker.since = heard, time.monotonic()
            return
        self._busy.remove(worker)
        self._outcomes.append(heard)
        if heard.done:
            self._idle.append(worker)
        else:
            _kill(worker)
            self._hire()

    def _end(self, worker: _Worker, cause: Any, reason: str) -> None:
        assert worker.task is not None
        _kill(worker)
        self._busy.remove(worker)
        self._outcomes.append(failed(worker.task, cause, reason, time.monotonic() - worker.started))
        if cause != "interrupted":
            self._hire()

    def _stop_late_ones(self) -> None:
        now = time.monotonic()
        for worker in list(self._busy):
            assert worker.task is not None
            if now - worker.started > worker.task.timeout:
                reason = f"{worker.at}the report took longer than {worker.task.timeout:g} seconds"
                self._end(worker, "report-timeout", reason)
            elif worker.cell is not None and now - worker.since > worker.task.cell_timeout + GRACE:
                reason = (
                    f"{worker.at}it took longer than {worker.task.cell_timeout:g} seconds and did not stop"
                )
                self._end(worker, "cell-timeout", reason)


def _kill_children(pid: int | None) -> None:
    with suppress(psutil.NoSuchProcess):
        for each in psutil.Process(pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                each.kill()


def _end_with_parent() -> None:
    """End this worker, and whoever it started, when the run's own process is gone."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
    _kill_children(None)
    os._exit(1)


def _kill(worker: _Worker) -> None:
    """End a worker and whoever it started."""
    _kill_children(worker.process.pid)
    worker.process.kill()
    worker.process.join(5)
    worker.line.close()


def _work(line: Connection, project: str, folder: str, name: str) -> None:
    """The whole life of a worker; it ends when its line does."""
    leave_interrupts_to_the_parent()
    os.environ[OURS] = name
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    threading.Thread(target=_end_with_parent, daemon=True).start()
    leave_out_address_grammar()
    from evaltools.prepare import hold
    from evaltools.run.execute import execute, warm

    hold(project)
    warm()
    with suppress(EOFError, OSError):
        while True:
            task = line.recv()
            line.send(execute(task, told=line.send))
