"""The section on plan and fact: small projects by hand, in three languages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaltools.prepare import Prepared, prepare
from evaltools.report import open_report
from evaltools.standings import standing

HEADER = """
[project]
name = "Test"
work = "work"
provider = "the centre"
funder = "nobody"
period = "2024-01-01..2024-12-31"
cut_off = {cut_off}
regions = [{regions}]
languages = ["en", "ru", "kk"]
sensitivity = "{sensitivity}"
"""
LANGUAGES = ("en", "ru", "kk")
FIGURES = '[tables.s]\nfile = "s.csv"\nkind = "regional-figures"\n'
CLIENTS = 'fact = { subject = "consultations", measure = "people" }\n'
REGIONS = ("KZ-15", "KZ-23", "KZ-61")

Make = Callable[..., Prepared]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a project of a few lines and prepare it."""

    def make(
        settings: str,
        *,
        regions: tuple[str, ...] = REGIONS,
        cut_off: str = "2024-12-31",
        sensitivity: str = "activity",
        **files: str,
    ) -> Prepared:
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        listed = ", ".join(f'"{code}"' for code in regions)
        header = HEADER.format(regions=listed, cut_off=cut_off, sensitivity=sensitivity)
        (tmp_path / "project.toml").write_text(header + settings, encoding="utf-8")
        return prepare(tmp_path)

    return make


def stated(plan: str, fact: str = "", more: str = "", identifier: str = "a", unit: str = "days") -> str:
    """One indicator with a stated fact."""
    lines = [f'[[indicators]]\nid = "{identifier}"\nlabel = "Waiting"\nunit = "{unit}"']
    lines += [f"plan = {plan}"] if plan else []
    lines += [f"stated = {fact}"] if fact else []
    return "\n".join([*lines, more, ""])


def page(folder: Prepared, block: str = "plan", region: str = "KZ", language: str = "en") -> str:
    """The text of one block, without its tags."""
    name = "overview" if region == "KZ" else "region-report"
    report = open_report(name, project=folder.project.folder, region=region, language=language)
    found = getattr(report, block)()
    text = re.sub(r"<[^>]+>", " ", str(found.html))
    return re.sub(r"\s+", " ", html.unescape(text)).replace("\u00a0", " ")


def sane(prepared: Prepared, regions: tuple[str, ...] = ("KZ",)) -> None:
    """No page in any language shows what is no number."""
    for language in LANGUAGES:
        for region in regions:
            for block in ("lead", "tiles", "plan", "map"):
                said = page(prepared, block, region, language)
                assert not re.search(r"\b(nan|inf|None|NaN)\b|∞", said), (language, region, said)
                assert "{" not in said, said


def value(prepared: Prepared, measure: str, region: str = "KZ", indicator: str = "a") -> Any:
    found = prepared.public.get(region, "indicators", measure, f"indicator={indicator}")
    return found.value if found.ok else (found.status, found.reason)


def status(prepared: Prepared, region: str = "KZ", indicator: str = "a") -> str:
    met = prepared.public.get(region, "indicators", "met", f"indicator={indicator}")
    return standing(prepared.public, met).status


# Degenerate plans


