"""The client's side of kernels that are forked from a warm process.

See `nursery` for the warm process. Nothing heavy is imported here, and nothing
that has threads: a process that is forked from ours uses this before its first
socket is open.

A request goes through a pair of sockets of its own, which stays open for the
life of the kernel. What comes back are small JSON objects: `pid`, then
`listening` when the kernel's sockets are open, then `returncode`; or `refused`
with the reason why this one must be an ordinary process.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from evaltools.errors import EvaltoolsError
from evaltools.run.forking import kill_groups

#: Why a warm process refuses when another one would not: what it has imported was changed since.
OLD = "what it would have imported has been changed"
#: Seconds that a warm process may take to end before it is killed.
_GRACE = 5.0
#: What the warm process is started with: the folder that it is started in is no place for modules.
_START = """
import sys
if sys.path[0] == '':
    del sys.path[0]
from evaltools.run.nursery import main
main({number})
"""


class NoWarmKernelError(EvaltoolsError):
    """A kernel cannot be forked: it has to be an ordinary process."""


class Kernel:
    """A kernel in a forked process, with the methods of `subprocess.Popen` that Jupyter calls.

    Attributes
    ----------
    pid : int
        0 until it is known.
    returncode : int or None
        As of `subprocess.Popen`: None while it runs, negative for a signal.
    refused : str
        Why there is no such kernel; empty if there is one.
    listens : bool
        Whether its sockets are open.
    """

    stdin = stdout = stderr = None

    def __init__(self, line: Connection) -> None:
        self.pid = 0
        self.returncode: int | None = None
        self.refused = ""
        self.listens = False
        self._line = line
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        """The exit status if it has ended."""
        with self._lock:
            while self.returncode is None and not self.refused:
                try:
                    if not self._line.poll():
                        break
                    self._take(json.loads(self._line.recv_bytes()))
                except (EOFError, OSError):
                    # The warm process is gone, and its kernels with it; what they started may not be.
                    if self.pid:
                        kill_groups([self.pid])
                    self._take({"returncode": -signal.SIGKILL})
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end, at most `timeout` seconds; `subprocess.TimeoutExpired` after that."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            wait([self._line], left)
        return status

    async def heard(self, seconds: float) -> None:
        """Wait until there is something to hear, at most some seconds."""
        loop = asyncio.get_running_loop()
        told = loop.create_future()
        with self._lock:
            if self.returncode is not None or self.refused:
                return
            # A descriptor of its own: an event loop has one reader for each, and several tasks may wait.
            copy = os.dup(self._line.fileno())
        loop.add_reader(copy, lambda: None if told.done() else told.set_result(None))
        try:
            with suppress(TimeoutError, asyncio.TimeoutError):
                await asyncio.wait_for(told, seconds)
        finally:
            loop.remove_reader(copy)
            os.close(copy)

    def send_signal(self, number: int) -> None:
        """Signal the kernel and what it has started; nothing happens if it has ended.

        The warm process sends it, since only a parent knows that a number
        still means the same process.
        """
        if self.poll() is None and not self.refused:
            with suppress(OSError):
                self._line.send_bytes(json.dumps({"signal": int(number)}).encode())

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _take(self, said: Mapping[str, Any]) -> None:
        self.pid = said.get("pid", self.pid)
        self.listens = said.get("listening", self.listens)
        self.refused = said.get("refused", self.refused)
        self.returncode = said.get("returncode", self.returncode)
        if self.refused or self.returncode is not None:
            self._line.close()


class Nursery:
    """A warm process that forks kernels for this process; it ends with it.

    Parameters
    ----------
    door : socket
        Through which it is asked. It ends when this is closed.
    pid : int
        Its process, a child of this one.
    """

    def __init__(self, door: socket.socket, pid: int) -> None:
        self._door = door
        self._pid = pid

    @property
    def is_open(self) -> bool:
        """Whether it can still be asked."""
        if self._door.fileno() < 0:
            return False
        try:
            return self._door.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except BlockingIOError:
            # It never says anything here, so that nothing to read is the sign of life.
            return True
        except OSError:
            return False

    def kernel(
        self,
        argv: Sequence[str],
        folder: str,
        environment: Mapping[str, str],
        streams: Sequence[int],
    ) -> Kernel:
        """Ask for a kernel.

        Parameters
        ----------
        argv : sequence of str
            The command line that an ordinary kernel would have.
        folder : str
            Its working directory.
        environment : mapping of str
        streams : sequence of int
            Descriptors for standard input, output and error.

        Returns
        -------
        Kernel
            Nothing is known of it yet: it may still be refused.

        Raises
        ------
        NoWarmKernelError
            The warm process has ended.
        """
        ours, theirs = socket.socketpair()
        line = Connection(ours.detach())
        request = {"argv": list(argv), "folder": folder, "environment": dict(environment)}
        with theirs:
            try:
                # Before the request, which may be larger than what a socket holds.
                socket.send_fds(self._door, [b"k"], [theirs.fileno(), *streams])
                line.send_bytes(json.dumps(request).encode())
            except OSError as error:
                line.close()
                raise NoWarmKernelError(
                    f"the process that kernels are forked from has ended ({error})"
                ) from error
        return Kernel(line)

    def close(self) -> None:
        """End it with its kernels and what these have started, and wait for that."""
        self._door.close()
        deadline = time.monotonic() + _GRACE
        with suppress(ChildProcessError, ProcessLookupError):
            # It may still be importing, and not look at its door.
            os.kill(self._pid, signal.SIGTERM)
            while os.waitpid(self._pid, os.WNOHANG) == (0, 0):
                if time.monotonic() > deadline:
                    os.kill(self._pid, signal.SIGKILL)
                    os.waitpid(self._pid, 0)
                    break
                time.sleep(0.005)


def started(environment: Mapping[str, str]) -> Nursery:
    """A warm process of its own; it can be asked at once, and answers when it is warm.

    Parameters
    ----------
    environment : mapping of str
        What it is imported in. Kernels may have another environment, but not
        in what Python or a library reads once.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        code = _START.format(number=theirs.fileno())
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    # `close` waits for it; nobody else does.
    process.returncode = 0
    return Nursery(ours, process.pid)


