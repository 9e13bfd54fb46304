"""How a run's processes answer Ctrl-C. Imported by every worker first, so it imports nothing heavy."""

from __future__ import annotations

import signal


def leave_interrupts_to_the_parent() -> None:
    """Let a worker finish its notebook: the process that was started from the terminal decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
