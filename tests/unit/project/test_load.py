"""`project.toml` is read whole, or refused with every fault in one message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from evaltools.errors import ConfigurationError, UsageError
from evaltools.project import find_project, load_project

HEADER = """
[project]
name = "Legal advice"
work = "legal advice"
provider = "the centre"
funder = "a fund"
period = "2024-01-01..2024-12-31"
cut_off = 2025-01-15
regions = ["KZ-23", "Астана"]
"""
TABLES = """
[tables.advice]
file = "advice.csv"
kind = "consultations"
columns = { client = "who" }

[tables.plans]
file = "plans.csv"
kind = "plan"
"""
WHOLE = HEADER + TABLES

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Make a project folder with these settings and the two tables' files."""
    folder = tmp_path / "legal-2024"
    folder.mkdir()
    for name in ("advice.csv", "plans.csv"):
        (folder / name).write_text("a,b\n", encoding="utf-8")

    def written(settings: str) -> Path:
        (folder / "project.toml").write_text(settings, encoding="utf-8")
        return folder

    return written


def faults(folder: Path) -> tuple[str, ...]:
    """What is wrong with the settings, one sentence each."""
    with pytest.raises(ConfigurationError) as caught:
        load_project(folder)
    assert caught.value.where == str(folder / "project.toml")
    assert str(caught.value).splitlines() == [
        f"{folder / 'project.toml'} cannot be used:",
        *(f"  - {fault}" for fault in caught.value.faults),
    ]
    assert caught.value.exit_code == 2
    return caught.value.faults


def the_fault(folder: Path) -> str:
    """The only thing that is wrong."""
    (fault,) = faults(folder)
    return fault


def changed(old: str, new: str) -> str:
    """The whole settings with one line of them changed."""
    assert WHOLE.count(old) == 1
    return WHOLE.replace(old, new)


# What is read


def test_a_project_is_named_after_its_folder(write: Write) -> None:
    """The settings become one record, with what was left unsaid filled in."""
    project = load_project(write(WHOLE))
    assert project.id == "legal-2024"
    assert project.folder.name == "legal-2024"
    assert project.folder.is_absolute()
    assert project.header.name.by_language() == dict.fromkeys(("en", "kk", "ru"), "Legal advice")
    assert project.header.cut_off == date(2025, 1, 15)
    assert project.header.languages == ("kk", "ru", "en")
    assert project.header.sensitivity == "court"
    assert project.tables["advice"].columns == {"client": "who"}


def test_region_names_become_codes(write: Write) -> None:
    """Any known name stands for its region, in the order of the list."""
    assert load_project(write(WHOLE)).regions == ("KZ-23", "KZ-71")


def test_a_project_without_a_list_of_reports_gets_the_usual_ones(write: Write) -> None:
    """One page for each region, the overview and the internal list of findings."""
    reports = load_project(write(WHOLE)).reports
    assert {name: (report.each, report.audience) for name, report in reports.items()} == {
        "region-report": ("region", "public"),
        "overview": ("once", "public"),
        "data-quality": ("once", "internal"),
    }


def test_a_known_report_needs_no_settings(write: Write) -> None:
    """The package's own notebooks know what they are run for; one's own are run once, in public."""
    reports = load_project(write(WHOLE + "[reports.training]\n[reports.mine]\n")).reports
    assert (reports["training"].each, reports["training"].audience) == ("training", "internal")
    assert (reports["mine"].each, reports["mine"].audience) == ("once", "public")


def test_settings_saved_by_notepad_are_read(write: Write) -> None:
    """A byte order mark at the beginning changes nothing."""
    folder = write(WHOLE)
    (folder / "project.toml").write_bytes(WHOLE.encode("utf-8-sig"))
    assert load_project(folder).regions == ("KZ-23", "KZ-71")


def test_kazakh_names_are_read_whole(write: Write) -> None:
    """Letters of the three languages survive, and a missing language stays empty."""
    project = load_project(write(changed('name = "Legal advice"', 'name.kk = "Құқықтық көмек – әділдік"')))
    assert project.header.name.kk == "Құқықтық көмек – әділдік"
    assert project.header.name.en == ""


