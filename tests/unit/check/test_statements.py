"""Stated figures are held against their parts and against each other; nothing is ever refused."""

from __future__ import annotations

import pandas as pd
import pytest

from evaltools.check import check, plain, sum_of_parts
from evaltools.findings import Finding
from evaltools.labels import Labels
from evaltools.project import Table
from evaltools.results import Results
from evaltools.validate import Canonical
from tests.unit.check.cases import claims, codes, compared, counts, examined, project

LATE = ({"code": "KZ-61", "include_in_total": False, "reason": "opened in December"},)

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


# Sums, rows and different entries

TOPICS = """
    topic,programme,title
    a,conflict,A
    b,conflict,B
    b,couples,C
    ,couples,D
"""


def stated(rows: str, topics: str = TOPICS, **parts: object) -> list[Finding]:
    """Findings about claims on a register of topics."""
    found = examined(
        {
            "topics": ("register", topics, {"register": "topics"}),
            "claims": (
                "claims",
                "claim,claimed,claimed_high,claimed_date,operator,unit,place,table,column,where,how\n" + rows,
            ),
        },
        **parts,
    )
    return [each for each in found if each.file == "claims.csv"]


@pytest.mark.parametrize(
    ("how", "column", "where", "counted"),
    [
        ("rows", "", "", 4),
        ("rows", "topic", "", 3),  # one row has no topic
        ("distinct", "topic", "", 2),  # a and b
        ("distinct", "topic", "programme=couples", 1),
        ("rows", "", "programme=conflict|couples", 4),
        ("rows", "", "programme=conflict; topic=b", 1),
        ("rows", "", "programme=nothing of the kind", 0),
    ],
)
def test_rows_and_different_entries_are_counted(how: str, column: str, where: str, counted: int) -> None:
    """Rows under the conditions; with a column, those that have something in it, or different ones."""
    (finding,) = stated(f"n,{counted},,,,topics,,topics,{column},{where},{how}\n")
    assert (finding.code, finding.computed) == ("total-agrees", str(counted))
    (finding,) = stated(f"n,{counted + 1},,,,topics,,topics,{column},{where},{how}\n")
    assert (finding.code, finding.computed, finding.difference) == ("total-differs", str(counted), "1")


def test_entries_that_stand_there_twice_explain_a_difference() -> None:
    """Three entries were counted, and one of them is another one again."""
    (finding,) = stated("n,3,,,,topics,,topics,topic,,distinct\n")
    assert finding.code == "total-differs"
    assert finding.message.endswith("With entries that stand there twice (b) the figures agree.")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("n,3,,,,topics,,topics,topic,,often\n", "“often” is no way to count"),
        ("n,3,,,,topics,,topics,,,distinct\n", "“distinct” counts the different values of a column"),
        ("n,3,,,,topics,,topics,size,,rows\n", "has no column “size”"),
        ("n,3,,,,topics,,topics,,size=3,rows\n", "“size=3” is no condition"),
        ("n,12,9,,,topics,,topics,,,rows\n", "a range goes from its low end to its high end; 12 is above 9"),
    ],
)
def test_a_slip_in_a_claim_is_told_at_its_place(row: str, words: str) -> None:
    """A warning, and the other claims are compared."""
    slip, other = stated(row + "m,4,,,,topics,,topics,,,rows\n")
    assert (slip.severity, slip.code, slip.row, slip.column) == ("warning", "total-not-compared", 2, "n")
    assert words in slip.message
    assert other.code == "total-agrees"


def test_up_to_a_number_may_be_nothing() -> None:
    """A range with only its upper end begins at 0, among claims as among parts."""
    (finding,) = stated("n,,3,,,topics,,topics,topic,,rows\n")
    assert (finding.code, finding.claimed, finding.computed) == ("total-agrees", "0..3", "3")
    (finding,) = stated("n,,2,,,topics,,topics,topic,,rows\n")
    assert (finding.code, finding.difference) == ("total-differs", "-1")


def test_a_stated_range_agrees_with_whatever_lies_in_it() -> None:
    """3–4 rows are stated, and there are 4; of 5–9 the nearer end is the difference."""
    assert codes(stated("n,3,4,,,topics,,topics,,,rows\n")) == ["total-agrees"]
    (finding,) = stated("n,5,9,,,topics,,topics,,,rows\n")
    assert (finding.code, finding.claimed, finding.computed, finding.difference) == (
        "total-differs", "5..9", "4", "1",
    )  # fmt: skip


def test_a_claim_with_nothing_under_it_is_told() -> None:
    """Neither a figure nor rows that hold it: “knowledge has risen”."""
    (finding,) = stated("knowledge,,,,,people,text,,,,\n")
    assert (finding.severity, finding.code, finding.column) == (
        "warning",
        "claim-without-figure",
        "knowledge",
    )


