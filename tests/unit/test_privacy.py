"""What a reader could work out from everything that is public: small projects made to give counts away."""

from __future__ import annotations

import re
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
import pytest

from evaltools.analysis import analyse
from evaltools.disclosure import hide_small_counts, recoverable
from evaltools.prepare import Prepared, prepare
from evaltools.project import load_project
from evaltools.read import read_table
from evaltools.report import open_report
from evaltools.results import Key
from evaltools.validate import validate

HEADER = """
[project]
name = "Test"
work = "work"
provider = "the centre"
funder = "nobody"
period = "2024-01-01..2024-12-31"
cut_off = 2024-12-31
regions = [{regions}]
languages = ["en"]
sensitivity = "{sensitivity}"
"""
REGIONS = ("KZ-15", "KZ-23", "KZ-61", "KZ-10")


def project(
    folder: Path,
    settings: str,
    *,
    sensitivity: str = "court",
    regions: tuple[str, ...] = REGIONS,
    **files: str,
) -> Prepared:
    """A project of a few lines, prepared."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    header = HEADER.format(regions=", ".join(f'"{code}"' for code in regions), sensitivity=sensitivity)
    (folder / "project.toml").write_text(header + settings, encoding="utf-8")
    return prepare(folder)


def worked_out(folder: Path) -> tuple[Key, ...]:
    """Hidden counts of a project that its published numbers and their sums give back."""
    made = load_project(folder)
    tables = {
        name: validate(name, table, read_table(folder, table.file), made)[0]
        for name, table in made.tables.items()
    }
    hidden = hide_small_counts(analyse(made, tables)[0])
    assert hidden.sums
    assert any(row.status == "hidden" for row in hidden)
    return recoverable(hidden)


def shown(prepared: Prepared, region: str, subject: str, measure: str, group: str = "") -> float | None:
    row = prepared.public.get(region, subject, measure, group)
    return row.value if row.ok else None


FIGURES = '[tables.s]\nfile = "s.csv"\nkind = "regional-figures"\n'
COUNTS = '[tables.c]\nfile = "c.csv"\nkind = "counts"\nsubject = "participants"\nunit = "people"\n'


def test_checks_of_a_sensitive_table_stay_inside(tmp_path: Path) -> None:
    """A stated total beside the computed one would show the count that is hidden everywhere else."""
    prepared = project(
        tmp_path,
        FIGURES + '[tables.k]\nfile = "k.csv"\nkind = "claims"\n',
        s="region,consultations,clients\nKZ-15,90,9\nKZ-23,3000,2500\nKZ-10,40,30\n",
        k="claim,claimed,unit,table,column,where\nnorth,9,people,s,clients,region=KZ-15\n",
    )
    assert prepared.public.select(subject="checks") == ()
    assert prepared.internal.select(subject="checks")
    page = str(open_report("overview", project=tmp_path, language="en").checks().html)
    assert ">9<" not in page


@pytest.mark.parametrize(
    "rows",
    [
        "KZ-15,sex,women,12\nKZ-15,sex,men,11\nKZ-15,status,youth,3\nKZ-15,status,other,20\n",
        "KZ-15,,,23\nKZ-15,sex,women,20\nKZ-15,sex,men,3\n",
    ],
    ids=["another breakdown", "a total row"],
)
def test_a_breakdown_is_not_given_back_by_what_adds_up_to_the_same(tmp_path: Path, rows: str) -> None:
    """A hidden category has a second hidden one beside it, total printed or not."""
    large = "KZ-23,sex,women,300\nKZ-23,sex,men,200\nKZ-23,status,youth,100\nKZ-23,status,other,400\n"
    prepared = project(tmp_path, COUNTS, c="region,breakdown,category,count\n" + rows + large)
    small = next(row for row in prepared.internal.select(region="KZ-15") if row.value == 3)
    kind = next(iter(small.pairs))
    same = [row for row in prepared.public.select(region="KZ-15") if kind in row.pairs]
    assert sum(row.status == "hidden" for row in same) >= 2


def test_full_forms_hide_the_same_regions_for_every_question(tmp_path: Path) -> None:
    """Where nobody left a question out, the number of forms gives no question's base back."""
    sizes = {"KZ-15": 3, "KZ-23": 7, "KZ-61": 5, "KZ-10": 5}
    rows = "".join(f"{code},5,4\n" * n for code, n in sizes.items())
    settings = '[tables.f]\nfile = "f.csv"\nkind = "satisfaction"\nitems = ["q1", "q2"]\n'
    prepared = project(tmp_path, settings, sensitivity="training", f="region,q1,q2\n" + rows)
    bases = [("respondents", ""), ("answered", "item=q1"), ("answered", "item=q2")]
    for code in sizes:
        found = {shown(prepared, code, "satisfaction", measure, group) for measure, group in bases}
        assert len(found) == 1, (code, found)
    assert shown(prepared, "KZ-15", "satisfaction", "respondents") is None


def test_a_region_left_out_is_not_given_back_by_another_table(tmp_path: Path) -> None:
    """90 clients without the late region and 93 participants with it would tell its three."""
    prepared = project(
        tmp_path,
        '[[region_notes]]\ncode = "KZ-61"\ninclude_in_total = false\nreason = "late"\n'
        + FIGURES
        + COUNTS
        + "shares = true\n",
        regions=("KZ-15", "KZ-23", "KZ-61"),
        s="region,consultations,clients\nKZ-15,90,50\nKZ-23,80,40\nKZ-61,4,3\n",
        c="breakdown,category,count\nsex,women,58\nsex,men,35\n",
    )
    people = shown(prepared, "KZ", "consultations", "people")
    everybody = shown(prepared, "KZ", "participants", "participants")
    assert people is None or everybody is None


