"""Which published numbers a check looks at: change each of them, and see whether a new finding comes.

python tools/sensitivity.py          print what nothing can check, project by project
python tools/sensitivity.py --write  write it into docs/elements.md
python tools/sensitivity.py --check  fail where docs/elements.md says something else
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from evaltools.analysis import analyse  # noqa: E402
from evaltools.canonical import CanonicalStore  # noqa: E402
from evaltools.check import check  # noqa: E402
from evaltools.errors import DataError  # noqa: E402
from evaltools.gather import gather  # noqa: E402
from evaltools.labels import collect_labels  # noqa: E402
from evaltools.language import Language  # noqa: E402
from evaltools.project import Project, load_project  # noqa: E402
from evaltools.validate import Canonical  # noqa: E402

PROJECTS = ("pravo-2024", "adamgershilik-2020")
DOCUMENT = ROOT / "docs" / "elements.md"
START, END = "<!-- unchecked: begin -->", "<!-- unchecked: end -->"
Tables = dict[str, Canonical]
Found = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Cell:
    """A number of a file: where it stands, and in which tables and columns it is read."""

    file: str
    heading: str
    row: int
    value: float
    places: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return f"`{self.file}`, row {self.row}, `{self.heading}`"


def tables_of(project: Project) -> Tables:
    """The project's tables, read and validated."""
    store = CanonicalStore(project, {})
    return {name: gather(project, name, table, store)[0] for name, table in project.tables.items()}


def cells(tables: Mapping[str, Canonical]) -> Iterator[Cell]:
    """Every number of every table; one that two tables read is one number."""
    found: dict[tuple[str, str, int], Cell] = {}
    for name, canonical in tables.items():
        frame = canonical.frame
        for column in frame.columns:
            if not pd.api.types.is_numeric_dtype(frame[column]):
                continue
            heading = canonical.table.columns.get(column, column)
            for row, value in frame[column].dropna().items():
                key = (canonical.table.file, heading, int(str(row)))
                known = found.get(key)
                places = (*(known.places if known else ()), (name, column))
                found[key] = Cell(*key, float(value), places)
    yield from found.values()


def changed(tables: Tables, cell: Cell, value: float) -> Tables:
    """The tables with one number changed, wherever it is read."""
    made = dict(tables)
    for name, column in cell.places:
        frame = made[name].frame.copy()
        frame.loc[cell.row, column] = value
        made[name] = replace(made[name], frame=frame)
    return made


def findings(project: Project, tables: Tables) -> Found:
    """What the checks find: codes and sentences, without what adds up."""
    try:
        results, noticed = analyse(project, tables)
    except DataError as error:
        return frozenset({("refused", str(error))})
    labels = collect_labels(project, tables.values())
    found = [*noticed, *check(project, tables, results, labels, Language("en"))]
    return frozenset((each.code, each.message) for each in found if each.severity != "checked")


def other(value: float, column: str) -> float:
    """Another value that the column may have."""
    if column == "percent":
        return value - 7 if value > 50 else value + 7
    return value * 2 + 11


def unchecked(name: str) -> tuple[list[Cell], int]:
    """Numbers whose change nothing notices, and how many numbers there are."""
    project = load_project(ROOT / "data" / name)
    tables = tables_of(project)
    usual = findings(project, tables)
    all_cells = list(cells(tables))
    blind = [
        cell
        for cell in all_cells
        if not findings(project, changed(tables, cell, other(cell.value, cell.places[0][1]))) - usual
    ]
    return blind, len(all_cells)


def report() -> str:
    """The section of docs/elements.md."""
    lines = []
    for name in PROJECTS:
        blind, total = unchecked(name)
        lines.append(
            f"**{name}**: {total} numbers; a change of {total - len(blind)} makes a new finding, or changes what one says."
        )
        lines.append("")
        by_column: dict[tuple[str, str], list[int]] = {}
        for cell in blind:
            by_column.setdefault((cell.file, cell.heading), []).append(cell.row)
        lines += [
            f"- `{file}`, `{heading}`: row{'s' if len(rows) > 1 else ''} {', '.join(map(str, rows))}"
            for (file, heading), rows in by_column.items()
        ]
        lines.append("")
    return "\n".join(lines).strip()


def main(arguments: list[str]) -> int:
    made = report()
    if not arguments:
        print(made)
        return 0
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    new = f"{before}{START}\n{made}\n{END}{after}"
    if arguments == ["--write"]:
        DOCUMENT.write_text(new, encoding="utf-8")
        return 0
    if new != text:
        print(
            "docs/elements.md does not say which numbers nothing can check; run tools/sensitivity.py --write"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
