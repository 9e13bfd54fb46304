"""Who took part: the sentence that opens the section."""

from __future__ import annotations

import math
from collections.abc import Sequence

from evaltools.language import mark
from evaltools.results import Result, group
from evaltools.view import View
from evaltools.wording.rounding import adds_up


def participants_finding(view: View, breakdowns: Sequence[str], total: Result) -> str:
    """How many people are described, and by what."""
    language = view.language
    if not breakdowns:
        return language.text("No breakdown of the participants is reported here.")
    if total.ok and not total.value:
        return language.text("There were no participants.")
    said = _by_sex(view, total)
    if said:
        return said
    if total.ok:
        return language.plural(
            "{n} participant is described.", "{n} participants are described.", total.value or 0
        )
    return language.text("The participants are described below; their number is not shown.")


#: The breakdowns by sex that a sentence has words for, in percent and in people; children are counted apart from women and men.
_SENTENCES = {
    ("women", "men"): (
        mark("Of {people} {women}% are women and {men}% men."),
        mark("Of {people} {women} are women and {men} men."),
    ),
    ("children", "women", "men"): (
        mark("Of {people} {children}% are children, {women}% women and {men}% men."),
        mark("Of {people} {children} are children, {women} women and {men} men."),
    ),
    ("women", "men", "not_stated"): (
        mark("Of {people} {women}% are women and {men}% men; for {not_stated}% it is not stated."),
        mark("Of {people} {women} are women and {men} men; for {not_stated} it is not stated."),
    ),
}


def _by_sex(view: View, total: Result) -> str:
    """All parts of the breakdown by sex: shares where those shown give 100%, else people; empty where one is not known."""
    language = view.language
    rows = {
        row.pairs["sex"]: row
        for row in view.results.select(region=view.region, subject="participants", measure="participants")
        if set(row.pairs) == {"sex"} and not (row.pairs["sex"] == "not_stated" and row.ok and not row.value)
    }
    names = next((each for each in _SENTENCES if set(each) == set(rows)), None)
    if names is None or not total.ok or not all(row.ok and row.value for row in rows.values()):
        return ""
    in_percent, in_people = _SENTENCES[names]
    people = language.phrase(
        "of those who took part", "{n} participant", "{n} participants", total.value or 0
    )
    shares = [view.get("participants", "share_of_participants", group(sex=name)) for name in names]
    percents = [share.value or 0.0 for share in shares]
    if all(share.ok and 0.5 <= (share.value or 0) < 99.5 for share in shares) and not view.is_small(
        shares[0]
    ):
        for digits in (0, 1):
            if adds_up(percents, 100, digits=digits):
                shown = [language.number(each, digits) for each in percents]
                return language.text(in_percent, people=people, **dict(zip(names, shown, strict=True)))
    if math.fsum(row.value or 0 for row in rows.values()) != total.value:
        return ""
    counts = {name: language.number(rows[name].value or 0) for name in names}
    return language.text(in_people, people=people, **counts)
