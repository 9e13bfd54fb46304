"""What the checks found: figures that cannot all be true, figures that agree, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evaltools.check import COMPARED, DIFFERING, acknowledged, hidden_files, is_open
from evaltools.findings import SEVERITIES, Finding
from evaltools.page import Block, section
from evaltools.tables import Cell, Column, Passage, Row, Table, Text
from evaltools.view import View
from evaltools.wording.checks import (
    checks_finding,
    claim_name,
    nothing_of_region,
    others_sentence,
    told,
    totals_sentence,
)
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
    """Stated figures against their parts and against each other: contradictions are shown, not repaired.

    A region sees what concerns it: its own figures with all that was found of
    them, and of totals in which it stands only how many do not agree.
    """
    language = view.language
    told_here = [each for each in view.findings if is_open(view.project, each)]
    every = comparisons(told_here)
    shown = [each for each in every if _is_own(view, each.findings[0])]
    differing = [each for each in shown if each.differs]
    agreeing = [each for each in shown if not each.differs]
    in_totals = [each for each in every if _is_in_total(view, each.findings[0])]
    totals = sum(each.differs for each in in_totals)
    words = [each for each in told_here if each.code in IN_WORDS and _is_own(view, each)]
    tables = [_differing(view, differing), _told(view, words), _agreeing(view, agreeing)]
    known = [
        (each, entry)
        for each in (*(one for figure in differing for one in figure.differing), *words)
        if (entry := acknowledged(view.project, each)) is not None
    ]
    if view.is_whole or shown:
        finding = checks_finding(view, len(differing), len(agreeing))
    else:
        finding = nothing_of_region(language, touched=bool(in_totals or words))
    return section(
        language=language,
        id="checks",
        heading=language.text("Checks of the sources"),
        finding=finding,
        said=[totals_sentence(language, totals, len(in_totals)), others_sentence(language, len(words))],
        tables=[table for table in tables if table.rows],
        passages=[
            Passage(f"{claim_name(view, each.column)}: {said.text}", said.language)
            for each, entry in known
            for said in [view.passage(entry.reason)]
        ],
        notes=_hidden(view, told_here),
        whole=bool(totals),
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """One stated figure with everything that it was held against.

    Attributes
    ----------
    claim : str
    findings : tuple of Finding
        One for each comparison, in the order of the checks; at least one.
    """

    claim: str
    findings: tuple[Finding, ...]

    @property
    def differing(self) -> tuple[Finding, ...]:
        """The comparisons in which the figures do not agree."""
        return tuple(each for each in self.findings if each.code in DIFFERING)

    @property
    def differs(self) -> bool:
        """Whether its figures do not all agree."""
        return bool(self.differing)

    @property
    def places(self) -> dict[str, list[str]]:
        """Where each of its values stands, as `findings.csv` writes the value; the places in words."""
        found: dict[str, list[str]] = {}
        for each in self.findings:
            for value, place in ((each.claimed, each.claimed_at), (each.computed, each.computed_at)):
                named = found.setdefault(value, [])
                if place and place not in named:
                    named.append(place)
        return found


def comparisons(findings: Sequence[Finding]) -> list[Comparison]:
    """The compared figures among findings, each once with all its values.

    Examples
    --------
    >>> pair = {"severity": "error", "message": "m", "column": "trainings", "claimed": "30"}
    >>> parts = Finding(code="total-differs", computed="28", claimed_at="text", computed_at="list", **pair)
    >>> again = Finding(code="mention-agrees", computed="30", claimed_at="text", computed_at="plan", **pair)
    >>> [each.places for each in comparisons([parts, again])]
    [{'30': ['text', 'plan'], '28': ['list']}]
    """
    by_claim: dict[str, list[Finding]] = {}
    for each in findings:
        if each.code in COMPARED and each.claimed and each.computed:
            by_claim.setdefault(each.column, []).append(each)
    return [Comparison(claim, tuple(found)) for claim, found in by_claim.items()]


def _is_own(view: View, finding: Finding) -> bool:
    """Whether a page tells a finding: that of a region on its own page, all of them on those of the project."""
    if view.is_whole or view.project.regions == (view.region,):
        return True
    return finding.region == view.region or finding.regions == (view.region,)


def _is_in_total(view: View, finding: Finding) -> bool:
    """Whether a finding is about a total in which the page's region stands beside others."""
    return not _is_own(view, finding) and view.region in finding.regions


