"""Results: what the analysis found, one frozen record for each number.

Everything that a report shows is a `Result`: it keeps its unit, base,
interval, method and, where there is no value, the reason. A `Results` is the
whole set for one project, with the sums that tie counts together (the
disclosure room needs them to know what gives a hidden count back).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    import pandas as pd

Status = Literal["ok", "hidden", "no-data", "not-asked", "undefined"]
Audience = Literal["public", "internal"]

COUNTRY = "KZ"

#: Columns of `results.csv`, in order.
COLUMNS = (
    "project",
    "region",
    "subject",
    "measure",
    "group",
    "period",
    "value",
    "low",
    "high",
    "n",
    "unit",
    "method",
    "status",
)


class Key(NamedTuple):
    """What a number is about; unique within a `Results`.

    Attributes
    ----------
    region : str
        Region code, or `KZ` for the whole project.
    subject : str
        Chapter: consultations, learning, satisfaction, indicators ...
    measure : str
        What was measured or counted, e.g. `couples`.
    group : str
        Empty, or `key=value;key=value` (see `group`).
    """

    region: str
    subject: str
    measure: str
    group: str = ""


def names_of(key: Key) -> tuple[str, str, str]:
    """The names by which `run.json` says what a number rests on, the longest first.

    Examples
    --------
    >>> names_of(Key("KZ-23", "participants", "participants", "sex=men"))[1:]
    ('participants/participants/sex=men', 'participants/participants')
    """
    of_measure = f"{key.subject}/{key.measure}"
    of_group = f"{of_measure}/{key.group}"
    return f"{key.region}/{of_group}", of_group, of_measure


def group(**pairs: object) -> str:
    """Write a group as text, in the order given; empty values are left out.

    A semicolon inside a value gets a backslash before it, and so does a backslash.

    Examples
    --------
    >>> group(sex="women", month="2024-05")
    'sex=women;month=2024-05'
    >>> group(training=None)
    ''
    """
    return ";".join(f"{name}={_escaped(value)}" for name, value in pairs.items() if value not in (None, ""))


def group_pairs(text: str) -> dict[str, str]:
    """Read a group back.

    Examples
    --------
    >>> group_pairs("sex=women;month=2024-05")
    {'sex': 'women', 'month': '2024-05'}
    """
    parts = (part.partition("=") for part in re.findall(r"(?:\\.|[^;\\])+", text, re.DOTALL))
    return {name: re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for name, _, value in parts}


def _escaped(value: object) -> str:
    return re.sub(r"([\\;])", r"\\\1", str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One number with all that a reader needs to trust it.

    Attributes
    ----------
    region, subject, measure, group : str
        See `Key`.
    value, low, high : float or None
        The number and its interval, in `unit`; None where there is none.
    n : float or None
        Base: the number of people, pairs, answers or events under the figure.
    unit : str
        People, couples, consultations, percent, points ...; never mixed.
    method : str
        How the interval was made and on what base, for `results.csv`.
    status : {"ok", "hidden", "no-data", "not-asked", "undefined"}
        Only `ok` has a value.
    reason : str
        Why there is no value or no interval: a short code that the wording
        room turns into a sentence.
    table : str
        Table of the project that the number comes from.
    threshold : int
        Counts from 1 to `threshold` - 1 may not be shown; 0 hides nothing. With
        1 a count is never too small, but may be hidden to protect another.
    audience : {"public", "internal"}
        Internal results never reach a public report.
    sources : tuple of Key
        Counts that the number gives away, or is worked out from: when one
        of them is hidden, so is this number.
    """

    region: str
    subject: str
    measure: str
    group: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: float | None = None
    unit: str = ""
    method: str = ""
    status: Status = "ok"
    reason: str = ""
    table: str = ""
    threshold: int = 0
    audience: Audience = "public"
    sources: tuple[Key, ...] = ()

    @property
    def key(self) -> Key:
        return Key(self.region, self.subject, self.measure, self.group)

    @property
    def ok(self) -> bool:
        return self.status == "ok" and self.value is not None

    @property
    def pairs(self) -> dict[str, str]:
        """The group as a dictionary."""
        return group_pairs(self.group)

    def without_value(self, status: Status, reason: str = "") -> Result:
        """The same key with no number in it."""
        return replace(
            self, value=None, low=None, high=None, n=None, status=status, reason=reason or self.reason
        )


