"""Two runs at once, and inputs that change under a run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from evaltools.run.forking import can_fork
from evaltools.run.ledger import folder_for
from tests.faults.trial import REGIONS, Ground, Trial, content, trial_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("EVALTOOLS_TEST_SLOW"), reason="on with EVALTOOLS_TEST_SLOW=1"),
    pytest.mark.skipif(not can_fork(), reason="what the system's own tools see is looked up on Linux"),
]
HELD = 4


def test_two_runs_at_once(trial: Trial) -> None:
    """Into one folder the second is refused, with who holds it; into another one it works; a dead lock is none."""
    with trial.own_cache():
        holder = folder_for(trial.output) / "holder.json"
    held = trial.start(acts={"steady KZ": "time.sleep(300)"})
    held.wait_until_begun()
    second, elsewhere = trial.start(), trial.start(output=trial.folder / "elsewhere")
    assert second.end() == HELD, second.told
    assert f"process {held.process.pid}, started" in second.told
    assert not second.alive()
    assert elsewhere.end() == 0, elsewhere.told
    assert content(trial.folder / "elsewhere") == content(trial.reference.output)
    held.process.kill()
    held.end()
    assert holder.is_file()
    # At once: the lock is the system's, and goes with its process.
    trial.heal()
    trial.check_after(held)
    assert not holder.exists()


def test_inputs_change_under_a_run(tmp_path: Path, ground: Ground) -> None:
    """The pages show one state of the data, it is said that they are not the last, and the next run takes those."""
    with trial_in(tmp_path, ground) as trial:
        shutil.copytree(ground.root / "data", tmp_path / "data")
        shutil.copytree(ground.root / "notebooks", tmp_path / "notebooks")
        trial.project = tmp_path / "data" / "mine"
        table, settings = trial.project / "people.csv", trial.project / "project.toml"
        run = trial.start()
        run.wait_until_begun()
        rows = "".join(f"{region},{50 + number}\n" for number, region in enumerate(REGIONS))
        table.write_text(f"region,count\n{rows}", encoding="utf-8")
        assert run.end() == 0, run.told
        assert "changed while the run went on: people.csv" in run.said
        trial.check_after(run)
        assert content(trial.output)["index.html"] == content(trial.reference.output)["index.html"]

        run = trial.start()
        run.wait_until_begun()
        good = settings.read_text(encoding="utf-8")
        settings.write_text("[project", encoding="utf-8")
        assert run.end() == 0, run.told + run.said
        assert "changed while the run went on: project.toml" in run.said
        settings.write_text(good, encoding="utf-8")
        fresh = trial.start(output=tmp_path / "fresh")
        assert fresh.end() == 0, fresh.told
        trial.reference = type(trial.reference)(tmp_path / "fresh", trial.cache, 0, 0)
        trial.check_after(run)
        trial.heal()
