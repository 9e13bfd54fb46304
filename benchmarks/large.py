"""What a register of millions of rows costs to prepare, and whether its reports notice how long it is.

`python benchmarks/large.py [ROWS] [parquet|csv]` writes an invented register
(seeded, written in batches) into a temporary folder, prepares its project in
a fresh process, and makes one report of one region there and in a project of
10,000 rows. It prints ratios to what pandas needs to read and group the same
file, and the peak memory of each process.

Ratios, not seconds, are to be quoted: machines differ and are busy.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
from pyarrow import parquet

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = str(ROOT / "notebooks" / "region-report.ipynb")
#: A project that a report is compared with, so short that its rows cost nothing.
SHORT = 10_000
#: Rows that are invented and written at a time.
BATCH = 500_000
#: Visits of one client, on average.
VISITS = 2.5
REGIONS = [
    "KZ-10",
    "KZ-11",
    "KZ-15",
    "KZ-19",
    "KZ-23",
    "KZ-27",
    "KZ-31",
    "KZ-33",
    "KZ-35",
    "KZ-39",
    "KZ-43",
    "KZ-47",
    "KZ-55",
    "KZ-59",
    "KZ-61",
    "KZ-62",
    "KZ-63",
    "KZ-71",
    "KZ-75",
    "KZ-79",
]
CATEGORIES = {
    "sex": ("women", "men"),
    "status": ("other", "older_50", "disability", "unemployed", "youth", ""),
    "topic": ("alimony", "residence", "contact", "divorce", "property"),
    "channel": ("office", "phone", "online"),
    "specialist": ("lawyer", "psychologist", "mediator", "social_worker"),
}
SETTINGS = """
[project]
name = "Invented register"
work = "work of the advice centre"
provider = "the advice centre"
funder = "an invented fund"
period = "2024-01-01..2024-12-31"
cut_off = 2025-01-15
data = "synthetic"
regions = {regions}
languages = ["en"]
sensitivity = "court"
clients = "people"

[tables.consultations]
file = "{file}"
kind = "consultations"
"""


def batch(rng: np.random.Generator, rows: int, clients: int) -> pa.Table:
    """Some visits, each with a day, a client of one region, and what was said of both."""
    client = rng.integers(0, clients, rows)
    days = np.datetime64("2024-01-01") + rng.integers(0, 366, rows)
    columns = {
        "date": pa.array(days.astype("datetime64[D]")).cast(pa.string()),
        "client": pa.array(np.char.add("C", np.char.zfill(client.astype(str), 8))),
        # What is true of a client is worked out from the code, so that it is the same on each visit.
        "region": pa.array(REGIONS).take(pa.array(client % len(REGIONS))),
        "sex": pa.array(CATEGORIES["sex"]).take(pa.array(client // 20 % 2)),
        "age": pa.array(18 + client // 7 % 63).cast(pa.string()),
        "status": pa.array(CATEGORIES["status"]).take(pa.array(client // 3 % 6)),
    }
    for name in ("topic", "channel", "specialist"):
        values = CATEGORIES[name]
        columns[name] = pa.array(values).take(pa.array(rng.integers(0, len(values), rows)))
    return pa.table(columns)


def write_project(folder: Path, rows: int, kind: str) -> Path:
    """A project whose only table is a register of so many rows."""
    folder.mkdir(parents=True)
    file = folder / f"consultations.{kind}"
    rng = np.random.default_rng(2024)
    clients = max(1, int(rows / VISITS))
    schema = batch(rng, 1, 1).schema
    writer = (
        parquet.ParquetWriter(file, schema) if kind == "parquet" else arrow_csv.CSVWriter(
            file, schema, write_options=arrow_csv.WriteOptions(quoting_style="needed")
        )
    )  # fmt: skip
    with writer:
        for start in range(0, rows, BATCH):
            writer.write_table(batch(rng, min(BATCH, rows - start), clients))
    regions = json.dumps(REGIONS)
    (folder / "project.toml").write_text(SETTINGS.format(regions=regions, file=file.name), encoding="utf-8")
    return file


#: Imports stand before the clock starts: they are the same for any number of rows.
MEASURED = """
import json, re, resource, sys, time
{imports}
def peak():
    # What `ru_maxrss` says begins with the memory of the process that started this one.
    try:
        return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, used, start = peak(), time.process_time(), time.monotonic()
{action}
print(json.dumps(dict(
    cpu=time.process_time() - used, wall=time.monotonic() - start, before=before, peak=peak())))
