"""How far a run is: a bar on a terminal, plain lines otherwise."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from evaltools.run.freshness import Decision, by_reason
from evaltools.run.jobs import Job
from evaltools.run.outcome import Outcome
from evaltools.run.runner import Watcher


def reasons(decisions: Sequence[Decision]) -> Iterator[str]:
    """Every page that is made or skipped, with the reason; pages with the same reason in one line.

    Examples
    --------
    >>> from pathlib import Path
    >>> job = Job(report="overview", notebook=Path("overview.ipynb"), audience="public", language="kk")
    >>> print(*reasons([Decision(job=job, make=True, why="there is no page yet")]))
    make 1 page (there is no page yet): overview kk
    """
    for word, make in (("make", True), ("skip", False)):
        for why, jobs in by_reason(each for each in decisions if each.make is make).items():
            pages = f"{len(jobs)} page{'s' if len(jobs) != 1 else ''}"
            yield f"{word} {pages} ({why}): {', '.join(job.about for job in jobs)}"


@contextmanager
def watch() -> Iterator[Watcher]:
    """A watcher that fits where the output goes."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    # A run that is not watched on a terminal needs no drawing of bars.
    from evaltools.bar import bar

    with bar() as watcher:
        yield watcher


class Lines:
    """One line for each report that comes to its end."""

    def planned(self, decisions: Sequence[Decision]) -> None:
        for line in reasons(decisions):
            print(line, file=sys.stderr)
        self.total, self.count = sum(each.make for each in decisions), 0

    def started(self, job: Job) -> None:
        pass

    def ended(self, outcome: Outcome) -> None:
        self.count += 1
        good = "done, without its PDF" if outcome.missing else "done"
        word = good if outcome.done else "interrupted" if outcome.cause == "interrupted" else "failed"
        print(
            f"[{self.count}/{self.total}] {word}: {outcome.job.about} ({outcome.seconds:.1f} s)",
            file=sys.stderr,
        )
