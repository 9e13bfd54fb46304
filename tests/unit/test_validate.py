"""Validation reads every value by its type, and names the place of each that it cannot read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from evaltools.findings import Finding
from evaltools.project import Project, Table
from evaltools.read import RawTable, Reading
from evaltools.validate import PLACES, Canonical, validate
from evaltools.values import read_date, read_number

HEADER = {
    "name": "n",
    "work": "w",
    "provider": "p",
    "funder": "f",
    "period": "2024-01-01..2024-12-31",
    "cut_off": "2025-01-15",
    "languages": ("en",),
}


def project(*regions: str, language: str = "en") -> Project:
    """A project of these regions, without tables."""
    header = HEADER | {"regions": regions or ("KZ-23", "KZ-71"), "languages": (language,)}
    return Project.model_validate({"id": "p", "folder": Path("p"), "header": header})


def checked(
    kind: str, rows: Sequence[dict[str, str]], *, within: Project | None = None, **settings: Any
) -> tuple[Canonical, list[Finding]]:
    """Validate rows that stand in data.csv from row 2 on."""
    table = Table.model_validate({"file": "data.csv", "kind": kind} | settings)
    frame = pd.DataFrame(rows, index=range(2, len(rows) + 2), dtype=str).fillna("")
    return validate("data", table, RawTable("data.csv", "Sheet", frame), within or project())


def visit(**cells: str) -> dict[str, str]:
    return {"date": "2024-05-31", "client": "c-1", "region": "Атырау"} | cells


def the_error(kind: str, rows: Sequence[dict[str, str]], **settings: Any) -> Finding:
    """The only finding, which refuses the file."""
    canonical, findings = checked(kind, rows, **settings)
    (finding,) = findings
    assert (finding.severity, finding.refuses, canonical.refused) == ("error", True, True)
    return finding


# Values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("92,03", 92.03),
        ("92.03", 92.03),
        ("92,03%", 92.03),
        ("92.03 %", 92.03),
        ("1 206 432", 1206432),
        ("1\N{NO-BREAK SPACE}206\N{NO-BREAK SPACE}432", 1206432),
        ("1\N{NARROW NO-BREAK SPACE}206,5", 1206.5),
        ("-2", -2),
        ("\N{MINUS SIGN}2,5", -2.5),
        ("007", 7),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, value: float) -> None:
    """Spaces between thousands, decimal comma or point, a percent sign."""
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text", ["", "x", "3-4", "≈2000", "1,2,3", "1,206,432", "12 people", "1e5", "nan", "inf", "+5", "8 / 10"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    """Ranges, words and doubtful separators are for a person to settle."""
    with pytest.raises(ValueError, match="expected a number, found"):
        read_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-31",
        "31.05.2024",
        "2024-05-31 09:05:00",
        "2024-05-31T09:05:00Z",
        "31.05.2024 9:05:00",
        "31.5.2024",
    ],
)
def test_dates_are_read_as_tools_write_them(text: str) -> None:
    """ISO dates and dates with points, with or without a time."""
    assert read_date(text) == date(2024, 5, 31)


@pytest.mark.parametrize(
    "text", ["31/05/2024", "05-31-2024", "31.05.24", "May 2024", "45443", "2024", "2024-5-31"]
)
def test_what_could_be_another_day_is_refused(text: str) -> None:
    """Month or day first, two-digit years and serial numbers are never guessed."""
    with pytest.raises(ValueError, match="expected a date such as 2024-05-31"):
        read_date(text)


@pytest.mark.parametrize("text", ["30.02.2024", "2024-13-01", "0.1.2024"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    """The message says so, instead of asking for another form."""
    with pytest.raises(ValueError, match="there is no such day"):
        read_date(text)


def test_every_type_is_read() -> None:
    """Regions become codes, days dates, ages whole numbers, texts stay; blanks are missing."""
    canonical, findings = checked(
        "consultations",
        [visit(age="34", sex="women"), visit(region="Астанада", date="01.02.2024", age="", sex="")],
    )
    assert findings == []
    assert canonical.frame["region"].tolist() == ["KZ-23", "KZ-71"]
    assert canonical.frame["date"].tolist() == [date(2024, 5, 31), date(2024, 2, 1)]
    assert canonical.frame["age"].isna().tolist() == [False, True]
    assert str(canonical.frame["age"].dtype) == "Int64"
    assert canonical.frame["sex"].tolist() == ["women", None]
    assert canonical.frame.index.tolist() == [2, 3]


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("pre", "pre"),
        ("До", "pre"),
        ("before", "pre"),
        ("1", "pre"),
        ("ДЕЙІН", "pre"),
        ("post", "post"),
        ("после", "post"),
        ("Кейін", "post"),
        ("2", "post"),
    ],
)
def test_before_and_after_are_read_in_three_languages(text: str, occasion: str) -> None:
    """A test is the first or the second, however the sheet says it."""
    rows = [{"training": "t1", "person": "p1", "occasion": text, "score": "7,5"}]
    canonical, findings = checked("prepost", rows, maximum=10)
    assert findings == []
    assert canonical.frame["occasion"].tolist() == [occasion]
    assert canonical.frame["score"].tolist() == [7.5]


def test_operators_and_plans_are_read() -> None:
    """The signs of a plan, also as a word processor writes them."""
    rows = [
        {"indicator": f"i{n}", "unit": "people", "operator": sign, "plan": "200"}
        for n, sign in enumerate("≥≤~=<")
    ]
    canonical, findings = checked("indicators", rows)
    assert findings == []
    assert canonical.frame["operator"].tolist() == [">=", "<=", "about", "=", "<"]


@pytest.mark.parametrize(
    ("kind", "row", "column", "problem"),
    [
        (
            "consultations",
            visit(date="03/05/2024"),
            "date",
            "expected a date such as 2024-05-31 or 31.05.2024, found “03/05/2024”: which is the day, which the month?",
        ),
        ("consultations", visit(date="30.02.2024"), "date", "there is no such day as “30.02.2024”"),
        ("consultations", visit(age="thirty"), "age", "expected a number, found “thirty”"),
        ("consultations", visit(age="34,5"), "age", "expected a whole number, found “34,5”"),
        ("consultations", visit(age="-3"), "age", "expected a number from 0 up, found “-3”"),
        ("consultations", visit(region="Atirau"), "region", "there is no region called “Atirau”"),
        ("plan", {"indicator": "a", "plan": "many"}, "plan", "expected a number, found “many”"),
    ],
)
def test_a_value_that_cannot_be_read_names_its_place(
    kind: str, row: dict[str, str], column: str, problem: str
) -> None:
    """File, sheet, row, column, the value, and what was expected."""
    finding = the_error(kind, [row])
    assert (finding.code, finding.file, finding.sheet) == ("value", "data.csv", "Sheet")
    assert (finding.row, finding.column, finding.value) == (2, column, row[column])
    assert finding.message.startswith(f"data.csv, row 2, column “{column}”: ")
    assert problem in finding.message


def test_a_wrong_occasion_lists_the_right_ones() -> None:
    """The message shows what may stand there."""
    rows = [{"training": "t1", "person": "p1", "occasion": "third", "score": "7"}]
    finding = the_error("prepost", rows, maximum=10)
    assert "expected one of" in finding.message
    assert "pre" in finding.message
    assert "found “third”" in finding.message


def test_every_place_of_a_fault_is_named_up_to_a_limit() -> None:
    """Twenty places of one kind are enough to see what is wrong."""
    canonical, findings = checked("consultations", [visit(age="x")] * 25)
    assert [finding.row for finding in findings] == list(range(2, 2 + PLACES + 1))
    assert "5 more cells" in findings[-1].message
    assert (canonical.rows_read, canonical.rows_used) == (25, 0)


def test_faults_of_all_columns_are_listed_together() -> None:
    """The sender repairs the file once."""
    _, findings = checked("consultations", [visit(age="x", date="soon"), visit(region="nowhere")])
    assert {(finding.row, finding.column) for finding in findings} == {(2, "age"), (2, "date"), (3, "region")}


def test_messages_are_in_the_first_language_of_the_project() -> None:
    """The sentence frame comes from the catalogue; the place stays findable."""
    _, findings = checked("consultations", [visit(client="")], within=project(language="kk"))
    assert "data.csv" in findings[0].message
    assert "client" in findings[0].message


# Columns and blanks


def test_a_missing_column_lists_those_there_are() -> None:
    """The names of the file stand in the message."""
    rows = [{"client": "c-1", "region": "Атырау"}]
    finding = the_error("consultations", rows)
    assert (finding.code, finding.row, finding.column) == ("column-missing", 1, "date")
    assert finding.message == "data.csv: there is no column “date”. Its columns are: client, region."


def test_a_register_without_clients_is_used_and_told() -> None:
    """Consultations can be counted; clients are not known, which is not none. A blank code is still a fault."""
    canonical, findings = checked("consultations", [{"date": "2024-05-31", "region": "Атырау"}])
    assert canonical.rows_used == 1
    assert [(each.code, each.severity, each.column) for each in findings] == [
        ("column-not-found", "warning", "client")
    ]
    assert the_error("consultations", [visit(client="")]).code == "blank"


def test_a_mapped_column_that_is_not_there_is_missing_by_its_own_name() -> None:
    """The message names the column as the file should have it, even if the kind could do without."""
    finding = the_error("consultations", [visit()], columns={"age": "Возраст"})
    assert (finding.code, finding.column) == ("column-missing", "Возраст")


def test_a_mapping_renames_and_the_findings_keep_the_names_of_the_file() -> None:
    """The reader of a message looks for the column that she knows."""
    row = {"Дата": "2024-05-31", "Код": "c-1", "Область": "Атырау", "Возраст": "x"}
    columns = {"date": "Дата", "client": "Код", "region": "Область", "age": "Возраст"}
    assert the_error("consultations", [row], columns=columns).column == "Возраст"
    canonical, _ = checked("consultations", [row | {"Возраст": "3"}], columns=columns)
    assert list(canonical.frame.columns) == ["date", "client", "region", "age"]


def test_columns_that_no_schema_knows_are_not_read() -> None:
    """Names and telephone numbers beside the data go no further."""
    canonical, findings = checked("consultations", [visit(name="A. B.", telephone="+7")])
    assert findings == []
    assert list(canonical.frame.columns) == ["date", "client", "region"]


@pytest.mark.parametrize("column", ["date", "client", "region"])
def test_a_blank_required_cell_is_an_error(column: str) -> None:
    """A row without its date, client or region can be counted nowhere."""
    finding = the_error("consultations", [visit(), visit(**{column: ""})])
    assert (finding.code, finding.row, finding.column) == ("blank", 3, column)
    assert finding.message == (
        f"data.csv, row 3: the column “{column}” is empty. Fill it in, or remove the row."
    )


def test_a_blank_answer_is_no_error() -> None:
    """A person may leave a question out."""
    canonical, findings = checked("satisfaction", [{"q1": "5", "q2": ""}], items=("q1", "q2"))
    assert findings == []
    assert canonical.frame["q2"].isna().tolist() == [True]


def test_dimensions_must_be_filled() -> None:
    """A count belongs to a category of each dimension."""
    rows = [{"programme": "", "count": "3"}]
    settings = {"subject": "s", "unit": "people", "dimensions": ("programme",)}
    assert the_error("counts", rows, **settings).code == "blank"


# Regions


def test_an_ambiguous_region_is_a_finding_and_no_guess() -> None:
    """With both Almatys in the project the file is refused, and the message offers both."""
    finding = the_error("consultations", [visit(region="Алматы")], within=project("KZ-19", "KZ-75"))
    assert finding.code == "region-ambiguous"
    assert "KZ-19 Almaty Region; KZ-75 Almaty city" in finding.message


@pytest.mark.parametrize(("listed", "other"), [("KZ-75", "KZ-19"), ("KZ-19", "KZ-75")])
def test_a_bare_almaty_is_the_one_of_the_project(listed: str, other: str) -> None:
    """The project's list says which is meant."""
    canonical, findings = checked("consultations", [visit(region="Алматы")], within=project(listed, "KZ-23"))
    assert findings == []
    assert canonical.frame["region"].tolist() == [listed] != [other]


