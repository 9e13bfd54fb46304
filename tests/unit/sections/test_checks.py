"""What the checks found, as a page shows it; nothing of tables that hide counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.sections.checks import IN_WORDS
from tests.small import counts, register, report, small, table_rows, text_of

CLAIMS = '[tables.k]\nfile = "k.csv"\nkind = "claims"\n'
HEAD = "claim,claimed,claimed_high,unit,place,table,column,where,how,label_en\n"
PEOPLE = "breakdown,category,count\nsex,women,150\nsex,men,50\n"


def test_a_project_without_claims_says_so(tmp_path: Path) -> None:
    """One sentence, no table."""
    block = report(small(tmp_path, counts("c"), c=PEOPLE)).checks()
    assert "The sources state no figures that could be compared." in text_of(block)
    assert table_rows(block) == []


def test_both_figures_of_every_comparison_are_shown(tmp_path: Path) -> None:
    """Totals with their parts, mentions with each other, those that differ before those that agree."""
    rows = (
        "all,210,,people,text,c,count,,,All people\n"
        "few,150,,people,text,c,count,category=women,,Women\n"
        "hall,30,,people,text,,,,,In the hall\nhall,30,,people,chart,,,,,\nhall,33,,people,cover,,,,,\n"
    )
    block = report(small(tmp_path, counts("c") + CLAIMS, c=PEOPLE, k=HEAD + rows)).checks()
    differ = table_rows(block, "Figures that do not agree")
    assert [row[1:] for row in differ] == [("210", "200", "+10"), ("30", "33", "−3")]
    assert "All people: 210 is stated, but the parts add up to 200" in differ[0][0]
    assert "In the hall: " in differ[1][0]
    assert table_rows(block, "Figures that agree") == [("Women", "150", "the text; its parts (c.csv)")]
    said = "Of 3 stated figures that were held against their parts or other places, 2 do not agree."
    assert said in text_of(block)


def test_a_figure_that_agrees_here_and_differs_there_stands_once_with_every_source(tmp_path: Path) -> None:
    """Thirty in the text and in the plan, 28 in the list: one row, three places."""
    rows = "all,210,,people,text,c,count,,,All people\nall,210,,people,plan,,,,,\n"
    block = report(small(tmp_path, counts("c") + CLAIMS, c=PEOPLE, k=HEAD + rows)).checks()
    assert table_rows(block, "Figures that agree") == []
    (row,) = table_rows(block, "Figures that do not agree")
    assert row[0].endswith("210 stands in: the text; plan. 200 stands in: its parts (c.csv).")
    assert row[1:] == ("210", "200", "+10")


def test_every_value_that_differs_has_a_place_in_the_row(tmp_path: Path) -> None:
    """Seven in the text, eight and six elsewhere: the column names both, each with its difference."""
    rows = "hall,7,,people,text,,,,,In the hall\nhall,8,,people,chart,,,,,\nhall,6,,people,cover,,,,,\n"
    block = report(small(tmp_path, CLAIMS, k=HEAD + rows)).checks()
    (row,) = table_rows(block, "Figures that do not agree")
    assert row[1:] == ("7", "8; 6", "−1; +1")


def test_places_say_their_document_and_equal_rows_are_one(tmp_path: Path) -> None:
    """A figure that stands in three places is told once; a place is named with its document."""
    source = 'source = "Report"\n'
    rows = "all,200,,people,text,c,count,,,All people\nall,200,,people,chart,,,,,\n"
    block = report(
        small(tmp_path, counts("c", more='source = "List"') + CLAIMS + source, c=PEOPLE, k=HEAD + rows)
    ).checks()
    assert table_rows(block, "Figures that agree") == [
        ("All people", "200", "Report (the text); its parts (List); Report (the chart)")
    ]
    assert "<details>" in str(block.html)


def test_a_figure_without_a_place_names_its_document_and_its_row(tmp_path: Path) -> None:
    """The document for who reads the page, the row for who mends the figure."""
    rows = "all,200,,people,,c,count,,,All people\n"
    for source, named in (('source = "Report"\n', "Report (k.csv, row 2)"), ("", "k.csv, row 2")):
        made = small(tmp_path, counts("c") + CLAIMS + source, c=PEOPLE, k=HEAD + rows)
        ((_, _, where),) = table_rows(report(made).checks(), "Figures that agree")
        assert where == f"{named}; its parts (c.csv)"


def test_a_range_is_shown_with_its_ends(tmp_path: Path) -> None:
    """Among the parts and in the claim."""
    block = report(
        small(tmp_path, counts("c") + CLAIMS, c=PEOPLE, k=HEAD + "all,190,195,people,text,c,count,,,All\n")
    ).checks()
    assert [row[1:] for row in table_rows(block, "Figures that do not agree")] == [("190–195", "200", "−5")]


def test_a_total_row_of_a_second_table_is_shown(tmp_path: Path) -> None:
    """A row without region and category has a name, too."""
    made = small(
        tmp_path, counts("a") + counts("b", more='checked_only = true\nsame_as = "a"'),
        a="breakdown,category,count\n,,12\n", b="breakdown,category,count\n,,13\n",
    )  # fmt: skip
    assert table_rows(report(made).checks()) == [
        ("participants: a.csv gives 12, b.csv gives 13.", "12", "13", "−1")
    ]


def test_an_acknowledged_contradiction_is_shown_with_its_reason(tmp_path: Path) -> None:
    """It stays in the table."""
    known = '[[acknowledged]]\ncode = "total-differs"\ncolumn = "all"\nreason = "The chart is older."\n'
    made = small(
        tmp_path, counts("c") + CLAIMS + known, c=PEOPLE, k=HEAD + "all,210,,people,text,c,count,,,All\n"
    )
    assert "The chart is older." in text_of(report(made).checks())
    assert [row[1:] for row in table_rows(report(made).checks())] == [("210", "200", "+10")]


def test_other_findings_stand_there_in_words_the_gravest_first(tmp_path: Path) -> None:
    """Errors, then warnings, then notes; what was found right is not repeated."""
    made = small(
        tmp_path, counts("c") + register("p", "partners"),
        c="breakdown,category,count\nsex,women,5\nstatus,other,6\n", p="title,kind\nA,x\nA,x\n",
    )  # fmt: skip
    rows = table_rows(report(made).checks(), "What else")
    assert [row[1] for row in rows] == ["error", "warning", "note"]
    assert "“A” stands there again" in rows[1][0]
    assert "3 other things were found." in text_of(report(made).checks())


def test_findings_are_told_in_the_language_of_the_page(tmp_path: Path) -> None:
    """Whatever the first language of the project is."""
    made = small(
        tmp_path, register("p", "partners"), languages=("kk", "ru", "en"), p="title,kind\nA,x\nA,x\n"
    )
    said = {code: table_rows(report(made, language=code).checks())[0] for code in ("en", "ru", "kk")}
    assert "stands there again" in said["en"][0]
    assert len({row[0] for row in said.values()}) == 3
    assert len({row[1] for row in said.values()}) == 3


def test_a_region_sees_its_own_findings(tmp_path: Path) -> None:
    """The project sees all of them."""
    rows = "region,breakdown,category,count\nKZ-23,sex,women,5\nKZ-23,status,youth,6\nKZ-71,sex,women,5\n"
    made = small(tmp_path, counts("c"), c=rows)
    assert len(table_rows(report(made).checks())) == 1
    assert len(table_rows(report(made, region="KZ-23").checks())) == 1
    assert table_rows(report(made, region="KZ-71").checks()) == []
    assert "Nothing that the checks of the sources found concerns this region." in text_of(
        report(made, region="KZ-71").checks()
    )


BY_REGION = "region,breakdown,category,count\nKZ-23,sex,women,5\nKZ-71,sex,women,6\nKZ-23,kind,x,7\n"


def test_a_region_is_told_of_its_own_figures_and_of_the_totals_that_it_stands_in(tmp_path: Path) -> None:
    """The list of a total that does not agree is on the page of the whole project, to which a link leads."""
    rows = (
        "own,9,,people,text,c,count,category=x,,Ours\nall,12,,people,text,c,count,category=women,,Women\n"
        "far,1,,people,text,,,,,Far\nfar,2,,people,chart,,,,,\n"
    )
    made = small(
        tmp_path, counts("c") + CLAIMS, regions=("KZ-23", "KZ-71", "KZ-75"), c=BY_REGION, k=HEAD + rows
    )
    of_total = "Of the totals of several regions in which this one stands, 1 does not agree"
    own, other, none = (report(made, region=code).checks() for code in ("KZ-23", "KZ-71", "KZ-75"))
    assert [row[1:] for row in table_rows(own, "Figures that do not agree")] == [("9", "7", "+2")]
    assert table_rows(other) == table_rows(none) == []
    assert of_total in text_of(own)
    assert of_total in text_of(other)
    assert 'data-whole="checks"' in str(other.html)
    assert "totals" not in text_of(none)
    assert "data-whole" not in str(none.html)
    assert len(table_rows(report(made).checks(), "Figures that do not agree")) == 3


def test_totals_that_agree_are_told_to_a_region_in_one_sentence(tmp_path: Path) -> None:
    """It need not look for them elsewhere."""
    rows = "all,11,,people,text,c,count,category=women,,Women\n"
    made = small(tmp_path, counts("c") + CLAIMS, c=BY_REGION, k=HEAD + rows)
    said = text_of(report(made, region="KZ-71").checks())
    assert "The totals of several regions in which this one stands agree." in said


def test_the_only_region_of_a_project_sees_all_of_it(tmp_path: Path) -> None:
    """What the sources say of the project is said of its region."""
    rows = "all,210,,people,text,c,count,,,All people\n"
    made = small(tmp_path, counts("c") + CLAIMS, regions=("KZ-23",), c=PEOPLE, k=HEAD + rows)
    assert len(table_rows(report(made, region="KZ-23").checks(), "Figures that do not agree")) == 1


# Privacy

SMALL = "breakdown,category,count\nsex,women,4\nsex,men,3\nstatus,other,9\n"


@pytest.mark.parametrize("sensitivity", ["court", "training"])
def test_nothing_of_a_table_that_hides_counts_is_told(tmp_path: Path, sensitivity: str) -> None:
    """Neither as numbers nor in words; the evaluator has all of it."""
    made = small(
        tmp_path, counts("c") + CLAIMS, sensitivity=sensitivity,
        c=SMALL, k=HEAD + "all,8,,people,text,c,count,breakdown=sex,,All\n",
    )  # fmt: skip
    assert {"total-differs", "breakdown-differs", "other-large"} <= {each.code for each in made.findings}
    assert made.public.select(subject="checks") == ()
    assert len(made.internal.select(subject="checks")) == 3
    block = report(made).checks()
    assert table_rows(block) == []
    assert not {"3", "4", "7", "8", "9"} & set(text_of(block).split())


def test_a_list_that_hides_nothing_does_not_open_another_table(tmp_path: Path) -> None:
    """Claims are public, the parts are not: neither row of a mention may give the hidden count."""
    rows = (
        "a,,,people,text,c,count,category=men,,A\na,12,,people,text,,,,,\n"  # the first mention is the table
        "b,12,,people,text,,,,,B\nb,,,people,text,c,count,category=women,,\n"  # the second one is
        "d,,,people,text,c,count,category=men,,D\nd,,,people,text,o,count,,,\n"  # two tables
    )
    made = small(
        tmp_path, counts("c") + counts("o", "outreach", "events", 'sensitivity = "activity"')
        + CLAIMS + 'sensitivity = "activity"\n',
        sensitivity="court", c=SMALL, o="breakdown,category,count\nkind,fair,6\n", k=HEAD + rows,
    )  # fmt: skip
    assert [each.code for each in made.findings].count("mention-differs") == 3
    assert made.public.select(subject="checks") == ()
    assert table_rows(report(made).checks()) == []


def test_words_of_people_are_in_no_sentence(tmp_path: Path) -> None:
    """A partner is named in a finding, without the number that was typed beside it; words of people are not."""
    rows = "theme,text,consent\nx,My neighbour 8 701 123 45 67,\nx,My neighbour 8 701 123 45 67,\n"
    partner = "title,kind\nFund 8 701 123 45 67,public\nFund 8 701 123 45 67,public\n"
    made = small(tmp_path, register("f", "feedback") + register("p", "partners"), f=rows, p=partner)
    said = text_of(report(made).checks())
    assert "“Fund •••”" in said
    assert "neighbour" not in said
    assert "701" not in said


def test_a_schedule_held_on_hidden_days_is_not_told(tmp_path: Path) -> None:
    """Three days of visits are three visits at least: the sentence has the number that the chapter hides."""
    settings = (
        '[tables.v]\nfile = "v.csv"\nkind = "consultations"\n'
        '[[schedules]]\nid = "s"\nlabel = "Visits"\neach = "month"\nunit = "days"\ndays_of = "v"\n'
    )
    visits = "date,client,region\n" + "".join(f"2024-0{n}-10,c{n},KZ-23\n" for n in (1, 2, 3))
    open_ = small(tmp_path, settings, v=visits)
    assert "12 or more were promised in the period, but 3 took place" in text_of(report(open_).checks())
    hides = small(tmp_path, settings, sensitivity="court", v=visits)
    assert "schedule-missed" in {each.code for each in hides.findings}
    assert "took place" not in text_of(report(hides).checks())
    assert "fewer than promised" not in text_of(report(hides).checks())


def test_words_for_the_page_are_codes_that_exist() -> None:
    """A code that nobody gives would be told of nothing."""
    source = "".join(
        file.read_text(encoding="utf-8")
        for file in (Path(__file__).parents[3] / "evaltools" / "check").glob("*.py")
    )
    assert all(f'"{code}"' in source for code in IN_WORDS)
