"""Trainings and information work: the sentences that open the sections."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.language import Language
from evaltools.results import Result
from evaltools.standings import is_given, written
from evaltools.view import View


def trainings_finding(view: View, total: Result, rows: Sequence[Result]) -> str:
    """How many trainings were held, and the programme of more than half of them."""
    language = view.language
    known = [row for row in rows if row.ok]
    silent = [row for row in rows if row.status == "no-data"]
    if not known and not total.ok:
        return language.text("No trainings are reported here; this is not zero.")
    most = max(known, key=lambda row: row.value or 0, default=None)
    if not total.ok and silent and len(known) == 1 and known[0].value:
        return language.plural(
            "{n} training of the programme “{name}” was held.",
            "{n} trainings of the programme “{name}” were held.",
            known[0].value,
            name=view.name(*next(iter(known[0].pairs.items()))),
        )
    if total.ok and most is not None and (total.value or 0) / 2 < (most.value or 0) < (total.value or 0):
        return language.text(
            "Of {total} trainings held, {number} were of the most frequent programme: {name}.",
            total=language.number(total.value or 0),
            number=language.number(most.value or 0),
            name=_name(view, most),
        )
    if total.ok or not (silent or len(known) > 1):
        number = total.value if total.ok else known[0].value
        if not number:
            return language.text("No trainings were held here.")
        return language.plural("{n} training was held.", "{n} trainings were held.", number)
    return language.text("Trainings held, by programme: {counts}.", counts=_counts(view, known))


def trainings_rest(view: View, rows: Sequence[Result]) -> str:
    """The programmes of which nothing is reported, which is not zero; empty where there are none, or no others."""
    silent = [row for row in rows if row.status == "no-data"]
    if not silent or len(silent) == len(rows):
        return ""
    return view.language.text(
        "No trainings are reported here of: {programmes}; this is not zero.",
        programmes="; ".join(_name(view, row) for row in silent),
    )


#: So many kinds of information work fit into a sentence.
MOST_NAMED = 3


def information_finding(view: View, rows: Sequence[Result]) -> str:
    """What information work is reported: by name where there are few kinds."""
    language = view.language
    listed = view.whole("publications", "publications") if view.is_whole else None
    if not rows and listed is not None and listed.ok:
        return language.plural(
            "{n} publication is listed.", "{n} publications are listed.", listed.value or 0
        )
    if not rows:
        return language.text("No information work is reported here.")
    if len(rows) <= MOST_NAMED and all(is_given(row) for row in rows):
        return language.text("The information work reported here is: {counts}.", counts=_counts(view, rows))
    return language.plural(
        "{n} kind of information work is reported.",
        "{n} kinds of information work are reported.",
        _kinds(view, rows),
    )


def _kinds(view: View, rows: Sequence[Result]) -> int:
    """How many kinds there are: what two tables call by one name in any language is one kind."""
    known: set[tuple[str, str]] = set()
    kinds = 0
    for row in rows:
        pair = next(iter(row.pairs.items()))
        names = {(code, view.labels.name(*pair, Language(code))) for code in view.project.header.languages}
        kinds += not names & known
        known |= names
    return kinds


def _counts(view: View, rows: Sequence[Result]) -> str:
    """Counts behind their names: "round tables – 2"."""
    language = view.language
    return "; ".join(
        language.text("{category} – {n}", category=_name(view, row), n=written(row, language)) for row in rows
    )


def _name(view: View, row: Result) -> str:
    """What a row counts, as it stands inside a sentence."""
    name = view.name(*next(iter(row.pairs.items())))
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
