"""What is to be made, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from evaltools.press import PrintCause
from evaltools.project.model import Engine
from evaltools.run.jobs import Job

#: Why a report was not made.
Cause = Literal[
    "",
    "cell-error",
    "stopped-early",
    "cell-timeout",
    "report-timeout",
    "out-of-memory",
    "killed",
    "process-ended",
    "data-changed",
    "interrupted",
    "storage",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One report to make, and what it may take.

    Attributes
    ----------
    job : Job
    values : mapping
        Of all declared parameters.
    data_hash : str
        Of the data that the notebook must have seen.
    formats : tuple of str
        What to make beside the page.
    engine : {"shell", "kernel", "papermill"}
    cell_timeout, timeout : float
        Seconds that each cell and all of them may take.
    memory : int
        Megabytes of memory that it may take of its own; 0 for no limit.
    """

    job: Job
    values: Mapping[str, Any]
    data_hash: str
    formats: tuple[str, ...] = ()
    engine: Engine = "shell"
    cell_timeout: float = 600
    timeout: float = 1800
    memory: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a job.

    Attributes
    ----------
    job : Job
    html : str
        The page; empty if the job failed.
    reason : str
        Why it failed, in one sentence; empty if it did not.
    cause : str
        The kind of failure.
    parameters : dict
        All values that the notebook ran with, defaults included.
    seconds : float
    files : mapping of str to bytes
        What was made beside the page, by its place in the output folder.
    read : tuple of dict
        What the notebook asked of the results, with hashes of the answers.
    missing : mapping of str to str
        Kind of fault by the place of each file that should lie beside the
        page and does not; the page itself is good.
    """

    job: Job
    html: str = ""
    reason: str = ""
    cause: Cause = ""
    parameters: Mapping[str, Any]
    seconds: float = 0.0
    files: Mapping[str, bytes] = field(default_factory=dict)
    read: tuple[Mapping[str, Any], ...] = ()
    missing: Mapping[str, PrintCause] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return not self.reason


def interrupted(task: Task) -> Outcome:
    """The outcome of a report that was not made because the run was stopped."""
    return failed(task, "interrupted", "the run was stopped before the page was made")


def failed(task: Task, cause: Cause, reason: str, seconds: float = 0.0) -> Outcome:
    """The outcome of a report that was not made."""
    return Outcome(job=task.job, reason=reason, cause=cause, parameters=task.values, seconds=seconds)
