"""Registers: lists that a report shows row by row, such as activities, partners or letters.

What a register has for columns, and what each column is for, is data
(`data/registers.toml`); this module only reads it. What the rows of a project
say travels as an `Entry` each: texts, codes and days, never numbers, which are
`Results`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

Type = Literal["code", "text", "texts", "date", "integer", "number", "flag", "region"]
LANGUAGES = ("kk", "ru", "en")
#: What would identify somebody in a text: e-mail addresses, and runs of seven digits or more.
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\+?\d(?:[\s().-]{0,2}\d){6,}")
_DAY = re.compile(
    r"(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d"
    r"|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)"
)
#: Up to 999 999 999 in groups of three; numbers of telephones end in twos or fours.
_SUM = re.compile(r"\d{1,3}(?:\s\d{3}){2}")
#: Digits from which a number may be that of a telephone.
FEWEST_DIGITS = 7
MASK = "•••"


@dataclass(frozen=True)
class RegisterColumn:
    """One column of a register.

    Attributes
    ----------
    name, type : str
    uses : frozenset of str
        What it is for; `data/registers.toml` lists the words.
    unit : str
        Of a number; `*` where a column `unit` gives it row by row.
    link : str
        Register whose rows the code names.
    label : dict of str
        Heading by language.
    """

    name: str
    type: Type
    uses: frozenset[str] = frozenset()
    unit: str = ""
    link: str = ""
    label: Mapping[str, str] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """Columns of the table that hold it: a text in three languages has one for each, or one for all."""
        return (
            (self.name, *(f"{self.name}_{code}" for code in LANGUAGES))
            if self.type == "texts"
            else (self.name,)
        )


@dataclass(frozen=True)
class Register:
    """What is known of one kind of register.

    Attributes
    ----------
    name : str
    title : dict of str
        Heading of its section, by language.
    columns : tuple of RegisterColumn
    people : bool
        Its rows are people's words or cases.
    """

    name: str
    title: Mapping[str, str]
    columns: tuple[RegisterColumn, ...]
    people: bool = False

    def having(self, use: str) -> tuple[RegisterColumn, ...]:
        """Columns that are for this."""
        return tuple(column for column in self.columns if use in column.uses)

    @property
    def identifier(self) -> str:
        """The column that names a row in links and results: the first one, where it is a code."""
        return self.columns[0].name


@dataclass(frozen=True)
class Entry:
    """One row of a project's register.

    Attributes
    ----------
    id : str
        Unique in the register.
    cells : dict
        Column to text, or to texts by language. Numbers are results.
    withheld : bool
        It has words that are left out, since no consent is recorded.
    """

    id: str
    cells: Mapping[str, str | Mapping[str, str]]
    withheld: bool = False

    def plain(self, name: str) -> str:
        """A cell that is the same in every language; empty where there is nothing."""
        value = self.cells.get(name, "")
        return value if isinstance(value, str) else ""

    def translated(self, name: str) -> Mapping[str, str]:
        """A cell by language; empty where there is nothing."""
        value = self.cells.get(name, {})
        return value if isinstance(value, Mapping) else {}


@cache
def known_registers() -> Mapping[str, Register]:
    """All registers that the toolkit knows, in the order of their file.

    Examples
    --------
    >>> known_registers()["partners"].title["en"]
    'Partners'
    """
    data = tomllib.loads(files("evaltools").joinpath("data/registers.toml").read_text(encoding="utf-8"))
    return {
        name: Register(
            name=name,
            title=one["title"],
            people=one.get("people", False),
            columns=tuple(
                RegisterColumn(
                    name=column["name"],
                    type=column["type"],
                    uses=frozenset(column.get("is", ())),
                    unit=column.get("unit", ""),
                    link=column.get("link", ""),
                    label=column.get("label", {}),
                )
                for column in one["columns"]
            ),
        )
        for name, one in data.items()
    }


def register_named(name: str) -> Register:
    """The register of this name.

    Raises
    ------
    KeyError
        There is none; the settings were checked before.
    """
    return known_registers()[name]


def masked(text: str) -> str:
    """A text without e-mail addresses and numbers of telephones; days and sums stay.

    Examples
    --------
    >>> masked("Call +7 701 123 45 67 or write to a.b@example.org")
    'Call ••• or write to •••'
    >>> masked("3 249 000 tenge from 26.11.2020")
    '3 249 000 tenge from 26.11.2020'
    """

    def hidden(found: re.Match[str]) -> str:
        run = found[0]
        rest = _DAY.sub("", run)
        if _SUM.fullmatch(run) or (rest != run and sum(each.isdigit() for each in rest) < FEWEST_DIGITS):
            return run
        return MASK

    return _PERSONAL.sub(hidden, text)
