"""One real run of each project, shared by all tests (and all test processes) that look at what it left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from evaltools.export import export_notebook
from evaltools.language import LOCALES
from tests.own_notebook import own_notebook

ROOT = Path(__file__).parents[1]


def evaltools(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command line as a user has it: a process of its own."""
    command = [sys.executable, "-m", "evaltools", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False
    )


def shared_run(
    tmp_path_factory: pytest.TempPathFactory, name: str, *arguments: str, output: str = ""
) -> Path:
    """Run once for all test processes: the first one runs, the others wait."""
    base = tmp_path_factory.getbasetemp()
    root = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    place = root / (output or name)
    done = place.with_suffix(".done")
    with FileLock(place.with_suffix(".lock")):
        if not done.is_file():
            run = evaltools("run", f"data/{name}", "--output", place, *arguments)
            assert run.returncode == 0, run.stderr
            done.touch()
    return place


LANGUAGES = ("--language", "en", "--language", "kk", "--language", "ru")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output of a run of pravo-2024: three regions, overview and programme report, in every language."""
    names = ("region-report", "overview", "programme-report", "data-quality")
    reports = [part for name in names for part in ("--report", name)]
    regions = ("--region", "KZ-23", "--region", "KZ-61", "--region", "KZ-62")
    return shared_run(tmp_path_factory, "pravo-2024", *LANGUAGES, *reports, *regions)


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output of a run of the synthetic project: two regions, the whole and two trainings in every language."""
    names = ("region-report", "overview", "programme-report", "training", "data-quality")
    reports = [part for name in names for part in ("--report", name)]
    chosen = ("--training", "T01", "--training", "T34", "--region", "KZ-23", "--region", "KZ-62")
    return shared_run(tmp_path_factory, "synthetic", *LANGUAGES, *reports, *chosen)


@pytest.fixture(scope="session")
def literacy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output of a run of adamgershilik-2020: everything, in every language."""
    return shared_run(tmp_path_factory, "adamgershilik-2020", *LANGUAGES)


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of a notebook of somebody's own in every language: no block of ours is in it."""
    folder = tmp_path_factory.mktemp("own")
    for code in LOCALES:
        place = folder / code / "my-page.html"
        place.parent.mkdir()
        place.write_text(export_notebook(own_notebook(code)), encoding="utf-8")
    return folder


@pytest.fixture(params=["published", "synthetic"])
def folder(request: pytest.FixtureRequest) -> Path:
    """Each of two outputs in turn."""
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["published", "synthetic", "literacy", "own"])
def every_folder(request: pytest.FixtureRequest) -> Path:
    """Each output in turn, and the pages of a notebook of somebody's own."""
    found: Path = request.getfixturevalue(request.param)
    return found
