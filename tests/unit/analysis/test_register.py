"""What only a register tells: who came again, what it was about, and how the months vary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from evaltools.results import Key, Results, Sum

Analysed = Callable[..., Any]
YEAR = {"period": "2024-01-01..2024-12-31", "cut_off": "2025-01-15"}


def visits(months: Sequence[int], region: str = "KZ-10", first: int = 1) -> str:
    """So many visits of different clients in each month, on its tenth day."""
    return "".join(
        f"2024-{month:02d}-10,{region}-{month}-{number},{region}\n"
        for month, count in enumerate(months, first)
        for number in range(count)
    )


def register(analysed: Analysed, rows: str, head: str = "date,client,region", **header: Any) -> Results:
    results, _ = analysed({"register": ("consultations", f"{head}\n{rows}")}, **header)
    return results


def value(results: Results, region: str, measure: str, group: str = "") -> float | None:
    return results.get(region, "consultations", measure, group).value


# Clients who came again


AGAIN = """2024-01-05,a,KZ-10
2024-01-09,a,KZ-10
2024-02-09,a,KZ-10
2024-03-01,b,KZ-10
2024-01-10,a,KZ-11
2024-03-02,c,KZ-11
"""


def test_clients_once_and_more_than_once(analysed: Analysed) -> None:
    """Clients are counted, not visits: a came three times and is one client who came again."""
    results = register(analysed, AGAIN)
    assert [value(results, code, "people_once") for code in ("KZ-10", "KZ-11", "KZ")] == [1, 2, 3]
    assert [value(results, code, "people_repeat") for code in ("KZ-10", "KZ-11", "KZ")] == [1, 0, 1]
    share = results.get("KZ-10", "consultations", "share_of_people_repeat")
    assert (share.value, share.n, share.unit) == (50, 2, "percent")
    assert results.get("KZ-10", "consultations", "people_once").unit == "people"


def test_once_and_again_make_the_clients(analysed: Analysed) -> None:
    """Both parts stand in a sum with the clients, so that a small one is protected."""
    results = register(analysed, AGAIN)
    for code in ("KZ-10", "KZ"):
        parts = tuple(Key(code, "consultations", f"people_{name}") for name in ("repeat", "once"))
        assert Sum(Key(code, "consultations", "people"), parts) in results.sums


def test_published_totals_do_not_tell_who_came_again(pravo: Results) -> None:
    """Totals of consultations and couples say nothing of single couples."""
    assert not pravo.select(measure="couples_repeat")


# Kinds of consultations


KINDS = """2024-01-05,a,KZ-10,divorce
2024-01-09,a,KZ-10,divorce
2024-02-09,a,KZ-10,alimony
2024-03-01,b,KZ-10,
2024-01-10,c,KZ-11,divorce
"""


def test_kinds_count_consultations(analysed: Analysed) -> None:
    """Each visit has a topic or is not stated; the topics of a region make its consultations."""
    results = register(analysed, KINDS, "date,client,region,topic")
    names = ("alimony", "divorce", "not_stated")
    found = [value(results, "KZ-10", "consultations", f"topic={name}") for name in names]
    assert found == [1, 2, 1]
    assert value(results, "KZ", "consultations", "topic=divorce") == 3
    assert value(results, "KZ-11", "consultations", "topic=alimony") == 0
    share = results.get("KZ-10", "consultations", "share_of_consultations", "topic=divorce")
    assert (share.value, share.n) == (50, 4)
    parts = tuple(Key("KZ-10", "consultations", "consultations", f"topic={name}") for name in names)
    assert Sum(Key("KZ-10", "consultations", "consultations"), parts) in results.sums


def test_a_kind_rests_on_the_clients_behind_it(analysed: Analysed) -> None:
    """Two visits on divorce are one client: the number of clients is internal, and goes with the visits."""
    results = register(analysed, KINDS, "date,client,region,topic")
    behind = results.get("KZ-10", "consultations", "people_behind", "topic=divorce")
    assert (behind.value, behind.audience) == (1, "internal")
    divorce = results.get("KZ-10", "consultations", "consultations", "topic=divorce")
    assert divorce.sources == (behind.key,)


def test_a_column_left_blank_is_no_kind(analysed: Analysed) -> None:
    """A column in which nobody wrote anything gives no numbers, not everything as not stated."""
    results = register(analysed, "2024-01-05,a,KZ-10,\n", "date,client,region,channel")
    assert not results.select(group_has="channel")


# Months


def test_limits_of_twelve_months(analysed: Analysed) -> None:
    """Twelve whole months have a mean and limits, and a month beyond them is named."""
    counts = [40, 44, 38, 41, 45, 39, 42, 68, 43, 40, 41, 44]
    results = register(analysed, visits(counts), **YEAR)
    centre = results.get("KZ-10", "consultations", "consultations_month_centre")
    # mean 525 / 12; moving ranges 4 6 3 4 6 3 26 25 3 1 3, mean 84 / 11 = 7.64; those from 3.267 * 7.64 = 24.9
    # on are left out: 33 / 9 = 3.667; 43.75 -+ 2.66 * 3.667
    assert (centre.value, centre.low, centre.high) == pytest.approx((43.75, 33.996667, 53.503333), abs=1e-5)
    assert centre.n == 12
    standing = {
        row.pairs["month"]: row.value
        for row in results.select(region="KZ-10", measure="consultations_month_standing")
    }
    assert [month for month, side in standing.items() if side] == ["2024-08"]
    assert standing["2024-08"] == 1
    assert results.get("KZ-10", "consultations", "consultations_month_run").reason == "none"


def test_months_are_the_sources_of_their_limits(analysed: Analysed) -> None:
    """Mean and limits rest on every month: one hidden month hides them."""
    results = register(analysed, visits([40, 44] * 6), sensitivity="court", **YEAR)
    months = {
        Key("KZ-10", "consultations", "consultations", f"month=2024-{number:02d}") for number in range(1, 13)
    }
    for measure, group in (
        ("consultations_month_centre", ""),
        ("consultations_month_run", ""),
        ("consultations_month_standing", "month=2024-01"),
    ):
        assert set(results.get("KZ-10", "consultations", measure, group).sources) == months
    assert results.get("KZ-10", "consultations", "consultations_month_centre").threshold == 0


def test_a_lower_limit_is_not_below_zero(analysed: Analysed) -> None:
    """Consultations cannot be fewer than none."""
    results = register(analysed, visits([1, 9] * 6), **YEAR)
    centre = results.get("KZ-10", "consultations", "consultations_month_centre")
    # mean 5, ranges of 8: 5 - 2.66 * 8 is below 0
    assert (centre.value, centre.low, centre.high) == pytest.approx((5, 0, 26.28))


def test_few_months_have_no_limits(analysed: Analysed) -> None:
    """Below twelve months there is a reason in place of limits."""
    results = register(analysed, visits([40, 44, 38]))
    centre = results.get("KZ-10", "consultations", "consultations_month_centre")
    assert (centre.status, centre.reason, centre.value, centre.high) == (
        "undefined",
        "short-series",
        None,
        None,
    )


def test_equal_months_have_no_limits(analysed: Analysed) -> None:
    """Twelve equal months do not vary, so nothing is usual or unusual."""
    results = register(analysed, visits([20] * 12), **YEAR)
    centre = results.get("KZ-10", "consultations", "consultations_month_centre")
    assert (centre.status, centre.reason) == ("undefined", "no-variation")
    assert len(centre.sources) == 12  # that they are equal would give a hidden one back


def reasons(results: Results, region: str = "KZ-10") -> dict[str, str]:
    rows = results.select(region=region, measure="consultations_month_standing")
    return {row.pairs["month"][5:]: row.reason for row in rows}


def test_months_before_the_opening_are_not_judged(analysed: Analysed) -> None:
    """A centre that opened in March has zeros before, and its first month is no whole one."""
    found = reasons(register(analysed, visits([30, 40, 50, 40, 30], first=3), **YEAR))
    assert [found[month] for month in ("01", "02", "03", "04")] == [
        "not-open",
        "not-open",
        "partial",
        "short-series",
    ]


def test_a_month_cut_off_is_not_judged(analysed: Analysed) -> None:
    """The month of the cut-off is partial; one after it has no data, which is not zero."""
    rows = visits([30, 40, 20])
    results = register(analysed, rows, period="2024-01-01..2024-05-31", cut_off="2024-03-20")
    assert [reasons(results)[month] for month in ("03", "04", "05")] == ["partial", "no-data", "no-data"]
    april = results.get("KZ-10", "consultations", "consultations", "month=2024-04")
    assert (april.status, april.value) == ("no-data", None)
    assert results.get("KZ", "consultations", "consultations", "month=2024-04").status == "no-data"


def test_a_period_within_a_month_is_not_judged(analysed: Analysed) -> None:
    """A period of three weeks has one month, and that only in part."""
    results = register(analysed, visits([9]), period="2024-01-03..2024-01-24", cut_off="2024-01-24")
    assert reasons(results) == {"01": "partial"}
    assert value(results, "KZ-10", "consultations", "month=2024-01") == 9
    centre = results.get("KZ-10", "consultations", "consultations_month_centre")
    assert (centre.status, centre.reason) == ("undefined", "no-data")


def test_the_table_s_own_cut_off_counts(analysed: Analysed) -> None:
    """A register that ends earlier than the project's data is judged by its own date."""
    table = ("consultations", "date,client,region\n" + visits([30, 40, 20]), {"cut_off": "2024-03-20"})
    results, _ = analysed({"register": table})
    assert reasons(results)["03"] == "partial"
