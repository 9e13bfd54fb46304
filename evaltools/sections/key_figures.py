"""The few figures by which regions are told apart: clients, their plan, consultations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from evaltools.sections.common import count_cell, status_mark
from evaltools.sections.services import clients_word
from evaltools.standings import Standing
from evaltools.tables import Cell, Column, mark_for, value_cell
from evaltools.view import View
from evaltools.wording.lead import clients_against_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """At most three figures of each region, as columns of a table.

    Attributes
    ----------
    columns : sequence of Column
    cells : mapping of sequences of Cell
        By the code of the region; as many as there are columns.
    """

    columns: Sequence[Column] = ()
    cells: Mapping[str, Sequence[Cell]] = field(default_factory=dict)


def key_figures(view: View) -> KeyFigures:
    """Clients and consultations of each region, and how far it is from its plan of clients.

    A figure that no region has is left out.
    """
    language, codes = view.language, view.project.regions
    clients = {code: view.get("consultations", view.clients, region=code) for code in codes}
    consultations = {code: view.get("consultations", "consultations", region=code) for code in codes}
    held = {code: clients_against_plan(replace(view, region=code)) for code in codes}
    columns: list[Column] = []
    cells: dict[str, list[Cell]] = {code: [] for code in codes}
    if any(each.ok or each.status == "hidden" for each in clients.values()):
        columns.append(Column(clients_word(view)))
        for code, each in clients.items():
            cells[code].append(count_cell(view, each))
    if any(each.ok or each.status == "hidden" for each in consultations.values()):
        columns.append(Column(language.text("Consultations")))
        for code, each in consultations.items():
            cells[code].append(count_cell(view, each))
    if any(held.values()):
        columns.append(Column(language.text("Fact of plan"), "%", small=language.text("Against the plan")))
        for code, one in held.items():
            cells[code].append(_against_plan(view, one))
    return KeyFigures(columns=columns, cells=cells)


def _against_plan(view: View, one: Standing | None) -> Cell:
    """The percentage of the plan that counts now, and its word; a dash where nothing can be held against it."""
    if one is None:
        return Cell(mark_for("undefined", view.language), status="undefined")
    # Whole percents, as on the map: beside each other they are read, not reckoned with.
    percent = value_cell(one.percent_of_target, view.language, kind="percent")
    shape, word = status_mark(view, one.status)
    return replace(percent, small=f"{shape} {word}")
