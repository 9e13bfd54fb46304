"""Small projects to examine: tables as text, read as the real ones are, and what the checks say of them."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import Any

import pandas as pd

from evaltools.analysis import analyse
from evaltools.check import check
from evaltools.check.case import Case
from evaltools.findings import Finding
from evaltools.labels import Labels, collect_labels
from evaltools.language import Language
from evaltools.project import Project, Table
from evaltools.read import RawTable
from evaltools.results import Results
from evaltools.validate import Canonical, validate

#: The kind of a table, its text, and its other settings.
Tables = Mapping[str, tuple[str, str] | tuple[str, str, dict[str, Any]]]


def project(*regions: str, **parts: Any) -> Project:
    """A project of these regions; `header` changes its `[project]` part."""
    header = {
        **dict.fromkeys(("name", "work", "provider", "funder", "contact"), "x"),
        "period": "2024-01-01..2024-12-31",
        "cut_off": "2025-01-15",
        "regions": regions or ("KZ-23", "KZ-71", "KZ-61"),
        "languages": ("en",),
        "sensitivity": "activity",
    }
    header |= parts.pop("header", {})
    return Project.model_validate({"id": "p", "folder": Path("p"), "header": header} | parts)


def read(tables: Tables, *regions: str, **parts: Any) -> tuple[Project, dict[str, Canonical]]:
    """A project and its tables, validated; the headings of each stand in row 1."""
    settings = {
        name: {"file": f"{name}.csv", "kind": kind} | (more[0] if more else {})
        for name, (kind, _, *more) in tables.items()
    }
    made = project(*regions, tables=settings, **parts)
    found = {}
    for name, (_, text, *_) in tables.items():
        frame = pd.read_csv(StringIO(dedent(text).strip()), dtype=str, keep_default_na=False)
        frame.index = pd.RangeIndex(2, len(frame) + 2)
        found[name], _ = validate(name, made.tables[name], RawTable(f"{name}.csv", "Sheet", frame), made)
    return made, found


def case_of(tables: Tables, *regions: str, language: str = "en", **parts: Any) -> Case:
    """What every rule looks at."""
    made, found = read(tables, *regions, **parts)
    results, _ = analyse(made, found)
    return Case(made, found, results, collect_labels(made, found.values()), Language(language))


def examined(tables: Tables, *regions: str, language: str = "en", **parts: Any) -> list[Finding]:
    """All findings of the checks."""
    case = case_of(tables, *regions, language=language, **parts)
    return check(case.project, case.tables, case.results, case.labels, case.language)


def only(findings: list[Finding], *codes: str) -> list[Finding]:
    """The findings with these codes."""
    return [each for each in findings if each.code in codes]


def codes(findings: list[Finding]) -> list[str]:
    """What was found, in short."""
    return [each.code for each in findings]


def counts(rows: list[tuple[Any, ...]], *columns: str, refused: bool = False) -> Canonical:
    """A table of counts; count columns are whole numbers or missing."""
    frame = pd.DataFrame(rows, columns=list(columns))
    for name in columns:
        if name.startswith("count"):
            frame[name] = frame[name].astype("Int64")
    table = Table(file="parts.csv", kind="counts", subject="s", unit="people")
    return Canonical("parts", table, frame, len(rows), len(rows), refused=refused)


def claims(*rows: dict[str, Any]) -> Canonical:
    """Stated totals in claims.csv, from row 2 on."""
    base = {"claim": "total", "unit": "people", "table": "parts", "column": "count", "where": None}
    frame = pd.DataFrame([base | row for row in rows], index=range(2, len(rows) + 2))
    return Canonical("stated", Table(file="claims.csv", kind="claims"), frame, len(rows), len(rows))


def compared(parts: Canonical, settings: Project | None = None, **claim: Any) -> Finding:
    """The one finding about one stated total."""
    tables = {"parts": parts, "stated": claims(claim)}
    (finding,) = check(
        settings or project(), tables, Results(()), Labels({"claim": {"total": {"en": "All"}}})
    )
    return finding
