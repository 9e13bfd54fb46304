"""Files as centres send them: what looks like people, figures, plans or scales and is not, or is not called so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evaltools.inspection import Inspection, inspect_file
from tests.corpus import generate as make

Rows = Sequence[Sequence[Any]]


def looked_at(folder: Path, rows: Rows | Mapping[str, Rows], name: str = "data.xlsx") -> Inspection:
    """How a workbook with these rows, or sheets, is understood."""
    sheets = rows if isinstance(rows, Mapping) else {"Лист": rows}
    (folder / name).write_bytes(make.xlsx(**sheets))
    return inspect_file(folder / name)


def codes(found: Inspection) -> set[str]:
    return {each.code for each in found.findings}


def people(count: int = 30) -> list[list[Any]]:
    """Codes with a test of 10 and one of 14 points, a point more for every third."""
    return [[f"А{n}", 8 + n % 3, 12 + n % 3] for n in range(1, count + 1)]


# Rows that are no people


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["Средний балл", 9.5, 13.5], "statistic"),
        (["Максимальный балл", 20, 20], "statistic"),
        (["Мин.", 8, 12], "statistic"),
        (["Орташа балл", 9, 13], "statistic"),
        (["Прирост знаний, %", 0, 50], "statistic"),
        (["Ключ", 1, 1], "answer-key"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_rows_among_people_that_are_none(tmp_path: Path, row: list[Any], reason: str, first: bool) -> None:
    """Averages, highest marks and keys count for nobody, at either end of the table."""
    body = [row, *people()] if first else [*people(), row]
    found = looked_at(tmp_path, [["Код участника", "До", "После"], *body])
    assert found.summary is not None
    assert (found.summary["pairs"], found.summary["mean_change"]) == (30, 4)
    assert found.rows["left_out"] == {reason: 1}
    assert f"rows-{reason}" in codes(found)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Образование", ["Среднее", "Высшее"]),
        ("Уровень", ["Средний", "Высокий"]),
        ("Группа", ["Min", "Max"]),
        ("Школа", ["Ключ", "Ключи"]),
        ("Фамилия", ["Ключников", "Кілтбаев"]),
    ],
)
def test_categories_that_sound_like_statistics(tmp_path: Path, heading: str, cells: list[str]) -> None:
    """A level of education is no average, and a school called “Ключ” no key."""
    rows = [["Код участника", heading, "До", "После"], *[[n, cells[n % 2], 8, 12] for n in range(1, 21)]]
    found = looked_at(tmp_path, rows)
    assert (found.rows["used"], found.rows["left_out"]) == (20, {})


def test_averages_below_each_group(tmp_path: Path) -> None:
    """In the column of codes they may stand anywhere."""
    rows = [["№", "Код участника", "До", "После"]]
    for letter in "КМ":
        rows += [[n, f"{letter}{n}", 8, 12] for n in range(1, 8)] + [[None, "Средний балл", 8, 12]]
    found = looked_at(tmp_path, rows)
    assert (found.rows["used"], found.rows["left_out"]) == (14, {"statistic": 2})


def test_a_key_for_each_test(tmp_path: Path) -> None:
    """The right answers may stand once for each test, with its name beside them."""
    rows = [["Код участника", "Этап", "В1", "В2"], ["Ключ", "до", "а", "в"], ["Ключ", "после", "а", "в"]]
    rows += [[f"К{n}", test, "а", "б"] for test in ("до", "после") for n in range(8)]
    found = looked_at(tmp_path, rows)
    assert (found.rows["used"], found.rows["left_out"]) == (16, {"answer-key": 2})


def test_an_average_in_a_survey(tmp_path: Path) -> None:
    """The averages below the answers are no form."""
    rows = [["Регион", "Качество", "Доступность"], *[["Атырау", 3 + n % 3, 4] for n in range(20)]]
    found = looked_at(tmp_path, [*rows, ["Среднее", 4.2, 4.1]])
    assert found.summary is not None
    assert found.summary["respondents"] == 20


def test_an_indicator_may_be_an_average(tmp_path: Path) -> None:
    """In a table of indicators “Средний балл” is an indicator."""
    rows = [
        ["Показатель", "Ед. изм.", "План", "Факт"],
        ["Тренинги", "тренинг", 4, 4],
        ["Средний балл", "балл", 12, 13],
    ]
    found = looked_at(tmp_path, rows)
    assert (found.kind, found.rows["used"]) == ("indicators", 2)


def test_the_key_is_taken_from_its_row(tmp_path: Path) -> None:
    """Letters as answers, with the right ones in a row of the file, in one sheet for each test."""
    head = ["Код участника", "Вопрос 1", "Вопрос 2"]
    key = ["Правильный ответ", "b", "c"]
    before = [head, key, *[[f"А{n}", "a", "c"] for n in range(12)]]
    after = [head, key, *[[f"А{n}", "b", "c"] for n in range(12)]]
    found = looked_at(tmp_path, {"До": before, "После": after})
    assert found.guess is not None
    assert found.guess.settings["key"] == {"q01": "B", "q02": "C"}
    assert found.summary is not None
    assert (found.summary["pairs"], found.summary["mean_pre"], found.summary["mean_post"]) == (12, 1, 2)


# Figures, and what stands beside them


@pytest.mark.parametrize(
    ("head", "taken", "code"),
    [
        (["Консультации план", "Консультации факт"], "Консультации факт", "plan-not-read"),
        (["Консультации 2023", "Консультации 2024"], "Консультации 2023", "columns-several"),
        (["Консультации I кв.", "Консультации всего"], "Консультации всего", ""),
    ],
)
def test_which_figure_is_taken(tmp_path: Path, head: list[str], taken: str, code: str) -> None:
    """The fact, not the plan; the year, not its quarter; of two years one, which is told."""
    rows = [["Регион", *head], ["Атырау", 10, 12], ["Шымкент", 5, 4], ["Актау", 7, 9]]
    found = looked_at(tmp_path, rows)
    assert found.kind == "regional-figures"
    assert found.reading["columns"]["consultations"] == taken
    assert (code in codes(found)) == bool(code)


def test_the_country_beside_its_regions_is_no_region(tmp_path: Path) -> None:
    """A first row with the sum of all regions is not added to them."""
    rows = [["Регион", "Консультации"], ["Республика Казахстан", 30], ["Атырау", 10], ["Шымкент", 20]]
    found = looked_at(tmp_path, rows)
    assert found.summary is not None
    assert found.summary["total"] == 30


def test_total_in_an_indicator_is_no_total(tmp_path: Path) -> None:
    """“Всего консультаций” is an indicator unless it is the sum of those above."""
    rows = [
        ["Показатель", "План", "Факт"],
        ["Тренинги", 4, 3],
        ["Клипы", 2, 2],
        ["Всего консультаций", 200, 210],
    ]
    assert looked_at(tmp_path, rows).rows["used"] == 3
    rows = [["Показатель", "План", "Факт"], ["Тренинги", 4, 3], ["Клипы", 2, 2], ["Всего мероприятий", 6, 5]]
    assert looked_at(tmp_path, rows).rows["left_out"] == {"total": 1}


@pytest.mark.parametrize("title", ["Население, тыс. человек", "Халық саны, мың адам"])
def test_thousands_in_a_title_of_several_sheets(tmp_path: Path, title: str) -> None:
    """What the title says of the residents holds for all sheets."""
    head = [title, None, None], ["Регион", "Консультации", "Население"]
    found = looked_at(
        tmp_path, {"2023": [*head, ["Атырау", 100, 700]], "2024": [*head, ["Шымкент", 120, 1200]]}
    )
    assert "in-thousands" in codes(found)


def test_more_clients_than_consultations(tmp_path: Path) -> None:
    """A hundred couples cannot have had ten consultations."""
    rows = [["Регион", "Консультации", "Пары"], ["Атырау", 10, 100], ["Шымкент", 50, 20]]
    (finding,) = [
        each for each in looked_at(tmp_path, rows).findings if each.code == "clients-above-consultations"
    ]
    assert (finding.row, finding.column) == (2, "Пары")


def test_points_against_percent(tmp_path: Path) -> None:
    """A change from points to percent is no change."""
    rows = [["Код участника", "До", "После"], *[[code, pre, f"{post * 5}%"] for code, pre, post in people()]]
    found = looked_at(tmp_path, rows)
    assert not found.accepted
    assert "points-and-percent" in codes(found)


@pytest.mark.parametrize("text", ["8/20", "8 / 20", "8 из 20"])
def test_points_of_how_many(tmp_path: Path, text: str) -> None:
    """Scores as a quiz writes them say their maximum."""
    rows = [["Код участника", "До", "После"], *[[f"А{n}", text, text.replace("8", "12")] for n in range(9)]]
    found = looked_at(tmp_path, rows)
    assert found.guess is not None
    assert found.guess.settings["maximum"] == 20
    assert found.summary is not None
    assert found.summary["mean_change"] == 4


def test_nobody_has_both_tests(tmp_path: Path) -> None:
    """Codes that never meet are told."""
    rows = [
        ["Код участника", "До", "После"],
        *[[f"А{n}", 5, None] for n in range(9)],
        *[[f"Б{n}", None, 7] for n in range(9)],
    ]
    assert "pairs-none" in codes(looked_at(tmp_path, rows))


def test_a_maximum_that_nobody_says_is_told(tmp_path: Path) -> None:
    """The next usual number above the marks may be too low."""
    rows = [["Код участника", "До", "После"], *people()]
    assert "maximum-guessed" in codes(looked_at(tmp_path, rows))
    said = [["Код участника", "До (из 20)", "После (из 20)"], *people()]
    assert "maximum-guessed" not in codes(looked_at(tmp_path, said))


# Surveys


def survey(question: str, answers: Sequence[object]) -> Rows:
    return [
        ["Регион", question, "Доступность"],
        *[["Атырау", answer, 4 + n % 2] for n, answer in enumerate(answers)],
    ]


def test_the_best_answer_may_be_the_lowest(tmp_path: Path) -> None:
    """“1 – отлично, 5 – плохо” turns the scale round."""
    question = "Качество (1 – отлично, 5 – плохо)"
    found = looked_at(tmp_path, survey(question, [1, 1, 2, 5] * 5))
    assert found.guess is not None
    assert found.guess.settings["reversed"] == ["q01"]
    assert found.summary is not None
    assert found.summary["items"][question]["percent_satisfied"] == 75


def test_questions_of_two_scales(tmp_path: Path) -> None:
    """A table has one scale; the question of another is named and not used."""
    rows = [
        ["Оцените от 1 до 10 качество", "Оцените от 1 до 10 доступность", "Оцените от 1 до 5 помещение"],
        *[[5 + n % 6, 4 + n % 5, 3 + n % 3] for n in range(20)],
    ]
    found = looked_at(tmp_path, rows)
    assert found.guess is not None
    assert found.guess.settings["scale"] == [1, 10]
    (finding,) = [each for each in found.findings if each.code == "other-scale"]
    assert finding.column == "Оцените от 1 до 5 помещение"


def test_numbers_of_things_are_no_opinions(tmp_path: Path) -> None:
    """How many children somebody has is no question of satisfaction."""
    rows = [
        ["Качество", "Количество детей", "Сколько раз обращались"],
        *[[3 + n % 3, n % 4, 1 + n % 3] for n in range(20)],
    ]
    found = looked_at(tmp_path, rows)
    assert found.guess is not None
    assert list(found.reading["columns"].values()) == ["Качество"]


@pytest.mark.parametrize(
    ("answers", "steps"),
    [
        (["Удовлетворен(а)", "Полностью удовлетворен(а)", "Не удовлетворен(а)"], 5),
        (["Согласен/согласна", "Не согласен/не согласна", "Полностью согласен/согласна"], 5),
        (["Қанағаттанамын / Удовлетворен", "Қанағаттанбаймын / Не удовлетворен", "Бейтарап / Нейтрально"], 5),
        (["Мүлдем риза емеспін", "Ризамын", "Өте ризамын"], 5),
        (["Полностью недоволен", "Доволен", "Скорее доволен"], 5),
        (["Ішінара келісемін", "Келісемін", "Мүлдем келіспеймін"], 5),
    ],
)
def test_answers_as_forms_have_them(tmp_path: Path, answers: list[str], steps: int) -> None:
    """Two genders, two languages, and words of the scale that people use."""
    found = looked_at(tmp_path, survey("Довольны ли Вы?", answers * 6))
    assert found.guess is not None
    assert set(found.guess.settings["answers"]) == set(answers)
    assert found.guess.settings["scale"] == [1, steps]


def test_plain_answers_beside_hedged_ones_are_the_ends(tmp_path: Path) -> None:
    """Where “скорее не удовлетворён” is an answer, “не удовлетворён” is the worst; where “полностью” is, too, not."""
    answers = ["Не удовлетворён", "Скорее не удовлетворён", "Скорее удовлетворён", "Удовлетворён"]
    found = looked_at(tmp_path, survey("Качество", answers * 6))
    assert found.guess is not None
    assert [found.guess.settings["answers"][answer] for answer in answers] == [1, 2, 4, 5]
    whole = ["Полностью не удовлетворён", *answers, "Полностью удовлетворён"]
    found = looked_at(tmp_path, survey("Качество", whole * 4))
    assert found.guess is not None
    assert [found.guess.settings["answers"][answer] for answer in whole] == [1, 2, 2, 4, 4, 5]


def test_yes_and_no_to_a_question_for_an_opinion(tmp_path: Path) -> None:
    """Satisfied or not: a scale of two. “Do you have children?” is none."""
    rows = [
        ["Довольны ли Вы консультацией?", "Есть ли у Вас дети?"],
        *[["Да", "Нет"], ["Нет", "Да"]] * 6,
        ["Да", "Да"],
    ]
    found = looked_at(tmp_path, rows)
    assert found.guess is not None
    assert (found.guess.settings["scale"], found.guess.settings["satisfied"]) == ([1, 2], [2])
    assert list(found.reading["columns"].values()) == ["Довольны ли Вы консультацией?"]


def test_one_misspelt_answer_is_named(tmp_path: Path) -> None:
    """It does not take its question out of the survey without a word."""
    answers = ["Удовлетворен", "Полностью удовлетворен"] * 10
    found = looked_at(tmp_path, survey("Качество", [*answers[:6], "Полностю удовлетворен", *answers[7:]]))
    assert not found.accepted
    (finding,) = [each for each in found.findings if each.refuses]
    assert (finding.code, finding.row, finding.column) == ("value", 8, "Качество")


def test_words_for_no_opinion_among_numbers(tmp_path: Path) -> None:
    """“Не знаю” beside 4 and 5 is an answer, and no opinion."""
    found = looked_at(tmp_path, survey("Качество", [*[4, 5] * 9, "не знаю", "затрудняюсь"]))
    assert found.summary is not None
    assert found.summary["items"]["Качество"]["n"] == 18


def test_an_option_may_hold_a_comma(tmp_path: Path) -> None:
    """Google Forms puts a comma between options, and inside some of them."""
    options = ["Друзья, родственники", "Социальные сети (Instagram, TikTok)", "Суд"]
    cells = [", ".join(options[n % 3 : n % 3 + 1 + n % 2]) for n in range(24)]
    rows = [["Качество", "Откуда вы узнали?"], *[[4 + n % 2, cell] for n, cell in enumerate(cells)]]
    found = looked_at(tmp_path, rows)
    assert found.guess is not None
    assert set(found.guess.settings["select_all"]["c01"]["options"]) == set(options)
    assert found.accepted


@pytest.mark.parametrize(
    ("question", "scale", "satisfied", "turned"),
    [
        ("Довольны ли Вы? (1 – да, 2 – нет)", [1, 2], [2], True),
        ("Довольны ли Вы? (1 – да, 2 – частично, 3 – нет)", [1, 3], [3], True),
        ("Оцените качество от 1 до 3", [1, 3], [3], False),
        ("Оцените тренера от 1 до 4", [1, 4], [3, 4], False),
        ("Оцените тренера по 10-балльной шкале", [1, 10], [9, 10], False),
    ],
)
def test_a_stated_scale_is_the_scale(
    tmp_path: Path, question: str, scale: list[int], satisfied: list[int], turned: bool
) -> None:
    """However few of its answers were given."""
    rows = [["Регион", question], *[["Атырау", 1 + n % min(scale[1], 3)] for n in range(20)]]
    settings = looked_at(tmp_path, rows).guess.settings  # type: ignore[union-attr]
    assert (settings["scale"], settings["satisfied"], "reversed" in settings) == (scale, satisfied, turned)


@pytest.mark.parametrize(
    "question",
    ["Остались ли Вы недовольны?", "Остались ли непонятные вопросы?", "Сізге қосымша көмек керек пе?"],
)
def test_yes_is_not_always_praise(tmp_path: Path, question: str) -> None:
    """To be dissatisfied, or to need more help, is none."""
    rows = [["Качество", question], *[[4 + n % 2, "Да" if n % 3 else "Нет"] for n in range(20)]]
    assert list(looked_at(tmp_path, rows).reading["columns"].values()) == ["Качество"]


# Registers

KOBO = ["_id", "_uuid", "_submission_time", "_status"]


def kobo(head: Sequence[str], rows: Rows) -> Rows:
    """An export of Kobo: forms that were sent a month later."""
    sent = [[7000 + n, f"uuid:{n}", "2024-05-31T10:00:00", "submitted_via_web"] for n in range(len(rows))]
    return [[*head, *KOBO], *[[*row, *extra] for row, extra in zip(rows, sent, strict=True)]]


def test_columns_that_kobo_adds_are_no_answers(tmp_path: Path) -> None:
    """The client is the client, not the number of the form; groups may have Russian names."""
    head = ["Визит/Код клиента", "Визит/Дата обращения", "Визит/Регион", "Клиент/Пол"]
    rows = kobo(head, [[f"К{n % 10}", f"2024-03-{1 + n:02}", "Атырау", "Жен."] for n in range(20)])
    found = looked_at(tmp_path, rows)
    assert found.summary is not None
    assert (found.summary["clients"], found.summary["last_date"]) == (10, "2024-03-20")
    assert found.reading["columns"]["sex"] == "Клиент/Пол"
    assert "status" not in found.reading["columns"]


def test_the_day_of_the_form_is_told(tmp_path: Path) -> None:
    """Where a form asks for no day, its own stands for it."""
    rows = kobo(["Код клиента", "Регион"], [[f"К{n}", "Атырау"] for n in range(20)])
    found = looked_at(tmp_path, rows)
    assert found.reading["columns"]["date"] == "_submission_time"
    assert "date-of-sending" in codes(found)


@pytest.mark.parametrize(
    ("heading", "cells", "code"),
    [
        ("Количество консультаций", [3, 2, 1], "visits-counted"),
        ("Дата второго визита", [date(2024, 4, 1), date(2024, 4, 2), date(2024, 4, 3)], "visits-in-columns"),
        ("Тема обращения", ["алименты; развод", "алименты", "развод; алименты"], "options-several"),
    ],
)
def test_a_row_that_is_more_than_one_visit(tmp_path: Path, heading: str, cells: list[Any], code: str) -> None:
    """Several visits or topics in one row are not counted as one in silence."""
    rows = [["Дата", "Код клиента", "Регион", heading]]
    rows += [[date(2024, 3, 1 + n), f"К{n}", "Атырау", cells[n % 3]] for n in range(18)]
    assert code in codes(looked_at(tmp_path, rows))


def test_a_birthday_is_no_visit(tmp_path: Path) -> None:
    """Other days than that of the visit are nothing to tell."""
    rows = [["Дата обращения", "Дата рождения", "Код клиента", "Регион"]]
    rows += [[date(2024, 3, 1 + n), date(1980, 1, 1 + n), f"К{n}", "Атырау"] for n in range(18)]
    found = looked_at(tmp_path, rows)
    assert found.reading["columns"]["date"] == "Дата обращения"
    assert codes(found) == set()


def test_an_impossible_age_is_named(tmp_path: Path) -> None:
    """One age of 355 does not take the column out of the register."""
    rows = [["Дата", "Код клиента", "Регион", "Возраст"]]
    rows += [[date(2024, 3, 1 + n), f"К{n}", "Атырау", 355 if n == 4 else 30 + n] for n in range(20)]
    (finding,) = [each for each in looked_at(tmp_path, rows).findings if each.refuses]
    assert (finding.row, finding.column, finding.value) == (6, "Возраст", "355")


def test_a_day_that_is_still_to_come(tmp_path: Path) -> None:
    """A mistyped year is told."""
    rows = [["Дата", "Код клиента", "Регион"]]
    rows += [[date(2024, 3, 1 + n), f"К{n}", "Атырау"] for n in range(9)] + [
        [date(2042, 3, 1), "К10", "Атырау"]
    ]
    assert "date-in-future" in codes(looked_at(tmp_path, rows))


def test_a_region_with_its_city(tmp_path: Path) -> None:
    """“Атырауская обл., г. Атырау” is one region."""
    rows = [["Дата", "Код клиента", "Регион"]]
    rows += [[date(2024, 3, 1 + n), f"К{n}", "Атырауская обл., г. Атырау"] for n in range(9)]
    found = looked_at(tmp_path, rows)
    assert found.regions == ("KZ-23",)


def test_names_of_sheets_that_hold_a_region(tmp_path: Path) -> None:
    """Sheets “Атырау (март)” and “Шымкент (март)” are two regions."""
    rows = [["Дата", "Код клиента"], *[[date(2024, 3, 1 + n), f"К{n}"] for n in range(9)]]
    found = looked_at(tmp_path, {"Атырау (март)": rows, "Шымкент (март)": rows})
    assert found.summary is not None
    assert found.summary["by_region"] == {"KZ-23": 9, "KZ-79": 9}


@pytest.mark.parametrize("heading", ["Имя юриста", "Адрес"])
def test_a_lawyer_may_be_called_abai(tmp_path: Path, heading: str) -> None:
    """Regions are not taken from names and addresses."""
    rows = [["Дата", "Код клиента", heading]]
    rows += [[date(2024, 3, 1 + n), f"К{n}", "Абай" if n % 2 else "Жамбыл"] for n in range(10)]
    assert "region" not in looked_at(tmp_path, rows).reading["columns"]


def test_the_child_is_not_the_client(tmp_path: Path) -> None:
    """Age and sex of a child are not those of the client."""
    rows = [["Дата", "Код клиента", "Регион", "Возраст ребенка", "Пол ребенка"]]
    rows += [[date(2024, 3, 1 + n), f"К{n}", "Атырау", 3 + n, "ж"] for n in range(10)]
    assert set(looked_at(tmp_path, rows).reading["columns"]) == {"date", "client", "region"}


def test_years_of_two_digits(tmp_path: Path) -> None:
    """A column shows which part is the year; one cell does not."""
    rows = [["Дата", "Код клиента", "Регион"]]
    rows += [[f"{n:02}.0{1 + n % 3}.25", f"К{n}", "Атырау"] for n in range(1, 13)]
    found = looked_at(tmp_path, rows)
    assert found.summary is not None
    assert (found.summary["first_date"], found.summary["last_date"]) == ("2025-01-03", "2025-03-11")
    assert "short-years" in codes(found)
    alone = looked_at(tmp_path, [*rows[:1], ["02.01.25", "К1", "Атырау"], ["2025-01-03", "К2", "Атырау"]])
    assert not alone.accepted


# Workbooks


@pytest.mark.parametrize("day", [5, 12])
def test_days_early_in_their_months_are_not_swapped(tmp_path: Path, day: int) -> None:
    """The fifth of each month, and one date that is text: honest."""
    days = [*[date(2024, month, day) for month in range(1, 12)], "25.12.2024"]
    rows = [["Дата", "Код клиента", "Регион"], *[[each, f"К{n}", "Атырау"] for n, each in enumerate(days)]]
    assert looked_at(tmp_path, rows).accepted


def test_days_that_excel_swapped_are_refused(tmp_path: Path) -> None:
    """April in Excel of another country: 1 to 12 April became days of twelve months, the rest stayed text."""
    days = [date(2024, day, 4) if day <= 12 else f"{day}/04/2024" for day in range(1, 29)]
    rows = [["Дата", "Код клиента", "Регион"], *[[day, f"К{n}", "Атырау"] for n, day in enumerate(days)]]
    found = looked_at(tmp_path, rows)
    (finding,) = found.findings
    assert (finding.code, finding.row, finding.column) == ("dates-swapped", 14, "Дата")


def test_days_and_texts_that_are_days(tmp_path: Path) -> None:
    """Real dates among more dates that are text are dates."""
    days = [date(2024, 3, 5), "06.03.2024", "17.03.2024", "18.03.2024"]
    rows = [["Дата", "Код клиента", "Регион"], *[[day, f"К{n}", "Атырау"] for n, day in enumerate(days)]]
    found = looked_at(tmp_path, rows)
    assert found.summary is not None
    assert (found.summary["first_date"], found.summary["last_date"]) == ("2024-03-05", "2024-03-18")


def test_a_cover_is_no_table(tmp_path: Path) -> None:
    """The register is read, whatever stands in front of it."""
    rows = [["Дата", "Код клиента", "Регион"], *[[date(2024, 3, 1 + n), f"К{n}", "Атырау"] for n in range(9)]]
    found = looked_at(
        tmp_path, {"Титул": [["Центр", "Атырау"]], "Инструкция": [["Пишите разборчиво"]], "Журнал": rows}
    )
    assert (found.kind, found.reading["sheet"]) == ("consultations", "Журнал")


def test_a_summary_below_the_months_is_not_read(tmp_path: Path) -> None:
    """Sheets with the same headings are one table; one with others is named."""
    rows = [["Дата", "Код клиента", "Регион"], *[[date(2024, 3, 1 + n), f"К{n}", "Атырау"] for n in range(9)]]
    found = looked_at(
        tmp_path,
        {"Январь": rows, "Февраль": rows, "Свод": [["Месяц", "Визиты"], ["Январь", 9], ["Февраль", 9]]},
    )
    assert found.rows["used"] == 18
    assert found.reading["sheets_not_read"] == ["Свод"]


# What cannot be told


def test_headings_without_rows(tmp_path: Path) -> None:
    """Nothing to read is said as such."""
    assert codes(looked_at(tmp_path, [["Дата", "Код клиента", "Регион"]])) == {"rows-none"}


def test_cells_at_fault_are_named_and_not_the_headings(tmp_path: Path) -> None:
    """The advice to give plainer names would be wrong where the names are plain."""
    rows = [["Дата", "Код клиента", "Регион"], *[["весной", f"К{n}", "Атырау"] for n in range(9)]]
    (finding,) = looked_at(tmp_path, rows).findings
    assert finding.code == "kind-unknown"
    assert "“Дата” (весной)" in finding.message
