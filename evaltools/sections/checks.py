"""What the checks found: figures that cannot all be true, figures that agree, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from evaltools.check import acknowledged
from evaltools.findings import SEVERITIES, Finding
from evaltools.page import Block, section
from evaltools.results import COUNTRY, Result
from evaltools.sections.common import count_cell
from evaltools.tables import Cell, Column, Row, Table, Text, value_cell
from evaltools.view import View
from evaltools.wording.checks import checks_finding, claim_name, severity_name, told

#: Findings that the section tells in words: everything else has a place of its own, or is internal.
IN_WORDS = (
    "ages-do-not-fit",
    "bands-overlap",
    "before-opening",
    "breakdown-differs",
    "claim-without-figure",
    "cut-off-early",
    "day-outside",
    "days-differ",
    "entry-twice",
    "evidence-missing",
    "files-differ",
    "goal-not-measured",
    "letters-against-days",
    "link-unknown",
    "months-missed",
    "not-measured",
    "opened-after-cut-off",
    "other-large",
    "overall-outside-items",
    "percent-impossible",
    "percent-without-base",
    "plans-all-equal",
    "register-incomplete",
    "schedule-differs",
    "schedule-missed",
    "schedule-not-measured",
    "sum-in-words-differs",
    "units-mixed",
)


def checks(view: View) -> Block:
    """Stated figures against their parts and against each other: contradictions are shown, not repaired."""
    language = view.language
    found = view.results.select(region=COUNTRY, subject="checks", measure="difference")
    of = {
        code: [row for row in found if row.reason == code]
        for code in dict.fromkeys(row.reason for row in found)
    }
    differing = [*of.get("total-differs", ()), *of.get("mention-differs", ())]
    words = [each for each in view.findings if each.code in IN_WORDS and _is_here(view, each)]
    tables = [
        _compared(view, language.text("Figures that do not agree"), differing),
        _told(view, words),
        _compared(
            view,
            language.text("Stated totals and the sums of their parts: agree"),
            of.get("total-agrees", ()),
        ),
        _compared(view, language.text("The same figure in two places: agrees"), of.get("mention-agrees", ())),
    ]
    names = {row.pairs["claim"] for row in found if row.reason.endswith("differs")}
    known = [
        entry
        for each in view.findings
        if (each.column in names or each in words) and (entry := acknowledged(view.project, each)) is not None
    ]
    contradictions = sum(row.reason.endswith("differs") for row in found)
    return section(
        language=language,
        id="checks",
        heading=language.text("Checks of the sources"),
        finding=checks_finding(view, contradictions, len(found) - contradictions, len(words)),
        tables=[table for table in tables if table.rows],
        passages=list(dict.fromkeys(view.passage(entry.reason) for entry in known)),
    )


def _is_here(view: View, finding: Finding) -> bool:
    """Whether a page tells a finding: that of a region on its own page, all of them on those of the project.

    What comes from a table that hides small counts is told to the evaluator alone.
    """
    hides = {table.file for name, table in view.project.tables.items() if view.project.threshold(name)}
    if {finding.file, finding.other_place} & hides or (hides and finding.file == "project.toml"):
        return False
    return view.is_whole or finding.region == view.region


def _compared(view: View, caption: str, rows: Sequence[Result]) -> Table:
    language = view.language
    return Table(
        caption=caption,
        head=language.text("Figure"),
        columns=[
            Column(language.text("Stated")),
            Column(language.text("Computed or elsewhere")),
            Column(language.text("Difference")),
        ],
        rows=[_row(view, row) for row in rows],
    )


def _row(view: View, difference: Result) -> Row:
    stated, computed = (
        view.get("checks", name, difference.group, region=COUNTRY) for name in ("stated", "computed")
    )
    digits = 0 if all(float(row.value or 0).is_integer() for row in (stated, computed)) else 2
    return Row(
        claim_name(view, difference.pairs["claim"]),
        [
            *(
                count_cell(view, row)
                if row.reason == "range"
                else value_cell(row, view.language, digits=digits)
                for row in (stated, computed)
            ),
            value_cell(difference, view.language, digits=digits, kind="signed"),
        ],
    )


def _told(view: View, found: Sequence[Finding]) -> Table:
    """Findings in words, the gravest first."""
    language = view.language
    ordered = sorted(found, key=lambda each: SEVERITIES.index(each.severity))
    rows: list[tuple[Text, str]] = [
        (told(view, each), severity_name(each.severity, language)) for each in ordered
    ]
    return Table(
        caption=language.text("What else was found"),
        head=language.text("Finding"),
        columns=[Column(language.text("Severity"), numeric=False)],
        rows=[Row(text, [Cell(word)]) for text, word in rows],
    )
