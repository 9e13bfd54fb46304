"""The quality of the data: what was read, used, left out and found. Internal."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.findings import SEVERITIES, Finding
from evaltools.flow import Flow
from evaltools.page import Block, section
from evaltools.tables import Cell, Column, Passage, Row, Table, number_cell
from evaltools.view import View
from evaltools.wording.checks import told
from evaltools.wording.quality import gravest, rows_sentence, usable
from evaltools.wording.rows import left_out_words
from evaltools.wording.severities import severity_name


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
    """Everything that was found, the gravest first."""
    language = view.language
    # Findings are worded once, in the project's first language.
    written_in = view.project.header.languages[0]
    ordered = sorted(view.findings, key=lambda each: SEVERITIES.index(each.severity))
    counts = {name: sum(each.severity == name for each in ordered) for name in SEVERITIES}
    tables = []
    if ordered:
        tables.append(
            Table(
                caption=language.text("Findings"),
                head=language.text("Finding"),
                columns=[
                    Column(language.text("Severity"), numeric=False),
                    Column(language.text("Place"), numeric=False),
                    Column(language.text("What to do"), numeric=False),
                ],
                rows=[
                    Row(
                        told(view, each),
                        [
                            Cell(severity_name(each.severity, language)),
                            Cell(_place(view, each)),
                            Cell(Passage(each.action, each.language or written_in) if each.action else ""),
                        ],
                    )
                    for each in ordered
                ],
            )
        )
    return section(
        language=language,
        id="findings",
        heading=language.text("Findings"),
        finding=gravest(language, counts["error"], counts["warning"]),
        said=[
            language.text(
                "Errors: {errors}; warnings: {warnings}; notes: {notes}; checked and right: {checked}.",
                errors=language.number(counts["error"]),
                warnings=language.number(counts["warning"]),
                notes=language.number(counts["note"]),
                checked=language.number(counts["checked"]),
            )
        ],
        tables=tables,
        notes=[language.text("The full list is in findings.csv beside this page.")] if ordered else [],
    )


def _place(view: View, finding: Finding) -> str:
    language = view.language
    parts = [finding.file, finding.sheet]
    if finding.row is not None:
        parts.append(language.text("row {row}", row=finding.row))
    if finding.column:
        parts.append(finding.column)
    if finding.region:
        parts.append(view.place(finding.region))
    return ", ".join(part for part in parts if part)
