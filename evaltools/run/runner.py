"""Run a project: plan, execute side by side, publish each page as it is done, then the start page."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

from filelock import FileLock, Timeout

from evaltools.cache import writable_cache
from evaltools.errors import LockedError, StorageError
from evaltools.export import BESIDE, chosen_formats
from evaltools.prepare import Prepared, prepare
from evaltools.project import find_project
from evaltools.project.model import Engine
from evaltools.run.crew import Crew, Task, can_fork
from evaltools.run.execute import Outcome, execute
from evaltools.run.jobs import Job, Selection, plan_jobs
from evaltools.run.parameters import declared_parameters, fit
from evaltools.run.publish import publish
from evaltools.run.record import PageRecord, in_order, read_record, record_of
from evaltools.run.signals import leave_interrupts_to_the_parent
from evaltools.run.store import remove, write


class Watcher(Protocol):
    """What wants to know how far a run is."""

    def planned(self, jobs: Sequence[Job]) -> None: ...
    def started(self, job: Job) -> None: ...
    def ended(self, outcome: Outcome) -> None: ...


@dataclass(frozen=True)
class RunSummary:
    """What a run left.

    Attributes
    ----------
    output : Path
    pages : tuple of PageRecord
        All pages of the folder.
    outcomes : tuple of Outcome
        Of this run's jobs.
    refused : tuple of str
        Files that could not be used.
    """

    output: Path
    pages: tuple[PageRecord, ...]
    outcomes: tuple[Outcome, ...]
    refused: tuple[str, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.done)


@dataclass(frozen=True)
class Plan:
    """A run before it starts: nothing has been written.

    Attributes
    ----------
    prepared : Prepared
    jobs : tuple of Job
    parameters : mapping
        By report.
    output : Path
    formats : tuple of str
        What is made beside each page.
    """

    prepared: Prepared
    jobs: tuple[Job, ...]
    parameters: Mapping[str, Mapping[str, Any]]
    output: Path
    formats: tuple[str, ...] = ()

    def engine_of(self, job: Job) -> Engine:
        """What runs a job's notebook: as the settings say, else a shell for our own, a kernel for others.

        A notebook of ours that somebody has changed is hers.
        """
        return self.prepared.project.reports[job.report].engine or (
            "shell" if _is_ours(job.notebook) else "kernel"
        )


def plan_run(
    project: str | Path,
    selection: Selection,
    given: Mapping[str, str] | None = None,
    output: Path | None = None,
    formats: Sequence[str] = (),
) -> Plan:
    """Check everything that can be checked before a kernel starts.

    Parameters
    ----------
    project : str or Path
        The project's folder, looked for from the working directory upwards.
    selection : Selection
        Reports, regions, trainings, languages; empty means all.
    given : mapping of str, optional
        Parameters for notebooks that declare them.
    output : Path, optional
        Folder for the pages; `reports/<project>` by default.
    formats : sequence of str
        Formats to make; a page of HTML is always made.

    Raises
    ------
    UsageError, ConfigurationError, DataError
        In one message, with nothing written.
    """
    beside = chosen_formats(formats)
    prepared = prepare(project)
    folder = find_project(project)
    jobs = plan_jobs(prepared, selection, notebook_folders(folder))
    declared = {job.report: declared_parameters(job.notebook) for job in jobs}
    fitted = fit(given or {}, declared)
    parameters = {report: declared[report] | fitted[report] for report in declared}
    return Plan(prepared, tuple(jobs), parameters, output or Path("reports") / prepared.project.id, beside)


def run(plan: Plan, *, jobs: int = 0, watcher: Watcher | None = None) -> RunSummary:
    """Execute a plan.

    Parameters
    ----------
    plan : Plan
    jobs : int, default 0
        How many notebooks run at once; 0 for one for each processor.
    watcher : Watcher, optional
        Told of every start and end.

    Returns
    -------
    RunSummary

    Raises
    ------
    LockedError
        Another run holds the output folder.
    StorageError
        The output folder cannot be written.
    KeyboardInterrupt
        After what was done has been published.
    """
    output, data_hash = plan.output, plan.prepared.provenance.data_hash
    with _holding(output):
        moment = now()
        known = read_record(output)
        outcomes = []
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"The folder {output} cannot be made: {error.strerror}.") from error
        if watcher:
            watcher.planned(plan.jobs)
        interrupted = False
        try:
            for outcome in _outcomes(plan, jobs or os.cpu_count() or 1, watcher):
                if outcome.done:
                    _write_page(output, outcome)
                href = outcome.job.href
                known[href] = record_of(outcome, data_hash, now(), known.get(href))
                outcomes.append(outcome)
                if watcher:
                    watcher.ended(outcome)
        except KeyboardInterrupt:
            # The pages that are done get their start page; what was running is lost.
            interrupted = True
        pages = in_order(list(known.values()), plan.prepared)
        publish(plan.prepared, output, pages, moment)
        if interrupted:
            raise KeyboardInterrupt
    refused = tuple(sorted({finding.file for finding in plan.prepared.findings if finding.refuses}))
    return RunSummary(output, tuple(pages), tuple(outcomes), refused)


def _write_page(output: Path, outcome: Outcome) -> None:
    """Write a page after the files beside it; one that this run did not make would show an older state."""
    job = outcome.job
    for name in BESIDE:
        place = job.place(name)
        if place in outcome.files:
            write(output / place, outcome.files[place])
        else:
            remove(output / place)
    write(output / job.href, outcome.html)


@cache
def _is_ours(notebook: Path) -> bool:
    """Whether a notebook is one that the package brings, unchanged."""
    return any(
        (folder / notebook.name).is_file() and (folder / notebook.name).read_bytes() == notebook.read_bytes()
        for folder in own_notebooks()
    )


def own_notebooks() -> list[Path]:
    """Where the package's notebooks are: in the package, or beside it in a checkout."""
    package = Path(str(files("evaltools")))
    return [folder for folder in (package / "notebooks", package.parent / "notebooks") if folder.is_dir()]


