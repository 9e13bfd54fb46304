"""How far a run is: a bar on a terminal, plain lines otherwise."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from evaltools.run.execute import Outcome
from evaltools.run.jobs import Job
from evaltools.run.runner import Watcher


@contextmanager
def watch() -> Iterator[Watcher]:
    """A watcher that fits where the output goes."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield Bar(progress)


class Bar:
    """A bar of reports with what runs now."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.running: dict[str, None] = {}
        self.task = TaskID(0)

    def planned(self, jobs: Sequence[Job]) -> None:
        self.task = self.progress.add_task("reports", total=len(jobs), now="")

    def started(self, job: Job) -> None:
        self.running[job.about] = None
        self._show()

    def ended(self, outcome: Outcome) -> None:
        self.running.pop(outcome.job.about, None)
        self.progress.advance(self.task)
        self._show()

    def _show(self) -> None:
        self.progress.update(self.task, now=", ".join(self.running))


class Lines:
    """One line for each report that comes to its end."""

    def planned(self, jobs: Sequence[Job]) -> None:
        self.total, self.count = len(jobs), 0

    def started(self, job: Job) -> None:
        pass

    def ended(self, outcome: Outcome) -> None:
        self.count += 1
        word = "done" if outcome.done else "failed"
        print(
            f"[{self.count}/{self.total}] {word}: {outcome.job.about} ({outcome.seconds:.1f} s)",
            file=sys.stderr,
        )