#: The warm processes of each process that asks, the newest last. What a fork inherits it must not ask.
_OPEN: dict[int, list[Nursery]] = {}
_LOCK = threading.Lock()


def nursery(environment: Mapping[str, str]) -> Nursery:
    """The warm process of this process, started when it is first needed and kept to the end."""
    with _LOCK:
        found = _OPEN.get(os.getpid(), [])
        if not found or not found[-1].is_open:
            adopt(started(environment))
        return _OPEN[os.getpid()][-1]


def renewed(old: Nursery, environment: Mapping[str, str]) -> Nursery:
    """Another warm process in place of one that is old; that one ends when its kernels have ended."""
    with _LOCK:
        if _OPEN.get(os.getpid(), [])[-1:] == [old]:
            adopt(started(environment))
        return _OPEN[os.getpid()][-1]


def adopt(found: Nursery) -> None:
    """Make a warm process that of this process; it is closed when this one ends."""
    if os.getpid() not in _OPEN:
        atexit.register(_close_of, os.getpid())
    _OPEN.setdefault(os.getpid(), []).append(found)


def has_nursery() -> bool:
    """Whether this process has a warm process that can be asked."""
    return any(found.is_open for found in _OPEN.get(os.getpid(), [])[-1:])


def close() -> None:
    """End the warm process of this process, with its kernels and what these have started."""
    _close_of(os.getpid())


def _close_of(owner: int) -> None:
    if os.getpid() == owner:
        for found in _OPEN.pop(owner, []):
            found.close()
