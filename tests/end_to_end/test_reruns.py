"""Runs after runs: only what is out of date is made, with its reason, and the folder is as a first run leaves it."""

from __future__ import annotations

import html
import json
import os
import random
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaltools.cache import cache_folder
from evaltools.progress import reasons
from evaltools.run import basis, runner
from evaltools.run.ledger import folder_for, read_states
from evaltools.run.plan import decide
from evaltools.run.runner import RunSummary
from tests.changes import a_comment, an_order, refused
from tests.end_to_end.pages import read
from tests.reruns import (
    ROOT,
    Here,
    differences,
    files_in,
    letters_of,
    own_notebook,
    planned,
    published_project,
    replaced,
    rows_of,
    run_here,
    write_rows,
)
from tests.runs import evaltools

Run = Callable[..., RunSummary]
UNCHANGED = "nothing that it is made from has changed"
SAME_FIGURES = "the data have changed, but nothing that it shows"


FEW: dict[str, Any] = {
    "reports": ("region-report", "closed-page", "open-page"),
    "regions": ("KZ-23", "KZ-61"),
    "languages": ("en",),
}
#: The stamp of all pages (`SOURCE_DATE_EPOCH`).
MOMENT = "1735689600"
Fresh = Callable[..., list[str]]


def made(summary: RunSummary) -> dict[str, str]:
    """The page of each job that was made, with the reason in the record of the run."""
    pages = {each.href: each for each in summary.pages}
    return {each.job.href: pages[each.job.href].why for each in summary.outcomes}


def skipped(summary: RunSummary) -> dict[str, str]:
    return {each.job.href: each.why for each in summary.skipped}


def record(output: Path) -> dict[str, dict[str, Any]]:
    """The pages of run.json by place."""
    content = json.loads((output / "run.json").read_text(encoding="utf-8"))
    return {page["href"]: page for page in content["pages"]}


def times(folder: Path) -> dict[str, int]:
    return {str(file): file.stat().st_mtime_ns for file in folder.rglob("*")}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project, two notebooks of its own, what a run of them left, and a copy of it all."""
    base = tmp_path_factory.mktemp("reruns")
    project = published_project(base / "work" / "mine", "pravo-2024")
    settings = (project / "project.toml").read_text(encoding="utf-8")
    own = "".join(f'\n[reports.{name}]\nengine = "shell"\n' for name in ("closed-page", "open-page"))
    (project / "project.toml").write_text(settings + own, encoding="utf-8")
    for name, more in {"closed-page": "report.lead()", "open-page": "import os\nreport.lead()"}.items():
        opened = f'report = open_report("{name}", project=project, language=language)'
        own_notebook(
            base / "work" / "notebooks" / f"{name}.ipynb",
            "from evaltools import open_report", opened, "report.header()", more, "report.footer()",
        )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", MOMENT)
        patch.setenv("EVALTOOLS_CACHE", str(base / "work" / "cache"))
        summary = run_here(patch, project, base / "work" / "out", **FEW)
    assert not summary.failed
    assert set(made(summary).values()) == {"there is no page yet"}
    shutil.copytree(base / "work", base / "kept")
    return base / "work"


@pytest.fixture
def work(first: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder as the first run left it."""
    shutil.rmtree(first)
    shutil.copytree(first.parent / "kept", first)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)
    monkeypatch.setenv("EVALTOOLS_CACHE", str(first / "cache"))
    return first


