"""The same number everywhere: page, notebook, `evaltools results` and results.csv."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat

from evaltools.language import Language
from evaltools.project import load_project
from tests.end_to_end.pages import numbers, read
from tests.runs import ROOT, evaltools

ENGLISH = Language("en")


#: Decimals that pages show, by unit, where they are more than one.
DECIMALS = {"p-value": 3, "ratio": 2, "standard deviations": 2}


def written(text: str, unit: str = "") -> set[str]:
    """How a number of results.csv may stand on a page, signs dropped."""
    value = abs(float(text))
    forms = {ENGLISH.number(value, digits) for digits in range(DECIMALS.get(unit, 1) + 1)}
    if value and ENGLISH.number(value, 1) == "0.0":
        forms |= {"0.1", "0"}
    return forms


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def test_results_command_gives_the_same_table(published: Path) -> None:
    """`evaltools results` and the run write the same numbers, byte for byte."""
    done = evaltools("results", "data/pravo-2024")
    assert done.returncode == 0
    assert done.stdout == (published / "results.csv").read_text(encoding="utf-8-sig")


def test_results_of_one_region_to_a_file(tmp_path: Path) -> None:
    """--region takes any name of the region, --output writes a file that Excel opens."""
    done = evaltools("results", "data/pravo-2024", "--region", "Атырау", "--output", tmp_path / "r.csv")
    assert done.returncode == 0
    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    found = table((tmp_path / "r.csv").read_text(encoding="utf-8"))
    assert {row["region"] for row in found} == {"KZ-23"}
    assert "568" in {row["value"] for row in found}


def test_every_published_number_is_shown(folder: Path) -> None:
    """Each value in results.csv of a region with a page stands on its page or on the overview."""
    pages = {
        path.stem.removeprefix("region-report-"): numbers(" ".join(read(path).text))
        for path in folder.glob("en/*.html")
    }
    for row in table((folder / "results.csv").read_text(encoding="utf-8")):
        if row["status"] != "ok" or (row["region"] != "KZ" and row["region"] not in pages):
            continue
        if row["unit"].startswith("1 higher") or row["unit"] == "yes or no":
            continue  # shown as a word
        if row["unit"] == "percent" and row["n"] and float(row["n"]) < 20:
            continue  # shown as "x of n"
        if row["measure"] == "duplicates" and float(row["value"]) == 0:
            continue  # shown as a sentence: nobody
        shown = pages["overview"] | pages.get(row["region"], set())
        for page in pages.values() if row["region"] == "KZ" else ():
            shown = shown | page
        assert written(row["value"], row["unit"]) & shown, row


def test_every_shown_number_is_published(folder: Path) -> None:
    """Each number in a table cell or a tile of a public page stands in results.csv or is a stated total of a check."""
    known: set[str] = set()
    for row in table((folder / "results.csv").read_text(encoding="utf-8")):
        unit = "ratio" if row["measure"] == "ratio" else row["unit"]
        for name in ("value", "low", "high", "n"):
            if row[name]:
                known |= written(row[name], unit)
    findings = table((folder / "internal" / "findings.csv").read_text(encoding="utf-8"))
    for row in findings:
        for name in ("claimed", "computed", "difference"):
            for part in row[name].split(".."):
                if re.fullmatch(r"-?[\d.]+", part):
                    known |= written(part)
    # A cell that says where a figure stands names documents, and those have years.
    settings = load_project(ROOT / "data" / folder.name, ROOT)
    documents = sorted(
        {each.source.by_language()["en"] for each in settings.tables.values() if each.source},
        key=len,
        reverse=True,
    )
    for page in folder.glob("en/*.html"):
        if page.stem == "index":
            continue
        for text in read(page).cells:
            cell = text
            for document in documents:
                cell = cell.replace(document, "")
            # Bounds such as "<0.1" and days are no figures of their own.
            for number in numbers(
                re.sub(r"[<>]\d[\d.]*|[A-Z][a-z]+ \d+, \d{4}|\d+(?:–\d+)? [A-Z][a-z]+ \d{4}", "", cell)
            ):
                assert number in known or number == "100", (page.name, cell)


def test_bare_papermill_gives_the_same_page(published: Path, tmp_path: Path) -> None:
    """papermill and nbconvert by themselves make the page of the run, but for the links to other pages and the stamp."""
    out = tmp_path / "out.ipynb"
    command = [
        sys.executable,
        "-m",
        "papermill",
        "notebooks/region-report.ipynb",
        str(out),
        "--no-progress-bar",
    ]
    for parameter in (("project", "data/pravo-2024"), ("region", "Атырау"), ("language", "kk")):
        command += ["-p", *parameter]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "evaltools", str(out)]
    # `jupyter` looks for its commands in the path: those of another environment may stand first.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | {"PATH": path}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=300)
    own, ran = (
        without_links(path.read_text(encoding="utf-8"))
        for path in (tmp_path / "out.html", published / "kk" / "region-report-KZ-23.html")
    )
    assert own == ran
    assert "methods.html" not in (tmp_path / "out.html").read_text(encoding="utf-8")
    executed = nbformat.read(out, as_version=4)
    assert "568" in str([cell.get("outputs") for cell in executed.cells])


def without_links(html: str) -> str:
    html = re.sub(r'(<nav class="languages"[^>]*>).*?</nav>', r"\1</nav>", html, flags=re.DOTALL)
    html = re.sub(r'(<p class="method"[^>]*>).*?</p>', r"\1</p>", html)
    return re.sub(r'<time class="stamp".*?</time>', "", html, flags=re.DOTALL)


def test_bare_papermill_stops_at_a_wrong_region(tmp_path: Path) -> None:
    """The first cell ends with the sentence of the command line, and no traceback of ours."""
    command = [
        sys.executable,
        "-m",
        "papermill",
        "notebooks/region-report.ipynb",
        str(tmp_path / "out.ipynb"),
    ]
    command += ["-p", "region", "Atlantis", "--no-progress-bar"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 1
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    errors = [
        output
        for cell in executed.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]
    assert len(errors) == 1
    assert errors[0].traceback == [
        "There is no region called “Atlantis”. Expected a code such as KZ-23 or a name such as Атырау облысы."
    ]


def test_the_same_run_twice_gives_the_same_pages(published: Path, tmp_path: Path) -> None:
    """Identical inputs give identical bytes, but for the stamp."""
    done = evaltools(
        "run", "data/pravo-2024", "--output", tmp_path, "--language", "kk", "--region", "KZ-61",
    )  # fmt: skip
    assert done.returncode == 0
    first, second = (
        without_links((folder / "kk" / "region-report-KZ-61.html").read_text(encoding="utf-8"))
        for folder in (published, tmp_path)
    )
    assert first == second