@pytest.mark.parametrize(("sensitivity", "threshold"), [("court", 10), ("training", 5), ("activity", 0)])
def test_a_table_hides_by_its_own_sensitivity(write: Write, sensitivity: str, threshold: int) -> None:
    """A table's own sensitivity holds; the project's is for those that have none."""
    own = f'kind = "plan"\nsensitivity = "{sensitivity}"'
    project = load_project(write(changed('kind = "plan"', own)))
    assert project.threshold("plans") == threshold
    assert project.threshold("advice") == 10


def test_a_region_left_out_of_the_total_keeps_its_reason(write: Write) -> None:
    """Regions that the total leaves out are told by code, with the reason."""
    note = '[[region_notes]]\ncode = "Астана"\ninclude_in_total = false\nreason = "opened in December"\n'
    left_out = load_project(write(WHOLE + note)).left_out()
    assert {code: each.reason.en for code, each in left_out.items()} == {"KZ-71": "opened in December"}


@pytest.mark.parametrize(
    ("written", "operator"),
    [
        ("at least", ">="),
        ("≥", ">="),
        ("~", "about"),
        ("about", "about"),
        ("exactly", "="),
        ("at most", "<="),
    ],
)
def test_an_operator_may_be_a_word(write: Write, written: str, operator: str) -> None:
    """Plans are written with signs or words."""
    settings = f'[[indicators]]\nid = "a"\nlabel = "A"\nunit = "people"\nplan = 1\noperator = "{written}"\n'
    assert load_project(write(WHOLE + settings)).indicators[0].operator == operator


# Where it is found


def test_a_project_is_looked_for_upwards(write: Write, tmp_path: Path) -> None:
    """The same relative path works at the root and in a folder below it."""
    folder = write(WHOLE)
    below = tmp_path / "notebooks" / "drafts"
    below.mkdir(parents=True)
    assert find_project("legal-2024", tmp_path) == folder.resolve()
    assert find_project("legal-2024", below) == folder.resolve()
    assert load_project("legal-2024", below).id == "legal-2024"


