"""Processes that a test has started, found by what is in their environment."""

from __future__ import annotations

import os
import time
from pathlib import Path

#: In the environment of everything that a test starts.
MARK = "EVALTOOLS_TEST_MARK"
GONE_WITHIN = 10


def alive(mark: str) -> list[str]:
    """Processes that carry a mark, zombies left out."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit() and int(place.name) != os.getpid():
            try:
                if f"{MARK}={mark}".encode() in (place / "environ").read_bytes().split(b"\0"):
                    state = (place / "stat").read_text().rpartition(")")[2].split()[0]
                    if state != "Z":
                        command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                        found.append(f"{place.name} {state} {command}")
            except OSError:
                continue
    return found


def left(mark: str, seconds: float = GONE_WITHIN) -> list[str]:
    """What is alive with a mark after some seconds at most."""
    deadline = time.monotonic() + seconds
    while (found := alive(mark)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found