def test_rows_of_other_regions_are_left_out_and_counted() -> None:
    """A warning for each region, with the number of rows; the others are used."""
    rows = [visit(), visit(region="Павлодар"), visit(region="Павлодарская обл."), visit(region="Актау")]
    canonical, findings = checked("consultations", rows)
    assert canonical.frame.index.tolist() == [2]
    assert canonical.left_out == {"region-outside": 3}
    assert not canonical.refused
    assert [(f.severity, f.code, f.region, f.refuses) for f in findings] == [
        ("warning", "region-outside", "KZ-47", False),
        ("warning", "region-outside", "KZ-55", False),
    ]
    assert "Pavlodar Region" in findings[1].message
    assert "2 rows" in findings[1].message


def test_a_blank_region_below_a_filled_one_is_told() -> None:
    """In a table of indicators it counts for the whole project, and may have meant “as above”."""
    rows = [
        {"indicator": "a", "region": "KZ-23", "unit": "people", "plan": "10", "fact": "9"},
        {"indicator": "b", "region": "", "unit": "people", "plan": "5", "fact": "6"},
    ]
    _, findings = checked("indicators", rows)
    assert [(each.code, each.row) for each in findings] == [("region-blank", 3)]


@pytest.mark.parametrize(
    ("plan", "low", "high"),
    [
        ("2000 чел.", 2000, None),
        ("2-3 мың адам", 2000, 3000),
        ("2 тыс.", 2000, None),
        ("30 (тридцать)", 30, None),
        ("3‑4", 3, 4),
    ],
)
def test_plans_with_units_and_thousands(plan: str, low: float, high: float | None) -> None:
    """A unit behind the number says nothing more; thousands multiply it."""
    rows = [{"indicator": "a", "unit": "people", "plan": plan, "fact": "9"}]
    canonical, _ = checked("indicators", rows)
    assert canonical.frame["plan"].tolist() == [low]
    assert (
        "plan_high" in canonical.frame and canonical.frame["plan_high"].tolist() == [high]
    ) or high is None