def test_the_working_directory_is_where_the_search_begins(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without another place, paths are relative to the working directory; `.` is it."""
    folder = write(WHOLE)
    monkeypatch.chdir(folder)
    assert find_project(".") == folder.resolve()


def test_the_nearest_project_is_taken(write: Write, tmp_path: Path) -> None:
    """A folder of the same name without settings does not hide the project above it."""
    folder = write(WHOLE)
    (tmp_path / "notebooks" / "legal-2024").mkdir(parents=True)
    assert find_project("legal-2024", tmp_path / "notebooks") == folder.resolve()


def test_a_folder_that_does_not_exist_is_said_in_one_line(tmp_path: Path) -> None:
    """The message repeats the name and where it was looked for."""
    with pytest.raises(UsageError) as caught:
        find_project("data/none", tmp_path)
    message = str(caught.value)
    assert message.startswith("There is no project folder “data/none”: looked in ")
    assert str(tmp_path) in message
    assert "\n" not in message
    assert caught.value.exit_code == 2


def test_a_folder_without_settings_is_named(tmp_path: Path) -> None:
    """A folder that exists but holds no project.toml gets a message of its own."""
    (tmp_path / "data").mkdir()
    with pytest.raises(UsageError, match=r"^The folder .*data has no project\.toml\. Expected"):
        find_project("data", tmp_path)


# What cannot be read


def test_settings_in_another_encoding_are_refused(write: Write) -> None:
    """A file that is not UTF-8 says how to save it."""
    folder = write(WHOLE)
    (folder / "project.toml").write_bytes('[project]\nname = "Помощь"\n'.encode("cp1251"))
    assert the_fault(folder) == "the file is not UTF-8; save it again as UTF-8"


def test_broken_toml_names_the_line(write: Write) -> None:
    """A slip in the syntax is found by its line."""
    fault = the_fault(write('[project]\nname = "Legal advice\n'))
    assert fault.startswith("it is not valid TOML: ")
    assert "line 2" in fault


def test_an_empty_file_lists_what_is_missing(write: Write) -> None:
    """Every setting that a project needs is named."""
    needed = ("name", "work", "provider", "funder", "period", "cut_off", "regions")
    assert faults(write("")) == tuple(f"project.{name}: missing" for name in needed)


# What is wrong with a setting


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        (WHOLE + "[table]\n", "table: unknown key. Did you mean “tables”?"),
        (
            changed('kind = "plan"', 'kind = "plan"\nshet = "A"'),
            "tables.plans.shet: unknown key. Did you mean “sheet”?",
        ),
        (changed("cut_off", "cutoff = 1\ncut_off"), "project.cutoff: unknown key. Did you mean “cut_off”?"),
        (changed("[project]", "[project]\nsepp = ';'"), "project.sepp: unknown key. Did you mean “sep”?"),
        (
            WHOLE + '[reports.mine]\nech = "once"\n',
            "reports.mine.ech: unknown key. Did you mean “each”?",
        ),
        (
            WHOLE + '[[indicators]]\nid = "a"\nlabel = "A"\nunit = "x"\noperater = "="\n',
            "indicators.0.operater: unknown key. Did you mean “operator”?",
        ),
    ],
)
def test_a_misspelt_key_gets_a_suggestion(write: Write, settings: str, fault: str) -> None:
    """No setting is lost in silence, at any depth."""
    assert the_fault(write(settings)) == fault


def test_a_key_like_no_other_gets_the_list(write: Write) -> None:
    """Where nothing is near, the known keys are listed, without those that the program sets itself."""
    fault = the_fault(write("zzz = 1\n" + WHOLE))
    assert fault.startswith("zzz: unknown key. Known here: acknowledged, ")
    assert "project" in fault
    assert "folder" not in fault


@pytest.mark.parametrize("name", ["id", "folder", "header"])
def test_what_the_program_sets_itself_is_no_setting(write: Write, name: str) -> None:
    """The name of the folder is the project's id: the file cannot set it, and is told so."""
    assert the_fault(write(f'{name} = "x"\n' + WHOLE)) == f"{name}: unknown key."


@pytest.mark.parametrize(
    ("settings", "beginning"),
    [
        (changed("cut_off = 2025-01-15", 'cut_off = "soon"'), "project.cut_off: "),
        (changed('regions = ["KZ-23", "Астана"]', 'regions = "KZ-23"'), "project.regions: "),
        (changed('regions = ["KZ-23", "Астана"]', 'regions = ["KZ-23", 71]'), "project.regions.1: "),
        (changed('regions = ["KZ-23", "Астана"]', "regions = []"), "project.regions: "),
        (changed('kind = "plan"', 'kind = "plans"'), "tables.plans.kind: "),
        (changed('name = "Legal advice"', "name = 5"), "project.name: "),
        (
            changed('name = "Legal advice"', 'name.kk = ""'),
            "project.name: a text needs at least one of kk, ru, en",
        ),
        (WHOLE.replace("[project]", "[project]\nlanguages = ['de']"), "project.languages.0: "),
        (WHOLE.replace("[project]", "[project]\nclients = 'pairs'"), "project.clients: "),
        ("reports = 3\n" + WHOLE, "reports: "),
        ("tables = 3\n" + HEADER, "tables: "),
    ],
)
def test_a_value_of_the_wrong_type_is_named(write: Write, settings: str, beginning: str) -> None:
    """The message says where the value stands and repeats it."""
    fault = the_fault(write(settings))
    assert fault.startswith(beginning)
    assert "found " in fault


def test_a_missing_setting_is_named(write: Write) -> None:
    """A setting without a default must be there."""
    assert the_fault(write(changed('funder = "a fund"\n', ""))) == "project.funder: missing"
    assert the_fault(write(changed('file = "plans.csv"\n', ""))) == "tables.plans.file: missing"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ('"2024"', "a period is written \"2024-01-01..2024-12-31\", found '2024'"),
        ('"2024-12-31..2024-01-01"', "the period ends on 2024-01-01, before it starts on 2024-12-31"),
        ('"2024-02-30..2024-12-31"', "valid date"),
        ("2024", "found 2024"),
    ],
)
def test_a_bad_period_says_how_one_is_written(write: Write, period: str, words: str) -> None:
    """Two existing days in order, both inside."""
    fault = the_fault(write(changed('"2024-01-01..2024-12-31"', period)))
    assert fault.startswith("project.period")
    assert words in fault


def test_a_period_of_one_day_is_possible(write: Write) -> None:
    """First and last day may be the same."""
    assert (
        load_project(write(changed("2024-01-01..2024", "2024-12-31..2024"))).period
        == "2024-12-31..2024-12-31"
    )


# What is wrong with regions


def with_regions(listed: str) -> str:
    return changed('["KZ-23", "Астана"]', listed)


