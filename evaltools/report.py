"""What a notebook calls: open a report, then show its blocks one by one."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from evaltools import page, regions
from evaltools.errors import UsageError
from evaltools.flow import Flow
from evaltools.forms import filled, load_form
from evaltools.language import Language
from evaltools.page import FORM, Block
from evaltools.prepare import Prepared, prepare, trainings_of
from evaltools.project import Narrative
from evaltools.results import COUNTRY
from evaltools.sections import (
    activities,
    checks,
    comparison,
    deviations,
    economy,
    goals,
    learning,
    narratives,
    next_time,
    participants,
    plan,
    quality,
    questions,
    registers,
    satisfaction,
    schedules,
    services,
    top,
    training,
    trust,
)
from evaltools.slices import (
    EVERYTHING,
    Notes,
    Scope,
    WatchedResults,
    findings_for,
    slice_of,
    union,
    watched_labels,
    watched_registers,
)
from evaltools.view import View
from evaltools.wording import lead

#: In a run, the audience that a page is made for: set for the kernel by the runner.
AUDIENCE = "EVALTOOLS_AUDIENCE"


@dataclass(frozen=True)
class Report:
    """One page in the making; every method gives a block that shows itself in a notebook.

    Made by `open_report`. A section without data keeps its heading and says
    so in one sentence.

    Attributes
    ----------
    name : str
        Name of the report, which is its notebook's.
    source : Prepared
        The project with everything computed.
    view : View
        The results that this page may show, its region and its language.
    training : str
        Code of the training that the page is about; usually empty.
    audience : {"public", "internal"}
    notes : Notes
        What the page has asked for so far.
    """

    name: str
    source: Prepared
    view: View
    training: str
    audience: str
    notes: Notes

    @property
    def prepared(self) -> Prepared:
        """The whole project, for a notebook of your own; it is made again when any input changes."""
        self.notes.add(EVERYTHING)
        return self.source

    def header(self) -> Block:
        """Project, title, period, and whether the data are final, internal or synthetic."""
        return top.header(self.view, self.name, self._title, self.audience, self.source.provenance)

    def lead(self) -> Block:
        """What was to be reached; how much, for whom, against what plan, and what the page cannot tell."""
        asked = page.asked(lead.purpose(self.view), language=self.view.language)
        return Block(asked.html + page.lead(lead.lead(self.view)).html)

    def verdict(self) -> Block:
        """Whether the data can be used, in one sentence."""
        return page.lead(quality.verdict(self.view, self._flows))

    def tiles(self) -> Block:
        """The few numbers that are checked first."""
        return top.tiles(self.view)

    def warning(self) -> Block | None:
        """What must not be overlooked; nothing where nothing must."""
        return trust.warning(self.view)

    def contents(self) -> Block:
        """Links to the sections."""
        return page.contents(self.view.language.text("Contents"))

    def plan(self) -> Block:
        """Plan and fact of every indicator."""
        return plan.plan(self.view)

    def map(self, *, part: bool = False) -> Block:
        """Where the plan was reached, on a grid of all regions; with `part` under the section before it."""
        return plan.status_map(self.view, part=part)

    def services(self) -> Block:
        """Consultations and clients."""
        return services.services(self.view)

    def comparison(self) -> Block:
        """Rates of the regions, side by side."""
        return comparison.comparison(self.view)

    def participants(self) -> Block:
        """Participants by sex, status and age."""
        return participants.participants(self.view)

    def satisfaction(self) -> Block:
        """Satisfaction by question."""
        return satisfaction.satisfaction(self.view)

    def learning(self) -> Block:
        """Change of test scores."""
        return learning.learning(self.view)

    def learning_compared(self, *, part: bool = False) -> Block | None:
        """Regions, or a region's trainings, allowing for where each began; nothing without two of them."""
        return learning.learning_compared(self.view, part=part)

    def trainings(self) -> Block:
        """Trainings held."""
        return activities.trainings(self.view)

    def information(self) -> Block:
        """Information work."""
        return activities.information(self.view)

    def claims(self) -> Block | None:
        """Claims in court by type; nothing where the project keeps no such register."""
        return activities.claims(self.view)

    def goals(self) -> Block | None:
        """Goals and results with their indicators; nothing where the settings name none."""
        return goals.goals(self.view)

    def deviations(self, *, part: bool = False) -> Block:
        """Facts off their plans, each with its reason or without one."""
        return deviations.deviations(self.view, part=part)

    def economy(self) -> Block | None:
        """The grant and ratios of figures; nothing where the settings name neither."""
        return economy.economy(self.view)

    def schedules(self, *, part: bool = False) -> Block | None:
        """What was promised every month or every Thursday, and how often it took place."""
        return schedules.schedules(self.view, part=part)

    def other_figures(self) -> Block | None:
        """Figures that belong to no other section; nothing where there are none."""
        return activities.other_figures(self.view)

    def register(self, name: str, *, part: bool = False) -> Block | None:
        """One register, row by row; nothing where the project keeps none of this name.

        Parameters
        ----------
        name : str
            As in `data/README.md`: activities, evidence, partners ...
        part : bool
            Whether it is a part of the section before it, and no line of the contents.
        """
        return registers.register(self.view, name, part=part)

    def narrative(self, name: Narrative, *, part: bool = False) -> Block | None:
        """One text of the settings, its figures filled in; nothing where it is not written."""
        return narratives.narrative(self.view, name, part=part)

    def form(self) -> Block:
        """The grant operator's form, filled, for the document that `--format docx` makes; nothing to see."""
        project = self.source.project
        if project.form in self.source.provenance.inputs:
            self.notes.add(("input", project.form))
        made = filled(load_form(project.form, project.folder), self.view)
        return Block(Markup(), {FORM: asdict(made)})

    def sign_off(self) -> Block | None:
        """Who answers for the report; nothing where the settings do not say."""
        return narratives.sign_off(self.view)

    def not_comparable(self) -> Block | None:
        """Regions that need a word of caution; nothing where there is only one."""
        return trust.not_comparable(self.view)

    def checks(self) -> Block:
        """Stated totals against their parts."""
        return checks.checks(self.view)

    def training_lead(self) -> Block:
        """Who improved in one training, and how sure that is (internal)."""
        return training.training_lead(self.view, self.training)

    def scores(self) -> Block:
        """Scores of each person of one training (internal)."""
        return training.scores(self.view, self.training)

    def size(self) -> Block:
        """How large the change of one training is, by name (internal)."""
        return training.size(self.view, self.training)

    def items(self) -> Block:
        """Questions of one training's test (internal)."""
        return questions.items(self.view, self.training)

    def wrong_answers(self) -> Block | None:
        """Wrong answers that drew people; nothing where the tests have no key (internal)."""
        return next_time.wrong_answers(self.view, self.training)

    def next_time(self) -> Block:
        """What to do differently next time, and how many people it takes to see a change (internal)."""
        return next_time.next_time(self.view, self.training)

    def training_satisfaction(self) -> Block:
        """Satisfaction with one training (internal)."""
        return satisfaction.training_satisfaction(self.view, self.training)

    def flow(self) -> Block:
        """Rows read, used and left out (internal)."""
        return quality.flow(self.view, self._flows)

    def findings(self) -> Block:
        """Everything that was found in the data (internal)."""
        return quality.found(self.view)

    def about(self) -> Block:
        """Who, from what sources, by what method, and what is hidden."""
        return trust.about(self.view)

    def footer(self) -> Block:
        """Version, commit, data hash and the stamp; the last cell of every notebook.

        Its invisible entry tells the runner that the notebook came to its end.
        """
        provenance = self.source.provenance
        end = page.footer(
            language=self.view.language,
            version=provenance.version,
            commit=provenance.commit,
            data_hash=provenance.data_hash[:12],
            stamp=_stamp(),
        )
        done = page.done(
            report=self.name,
            region=self.view.region,
            language=self.view.language.code,
            key=provenance.data_hash,
        )
        return Block(end.html, {**end.mime, **done.mime})

    @cached_property
    def _flows(self) -> tuple[Flow, ...]:
        self.notes.add(("flows",))
        return self.source.flows

    @cached_property
    def _title(self) -> str:
        language = self.view.language
        match self.name:
            case "overview":
                return language.text(
                    "All regions: {project}, {period}",
                    project=self.view.words(self.source.project.header.name),
                    period=self.view.period(),
                )
            case "programme-report":
                return language.text(
                    "Programme report: {project}, {period}",
                    project=self.view.words(self.source.project.header.name),
                    period=self.view.period(),
                )
            case "training":
                return language.text(
                    "Training {code}: {title}",
                    code=self.training,
                    title=self.view.name("training", self.training),
                )
            case "data-quality":
                return language.text(
                    "Quality of the data: {project}",
                    project=self.view.words(self.source.project.header.name),
                )
        return top.title(self.view)


