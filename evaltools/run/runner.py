"""Run a project: plan, make what is out of date, publish each page as it is done, then the rest."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from evaltools.errors import EvaltoolsError, StorageError
from evaltools.formats import BESIDE, chosen_formats
from evaltools.project import Project, load_project
from evaltools.project.model import Engine
from evaltools.provenance import Outline, Provenance, prepared_place, provenance_of, read_outline
from evaltools.run.basis import Basis, basis_of, is_ours, own_notebooks, settings_hash, versions
from evaltools.run.freshness import FORCED, SLICE_UNCHANGED, UNCHANGED, Decision, Inquiry, inquire
from evaltools.run.interrupts import Interrupts
from evaltools.run.jobs import Job, Selection, plan_jobs
from evaltools.run.ledger import (
    PageState,
    Published,
    differing,
    file_hash,
    read_published,
    read_states,
    write_published,
    write_state,
)
from evaltools.run.lock import holding, now
from evaltools.run.outcome import Outcome, Task, failed
from evaltools.run.parameters import declared_parameters, fit
from evaltools.run.record import PageRecord, belongs, in_order, read_record, record_of
from evaltools.run.store import forget_unfinished, json_text, remove, sha256, write
from evaltools.run.studio import Executor, Forks, Studio, can_fork


class Watcher(Protocol):
    """What wants to know how far a run is."""

    def planned(self, decisions: Sequence[Decision]) -> None: ...
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
        Of the jobs that were made, or should have been.
    skipped : tuple of Decision
        Jobs whose pages are as they would be made.
    refused : tuple of str
        Files that could not be used.
    changed : tuple of str
        Inputs that were changed while the run went on: the pages show them as
        they were.
    seconds : float
    """

    output: Path
    pages: tuple[PageRecord, ...]
    outcomes: tuple[Outcome, ...]
    skipped: tuple[Decision, ...]
    refused: tuple[str, ...]
    changed: tuple[str, ...]
    seconds: float

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.done)


@dataclass(frozen=True)
class Plan:
    """A run before it starts: nothing has been written.

    Attributes
    ----------
    project : Project
    provenance : Provenance
        The inputs as they are now.
    outline : Outline
    jobs : tuple of Job
    parameters : mapping
        By report.
    output : Path
    formats : tuple of str
        What is made beside each page.
    started : float
        When planning began, by `time.monotonic`.
    """

    project: Project
    provenance: Provenance
    outline: Outline
    jobs: tuple[Job, ...]
    parameters: Mapping[str, Mapping[str, Any]]
    output: Path
    formats: tuple[str, ...] = ()
    started: float = field(default_factory=time.monotonic)

    def engine_of(self, job: Job) -> Engine:
        """What runs a job's notebook: as the settings say, else a shell for our own, a kernel for others.

        A notebook of ours that somebody has changed is hers.
        """
        return self.project.reports[job.report].engine or ("shell" if is_ours(job.notebook) else "kernel")

    def values(self, job: Job) -> dict[str, Any]:
        """All parameters of a job: what the run sets where the notebook declares it, the rest as fitted."""
        declared = self.parameters[job.report]
        own = {
            "project": str(self.project.folder),
            "region": job.region,
            "training": job.training,
            "language": job.language,
        }
        return dict(declared) | {name: value for name, value in own.items() if name in declared}

    def basis(self, job: Job) -> Basis:
        """What a page would be made from now."""
        return basis_of(
            self.project,
            job.report,
            job.notebook,
            parameters=self.values(job),
            engine=self.engine_of(job),
            data_hash=self.provenance.data_hash,
        )

    def task(self, job: Job) -> Task:
        report = self.project.reports[job.report]
        return Task(
            job=job,
            values=self.values(job),
            data_hash=self.provenance.data_hash,
            formats=self.formats,
            engine=self.engine_of(job),
            cell_timeout=report.cell_timeout,
            timeout=report.timeout,
            memory=report.memory,
        )


def plan_run(
    project: str | Path,
    selection: Selection,
    given: Mapping[str, str] | None = None,
    output: Path | None = None,
    formats: Sequence[str] = (),
    *,
    studio: Studio | None = None,
) -> Plan:
    """Check everything that can be checked before a notebook starts.

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
    studio : Studio, optional
        Prepares the data where they are not prepared yet; one of its own by
        default.

    Raises
    ------
    UsageError, ConfigurationError, DataError
        In one message, with nothing written.
    """
    started = time.monotonic()
    beside = chosen_formats(formats)
    loaded = load_project(project)
    provenance = provenance_of(loaded)
    outline = _outline(loaded, provenance, studio)
    jobs = plan_jobs(loaded, outline, selection, notebook_folders(loaded.folder))
    declared = {job.report: declared_parameters(job.notebook) for job in jobs}
    fitted = fit(given or {}, declared)
    parameters = {report: declared[report] | fitted[report] for report in declared}
    folder = output or Path("reports") / loaded.id
    return Plan(loaded, provenance, outline, tuple(jobs), parameters, folder, beside, started)


