"""One real run of each project, shared by all tests (and all test processes) that look at what it left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

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


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output of a run of pravo-2024: three regions, overview and programme report, English and Kazakh."""
    names = ("region-report", "overview", "programme-report", "data-quality")
    reports = [part for name in names for part in ("--report", name)]
    regions = ("--region", "KZ-23", "--region", "KZ-61", "--region", "KZ-62")
    return shared_run(
        tmp_path_factory, "pravo-2024", "--language", "en", "--language", "kk", *reports, *regions
    )


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output of a run of the synthetic project: two regions, the whole and one training in English."""
    names = ("region-report", "overview", "programme-report", "training")
    reports = [part for name in names for part in ("--report", name)]
    chosen = ("--report", "data-quality", "--training", "T01", "--region", "KZ-23", "--region", "KZ-62")
    return shared_run(tmp_path_factory, "synthetic", "--language", "en", *reports, *chosen)


@pytest.fixture(params=["published", "synthetic"])
def folder(request: pytest.FixtureRequest) -> Path:
    """Each of the two outputs in turn."""
    found: Path = request.getfixturevalue(request.param)
    return found
