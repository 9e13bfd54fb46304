"""`evaltools run --format xlsx`: the page's tables once more, as numbers, beside the page."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from evaltools.language import NBSP, WORD_JOINER, Language
from tests.end_to_end.pages import read
from tests.runs import ROOT, evaltools

SELECTED = ("--language", "ru", "--report", "region-report", "--region", "KZ-23")
PAGE, BOOK = "ru/region-report-KZ-23.html", "ru/region-report-KZ-23.xlsx"
RU = Language("ru")


class _Tables(HTMLParser):
    """Tables of a page: their captions, and their rows with the small lines of cells apart."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[tuple[list[str], list[list[tuple[str, str]]]]] = []
        self._at = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append(([""], []))
        elif tag == "tr":
            self.tables[-1][1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][1][-1].append(("", ""))
        if tag in ("caption", "th", "td", "small"):
            self._at = tag

    def handle_endtag(self, tag: str) -> None:
        # The end of a cell is not written where another one begins.
        if tag in ("caption", "th", "td", "table"):
            self._at = ""

    def handle_data(self, data: str) -> None:
        if self._at == "caption":
            self.tables[-1][0][0] += data
        elif self._at:
            text, small = self.tables[-1][1][-1][-1]
            self.tables[-1][1][-1][-1] = (text, small + data) if self._at == "small" else (text + data, small)


def tables(page: Path) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    reader = _Tables()
    # What only keeps a range on its line is on pages alone.
    reader.feed(page.read_text(encoding="utf-8").replace(WORD_JOINER, ""))
    return [
        (caption[0], [[(text.strip(), small) for text, small in row] for row in rows])
        for caption, rows in reader.tables
    ]


def spaced(text: str) -> str:
    """A text with ordinary blanks: a page keeps on one line what somebody typed with them."""
    return text.replace(NBSP, " ")


def run(output: Path, *more: str, project: Path = ROOT / "data" / "pravo-2024") -> None:
    done = evaltools("run", project, "--output", output, *more)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A region's page and the internal one on the data, with their workbooks."""
    output = tmp_path_factory.mktemp("made")
    run(output, *SELECTED, "--report", "data-quality", "--format", "html", "--format", "xlsx")
    return output


def shown(value: float, pattern: str) -> str:
    """A number as a spreadsheet with Russian settings shows it."""
    positive, *others = pattern.split(";")
    section = others[0] if value < 0 and others else positive
    quoted = "".join(re.findall(r'"([^"]*)"', section))
    digits = re.search(r"#,##0(?:\.(0+))?", section)
    if digits is None:
        return quoted
    sign = "-" if value < 0 and not others else re.sub(r'"[^"]*"|[#,0.]', "", section)
    return quoted + sign + RU.number(abs(value), len(digits[1] or ""))


def sheets(book: Path) -> Iterator[Worksheet]:
    yield from load_workbook(book).worksheets[1:]


@pytest.mark.parametrize("place", [PAGE, "internal/ru/data-quality.html"])
def test_every_cell_is_that_of_the_page(made: Path, place: str) -> None:
    """One sheet for each table, in order; every number as a number that shows the page's digits, every word as it is."""
    pages = tables(made / place)
    book = list(sheets((made / place).with_suffix(".xlsx")))
    assert len(pages) == len(book) > 1
    numbers = 0
    for (caption, (head, *rows)), sheet in zip(pages, book, strict=True):
        assert sheet["A1"].value == caption
        headings = [cell.value for cell in sheet[3] if cell.value]
        for number, row in enumerate(rows, 4):
            assert spaced(sheet.cell(number, 1).value) == spaced(row[0][0])
            for (label, _), (text, small) in zip(head[1:], row[1:], strict=True):
                plain = label.replace("\xad", "")
                column = next(
                    place
                    for place, each in enumerate(headings, 1)
                    if place > 1 and each.replace(", ", " ") == plain.replace(", ", " ")
                )
                cell = sheet.cell(number, column)
                if isinstance(cell.value, int | float):
                    numbers += 1
                    assert shown(cell.value, cell.number_format) == text.replace("−", "-")
                    ends = [sheet.cell(number, column + step) for step in (1, 2)]
                    if headings[column : column + 1] == [f"{headings[column - 1]}: нижняя граница"] and small:
                        low, high = (shown(end.value, end.number_format) for end in ends)
                        assert small.replace("−", "-") in (f"{low}–{high}", f"от\xa0{low}\xa0до\xa0{high}")
                        numbers += 2
                else:
                    assert spaced(cell.value or "") == spaced(text)
                    assert not re.fullmatch(r"[+−]?\d[\d\xa0]*(,\d+)?", text), text
    assert numbers > 15


