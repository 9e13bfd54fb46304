"""Registers: rows counted, numbers taken over, and what the rows say to whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaltools.analysis import entries_of
from evaltools.analysis.registers import identifiers
from evaltools.registers import known_registers, register_named
from evaltools.results import Results
from evaltools.validate import Canonical
from tests.unit.check.cases import read

Analysed = Callable[..., Any]

PUBLICATIONS = """
    publication,day,channel,theme,views
    p1,2024-01-05,paper,rights,100
    p2,2024-01-20,radio,,50
    p3,2024-03-01,paper,rights,
    p4,,paper,courts,7
"""


def shown(results: Results, measure: str, group: str = "", region: str = "KZ") -> float | None:
    return results.get(region, "publications", measure, group).value


def listed(which: str, rows: str, **more: Any) -> Canonical:
    """A register of two regions, read and validated."""
    _, tables = read({"list": ("register", rows, {"register": which} | more)}, "KZ-23", "KZ-71")
    assert not tables["list"].refused
    return tables["list"]


def test_rows_are_counted_in_all_by_category_and_by_month(analysed: Analysed) -> None:
    """Four publications; what is blank is not stated, so that the parts add up; nothing in February."""
    results, _ = analysed({"list": ("register", PUBLICATIONS, {"register": "publications"})})
    assert shown(results, "publications") == 4
    by = {row.group: row.value for row in results.select(subject="publications", measure="publications")}
    assert by == {
        "": 4,
        "channel=paper": 3,
        "channel=radio": 1,
        "theme=courts": 1,
        "theme=not_stated": 1,
        "theme=rights": 2,
        "month=2024-01": 2,
        "month=2024-03": 1,
        "month=not_stated": 1,
    }
    for one in results.sums:
        assert results.by_key[one.total].value == sum(results.by_key[part].value or 0 for part in one.parts)
    assert len(results.sums) == 4  # by channel, theme, month; and the views


def test_numbers_of_rows_and_their_sum(analysed: Analysed) -> None:
    """Three rows have views, 157 in all; a blank one has no number, not 0."""
    results, _ = analysed({"list": ("register", PUBLICATIONS, {"register": "publications"})})
    assert shown(results, "views", "entry=p1") == 100
    assert results.get("KZ", "publications", "views", "entry=p3").status == "no-data"
    total = results.get("KZ", "publications", "views")
    assert (total.value, total.unit, total.method) == (157, "views", "sum of 3 entries")


def test_a_single_number_is_no_sum(analysed: Analysed) -> None:
    """It stands in its row; a total of one would be the same number twice."""
    results, _ = analysed({"list": ("register", "channel,views\npaper,5\n", {"register": "publications"})})
    assert [row.group for row in results.select(measure="views")] == ["entry=1"]


def test_numbers_that_do_not_add_up_have_no_total(analysed: Analysed) -> None:
    """Participants of two events may be the same people."""
    rows = "event,kind,participants\na,fair,10\nb,fair,20\n"
    results, _ = analysed({"list": ("register", rows, {"register": "events"})})
    assert [row.group for row in results.select(subject="events", measure="participants")] == [
        "entry=a",
        "entry=b",
    ]


def test_a_row_of_a_region_gives_its_number_there(analysed: Analysed) -> None:
    """A centre's specialists are its region's; the sum is the country's; a row without a region too."""
    rows = "region,title,specialists\nKZ-10,A,3\nKZ-11,B,4\n"
    results, _ = analysed({"list": ("register", rows, {"register": "centres"})})
    assert results.get("KZ-10", "centres", "specialists", "entry=KZ-10").value == 3
    assert results.get("KZ", "centres", "specialists").value == 7
    rows = "event,kind,region,participants\na,fair,KZ-10,10\nb,fair,,20\n"
    results, _ = analysed({"list": ("register", rows, {"register": "events"})})
    assert results.get("KZ", "events", "participants", "entry=b").value == 20


def test_rows_of_regions_outside_the_project_are_not_counted(analysed: Analysed) -> None:
    """They were left out when the table was read."""
    rows = "event,kind,region\na,fair,KZ-10\nb,fair,KZ-71\n"
    results, _ = analysed({"list": ("register", rows, {"register": "events"})})
    assert results.get("KZ", "events", "events").value == 1


def test_a_unit_may_be_given_row_by_row(analysed: Analysed) -> None:
    """Photos, lists, and things where nothing is said."""
    rows = "evidence,activity,title,count,unit\na,x,A,3,photos\nb,x,B,4,\n"
    results, _ = analysed({"list": ("register", rows, {"register": "evidence"})})
    units = {row.group: row.unit for row in results.select(subject="evidence", measure="count")}
    assert units == {"entry=a": "photos", "entry=b": "items"}


@pytest.mark.parametrize("name", sorted(known_registers()))
def test_an_empty_register_has_no_rows(analysed: Analysed, name: str) -> None:
    """Kept and empty is a full count of 0, with nothing below it."""
    columns = [column.files[0] for column in known_registers()[name].columns]
    results, _ = analysed({"list": ("register", ",".join(columns) + "\n", {"register": name})})
    (row,) = results
    assert (row.subject, row.measure, row.group, row.value, row.status) == (name, name, "", 0, "ok")


@pytest.mark.parametrize(
    ("name", "sensitivity", "threshold"),
    [
        ("feedback", "court", 10),
        ("stories", "training", 5),
        ("feedback", "activity", 0),
        ("partners", "court", 0),
    ],
)
def test_only_rows_about_people_are_small_counts(
    analysed: Analysed, name: str, sensitivity: str, threshold: int
) -> None:
    """Two partners may be shown in the most sensitive project, two clients may not."""
    rows = {"feedback": "theme\nx\ny\n", "stories": "topic\nx\ny\n", "partners": "title,kind\nA,x\nB,y\n"}
    results, _ = analysed({"list": ("register", rows[name], {"register": name})}, sensitivity=sensitivity)
    assert {row.threshold for row in results} == {threshold}