@pytest.mark.parametrize("plan", ["5\n100", "2.000 чел.", "10 (очно) 200 (онлайн)"])
def test_plans_that_could_be_two_numbers_are_refused(plan: str) -> None:
    """Two lines are no number of four digits, and 2.000 may be two or two thousand."""
    assert (
        the_error("indicators", [{"indicator": "a", "unit": "x", "plan": plan, "fact": "9"}]).code == "value"
    )


def test_a_visit_to_the_whole_country_is_refused() -> None:
    """It would count in no region, and so in no sum."""
    rows = [{"date": "2024-03-01", "region": "Казахстан", "client": "K1"}]
    finding = the_error("consultations", rows)
    assert (finding.code, finding.row, finding.column) == ("region-country", 2, "region")


def test_the_country_stands_in_tables_of_figures() -> None:
    """A row for the whole country belongs to every project; a blank region is no other region."""
    settings = {"subject": "s", "unit": "people"}
    rows = [{"region": "Казахстан", "count": "5"}, {"region": "", "count": "6"}]
    canonical, findings = checked("counts", rows, **settings)
    assert findings == []
    assert canonical.frame["count"].tolist() == [5, 6]


# Period


def test_rows_outside_the_period_are_left_out_and_counted() -> None:
    """First and last day are inside; one warning says how many rows and where the first is."""
    days = ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01")
    canonical, findings = checked("consultations", [visit(date=day) for day in days])
    assert canonical.frame["date"].tolist() == [date(2024, 1, 1), date(2024, 12, 31)]
    assert canonical.left_out == {"date-outside": 2}
    (finding,) = findings
    assert (finding.severity, finding.code, finding.row, finding.refuses) == (
        "warning",
        "date-outside",
        2,
        False,
    )
    assert "2024-01-01..2024-12-31" in finding.message