def test_an_unknown_region_gets_a_suggestion(write: Write) -> None:
    """A misspelt region is refused with the nearest name."""
    fault = the_fault(write(with_regions('["Atirau"]')))
    assert fault == (
        "project.regions: There is no region called “Atirau”. Did you mean Atyrau Region (KZ-23)?"
    )


def test_a_bare_almaty_in_the_settings_is_refused(write: Write) -> None:
    """The list itself cannot say which Almaty is meant."""
    fault = the_fault(write(with_regions('["Алматы", "KZ-23"]')))
    assert fault.startswith("project.regions: The region name “Алматы” could mean KZ-19")


def test_a_region_listed_twice_is_refused(write: Write) -> None:
    """Also where the two names differ."""
    fault = the_fault(write(with_regions('["KZ-23", "Атырау облысы"]')))
    assert fault == "project.regions: KZ-23 stands there more than once"


def test_the_country_is_no_region_of_a_project(write: Write) -> None:
    """KZ is the sum of the project's regions and cannot be one of them."""
    fault = the_fault(write(with_regions('["KZ-23", "Казахстан"]')))
    assert fault == "project.regions: KZ is the whole country; list its regions"


def test_a_note_on_a_region_outside_the_project_is_refused(write: Write) -> None:
    """A note belongs to a region of the list."""
    note = '[[region_notes]]\ncode = "Павлодар"\nreason = "late"\n'
    assert the_fault(write(WHOLE + note)) == "region_notes: KZ-55 is not among project.regions"


def test_a_note_on_an_unknown_region_is_refused(write: Write) -> None:
    """A misspelt region is found in notes, too."""
    note = '[[region_notes]]\ncode = "xyz"\nreason = "late"\n'
    assert faults(write(WHOLE + note))[0].startswith("region_notes.code: There is no region called “xyz”.")


# What does not fit together


def test_a_missing_file_is_named_in_full(write: Write) -> None:
    """The message has the whole path, to be compared with the folder."""
    folder = write(changed("plans.csv", "plan.csv"))
    assert the_fault(folder) == f"tables.plans.file: there is no file {folder.resolve() / 'plan.csv'}"


@pytest.mark.parametrize("file", ["../secret.csv", "/etc/hostname", "a/../../secret.csv"])
@pytest.mark.parametrize("where", ["tables.plans", "denominators.divorces"])
def test_a_file_outside_of_the_project_is_refused(
    write: Write, tmp_path: Path, file: str, where: str
) -> None:
    """A project is its folder: what stands elsewhere would not travel with it."""
    (tmp_path / "secret.csv").write_text("a\n")
    if where.startswith("tables"):
        settings = changed("plans.csv", file)
    else:
        settings = WHOLE + f'[{where}]\nfile = "{file}"\ndate = 2024-01-01\nsource = "x"\n'
    assert the_fault(write(settings)) == f"{where}.file: {file} is not inside the project folder"


def test_a_link_that_leads_out_of_the_project_is_refused(write: Write, tmp_path: Path) -> None:
    """Where a file really lies counts."""
    folder = write(WHOLE)
    (tmp_path / "secret.csv").write_text("a\n")
    (folder / "plans.csv").unlink()
    try:
        (folder / "plans.csv").symlink_to(tmp_path / "secret.csv")
    except OSError:
        pytest.skip("links need a right that this user does not have")
    assert the_fault(folder) == "tables.plans.file: plans.csv is not inside the project folder"


def test_a_mapped_column_that_the_kind_does_not_have_is_refused(write: Write) -> None:
    """The left side of a column mapping is a name of the toolkit."""
    fault = the_fault(write(changed('{ client = "who" }', '{ cliant = "who" }')))
    assert fault == (
        "tables.advice.columns.cliant: unknown column of the kind consultations. Did you mean “client”?"
    )


def test_a_plan_table_that_is_none_is_refused(write: Write) -> None:
    """A plan comes from a table of the kind plan; another table, or none, will not do."""
    for name in ("advice", "nothing"):
        settings = f'[[indicators]]\nid = "a"\nlabel = "A"\nunit = "people"\nplan_table = "{name}"\n'
        assert the_fault(write(WHOLE + settings)) == (
            f"indicators.0 (a): plan_table names {name}, which is no table of the kind plan"
        )


