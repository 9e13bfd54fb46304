"""What changed between two outputs of a run, and why.

It says what is certain. A number may rest on several files, and several of
them may have changed: then it names all of these, never one of them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from evaltools.errors import UsageError
from evaltools.outputs.causes import Causes, Difference, Why, differences
from evaltools.outputs.files import Number
from evaltools.outputs.output import Output, PageState
from evaltools.results import Key

Change = Literal["value", "interval", "base", "status", "described", "added", "removed"]
PageChange = Literal["new", "gone", "different", "failed", "older"]

#: Two values that differ by less than this part of the larger one are the same: processors round differently.
SAME = 1e-9
#: Columns of the table of changed numbers, in order.
COLUMNS = (
    "region", "subject", "measure", "group", "period", "table", "change",
    "value_before", "value_after", "difference", "percent_change",
    "low_before", "low_after", "high_before", "high_after", "n_before", "n_after",
    "unit_before", "unit_after", "method_before", "method_after", "status_before", "status_after",
    "why", "inputs", "settings", "software",
)  # fmt: skip
_FIGURES = ("value", "low", "high", "n", "unit", "method", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """One number that is not what it was.

    Attributes
    ----------
    key : Key
    change : {"value", "interval", "base", "status", "described", "added", "removed"}
        The first of these that fits; "described" means unit or method alone.
    before, after : Number or None
        None where there was, or is, no such row.
    is_internal : bool
        Whether it is a number of `results-internal.csv`.
    difference : float or None
        After minus before, in the number's unit.
    percent : float or None
        The difference in percent of the value before, where that says
        something: of counts, rates and means, not of percentages, points of a
        scale, p-values or codes.
    why : {"inputs", "hiding", "settings-or-software", "unexplained"}
        "inputs": one or more of `inputs`, which it rests on; "hiding": what
        may be shown is decided over all numbers together, so one or more of
        `inputs`, whatever it rests on; "settings-or-software": no input that
        it rests on has changed, but the settings, the package or its libraries
        have; "unexplained": nothing that it rests on has changed, which should
        not be.
    inputs : tuple of str
        Changed inputs that can have done it.
    settings, software : bool
        Whether the settings, or the package and its libraries, have changed,
        too, and can have done it.
    """

    key: Key
    change: Change
    before: Number | None
    after: Number | None
    is_internal: bool
    difference: float | None
    percent: float | None
    why: Why
    inputs: tuple[str, ...]
    settings: bool
    software: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDifference:
    """One page, or a file beside it, that is not what it was.

    Attributes
    ----------
    place : str
        Path in the output folder.
    change : {"new", "gone", "different", "failed", "older"}
        "failed" and "older": it could not be made, or was not made, this time,
        and still shows other data than the rest of the folder.
    """

    place: str
    change: PageChange


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDifference:
    """One finding that came or went; its fields are those of `findings.csv`."""

    came: bool
    finding: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that differs between two outputs.

    Attributes
    ----------
    before, after : Output
    made_from : tuple of Difference
    numbers : tuple of NumberChange
        Public ones first, each kind in the order of its table.
    pages : tuple of PageDifference
    findings : tuple of FindingDifference or None
        None where they were not read.
    """

    before: Output
    after: Output
    made_from: tuple[Difference, ...]
    numbers: tuple[NumberChange, ...]
    pages: tuple[PageDifference, ...]
    findings: tuple[FindingDifference, ...] | None

    def as_json(self) -> dict[str, Any]:
        """The same as one object for other programs; its keys are in the data dictionary."""
        return {
            "project": self.after.project,
            "before": {"folder": str(self.before.folder), "made": self.before.made},
            "after": {"folder": str(self.after.folder), "made": self.after.made},
            "made_from": [asdict(each) for each in self.made_from],
            "numbers": [as_record(each) for each in self.numbers],
            "pages": [asdict(each) for each in self.pages],
            "findings": None
            if self.findings is None
            else [{"came": each.came} | dict(each.finding) for each in self.findings],
        }


def compare(before: Output, after: Output) -> Comparison:
    """Hold two outputs of one project against each other.

    Parameters
    ----------
    before, after : Output
        As `read_output` gives them, both with the internal part or both
        without.

    Returns
    -------
    Comparison

    Raises
    ------
    UsageError
        They are outputs of two different projects.
    """
    if before.project != after.project:
        raise UsageError(
            f"{before.folder} is an output of the project {before.project}, {after.folder} one of "
            f"{after.project}. Compare two outputs of one project."
        )
    made_from = tuple(differences(before, after))
    causes = Causes(before, after, made_from)
    public = tuple(_numbers(before.numbers, after.numbers, causes, is_internal=False))
    internal: tuple[NumberChange, ...] = ()
    if before.internal is not None and after.internal is not None:
        told = {(each.key, _value(each.before), _value(each.after)) for each in public}
        internal = tuple(
            each
            for each in _numbers(before.internal, after.internal, causes, is_internal=True)
            if (each.key, _value(each.before), _value(each.after)) not in told
        )
    has_findings = before.findings is not None and after.findings is not None
    return Comparison(
        before=before,
        after=after,
        made_from=made_from,
        numbers=(*public, *internal),
        pages=tuple(_pages(before.pages, after.pages)),
        findings=tuple(_findings(before.findings or (), after.findings or ())) if has_findings else None,
    )