def test_a_training_without_a_date_is_not_outside_the_period() -> None:
    """Unknown is not outside."""
    rows = [
        {"training": "t1", "region": "Атырау", "date": ""},
        {"training": "t2", "region": "Атырау", "date": "2023-05-01"},
    ]
    canonical, _ = checked("trainings", rows)
    assert canonical.frame["training"].tolist() == ["t1"]
    assert canonical.left_out == {"date-outside": 1}


def test_a_row_is_left_out_for_one_reason_only() -> None:
    """Each row is counted once, under the first reason."""
    rows = [visit(), visit(region="Павлодар", date="2020-01-01"), visit(date="2020-01-01")]
    canonical, _ = checked("consultations", rows)
    assert canonical.left_out == {"region-outside": 1, "date-outside": 1}
    assert (canonical.rows_read, canonical.rows_used) == (3, 1)


# Filters


def test_rows_that_were_not_asked_for_are_counted_apart() -> None:
    """A filter takes part of a file; faults in the rest do not matter."""
    rows = [visit(form="b", age="x"), visit(form="a"), visit(form="")]
    canonical, findings = checked("consultations", rows, where={"form": "a"})
    assert findings == []
    assert canonical.frame.index.tolist() == [3]
    assert canonical.left_out == {"not-asked-for": 2}


def test_a_filter_on_a_column_that_is_not_there_is_an_error() -> None:
    """A filter that cannot be applied must not let everything through."""
    finding = the_error("consultations", [visit()], where={"form": "a"})
    assert (finding.code, finding.column) == ("column-missing", "form")


# What is left


def test_a_refused_file_is_empty_and_says_so() -> None:
    """No row of it is used, whatever the other rows are like."""
    canonical, _ = checked("consultations", [visit(), visit(age="x"), visit(region="Павлодар")])
    assert canonical.refused
    assert canonical.frame.empty
    assert (canonical.rows_read, canonical.rows_used, canonical.left_out) == (3, 0, {"refused": 3})


def test_an_empty_file_is_used_as_it_is() -> None:
    """No rows is no fault: a region may have had no clients."""
    table = Table(file="data.csv", kind="consultations")
    raw = RawTable("data.csv", "", pd.DataFrame(columns=["date", "client", "region"], dtype=str))
    canonical, findings = validate("data", table, raw, project())
    assert (findings, canonical.refused, canonical.rows_read, canonical.rows_used) == ([], False, 0, 0)


def test_codes_of_people_never_reach_a_finding() -> None:
    """Whatever is wrong with a row, the message does not say whose it is."""
    rows = [
        visit(client="IIN900101300123", age="x"),
        visit(client="IIN900101300123", region="Павлодар"),
        visit(client="IIN900101300123", date=""),
    ]
    _, findings = checked("consultations", rows)
    assert findings
    assert not any("IIN900101300123" in str(value) for f in findings for value in f.as_row().values())


