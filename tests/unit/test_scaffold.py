"""A new project from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.errors import UsageError
from evaltools.prepare import prepare
from evaltools.project import load_project
from evaltools.scaffold import new_project
from tests.corpus import generate as make

FORM = (
    "Отметка времени;Ваш регион;Насколько Вы удовлетворены?\n24.10.2024 9:05:00;Атырау;Полностью удовлетворён\n"
    "24.10.2024 9:06:00;Семей;Удовлетворена\n24.10.2024 9:07:00;Семей;Затрудняюсь ответить\n"
)
TESTS = "Код участника;Балл до;Балл после\nA1;12;15\nA2;9;9\nA3;14;17\n"
REGISTER = "Дата;Код семьи;Регион\n01.03.2024;F1;{region}\n02.03.2024;F2;{region}\n05.03.2024;F1;{region}\n"


def written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_it_runs_at_once(tmp_path: Path) -> None:
    """Numbers come out without a word changed: 3 visits of 2 families, 3 pairs, 3 forms."""
    sent = tmp_path / "sent"
    files = [
        written(sent, "форма.csv", FORM),
        written(sent, "Атырау тест.csv", TESTS),
        written(sent, "журнал.csv", REGISTER.format(region="Атырау")),
    ]
    made = new_project(tmp_path / "centre", files, language="ru")
    assert (len(made.used), made.refused) == (3, ())
    project = load_project(tmp_path / "centre")
    assert project.header.clients == "families"
    assert project.regions == ("KZ-10", "KZ-23")
    assert str(project.header.period) == "2024-01-01..2024-12-31"
    assert project.tables["tests"].fill == {"training": "Атырау-тест", "region": "KZ-23"}
    internal = prepare(tmp_path / "centre").internal
    assert internal.get("KZ-23", "consultations", "consultations").value == 3
    assert internal.get("KZ-23", "consultations", "families").value == 2
    assert internal.get("KZ-23", "learning", "pairs").value == 3
    assert internal.get("KZ", "satisfaction", "respondents").value == 3


def test_files_of_one_kind_become_one_table(tmp_path: Path) -> None:
    """The registers of two centres lie in a folder of their own, and count together."""
    sent = tmp_path / "sent"
    files = [written(sent, f"{name}.csv", REGISTER.format(region=name)) for name in ("Атырау", "Семей")]
    new_project(tmp_path / "centre", files)
    project = load_project(tmp_path / "centre")
    assert {name: table.file for name, table in project.tables.items()} == {
        "consultations": "consultations/*"
    }
    assert prepare(tmp_path / "centre").internal.get("KZ", "consultations", "consultations").value == 6


def test_the_files_themselves_are_left_alone(tmp_path: Path) -> None:
    """Copies are used: the project does not hang on a folder of somebody's desktop."""
    file = written(tmp_path / "sent", "tests.csv", TESTS)
    new_project(tmp_path / "centre", [file])
    assert file.read_text(encoding="utf-8") == TESTS
    assert (tmp_path / "centre" / "tests.csv").read_text(encoding="utf-8") == TESTS


def test_a_heading_cannot_break_the_settings(tmp_path: Path) -> None:
    """Quotes, line breaks and brackets in a question are kept as they are."""
    question = 'Довольны ли Вы "тренером"?\\n]x = 1'
    text = f"{question};Регион\nУдовлетворён;Атырау\nПолностью удовлетворён;Атырау\n"
    new_project(tmp_path / "centre", [written(tmp_path / "sent", "form.csv", text)])
    table = load_project(tmp_path / "centre").tables["survey"]
    assert question in table.columns.values()


def test_a_project_is_never_overwritten(tmp_path: Path) -> None:
    """A folder that holds one is refused, and stays as it is."""
    file = written(tmp_path / "sent", "tests.csv", TESTS)
    new_project(tmp_path / "centre", [file])
    before = (tmp_path / "centre" / "project.toml").read_bytes()
    with pytest.raises(UsageError, match="holds a project already"):
        new_project(tmp_path / "centre", [file])
    assert (tmp_path / "centre" / "project.toml").read_bytes() == before


def test_nothing_is_written_where_no_file_can_be_used(tmp_path: Path) -> None:
    """The message says of each file why."""
    file = written(tmp_path / "sent", "x.csv", "a;b\nx;y\nz;w\n")
    with pytest.raises(UsageError, match="cannot be told what this table is"):
        new_project(tmp_path / "centre", [file])
    assert not (tmp_path / "centre").exists()


