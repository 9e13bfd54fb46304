"""What two outputs were made from where that differs, and which of it can have changed a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from evaltools.outputs.files import Number
from evaltools.outputs.output import Output, PageState
from evaltools.results import Key, names_of

DifferenceKind = Literal[
    "input-added", "input-removed", "input-changed", "settings", "software", "period", "parameter"
]
Why = Literal["inputs", "hiding", "settings-or-software", "unexplained"]

SETTINGS = "project.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs in what the two outputs were made from.

    Attributes
    ----------
    kind : {"input-added", "input-removed", "input-changed", "settings", "software", "period", "parameter"}
    name : str
        The file, library or parameter.
    before, after : str
        Hashes of files, versions or values; empty where there is none.
    pages : tuple of str
        For a parameter: the pages that it was set for.
    """

    kind: DifferenceKind
    name: str
    before: str = ""
    after: str = ""
    pages: tuple[str, ...] = ()


def differences(before: Output, after: Output) -> Iterator[Difference]:
    """Inputs, settings, period, software, parameters: whatever differs."""
    for name in sorted(before.inputs.keys() | after.inputs.keys()):
        old, new = before.inputs.get(name, ""), after.inputs.get(name, "")
        if old == new:
            continue
        kind: DifferenceKind = "input-changed" if old and new else "input-added" if new else "input-removed"
        yield Difference(kind="settings" if name == SETTINGS else kind, name=name, before=old, after=new)
    periods = [sorted({each.period for each in side.numbers.values()}) for side in (before, after)]
    if periods[0] != periods[1]:
        old, new = (", ".join(each) for each in periods)
        yield Difference(kind="period", name="period", before=old, after=new)
    for name in dict.fromkeys((*before.software, *after.software)):
        old, new = before.software.get(name, ""), after.software.get(name, "")
        if old != new and (name != "code" or (old and new)):
            yield Difference(kind="software", name=name, before=old, after=new)
    yield from _parameters(before.pages, after.pages)


def _parameters(before: Mapping[str, PageState], after: Mapping[str, PageState]) -> Iterator[Difference]:
    """Parameters of pages that both have; one difference for all pages that share it."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for place in before.keys() & after.keys():
        old, new = before[place].parameters, after[place].parameters
        for name in old.keys() | new.keys():
            texts = tuple(str(each[name]) if name in each else "" for each in (old, new))
            if texts[0] != texts[1]:
                found.setdefault((name, texts[0], texts[1]), []).append(place)
    for (name, was, is_now), places in sorted(found.items()):
        yield Difference(kind="parameter", name=name, before=was, after=is_now, pages=tuple(sorted(places)))


class Causes:
    """Which changed inputs a number rests on, and what else can have changed it."""

    def __init__(self, before: Output, after: Output, made_from: Sequence[Difference]) -> None:
        kinds = {each.kind for each in made_from}
        self._before, self._after = before.rests_on, after.rests_on
        self._changed = {each.name for each in made_from if each.kind.startswith("input-")}
        self._settings = "settings" in kinds
        # Version and commit alone change no number: the code does, and where it is known it is asked.
        named = (
            {"evaltools", "commit"} if all(side.software.get("code") for side in (before, after)) else set()
        )
        self._software = any(each.kind == "software" and each.name not in named for each in made_from)

    def of(
        self, key: Key, before: Number | None, after: Number | None, *, can_be_hiding: bool
    ) -> dict[str, Any]:
        """The fields `why`, `inputs`, `settings` and `software` of a changed number."""
        own: set[str] = set()
        for number, names in ((before, self._before), (after, self._after)):
            if number is not None:
                own |= self._changed if names is None else self._files(key, names) & self._changed
        others = self._changed - own
        why: Why = "inputs" if own else "unexplained"
        if others and (can_be_hiding):
            own, why = self._changed, "hiding"
        elif not own and (self._settings or self._software):
            why = "settings-or-software"
        return {
            "why": why,
            "inputs": tuple(sorted(own)),
            "settings": self._settings,
            "software": self._software,
        }

    def _files(self, key: Key, names: Mapping[str, frozenset[str]]) -> frozenset[str]:
        """The files of the longest name that fits a number; all of them where none does."""
        return next((names[name] for name in names_of(key) if name in names), frozenset(self._changed))
