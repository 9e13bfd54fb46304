"""One real run of the published project, shared by the tests that look at what it left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def evaltools(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command line as a user has it: a process of its own."""
    command = [sys.executable, "-m", "evaltools", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False
    )


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output of a run of pravo-2024: three regions and the overview, English and Kazakh."""
    output = tmp_path_factory.mktemp("published")
    done = evaltools(
        "run", "data/pravo-2024", "--output", output, "--language", "en", "--language", "kk",
        "--report", "region-report", "--report", "overview", "--report", "data-quality",
        "--region", "KZ-23", "--region", "KZ-61", "--region", "KZ-62",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output of a run of the synthetic project: two regions, the overview and one training in English."""
    output = tmp_path_factory.mktemp("synthetic")
    done = evaltools(
        "run", "data/synthetic", "--output", output, "--language", "en", "--training", "T01",
        "--report", "region-report", "--report", "overview", "--report", "training", "--report", "data-quality",
        "--region", "KZ-23", "--region", "KZ-62",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return output
