"""What a run would do: its pages, what they are made from, and which of them are out of date."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from evaltools.errors import StorageError
from evaltools.formats import PRINTED, chosen_formats
from evaltools.press import Printer, find_printer
from evaltools.project import Project, load_project
from evaltools.project.model import Engine
from evaltools.provenance import Outline, Provenance, prepared_place, provenance_of, read_outline
from evaltools.run.basis import Basis, basis_of, is_ours, own_notebooks, settings_hash
from evaltools.run.freshness import FORCED, SLICE_UNCHANGED, UNCHANGED, Decision, Inquiry, inquire
from evaltools.run.interrupts import Interrupts
from evaltools.run.jobs import Job, Selection, plan_jobs
from evaltools.run.ledger import (
    read_published,
    read_states,
)
from evaltools.run.outcome import Task
from evaltools.run.parameters import declared_parameters, fit
from evaltools.run.studio import Studio


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
    printer : Printer or None
        What prints pages, if that is asked for.
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
    printer: Printer | None = None
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
            job.notebook,
            parameters=self.values(job),
            engine=self.engine_of(job),
            settings=self._settings[job.report],
            data_hash=self.provenance.data_hash,
        )

    @cached_property
    def _settings(self) -> Mapping[str, str]:
        return {name: settings_hash(self.project, name) for name in self.project.reports}

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
    printer = find_printer() if PRINTED in beside else None
    loaded = load_project(project)
    provenance = provenance_of(loaded)
    outline = _outline(loaded, provenance, studio)
    jobs = plan_jobs(loaded, outline, selection, notebook_folders(loaded.folder))
    declared = {job.report: declared_parameters(job.notebook) for job in jobs}
    fitted = fit(given or {}, declared)
    parameters = {report: declared[report] | fitted[report] for report in declared}
    folder = output or Path("reports") / loaded.id
    return Plan(loaded, provenance, outline, tuple(jobs), parameters, folder, beside, printer, started)


def _outline(project: Project, provenance: Provenance, studio: Studio | None) -> Outline:
    place = prepared_place(project, provenance)
    if (known := read_outline(place)) is not None:
        return known
    if studio is None:
        with own_studio() as own:
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
def own_studio() -> Iterator[Studio]:
    """A studio for a caller that has none."""
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


def notebook_folders(project: Path) -> list[Path]:
    """Where notebooks are looked for: `notebooks/` beside or above the project, then the package's own."""
    beside = [parent / "notebooks" for parent in (project, *project.parents)]
    found = [folder for folder in (*beside, Path.cwd() / "notebooks", *own_notebooks()) if folder.is_dir()]
    return list(dict.fromkeys(folder.resolve() for folder in found))
