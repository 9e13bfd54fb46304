"""The grant, and what it comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import counts, report, small, table_rows, text_of

GRANT = "[grant]\namount = 3249000\n"
RATIOS = """
[[ratios]]
id = "cost"
label = "Grant for each person"
numerator = { subject = "effects", measure = "grant" }
denominator = { subject = "participants", measure = "participants" }
unit = "KZT"

[[ratios]]
id = "women"
label = "Women among them"
percent = true
numerator = { subject = "participants", measure = "participants", group = "sex=women" }
denominator = { subject = "participants", measure = "participants" }
"""
PEOPLE = "breakdown,category,count\nsex,women,150\nsex,men,50\n"


def test_a_project_without_money_has_no_such_section(tmp_path: Path) -> None:
    """Neither a grant nor a ratio."""
    assert report(small(tmp_path, counts("c"), c=PEOPLE)).economy() is None


def test_ratios_stand_below_the_grant(tmp_path: Path) -> None:
    """3,249,000 tenge for 200 people are 16,245 each; 150 of 200 are 75 %. Large ratios have no decimals."""
    block = report(small(tmp_path, GRANT + RATIOS + counts("c", more="total = true"), c=PEOPLE)).economy()
    assert table_rows(block) == [
        ("Sum of the grant", "3,249,000", "tenge"),
        ("Grant for each person", "16,245", "tenge"),
        ("Women among them", "75.00", "%"),
    ]
    assert "The grant is 3,249,000 tenge. 2 ratios are worked out" in text_of(block)


def test_small_ratios_keep_their_decimals(tmp_path: Path) -> None:
    """1,000 tenge for 7 people are 142.86 each, 7,000 are 1,000."""
    people = "breakdown,category,count\nsex,women,4\nsex,men,3\n"
    for amount, each in ((1000, "142.86"), (7000, "1,000")):
        settings = f"[grant]\namount = {amount}\n" + RATIOS + counts("c", more="total = true")
        assert table_rows(report(small(tmp_path, settings, c=people)).economy())[1][1] == each


@pytest.mark.parametrize(("visits", "each"), [(17, "2.4"), (2, "0.29")])
def test_a_ratio_of_counts_has_one_decimal_as_elsewhere(tmp_path: Path, visits: int, each: str) -> None:
    """17 / 7 are 2.43, which other sections write 2.4; below one it keeps two."""
    settings = """
[[ratios]]
id = "visits"
label = "Visits of each person"
unit = "visits"
numerator = { subject = "participants", measure = "participants", group = "kind=visits" }
denominator = { subject = "participants", measure = "participants", group = "kind=people" }
"""
    rows = f"breakdown,category,count\nkind,visits,{visits}\nkind,people,7\n"
    block = report(small(tmp_path, settings + counts("c"), c=rows)).economy()
    assert table_rows(block)[0][1] == each


def test_a_grant_alone_is_said(tmp_path: Path) -> None:
    """Its sum and nothing of ratios."""
    block = report(small(tmp_path, GRANT)).economy()
    assert table_rows(block) == [("Sum of the grant", "3,249,000", "tenge")]
    assert "ratios" not in text_of(block)


def test_missing_parts_are_said_to_be_missing(tmp_path: Path) -> None:
    """No count of people: the ratios stay in the table without a value."""
    block = report(small(tmp_path, RATIOS)).economy()
    assert "The figures for these ratios are missing." in text_of(block)
    assert {row[1] for row in table_rows(block)} == {"[no data]"}


def test_a_ratio_of_a_hidden_count_is_hidden(tmp_path: Path) -> None:
    """Seven people of a court: neither they nor the tenge for each."""
    made = small(
        tmp_path, GRANT + RATIOS + counts("c", more="total = true"), sensitivity="court",
        c="breakdown,category,count\nsex,women,4\nsex,men,3\n",
    )  # fmt: skip
    block = report(made).economy()
    assert [row[1] for row in table_rows(block)] == ["3,249,000", "[hidden]", "[hidden]"]
    assert "464,143" not in text_of(block)  # 3,249,000 / 7


def test_nobody_has_no_ratio(tmp_path: Path) -> None:
    """A denominator of 0."""
    made = small(
        tmp_path,
        GRANT + RATIOS + counts("c", more="total = true"),
        c="breakdown,category,count\nsex,women,0\n",
    )
    said = text_of(report(made).economy())
    assert "inf" not in said
    assert "nan" not in said
