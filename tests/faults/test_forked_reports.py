"""What goes wrong in a report is told apart and named; nothing is left running, and the other reports are made."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from evaltools.run.forking import can_fork
from tests.runs import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("EVALTOOLS_TEST_SLOW"), reason="on with EVALTOOLS_TEST_SLOW=1"),
    pytest.mark.skipif(not can_fork(), reason="processes are forked on Linux"),
]
#: In the environment of everything that a test starts.
MARK = "EVALTOOLS_TEST_MARK"


def project_with(folder: Path, cell: str, settings: str = "") -> Path:
    """A project with the overview and one more report, in which this cell stands."""
    project = folder / "data" / "mine"
    shutil.copytree(ROOT / "data" / "pravo-2024", project)
    file = project / "project.toml"
    text = file.read_text(encoding="utf-8")
    text = text[: text.index("[reports.region-report]")]
    file.write_text(
        f'{text}[reports.faulty]\nengine = "shell"\n{settings}\n[reports.overview]\n', encoding="utf-8"
    )
    (folder / "notebooks").mkdir()
    sources = [
        'project = ""\nlanguage = "en"',
        'from evaltools import open_report\nreport = open_report("faulty", project=project, language=language)',
        "report.header()",
        cell,
        "report.footer()",
    ]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cells[0].metadata.tags = ["parameters"]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "notebooks" / "faulty.ipynb")
    return project


def start(folder: Path, project: Path, mark: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "evaltools", "run", str(project), "--language", "en"]
    return subprocess.Popen(
        [*command, "--output", str(folder / "out")],
        cwd=folder,
        env=os.environ | {MARK: mark, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def alive(mark: str) -> list[str]:
    """Processes that carry a mark, but for zombies."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit() and int(place.name) != os.getpid():
            try:
                if f"{MARK}={mark}".encode() in (place / "environ").read_bytes().split(b"\0"):
                    state = (place / "stat").read_text().rpartition(")")[2].split()[0]
                    if state != "Z":
                        found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
    return found


def left(mark: str, seconds: float = 10) -> list[str]:
    """What is alive with a mark after some time at most."""
    deadline = time.monotonic() + seconds
    while (found := alive(mark)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


@pytest.mark.parametrize(
    ("cell", "settings", "reason"),
    [
        ("raise ValueError('no figures today')", "", "no figures today"),
        ("import sys\nsys.exit(0)", "", "ended by sys.exit(0)"),
        ("exit()", "", "ended by exit()"),
        (
            "import os\nos._exit(0)",
            "",
            "code cell 4: the process ended with the code 0 before the notebook did",
        ),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "", "the process was killed by SIGKILL"),
        ("raise MemoryError", "", "MemoryError"),
        ("input('How many?')", "", "input() has nobody to answer it"),
        ("import time\ntime.sleep(60)", "cell_timeout = 1", "the cell took longer than 1 seconds"),
        (
            "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except Exception:\n        pass",
            "timeout = 6\ncell_timeout = 1",
            "the report took longer than 6 seconds",
        ),
    ],
)
def test_a_fault_is_named_and_costs_its_report(tmp_path: Path, cell: str, settings: str, reason: str) -> None:
    """Exit code 1, the reason on the terminal, in run.json and on the start page; the other report is made."""
    project = project_with(tmp_path, cell, settings)
    run = start(tmp_path, project, str(tmp_path))
    said, _ = run.communicate(timeout=120)
    assert run.returncode == 1
    assert reason in said
    assert left(str(tmp_path)) == []
    pages = {
        page["report"]: page
        for page in json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["pages"]
    }
    assert (pages["faulty"]["status"], pages["overview"]["status"]) == ("failed", "done")
    assert reason in pages["faulty"]["reason"]
    assert not (tmp_path / "out" / "en" / "faulty.html").exists()
    assert (tmp_path / "out" / "en" / "overview.html").is_file()


def test_what_a_notebook_started_ends_with_it(tmp_path: Path) -> None:
    """A program that a cell leaves running is gone when the run is over."""
    cell = "import subprocess\nsubprocess.Popen(['sleep', '300'])\nNone"
    run = start(tmp_path, project_with(tmp_path, cell), str(tmp_path))
    said, _ = run.communicate(timeout=120)
    assert run.returncode == 0, said
    assert left(str(tmp_path)) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_nothing_is_left_when_the_tool_ends(tmp_path: Path, number: signal.Signals) -> None:
    """However the tool itself is ended, its processes and theirs are gone, and no page is half there."""
    cell = f"import subprocess, time\nopen({str(tmp_path / 'begun')!r}, 'w').close()\nsubprocess.run(['sleep', '300'])"
    run = start(tmp_path, project_with(tmp_path, cell), str(tmp_path))
    deadline = time.monotonic() + 60
    while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    run.send_signal(number)
    run.communicate(timeout=60)
    assert run.returncode == (130 if number == signal.SIGINT else -number)
    assert left(str(tmp_path)) == []
    assert not list((tmp_path / "out").rglob(".writing-*"))
    assert not (tmp_path / "out" / "en" / "faulty.html").exists()


def test_reports_do_not_share_what_they_change(tmp_path: Path) -> None:
    """Each report begins with the same modules and its own random numbers."""
    cell = (
        "import evaltools.page, numpy, random, pathlib\n"
        "assert not hasattr(evaltools.page, 'touched')\n"
        "evaltools.page.touched = True\n"
        f"folder = pathlib.Path({str(tmp_path)!r})\n"
        "(folder / f'{language}.txt').write_text(f'{numpy.random.random()} {random.random()}')\nNone"
    )
    project = project_with(tmp_path, cell)
    command = [sys.executable, "-m", "evaltools", "run", str(project), "--report", "faulty", "--output"]
    done = subprocess.run(
        [*command, str(tmp_path / "out")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout
    drawn = [(tmp_path / f"{code}.txt").read_text() for code in ("kk", "ru", "en")]
    assert len(set(drawn)) == 3