@pytest.fixture
def again(work: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the project again."""

    def again(**wanted: Any) -> RunSummary:
        return run_here(monkeypatch, work / "mine", work / "out", **(FEW | wanted))

    return again


def decided(work: Path, **wanted: Any) -> dict[str, str]:
    """Why each page would be made; those that would be left are not named."""
    studio = Here()
    decisions = decide(planned(work / "mine", work / "out", studio, **(FEW | wanted)), studio)
    assert all(each.why for each in decisions)
    return {each.job.href: each.why for each in decisions if each.make}


KZ_23, KZ_61, CLOSED, OPEN = (
    f"en/{name}.html" for name in ("region-report-KZ-23", "region-report-KZ-61", "closed-page", "open-page")
)
ALL = {KZ_23, KZ_61, CLOSED, OPEN}


def test_nothing_changed(work: Path, again: Run) -> None:
    """Nothing is made, opened or written, and each page says why."""
    before = times(work / "out"), times(folder_for(work / "out"))
    summary = again()
    assert made(summary) == {}
    assert skipped(summary) == dict.fromkeys(ALL, UNCHANGED)
    assert times(work / "out") == before[0]
    after = times(folder_for(work / "out"))
    assert {name for name in after if after[name] != before[1].get(name)} <= {
        str(folder_for(work / "out") / name) for name in ("lock", "")
    } | {str(folder_for(work / "out"))}


@pytest.mark.parametrize("command", ["run", "--help"])
def test_what_makes_nothing_imports_no_pandas(work: Path, command: str) -> None:
    """Neither pandas nor matplotlib nor Jupyter, and no other process of ours."""
    chosen = ["--region", "KZ-23", "--region", "KZ-61", "--language", "en"]
    reports = [part for name in FEW["reports"] for part in ("--report", name)]
    arguments = ["run", "mine", "--output", "out", *chosen, *reports] if command == "run" else [command]
    program = (
        "import sys, multiprocessing.process as p; from evaltools.cli import main\n"
        "p.BaseProcess.start = None\n"
        "try: main()\n"
        "finally: print(sorted({'pandas', 'numpy', 'matplotlib', 'papermill', 'nbconvert'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=work, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
    if command == "run":
        assert "0 made, 4 skipped, 0 failed" in done.stdout
        assert f"skip 4 pages ({UNCHANGED})" in done.stderr


def test_a_comment_changes_no_page(work: Path, again: Run) -> None:
    """The data have another hash; only the notebook that may read all of them is made again."""
    a_comment(work / "mine", random.Random(1))
    studio = Here()
    dry = decide(planned(work / "mine", work / "out", studio, **FEW), studio)
    summary = again()
    assert made(summary) == {OPEN: "the data have changed, and the notebook may read all of them"}
    assert skipped(summary) == dict.fromkeys(ALL - {OPEN}, SAME_FIGURES)
    assert {each.job.href: each.why for each in dry} == made(summary) | skipped(summary)
    pages = record(work / "out")
    assert {place: page["skipped"] for place, page in pages.items() if page["skipped"]} == skipped(summary)
    assert {place: page["why"] for place, page in pages.items() if page["why"]} == made(summary)
    assert set(skipped(again()).values()) == {UNCHANGED}


def test_a_dry_run_writes_nothing_and_says_the_same(work: Path) -> None:
    """Of a change that concerns some pages: the lines of the terminal are those of the run."""
    change_couples(work / "mine")
    before = times(work / "out")
    studio = Here()
    dry = list(reasons(decide(planned(work / "mine", work / "out", studio, **FEW), studio)))
    studio = Here()
    assert list(reasons(decide(planned(work / "mine", work / "out", studio, **FEW), studio))) == dry
    assert len(dry) >= 2
    assert times(work / "out") == before
    assert all(
        each.make for each in decide(planned(work / "mine", work / "out", studio, **FEW), studio, force=True)
    )


def change_couples(project: Path) -> None:
    """One more couple in one region."""
    rows = rows_of(project / "consultations.csv")
    row, column = next(row for row in rows if row[0] == "KZ-23"), rows[0].index("couples")
    row[column] = str(int(row[column]) + 1)
    write_rows(project / "consultations.csv", rows)


def test_a_changed_figure_leaves_what_a_first_run_leaves(work: Path, again: Run, fresh: Fresh) -> None:
    """Not what a first run would make otherwise, and every page of the region."""
    change_couples(work / "mine")
    summary = again()
    assert KZ_23 in made(summary)
    assert "changed" in made(summary)[KZ_23]
    assert fresh() == []


@pytest.fixture
def fresh(work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fresh:
    """Places that differ from those of a first run of the same project, with an empty cache."""

    def fresh(**wanted: Any) -> list[str]:
        with monkeypatch.context() as patch:
            patch.setenv("EVALTOOLS_CACHE", str(tmp_path / "empty"))
            run_here(patch, work / "mine", tmp_path / "fresh", **(FEW | wanted))
        return differences(work / "out", tmp_path / "fresh")

    return fresh


def test_what_somebody_did_to_the_folder_is_mended(work: Path, again: Run) -> None:
    """A page edited, one deleted, the ledger of one damaged, a table edited, run.json and a start page deleted."""
    before = files_in(work / "out")
    replaced(work / "out" / KZ_23, "</main>", "<p>mine</p></main>")
    (work / "out" / CLOSED).unlink()
    state = folder_for(work / "out") / "pages" / "en_open-page.html.json"
    state.write_text(state.read_text(encoding="utf-8")[:-2], encoding="utf-8")
    (work / "out" / "results.csv").write_text("mine", encoding="utf-8")
    for name in ("run.json", "index.html"):
        (work / "out" / name).unlink()
    assert made(again()) == {
        KZ_23: "the page was changed by somebody else",
        CLOSED: "the page is not there",
        OPEN: "nothing is known of how the page was made",
    }
    after = files_in(work / "out")
    assert record(work / "out").keys() == ALL
    assert {place for place in {*before, *after} if before.get(place) != after.get(place)} == {"run.json"}


def changes_told(output: Path) -> str:
    """What the English start page says of the run before; empty where it says nothing."""
    text = (output / "en" / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<section class="changes">(.*?)</section>', text, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", found[1])) if found else ""


def test_the_start_page_says_what_a_run_changed(work: Path, again: Run) -> None:
    """How many numbers, where, and because of which file; a run that changes nothing keeps it; a first one has none."""
    assert changes_told(work / "out") == ""
    replaced(work / "mine" / "consultations.csv", "568,1778", "600,1800")
    again()
    said = changes_told(work / "out")
    assert "numbers changed." in said
    assert "Changed input: consultations.csv" in said
    assert "Atyrau Region:" in said
    assert "Consultations: 1,778 → 1,800; Couples advised: 568 → 600." in said
    before = files_in(work / "out")
    again(force=True)
    assert changes_told(work / "out") == said
    again()
    assert {place for place, content in files_in(work / "out").items() if before.get(place) != content} == {
        "run.json"
    }


def test_a_page_that_is_new_is_told(work: Path, again: Run) -> None:
    """By its report and its region."""
    again(regions=("KZ-11",), reports=("region-report",))
    said = changes_told(work / "out")
    assert "no number changed." in said
    assert "New pages: Report of a region, Akmola Region." in said


def test_a_deleted_record_is_written_again(work: Path, again: Run) -> None:
    """Without run.json, or with another program's, nothing is made; the record is as it was."""
    for text in ("", "{}", "[]"):
        (work / "out" / "run.json").write_text(text, encoding="utf-8")
        assert made(again()) == {}
        assert record(work / "out").keys() == ALL


def test_links_that_somebody_changed_are_written_again(work: Path, again: Run) -> None:
    """The page itself is the one that was made: it is not made again."""
    before = (work / "out" / KZ_23).read_bytes()
    replaced(work / "out" / KZ_23, 'href="../en/index.html"', 'href="elsewhere.html"')
    assert made(again()) == {}
    assert (work / "out" / KZ_23).read_bytes() == before


def test_a_deleted_cache_is_told(work: Path) -> None:
    """Nothing is known any more, so everything is made."""
    shutil.rmtree(work / "cache")
    assert decided(work) == dict.fromkeys(ALL, "nothing is known of how the page was made")


def test_other_packages_and_other_code(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of a package, another package, the package itself, an engine, a format beside the page."""
    versions = dict(basis.installed())
    monkeypatch.setattr(basis, "installed", lambda: versions | {"geopandas": "9"})
    assert decided(work) == dict.fromkeys((CLOSED, OPEN), "geopandas has changed (none → 9)")
    monkeypatch.setattr(basis, "installed", lambda: versions | {"scipy": "99"})
    assert decided(work) == dict.fromkeys(ALL, f"scipy has changed ({versions['scipy']} → 99)")
    monkeypatch.setattr(basis, "installed", lambda: versions)
    assert decided(work, formats=("xlsx",)) == {
        page: f"the file {page.replace('.html', '.xlsx')} is not there yet" for page in ALL
    }
    with monkeypatch.context() as patch:
        patch.setattr(basis, "package_hash", lambda: "other")
        assert decided(work) == dict.fromkeys(ALL, "evaltools itself has changed")
    with monkeypatch.context() as patch:
        patch.setattr(runner.Plan, "engine_of", lambda _self, _job: "kernel")
        assert decided(work) == dict.fromkeys(ALL, "it is run in another way")
    assert decided(work) == {}


def test_a_notebook_of_her_own(work: Path) -> None:
    """Another text makes its page again, and no other; saving it with outputs does not."""
    file = work / "notebooks" / "closed-page.ipynb"
    content = json.loads(file.read_text(encoding="utf-8"))
    content["cells"][3]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "seen"}]
    file.write_text(json.dumps(content, indent=1), encoding="utf-8")
    assert decided(work) == {}
    replaced(file, "report.lead()", "report.tiles()")
    assert decided(work) == {CLOSED: "the notebook has changed"}


def test_a_full_run_takes_back_what_a_limited_one_marked(work: Path, again: Run) -> None:
    """The start page says of no page that it is kept once all of them were looked at."""
    before = (work / "out" / "en" / "index.html").read_bytes()
    time.sleep(1.1)  # records are kept to the second
    again(reports=("closed-page",), regions=(), force=True)
    assert (work / "out" / "en" / "index.html").read_bytes() != before
    assert made(again()) == {}
    assert (work / "out" / "en" / "index.html").read_bytes() == before
    moments = times(work / "out")
    again()
    assert times(work / "out") == moments


def test_a_failed_page_is_tried_again(work: Path, again: Run) -> None:
    """Also where its last good file was deleted; and another page can be made meanwhile."""
    file = work / "notebooks" / "closed-page.ipynb"
    replaced(file, "report.lead()", "1 / 0")
    only: dict[str, Any] = {"reports": ("closed-page",), "regions": ()}
    assert [each.job.href for each in again(**only).failed] == [CLOSED]
    assert (work / "out" / CLOSED).is_file()
    assert decided(work, **only) == {CLOSED: "it failed the last time"}
    (work / "out" / CLOSED).unlink()
    assert made(again(reports=("region-report",))) == {}
    assert record(work / "out")[CLOSED]["made"] == ""
    assert decided(work, **only) == {CLOSED: "it failed the last time"}
    replaced(file, "1 / 0", "report.lead()")
    assert made(again(**only)) == {CLOSED: "it failed the last time"}
    assert record(work / "out")[CLOSED]["status"] == "done"


def test_a_file_beside_another_page_that_is_gone(work: Path, again: Run) -> None:
    """A run that does not make it links to it no more, and the next one finds nothing to do."""
    only: dict[str, Any] = {"reports": ("closed-page",), "regions": ()}
    again(**only, formats=("xlsx",))
    assert links_to_workbook(work)
    (work / "out" / "en" / "closed-page.xlsx").unlink()
    again(reports=("region-report",))
    assert not links_to_workbook(work)
    moments = times(work / "out")
    again(reports=("region-report",))
    assert times(work / "out") == moments
    assert decided(work, **only) == {CLOSED: "the file en/closed-page.xlsx is not there"}


def links_to_workbook(work: Path) -> list[str]:
    links = read(work / "out" / "en" / "index.html").links
    return [link for link in links if link.endswith("closed-page.xlsx")]


def test_no_hash_of_a_figure_leaves_the_cache(work: Path) -> None:
    """The ledger is the owner's alone, and none of its hashes stands in the folder that people send."""
    states = read_states(work / "out").values()
    hashes = {answer[0] for state in states for part in state.slices for answer in part["answers"]} - {""}
    assert len(hashes) > 50
    for place, content in files_in(work / "out").items():
        text = letters_of(content)
        assert not [each for each in hashes if each in text], place
        assert '"answers"' not in text
        assert "slices" not in text
    for each in [cache_folder(), *cache_folder().rglob("*")]:
        assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each


def test_changes_one_after_another(work: Path, again: Run, fresh: Fresh) -> None:
    """An order of tables, a plan, a file that is refused, a language: at the end all is as it would be anew."""
    dice = random.Random(5)
    only: dict[str, Any] = {"reports": ("region-report", "overview"), "regions": ("KZ-23",), "languages": ()}
    replaced(work / "mine" / "project.toml", 'languages = ["kk", "ru", "en"]', 'languages = ["ru"]')
    shutil.rmtree(work / "out")
    again(**only)
    an_order(work / "mine", dice)
    change_couples(work / "mine")
    again(**only)
    replaced(work / "mine" / "project.toml", 'languages = ["ru"]', 'languages = ["ru", "en"]')
    refused(work / "mine", dice)
    again(**only)
    assert fresh(**only) == []


def test_the_command_makes_what_is_out_of_date(work: Path) -> None:
    """In processes of its own: one page is made, the other is left, and both are told."""
    (work / "out" / CLOSED).unlink()
    chosen = (
        "--report",
        "closed-page",
        "--report",
        "open-page",
        "--language",
        "en",
        "--output",
        work / "out",
    )
    dry = evaltools("run", work / "mine", *chosen, "--dry-run", cwd=work)
    assert not (work / "out" / CLOSED).exists()
    done = evaltools("run", work / "mine", *chosen, cwd=work)
    assert done.returncode == 0, done.stderr
    said = [
        "make 1 page (the page is not there): closed-page en",
        f"skip 1 page ({UNCHANGED}): open-page en",
    ]
    assert dry.stdout.splitlines()[:2] == said
    assert done.stderr.splitlines()[:2] == said
    assert "1 made, 1 skipped, 0 failed" in done.stdout
