"""Settings of a programme: registers, goals, money, schedules, texts, the form; and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from evaltools.errors import ConfigurationError
from evaltools.project import Project, load_project
from evaltools.registers import known_registers

HEADER = """
[project]
name = "Legal advice"
work = "legal advice"
provider = "the centre"
funder = "a fund"
period = "2024-01-01..2024-12-31"
cut_off = 2025-01-15
regions = ["KZ-23"]
"""
REGISTER = '[tables.list]\nfile = "list.csv"\nkind = "register"\nregister = "partners"\n'
FACT = '{ subject = "s", measure = "m" }'
GOAL = '[[goals]]\nid = "g"\ntext = "Help for all"\n'
RATIO = f'[[ratios]]\nid = "r"\nlabel = "R"\nnumerator = {FACT}\ndenominator = {FACT}\n'
SCHEDULE = '[[schedules]]\nid = "s"\nlabel = "S"\neach = "month"\nunit = "days"\n'

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A project folder with these settings below its header, and an empty list."""
    (tmp_path / "list.csv").write_text("title,kind\n", encoding="utf-8")

    def written(settings: str = "", before: str = "") -> Path:
        (tmp_path / "project.toml").write_text(before + HEADER + settings, encoding="utf-8")
        return tmp_path

    return written


def the_fault(folder: Path) -> str:
    """The only thing that is wrong."""
    with pytest.raises(ConfigurationError) as caught:
        load_project(folder)
    (fault,) = caught.value.faults
    return fault


# What is read


def test_a_programme_is_read_whole(write: Write) -> None:
    """Every part that a programme report needs."""
    settings = (
        'grantee = "Org"\ntheme = "Rights"\nno_deviations = true\n'
        + REGISTER + GOAL + RATIO + SCHEDULE
        + '[grant]\namount = 3249000\nin_words.kk = "үш миллион"\n'
        + '[narratives]\noutcomes = "Much."\n"content-analysis" = "Words."\n'
        + '[sign_off]\nby = "Director"\ndate = 2025-01-20\npages = 12\n'
    )  # fmt: skip
    project = load_project(write(settings))
    assert project.tables["list"].register_name == "partners"
    assert (project.goals[0].level, project.goals[0].indicators) == ("result", ())
    assert (project.ratios[0].percent, len(project.ratios[0].numerator)) == (False, 1)
    assert (project.schedules[0].at_least, project.schedules[0].fact) == (1, None)
    assert project.grant is not None
    assert (project.grant.amount, project.grant.unit) == (3249000, "KZT")
    assert set(project.narratives) == {"outcomes", "content-analysis"}
    assert project.sign_off is not None
    assert (project.sign_off.date, project.sign_off.pages) == (date(2025, 1, 20), 12)
    assert project.header.no_deviations is True


def test_a_project_that_says_nothing_of_it_has_nothing(write: Write) -> None:
    """All of it may be left out; the form is the one that comes with the package."""
    project = load_project(write())
    assert (project.goals, project.ratios, project.schedules, project.narratives) == ((), (), (), {})
    assert (project.grant, project.sign_off, project.form) == (None, None, "grant-report")
    assert project.header.no_deviations is False


def test_a_sum_or_a_promise_may_be_a_figure(write: Write) -> None:
    """A number, or where it is computed."""
    settings = f"[grant]\namount = {FACT}\n" + SCHEDULE + f"at_least = {FACT}\n"
    project = load_project(write(settings))
    assert project.grant is not None
    assert not isinstance(project.grant.amount, float)
    assert project.grant.amount.subject == "s"
    assert not isinstance(project.schedules[0].at_least, float)


@pytest.mark.parametrize("name", sorted(known_registers()))
def test_every_register_can_be_named(write: Write, name: str) -> None:
    """With its columns in the mapping."""
    column = known_registers()[name].columns[0].files[0]
    settings = REGISTER.replace("partners", name) + f'columns = {{ {column} = "Столбец" }}\n'
    assert load_project(write(settings)).tables["list"].register_name == name


# What is wrong


def test_an_unknown_register_lists_the_known_ones(write: Write) -> None:
    """And one that is not named at all."""
    for settings in (
        REGISTER.replace("partners", "partnerz"),
        REGISTER.replace('register = "partners"\n', ""),
    ):
        fault = the_fault(write(settings))
        assert fault.startswith(
            "tables.list: a table of the kind register says which: register = one of activities"
        )


def test_only_registers_have_a_register_and_a_folder(write: Write) -> None:
    """A setting without effect would be believed."""
    for setting in ('register = "partners"', 'folder = "evidence"'):
        settings = f'[tables.list]\nfile = "list.csv"\nkind = "trainings"\n{setting}\n'
        assert "register and folder are for tables of the kind register" in the_fault(write(settings))


