"""The process that reports are forked from: a desk with everything imported and the project open.

A forked child costs some milliseconds instead of seconds. Each is the head of
a process group of its own, runs one notebook, makes the page, leaves its
outcome in a file, and ends; whoever it started ends with it. This process and
its children end when the parent does, however that happens.
"""

from __future__ import annotations

import errno
import gc
import os
import pickle
import random
import resource
import signal
import tempfile
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from evaltools.run.desk import Desk
from evaltools.run.execute import execute, notebook_of
from evaltools.run.forking import adopt_orphans, kill_groups, signal_when_parent_ends
from evaltools.run.outcome import Task
from evaltools.run.studio import NO_ROOM


class Template(Desk):
    """Makes reports, too, each in a child."""

    def __init__(self, line: Connection, folder: Path) -> None:
        super().__init__(line, folder)
        self.children: dict[int, int] = {}
        self._frozen = False

    def serve(self) -> None:
        # Away from the terminal: Ctrl-C and the like are for the parent to understand.
        os.setsid()
        # Processes that a notebook left behind become this one's children, and can be ended.
        adopt_orphans()
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            while True:
                for ready in wait([self.line, reading]):
                    if ready is self.line:
                        self.hear(*self.line.recv())
                    else:
                        os.read(reading, 4096)
                self._tell_who_ended()
        except (EOFError, OSError):
            pass
        finally:
            _end_all(self.children)

    def hear(self, what: str, *given: Any) -> None:
        match what:
            case "run":
                number, task = given
                self.children[self._child(number, task)] = number
            case "kill":
                kill_groups([pid for pid, each in self.children.items() if each == given[0]])
            case _:
                super().hear(what, *given)

    def _tell_who_ended(self) -> None:
        ended = _ended(self.children)
        for pid, status in ended:
            # What the notebook started does not outlive it.
            kill_groups([pid])
            self.line.send(("ended", self.children.pop(pid), status))
        if ended:
            _end_strangers(self.children)

    def _child(self, number: int, task: Task) -> int:
        if not self._frozen:
            if threading.active_count() > 1:
                raise RuntimeError("a thread runs in the process that is to be forked")
            gc.collect()
            gc.freeze()
            # A page makes few cycles and lives shortly: looking for them costs more than it frees.
            gc.set_threshold(50_000, 20, 20)
            self._frozen = True
        with suppress(Exception):  # what is wrong with a notebook is told by its report
            notebook_of(task.job.notebook, task.job.notebook.stat().st_mtime_ns)
        pid = os.fork()
        if pid:
            with suppress(OSError):
                os.setpgid(pid, pid)
            return pid
        code = 1
        try:
            with suppress(OSError):
                os.setpgid(0, 0)
            signal_when_parent_ends(signal.SIGKILL)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.line.close()
            # What a notebook, or a kernel that is killed, leaves there goes when the run ends.
            tempfile.tempdir = os.environ["TMPDIR"] = str(self.folder)
            _on_its_own(task.memory)
            _make(task, self.folder / f"{number}.out", self.folder / f"{number}.cell")
            code = 0
        except OSError as error:
            code = NO_ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT) else 1
        finally:
            # Nothing of the template's ends here: no handlers, no buffers, no pool.
            os._exit(code)


def _make(task: Task, place: Path, cell: Path) -> None:
    """Make one report and leave its outcome, whole or not at all."""

    def told(index: int) -> None:
        cell.write_text(str(index), encoding="utf-8")

    outcome = execute(task, told=told)
    waiting = place.with_suffix(".writing")
    waiting.write_bytes(pickle.dumps(outcome))
    waiting.rename(place)


def _ended(children: Mapping[int, int]) -> list[tuple[int, int]]:
    found = []
    for pid in children:
        with suppress(ChildProcessError):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                found.append((pid, status))
    return found


def _end_strangers(children: Iterable[int]) -> None:
    """End the processes that ended reports left behind: the system made them children of this one."""
    known = set(children)
    while strangers := [each for each in psutil.Process().children() if _group(each.pid) not in known]:
        for each in strangers:
            with suppress(psutil.NoSuchProcess):
                each.kill()
            with suppress(ChildProcessError):
                os.waitpid(each.pid, 0)


def _group(pid: int) -> int:
    """The process group: a report's has its number, also for what it has lost sight of."""
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return pid


def _end_all(children: Iterable[int]) -> None:
    kill_groups(children)
    _end_strangers(())


def _on_its_own(megabytes: int) -> None:
    """Random numbers of its own, and no more memory than it may take."""
    # A copied generator would give every report the same numbers.
    random.seed()
    np.random.seed()
    if megabytes:
        # What was there before the fork is shared and does not count.
        limit = psutil.Process().memory_info().data + megabytes * 1024**2
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