def test_a_refused_file_is_named_and_left_behind(tmp_path: Path) -> None:
    """The others make a project."""
    sent = tmp_path / "sent"
    files = [written(sent, "x.csv", "a;b\nx;y\nz;w\n"), written(sent, "tests.csv", TESTS)]
    made = new_project(tmp_path / "centre", files)
    assert [each.file for each in made.refused] == ["x.csv"]
    assert not (tmp_path / "centre" / "x.csv").exists()


def test_no_files_give_settings_to_fill_in(tmp_path: Path) -> None:
    """The text is whole; what it lacks are tables."""
    new_project(tmp_path / "centre", [])
    assert load_project(tmp_path / "centre").tables == {}


KOBO = (
    '"start";"region";"group_q/satisfied";"group_q/material";"heard";"heard/friends";"heard/court";"came_for/advice";'
    '"came_for/forms";"_id";"_uuid";"_submission_time";"_validation_status";"_index"\n'
    '"2024-10-24T09:05:00.000+05:00";"KZ-23";"5";"4";"friends court";"1";"1";"1";"0";"1";"u1";"2024-10-24T04:05:00";"";"1"\n'
    '"2024-10-24T09:06:00.000+05:00";"KZ-23";"4";"4";"court";"0";"1";"1";"1";"2";"u2";"2024-10-24T04:06:00";"";"2"\n'
    '"2024-10-24T09:07:00.000+05:00";"KZ-10";"2";"3";"friends court";"1";"1";"0";"1";"3";"u3";"2024-10-24T04:07:00";"";"3"\n'
    '"2024-10-24T09:08:00.000+05:00";"KZ-10";"5";"5";"friends";"1";"0";"0";"0";"4";"u4";"2024-10-24T04:08:00";"";"4"\n'
)


def test_a_kobo_export_runs(tmp_path: Path) -> None:
    """Groups, several answers in one cell and in columns of their own; fields of the tool itself are no questions."""
    new_project(tmp_path / "centre", [written(tmp_path / "sent", "kobo.csv", KOBO)])
    table = load_project(tmp_path / "centre").tables["survey"]
    assert [table.columns.get(item, item) for item in table.items] == [
        "group_q/satisfied",
        "group_q/material",
    ]
    internal = prepare(tmp_path / "centre").internal
    assert internal.get("KZ", "satisfaction", "respondents").value == 4
    item = f"item={table.items[0]}"
    assert internal.get("KZ", "satisfaction", "satisfied", item).value == 3
    selected = {
        (row.pairs["question"], row.pairs["option"]): row.value
        for row in internal.select(region="KZ", subject="satisfaction", measure="selected")
    }
    heard, came = table.select_all
    assert selected[heard, "friends"] == 3
    assert selected[heard, "court"] == 3
    assert selected[came, "advice"] == 2
    assert selected[came, "forms"] == 2


GOOGLE = (
    "Отметка времени,Ваш регион,Насколько Вы удовлетворены? [Материал],Насколько Вы удовлетворены? [Тренер],"
    "Откуда узнали?,Порекомендуете ли Вы нас? (0–10)\n"
    '24.10.2024 9:05:00,Атырау,Полностью удовлетворён,Удовлетворена,"Друзья, Суд",9\n'
    "24.10.2024 9:06:00,Атырау,Затрудняюсь ответить,Скорее не удовлетворён,Суд,7\n"
    '24.10.2024 9:07:00,Семей,Удовлетворён,Удовлетворён,"Суд, Друзья",10\n'
)


def test_a_google_forms_export_runs(tmp_path: Path) -> None:
    """A grid of questions, several answers with commas, and readiness to recommend."""
    new_project(tmp_path / "centre", [written(tmp_path / "sent", "Ответы.csv", GOOGLE)], language="ru")
    table = load_project(tmp_path / "centre").tables["survey"]
    assert (len(table.items), table.recommend) == (2, "recommend")
    internal = prepare(tmp_path / "centre").internal
    assert internal.get("KZ", "satisfaction", "with_opinion", f"item={table.items[0]}").value == 2
    assert internal.get("KZ", "satisfaction", "satisfied", f"item={table.items[1]}").value == 2
    (question,) = table.select_all
    assert internal.get("KZ", "satisfaction", "selected", f"question={question};option=Суд").value == 3