def test_the_mean_of_a_small_group_does_not_tell_who_changed(tmp_path: Path) -> None:
    """Of six people one rose by two points: the sum of squares in the interval would say so."""
    pairs = [(5, 5)] * 5 + [(5, 7)]
    rows = "".join(
        f"T1,KZ-15,p{n},pre,{pre}\nT1,KZ-15,p{n},post,{post}\n" for n, (pre, post) in enumerate(pairs)
    )
    settings = '[tables.t]\nfile = "t.csv"\nkind = "prepost"\nmaximum = 10\n'
    prepared = project(
        tmp_path, settings, sensitivity="training", t="training,region,person,occasion,score\n" + rows
    )
    change = prepared.public.get("KZ-15", "learning", "mean_change", "training=T1")
    assert (change.value, change.low, change.high, change.reason) == (0.3, None, None, "small-group")
    assert prepared.internal.get("KZ-15", "learning", "mean_change", "training=T1").low is not None
    page = str(open_report("region-report", project=tmp_path, region="KZ-15", language="en").learning().html)
    assert "no interval is shown" in page


def test_a_hidden_fact_is_not_told_by_its_plan(tmp_path: Path) -> None:
    """“Above an exact plan of 8” and hidden below 10 would be nine."""
    settings = FIGURES + (
        '[[indicators]]\nid = "a"\nlabel = "Clients"\nunit = "people"\noperator = "="\nplan = 8\nper_region = true\n'
        'fact = { subject = "consultations", measure = "people" }\n'
    )
    prepared = project(
        tmp_path,
        settings,
        s="region,consultations,clients\nKZ-15,90,9\nKZ-23,300,200\nKZ-10,90,60\nKZ-61,80,70\n",
    )
    assert prepared.public.get("KZ-15", "indicators", "met", "indicator=a").status == "hidden"
    page = str(open_report("region-report", project=tmp_path, region="KZ-15", language="en").plan().html)
    assert "above" not in page
    assert "deviation" not in page


def test_finished_rows_are_tied_to_their_total(tmp_path: Path) -> None:
    """23 for the project and 20 for one region would tell the other region's three."""
    rows = "indicator,region,plan,fact,unit\nx,KZ-15,10,3,people\nx,KZ-23,10,20,people\nx,,20,23,people\n"
    settings = '[tables.i]\nfile = "i.csv"\nkind = "indicators"\n'
    prepared = project(tmp_path, settings, regions=("KZ-15", "KZ-23"), i=rows)
    facts = [
        prepared.public.get(code, "indicators", "fact", "indicator=x").status
        for code in ("KZ-15", "KZ-23", "KZ")
    ]
    assert facts.count("hidden") >= 2


def test_ranges_and_stated_facts_are_counts_too(tmp_path: Path) -> None:
    """“3-4 men” and a stated fact of three people are as small as a three."""
    stated = '[[indicators]]\nid = "a"\nlabel = "Helped"\nunit = "people"\nplan = 5\nstated = 3\n'
    prepared = project(
        tmp_path,
        stated + COUNTS,
        c="region,breakdown,category,count,count_high\nKZ-15,sex,men,3,4\nKZ-15,sex,women,40,40\n",
    )
    men = prepared.public.get("KZ-15", "participants", "participants", "sex=men")
    assert (men.status, men.low, men.high) == ("hidden", None, None)
    assert shown(prepared, "KZ", "indicators", "fact", "indicator=a") is None
    assert shown(prepared, "KZ", "indicators", "difference", "indicator=a") is None


def test_published_percentages_tell_no_small_count(tmp_path: Path) -> None:
    """97.5 % of 40 leaves one person; 8 % of 100 is no small count by itself."""
    settings = '[tables.p]\nfile = "p.csv"\nkind = "satisfaction-figures"\n'
    prepared = project(
        tmp_path, settings, sensitivity="training", p="item,percent,n\nq1,97.5,40\nq2,8,100\nq3,3,\n"
    )
    found = {
        row.group: row.status
        for row in prepared.public.select(subject="satisfaction", measure="percent_satisfied")
    }
    assert found == {"item=q1": "hidden", "item=q2": "ok", "item=q3": "ok"}


def test_visits_give_no_clients_back_where_everybody_came_once(tmp_path: Path) -> None:
    """8, 23 and 22 clients with one visit each: both counts hide the same regions."""
    sizes = {"KZ-15": 8, "KZ-23": 23, "KZ-61": 22}
    rows = "".join(
        f"2024-0{1 + n % 2}-10,{code}-{n},{code}\n" for code, size in sizes.items() for n in range(size)
    )
    settings = '[tables.r]\nfile = "r.csv"\nkind = "consultations"\n'
    prepared = project(tmp_path, settings, regions=tuple(sizes), r="date,client,region\n" + rows)
    for code in (*sizes, "KZ"):
        found = [shown(prepared, code, "consultations", measure) for measure in ("people", "consultations")]
        assert found[0] == found[1], code
    assert shown(prepared, "KZ-15", "consultations", "people") is None


PLANNED = (
    '[tables.p]\nfile = "p.csv"\nkind = "plan"\n[[indicators]]\nid = "a"\nlabel = "Clients"\n'
    'unit = "people"\nplan_table = "p"\nfact = { subject = "consultations", measure = "people" }\n'
)


