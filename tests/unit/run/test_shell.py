"""The engine without a kernel: outputs as a notebook has them, and an error where only a kernel could go on."""

from __future__ import annotations

from typing import Any

import nbformat
import papermill
import pytest
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError

from evaltools.run.shell import NAME, ShellEngine

papermill_engines.register(NAME, ShellEngine)
pytestmark = pytest.mark.filterwarnings("ignore")


def run(*sources: str, **options: Any) -> list[Any]:
    """The code cells of a notebook after its run."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    done = papermill.execute_notebook(
        notebook,
        None,
        engine_name=NAME,
        kernel_name="python3",
        language="python",
        progress_bar=False,
        **options,
    )
    return [cell for cell in done.cells if cell.cell_type == "code"]


def error(*sources: str, **options: Any) -> str:
    with pytest.raises(PapermillExecutionError) as caught:
        run(*sources, **options)
    return f"{caught.value.ename}: {caught.value.evalue}"


def test_outputs_keep_their_order_and_kind() -> None:
    """What is printed, shown and returned, in the order in which it came."""
    (cell,) = run(
        "print('a', end='')\nprint('b')\nfrom IPython.display import HTML, display\ndisplay(HTML('<b>'))\n2 * 3"
    )
    assert [each.output_type for each in cell.outputs] == ["stream", "display_data", "execute_result"]
    assert cell.outputs[0].text == "ab\n"
    assert cell.outputs[1].data["text/html"] == "<b>"
    assert (cell.outputs[2].data["text/plain"], cell.outputs[2].execution_count) == ("6", 1)


def test_output_past_python_is_caught() -> None:
    """What a program writes goes into the cell, not onto the terminal."""
    (cell,) = run("import os\nos.system('echo from outside')\nNone")
    assert cell.outputs[0].text == "from outside\n"


def test_magics_await_and_charts_work() -> None:
    """What people write in notebooks runs as in a kernel."""
    cells = run(
        "%%bash\necho shell",
        "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nNone",
    )
    assert cells[0].outputs[0].text == "shell\n"
    assert cells[1].outputs[0].data["text/plain"] == "'awaited'"
    assert "image/png" in cells[2].outputs[0].data


def test_one_notebook_does_not_see_another() -> None:
    """Names of the last notebook are gone, and cells are counted from 1."""
    run("left = 1")
    (cell,) = run("'left' in dir()")
    assert (cell.outputs[0].data["text/plain"], cell.execution_count) == ("False", 1)


def test_the_first_error_ends_the_notebook() -> None:
    """Later cells are not run, and nothing says that they were."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(each) for each in ("1 / 0", "2")])
    notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError"):
        papermill.execute_notebook(
            notebook, None, engine_name=NAME, kernel_name="python3", language="python", progress_bar=False
        )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import sys\nsys.exit(0)", "SystemExit: the notebook was ended by sys.exit(0)"),
        ("exit()", "SystemExit: the notebook was ended by exit()"),
        ("input('?')", "A report cannot ask"),
        ("import comm\ncomm.create_comm(target_name='x')", "A page has no widgets"),
        (
            "from IPython.display import display\nshown = display('a', display_id=True)\nshown.update('b')",
            "cannot be changed after it was shown",
        ),
        ("def f(:", "SyntaxError"),
        ("raise MemoryError", "MemoryError"),
    ],
)
def test_what_a_shell_cannot_do_is_an_error(source: str, words: str) -> None:
    """Never an output that is not there."""
    assert words in error(source, "1")


def test_a_cell_has_a_time_limit() -> None:
    """A cell that runs on is stopped in its own words."""
    assert "took longer than 0.2 seconds" in error("while True: pass", execution_timeout=0.2)


def test_each_cell_is_told_before_it_runs() -> None:
    """Whoever watches knows which cell runs."""
    told: list[int] = []
    run("1", "2", told=told.append)
    assert told == [1, 2]
