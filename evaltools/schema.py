"""Canonical tables, as data: which columns each kind of table has, and what may stand in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from evaltools.registers import register_named

Type = Literal[
    "text",
    "code",
    "person",
    "option",
    "region",
    "date",
    "integer",
    "number",
    "score",
    "percent",
    "occasion",
    "operator",
    "direction",
    "flag",
]

OCCASIONS = ("pre", "post")
LABELS = ("label_kk", "label_ru", "label_en")


class Declared(Protocol):
    """What a schema needs to know of a table's settings."""

    @property
    def items(self) -> tuple[str, ...]: ...
    @property
    def dimensions(self) -> tuple[str, ...]: ...
    @property
    def columns(self) -> dict[str, str]: ...
    @property
    def layout(self) -> str: ...
    @property
    def key(self) -> dict[str, str]: ...
    @property
    def select_all(self) -> Mapping[str, object]: ...
    @property
    def recommend(self) -> str: ...
    @property
    def weight(self) -> str: ...
    @property
    def register_name(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a canonical table.

    Attributes
    ----------
    name : str
    type : str
        `code` is a short name that groups rows, `person` one that stands for a
        person, couple or family, `score` a number of points, also as "8 / 10";
        `integer`, `number` and `score` are never negative.
    required : bool
        The column must be in the file.
    filled : bool
        Where the column is in the file, every row must have a value.
    """

    name: str
    type: Type
    required: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of one kind of table.

    Attributes
    ----------
    columns : tuple of Column
    unique : tuple of str
        Columns that together name a row: no two rows may have the same.
    items_type : str
        Type of the item columns, where the table has no key.
    """

    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    items_type: Type = "integer"

    def names(self, table: Declared) -> list[str]:
        """Names that a column mapping may use."""
        return [column.name for column in self.for_table(table)]

    def unique_in(self, table: Declared) -> tuple[str, ...]:
        """Columns that together name a row of one table: its dimensions, where it has any."""
        return ("region", *table.dimensions) if self.unique and table.dimensions else self.unique

    def for_table(self, table: Declared) -> tuple[Column, ...]:
        """The columns of one table: the kind's own, its items and its dimensions."""
        if table.layout == "wide":
            return self._wide(table)
        if table.register_name:
            return _of_register(table.register_name)
        own = {column.name for column in self.columns}
        # A test without questions has its total score or nothing.
        columns = [
            replace(column, required=column.required or (column.name == "score" and not table.items))
            for column in self.columns
        ]
        # Answers to a test with a key are options; it says which are right.
        answers: Type = "option" if table.key else self.items_type
        extra = [Column(name=name, type=answers, required=True) for name in table.items]
        extra += [
            Column(name=name, type="code", required=True, filled=True)
            for name in table.dimensions
            if name not in own
        ]
        extra += [Column(name=name, type="text", required=True) for name in table.select_all]
        if table.recommend:
            extra.append(Column(name=table.recommend, type="integer", required=True))
        if table.weight:
            extra.append(Column(name=table.weight, type="number", required=True, filled=True))
        return (*columns, *extra)

    def _wide(self, table: Declared) -> tuple[Column, ...]:
        """Both tests of a person in one row: `pre` and `post`, or two columns for each question."""
        shared = tuple(column for column in self.columns if column.name not in ("occasion", "score"))
        names = [f"{item}_{occasion}" for item in table.items for occasion in OCCASIONS] or OCCASIONS
        kind: Type = "option" if table.key else self.items_type if table.items else "score"
        return (*shared, *(Column(name=name, type=kind, required=True) for name in names))


def _columns(*specifications: str) -> tuple[Column, ...]:
    """Columns from `name:type`: `*` required, `+` filled where it is there, `!` required and filled."""
    made = []
    for specification in specifications:
        name, kind = specification.rstrip("*+!").split(":")
        made.append(
            Column(
                name=name,
                type=kind,  # type: ignore[arg-type]
                required=specification.endswith(("*", "!")),
                filled=specification.endswith(("+", "!")),
            )
        )
    return tuple(made)


def _of_register(name: str) -> tuple[Column, ...]:
    """The columns of a register; a text has one for each language, or one for all."""
    return tuple(
        Column(
            name=file,
            type="text" if column.type == "texts" else column.type,
            required="filled" in column.uses,
            filled="filled" in column.uses,
        )
        for column in register_named(name).columns
        for file in column.files
    )


_LABELS = tuple(f"{name}:text" for name in LABELS)

#: Every kind of table. The data dictionary (`data/README.md`) says what each column means.
SCHEMAS: dict[str, Schema] = {
    "consultations": Schema(
        _columns(
            "date:date!",
            "client:person+",
            "region:region!",
            "sex:code",
            "age:integer",
            "status:code",
            "topic:code",
            "channel:code",
            "specialist:code",
        )
    ),
    "regional-figures": Schema(
        _columns(
            "region:region!",
            "consultations:integer",
            "clients:integer",
            "specialists:number",
            "residents:number",
        ),
        unique=("region",),
    ),
    "staff": Schema(_columns("region:region", "specialists:number*"), unique=("region",)),
    "prepost": Schema(
        _columns("training:code!", "person:person!", "occasion:occasion!", "region:region", "score:score")
    ),
    "satisfaction": Schema(_columns("region:region", "training:code")),
    "satisfaction-figures": Schema(
        _columns("item:code!", "percent:percent!", "n:integer", "region:region", *_LABELS),
        unique=("item", "region"),
    ),
    "counts": Schema(
        _columns(
            "region:region",
            "breakdown:code",
            "category:code",
            "count:integer*",
            "count_high:integer",
            "phrase:code",
            "unit:text",
            *_LABELS,
        ),
        unique=("region", "breakdown", "category"),
    ),
    "trainings": Schema(
        _columns(
            "training:code!",
            "region:region!",
            "programme:code",
            "date:date",
            "invited:integer",
            "participants:integer",
            "title_kk:text",
            "title_ru:text",
            "title_en:text",
        ),
        unique=("training",),
    ),
    "indicators": Schema(
        _columns(
            "indicator:code!",
            "block:code",
            "region:region",
            "operator:operator",
            "plan:number",
            "plan_high:number",
            "tolerance:percent",
            "baseline:number",
            "direction:direction",
            "fact:number",
            "unit:text!",
            *_LABELS,
            "reason_kk:text",
            "reason_ru:text",
            "reason_en:text",
        ),
        unique=("indicator", "block", "region"),
    ),
    "plan": Schema(
        _columns("indicator:code!", "region:region", "plan:number!", "plan_high:number"),
        unique=("indicator", "region"),
    ),
    "claims": Schema(
        _columns(
            "claim:code!",
            "claimed:number*",
            "claimed_high:number",
            "claimed_date:date",
            "operator:operator",
            "unit:text!",
            "place:code",
            "table:code*",
            "column:code*",
            "where:text",
            "how:code",
            *_LABELS,
        )
    ),
    "register": Schema(()),
}


def label_columns(names: Sequence[str]) -> dict[str, str]:
    """Which of the columns hold labels, by language."""
    return {name[-2:]: name for name in names if name in LABELS}