def test_the_fact_of_the_planned_regions_gives_no_region_back(tmp_path: Path) -> None:
    """53 people in the two regions with a plan, 50 of them in one, would tell the other's three."""
    prepared = project(
        tmp_path,
        FIGURES + PLANNED,
        regions=("KZ-15", "KZ-23", "KZ-61", "KZ-10"),
        s="region,clients\nKZ-15,3\nKZ-23,50\nKZ-61,60\nKZ-10,12\n",
        p="indicator,region,plan\na,KZ-15,20\na,KZ-23,40\n",
    )
    assert prepared.internal.get("KZ", "indicators", "fact", "indicator=a").value == 53
    fact = shown(prepared, "KZ", "indicators", "fact", "indicator=a")
    other = shown(prepared, "KZ-23", "consultations", "people")
    assert fact is None or other is None
    # What is hidden in one place is hidden in its copy.
    assert other == shown(prepared, "KZ-23", "indicators", "fact", "indicator=a")
    assert not recoverable(prepared.public)


def test_percentages_of_a_hidden_total_are_hidden(tmp_path: Path) -> None:
    """225 % of a plan of 16 is 36: a percentage, a difference or a verdict gives its fact back."""
    stated = (
        (
            '[[indicators]]\nid = "a"\nlabel = "Clients"\nunit = "people"\nplan = 4\nper_region = true\n'
            'operator = "="\nbaseline = 2\nadds_up = true\ninterim = {{ plan = 3, date = 2024-06-30 }}\ndue = 2025-12-31\n'
            'fact = {{ subject = "consultations", measure = "people" }}\n'
        )
        .replace("{{", "{")
        .replace("}}", "}")
    )
    prepared = project(
        tmp_path, FIGURES + stated, regions=("KZ-15", "KZ-23"), s="region,clients\nKZ-15,3\nKZ-23,6\n"
    )
    for region in ("KZ-15", "KZ-23", "KZ"):
        measures = (
            "fact", "difference", "percent_of_plan", "met", "percent_of_interim", "met_interim",
            "percent_of_reported", "percent_of_whole",
        )  # fmt: skip
        found = {name: shown(prepared, region, "indicators", name, "indicator=a") for name in measures}
        assert set(found.values()) == {None}, (region, found)
        report = "overview" if region == "KZ" else "region-report"
        block = open_report(report, project=tmp_path, region=region, language="en").plan()
        assert "▲" not in str(block.html)
        assert "▼" not in str(block.html)


def test_both_bases_of_a_hidden_total_are_hidden(tmp_path: Path) -> None:
    """One region of three reported, and too few to be shown: no base gives its count back."""
    stated = (
        '[[indicators]]\nid = "a"\nlabel = "Clients"\nunit = "people"\nplan = 20\nper_region = true\n'
        'fact = { subject = "consultations", measure = "people" }\n'
    )
    prepared = project(
        tmp_path, FIGURES + stated, regions=("KZ-15", "KZ-23", "KZ-61"), s="region,clients\nKZ-15,7\n"
    )
    measures = ("fact", "difference", "percent_of_plan", "met", "percent_of_reported", "percent_of_whole")
    for name in measures:
        assert prepared.public.get("KZ", "indicators", name, "indicator=a").status == "hidden", name
    page = str(open_report("overview", project=tmp_path, language="en").plan().html)
    assert "regions reported" not in page
    assert "35" not in page


def test_a_hidden_fact_asks_for_no_reason_on_the_page(tmp_path: Path) -> None:
    """“No reason is given for the deviation” would say that a hidden fact is off its plan."""
    prepared = project(
        tmp_path,
        FIGURES + PLANNED,
        s="region,clients\nKZ-15,9\nKZ-23,50\nKZ-61,60\nKZ-10,70\n",
        p="indicator,region,plan\na,KZ-15,5\na,KZ-23,40\na,KZ-61,60\na,KZ-10,70\n",
    )
    assert prepared.public.get("KZ-15", "indicators", "met", "indicator=a").status == "hidden"
    page = str(open_report("region-report", project=tmp_path, region="KZ-15", language="en").plan().html)
    assert "reason is given" not in page
    assert "fifth" not in page


# Tests before and after

SCORES = '[tables.t]\nfile = "t.csv"\nkind = "prepost"\nmaximum = 10\n'


def scores(groups: dict[tuple[str, str], list[tuple[int | None, int | None]]]) -> str:
    """Scores before and after of each person, by training and region; None is a test not taken."""
    rows = ["training,region,person,occasion,score"]
    for (training, region), people in groups.items():
        for place, pair in enumerate(people):
            for occasion, mark in zip(("pre", "post"), pair, strict=True):
                if mark is not None:
                    rows.append(f"{training},{region},{training}-{place},{occasion},{mark}")
    return "\n".join(rows) + "\n"


def prepared_scores(
    folder: Path, groups: dict[tuple[str, str], list[tuple[int | None, int | None]]]
) -> Prepared:
    return project(folder, SCORES, sensitivity="training", t=scores(groups))


NOT_FOR_SMALL = (
    "signed_rank_p",
    "typical_change",
    "d_av_corrected",
    "d_z_corrected",
    "d_rm_corrected",
    "normalised_change",
)


def test_a_hidden_direction_takes_what_tells_it(tmp_path: Path) -> None:
    """Two of twenty fell: the counts are hidden, and so are the share, the p-value and the typical change."""
    people: list[tuple[int | None, int | None]] = [(4, 7), (5, 6), (3, 5)] * 6 + [(6, 5), (7, 5)]
    prepared = prepared_scores(tmp_path, {("T1", "KZ-15"): people})
    assert shown(prepared, "KZ-15", "learning", "pairs") == 20
    for measure in ("declined", "improved", "percent_improved", "signed_rank_p", "typical_change"):
        assert prepared.public.get("KZ-15", "learning", measure).status == "hidden", measure
    assert shown(prepared, "KZ-15", "learning", "d_av_corrected") is not None


