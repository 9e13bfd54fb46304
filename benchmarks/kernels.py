"""What a kernel costs: the same pages made by ordinary kernels, by forked ones, and in a shell.

`python benchmarks/kernels.py [PAGES]` makes pages of the published project
one after the other, each way in processes of its own, and prints processor
seconds of the whole process tree, wall seconds, and what each way takes more
than the shell:

- plain: a started ipykernel for each page;
- warm: an ipykernel for each page, forked from a warm process of one client;
- forked: the same, where the client of each page is itself forked from a warm process;
- shell: no kernel, in a process for each page that is forked from a warm one.

Differences of processor seconds are to be quoted: machines differ and are busy.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

from evaltools.prepare import hold
from evaltools.run import kernels, nursery, template
from evaltools.run.execute import Kernel, execute
from evaltools.run.jobs import Job

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "data" / "pravo-2024"
NOTEBOOK = ROOT / "notebooks" / "region-report.ipynb"
REGIONS = ("KZ-71", "KZ-75", "KZ-79", "KZ-35", "KZ-11", "KZ-23", "KZ-15", "KZ-62", "KZ-61", "KZ-10")
WAYS: dict[str, Kernel] = {"plain": "plain", "warm": "warm", "forked": "warm", "shell": "shell"}


def page(region: str, language: str, kernel: Kernel) -> None:
    job = Job(report="region-report", notebook=NOTEBOOK, audience="public", region=region, language=language)
    values = {"project": str(PROJECT), "region": region, "language": language}
    outcome = execute(job, values, hold(str(PROJECT)).provenance.data_hash, kernel=kernel)
    if not outcome.done:
        sys.exit(outcome.reason)


def one_way(way: str, pages: int) -> None:
    """Make the pages in this process, or in processes forked from it."""
    chosen = list(product(("en", "kk"), REGIONS))[:pages]
    hold(str(PROJECT))
    if way in {"plain", "warm"}:
        for language, region in chosen:
            page(region, language, WAYS[way])
        kernels.close()
        return
    template._warm(str(PROJECT))
    if way == "forked":
        nursery.warm()
    gc.collect()
    gc.freeze()
    for language, region in chosen:
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                page(region, language, WAYS[way])
                code = 0
            finally:
                os._exit(code)
        if os.waitpid(pid, 0)[1]:
            sys.exit(f"{region} failed")


def measured(way: str, pages: int, cache: str) -> tuple[float, float]:
    """Processor and wall seconds of a process that makes the pages."""
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    before, start = os.times(), time.monotonic()
    subprocess.run(
        [sys.executable, __file__, str(pages), way],
        env={**os.environ, **single, "EVALTOOLS_CACHE": cache},
        check=True,
        stderr=subprocess.DEVNULL,
    )
    after = os.times()
    used = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    return used, time.monotonic() - start


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    if len(sys.argv) > 2:
        one_way(sys.argv[2], pages)
        return
    with tempfile.TemporaryDirectory() as cache:
        measured("shell", 1, cache)  # prepares the project
        found = {way: measured(way, pages, cache) for way in WAYS}
    base = found["shell"][0]
    print(f"{pages} pages one after the other, {os.cpu_count()} processors")
    print(f"{'way':8} {'CPU s':>8} {'wall s':>8} {'CPU s more than the shell':>26}")
    for way, (cpu, wall) in found.items():
        print(f"{way:8} {cpu:8.1f} {wall:8.1f} {cpu - base:26.1f}")


if __name__ == "__main__":
    main()