def test_a_mention_without_a_figure_beside_one_with_it_is_no_empty_claim() -> None:
    """The figure stands in another place."""
    assert stated("n,,,,,people,text,,,,\nn,10,,,,people,chart,,,,\n") == []


def test_a_table_without_rows_adds_up_to_nothing() -> None:
    """A list that is kept and empty is full: five of none are five too many."""
    (finding,) = stated("n,5,,,,topics,,topics,,,rows\n", topics="topic,programme,title\n")
    assert (finding.code, finding.computed, finding.difference) == ("total-differs", "0", "5")


# One number for several places

PHRASES = counts(
    [("KZ-23", 5, "a"), ("KZ-71", 5, "a"), ("KZ-61", 3, "b"), ("KZ-10", 3, "b")], "region", "count", "phrase"
)


@pytest.mark.parametrize(
    ("claimed", "severity", "words"),
    [
        (16.0, "checked", "is counted for each of them."),  # 5 + 5 + 3 + 3
        (8.0, "note", "is counted once for all of them."),  # 5 + 3
        (11.0, "note", "these are counted once for all: a."),  # 5 + 3 + 3
        (13.0, "note", "these are counted once for all: b."),  # 5 + 5 + 3
    ],
)
def test_the_reading_under_which_figures_agree_is_said(claimed: float, severity: str, words: str) -> None:
    """The less usual ones are worth a note."""
    finding = compared(PHRASES, claimed=claimed)
    assert (finding.code, finding.severity) == ("total-agrees", severity)
    assert words in finding.message


def test_a_sum_of_phrases_has_the_ends_that_the_results_have() -> None:
    """Whatever the reading under which 16 or 8 agrees, the parts allow 8 to 16; a part without a figure is named."""
    parts = counts(
        [("KZ-23", 5, "a"), ("KZ-71", 5, "a"), ("KZ-61", 6, "b"), ("KZ-10", None, "")],
        "region",
        "count",
        "phrase",
    )
    for claimed in (16.0, 11.0):
        finding = compared(parts, claimed=claimed)
        assert (finding.code, finding.computed, finding.difference) == ("total-agrees", "11..16", "0")
        assert finding.message.endswith("Under every reading of such numbers the parts add up to 11–16.")
        assert finding.computed_at.endswith("; no figure is given for: Abai Region)")


def test_where_no_reading_fits_the_nearest_is_named() -> None:
    """20 is nearest to 16, each place counted; 6 to 8, all together."""
    finding = compared(PHRASES, claimed=20.0)
    assert (finding.computed, finding.difference) == ("16", "4")
    assert finding.message.endswith("is counted for each of them.")
    finding = compared(PHRASES, claimed=6.0)
    assert (finding.computed, finding.difference) == ("8", "-2")
    assert finding.message.endswith("is counted once for all of them.")


# Mentions


@pytest.mark.parametrize(
    ("operator", "second", "code"),
    [
        ("", 10, "mention-agrees"),
        ("", 11, "mention-differs"),
        ("<=", 9, "mention-agrees"),
        ("<=", 11, "mention-differs"),
        (">=", 11, "mention-agrees"),
        (">=", 9, "mention-differs"),
    ],
)
def test_a_further_mention_stands_as_it_says_to_the_first(operator: str, second: int, code: str) -> None:
    """The same figure, or one that may be smaller or greater: men among all people."""
    (finding,) = stated(f"n,10,,,,people,text,,,,\nn,{second},,,{operator},people,chart,,,,\n")
    assert (finding.code, finding.row, finding.claimed, finding.computed) == (code, 3, "10", str(second))
    assert "the text" in finding.message
    assert "the chart" in finding.message


def test_every_mention_is_held_against_the_first() -> None:
    """Three mentions are two comparisons."""
    found = stated("n,10,,,,people,cover,,,,\nn,10,,,,people,text,,,,\nn,12,,,,people,chart,,,,\n")
    assert codes(found) == ["mention-agrees", "mention-differs"]
    assert found[1].difference == "-2"


def test_a_mention_may_be_the_rows_of_a_table() -> None:
    """Text against a list: 4 entries."""
    (finding,) = stated("n,5,,,,topics,text,,,,\nn,,,,,topics,,topics,,,rows\n")
    assert (finding.code, finding.claimed, finding.computed) == ("mention-differs", "5", "4")
    assert finding.other_place == "topics.csv"


def test_a_mention_of_a_table_that_hides_counts_names_that_table() -> None:
    """Also where the first mention is the one that comes from it: the page must know what to hide."""
    (finding,) = stated(
        "n,,,,,topics,,topics,,,rows\nn,5,,,,topics,text,,,,\n", header={"sensitivity": "court"}
    )
    assert (finding.code, finding.other_place) == ("mention-differs", "topics.csv")


