"""What the checks found as results, for the pages that show both figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from evaltools.findings import Finding
from evaltools.project import Project
from evaltools.registers import register_named
from evaltools.results import COUNTRY, Audience, Result, Results, group
from evaltools.validate import Canonical

#: Findings that hold a stated figure against another one, and are shown on public pages.
COMPARED = ("total-differs", "total-agrees", "mention-differs", "mention-agrees")
DIFFERING = tuple(code for code in COMPARED if code.endswith("differs"))


def totals(project: Project, findings: Sequence[Finding]) -> Results:
    """Both figures of every comparison as results.

    Parameters
    ----------
    project : Project
    findings : sequence of Finding
        As `check` gives them.

    Returns
    -------
    Results
        Subject `checks`, group `claim=`, for a further mention of the same
        figure also `mention=` (counted from 2): `stated`, `computed` (with its
        ends where the parts are ranges), `difference`. Public only where the
        figures come from tables that hide nothing: they are worked out before
        small counts are hidden.
    """
    return Results(
        tuple(row for where, finding in _comparisons(findings) for row in _compared(project, finding, where))
    )


def compared_in(findings: Sequence[Finding], tables: Mapping[str, Canonical]) -> dict[str, tuple[str, ...]]:
    """The files that each comparison rests on, by the group of its results.

    Where a figure is mentioned several times, one mention that changes or goes
    moves the others to another place: a comparison rests on the files of all
    mentions of its figure.

    Parameters
    ----------
    findings : sequence of Finding
        As `check` gives them.
    tables : mapping of Canonical
        Those of the kind `claims` name the tables that hold their figures.
    """
    files: dict[str, set[str]] = {}
    for canonical in tables.values():
        if canonical.table.kind != "claims" or canonical.refused:
            continue
        for row in canonical.frame.to_dict("records"):
            held = tables.get(str(row.get("table")))
            files.setdefault(str(row["claim"]), set()).update(
                each.table.file for each in (canonical, held) if each is not None
            )
    compared = list(_comparisons(findings))
    for _, finding in compared:
        files.setdefault(finding.column, set()).update((finding.file, finding.other_place))
    return {where: tuple(sorted(files[finding.column])) for where, finding in compared}


def _comparisons(findings: Sequence[Finding]) -> Iterator[tuple[str, Finding]]:
    """Each comparison under its group: the name of the claim, and which mention of it."""
    seen: Counter[str] = Counter()
    for finding in findings:
        if finding.code not in COMPARED or not finding.claimed or not finding.computed:
            continue
        seen[finding.column] += 1
        nth = seen[finding.column]
        yield group(claim=finding.column, mention=nth if nth > 1 else None), finding


#: Kinds whose numbers count people; of registers those that say so.
OF_PEOPLE = (
    "consultations",
    "regional-figures",
    "prepost",
    "satisfaction",
    "satisfaction-figures",
    "counts",
    "indicators",
)
#: Findings that quote a number of people without naming its file.
QUOTING = ("units-mixed", "deviation-denied", "opened-after-cut-off", "files-differ")


def hidden_files(project: Project) -> set[str]:
    """Files of tables of people that hide small counts."""
    return {
        table.file
        for name, table in project.tables.items()
        if project.threshold(name)
        and (
            table.kind in OF_PEOPLE
            or (table.kind == "register" and register_named(table.register_name).people)
        )
    }


def is_open(project: Project, finding: Finding) -> bool:
    """Whether everything that a finding tells comes from tables that hide nothing."""
    hides = hidden_files(project)
    if hides and finding.code in QUOTING:
        return False
    return not {finding.file, finding.other_place} & hides


def concerning(findings: Sequence[Finding], region: str) -> tuple[Finding, ...]:
    """The findings that a public page may have to do with.

    Parameters
    ----------
    findings : sequence of Finding
    region : str
        Of the page; `KZ` for one about the whole project.

    Returns
    -------
    tuple of Finding
        Errors, refused files and compared figures wherever they are; of what
        else the checks found, that of the region. Remarks on single rows of
        a file belong to the internal pages.
    """
    return tuple(
        each
        for each in findings
        if each.refuses
        or each.severity == "error"
        or each.code in COMPARED
        or (each.language and region in (COUNTRY, each.region))
    )


def _compared(project: Project, finding: Finding, where: str) -> list[Result]:
    audience: Audience = "public" if is_open(project, finding) else "internal"
    is_total = finding.code.startswith("total")
    base = Result(
        region=COUNTRY,
        subject="checks",
        measure="stated",
        group=where,
        audience=audience,
    )
    method = "sum of the parts" if is_total else "as stated in another place"
    stated, computed = _ends(finding.claimed), _ends(finding.computed)
    if stated is None or computed is None:
        return []  # days are words, not numbers
    return [
        _figure(base, stated, "as stated by the source"),
        _figure(replace(base, measure="computed"), computed, method),
        replace(
            base,
            measure="difference",
            value=float(finding.difference),
            method="stated minus computed, from the nearest end of a range",
            reason=finding.code,
        ),
    ]


def _ends(text: str) -> tuple[float, float] | None:
    low, _, high = text.partition("..")
    try:
        return float(low), float(high or low)
    except ValueError:
        return None


def _figure(base: Result, ends: tuple[float, float], method: str) -> Result:
    low, high = ends
    if low == high:
        return replace(base, value=low, method=method)
    return replace(base, low=low, high=high, status="undefined", reason="range", method=method)