@pytest.mark.parametrize("n", [5, 9])
def test_small_groups_show_no_size_of_single_changes(tmp_path: Path, n: int) -> None:
    """Below twice the threshold p, typical and standardised changes could be solved for single changes."""
    people: list[tuple[int | None, int | None]] = [(4 + place % 3, 7 + place % 2) for place in range(n)]
    prepared = prepared_scores(tmp_path, {("T1", "KZ-15"): people})
    for measure in NOT_FOR_SMALL:
        row = prepared.public.get("KZ-15", "learning", measure)
        assert (row.status, row.value, row.low, row.n) == ("hidden", None, None, None), measure
    gain = prepared.public.get("KZ-15", "learning", "class_gain")
    assert gain.value == int(gain.value or 0)
    page = str(open_report("region-report", project=tmp_path, region="KZ-15", language="en").learning().html)
    assert not re.search(r"p\s[=&]", page)


def test_everybody_changed_alike_is_not_told_of_a_few(tmp_path: Path) -> None:
    """That six people all rose by two points would be each one's change: only the mean stands there."""
    alike: list[tuple[int | None, int | None]] = [(3, 5), (4, 6), (5, 7), (6, 8), (2, 4), (3, 5)]
    apart: list[tuple[int | None, int | None]] = [(3, 5), (4, 7), (5, 7), (6, 7), (2, 4), (3, 5)]
    found = []
    for name, people in (("alike", alike), ("apart", apart)):
        folder = tmp_path / name
        folder.mkdir()
        prepared = prepared_scores(folder, {("T1", "KZ-15"): people})
        row = prepared.public.get("KZ-15", "learning", "mean_change", "training=T1")
        found.append((row.low, row.reason, row.method))
        others = [prepared.public.get("KZ-15", "learning", measure) for measure in NOT_FOR_SMALL]
        assert {other.reason for other in others} == {"small-count"}
        page = str(
            open_report("region-report", project=folder, region="KZ-15", language="en").learning().html
        )
        assert "by the same" not in page
    assert found[0] == found[1]


def test_single_trainings_show_no_more_than_their_change(tmp_path: Path) -> None:
    """The size of a change by name is public for regions only: nothing finer than before for a training."""
    people: list[tuple[int | None, int | None]] = [(4, 7), (5, 6), (3, 5), (6, 6)] * 10
    prepared = prepared_scores(tmp_path, {("T1", "KZ-15"): people, ("T2", "KZ-15"): people})
    of_trainings = {row.measure for row in prepared.public.select(group_has="training")}
    assert of_trainings == {
        "pairs",
        "only_pre",
        "only_post",
        "improved",
        "unchanged",
        "declined",
        "mean_pre",
        "mean_post",
        "mean_change",
        "adjusted_mean",
    }
    assert not prepared.public.select(group_has="person")
    assert not prepared.public.select(group_has="item")


def test_the_lost_are_hidden_with_their_count(tmp_path: Path) -> None:
    """Three who were lost have no average, and the bound that would give their number is hidden too."""
    kept: list[tuple[int | None, int | None]] = [(4, 7), (5, 6), (3, 5), (6, 6)] * 5
    prepared = prepared_scores(tmp_path, {("T1", "KZ-15"): [*kept, (2, None), (3, None), (9, None)]})
    for measure in ("only_pre", "mean_pre_lost", "change_if_lost_unchanged"):
        assert prepared.public.get("KZ-15", "learning", measure).status == "hidden", measure
    page = str(open_report("region-report", project=tmp_path, region="KZ-15", language="en").learning().html)
    assert "If those who were lost" not in page


def test_who_had_full_marks_twice_is_not_told(tmp_path: Path) -> None:
    """Normalised change leaves out two people with full marks both times: its base would count them."""
    people: list[tuple[int | None, int | None]] = [(4, 7), (5, 6), (3, 5)] * 6 + [(10, 10), (10, 10)]
    prepared = prepared_scores(tmp_path, {("T1", "KZ-15"): people})
    row = prepared.public.get("KZ-15", "learning", "normalised_change")
    assert (row.status, row.n) == ("hidden", None)


def test_a_warning_tells_no_small_count(tmp_path: Path) -> None:
    """Four of twenty near full marks are more than 15 %, and fewer than five: the warning is not there at all."""
    few: list[tuple[int | None, int | None]] = [(9, 10)] * 4 + [(4, 7), (5, 6)] * 8
    many: list[tuple[int | None, int | None]] = [(9, 10)] * 8 + [(4, 7), (5, 6)] * 6
    nearly_all: list[tuple[int | None, int | None]] = [(9, 10)] * 18 + [(4, 7), (5, 6)]
    for name, people, told in (("few", few, False), ("many", many, True), ("nearly", nearly_all, False)):
        folder = tmp_path / name
        folder.mkdir()
        prepared = prepared_scores(folder, {("T1", "KZ-15"): people})
        status = prepared.public.get("KZ-15", "learning", "percent_near_top_before").status
        assert status == ("ok" if told else "no-data"), name
        page = str(
            open_report("region-report", project=folder, region="KZ-15", language="en").learning().html
        )
        assert ("at least 90%" in page) is told, name


def test_a_comparison_does_not_tell_who_was_left_out(tmp_path: Path) -> None:
    """Three people of one region are hidden: neither that they are too few, nor how many were compared, is told."""
    group: list[tuple[int | None, int | None]] = [(4, 7), (5, 6), (3, 5), (6, 7), (2, 5)] * 4
    groups = {("T1", "KZ-15"): group, ("T2", "KZ-23"): group, ("T3", "KZ-61"): group[:3]}
    prepared = prepared_scores(tmp_path, {**groups, ("T4", "KZ-10"): group[:18]})
    assert prepared.public.get("KZ-61", "learning", "adjusted_mean").status == "hidden"
    p = prepared.public.get("KZ", "learning", "adjusted_p")
    assert (p.ok, p.n) == (True, None)
    block = open_report("overview", project=tmp_path, language="en").learning_compared()
    assert block is not None
    assert "Left out, with fewer" not in str(block.html)


