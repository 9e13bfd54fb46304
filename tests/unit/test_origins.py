"""What each number rests on: its tables, denominators and files, and no names of people."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.origins import Origin, find_origins
from evaltools.prepare import Prepared, prepare
from evaltools.results import Key, Result, Results, names_of
from tests.small import counts, small

VISITS = "date,region,client\n2024-02-01,KZ-23,A1\n2024-02-02,KZ-23,A2\n2024-03-01,KZ-71,B1\n"
RESIDENTS = "region,value\nKZ-23,1000\nKZ-71,2000\n"
SETTINGS = """
[tables.visits]
file = "visits.csv"
kind = "consultations"

[tables.promised]
file = "promised.csv"
kind = "plan"

[denominators.residents]
file = "residents.csv"
date = 2024-07-01
source = "a count"

[[indicators]]
id = "people"
label = "People"
unit = "people"
plan_table = "promised"
per_region = true
fact = { subject = "consultations", measure = "people" }

[[indicators]]
id = "offices"
label = "Offices"
unit = "offices"
plan = 2
stated = 2

[[ratios]]
id = "leaflets_each"
label = "Leaflets for each person"
numerator = { subject = "outreach", measure = "outreach", group = "item=leaflets" }
denominator = { subject = "consultations", measure = "people" }
unit = "copies"
"""


def files_of(origins: tuple[Origin, ...], name: str) -> set[str]:
    """All files that a number may rest on, by the longest name that fits it."""
    for one in names_of(Key(*name.split("|"))):
        found = [origin for origin in origins if one in origin.measures]
        if found:
            return {file for origin in found for file in origin.files}
    raise AssertionError(f"nothing is said of {name}")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Visits with rates, plans of a table, leaflets, and a ratio of two tables."""
    return small(
        tmp_path_factory.mktemp("origins"),
        SETTINGS + counts("leaflets", "outreach", "copies", 'dimensions = ["item"]'),
        visits=VISITS,
        residents=RESIDENTS,
        promised="indicator,region,plan\npeople,KZ-23,2\npeople,KZ-71,2\n",
        leaflets="item,count\nleaflets,30\n",
    )


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("KZ-23|consultations|consultations|", {"visits.csv"}),
        ("KZ|consultations|people|", {"visits.csv"}),
        ("KZ-71|consultations|people_per_10000_residents|", {"visits.csv", "residents.csv"}),
        ("KZ-71|consultations|ratio_to_others_per_residents|", {"visits.csv", "residents.csv"}),
        ("KZ-23|indicators|plan|indicator=people", {"visits.csv", "promised.csv"}),
        ("KZ|indicators|percent_of_plan|indicator=people", {"visits.csv", "promised.csv"}),
        ("KZ|indicators|fact|indicator=offices", set()),
        ("KZ|outreach|outreach|item=leaflets", {"leaflets.csv"}),
        ("KZ|effects|ratio|ratio=leaflets_each", {"leaflets.csv", "visits.csv"}),
    ],
)
def test_a_number_names_the_files_that_it_rests_on(prepared: Prepared, name: str, files: set[str]) -> None:
    """Its table, the denominator of a rate, the plan of an indicator, both parts of a ratio."""
    assert files_of(prepared.origins, name) == files


WIDER = """
[tables.visits]
file = "visits.csv"
kind = "consultations"

[tables.staff]
file = "staff.csv"
kind = "staff"

[tables.trainings]
file = "trainings.csv"
kind = "trainings"

[tables.survey]
file = "survey.csv"
kind = "satisfaction"
items = ["q1"]

[tables.articles]
file = "articles.csv"
kind = "register"
register = "publications"
folder = "letters"

[[schedules]]
id = "articles"
label = "Articles"
each = "month"
unit = "publications"
days_of = "articles"
"""