def _outline(project: Project, provenance: Provenance, studio: Studio | None) -> Outline:
    place = prepared_place(project, provenance)
    if (known := read_outline(place)) is not None:
        return known
    if studio is None:
        with _studio() as own:
            own.open(project.folder)
    else:
        studio.open(project.folder)
    if (made := read_outline(place)) is None:
        raise StorageError(
            f"The prepared data are not in {place}: the data changed just now, or the folder was removed. "
            "Run again."
        )
    return made


@contextmanager
def _studio() -> Iterator[Studio]:
    with Interrupts() as interrupts, Studio(interrupts) as studio:
        yield studio


def decide(plan: Plan, studio: Studio, *, force: bool = False) -> list[Decision]:
    """What a run would do with each job, and why; nothing is written.

    Parameters
    ----------
    plan : Plan
    studio : Studio
        Asked only if the data have changed.
    force : bool, default False
        Make everything again.
    """
    if force:
        return [Decision(job=job, make=True, why=FORCED) for job in plan.jobs]
    states, published = read_states(plan.output), read_published(plan.output)
    found = {
        job: inquire(job, states.get(job.href), plan.basis(job), plan.output, published, plan.formats)
        for job in plan.jobs
    }
    inquiries = {job: each for job, each in found.items() if isinstance(each, Inquiry)}
    answers: dict[Job, str] = {}
    if inquiries:
        studio.open(plan.project.folder)
        answers = dict(zip(inquiries, studio.stale(plan.output, list(inquiries.values())), strict=True))
    return [_decision(job, each, answers.get(job, "")) for job, each in found.items()]


def _decision(job: Job, found: str | Inquiry | None, answer: str) -> Decision:
    match found:
        case None:
            return Decision(job=job, make=False, why=UNCHANGED)
        case str():
            return Decision(job=job, make=True, why=found)
        case _:
            kept = SLICE_UNCHANGED if found.slices else UNCHANGED
            return Decision(job=job, make=bool(answer), why=answer or kept)


