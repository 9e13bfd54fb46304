"""Files as centres send them: what each was written down to be before it was looked at."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evaltools.inspection import Inspection, inspect_file


def sent(folder: Path, text: str, encoding: str = "utf-8", name: str = "file.csv") -> Inspection:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return inspect_file(file, language="ru")


def summary(found: Inspection) -> dict[str, Any]:
    assert found.accepted, [each.message for each in found.findings]
    assert found.summary is not None
    return dict(found.summary)


def codes(found: Inspection) -> list[str]:
    return [each.code for each in found.findings]


def test_a_register_with_title_two_heading_rows_merged_regions_and_a_total(tmp_path: Path) -> None:
    """20 visits, 10 in each region; the sex and age under "about the client" are found as well."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[Any]] = [
        ["Реестр консультаций за 2024 год"],
        ["Регион", "Дата обращения", "Код клиента", "Сведения о клиенте", None, "Тема обращения"],
        [None, None, None, "Пол", "Возраст", None],
    ]
    for n in range(20):
        region = {0: "Атырауская область", 10: "Актюбинская область"}.get(n)
        day = date(2024, 1, 10) + timedelta(days=7 * n)
        rows.append([region, day, f"A-{n % 15:03d}", "жен" if n % 3 else "муж", 20 + n, "Опека"])
    rows.append(["Итого", None, 20, None, None, None])
    for row in rows:
        sheet.append(row)
    for place in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "A4:A13", "A14:A23"):
        sheet.merge_cells(place)
    hidden = book.create_sheet("Справочник")
    hidden.append(["Код", "Тема"])
    hidden.append([1, "Опека"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "r.xlsx")
    found = inspect_file(tmp_path / "r.xlsx")
    assert found.kind == "consultations"
    assert found.reading["columns"]["sex"] == "Сведения о клиенте / Пол"
    assert found.reading["columns"]["age"] == "Сведения о клиенте / Возраст"
    # Codes 0-9 in the one region, 10-14 and 0-4 in the other: ten clients in each.
    assert summary(found)["clients"] == 20
    assert summary(found)["by_region"] == {"KZ-15": 10, "KZ-23": 10}
    assert found.rows == {"read": 21, "used": 20, "left_out": {"total": 1}}


@pytest.mark.parametrize(
    ("month", "number"),
    [
        ("января", 1), ("февраля", 2), ("марта", 3), ("апреля", 4), ("мая", 5), ("июня", 6), ("июля", 7),
        ("августа", 8), ("сентября", 9), ("октября", 10), ("ноября", 11), ("декабря", 12),
        ("июнь", 6), ("шілде", 7), ("қаңтар", 1), ("желтоқсан", 12),
    ],
)  # fmt: skip
def test_a_register_with_months_in_words(tmp_path: Path, month: str, number: int) -> None:
    """Every month of the year, as Russian and Kazakh write it in a date."""
    found = sent(
        tmp_path, f"Дата;Код пары;Город\n7 {month} 2024 г.;П1;Костанай\n8 {month} 2024;П2;Костанай\n"
    )
    assert summary(found)["by_month"] == {f"2024-{number:02d}": 2}
    assert summary(found)["by_region"] == {"KZ-39": 2}


def test_a_kazakh_register_in_kz1048(tmp_path: Path) -> None:
    """Letters of KZ-1048, a day with "жылғы", headings in Kazakh."""
    found = sent(
        tmp_path,
        "Күні;Отбасы коды;Өңір\r\n2024 жылғы 3 қаңтар;ОТБ-1;Түркістан облысы\r\n5 қыркүйек 2024;ОТБ-1;Шымкент\r\n",
        "kz1048",
    )
    assert found.reading["encoding"] == "kz1048"
    assert summary(found)["by_region"] == {"KZ-61": 1, "KZ-79": 1}
    assert (summary(found)["first_date"], summary(found)["last_date"]) == ("2024-01-03", "2024-09-05")


def test_telephones_as_codes_are_used_and_named(tmp_path: Path) -> None:
    """Two people, counted by their numbers; the finding says to replace them, and shows none."""
    found = sent(
        tmp_path,
        "Дата;Телефон клиента;Филиал\n01.03.2024;+7 701 200 45 10;Атырау\n02.03.2024;8(701)2004511;Атырау\n"
        "03.03.2024;+7 701 200 45 10;Атырау\n",
    )
    assert summary(found)["clients"] == 2
    named = next(each for each in found.findings if each.code == "personal-data")
    assert (named.severity, named.column, named.value) == ("warning", "Телефон клиента", "…")
    assert "200" not in named.message
    assert named.action


def test_names_and_identification_numbers_are_named(tmp_path: Path) -> None:
    """Both columns are named; the numbers serve as codes before the names do."""
    found = sent(
        tmp_path,
        "Дата обращения;ФИО;ИИН;Регион\n01.03.2024;Ахметова Айгуль;800101300017;Атырау\n"
        "02.03.2024;Ким Ольга Викторовна;810101300034;Атырау\n03.03.2024;Ахметова Айгуль;800101300017;Атырау\n",
    )
    assert found.reading["columns"]["client"] == "ИИН"
    assert summary(found)["clients"] == 2
    assert {each.column for each in found.findings if each.code == "personal-data"} == {"ФИО", "ИИН"}


def test_a_row_of_averages_is_no_person(tmp_path: Path) -> None:
    """Changes 3, 3: the averages under the table take no part."""
    found = sent(
        tmp_path,
        "№;Код слушателя;Результат до тренинга;Результат после тренинга\n1;S1;6;9\n2;S2;8;11\n3;S3;7;10\n"
        "Средний балл;;7;10\n",
    )
    assert (summary(found)["pairs"], summary(found)["mean_change"]) == (3, 3)
    assert found.rows["left_out"] == {"total": 1}


def test_an_indicator_may_be_an_average(tmp_path: Path) -> None:
    """The last promise is called "average mark": it stays."""
    found = sent(
        tmp_path, "Показатель;Ед. изм.;План;Факт\nТренинги;шт;5;5\nЛюди;чел;9;9\nСредний балл;балл;7;7\n"
    )
    assert summary(found)["indicators"] == 3


def test_scores_in_percent_are_points_of_a_hundred(tmp_path: Path) -> None:
    """Means 45 and 70; the region stands under "Аймақ"."""
    found = sent(
        tmp_path,
        "Қатысушы коды;Аймақ;Тренингке дейін, %;Тренингтен кейін, %\nҚ1;Маңғыстау облысы;40%;65%\n"
        "Қ2;Маңғыстау облысы;50%;75%\n",
    )
    assert (summary(found)["mean_pre"], summary(found)["mean_post"]) == (45, 70)
    assert found.regions == ("KZ-47",)


def test_codes_for_no_opinion_among_ratings(tmp_path: Path) -> None:
    """Of eight forms two say 99; of six opinions four are 4 or 5."""
    marks = [5, 4, 99, 3, 5, 4, 99, 2]
    rows = "".join(f"Атырау облысы;{mark};{5 - n % 2}\n" for n, mark in enumerate(marks))
    found = sent(tmp_path, "Өңір;Материал түсінікті болды ма? (1-5);Тренер жұмысы (1-5)\n" + rows)
    assert found.guess is not None
    assert found.guess.settings["dont_know"] == [99]
    item = summary(found)["items"]["Материал түсінікті болды ма? (1-5)"]
    assert (item["n"], item["percent_satisfied"]) == (6, pytest.approx(100 * 4 / 6))


def test_a_kobo_export_with_labels_and_boxes(tmp_path: Path) -> None:
    """ "Доволен" is a scale of satisfaction; the question's boxes, also as truths, are its options."""
    rows = "".join(
        f"{answer};{answer};Атырау;{both};{first};{second}\n"
        for answer, both, first, second in (
            ("Очень доволен", "Друзья Суд", "True", "True"),
            ("Доволен", "Суд", "False", "True"),
            ("Недоволен", "Друзья", "True", "False"),
        )
        for _ in range(3)
    )
    found = sent(tmp_path, "Работа сотрудников;Ясность;Регион;Откуда;Откуда/Друзья;Откуда/Суд\n" + rows)
    assert found.kind == "satisfaction"
    assert summary(found)["items"]["Работа сотрудников"]["percent_satisfied"] == pytest.approx(200 / 3)
    assert found.guess is not None
    assert found.guess.settings["select_all"] == {
        "b01": {"options": ["Друзья", "Суд"], "columns": {"Друзья": "Откуда/Друзья", "Суд": "Откуда/Суд"}}
    }
    assert found.guess.labels["b01"] == "Откуда"


def test_no_data_among_few_figures(tmp_path: Path) -> None:
    """One of three regions has none: the column is one of numbers still, and the sum is of the others."""
    found = sent(
        tmp_path,
        "Өңір;Кеңестер саны;Халық саны\nАбай облысы;1 204;607557\nҰлытау облысы;н/д;221014\nАстана қ.;2210;\n",
    )
    assert summary(found)["total"] == 1204 + 2210
    assert summary(found)["by_region"]["KZ-62"] == {
        "count": None, "denominator": 221014, "rate_per_100000": None
    }  # fmt: skip


def test_residents_in_thousands_are_named(tmp_path: Path) -> None:
    """No value is changed and no rate is computed; the finding says which column."""
    found = sent(
        tmp_path,
        "Регион;Количество пар;Население, тыс. чел.\nАтырауская область;187;704,1\nАктобе;131;946,3\n",
    )
    named = next(each for each in found.findings if each.code == "in-thousands")
    assert named.column == "Население, тыс. чел."
    assert summary(found)["by_region"]["KZ-23"]["denominator"] == 704.1
    assert summary(found)["by_region"]["KZ-23"]["rate_per_100000"] is None


def test_plans_in_words(tmp_path: Path) -> None:
    """12 of at least 10, 4 of 3-4 and 1 of at most 2 are met; 187 of 200 is missed; the rest is undecided."""
    found = sent(
        tmp_path,
        "Наименование индикатора;Ед. изм.;План;Факт;Причина отклонения\nТренинги;ед.;не менее 10;12;\n"
        "Люди;чел.;≥ 200;187;болезнь тренера\nСтолы;ед.;3-4;4;\nДоля;%;80%;91,5%;\nСМИ;ед.;5;н/д;\n"
        "Жалобы;ед.;не более 2;1;\n",
    )
    assert summary(found) == {"indicators": 6, "met": 3, "missed": 1, "undecided": 2}
    assert found.reading["columns"]["reason_ru"] == "Причина отклонения"
    assert "plan-in-words" in codes(found)


def test_plans_in_kazakh_words(tmp_path: Path) -> None:
    """6 of at least 5 and 2 of 2 are met, 80 of at least 100 is missed, one fact is not reported."""
    found = sent(
        tmp_path,
        "Көрсеткіш;Өлшем бірлігі;Жоспар;Іс жүзінде\nТренинг;дана;кемінде 5;6\nАдам;адам;100-ден кем емес;80\n"
        "Үстел;дана;2;2\nБАҚ;дана;3–4;деректер жоқ\n",
    )
    assert summary(found) == {"indicators": 4, "met": 2, "missed": 1, "undecided": 1}


def test_a_range_in_two_columns(tmp_path: Path) -> None:
    """5 lies between 3 and 6, 4 is one number of a range; 8 is more than asked, for a person to judge."""
    found = sent(
        tmp_path,
        "indicator,unit,plan,plan_high,operator,fact\na,x,3,6,range,5\nb,x,3,6,range,8\nc,x,4,,range,4\n",
    )
    assert summary(found) == {"indicators": 3, "met": 2, "missed": 0, "undecided": 1}


def test_indicators_without_a_unit(tmp_path: Path) -> None:
    """They are read; that the unit is missing is said."""
    found = sent(tmp_path, "Индикатор;План;Факт\nтренинги;5;6\nлюди;20;20\n")
    assert summary(found) == {"indicators": 2, "met": 1, "missed": 0, "undecided": 1}
    assert [(each.code, each.column) for each in found.findings] == [("column-not-found", "unit")]


def test_a_web_page_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    """Read as what it is, and that is said."""
    rows = "".join(f"<tr><td>0{n}.03.2024</td><td>H{n % 2}</td><td>Атырау</td></tr>" for n in range(1, 6))
    found = sent(
        tmp_path,
        f"<html><body><table><tr><td>Дата</td><td>Код клиента</td><td>Регион</td></tr>{rows}</table></body></html>",
        name="scan.xls",
    )
    assert (summary(found)["consultations"], summary(found)["clients"]) == (5, 2)
    assert "other-format" in codes(found)


def test_days_that_cannot_be_read_are_named_one_by_one(tmp_path: Path) -> None:
    """Two digits of a year: still a register, and the rows say what is wrong with them."""
    found = sent(tmp_path, "Дата;Код клиента;Регион\n01.02.24;A1;Атырау\n02.02.24;A2;Атырау\n")
    assert (found.kind, found.accepted) == ("consultations", False)
    assert [(each.code, each.row, each.column) for each in found.findings] == [
        ("value", 2, "Дата"),
        ("value", 3, "Дата"),
    ]


def test_pre_and_post_as_one_says_them(tmp_path: Path) -> None:
    """ "Пре-тест" and "Пост-тест": means 5 and 8."""
    found = sent(tmp_path, "Код участника;Пре-тест;Пост-тест\nA;5;8\nB;6;9\nC;4;7\n")
    assert (summary(found)["mean_pre"], summary(found)["mean_post"]) == (5, 8)


def test_partly_is_not_satisfied(tmp_path: Path) -> None:
    """Of yes, no and partly a third says yes."""
    found = sent(tmp_path, "Облыс;Қызмет ұнады ма?\n" + "Атырау;Иә\nАтырау;Жоқ\nАтырау;Жартылай\n" * 4)
    found = inspect_file(tmp_path / "file.csv", kind="satisfaction")
    assert summary(found)["items"]["Қызмет ұнады ма?"]["percent_satisfied"] == pytest.approx(100 / 3)


def test_words_of_several_scales_in_one_table(tmp_path: Path) -> None:
    """ "Rather yes" of four steps is satisfied beside a scale of five, and beside numbers up to 5."""
    rows = "Атырау;Доволен;Да;5\nАтырау;Очень доволен;Скорее да;4\nАтырау;Недоволен;Нет;2\n" * 3
    found = sent(tmp_path, "Регион;Работа;Ясность;Польза\n" + rows)
    assert found.guess is not None
    assert found.guess.settings["scale"] == [1, 5]
    shares = [each["percent_satisfied"] for each in summary(found)["items"].values()]
    assert shares == [pytest.approx(200 / 3)] * 3


def test_a_scale_from_one_to_ten_is_no_test_before(tmp_path: Path) -> None:
    """ "от 1 до 10" speaks of no test; the question on recommending is known."""
    rows = "Атырау;9;10\nАтырау;8;9\nАтырау;10;3\nАтырау;7;10\n" * 4
    found = sent(tmp_path, "Регион;Оцените от 1 до 10 качество;Порекомендуете ли вы нас (0-10)?\n" + rows)
    assert found.kind == "satisfaction"
    assert found.guess is not None
    assert found.guess.settings["scale"] == [1, 10]
    assert found.guess.settings["recommend"] == "recommend"
