"""Canonical tables kept as Parquet: a file that has not changed is not read again."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from evaltools import gather as gathering
from evaltools.canonical import CanonicalStore
from evaltools.gather import gather
from evaltools.prepare import prepare
from evaltools.project import load_project
from evaltools.provenance import provenance_of
from tests.centres import HEAD, SETTINGS
from tests.runs import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two files, and a cache of its own."""
    monkeypatch.setenv("EVALTOOLS_CACHE", str(tmp_path / "cache"))
    place = tmp_path / "project"
    (place / "centres").mkdir(parents=True)
    (place / "project.toml").write_text(SETTINGS, encoding="utf-8")
    (place / "centres" / "aktobe.csv").write_text(f"{HEAD}KZ-15,90,40\n", encoding="utf-8")
    (place / "centres" / "atyrau.csv").write_text(f"{HEAD}KZ-23,30,20\n", encoding="utf-8")
    return place


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are read, as they are."""
    names: list[str] = []
    real = gathering.read_table

    def noting(place: Path, file: str, *rest: object, **more: object) -> object:
        names.append(file)
        return real(place, file, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(gathering, "read_table", noting)
    return names


@pytest.mark.parametrize("project", ["pravo-2024", "adamgershilik-2020", "synthetic"])
def test_a_kept_table_is_the_one_that_was_validated(
    project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells, types, row numbers, counts and findings come back as they were."""
    monkeypatch.setenv("EVALTOOLS_CACHE", str(tmp_path))
    loaded = load_project(ROOT / "data" / project)
    digests = provenance_of(loaded).inputs
    for name, table in loaded.tables.items():
        first = gather(loaded, name, table, CanonicalStore(loaded, digests))
        again = gather(loaded, name, table, CanonicalStore(loaded, digests))
        pd.testing.assert_frame_equal(first[0].frame, again[0].frame)
        assert again[1:] == first[1:]
        assert (again[0].rows_read, again[0].rows_used, again[0].left_out) == (
            first[0].rows_read,
            first[0].rows_used,
            first[0].left_out,
        )


def test_only_the_changed_file_is_read_again(folder: Path, read: list[str]) -> None:
    """One centre sends a new file: the other's is not read."""
    prepare(folder)
    assert read == ["centres/aktobe.csv", "centres/atyrau.csv"]
    read.clear()
    (folder / "centres" / "atyrau.csv").write_text(f"{HEAD}KZ-23,31,20\n", encoding="utf-8")
    made = prepare(folder)
    assert read == ["centres/atyrau.csv"]
    assert made.public.get("KZ", "consultations", "consultations").value == 121


def test_a_title_does_not_read_again_and_a_period_does(folder: Path, read: list[str]) -> None:
    """What the tables were made with counts; what only the pages say does not."""
    prepare(folder)
    read.clear()
    settings = SETTINGS.replace('name = "Test"', 'name = "Another"')
    (folder / "project.toml").write_text(settings, encoding="utf-8")
    prepare(folder)
    assert read == []
    (folder / "project.toml").write_text(settings.replace("2024-12-31", "2024-11-30"), encoding="utf-8")
    prepare(folder)
    assert len(read) == 2


def test_tables_of_earlier_files_are_forgotten(folder: Path, tmp_path: Path) -> None:
    """Two files, two tables in the cache, however often one of them changed."""
    for count in range(3):
        (folder / "centres" / "atyrau.csv").write_text(f"{HEAD}KZ-23,3{count},20\n", encoding="utf-8")
        prepare(folder)
    assert len(list((tmp_path / "cache" / "tables" / "project").iterdir())) == 2


def test_a_refused_file_is_not_kept(folder: Path, tmp_path: Path) -> None:
    """It is read again, and refused again, until it is mended."""
    (folder / "centres" / "atyrau.csv").write_text(f"{HEAD}KZ-23,many,20\n", encoding="utf-8")
    assert [each.file for each in prepare(folder).findings if each.refuses] == ["centres/atyrau.csv"]
    assert len(list((tmp_path / "cache" / "tables" / "project").iterdir())) == 1


def test_a_label_of_ones_own_reads_again(folder: Path, read: list[str]) -> None:
    """“Жен.” is read as women until the project names it itself."""
    settings = SETTINGS.replace(
        'file = "centres/*"\nkind = "regional-figures"', 'file = "visits.csv"\nkind = "consultations"'
    )
    (folder / "visits.csv").write_text("date,client,region,sex\n2024-03-01,C1,KZ-15,Жен.\n", encoding="utf-8")
    (folder / "project.toml").write_text(settings, encoding="utf-8")
    first = prepare(folder).internal
    (folder / "project.toml").write_text(settings + '\n[labels.sex]\n"Жен." = "Женщины"\n', encoding="utf-8")
    second = prepare(folder).internal
    assert first.get("KZ-15", "participants", "participants", "sex=women").value == 1
    assert second.get("KZ-15", "participants", "participants", "sex=Жен.").value == 1


def test_a_damaged_table_is_read_again(folder: Path, tmp_path: Path, read: list[str]) -> None:
    """What is kept is only a copy."""
    prepare(folder)
    read.clear()
    for file in (tmp_path / "cache" / "tables" / "project").iterdir():
        file.write_bytes(b"PAR1 damaged")
    (folder / "project.toml").write_text(SETTINGS.replace('"Test"', '"Other"'), encoding="utf-8")
    assert prepare(folder).public.get("KZ", "consultations", "consultations").value == 120
    assert len(read) == 2
