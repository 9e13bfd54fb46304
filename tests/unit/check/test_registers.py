"""Registers: what is missing, what stands there twice, what is linked, attached and agreed to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evaltools.check import check
from evaltools.findings import Finding
from evaltools.registers import known_registers
from tests.unit.check.cases import Tables, case_of, codes, examined, only


def listed(register: str, rows: str, **more: Any) -> list[Finding]:
    return examined({"list": ("register", rows, {"register": register} | more)})


# Cells


def test_a_row_with_an_empty_cell_names_what_is_missing() -> None:
    """By the headings of the report, in the language of the findings; the other row is complete."""
    rows = "activity,title,start,place,participants\na,Seminar,2024-05-05,,\nb,Fair,2024-05-06,Atyrau,30\n"
    (missing,) = listed("activities", rows)  # what is complete is told of the whole list or not at all
    assert (missing.severity, missing.code, missing.row, missing.column) == (
        "warning", "register-incomplete", 2, "place, participants",
    )  # fmt: skip
    assert "“Seminar”: not stated: place, participants." in missing.message
    (complete,) = listed("activities", rows.replace(",2024-05-05,,", ",2024-05-05,Oral,5"))
    assert (complete.code, complete.computed) == ("register-complete", "2")
    tables: Tables = {"list": ("register", rows, {"register": "activities"})}
    russian = examined(tables, language="ru")[0].message
    assert "место" in russian.casefold()


def test_a_text_in_any_language_fills_a_cell() -> None:
    """A place in Kazakh alone is stated."""
    rows = "activity,title_ru,start,place_kk,participants\na,Семинар,2024-05-05,Атырау,5\n"
    assert codes(listed("activities", rows)) == ["register-complete"]


@pytest.mark.parametrize("name", sorted(known_registers()))
def test_an_empty_register_is_no_fault(name: str) -> None:
    """Headings alone: the list is kept, and nothing stands in it."""
    columns = [column.files[0] for column in known_registers()[name].columns]
    assert listed(name, ",".join(columns) + "\n") == []


@pytest.mark.parametrize("name", sorted(known_registers()))
def test_columns_that_may_be_missing_stop_nothing(name: str) -> None:
    """Only the columns that must be filled, one row: read, and checked without a fault."""
    register = known_registers()[name]
    columns = register.having("filled") or register.having("row")
    value = {"region": "KZ-23", "flag": "yes"}
    rows = ",".join(column.files[0] for column in columns) + "\n"
    rows += ",".join(value.get(column.type, "x") for column in columns) + "\n"
    found = listed(name, rows)
    assert set(codes(found)) <= {"register-incomplete", "register-complete"}


def test_a_row_without_its_name_is_incomplete() -> None:
    """What names a row has no heading of its own: it is called Name, as on the page."""
    (missing,) = listed("partners", "partner,title,kind\np1,Fund,public\np2,,state\n")
    assert (missing.code, missing.row, missing.column) == ("register-incomplete", 3, "title")
    assert "“p2”: not stated: name." in missing.message


# Entries that stand there twice


def test_an_entry_that_stands_there_again_is_told() -> None:
    """Three entries of a list, two different ones; the same entry in another list is none."""
    rows = "list,language,title,copies\nA,kk,Leaflet,5\nA,kk,Poster,5\nA,kk,Leaflet,5\nB,kk,Leaflet,5\n"
    (found,) = only(listed("printed", rows), "entry-twice")
    assert (found.severity, found.row, found.claimed, found.computed) == ("warning", 4, "3", "2")
    assert "“Leaflet” stands there again" in found.message


def test_an_entry_that_differs_in_anything_is_another_one() -> None:
    """The same ministry with another letter."""
    rows = "recommendation,title,text\na,Ministry,First\nb,Ministry,Second\n"
    assert only(listed("recommendations", rows), "entry-twice") == []
    assert codes(only(listed("recommendations", rows.replace("Second", "First")), "entry-twice")) == [
        "entry-twice"
    ]


def test_rows_without_a_name_are_not_taken_for_each_other() -> None:
    """Nothing is called nan, and nothing is told of what has no name."""
    assert only(listed("partners", "partner,title,kind\np1,A,state\n,,state\n,,state\n"), "entry-twice") == []


def test_words_of_people_are_not_repeated_in_a_finding() -> None:
    """A finding may stand on a public page: whatever is wrong with a row, its words stay out."""
    rows = "theme,text,consent\nx,My neighbour beats me,no\nx,My neighbour beats me,\n"
    found = listed("feedback", rows)
    assert codes(found) == ["consent-missing"]
    assert "neighbour" not in found[0].message + found[0].action


def test_people_may_say_the_same() -> None:
    """Two people who thank in the same words are two people: no entry stands there twice."""
    rows = "theme,text,consent\nx,Thank you,yes\nx,Thank you,yes\n"
    assert only(listed("feedback", rows), "entry-twice") == []


def test_telephones_in_names_are_masked_in_a_finding() -> None:
    """A partner that was entered with its number."""
    rows = "partner,title,kind\n,Fund 8 701 123 45 67,public\n,Fund 8 701 123 45 67,public\n"
    (found,) = only(listed("partners", rows), "entry-twice")
    assert "123" not in found.message
    assert "Fund •••" in found.message


def test_a_code_that_names_two_rows_is_told() -> None:
    """A link to it could mean either; regions and codes that may be left out are no such names."""
    rows = "event,kind,title\na,fair,One\na,fair,Two\nb,fair,Three\n"
    (found,) = only(listed("events", rows), "entry-twice")
    assert (found.code, found.row, found.column, found.claimed, found.computed) == (
        "entry-twice", 3, "event", "3", "2",
    )  # fmt: skip
    assert "“a” stands there again" in found.message
    assert only(listed("partners", "partner,title,kind\np,A,x\np,B,x\n"), "entry-twice") == []
    assert only(listed("centres", "region,title\nKZ-23,A\nKZ-23,B\n"), "entry-twice") == []


# Links and evidence

ACTIVITIES = (
    "activity,title,start,place,participants\na1,Seminar,2024-05-05,Atyrau,30\na2,Fair,2024-05-06,Atyrau,20\n"
)


def evidence(rows: str, **more: Any) -> list[Finding]:
    tables: Tables = {
        "activities": ("register", ACTIVITIES, {"register": "activities"}),
        "evidence": ("register", rows, {"register": "evidence"} | more),
    }
    return only(
        examined(tables),
        "link-unknown",
        "evidence-missing",
        "evidence-present",
        "files-agree",
        "files-differ",
    )


def test_a_code_of_a_row_that_is_not_there_is_an_error() -> None:
    """The code, where it stands, and which register lacks it."""
    found = evidence("evidence,activity,title\ne1,a1,Photos\ne2,a9,Lists\n")
    link, missing, present = found
    assert (link.severity, link.code, link.row, link.value) == ("error", "link-unknown", 3, "a9")
    assert "Activities" in link.message
    assert (missing.code, missing.file, missing.row, missing.other_place) == (
        "evidence-missing", "activities.csv", 3, "evidence.csv",
    )  # fmt: skip
    assert (present.code, present.claimed, present.computed) == ("evidence-present", "2", "1")


def test_without_any_evidence_nothing_is_present() -> None:
    """An empty register of evidence: every activity is told."""
    assert codes(evidence("evidence,activity,title\n")) == ["evidence-missing"] * 2


def test_without_the_other_register_no_link_is_unknown() -> None:
    """A project that keeps no list of activities has nothing to look them up in."""
    assert (
        only(
            listed("evidence", "evidence,activity,title\ne1,a1,Photos\n"), "link-unknown", "evidence-missing"
        )
        == []
    )


def test_files_are_counted_in_the_folder(tmp_path: Path) -> None:
    """By a name, by a pattern, and a name with brackets is a name; nothing outside of the folder is counted."""
    (tmp_path / "evidence").mkdir()
    for name in ("a.jpg", "b.jpg", "list [1].pdf"):
        (tmp_path / "evidence" / name).touch()
    (tmp_path / "project.toml").touch()
    rows = (
        "evidence,activity,title,count,file\n"
        "e1,a1,Photos,2,*.jpg\ne2,a1,Lists,1,list [1].pdf\ne3,a1,Photos,3,*.jpg\n"
        "e4,a1,Settings,1,../project.toml\ne5,a1,Later,4,\n"
    )
    made = case_of({"list": ("register", rows, {"register": "evidence", "folder": "evidence"})})
    project = made.project.model_copy(update={"folder": tmp_path})
    found = only(check(project, made.tables, made.results, made.labels), "files-agree", "files-differ")
    assert [(each.code, each.row, each.claimed, each.computed) for each in found] == [
        ("files-agree", 2, "2", "2"),
        ("files-agree", 3, "1", "1"),
        ("files-differ", 4, "3", "2"),
        ("files-differ", 5, "1", "0"),
    ]


def test_a_number_of_evidence_is_the_fact_of_its_indicator() -> None:
    """Two rows name indicators: one agrees, one does not; the third names none."""
    tables: Tables = {
        "list": (
            "register",
            "evidence,activity,title,count,indicator\ne1,a,A,10,i\ne2,a,B,12,i\ne3,a,C,7,\n",
            {"register": "evidence"},
        ),
        "plans": ("indicators", "indicator,operator,plan,fact,unit\ni,=,10,10,people\n"),
    }
    differs, agrees = only(examined(tables, "KZ-23"), "mention-differs", "mention-agrees")
    assert (differs.row, differs.column, differs.claimed, differs.computed, differs.other_place) == (
        3, "i", "12", "10", "plans.csv",
    )  # fmt: skip
    assert agrees.message == "Evidence: 1 number is the fact of the indicator that it names."


# Consent


@pytest.mark.parametrize(
    ("register", "rows", "without"),
    [
        ("feedback", "theme,text,consent\nx,Good,yes\nx,Bad,no\nx,So so,\n", 2),
        ("feedback", "theme,text\nx,Good\n", 1),  # nobody was asked
        ("feedback", "theme,text,consent\nx,,\n", 0),  # no words, nothing to agree to
        ("feedback", "theme,count\nx,4\n", 0),
        ("feedback", "theme,count,consent\nx,4,\n", 1),  # not even typed in, and waiting for consent
        ("stories", "topic,text_kk,consent\nx,Жақсы,иә\nx,Жақсы болды,жоқ\n", 1),
        (
            "evidence",
            "evidence,activity,title,people_shown,consent\n1,a,A,yes,\n2,a,B,,\n3,a,C,no,\n4,a,D,да,да\n",
            1,
        ),
        ("evidence", "evidence,activity,title,people_shown\n1,a,A,+\n", 1),
        ("partners", "title,kind\nA,state\n", 0),
    ],
)
def test_words_and_pictures_need_consent(register: str, rows: str, without: int) -> None:
    """Whatever is not recorded as yes is no consent; blank cells say neither yes nor no."""
    found = only(listed(register, rows), "consent-missing")
    assert [each.computed for each in found] == ([str(without)] if without else [])
