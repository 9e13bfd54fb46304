"""Processes that print: ended with everybody that they started."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import psutil

from evaltools.press.failure import PrintError


def end_tree(number: int) -> None:
    """End a process and whoever it started, at once; one that is gone already is no error."""
    with suppress(psutil.NoSuchProcess):
        head = psutil.Process(number)
        for each in (*head.children(recursive=True), head):
            with suppress(psutil.NoSuchProcess):
                each.kill()


@contextmanager
def deadline(seconds: float, end: Callable[[], None]) -> Iterator[threading.Event]:
    """Do something if what is done here takes longer; the event says whether it did."""
    passed = threading.Event()

    def late() -> None:
        passed.set()
        end()

    timer = threading.Timer(seconds, late)
    timer.daemon = True
    timer.start()
    try:
        yield passed
    finally:
        timer.cancel()


class Command:
    """A program that is called once and waited for; another thread may end it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def run(
        self, command: Sequence[str], given: bytes, seconds: float, environment: Mapping[str, str]
    ) -> bytes:
        """What the program writes to its standard output.

        Raises
        ------
        PrintError
            It did not start, took too long, or ended with another code than 0.
        """
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                # Ctrl-C is for the run to understand.
                start_new_session=sys.platform != "win32",
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError as error:
            raise PrintError("print-unstarted") from error
        with self._process as process:
            try:
                output, _ = process.communicate(given, timeout=seconds)
            except subprocess.TimeoutExpired as error:
                raise PrintError("print-timeout") from error
            finally:
                self.end()
        if self._process.returncode:
            raise PrintError("print-ended" if self._process.returncode < 0 else "print-refused")
        return output

    def end(self) -> None:
        """End the program and whoever it started."""
        if self._process is not None and self._process.poll() is None:
            end_tree(self._process.pid)