# Names of rows


def test_rows_go_by_their_codes_where_each_has_one() -> None:
    """Otherwise, and where two have the same one, by their place."""
    partners = register_named("partners")

    def names(rows: str) -> list[str]:
        return identifiers(partners, listed("partners", "partner,title,kind\n" + rows).frame)

    assert names("p,A,x\nq,B,x\n") == ["p", "q"]
    assert names("p,A,x\n,B,x\n") == ["1", "2"]
    assert names("p,A,x\np,B,x\n") == ["1", "2"]
    assert names("") == []
    assert identifiers(partners, listed("partners", "title,kind\nA,x\n").frame) == ["1"]


def test_rows_with_one_code_keep_their_numbers_apart(analysed: Analysed) -> None:
    """The same code twice does not make one result of two."""
    rows = "event,kind,participants\na,fair,10\na,fair,20\n"
    results, _ = analysed({"list": ("register", rows, {"register": "events"})})
    assert {row.group: row.value for row in results.select(measure="participants")} == {
        "entry=1": 10,
        "entry=2": 20,
    }


# What the rows say

STORIES = (
    "story,topic,service_ru,text_kk,text_ru,consent\n"
    "s1,x,Иск,Мен,Я,yes\ns2,y,Жалоба,,Мне помогли,no\ns3,x,Совет,,Спасибо,\ns4,x,Совет,,,yes\n"
)


def test_words_without_consent_are_not_among_public_entries() -> None:
    """Neither what people said nor what was done for them; that there is something is kept as a mark."""
    entries = {each.id: each for each in entries_of(listed("stories", STORIES), public=True)}
    assert entries["s1"].translated("text") == {"kk": "Мен", "ru": "Я"}
    assert entries["s1"].translated("service") == {"ru": "Иск"}
    assert set(entries["s2"].cells) == {"story", "topic", "consent"}
    assert set(entries["s3"].cells) == {"story", "topic"}
    assert {name: each.withheld for name, each in entries.items()} == {
        "s1": False, "s2": True, "s3": True, "s4": False,
    }  # fmt: skip


def test_the_evaluator_sees_all_words() -> None:
    """Nothing is left out or masked on internal pages."""
    entries = entries_of(listed("stories", STORIES), public=False)
    assert [each.translated("text").get("ru", "") for each in entries] == ["Я", "Мне помогли", "Спасибо", ""]
    assert not any(each.withheld for each in entries)


def test_words_that_were_not_typed_in_are_withheld_too() -> None:
    """A column for consent and none for the words: they are somewhere else, and not shown either."""
    rows = entries_of(listed("feedback", "theme,consent\nx,\ny,yes\n"), public=True)
    assert [each.withheld for each in rows] == [True, False]
    coded = entries_of(listed("feedback", "theme,count\nx,4\n"), public=True)
    assert [each.withheld for each in coded] == [False]


def test_a_register_without_a_column_for_consent_has_none() -> None:
    """Nobody was asked."""
    (entry,) = entries_of(listed("feedback", "theme,text\nx,Good\n"), public=True)
    assert (dict(entry.cells), entry.withheld) == ({"theme": "x"}, True)


@pytest.mark.parametrize("name", sorted(known_registers()))
def test_private_columns_never_leave(name: str) -> None:
    """Whatever the register; the evaluator keeps them."""
    register = known_registers()[name]
    value = {"date": "2024-05-05", "region": "KZ-23", "flag": "yes", "integer": "5", "number": "5"}
    files = [column.files[0] for column in register.columns]
    rows = (
        ",".join(files)
        + "\n"
        + ",".join(value.get(column.type, "word") for column in register.columns)
        + "\n"
    )
    (public,) = entries_of(listed(name, rows), public=True)
    (internal,) = entries_of(listed(name, rows), public=False)
    private = {column.name for column in register.having("private")}
    assert not private & set(public.cells)
    assert private <= set(internal.cells)
    # With consent, all else is public; numbers are results and no words.
    numbers = {column.name for column in register.columns if column.type in ("integer", "number")}
    assert set(internal.cells) == {column.name for column in register.columns} - numbers
    assert set(public.cells) == set(internal.cells) - private


def test_telephones_and_addresses_are_masked_in_public_texts() -> None:
    """In texts of one language and of three; codes and days stay as they are."""
    rows = (
        "recommendation,title_ru,title_en,text,letter_no,letter_date\n"
        "r1,Офис 8 701 123 45 67,Office a@b.kz,From 26.11.2020,1234567,2024-05-05\n"
    )
    (public,) = entries_of(listed("recommendations", rows), public=True)
    assert public.translated("title") == {"ru": "Офис •••", "en": "Office •••"}
    assert public.translated("text")["en"] == "From 26.11.2020"
    assert public.plain("letter_no") == "1234567"
    assert public.plain("letter_date").startswith("2024-05-05")
    (internal,) = entries_of(listed("recommendations", rows), public=False)
    assert internal.translated("title")["en"] == "Office a@b.kz"


def test_one_text_stands_for_the_languages_that_have_none() -> None:
    """`title` fills in for title_kk and title_en."""
    (entry,) = entries_of(listed("partners", "title,title_ru,kind\nFund,Фонд,x\n"), public=True)
    assert entry.translated("title") == {"kk": "Fund", "ru": "Фонд", "en": "Fund"}
