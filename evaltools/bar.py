"""A bar of reports, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from evaltools.progress import reasons
from evaltools.run.freshness import Decision
from evaltools.run.jobs import Job
from evaltools.run.outcome import Outcome


@contextmanager
def bar() -> Iterator[Bar]:
    """A bar that is there while a run goes on."""
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

    def planned(self, decisions: Sequence[Decision]) -> None:
        for line in reasons(decisions):
            self.progress.console.print(line, markup=False, highlight=False)
        self.task = self.progress.add_task("reports", total=sum(each.make for each in decisions), now="")

    def started(self, job: Job) -> None:
        self.running[job.about] = None
        self._show()

    def ended(self, outcome: Outcome) -> None:
        self.running.pop(outcome.job.about, None)
        self.progress.advance(self.task)
        self._show()

    def _show(self) -> None:
        self.progress.update(self.task, now=", ".join(self.running))
