"""How a run answers Ctrl-C: once, it finishes what is running; twice, it stops at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import FrameType
from typing import Any

FINISH, STOP = 1, 2


class Interrupts:
    """Counts how often the user asked to stop; being told to end counts as asking twice.

    Parameters
    ----------
    tell : callable, optional
        Called with a sentence when a run goes on for a while.
    """

    def __init__(self, tell: Callable[[str], None] | None = None) -> None:
        self.asked = 0
        self._tell = tell
        self._before: dict[int, Any] = {}
        self.running = False

    @property
    def finish(self) -> bool:
        """Whether nothing new may be begun."""
        return self.asked >= FINISH

    @property
    def stop(self) -> bool:
        """Whether what is running must end now."""
        return self.asked >= STOP

    def __enter__(self) -> Interrupts:
        # Python delivers signals to the main thread alone.
        if threading.current_thread() is threading.main_thread():
            answers = {"SIGINT": self._interrupted, "SIGTERM": self._ended, "SIGHUP": self._ended}
            for name, answer in answers.items():
                number = getattr(signal, name, None)
                # What the tool was started with counts: `nohup` has it outlive its terminal.
                if number and signal.getsignal(number) != signal.SIG_IGN:
                    self._before[number] = signal.signal(number, answer)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _interrupted(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked += 1
        if self.asked == FINISH and self.running and self._tell:
            self._tell("Finishing what is running; Ctrl-C once more stops at once.")
        if self.asked > STOP:
            raise KeyboardInterrupt

    def _ended(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked = max(self.asked, STOP)


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Start a process that Ctrl-C does not end before it can say that it leaves it to its parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Starting it lets signals through again, so it must run already.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_interrupts_to_the_parent() -> None:
    """Let a process finish its work: the one that was started from the terminal decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
