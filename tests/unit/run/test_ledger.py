"""The ledger: what is written comes back, what is damaged does not, and nobody else may read it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from evaltools.cache import cache_folder
from evaltools.run.basis import Basis
from evaltools.run.ledger import (
    PageState,
    Published,
    differing,
    file_hash,
    folder_for,
    read_published,
    read_states,
    write_published,
    write_state,
)
from evaltools.run.lock import holding
from evaltools.run.record import PageRecord, as_there
from evaltools.run.store import sha256

BASIS = Basis(
    notebook="n", parameters={"limit": 5}, settings="s", package="p", packages={"python": "3"},
    engine="shell", data_hash="d", closed=True,
)  # fmt: skip
RECORD = PageRecord(
    report="overview", region="KZ", training="", language="en", audience="public", href="en/overview.html",
    status="done", made="2025-01-01T00:00:00+00:00", sha256="h", files={"en/overview.xlsx": "x"},
)  # fmt: skip
SLICES = (
    {"scope": ["public", "KZ", "en"], "answers": [["abc", "get", "KZ", "consultations", "couples", ""]]},
)
STATE = PageState(RECORD, BASIS, SLICES)


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVALTOOLS_CACHE", str(tmp_path / "cache"))


def only_file(output: Path) -> Path:
    (found,) = (folder_for(output) / "pages").iterdir()
    return found


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    """A page, its basis and its slices; and what the last run left."""
    write_state(tmp_path / "out", STATE)
    assert read_states(tmp_path / "out") == {"en/overview.html": STATE}
    left = Published("hash", {"index.html": "h"}, ("en/overview.html",))
    write_published(tmp_path / "out", left)
    assert read_published(tmp_path / "out") == left


def test_each_output_has_its_own(tmp_path: Path) -> None:
    """Two folders know nothing of each other; one folder is the same by any path."""
    write_state(tmp_path / "out", STATE)
    assert read_states(tmp_path / "other") == {}
    assert read_states(tmp_path / "other" / ".." / "out") == {"en/overview.html": STATE}


def test_reading_makes_nothing(tmp_path: Path) -> None:
    """Who only asks leaves no folder."""
    assert read_states(tmp_path / "out") == {}
    assert read_published(tmp_path / "out") == Published()
    assert not cache_folder().exists()


def cut(text: str) -> str:
    return text[: len(text) // 2]


def other_figure(text: str) -> str:
    return text.replace("abc", "abd")


def other_shape(text: str) -> str:
    content = json.loads(text.partition("\n")[2])
    content["slices"] = [{"answers": []}]
    return sha256(text) + "\n" + json.dumps(content)


def another_version(text: str) -> str:
    content = json.loads(text.partition("\n")[2])
    content["basis"]["colour"] = "blue"
    written = json.dumps(content)
    return f"{sha256(written)}\n{written}"


def an_older_version(text: str) -> str:
    content = json.loads(text.partition("\n")[2])
    del content["basis"]["closed"]
    written = json.dumps(content)
    return f"{sha256(written)}\n{written}"


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        other_figure,
        other_shape,
        another_version,
        an_older_version,
        str.upper,
        lambda _: "",
        lambda _: "{}",
    ],
)
def test_what_is_damaged_is_not_known(tmp_path: Path, damage: object) -> None:
    """Cut off, with one other letter, of another shape or another version: as if nothing were there."""
    write_state(tmp_path / "out", STATE)
    file = only_file(tmp_path / "out")
    file.write_text(damage(file.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    assert read_states(tmp_path / "out") == {}
    file.write_bytes(b"\xff\xfe\x00")
    assert read_states(tmp_path / "out") == {}


def test_a_damaged_record_of_the_folder_is_not_known(tmp_path: Path) -> None:
    """The hashes of the files are then asked for again."""
    write_published(tmp_path / "out", Published("hash", {"index.html": "h"}))
    file = folder_for(tmp_path / "out") / "published.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"h"', '"g"'), encoding="utf-8")
    assert read_published(tmp_path / "out") == Published()


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    """Every folder 0700, every file 0600: a hash of a small count would give it away."""
    with holding(tmp_path / "out"):
        write_state(tmp_path / "out", STATE)
        write_published(tmp_path / "out", Published())
        found = sorted(cache_folder().rglob("*"))
        assert {each.name for each in found} >= {"outputs", "pages", "published.json", "lock", "holder.json"}
        for each in (cache_folder(), *found):
            assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each


def test_files_that_differ_are_named(tmp_path: Path) -> None:
    """Changed or gone; all others are as they were left."""
    for name in ("same", "changed", "gone"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    left = {name: file_hash(tmp_path / name) for name in ("same", "changed", "gone")}
    (tmp_path / "changed").write_text("by hand", encoding="utf-8")
    (tmp_path / "gone").unlink()
    assert differing(tmp_path, left) == ["changed", "gone"]


def test_a_record_knows_what_is_there(tmp_path: Path) -> None:
    """A page that was deleted was not made; a file beside it that was deleted is not named."""
    assert as_there(RECORD, tmp_path).made == ""
    assert as_there(RECORD, tmp_path).files == {}
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "overview.html").touch()
    there = as_there(RECORD, tmp_path)
    assert (there.made, there.files) == (RECORD.made, {})
    (tmp_path / "en" / "overview.xlsx").touch()
    assert as_there(RECORD, tmp_path) == RECORD