# Rows that say the same, and answers off the scale


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("regional-figures", {"region": "KZ-23", "clients": "5"}),
        ("plan", {"indicator": "a", "region": "KZ-23", "plan": "5"}),
        ("satisfaction-figures", {"item": "q1", "percent": "90"}),
        ("trainings", {"training": "T1", "region": "KZ-23"}),
    ],
)
def test_two_rows_that_say_the_same_are_refused(kind: str, row: dict[str, str]) -> None:
    """Which of the two is meant is not guessed: the later row is named."""
    finding = the_error(kind, [row, row])
    assert (finding.code, finding.row) == ("row-twice", 3)


def test_an_answer_off_the_scale_is_refused() -> None:
    """An 8 on a scale from 1 to 5 is a mistake, or a “don't know” that the settings must name."""
    rows = [{"region": "KZ-23", "q1": "4"}, {"region": "KZ-23", "q1": "8"}, {"region": "KZ-23", "q1": ""}]
    finding = the_error("satisfaction", rows, items=("q1",))
    assert (finding.code, finding.row, finding.column, finding.value) == ("off-scale", 3, "q1", "8")
    assert checked("satisfaction", rows, items=("q1",), dont_know=(8,))[1] == []


def test_a_score_above_the_maximum_is_refused() -> None:
    """21 points of 20 are a mistake, and so is a mark that is neither right nor wrong."""
    row = {"training": "T1", "person": "p1", "occasion": "pre"}
    assert the_error("prepost", [row | {"score": "21"}], maximum=20).code == "off-scale"
    assert the_error("prepost", [row | {"q1": "2"}], items=("q1",)).column == "q1"


RAW = {"items": ("q1", "q2"), "key": {"q1": "A", "q2": "B"}}


def test_answers_of_a_test_with_a_key_are_options() -> None:
    """Stray spaces and small letters make no difference; a blank stays one."""
    row = {"training": "T1", "person": "p1", "occasion": "pre", "q1": " a ", "q2": ""}
    canonical, findings = checked("prepost", [row], **RAW, options=("A", "B"))
    assert findings == []
    assert canonical.frame["q1"].tolist() == ["A"]
    assert canonical.frame["q2"].isna().all()


def test_an_answer_that_is_no_option_is_refused() -> None:
    """A mistyped answer would count as wrong in silence: the row and the column are named, look-alikes too."""
    row = {"training": "T1", "person": "p1", "occasion": "pre", "q1": "A", "q2": "B"}
    cyrillic = row | {"occasion": "post", "q2": "\N{CYRILLIC CAPITAL LETTER VE}"}
    finding = the_error("prepost", [row, cyrillic], **RAW, options=("A", "B"))
    assert (finding.code, finding.row, finding.column) == ("no-option", 3, "q2")
    assert "A, B" in finding.message
    assert checked("prepost", [cyrillic], **RAW)[1] == []


def test_a_percentage_above_a_hundred_is_refused() -> None:
    """No published share is more than the whole."""
    assert "from 0 to 100" in the_error("satisfaction-figures", [{"item": "q1", "percent": "101"}]).message


def scores(*rows: tuple[str, str, str]) -> list[dict[str, str]]:
    return [
        {"training": "t1", "person": person, "occasion": occasion, "score": score}
        for person, occasion, score in rows
    ]


def test_spellings_of_one_code_are_one_person_and_told() -> None:
    """A space, a hyphen, a small or Cyrillic letter, a zero in front: the usual spelling is kept."""
    rows = scores(("A-07", "pre", "5"), ("а7", "post", "8"))
    canonical, findings = checked("prepost", rows, maximum=10)
    assert set(canonical.frame["person"]) == {"A-07"}
    assert [(each.code, each.row, each.value) for each in findings] == [("code-cleaned", 3, "…")]


def test_two_tests_under_two_spellings_are_refused() -> None:
    """Whether "A7" and "a-7" of one test are one person or two is for the trainer to say."""
    finding = the_error("prepost", scores(("A7", "pre", "5"), ("a-7", "pre", "6")), maximum=10)
    assert (finding.code, finding.row) == ("person-unclear", 3)
    assert "rows 2 and 3" in finding.message


def test_numbers_parted_by_a_hyphen_stay_apart() -> None:
    """T1-03 and T10-3 are two people."""
    canonical, findings = checked("prepost", scores(("T1-03", "pre", "5"), ("T10-3", "pre", "6")), maximum=10)
    assert list(canonical.frame["person"]) == ["T1-03", "T10-3"]
    assert findings == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("80%", "expected points"),
        ("8 / 12", "expected points of 10"),
        ("11", "not on the scale"),
        ("-1", "from 0 up"),
    ],
)
def test_scores_that_cannot_be(text: str, problem: str) -> None:
    """A percentage among points, another maximum, more than the maximum, less than nothing."""
    finding = the_error("prepost", scores(("A1", "pre", text)), maximum=10)
    assert problem in finding.message


