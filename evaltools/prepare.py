"""Prepare a project once: read, validate, analyse, check, hide; keep it for every report.

What comes out is kept under the user's cache directory, readable by the owner
only, under a name that is a hash of everything it was made from. A notebook
that finds it there opens it; one that does not, makes it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cache
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd

from evaltools.cache import cache_folder, package_hash, writable_cache
from evaltools.disclosure import coarsen, hide_small_counts
from evaltools.errors import DataError
from evaltools.findings import Finding
from evaltools.flow import Flow
from evaltools.labels import Labels
from evaltools.project import Project, files_of, load_project
from evaltools.project.load import FILE_NAME
from evaltools.registers import LANGUAGES, Entry
from evaltools.results import Result, Results

#: Fields of a result that a stored one needs; sums and sources were used up by then.
_KEPT = tuple(each.name for each in fields(Result) if each.name != "sources")


@dataclass(frozen=True)
class Provenance:
    """What the results were made from.

    Attributes
    ----------
    inputs : dict of str
        Path inside the project to SHA-256.
    data_hash : str
        One hash for all inputs, settings included.
    version, commit : str
        Of evaltools; the commit is empty outside a git checkout.
    """

    inputs: Mapping[str, str]
    data_hash: str
    version: str
    commit: str


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
        Every table was refused: nothing could be made.
    """
    project = load_project(path, start)
    provenance = provenance_of(project)
    place = cache_folder() / f"{project.id}-{_key(project, provenance)[:24]}"
    if (kept := _held.get(place)) is not None:
        return replace(kept, project=project, provenance=provenance)
    if not (place / "done").is_file():
        _store(_make(project, provenance), place)
    return _open(project, provenance, place)


#: Results that this process holds in memory, for the processes that are forked from it.
_held: dict[Path, Prepared] = {}


def hold(path: str | Path) -> Prepared:
    """Open a project and keep it in memory, so that forked processes need not read it again."""
    prepared = prepare(path)
    key = _key(prepared.project, prepared.provenance)[:24]
    _held.clear()
    _held[cache_folder() / f"{prepared.project.id}-{key}"] = prepared
    return prepared


def provenance_of(project: Project) -> Provenance:
    """Hash every input of a project."""
    files = {FILE_NAME}
    for table in project.tables.values():
        files |= set(files_of(project.folder, table.file))
    files |= {each.file for each in project.denominators.values() if each.file}
    if project.form.endswith(".toml"):
        files.add(project.form)
    inputs = {name: _digest(project, name) for name in sorted(files)}
    for table in project.tables.values():
        if table.folder:
            # Which files are attached counts, not what is in them; their names stay here.
            inputs[f"{table.folder}/"] = _listing(project.folder, table.folder)
    whole = hashlib.sha256(
        "\n".join(f"{name} {digest}" for name, digest in inputs.items()).encode()
    ).hexdigest()
    return Provenance(inputs, whole, installed_version("evaltools"), commit())


def _listing(folder: Path, name: str) -> str:
    names = sorted(
        each.relative_to(folder).as_posix() for each in (folder / name).rglob("*") if each.is_file()
    )
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


@cache
def commit() -> str:
    """Commit of the checkout that this package runs from, with `+` where files were changed since."""
    folder = Path(__file__).parent
    git = ["git", "-C", str(folder)]
    try:
        top = subprocess.run(
            [*git, "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True, timeout=5, check=False
        )
        tracked = subprocess.run(
            [*git, "ls-files", "--error-unmatch", __file__], capture_output=True, timeout=5, check=False
        )
        changed = subprocess.run(
            [*git, "diff", "--quiet", "HEAD"], capture_output=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    if top.returncode or tracked.returncode:
        return ""
    return top.stdout.strip() + ("+" if changed.returncode else "")


def _make(project: Project, provenance: Provenance) -> Prepared:
    # Only a cache miss pays for these imports.
    from evaltools.analysis import analyse, entries_of
    from evaltools.analysis.satisfaction import compare_regions
    from evaltools.canonical import CanonicalStore
    from evaltools.check import check, totals
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
        }
        (temporary / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        (temporary / "done").touch()
        for file in temporary.iterdir():
            file.chmod(0o600)
        try:
            temporary.rename(place)
        except OSError:
            # Another report made the same thing meanwhile; an unfinished folder of a crash is replaced.
            if not (place / "done").is_file():
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
        tuple(Finding(**each) for each in words["findings"]),
        tuple(Flow(**each) for each in words["flows"]),
        Labels(words["labels"]),
        provenance,
        said={code: tuple(Finding(**each) for each in found) for code, found in words["said"].items()},
        registers=_entries(words["registers"]),
        registers_internal=_entries(words["registers_internal"]),
    )


def _plain(registers: Mapping[str, tuple[Entry, ...]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [asdict(each) for each in entries] for name, entries in registers.items()}


def _entries(words: Mapping[str, list[dict[str, Any]]]) -> dict[str, tuple[Entry, ...]]:
    return {name: tuple(Entry(**each) for each in entries) for name, entries in words.items()}


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(rows, columns=list(_KEPT))
    return frame.astype(dict.fromkeys(("value", "low", "high", "n"), "Float64"))


def _read_results(file: Path) -> Results:
    import pyarrow.parquet

    columns = pyarrow.parquet.read_table(file).to_pydict()
    rows = zip(*(columns[name] for name in _KEPT), strict=True)
    return Results(tuple(Result(**dict(zip(_KEPT, row, strict=True))) for row in rows))


def _key(project: Project, provenance: Provenance) -> str:
    """What the prepared results depend on: the inputs and this package's own code and words."""
    return hashlib.sha256(f"{project.id} {provenance.data_hash} {package_hash()}".encode()).hexdigest()


def _digest(project: Project, file: str) -> str:
    """Hash of an input: of a file's bytes, or of what a database answers now."""
    if "://" not in file:
        return _sha256(project.folder / file)
    if file.startswith("sqlite:///"):
        return _sha256(project.folder / unquote(file.removeprefix("sqlite:///")))
    from evaltools.read import read_table

    digest = hashlib.sha256()
    for sheet in sorted({table.sheet for table in project.tables.values() if table.file == file}):
        try:
            answer = read_table(project.folder, file, sheet).frame.to_csv()
        except DataError as error:
            answer = str(error)
        digest.update(answer.encode())
    return digest.hexdigest()


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise DataError(
            f"{file} could not be read ({error.strerror}). If it is open in Excel, close it there; run again."
        ) from error