def _hidden(view: View, told_here: Sequence[Finding]) -> list[Text]:
    """How many contradictions only the evaluator sees; on the pages of the whole project."""
    elsewhere = sum(each.severity == "error" for each in view.findings) - sum(
        each.severity == "error" for each in told_here
    )
    if not elsewhere or not view.is_whole or not hidden_files(view.project):
        return []
    return [
        view.language.plural(
            "{n} further contradiction rests on counts that are hidden here; the evaluator knows of it.",
            "{n} further contradictions rest on counts that are hidden here; the evaluator knows of them.",
            elsewhere,
        )
    ]


def _differing(view: View, found: Sequence[Comparison]) -> Table:
    """Figures that do not agree: what was found, where each value stands, and how far each is from what is stated."""
    language = view.language
    rows = []
    for each in found:
        first = max(each.differing, key=lambda one: abs(_difference(one)))
        others = {one.computed: one.difference for one in each.differing if one.claimed == first.claimed}
        rows.append(
            Row(
                Passage(
                    " ".join([*dict.fromkeys(one.message for one in each.differing), *_sources(view, each)]),
                    told(view, first).language,
                ),
                [
                    _figure(view, first.claimed),
                    _figures(view, list(others)),
                    _figures(view, list(others.values()), signed=True),
                ],
            )
        )
    return Table(
        caption=language.text("Figures that do not agree"),
        head=language.text("Figure"),
        columns=[
            Column(language.text("Stated")),
            Column(language.text("Computed or elsewhere")),
            Column(language.text("Difference")),
        ],
        rows=rows,
    )


def _difference(finding: Finding) -> float:
    """How far apart the two figures of a comparison are; between days, in days."""
    try:
        return float(finding.difference)
    except ValueError:
        return 0.0


def _sources(view: View, figure: Comparison) -> list[str]:
    """Where each value of a figure stands, unless the sentences about it have said so."""
    told_already = " ".join(each.message for each in figure.differing)
    places = {value: named for value, named in figure.places.items() if named}
    if all(place in told_already for named in places.values() for place in named):
        return []
    return [
        view.language.text(
            "{value} stands in: {places}.", value=figure_text(view, value), places="; ".join(named)
        )
        for value, named in places.items()
    ]


def _agreeing(view: View, found: Sequence[Comparison]) -> Table:
    """Figures that agree, each with the places that were held against each other."""
    language = view.language
    rows = []
    for each in found:
        first = each.findings[0]
        named = [
            place if value == first.claimed else f"{place} ({figure_text(view, value)})"
            for value, places in each.places.items()
            for place in places
        ]
        rows.append(
            Row(
                claim_name(view, each.claim),
                [_figure(view, first.claimed), Cell(Passage("; ".join(named), told(view, first).language))],
            )
        )
    return Table(
        caption=language.text("Figures that agree"),
        head=language.text("Figure"),
        columns=[
            Column(language.text("Value")),
            Column(language.text("Where it stands"), numeric=False),
        ],
        rows=rows,
        folded=True,
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


def _figures(view: View, texts: Sequence[str], *, signed: bool = False) -> Cell:
    """Figures of one claim: one as a number, several after each other."""
    if len(texts) == 1:
        return _figure(view, texts[0], signed=signed)
    return Cell("; ".join(figure_text(view, text, signed=signed) for text in texts))


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