def test_a_column_of_another_register_is_refused(write: Write) -> None:
    """With the nearest name that there is."""
    fault = the_fault(write(REGISTER + 'columns = { tittle = "Название" }\n'))
    assert fault.startswith("tables.list.columns.tittle: unknown column of the kind register.")
    assert "Did you mean “title”?" in fault


def test_two_lists_of_one_register_are_refused(write: Write) -> None:
    """They would give every number twice; one that is only checked may be there."""
    again = REGISTER.replace("[tables.list]", "[tables.again]")
    assert the_fault(write(REGISTER + again)) == (
        "tables: list and again are all of the kind register of partners; put their rows into one file"
    )
    assert load_project(write(REGISTER + again + "checked_only = true\n"))


@pytest.mark.parametrize("name", ["list", "nowhere"])
def test_a_table_repeats_another_one(write: Write, name: str) -> None:
    """Not itself, and not one that is not there."""
    fault = the_fault(write(REGISTER + f'same_as = "{name}"\n'))
    assert fault == f"tables.list.same_as: there is no other table {name}"


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ('same_as = "s"', "schedules (s): same_as names s, which is no other schedule"),
        ('same_as = "t"', "schedules (s): same_as names t, which is no other schedule"),
        ('days_of = "nowhere"', "schedules (s): days_of names nowhere, which is no table"),
    ],
)
def test_a_schedule_names_tables_and_schedules_that_are_there(write: Write, setting: str, fault: str) -> None:
    """A slip would make a promise that nobody measures."""
    assert the_fault(write(SCHEDULE + setting + "\n")) == fault


@pytest.mark.parametrize(
    ("part", "one", "name"), [("goals", GOAL, "g"), ("ratios", RATIO, "r"), ("schedules", SCHEDULE, "s")]
)
def test_names_are_given_once(write: Write, part: str, one: str, name: str) -> None:
    """Two of one name would be two numbers in one place; it is told once, however often it stands there."""
    assert the_fault(write(one + one)) == f"{part}: two of them have the id {name}"
    assert the_fault(write(one + one + one)) == f"{part}: two of them have the id {name}"


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        (GOAL.replace('"g"', '"G 1"'), "goals.0.id"),
        (GOAL + 'level = "aim"\n', "goals.0.level"),
        (GOAL.replace('text = "Help for all"', ""), "goals.0.text"),
        (RATIO.replace(f"numerator = {FACT}", "numerator = []"), "ratios.0.numerator"),
        (RATIO.replace(f"denominator = {FACT}\n", ""), "ratios.0.denominator"),
        (SCHEDULE.replace('"month"', '"year"'), "schedules.0.each"),
        (SCHEDULE.replace('unit = "days"\n', ""), "schedules.0.unit"),
        ('[grant]\nunit = "KZT"\n', "grant.amount"),
        ("[grant]\namount = inf\n", "grant.amount"),
        ('[narratives]\nmethods = "x"\n', "narratives.methods"),
        ('[narratives]\noutcomes = ""\n', "narratives.outcomes"),
        ('[sign_off]\nby = "Director"\n', "sign_off.date"),
        ('[sign_off]\nby = "Director"\ndate = 2025-01-20\npages = 0\n', "sign_off.pages"),
        ("[[schedule]]\n", "schedule"),
    ],
)
def test_a_wrong_setting_is_named_by_its_place(write: Write, settings: str, place: str) -> None:
    """Misspelt, missing, or of the wrong kind: one message names all places."""
    with pytest.raises(ConfigurationError) as caught:
        load_project(write(settings))
    assert any(fault.startswith(place) for fault in caught.value.faults), caught.value.faults


# The form


def test_a_form_that_is_not_there_is_a_fault_of_the_settings(write: Write) -> None:
    """Before anything is computed: a name that the package does not have, a file that is not there."""
    assert the_fault(write(before='form = "grant"\n')) == (
        "form: there is no form grant. Expected grant-report, or a .toml file beside project.toml"
    )
    folder = write(before='form = "own.toml"\n')
    assert the_fault(folder) == f"form: there is no file {folder / 'own.toml'}"


def test_a_form_lies_in_the_projects_folder(write: Write) -> None:
    """Not outside of it, though it be there."""
    folder = write(before='form = "../own.toml"\n')
    (folder.parent / "own.toml").touch()
    assert the_fault(folder) == "form: ../own.toml is not inside the project folder"


def test_a_form_of_ones_own_is_taken(write: Write) -> None:
    """What stands in it is read when it is filled."""
    folder = write(before='form = "own.toml"\n')
    (folder / "own.toml").write_text("title = ", encoding="utf-8")
    project: Project = load_project(folder)
    assert project.form == "own.toml"
