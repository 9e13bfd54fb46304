"""Preparing a project: once, whole, for its owner's eyes, with nothing small in what is published."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from evaltools.cache import cache_folder
from evaltools.disclosure import recoverable
from evaltools.errors import DataError
from evaltools.prepare import Prepared, prepare
from evaltools.project import load_project
from evaltools.provenance import prepared_place, provenance_of
from evaltools.results import Results

room = import_module("evaltools.prepare")
NewProject = Callable[..., Path]


def states() -> list[Path]:
    """Prepared states in the cache, the kept tables aside."""
    return [each for each in cache_folder().iterdir() if each.name != "tables"]


PROJECT = """
[project]
name = "Invented"
work = "work"
provider = "provider"
funder = "funder"
period = "2024-01-01..2024-03-31"
cut_off = 2024-04-15
regions = ["KZ-10", "KZ-11"]
languages = ["en"]
sensitivity = "court"

[tables.figures]
file = "figures.csv"
kind = "regional-figures"

[tables.trainings]
file = "trainings.csv"
kind = "trainings"

[denominators.divorces]
file = "divorces.csv"
date = 2024-01-01
source = "invented"
"""
FILES = {
    "figures.csv": "region,consultations,clients\nKZ-10,300,120\nKZ-11,20,4\n",
    "trainings.csv": "training,region,programme\nT1,KZ-10,couples\n",
    "divorces.csv": "region,value\nKZ-10,5000\nKZ-11,1000\n",
}


@pytest.fixture
def new_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NewProject:
    """A small project on disk, and a cache of its own beside it."""
    monkeypatch.setenv("EVALTOOLS_CACHE", str(tmp_path / "cache"))

    def new_project(**files: str) -> Path:
        folder = tmp_path / "invented"
        folder.mkdir()
        given = {f"{name}.csv": text for name, text in files.items()}
        for name, text in ({"project.toml": PROJECT} | FILES | given).items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return new_project


@pytest.fixture(scope="module")
def hiding() -> tuple[Prepared, Results]:
    """The committed project with invented people, and all its results, sums included, after hiding."""
    project = load_project("data/synthetic", Path(__file__).parent)
    hidden: list[Results] = []
    hide = room.hide_small_counts
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "hide_small_counts", lambda results: hidden.append(hide(results)) or hidden[0])
        return room._make(project, provenance_of(project)), hidden[0]


@pytest.fixture(scope="module")
def synthetic(hiding: tuple[Prepared, Results]) -> Prepared:
    return hiding[0]


def never(*_: object) -> Prepared:
    raise AssertionError("made again")


def files_in(folder: Path) -> Iterator[Path]:
    return (each for each in folder.rglob("*") if each.is_file())


# Once


def test_second_call_opens_what_the_first_made(
    new_project: NewProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same inputs are analysed once; the second call only opens the result."""
    folder = new_project()
    first = prepare(folder)
    monkeypatch.setattr(room, "_make", never)
    assert prepare(folder) == first


@pytest.mark.parametrize("name", ["figures.csv", "divorces.csv", "project.toml"])
def test_changed_input_makes_anew(
    new_project: NewProject, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A change in a table, a denominator or the settings is a new result."""
    folder = new_project()
    first = prepare(folder)
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert prepare(folder).provenance.data_hash != first.provenance.data_hash
    monkeypatch.setattr(room, "_make", never)
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(AssertionError, match="made again"):
        prepare(folder)


def test_file_that_no_table_names_changes_nothing(
    new_project: NewProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other files of the folder are no inputs."""
    folder = new_project()
    prepare(folder)
    (folder / "notes.txt").write_text("a note", encoding="utf-8")
    monkeypatch.setattr(room, "_make", never)
    prepare(folder)


def test_reopened_is_what_was_made(new_project: NewProject) -> None:
    """Stored and opened again, every result, finding, flow and label is the one that was made."""
    folder = new_project(figures="region,consultations,clients\nKZ-10,300,120\nKZ-11,20,\nKZ-15,1,1\n")
    project = load_project(folder)
    made, opened = room._make(project, provenance_of(project)), prepare(folder)
    for name in ("public", "internal"):
        rows = getattr(made, name)
        # Sums and sources are used up when counts are hidden.
        assert getattr(opened, name) == Results(tuple(replace(row, sources=()) for row in rows))
    assert made.findings
    assert (opened.findings, opened.flows, opened.labels) == (made.findings, made.flows, made.labels)
    assert opened.provenance == made.provenance


def test_unfinished_folder_is_made_again(new_project: NewProject) -> None:
    """What a crash left behind without its last mark is replaced."""
    folder = new_project()
    first = prepare(folder)
    (place,) = states()
    (place / "done").unlink()
    (place / "public.parquet").write_bytes(b"half")
    assert prepare(folder) == first
    assert states() == [place]


# For the owner


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_cache_is_for_its_owner_alone(new_project: NewProject) -> None:
    """Folders of the cache may be entered, and its files read, by their owner only."""
    mask = os.umask(0o022)
    try:
        prepare(new_project())
    finally:
        os.umask(mask)
    (place,) = states()
    folders = [cache_folder(), place, *(each for each in cache_folder().rglob("*") if each.is_dir())]
    assert {stat.S_IMODE(each.stat().st_mode) for each in folders} == {0o700}
    tables = list(cache_folder().rglob("tables/*/*"))
    assert {stat.S_IMODE(each.stat().st_mode) for each in tables} == {0o600}
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in place.iterdir()}
    assert modes == dict.fromkeys(
        ("public.parquet", "internal.parquet", "words.json", "outline.json", "done"), 0o600
    )