def test_scores_as_a_quiz_writes_them() -> None:
    """Google Forms: 8 / 10."""
    canonical, _ = checked("prepost", scores(("A1", "pre", "8 / 10")), maximum=10)
    assert list(canonical.frame["score"]) == [8]


def test_both_tests_in_one_row_become_two() -> None:
    """Rows read and used are rows of the file; a blank test is not taken."""
    rows = [{"person": "A1", "pre": "5", "post": "8"}, {"person": "A2", "pre": "6", "post": ""}]
    canonical, findings = checked("prepost", rows, maximum=10, layout="wide", fill={"training": "t1"})
    assert (canonical.rows_read, canonical.rows_used, findings) == (2, 2, [])
    frame = canonical.frame
    assert list(frame["occasion"]) == ["pre", "pre", "post", "post"]
    assert list(frame["score"].fillna(-1)) == [5, 6, 8, -1]
    assert set(frame["training"]) == {"t1"}


def test_answers_in_words_become_numbers() -> None:
    """Capitals and punctuation make no difference; an answer that is no step is named."""
    answers = {"Удовлетворён": 4, "Не знаю": 99}
    rows = [{"q": "удовлетворен"}, {"q": "Не знаю."}, {"q": "5"}]
    canonical, _ = checked("satisfaction", rows, items=("q",), answers=answers, dont_know=(99,))
    assert list(canonical.frame["q"]) == [4, 99, 5]
    finding = the_error("satisfaction", [{"q": "Так себе"}], items=("q",), answers=answers)
    assert "expected one of Удовлетворён; Не знаю" in finding.message


def test_a_visit_that_stands_there_twice_is_told_and_counted() -> None:
    """Both may be true: two visits on one day."""
    canonical, findings = checked("consultations", [visit(), visit(client="c-2"), visit()])
    assert canonical.rows_used == 3
    assert [(each.code, each.severity, each.row) for each in findings] == [("rows-repeated", "warning", 4)]


PLAN_COLUMNS = ("indicator", "plan", "plan_high", "operator", "baseline", "direction", "unit")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("a,5,4,,,,events", "plan_high"),
        ("a,,4,,,,events", "plan_high"),
        ("a,3,4,>=,,,events", "plan_high"),
        ("a,3,4,,9,,events", "plan_high"),
        ("a,3,,at least,,down,events", "direction"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(row: str, column: str) -> None:
    """A range that is none, or much asked where less is better: which is meant is not guessed."""
    canonical, (finding, *_) = checked("indicators", [dict(zip(PLAN_COLUMNS, row.split(","), strict=True))])
    assert canonical.refused
    assert (finding.code, finding.column, finding.row) == ("plan-contradicts", column, 2)


@pytest.mark.parametrize("row", ["a,3,4,,,,events", "a,3,4,range,,,events", "a,3,,?,9,down,events"])
def test_a_plan_with_all_that_belongs_to_it_is_read(row: str) -> None:
    """Ranges, unknown operators, baselines and directions are read."""
    canonical, findings = checked("indicators", [dict(zip(PLAN_COLUMNS, row.split(","), strict=True))])
    assert (canonical.refused, findings) == (False, [])


# Claims and registers


def test_a_claim_is_read_with_all_its_columns() -> None:
    """Numbers, ranges, days, operators in words; a blank where nothing is stated."""
    row = {
        "claim": "people", "claimed": "1 200", "claimed_high": "1 250", "claimed_date": "26.11.2020",
        "operator": "не более", "unit": "people", "place": "text", "table": "parts", "column": "count",
        "where": "breakdown=sex; region=KZ-23|KZ-71", "how": "sum", "label_ru": "Люди",
    }  # fmt: skip
    blank = dict.fromkeys(row, "") | {"claim": "trust", "unit": "people"}
    canonical, findings = checked("claims", [row, blank])
    assert findings == []
    read, empty = canonical.frame.to_dict("records")
    assert (read["claimed"], read["claimed_high"], read["claimed_date"]) == (1200, 1250, date(2020, 11, 26))
    assert (read["operator"], read["where"]) == ("<=", "breakdown=sex; region=KZ-23|KZ-71")
    assert {name for name, value in empty.items() if not pd.isna(value)} == {"claim", "unit"}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"claim": ""}, "claim"),
        ({"unit": ""}, "unit"),
        ({"claimed": "about 20"}, "claimed"),
        ({"claimed_high": "many"}, "claimed_high"),
        ({"claimed_date": "in May"}, "claimed_date"),
        ({"operator": "like"}, "operator"),
    ],
)
def test_a_claim_that_cannot_be_read_refuses_its_list(row: dict[str, str], column: str) -> None:
    """A claim that were left out in silence would not be checked."""
    whole = {
        "claim": "a", "claimed": "1", "claimed_high": "", "claimed_date": "", "operator": "", "unit": "people",
        "table": "", "column": "",
    }  # fmt: skip
    finding = the_error("claims", [whole | row])
    assert (finding.column, finding.row) == (column, 2)


