"""Who took part, by sex, status and age."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.figures import Figure, ShareRow, share_bars
from evaltools.page import Block, section
from evaltools.results import Result
from evaltools.sections.common import (
    LAST,
    count_cell,
    largest_first,
    place_and_period,
    share_cell,
    shares_note,
    source_line,
)
from evaltools.tables import Column, Row, Table, mark_for
from evaltools.view import WHOLE_PERCENT_BASE, View
from evaltools.wording.participants import participants_finding

BREAKDOWNS = ("sex", "status", "age")
#: In an order of its own, which the categories come in.
BY_ITSELF = "age"


def participants(view: View) -> Block:
    """Who took part, by sex, status and age."""
    language = view.language
    rows = view.results.select(region=view.region, subject="participants", measure="participants")
    found = {
        name: _ordered(view, name, [row for row in rows if name in row.pairs])
        for name in BREAKDOWNS
        if any(name in row.pairs for row in rows)
    }
    total = view.get("participants", "participants")
    charted = {name: parts for name, parts in found.items() if sum(row.ok for row in parts) > 1}
    return section(
        language=language,
        id="participants",
        heading=language.text("Participants"),
        finding=participants_finding(view, list(found), total),
        figures=[_share_chart(view, name, parts) for name, parts in charted.items()],
        base=source_line(view, rows),
        tables=[_share_table(view, name, parts) for name, parts in found.items()],
    )


def _ordered(view: View, name: str, parts: Sequence[Result]) -> list[Result]:
    """The largest first, ages in their own order; categories that say little stand last."""
    if name != BY_ITSELF:
        return largest_first(view, parts, name)
    return sorted(parts, key=lambda row: row.pairs[name] in LAST)


def _share(view: View, row: Result) -> Result:
    return view.get("participants", "share_of_participants", row.group, region=row.region)


def _share_chart(view: View, name: str, parts: Sequence[Result]) -> Figure:
    language = view.language
    return share_bars(
        [
            ShareRow(
                label=view.name(name, row.pairs[name]),
                value=row.value if row.ok else None,
                percent=_share(view, row).value,
                text="" if row.ok else mark_for(row.status, language),
                last=row.pairs[name] in LAST,
            )
            for row in parts
        ],
        id=f"participants-{name}",
        language=language,
        title=language.text(
            "Participants, {breakdown}: number and share", breakdown=view.name("breakdown", name).lower()
        ),
        note=place_and_period(view),
        digits=0 if (parts[0].n or 1000) < WHOLE_PERCENT_BASE else 1,
        sort=name != BY_ITSELF,
    )


def _share_table(view: View, name: str, parts: Sequence[Result]) -> Table:
    language = view.language
    return Table(
        caption=language.text(
            "Participants, {breakdown}", breakdown=language.inside(view.name("breakdown", name))
        ),
        head=language.text("Group"),
        columns=[Column(language.text("Number")), Column(language.text("Share"), "%")],
        rows=[
            Row(
                view.name(name, row.pairs[name]), [count_cell(view, row), share_cell(view, _share(view, row))]
            )
            for row in parts
        ],
        notes=shares_note(view, [_share(view, row) for row in parts]),
    )
