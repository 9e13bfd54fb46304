"""Files beside the pages in a real office program: they open, tables intact."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from tests.runs import shared_run

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        os.environ.get("EVALTOOLS_TEST_OFFICE") != "1",
        reason="on with EVALTOOLS_TEST_OFFICE=1 and LibreOffice",
    ),
]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programme report of the consumer-rights grant as documents in Kazakh and Russian."""
    arguments = ("--report", "programme-report", "--language", "kk", "--language", "ru", "--format", "docx")
    return shared_run(tmp_path_factory, "adamgershilik-2020", *arguments, output="documents")


def converted(file: Path, form: str, folder: Path) -> Path:
    """A file as LibreOffice writes it in another form."""
    assert OFFICE, "EVALTOOLS_TEST_OFFICE=1 needs an installed LibreOffice Writer"
    command = [OFFICE, "--headless", "--convert-to", form, "--outdir", str(folder), str(file)]
    environment = os.environ | {"HOME": str(folder)}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=180)
    return folder / f"{file.stem}.{form.partition(':')[0]}"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ru",
            ("Программный отчёт по гранту", "Подтверждающие материалы", "3 248 992", "Коллегия адвокатов"),
        ),
        (
            "kk",
            ("Грант бойынша бағдарламалық есеп", "Растайтын құжаттар", "3 248 992", "Адвокаттар коллегиясы"),
        ),
    ],
)
def test_the_form_opens_with_its_tables(
    documents: Path, tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    """The operator's form opens, its headings and cells are there, and no table is lost or run into another."""
    file = documents / language / "programme-report.docx"
    page = converted(file, "html", tmp_path).read_text(encoding="utf-8", errors="replace")
    plain = " ".join(page.replace("&nbsp;", " ").replace("\u00a0", " ").split())
    for each in words:
        assert each in plain
    tables = Document(str(file)).tables
    assert len(tables) > 10
    assert plain.count("<table") == len(tables)


def test_the_form_prints(documents: Path, tmp_path: Path) -> None:
    """It becomes a PDF of several pages."""
    data = converted(documents / "ru" / "programme-report.docx", "pdf", tmp_path).read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type/Page") > 3
