"""What processes that fork have in common: where they may, how they end with their parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Collection, Iterable
from contextlib import suppress

_PR_SET_PDEATHSIG = 1


def can_fork() -> bool:
    """Whether processes may be forked here: on Linux; elsewhere system libraries do not survive it."""
    return sys.platform == "linux"


def signal_when_parent_ends(number: signal.Signals) -> None:
    """Ask the system for a signal to this process when its parent ends, however that happens.

    It also comes when the thread ends that started this process while others
    of the parent go on: who must know looks at `os.getppid()`.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def let_go_of_descriptors(kept: Collection[int]) -> None:
    """Close what this process has inherited open, apart from standard streams and those that are named.

    Their numbers stay taken, by the null device: an inherited object that is
    closed later would otherwise close what has got its number since.
    """
    null = os.open(os.devnull, os.O_RDWR)
    for number in [int(name) for name in os.listdir("/proc/self/fd")]:
        if number > 2 and number != null and number not in kept:
            # The listing itself had one open, which is gone by now.
            with suppress(OSError):
                os.fstat(number)
                os.dup2(null, number, inheritable=False)
    os.close(null)


def kill_groups(leaders: Iterable[int]) -> None:
    """End process groups at once; those that are gone already are no error."""
    for leader in leaders:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)
