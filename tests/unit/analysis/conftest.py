"""Projects to analyse: the two published ones, and small invented ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from evaltools.analysis import analyse
from evaltools.findings import Finding
from evaltools.prepare import prepare
from evaltools.project import Project
from evaltools.read import read_table
from evaltools.results import Results
from evaltools.validate import Canonical, validate

Analysed = Callable[..., tuple[Results, list[Finding]]]


@pytest.fixture(scope="session")
def pravo() -> Results:
    """All results of the published figures of 2024."""
    return prepare("data/pravo-2024", start=Path(__file__)).internal


@pytest.fixture(scope="session")
def adamgershilik() -> Results:
    """All results of the published figures of 2020."""
    return prepare("data/adamgershilik-2020", start=Path(__file__)).internal


@pytest.fixture
def analysed(tmp_path: Path) -> Analysed:
    """Write tables, read and validate them, and analyse the project that they make.

    A table is its kind, its text, and its other settings; `regions`, `parts`
    (of `project.toml`) and the fields of the header may be given.
    """

    def analysed(
        tables: Mapping[str, tuple[str, str] | tuple[str, str, dict[str, Any]]],
        *,
        regions: tuple[str, ...] = ("KZ-10", "KZ-11", "KZ-15"),
        parts: Mapping[str, Any] | None = None,
        **header: Any,
    ) -> tuple[Results, list[Finding]]:
        settings = {}
        for name, (kind, text, *more) in tables.items():
            (tmp_path / f"{name}.csv").write_text(dedent(text).lstrip(), encoding="utf-8")
            settings[name] = {"kind": kind, "file": f"{name}.csv"} | (more[0] if more else {})
        names = dict.fromkeys(("name", "work", "provider", "funder"), "invented")
        days = {"period": "2024-01-01..2024-03-31", "cut_off": "2024-04-15"}
        own = {"regions": regions, "languages": ["en"], "sensitivity": "activity"}
        project = Project.model_validate(
            {"id": "invented", "folder": tmp_path, "tables": settings}
            | {"header": names | days | own | header}
            | dict(parts or {})
        )
        read: dict[str, Canonical] = {}
        for name, table in project.tables.items():
            read[name], _ = validate(name, table, read_table(tmp_path, table.file), project)
        return analyse(project, read)

    return analysed