@pytest.mark.parametrize(
    ("plan", "fact", "more", "percent", "verdict"),
    [
        ("0", "0", "", ("undefined", "plan-zero"), "met"),
        ("0", "5", "", ("undefined", "plan-zero"), "met"),
        ("0", "5", 'operator = "="', ("undefined", "plan-zero"), "above"),
        ("0", "5", 'operator = "<="', ("undefined", "plan-zero"), "over"),
        ("", "5", "", ("undefined", "not-planned"), "not-planned"),
        ("", "", "", ("undefined", "not-planned"), "not-planned"),
        ("5", "", "", ("undefined", "not-reported"), "not-reported"),
        ("5", "0", "", 0, "below"),
        ("-5", "-3", "", ("undefined", "plan-negative"), "met"),
        ("-5", "3", 'operator = "<="', ("undefined", "smaller-is-better"), "over"),
        ("20", "20", "baseline = 20", ("undefined", "baseline-equals-plan"), "met"),
        ("25", "22", 'baseline = 20\ndirection = "down"', ("undefined", "plan-against-direction"), "met"),
        ("5", "8", 'operator = "unknown"', 160, "no-operator"),
        ("5", "8", 'operator = "?"', 160, "no-operator"),
        ("[3, 4]", "4", "", ("undefined", "plan-is-range"), "met"),
        ("[3, 4]", "5", "", ("undefined", "plan-is-range"), "above"),
        ("[3, 4]", "2", "", ("undefined", "plan-is-range"), "below"),
        ("[3, 4]", "2", 'direction = "down"', ("undefined", "plan-is-range"), "lower"),
        ("[0, 0]", "0", "", ("undefined", "plan-is-range"), "met"),
        ("100", "79", 'operator = "about"\ntolerance = 20', 79, "below"),
        ("100", "80", 'operator = "about"\ntolerance = 20', 80, "met"),
        ("5", "5", 'operator = "<"', ("undefined", "smaller-is-better"), "over"),
        ("5", "5", 'operator = ">"', 100, "below"),
    ],
)  # fmt: skip
def test_every_plan_has_a_status_and_no_false_number(
    make: Make, plan: str, fact: str, more: str, percent: object, verdict: str
) -> None:
    """Zero, missing, not planned, negative, ranges, limits: each has its status; no percentage misleads."""
    prepared = make(stated(plan, fact, more))
    assert value(prepared, "percent_of_plan") == percent
    assert status(prepared) == verdict
    sane(prepared)
    # A dash that is explained, never "0 %" for what is not there.
    if isinstance(percent, tuple):
        assert "0.0 " not in page(prepared)


def test_zero_missing_and_not_planned_look_different(make: Make) -> None:
    """A plan of 0, a fact of 0, no fact and no plan have four marks and four sentences."""
    prepared = make(
        stated("0", "5", 'operator = "="', "a") + stated("5", "0", "", "b") + stated("5", "", "", "c")
        + stated("", "5", "", "d")
    )  # fmt: skip
    said = page(prepared)
    assert "The plan was zero, so there is no percentage" in said
    assert "[no data]: no figure was reported; this is not zero." in said
    assert "[not planned] 5" in said
    assert "There was no plan, so there is nothing to hold the result against." in said
    assert "≥ 5 0 −5 0 ▼ below the plan" in said
    assert (
        "None of the 4 indicators met its plan. Below the plan: Waiting. Above the plan: Waiting. "
        "No fact is reported for: Waiting. For 1 there was no plan." in said
    )


def test_many_indicators_off_their_plans_are_counted(make: Make) -> None:
    """Up to three are named; more names would be a list, and the table has them."""
    few, many = ("".join(stated("5", "3", "", f"i{place}") for place in range(n)) for n in (3, 4))
    assert "Below the plan: Waiting; Waiting; Waiting." in page(make(few + stated("5", "5", "", "met")))
    assert "4 are below the plan." in page(make(many + stated("5", "5", "", "met")))


# Baselines


def test_a_fall_is_measured_from_its_baseline(make: Make) -> None:
    """From 20 down to 8 of a plan of 5 is 80 % of the way, not 160 % of the plan."""
    # (8 - 20) / (5 - 20) = 12 / 15
    prepared = make(stated("5", "8", 'baseline = 20\ndirection = "down"'))
    assert value(prepared, "percent_of_plan") == 80
    assert (value(prepared, "baseline"), status(prepared)) == (20, "over")
    said = page(prepared)
    assert "of the way from 20 before the work began to 5, 80% was covered; it is 8 now." in said
    assert "≤ 5 from 20" in said
    assert "160" not in said
    sane(prepared)


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        ("20", "20 before the work began and 20 now, so nothing of the way to 5 was covered."),
        ("26", "20 before the work began and 26 now: further from the plan of 5 than at the start."),
        ("2", "of the way from 20 before the work began to 5, 120% was covered; it is 2 now."),
    ],
)
def test_no_way_a_way_back_and_more_than_the_way(make: Make, fact: str, sentence: str) -> None:
    """Standing still, going back and going beyond the plan each have their sentence."""
    prepared = make(stated("5", fact, 'baseline = 20\ndirection = "down"'))
    assert sentence in page(prepared)
    sane(prepared)


