"""Checks hold what a project states against what its tables add up to; they never refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from evaltools.check import check, plain, sum_of_parts
from evaltools.findings import Finding
from evaltools.labels import Labels
from evaltools.project import Project, Table
from evaltools.results import Result, Results
from evaltools.validate import Canonical

LATE = ({"code": "KZ-61", "include_in_total": False, "reason": "opened in December"},)


def project(*regions: str, **parts: Any) -> Project:
    header = {
        **dict.fromkeys(("name", "work", "provider", "funder"), "x"),
        "period": "2024-01-01..2024-12-31",
        "cut_off": "2025-01-15",
        "regions": regions or ("KZ-23", "KZ-71", "KZ-61"),
        "languages": ("en",),
    }
    return Project.model_validate({"id": "p", "folder": Path("p"), "header": header} | parts)


def counts(rows: list[tuple[Any, ...]], *columns: str, refused: bool = False) -> Canonical:
    """A table of counts; count columns are whole numbers or missing."""
    frame = pd.DataFrame(rows, columns=list(columns))
    for name in columns:
        if name.startswith("count"):
            frame[name] = frame[name].astype("Int64")
    table = Table(file="parts.csv", kind="counts", subject="s", unit="people")
    return Canonical("parts", table, frame, len(rows), len(rows), refused=refused)


def claims(*rows: dict[str, Any]) -> Canonical:
    """Stated totals in claims.csv, from row 2 on."""
    base = {"claim": "total", "unit": "people", "table": "parts", "column": "count", "where": None}
    frame = pd.DataFrame([base | row for row in rows], index=range(2, len(rows) + 2))
    return Canonical("stated", Table(file="claims.csv", kind="claims"), frame, len(rows), len(rows))


def compared(parts: Canonical, settings: Project | None = None, **claim: Any) -> Finding:
    """The one finding about one stated total."""
    tables = {"parts": parts, "stated": claims(claim)}
    (finding,) = check(
        settings or project(), tables, Results(()), Labels({"claim": {"total": {"en": "All"}}})
    )
    return finding


REGIONAL = counts([("KZ-23", 700), ("KZ-71", 1500), ("KZ-61", 32)], "region", "count")


# Totals


def test_a_total_that_agrees_is_said_to() -> None:
    """What was checked and is right is worth a line, too."""
    finding = compared(REGIONAL, claimed=2232.0)
    assert (finding.severity, finding.code) == ("checked", "total-agrees")
    assert (finding.claimed, finding.computed, finding.difference) == ("2232", "2232", "0")
    assert finding.message == "All: the stated 2,232 agrees with its parts."
    assert not finding.refuses


def test_a_total_that_differs_names_both_figures_and_both_places() -> None:
    """An error that refuses nothing: row of the claim, file of the parts, difference with its sign."""
    finding = compared(REGIONAL, claimed=2240.0)
    assert (finding.severity, finding.code, finding.refuses) == ("error", "total-differs", False)
    assert (finding.file, finding.row, finding.column, finding.other_place) == (
        "claims.csv",
        2,
        "total",
        "parts.csv",
    )
    assert (finding.claimed, finding.computed, finding.difference) == ("2240", "2232", "8")
    assert finding.message == "All: 2,240 is stated, but the parts add up to 2,232 (difference +8)."
    assert finding.action


def test_a_total_below_its_parts_has_a_negative_difference() -> None:
    """Stated minus computed, as a plain number."""
    finding = compared(REGIONAL, claimed=1232.0)
    assert finding.difference == "-1000"
    assert "(difference −1,000)" in finding.message


@pytest.mark.parametrize("claimed", [2200.0, 2232.0])
def test_a_total_may_leave_late_regions_out_or_not(claimed: float) -> None:
    """With a region that the total leaves out, both sums are true of something."""
    finding = compared(REGIONAL, project(region_notes=LATE), claimed=claimed)
    assert finding.code == "total-agrees"
    assert finding.computed == plain(claimed)


@pytest.mark.parametrize(
    ("claimed", "computed", "difference"),
    [(2210.0, "2200", "10"), (2225.0, "2232", "-7"), (2240.0, "2232", "8")],
)
def test_a_total_that_fits_neither_sum_is_held_against_the_nearer(
    claimed: float, computed: str, difference: str
) -> None:
    """The kindest reading of what the authors wrote, and still an error."""
    finding = compared(REGIONAL, project(region_notes=LATE), claimed=claimed)
    assert (finding.code, finding.computed, finding.difference) == ("total-differs", computed, difference)


RANGES = counts([("KZ-23", 3, 4), ("KZ-71", 5, None), ("KZ-61", None, None)], "region", "count", "count_high")


@pytest.mark.parametrize("claimed", [8.0, 9.0])
def test_parts_with_a_range_allow_every_total_between(claimed: float) -> None:
    """ "3-4" and 5 may be 8 or 9; what was not reported adds nothing."""
    finding = compared(RANGES, claimed=claimed)
    assert (finding.code, finding.computed, finding.difference) == ("total-agrees", "8..9", "0")


@pytest.mark.parametrize(("claimed", "difference"), [(7.0, "-1"), (12.0, "3")])
def test_a_total_outside_of_the_range_is_measured_from_its_nearer_end(
    claimed: float, difference: str
) -> None:
    """The smallest difference that the parts allow."""
    finding = compared(RANGES, claimed=claimed)
    assert (finding.code, finding.computed, finding.difference) == ("total-differs", "8..9", difference)
    assert "add up to 8–9" in finding.message


def test_an_upper_end_alone_counts_from_zero() -> None:
    """ "Up to 5" may be nothing."""
    assert sum_of_parts(counts([(None, 5), (2, None)], "count", "count_high"), "count", "", frozenset()) == (
        2,
        7,
    )


def test_parts_can_be_chosen_by_a_condition() -> None:
    """One table may hold several breakdowns of the same people."""
    parts = counts([("sex", 90), ("sex", 121), ("age", 211)], "breakdown", "count")
    assert compared(parts, claimed=211.0, where="breakdown=sex").code == "total-agrees"
    assert compared(parts, claimed=211.0, where="breakdown=age").code == "total-agrees"
    assert compared(parts, claimed=211.0).difference == "-211"


def test_decimal_parts_add_up_as_on_paper() -> None:
    """0.1 and 0.2 are 0.3; a difference of decimals is not hidden by rounding."""
    parts = Canonical(
        "parts",
        Table(file="p.csv", kind="plan"),
        pd.DataFrame({"plan": pd.array([0.1, 0.2], "Float64")}),
        2,
        2,
    )
    assert compared(parts, claimed=0.3, column="plan").code == "total-agrees"
    finding = compared(parts, claimed=0.7, column="plan")
    assert (finding.computed, finding.difference) == ("0.3", "0.4")
    assert finding.message == "All: 0.70 is stated, but the parts add up to 0.30 (difference +0.40)."


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ({"table": "partz"}, "there is no table “partz”"),
        ({"column": "clients"}, "no column “clients” with numbers"),
        ({"column": "region"}, "no column “region” with numbers"),
        ({"where": "breakdown=sex"}, "“breakdown=sex” is no condition"),
        ({"where": "KZ-23"}, "“KZ-23” is no condition"),
    ],
)
def test_a_total_that_cannot_be_added_up_is_told(claim: dict[str, str], words: str) -> None:
    """A slip in the claim is a warning at its place: a check must not go missing in silence."""
    finding = compared(REGIONAL, claimed=1.0, **claim)
    assert (finding.severity, finding.code, finding.refuses) == ("warning", "total-not-compared", False)
    assert (finding.file, finding.row, finding.column) == ("claims.csv", 2, "total")
    assert words in finding.message


def test_a_refused_table_is_not_added_up() -> None:
    """Its own finding says what is wrong; a sum of what is left would mislead."""
    parts = counts([], "region", "count", refused=True)
    tables = {"parts": parts, "stated": claims({"claimed": 5.0})}
    assert check(project(), tables, Results(()), Labels({})) == []


def test_a_refused_list_of_claims_claims_nothing() -> None:
    """Claims that could not be read are not compared."""
    stated = Canonical("stated", Table(file="claims.csv", kind="claims"), pd.DataFrame(), 1, 0, refused=True)
    assert check(project(), {"parts": REGIONAL, "stated": stated}, Results(()), Labels({})) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (8884.0, "8884"),
        (1206432.0, "1206432"),
        (-32.0, "-32"),
        (92.03, "92.03"),
        (0.5, "0.5"),
        (1e7, "10000000"),
    ],
)
def test_numbers_of_findings_are_plain(value: float, text: str) -> None:
    """No separators, no exponents, no needless decimals: a spreadsheet must read them as numbers."""
    assert plain(value) == text


# Deviations from the plan


def deviations(
    *met: tuple[str, float | None, str], reason: str = "", regions: tuple[str, ...] = ("KZ-23", "KZ-71")
) -> list[Finding]:
    """Check one indicator's verdicts: (region, 1 met or 0 missed, its reason code)."""
    one: dict[str, Any] = {"id": "advised", "label": "Advised", "unit": "people", "plan": 1200}
    if reason:
        one["reason"] = reason
    rows = []
    for region, verdict, code in met:
        base: dict[str, Any] = {"region": region, "subject": "indicators", "group": "indicator=advised"}
        status = "ok" if verdict is not None else "undefined"
        rows += [
            Result(**base, measure="plan", value=1200.0),
            Result(**base, measure="fact", value=1100.5),
            Result(**base, measure="met", value=verdict, status=status, reason=code),
        ]
    named = {"indicator": {"advised": {"en": "Advised"}}}
    labels = Labels(named | ({"reason": {"advised": {"en": reason}}} if reason else {}))
    return check(project(*regions, indicators=(one,)), {}, Results(tuple(rows)), labels)


