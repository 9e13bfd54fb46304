"""What the checks found: figures that cannot all be true, figures that agree, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from evaltools.check import COMPARED, DIFFERING, acknowledged, hidden_files, is_open
from evaltools.findings import SEVERITIES, Finding
from evaltools.page import Block, section
from evaltools.tables import Cell, Column, Passage, Row, Table, Text
from evaltools.view import View
from evaltools.wording.checks import checks_finding, claim_name, others_sentence, told
from evaltools.wording.severities import severity_name

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
    "end-before-start",
    "entry-twice",
    "evidence-missing",
    "files-differ",
    "goal-not-measured",
    "letters-against-days",
    "folder-missing",
    "link-unknown",
    "months-missed",
    "not-measured",
    "opened-after-cut-off",
    "other-large",
    "overall-outside-items",
    "percent-impossible",
    "percent-without-base",
    "phrase-differs",
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
    hides = hidden_files(view.project)
    told_here = [each for each in view.findings if is_open(view.project, each)]
    elsewhere = sum(each.severity == "error" for each in view.findings) - sum(
        each.severity == "error" for each in told_here
    )
    compared = [each for each in told_here if each.code in COMPARED and each.claimed and each.computed]
    differing = [each for each in compared if each.code in DIFFERING]
    agreeing = [each for each in compared if each.code not in DIFFERING]
    words = [each for each in told_here if each.code in IN_WORDS and _is_here(view, each)]
    tables = [
        _compared(view, language.text("Figures that do not agree"), differing, in_words=True),
        _told(view, words),
        _compared(view, language.text("Figures that agree"), agreeing),
    ]
    known = [
        (each, entry)
        for each in (*differing, *words)
        if (entry := acknowledged(view.project, each)) is not None
    ]
    notes: list[Text] = []
    if elsewhere and hides:
        notes.append(
            language.plural(
                "{n} further contradiction rests on counts that are hidden here; the evaluator knows of it.",
                "{n} further contradictions rest on counts that are hidden here; the evaluator knows of them.",
                elsewhere,
            )
        )
    return section(
        language=language,
        id="checks",
        heading=language.text("Checks of the sources"),
        finding=checks_finding(view, len(differing), len(agreeing)),
        said=[others_sentence(language, len(words))],
        tables=[table for table in tables if table.rows],
        passages=[
            Passage(f"{claim_name(view, each.column)}: {said.text}", said.language)
            for each, entry in known
            for said in [view.passage(entry.reason)]
        ],
        notes=notes,
    )


def _is_here(view: View, finding: Finding) -> bool:
    """Whether a page tells a finding: that of a region on its own page, all of them on those of the project."""
    return view.is_whole or finding.region == view.region


def _compared(view: View, caption: str, found: Sequence[Finding], *, in_words: bool = False) -> Table:
    """Both figures of each comparison; where they differ, the places and what would make them agree."""
    language = view.language
    return Table(
        caption=caption,
        head=language.text("Figure"),
        columns=[
            Column(language.text("Stated")),
            Column(language.text("Computed or elsewhere")),
            Column(language.text("Difference")),
        ],
        rows=[
            Row(
                told(view, each) if in_words else claim_name(view, each.column),
                [
                    _figure(view, each.claimed),
                    _figure(view, each.computed),
                    _figure(view, each.difference, signed=True),
                ],
            )
            for each in found
        ],
    )


def figure_text(view: View, text: str, *, signed: bool = False) -> str:
    """A figure of a finding as a page writes it."""
    return str(_figure(view, text, signed=signed).text)


def _figure(view: View, text: str, *, signed: bool = False) -> Cell:
    """A figure of a finding: a number, two ends, or a day."""
    language = view.language
    ends = text.split("..")
    try:
        numbers = [float(each) for each in ends]
    except ValueError:
        return Cell(" – ".join(view.date(date.fromisoformat(each)) for each in ends))
    digits = 0 if all(each.is_integer() for each in numbers) else 2
    if len(numbers) > 1:
        written = "–".join(language.number(each, digits) for each in numbers)
        return Cell(written, low=numbers[0], high=numbers[1])
    write = language.signed if signed else language.number
    return Cell(write(numbers[0], digits), value=numbers[0])


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
