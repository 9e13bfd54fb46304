"""What forked processes have in common."""

from __future__ import annotations

import subprocess
import sys

import pytest

from evaltools.run.forking import can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="processes are forked on Linux")


def said(code: str) -> str:
    """What a process of its own prints: what it does to itself is not to be done to the tests."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def test_descriptors_are_let_go_but_their_numbers_stay_taken() -> None:
    """A file that was inherited open is no longer held, and closing it later closes nothing else."""
    code = """
import os
from evaltools.run.forking import let_go_of_descriptors
held, kept = open(os.__file__), open(os.__file__)
let_go_of_descriptors([kept.fileno()])
place = "/proc/self/fd/%s"
print(os.readlink(place % held.fileno()), os.path.samefile(place % kept.fileno(), os.__file__))
after = os.open(os.__file__, os.O_RDONLY)
held.close()
os.fstat(after)
print(os.get_inheritable(kept.fileno()))
"""
    assert said(code).split() == ["/dev/null", "True", "False"]


def test_a_process_ends_with_its_parent() -> None:
    """Its parent ends without a word, and the signal comes."""
    code = """
import os, signal, time
from evaltools.run.forking import signal_when_parent_ends
reading, writing = os.pipe()
ready, tell = os.pipe()
if os.fork() == 0:
    signal.signal(signal.SIGUSR1, lambda *_: (os.write(writing, b"told"), os._exit(0)))
    child = os.getpid()
    if os.fork() == 0:
        signal_when_parent_ends(signal.SIGUSR1)
        os.write(tell, b"1")
        time.sleep(20)
        os._exit(0)
    os.read(ready, 1)
    os._exit(0)
print(os.read(reading, 4).decode())
"""
    assert said(code) == "told"
