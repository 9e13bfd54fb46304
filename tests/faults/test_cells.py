"""What goes wrong in a report is named and costs that report alone; a good page of before stays as it was."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from evaltools.run.forking import can_fork
from tests.faults.trial import ENGINES, REGIONS, Ground, Run, Selection, Trial, content, trial_in

pytestmark = pytest.mark.skipif(
    not can_fork(), reason="what the system's own tools see is looked up on Linux"
)
SLOW = pytest.mark.skipif(not os.environ.get("EVALTOOLS_TEST_SLOW"), reason="on with EVALTOOLS_TEST_SLOW=1")

ERROR = "raise ValueError('no figures today')"
SLEEP = "time.sleep(300)"
KILL = "import signal\nos.kill(os.getpid(), signal.SIGKILL)"
#: Written to page by page: memory that is only asked for may not be there yet.
EAT = "eaten = [bytearray(b'x' * 2**20) for _ in range(1000)]"
LEAVE = "import sys\nsys.exit(0)"
STUBBORN = "while True:\n    try:\n        time.sleep(300)\n    except Exception:\n        pass"
#: A program of its own session, which nobody waits for.
BACKGROUND = "import subprocess\nsubprocess.Popen(['sleep', '300'], start_new_session=True)\n"
#: What one report changes in modules, and draws, no other one sees.
ALONE = """
import evaltools.page, numpy, random
assert not hasattr(evaltools.page, "touched")
evaltools.page.touched = True
place = pathlib.Path(os.environ["EVALTOOLS_TEST_BEGUN"]).parent / f"drawn-{name}"
place.write_text(f"{numpy.random.random()} {random.random()}")
"""


def fails_as_said(
    trial: Trial,
    faults: dict[str, tuple[str, str]],
    others: dict[str, str] | None = None,
    **environment: str,
) -> Run:
    """Run with faults over a good folder: each is told everywhere, the rest is made, and the next run heals."""
    trial.begin_good()
    before = content(trial.output)
    acts = {page: source for page, (source, _) in faults.items()}
    run = trial.start("--force", acts=acts | (others or {}), **environment)
    assert run.end() == 1, run.told
    trial.check_plan(run, set(), force=True)
    trial.check_after(run)
    record = json.loads((trial.output / "run.json").read_text(encoding="utf-8"))
    pages = {f"{each['report']} {each['region']}": each for each in record["pages"]}
    start_page = (trial.output / "index.html").read_text(encoding="utf-8")
    for page, (_, reason) in faults.items():
        assert pages[page]["status"] == "failed", page
        assert reason in pages[page]["reason"], (page, pages[page]["reason"])
        assert f"failed: {page} en: {pages[page]['reason']}" in run.said
        assert reason.replace("'", "&#39;") in start_page
    assert {name for name, each in pages.items() if each["status"] == "failed"} == set(faults)
    after = content(trial.output)
    for place in trial.pages.values():
        assert after[place] == before[place], f"{place} differs from the good one of before"
    assert trial.missing() == {f"{page} en" for page in faults}
    trial.heal(**environment)
    return run


def test_faults_of_cells(tmp_path: Path, ground: Ground) -> None:
    """An error, leaving early in two ways, and a cell that takes too long, all in one run."""
    faults = {
        "shell KZ-10": (ERROR, "code cell 4: ValueError: no figures today"),
        "shell KZ-15": (LEAVE, "ended by sys.exit(0)"),
        "shell KZ-23": (
            "os._exit(0)",
            "code cell 4: the process ended with the code 0 before the notebook did",
        ),
        "hasty-shell KZ-10": (SLEEP, "the cell took longer than 4 seconds"),
    }
    selection = Selection(("steady", "shell", "hasty-shell"), REGIONS)
    with trial_in(tmp_path, ground, selection) as trial:
        fails_as_said(trial, faults)


@pytest.mark.slow
@SLOW
def test_faults_of_processes(tmp_path: Path, ground: Ground) -> None:
    """A killed process, too much memory, a report that will not stop, a question, and a wish to leave."""
    faults = {
        "shell KZ-10": (KILL, "code cell 4: the process was killed by SIGKILL"),
        "shell KZ-15": (EAT, "MemoryError"),
        "shell KZ-23": ("input('How many?')", "input() has nobody to answer it"),
        "hasty-shell KZ-10": (STUBBORN, "code cell 4: the report took longer than 10 seconds"),
        "hasty-shell KZ-15": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    }
    selection = Selection(("steady", "shell", "hasty-shell"), REGIONS)
    with trial_in(tmp_path, ground, selection) as trial:
        others = {"steady KZ": BACKGROUND + ALONE, "hasty-shell KZ-23": ALONE}
        run = fails_as_said(trial, faults, others)
        drawn = [file.read_text(encoding="utf-8") for file in run.folder.glob("drawn-*")]
        assert len(set(drawn)) == 2


@pytest.mark.slow
@SLOW
def test_faults_of_workers(tmp_path: Path, ground: Ground) -> None:
    """Where nothing can be forked: a killed worker, one that leaves, and what the killed one had started."""
    faults = {
        "shell KZ-10": (BACKGROUND + KILL, "code cell 4: the process was killed by SIGKILL"),
        "shell KZ-15": ("os._exit(0)", "code cell 4: the process ended before the notebook did"),
    }
    with trial_in(tmp_path, ground) as trial:
        fails_as_said(trial, faults, EVALTOOLS_START="spawn")


@pytest.mark.slow
@SLOW
@pytest.mark.parametrize("engine", [each for each in ENGINES if each != "shell"])
def test_faults_of_kernels(tmp_path: Path, ground: Ground, engine: str) -> None:
    """A killed kernel, leaving early, a cell that takes too long, and the end of the process around the kernel."""
    faults = {
        f"{engine} KZ-10": (KILL, "died"),
        f"{engine} KZ-15": (LEAVE, "code cell 4: the notebook was ended by sys.exit(0)"),
        f"hasty-{engine} KZ-10": (SLEEP, "timed out"),
        # Around a plain kernel is the report's own process, around a forked one that which it was forked from.
        f"hasty-{engine} KZ-15": (
            # Its own end follows in a moment, in which the rest of a short notebook could run.
            f"{KILL.replace('getpid', 'getppid')}\n{SLEEP}",
            "died" if engine == "kernel" else "killed by SIGKILL",
        ),
    }
    selection = Selection((engine, f"hasty-{engine}"), REGIONS[:2])
    with trial_in(tmp_path, ground, selection) as trial:
        fails_as_said(trial, faults)