def test_public_numbers_from_scores_are_coarse(tmp_path: Path) -> None:
    """Points keep one decimal, standard deviations and p two, gains none; p below 0.01 says only that."""
    people: list[tuple[int | None, int | None]] = [(4, 7), (5, 6), (3, 5), (6, 7), (2, 5), (7, 7)] * 5
    prepared = prepared_scores(tmp_path, {("T1", "KZ-15"): people})
    digits = {"points": 1, "standard": 2, "p-value": 2, "percent of": 0}
    rows = [row for row in prepared.public.select(subject="learning") if row.ok]
    assert {"typical_change", "d_av_corrected", "class_gain", "signed_rank_p"} <= {
        row.measure for row in rows
    }
    for row in rows:
        places = next((n for unit, n in digits.items() if row.unit.startswith(unit)), None)
        for number in (row.value, row.low, row.high):
            if places is not None and number is not None:
                assert number == round(number, places), row.key
    p = prepared.public.get("KZ-15", "learning", "signed_rank_p")
    assert (p.value, p.reason) == (0.01, "below")
    assert (prepared.internal.get("KZ-15", "learning", "signed_rank_p").value or 1) < 1e-4
    page = str(open_report("region-report", project=tmp_path, region="KZ-15", language="en").learning().html)
    assert "p\N{NO-BREAK SPACE}&lt;\N{NO-BREAK SPACE}0.01" in page


RATES = '[denominators.residents]\ndate = 2024-07-01\nsource = "BNS"\n'


def test_the_method_of_a_hidden_number_does_not_tell_how_small_it_is(tmp_path: Path) -> None:
    """Exact limits below 10, Byar's from 10: beside hidden 9 and 20 they would say which one is small."""
    prepared = project(
        tmp_path,
        FIGURES + RATES,
        s="region,consultations,clients\nKZ-15,90,9\nKZ-23,300,20\nKZ-10,900,600\nKZ-61,800,700\n",
    )
    small, other = (
        prepared.public.get(code, "consultations", "people_per_10000_residents")
        for code in ("KZ-15", "KZ-23")
    )
    assert small.status == other.status == "hidden"
    assert small.method == other.method


def test_no_hidden_number_has_a_method() -> None:
    hidden = [row for row in prepare("data/synthetic").public if row.status == "hidden"]
    assert hidden
    assert {row.method for row in hidden} == {""}


def test_months_that_are_all_alike_are_not_told(tmp_path: Path) -> None:
    """36 visits, three in each month: what is said of hidden months is the same where they differ."""
    found = []
    for name, few in (("alike", [3] * 12), ("apart", [2, 4] * 6)):
        folder = tmp_path / name
        folder.mkdir()
        visits = [
            f"2024-{month:02d}-10,{code}-{month}-{each},{code}\n"
            for code, counts in (("KZ-15", few), ("KZ-23", [4, 5] * 6), ("KZ-10", [40, 42] * 6))
            for month, count in enumerate(counts, start=1)
            for each in range(count)
        ]
        settings = '[tables.r]\nfile = "r.csv"\nkind = "consultations"\n'
        prepared = project(folder, settings, r="date,client,region\n" + "".join(visits))
        assert shown(prepared, "KZ-15", "consultations", "consultations") == 36
        found.append(
            [
                (row.measure, row.group, row.status, row.method, row.reason)
                for row in prepared.public.select(region="KZ-15", subject="consultations")
                if "month" in row.measure or "month" in row.group
            ]
        )
    assert found[0] == found[1]
    assert {status for _, _, status, _, _ in found[0]} == {"hidden"}


def directions_that_fit(prepared: Prepared, most: int) -> set[tuple[int, int, int]]:
    """Every (rose, stayed, fell) that agrees with what is public of a group of region KZ-15.

    Changes up to `most` points; the shown counts, the average change and the
    limits of its t interval are held against each way of sharing the changes
    out, by brute force.
    """
    n = int(shown(prepared, "KZ-15", "learning", "pairs") or 0)
    change = prepared.public.get("KZ-15", "learning", "mean_change")
    counts = [shown(prepared, "KZ-15", "learning", name) for name in ("improved", "unchanged", "declined")]
    quantile = {6: 2.570582, 10: 2.262157}[n]  # R: qt(0.975, n - 1)
    fits = set()
    for changes in combinations_with_replacement(range(-most, most + 1), n):
        way = (sum(d > 0 for d in changes), changes.count(0), sum(d < 0 for d in changes))
        if any(count is not None and count != here for count, here in zip(counts, way, strict=True)):
            continue
        mean = sum(changes) / n
        if change.value is not None and abs(change.value - mean) > 0.0501:
            continue
        half = quantile * float(np.std(changes, ddof=1)) / n**0.5
        if change.high is not None and abs(change.high - mean - half) > 0.0501:
            continue
        fits.add(way)
    return fits


