"""What a reader could work out from everything that is public: small projects made to give counts away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evaltools.prepare import Prepared, prepare
from evaltools.report import open_report

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
