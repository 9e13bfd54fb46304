"""Who changed, for the trainer: directions, and whether a change is more than the noise of the test."""

from __future__ import annotations

from evaltools.language import Language
from evaltools.results import Result
from evaltools.view import View
from evaltools.wording.reasons import why


def directions_finding(view: View, where: str) -> str:
    """How many improved, stayed and declined."""
    pairs, *ways = _ways(view, where)
    if not pairs.ok or not pairs.value:
        return why(view.language, "paired_change", "no-pairs")
    if not all(way.ok for way in ways):
        return view.language.text("The result is hidden so that nobody can be recognised.")
    up, same, down = (way.value or 0 for way in ways)
    return _directions(view.language, pairs.value, up, same, down)


def directions_of_them(view: View, where: str) -> str:
    """The same after a sentence that says how many people took both tests; empty where it says nothing new."""
    language = view.language
    pairs, *ways = _ways(view, where)
    if not (pairs.ok and pairs.value and all(way.ok for way in ways)):
        return ""
    up, same, down = (way.value or 0 for way in ways)
    numbers = {name: language.number(value) for name, value in (("up", up), ("same", same), ("down", down))}
    match (up > 0, same > 0, down > 0):
        case (True, False, False):
            return language.text("All of them improved.")
        case (False, False, True):
            return language.text("All of them declined.")
        case (True, True, False):
            return language.text(
                "Of them {up} improved and {same} stayed the same; nobody declined.",
                up=numbers["up"],
                same=numbers["same"],
            )
        case (True, False, True):
            return language.text(
                "Of them {up} improved and {down} declined.", up=numbers["up"], down=numbers["down"]
            )
        case (False, True, True):
            return language.text(
                "None of them improved; {same} stayed the same and {down} declined.",
                same=numbers["same"],
                down=numbers["down"],
            )
        case (True, True, True):
            return language.text(
                "Of them {up} improved, {same} stayed the same and {down} declined.", **numbers
            )
    return ""


def _ways(view: View, where: str) -> list[Result]:
    return [view.get("learning", name, where) for name in ("pairs", "improved", "unchanged", "declined")]


def _directions(language: Language, n: float, up: float, same: float, down: float) -> str:
    """One sentence for each combination: nobody is a word, not a zero."""
    numbers = {name: language.number(value) for name, value in (("up", up), ("same", same), ("down", down))}
    match (up > 0, same > 0, down > 0):
        case (True, False, False):
            return language.plural(
                "The {n} person who took both tests improved.",
                "All {n} people who took both tests improved.",
                n,
            )
        case (False, True, False):
            return language.plural(
                "The score of the {n} person who took both tests did not change.",
                "The scores of all {n} people who took both tests did not change.",
                n,
            )
        case (False, False, True):
            return language.plural(
                "The {n} person who took both tests declined.",
                "All {n} people who took both tests declined.",
                n,
            )
        case (True, True, False):
            return language.plural(
                "Of the {n} person who took both tests, {up} improved and {same} stayed the same; nobody declined.",
                "Of the {n} people who took both tests, {up} improved and {same} stayed the same; nobody declined.",
                n,
                up=numbers["up"],
                same=numbers["same"],
            )
        case (True, False, True):
            return language.plural(
                "Of the {n} person who took both tests, {up} improved and {down} declined.",
                "Of the {n} people who took both tests, {up} improved and {down} declined.",
                n,
                up=numbers["up"],
                down=numbers["down"],
            )
        case (False, True, True):
            return language.plural(
                "Of the {n} person who took both tests, nobody improved; {same} stayed the same and {down} declined.",
                "Of the {n} people who took both tests, nobody improved; {same} stayed the same and {down} declined.",
                n,
                same=numbers["same"],
                down=numbers["down"],
            )
    return language.plural(
        "Of the {n} person who took both tests, {up} improved, {same} stayed the same and {down} declined.",
        "Of the {n} people who took both tests, {up} improved, {same} stayed the same and {down} declined.",
        n,
        **numbers,
    )


def reliable_line(view: View, where: str) -> str:
    """How many changed by more than the noise of the test, and what that takes."""
    language = view.language
    more, within, less, limit = (
        view.get("learning", name, where)
        for name in ("reliably_improved", "within_noise", "reliably_declined", "noise_limit")
    )
    if limit.status == "undefined":
        return why(language, "reliable_change", limit.reason)
    if not limit.ok:
        return ""
    return language.text(
        "One person’s change is more than the noise of the test if it exceeds {limit} points. Up: {more}; down: {less}; within noise: {within}. If nobody had changed, about one in twenty would exceed it by chance.",
        limit=language.number(limit.value or 0, 1),
        more=language.number(more.value or 0),
        less=language.number(less.value or 0),
        within=language.number(within.value or 0),
    )


def reliable_word(view: View, row: Result) -> str:
    """What is said of one person's change; empty where nothing can be."""
    language = view.language
    match row.reason if row.ok else "":
        case "more":
            return language.text("rose beyond noise")
        case "less":
            return language.text("fell beyond noise")
        case "same":
            return language.text("within noise")
    return ""
