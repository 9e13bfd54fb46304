"""Projects that are small enough to be run again and again, and runs inside the test's own process."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from evaltools.cache import package_hash
from evaltools.prepare import Prepared, prepare
from evaltools.run import basis, runner
from evaltools.run.execute import execute
from evaltools.run.freshness import Inquiry
from evaltools.run.interrupts import Interrupts
from evaltools.run.jobs import Selection
from evaltools.run.outcome import Outcome, Task
from evaltools.run.plan import Plan, plan_run
from evaltools.run.publish import publish
from evaltools.run.record import PageRecord
from evaltools.run.runner import RunSummary
from evaltools.run.stale import why_stale
from evaltools.run.studio import Studio
from tests.outputs import without_changes

ROOT = Path(__file__).parents[1]
#: Regions of the cut-down project: two with everything, and a centre that opened late.
REGIONS = ("KZ-61", "KZ-79", "KZ-33")
#: Every how many rows of a table of single people one is kept.
_KEPT = {"consultations.csv": 20, "satisfaction.csv": 1, "tests.csv": 1}


def rows_of(file: Path) -> list[list[str]]:
    """A table as its cells, the headings first."""
    return list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def write_rows(file: Path, rows: Sequence[Sequence[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8")


def cut_down(folder: Path, regions: Sequence[str] = REGIONS, *, languages: str = '"en", "ru"') -> Path:
    """The synthetic project with the rows of some regions, a part of its consultations, and less hidden."""
    from evaltools.regions import resolve

    shutil.copytree(ROOT / "data" / "synthetic", folder, ignore=shutil.ignore_patterns("*.py", "*.md"))
    for file in folder.glob("*.csv"):
        head, *rows = rows_of(file)
        if "region" in head:
            place = head.index("region")
            rows = [row for row in rows if not row[place] or resolve(row[place]) in regions]
        write_rows(file, [head, *rows[:: _KEPT.get(file.name, 1)]])
    settings = folder / "project.toml"
    text = settings.read_text(encoding="utf-8")
    listed = ", ".join(f'"{each}"' for each in regions)
    begin, end = text.index("regions = ["), text.index("sensitivity")
    text = f"{text[:begin]}regions = [{listed}]\nlanguages = [{languages}]\n{text[end:]}"
    text = text.replace('sensitivity = "court"', 'sensitivity = "training"', 1)
    for code in ("KZ-55",):
        begin = text.index(f"[indicators.reasons.{code}]")
        text = text[:begin] + text[text.index("\n\n", begin) :]
    settings.write_text(text, encoding="utf-8")
    return folder


def published_project(folder: Path, name: str) -> Path:
    """A copy of one of the published projects."""
    shutil.copytree(ROOT / "data" / name, folder)
    return folder


def replaced(file: Path, before: str, after: str) -> None:
    """Put one text in the place of another, once."""
    text = file.read_text(encoding="utf-8")
    assert before in text, f"{file.name} has no {before!r}"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def own_notebook(file: Path, *sources: str, parameters: str = 'project = ""\nlanguage = "en"') -> Path:
    """A notebook of a user's own."""

    def cell(source: str, *tags: str) -> dict[str, Any]:
        kind = "markdown" if source.startswith(("#", "![", "Text")) else "code"
        more = {} if kind == "markdown" else {"outputs": [], "execution_count": None}
        return {
            "cell_type": kind, "id": f"c{abs(hash(source)) % 10**8}", "metadata": {"tags": list(tags)},
            "source": source, **more,
        }  # fmt: skip

    cells = [cell(parameters, "parameters"), *map(cell, sources)]
    file.parent.mkdir(exist_ok=True)
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def forget() -> None:
    """What a process looks up once, a new process looks up again."""
    for each in (package_hash, basis.is_ours, basis.notebook_hash, basis.installed):
        if hasattr(each, "cache_clear"):
            each.cache_clear()


class Here(Studio):
    """Does in this process what a run otherwise starts another one for."""

    def __init__(self) -> None:
        super().__init__(Interrupts())
        self.asked: list[str] = []
        self._prepared: Prepared | None = None

    def open(self, project: Path) -> None:
        if self._prepared is None:
            self.asked.append("open")
            self._prepared = prepare(project)

    def stale(self, output: Path, inquiries: Sequence[Inquiry]) -> list[str]:
        self.asked.append("stale")
        assert self._prepared
        return why_stale(self._prepared, output, inquiries)

    def warm(self, *, languages: Sequence[str], kernels: bool) -> None:
        pass

    def publish(self, output: Path, pages: Sequence[PageRecord], moment: datetime) -> dict[str, str]:
        self.asked.append("publish")
        assert self._prepared
        return publish(self._prepared, output, pages, moment)


class InTurn:
    """Makes one report after another, in this process."""

    def __init__(self) -> None:
        self._waiting: list[Task] = []

    @property
    def is_free(self) -> bool:
        return not self._waiting

    @property
    def is_idle(self) -> bool:
        return not self._waiting

    def begin(self, task: Task) -> None:
        self._waiting.append(task)

    def ended(self) -> Iterator[Outcome]:
        while self._waiting:
            yield execute(self._waiting.pop())

    def stop(self) -> None:
        self._waiting.clear()

    def close(self) -> None:
        pass


def planned(project: Path, output: Path, studio: Studio, **wanted: Any) -> Plan:
    """A plan of a run that is made in a shell of this process."""
    given, formats = wanted.pop("given", {}), wanted.pop("formats", ())
    forget()
    return plan_run(project, Selection(**wanted), given, output, formats, studio=studio)


def run_here(
    patch: pytest.MonkeyPatch, project: Path, output: Path, *, force: bool = False, **wanted: Any
) -> RunSummary:
    """Run a project as the command does, without other processes."""
    patch.setattr(runner._Run, "_executor", lambda _self, _limit: InTurn())
    patch.setattr(runner.Plan, "engine_of", lambda _self, _job: "shell")
    studio = Here()
    return runner.run(planned(project, output, studio, **wanted), force=force, studio=studio)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file by its place."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def letters_of(content: bytes) -> str:
    """The text of a file; of a workbook, that of everything inside it."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())


def hashes_of(output: Path) -> list[str]:
    """Hashes of the data that the pages of a folder may name."""
    record = json.loads((output / "run.json").read_text(encoding="utf-8"))
    return sorted({record["data_hash"], *(page["data_hash"] for page in record["pages"])} - {""})


def without_stamps(files: Mapping[str, bytes], hashes: Sequence[str]) -> dict[str, bytes]:
    """Files as they are but for what is declared to be a stamp.

    That is the hash of the data, what start pages tell of the run before, and
    in run.json whatever says when and why.
    """
    found = {}
    for place, content in files.items():
        if place == "run.json":
            record = json.loads(content)
            del record["made"], record["changes"]
            for page in record["pages"]:
                for name in ("made", "tried", "checked", "why", "skipped", "seconds", "sha256", "data_hash"):
                    del page[name]
                page["files"] = sorted(page["files"])
            found[place] = json.dumps(record, sort_keys=True).encode()
            continue
        if place.endswith("index.html"):
            content = without_changes(content)
        for each in hashes:
            content = content.replace(each[:12].encode(), b"(hash)")
        found[place] = content
    return found


def differences(one: Path, other: Path) -> list[str]:
    """Places where two outputs differ, apart from what may."""
    hashes = sorted({*hashes_of(one), *hashes_of(other)})
    left, right = (without_stamps(files_in(each), hashes) for each in (one, other))
    return [place for place in sorted({*left, *right}) if left.get(place) != right.get(place)]
