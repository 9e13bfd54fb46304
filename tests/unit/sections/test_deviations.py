"""Facts off their plans, each with its reason or without one."""

from __future__ import annotations

from pathlib import Path

from tests.small import report, small, table_rows, text_of

PLANS = '[tables.p]\nfile = "p.csv"\nkind = "indicators"\n'
HEAD = "indicator,region,operator,plan,fact,unit,label_en,reason_en,reason_kk\n"
DENIED = "no_deviations = true\n"


def test_without_deviations_the_section_says_so(tmp_path: Path) -> None:
    """One sentence, no table; also of a project without any plan."""
    made = small(tmp_path, PLANS, p=HEAD + "a,,=,10,10,people,Advised,,\n")
    assert "No fact is off its plan." in text_of(report(made).deviations())
    assert table_rows(report(made).deviations()) == []


def test_a_project_without_plans_has_none(tmp_path: Path) -> None:
    """Nothing planned, nothing off it."""
    assert "No fact is off its plan." in text_of(report(small(tmp_path)).deviations())


def test_every_deviation_has_its_reason_or_none(tmp_path: Path) -> None:
    """Missed, above an exact plan; met ones are not among them."""
    rows = "a,,>=,10,8,people,Advised,two lawyers left,\nb,,=,5,6,trainings,Trainings,,\nc,,>=,5,5,people,Met,,\n"
    block = report(small(tmp_path, PLANS, p=HEAD + rows)).deviations()
    assert table_rows(block) == [
        ("Advised", "10", "8", "two lawyers left"),
        ("Trainings", "5", "6", "○ no reason given"),
    ]
    assert "Of 2 facts off their plans, 1 has a reason." in text_of(block)


def test_a_reason_in_another_language_is_shown(tmp_path: Path) -> None:
    """Better a Kazakh reason than none."""
    block = report(small(tmp_path, PLANS, p=HEAD + "a,,>=,10,8,people,Advised,,қар\n")).deviations()
    assert table_rows(block) == [("Advised", "10", "8", "қар")]
    assert "1 fact is off its plan, and its reason is given." in text_of(block)


def test_the_whole_project_lists_its_regions_and_a_region_itself(tmp_path: Path) -> None:
    """Of two regions one is off its plan: on its own page, and with its name on that of the project."""
    rows = "a,KZ-23,>=,10,8,people,Advised,,\na,KZ-71,>=,10,12,people,Advised,,\n"
    made = small(tmp_path, PLANS, p=HEAD + rows)
    assert ("Atyrau Region: Advised", "10", "8", "○ no reason given") in table_rows(report(made).deviations())
    assert [row[0] for row in table_rows(report(made, region="KZ-23").deviations())] == ["Advised"]
    assert table_rows(report(made, region="KZ-71").deviations()) == []


def test_a_source_that_denies_deviations_is_quoted(tmp_path: Path) -> None:
    """Every fact that is not its plan is listed, one that is met too."""
    settings = PLANS
    made = small(tmp_path, DENIED + settings, p=HEAD + "a,,>=,10,11,people,Advised,,\n")
    block = report(made).deviations()
    assert table_rows(block) == [("Advised", "10", "11", "○ no reason given")]
    assert "The source says that there is no deviation." in text_of(block)


def test_a_hidden_fact_is_no_deviation(tmp_path: Path) -> None:
    """Seven people of a court: that they are fewer than ten would tell of them."""
    made = small(tmp_path, PLANS, sensitivity="court", p=HEAD + "a,,>=,10,7,people,Advised,,\n")
    block = report(made).deviations()
    assert table_rows(block) == []
    assert "7" not in text_of(block).split()
