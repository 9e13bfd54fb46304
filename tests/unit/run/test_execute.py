"""Execution: a notebook is done only if that can be proven."""

from __future__ import annotations

import io
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from openpyxl import load_workbook

from evaltools.page import DONE
from evaltools.project.model import Engine
from evaltools.report import AUDIENCE
from evaltools.run.execute import Told, execute, why_not_done
from evaltools.run.jobs import Job
from evaltools.run.outcome import Outcome, Task

PARAMETERS = "project = 'x'\nregion = 'KZ'\nlanguage = 'en'"


def job(path: Path) -> Job:
    return Job(report="mine", notebook=path, audience="public", language="en")


def run(
    path: Path,
    *sources: str,
    formats: tuple[str, ...] = (),
    engine: Engine = "papermill",
    told: Told | None = None,
) -> Outcome:
    cells = [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), *map(new_code_cell, sources)]
    nbformat.write(new_notebook(cells=cells), path / "mine.ipynb")
    values = {"project": "x", "region": "KZ", "language": "en"}
    task = Task(job=job(path / "mine.ipynb"), values=values, data_hash="hash", formats=formats, engine=engine)
    return execute(task, told=told)


def test_a_plain_notebook_is_done(tmp_path: Path) -> None:
    """A user's notebook that calls nothing of ours runs and gives a page."""
    outcome = run(tmp_path, "from IPython.display import HTML\nHTML('<p>seen</p>')")
    assert outcome.done
    assert "<p>seen</p>" in outcome.html


@pytest.mark.parametrize("engine", ["papermill", "kernel", "shell"])
def test_whatever_runs_the_cells_the_page_is_the_same(tmp_path: Path, engine: Engine) -> None:
    """A started kernel, a forked one and a shell; whoever watches is told of each cell."""
    told: list[int] = []
    source = "from IPython.display import HTML\nHTML(f'<p>{region} in {language}</p>')"
    outcome = run(tmp_path, source, engine=engine, told=told.append)
    assert outcome.done, outcome.reason
    assert "<p>KZ in en</p>" in outcome.html
    # The parameters that were given stand in a cell of their own, and the last one leaves the mark.
    assert told == [1, 1, 2, 3]


@pytest.mark.parametrize("engine", ["papermill", "kernel"])
def test_a_notebook_cannot_open_more_than_its_page_may_show(tmp_path: Path, engine: Engine) -> None:
    """The kernel knows whom the page is for, though the warm process was started before."""
    outcome = run(tmp_path, f"import os\nassert os.environ[{AUDIENCE!r}] == 'public'", engine=engine)
    assert outcome.done, outcome.reason


TABLE = """
from evaltools.language import Language
from evaltools.page import section
from evaltools.tables import Cell, Column, Row, Table
rows = [Row("a", [Cell("5", value=5)])]
table = Table(caption="Mine", head="What", columns=[Column("Number")], rows=rows)
section(language=Language("en"), id="mine", heading="Mine", finding="Five.", tables=[table])
"""


def test_tables_of_a_users_notebook_come_into_the_workbook(tmp_path: Path) -> None:
    """Her own section is on the page and, as a number, in the file beside it."""
    outcome = run(tmp_path, TABLE, formats=("xlsx",))
    assert outcome.done, outcome.reason
    assert list(outcome.files) == ["en/mine.xlsx"]
    sheet = load_workbook(io.BytesIO(outcome.files["en/mine.xlsx"]))["Mine 1"]
    assert [cell.value for cell in sheet[4]][:2] == ["a", 5]
    assert run(tmp_path, TABLE).files == {}


def test_a_page_that_failed_has_no_files(tmp_path: Path) -> None:
    """Nothing is made beside a page that is not there."""
    assert run(tmp_path, TABLE, "1 / 0", formats=("xlsx",)).files == {}


def test_an_error_names_its_cell(tmp_path: Path) -> None:
    """The reason says which cell failed, and how."""
    outcome = run(tmp_path, "1 / 0")
    assert not outcome.done
    assert "ZeroDivisionError" in outcome.reason
    assert "cell" in outcome.reason
    assert outcome.html == ""


@pytest.mark.parametrize("source", ["import sys\nsys.exit(0)", "import os\nos._exit(0)"])
def test_leaving_early_is_not_success(tmp_path: Path, source: str) -> None:
    """papermill exits with 0, or calls every cell completed; here the page is not made."""
    outcome = run(tmp_path, source, "print('never')")
    assert not outcome.done


def test_a_cell_is_counted_as_its_author_counts(tmp_path: Path) -> None:
    """papermill's own cell is none of hers: the second cell is called the second, by kernel and shell alike."""
    for source in ("raise ValueError('why')", "import sys\nsys.exit(0)"):
        assert run(tmp_path, source).reason.startswith("code cell 2: ")
    assert run(tmp_path, "import sys\nsys.exit(0)").reason == (
        "code cell 2: the notebook was ended by sys.exit(0)"
    )


def test_data_that_changed_meanwhile(tmp_path: Path) -> None:
    """A page made from other data than the run prepared is not published."""
    source = "from evaltools.page import done\ndone(report='mine', region='KZ', language='en', key='other')"
    assert "data changed" in run(tmp_path, source).reason


def test_a_page_of_another_region(tmp_path: Path) -> None:
    """A notebook that shows another region than it was run for has failed."""
    source = "from evaltools.page import done\ndone(report='mine', region='KZ-10', language='en', key='hash')"
    assert "KZ-10" in run(tmp_path, source).reason


def test_without_the_last_mark() -> None:
    """Every cell executed is not enough: the added cell must have spoken."""
    cell = new_code_cell("1", execution_count=1)
    cause, reason = why_not_done(new_notebook(cells=[cell]), job(Path("x")), "hash")
    assert cause == "stopped-early"
    assert "left no mark" in reason
    entry = {"report": "mine", "region": "KZ", "language": "en", "key": "hash"}
    cell.outputs = [nbformat.v4.new_output("display_data", data={DONE: entry})]
    assert why_not_done(new_notebook(cells=[cell]), job(Path("x")), "hash") == ("", "")


def test_a_picture_beside_the_notebook_comes_into_the_page(tmp_path: Path) -> None:
    """Wherever the run was started: as JupyterLab shows it, and as exporting by hand does."""
    (tmp_path / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    shown = "from IPython.display import Markdown\nMarkdown('![a dot](dot.png)')"
    assert 'src="data:image/png;base64,' in run(tmp_path, shown).html