def test_project_folder_is_left_alone(new_project: NewProject) -> None:
    """Nothing is written into the project, which people zip and send."""
    folder = new_project()
    before = {each: each.read_bytes() for each in files_in(folder)}
    prepare(folder)
    assert {each: each.read_bytes() for each in files_in(folder)} == before
    assert not cache_folder().is_relative_to(folder)


def test_cache_is_the_users_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a setting the cache lies in the user's cache directory, outside of any project."""
    monkeypatch.delenv("EVALTOOLS_CACHE")
    assert cache_folder().is_absolute()
    assert not cache_folder().is_relative_to(Path(__file__).parents[2])
    assert "evaltools" in cache_folder().parts


def test_provenance_names_no_place(new_project: NewProject) -> None:
    """Inputs are named inside the project, settings and denominators included, each with its hash."""
    folder = new_project()
    inputs = prepare(folder).provenance.inputs
    assert list(inputs) == ["divorces.csv", "figures.csv", "project.toml", "trainings.csv"]
    assert {len(digest) for digest in inputs.values()} == {64}


def test_same_inputs_elsewhere_have_the_same_hash(new_project: NewProject, tmp_path: Path) -> None:
    """The hash of the data depends on what the files say, not on where they lie."""
    folder = new_project()
    (tmp_path / "elsewhere").mkdir()
    copy = folder.rename(tmp_path / "elsewhere" / "invented")
    first = provenance_of(load_project(copy))
    assert first == provenance_of(load_project(copy.rename(folder)))


# Refused tables


def test_all_tables_refused(new_project: NewProject) -> None:
    """Where no table can be used nothing is made, and every one of them is named with its fault."""
    folder = new_project(figures="region,clients\nKZ-10,many\n", trainings="training,place\nT1,KZ-10\n")
    with pytest.raises(DataError) as caught:
        prepare(folder)
    assert "figures.csv, row 2, column “clients”" in str(caught.value)
    assert "trainings.csv: there is no column “region”" in str(caught.value)
    assert caught.value.exit_code == 3
    assert not (cache_folder().exists() and list(cache_folder().iterdir()))


@pytest.mark.parametrize("text", ["training,place\nT1,KZ-10\n", "\n", "training,region\nT1,nowhere\n"])
def test_one_refused_table_leaves_the_rest(new_project: NewProject, text: str) -> None:
    """A table that cannot be used is a finding; the others have their results."""
    prepared = prepare(new_project(trainings=text))
    assert prepared.internal.get("KZ", "consultations", "people").value == 124
    assert not prepared.internal.select(subject="trainings")
    assert {each.file for each in prepared.findings if each.refuses} == {"trainings.csv"}
    flows = {each.table: each.refused for each in prepared.flows}
    assert flows == {"figures": False, "trainings": True}


def test_every_row_is_accounted_for(synthetic: Prepared) -> None:
    """For each table, rows read are rows used and rows left out."""
    # lines of data/synthetic/*.csv without the header
    read = {each.table: each.rows_read for each in synthetic.flows}
    assert read == {
        "consultations": 20327, "staff": 19, "trainings": 40, "tests": 1514, "satisfaction": 697, "plan": 57,
        "publications": 66, "feedback": 49, "problems": 4,
    }  # fmt: skip
    for each in synthetic.flows:
        assert each.rows_read == each.rows_used + sum(each.left_out.values())


# What may be published