@dataclass(frozen=True, slots=True)
class Sum:
    """A published total and the counts that add up to it."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Results:
    """All results of a project, in a fixed order.

    Parameters
    ----------
    rows : tuple of Result
        Keys are unique.
    sums : tuple of Sum
        Which counts add up to which.
    """

    rows: tuple[Result, ...]
    sums: tuple[Sum, ...] = field(default=())

    @cached_property
    def by_key(self) -> Mapping[Key, Result]:
        index = {row.key: row for row in self.rows}
        if len(index) != len(self.rows):
            seen: set[Key] = set()
            twice = next(row.key for row in self.rows if row.key in seen or seen.add(row.key))  # type: ignore[func-returns-value]
            raise ValueError(f"two results have the key {tuple(twice)}")
        return index

    @cached_property
    def _by_region(self) -> Mapping[str, tuple[Result, ...]]:
        return _grouped(self.rows, "region")

    @cached_property
    def _by_subject(self) -> Mapping[str, tuple[Result, ...]]:
        return _grouped(self.rows, "subject")

    def __iter__(self) -> Iterator[Result]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def get(self, region: str, subject: str, measure: str, group: str = "") -> Result:
        """The result with this key; one with the status `no-data` where there is none."""
        key = Key(region, subject, measure, group)
        found = self.by_key.get(key)
        return found or Result(**key._asdict(), status="no-data", reason="not-reported")

    def select(
        self,
        *,
        region: str | None = None,
        subject: str | None = None,
        measure: str | None = None,
        group_has: str | None = None,
        audience: Audience | None = None,
    ) -> tuple[Result, ...]:
        """Results that match every given field; `group_has` names a key of the group."""
        parts = [self.rows]
        if region is not None:
            parts.append(self._by_region.get(region, ()))
        if subject is not None:
            parts.append(self._by_subject.get(subject, ()))
        return tuple(
            row
            for row in min(parts, key=len)
            if (region is None or row.region == region)
            and (subject is None or row.subject == subject)
            and (measure is None or row.measure == measure)
            and (audience is None or row.audience == audience)
            and (group_has is None or group_has in row.pairs)
        )

    def public(self) -> Results:
        """The part that may be published (after the disclosure room has seen it)."""
        kept = tuple(row for row in self.rows if row.audience == "public")
        keys = {row.key for row in kept}
        sums = tuple(s for s in self.sums if s.total in keys and all(part in keys for part in s.parts))
        return Results(kept, sums)

    def records(self, project: str, period: str) -> list[dict[str, object]]:
        """Rows with the columns of `results.csv`; what has no value is None."""
        return [
            {"project": project, "period": period} | {name: getattr(row, name) for name in _STORED}
            for row in self.rows
        ]

    def to_frame(self, project: str, period: str) -> pd.DataFrame:
        """Tidy table with the columns of `results.csv`; what has no value is blank."""
        # Only who asks for a table pays for this import.
        import pandas as pd

        frame = pd.DataFrame.from_records(self.records(project, period), columns=list(COLUMNS))
        for name in ("value", "low", "high", "n"):
            frame[name] = frame[name].astype("Float64")
        return frame

    @classmethod
    def combine(cls, parts: Iterable[Results]) -> Results:
        """Put the results of several analyses together, in the order given."""
        parts = tuple(parts)
        return cls(
            tuple(row for part in parts for row in part.rows), tuple(s for part in parts for s in part.sums)
        )


def _grouped(rows: Iterable[Result], name: Literal["region", "subject"]) -> dict[str, tuple[Result, ...]]:
    """The rows by one of their fields, each group in the order of all."""
    found: dict[str, list[Result]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return {value: tuple(group) for value, group in found.items()}


def pooled(regions: int) -> str:
    """The method of a count for the country: how many regions it adds up.

    Examples
    --------
    >>> pooled(8), regions_pooled(pooled(8))
    ('sum of 8 regions', 8)
    """
    return f"sum of {regions} region{'s' if regions != 1 else ''}"


def regions_pooled(method: str) -> int:
    """Read back how many regions a count for the country adds up; 0 for any other method."""
    found = re.match(r"sum of (\d+) regions?\b", method)
    return int(found[1]) if found else 0


_STORED = tuple(name for name in COLUMNS if name not in ("project", "period"))

#: Every status a result can have; the data dictionary explains them.
STATUSES: tuple[str, ...] = get_args(Status)