@pytest.mark.parametrize("column", ["claim", "claimed", "unit", "table", "column"])
def test_a_list_of_claims_has_the_columns_that_a_comparison_needs(column: str) -> None:
    """The others may be missing."""
    row = {"claim": "a", "claimed": "1", "unit": "people", "table": "t", "column": "c"}
    assert checked("claims", [row])[1] == []
    assert (
        the_error("claims", [{name: cell for name, cell in row.items() if name != column}]).code
        == "column-missing"
    )


def test_a_register_needs_what_names_its_rows() -> None:
    """A column that must be filled, in every row; the others may be missing."""
    canonical, findings = checked("register", [{"event": "a", "kind": "fair"}], register="events")
    assert (findings, list(canonical.frame)) == ([], ["event", "kind"])
    assert the_error("register", [{"kind": "fair"}], register="events").code == "column-missing"
    assert the_error("register", [{"event": "", "kind": "fair"}], register="events").code == "blank"


def test_days_of_a_register_outside_the_period_stay() -> None:
    """Its rows are shown; a check tells of them. Rows of other regions are left out."""
    rows = [
        {"event": "a", "day": "2030-01-01", "region": "KZ-23"},
        {"event": "b", "day": "", "region": "Абай"},
    ]
    canonical, findings = checked("register", rows, register="events")
    assert canonical.frame["event"].tolist() == ["a"]
    assert [each.code for each in findings] == ["region-outside"]


# Surveys

HEARD = {"heard": {"options": ["friends", "at the court"], "none": "none"}}


def test_ticks_are_read_as_they_come() -> None:
    """Doubles, stray spaces and blanks are no mistakes; a cell of separators is a blank."""
    rows = [
        {"q1": "5", "heard": text} for text in ("friends; at  the court ", "none", "", ";", "friends;friends")
    ]
    assert checked("satisfaction", rows, items=("q1",), select_all=HEARD)[1] == []


def test_an_unknown_option_is_refused_and_not_repeated() -> None:
    """What somebody wrote in place of an option may name a person: the place is told, the text is not."""
    rows = [{"q1": "5", "heard": "friends"}, {"q1": "5", "heard": "friends;my aunt Aigul"}]
    finding = the_error("satisfaction", rows, items=("q1",), select_all=HEARD)
    assert (finding.code, finding.row, finding.column) == ("option-unknown", 3, "heard")
    assert "Aigul" not in finding.message + finding.value
    assert "friends, at the court, none" in finding.message


@pytest.mark.parametrize("answer", ["11", "-1"])
def test_a_recommendation_runs_from_0_to_10(answer: str) -> None:
    """An answer off the scale of readiness to recommend refuses the file."""
    finding = the_error("satisfaction", [{"q1": "5", "nps": answer}], items=("q1",), recommend="nps")
    assert (finding.row, finding.column) == (2, "nps")


@pytest.mark.parametrize(("weight", "code"), [("0", "weight-not-positive"), ("", "blank"), ("-1", "value")])
def test_a_weight_is_above_zero_in_every_row(weight: str, code: str) -> None:
    """A form without a weight would be left out in silence."""
    finding = the_error("satisfaction", [{"q1": "5", "w": weight}], items=("q1",), weight="w")
    assert (finding.code, finding.row) == (code, 2)


def test_columns_of_further_questions_must_be_there() -> None:
    """A question that the settings name and the file lacks is asked for."""
    finding = the_error("satisfaction", [{"q1": "5"}], items=("q1",), recommend="nps")
    assert (finding.code, finding.column) == ("column-missing", "nps")


# What reading says of the file


def test_rows_left_out_in_reading_are_counted() -> None:
    """Rows read are those of the file: used, left out in reading, left out here."""
    frame = pd.DataFrame([visit(), visit(region="Астана")], index=[2, 3], dtype=str)
    reading = Reading(left_out={"total": np.array([4, 9]), "note": np.array([11])})
    raw = RawTable("data.csv", "", frame, reading)
    table = Table.model_validate({"file": "data.csv", "kind": "consultations"})
    canonical, _ = validate("data", table, raw, project("KZ-23"))
    assert (canonical.rows_read, canonical.rows_used) == (5, 1)
    assert canonical.left_out == {"total": 2, "note": 1, "region-outside": 1}


