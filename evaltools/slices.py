"""What a page reads: every question that it asks of the results, and a hash of each answer.

A page need be made again only if one of its questions has another answer now.
Which ones those are is not declared anywhere: they are noted while the page is
made, so that a new section needs no list of what it depends on. Notes stay in
the user's cache: a hash of a small count would give it away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar, cast

from evaltools.check import concerning
from evaltools.findings import Finding
from evaltools.labels import Labels
from evaltools.prepare import Prepared
from evaltools.registers import Entry
from evaltools.results import Audience, Key, Result, Results

#: A kind of question, and what it is about.
Question = tuple[str, ...]
Value = TypeVar("Value")

#: All that a result says, in a fixed order.
_FIELDS = attrgetter(*(each.name for each in fields(Result)))
#: Asks for all inputs at once: the answer changes with any of them.
EVERYTHING: Question = ("everything",)


@dataclass(frozen=True)
class Scope:
    """For whom a page is: the same question has other answers on an internal page.

    Attributes
    ----------
    audience : {"public", "internal"}
    region : str
    language : str
    """

    audience: Audience
    region: str
    language: str


@dataclass(frozen=True)
class Notes:
    """What one page has asked so far."""

    scope: Scope
    asked: dict[Question, None] = field(default_factory=dict)

    def add(self, question: Question) -> None:
        self.asked[question] = None


@dataclass(frozen=True)
class Slice:
    """What a page was made from: its questions, each with the hash of its answer.

    Attributes
    ----------
    scope : Scope
    answers : dict of str
        Question to hash.
    """

    scope: Scope
    answers: Mapping[Question, str]

    def as_json(self) -> dict[str, Any]:
        """As plain lists, to be kept or sent."""
        scope = [self.scope.audience, self.scope.region, self.scope.language]
        return {"scope": scope, "answers": [[digest, *question] for question, digest in self.answers.items()]}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Slice:
        audience, region, language = content["scope"]
        answers = {tuple(question): digest for digest, *question in content["answers"]}
        return cls(Scope(audience, region, language), answers)


def slice_of(prepared: Prepared, notes: Notes) -> Slice:
    """The answers to everything that a page has asked."""
    answers = Answers(prepared, notes.scope)
    return Slice(notes.scope, {question: answers.digest(question) for question in notes.asked})


def changed(prepared: Prepared, slice_: Slice, known: Answers | None = None) -> Question | None:
    """The first question of a page that has another answer now; None where there is no such question.

    Parameters
    ----------
    prepared : Prepared
        The project as it is now.
    slice_ : Slice
        What the page was made from.
    known : Answers, optional
        For the same scope, to ask many pages without hashing a row twice.
    """
    answers = known or Answers(prepared, slice_.scope)
    return next(
        (question for question, digest in slice_.answers.items() if answers.digest(question) != digest), None
    )


class Answers:
    """Hashes of answers, for one scope.

    Parameters
    ----------
    prepared : Prepared
    scope : Scope
    rows : dict, optional
        Hashes of single results that are known already, for scopes with the
        same audience to share.
    """

    def __init__(self, prepared: Prepared, scope: Scope, rows: dict[Key, str] | None = None) -> None:
        self.prepared, self.scope = prepared, scope
        internal = scope.audience == "internal"
        self._results = prepared.internal if internal else prepared.public
        self._registers = prepared.registers_internal if internal else prepared.registers
        self._rows: dict[Key, str] = {} if rows is None else rows

    def digest(self, question: Question) -> str:
        """The hash of the answer to a question."""
        match question:
            case ("get", region, subject, measure, group):
                row = self._results.by_key.get(Key(region, subject, measure, group))
                return self._row(row) if row else ""
            case ("select", *fields):
                given = [each or None for each in fields]
                rows = self._results.select(
                    region=given[0],
                    subject=given[1],
                    measure=given[2],
                    group_has=given[3],
                    audience=cast("Audience | None", given[4]),
                )
                return _hash("".join(self._row(row) for row in rows))
            case ("label", dimension, category):
                return _hash(self.prepared.labels.own.get(dimension, {}).get(category))
            case ("labels", *dimension):
                own = self.prepared.labels.own
                return _hash(own.get(dimension[0]) if dimension else own)
            case ("register", name):
                return _hash(self._registers.get(name))
            case ("input", name):
                return self.prepared.provenance.inputs.get(name, "")
            case _:
                return self._whole[question[0]]()

    @cached_property
    def _whole(self) -> Mapping[str, Callable[[], str]]:
        """Questions about all there is of something."""
        return {
            "results": lambda: _hash("".join(self._row(row) for row in self._results)),
            "registers": lambda: _hash(self._registers),
            "findings": lambda: _hash(findings_for(self.prepared, self.scope)),
            "flows": lambda: _hash(self.prepared.flows),
            EVERYTHING[0]: lambda: self.prepared.provenance.data_hash,
        }

    def _row(self, row: Result) -> str:
        digest = self._rows.get(row.key)
        if digest is None:
            digest = self._rows[row.key] = _hash(_FIELDS(row))
        return digest


def _hash(answer: object) -> str:
    """Records and mappings of plain values are written the same way in every process."""
    return hashlib.blake2b(repr(answer).encode(), digest_size=8).hexdigest()


def findings_for(prepared: Prepared, scope: Scope) -> tuple[Finding, ...]:
    """The findings that a page may have to do with: on an internal page all of them."""
    found = prepared.findings_in(scope.language)
    return found if scope.audience == "internal" else concerning(found, scope.region)


class WatchedResults(Results):
    """Results that note what is asked of them."""

    _inner: Results
    _notes: Notes

    def __init__(self, inner: Results, notes: Notes) -> None:
        object.__setattr__(self, "_inner", inner)
        object.__setattr__(self, "_notes", notes)

    def get(self, region: str, subject: str, measure: str, group: str = "") -> Result:
        self._notes.add(("get", region, subject, measure, group))
        return self._inner.get(region, subject, measure, group)

    def select(
        self,
        *,
        region: str | None = None,
        subject: str | None = None,
        measure: str | None = None,
        group_has: str | None = None,
        audience: Audience | None = None,
    ) -> tuple[Result, ...]:
        fields = (region, subject, measure, group_has, audience)
        self._notes.add(("select", *(each or "" for each in fields)))
        return self._inner.select(
            region=region, subject=subject, measure=measure, group_has=group_has, audience=audience
        )

    def __getattribute__(self, name: str) -> Any:
        # Whoever takes the rows as a whole may look at each of them.
        if name in {"rows", "sums", "by_key"}:
            self._notes.add(("results",))
            return getattr(self._inner, name)
        return super().__getattribute__(name)


class _Watched(Mapping[str, Value]):
    """A mapping that notes which of its keys are asked for."""

    def __init__(
        self, inner: Mapping[str, Value], note: Callable[[str], None], note_all: Callable[[], None]
    ) -> None:
        self._inner, self._note, self._note_all = inner, note, note_all

    def __getitem__(self, key: str) -> Value:
        self._note(key)
        return self._inner[key]

    def __iter__(self) -> Iterator[str]:
        self._note_all()
        return iter(self._inner)

    def __len__(self) -> int:
        self._note_all()
        return len(self._inner)


class _Dimensions(_Watched[Mapping[str, Mapping[str, str]]]):
    """Labels by dimension: a page depends on the categories that it names, not on the others."""

    def __init__(self, own: Mapping[str, Mapping[str, Mapping[str, str]]], notes: Notes) -> None:
        super().__init__(own, lambda _: None, lambda: notes.add(("labels",)))
        self._notes = notes

    def __getitem__(self, dimension: str) -> Mapping[str, Mapping[str, str]]:
        return _Watched(
            self._inner.get(dimension, {}),
            lambda category: self._notes.add(("label", dimension, category)),
            lambda: self._notes.add(("labels", dimension)),
        )


def watched_labels(labels: Labels, notes: Notes) -> Labels:
    """Labels that note which names are asked for."""
    return Labels(_Dimensions(labels.own, notes))


def watched_registers(
    registers: Mapping[str, tuple[Entry, ...]], notes: Notes
) -> Mapping[str, tuple[Entry, ...]]:
    """Registers that note which of them are looked at."""
    return _Watched(registers, lambda name: notes.add(("register", name)), lambda: notes.add(("registers",)))


def words_of(question: Question, region: str = "") -> str:
    """What a question is about, for the line that says why a page is made again.

    Parameters
    ----------
    question : tuple of str
    region : str, optional
        Of the page, which need not be named.

    Examples
    --------
    >>> words_of(("get", "KZ-23", "consultations", "couples", ""))
    'consultations/couples of KZ-23'
    """
    match question:
        case ("get" | "select", where, subject, measure, *_):
            what = "/".join(part for part in (subject, measure) if part) or "results"
            return f"{what} of {where}" if where not in ("", region) else what
        case ("label", dimension, category):
            return f"the name of {dimension} {category}"
        case ("register" | "input", name):
            return name
        case _:
            return {
                "everything": "the data",
                "labels": "names of categories",
                "flows": "rows read and left out",
            }.get(question[0], question[0])


def union(slices: Iterable[Slice]) -> tuple[Slice, ...]:
    """Each scope once, with all that was asked in it."""
    found: dict[Scope, dict[Question, str]] = {}
    for each in slices:
        found.setdefault(each.scope, {}).update(each.answers)
    return tuple(Slice(scope, answers) for scope, answers in found.items())
