"""What `project.toml` may say, as frozen records.

Unknown keys are errors: a misspelt setting must not be lost in silence.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

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
]
Sensitivity = Literal["court", "training", "activity"]
ClientUnit = Literal["couples", "families", "people"]
Operator = Literal["=", ">=", ">", "<=", "<", "about"]

#: Counts from 1 to one below these are hidden in what is published.
THRESHOLDS: dict[str, int] = {"court": 10, "training": 5, "activity": 0}

_OPERATOR_WORDS = {
    "~": "about",
    "≈": "about",
    "≥": ">=",
    "≤": "<=",
    "==": "=",
    "at least": ">=",
    "at most": "<=",
    "more than": ">",
    "less than": "<",
    "exactly": "=",
}


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


class Table(Record):
    """One table of the project: a file, what is in it, and which column is what."""

    file: str
    kind: Kind
    sheet: str = ""
    columns: dict[str, str] = Field(default_factory=dict)
    where: dict[str, str] = Field(default_factory=dict)
    source: Texts | None = None
    cut_off: date | None = None
    sensitivity: Sensitivity | None = None
    checked_only: bool = False
    # counts
    subject: str = ""
    unit: str = ""
    dimensions: tuple[str, ...] = ()
    total: bool = False
    shares: bool = False
    # prepost
    items: tuple[str, ...] = ()
    maximum: float | None = None
    # satisfaction
    scale: tuple[int, int] = (1, 5)
    satisfied: tuple[int, ...] = (4, 5)
    dont_know: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _fits_kind(self) -> Table:
        if self.kind == "counts" and not (self.subject and self.unit):
            raise ValueError("a table of the kind counts needs subject and unit")
        if self.kind == "satisfaction" and not self.items:
            raise ValueError("a table of the kind satisfaction needs items: the columns with the answers")
        if self.kind == "prepost" and not self.items and self.maximum is None:
            raise ValueError("a table of the kind prepost needs items, or maximum for a total score")
        return self


class Fact(Record):
    """Where the fact of an indicator is computed."""

    subject: str
    measure: str
    group: str = ""


class Indicator(Record):
    """One promise of the project, and what it is held against."""

    id: str = Field(pattern=r"^[a-z0-9_-]+$")
    label: Texts
    unit: str
    operator: Annotated[Operator, BeforeValidator(lambda value: _OPERATOR_WORDS.get(value, value))] = ">="
    plan: float | None = None
    plan_table: str = ""
    plan_unit: str = ""
    per_region: bool = False
    fact: Fact | None = None
    stated: float | None = None
    reason: Texts | None = None

    @model_validator(mode="after")
    def _one_fact(self) -> Indicator:
        if self.fact is not None and self.stated is not None:
            raise ValueError("an indicator has a computed fact or a stated one, not both")
        if self.plan is not None and self.plan_table:
            raise ValueError("an indicator has one plan or a plan_table, not both")
        return self


class Report(Record):
    """One notebook of the project and what it is run for."""

    each: Literal["region", "training", "once"] = "once"
    audience: Literal["public", "internal"] = "public"


#: What the four notebooks of the package are run for.
KNOWN_REPORTS = {
    "region-report": Report(each="region", audience="public"),
    "overview": Report(each="once", audience="public"),
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

    def threshold(self, table: str) -> int:
        """Counts from 1 to one below this are hidden for this table."""
        return THRESHOLDS[self.tables[table].sensitivity or self.header.sensitivity]

    @property
    def people_threshold(self) -> int:
        """The threshold of the project itself, for counts of people that stand in no table."""
        return THRESHOLDS[self.header.sensitivity]

    def of_kind(self, kind: Kind) -> dict[str, Table]:
        return {name: table for name, table in self.tables.items() if table.kind == kind}
