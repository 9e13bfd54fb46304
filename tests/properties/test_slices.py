"""Of any change: a page whose slice says that nothing changed would be made as it is, to the last block."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from evaltools import report as report_room
from evaltools.errors import EvaltoolsError
from evaltools.page import Block
from evaltools.prepare import Prepared, prepare, trainings_of
from evaltools.regions import resolve
from evaltools.report import Report, open_report
from evaltools.run.basis import settings_hash
from evaltools.slices import Slice, changed, slice_of, words_of
from tests.changes import CHANGES, code_of
from tests.reruns import ROOT, cut_down, published_project, replaced, rows_of, write_rows

#: How many changes are tried on each project; more with the profile `explore`.
TRIES = 5
SEED = int(os.environ.get("EVALTOOLS_TEST_SEED", "1"))


class Page(NamedTuple):
    """What a page is about."""

    report: str
    region: str
    language: str
    training: str = ""


def pages_of(prepared: Prepared) -> list[Page]:
    """Some of each kind of report that a project has."""
    language, *others = prepared.project.header.languages
    found = [Page("region-report", region, language) for region in prepared.project.regions[:2]]
    found += [Page("overview", "KZ", (others or [language])[0]), Page("data-quality", "KZ", language)]
    found.append(Page("programme-report", "KZ", language))
    found += [Page("training", "KZ", language, name) for name in list(trainings_of(prepared.internal))[:1]]
    return found


def blocks_of(page: Page, prepared: Prepared) -> tuple[list[Block | None], Slice]:
    """Every block of the page's notebook, and what they asked."""
    _, _, *cells = code_of(ROOT / "notebooks" / f"{page.report}.ipynb")
    audience = "internal" if page.report in ("training", "data-quality") else "public"
    report: Report = open_report(
        page.report, project=prepared.project.folder, language=page.language, region=page.region,
        training=page.training, audience=audience,
    )  # fmt: skip
    made = [eval(cell, {"report": report}) for cell in cells]
    assert made, page
    return made, slice_of(report.source, report.notes)


def shown(blocks: list[Block | None], prepared: Prepared) -> list[str]:
    """Blocks as texts, the hash of the data aside."""
    digest = prepared.provenance.data_hash
    return [
        f"{block.html if block else ''}{block.mime if block else ''}".replace(digest, "").replace(
            digest[:12], ""
        )
        for block in blocks
    ]


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Footers have the same stamp; nothing is left of what was opened."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    yield
    report_room.begin()


def project_named(name: str, folder: Path) -> Path:
    return cut_down(folder) if name == "synthetic" else published_project(folder, name)


@pytest.mark.parametrize("name", ["synthetic", "pravo-2024", "adamgershilik-2020"])
def test_a_slice_that_did_not_change_gives_the_same_page(name: str, tmp_path: Path) -> None:
    """After each of some random changes, on pages about regions, the whole, the data and a training."""
    folder = project_named(name, tmp_path / "mine")
    shutil.copytree(folder, tmp_path / "before")
    before = prepare(folder)
    pages = {page: blocks_of(page, before) for page in pages_of(before)}
    kept = made_again = 0
    for number in range(TRIES * (20 if os.environ.get("EVALTOOLS_TEST_PROFILE") == "explore" else 1)):
        dice = random.Random(f"{SEED} {name} {number}")
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "before", folder)
        what = dice.choice(CHANGES)(folder, dice)
        try:
            after = prepare(folder)
        except EvaltoolsError:
            continue  # no project any more: nothing is made, and a message says why
        for page, (blocks, slice_) in pages.items():
            settings = (settings_hash(each.project, page.report) for each in (before, after))
            if len(set(settings)) > 1 or changed(after, slice_) is not None:
                made_again += 1
                continue
            kept += 1
            now, _ = blocks_of(page, after)
            assert shown(now, after) == shown(blocks, before), (what, page)
    assert kept
    assert made_again


def test_one_form_of_one_region_concerns_nobody_elses_page(tmp_path: Path) -> None:
    """Its region's page and those that show the whole are out of date; that of another region is not."""
    folder = cut_down(tmp_path / "mine")
    shown_whole = 'kind = "satisfaction"\nsensitivity = "{}"'
    replaced(folder / "project.toml", shown_whole.format("training"), shown_whole.format("activity"))
    before = prepare(folder)
    language = before.project.header.languages[0]
    pages = [Page("region-report", region, language) for region in before.project.regions]
    pages += [Page(name, "KZ", language) for name in ("overview", "programme-report", "data-quality")]
    slices = {page: blocks_of(page, before)[1] for page in pages}
    change_a_form(folder, "KZ-61")
    after = prepare(folder)
    found = {page: changed(after, slice_) for page, slice_ in slices.items()}
    assert [page.region for page in pages if page.report == "region-report" and found[page]] == ["KZ-61"]
    assert found[Page("overview", "KZ", language)]
    assert found[Page("programme-report", "KZ", language)]
    assert found[Page("data-quality", "KZ", language)] is None, "no row was left out, nothing was found"
    for page, question in found.items():
        assert question is None or words_of(question, page.region).startswith("satisfaction"), (
            page,
            question,
        )


def change_a_form(folder: Path, region: str) -> None:
    """One person of a region would not recommend the training any more: no comparison of regions shows it."""
    file = folder / "satisfaction.csv"
    head, *rows = rows_of(file)
    row = next(row for row in rows if resolve(row[1]) == region and row[-1] == "10")
    row[-1] = "0"
    write_rows(file, [head, *rows])
