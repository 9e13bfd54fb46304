"""`evaltools run --format pdf`: the page as it prints, beside the page.

What prints here is a small program in a browser's place; `tests/browser` has a real one.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from evaltools.language import Language
from tests import machines
from tests.end_to_end.pages import read
from tests.runs import evaltools

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs are scripts here")

SELECTED = ("--language", "ru", "--language", "kk", "--report", "region-report", "--region", "KZ-23")
PAGES = {f"{code}/region-report-KZ-23.html" for code in ("ru", "kk")}
FILES = {page.replace(".html", ".pdf") for page in PAGES}


def run(output: Path, *more: str, code: int = 0) -> str:
    done = evaltools("run", "data/pravo-2024", "--output", output, *SELECTED, *more)
    assert done.returncode == code, done.stderr
    return done.stdout


def pages(output: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((output / "run.json").read_text(encoding="utf-8"))["pages"]
    return found


def content(page: str) -> str:
    """What stands in the main landmark, without the links to the page about methods, which come last."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r'(<p class="method"[^>]*>).*?</p>', r"\1", main)


def test_a_pdf_beside_each_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Printed of the finished page by one browser, linked from the start page, and left alone by the next run."""
    monkeypatch.setenv("EVALTOOLS_BROWSER", str(machines.piped(tmp_path)))
    output = tmp_path / "out"
    run(output, "--format", "pdf")
    assert len((tmp_path / "calls").read_text(encoding="utf-8").splitlines()) == 1
    for place in FILES:
        printed = (output / place).read_bytes().decode("utf-8")
        page = (output / place).with_suffix(".html").read_text(encoding="utf-8")
        assert printed.startswith("%PDF of <!doctype html>")
        assert content(printed) == content(page)
        assert "../" not in printed and str(tmp_path) not in printed
    assert set(read(output / "index.html").links) >= FILES
    assert {place for page in pages(output) for place in page["files"]} == FILES  # type: ignore[attr-defined]
    assert "0 made, 2 skipped" in run(output, "--format", "pdf")
    (output / "ru/region-report-KZ-23.pdf").unlink()
    assert "1 made, 1 skipped" in run(output, "--format", "pdf")


def test_a_page_that_cannot_be_printed_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason stands on the terminal, in run.json and first of all on the start page; the next run heals it."""
    monkeypatch.setenv("EVALTOOLS_BROWSER", str(machines.piped(tmp_path, "refuse")))
    output = tmp_path / "out"
    said = run(output, "--format", "pdf", code=1)
    reason = "the program that prints could not print the page"
    assert f"no PDF: region-report KZ-23 ru: {reason}; the page itself is good. Run again." in said
    assert "2 made, 0 skipped, 0 failed" in said
    for page in pages(output):
        place = str(page["href"]).replace(".html", ".pdf")
        assert page["status"] == "done"
        assert page["missing"] == {place: {"cause": "print-refused", "reason": reason}}
        assert (output / str(page["href"])).is_file() and not (output / place).exists()
    start = (output / "ru/index.html").read_text(encoding="utf-8")
    russian = Language("ru")
    assert russian.text("Files beside reports were not made") in start
    assert russian.text("no PDF, because the page could not be printed; the page is there") in start
    monkeypatch.setenv("EVALTOOLS_BROWSER", str(machines.piped(tmp_path)))
    assert "2 made" in run(output, "--format", "pdf")
    assert [page["missing"] for page in pages(output)] == [{}, {}]
    assert russian.text("Files beside reports were not made") not in (output / "ru/index.html").read_text(
        "utf-8"
    )


def test_without_anything_that_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2 before anything is made."""
    monkeypatch.setenv("EVALTOOLS_BROWSER", str(tmp_path / "nowhere"))
    done = evaltools("run", "data/pravo-2024", "--format", "pdf", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "EVALTOOLS_BROWSER names" in done.stderr
    assert not (tmp_path / "out").exists()
