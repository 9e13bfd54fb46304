"""Full disks, disks that may only be read, and folders that vanish: told with exit code 5, and healed by a run."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from evaltools.run.forking import can_fork
from tests.faults.trial import SEED, Ground, Trial, can_mount, content, disk, moments, saying, trial_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("EVALTOOLS_TEST_SLOW"), reason="on with EVALTOOLS_TEST_SLOW=1"),
    pytest.mark.skipif(not can_fork(), reason="what the system's own tools see is looked up on Linux"),
]
mounting = pytest.mark.skipif(not can_mount(), reason="mounts small disks: as root, where that is allowed")
NO_ROOM = 5


def kilobytes(folder: Path) -> int:
    """What a folder takes on a disk of pages of four kilobytes."""
    return sum(4 * -(-file.stat().st_size // 4096) for file in folder.rglob("*") if file.is_file())


def drawn(what: str, low: int, high: int, count: int) -> list[int]:
    """Sizes between two, spread, from small to large."""
    draw = random.Random(f"{SEED} {what}")
    step = (high - low) / count
    return [int(low + (number + draw.random()) * step) for number in range(count)]


@mounting
def test_the_disk_of_the_output_is_full(tmp_path: Path, ground: Ground) -> None:
    """At any size: what was there before stays whole, and with room the next run makes what is missing."""
    with trial_in(tmp_path, ground) as trial:
        needed = kilobytes(trial.reference.output)
        sizes = drawn("output", 4, needed - 8, 2)
        with disk(tmp_path / "disk", sizes[0]) as change:
            trial.output = tmp_path / "disk" / "out"
            for size in sizes:
                change(f"size={size}k")
                with saying(f"seed {SEED}, a disk of {size} of {needed} kilobytes"):
                    missing = trial.missing()
                    run = trial.start()
                    assert run.end() == NO_ROOM, run.told + run.said
                    assert "the disk is full" in run.told
                    trial.check_plan(run, missing)
                    trial.check_after(run)
            change(f"size={2 * needed}k")
            trial.heal()


@mounting
def test_the_output_may_only_be_read(tmp_path: Path, ground: Ground) -> None:
    """Before a run, or from some moment of it on: nothing is lost, and the sentence says what to do."""
    with trial_in(tmp_path, ground) as trial, disk(tmp_path / "disk", 4096) as change:
        trial.output = tmp_path / "disk" / "out"
        trial.begin_good()
        before = content(trial.output)
        change("ro")
        run = trial.start("--force")
        assert run.end() == NO_ROOM, run.told + run.said
        assert "may only be read" in run.told
        trial.check_after(run)
        assert content(trial.output) == before
        change("rw")
        run = trial.start("--force")
        run.wait_until_begun()
        change("ro")
        assert run.end() == NO_ROOM, run.told + run.said
        trial.check_after(run, killed=True)  # what was begun cannot be removed, either
        change("rw")
        trial.heal()


@mounting
def test_there_is_no_room_for_temporary_files(tmp_path: Path, ground: Ground) -> None:
    """Not even for a name, or for some of the pages: told, and nothing is half there."""
    with trial_in(tmp_path, ground) as trial, disk(trial.temporary, 4) as change:
        fill = trial.temporary / "fill"
        fill.write_bytes(b"x" * 4096)
        run = trial.start()
        # Python looks for another folder, and finds one.
        assert run.end() == 0, run.told + run.said
        fill.unlink()
        trial.check_after(run)
        page = trial.reference.output / "en" / "steady.html"
        change(f"size={page.stat().st_size // 2048}k")
        run = trial.start("--force")
        assert run.end() == 1, run.told + run.said
        assert "there is no room for the page in the folder for temporary files" in run.said
        trial.check_after(run)
        change("size=64m")
        trial.heal()


@mounting
def test_the_disk_of_the_cache_is_full(tmp_path: Path, ground: Ground) -> None:
    """While the data are prepared, or while the ledger is written: told, and no page is believed that it lacks."""
    with trial_in(tmp_path, ground) as trial:
        needed = kilobytes(ground.cache)
        sizes = drawn("cache", 4, needed // 2, 3)
        with disk(tmp_path / "cache", sizes[0]) as change:
            trial.cache = tmp_path / "cache"
            for size in sizes:
                change(f"size={size}k")
                with saying(f"seed {SEED}, a cache of {size} of {needed} kilobytes"):
                    run = trial.start()
                    code = run.end()
                    assert code in (NO_ROOM, 0), f"exit code {code}: {run.told}{run.said}"
                    trial.check_after(run)
            change(f"size={4 * needed}k")
            trial.heal()


def test_the_output_is_removed_meanwhile(trial: Trial) -> None:
    """Somebody tidies up: the tool says so or makes the folder again, and the next run makes what is gone."""
    for words, wait in moments("removed", 2, trial.reference):
        with saying(words):
            run = trial.start("--force")
            wait(run)
            shutil.rmtree(trial.output, ignore_errors=True)
            code = run.end()
            assert code in (0, NO_ROOM), f"exit code {code}: {run.told}{run.said}"
            trial.check_after(run, removed=True)
    trial.heal()
