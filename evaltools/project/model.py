"""What `project.toml` may say, as frozen records.

Unknown keys are errors: a misspelt setting must not be lost in silence.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, model_validator

from evaltools.registers import known_registers
from evaltools.values import OPERATOR_WORDS, read_option

Kind = Literal[
    "consultations",
    "regional-figures",
    "staff",
    "prepost",
    "satisfaction",
    "satisfaction-figures",
    "counts",
    "trainings",
    "indicators",
    "plan",
    "claims",
    "register",
]
Sensitivity = Literal["court", "training", "activity"]
#: What runs a notebook: an IPython shell of a forked process, or a Jupyter kernel.
Engine = Literal["shell", "kernel", "papermill"]
ClientUnit = Literal["couples", "families", "people"]
Operator = Literal["=", ">=", ">", "<=", "<", "about", "range", "unknown"]
#: A number, or the two ends of a range.
Plan = FiniteFloat | tuple[FiniteFloat, FiniteFloat]

#: A figure inside a text of the settings: `{subject/measure/group}`.
NARRATIVE_FIGURE = r"\{([a-z-]+/[^{}]+)\}"
#: Texts that the settings may have.
Narrative = Literal["methodology", "outcomes", "influence", "problems", "sustainability", "content-analysis"]

#: Counts from 1 to one below these are hidden in what is published.
THRESHOLDS: dict[str, int] = {"court": 10, "training": 5, "activity": 0}


class Record(BaseModel):
    """Base of all settings: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Texts(Record):
    """One text in up to three languages; at least one is needed."""

    kk: str = ""
    ru: str = ""
    en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: Any) -> Any:
        return {"en": value, "kk": value, "ru": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _not_empty(self) -> Texts:
        if not (self.kk or self.ru or self.en):
            raise ValueError("a text needs at least one of kk, ru, en")
        return self

    def by_language(self) -> dict[str, str]:
        return {"kk": self.kk, "ru": self.ru, "en": self.en}


class Period(Record):
    """First and last day, both inside."""

    start: date
    end: date

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            match = re.fullmatch(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", value.strip())
            if not match:
                raise ValueError('a period is written "2024-01-01..2024-12-31"')
            return {"start": match[1], "end": match[2]}
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.end < self.start:
            raise ValueError(f"the period ends on {self.end}, before it starts on {self.start}")
        return self

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"


class RegionNote(Record):
    """What is special about one region of the project."""

    code: str
    include_in_total: bool = True
    opened: date | None = None
    reason: Texts


class Denominator(Record):
    """Residents, divorces ...: what a rate is taken of.

    `built-in` is the population that comes with the package; otherwise a file
    with the columns `region` and `value`, and one for each of the `strata`.
    """

    file: str = ""
    date: date
    source: Texts
    per: Literal[1000, 10000, 100000] = 10000
    strata: Annotated[
        tuple[Literal["age", "sex"], ...],
        BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    ] = ()

    @model_validator(mode="after")
    def _strata_have_a_file(self) -> Denominator:
        if self.strata and not self.file:
            raise ValueError("strata need a file: the built-in residents are not known by age and sex")
        if len(set(self.strata)) < len(self.strata):
            raise ValueError("strata names a column twice")
        return self


class ChosenFrom(Record):
    """Scores of everybody from whom the people of a training were chosen, in points."""

    mean: float = Field(ge=0)
    sd: float = Field(gt=0)


class Choices(Record):
    """A question of a survey where people tick all that applies.

    `none` is the option that says that nothing applies; `separator` stands
    between the options in a cell, and may stand inside one of them. Where each option has a column of its own
    (1 for ticked), `columns` names them.
    """

    options: tuple[str, ...] = Field(min_length=1)
    none: str = ""
    separator: str = Field(default=";", min_length=1)
    columns: dict[str, str] = Field(default_factory=dict)

    @property
    def all_options(self) -> tuple[str, ...]:
        """Everything that can be ticked, the option that says that nothing applies last."""
        return (*self.options, self.none) if self.none else self.options

    @model_validator(mode="after")
    def _distinct(self) -> Choices:
        named = self.all_options
        if len({" ".join(each.split()) for each in named}) < len(named) or not all(map(str.strip, named)):
            raise ValueError("options and none must be different and not empty")
        if self.columns and (strangers := [each for each in self.columns if each not in named]):
            raise ValueError(f"columns names {', '.join(strangers)}, which is not among options")
        return self


class Table(Record):
    """One table of the project: a file, what is in it, and which column is what."""

    file: str
    kind: Kind
    sheet: str = ""
    columns: dict[str, str] = Field(default_factory=dict)
    also: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    where: dict[str, str] = Field(default_factory=dict)
    fill: dict[str, str] = Field(default_factory=dict)
    source: Texts | None = None
    cut_off: date | None = None
    sensitivity: Sensitivity | None = None
    checked_only: bool = False
    same_as: str = ""
    # register
    register_name: str = Field(default="", alias="register")
    folder: str = ""
    # counts
    subject: str = ""
    unit: str = ""
    dimensions: tuple[str, ...] = ()
    total: bool = False
    shares: bool = False
    # prepost
    items: tuple[str, ...] = ()
    maximum: float | None = None
    layout: Literal["long", "wide"] = "long"
    key: dict[str, str] = Field(default_factory=dict)
    options: tuple[str, ...] = ()
    reliability: float | None = Field(default=None, ge=0, le=1)
    chosen_below: float | None = None
    chosen_from: ChosenFrom | None = None
    # satisfaction
    answers: dict[str, int] = Field(default_factory=dict)
    scale: tuple[int, int] = (1, 5)
    satisfied: tuple[int, ...] = (4, 5)
    dont_know: tuple[int, ...] = ()
    reversed: tuple[str, ...] = ()
    overall: str = ""
    population: int | None = Field(default=None, ge=1)
    weight: str = ""
    select_all: dict[str, Choices] = Field(default_factory=dict)
    recommend: str = ""

    @model_validator(mode="after")
    def _fits_kind(self) -> Table:
        if self.kind == "counts" and not (self.subject and self.unit):
            raise ValueError("a table of the kind counts needs subject and unit")
        if self.kind == "register" and self.register_name not in known_registers():
            raise ValueError(
                f"a table of the kind register says which: register = one of {', '.join(known_registers())}"
            )
        if self.kind != "register" and (self.register_name or self.folder):
            raise ValueError("register and folder are for tables of the kind register")
        if self.kind == "satisfaction" and not self.items:
            raise ValueError("a table of the kind satisfaction needs items: the columns with the answers")
        if self.kind == "prepost" and not self.items and self.maximum is None:
            raise ValueError("a table of the kind prepost needs items, or maximum for a total score")
        if self.layout == "wide" and self.kind != "prepost":
            raise ValueError('layout = "wide" is for tables of the kind prepost')
        if self.answers and self.kind != "satisfaction":
            raise ValueError("answers are for tables of the kind satisfaction")
        self._key_fits()
        if (self.chosen_below is None) != (self.chosen_from is None):
            raise ValueError("chosen_below and chosen_from belong together: give both or neither")
        if self.kind == "satisfaction":
            self._fits_survey()
        return self

    def _key_fits(self) -> None:
        """A key names the right answer of every question, and of nothing else."""
        if not self.key:
            if self.options and self.kind == "prepost":
                raise ValueError("options need a key: the right answer of every question")
            return
        missing = [item for item in self.items if not read_option(self.key.get(item, ""))]
        if missing:
            raise ValueError(f"the key has no right answer for {', '.join(missing)}")
        unknown = [item for item in self.key if item not in self.items]
        if unknown:
            raise ValueError(f"the key names {', '.join(unknown)}, which is not among items")
        known = {read_option(option) for option in self.options}
        wrong = [f"{item} = {right}" for item, right in self.key.items() if read_option(right) not in known]
        if known and wrong:
            raise ValueError(f"the key has answers that are not among options: {', '.join(wrong)}")

    def _fits_survey(self) -> None:
        points = set(range(self.scale[0], self.scale[1] + 1)) - set(self.dont_know)
        if not 0 < len(points & set(self.satisfied)) < len(points):
            raise ValueError("satisfied must name some answers of the scale, and not all of them")
        if strangers := [name for name in self.reversed if name not in self.items]:
            raise ValueError(f"reversed names {', '.join(strangers)}, which is not among items")
        if self.overall not in ("", "most", "all", *self.items):
            raise ValueError(f'overall must be "most", "all" or one of items, found “{self.overall}”')
        used = [*self.items, *self.select_all, *filter(None, (self.recommend, self.weight))]
        if len(set(used)) < len(used):
            raise ValueError("items, select_all, recommend and weight must name different columns")


class Fact(Record):
    """Where the fact of an indicator is computed."""

    subject: str
    measure: str
    group: str = ""


class Interim(Record):
    """What is to be reached by a day before the final one."""

    plan: Plan
    date: date


def _one_or_more(value: Any) -> Any:
    """A single interim target is a list of one."""
    return [value] if isinstance(value, dict) else value


class Indicator(Record):
    """One promise of the project, and what it is held against."""

    id: str = Field(pattern=r"^[a-z0-9_-]+$")
    label: Texts
    unit: str
    operator: Annotated[Operator, BeforeValidator(lambda value: OPERATOR_WORDS.get(value, value))] = ">="
    tolerance: Annotated[float, Field(ge=0, le=100)] = 10.0
    plan: Plan | None = None
    plan_table: str = ""
    plan_unit: str = ""
    per_region: bool = False
    adds_up: bool | None = None
    baseline: FiniteFloat | None = None
    direction: Literal["up", "down"] = "up"
    due: date | None = None
    interim: Annotated[tuple[Interim, ...], BeforeValidator(_one_or_more)] = ()
    fact: Fact | None = None
    stated: FiniteFloat | None = None
    reason: Texts | None = None
    reasons: dict[str, Texts] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _usual_operator(cls, value: Any) -> Any:
        """Without an operator two numbers are a range, and where less is better the plan is a limit."""
        if not isinstance(value, dict) or "operator" in value:
            return value
        if isinstance(value.get("plan"), list | tuple):
            return value | {"operator": "range"}
        return value | {"operator": "<="} if value.get("direction") == "down" else value

    @model_validator(mode="after")
    def _one_fact(self) -> Indicator:
        if self.fact is not None and self.stated is not None:
            raise ValueError("an indicator has a computed fact or a stated one, not both")
        if self.plan is not None and self.plan_table:
            raise ValueError("an indicator has one plan or a plan_table, not both")
        return self

    @model_validator(mode="after")
    def _readable_plan(self) -> Indicator:
        """The operator, the plans and the direction ask for the same thing."""
        plans = [self.plan, *(each.plan for each in self.interim)]
        for plan in plans:
            if isinstance(plan, tuple) and self.operator != "range":
                raise ValueError(f"a plan of two numbers has the operator range, not {self.operator}")
            if isinstance(plan, tuple) and plan[0] > plan[1]:
                raise ValueError(
                    f"a range goes from its low end to its high end; {plan[0]:g} is above {plan[1]:g}"
                )
            if self.operator == "range" and plan is not None and not isinstance(plan, tuple):
                raise ValueError("the operator range needs two numbers, such as plan = [180, 220]")
        if self.operator in (">=", ">") and self.direction == "down":
            raise ValueError(f"the operator {self.operator} asks for much, the direction down for little")
        if self.tolerance != 10 and self.operator != "about":
            raise ValueError("a tolerance belongs to the operator about")
        if self.operator == "range" and self.baseline is not None:
            raise ValueError("a range has no way from a baseline; give one number as the plan")
        return self

    @model_validator(mode="after")
    def _interim_before_the_end(self) -> Indicator:
        if self.interim and self.plan is None:
            raise ValueError("an interim target needs plan: the final one")
        days = [each.date for each in self.interim]
        if len(set(days)) < len(days):
            raise ValueError("two interim targets have the same date")
        if self.due is not None and any(day >= self.due for day in days):
            raise ValueError(f"an interim target lies before the final one, which is due on {self.due}")
        return self

    @property
    def is_additive(self) -> bool:
        """Whether plans and facts of regions add up to the project's: counts do, levels do not."""
        if self.adds_up is not None:
            return self.adds_up
        is_level = self.unit in ("percent", "ratio") or self.unit.startswith(("points", "per "))
        return not is_level and self.baseline is None


class Goal(Record):
    """What the project is for: a goal, a numbered result, or what is to last.

    `indicators` are those by which it is measured.
    """

    id: str = Field(pattern=r"^[a-z0-9_-]+$")
    level: Literal["goal", "additional", "result", "long-term"] = "result"
    text: Texts
    indicators: tuple[str, ...] = ()


class Ratio(Record):
    """One figure over another: tenge for each consultation, a part of the grant.

    The numerator may be several figures that are added up. With `percent` the
    ratio is a share of its denominator.
    """

    id: str = Field(pattern=r"^[a-z0-9_-]+$")
    label: Texts
    numerator: Annotated[tuple[Fact, ...], BeforeValidator(_one_or_more)] = Field(min_length=1)
    denominator: Fact
    unit: str = ""
    percent: bool = False


class Schedule(Record):
    """What was promised to happen at least so often.

    `each` is an interval of the period: a month, a week, or a day of the week.
    """

    id: str = Field(pattern=r"^[a-z0-9_-]+$")
    label: Texts
    at_least: FiniteFloat | Fact = 1.0
    each: Literal[
        "month", "week", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
    ]
    unit: str
    fact: Fact | None = None
    days_of: str = ""
    where: dict[str, str] = Field(default_factory=dict)
    same_as: str = ""


class Brand(Record):
    """How the funder is shown on every page: a picture, and a colour that means nothing."""

    logo: str = ""
    accent: Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")] = ""

    @model_validator(mode="before")
    @classmethod
    def _colour_is_one(cls, value: Any) -> Any:
        accent = value.get("accent", "") if isinstance(value, dict) else ""
        if isinstance(accent, str) and accent and not re.fullmatch("#[0-9a-fA-F]{6}", accent):
            raise ValueError(f'accent is “{accent}”; expected a colour such as "#00695c"')
        return value


class Grant(Record):
    """The money of the project: a sum, or the figure that gives it."""

    amount: FiniteFloat | Fact
    unit: str = "KZT"
    in_words: Texts | None = None


class SignOff(Record):
    """Who answers for the report, and when it was signed; an organisation or an office, never a name."""

    by: Texts
    date: date
    pages: int | None = Field(default=None, ge=1)


class Report(Record):
    """One notebook of the project and what it is run for."""

    each: Literal["region", "training", "once"] = "once"
    audience: Literal["public", "internal"] = "public"
    #: What the start page calls it; a notebook of one's own is otherwise called as its page is.
    title: Texts | None = None
    engine: Engine | None = None
    cell_timeout: float = Field(default=600, gt=0)
    timeout: float = Field(default=1800, gt=0)
    #: Megabytes that a report may take of its own; 0 for no limit.
    memory: int = Field(default=4096, ge=0)
    #: How often a report that failed is tried again.
    retries: int = Field(default=0, ge=0)


#: What the five notebooks of the package are run for.
KNOWN_REPORTS = {
    "region-report": Report(each="region", audience="public"),
    "overview": Report(each="once", audience="public"),
    "programme-report": Report(each="once", audience="public"),
    "training": Report(each="training", audience="internal"),
    "data-quality": Report(each="once", audience="internal"),
}


class Acknowledgement(Record):
    """A finding that the team knows of, with the reason that the report prints."""

    code: str
    region: str = ""
    column: str = ""
    reason: Texts


class Header(Record):
    """The `[project]` part."""

    name: Texts
    work: Texts
    provider: Texts
    funder: Texts
    grantee: Texts | None = None
    theme: Texts | None = None
    no_deviations: bool = False
    contact: Texts | None = None
    period: Period
    cut_off: date
    status: Literal["final", "partial"] = "final"
    data: Literal["own", "published", "synthetic"] = "own"
    regions: tuple[str, ...] = Field(min_length=1)
    languages: tuple[Literal["kk", "ru", "en"], ...] = ("kk", "ru", "en")
    sensitivity: Sensitivity = "court"
    clients: ClientUnit = "people"
    delimiter: Annotated[Literal[",", ";", "\t"], Field(alias="sep")] = ","


class Project(Record):
    """A project as its `project.toml` describes it.

    Attributes
    ----------
    id : str
        Name of the project's folder.
    folder : Path
        Absolute path of the folder.
    header : Header
        The `[project]` part: names, period, regions, languages, sensitivity.
    tables, indicators, denominators, labels, reports ...
        The other parts, each as in the data dictionary.
    """

    id: str
    folder: Path
    header: Header
    region_notes: tuple[RegionNote, ...] = ()
    tables: dict[str, Table] = Field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    goals: tuple[Goal, ...] = ()
    grant: Grant | None = None
    brand: Brand | None = None
    ratios: tuple[Ratio, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    narratives: dict[Narrative, Texts] = Field(default_factory=dict)
    sign_off: SignOff | None = None
    form: str = "grant-report"
    denominators: dict[str, Denominator] = Field(default_factory=dict)
    labels: dict[str, dict[str, Texts]] = Field(default_factory=dict)
    reports: dict[str, Report] = Field(default_factory=dict)
    acknowledged: tuple[Acknowledgement, ...] = ()

    @property
    def regions(self) -> tuple[str, ...]:
        """Region codes of the project, in the order of its list."""
        return self.header.regions

    @property
    def period(self) -> str:
        return str(self.header.period)

    def left_out(self) -> dict[str, RegionNote]:
        """Regions that the project's totals leave out, with the reason."""
        return {note.code: note for note in self.region_notes if not note.include_in_total}

    def interim(self, indicator: Indicator) -> Interim | None:
        """The interim target that the data are to be held against: the next one on the cut-off day.

        None where the plan itself is due by then. After the last interim date
        and before the final one, the last interim target still counts.
        """
        if not indicator.interim or self.header.cut_off >= (indicator.due or self.header.period.end):
            return None
        ordered = sorted(indicator.interim, key=lambda each: each.date)
        return next((each for each in ordered if each.date >= self.header.cut_off), ordered[-1])

    def threshold(self, table: str) -> int:
        """Counts from 1 to one below this are hidden for this table."""
        return THRESHOLDS[self.tables[table].sensitivity or self.header.sensitivity]

    @property
    def people_threshold(self) -> int:
        """The threshold of the project itself, for counts of people that stand in no table."""
        return THRESHOLDS[self.header.sensitivity]

    def of_kind(self, kind: Kind) -> dict[str, Table]:
        return {name: table for name, table in self.tables.items() if table.kind == kind}