@pytest.mark.parametrize(("n", "risen"), [(6, [1]), (6, [2]), (10, [1]), (10, [2]), (10, [1, 1])])
def test_who_rose_is_not_told_by_the_average(tmp_path: Path, n: int, risen: list[int]) -> None:
    """Nobody fell and six people rose by one point together: one person did, if all of that stood there."""
    people: list[tuple[int | None, int | None]] = [
        (5, 5 + rise) for rise in [*risen, *[0] * (n - len(risen))]
    ]
    prepared = prepared_scores(tmp_path, {("T1", "KZ-15"): people})
    change = prepared.public.get("KZ-15", "learning", "mean_change")
    assert change.value == pytest.approx(sum(risen) / n, abs=0.05)
    fits = directions_that_fit(prepared, 2)
    assert {0, 1} <= {fell for _, _, fell in fits}
    assert len({rose for rose, _, _ in fits}) > 1
    for measure in (
        "improved",
        "unchanged",
        "declined",
        "d_av_corrected",
        "d_z_corrected",
        "normalised_change",
    ):
        assert shown(prepared, "KZ-15", "learning", measure) is None, measure


def test_the_average_of_a_training_tells_nothing_where_nobody_fell(tmp_path: Path) -> None:
    """T1 rose by one point together and nobody of its region fell. Nor do T2 and the region give it back."""
    first: list[tuple[int | None, int | None]] = [(5, 6), *[(5, 5)] * 5]
    second: list[tuple[int | None, int | None]] = [(5, 8)] * 5 + [(5, 5)]
    prepared = prepared_scores(tmp_path, {("T1", "KZ-15"): first, ("T2", "KZ-15"): second})
    assert shown(prepared, "KZ-15", "learning", "declined") == 0
    assert shown(prepared, "KZ-15", "learning", "mean_change") == 1.3
    for where in ("training=T1", "training=T2"):
        for measure in ("mean_change", "mean_post", "adjusted_mean"):
            assert prepared.public.get("KZ-15", "learning", measure, where).status in ("hidden", "no-data")
    page = str(open_report("region-report", project=tmp_path, region="KZ-15", language="en").learning().html)
    assert "rose by 1.3" in page


def test_slight_changes_have_no_interval_where_the_directions_are_hidden(tmp_path: Path) -> None:
    """Of ten people nine rose by one point: the average is 0.9, and so is the average of the squares."""
    people: list[tuple[int | None, int | None]] = [(5, 6)] * 9 + [(5, 5)]
    prepared = prepared_scores(tmp_path, {("T1", "KZ-15"): people})
    change = prepared.public.get("KZ-15", "learning", "mean_change")
    assert (change.value, change.low, change.high, change.reason) == (0.9, None, None, "small-group")
    assert shown(prepared, "KZ-15", "learning", "d_z_corrected") is None
    assert len(directions_that_fit(prepared, 2)) > 1


# Surveys

FORMS = '[tables.f]\nfile = "f.csv"\nkind = "satisfaction"\nitems = ["q1"]\ndont_know = [9]\n'
SHARES = (
    "percent_satisfied",
    "percent_satisfied_of_answered",
    "percent_satisfied_of_forms",
    "mean_satisfaction",
)


def answers(region: str, satisfied: int, not_satisfied: int, unknown: int = 0, blank: int = 0) -> str:
    parts = (("5", satisfied), ("2", not_satisfied), ("9", unknown), ("", blank))
    return "".join(f"{region},{answer}\n" * n for answer, n in parts)


def test_three_bases_hide_together(tmp_path: Path) -> None:
    """28 of 30 satisfied: the 2 come back through no base, no mean and no difference."""
    rows = answers("KZ-15", 28, 2, 3, 4) + answers("KZ-23", 40, 20, 1, 2) + answers("KZ-61", 50, 20)
    prepared = project(tmp_path, FORMS, sensitivity="training", f="region,q1\n" + rows)
    for measure in (*SHARES, "satisfied", "not_satisfied", "difference_from_others"):
        assert prepared.public.get("KZ-15", "satisfaction", measure, "item=q1").status == "hidden", measure
    assert shown(prepared, "KZ-15", "satisfaction", "with_opinion", "item=q1") == 30
    assert worked_out(tmp_path) == ()


def test_blanks_and_dont_know_are_shown_however_few(tmp_path: Path) -> None:
    """They say nothing of an opinion: 1 and 2 stand there beside shown bases."""
    rows = answers("KZ-15", 28, 12, 1, 2) + answers("KZ-23", 40, 20, 7, 8)
    prepared = project(tmp_path, FORMS, sensitivity="training", f="region,q1\n" + rows)
    found = [shown(prepared, "KZ-15", "satisfaction", name, "item=q1") for name in ("dont_know", "blank")]
    assert found == [1, 2]


def test_blanks_do_not_give_a_small_base_back(tmp_path: Path) -> None:
    """3 with an opinion of 33 forms: forms, don't know and blanks together would tell the 3."""
    rows = answers("KZ-15", 2, 1, 20, 10) + answers("KZ-23", 40, 20, 7, 8) + answers("KZ-61", 30, 20, 6, 9)
    prepared = project(tmp_path, FORMS, sensitivity="training", f="region,q1\n" + rows)
    assert shown(prepared, "KZ-15", "satisfaction", "with_opinion", "item=q1") is None
    parts = [("respondents", ""), ("dont_know", "item=q1"), ("blank", "item=q1")]
    assert None in [shown(prepared, "KZ-15", "satisfaction", *part) for part in parts]


@pytest.mark.parametrize(("n", "status"), [(9, "hidden"), (10, "ok")])
def test_means_from_twice_the_threshold(tmp_path: Path, n: int, status: str) -> None:
    """A mean of fewer people, though their number and their share are shown, tells too much."""
    prepared = project(tmp_path, FORMS, sensitivity="training", f="region,q1\n" + answers("KZ-15", n, 0))
    assert shown(prepared, "KZ-15", "satisfaction", "percent_satisfied", "item=q1") == 100
    assert prepared.public.get("KZ-15", "satisfaction", "mean_satisfaction", "item=q1").status == status


