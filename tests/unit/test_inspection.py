"""One file looked at without a project."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from evaltools.inspection import inspect_file

ROOT = Path(__file__).parents[2]


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_scores_side_by_side(tmp_path: Path) -> None:
    """Pairs and means of those with both tests: by hand, changes 3, 0, 3, so mean 2, sd 1.732, t = 2."""
    file = written(
        tmp_path, "tests.csv", "Код;Балл до;Балл после\nA1;12;15\nA2;9;9\nA3;14;17\nA4;11;\nA5;;13\n"
    )
    found = inspect_file(file)
    assert found.accepted
    assert found.summary is not None
    assert (found.summary["pairs"], found.summary["only_pre"], found.summary["only_post"]) == (3, 1, 1)
    assert found.summary["mean_pre"] == pytest.approx(35 / 3)
    assert found.summary["mean_post"] == pytest.approx(41 / 3)
    assert found.summary["mean_change"] == pytest.approx(2)
    assert found.summary["sd_change"] == pytest.approx(3**0.5)
    assert found.summary["t"] == pytest.approx(2)
    assert found.rows == {"read": 5, "used": 5, "left_out": {}}


def test_answers_in_words(tmp_path: Path) -> None:
    """Blank and "hard to say" are no opinions; 2 of 3 opinions are satisfied."""
    file = written(
        tmp_path,
        "form.csv",
        "Отметка времени;Материал\n1.10.2024 9:00:00;Удовлетворён\n1.10.2024 9:01:00;Полностью удовлетворена\n"
        "1.10.2024 9:02:00;Скорее не удовлетворён\n1.10.2024 9:03:00;Затрудняюсь ответить\n1.10.2024 9:04:00;\n",
    )
    found = inspect_file(file, language="ru")
    assert found.accepted, found.findings
    assert found.summary is not None
    assert found.summary["respondents"] == 5
    item = found.summary["items"]["Материал"]
    assert item["n"] == 3
    assert item["percent_satisfied"] == pytest.approx(200 / 3)
    assert item["mean"] == pytest.approx(11 / 3)


def test_rates_show_a_wrong_denominator(tmp_path: Path) -> None:
    """Residents in thousands give rates a thousand times too high, which leaps to the eye."""
    file = written(tmp_path, "r.csv", "Регион;Население;Консультации\nАтырау;708,5;1778\nСемей;605872;83\n")
    found = inspect_file(file)
    assert found.summary is not None
    rates = {code: each["rate_per_100000"] for code, each in found.summary["by_region"].items()}
    assert rates["KZ-23"] == pytest.approx(1778 / 708.5 * 100_000)
    assert rates["KZ-10"] == pytest.approx(83 / 605_872 * 100_000)
    assert found.summary["total"] == 1861


def test_a_register_without_codes_says_that_clients_are_not_counted(tmp_path: Path) -> None:
    """What cannot be computed is null, and a finding says why."""
    file = written(
        tmp_path, "r.csv", "Дата;Регион;Тема\n01.03.2024;Атырау;алимент\n02.03.2024;Семей;раздел\n"
    )
    found = inspect_file(file)
    assert found.accepted, found.findings
    assert found.summary is not None
    assert found.summary["clients"] is None
    assert found.summary["by_region"] == {"KZ-10": 1, "KZ-23": 1}
    assert found.summary["by_month"] == {"2024-03": 2}
    assert [(each.code, each.column) for each in found.findings] == [("column-not-found", "client")]


def test_indicators_by_their_operator(tmp_path: Path) -> None:
    """Met, missed, and neither: no fact, and more than exactly asked."""
    file = written(
        tmp_path,
        "i.csv",
        "Индикатор;План;Факт;Ед. изм.\nсеминары;10;10;шт\nпары;200;568;пар\nакции;5;3;шт\nклипы;2;;шт\n",
    )
    found = inspect_file(file)
    assert found.summary == {"indicators": 4, "met": 1, "missed": 1, "undecided": 2}


def test_a_refused_file_names_the_cell(tmp_path: Path) -> None:
    """The place, the value and what was expected; no figures."""
    file = written(
        tmp_path,
        "r.csv",
        "Регион;Консультации;Пары\nАтырау;1778;568\nСемей;много;43\nАстана;2718;852\nАкмола;1609;672\nАктобе;217;97\nШымкент;915;347\n",
    )
    found = inspect_file(file)
    assert not found.accepted
    assert found.summary is None
    finding = found.findings[0]
    assert (finding.code, finding.row, finding.column, finding.value) == ("value", 3, "Консультации", "много")
    assert found.rows == {"read": 6, "used": 0, "left_out": {"refused": 6}}


def test_what_cannot_be_told_is_asked(tmp_path: Path) -> None:
    """No kind, no guess; the finding says how to go on."""
    found = inspect_file(written(tmp_path, "x.csv", "a;b\nx;y\nz;w\n"))
    assert (found.accepted, found.kind) == (False, "")
    assert [each.code for each in found.findings] == ["kind-unknown"]


def test_letters_need_a_key(tmp_path: Path) -> None:
    """Which answers are right cannot be guessed."""
    file = written(tmp_path, "t.csv", "Код;Этап;В1;В2\nA1;до;A;B\nA1;после;B;B\nA2;до;C;A\nA2;после;B;A\n")
    found = inspect_file(file)
    assert (found.kind, found.accepted) == ("prepost", False)
    assert [each.code for each in found.findings] == ["key-missing"]


def test_a_file_that_cannot_be_read_is_no_exception(tmp_path: Path) -> None:
    """Bytes that are no workbook."""
    file = tmp_path / "book.xlsx"
    file.write_bytes(b"\x00\x01\x02 no workbook")
    found = inspect_file(file)
    assert not found.accepted
    assert found.findings[0].refuses


@pytest.mark.parametrize("file", sorted((ROOT / "data").glob("*/*.csv")), ids=lambda path: path.name)
def test_every_example_table_can_be_looked_at(file: Path) -> None:
    """The JSON object has the promised fields and can be written, whatever the file."""
    found = inspect_file(file).as_json()
    assert {"accepted", "findings", "file", "kind", "reading", "rows", "summary"} <= found.keys()
    assert "NaN" not in json.dumps(found)
    rows = found["rows"]
    if rows:
        assert rows["read"] == rows["used"] + sum(rows["left_out"].values())


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    """An .xlsx file with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = folder / "book.xlsx"
    book.save(file)
    return file


