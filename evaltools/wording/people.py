"""Who changed, for the trainer: directions, and whether a change is more than the noise of the test."""

from __future__ import annotations

from evaltools.results import Result
from evaltools.view import View
from evaltools.wording.reasons import why


def directions_finding(view: View, where: str) -> str:
    """How many improved, stayed and declined."""
    language = view.language
    pairs, up, same, down = (
        view.get("learning", name, where) for name in ("pairs", "improved", "unchanged", "declined")
    )
    if not pairs.ok or not pairs.value:
        return why(language, "paired_change", "no-pairs")
    if up.value == pairs.value:
        return language.plural(
            "Everybody with both tests improved: {n} person.",
            "Everybody with both tests improved: {n} people.",
            pairs.value,
        )
    return language.text(
        "Of those with both tests – improved: {up}; unchanged: {same}; declined: {down}.",
        up=language.number(up.value or 0),
        same=language.number(same.value or 0),
        down=language.number(down.value or 0),
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