@pytest.fixture(scope="module")
def wider(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Tables whose numbers rest on others without repeating a count of them."""
    folder = tmp_path_factory.mktemp("wider")
    (folder / "letters").mkdir()
    forms = "".join(f"{region},T1,{4 + n % 2}\n" for region in ("KZ-23", "KZ-71") for n in range(25))
    return small(
        folder,
        WIDER,
        visits=VISITS,
        staff="region,specialists\nKZ-23,2\nKZ-71,1\n",
        trainings="training,region,start,participants\nT1,KZ-23,2024-05-01,60\n",
        survey=f"region,training,q1\n{forms}",
        articles="publication,day,channel,title\nP1,2024-02-05,newspaper,Advice\n",
    )


ALL = {
    "visits.csv", "staff.csv", "trainings.csv", "survey.csv", "articles.csv", "letters/",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("KZ-23|consultations|specialists|", {"staff.csv"}),
        ("KZ-23|consultations|consultations_per_specialist|", {"staff.csv", "visits.csv"}),
        ("KZ|satisfaction|satisfied|item=q1", {"survey.csv"}),
        ("KZ|satisfaction|percent_satisfied|item=q1", {"survey.csv", "trainings.csv"}),
        ("KZ|satisfaction|group_size|", {"survey.csv", "trainings.csv"}),
        # Worked out from what is shown, which is decided over all tables together.
        ("KZ-23|satisfaction|difference_from_others|item=q1", ALL),
        ("KZ|publications|publications|", {"articles.csv", "letters/"}),
        ("KZ|schedules|held|schedule=articles", {"articles.csv", "letters/"}),
    ],
)
def test_numbers_name_files_that_they_only_lean_on(wider: Prepared, name: str, files: set[str]) -> None:
    """Sizes of groups, divisors, days that are counted, attached files, and what decides what is shown."""
    region, subject, measure, group = name.split("|")
    assert wider.internal.get(region, subject, measure, group).reason != "not-reported"
    assert files_of(wider.origins, name) == files


def test_every_number_has_an_origin(prepared: Prepared) -> None:
    """Public and internal ones, by one of their names."""
    named = {name for origin in prepared.origins for name in origin.measures}
    for row in prepared.internal:
        assert named & set(names_of(row.key)), row.key


def test_origins_are_kept_with_the_results(prepared: Prepared) -> None:
    """Opened again from the cache they are the same."""
    again = prepare(prepared.project.folder)
    assert again is not prepared
    assert again.origins == prepared.origins


def test_a_table_of_several_files_names_all_of_them(tmp_path: Path) -> None:
    """Which of them a number rests on cannot be known from the number."""
    (tmp_path / "registers").mkdir()
    for name, rows in (("KZ-23", "2024-02-01,KZ-23,A1\n"), ("KZ-71", "2024-03-01,KZ-71,B1\n")):
        (tmp_path / "registers" / f"{name}.csv").write_text(f"date,region,client\n{rows}", encoding="utf-8")
    prepared = small(tmp_path, '[tables.visits]\nfile = "registers/*.csv"\nkind = "consultations"\n')
    files = files_of(prepared.origins, "KZ-23|consultations|consultations|")
    assert files == {"registers/KZ-23.csv", "registers/KZ-71.csv"}


def test_a_stated_figure_rests_on_all_its_mentions(tmp_path: Path) -> None:
    """One mention that goes moves the others: the tables of all of them count."""
    claims = (
        "claim,claimed,unit,place,table,column,where,how\n"
        "all,31,copies,text,first,count,,\nall,30,copies,text,,,,\nall,,copies,text,second,count,,\n"
        "alone,9,copies,text,third,count,,\n"
    )
    names = ("first", "second", "third")
    settings = "".join(counts(name, name, "copies") for name in names)
    prepared = small(
        tmp_path,
        settings + '[tables.claims]\nfile = "claims.csv"\nkind = "claims"\n',
        claims=claims,
        **{name: f"count\n{value}\n" for name, value in zip(names, (30, 32, 9), strict=True)},
    )
    mentions = {row.group for row in prepared.internal if row.subject == "checks"}
    assert len([group for group in mentions if "claim=all" in group]) > 1
    for group in mentions:
        files = {"third.csv"} if "alone" in group else {"first.csv", "second.csv"}
        assert files_of(prepared.origins, f"KZ|checks|stated|{group}") == {"claims.csv", *files}


def test_no_person_is_named(tmp_path: Path) -> None:
    """Scores of people stand in groups with their codes: these are told by their measure alone."""
    tests = "person,training,region,occasion,score\n" + "".join(
        f"P-{n},T1,KZ-23,{occasion},{n + add}\n"
        for n in range(8)
        for occasion, add in (("pre", 1), ("post", 3))
    )
    prepared = small(
        tmp_path,
        '[tables.tests]\nfile = "tests.csv"\nkind = "prepost"\nmaximum = 20\n',
        tests=tests,
    )
    assert any("person=" in row.group for row in prepared.internal)
    named = [name for origin in prepared.origins for name in origin.measures]
    assert "learning/score_pre" in named
    assert not [name for name in named if "person=" in name]


def test_what_only_internal_groups_rest_on_is_told_by_the_measure(tmp_path: Path) -> None:
    """Where internal numbers of one measure rest on different tables, both are named under the measure."""
    settings = counts("first", "a") + counts("second", "b")
    project = small(tmp_path, settings, first="count\n1\n", second="count\n2\n").project
    rows = Results(
        tuple(
            Result(
                region="KZ",
                subject="s",
                measure="m",
                group=f"person={table}",
                table=table,
                audience="internal",
            )
            for table in ("first", "second")
        )
    )
    origins = find_origins(project, rows, rows.public())
    assert [(origin.files, origin.measures) for origin in origins] == [
        (("first.csv",), ("s/m",)),
        (("second.csv",), ("s/m",)),
    ]