def test_a_fall_without_a_baseline_has_no_percentage(make: Make) -> None:
    """Where less is better, twice the limit is no 200 %."""
    prepared = make(stated("5", "10", 'operator = "at most"'))
    said = page(prepared)
    assert "200" not in said
    assert "is at most 5 and the fact is 10, 5 over the limit: the plan was not met." in said
    assert "Less is better here" in said


# Interim targets


INTERIM = 'baseline = 20\ndirection = "down"\ninterim = { plan = 12, date = 2024-06-30 }'


def test_the_interim_target_counts_before_the_end(make: Make) -> None:
    """Data up to May are held against the target for June: 11 days do, though the plan is 5."""
    prepared = make(stated("5", "11", INTERIM), cut_off="2024-05-31")
    # (11 - 20) / (12 - 20) = 9 / 8; (11 - 20) / (5 - 20) = 9 / 15
    assert value(prepared, "interim_plan") == 12
    assert value(prepared, "percent_of_interim") == 112.5
    assert value(prepared, "met_interim") == 1
    assert (value(prepared, "percent_of_plan"), value(prepared, "met")) == (60, 0)
    assert status(prepared) == "met"
    said = page(prepared)
    assert "The interim target for “Waiting” is at most 12 and the fact is 11: the target was met." in said
    assert "so the interim target for June 30, 2024 (at most 12) was met" in said
    assert "○ not due yet" in said
    assert not [each for each in prepared.findings if each.code == "deviation-without-reason"]
    sane(prepared)


def test_a_missed_interim_target_asks_for_a_reason(make: Make) -> None:
    """14 days where 12 were the target are over the limit, and somebody has to say why."""
    prepared = make(stated("5", "14", INTERIM), cut_off="2024-05-31")
    assert status(prepared) == "over"
    (finding,) = (each for each in prepared.findings if each.code == "deviation-without-reason")
    assert "plan 12, fact 14" in finding.message
    assert "was not met" in page(prepared)


def test_after_the_end_the_plan_itself_counts(make: Make) -> None:
    """At the end of the period the interim target is over, and nothing of it is said."""
    prepared = make(stated("5", "8", INTERIM), cut_off="2024-12-31")
    assert value(prepared, "interim_plan") == ("no-data", "not-reported")
    assert "interim" not in page(prepared)


@pytest.mark.parametrize(("cut_off", "target"), [("2024-03-31", 15), ("2024-04-15", 12), ("2024-09-30", 12)])
def test_the_next_interim_target_counts(make: Make, cut_off: str, target: float) -> None:
    """The next one on the cut-off day; after the last one and before the end, the last one."""
    targets = "interim = [{ plan = 12, date = 2024-06-30 }, { plan = 15, date = 2024-03-31 }]"
    prepared = make(stated("5", "11", f'direction = "down"\n{targets}'), cut_off=cut_off)
    assert value(prepared, "interim_plan") == target


# Plans of regions and of the project

COUPLES = (
    '[[indicators]]\nid = "a"\nlabel = "Clients"\nunit = "people"\nplan = 20\nper_region = true\n' + CLIENTS
)


def test_both_bases_of_the_whole(make: Make) -> None:
    """Two of three regions reported 36 and 12 of 20 each: 48 of 40 and 48 of 60."""
    prepared = make(FIGURES + COUPLES, s="region,clients\nKZ-15,36\nKZ-23,12\n")
    measures = ("regions_planned", "regions_reported", "plan_of_reported", "plan", "fact")
    assert [value(prepared, name) for name in measures] == [3, 2, 40, 60, 48]
    assert (value(prepared, "percent_of_reported"), value(prepared, "percent_of_whole")) == (120, 80)
    # 48 of 60 is below, but one region is still to report.
    assert status(prepared) == "partly-reported"
    said = page(prepared)
    assert (
        "For “Clients” 2 of 3 regions reported: 48 against the 40 planned for them (120%); against the whole plan of "
        "60 this is 80%." in said
    )
    assert "The 2 regions that reported ≥ 40 48 120.0" in said
    assert "Whole plan (3 regions) ≥ 60 48 −12 80.0" in said
    assert "This is 120% of the people planned for the 2 regions that reported" in page(prepared, "lead")
    assert "2 of 3 regions; 80% of the whole plan" in page(prepared, "tiles")
    sane(prepared, ("KZ", *REGIONS))