def test_indicators_have_names_of_their_own(write: Write) -> None:
    """Two indicators with one id would be two numbers in one place."""
    one = '[[indicators]]\nid = "a"\nlabel = "A"\nunit = "people"\nplan = 1\n'
    assert the_fault(write(WHOLE + one + one)) == "indicators: two indicators have the id a"


def test_an_indicator_has_one_plan_and_one_fact(write: Write) -> None:
    """Two answers to one question are refused, not chosen from."""
    base = '[[indicators]]\nid = "a"\nlabel = "A"\nunit = "people"\n'
    assert "one plan or a plan_table, not both" in the_fault(
        write(WHOLE + base + 'plan = 1\nplan_table = "plans"\n')
    )
    twice = 'stated = 1\nfact = { subject = "s", measure = "m" }\n'
    assert "a computed fact or a stated one, not both" in the_fault(write(WHOLE + base + twice))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("counts", "needs subject and unit"),
        ("satisfaction", "needs items: the columns with the answers"),
        ("prepost", "needs items, or maximum for a total score"),
    ],
)
def test_a_table_says_what_its_kind_needs(write: Write, kind: str, words: str) -> None:
    """Settings that one kind cannot do without are asked for."""
    fault = the_fault(write(changed('kind = "plan"', f'kind = "{kind}"')))
    assert fault.startswith(f"tables.plans: a table of the kind {kind} {words}")


def test_residents_are_known_for_certain_days(write: Write) -> None:
    """A built-in denominator needs a day with known residents; the message lists them."""
    settings = '[denominators.residents]\ndate = 2022-01-01\nsource = "Bureau"\n'
    assert the_fault(write(WHOLE + settings)) == (
        "denominators.residents.date: residents are known for 2023-01-01, 2024-01-01, 2024-07-01; "
        "found 2022-01-01"
    )


def test_strata_need_a_file(write: Write) -> None:
    """The built-in residents are not known by age: strata without a file are refused, and so is a double."""
    settings = '[denominators.residents]\ndate = 2024-07-01\nsource = "Bureau"\nstrata = "age"\n'
    assert "strata need a file" in the_fault(write(WHOLE + settings))
    twice = settings.replace('"age"', '["age", "age"]') + 'file = "plans.csv"\n'
    assert "strata names a column twice" in the_fault(write(WHOLE + twice))
    unknown = settings.replace('"age"', '"height"') + 'file = "plans.csv"\n'
    assert the_fault(write(WHOLE + unknown)).startswith("denominators.residents.strata")


def test_one_stratum_is_a_list_of_one(write: Write) -> None:
    """A name by itself is read like a list with that name."""
    settings = (
        '[denominators.residents]\nfile = "plans.csv"\ndate = 2024-07-01\nsource = "Bureau"\nstrata = "age"\n'
    )
    assert load_project(write(WHOLE + settings)).denominators["residents"].strata == ("age",)


def test_all_faults_come_in_one_message(write: Write) -> None:
    """The user repairs the file once, not once for each fault."""
    settings = (
        changed('["KZ-23", "Астана"]', '["Atirau", "Алматы", "KZ-23", "Атырау"]')
        .replace('funder = "a fund"', "")
        .replace('kind = "plan"', 'kind = "plans"')
    )
    found = faults(write("zzz = 1\n" + settings))
    places = {fault.split(": ")[0] for fault in found}
    assert places == {"project.regions", "project.funder", "tables.plans.kind", "zzz"}
    assert len(found) == 6


def test_faults_that_settings_have_together_are_listed_too(write: Write) -> None:
    """Files, columns, plans and notes are checked together once every single setting is right."""
    settings = (
        changed("plans.csv", "none.csv").replace('{ client = "who" }', '{ cliant = "who" }')
        + '[[indicators]]\nid = "a"\nlabel = "A"\nunit = "people"\nplan_table = "advice"\n'
        + '[[region_notes]]\ncode = "KZ-55"\nreason = "late"\n'
    )
    places = [fault.split(": ")[0] for fault in faults(write(settings))]
    assert places == [
        "tables.advice.columns.cliant",
        "tables.plans.file",
        "indicators.0 (a)",
        "region_notes",
    ]


