"""Prepare a project once: read, validate, analyse, check, hide; keep it for every report.

What comes out is kept under the user's cache directory, readable by the owner
only, under a name that is a hash of everything it was made from. A notebook
that finds it there opens it; one that does not, makes it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import pandas as pd

from evaltools.cache import writable_cache
from evaltools.disclosure import coarsen, hide_small_counts
from evaltools.errors import DataError
from evaltools.findings import Finding, finding_from
from evaltools.flow import Flow
from evaltools.labels import Labels
from evaltools.origins import Origin, find_origins
from evaltools.project import Project, find_project, load_project
from evaltools.provenance import (
    WHOLE,
    Outline,
    Provenance,
    changed_inputs,
    prepared_place,
    provenance_of,
    read_outline,
    write_outline,
)
from evaltools.registers import LANGUAGES, Entry
from evaltools.results import Result, Results

#: Fields of a result that a stored one needs; sums and sources were used up by then.
_KEPT = tuple(each.name for each in fields(Result) if each.name != "sources")


@dataclass(frozen=True)
class Prepared:
    """A project with everything computed.

    Attributes
    ----------
    project : Project
    public : Results
        What may be published: small counts hidden.
    internal : Results
        Everything, for pages that stay inside the organisation.
    findings : tuple of Finding
        In the project's first language.
    said : dict of tuple of Finding
        The findings of the checks by language.
    registers, registers_internal : dict of tuple of Entry
        What the rows of each register say, as it may be published, and all of it.
    origins : tuple of Origin
        Which tables and files each number rests on.
    flows : tuple of Flow
    labels : Labels
    provenance : Provenance
    """

    project: Project
    public: Results
    internal: Results
    findings: tuple[Finding, ...]
    flows: tuple[Flow, ...]
    labels: Labels
    provenance: Provenance
    said: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    registers: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    registers_internal: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()

    def findings_in(self, language: str) -> tuple[Finding, ...]:
        """All findings, those of the checks in a language."""
        if language not in self.said:
            return self.findings
        return (*(each for each in self.findings if not each.language), *self.said[language])


def prepare(path: str | Path, start: Path | None = None) -> Prepared:
    """Open a project's results, making them where they are not there yet.

    Parameters
    ----------
    path : str or Path
        The project's folder, looked for from `start` upwards.

    Returns
    -------
    Prepared

    Raises
    ------
    UsageError, ConfigurationError
        The project or its settings cannot be used.
    DataError
        Every table was refused: nothing could be made; or an input was
        changed while it was read.
    """
    if (held := _held.get(find_project(path, start))) is not None:
        return held
    project = load_project(path, start)
    provenance = provenance_of(project)
    place = prepared_place(project, provenance)
    if read_outline(place) is None:
        made = _make(project, provenance)
        _still_the_same(project, provenance)
        _store(made, place)
    return _open(project, provenance, place)


#: Projects that this process holds in memory as they were, for the processes that are forked from it.
_held: dict[Path, Prepared] = {}


def hold(path: str | Path) -> Prepared:
    """Open a project and keep it: forked processes read nothing again, and all of them see the same data."""
    _held.clear()
    prepared = prepare(path)
    _held[prepared.project.folder] = prepared
    return prepared


def _still_the_same(project: Project, provenance: Provenance) -> None:
    """Results must not be kept under the hash of other data than they were made from."""
    changed = changed_inputs(provenance.inputs, provenance_of(project).inputs)
    if changed:
        raise DataError(
            f"{', '.join(changed)} changed while the data were being read. "
            "Wait until it is written to its end, then run again."
        )


def _make(project: Project, provenance: Provenance) -> Prepared:
    # Only a cache miss pays for these imports.
    from evaltools.analysis import analyse, entries_of
    from evaltools.analysis.satisfaction import compare_regions
    from evaltools.canonical import CanonicalStore
    from evaltools.check import check, compared_in, totals
    from evaltools.gather import gather
    from evaltools.labels import collect_labels
    from evaltools.language import Language
    from evaltools.validate import Canonical

    store = CanonicalStore(project, provenance.inputs)
    tables: dict[str, Canonical] = {}
    findings: list[Finding] = []
    flows: list[Flow] = []
    for name, table in project.tables.items():
        tables[name], faults, read = gather(project, name, table, store)
        findings += faults
        flows += read
    store.forget_others()
    if tables and all(each.refused for each in tables.values()):
        said = Language(project.header.languages[0]).text("No table could be used:")
        raise DataError(
            "\n".join([said, *(f"  - {each.message} {each.action}".rstrip() for each in findings)])
        )
    results, noticed = analyse(project, tables)
    findings += noticed
    labels = collect_labels(project, tables.values())
    worded = {code: tuple(check(project, tables, results, labels, Language(code))) for code in LANGUAGES}
    checked = worded[project.header.languages[0]]
    findings += checked
    results = Results.combine([results, totals(project, checked)])
    public = coarsen(hide_small_counts(results).public())
    # Worked out from what is shown alone, so that it cannot tell what is hidden.
    compared = compare_regions(public)
    public, results = (Results.combine([each, compared]) for each in (public, results))
    registers = [each for each in tables.values() if each.table.kind == "register" and not each.refused]
    return Prepared(
        project,
        public,
        results,
        tuple(findings),
        tuple(flows),
        labels,
        provenance,
        said=worded,
        registers={each.table.register_name: entries_of(each, public=True) for each in registers},
        registers_internal={each.table.register_name: entries_of(each, public=False) for each in registers},
        origins=find_origins(project, results, public, compared_in(checked, tables)),
    )


def _store(prepared: Prepared, place: Path) -> None:
    """Write under a temporary name and rename: a reader sees the whole or nothing."""
    temporary = Path(tempfile.mkdtemp(prefix=".making-", dir=writable_cache()))
    try:
        for name in ("public", "internal"):
            rows = [{key: getattr(row, key) for key in _KEPT} for row in getattr(prepared, name)]
            _frame(rows).to_parquet(temporary / f"{name}.parquet", index=False)
        words = {
            "findings": [asdict(each) for each in prepared.findings],
            "flows": [asdict(each) for each in prepared.flows],
            "labels": prepared.labels.own,
            "said": {code: [asdict(each) for each in found] for code, found in prepared.said.items()},
            "registers": _plain(prepared.registers),
            "registers_internal": _plain(prepared.registers_internal),
            "origins": [asdict(each) for each in prepared.origins],
        }
        (temporary / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        refused = {each.file for each in prepared.findings if each.refuses}
        write_outline(Outline(trainings_of(prepared.internal), tuple(sorted(refused))), temporary)
        (temporary / WHOLE).touch()
        for file in temporary.iterdir():
            file.chmod(0o600)
        try:
            temporary.rename(place)
        except OSError:
            # Another report made the same thing meanwhile; an unfinished folder of a crash is replaced.
            if read_outline(place) is None:
                shutil.rmtree(place, ignore_errors=True)
                temporary.rename(place)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    _forget_old(place)


#: How many states of one project are kept: the newest, and a few to go back to.
KEPT_STATES = 5


def _forget_old(place: Path) -> None:
    """Remove the oldest states of a project, so that row-level data do not pile up in the cache."""
    project = place.name.rpartition("-")[0]
    states = [each for each in place.parent.glob(f"{project}-*") if each.name.rpartition("-")[0] == project]
    for old in sorted(states, key=lambda each: each.stat().st_mtime, reverse=True)[KEPT_STATES:]:
        shutil.rmtree(old, ignore_errors=True)


def _open(project: Project, provenance: Provenance, place: Path) -> Prepared:
    words: dict[str, Any] = json.loads((place / "words.json").read_text(encoding="utf-8"))
    public, internal = (_read_results(place / f"{name}.parquet") for name in ("public", "internal"))
    return Prepared(
        project,
        public,
        internal,
        tuple(finding_from(each) for each in words["findings"]),
        tuple(Flow(**each) for each in words["flows"]),
        Labels(words["labels"]),
        provenance,
        said={code: tuple(finding_from(each) for each in found) for code, found in words["said"].items()},
        registers=_entries(words["registers"]),
        registers_internal=_entries(words["registers_internal"]),
        origins=tuple(
            Origin(**{name: tuple(texts) for name, texts in each.items()}) for each in words["origins"]
        ),
    )


def _plain(registers: Mapping[str, tuple[Entry, ...]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [asdict(each) for each in entries] for name, entries in registers.items()}


def _entries(words: Mapping[str, list[dict[str, Any]]]) -> dict[str, tuple[Entry, ...]]:
    return {name: tuple(Entry(**each) for each in entries) for name, entries in words.items()}


def trainings_of(results: Results) -> dict[str, str]:
    """Trainings that have tests or forms, with their regions."""
    return {row.pairs["training"]: row.region for row in results.select(group_has="training")}


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(rows, columns=list(_KEPT))
    return frame.astype(dict.fromkeys(("value", "low", "high", "n"), "Float64"))


def _read_results(file: Path) -> Results:
    import pyarrow.parquet

    columns = pyarrow.parquet.read_table(file).to_pydict()
    rows = zip(*(columns[name] for name in _KEPT), strict=True)
    return Results(tuple(Result(**dict(zip(_KEPT, row, strict=True))) for row in rows))
