"""Who took part: the sentence that opens the section."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.language import round_half_up
from evaltools.results import Result, group
from evaltools.view import View


def honest_percent(view: View, value: float) -> str:
    """A whole percentage that says 0 or 100 only where it is exactly that."""
    whole = round_half_up(value)
    if whole in (0, 100) and value != whole:
        return view.language.number(min(max(value, 0.1), 99.9), 1)
    return view.language.number(value)


def participants_finding(view: View, breakdowns: Sequence[str], total: Result) -> str:
    """How many people are described, and by what."""
    language = view.language
    if not breakdowns:
        return language.text("No breakdown of the participants is reported here.")
    if total.ok and not total.value:
        return language.text("There were no participants.")
    women = view.get("participants", "share_of_participants", group(sex="women"))
    if total.ok and women.ok:
        return language.plural(
            "{n} participant is described; {women}% are women.",
            "{n} participants are described; {women}% are women.",
            total.value or 0,
            women=honest_percent(view, women.value or 0),
        )
    if total.ok:
        return language.plural(
            "{n} participant is described.", "{n} participants are described.", total.value or 0
        )
    return language.text("The participants are described below; their number is not shown.")
