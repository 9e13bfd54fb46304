"""Checks: the sentence that opens the section, and what a comparison is called."""

from __future__ import annotations

from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.results import group_pairs
from evaltools.tables import Passage, Text
from evaltools.view import View


def checks_finding(view: View, contradictions: int, checked: int) -> str:
    """How many stated figures agree with their parts and with each other."""
    language = view.language
    if not contradictions and not checked:
        return language.text("The sources state no figures that could be compared.")
    if not contradictions:
        return language.plural(
            "{n} comparison of stated figures was made, and it agrees.",
            "{n} comparisons of stated figures were made, and all agree.",
            checked,
        )
    if not checked:
        return language.plural(
            "{n} comparison of stated figures was made, and it does not agree.",
            "{n} comparisons of stated figures were made, and none agrees.",
            contradictions,
        )
    return language.plural(
        "Of {total} comparisons of stated figures, {n} does not agree.",
        "Of {total} comparisons of stated figures, {n} do not agree.",
        contradictions,
        total=language.number(contradictions + checked),
    )


def others_sentence(language: Language, others: int) -> str:
    """How many other things were found; empty where none was."""
    if not others:
        return ""
    return language.plural("{n} other thing was found.", "{n} other things were found.", others)


def claim_name(view: View, claim: str) -> str:
    """What a compared figure is called: a claim, an indicator, or a category of a table."""
    if "=" in claim:
        pairs = group_pairs(claim)
        if "breakdown" in pairs:
            return view.name(pairs["breakdown"], pairs.get("category", ""))
        return ", ".join(
            view.place(value) if name == "region" else view.name(name, value) for name, value in pairs.items()
        )
    name = view.name("claim", claim)
    return view.name("indicator", claim) if name == claim else name


def told(view: View, finding: Finding) -> Text:
    """A finding's sentence, with the language that it is in."""
    return Passage(finding.message, finding.language or view.project.header.languages[0])
