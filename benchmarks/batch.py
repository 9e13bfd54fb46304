"""How long a run takes against a loop of papermill and nbconvert, and against the work itself.

`python benchmarks/batch.py [PAGES]` makes the same pages of the published
project three ways, one after the other, and prints processor seconds of the
whole process tree, wall seconds, and ratios:

- loop: one `papermill` and one `jupyter nbconvert` command for each page;
- run: `evaltools run`;
- floor: one process that calls what the notebooks call, with no kernel.

Ratios, not seconds, are to be quoted: machines differ and are busy.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "data" / "pravo-2024"
NOTEBOOK = ROOT / "notebooks" / "region-report.ipynb"
REGIONS = ("KZ-71", "KZ-75", "KZ-79", "KZ-35", "KZ-11", "KZ-23", "KZ-15", "KZ-62", "KZ-61", "KZ-10")


def measured(commands: list[list[str]], cache: Path) -> tuple[float, float]:
    """Processor and wall seconds of commands that run one after the other."""
    environment = os.environ | {"EVALTOOLS_CACHE": str(cache)}
    before, start = os.times(), time.monotonic()
    for command in commands:
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    after = os.times()
    used = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    return used, time.monotonic() - start


def loop(pages: int, folder: Path) -> list[list[str]]:
    commands = []
    for region in REGIONS[:pages]:
        out = str(folder / f"{region}.ipynb")
        run = [sys.executable, "-m", "papermill", str(NOTEBOOK), out, "--no-progress-bar"]
        values = (("project", str(PROJECT)), ("region", region), ("language", "kk"))
        commands.append([*run, *(part for name, value in values for part in ("-p", name, value))])
        commands.append([sys.executable, "-m", "jupyter", "nbconvert", "--to", "evaltools", out])
    return commands


def whole(pages: int, folder: Path) -> list[list[str]]:
    regions = [part for region in REGIONS[:pages] for part in ("--region", region)]
    command = [sys.executable, "-m", "evaltools", "run", str(PROJECT), "--language", "kk"]
    return [[*command, "--output", str(folder), *regions]]


FLOOR = """
import sys
import nbformat
from pathlib import Path
from evaltools import open_report
project, notebook, folder, *regions = sys.argv[1:]
cells = [c.source for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == "code"][2:]
for region in regions:
    report = open_report("region-report", project=project, region=region, language="kk")
    blocks = [report.header(), *(getattr(report, cell.removeprefix("report.").removesuffix("()"))() for cell in cells)]
    page = "".join(str(block.html) for block in blocks if block is not None)
    Path(folder, f"{region}.html").write_text(page, encoding="utf-8")
"""


def floor(pages: int, folder: Path) -> list[list[str]]:
    return [[sys.executable, "-c", FLOOR, str(PROJECT), str(NOTEBOOK), str(folder), *REGIONS[:pages]]]


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else len(REGIONS)
    ways = {"loop": loop, "run": whole, "floor": floor}
    found = {}
    for name, way in ways.items():
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
            found[name] = measured(way(pages, Path(folder)), Path(cache))
    base_cpu, base_wall = found["floor"]
    print(f"{pages} pages, {os.cpu_count()} processors")
    print(f"{'way':6} {'CPU s':>8} {'wall s':>8} {'CPU / floor':>12} {'wall / floor':>13}")
    for name, (cpu, wall) in found.items():
        print(f"{name:6} {cpu:8.1f} {wall:8.1f} {cpu / base_cpu:12.1f} {wall / base_wall:13.1f}")
    print(
        f"loop / run: CPU {found['loop'][0] / found['run'][0]:.1f}, wall {found['loop'][1] / found['run'][1]:.1f}"
    )


if __name__ == "__main__":
    main()
