"""A table that gives the figures of another one a second time is held against it, figure by figure."""

from __future__ import annotations

from evaltools.findings import Finding
from tests.unit.check.cases import Tables, codes, examined, only

COUNTS = {"subject": "participants", "unit": "people"}
HEAD = "region,breakdown,category,count\n"


def again(first: str, second: str, **more: object) -> list[Finding]:
    tables: Tables = {
        "text": ("counts", HEAD + first, COUNTS),
        "chart": ("counts", HEAD + second, COUNTS | {"checked_only": True, "same_as": "text"} | more),
    }
    return [each for each in examined(tables, "KZ-23", "KZ-71") if each.file == "chart.csv"]


def test_figures_that_differ_are_told_one_by_one_and_those_that_agree_together() -> None:
    """Two of three agree; the third is named, with both values and both tables."""
    differs, agrees = again(
        "KZ-23,sex,women,5\nKZ-23,sex,men,6\nKZ-71,sex,women,7\n",
        "KZ-23,sex,women,5\nKZ-23,sex,men,8\nKZ-71,sex,women,7\n",
    )
    assert (differs.code, differs.row, differs.column) == (
        "mention-differs",
        3,
        "region=KZ-23;breakdown=sex;category=men",
    )
    assert (differs.claimed, differs.computed, differs.difference) == ("6", "8", "-2")
    assert differs.message == "Men: text.csv gives 6, chart.csv gives 8."
    assert agrees.code == "mention-agrees"
    assert agrees.message.startswith("2 figures are the same")


def test_rows_that_only_one_table_has_are_not_compared() -> None:
    """What is not there, or not reported, contradicts nothing."""
    assert again("KZ-23,sex,women,5\n", "KZ-71,sex,women,6\nKZ-23,sex,men,4\nKZ-23,sex,women,\n") == []


def test_a_source_is_called_by_its_name() -> None:
    """Two tables may come from one file: the message calls them by what they are."""
    (found,) = again("KZ-23,sex,women,5\n", "KZ-23,sex,women,6\n", source="the chart on page 3")
    assert found.message == "Women: text.csv gives 5, the chart on page 3 gives 6."


def test_a_row_of_no_region_and_no_category_is_the_whole() -> None:
    """It is compared, and is named by what the table counts."""
    (found,) = again(",,,12\n", ",,,13\n")
    assert (found.code, found.column, found.claimed, found.computed) == (
        "mention-differs", "participants", "12", "13",
    )  # fmt: skip


def test_a_chain_of_tables_is_compared_link_by_link() -> None:
    """12, 13, 14: each table against the one that it repeats, whatever their order."""
    tables: Tables = {
        "third": ("counts", HEAD + ",sex,women,14\n", COUNTS | {"checked_only": True, "same_as": "second"}),
        "second": ("counts", HEAD + ",sex,women,13\n", COUNTS | {"checked_only": True, "same_as": "first"}),
        "first": ("counts", HEAD + ",sex,women,12\n", COUNTS),
    }
    found = only(examined(tables, "KZ-23", "KZ-71"), "mention-differs")
    assert [(each.file, each.claimed, each.computed) for each in found] == [
        ("third.csv", "13", "14"),
        ("second.csv", "12", "13"),
    ]


def test_a_refused_table_repeats_nothing() -> None:
    """Its own finding says what is wrong with it."""
    assert again("KZ-23,sex,women,5\n", "KZ-23,sex,women,six\n") == []


def test_a_repeated_table_gives_no_results_and_no_breakdowns_of_its_own() -> None:
    """Its sums are those of the first one."""
    assert codes(again("KZ-23,sex,women,5\n", "KZ-23,sex,women,5\nKZ-23,age,14-28,9\n")) == ["mention-agrees"]
