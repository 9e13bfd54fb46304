"""Execute one notebook with papermill, and believe only what can be proven.

papermill's own record says "completed" of cells that never ran. A job is done
only if every code cell was executed without an error and the last one, which
is added here, left its mark.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import nbformat
from nbformat import NotebookNode

from evaltools.export import MAKERS, entries, export_notebook
from evaltools.page import DONE
from evaltools.project.model import Engine
from evaltools.report import AUDIENCE, begin
from evaltools.run.jobs import Job
from evaltools.run.outcome import Cause, Outcome, Task


def execute(task: Task, *, told: Callable[[int], None] | None = None) -> Outcome:
    """Run a task's notebook and make its page; a failure is an outcome, not an exception.

    Parameters
    ----------
    task : Task
    told : callable, optional
        Called with the number of each code cell before it starts, where the
        cells run in a shell of this process.
    """
    start = time.monotonic()
    job, values = task.job, task.values
    begin()
    notebook, read, files, html = nbformat.v4.new_notebook(), (), {}, ""
    try:
        notebook = _with_sentinel(job, task.data_hash)
        with _audience(job.audience):
            executed = _papermill(notebook, dict(values), task.engine, task.cell_timeout, told)
        cause, reason = why_not_done(executed, job, task.data_hash)
        if not reason:
            read = tuple(
                part for mark in entries(executed, DONE) for part in cast("list[Any]", mark.get("read", []))
            )
            shown = _without_sentinel(executed)
            files = {job.place(name): MAKERS[name](shown) for name in task.formats}
            html = export_notebook(shown)
    except Exception as error:  # whatever a notebook does must not stop the others
        (cause, reason), files, html = _sentence(error, notebook, is_given=bool(values)), {}, ""
    return Outcome(
        job=job,
        html=html,
        reason=reason,
        cause=cause,
        parameters=values,
        seconds=time.monotonic() - start,
        files=files,
        read=read if html else (),
    )


@contextmanager
def _audience(audience: str) -> Iterator[None]:
    """What the kernel inherits: a notebook of a public page cannot open internal results."""
    before = os.environ.get(AUDIENCE)
    os.environ[AUDIENCE] = audience
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(AUDIENCE, None)
        else:
            os.environ[AUDIENCE] = before


def why_not_done(executed: NotebookNode, job: Job, data_hash: str) -> tuple[Cause, str]:
    """The kind of fault of an executed notebook, and the reason in a sentence; both empty if it is done."""
    number = 0
    for cell in _code(executed):
        number += not is_injected(cell)
        for output in cell.outputs:
            if output.output_type == "error":
                text = _plain(output.evalue or output.ename)
                if output.ename == "SystemExit" and "ended by" not in text:
                    # A kernel tells the number alone.
                    text = f"the notebook was ended by sys.exit({text})"
                return _cause(output.ename), f"code cell {number}: {text}"
        if cell.execution_count is None:
            early = f"the notebook stopped before its end: code cell {number} was not executed"
            return "stopped-early", early
    marks = list(entries(executed, DONE))
    if not marks:
        return "stopped-early", "the notebook stopped before its end: its last cell left no mark"
    for mark in marks:
        if mark["key"] != data_hash:
            return "data-changed", "the data changed while the notebook ran; run again"
        if (mark["region"], mark["language"]) != (job.region, job.language):
            shown = f"{mark['region']} in {mark['language']}"
            return "cell-error", f"the notebook shows {shown}, not what it was run for"
    return "", ""


def _cause(name: str) -> Cause:
    """The kind of fault that an error in a cell, or one of the libraries that run it, stands for."""
    match name:
        case "SystemExit":
            return "stopped-early"
        case "MemoryError":
            return "out-of-memory"
        case "CellTimeoutError":
            return "cell-timeout"
        case "DeadKernelError":
            return "killed"
        case _:
            return "cell-error"


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_injected(cell: NotebookNode) -> bool:
    """Whether papermill put a cell in, with the values of the parameters: its author does not know it."""
    return "injected-parameters" in cell.metadata.get("tags", [])


def _number(notebook: NotebookNode, place: int, is_given: bool) -> int:
    """Which code cell of a notebook is the one at some place of the notebook that ran, parameters given."""
    cells = notebook.cells
    if is_given and not any(is_injected(cell) for cell in cells):
        tagged = [at for at, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", [])]
        place -= bool(tagged) and place > tagged[0]
    return len(_code(nbformat.v4.new_notebook(cells=cells[: place + 1])))


def _with_sentinel(job: Job, data_hash: str) -> NotebookNode:
    """The notebook with one cell more, whose output proves that the others came to their end."""
    notebook: NotebookNode = nbformat.read(job.notebook, as_version=4)
    source = (
        "from evaltools.report import end as _end\n"
        f"_end(report={job.report!r}, region={job.region!r}, language={job.language!r}, key={data_hash!r})"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(source, id="evaltools-done"))
    return notebook


def _without_sentinel(executed: NotebookNode) -> NotebookNode:
    executed.cells = [cell for cell in executed.cells if cell.get("id") != "evaltools-done"]
    return executed


def warm() -> None:
    """Run and export a small notebook in a shell: processes forked from this one need not begin there."""
    cells = [nbformat.v4.new_code_cell(source) for source in ("1 + 1", "None")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    executed = _papermill(notebook, {}, "shell", 60, None)
    export_notebook(executed)


def _papermill(
    notebook: NotebookNode,
    parameters: dict[str, Any],
    engine: Engine,
    cell_timeout: float,
    told: Callable[[int], None] | None,
) -> NotebookNode:
    import papermill

    logging.getLogger("papermill").setLevel(logging.ERROR)
    if engine == "shell":
        return _in_a_shell(notebook, parameters, cell_timeout, told)
    folder = Path(tempfile.mkdtemp(prefix="ek-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            executed: NotebookNode = papermill.execute_notebook(
                notebook,
                None,
                parameters=parameters,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                log_output=False,
                request_save_on_cell_execute=False,
                execution_timeout=cell_timeout,
                **_kernel_options(folder),
            )
            return executed
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _in_a_shell(
    notebook: NotebookNode,
    parameters: dict[str, Any],
    cell_timeout: float,
    told: Callable[[int], None] | None,
) -> NotebookNode:
    import papermill
    from papermill.engines import papermill_engines

    from evaltools.run.shell import NAME, ShellEngine

    papermill_engines.register(NAME, ShellEngine)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        executed: NotebookNode = papermill.execute_notebook(
            notebook,
            None,
            parameters=parameters,
            engine_name=NAME,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            log_output=False,
            request_save_on_cell_execute=False,
            execution_timeout=cell_timeout,
            told=told,
        )
    return executed


def _kernel_options(folder: Path) -> dict[str, Any]:
    """A kernel that keeps its own noise to itself and, where it can, listens on no port.

    TCP ports can be taken by another program between being chosen and being
    opened, and carry the data unencrypted: sockets in a private folder do
    neither. What a cell prints is not affected.
    """
    from jupyter_client.manager import AsyncKernelManager

    class QuietKernelManager(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            if sys.platform != "win32":
                self.transport = "ipc"
                self.ip = str(folder / "k")

        async def _async_start_kernel(self, **options: Any) -> None:
            await super()._async_start_kernel(stderr=subprocess.DEVNULL, **options)

        start_kernel = _async_start_kernel

    return {"kernel_manager_class": QuietKernelManager}


def _sentence(error: Exception, notebook: NotebookNode, *, is_given: bool) -> tuple[Cause, str]:
    """The kind of fault and one line of what a library had to say."""
    name = getattr(error, "ename", "")
    text = _plain(str(getattr(error, "evalue", "") or error))
    cell = getattr(error, "cell_index", None)
    where = f"code cell {_number(notebook, cell, is_given)}: " if cell is not None else ""
    kind = (
        ""
        if name.endswith(("UsageError", "ConfigurationError", "DataError", "Region")) or not name
        else f"{name}: "
    )
    return _cause(name or type(error).__name__), f"{where}{kind}{text}".strip() or type(error).__name__


def _plain(text: str) -> str:
    """Without the colours of a terminal and without line breaks."""
    return " ".join(re.sub(r"\x1b\[[0-9;]*m", "", text).split())[:500]
