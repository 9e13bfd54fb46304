"""One project, one warm cache and one folder without faults for all trials; a trial for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.trial import Ground, Trial, trial_in


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Shared by all test processes."""
    base = tmp_path_factory.getbasetemp()
    return Ground((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "faults")


@pytest.fixture
def trial(tmp_path: Path, ground: Ground) -> Iterator[Trial]:
    """Four pages in shells, into a folder that is not there yet."""
    with trial_in(tmp_path, ground) as made:
        yield made