def test_a_total_is_not_called_as_one_region_is(make: Make) -> None:
    """The indicator has one name; for the project it says that the regions are taken together."""
    prepared = make(FIGURES + COUPLES, s="region,clients\nKZ-15,36\nKZ-23,12\n")
    assert "The plan for “Clients, all regions together” is at least 60 and the fact is 48" in page(prepared)
    assert "The plan for “Clients” is at least 20 and the fact is 36" in page(prepared, region="KZ-15")


EXACT = "Differences are computed from unrounded values."


@pytest.mark.parametrize(
    ("plan", "fact", "is_said"), [("9.96", "12.04", True), ("10", "12.5", False), ("10", "12", False)]
)
def test_a_difference_that_looks_wrong_is_explained(make: Make, plan: str, fact: str, is_said: bool) -> None:
    """10.0 and 12.0 with +2.1 need a word; where the numbers that are shown add up there is none."""
    prepared = make(stated(plan, fact))
    assert (EXACT in page(prepared)) is is_said


def test_what_more_cannot_change_is_decided(make: Make) -> None:
    """50 of at least 3 x 10 are enough, whatever the third region reports."""
    prepared = make(FIGURES + COUPLES.replace("20", "10"), s="region,clients\nKZ-15,36\nKZ-23,14\n")
    assert status(prepared) == "met"


def test_a_region_left_out_is_promised_and_not_counted(make: Make) -> None:
    """The late region's plan is in the whole plan, its 9 are in no total, and the page names it."""
    late = '[[region_notes]]\ncode = "KZ-61"\ninclude_in_total = false\nreason = "late"\n'
    prepared = make(
        late + FIGURES + COUPLES, s="region,consultations,clients\nKZ-15,50,36\nKZ-23,20,12\nKZ-61,9,9\n"
    )
    measures = ("plan", "fact", "regions_planned", "regions_reported", "plan_of_reported")
    assert [value(prepared, name) for name in measures] == [60, 48, 3, 2, 40]
    assert "The totals leave out: Turkistan Region." in page(prepared)
    assert value(prepared, "fact", "KZ-61") == 9


def test_no_region_reported(make: Make) -> None:
    """Nothing reported anywhere is neither 0 nor 0 %."""
    prepared = make(FIGURES + COUPLES, s="region,consultations,clients\nKZ-15,,\n")
    assert value(prepared, "fact") == ("no-data", "not-reported")
    assert value(prepared, "percent_of_whole") == ("undefined", "not-reported")
    said = page(prepared)
    assert "none of the 3 regions with a plan reported; the whole plan is 60." in said
    assert "0.0" not in said
    sane(prepared, ("KZ", *REGIONS))


def test_facts_without_a_plan_are_not_held_against_the_plans_of_others(make: Make) -> None:
    """A region without a plan has its fact; the project's fact is that of the regions with one."""
    settings = (
        '[tables.p]\nfile = "p.csv"\nkind = "plan"\n[[indicators]]\nid = "a"\nlabel = "Clients"\n'
        'unit = "people"\nplan_table = "p"\n'
    )
    prepared = make(
        FIGURES + settings + CLIENTS,
        s="region,clients\nKZ-15,30\nKZ-23,20\nKZ-61,10\n",
        p="indicator,region,plan\na,KZ-15,20\na,KZ-23,20\n",
    )
    # 30 + 20 of 20 + 20
    assert [value(prepared, name) for name in ("plan", "fact", "percent_of_plan")] == [40, 50, 125]
    assert value(prepared, "percent_of_whole") == 125
    # The page opens with all 60 people, so the tile holds no plan of 40 against them.
    assert "60 plan" not in page(prepared, "tiles")
    sane(prepared)


