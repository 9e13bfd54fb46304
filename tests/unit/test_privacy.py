"""What a reader could work out from everything that is public: small projects made to give counts away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evaltools.analysis import analyse
from evaltools.disclosure import hide_small_counts, recoverable
from evaltools.prepare import Prepared, prepare
from evaltools.read import read_table
from evaltools.report import open_report
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
