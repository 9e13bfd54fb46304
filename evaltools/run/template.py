"""The process that reports are forked from: everything imported, the project open, a first page drawn.

A child costs some milliseconds instead of seconds. Each child is the head of a
process group of its own, runs one notebook in a shell (see `shell`), makes the
page, leaves its outcome in a file, and ends; whoever it started ends with it.
The template and its children end when the parent does, however that happens.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import random
import signal
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType

import numpy as np

from evaltools.prepare import hold
from evaltools.report import open_report
from evaltools.run.crew import Task
from evaltools.run.execute import execute, warm

_PR_SET_PDEATHSIG = 1


def serve(line: Connection, project: str, folder: str) -> None:
    """Import, warm, then fork a child for each task until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Not at once: whoever the children started must end with them.
    signal.signal(signal.SIGTERM, _end)
    _die_with_parent(signal.SIGTERM)
    children: dict[int, int] = {}
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    _warm(project)
    gc.collect()
    gc.freeze()
    try:
        while True:
            for ready in wait([line, reading]):
                if ready is line:
                    what, number, task = line.recv()
                    if what == "run":
                        children[_child(line, folder, number, task)] = number
                    else:
                        _kill([pid for pid, each in children.items() if each == number])
                else:
                    os.read(reading, 4096)
            for pid, status in _ended(children):
                # What the notebook started does not outlive it.
                _kill([pid])
                line.send((children.pop(pid), status))
    except (EOFError, OSError):
        pass
    finally:
        _kill(children)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit


def _ended(children: Mapping[int, int]) -> list[tuple[int, int]]:
    found = []
    for pid in children:
        with suppress(ChildProcessError):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                found.append((pid, status))
    return found


def _kill(pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _child(line: Connection, folder: str, number: int, task: Task) -> int:
    pid = os.fork()
    if pid:
        with suppress(OSError):
            os.setpgid(pid, pid)
        return pid
    code = 1
    try:
        with suppress(OSError):
            os.setpgid(0, 0)
        _die_with_parent(signal.SIGKILL)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        line.close()
        _on_its_own()
        place = Path(folder) / f"{number}.out"
        cell = Path(folder) / f"{number}.cell"

        def told(index: int) -> None:
            cell.write_text(str(index), encoding="utf-8")

        outcome = execute(
            task.job,
            task.values,
            task.data_hash,
            task.formats,
            cell_timeout=task.cell_timeout,
            told=told,
        )
        waiting = place.with_suffix(".writing")
        waiting.write_bytes(pickle.dumps(outcome))
        waiting.rename(place)
        code = 0
    finally:
        # Nothing of the template's ends here: no handlers, no buffers, no pool.
        os._exit(code)


def _die_with_parent(number: signal.Signals) -> None:
    """Ask the system to end this process when its parent ends, however that happens."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def _on_its_own() -> None:
    """Random numbers of its own: a copied generator would give every report the same ones."""
    random.seed()
    np.random.seed()


def _warm(project: str) -> None:
    """Pay once for imports, fonts, the first chart and the first page."""
    prepared = hold(project)
    region = prepared.project.regions[0]
    report = open_report("region-report", project=project, region=region, language="en")
    for block in (report.header, report.plan, report.comparison, report.participants, report.satisfaction):
        with suppress(Exception):  # what is wrong with a report is told by the report
            block()
    warm()
    if threading.active_count() > 1:
        raise RuntimeError("a thread runs in the process that is to be forked")