def test_a_second_table_of_a_kind_is_named_and_left_behind(tmp_path: Path) -> None:
    """A register and a table of figures both count consultations: the longer is taken, and the project runs."""
    sent = tmp_path / "sent"
    other = "Регион;Количество консультаций\nАтырау;20\nСемей;30\n"
    files = [
        written(sent, "short.csv", other),
        written(sent, "long.csv", REGISTER.format(region="Атырау")),
        written(sent, "tests.csv", TESTS),
    ]
    made = new_project(tmp_path / "centre", files, language="ru")
    assert [each.file for each in made.refused] == ["short.csv"]
    finding = made.refused[0].findings[-1]
    assert (finding.code, "long.csv" in finding.message, bool(finding.action)) == ("table-second", True, True)
    assert prepare(tmp_path / "centre").internal.get("KZ-23", "consultations", "consultations").value == 3


def test_questions_of_a_test_and_of_a_survey_have_names_of_their_own(tmp_path: Path) -> None:
    """Both would call their first question q01; each keeps its own text."""
    sent = tmp_path / "sent"
    test = (
        "Участник;Кому подавать иск? (до);Срок? (до);Кому подавать иск? (после);Срок? (после)\n"
        "A;0;1;1;1\nB;1;0;1;1\nC;0;0;1;0\n"
    )
    survey = "Регион;Материал понятен?;Тренер готов?\n" + "Атырау;5;4\nАтырау;4;4\nАтырау;3;5\n" * 3
    new_project(tmp_path / "centre", [written(sent, "t.csv", test), written(sent, "s.csv", survey)])
    project = load_project(tmp_path / "centre")
    assert project.tables["tests"].items == ("q01", "q02")
    assert project.tables["survey"].items == ("s_q01", "s_q02")
    assert set(project.labels["item"]) == {"q01", "q02", "s_q01", "s_q02"}
    assert prepare(tmp_path / "centre").internal.get("KZ", "satisfaction", "respondents").value == 9


def test_a_key_follows_its_questions(tmp_path: Path) -> None:
    """Where a survey has a question q01 already, that of the test is renamed, and so is its right answer."""
    sent = tmp_path / "sent"
    test = "Код участника;Этап;Вопрос 1;Вопрос 2\nКлюч;;b;c\n"
    test += "".join(f"A{n};до;a;c\nA{n};после;b;c\n" for n in range(12))
    survey = "Регион;Материал понятен?;Тренер готов?\n" + "Атырау;5;4\nАтырау;4;4\nАтырау;3;5\n" * 3
    new_project(tmp_path / "centre", [written(sent, "s.csv", survey), written(sent, "t.csv", test)])
    assert load_project(tmp_path / "centre").tables["tests"].key == {"s_q01": "B", "s_q02": "C"}


def test_files_of_the_same_name_both_arrive(tmp_path: Path) -> None:
    """Two centres sent a register.csv each, and one a survey under that name, too; brackets are no pattern."""
    one, two, three = (tmp_path / name for name in ("a", "b", "c"))
    survey = "Регион;Материал понятен?;Тренер готов?\n" + "Атырау;5;4\nАтырау;4;4\nАтырау;3;5\n" * 3
    files = [
        written(one, "register[1].csv", REGISTER.format(region="Атырау")),
        written(two, "register[1].csv", REGISTER.format(region="Семей")),
        written(three, "register[1].csv", survey),
    ]
    new_project(tmp_path / "centre", files)
    internal = prepare(tmp_path / "centre").internal
    assert internal.get("KZ", "consultations", "consultations").value == 6
    assert internal.get("KZ", "satisfaction", "respondents").value == 9


def test_a_ticked_question_is_called_by_its_text(tmp_path: Path) -> None:
    """Its text is a name of the question, as the pages look for it."""
    answers = ("Друзья, Суд", "Суд", "Интернет, Суд", "Друзья") * 3
    rows = "".join(f'Атырау,5,4,"{each}"\n' for each in answers)
    form = written(tmp_path / "sent", "s.csv", "Регион,Ясность,Польза,Откуда вы узнали?\n" + rows)
    new_project(tmp_path / "centre", [form])
    assert load_project(tmp_path / "centre").labels["question"]["c01"].ru == "Откуда вы узнали?"


def test_files_with_the_same_headings_are_one_table_whatever_was_answered(tmp_path: Path) -> None:
    """One centre had nobody dissatisfied, and left the comments blank: all eight forms count together."""
    sent = tmp_path / "sent"
    heading = "Регион;Материал;Замечания\n"
    files = [
        written(sent, "a.csv", heading + "Атырау;Удовлетворён;\nАтырау;Полностью удовлетворён;\n" * 2),
        written(sent, "b.csv", heading + "Семей;Не удовлетворён;долго\nСемей;Удовлетворён;далеко\n" * 2),
    ]
    made = new_project(tmp_path / "centre", files)
    assert made.refused == ()
    table = load_project(tmp_path / "centre").tables["survey"]
    assert dict(table.answers) == {"Не удовлетворён": 2, "Удовлетворён": 4, "Полностью удовлетворён": 5}
    internal = prepare(tmp_path / "centre").internal
    assert internal.get("KZ", "satisfaction", "respondents").value == 8
    assert internal.get("KZ", "satisfaction", "satisfied", "item=q01").value == 6