def test_a_plan_of_ranges_by_region(make: Make) -> None:
    """Regions may have ranges; the project has no sum of them."""
    settings = (
        '[tables.p]\nfile = "p.csv"\nkind = "plan"\n[[indicators]]\nid = "a"\nlabel = "Clients"\n'
        'unit = "people"\noperator = "range"\nplan_table = "p"\n'
    )
    prepared = make(
        FIGURES + settings + CLIENTS,
        s="region,clients\nKZ-15,30\nKZ-23,20\nKZ-61,10\n",
        p="indicator,region,plan,plan_high\na,KZ-15,25,35\na,KZ-23,25,30\na,KZ-61,10,\n",
    )
    assert [status(prepared, code) for code in REGIONS] == ["met", "below", "met"]
    assert prepared.public.select(region="KZ", subject="indicators") == ()
    assert "25–35" in page(prepared)
    sane(prepared, ("KZ", *REGIONS))


def test_a_level_is_not_added_up(make: Make) -> None:
    """95 % planned in each region are 95 % of the whole, not 285 %."""
    settings = '[[indicators]]\nid = "a"\nlabel = "Share"\nunit = "percent"\nplan = 95\nper_region = true\nstated = 94.6\n'
    prepared = make(settings)
    assert value(prepared, "plan") == 95
    assert "94.6" in page(prepared)
    assert value(prepared, "regions_planned") == ("no-data", "not-reported")


def test_one_region(make: Make) -> None:
    """A project of one region has one plan, on its own page and on the project's."""
    prepared = make(FIGURES + COUPLES, regions=("KZ-23",), s="region,clients\nKZ-23,25\n")
    for region in ("KZ-23", "KZ"):
        assert (value(prepared, "plan", region), value(prepared, "percent_of_plan", region)) == (20, 125)
    assert value(prepared, "regions_planned") == ("no-data", "not-reported")
    sane(prepared, ("KZ", "KZ-23"))


# Reasons


def test_more_than_a_fifth_above_the_plan_asks_for_a_reason(make: Make) -> None:
    """121 of at least 100 is met, noted, and asks why; 120 is within the fifth."""
    prepared = make(stated("100", "121") + stated("100", "120", "", "b"))
    assert status(prepared) == "met"
    assert [each.column for each in prepared.findings if each.code == "deviation-without-reason"] == ["a"]
    said = page(prepared)
    assert "All 2 indicators met their plan." in said
    assert "More than a fifth above the plan: Waiting (121% of the plan)." in said
    assert "Waiting: no reason is given for the deviation." in said


def test_missing_reasons_are_one_sentence(make: Make) -> None:
    """Three deviations without a reason are named in one sentence, not in three."""
    prepared = make("".join(stated("10", str(n), "", f"i{n}") for n in (3, 4, 5)))
    assert page(prepared).count("No reason is given") == 1


def test_reasons_of_regions_and_of_tables_are_shown(make: Make) -> None:
    """A region's own reason stands on its page and on the project's, a table's in its language."""
    own = COUPLES + 'reasons = { "Атырау" = "two lawyers left" }\n'
    table = '[tables.i]\nfile = "i.csv"\nkind = "indicators"\n'
    prepared = make(
        FIGURES + own + table,
        s="region,clients\nKZ-15,10\nKZ-23,12\nKZ-61,20\n",
        i="indicator,region,plan,fact,unit,reason_ru\nx,KZ-15,5,3,events,ремонт здания\ny,KZ-15,5,3,events,\n",
    )
    assert "Clients: two lawyers left" in page(prepared, region="KZ-23")
    assert "Clients, Atyrau Region: two lawyers left" in page(prepared)
    assert "two lawyers left" not in page(prepared, region="KZ-15")
    said = page(prepared, region="KZ-15")
    assert "x: ремонт здания" in said
    assert "No reason is given for these deviations: Clients; y." in said
    found = {
        (each.region, each.column) for each in prepared.findings if each.code == "deviation-without-reason"
    }
    # 10 + 12 + 20 = 42 of 60 is below the whole plan, too
    assert found == {("KZ-15", "a"), ("KZ-15", "y"), ("KZ", "a")}


