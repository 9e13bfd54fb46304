"""What a run leaves: every page, linked, complete, and nothing that should not be there."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.end_to_end.pages import read
from tests.reruns import letters_of
from tests.runs import ROOT, evaltools


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def value(file: Path, region: str, measure: str, group: str = "", subject: str = "consultations") -> str:
    found = [
        row
        for row in rows(file)
        if (row["region"], row["subject"], row["measure"], row["group"]) == (region, subject, measure, group)
    ]
    assert len(found) == 1, found
    return found[0]["value"] if found[0]["status"] == "ok" else found[0]["status"]


def test_the_folder_holds_what_was_promised(published: Path) -> None:
    """Start pages, a page for each region and language, results, provenance, and the internal part."""
    for place in (
        "index.html", "en/index.html", "kk/index.html", "kk/region-report-KZ-23.html", "en/overview.html",
        "results.csv", "results.xlsx", "run.json", "internal/en/data-quality.html", "internal/findings.csv",
        "internal/results-internal.csv",
    ):  # fmt: skip
        assert (published / place).is_file(), place
    assert not list(published.rglob("*.ipynb"))
    assert not list(published.rglob(".*"))


def test_every_page_leads_to_the_methods_of_its_side(folder: Path) -> None:
    """Public pages to the public page about methods, internal ones to theirs, which says more."""
    notes = set(folder.rglob("methods.html"))
    assert notes
    for page in set(folder.rglob("*.html")) - notes:
        links = {(page.parent / link.partition("#")[0]).resolve() for link in read(page).links}
        if page.parent == folder:
            assert links & {each.resolve() for each in folder.glob("*/methods.html")}, page
        else:
            assert (page.parent / "methods.html").resolve() in links, page


def test_methods_are_those_of_the_project(published: Path, synthetic: Path) -> None:
    """A project without tests of learning explains none; the checks of the computation are said on each."""
    law, made_up = (read(each / "en" / "methods.html").ids for each in (published, synthetic))
    assert {"counts", "attainment", "rate", "funnel", "general", "versions"} <= set(law)
    assert "paired_change" not in law
    assert {"paired_change", "proportion", "hiding"} <= set(made_up)
    assert "item_change" in read(synthetic / "internal" / "en" / "methods.html").ids
    assert "reference values agree." in (published / "en" / "methods.html").read_text(encoding="utf-8")


def test_published_totals(published: Path) -> None:
    """The totals that the source prints come out of results.csv."""
    file = published / "results.csv"
    assert value(file, "KZ", "consultations") == "8884"
    assert value(file, "KZ", "couples") == "3605"
    assert value(file, "KZ", "consultations", "incl=KZ-61") == "8916"
    assert value(file, "KZ-23", "consultations") == "1778"
    assert value(file, "KZ-23", "couples") == "568"
    assert (
        float(value(file, "KZ-23", "percent_of_plan", "indicator=couples_per_centre", "indicators")) == 284.0
    )
    assert value(file, "KZ-61", "couples") == "no-data"
    assert value(file, "KZ-62", "couples") == "no-data"


def test_results_describe_the_whole_project(published: Path) -> None:
    """A run of three regions still writes the numbers of all ten."""
    assert len({row["region"] for row in rows(published / "results.csv")}) == 11


def test_what_is_missing_is_said_in_a_sentence(published: Path) -> None:
    """A region without figures keeps every section, with words instead of empty frames."""
    text = " ".join(read(published / "en" / "region-report-KZ-62.html").text)
    for words in (
        "no consultations and no clients",
        "this is not zero",
        "No breakdown of the participants is reported here.",
        "No test results are reported here.",
    ):
        assert words in text, words
    assert "nan" not in text.casefold().split()
    assert "None" not in text


def test_the_workbook_of_results_has_the_rows_of_the_table(folder: Path) -> None:
    """Every cell: numbers as numbers, the others as texts."""
    with closing(load_workbook(folder / "results.xlsx", read_only=True)) as book:
        assert book.active is not None
        head, *found = book.active.iter_rows(values_only=True)
    told = rows(folder / "results.csv")
    assert list(head) == list(told[0])
    assert len(found) == len(told) > 400
    for cells, row in zip(found, told, strict=True):
        for name, cell in zip(head, cells, strict=True):
            text = row[str(name)]
            number = name in ("value", "low", "high", "n")
            # A workbook keeps sixteen digits of a number.
            told_there = (pytest.approx(float(text), rel=1e-14) if number else text) if text else None
            assert cell == told_there, row


def test_no_place_of_this_machine(published: Path, synthetic: Path) -> None:
    """Neither pages nor tables nor provenance say where the project lies."""
    for folder in (published, synthetic):
        for file in folder.rglob("*.*"):
            assert str(ROOT) not in letters_of(file.read_bytes()), file


def test_provenance(published: Path) -> None:
    """run.json has the hash of every input, versions, and the state and parameters of each page."""
    record = json.loads((published / "run.json").read_text(encoding="utf-8"))
    assert "consultations.csv" in record["inputs"]
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in record["inputs"].values())
    assert record["packages"]["papermill"]
    pages = {page["href"]: page for page in record["pages"]}
    page = pages["kk/region-report-KZ-23.html"]
    assert (page["status"], page["parameters"]) == ("done", {"region": "KZ-23", "language": "kk"})


def test_synthetic_data_are_called_so(synthetic: Path) -> None:
    """Every page made from invented people says it."""
    words = {"en": "Synthetic data", "kk": "Синтетикалық деректер", "ru": "Синтетические данные"}
    for page in synthetic.glob("**/??/*.html"):
        assert words[page.parent.name] in " ".join(read(page).text), page


def test_internal_pages_say_so(synthetic: Path) -> None:
    """A page with single scores warns against sending it on."""
    assert "do not forward" in " ".join(read(synthetic / "internal/en/training-T01.html").text)


def test_nobody_is_in_a_public_page(synthetic: Path) -> None:
    """No code of a client or participant reaches a public page or results.csv."""
    people = re.compile(r"\bC\d{5}\b|\bT\d{2}-\d{2}\b")
    public = [
        *synthetic.glob("*.html"),
        *synthetic.glob("??/*.html"),
        synthetic / "results.csv",
        synthetic / "run.json",
    ]
    for file in public:
        assert not people.search(file.read_text(encoding="utf-8-sig")), file
    assert people.search((synthetic / "internal/en/training-T01.html").read_text(encoding="utf-8"))


def test_small_counts_are_hidden(synthetic: Path) -> None:
    """No count of people from 1 to 9 (court) or 1 to 4 (training) is published; hidden ones have no trace of a value."""
    found = rows(synthetic / "results.csv")
    for row in found:
        if row["status"] != "ok":
            assert (
                row["value"] == row["low"] == row["high"] == row["n"] == "" or row["status"] == "undefined"
            ), row
            continue
        # "Don't know" and blanks say nothing of a person's opinion: ADR 4.
        if row["measure"] in ("plan", "difference", "dont_know", "blank"):
            continue
        if row["unit"] in ("people", "consultations"):
            least = 5 if row["subject"] in ("learning", "satisfaction", "feedback") else 10
            assert float(row["value"]) == 0 or float(row["value"]) >= least, row
    hidden = [row for row in found if row["status"] == "hidden"]
    assert any("training=T23" in row["group"] for row in hidden)


def test_a_failing_region_does_not_stop_the_others(tmp_path: Path) -> None:
    """The other page is made, the index names the failure first, a good page of before stays, exit code 1."""
    project = tmp_path / "data" / "mine"
    shutil.copytree(ROOT / "data" / "pravo-2024", project)
    (tmp_path / "notebooks").mkdir()
    notebook = json.loads((ROOT / "notebooks" / "region-report.ipynb").read_text(encoding="utf-8"))
    good = json.dumps(notebook)
    file = tmp_path / "notebooks" / "region-report.ipynb"
    file.write_text(good, encoding="utf-8")
    options = ("--language", "en", "--region", "KZ-23", "--region", "KZ-10", "--output", tmp_path / "out")
    assert evaltools("run", project, *options, cwd=tmp_path).returncode == 0
    page = tmp_path / "out" / "en" / "region-report-KZ-10.html"
    before = page.read_bytes()
    notebook["cells"][4]["source"] = "assert report.view.region != 'KZ-10', 'no figures today'"
    file.write_text(json.dumps(notebook), encoding="utf-8")
    done = evaltools("run", project, *options, cwd=tmp_path)
    assert done.returncode == 1
    assert "KZ-10" in done.stdout
    assert "no figures today" in done.stdout
    assert page.read_bytes() == before
    text = " ".join(read(tmp_path / "out" / "en" / "index.html").text)
    assert text.index("no figures today") < text.index("Atyrau Region")


def test_a_refused_file_costs_its_part(tmp_path: Path) -> None:
    """A table with an unreadable value is named with its row; the rest is made, exit code 1."""
    project = tmp_path / "mine"
    shutil.copytree(ROOT / "data" / "pravo-2024", project)
    file = project / "satisfaction.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("93.95", "nearly all"), encoding="utf-8")
    done = evaltools("run", project, "--language", "en", "--region", "KZ-23", "--output", tmp_path / "out")
    assert done.returncode == 1
    assert "refused: satisfaction.csv" in done.stdout
    assert (tmp_path / "out" / "en" / "region-report-KZ-23.html").is_file()
    found = rows(tmp_path / "out" / "internal" / "findings.csv")
    assert any(
        row["file"] == "satisfaction.csv" and row["row"] == "3" and row["severity"] == "error"
        for row in found
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("data/pravo-2024", "--parameter", "regoin=KZ-23"), "Did you mean “region”?"),
        (("data/pravo-2024", "--region", "Atlantis"), "no region called “Atlantis”"),
        (("data/nowhere",), "There is no project folder “data/nowhere”"),
        (("data",), "has no project.toml"),
        (("data/pravo-2024", "--language", "de"), "no language “de”"),
    ],
)
def test_wrong_usage_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """Exit code 2, a sentence without a traceback, and nothing written."""
    done = evaltools("run", *arguments, "--output", tmp_path / "out")
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_all_faults_of_the_settings_at_once(tmp_path: Path) -> None:
    """An unknown key and a missing file are told in one message, exit code 2."""
    project = tmp_path / "mine"
    shutil.copytree(ROOT / "data" / "pravo-2024", project)
    file = project / "project.toml"
    text = file.read_text(encoding="utf-8").replace('status = "final"', 'statsu = "final"')
    file.write_text(text.replace('"trainings.csv"', '"training.csv"'), encoding="utf-8")
    done = evaltools("run", project, "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "Did you mean “status”?" in done.stderr
    assert "there is no file" in done.stderr
    assert not (tmp_path / "out").exists()


def test_another_run_holds_the_folder(tmp_path: Path) -> None:
    """A second run into the same folder ends with 4 and names the process that holds it."""
    from evaltools.run.lock import holding

    with holding(tmp_path / "out"):
        done = evaltools("run", "data/pravo-2024", "--region", "KZ-23", "--output", tmp_path / "out")
    assert done.returncode == 4
    assert "process" in done.stderr


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Where a file stands in the folder's place the run ends with 5 and a sentence."""
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    done = evaltools("run", "data/pravo-2024", "--region", "KZ-23", "--output", tmp_path / "out")
    assert done.returncode == 5
    assert "Traceback" not in done.stderr


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    """--dry-run lists the pages and leaves no folder."""
    done = evaltools("run", "data/pravo-2024", "--dry-run", "--output", tmp_path / "out")
    assert done.returncode == 0
    assert "39 pages would be made" in done.stdout
    assert not (tmp_path / "out").exists()