def test_small_counts_are_hidden(new_project: NewProject) -> None:
    """A count below the threshold, and what would give it back, has no number in what is published."""
    prepared = prepare(new_project())
    small = prepared.public.get("KZ-11", "consultations", "people")
    assert (small.status, small.value, small.reason) == ("hidden", None, "small-count")
    for measure in ("consultations_per_client", "share_of_people", "people_per_10000_divorces"):
        assert prepared.public.get("KZ-11", "consultations", measure).status == "hidden"
    # 120 and 4 make the country's 124: one of the two others has to go too
    others = [prepared.public.get(code, "consultations", "people").status for code in ("KZ-10", "KZ")]
    assert "hidden" in others
    assert prepared.internal.get("KZ-11", "consultations", "people").value == 4


def test_nothing_small_is_published(synthetic: Prepared) -> None:
    """No count of people, and no base, from 1 to below the threshold of its table is published."""
    people = {"people", "couples", "families", "consultations"}
    thresholds = set()
    for row in synthetic.public:
        thresholds.add(row.threshold)
        if row.ok and row.unit in people and row.measure != "difference":
            assert row.value == 0 or (row.value or 0) >= row.threshold
        if row.n is not None and row.threshold:
            assert row.n >= row.threshold
    # courts, trainings, blanks and "don't know" of forms, events
    assert thresholds == {10, 5, 1, 0}


def test_nothing_hidden_can_be_worked_out(hiding: tuple[Prepared, Results]) -> None:
    """No hidden count of the synthetic project follows from the sums of what is shown."""
    prepared, hidden = hiding
    assert any(row.status == "hidden" for row in prepared.public)
    assert recoverable(prepared.public) == ()
    assert recoverable(hidden) == ()


def test_training_of_four_pairs_is_hidden(synthetic: Prepared) -> None:
    """A training in which four people took both tests shows neither their number nor any mean."""
    # data/synthetic/tests.csv: training T23, four people with both tests
    measures = {
        "pairs", "improved", "unchanged", "declined", "mean_pre", "mean_post", "mean_change",
    }  # fmt: skip
    rows = [row for row in synthetic.public if row.group == "training=T23" and row.measure in measures]
    assert {row.measure for row in rows} == measures
    shown = {row.measure: row.value for row in rows if row.status != "hidden"}
    assert set(shown.values()) <= {0}
    assert not {"pairs", "mean_pre", "mean_post", "mean_change"} & set(shown)
    inside = [
        row.value for row in synthetic.internal if row.group == "training=T23" and row.measure == "pairs"
    ]
    assert inside == [4]


def test_internal_results_are_not_published(synthetic: Prepared) -> None:
    """Single scores, questions and the satisfaction of one training stay inside."""
    assert {row.audience for row in synthetic.public} == {"public"}
    published = {row.measure for row in synthetic.public}
    assert not {"score_pre", "score_post", "percent_right_before", "percent_right_after"} & published
    assert not [row for row in synthetic.public.select(subject="satisfaction") if "training" in row.pairs]


@pytest.mark.parametrize("name", ["pravo-2024", "adamgershilik-2020"])
def test_published_projects_hide_nothing(name: str) -> None:
    """Figures that others published are public already: all of them are shown."""
    prepared = prepare(f"data/{name}", start=Path(__file__))
    assert not [row for row in prepared.internal if row.audience == "internal"]
    assert prepared.public == prepared.internal


def test_a_form_of_ones_own_is_an_input(new_project: NewProject) -> None:
    """A form that was changed fills another document."""
    folder = new_project()
    settings = (folder / "project.toml").read_text(encoding="utf-8")
    (folder / "project.toml").write_text('form = "own.toml"\n' + settings, encoding="utf-8")
    hashes = set()
    for title in ("One", "Two"):
        (folder / "own.toml").write_text(f'title = "{title}"\nparts = []\n', encoding="utf-8")
        provenance = provenance_of(load_project(folder))
        assert "own.toml" in provenance.inputs
        hashes.add(provenance.data_hash)
    assert len(hashes) == 2


def test_results_of_another_version_of_a_package_are_not_used(
    new_project: NewProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another scipy computed lies in another place; a package that computes nothing changes nothing."""
    cache = import_module("evaltools.cache")
    project = load_project(new_project())
    versions = dict(cache.installed())
    places = []
    for other in ({}, {"scipy": "99"}, {"typer": "99"}):
        monkeypatch.setattr(cache, "installed", lambda other=other: versions | other)
        places.append(prepared_place(project, provenance_of(project)))
    assert places[1] != places[0] == places[2]
