"""Output folders of a few rows, written as a run writes them."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from evaltools.findings import FINDING_COLUMNS
from evaltools.results import COLUMNS
from evaltools.run.store import csv_text, json_text

#: What a run says of itself; tests change a part of it.
RECORD: dict[str, Any] = {
    "project": "centre",
    "made": "2025-01-10T10:00:00+00:00",
    "evaltools": {"version": "1.0", "commit": "abc", "code": "c0de"},
    "python": "3.12.1",
    "packages": {"numpy": "2.0", "pandas": "3.0"},
    "inputs": {"project.toml": "s1", "visits.csv": "v1", "tests.csv": "t1", "people.csv": "p1"},
    "data_hash": "d1",
    "numbers": [
        {"files": ["visits.csv"], "measures": ["consultations/consultations"]},
        {"files": ["people.csv", "visits.csv"], "measures": ["consultations/people_per_10000_residents"]},
        {"files": ["tests.csv"], "measures": ["learning/pairs", "learning/mean_change"]},
        {"files": [], "measures": ["indicators/plan"]},
    ],
    "pages": [],
}


def row(
    measure: str = "consultations",
    value: float | None = 12,
    *,
    region: str = "KZ-23",
    subject: str = "consultations",
    group: str = "",
    period: str = "2024-01-01..2024-12-31",
    **fields: Any,
) -> dict[str, Any]:
    """A row of `results.csv`."""
    usual = {"low": None, "high": None, "n": None, "unit": "consultations", "method": "", "status": "ok"}
    key = {"project": "centre", "region": region, "subject": subject, "measure": measure, "group": group}
    return key | {"period": period, "value": value} | usual | fields


def page(place: str, **fields: Any) -> dict[str, Any]:
    """A page as `run.json` has it."""
    usual = {"audience": "internal" if place.startswith("internal/") else "public", "status": "done"}
    return {"href": place, "data_hash": "d1", "parameters": {}, "files": {}} | usual | fields


def html(text: str, *, stamp: str = "2025-01-10", links: str = "") -> str:
    """A page with its head and foot."""
    return (
        f'<html><body><header>{links}</header><main id="main">{text}</main>'
        f'<footer><p>Made on <time class="stamp" datetime="{stamp}">{stamp}</time></p></footer></body></html>'
    )


def written(
    folder: Path,
    rows: Iterable[Mapping[str, Any]] = (),
    *,
    internal: Iterable[Mapping[str, Any]] | None = None,
    findings: Iterable[Mapping[str, Any]] = (),
    pages: Mapping[str, str] | None = None,
    told: Iterable[Mapping[str, Any]] | None = None,
    delimiter: str = ",",
    **record: Any,
) -> Path:
    """Write an output folder: `pages` are texts by place, `told` what `run.json` says of them, `record` its keys."""
    said = list(map(page, pages or {})) if told is None else list(told)
    content = copy.deepcopy(RECORD) | {"pages": said} | record
    rows = list(rows)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "internal").mkdir(exist_ok=True)
    (folder / "run.json").write_text(json_text(content), encoding="utf-8")
    inside = rows if internal is None else list(internal)
    for name, table in (("results.csv", rows), ("internal/results-internal.csv", inside)):
        (folder / name).write_text(csv_text(COLUMNS, table, delimiter), encoding="utf-8")
    empty = dict.fromkeys(FINDING_COLUMNS, "")
    found = [empty | dict(each) for each in findings]
    (folder / "internal" / "findings.csv").write_text(
        csv_text(FINDING_COLUMNS, found, delimiter), encoding="utf-8"
    )
    for place, text in (pages or {}).items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    return folder


#: What a start page tells of the run before, and the entry of the contents that leads there.
_CHANGES = re.compile(
    rb'\n?<section class="changes">.*?</section>|<li><a href="#changes">.*?</li>', re.DOTALL
)


def without_changes(page: bytes) -> bytes:
    """A start page without what it tells of the run before: a folder made at once tells nothing of one."""
    return _CHANGES.sub(b"", page)