"""
PREPARE = (
    "import pandas, pyarrow.parquet, evaltools.analysis, evaltools.check, evaltools.gather\n"
    "from evaltools.prepare import prepare",
    "prepare(sys.argv[1])",
)
PLAIN = {
    "parquet": "frame = pandas.read_parquet(sys.argv[2])",
    "csv": "frame = pandas.read_csv(sys.argv[2])",
}
GROUPED = """
frame.groupby("region").size()
frame.groupby("region")["client"].nunique()
frame.groupby(["region", frame["date"].str[:7]]).size()
"""
READ = (
    "from pathlib import Path\nfrom evaltools.read import read_table",
    "read_table(Path(sys.argv[1]), sys.argv[2])",
)
INSPECT = (
    "from pathlib import Path\nfrom evaltools.inspection import inspect_file",
    "inspect_file(Path(sys.argv[2]))",
)
#: What the cells of the notebook call, without a kernel.
REPORT = (
    "import nbformat, evaltools.report, evaltools.sections\nfrom evaltools import open_report\n"
    "cells = [c.source for c in nbformat.read(sys.argv[2], as_version=4).cells if c.cell_type == 'code'][2:]",
    "report = open_report('region-report', project=sys.argv[1], region='KZ-75', language='en')\n"
    "for cell in cells: eval(cell)",
)


def measured(imports: str, action: str, *arguments: str, cache: Path) -> dict[str, float]:
    """Processor seconds, wall seconds and peak memory of an action in a process of its own."""
    code = MEASURED.format(imports=imports, action=action)
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=os.environ | {"EVALTOOLS_CACHE": str(cache)}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def said(name: str, found: dict[str, float], plain: dict[str, float] | None = None) -> None:
    ratio = f"; {found['cpu'] / plain['cpu']:.1f} times pandas" if plain else ""
    print(
        f"{name}: {found['cpu']:.2f} s of processor, {found['wall']:.2f} s{ratio}; "
        f"peak {found['peak']:.0f} MB ({found['before']:.0f} MB of them the imports)"
    )


def main(rows: int, kind: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        file = write_project(folder / "long", rows, kind)
        write_project(folder / "short", SHORT, kind)
        print(f"{rows} rows, {kind}, {file.stat().st_size / 1e6:.0f} MB")
        long, short, cache = str(folder / "long"), str(folder / "short"), folder / "cache"
        read = measured("import pandas, pyarrow.parquet", PLAIN[kind], long, str(file), cache=cache)
        said("pandas reads", read)
        plain = measured(
            "import pandas, pyarrow.parquet", PLAIN[kind] + GROUPED, long, str(file), cache=cache
        )
        said("pandas reads and groups", plain)
        said("read_table", measured(*READ, long, file.name, cache=cache), read)
        said("inspect", measured(*INSPECT, long, str(file), cache=cache), read)
        said("prepare", measured(*PREPARE, long, cache=cache), plain)
        said("prepare again", measured(*PREPARE, long, cache=cache))
        measured(*PREPARE, short, cache=cache)
        said(f"one report of {rows} rows", measured(*REPORT, long, NOTEBOOK, cache=cache))
        said(f"one report of {SHORT} rows", measured(*REPORT, short, NOTEBOOK, cache=cache))


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, sys.argv[2] if len(sys.argv) > 2 else "parquet"
    )