def open_report(
    name: str,
    *,
    project: str | Path,
    language: str,
    region: str = COUNTRY,
    training: str = "",
    audience: str = "public",
) -> Report:
    """Open a project for one page, preparing what is missing.

    Parameters
    ----------
    name : str
        Name of the report: `region-report`, `overview`, `training`,
        `data-quality`, or the name of your own notebook.
    project : str or Path
        The project's folder, looked for from the working directory upwards.
    language : {"kk", "ru", "en"}
    region : str, default "KZ"
        Code or name of a region of the project; `KZ` is all of them.
    training : str, optional
        Code of a training of the project.
    audience : {"public", "internal"}, default "public"
        A public page sees only what may be published.

    Returns
    -------
    Report

    Raises
    ------
    UsageError
        A project, region, training or language that does not exist.
    ConfigurationError, DataError
        The project cannot be used; the message lists why.

    Examples
    --------
    >>> report = open_report("region-report", project="data/pravo-2024", region="Атырау", language="en")
    >>> report.view.get("consultations", "couples").value
    568.0
    """
    words = Language(language)
    if audience == "internal" and os.environ.get(AUDIENCE) == "public":
        raise UsageError(
            f"The report “{name}” is public, but its notebook opens internal results. Say audience = "
            '"internal" under its name in project.toml, or leave audience="internal" out of open_report.'
        )
    prepared = prepare(project)
    code = regions.region_of(prepared.project.regions, region)
    if training:
        code = _region_of_training(prepared, training)
    internal = audience == "internal"
    notes = Notes(Scope("internal" if internal else "public", code, language))
    _opened.append((prepared, notes))
    notes.add(("findings",))
    view = View(
        prepared.project,
        WatchedResults(prepared.internal if internal else prepared.public, notes),
        watched_labels(prepared.labels, notes),
        words,
        code,
        findings_for(prepared, notes.scope),
        watched_registers(prepared.registers_internal if internal else prepared.registers, notes),
    )
    return Report(name, prepared, view, training, audience, notes)


#: Every report that this process opened, with what it has asked for.
_opened: list[tuple[Prepared, Notes]] = []


def begin() -> None:
    """Forget what was opened before: a notebook that is run next has asked for nothing yet."""
    _opened.clear()


def end(*, report: str, region: str, language: str, key: str) -> Block:
    """Nothing to see: tells the runner that a notebook came to its end, and what it has asked for.

    Parameters
    ----------
    report, region, language : str
        What the notebook was run for.
    key : str
        Hash of the data that it was run with.
    """
    read = union(slice_of(prepared, notes) for prepared, notes in _opened)
    return page.done(
        report=report, region=region, language=language, key=key, read=[each.as_json() for each in read]
    )


def _region_of_training(prepared: Prepared, training: str) -> str:
    known = trainings_of(prepared.internal)
    if training not in known:
        names = ", ".join(sorted(known)) or "none"
        raise UsageError(f"There is no training “{training}” in this project. It has: {names}.")
    return known[training]


def _stamp() -> datetime:
    """Now, or the moment that `SOURCE_DATE_EPOCH` names, for builds that must repeat."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.replace(microsecond=0)