def notebook_folders(project: Path) -> list[Path]:
    """Where notebooks are looked for: `notebooks/` beside or above the project, then the package's own."""
    beside = [parent / "notebooks" for parent in (project, *project.parents)]
    found = [folder for folder in (*beside, Path.cwd() / "notebooks", *own_notebooks()) if folder.is_dir()]
    return list(dict.fromkeys(folder.resolve() for folder in found))


def _outcomes(plan: Plan, limit: int, watcher: Watcher | None) -> Iterator[Outcome]:
    """Outcomes as they come: of reports that run in forked processes, then of those that need a kernel."""
    forked = [job for job in plan.jobs if plan.engine_of(job) == "shell"] if can_fork() else []
    if forked:
        yield from _in_forks(plan, forked, limit, watcher)
    others = [job for job in plan.jobs if job not in forked]
    if others:
        yield from _in_kernels(plan, others, limit, watcher)


def _in_forks(plan: Plan, jobs: Sequence[Job], limit: int, watcher: Watcher | None) -> Iterator[Outcome]:
    """Never more than `limit` reports at once, each in a process forked from one that is warm."""
    waiting = list(reversed(jobs))
    data_hash = plan.prepared.provenance.data_hash
    with Crew(plan.prepared.project.folder, min(limit, len(waiting))) as crew:
        while waiting or not crew.is_idle:
            while waiting and crew.is_free:
                job = waiting.pop()
                report = plan.prepared.project.reports[job.report]
                limits = (report.cell_timeout, report.timeout)
                crew.begin(Task(job, _values(job, plan), data_hash, plan.formats, *limits))
                if watcher:
                    watcher.started(job)
            yield from crew.ended()


def _in_kernels(plan: Plan, jobs: Sequence[Job], limit: int, watcher: Watcher | None) -> Iterator[Outcome]:
    """Never more than `limit` notebooks at once, each with a kernel of its own."""
    waiting = list(reversed(jobs))
    running: dict[Future[Outcome], Job] = {}
    data_hash = plan.prepared.provenance.data_hash
    # Spawned, not forked: a worker must not inherit this process's threads and locks.
    with ProcessPoolExecutor(
        min(limit, len(waiting)), mp_context=get_context("spawn"), initializer=leave_interrupts_to_the_parent
    ) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < limit:
                    job = waiting.pop()
                    try:
                        cell_timeout = plan.prepared.project.reports[job.report].cell_timeout
                        future = pool.submit(
                            execute,
                            job,
                            _values(job, plan),
                            data_hash,
                            plan.formats,
                            cell_timeout=cell_timeout,
                        )
                    except BrokenProcessPool as error:
                        # A notebook that kills its process must cost the others no more than their turn.
                        future = Future()
                        future.set_exception(error)
                    running[future] = job
                    if watcher:
                        watcher.started(job)
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ended:
                    job = running.pop(future)
                    yield _outcome(future, job, plan)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _outcome(future: Future[Outcome], job: Job, plan: Plan) -> Outcome:
    error = future.exception()
    if error is None:
        return future.result()
    reason = f"the process that ran the notebook ended ({type(error).__name__})"
    return Outcome(job=job, html="", reason=reason, parameters=_values(job, plan), seconds=0.0)


def _values(job: Job, plan: Plan) -> dict[str, Any]:
    """All parameters of a job: what the run sets where the notebook declares it, the rest as fitted."""
    declared = plan.parameters[job.report]
    own = {
        "project": str(plan.prepared.project.folder),
        "region": job.region,
        "training": job.training,
        "language": job.language,
    }
    return dict(declared) | {name: value for name, value in own.items() if name in declared}


@contextmanager
def _holding(output: Path) -> Iterator[None]:
    """Hold the output folder; the lock lies in the cache, so that nothing of it is sent with the pages."""
    name = hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:24]
    folder = writable_cache("locks")
    holder = folder / f"{name}.json"
    lock = FileLock(folder / f"{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        try:
            held = json.loads(holder.read_text(encoding="utf-8"))
            who = f"process {held['process']}, started {held['started']}"
        except (OSError, ValueError, KeyError):
            who = "a run that has just started"
        raise LockedError(
            f"Another run holds {output} ({who}). Wait for it, or choose another --output."
        ) from None
    try:
        holder.write_text(
            json.dumps({"process": os.getpid(), "started": now().isoformat()}), encoding="utf-8"
        )
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def now() -> datetime:
    """The moment, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