def test_public_numbers_are_those_of_the_results(made: Path) -> None:
    """A workbook that may be sent holds no number that results.csv does not."""
    text = (made / "results.csv").read_text(encoding="utf-8-sig")
    known = {float(row[name]) for row in csv.DictReader(io.StringIO(text)) for name in ("value", "low", "high", "n") if row[name]}  # fmt: skip
    for sheet in sheets(made / BOOK):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    assert any(abs(cell.value - each) <= 1e-9 * max(1, abs(each)) for each in known), cell


def test_it_is_listed_beside_its_page_and_recorded(made: Path) -> None:
    """The start pages offer it, run.json has its hash; the internal one is offered nowhere."""
    assert BOOK in read(made / "index.html").links
    assert f"../{BOOK}" in read(made / "ru" / "index.html").links
    for page in (*made.glob("*.html"), *made.glob("ru/*.html")):
        assert not any("internal" in link for link in read(page).links), page
    assert (made / "internal/ru/data-quality.xlsx").is_file()
    pages = json.loads((made / "run.json").read_text(encoding="utf-8"))["pages"]
    files = {page["href"]: page["files"] for page in pages}
    assert files[PAGE] == {BOOK: hashlib.sha256((made / BOOK).read_bytes()).hexdigest()}
    assert not list(made.rglob(".*"))


def test_the_first_sheet_is_in_the_language_of_the_page(made: Path) -> None:
    """Project, region, period, data up to and the hash; internal workbooks say that they are."""
    first = load_workbook(made / BOOK).worksheets[0]
    said = {row[0].value: row[1].value for row in first.iter_rows() if row[0].value}
    assert first.title == "Содержание"
    assert said["Регион"] == "Атырауская область"
    assert said["Отчётный период"] == "2024\xa0год"
    data_hash = json.loads((made / "run.json").read_text(encoding="utf-8"))["data_hash"]
    assert said["Код данных"] == data_hash[:12]
    internal = load_workbook(made / "internal/ru/data-quality.xlsx").worksheets[0]
    assert internal["A2"].value == "Для внутреннего пользования: не пересылать."


def test_the_same_run_twice_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    """Identical inputs give an identical workbook."""
    run(tmp_path, *SELECTED, "--format", "xlsx")
    assert (tmp_path / BOOK).read_bytes() == (made / BOOK).read_bytes()


def test_a_workbook_never_shows_an_older_state_than_its_page(made: Path, tmp_path: Path) -> None:
    """Kept with a page that is kept or has failed; removed when its page is made anew without it."""
    output, project = tmp_path / "out", tmp_path / "pravo-2024"
    shutil.copytree(made, output)
    shutil.copytree(ROOT / "data" / "pravo-2024", project)
    before = (output / BOOK).read_bytes()
    run(output, "--language", "ru", "--report", "data-quality", project=project)
    assert (output / BOOK).read_bytes() == before
    assert BOOK in read(output / "index.html").links
    assert not (output / "internal/ru/data-quality.xlsx").exists()
    folder = tmp_path / "notebooks"
    folder.mkdir()
    notebook = json.loads((ROOT / "notebooks" / "region-report.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][4]["source"] = "1 / 0"
    (folder / "region-report.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    done = evaltools("run", project, "--output", output, *SELECTED, "--format", "xlsx")
    assert done.returncode == 1
    assert (output / BOOK).read_bytes() == before
    assert BOOK in read(output / "index.html").links
    shutil.rmtree(folder)
    run(output, *SELECTED, project=project)
    assert not (output / BOOK).exists()
    assert BOOK not in read(output / "index.html").links


def test_an_unknown_format_is_one_sentence(tmp_path: Path) -> None:
    """Exit code 2, the known ones are named, nothing is written."""
    done = evaltools("run", "data/pravo-2024", "--format", "pptx", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "no format “pptx”" in done.stderr
    assert "html, docx, pdf, xlsx" in done.stderr
    assert not (tmp_path / "out").exists()
