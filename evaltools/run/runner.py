"""Execute a plan: make what is out of date, write each page as it is done, then publish the rest."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from evaltools.errors import EvaltoolsError, StorageError
from evaltools.formats import BESIDE, PRINTED
from evaltools.press import PRINT_CAUSES, PrintError
from evaltools.project import load_project
from evaltools.provenance import changed_inputs, provenance_of
from evaltools.run.basis import settings_hash, versions
from evaltools.run.forking import can_fork
from evaltools.run.freshness import Decision
from evaltools.run.jobs import Job
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
from evaltools.run.outcome import Outcome, interrupted
from evaltools.run.plan import Plan, decide, own_studio
from evaltools.run.record import PageRecord, as_there, belongs, in_order, read_record, record_of
from evaltools.run.store import forget_unfinished, json_text, remove, sha256, write
from evaltools.run.studio import OURS, Executor, Forks, Studio

if TYPE_CHECKING:
    from evaltools.press.press import Press

#: Seconds that are waited for a page to be printed before it is seen whether somebody has asked to stop.
_MOMENT = 0.2


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
    def missing(self) -> tuple[tuple[Job, str], ...]:
        """Files that should lie beside a page made now and do not: whose, and why."""
        return tuple(
            (outcome.job, PRINT_CAUSES[cause])
            for outcome in self.outcomes
            for cause in outcome.missing.values()
        )

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.done)


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
        with own_studio() as own:
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
            record = as_there(state.record, self.output)
            if href in records or record.made:
                records[href] = record
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
        kernels = any(self.plan.engine_of(each.job) == "kernel" for each in wanted)
        languages = dict.fromkeys(each.job.language for each in wanted) if len(wanted) > self.limit else ()
        if languages or kernels:
            self.studio.warm(languages=list(languages), kernels=kernels)
        interrupts.running = True
        waiting = deque((each, 0) for each in wanted)
        tries: dict[Job, tuple[Decision, int]] = {}
        executor = self._executor(min(self.limit, len(wanted)))
        printing: dict[str, tuple[Outcome, Decision]] = {}
        press = self._press()
        try:
            while waiting or printing or not executor.is_idle:
                if interrupts.stop:
                    executor.stop()
                    if press:
                        press.stop()
                while waiting and executor.is_free and not interrupts.finish:
                    decision, tried = waiting.popleft()
                    tries[decision.job] = (decision, tried)
                    # One that was killed costs the pages that were being made, not those that wait.
                    self.studio.open(self.plan.project.folder)
                    executor.begin(self.plan.task(decision.job))
                    if self.watcher:
                        self.watcher.started(decision.job)
                if interrupts.finish and executor.is_idle and not printing:
                    break
                for outcome in () if executor.is_idle else executor.ended():
                    decision, tried = tries.pop(outcome.job)
                    retries = self.plan.project.reports[outcome.job.report].retries
                    if not outcome.done and tried < retries and not interrupts.finish:
                        waiting.append((decision, tried + 1))
                    elif press and outcome.done:
                        printing[outcome.job.href] = (outcome, decision)
                        press.begin(outcome.job.href, outcome.html)
                    else:
                        self._keep(outcome, decision)
                if press:
                    for href, found in press.ended(_MOMENT if executor.is_idle else 0):
                        outcome, decision = printing.pop(href)
                        self._keep(_with_print(outcome, found), decision)
        finally:
            interrupts.running = False
            executor.close()
            if press:
                press.close()
        for decision, _ in waiting:
            self._keep(interrupted(self.plan.task(decision.job)), decision)

    def _press(self) -> Press | None:
        if self.plan.printer is None:
            return None
        from evaltools.press.browser import Workplace
        from evaltools.press.press import Press

        return Press(self.plan.printer, Workplace(folder=lambda: self.studio.folder, owner=OURS), self.limit)

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
        return (
            published.shown != self._shown(pages)
            or bool(set(published.kept) - set(self._kept(pages)))
            or bool(differing(self.output, published.files))
        )

    def _kept(self, pages: Sequence[PageRecord]) -> tuple[str, ...]:
        """Pages that this run did not look at: the start page marks them."""
        return tuple(each.href for each in pages if each.made and each.checked < self.moment.isoformat())

    def _shown(self, pages: Sequence[PageRecord]) -> str:
        """Hash of what the start page and the tables show."""
        plan = self.plan
        content = {
            "data": plan.provenance.data_hash,
            "settings": settings_hash(plan.project),
            "package": plan.jobs and plan.basis(plan.jobs[0]).package,
            "packages": versions(),
            "commit": plan.provenance.commit,
            "pages": [
                (each.href, each.status, each.reason, each.sha256, each.files, each.missing) for each in pages
            ],
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
        write_published(self.output, Published(self._shown(pages), files, self._kept(pages)))

    def _changed_meanwhile(self) -> tuple[str, ...]:
        folder, before = self.plan.project.folder, self.plan.provenance.inputs
        try:
            after = provenance_of(load_project(folder)).inputs
        except EvaltoolsError:
            # The settings cannot be used any more, or a file is gone; the pages are made all the same.
            files = [name for name in before if "://" not in name and not name.endswith("/")]
            return tuple(name for name in files if file_hash(folder / name) != before[name])
        return changed_inputs(before, after)


def _with_print(outcome: Outcome, found: bytes | PrintError) -> Outcome:
    """A page with its PDF, or with the reason why it has none."""
    place = outcome.job.place(PRINTED)
    if isinstance(found, PrintError):
        return replace(outcome, missing={place: found.cause})
    return replace(outcome, files={**outcome.files, place: found})


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
