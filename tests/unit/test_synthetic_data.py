"""The synthetic project: reproducible, plausible, and with the special cases that the tools must handle."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from evaltools.regions import residents

FOLDER = Path(__file__).resolve().parents[2] / "data" / "synthetic"
FILES = [
    "consultations.csv",
    "trainings.csv",
    "tests.csv",
    "satisfaction.csv",
    "plan.csv",
    "population.csv",
    "staff.csv",
    "publications.csv",
    "feedback.csv",
    "problems.csv",
]


def load_generator() -> ModuleType:
    """Import the generator script from its file."""
    spec = importlib.util.spec_from_file_location("synthetic_generate", FOLDER / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


generate = load_generator()


@pytest.fixture(scope="module")
def consultations() -> pd.DataFrame:
    """Return the consultations with the region also as a code."""
    spellings = {}
    for code, region in generate.REGIONS.items():
        spellings |= {code: code, region.name_ru: code, region.name_kk: code}
    frame = pd.read_csv(FOLDER / "consultations.csv")
    return frame.assign(code=frame["region"].map(spellings))


@pytest.fixture(scope="module")
def trainings() -> pd.DataFrame:
    """Return the trainings."""
    return pd.read_csv(FOLDER / "trainings.csv")


@pytest.fixture(scope="module")
def tests() -> pd.DataFrame:
    """Return the tests, right answers as 1, wrong ones as 0."""
    raw = answers()
    given = raw[generate.ITEMS]
    marks = given.eq(pd.Series(generate.KEY)).astype("Int64").mask(given.isna())
    return raw.assign(**{item: marks[item] for item in generate.ITEMS})


def answers() -> pd.DataFrame:
    """Return the tests as people filled them in."""
    return pd.read_csv(FOLDER / "tests.csv")


@pytest.fixture(scope="module")
def satisfaction() -> pd.DataFrame:
    """Return the satisfaction forms."""
    return pd.read_csv(FOLDER / "satisfaction.csv")


@pytest.fixture(scope="module")
def plan() -> pd.DataFrame:
    """Return the plan."""
    return pd.read_csv(FOLDER / "plan.csv")


def gains(tests: pd.DataFrame) -> pd.DataFrame:
    """Return the mean gain and the number of pairs of every training."""
    scored = tests.assign(score=tests[generate.ITEMS].sum(axis=1))
    wide = scored.pivot(index=["training", "person"], columns="occasion", values="score").dropna()
    return (wide["post"] - wide["pre"]).groupby("training").agg(["mean", "count"])


def paired(tests: pd.DataFrame) -> pd.DataFrame:
    """Return the tests of the people who took both."""
    return tests[tests.groupby("person")["occasion"].transform("nunique") == 2]


def test_regeneration_is_byte_identical(tmp_path: Path) -> None:
    """The script writes exactly the committed bytes, and nothing else."""
    written = generate.write_all(tmp_path)
    assert [path.name for path in written] == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


@pytest.mark.parametrize("name", FILES)
def test_files_are_utf8_with_unix_lines(name: str) -> None:
    """Every file is UTF-8 without a byte order mark and ends its lines with a line feed."""
    raw = (FOLDER / name).read_bytes()
    raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")


def test_columns_are_those_of_the_project(
    consultations: pd.DataFrame,
    trainings: pd.DataFrame,
    tests: pd.DataFrame,
    satisfaction: pd.DataFrame,
    plan: pd.DataFrame,
) -> None:
    """The columns come in the agreed order."""
    assert ",".join(consultations.columns[:-1]) == (
        "date,client,region,sex,age,status,topic,channel,specialist"
    )
    assert ",".join(trainings.columns) == (
        "training,region,programme,date,title_kk,title_ru,title_en,invited,participants"
    )
    assert list(tests.columns) == ["training", "region", "person", "occasion", *generate.ITEMS]
    questions = [*generate.SATISFACTION_ITEMS, "heard_from", "recommend"]
    assert list(satisfaction.columns) == ["training", "region", *questions]
    assert list(plan.columns) == ["indicator", "region", "plan"]


def test_consultations_have_the_stated_size(consultations: pd.DataFrame) -> None:
    """There are about 20,000 visits of 8,500 clients in a file below 1.6 MB."""
    assert 19_000 <= len(consultations) <= 21_000
    assert 8_300 <= consultations["client"].nunique() <= 8_700
    assert consultations["client"].str.fullmatch(r"C\d{5}").all()
    assert (FOLDER / "consultations.csv").stat().st_size < 1_600_000


def test_consultations_cover_the_year(consultations: pd.DataFrame) -> None:
    """All visits are in 2024, in every month, few of them at weekends, after a slow start."""
    days = pd.to_datetime(consultations["date"], format="%Y-%m-%d")
    months = days.dt.month.value_counts()
    assert set(days.dt.year) == {2024}
    assert set(months.index) == set(range(1, 13))
    assert months[1] == months.min()
    assert 0 < (days.dt.day_of_week >= 5).mean() < 0.02


def test_every_region_is_present_and_spelled_in_three_ways(consultations: pd.DataFrame) -> None:
    """All 20 regions occur; most rows hold the code, a third the Russian name, some the Kazakh one."""
    assert consultations["code"].notna().all()
    assert set(consultations["code"]) == set(generate.REGIONS)
    as_code = (consultations["region"] == consultations["code"]).mean()
    russian = {region.name_ru for region in generate.REGIONS.values()}
    assert 0.55 < as_code < 0.65
    assert 0.28 < consultations["region"].isin(russian).mean() < 0.38
    assert "Атырау облысы" in set(consultations["region"])


def test_the_city_of_almaty_is_never_ambiguous(consultations: pd.DataFrame) -> None:
    """The bare name, which could be the city or the region, is not used."""
    assert "Алматы" not in set(consultations["region"])
    assert {"город Алматы", "Алматы қаласы"} <= set(consultations["region"])


def test_a_client_keeps_region_sex_age_and_status(consultations: pd.DataFrame) -> None:
    """The attributes of a client do not change between visits, and no client comes twice a day."""
    fixed = consultations.groupby("client")[["code", "sex", "age", "status"]].nunique(dropna=False)
    assert (fixed == 1).all(axis=None)
    assert not consultations.duplicated(["client", "date"]).any()


def test_visits_are_skewed(consultations: pd.DataFrame) -> None:
    """More than half of the clients come once, a few of them ten times or more."""
    visits = consultations["client"].value_counts()
    assert (visits == 1).mean() > 0.5
    assert 1 <= (visits >= 10).sum() < 0.02 * len(visits)


def test_consultation_categories(consultations: pd.DataFrame) -> None:
    """Every category occurs, nothing else does, and some ages are blank."""
    assert set(consultations["sex"]) == set(generate.SEXES)
    assert set(consultations["status"]) == set(generate.STATUSES)
    assert set(consultations["topic"]) == set(generate.TOPICS)
    assert set(consultations["channel"]) == set(generate.CHANNELS)
    assert set(consultations["specialist"]) == set(generate.SPECIALISTS)
    assert consultations["age"].dropna().between(14, 85).all()
    assert 0.01 < consultations["age"].isna().mean() < 0.08


def test_ages_fit_the_status(consultations: pd.DataFrame) -> None:
    """Young people are at most 35, the older group at least 50, and minors do not divorce."""
    ages = consultations.groupby("status")["age"]
    assert ages.max()["youth"] <= 35
    assert ages.min()["older_50"] >= 50
    assert "divorce" not in set(consultations.loc[consultations["age"] < 18, "topic"])


def test_small_cells_exist(consultations: pd.DataFrame) -> None:
    """Some region by status cells are below 10, some below 5 and some empty."""
    cells = pd.crosstab(consultations["code"], consultations["status"]).stack()
    assert (cells == 0).any()
    assert cells.between(1, 4).any()
    assert cells.between(5, 9).any()
    assert (cells >= 10).mean() > 0.8


def test_small_and_late_regions(consultations: pd.DataFrame) -> None:
    """Ulytau is small, and Zhetisu has no visit before September."""
    sizes = consultations["code"].value_counts()
    assert 45 <= sizes["KZ-62"] <= 110
    assert sizes.idxmin() == "KZ-62"
    assert consultations.loc[consultations["code"] == "KZ-33", "date"].min() >= "2024-09-01"


def test_trainings(trainings: pd.DataFrame) -> None:
    """There are 40 trainings in 16 regions, with a title in each of the three languages."""
    assert list(trainings["training"]) == [f"T{number:02d}" for number in range(1, 41)]
    assert trainings["region"].nunique() == 16
    assert set(trainings["region"]) == set(generate.REGIONS) - set(generate.NO_TRAININGS)
    assert set(trainings["programme"]) == {"young_couples", "conflict", "specialists"}
    assert trainings["date"].between("2024-01-01", "2024-12-31").all()
    assert trainings["invited"].between(8, 32).all()
    assert trainings[["title_kk", "title_ru", "title_en"]].notna().all(axis=None)


def test_group_sizes(trainings: pd.DataFrame, tests: pd.DataFrame) -> None:
    """Each training has 8 to 30 people, one of them exactly 8, and nobody came uninvited."""
    people = tests.groupby("training")["person"].nunique()
    invited = trainings.set_index("training")["invited"]
    assert set(people.index) == set(invited.index)
    assert people.between(8, 30).all()
    assert people[people == 8].index.tolist() == [generate.SMALL_GROUP]
    assert (people <= invited).all()


def test_tests_are_keyed_by_person_and_occasion(trainings: pd.DataFrame, tests: pd.DataFrame) -> None:
    """A person has one row per occasion, in the region of the training."""
    assert not tests.duplicated(["person", "occasion"]).any()
    assert set(tests["occasion"]) == {"pre", "post"}
    assert (tests["person"].str[:3] == tests["training"]).all()
    regions = tests["training"].map(trainings.set_index("training")["region"])
    assert (tests["region"] == regions).all()


def test_unmatched_people(tests: pd.DataFrame) -> None:
    """About 8 % of the people took only the first test and about 4 % only the second."""
    taken = tests.groupby("person")["occasion"].agg(lambda values: "+".join(sorted(values)))
    assert 0.05 < (taken == "pre").mean() < 0.11
    assert 0.02 < (taken == "post").mean() < 0.07


def test_answers_are_right_wrong_or_blank(tests: pd.DataFrame) -> None:
    """Every answer is 0, 1 or one of a few blanks."""
    marks = tests[generate.ITEMS]
    assert (marks.isin([0, 1]) | marks.isna()).all(axis=None)
    assert 0 < marks.isna().mean(axis=None) < 0.02


def test_answers_are_options_and_the_key_is_the_projects() -> None:
    """Every answer is one of four options; project.toml has the key that the answers were made with."""
    given = answers()[generate.ITEMS]
    assert (given.isin(generate.OPTIONS) | given.isna()).all(axis=None)
    table = tomllib.loads((FOLDER / "project.toml").read_text(encoding="utf-8"))["tables"]["tests"]
    assert table["key"] == generate.KEY
    assert table["options"] == generate.OPTIONS


def test_one_wrong_option_draws_people_to_the_misleading_question() -> None:
    """After the training most of those who are wrong on it chose the same option; before, they did not."""
    raw = answers()
    item = generate.MISLEADING_ITEM
    wrong = raw[raw[item].notna() & raw[item].ne(generate.KEY[item])]
    share = wrong[item].eq(generate.MISLEADING_OPTION).groupby(wrong["occasion"]).mean()
    assert share["post"] > 0.8
    assert share["pre"] < 0.6


def test_scores_rise_except_where_they_should_not(tests: pd.DataFrame) -> None:
    """Nearly all trainings gain; one stays where it was and one falls slightly."""
    mean = gains(tests)["mean"]
    assert abs(mean[generate.NO_CHANGE]) < 0.5
    assert -2.5 < mean[generate.FALLING] < -0.5
    assert (mean.drop([generate.NO_CHANGE, generate.FALLING]) > 0.5).all()
    assert 2 < mean.mean() < 4.5


def test_one_training_has_fewer_than_five_pairs(tests: pd.DataFrame) -> None:
    """Only one training has four pairs, although more people came; the others have at least eight."""
    pairs = gains(tests)["count"]
    assert pairs[generate.FEW_PAIRS] == 4
    assert tests.loc[tests["training"] == generate.FEW_PAIRS, "person"].nunique() > 8
    assert (pairs.drop(generate.FEW_PAIRS) >= 8).all()


def test_known_and_misleading_items(tests: pd.DataFrame) -> None:
    """One item is right for 95 % before; one falls after the training and all others do not."""
    right = paired(tests).groupby("occasion")[generate.ITEMS].mean()
    change = right.loc["post"] - right.loc["pre"]
    assert 0.93 < right.loc["pre", generate.KNOWN_ITEM] < 0.97
    assert change[generate.MISLEADING_ITEM] < -0.1
    assert (change.drop([generate.MISLEADING_ITEM, generate.KNOWN_ITEM]) > 0.05).all()


def test_satisfaction_forms(tests: pd.DataFrame, satisfaction: pd.DataFrame) -> None:
    """About 85 % of the participants answer, and no training has more forms than people."""
    people = tests.groupby("training")["person"].nunique()
    forms = satisfaction["training"].value_counts().reindex(people.index)
    assert 0.80 < len(satisfaction) / people.sum() < 0.90
    assert (forms <= people).all()


def test_satisfaction_marks(satisfaction: pd.DataFrame) -> None:
    """Marks are 1 to 5, with some blanks and some 9; around 90 % of the marks are 4 or 5."""
    marks = satisfaction[generate.SATISFACTION_ITEMS].stack(future_stack=True)
    valid = marks[marks.between(1, 5)]
    assert set(marks.dropna()) == {1, 2, 3, 4, 5, 9}
    assert 0.02 < marks.isna().mean() < 0.045
    assert 0.01 < (marks == 9).mean() < 0.03
    assert 0.86 < (valid >= 4).mean() < 0.94


def test_participants_are_those_who_took_a_test(
    trainings: pd.DataFrame, tests: pd.DataFrame, satisfaction: pd.DataFrame
) -> None:
    """Everybody who came took a test; in some trainings everybody handed in a form, and nowhere more did."""
    people = trainings.set_index("training")["participants"]
    assert (tests.groupby("training")["person"].nunique() == people).all()
    forms = satisfaction["training"].value_counts().reindex(people.index)
    assert (forms <= people).all()
    assert 0 < (forms == people).sum() < 10


def test_ticks_are_untidy(satisfaction: pd.DataFrame) -> None:
    """Some forms are blank, some say that nothing applies; some tick twice or leave stray spaces."""
    heard = satisfaction["heard_from"]
    ticks = heard.dropna().str.split(";")
    named = ticks.map(lambda each: {tick.strip() for tick in each})
    assert set().union(*named) == {*generate.HEARD_FROM, "none"}
    assert 0.03 < heard.isna().mean() < 0.09
    assert named.map(lambda each: each == {"none"}).sum() == named.map(lambda each: "none" in each).sum() > 20
    assert (ticks.map(len) > named.map(len)).sum() > 3
    assert heard.dropna().str.contains(" ").sum() > 10


def test_recommendations(satisfaction: pd.DataFrame) -> None:
    """Answers run from 0 to 10, some are blank, and promoters outnumber detractors."""
    answers = satisfaction["recommend"]
    assert answers.dropna().between(0, 10).all()
    assert 0.02 < answers.isna().mean() < 0.07
    assert (answers >= 9).sum() > (answers <= 6).sum() > 50


def test_new_questions_move_no_other_number() -> None:
    """What was added later is drawn from streams of its own: the marks are those of the one stream before."""
    plain = generate.make_satisfaction(
        np.random.default_rng(1), *generate.make_trainings(np.random.default_rng(2))
    )
    added = generate.add_questions(plain)
    assert added[plain.columns].equals(plain)
    assert added.equals(generate.add_questions(plain))


def test_plan_rows(trainings: pd.DataFrame, plan: pd.DataFrame) -> None:
    """Every region plans clients and consultations; one region planned trainings and held none."""
    regions = plan.groupby("indicator")["region"].agg(set)
    assert not plan.duplicated(["indicator", "region"]).any()
    assert (plan["plan"] > 0).all()
    assert regions["clients"] == regions["consultations"] == set(generate.REGIONS)
    assert len(regions["trainings"]) == 17
    assert regions["trainings"] - set(trainings["region"]) == set(generate.PLANNED_NOT_HELD)


def test_plan_is_met_in_some_regions_only(consultations: pd.DataFrame, plan: pd.DataFrame) -> None:
    """For clients and for consultations, several regions meet the plan and several miss it."""
    planned = plan.pivot(index="region", columns="indicator", values="plan")
    actual = pd.DataFrame(
        {
            "clients": consultations.groupby("code")["client"].nunique(),
            "consultations": consultations["code"].value_counts(),
        }
    )
    for indicator in actual:
        met = (actual[indicator] >= planned[indicator]).sum()
        assert 4 <= met <= 16, indicator
    assert (planned[["clients", "consultations"]] % 10 == 0).all(axis=None)


def test_ages_add_up_to_the_residents() -> None:
    """The invented split by age makes the residents that the package has, and every band has people."""
    population = pd.read_csv(FOLDER / "population.csv")
    known = residents("2024-07-01")
    assert population.groupby("region")["value"].sum().to_dict() == known
    assert (population["value"] > 0).all()
    assert population.groupby("region").size().eq(4).all()
    older = population[population["age"] == "60+"].set_index("region")["value"] / pd.Series(known)
    assert older["KZ-59"] > 1.5 * older["KZ-61"]  # the north is older than the south


def test_staff_follow_the_volume() -> None:
    """Every region has specialists but one, which did not say how many."""
    staff = pd.read_csv(FOLDER / "staff.csv").set_index("region")["specialists"]
    assert set(generate.REGIONS) - set(staff.index) == {generate.STAFF_NOT_REPORTED}
    assert staff.min() == 1
    assert staff["KZ-61"] == staff["KZ-75"] == staff.max() == 9
