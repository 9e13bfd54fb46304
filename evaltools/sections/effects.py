"""The size of a change, each measure by its name: the table that funders and trainers share."""

from __future__ import annotations

from evaltools.results import Result
from evaltools.sections.common import p_value_cell
from evaltools.tables import Cell, Column, Row, Table, number_cell, value_cell
from evaltools.view import View, percent_digits
from evaltools.wording.change import d_note, gain_note, p_note
from evaltools.wording.reasons import why

#: Measures of the table, and the function of the statistics whose reasons they carry.
METHODS = {
    "percent_improved": "proportion",
    "typical_change": "signed_rank",
    "signed_rank_p": "signed_rank",
    "d_av_corrected": "standardised_change",
    "d_z_corrected": "standardised_change",
    "d_rm_corrected": "standardised_change",
    "class_gain": "class_gain",
    "normalised_change": "normalised_change",
}


def size_table(view: View, where: str = "", *, deviations: bool = True) -> Table | None:
    """How large the change is; none where nothing is known.

    Parameters
    ----------
    view : View
    where : str
        Group of the results.
    deviations : bool, default True
        With the standardised changes; a trainer's page has them in a table of their own.
    """
    language = view.language
    labels = {
        "percent_improved": language.text("Share that improved, %"),
        "typical_change": language.text("Typical change of a person (Hodges and Lehmann), points"),
        "signed_rank_p": language.text("p of the signed rank test"),
        "d_av_corrected": language.text("d_av, with Hedges’ correction"),
        "d_z_corrected": language.text("d_z, with Hedges’ correction"),
        "d_rm_corrected": language.text("d_rm, with Hedges’ correction"),
        "class_gain": language.text("Gain of the averages, % of the way to full marks"),
        "normalised_change": language.text("Normalised change, %"),
    }
    wanted = [name for name in METHODS if deviations or not name.startswith("d_")]
    rows = {name: view.get("learning", name, where) for name in wanted}
    known = {name: row for name, row in rows.items() if row.status != "no-data"}
    if not known:
        return None
    return Table(
        caption=language.text("How large the change is"),
        head=language.text("Measure"),
        columns=[Column(language.text("Value")), Column(language.text("People"))],
        rows=[Row(labels[name], [_value(view, row), _people(view, row)]) for name, row in known.items()],
        notes=[*reasons(view, known), *_explained(view, known)],
    )


def reasons(view: View, rows: dict[str, Result]) -> list[str]:
    """Why a figure of the table, or its interval, is not there: each sentence once."""
    language = view.language
    said = [
        why(language, METHODS.get(name, "standardised_change"), row.reason)
        for name, row in rows.items()
        if row.reason not in ("", "below")
        and (row.status == "undefined" or (row.ok and row.low is None and name != "signed_rank_p"))
    ]
    return list(dict.fromkeys(said))


def _explained(view: View, rows: dict[str, Result]) -> list[str]:
    """What the measures are, of those that have a value."""
    notes = {
        p_note(view): ("signed_rank_p",),
        d_note(view): ("d_av_corrected", "d_z_corrected", "d_rm_corrected"),
        gain_note(view): ("class_gain", "normalised_change"),
    }
    return [note for note, names in notes.items() if any(name in rows and rows[name].ok for name in names)]


def deviations_table(view: View, where: str) -> Table | None:
    """The standardised changes without and with Hedges' correction, for the trainer."""
    language = view.language
    names = {
        "d_av": language.text("d_av: over the average spread before and after"),
        "d_z": language.text("d_z: over the spread of the changes"),
        "d_rm": language.text("d_rm: d_z brought to the spread of scores"),
    }
    rows = {name: view.get("learning", name, where) for name in names}
    if not any(row.ok for row in rows.values()):
        return None
    return Table(
        caption=language.text("Change in standard deviations"),
        head=language.text("Measure"),
        columns=[
            Column(language.text("As it is")),
            Column(language.text("With Hedges’ correction")),
        ],
        rows=[
            Row(
                names[name],
                [
                    value_cell(row, language, digits=2, kind="signed"),
                    value_cell(
                        view.get("learning", f"{name}_corrected", where), language, digits=2, kind="signed"
                    ),
                ],
            )
            for name, row in rows.items()
        ],
        notes=[*reasons(view, rows), d_note(view)],
    )


def _value(view: View, row: Result) -> Cell:
    language = view.language
    if not row.ok:
        return value_cell(row, language)
    match row.measure:
        case "percent_improved":
            if view.is_small(row):
                return Cell(view.people_of(row))
            return value_cell(row, language, digits=percent_digits(row.n), kind="percent")
        case "signed_rank_p":
            return p_value_cell(view, row)
        case "typical_change":
            return value_cell(row, language, digits=1, kind="signed")
        case "class_gain" | "normalised_change":
            return value_cell(row, language, kind="signed")
    return value_cell(row, language, digits=2, kind="signed")


def _people(view: View, row: Result) -> Cell:
    if row.ok and row.n is not None:
        return number_cell(row.n, view.language)
    return value_cell(row.without_value(row.status), view.language)