VISITS = "Дата;Код клиента\n01.03.2024;F1\n02.03.2024;F2\n05.03.2024;F1\n"


def test_each_file_has_the_region_of_its_name(tmp_path: Path) -> None:
    """Registers without a column for the region: the name of each file says it, for its own rows."""
    sent = tmp_path / "sent"
    files = [
        written(sent, "register_Atyrau.csv", VISITS),
        written(sent, "реестр ЗКО.csv", VISITS + "06.03.2024;F3\n"),
    ]
    new_project(tmp_path / "centre", files)
    found = prepare(tmp_path / "centre").internal
    for region, visits in (("KZ-23", 3), ("KZ-27", 4)):
        assert found.get(region, "consultations", "consultations").value == visits


def test_no_region_is_invented(tmp_path: Path) -> None:
    """Where nothing says the region of a register, that is what must be mended."""
    with pytest.raises(UsageError, match="says the region of the visits"):
        new_project(tmp_path / "centre", [written(tmp_path / "sent", "журнал.csv", VISITS)])
    assert not (tmp_path / "centre").exists()


def test_a_register_is_of_the_region_of_all_other_files(tmp_path: Path) -> None:
    """A centre of Atyrau need not write Atyrau into every file."""
    sent = tmp_path / "sent"
    files = [written(sent, "журнал.csv", VISITS), written(sent, "тест Атырау.csv", TESTS)]
    new_project(tmp_path / "centre", files)
    assert prepare(tmp_path / "centre").internal.get("KZ-23", "consultations", "consultations").value == 3


def test_data_that_end_early_are_not_final(tmp_path: Path) -> None:
    """The last day in the files is the cut-off; months after it are no zeros."""
    new_project(tmp_path / "centre", [written(tmp_path / "sent", "Атырау.csv", VISITS)])
    header = load_project(tmp_path / "centre").header
    assert (str(header.cut_off), header.status) == ("2024-03-05", "partial")


def test_words_of_ours_stand_in_three_languages(tmp_path: Path) -> None:
    """Pages in a second language have no words of the first."""
    new_project(tmp_path / "centre", [written(tmp_path / "sent", "Атырау.csv", VISITS)], language="kk")
    provider = load_project(tmp_path / "centre").header.provider.by_language()
    assert len(set(provider.values())) == 3


def test_tests_have_their_page(tmp_path: Path) -> None:
    """A project with tests makes the page for the trainer."""
    new_project(tmp_path / "centre", [written(tmp_path / "sent", "Атырау тест.csv", TESTS)])
    assert "training" in load_project(tmp_path / "centre").reports


def test_a_file_for_each_test(tmp_path: Path) -> None:
    """“Тест до” and “Тест после” are one table, told apart by their names."""
    sent = tmp_path / "sent"
    files = [
        written(sent, "Тест ДО Атырау.csv", "Код участника;Балл\nA1;12\nA2;9\nA3;14\n"),
        written(sent, "Тест ПОСЛЕ Атырау.csv", "Код участника;Балл\nA1;15\nA2;9\nA3;17\n"),
    ]
    made = new_project(tmp_path / "centre", files)
    assert made.refused == ()
    assert prepare(tmp_path / "centre").internal.get("KZ-23", "learning", "pairs").value == 3


def test_registers_with_other_headings_count_together(tmp_path: Path) -> None:
    """Centres call the same columns differently; what one of them does not ask is left out, and said."""
    sent = tmp_path / "sent"
    files = [
        written(sent, "а.csv", "Дата;Код клиента;Область;Возраст\n" + "".join(f"0{n}.03.2024;К{n};Атырау;30\n" for n in range(1, 8))),
        written(sent, "б.csv", "Дата обращения;Шифр клиента;Регион\n01.03.2024;К1;Шымкент\n02.03.2024;К2;Шымкент\n"),
    ]  # fmt: skip
    made = new_project(tmp_path / "centre", files)
    assert made.refused == ()
    assert [each.code for one in made.used for each in one.findings] == ["headings-unlike"]
    table = load_project(tmp_path / "centre").tables["consultations"]
    assert table.also["client"] == ("Шифр клиента",)
    made_of = prepare(tmp_path / "centre")
    found = made_of.internal
    assert found.get("KZ", "consultations", "consultations").value == 9
    assert found.get("KZ-79", "consultations", "people").value == 2
    assert [(each.code, each.file) for each in made_of.findings] == [
        ("column-absent", "consultations/б.csv"),
        ("contact-missing", "project.toml"),  # the new settings leave it to their owner
    ]