def test_regions_are_compared_from_published_counts(tmp_path: Path) -> None:
    """Two surveys that a reader cannot tell apart have the same comparison, to the last digit."""
    shown_regions = answers("KZ-23", 40, 20) + answers("KZ-61", 35, 25)
    first, second = (tmp_path / name for name in ("first", "second"))
    compared = []
    for folder, (one, two) in ((first, (2, 4)), (second, (4, 2))):
        folder.mkdir()
        rows = shown_regions + answers("KZ-15", 30 - one, one) + answers("KZ-10", 30 - two, two)
        prepared = project(folder, FORMS, sensitivity="training", f="region,q1\n" + rows)
        assert shown(prepared, "KZ-15", "satisfaction", "satisfied", "item=q1") is None
        compared.append(
            [row for row in prepared.public if row.measure.startswith(("p_same", "difference_from"))]
        )
    assert compared[0] == compared[1]
    assert any(row.ok for row in compared[0])


def test_size_of_a_census_is_its_number_of_forms(tmp_path: Path) -> None:
    """Where everybody handed in a form, four people are hidden under both names."""
    rows = "".join(f"{code},{code},5\n" * n for code, n in (("KZ-15", 4), ("KZ-23", 30), ("KZ-61", 20)))
    listed = "training,region,participants\nKZ-15,KZ-15,4\nKZ-23,KZ-23,30\nKZ-61,KZ-61,25\n"
    settings = FORMS + '[tables.t]\nfile = "t.csv"\nkind = "trainings"\nsensitivity = "activity"\n'
    prepared = project(tmp_path, settings, sensitivity="training", f="region,training,q1\n" + rows, t=listed)
    for measure in ("respondents", "group_size", "response_rate"):
        assert shown(prepared, "KZ-15", "satisfaction", measure) is None
    assert worked_out(tmp_path) == ()


def test_what_was_not_ticked_is_protected_too(tmp_path: Path) -> None:
    """28 of 30 ticked an option: the two who did not are as few as two who did."""
    settings = FORMS + 'select_all.h = { options = ["a", "b"] }\n'
    rows = "KZ-15,5,a\n" * 28 + "KZ-15,2,b\n" * 2 + "KZ-23,5,a\n" * 20 + "KZ-23,2,b\n" * 20
    prepared = project(tmp_path, settings, sensitivity="training", f="region,q1,h\n" + rows)
    for option in "ab":
        where = f"question=h;option={option}"
        for measure in ("selected", "percent_selected"):
            assert prepared.public.get("KZ-15", "satisfaction", measure, where).status == "hidden"
    assert not prepared.public.select(measure="not_selected")


def test_what_the_other_options_leave_of_the_base_is_protected(tmp_path: Path) -> None:
    """Everybody ticked one option: 22 and 5 of 30 leave at least 3, and 13 in all less 50 - 40 at most 3."""
    settings = FORMS + 'select_all.h = { options = ["a", "b"], none = "none" }\n'
    rows = "KZ-15,5,a\n" * 22 + "KZ-15,5,b\n" * 5 + "KZ-15,5,none\n" * 3
    rows += "KZ-23,5,a\n" * 20 + "KZ-23,5,b\n" * 20 + "KZ-23,5,none\n" * 10
    prepared = project(tmp_path, settings, sensitivity="training", f="region,q1,h\n" + rows)
    ticked = {
        (code, option): shown(prepared, code, "satisfaction", "selected", f"question=h;option={option}")
        for code in ("KZ-15", "KZ-23", "KZ")
        for option in ("a", "b", "none")
    }
    assert ticked["KZ-15", "none"] is None
    answered = {code: shown(prepared, code, "satisfaction", "answered", "question=h") for code in REGIONS[:2]}
    least = [
        base - sum(ticked[code, option] or base for option in ("a", "b"))
        for code, base in answered.items()
        if base
    ]
    assert max(least) <= 0
    assert worked_out(tmp_path) == ()
    assert not prepared.public.select(measure="ticks")


def test_promoters_and_detractors_are_protected(tmp_path: Path) -> None:
    """Three detractors of 40 come back through neither the score nor the other groups."""
    settings = FORMS + 'recommend = "r"\n'
    rows = "KZ-15,5,10\n" * 27 + "KZ-15,5,8\n" * 10 + "KZ-15,2,3\n" * 3
    rows += "KZ-23,5,10\n" * 20 + "KZ-23,5,8\n" * 12 + "KZ-23,2,3\n" * 8
    prepared = project(tmp_path, settings, sensitivity="training", f="region,q1,r\n" + rows)
    where = "question=r"
    assert shown(prepared, "KZ-15", "satisfaction", "detractors", where) is None
    assert prepared.public.get("KZ-15", "satisfaction", "net_promoter_score", where).status == "hidden"
    assert worked_out(tmp_path) == ()


