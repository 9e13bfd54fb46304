"""How many processor seconds a region report costs beyond imports, against four plain seaborn charts.

`python benchmarks/page.py [ROUNDS]` makes the report of every region of
`data/synthetic` in this process, as its notebook does, and exports it, without
a kernel. Then it draws four charts, as an evaluator would draw them by hand:
6 x 4 inches, saved as PNG with `bbox_inches="tight"`. Both are warm, both take
the least of some rounds, and the data of both lie ready. What the imports cost
is measured in processes of their own.

A page may cost no more than the charts: the last line is their ratio. Ratios,
not seconds, are to be quoted: machines differ and are busy.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import seaborn
from matplotlib.figure import Figure
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from evaltools import open_report
from evaltools.export import export_notebook
from evaltools.prepare import hold

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "data" / "synthetic"
NOTEBOOK = ROOT / "notebooks" / "region-report.ipynb"
LANGUAGE = "en"
IMPORTS = {
    "what a page imports": "import nbformat, evaltools.export; from evaltools import open_report",
    "nbformat alone": "import nbformat",
    "pandas and matplotlib's renderer alone": "import pandas, matplotlib.backends.backend_svg",
    "pandas and seaborn, for comparison": "import pandas, seaborn",
}


def processor_seconds(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def least(action: Callable[[], object], rounds: int) -> float:
    return min(processor_seconds(action) for _ in range(rounds))


def block_names() -> list[str]:
    """What the notebook calls on its report, one in each cell."""
    cells = [cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]
    calls = [line for source in cells for line in source.splitlines() if line.startswith("report.")]
    return [call.removeprefix("report.").removesuffix("()") for call in calls]


def page(region: str, names: Sequence[str]) -> str:
    """The report of a region, made and exported."""
    report = open_report("region-report", project=PROJECT, region=region, language=LANGUAGE)
    return export_notebook(new_notebook(cells=[cell(getattr(report, name)()) for name in names]))


def cell(block: object) -> NotebookNode:
    data = {} if block is None else block._repr_mimebundle_()  # type: ignore[attr-defined]
    return new_code_cell("report", execution_count=1, outputs=[new_output("execute_result", data=data)])


def charts() -> list[bytes]:
    """Columns by month, bars of satisfaction, a histogram of changes with its curve, scores before and after."""
    random = np.random.default_rng(2024)
    log = pd.DataFrame({"month": random.integers(1, 13, 500), "sex": random.choice(["women", "men"], 500)})
    answers = pd.DataFrame(
        {"question": [f"Question {place}" for place in range(1, 9)] * 30, "satisfied": random.random(240)}
    )
    before = random.normal(50, 12, 60)
    scores = pd.DataFrame({"before": before, "after": before + random.normal(12, 8, 60)})
    long = scores.melt(var_name="test", value_name="score")
    drawn = (
        lambda axes: seaborn.countplot(log, x="month", hue="sex", ax=axes),
        lambda axes: seaborn.barplot(answers, x="satisfied", y="question", errorbar=None, ax=axes),
        lambda axes: seaborn.histplot(scores["after"] - scores["before"], kde=True, ax=axes),
        lambda axes: seaborn.boxplot(long, x="test", y="score", ax=axes),
    )
    pictures = []
    for draw in drawn:
        figure, stream = Figure(figsize=(6, 4)), io.BytesIO()
        draw(figure.subplots())
        figure.savefig(stream, format="png", bbox_inches="tight")
        pictures.append(stream.getvalue())
    return pictures


def import_seconds(statement: str, rounds: int) -> float:
    code = f"{statement}\nimport time\nprint(time.process_time())"
    taken = [
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True) for _ in range(rounds)
    ]
    return min(float(each.stdout) for each in taken)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    regions = hold(str(PROJECT)).project.regions
    names = block_names()
    first = processor_seconds(lambda: page(regions[0], names))
    pages = [least(lambda region=region: page(region, names), rounds) for region in regions]  # type: ignore[misc]
    charts()
    yardstick = least(charts, 2 * rounds)
    for name, statement in IMPORTS.items():
        print(f"imports, {name}: {import_seconds(statement, rounds):.2f} s")
    print(f"first page of the process: {first:.3f} s")
    print(
        f"{len(pages)} region reports: mean {statistics.mean(pages):.3f} s, "
        f"median {statistics.median(pages):.3f} s, from {min(pages):.3f} to {max(pages):.3f} s"
    )
    print(f"four seaborn charts: {yardstick:.3f} s")
    print(f"page / four charts: {statistics.mean(pages) / yardstick:.2f} (at most 0.97)")


if __name__ == "__main__":
    main()
