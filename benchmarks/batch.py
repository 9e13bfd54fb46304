"""How long a run takes against a loop of papermill and nbconvert, and against the work itself.

`python benchmarks/batch.py [REGIONS]` makes the region reports of the project
with invented people in every way there is, one after the other, and prints
processor seconds of the whole process tree, wall seconds, and ratios:

- floor: one process that makes the same results, figures, pages and tables
  from the notebook's code, without a kernel;
- run: `evaltools run`, one report at a time and two;
- kernels: the same with a warm kernel for each report, and with plain ones;
- spawned: the same as where processes cannot be forked;
- loop: one `papermill` and one `jupyter nbconvert` command for each page.

Then what a second run costs: with nothing changed, with data changed that no
page shows, with a change that every page shows; five times as many pages; and
the memory of a forked process. Ratios, not seconds, are to be quoted: machines
differ and are busy. What the ratios should be stands in `docs/performance.md`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
NOTEBOOK = ROOT / "notebooks" / "region-report.ipynb"
REGIONS = (
    "KZ-10", "KZ-11", "KZ-15", "KZ-19", "KZ-23", "KZ-27", "KZ-31", "KZ-33", "KZ-35", "KZ-39",
    "KZ-43", "KZ-47", "KZ-55", "KZ-59", "KZ-61", "KZ-62", "KZ-63", "KZ-71", "KZ-75", "KZ-79",
)  # fmt: skip

FLOOR = """
import sys
from pathlib import Path
import nbformat
from evaltools.export import export_notebook
from evaltools.prepare import hold
from evaltools.run.lock import now
from evaltools.run.publish import publish
from evaltools.run.record import PageRecord
from evaltools.run.store import write

project, notebook, folder, *regions = sys.argv[1:]
prepared = hold(project)
cells = [c.source for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == "code"][1:]
output, pages, moment = Path(folder), [], now()
for region in regions:
    names = {"project": project, "region": region, "language": "en"}
    made = nbformat.v4.new_notebook()
    for cell in cells:
        *lines, last = cell.strip().split("\\n")
        exec("\\n".join(lines), names)
        block = eval(last, names)
        shown = nbformat.v4.new_code_cell(cell)
        if block is not None:
            shown.outputs = [nbformat.v4.new_output("display_data", data=block._repr_mimebundle_())]
        made.cells.append(shown)
    href = f"en/region-report-{region}.html"
    write(output / href, export_notebook(made))
    pages.append(
        PageRecord(report="region-report", region=region, training="", language="en", audience="public", href=href,
                   status="done", made=moment.isoformat(), checked=moment.isoformat())
    )
