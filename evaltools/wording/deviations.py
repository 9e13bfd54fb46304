"""Deviations: how many there are, and how many are explained."""

from __future__ import annotations

from evaltools.view import View


def deviations_finding(view: View, found: int, explained: int) -> str:
    """Deviations and their reasons in a sentence; what the source says of them, where it denies them."""
    language = view.language
    if not found:
        return language.text("No fact is off its plan.")
    if explained == found:
        said = language.plural(
            "{n} fact is off its plan, and its reason is given.",
            "{n} facts are off their plans, and all reasons are given.",
            found,
        )
    elif explained:
        said = language.plural(
            "{n} fact is off its plan; reasons given: {explained}.",
            "{n} facts are off their plans; reasons given: {explained}.",
            found,
            explained=language.number(explained),
        )
    else:
        said = language.plural(
            "{n} fact is off its plan, and no reason is given.",
            "{n} facts are off their plans, and no reason is given.",
            found,
        )
    if view.project.header.no_deviations:
        said += " " + language.text("The source says that there is no deviation.")
    return said
