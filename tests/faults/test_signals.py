"""However a run is ended, nothing is left running or half there, and the next run makes what is missing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from evaltools.run.forking import can_fork
from tests.faults.trial import ENGINES, MOMENTS, Ground, Run, Trial, moments, of_engine, saying, trial_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("EVALTOOLS_TEST_SLOW"), reason="on with EVALTOOLS_TEST_SLOW=1"),
    pytest.mark.skipif(not can_fork(), reason="what the system's own tools see is looked up on Linux"),
]
INTERRUPTED = 130


def once(run: Run) -> None:
    run.process.send_signal(signal.SIGINT)


def once_at_a_terminal(run: Run) -> None:
    """A terminal tells the whole group of processes."""
    os.killpg(run.process.pid, signal.SIGINT)


def twice(run: Run) -> None:
    once(run)
    time.sleep(0.1)
    once(run)


def told_to_end(run: Run) -> None:
    run.process.terminate()


def all_told_to_end(run: Run) -> None:
    """A service manager tells every process of the service."""
    run.process.terminate()
    if studio := run.studio():
        studio.terminate()


def killed(run: Run) -> None:
    run.process.kill()


def studio_killed(run: Run) -> None:
    if studio := run.studio():
        studio.kill()


#: What is done to a run, and what it may end with; 0 where all was done already.
FAULTS: dict[Callable[[Run], None], set[int]] = {
    once: {INTERRUPTED, 0},
    once_at_a_terminal: {INTERRUPTED, 0},
    twice: {INTERRUPTED, 0},
    told_to_end: {INTERRUPTED, 0},
    all_told_to_end: {INTERRUPTED, 0},
    killed: {-signal.SIGKILL, 0},
    studio_killed: {1, 0},
}


def is_expected(run: Run, code: int, expected: set[int]) -> bool:
    # Python itself ends the last moments of a program, when all has been said.
    return code in expected or ("Start page:" in run.said and code in (-signal.SIGTERM, -signal.SIGINT))


def suffer(
    trial: Trial, fault: Callable[[Run], None], wait: Callable[[Run], None], **environment: str
) -> None:
    """One run with a fault: what was missing before is what it set out to make."""
    missing = trial.missing()
    force = not missing
    run = trial.start(*(["--force"] if force else []), **environment)
    wait(run)
    fault(run)
    code = run.end()
    assert is_expected(run, code, FAULTS[fault]), f"exit code {code}: {run.told}{run.said}"
    trial.check_plan(run, missing, force=force)
    trial.check_after(run, killed=fault is killed)


@pytest.mark.parametrize(
    "faults",
    [(once, once_at_a_terminal), (twice,), (told_to_end, all_told_to_end), (killed,), (studio_killed,)],
    ids=lambda faults: faults[0].__name__,
)
def test_runs_are_ended_at_any_moment(trial: Trial, faults: tuple[Callable[[Run], None], ...]) -> None:
    """Several times in one folder, early and late; then a run without a fault."""
    for number, (words, wait) in enumerate(moments(faults[0].__name__, MOMENTS, trial.reference)):
        with saying(words):
            suffer(trial, faults[number % len(faults)], wait)
    trial.heal()


@pytest.mark.parametrize("engine", [each for each in ENGINES if each != "shell"])
def test_kernels_end_with_their_run(tmp_path: Path, ground: Ground, engine: str) -> None:
    """Kernels are processes of their own, and of sessions of their own: they go, too."""
    with trial_in(tmp_path, ground, of_engine(engine)) as trial:
        for fault in (told_to_end, killed, twice, studio_killed):
            *_, (words, wait) = moments(f"{engine} {fault.__name__}", 2, trial.reference)
            with saying(words):
                suffer(trial, fault, wait)
        trial.heal()


def test_workers_end_with_their_run(trial: Trial) -> None:
    """Where nothing can be forked, workers are started anew: they go, too."""
    spawn = {"EVALTOOLS_START": "spawn"}
    for fault in (told_to_end, killed, twice):
        *_, (words, wait) = moments(f"spawn {fault.__name__}", 2, trial.reference)
        with saying(words):
            suffer(trial, fault, wait, **spawn)
    trial.heal(**spawn)


def test_programs_of_a_cell_end_with_the_studio(trial: Trial) -> None:
    """What a cell started, and what hid in a session of its own, does not outlive the process above it."""
    cell = "import subprocess\nsubprocess.Popen(['sleep', '300'], start_new_session=True)\ntime.sleep(300)"
    run = trial.start(acts={"shell KZ-10": cell})
    run.wait_until_begun()
    run.wait_for(lambda: any("sleep" in each for each in run.alive()))
    studio_killed(run)
    assert run.end() == 1, run.told
    trial.check_after(run)
    trial.heal()