def test_words_of_tables(make: Make) -> None:
    """A table's operators may be words in three languages; what is unknown stays undecided."""
    rows = "i1,не менее,5,,4\ni2,шамамен,100,,109\ni3,?,5,,5\ni4,,3,4,4\ni5,at most,5,,5\ni6,,5,,5\n"
    prepared = make(
        '[tables.i]\nfile = "i.csv"\nkind = "indicators"\n',
        i="indicator,operator,plan,plan_high,fact,unit\n" + rows.replace("\n", ",events\n"),
    )
    found = [status(prepared, indicator=f"i{n}") for n in range(1, 7)]
    assert found == ["below", "met", "no-operator", "met", "met", "met"]
    assert "The plan does not say whether it asks for at least" in page(prepared)


# The picture


@pytest.mark.parametrize(
    ("unit", "language", "label"),
    [
        ("days", "en", "Waiting, days"),
        ("days", "ru", "Waiting, дней"),
        ("percent", "en", "Waiting"),
    ],
)
def test_rows_of_the_picture_have_their_unit(make: Make, unit: str, language: str, label: str) -> None:
    """Days stand beside the name; a percentage has its sign, in the plan and in the words, too."""
    report = open_report(
        "overview", project=make(stated("90", "88", unit=unit)).project.folder, language=language
    )
    picture = re.search(r"<svg.*?</svg>", str(report.plan().html), re.DOTALL)
    assert picture is not None
    shown = [html.unescape(each) for each in re.findall(r"<text[^>]*>([^<]*)<", picture.group())]
    assert label in shown
    if unit == "percent":
        assert {"88%", "plan: at least 90%"} <= set(shown)
        assert "Waiting: 88%, plan: at least 90%, difference −2 (percentage points)." in picture.group()
    else:
        assert "88" in shown


def test_a_unit_that_the_name_says_is_not_said_again(make: Make) -> None:
    """Of "Days of waiting, days" one word is too much; endings may differ."""
    settings = stated("9", "8").replace('"Waiting"', '"Days of waiting"')
    assert "Days of waiting, days" in page(make(settings)), "the table names it"
    drawn = str(open_report("overview", project=make(settings).project.folder, language="en").plan().html)
    assert ">Days of waiting<" in drawn and "Days of waiting, days</text>" not in drawn


def test_bars_that_are_left_out_are_said(make: Make) -> None:
    """Ten are drawn; of twelve the note says that the table has the others."""
    rows = "".join(f"i{n},{n + 5},{n + 4},events\n" for n in range(12))
    table = '[tables.i]\nfile = "i.csv"\nkind = "indicators"\n'
    said = page(make(table, i="indicator,plan,fact,unit\n" + rows))
    assert "Drawn are the first 10 of 12 indicators; the table has them all." in said
    few = page(make(table, i="indicator,plan,fact,unit\n" + rows[: rows.index("i9")]))
    assert "Drawn are" not in few


# The map


def test_the_map_follows_the_status(make: Make) -> None:
    """Where less is better, a region over its limit did not reach the plan, though its number is larger."""
    regions = ("KZ-15", "KZ-23", "KZ-61", "KZ-10")
    settings = COUPLES.replace("plan = 20", 'operator = "<="\nplan = 20')
    prepared = make(
        FIGURES + settings, regions=regions, s="region,clients\nKZ-15,30\nKZ-23,10\nKZ-61,20\nKZ-10,25\n"
    )
    said = page(prepared, "map")
    assert "2 of 4 regions reached the plan." in said
    assert "Without data or not decided" not in said


# Plans that are met to the letter


def test_facts_that_all_equal_their_plans_are_worth_a_word(make: Make) -> None:
    """Eleven of twelve facts equal to their plans are said; nine of ten are the least; eight of ten are not."""
    note = "plan and fact are the same number"

    def said(equal: int, other: int) -> str:
        rows = [f"i{n},{n + 1},{n + 1},events" for n in range(equal)] + [
            f"o{n},5,4,events" for n in range(other)
        ]
        table = '[tables.i]\nfile = "i.csv"\nkind = "indicators"\n'
        return page(make(table, i="indicator,plan,fact,unit\n" + "\n".join(rows) + "\n"))

    assert f"For 11 of 12 indicators {note}" in said(11, 1)
    assert f"For 9 of 10 indicators {note}" in said(9, 1)
    assert note not in said(8, 2)
    assert note not in said(9, 0)
