"""The quality of the data: what was read, used, left out and found. Internal."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.check import COMPARED, acknowledged
from evaltools.findings import SEVERITIES, Finding, Severity
from evaltools.flow import Flow
from evaltools.page import Block, section
from evaltools.project.load import FILE_NAME
from evaltools.tables import Cell, Column, Passage, Row, Table, Text, number_cell
from evaltools.view import View
from evaltools.wording.checks import claim_name, told
from evaltools.wording.quality import (
    gravest,
    rows_sentence,
    settings_sentence,
    severities_sentence,
    usable,
)
from evaltools.wording.rows import left_out_words
from evaltools.wording.severities import severity_heading


def verdict(view: View, flows: Sequence[Flow]) -> str:
    """Usable, usable with care, or stop; how much was read, and what no check can see."""
    language = view.language
    read, used = sum(each.rows_read for each in flows), sum(each.rows_used for each in flows)
    return " ".join(
        [
            usable(view, flows),
            rows_sentence(language, read, used),
            language.text(
                "The checks see whether figures fit together, not whether what was written down is true."
            ),
        ]
    )


def flow(view: View, flows: Sequence[Flow]) -> Block:
    """Rows read, used and left out, table by table."""
    language = view.language
    read, used = sum(each.rows_read for each in flows), sum(each.rows_used for each in flows)
    notes = [
        f"{each.file}: "
        + "; ".join(
            f"{left_out_words(reason, language)}: {language.number(n)}" for reason, n in each.left_out.items()
        )
        for each in flows
        if each.left_out
    ]
    return section(
        language=language,
        id="flow",
        heading=language.text("What was read"),
        finding=rows_sentence(language, read, used),
        tables=[
            Table(
                caption=language.text("Rows by table"),
                head=language.text("Table and file"),
                columns=[
                    Column(language.text("Read")),
                    Column(language.text("Used")),
                    Column(language.text("Left out")),
                ],
                rows=[
                    Row(
                        f"{each.table} ({each.file})",
                        [
                            number_cell(n, language)
                            for n in (each.rows_read, each.rows_used, each.rows_read - each.rows_used)
                        ],
                    )
                    for each in flows
                ],
            )
        ],
        notes=notes,
    )


def found(view: View) -> Block:
    """Everything that was found, a table for each severity, the gravest first."""
    language = view.language
    by_severity = {name: [each for each in view.findings if each.severity == name] for name in SEVERITIES}
    counts: dict[str, int] = {name: len(several) for name, several in by_severity.items()}
    said = [severities_sentence(language, counts)]
    if any(FILE_NAME in (each.file, *each.action.split()) for each in view.findings):
        said.append(settings_sentence(language, view.project.folder.name))
    return section(
        language=language,
        id="findings",
        heading=language.text("Findings"),
        finding=gravest(language, counts["error"], counts["warning"]),
        said=said,
        tables=[_listed(view, name, several) for name, several in by_severity.items() if several],
        notes=[language.text("The full list is in findings.csv beside this page.")] if view.findings else [],
    )


def _listed(view: View, severity: Severity, several: Sequence[Finding]) -> Table:
    """Findings of one severity: what was found, where, and what to do; what is right needs nothing done."""
    language = view.language
    # Findings of reading are worded once, in the project's first language.
    written_in = view.project.header.languages[0]
    columns = [Column(language.text("Place"), numeric=False)]
    if severity != "checked":
        columns.append(Column(language.text("What to do"), numeric=False))
    return Table(
        caption=severity_heading(severity, language),
        head=language.text("Finding"),
        columns=columns,
        rows=[
            Row(
                told(view, each),
                [Cell(_place(view, each)), Cell(_advice(view, each, written_in))][: len(columns)],
            )
            for each in several
        ],
        folded=severity in ("note", "checked"),
    )


def _advice(view: View, finding: Finding, written_in: str) -> Text:
    """What to do; of what the team knows already, its reason."""
    known = acknowledged(view.project, finding)
    if known is None:
        return Passage(finding.action, finding.language or written_in) if finding.action else ""
    said = view.passage(known.reason)
    return Passage(view.language.text("Acknowledged: {reason}", reason=said.text), said.language)


def _place(view: View, finding: Finding) -> str:
    """File, sheet, row and column; of the settings the part, in the words of the file itself."""
    language = view.language
    parts = [finding.file, finding.sheet]
    if finding.row is not None:
        parts.append(language.text("row {row}", row=finding.row))
    if finding.column:
        parts.append(_part_of_settings(view, finding) if finding.file == FILE_NAME else _named(view, finding))
    if finding.region:
        parts.append(view.place(finding.region))
    return ", ".join(part for part in parts if part)


def _named(view: View, finding: Finding) -> str:
    """The column, or the figure in whose row something was found, as its file calls it."""
    if finding.code in COMPARED and "=" in finding.column:
        return claim_name(view, finding.column)
    return finding.column


def _part_of_settings(view: View, finding: Finding) -> str:
    """Where a name stands in the settings, by the headings that a reader looks for there."""
    project, name = view.project, finding.column
    if finding.code == "goal-not-measured":
        return f'[[goals]] id = "{name}"'
    parts = {
        "[[indicators]]": [each.id for each in project.indicators],
        "[[ratios]]": [each.id for each in project.ratios],
        "[[schedules]]": [each.id for each in project.schedules],
    }
    for heading, names in parts.items():
        if name in names:
            return f'{heading} id = "{name}"'
    return f"[{name}]" if "." in name else f"[project] {name}"
