"""Goals with their indicators and their status."""

from __future__ import annotations

from pathlib import Path

from tests.small import report, small, table_rows, text_of

GOALS = """
[[goals]]
id = "access"
level = "goal"
text = "Help for all"
indicators = ["advised", "satisfied"]

[[goals]]
id = "lasting"
level = "long-term"
text = "Lasting change"
indicators = ["nowhere"]

[[goals]]
id = "words"
text.kk = "Сөз"
"""
PLANS = '[tables.p]\nfile = "p.csv"\nkind = "indicators"\n'
ROWS = "indicator,operator,plan,fact,unit,label_en\nadvised,>=,10,12,people,People advised\nsatisfied,>=,90,85,percent,Satisfied\n"  # fmt: skip


def test_a_project_without_goals_has_no_such_section(tmp_path: Path) -> None:
    """Nothing is said of what nobody wrote."""
    assert report(small(tmp_path, PLANS, p=ROWS)).goals() is None


def test_each_goal_has_its_indicators_and_their_status(tmp_path: Path) -> None:
    """In the order of the settings; a goal that nothing measures says so."""
    block = report(small(tmp_path, PLANS + GOALS, p=ROWS)).goals()
    assert table_rows(block) == [
        ("Help for all", "Goal", "People advised; Satisfied", "● met; ▼ below the plan"),
        ("Lasting change", "Long-term result", "no indicator", "○ not measured"),
        ("Сөз", "Expected result", "no indicator", "○ not measured"),
    ]
    assert "Of 3 goals and results, 1 has an indicator with a value." in text_of(block)


def test_goals_without_any_indicator_are_shown(tmp_path: Path) -> None:
    """A project that planned in words only."""
    block = report(small(tmp_path, GOALS)).goals()
    assert "No indicator with a value measures any of the 3 goals and results." in text_of(block)
    assert {row[3] for row in table_rows(block)} == {"○ not measured"}


def test_an_indicator_without_a_fact_does_not_measure(tmp_path: Path) -> None:
    """Planned, not reported."""
    block = report(small(tmp_path, PLANS + GOALS, p=ROWS.replace(",12,", ",,").replace(",85,", ",,"))).goals()
    assert "No indicator with a value measures any" in text_of(block)
    assert table_rows(block)[0][3] == "○ not reported; ○ not reported"


def test_a_hidden_fact_measures_its_goal(tmp_path: Path) -> None:
    """Seven people of a court: the page does not say how many, and not that nobody counted them."""
    made = small(
        tmp_path,
        PLANS + GOALS,
        sensitivity="court",
        p=ROWS.replace(",12,", ",7,").splitlines()[0] + "\nadvised,>=,10,7,people,People advised\n",
    )
    block = report(made).goals()
    assert table_rows(block)[0][3] == "○ hidden"
    assert "Of 3 goals and results, 1 has an indicator with a value." in text_of(block)


def test_a_single_goal_is_said_in_the_singular(tmp_path: Path) -> None:
    """The one goal, measured."""
    one = GOALS.split("[[goals]]")[1]
    said = text_of(report(small(tmp_path, PLANS + "[[goals]]" + one, p=ROWS)).goals())
    assert "The 1 goal has an indicator with a value." in said