@pytest.mark.parametrize("seed", range(4))
def test_nothing_of_a_register_can_be_worked_out(tmp_path: Path, seed: int) -> None:
    """Kinds, months, ages, ratios and adjusted rates of small centres together give no hidden count back."""
    rng = np.random.default_rng(seed)
    rows = "".join(
        f"2024-{rng.integers(1, 13):02d}-10,{code}-{client},{code},{rng.choice(['', '16', '25', '35', '65'])},"
        f"{rng.choice(['divorce', 'alimony', 'property'], p=[0.7, 0.25, 0.05])}\n"
        for code, size in zip(REGIONS, (14, 60, 90, 200), strict=True)
        for client in range(size)
        for _ in range(rng.integers(1, 4))
    )
    residents = "".join(f"{code},{band},2000\n" for code in REGIONS for band in ("0-28", "29-59", "60+"))
    settings = (
        '[tables.r]\nfile = "r.csv"\nkind = "consultations"\n[denominators.residents]\nfile = "d.csv"\n'
        'strata = "age"\ndate = 2024-01-01\nsource = "invented"\n'
    )
    prepared = project(
        tmp_path,
        settings,
        r="date,client,region,age,topic\n" + rows,
        d="region,age,value\n" + residents,
    )
    results, _ = analyse(
        prepared.project,
        {
            name: validate(name, table, read_table(tmp_path, table.file), prepared.project)[0]
            for name, table in prepared.project.tables.items()
        },
    )
    hidden = hide_small_counts(results)
    assert any(row.status == "hidden" for row in hidden)
    assert any(row.ok for row in hidden.select(group_has="topic"))
    assert not recoverable(hidden)
    assert {row.key for row in hidden.public() if row.ok} == {row.key for row in prepared.public if row.ok}


REGISTERS = {
    "feedback": "theme,tone,text,consent\n"
    + "".join(f"{theme},good,Words of {theme} {n}: 8 701 123 45 67,{said}\n" for theme, n, said in
              [("court", 1, "yes"), ("court", 2, "no"), ("court", 3, "")] + [("help", n, "no") for n in range(30)] + [("rest", n, "") for n in range(12)]),
    "stories": "story,topic,service,result,text,consent\n"
    + "".join(f"{n},{topic},Service {n},Result {n},Story {n} a{n}@b.kz,{said}\n" for n, (topic, said) in
              enumerate([("debts", "yes"), ("debts", "no"), ("divorce", "")])),
    "partners": "partner,title,kind,contact\np,Fund,public,Aigul 8 701 123 45 67\n",
    "evidence": "evidence,activity,title,file\ne,a,Photos,aigul.jpg\n",
}  # fmt: skip


@pytest.mark.parametrize(("sensitivity", "hidden"), [("court", {"court"}), ("training", {"court"})])
def test_small_counts_of_peoples_words_are_hidden(tmp_path: Path, sensitivity: str, hidden: set[str]) -> None:
    """Three of a theme, and a second theme, so that the total does not give them back; all of three stories."""
    settings = "".join(
        f'[tables.{name}]\nfile = "{name}.csv"\nkind = "register"\nregister = "{name}"\n'
        for name in REGISTERS
    )
    prepared = project(tmp_path, settings, sensitivity=sensitivity, **REGISTERS)
    themes = {
        row.pairs["theme"]: row.status
        for row in prepared.public.select(subject="feedback", group_has="theme")
    }
    assert {name for name, status in themes.items() if status == "hidden"} > hidden
    assert shown(prepared, "KZ", "feedback", "feedback") == 45
    assert {row.status for row in prepared.public.select(subject="stories")} == {"hidden"}
    assert shown(prepared, "KZ", "partners", "partners") == 1
    assert prepared.internal.get("KZ", "feedback", "feedback", "theme=court").value == 3
    assert worked_out(tmp_path) == ()


@pytest.mark.parametrize("sensitivity", ["court", "training", "activity"])
def test_no_public_page_has_words_without_consent_or_what_is_private(
    tmp_path: Path, sensitivity: str
) -> None:
    """In no section, whatever the project hides; the evaluator's own pages have them."""
    settings = "".join(
        f'[tables.{name}]\nfile = "{name}.csv"\nkind = "register"\nregister = "{name}"\n'
        for name in REGISTERS
    )
    project(tmp_path, settings, sensitivity=sensitivity, **REGISTERS)

    def pages(audience: str) -> str:
        report = open_report("programme-report", project=tmp_path, language="en", audience=audience)
        blocks = [report.register(name) for name in REGISTERS]
        blocks += [report.checks(), report.lead(), report.about()]
        return " ".join(str(block.html) for block in blocks if block)

    public = pages("public")
    assert "Words of court 1" in public
    assert "Story 0" in public
    assert "Service 0" in public
    for secret in (
        "Words of court 2",
        "Words of help",
        "Story 1",
        "Story 2",
        "Service 1",
        "Result 2",
        "Aigul",
        "aigul",
        "701",
        "@b.kz",
    ):
        assert secret not in public, secret
    internal = pages("internal")
    assert "Words of help 3" in internal
    assert "Story 1 a1@b.kz" in internal


@pytest.mark.parametrize("sensitivity", ["court", "training"])
def test_a_schedule_does_not_tell_what_the_visits_hide(tmp_path: Path, sensitivity: str) -> None:
    """Months of a register of visits, promised by the month."""
    visits = [
        f"2024-{month:02d}-{day:02d}"
        for month, n in ((1, 3), (2, 28), (3, 4), (4, 28))
        for day in range(1, n + 1)
    ]
    prepared = project(
        tmp_path,
        '[tables.v]\nfile = "v.csv"\nkind = "consultations"\n'
        '[[schedules]]\nid = "s"\nlabel = "S"\neach = "month"\nunit = "visits"\ndays_of = "v"\n',
        sensitivity=sensitivity,
        v="date,client,region\n" + "".join(f"{day},c{n},KZ-15\n" for n, day in enumerate(visits)),
    )
    held = {row.pairs["month"]: row for row in prepared.public.select(subject="schedules", group_has="month")}
    counted = {
        row.pairs["month"]: row
        for row in prepared.public.select(
            region="KZ", subject="consultations", measure="consultations", group_has="month"
        )
    }
    assert held["2024-01"].status == "hidden"
    assert {month: row.value for month, row in held.items()} == {
        month: counted[month].value for month in held
    }
    assert worked_out(tmp_path) == ()