def test_a_register_without_a_region_joins_by_its_name(tmp_path: Path) -> None:
    """Two centres have a column for the region, under two headings; of the third the file is called so."""
    sent = tmp_path / "sent"
    rows = "".join(f"0{n}.03.2024;К{n}" + "{}\n" for n in range(1, 8))
    files = [
        written(sent, "Караганда.csv", "Дата;Код клиента\n" + rows.replace("{}", "")),
        written(sent, "а.csv", "Күні;Шифр клиента;Облыс\n" + "".join(rows.split("\n")[0].format(";Атырау") + "\n" for _ in range(3))),
        written(sent, "б.csv", "Дата приема;ID клиента;Город\n05.03.2024;К5;Шымкент\n06.03.2024;К6;Шымкент\n"),
    ]  # fmt: skip
    made = new_project(tmp_path / "centre", files)
    assert made.refused == ()
    found = prepare(tmp_path / "centre").internal
    counted = [
        found.get(code, "consultations", "consultations").value for code in ("KZ-35", "KZ-23", "KZ-79")
    ]
    assert counted == [7, 3, 2]


def test_a_sheet_for_each_month_joins_other_registers(tmp_path: Path) -> None:
    """One centre has twelve sheets and a summary before them, the other one table."""
    sent = tmp_path / "sent"
    sent.mkdir()
    head = ["Дата", "Код клиента", "Регион"]
    months = {
        f"{month:02}": [head, *[[f"0{n}.{month:02}.2024", f"К{n}", "Атырау"] for n in range(1, 8)]]
        for month in range(1, 4)
    }
    summary = [["Месяц", "Юридические", "Всего"], *[[month, 3, 7] for month in months]]
    (sent / "год.xlsx").write_bytes(make.xlsx(Свод=summary, **months))
    other = written(sent, "б.csv", "Дата;Код клиента;Регион\n01.03.2024;К1;Шымкент\n02.03.2024;К2;Шымкент\n")
    new_project(tmp_path / "centre", [sent / "год.xlsx", other])
    found = prepare(tmp_path / "centre").internal
    assert found.get("KZ", "consultations", "consultations").value == 23


def test_four_files_of_tests(tmp_path: Path) -> None:
    """Two centres, each with a file for each test: the name says the centre and the test."""
    sent = tmp_path / "sent"
    files = [
        written(sent, f"{test} тест {town}.csv", "Код;Балл из 15\n" + "".join(f"{town[0]}{n};{n + extra}\n" for n in range(5)))
        for town in ("Атырау", "Шымкент")
        for test, extra in (("Входной", 3), ("Итоговый", 6))
    ]  # fmt: skip
    made = new_project(tmp_path / "centre", files)
    assert made.refused == ()
    assert load_project(tmp_path / "centre").tables["tests"].maximum == 15
    found = prepare(tmp_path / "centre").internal
    assert [found.get(region, "learning", "pairs").value for region in ("KZ-23", "KZ-79")] == [5, 5]


def test_the_period_is_that_of_the_answers(tmp_path: Path) -> None:
    """A form has the days on which it was filled in; a title says its year."""
    new_project(tmp_path / "centre", [written(tmp_path / "sent", "форма.csv", FORM)])
    assert str(load_project(tmp_path / "centre").header.period) == "2024-01-01..2024-12-31"
    new_project(tmp_path / "other", [written(tmp_path / "sent", "тест за 2023 год.csv", TESTS)])
    assert str(load_project(tmp_path / "other").header.period) == "2023-01-01..2023-12-31"


def test_a_heading_that_means_two_things_joins_nothing(tmp_path: Path) -> None:
    """“Код” is the client here and a specialist there: the files stay apart."""
    sent = tmp_path / "sent"
    files = [
        written(
            sent,
            "а.csv",
            "Дата;Код;Регион\n01.03.2024;К1;Атырау\n02.03.2024;К2;Атырау\n03.03.2024;К3;Атырау\n",
        ),
        written(
            sent, "б.csv", "Дата;Код клиента;Код;Регион\n01.03.2024;К1;С1;Шымкент\n02.03.2024;К2;С1;Шымкент\n"
        ),
    ]
    made = new_project(tmp_path / "centre", files)
    assert [each.findings[-1].code for each in made.refused] == ["table-second"]
