"""What changed since the run before, in whole sentences for the start page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from evaltools.language import Language
from evaltools.outputs.changes import Cause, Changes, PlaceChange, Step
from evaltools.results import COUNTRY, Key
from evaltools.view import sentence
from evaltools.wording.measures import number_words, place_words

ARROW = "→"
#: So many places, files and pages are named; of more the number is given.
MOST_NAMED = 5


def told(changes: Changes, language: Language, page_words: Callable[[str, str], str]) -> list[str]:
    """Say what changed: how many numbers and why, where, and which pages came and went.

    Parameters
    ----------
    changes : Changes
    language : Language
    page_words : callable
        The name of a page from its report and its region.

    Returns
    -------
    list of str
        One sentence or two each; the first one says since when.
    """
    return [
        _summary(changes, language),
        *_causes(changes, language),
        *_places(changes, language),
        *_pages(changes, language, page_words),
    ]


def _summary(changes: Changes, language: Language) -> str:
    since, made = (
        language.date(datetime.fromisoformat(each).date()) for each in (changes.since, changes.made)
    )
    if since == made and changes.numbers:
        return language.plural(
            "Between two runs of {date}, {n} number changed.",
            "Between two runs of {date}, {n} numbers changed.",
            changes.numbers,
            date=made,
        )
    if since == made:
        return language.text("Between two runs of {date}, no number changed.", date=made)
    if changes.numbers:
        return language.plural(
            "Between the runs of {since} and {made}, {n} number changed.",
            "Between the runs of {since} and {made}, {n} numbers changed.",
            changes.numbers,
            since=since,
            made=made,
        )
    return language.text("Between the runs of {since} and {made}, no number changed.", since=since, made=made)


def _causes(changes: Changes, language: Language) -> Iterator[str]:
    by_kind: dict[str, list[Cause]] = {}
    for each in changes.causes:
        by_kind.setdefault(each.kind, []).append(each)
    for kind, causes in by_kind.items():
        files = _named([each.name for each in causes], language)
        match kind:
            case "input-changed":
                yield language.text("Changed input: {file}", file=files)
            case "input-added":
                yield language.text("New input: {file}", file=files)
            case "input-removed":
                yield language.text("Input that is gone: {file}", file=files)
            case "settings":
                yield language.text("Changed settings: {file}", file=files)
            case "period":
                yield from (
                    language.text("Period: {before} → {after}", before=each.before, after=each.after)
                    for each in causes
                )
    if changes.by_software:
        yield language.text(
            "Some numbers changed because the program or its libraries are of another version."
        )


def _places(changes: Changes, language: Language) -> Iterator[str]:
    """Regions, those with most changes first, then the whole project, which changes when one of them does."""
    of_regions = [each for each in changes.places if each.region != COUNTRY]
    of_all = [each for each in changes.places if each.region == COUNTRY]
    yield from (_line(each, language) for each in of_regions[:MOST_NAMED])
    if left := [each.region for each in of_regions[MOST_NAMED:]]:
        yield language.text("Numbers changed also in: {regions}.", regions=_regions(left, language))
    yield from (_line(each, language) for each in of_all)
    if changes.beside_others:
        yield language.text(
            "Only the comparison with the other regions changed in: {regions}.",
            regions=_regions(changes.beside_others, language),
        )


def _line(one: PlaceChange, language: Language) -> str:
    return " ".join(part for part in (_place(one, language), _steps(one, language)) if part)


def _place(one: PlaceChange, language: Language) -> str:
    values = {"place": sentence(place_words(one.region, language))}
    if one.most is None:
        return language.plural("{place}: {n} number.", "{place}: {n} numbers.", one.numbers, **values)
    if one.most == float("inf"):
        return language.plural(
            "{place}: {n} number, more than twice what it was.",
            "{place}: {n} numbers, the largest change to more than twice what it was.",
            one.numbers,
            **values,
        )
    return language.plural(
        "{place}: {n} number, by at most {percent}.",
        "{place}: {n} numbers, by at most {percent}.",
        one.numbers,
        percent=language.percent(one.most, 0 if one.most >= 1 else 1),
        **values,
    )


def _steps(one: PlaceChange, language: Language) -> str:
    """Known counts with their values; where those are not told, which ones they are."""
    told = [
        f"{_what(each, language)}: {language.number(each.before)} {ARROW} {language.number(each.after)}"
        for each in one.steps
        if each.before is not None and each.after is not None
    ]
    if told:
        return "; ".join(told) + "."
    if one.steps and one.numbers == 1:
        return f"{_what(one.steps[0], language)}."
    if one.steps:
        return language.text(
            "Among them: {names}.", names=language.listing([_what(each, language) for each in one.steps])
        )
    return ""


def _what(step: Step, language: Language) -> str:
    return number_words(Key("", step.subject, step.measure), language)


def _regions(codes: Sequence[str], language: Language) -> str:
    """All of them, in the order of the alphabet."""
    return language.listing(language.sorted(place_words(code, language) for code in codes))


def _pages(changes: Changes, language: Language, page_words: Callable[[str, str], str]) -> Iterator[str]:
    new, gone = (
        _named([page_words(*each) for each in pages], language, separator="; ")
        for pages in (changes.new, changes.gone)
    )
    if new:
        yield language.text("New pages: {pages}.", pages=new)
    if gone:
        yield language.text("Pages that are gone: {pages}.", pages=gone)


def _named(names: Sequence[str], language: Language, separator: str = ", ") -> str:
    """The first of some names, and how many more there are."""
    shown = list(names[:MOST_NAMED])
    if left := len(names) - len(shown):
        shown.append(language.plural("{n} more", "{n} more", left))
    return separator.join(shown)