PLANNED = '[[indicators]]\nid = "a"\nlabel = "A"\nunit = "people"\n'
TESTS = WHOLE + '[tables.tests]\nfile = "plans.csv"\nkind = "prepost"\nitems = ["q1", "q2"]\n'


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ("plan = [3, 2]\n", "a range goes from its low end to its high end; 3 is above 2"),
        ('plan = [3, 4]\noperator = ">="\n', "a plan of two numbers has the operator range, not >="),
        ('plan = 3\noperator = "range"\n', "the operator range needs two numbers, such as plan = [180, 220]"),
        ('plan = 3\noperator = ">"\ndirection = "down"\n', "the operator > asks for much, the direction down for little"),
        ("plan = 3\ntolerance = 5\n", "a tolerance belongs to the operator about"),
        ("plan = [3, 4]\nbaseline = 1\n", "a range has no way from a baseline; give one number as the plan"),
        ("interim = { plan = 3, date = 2024-01-01 }\n", "an interim target needs plan: the final one"),
        (
            "plan = 3\ndue = 2024-02-01\ninterim = { plan = 3, date = 2024-02-01 }\n",
            "an interim target lies before the final one, which is due on 2024-02-01",
        ),
        (
            "plan = 3\ninterim = [{ plan = 1, date = 2024-02-01 }, { plan = 2, date = 2024-02-01 }]\n",
            "two interim targets have the same date",
        ),
    ],
)  # fmt: skip
def test_plans_that_contradict_themselves(write: Write, settings: str, fault: str) -> None:
    """What a plan asks, in which direction and by when must fit together; nan is no number."""
    assert fault in the_fault(write(WHOLE + PLANNED + settings))


@pytest.mark.parametrize("number", ["nan", "inf"])
def test_a_plan_is_a_finite_number(write: Write, number: str) -> None:
    """TOML has nan and inf; no plan, baseline or stated fact is one."""
    for name in ("baseline", "stated"):
        assert "finite number" in the_fault(write(WHOLE + PLANNED + f"plan = 1\n{name} = {number}\n"))


def test_interim_targets_and_reasons_fit_the_project(write: Write) -> None:
    """An interim target lies inside the period, a reason belongs to a region of the project."""
    late = "plan = 3\ninterim = { plan = 1, date = 2099-01-01 }\n"
    assert "does not lie before the final one" in the_fault(write(WHOLE + PLANNED + late))
    foreign = 'plan = 3\nreasons = { "KZ-33" = "x" }\n'
    assert "reasons names KZ-33, which is not among project.regions" in the_fault(
        write(WHOLE + PLANNED + foreign)
    )


def test_usual_operators(write: Write) -> None:
    """Two numbers are a range, and where less is better a plan is a limit."""
    for settings, operator in (("plan = [1, 2]\n", "range"), ('plan = 1\ndirection = "down"\n', "<=")):
        assert load_project(write(WHOLE + PLANNED + settings)).indicators[0].operator == operator


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ('key = { q1 = "A" }', "the key has no right answer for q2"),
        ('key = { q1 = "A", q2 = " " }', "the key has no right answer for q2"),
        ('key = { q1 = "A", q2 = "B", q3 = "C" }', "the key names q3, which is not among items"),
        ('key = { q1 = "A", q2 = "E" }\noptions = ["A", "B"]', "not among options: q2 = E"),
        ('options = ["A", "B"]', "options need a key"),
        ("chosen_below = 12", "chosen_below and chosen_from belong together"),
        ("chosen_from = { mean = 11, sd = 4 }", "chosen_below and chosen_from belong together"),
        ("chosen_below = 12\nchosen_from = { mean = 11, sd = 0 }", "greater than 0"),
        ("reliability = 1.2", "less than or equal to 1"),
    ],
)
def test_settings_of_tests_must_fit(write: Write, settings: str, fault: str) -> None:
    """A key that misses a question, or an option that is none, is told with the settings."""
    (told,) = faults(write(TESTS + settings + "\n"))
    assert fault in told


def test_key_of_a_test_is_read(write: Write) -> None:
    """Key, options and how people were chosen stand in the table's settings; capitals make no difference."""
    text = TESTS + 'key = { q1 = "a", q2 = "B" }\noptions = ["A", "B"]\nreliability = 0.8\n'
    table = load_project(write(text + "chosen_below = 12\nchosen_from = { mean = 11, sd = 4 }\n")).tables[
        "tests"
    ]
    assert table.key == {"q1": "a", "q2": "B"}
    assert table.chosen_from is not None
    assert (table.chosen_from.mean, table.chosen_from.sd) == (11, 4)
