"""What processes that fork have in common: where they may, how they end with their parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Collection, Iterable
from contextlib import suppress

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
#: Chooses how processes start: `fork` or `spawn`; where it is not set, by what is safe.
START = "EVALTOOLS_START"


def can_fork() -> bool:
    """Whether processes may be forked here: on Linux; elsewhere system libraries do not survive it."""
    return sys.platform == "linux" and os.environ.get(START, "fork") == "fork"


def signal_when_parent_ends(number: signal.Signals) -> None:
    """Ask the system for a signal to this process when its parent ends, however that happens.

    It also comes when the thread ends that started this process while others
    of the parent go on: who must know looks at `os.getppid()`.
    """
    _control(_PR_SET_PDEATHSIG, int(number))


def adopt_orphans() -> None:
    """Ask the system to make this process the parent of those below it that lose theirs."""
    _control(_PR_SET_CHILD_SUBREAPER, 1)


def _control(option: int, value: int) -> None:
    if sys.platform != "linux":
        return
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


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
