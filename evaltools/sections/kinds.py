"""What consultations were about, how and by whom they were given: bars and tables."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.figures import Figure, ShareRow, share_bars
from evaltools.results import Result
from evaltools.sections.common import (
    LAST,
    count_cell,
    largest_first,
    place_and_period,
    share_cell,
    shares_note,
)
from evaltools.tables import Column, Row, Table, mark_for
from evaltools.view import WHOLE_PERCENT_BASE, View

KINDS = ("topic", "channel", "specialist")


def kinds_of(view: View) -> dict[str, list[Result]]:
    """Consultations of the page's region by each kind that its table has."""
    rows = view.results.select(region=view.region, subject="consultations", measure="consultations")
    found = {kind: [row for row in rows if kind in row.pairs] for kind in KINDS}
    return {kind: largest_first(view, parts, kind) for kind, parts in found.items() if parts}


def kind_charts(view: View, kinds: dict[str, list[Result]]) -> list[Figure]:
    """Sorted bars of each kind that has at least two numbers to show."""
    language = view.language
    return [
        share_bars(
            [
                ShareRow(
                    label=view.name(kind, row.pairs[kind]),
                    value=row.value if row.ok else None,
                    percent=_share(view, row).value,
                    text="" if row.ok else mark_for(row.status, language),
                    last=row.pairs[kind] in LAST,
                )
                for row in parts
            ],
            id=f"consultations-{kind}",
            language=language,
            title=language.text(
                "Consultations, {breakdown}: number and share", breakdown=view.name("breakdown", kind).lower()
            ),
            note=place_and_period(view),
            digits=0 if _base(view, parts) < WHOLE_PERCENT_BASE else 1,
        )
        for kind, parts in kinds.items()
        if sum(row.ok for row in parts) > 1
    ]


def kind_tables(view: View, kinds: dict[str, list[Result]]) -> list[Table]:
    """Number and share of each kind."""
    language = view.language
    return [
        Table(
            caption=_caption(view, kind),
            head=language.text("Group"),
            columns=[Column(language.text("Consultations")), Column(language.text("Share"), "%")],
            rows=[
                Row(
                    view.name(kind, row.pairs[kind]),
                    [count_cell(view, row), share_cell(view, _share(view, row))],
                )
                for row in parts
            ],
            notes=shares_note(view, [_share(view, row) for row in parts]),
        )
        for kind, parts in kinds.items()
    ]


def _share(view: View, row: Result) -> Result:
    return view.get("consultations", "share_of_consultations", row.group, region=row.region)


def _base(view: View, parts: Sequence[Result]) -> float:
    return next((share.n for row in parts if (share := _share(view, row)).n is not None), WHOLE_PERCENT_BASE)


def _caption(view: View, kind: str) -> str:
    language = view.language
    return language.text(
        "Consultations, {breakdown}", breakdown=language.inside(view.name("breakdown", kind))
    )
