"""How reading and inspecting compare with the fastest parsers: pandas' C engine for CSV, calamine for workbooks.

`python benchmarks/reading.py [ROWS]` writes a register of invented visits into
a temporary folder, reads it both ways and prints the ratios and the memory.
Imports are not counted.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import python_calamine

from evaltools.inspection import inspect_file
from evaltools.read import read_table

COLUMNS = ["date", "client", "region", "sex", "age", "status"]


def register(rows: int) -> list[list[str]]:
    rng = random.Random(2024)
    return [
        [
            f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
            f"C{rng.randint(1, rows):07}",
            rng.choice(["Атырау облысы", "KZ-75", "Астана", "Шымкент қ."]),
            rng.choice(["women", "men"]),
            str(rng.randint(18, 80)),
            rng.choice(["other", "older_50", "disabled"]),
        ]
        for _ in range(rows)
    ]


def best(action: Callable[[], object], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


def report(name: str, ours: float, theirs: float, other: str) -> None:
    print(f"{name}: {ours:.2f} s; {other}: {theirs:.2f} s; ratio {ours / theirs:.1f}")


def main(rows: int) -> None:
    table = register(rows)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, delimiter, quote, encoding in (
            ("plain.csv", ",", "", "utf-8"),
            ("kobo.csv", ";", '"', "utf-8"),
            ("windows.csv", ";", "", "kz1048"),
        ):
            with (folder / name).open("w", encoding=encoding, newline="") as file:
                for row in [COLUMNS, *table]:
                    file.write(delimiter.join(f"{quote}{cell}{quote}" for cell in row) + "\r\n")
            sep = {"delimiter": delimiter, "encoding": encoding}
            ours = best(lambda name=name: read_table(folder, name))
            theirs = best(lambda name=name, sep=sep: pd.read_csv(folder / name, engine="c", **sep))
            report(f"{name}, {rows} rows read", ours, theirs, "pandas.read_csv")
            looked = best(lambda name=name: inspect_file(folder / name))
            report(f"{name}, {rows} rows inspected", looked, theirs, "pandas.read_csv")
        part = min(rows, 100_000)
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("register")
        sheet.append(COLUMNS)
        for row in table[:part]:
            sheet.append([pd.Timestamp(row[0]).to_pydatetime(), *row[1:4], int(row[4]), row[5]])
        book.save(folder / "book.xlsx")
        del table

        def calamine() -> object:
            return python_calamine.load_workbook(folder / "book.xlsx").get_sheet_by_index(0).to_python()

        theirs = best(calamine)
        ours = best(lambda: read_table(folder, "book.xlsx"))
        report(f"book.xlsx, {part} rows read", ours, theirs, "calamine")
        looked = best(lambda: inspect_file(folder / "book.xlsx"))
        report(f"book.xlsx, {part} rows inspected", looked, theirs, "calamine")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MB (the invented register included)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
