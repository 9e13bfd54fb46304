"""Whatever happens to a good file of any kind, a look at it never fails, and every row is accounted for."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaltools.inspection import inspect_file
from evaltools.understand import KINDS
from tests.corpus import generate as make

REGISTER = [
    ["Дата", "Код клиента", "Область", "Пол", "Возраст"],
    *[
        [f"{1 + n % 28:02d}.03.2024", f"A{n % 7}", ("Атырау", "Шымкент")[n % 2], "ж", 20 + n]
        for n in range(20)
    ],
]
LONG = [
    ["Код участника", "Тренинг", "Этап", "Балл"],
    *[[f"U{n // 2}", "T1", ("до", "после")[n % 2], 5 + n % 9] for n in range(20)],
]
WIDE = [["Код", "Балл до", "Балл после"], *[[f"S{n}", 5 + n % 5, 8 + n % 6] for n in range(15)]]
SURVEY = [
    ["Регион", "Материал (1-5)", "Тренер", "Откуда"],
    *[
        [
            "Атырау",
            (5, 4, 99, 3)[n % 4],
            ("Удовлетворён", "Не удовлетворён")[n % 2],
            ("Суд, Друзья", "Суд")[n % 2],
        ]
        for n in range(20)
    ],
]
FIGURES = [
    ["Регион", "Консультации", "Пары", "Население"],
    ["Атырау", 412, 187, 704100],
    ["Актобе", 260, "н/д", 946300],
    ["Семей", "1 204", 90, ""],
    ["Итого", 1876, 277, ""],
]
PLANS = [
    ["Индикатор", "Ед. изм.", "План", "Факт"],
    ["Тренинги", "ед.", "не менее 10", 12],
    ["Люди", "чел.", "≥ 200", 187],
    ["Столы", "ед.", "3-4", 4],
    ["СМИ", "ед.", "5", "н/д"],
]
TABLES = {
    "register": REGISTER, "long": LONG, "wide": WIDE, "survey": SURVEY, "figures": FIGURES, "plans": PLANS
}  # fmt: skip
EXPECTED = {
    "register": "consultations", "long": "prepost", "wide": "prepost", "survey": "satisfaction",
    "figures": "regional-figures", "plans": "indicators",
}  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "cp1251", "kz1048", "utf-16", "cp866", "koi8-r")
FEW = settings(
    max_examples=1000 if os.environ.get("EVALTOOLS_TEST_SLOW") else 150,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)


def texts(rows: list[list[object]]) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in rows]


def looked_at(name: str, data: bytes, kind: str | None = None) -> dict[str, object]:
    """What one look gives, held against what every look must give."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(data)
        asked = next((each for each in KINDS if each == kind), None)
        found = inspect_file(file, kind=asked, language="ru")
    said = found.as_json()
    json.dumps(said, allow_nan=False, ensure_ascii=False)
    if found.rows:
        assert found.rows["read"] == found.rows["used"] + sum(found.rows["left_out"].values())
    assert found.accepted == (found.summary is not None)
    assert found.accepted or any(each.severity == "error" for each in found.findings)
    return said


def test_the_files_are_good_to_begin_with() -> None:
    """Otherwise the rest would show little."""
    for name, rows in TABLES.items():
        for file, data in (("t.csv", make.csv(texts(rows))), ("t.xlsx", make.xlsx(Лист=rows))):
            said = looked_at(file, data)
            assert (said["kind"], said["accepted"]) == (EXPECTED[name], True), (name, said["findings"])


@FEW
@given(
    name=st.sampled_from(sorted(TABLES)),
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(",;\t|"),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=4),
    cut=st.floats(0.02, 1),
)
def test_a_text_file_with_bytes_flipped_or_cut(
    name: str, encoding: str, delimiter: str, flips: list[tuple[float, int]], cut: float
) -> None:
    """Other letters, another delimiter, wrong bytes, an end that is missing."""
    text = "\r\n".join(delimiter.join(row) for row in texts(TABLES[name])) + "\r\n"
    data = bytearray(text.encode(encoding, errors="replace"))
    for place, byte in flips:
        data[int(place * len(data))] = byte
    looked_at("t.csv", bytes(data[: max(1, int(cut * len(data)))]))


@FEW
@given(
    name=st.sampled_from(sorted(TABLES)),
    order=st.lists(st.integers(0, 24), min_size=1, max_size=40),
    cells=st.lists(
        st.tuples(
            st.integers(0, 24),
            st.integers(0, 4),
            st.sampled_from(
                [
                    "",
                    "н/д",
                    "-",
                    "Итого",
                    "99",
                    "1e9",
                    "3-4",
                    "inf",
                    "NaN",
                    "-1",
                    "2024-02-30",
                    "12,5",
                    "50%",
                    "да",
                    "😀",
                    "A" * 300,
                    "0",
                ]
            ),
        ),
        max_size=5,
    ),
    drop=st.sets(st.integers(0, 4), max_size=2),
    kind=st.sampled_from([None, *KINDS]),
    workbook=st.booleans(),
)
def test_rows_doubled_cells_changed_columns_lost(
    name: str,
    order: list[int],
    cells: list[tuple[int, int, str]],
    drop: set[int],
    kind: str | None,
    workbook: bool,
) -> None:
    """Rows twice or in another order, strange cells, columns gone, and a kind that is not the file's."""
    rows = [list(row) for row in TABLES[name]]
    rows = [rows[0], *[list(rows[1 + place % (len(rows) - 1)]) for place in order]]
    for row, column, text in cells:
        rows[row % len(rows)][column % len(rows[0])] = text
    rows = [[cell for place, cell in enumerate(row) if place not in drop] or [""] for row in rows]
    if workbook:
        looked_at("t.xlsx", make.xlsx(Лист=rows), kind)
    else:
        looked_at("t.csv", make.csv(texts(rows)), kind)


@FEW
@given(
    name=st.sampled_from(sorted(TABLES)),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4),
    cut=st.floats(0.02, 1),
)
def test_a_workbook_with_bytes_flipped_or_cut(name: str, flips: list[tuple[float, int]], cut: float) -> None:
    """A damaged workbook is refused in a sentence, or read."""
    data = bytearray(make.xlsx(Лист=TABLES[name]))
    for place, byte in flips:
        data[int(place * len(data))] = byte
    looked_at("t.xlsx", bytes(data[: max(1, int(cut * len(data)))]))
