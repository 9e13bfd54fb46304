"""What was promised how often, and whether it was kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import register, report, small, table_rows, text_of

QUARTER = {"period": "2024-01-01..2024-03-31", "cut_off": "2024-04-15"}
LIST = register("list", "publications")


def schedule(name: str, more: str) -> str:
    return f'[[schedules]]\nid = "{name}"\nlabel = "{name.title()}"\nunit = "publications"\n{more}\n'


MONTHLY = schedule("monthly", 'each = "month"\ndays_of = "list"')
WEEKLY = schedule(
    "weekly", 'each = "week"\nat_least = 2\nfact = { subject = "publications", measure = "publications" }'
)
SILENT = schedule("silent", 'each = "monday"')
ROWS = "day,channel\n2024-01-05,paper\n2024-02-05,paper\n2024-02-06,paper\n"


def test_a_project_that_promised_nothing_has_no_such_section(tmp_path: Path) -> None:
    """Nor a heading."""
    assert report(small(tmp_path, LIST, list=ROWS)).schedules() is None


def test_each_promise_has_its_number_and_its_verdict(tmp_path: Path) -> None:
    """3 of 3 months in all is kept, 3 of 26 is less often, and nobody counted the third."""
    made = small(tmp_path, LIST + MONTHLY + WEEKLY + SILENT, **QUARTER, list=ROWS)
    block = report(made).schedules()
    assert table_rows(block, "Promised and held") == [
        ("Monthly", "3", "3", "● kept"),
        ("Weekly", "26", "3", "▼ less often"),
        ("Silent", "13", "[no data]", "○ not reported"),
    ]
    assert table_rows(block, "Monthly, by month") == [("January", "1"), ("February", "2"), ("March", "0")]
    assert "1 of 2 promises were kept. For 1 nothing says how often it took place." in text_of(block)


def test_without_anything_to_judge_nothing_is_judged(tmp_path: Path) -> None:
    """Neither kept nor broken."""
    assert "Nothing says how often what was promised took place." in text_of(
        report(small(tmp_path, SILENT, **QUARTER)).schedules()
    )


def test_a_period_without_a_whole_month_is_no_fault(tmp_path: Path) -> None:
    """Nothing was owed: a page, not a failure."""
    made = small(
        tmp_path, LIST + MONTHLY, period="2024-01-10..2024-01-19", cut_off="2024-01-31", list="day,channel\n"
    )
    assert table_rows(report(made).schedules(), "Promised and held") == [("Monthly", "0", "0", "● kept")]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_months_of_a_hidden_register_are_hidden(tmp_path: Path, language: str) -> None:
    """Three visits in January stay hidden, whatever asks for them."""
    days = [f"2024-01-{day:02d}" for day in range(1, 4)] + [f"2024-02-{day:02d}" for day in range(1, 26)]
    visits = "date,client,region\n" + "".join(f"{day},c{n},KZ-23\n" for n, day in enumerate(days))
    made = small(
        tmp_path,
        '[tables.v]\nfile = "v.csv"\nkind = "consultations"\n' + schedule("visits", 'each = "month"\ndays_of = "v"'),
        sensitivity="court", **QUARTER, v=visits,
    )  # fmt: skip
    rows = table_rows(report(made, language=language).schedules(), "Visits,")
    assert len(rows) == 3
    assert "3" not in {row[1] for row in rows}
    assert "25" not in {row[1] for row in rows}