# Days

LETTERS = """
    recommendation,title,text,letter_no,letter_date
    one,Office,Text,5,2024-05-05
    two,Ministry,Text,6,2024-06-01
    three,Court,Text,7,
"""


def dated(rows: str) -> list[Finding]:
    found = examined(
        {
            "letters": ("register", LETTERS, {"register": "recommendations"}),
            "claims": ("claims", "claim,claimed,claimed_date,unit,table,column,where,how\n" + rows),
        }
    )
    return [each for each in found if each.file == "claims.csv"]


def test_days_are_compared_as_days() -> None:
    """A day agrees with the days of the rows, from the first to the last of them."""
    (finding,) = dated("sent,,2024-05-05,date,letters,letter_date,recommendation=one,\n")
    assert (finding.code, finding.claimed, finding.computed) == ("total-agrees", "2024-05-05", "2024-05-05")
    (finding,) = dated("sent,,2024-05-20,date,letters,letter_date,,\n")
    assert (finding.code, finding.computed) == ("total-agrees", "2024-05-05..2024-06-01")
    (finding,) = dated("sent,,2024-06-03,date,letters,letter_date,,\n")
    assert (finding.code, finding.difference) == ("total-differs", "2")  # 3 June is two days after 1 June
    assert "June 3, 2024 is stated" in finding.message


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            "sent,,2024-05-05,date,letters,letter_date,recommendation=nine,\n",
            "no row that the figure points to",
        ),
        (
            "sent,,2024-05-05,date,letters,letter_date,recommendation=three,\n",
            "no row that the figure points to",
        ),
        ("sent,,2024-05-05,date,letters,title,,\n", "no column “title” with days"),
        ("sent,,2024-05-05,date,letters,,,rows\n", "no column “” with days"),
        (
            "sent,20240505,,date,letters,letter_date,,\n",
            "a day stands in the column “claimed_date”, found 20240505",
        ),
        ("sent,0,,date,,,,\n", "a day stands in the column “claimed_date”, found 0"),
    ],
)
def test_a_day_that_cannot_be_compared_is_told(row: str, words: str) -> None:
    """No rows, no day in them, no column of days, or a number for a day: a warning, never the end of a run."""
    (finding,) = dated(row)
    assert (finding.severity, finding.code) == ("warning", "total-not-compared")
    assert words in finding.message


def test_days_have_no_parts_to_repair() -> None:
    """Also where another list gives the same trainings again."""
    rows = "training,region,date\nT1,KZ-23,2024-05-05\n"
    found = examined(
        {
            "held": ("trainings", rows),
            "again": ("trainings", rows, {"checked_only": True, "same_as": "held"}),
            "claims": (
                "claims",
                "claim,claimed,claimed_date,unit,table,column\nd,,2024-05-07,date,held,date\n",
            ),
        }
    )
    assert [(each.code, each.difference) for each in found] == [("total-differs", "2")]


def test_two_days_of_one_event_are_mentions() -> None:
    """The cover and the table of letters."""
    (finding,) = dated("sent,,2024-05-04,date,,,,\nsent,,,date,letters,letter_date,recommendation=one,\n")
    assert (finding.code, finding.claimed, finding.computed, finding.difference) == (
        "mention-differs", "2024-05-04", "2024-05-05", "-1",
    )  # fmt: skip


# Tables that were refused


def test_a_claim_on_a_refused_table_is_not_compared_with_its_other_mentions() -> None:
    """What cannot be read is no figure; the mentions that stand are compared with each other."""
    tables = {
        "parts": counts([], "region", "count", refused=True),
        "stated": claims({"claimed": None}, {"claimed": 5.0, "table": None}, {"claimed": 6.0, "table": None}),
    }
    found = check(project(), tables, Results(()), Labels({}))
    assert codes(found) == ["mention-differs"]
    assert (found[0].claimed, found[0].computed) == ("5", "6")


@pytest.mark.parametrize(
    ("source", "called"),
    [("report, 2020", "report, 2020 (the text)"), ("report, 2020, text", "report, 2020, text")],
)
def test_a_source_that_ends_with_the_place_does_not_say_it_twice(source: str, called: str) -> None:
    """Where a figure stands is told once."""
    rows = (
        "claim,claimed,unit,place,table,column,where,how\nhall,30,people,text,,,,\nhall,33,people,chart,,,,\n"
    )
    found = examined({"k": ("claims", rows, {"source": source})})
    (said,) = (each.message for each in found if "33" in each.message)
    assert f"hall: {called} gives 30, {source} (the chart) gives 33." in said