def test_a_sheet_for_each_test(tmp_path: Path) -> None:
    """ "До" and "После": the name of the sheet says which test a row is of."""
    head = ["Код участника", "Балл"]
    file = workbook(
        tmp_path, До=[head, ["A1", 12], ["A2", 9]], После=[head, ["A2", 11], ["A1", 15], ["A3", 7]]
    )
    found = inspect_file(file)
    assert found.accepted, found.findings
    assert found.kind == "prepost"
    assert found.reading["columns"]["occasion"] == "sheet"
    assert found.summary is not None
    assert (found.summary["pairs"], found.summary["only_post"]) == (2, 1)
    assert found.summary["mean_change"] == pytest.approx(2.5)


def test_a_sheet_for_each_region(tmp_path: Path) -> None:
    """The name of the sheet is the region."""
    head = ["Дата", "Код семьи"]
    file = workbook(
        tmp_path,
        Атырау=[head, ["01.03.2024", "F1"], ["02.03.2024", "F1"]],
        Семей=[head, ["05.03.2024", "F1"]],
    )
    found = inspect_file(file)
    assert found.accepted, found.findings
    assert found.summary is not None
    assert found.summary["by_region"] == {"KZ-10": 1, "KZ-23": 2}
    assert found.summary["clients"] == 2


def test_a_region_that_is_none_is_named_though_the_file_is_short(tmp_path: Path) -> None:
    """One wrong name of three does not make the column something else: the message is about the name."""
    rows = "01.03.2024;К-1;Атырау\n02.03.2024;К-2;Семей\n05.03.2024;К-3;Атлантида\n"
    found = inspect_file(written(tmp_path, "r.csv", f"Дата;Код клиента;Регион\n{rows}"))
    assert found.reading["columns"]["region"] == "Регион"
    assert not found.accepted
    assert [(each.code, each.row) for each in found.findings if each.refuses] == [("value", 4)]
