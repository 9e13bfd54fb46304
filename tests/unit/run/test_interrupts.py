"""Ctrl-C once finishes, twice stops; what the tool was started with is respected."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from evaltools.run.interrupts import Interrupts, interrupts_held_back

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def usual_answers() -> Iterator[None]:
    """Whoever started the tests may have some signals ignored."""
    before = {number: signal.getsignal(number) for number in NUMBERS}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    for number, answer in before.items():
        signal.signal(number, answer)


def test_ctrl_c_counts() -> None:
    """Once: nothing new is begun. Twice: what runs ends. A third time ends what is left at once."""
    with Interrupts() as interrupts:
        assert (interrupts.finish, interrupts.stop) == (False, False)
        signal.raise_signal(signal.SIGINT)
        assert (interrupts.finish, interrupts.stop) == (True, False)
        signal.raise_signal(signal.SIGINT)
        assert (interrupts.finish, interrupts.stop) == (True, True)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_told_to_end_counts_as_twice(number: signal.Signals) -> None:
    """The end of a service or of a terminal stops what runs, and asks no second time."""
    with Interrupts() as interrupts:
        signal.raise_signal(number)
        assert interrupts.stop


def test_it_is_said_once_and_only_while_pages_are_made() -> None:
    """Whoever waits for a page learns what a second Ctrl-C would do."""
    told: list[str] = []
    with Interrupts(tell=told.append) as interrupts:
        interrupts.running = True
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
    assert told == ["Finishing what is running; Ctrl-C once more stops at once."]
    with Interrupts(tell=told.append):
        signal.raise_signal(signal.SIGINT)
    assert len(told) == 1


def test_other_answers_come_back() -> None:
    """After a run the signals mean what they meant before."""
    with Interrupts():
        assert signal.getsignal(signal.SIGTERM) != signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_what_is_ignored_stays_ignored() -> None:
    """`nohup evaltools run` outlives its terminal."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with Interrupts() as interrupts:
        signal.raise_signal(signal.SIGHUP)
        assert not interrupts.finish
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def test_a_process_starts_without_ctrl_c() -> None:
    """A process that is started does not hear of it; the one that starts it does, a moment later."""
    look = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    with Interrupts() as interrupts:
        with interrupts_held_back():
            said = subprocess.run(
                [sys.executable, "-S", "-c", look], capture_output=True, text=True, check=True
            )
            signal.raise_signal(signal.SIGINT)
            assert not interrupts.finish
        assert interrupts.finish
    assert said.stdout == "True\n"