def test_a_refused_file_counts_all_its_rows() -> None:
    """Rows that reading left out are refused with the rest."""
    frame = pd.DataFrame([visit(age="x")], index=[2], dtype=str)
    raw = RawTable("data.csv", "", frame, Reading(left_out={"total": np.array([3])}))
    table = Table.model_validate({"file": "data.csv", "kind": "consultations"})
    canonical, _ = validate("data", table, raw, project())
    assert (canonical.rows_read, canonical.rows_used, canonical.left_out) == (2, 0, {"refused": 2})


def test_rows_of_several_sheets_keep_their_places() -> None:
    """Each sheet has a row 2: a finding names the sheet and its own row."""
    frame = pd.DataFrame(
        [visit() | {"sheet": "Атырау"}, visit(age="x", region="Астана") | {"sheet": "Астана"}],
        index=[2, 2],
        dtype=str,
    ).fillna("")
    table = Table.model_validate({"file": "data.xlsx", "kind": "consultations", "sheet": "*"})
    _, findings = validate("data", table, RawTable("data.xlsx", "*", frame), project())
    (finding,) = findings
    assert (finding.sheet, finding.row, finding.column) == ("Астана", 2, "age")
    assert finding.message.startswith("data.xlsx, sheet “Астана”, row 2, column “age”: ")


def test_words_for_missing_are_counted_in_a_note() -> None:
    """They are no faults of a number, and blanks where a cell must be filled."""
    rows = [visit(age="н/д"), visit(age="30"), visit(client="c-2", age="н/д")]
    canonical, findings = checked("consultations", rows)
    assert canonical.frame["age"].isna().tolist() == [True, False, True]
    assert [(each.code, each.severity, each.row) for each in findings] == [("missing-words", "note", 2)]
    assert "2 cells" in findings[0].message
    canonical, findings = checked("consultations", [visit(date="нет данных")])
    assert [each.code for each in findings] == ["missing-words", "blank"]
    assert canonical.refused


def test_serial_days_of_a_whole_column_are_told() -> None:
    """The first day stands in the note, so that a wrong base is seen."""
    canonical, findings = checked("consultations", [visit(date="45443"), visit(date="45444")])
    assert canonical.frame["date"].tolist() == [date(2024, 5, 31), date(2024, 6, 1)]
    assert [each.code for each in findings] == ["serial-column"]
    assert "2024-05-31" in findings[0].message


def test_percentages_that_may_be_fractions_are_a_warning() -> None:
    """0.92 is a strange percentage of satisfied people."""
    rows = [{"item": "a", "percent": "0.92"}, {"item": "b", "percent": "0.85"}]
    _, findings = checked("satisfaction-figures", rows)
    assert [(each.code, each.severity) for each in findings] == [("percent-fraction", "warning")]


def test_the_file_says_what_a_separator_means() -> None:
    """Decimal commas elsewhere in the file decide; in a file with semicolons a point decides nothing."""
    table = Table.model_validate({"file": "data.csv", "kind": "plan"})
    frame = pd.DataFrame([{"indicator": "a", "plan": "1,234"}], index=[2], dtype=str)
    reading = Reading(format="text", delimiter=";", decimal=",")
    canonical, findings = validate("data", table, RawTable("data.csv", "", frame, reading), project())
    assert (canonical.frame["plan"].tolist(), findings) == ([1.234], [])
    frame = pd.DataFrame([{"indicator": "a", "plan": "1.234"}], index=[2], dtype=str)
    reading = Reading(format="text", delimiter=";")
    canonical, findings = validate("data", table, RawTable("data.csv", "", frame, reading), project())
    assert "could be 1234 or 1.234" in findings[0].message


def test_typed_numbers_say_nothing_of_typed_texts() -> None:
    """The point of a stored number is no sign that a comma in a text parts thousands."""
    table = Table.model_validate({"file": "data.xlsx", "kind": "plan"})
    frame = pd.DataFrame(
        [{"indicator": "a", "plan": "1,234"}, {"indicator": "b", "plan": "2.5"}], index=[2, 3], dtype=str
    )
    raw = RawTable("data.xlsx", "s", frame, Reading(format="xlsx", typed=True))
    canonical, findings = validate("data", table, raw, project())
    assert canonical.refused
    assert "could be 1234 or 1.234" in findings[0].message


def test_faults_of_values_are_said_in_the_language_of_the_project() -> None:
    """The reason stands inside the sentence, in the same language."""
    _, findings = checked("consultations", [visit(age="много")], within=project(language="ru"))
    assert (
        findings[0].message
        == "data.csv, строка\N{NO-BREAK SPACE}2, столбец «age»: ожидалось число, а стоит «много»"
    )
