"""A form as its file describes it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evaltools.errors import ConfigurationError
from evaltools.project import Narrative, Texts
from evaltools.registers import known_registers

#: What each source can give; a register's own columns come on top.
CELLS: Mapping[str, tuple[str, ...]] = {
    "goals": ("text", "level", "indicators", "status"),
    "indicators": ("number", "block", "name", "unit", "plan", "fact", "percent", "status", "reason"),
    "deviations": ("number", "name", "plan", "fact", "reason"),
    "breakdown": ("category", "count", "share"),
    "ratios": ("name", "value", "unit"),
    "figures": ("name", "count", "unit"),
    "outreach": ("name", "count", "unit"),
    "checks": ("name", "stated", "computed", "difference"),
    "findings": ("text", "severity"),
}


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FormColumn(_Record):
    """One column of a part: its heading, and which cell of the source stands in it."""

    cell: str
    label: Texts
    width: float = Field(default=1.0, gt=0)


class FormRow(_Record):
    """One row of a part of facts."""

    label: Texts
    value: Literal[
        "grantee", "project", "theme", "funder", "grant", "grant_in_words", "period", "regions", "cut_off",
        "signed_by", "signed_on", "blank",
    ]  # fmt: skip


class Part(_Record):
    """One part of a form: a heading, what fills it, and its columns or rows."""

    title: Texts
    source: Literal[
        "facts", "goals", "register", "indicators", "deviations", "breakdown", "ratios", "figures",
        "outreach", "checks", "findings", "narrative",
    ]  # fmt: skip
    columns: tuple[FormColumn, ...] = ()
    rows: tuple[FormRow, ...] = ()
    register_name: str = ""
    block: str = ""
    breakdown: str = ""
    narrative: str = ""

    @model_validator(mode="before")
    @classmethod
    def _register(cls, value: object) -> object:
        """`register` is a word of Python's own on classes; the record calls it otherwise."""
        if not isinstance(value, Mapping):
            return value
        said = dict(value)
        if "register" in said:
            said["register_name"] = said.pop("register")
        return said

    @model_validator(mode="after")
    def _known_cells(self) -> Part:
        known = CELLS.get(self.source)
        if self.source == "register":
            if self.register_name not in known_registers():
                raise ValueError(
                    f"the source register says which: register = one of {', '.join(known_registers())}"
                )
            columns = [each.name for each in known_registers()[self.register_name].columns]
            known = ("number", *columns, *(["evidence"] if self.register_name == "activities" else []))
        if self.source == "narrative" and self.narrative not in get_args(Narrative):
            raise ValueError(
                f"the source narrative says which: narrative = one of {', '.join(get_args(Narrative))}"
            )
        strangers = [each.cell for each in self.columns if known is not None and each.cell not in known]
        if strangers:
            has = ", ".join(known or ())
            raise ValueError(f"the source {self.source} has no cell {', '.join(strangers)}; it has: {has}")
        return self


class Form(_Record):
    """A form: its title and its parts in order."""

    title: Texts
    parts: tuple[Part, ...]


@cache
def known_forms() -> tuple[str, ...]:
    """Names of the forms that come with the package.

    Examples
    --------
    >>> known_forms()
    ('grant-report',)
    """
    folder = files("evaltools").joinpath("data/forms")
    return tuple(sorted(each.name.removesuffix(".toml") for each in folder.iterdir()))


def load_form(name: str, folder: Path | None = None) -> Form:
    """Read a form.

    Parameters
    ----------
    name : str
        One of `known_forms()`, or a file that ends with `.toml`.
    folder : Path, optional
        The project's folder, where such a file lies.

    Raises
    ------
    ConfigurationError
        There is no such form, or its file is not one.

    Examples
    --------
    >>> load_form("grant-report").title.ru
    'Программный отчёт по гранту'
    """
    if name in known_forms():
        text = files("evaltools").joinpath(f"data/forms/{name}.toml").read_text(encoding="utf-8")
        return Form.model_validate(tomllib.loads(text))
    place = (folder or Path()) / name
    if not name.endswith(".toml") or not place.is_file():
        known = ", ".join(known_forms())
        fault = f"form: there is no form {name}. Expected {known}, or a .toml file beside project.toml"
        raise ConfigurationError("project.toml", [fault])
    try:
        return Form.model_validate(tomllib.loads(place.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(str(place), [f"it is not valid TOML: {error}"]) from error
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        raise ConfigurationError(str(place), faults) from error