publish(prepared, output, pages, moment)
"""


@dataclass(frozen=True)
class Cost:
    """Processor and wall seconds of a whole process tree."""

    cpu: float
    wall: float


@dataclass(frozen=True)
class Place:
    """A copy of the project, with a cache and an output folder of its own."""

    folder: Path

    @property
    def project(self) -> Path:
        return self.folder / "data" / "synthetic"

    @property
    def output(self) -> Path:
        return self.folder / "out"

    def run(self, *options: str, start: str = "", watch: Callable[[int], None] | None = None) -> Cost:
        command = [PYTHON, "-m", "evaltools", "run", str(self.project), "--language", "en", *options]
        return self.measured([[*command, "--output", str(self.output)]], start=start, watch=watch)

    def measured(
        self,
        commands: Sequence[Sequence[str]],
        *,
        start: str = "",
        watch: Callable[[int], None] | None = None,
    ) -> Cost:
        """Cost of commands that run one after the other."""
        environment = os.environ | {"EVALTOOLS_CACHE": str(self.folder / "cache")}
        environment |= {"EVALTOOLS_START": start} if start else {}
        before, began = os.times(), time.monotonic()
        for command in commands:
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            if watch:
                threading.Thread(target=watch, args=(process.pid,), daemon=True).start()
            if process.wait():
                raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
        after = os.times()
        used = (after.children_user + after.children_system) - (before.children_user + before.children_system)
        return Cost(used, time.monotonic() - began)


@contextmanager
def place(settings: str = "", copies: int = 0) -> Iterator[Place]:
    """A copy of the project whose only report is that of a region, run as the settings say.

    `copies` gives it that many reports more of the same kind, for a long run.
    """
    with tempfile.TemporaryDirectory() as folder:
        found = Place(Path(folder))
        shutil.copytree(ROOT / "data" / "synthetic", found.project)
        (found.folder / "notebooks").mkdir()
        shutil.copy(NOTEBOOK, found.folder / "notebooks")
        file = found.project / "project.toml"
        text = file.read_text(encoding="utf-8")
        text = text[: text.index("[reports.")] if "[reports." in text else text
        parts = [f"[reports.region-report]\n{settings}\n"]
        for number in range(copies):
            name = f"region-report-{number}"
            shutil.copy(NOTEBOOK, found.folder / "notebooks" / f"{name}.ipynb")
            parts.append(f'[reports.{name}]\neach = "region"\nengine = "shell"\n')
        file.write_text(text + "\n" + "\n".join(parts), encoding="utf-8")
        yield found


def chosen(regions: Sequence[str]) -> list[str]:
    return [part for region in regions for part in ("--region", region)]


def floor(regions: Sequence[str]) -> Cost:
    with place() as here:
        command = [PYTHON, "-c", FLOOR, str(here.project), str(NOTEBOOK), str(here.output), *regions]
        return here.measured([command])


def run(regions: Sequence[str], jobs: int, *, settings: str = "", start: str = "", copies: int = 0) -> Cost:
    with place(settings, copies) as here:
        return here.run("--jobs", str(jobs), *chosen(regions), start=start)


def loop(regions: Sequence[str]) -> Cost:
    with place() as here:
        here.output.mkdir()
        commands = []
        for region in regions:
            out = str(here.output / f"{region}.ipynb")
            values = (("project", str(here.project)), ("region", region), ("language", "en"))
            given = [part for name, value in values for part in ("-p", name, value)]
            commands.append([PYTHON, "-m", "papermill", str(NOTEBOOK), out, "--no-progress-bar", *given])
            commands.append([PYTHON, "-m", "jupyter", "nbconvert", "--to", "evaltools", out])
        return here.measured(commands)


def second_runs(regions: Sequence[str]) -> dict[str, Cost]:
    """What is paid for again, after nothing, an invisible and a visible change."""
    found: dict[str, Cost] = {}
    with place() as here:
        options = ("--jobs", "1", *chosen(regions))
        found["first"] = here.run(*options)
        found["unchanged"] = min((here.run(*options) for _ in range(3)), key=lambda each: each.cpu)
        table = here.project / "consultations.csv"
        lines = table.read_text(encoding="utf-8").splitlines()
        table.write_text("\n".join([*lines, "", ""]), encoding="utf-8")
        found["invisible change"] = here.run(*options)
        table.write_text("\n".join([lines[0], *lines[2:]]), encoding="utf-8")
        found["visible change"] = here.run(*options)
    return found


def page_and_page_again(regions: Sequence[str]) -> tuple[float, float]:
    """Processor seconds of one page more: of the floor, and made again after a change that it shows.

    Differences between many pages and few, so that starting, preparing and
    publishing are in neither.
    """
    few = regions[: max(len(regions) // 4, 3)]
    more = len(regions) - len(few)
    floors = [min(floor(each).cpu for _ in range(3)) for each in (regions, few)]
    again = [min(second_runs(each)["visible change"].cpu for _ in range(3)) for each in (regions, few)]
    return (floors[0] - floors[1]) / more, (again[0] - again[1]) / more


def memory_of_a_child() -> float:
    """The most memory of its own, in MB, that a forked process was seen with."""
    most = 0.0

    def watch(pid: int) -> None:
        nonlocal most
        while psutil.pid_exists(pid):
            for child in _grandchildren(pid):
                try:
                    most = max(most, child.memory_full_info().uss / 1024**2)
                except psutil.Error:
                    continue
            time.sleep(0.02)

    with place() as here:
        here.run("--jobs", "1", watch=watch)
    return most


def _grandchildren(pid: int) -> list[psutil.Process]:
    """Processes forked from the one that a run has started."""
    try:
        return [each for child in psutil.Process(pid).children() for each in child.children()]
    except psutil.Error:
        return []


def main(count: int) -> None:
    regions = REGIONS[:count]
    print(f"{count} region reports, {os.cpu_count()} processors")
    ways: dict[str, Callable[[], Cost]] = {
        "floor": lambda: floor(regions),
        "run, 1 at a time": lambda: run(regions, 1),
        "run, 2 at a time": lambda: run(regions, 2),
        "warm kernels, 2": lambda: run(regions, 2, settings='engine = "kernel"'),
        "plain kernels, 2": lambda: run(regions, 2, settings='engine = "papermill"'),
        "spawned, 2": lambda: run(regions, 2, start="spawn"),
        "loop of commands": lambda: loop(regions),
    }
    costs: dict[str, Cost] = {}
    print(
        f"\n{'way':18} {'CPU s':>7} {'wall s':>7} {'CPU / floor':>12} {'loop CPU / it':>14} {'loop wall / it':>15}"
    )
    for name, way in ways.items():
        costs[name] = way()
    base, longest = costs["floor"], costs["loop of commands"]
    for name, cost in costs.items():
        print(
            f"{name:18} {cost.cpu:7.1f} {cost.wall:7.1f} {cost.cpu / base.cpu:12.2f} "
            f"{longest.cpu / cost.cpu:14.1f} {longest.wall / cost.wall:15.1f}"
        )
    again = second_runs(regions)
    page, redone = page_and_page_again(regions)
    print(f"\nunchanged rerun / first run, CPU: {again['unchanged'].cpu / again['first'].cpu:.3f}")
    print(f"page made again / page of the floor, CPU: {redone / page:.2f}")
    print(f"warm kernels add {costs['warm kernels, 2'].cpu - costs['run, 2 at a time'].cpu:.1f} CPU s")
    print(
        f"5 times the pages / once, CPU: {run(regions, 2, copies=4).cpu / costs['run, 2 at a time'].cpu:.2f}"
    )
    print(f"memory of one forked process of its own: {memory_of_a_child():.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else len(REGIONS))
