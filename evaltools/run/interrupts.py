"""How a run answers Ctrl-C: once, it finishes what is running; twice, it stops at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
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
            self._before = {signal.SIGINT: signal.signal(signal.SIGINT, self._interrupted)}
            for name in ("SIGTERM", "SIGHUP"):
                if number := getattr(signal, name, None):
                    self._before[number] = signal.signal(number, self._ended)
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


def leave_interrupts_to_the_parent() -> None:
    """Let a worker finish its notebook: the process that was started from the terminal decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