def as_row(change: NumberChange) -> dict[str, Any]:
    """A changed number as a row of the table: several inputs with semicolons, yes and no in words."""
    return as_record(change) | {
        "inputs": "; ".join(change.inputs),
        "settings": "yes" if change.settings else "no",
        "software": "yes" if change.software else "no",
    }


def as_record(change: NumberChange) -> dict[str, Any]:
    """A changed number with the columns of the table."""
    row: dict[str, Any] = change.key._asdict() | {
        "period": (change.after or change.before or _NOTHING).period,
        "table": "internal" if change.is_internal else "public",
        "change": change.change,
        "difference": change.difference,
        "percent_change": change.percent,
        "why": change.why,
        "inputs": list(change.inputs),
        "settings": change.settings,
        "software": change.software,
    }
    for name in _FIGURES:
        for side, number in (("before", change.before), ("after", change.after)):
            row[f"{name}_{side}"] = getattr(number, name) if number else None
    return {name: row[name] for name in COLUMNS}


_NOTHING = Number(
    key=Key("", "", ""), period="", value=None, low=None, high=None, n=None, unit="", method="", status=""
)


def _value(number: Number | None) -> tuple[float | None, str]:
    return (None, "") if number is None else (number.value, number.status)


def _numbers(
    before: Mapping[Key, Number], after: Mapping[Key, Number], causes: Causes, *, is_internal: bool
) -> Iterator[NumberChange]:
    """Each number that differs, in the order of the later table; those that are gone at the end."""
    for key in (*after, *(each for each in before if each not in after)):
        old, new = before.get(key), after.get(key)
        change = _change(old, new)
        if change is None:
            continue
        difference = _difference(old, new)
        yield NumberChange(
            key=key,
            change=change,
            before=old,
            after=new,
            is_internal=is_internal,
            difference=difference,
            percent=_percent(difference, old),
            **causes.of(key, old, new, can_be_hiding=not is_internal and _can_be_hiding(change, old, new)),
        )


def _change(old: Number | None, new: Number | None) -> Change | None:
    """What is different about a number; None where nothing is."""
    if old is None or new is None:
        return "added" if old is None else "removed"
    if old.status != new.status:
        return "status"
    if not _same(old.value, new.value):
        return "value"
    if not (_same(old.low, new.low) and _same(old.high, new.high)):
        return "interval"
    if not _same(old.n, new.n):
        return "base"
    return "described" if (old.unit, old.method) != (new.unit, new.method) else None


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=SAME, abs_tol=1e-12)


def _can_be_hiding(change: Change, old: Number | None, new: Number | None) -> bool:
    """Whether a number, or its interval, was hidden or shown: that is decided over all numbers."""
    if old is None or new is None:
        return False
    if change == "status":
        return "hidden" in (old.status, new.status)
    return change == "interval" and (old.low is None) != (new.low is None)


def _difference(old: Number | None, new: Number | None) -> float | None:
    if old is None or new is None or old.value is None or new.value is None or old.unit != new.unit:
        return None
    return 0.0 if _same(old.value, new.value) else new.value - old.value


#: Beginnings of units in which a percentage of the number before says nothing.
_NO_PERCENT_OF = (
    "percent", "points", "p-value", "yes or no", "standard ", "coefficient", "fraction",
    "1 higher", "0 cannot", "day of",
)  # fmt: skip
_DIFFERENCES = ("difference", "change", "consultations_month_")


def _percent(difference: float | None, old: Number | None) -> float | None:
    """The change in percent of a count, a rate or a mean above 0."""
    if difference is None or old is None or old.value is None or old.value <= 0:
        return None
    is_difference = any(part in old.key.measure for part in _DIFFERENCES)
    if is_difference or old.unit.startswith(_NO_PERCENT_OF):
        return None
    return 100 * difference / old.value


def _pages(before: Mapping[str, PageState], after: Mapping[str, PageState]) -> Iterator[PageDifference]:
    """Pages and files beside them that are new, gone, different, or out of date."""
    for place in sorted(before.keys() | after.keys()):
        old, new = before.get(place), after.get(place)
        was, now = (each.content if each else "" for each in (old, new))
        if new and new.status in {"failed", "interrupted"}:
            yield PageDifference(place=place, change="failed")
        elif bool(was) != bool(now):
            yield PageDifference(place=place, change="new" if now else "gone")
        elif new and now and new.is_older:
            yield PageDifference(place=place, change="older")
        elif was != now:
            yield PageDifference(place=place, change="different")
        there, was_there = (set(each.files) if each else set() for each in (new, old))
        yield from (PageDifference(place=file, change="new") for file in sorted(there - was_there))
        yield from (PageDifference(place=file, change="gone") for file in sorted(was_there - there))


#: What tells one finding from another: its row and its sentence change when rows before it do.
_NOT_TOLD_BY = ("row", "message", "action")


def _findings(
    before: Iterable[Mapping[str, str]], after: Iterable[Mapping[str, str]]
) -> Iterator[FindingDifference]:
    """Findings that only one of the two has, as often as it has them more."""
    sides = (tuple(after), tuple(before))
    counts = [Counter(_identity(each) for each in side) for side in sides]
    for came, side, surplus in (
        (True, sides[0], counts[0] - counts[1]),
        (False, sides[1], counts[1] - counts[0]),
    ):
        for finding in side:
            if surplus[_identity(finding)] > 0:
                surplus[_identity(finding)] -= 1
                yield FindingDifference(came=came, finding=finding)


def _identity(finding: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(value for name, value in finding.items() if name not in _NOT_TOLD_BY)