def test_a_missed_plan_without_a_reason_is_a_warning() -> None:
    """Region, indicator, both figures, and what to do."""
    (finding,) = deviations(("KZ-23", 0.0, ""))
    assert (finding.severity, finding.code) == ("warning", "deviation-without-reason")
    assert (finding.region, finding.column) == ("KZ-23", "advised")
    assert finding.message.startswith("Atyrau Region. Advised: plan 1,200, fact 1,101")
    assert finding.action


def test_more_than_an_exact_plan_asks_for_a_reason_too() -> None:
    """Above an exact plan is off the plan, like below."""
    assert [f.code for f in deviations(("KZ-23", 1.0, "above-exact"))] == ["deviation-without-reason"]


@pytest.mark.parametrize("met", [("KZ-23", 1.0, ""), ("KZ-23", None, "no-plan")])
def test_what_is_met_or_undecided_needs_no_reason(met: tuple[str, float | None, str]) -> None:
    """Only a deviation has to be explained."""
    assert deviations(met) == []


def test_a_reason_settles_the_deviation() -> None:
    """With a reason in the settings nothing is asked for: a note tells the deviation and why."""
    (found,) = deviations(("KZ-23", 0.0, ""), reason="the centre opened late")
    assert (found.severity, found.code, found.action) == ("note", "deviation-explained", "")
    assert found.message.endswith("the reason is given: the centre opened late")


def test_the_country_is_not_named_beside_its_only_region() -> None:
    """In a project of one region both are the same figure; in others each is named."""
    both = (("KZ-23", 0.0, ""), ("KZ", 0.0, ""))
    assert [f.region for f in deviations(*both, regions=("KZ-23",))] == ["KZ-23"]
    assert [f.region for f in deviations(*both)] == ["KZ-23", "KZ"]
