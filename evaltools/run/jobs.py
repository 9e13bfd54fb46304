"""What a run makes: one job for each page, planned before anything starts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaltools.errors import ConfigurationError, UsageError
from evaltools.formats import PAGE_FORMAT
from evaltools.project import Project
from evaltools.project.model import Report
from evaltools.provenance import Outline
from evaltools.regions import region_of
from evaltools.results import COUNTRY


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One page to make.

    Attributes
    ----------
    report : str
        Name of the report, which is its notebook's.
    notebook : Path
    audience : {"public", "internal"}
    language : str
    region : str
        `KZ` for a page about the whole project.
    training : str
        Empty but for a page about one training.
    """

    report: str
    notebook: Path
    audience: str
    language: str
    region: str = COUNTRY
    training: str = ""

    @property
    def href(self) -> str:
        """Place of the page inside the output folder."""
        return self.place(PAGE_FORMAT)

    def place(self, format: str) -> str:
        """Place of the page, or of a file beside it; made of codes alone, never of names from the data."""
        part = (
            f"-{slug(self.training)}"
            if self.training
            else f"-{self.region}"
            if self.region != COUNTRY
            else ""
        )
        inside = "internal/" if self.audience == "internal" else ""
        return f"{inside}{self.language}/{self.report}{part}.{format}"

    @property
    def about(self) -> str:
        """How the job is called on the terminal."""
        what = self.training or (self.region if self.region != COUNTRY else "")
        return " ".join(part for part in (self.report, what, self.language) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What the user asked for; empty means everything."""

    reports: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def plan_jobs(
    project: Project, outline: Outline, selection: Selection, notebooks: Sequence[Path]
) -> list[Job]:
    """List the pages of a run, in the order they are made.

    Parameters
    ----------
    project : Project
    outline : Outline
        Of the prepared project: its trainings.
    selection : Selection
        Reports, regions, trainings and languages to limit the run to.
    notebooks : sequence of Path
        Folders where notebooks are looked for, the first one first.

    Returns
    -------
    list of Job

    Raises
    ------
    UsageError
        A report, region, training or language that the project does not have.
    ConfigurationError
        A report without a notebook.
    """
    reports = _chosen("report", selection.reports, tuple(project.reports))
    languages = _chosen("language", selection.languages, project.header.languages)
    regions = tuple(dict.fromkeys(region_of(project.regions, name) for name in selection.regions))
    known = outline.trainings
    trainings = _chosen("training", selection.trainings, tuple(sorted(known)))
    files = {name: _notebook(name, notebooks) for name in reports}
    missing = [name for name, file in files.items() if file is None]
    if missing:
        places = " or ".join(str(folder) for folder in notebooks)
        raise ConfigurationError(
            str(project.folder / "project.toml"),
            [f"reports.{name}: there is no notebook {name}.ipynb in {places}" for name in missing],
        )
    jobs = []
    for name, file in files.items():
        assert file is not None
        report = project.reports[name]
        for region, training in _subjects(report, project.regions, regions, trainings, known, selection):
            jobs += [
                Job(
                    report=name, notebook=file, audience=report.audience, language=language,
                    region=region, training=training,
                )
                for language in languages
            ]  # fmt: skip
    if not jobs:
        raise UsageError("Nothing is left to run: no report of the project fits what was asked for.")
    return jobs


def _subjects(
    report: Report,
    all_regions: Sequence[str],
    regions: Sequence[str],
    trainings: Sequence[str],
    known: Mapping[str, str],
    selection: Selection,
) -> Iterable[tuple[str, str]]:
    """Region and training of each page of a report."""
    match report.each:
        case "region":
            yield from ((code, "") for code in (regions or all_regions) if code != COUNTRY)
        case "training":
            for name in trainings:
                if selection.trainings or not regions or known[name] in regions:
                    yield known[name], name
        case _:
            # Naming regions limits a run to their pages, unless the report is asked for by name.
            if not regions or selection.reports or COUNTRY in regions:
                yield COUNTRY, ""


def _chosen(what: str, wanted: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    unknown = [name for name in wanted if name not in known]
    if unknown:
        has = ", ".join(known) or "none"
        raise UsageError(f"There is no {what} “{unknown[0]}” in this project. It has: {has}.")
    return tuple(name for name in known if name in wanted) if wanted else tuple(known)


def _notebook(name: str, folders: Sequence[Path]) -> Path | None:
    return next((file for folder in folders if (file := folder / f"{name}.ipynb").is_file()), None)


def slug(name: str) -> str:
    """A name that is safe in a file name: what is not a plain letter or digit goes, a hash keeps it unique.

    Examples
    --------
    >>> slug("T01"), slug("../x")
    ('T01', 'x-d6b96a')
    """
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:40]
    return plain if plain == name else f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:6]}".strip("-")
