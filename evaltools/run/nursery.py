"""The process that kernels are forked from: libraries imported, a chart drawn, nothing of a user's in it.

A kernel is an ordinary ipykernel that need not import: it has a session, an
environment, a folder, standard streams and random numbers of its own, and is
otherwise as if it had been started. What cannot be had by a fork is refused,
and the client starts an ordinary process: variables of the environment that
are read once, and a folder with a module that would have come first.

It lives in two places. `started` of `kernels` runs it as a process of its own
for any Jupyter client. `forked_here` forks it from a process that is warm
already, before that one has sockets, threads or an event loop.

It ends with its kernels and what these have started when the other end of its
socket is closed, and when its client is gone.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any

from evaltools.run.forked_kernel import be_a_kernel, say
from evaltools.run.forking import kill_groups, let_go_of_descriptors, signal_when_parent_ends
from evaltools.run.kernels import OLD, Nursery, adopt, close, has_nursery
from evaltools.run.warmth import is_old, is_warm, refusal, warm

#: Signals that the warm process handles, and a kernel handles otherwise.
_HANDLED = tuple(
    signal.Signals[name]
    for name in ("SIGTERM", "SIGUSR1", "SIGHUP", "SIGCHLD", "SIGINT")
    if name in signal.Signals.__members__
)


@contextmanager
def forked_here() -> Iterator[None]:
    """Fork the warm process of this process for a block, if this one is warm and has no thread yet.

    If it cannot be forked, the first kernel starts one that lasts as long as
    this process.
    """
    if not is_warm() or has_nursery() or threading.active_count() > 1:
        yield
        return
    ours, theirs = socket.socketpair()
    client = os.getpid()
    pid = _fork()
    if pid == 0:
        try:
            # Its own session: a signal to the group of its client must leave it time to end its kernels.
            os.setsid()
            number = theirs.detach()
            let_go_of_descriptors([number])
            serve(socket.socket(fileno=number), client)
        finally:
            os._exit(0)
    theirs.close()
    adopt(Nursery(ours, pid))
    try:
        yield
    finally:
        close()


def main(number: int) -> None:
    """Serve the client that started this process.

    Parameters
    ----------
    number : int
        Descriptor of the socket that it is asked through.
    """
    try:
        serve(socket.socket(fileno=number), os.getppid())
    finally:
        # Its kernels have ended; taking the imports apart would take longer than all of them.
        os._exit(0)


def serve(door: socket.socket, client: int) -> None:
    """Get warm, then fork a kernel for each request until the client closes its end or is gone.

    Parameters
    ----------
    door : socket
        The end of a pair whose other end the client has.
    client : int
        Its process.
    """
    lines: dict[int, Connection | None] = {}

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit

    def look(_signal: int, _frame: FrameType | None) -> None:
        if os.getppid() != client:
            raise SystemExit

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGUSR1, look)
    signal_when_parent_ends(signal.SIGUSR1)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    try:
        if os.getppid() != client:
            return
        why_not, old = "", False
        try:
            warm()
        except Exception as error:  # whatever it is, the client can go on without
            why_not = f"{type(error).__name__}: {error}"
        while True:
            heard: dict[Any, int] = {line: pid for pid, line in lines.items() if line is not None}
            for ready in wait([door, reading, *heard]):
                if ready is door:
                    old = not why_not and is_old()
                    _answer(door, OLD if old else why_not, lines)
                elif ready is reading:
                    os.read(reading, 4096)
                else:
                    _obey(heard[ready], lines)
            _bury(lines)
            if old and not lines:
                # The client has another one by now.
                return
    except (EOFError, OSError, SystemExit):
        pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        for pid in lines:
            _send(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _answer(door: socket.socket, why_not: str, lines: dict[int, Connection | None]) -> None:
    """Fork a kernel for a request, or refuse it; `EOFError` if there will be no more."""
    said, numbers, _, _ = socket.recv_fds(door, 1, 4)
    if not said:
        raise EOFError
    number, *streams = numbers
    line = Connection(number)
    try:
        request = json.loads(line.recv_bytes())
        refused = why_not or refusal(request)
        if not refused:
            pid = _fork()
            if pid == 0:
                be_a_kernel(request, line, streams)
            lines[pid] = line
            say(line, pid=pid)
            return
    except (EOFError, OSError, ValueError) as error:
        refused = f"it could not be forked: {error}"
    finally:
        for stream in streams:
            os.close(stream)
    say(line, refused=refused)
    line.close()


def _obey(pid: int, lines: dict[int, Connection | None]) -> None:
    """Send a kernel's group the signal that its client asks for."""
    line = lines[pid]
    if line is None:
        return
    try:
        said = json.loads(line.recv_bytes())
    except (EOFError, OSError, ValueError):
        # Nobody listens any more, or what speaks is no client. The kernel goes on, as an ordinary one would.
        line.close()
        lines[pid] = None
    else:
        _send(pid, said["signal"])


def _send(pid: int, number: int) -> None:
    """Signal a kernel and what it has started."""
    with suppress(ProcessLookupError, PermissionError):
        try:
            os.killpg(pid, number)
        except ProcessLookupError:
            # It has just been forked, and has no group yet.
            os.kill(pid, number)


def _bury(lines: dict[int, Connection | None]) -> None:
    """Tell how kernels have ended, and end what they have started."""
    for pid in list(lines):
        # The dead one is kept until its group is gone: its number is not given to another.
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            continue
        kill_groups([pid])
        _, status = os.waitpid(pid, 0)
        line = lines.pop(pid)
        if line is not None:
            say(line, returncode=os.waitstatus_to_exitcode(status))
            line.close()


def _fork() -> int:
    """`os.fork`, in which no signal finds the child with the handlers of its parent: they wait meanwhile."""
    sys.stdout.flush()
    sys.stderr.flush()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HANDLED)
    with warnings.catch_warnings():
        # Numerical libraries have threads that survive a fork; ours has none.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        for number in _HANDLED:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.set_wakeup_fd(-1)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return pid
