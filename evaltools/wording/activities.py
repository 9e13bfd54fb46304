"""Trainings and information work: the sentences that open the sections."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.results import Result
from evaltools.view import View


def trainings_finding(view: View, total: Result, rows: Sequence[Result]) -> str:
    """How many trainings were held."""
    language = view.language
    known = [row for row in rows if row.ok]
    if not rows and not total.ok:
        return language.text("No trainings are reported here; this is not zero.")
    if not known and not total.ok:
        return language.text("No trainings are reported here; this is not zero.")
    number = total.value if total.ok else sum(row.value or 0 for row in known)
    if not number:
        return language.text("No trainings were held here.")
    return language.plural("{n} training was held.", "{n} trainings were held.", number or 0)


def information_finding(view: View, rows: Sequence[Result]) -> str:
    """Whether information work is reported."""
    language = view.language
    listed = view.whole("publications", "publications") if view.is_whole else None
    if not rows and listed is not None and listed.ok:
        return language.plural(
            "{n} publication is listed.", "{n} publications are listed.", listed.value or 0
        )
    if not rows:
        return language.text("No information work is reported here.")
    return language.plural(
        "{n} kind of information work is reported.", "{n} kinds of information work are reported.", len(rows)
    )