def run(
    plan: Plan,
    *,
    jobs: int = 0,
    force: bool = False,
    watcher: Watcher | None = None,
    studio: Studio | None = None,
) -> RunSummary:
    """Execute a plan.

    Parameters
    ----------
    plan : Plan
    jobs : int, default 0
        How many notebooks run at once; 0 for one for each processor.
    force : bool, default False
        Make also what has not changed.
    watcher : Watcher, optional
        Told of every start and end.
    studio : Studio, optional
        The one that planned; one of its own by default.

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
    if studio is None:
        with _studio() as own:
            return run(plan, jobs=jobs, force=force, watcher=watcher, studio=own)
    with holding(plan.output):
        return _Run(plan, studio, jobs or os.cpu_count() or 1, watcher).execute(force)


class _Run:
    """One run, while it goes on."""

    def __init__(self, plan: Plan, studio: Studio, limit: int, watcher: Watcher | None) -> None:
        self.plan, self.studio, self.limit, self.watcher = plan, studio, limit, watcher
        self.output = plan.output
        self.moment = now()
        self.states = read_states(self.output)
        self.known = self._known()
        self.outcomes: list[Outcome] = []

    def _known(self) -> dict[str, PageRecord]:
        """Pages of earlier runs: the ledger knows also of a run that did not come to its end."""
        records = read_record(self.output)
        for href, state in self.states.items():
            if href in records or (self.output / href).is_file():
                records[href] = state.record
        return {href: each for href, each in records.items() if each.made or belongs(each, self.plan.project)}

    def execute(self, force: bool) -> RunSummary:
        """Decide, make, publish."""
        plan, interrupts = self.plan, self.studio.interrupts
        decisions = decide(plan, self.studio, force=force)
        if self.watcher:
            self.watcher.planned(decisions)
        wanted = [each for each in decisions if each.make]
        skipped = [each for each in decisions if not each.make]
        if wanted:
            self._make_folder()
            self._make(wanted)
        for each in skipped:
            self._note_skip(each)
        pages = in_order(self.known.values(), plan.project)
        changed = self._changed_meanwhile() if wanted else ()
        if wanted or self._is_out_of_date(pages):
            self._publish(pages)
        if interrupts.finish:
            raise KeyboardInterrupt
        return RunSummary(
            self.output,
            tuple(pages),
            tuple(self.outcomes),
            tuple(skipped),
            plan.outline.refused,
            changed,
            time.monotonic() - plan.started,
        )

    def _make_folder(self) -> None:
        try:
            self.output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"The folder {self.output} cannot be made: {error.strerror}.") from error
        forget_unfinished(self.output)

    def _make(self, wanted: Sequence[Decision]) -> None:
        """Make pages and write each as soon as it is there."""
        interrupts = self.studio.interrupts
        self.studio.open(self.plan.project.folder)
        if len(wanted) > self.limit:
            self.studio.warm()
        interrupts.running = True
        waiting = deque((each, 0) for each in wanted)
        tries: dict[Job, tuple[Decision, int]] = {}
        executor = self._executor(min(self.limit, len(wanted)))
        try:
            while waiting or not executor.is_idle:
                if interrupts.stop:
                    executor.stop()
                while waiting and executor.is_free and not interrupts.finish:
                    decision, tried = waiting.popleft()
                    tries[decision.job] = (decision, tried)
                    # One that was killed costs the pages that were being made, not those that wait.
                    self.studio.open(self.plan.project.folder)
                    executor.begin(self.plan.task(decision.job))
                    if self.watcher:
                        self.watcher.started(decision.job)
                if interrupts.finish and executor.is_idle:
                    break
                for outcome in executor.ended():
                    decision, tried = tries.pop(outcome.job)
                    retries = self.plan.project.reports[outcome.job.report].retries
                    if not outcome.done and tried < retries and not interrupts.finish:
                        waiting.append((decision, tried + 1))
                    else:
                        self._keep(outcome, decision)
        finally:
            interrupts.running = False
            executor.close()
        for decision, _ in waiting:
            reason = "the run was stopped before the page was made"
            self._keep(failed(self.plan.task(decision.job), "interrupted", reason), decision)

    def _executor(self, limit: int) -> Executor:
        if can_fork():
            return Forks(self.studio, limit)
        from evaltools.run.spawned import Spawned

        return Spawned(self.plan.project.folder, limit, self.studio.folder)

    def _keep(self, outcome: Outcome, decision: Decision) -> None:
        """Write a page that was made, then what it was made from; of one that was not, the reason."""
        job = outcome.job
        if outcome.done:
            _write_page(self.output, outcome)
        record = record_of(
            outcome, self.plan.provenance.data_hash, now(), self.known.get(job.href), decision.why
        )
        self.known[job.href] = record
        write_state(self.output, PageState(record, self.plan.basis(job), outcome.read))
        self.outcomes.append(outcome)
        if self.watcher:
            self.watcher.ended(outcome)

    def _note_skip(self, decision: Decision) -> None:
        """A page that is as it would be made counts as looked at now."""
        state = self.states[decision.job.href]
        basis = self.plan.basis(decision.job)
        record = replace(state.record, skipped=decision.why, why="", checked=self.moment.isoformat())
        self.known[record.href] = record
        if state.basis != basis:
            write_state(self.output, replace(state, record=record, basis=basis))

    def _is_out_of_date(self, pages: Sequence[PageRecord]) -> bool:
        """Whether what describes the folder would be written otherwise now, or is not as it was left."""
        published = read_published(self.output)
        return published.shown != self._shown(pages) or bool(differing(self.output, published.files))

    def _shown(self, pages: Sequence[PageRecord]) -> str:
        """Hash of what the start page and the tables show."""
        plan = self.plan
        content = {
            "data": plan.provenance.data_hash,
            "settings": settings_hash(plan.project),
            "package": plan.jobs and plan.basis(plan.jobs[0]).package,
            "packages": versions(),
            "commit": plan.provenance.commit,
            "pages": [(each.href, each.status, each.reason, each.sha256, each.files) for each in pages],
        }
        return sha256(json_text(content))

    def _publish(self, pages: Sequence[PageRecord]) -> None:
        for page in pages:
            if page.made and not (self.output / page.href).is_file():
                raise StorageError(
                    f"{self.output / page.href} is not there any more: the folder was removed or changed "
                    "while the run wrote into it. Run again: what is missing is made."
                )
        self._make_folder()
        self.studio.open(self.plan.project.folder)
        try:
            files = self.studio.publish(self.output, pages, self.moment)
        except (EvaltoolsError, KeyboardInterrupt):
            # The process that wrote may have been killed over a file.
            forget_unfinished(self.output)
            raise
        write_published(self.output, Published(self._shown(pages), files))

    def _changed_meanwhile(self) -> tuple[str, ...]:
        folder, before = self.plan.project.folder, self.plan.provenance.inputs
        try:
            after = provenance_of(load_project(folder)).inputs
        except EvaltoolsError:
            # The settings cannot be used any more, or a file is gone; the pages are made all the same.
            files = [name for name in before if "://" not in name and not name.endswith("/")]
            return tuple(name for name in files if file_hash(folder / name) != before[name])
        return tuple(name for name in {**before, **after} if before.get(name) != after.get(name))


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


def notebook_folders(project: Path) -> list[Path]:
    """Where notebooks are looked for: `notebooks/` beside or above the project, then the package's own."""
    beside = [parent / "notebooks" for parent in (project, *project.parents)]
    found = [folder for folder in (*beside, Path.cwd() / "notebooks", *own_notebooks()) if folder.is_dir()]
    return list(dict.fromkeys(folder.resolve() for folder in found))