def test_a_users_own_notebook(tmp_path: Path) -> None:
    """Put into notebooks/, given a parameters cell and named in project.toml, it is run for each region."""
    project = tmp_path / "data" / "mine"
    shutil.copytree(ROOT / "data" / "pravo-2024", project)
    settings = project / "project.toml"
    added = '[reports.my-page]\neach = "region"\naudience = "public"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + added, encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    notebook = json.loads((ROOT / "notebooks" / "region-report.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][1]["source"] += "\ngreeting = 'hello'"
    notebook["cells"][2]["source"] = (
        "from IPython.display import Markdown\nMarkdown(f'# Page of {region}\\n\\n{greeting}')"
    )
    notebook["cells"] = notebook["cells"][:3]
    (tmp_path / "notebooks" / "my-page.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    done = evaltools(
        "run", project, "--report", "my-page", "--region", "KZ-23", "--language", "en",
        "--parameter", "greeting=good day", "--output", tmp_path / "out", cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = " ".join(read(tmp_path / "out" / "en" / "my-page-KZ-23.html").text)
    assert "Page of KZ-23" in text
    assert "good day" in text


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupted_run_keeps_what_is_done(tmp_path: Path) -> None:
    """Ctrl-C ends with 130 and one sentence; pages that were done have their start page."""
    command = [
        sys.executable,
        "-m",
        "evaltools",
        "run",
        "data/pravo-2024",
        "--output",
        str(tmp_path / "out"),
        "--jobs",
        "1",
    ]
    run = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not list(tmp_path.glob("out/*/region-report-*.html")):
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=240)
    assert run.returncode == 130
    assert "Interrupted." in said
    assert "Traceback" not in said
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    done = {page["href"] for page in record["pages"] if page["status"] == "done"}
    assert {page["status"] for page in record["pages"]} == {"done", "interrupted"}
    assert done == {
        path.relative_to(tmp_path / "out").as_posix() for path in tmp_path.glob("out/*/region-report-*.html")
    }
    assert (tmp_path / "out" / "index.html").is_file()
