"""What changed in an output folder since the run before, in few records: for readers, not for programs.

A comparison has every number that differs. This keeps of it what fits a
start page: how many, where, by how much at most, and because of which file.
Values are kept only where nothing of their kind is ever hidden: the step
between two published counts may be one person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from evaltools.outputs.causes import Difference
from evaltools.outputs.compare import Comparison, NumberChange
from evaltools.results import COUNTRY, Key

#: Counts that readers know a place by, in the order in which they are named.
KNOWN = (
    ("consultations", "consultations"),
    ("consultations", "couples"),
    ("consultations", "families"),
    ("consultations", "people"),
    ("participants", "participants"),
    ("trainings", "trainings"),
    ("learning", "pairs"),
    ("satisfaction", "respondents"),
)
#: Ends of the classes of “by at most so many percent”; beyond the last one a number has more than doubled.
CLASSES = (0.1, 1, 2, 5, 10, 20, 50, 100)
#: Numbers of a place that stand for it beside the others: they change when any region does.
_BESIDE_OTHERS = re.compile(
    r"share_of_(consultations|couples|families|people)|(funnel|ratio_to_others|standing|outside|dispersion"
    r"|observed_to_expected)_.*|.*_adjusted_.*"
)
_CAUSES = ("input-added", "input-removed", "input-changed", "settings", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A count that readers know, with its values where they may be told.

    Attributes
    ----------
    subject, measure : str
    before, after : float or None
        None where counts of this kind may be hidden.
    """

    subject: str
    measure: str
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange:
    """What changed in one region, or in the whole project.

    Attributes
    ----------
    region : str
    numbers : int
    most : float or None
        The class of the largest change, in percent: an upper bound from
        `CLASSES`, infinity where a number more than doubled, None where no
        change has a percentage.
    steps : tuple of Step
    """

    region: str
    numbers: int
    most: float | None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Something that the folder was made from, and that is not what it was.

    Attributes
    ----------
    kind : str
        As in `compare.Difference`.
    name, before, after : str
        Before and after of a period alone; of a file they would be hashes.
    """

    kind: str
    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs between a folder and what it was before the run.

    Attributes
    ----------
    since, made : str
        When the folder was made before, and now (ISO).
    numbers : int
        How many public numbers differ.
    places : tuple of PlaceChange
        Where something changed that is counted there; those with most changes first.
    beside_others : tuple of str
        Regions of which only the comparison with the others changed.
    causes : tuple of Cause
    by_software : bool
        Whether numbers changed that no input explains, while the program or
        its libraries did.
    new, gone : tuple of pairs of str
        Report and region of public pages.
    """

    since: str
    made: str
    numbers: int
    places: tuple[PlaceChange, ...] = ()
    beside_others: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    by_software: bool = False
    new: tuple[tuple[str, str], ...] = ()
    gone: tuple[tuple[str, str], ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to tell: another version of the program alone is no news to a reader."""
        return not (self.numbers or self.causes or self.new or self.gone)

    def as_json(self) -> dict[str, Any]:
        """The same as one object, for `run.json`."""
        places = [
            asdict(each) | {"most": "doubled" if each.most == float("inf") else each.most}
            for each in self.places
        ]
        return asdict(self) | {"places": places}


def changes_from(content: Mapping[str, Any]) -> Changes:
    """Read back what `Changes.as_json` wrote.

    Raises
    ------
    KeyError, TypeError, ValueError
        It is damaged, or was written by another version.
    """
    for day in (content["since"], content["made"]):
        datetime.fromisoformat(day)
    places = tuple(
        PlaceChange(
            **dict(each)
            | {
                "most": float("inf") if each["most"] == "doubled" else each["most"],
                "steps": tuple(Step(**step) for step in each["steps"]),
            }
        )
        for each in content["places"]
    )
    return Changes(
        **dict(content)
        | {
            "places": places,
            "beside_others": tuple(content["beside_others"]),
            "causes": tuple(Cause(**each) for each in content["causes"]),
            "new": tuple((report, region) for report, region in content["new"]),
            "gone": tuple((report, region) for report, region in content["gone"]),
        }
    )


def changes_of(
    comparison: Comparison,
    *,
    guarded: Collection[tuple[str, str]],
    named: Callable[[str], str],
    before: Collection[tuple[str, str]],
    after: Collection[tuple[str, str]],
) -> Changes:
    """Draw together what a comparison found.

    Parameters
    ----------
    comparison : Comparison
        Of the folder as it was and as it will be.
    guarded : collection of pairs of str
        Subject and measure of the counts that may be hidden: their values
        are not kept.
    named : callable
        What readers outside may know an input by.
    before, after : collection of pairs of str
        Report and region of the public pages then and now.
    """
    by_place: dict[str, list[NumberChange]] = {}
    for each in comparison.numbers:
        if not each.is_internal:
            by_place.setdefault(each.key.region, []).append(each)
    own = {
        region: changes
        for region, changes in by_place.items()
        if not all(_BESIDE_OTHERS.fullmatch(each.key.measure) for each in changes)
    }
    places = [
        PlaceChange(
            region=region,
            numbers=len(changes),
            most=_class_of(each.percent for each in changes),
            steps=tuple(_steps(changes, guarded)),
        )
        for region, changes in own.items()
    ]
    # The whole project changes whenever a region does: it stands last.
    places.sort(key=lambda each: (each.region == COUNTRY, -each.numbers, each.region))
    numbers = sum(len(each) for each in by_place.values())
    return Changes(
        since=comparison.before.made,
        made=comparison.after.made,
        numbers=numbers,
        places=tuple(places),
        beside_others=tuple(region for region in by_place if region not in own),
        causes=tuple(
            dict.fromkeys(_cause(each, named) for each in comparison.made_from if each.kind in _CAUSES)
        ),
        by_software=any(
            each.why == "settings-or-software" and each.software and not each.settings
            for changes in by_place.values()
            for each in changes
        ),
        new=tuple(each for each in after if each not in before),
        gone=tuple(each for each in before if each not in after),
    )


def _cause(one: Difference, named: Callable[[str], str]) -> Cause:
    if one.kind == "period":
        return Cause(kind=one.kind, name=one.name, before=one.before, after=one.after)
    return Cause(kind=one.kind, name=one.name if one.kind == "settings" else named(one.name))


def _class_of(percents: Iterable[float | None]) -> float | None:
    """The least class that holds all of them."""
    known = [abs(each) for each in percents if each is not None]
    if not known:
        return None
    return next((end for end in CLASSES if max(known) <= end), float("inf"))


def _steps(changes: Sequence[NumberChange], guarded: Collection[tuple[str, str]]) -> Iterable[Step]:
    """Counts of the place as a whole that differ, in the order in which readers know them."""
    found = {each.key: each for each in changes if each.change in ("value", "added", "removed", "status")}
    for subject, measure in KNOWN:
        change = next((each for key, each in found.items() if key[1:] == Key("", subject, measure)[1:]), None)
        if change is None:
            continue
        old, new = change.before, change.after
        told = (subject, measure) not in guarded and old and new and old.status == new.status == "ok"
        yield Step(
            subject=subject,
            measure=measure,
            before=old.value if told and old else None,
            after=new.value if told and new else None,
        )
