"""Checks: the sentence that opens the section, and what a comparison is called."""

from __future__ import annotations

from evaltools.findings import Finding
from evaltools.language import Language
from evaltools.results import group_pairs
from evaltools.tables import Passage
from evaltools.view import View


def checks_finding(view: View, contradictions: int, checked: int) -> str:
    """How many stated figures agree with their parts and with each other."""
    language = view.language
    if not contradictions and not checked:
        return language.text("The sources state no figures that could be compared.")
    if not contradictions:
        return language.plural(
            "{n} stated figure was held against its parts or another place, and it agrees.",
            "{n} stated figures were held against their parts or other places, and all agree.",
            checked,
        )
    if not checked:
        return language.plural(
            "{n} stated figure was held against its parts or another place, and it does not agree.",
            "{n} stated figures were held against their parts or other places, and none agrees.",
            contradictions,
        )
    return language.plural(
        "Of {figures} that were held against their parts or other places, {n} does not agree.",
        "Of {figures} that were held against their parts or other places, {n} do not agree.",
        contradictions,
        figures=language.phrase(
            "of figures held", "{n} stated figure", "{n} stated figures", contradictions + checked
        ),
    )


def nothing_of_region(language: Language, *, touched: bool) -> str:
    """That no figure of a region alone could be compared; where nothing else concerns it either, that too."""
    if touched:
        return language.text("The sources state no figure of this region alone that could be compared.")
    return language.text("Nothing that the checks of the sources found concerns this region.")


def totals_sentence(language: Language, differing: int, compared: int) -> str:
    """How many of the totals in which a region stands do not agree; empty where it stands in none.

    Examples
    --------
    >>> totals_sentence(Language("en"), 0, 0)
    ''
    >>> totals_sentence(Language("en"), 2, 5)
    'Of the totals of several regions in which this one stands, 2 do not agree; the page about all regions shows them.'
    """
    if differing:
        return language.plural(
            "Of the totals of several regions in which this one stands, {n} does not agree; the page about all regions shows it.",
            "Of the totals of several regions in which this one stands, {n} do not agree; the page about all regions shows them.",
            differing,
        )
    return language.text("The totals of several regions in which this one stands agree.") if compared else ""


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


def told(view: View, finding: Finding) -> Passage:
    """A finding's sentence, with the language that it is in."""
    return Passage(finding.message, finding.language or view.project.header.languages[0])
