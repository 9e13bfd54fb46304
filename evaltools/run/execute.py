"""Execute one notebook with papermill, and believe only what can be proven.

papermill's own record says "completed" of cells that never ran. A job is done
only if every code cell was executed without an error and the last one, which
is added here, left its mark.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import nbformat
from nbformat import NotebookNode

from evaltools.export import MAKERS, entries, export_notebook
from evaltools.page import DONE
from evaltools.project.model import Engine
from evaltools.report import AUDIENCE, begin
from evaltools.run.cells import is_own, number_of
from evaltools.run.forking import can_fork
from evaltools.run.jobs import Job
from evaltools.run.outcome import Cause, Outcome, Task

Told = Callable[[int], None]


def execute(task: Task, *, told: Told | None = None) -> Outcome:
    """Run a task's notebook and make its page; a failure is an outcome, not an exception.

    Parameters
    ----------
    task : Task
    told : callable, optional
        Called with the number of each code cell before it starts.
    """
    start = time.monotonic()
    job, values = task.job, task.values
    at = 0

    def tell(number: int) -> None:
        nonlocal at
        at = number
        if told:
            told(number)

    begin()
    read, files, html = (), {}, ""
    try:
        # The process that kernels are forked from is forked before anything here has a socket or a thread.
        with _warm_process() if task.engine == "kernel" else nullcontext(), _audience(job.audience):
            executed = _papermill(
                _with_sentinel(job, task.data_hash), dict(values), task.engine, task.cell_timeout, tell
            )
        cause, reason = why_not_done(executed, job, task.data_hash)
        if not reason:
            marks = [mark.get("read", []) for mark in entries(executed, DONE)]
            # Plain lists: whoever gets them need not know what a notebook is.
            read = tuple(json.loads(json.dumps([part for each in marks for part in cast("list[Any]", each)])))
            shown = _without_sentinel(executed)
            files = {job.place(name): MAKERS[name](shown) for name in task.formats if name in MAKERS}
            html = export_notebook(shown, folder=str(job.notebook.parent))
    except Exception as error:  # whatever a notebook does must not stop the others
        (cause, reason), files, html = _sentence(error, at), {}, ""
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


def _warm_process() -> AbstractContextManager[None]:
    """Where kernels are forked, the process that they are forked from."""
    if not can_fork():
        return nullcontext()
    from evaltools.run.nursery import forked_here

    return forked_here()


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
    for index, cell in enumerate(executed.cells):
        if cell.cell_type != "code":
            continue
        number = number_of(executed.cells, index)
        for output in cell.outputs:
            if output.output_type == "error":
                return _cause(output.ename), f"code cell {number}: {_said(output.ename, output.evalue)}"
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


def _with_sentinel(job: Job, data_hash: str) -> NotebookNode:
    """The notebook with one cell more, whose output proves that the others came to their end."""
    notebook = deepcopy(notebook_of(job.notebook, job.notebook.stat().st_mtime_ns))
    source = (
        "from evaltools.report import end as _end\n"
        f"_end(report={job.report!r}, region={job.region!r}, language={job.language!r}, key={data_hash!r})"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(source, id="evaltools-done"))
    return notebook


@lru_cache(maxsize=8)
def notebook_of(file: Path, _changed: int) -> NotebookNode:
    """A notebook as it stands in its file; read once for all reports that it is run for."""
    notebook: NotebookNode = nbformat.read(file, as_version=4)
    return notebook


def _without_sentinel(executed: NotebookNode) -> NotebookNode:
    executed.cells = [cell for cell in executed.cells if cell.get("id") != "evaltools-done"]
    return executed


def warm() -> None:
    """Run and export a small notebook in a shell: processes forked from this one need not begin there."""
    cells = [nbformat.v4.new_code_cell(source) for source in ("1 + 1", "None")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    executed = _papermill(notebook, {}, "shell", 60, lambda _: None)
    export_notebook(executed)


def _papermill(
    notebook: NotebookNode,
    parameters: dict[str, Any],
    engine: Engine,
    cell_timeout: float,
    told: Told,
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
                **_kernel_options(folder, engine == "kernel", told),
            )
            return executed
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _in_a_shell(
    notebook: NotebookNode,
    parameters: dict[str, Any],
    cell_timeout: float,
    told: Told,
) -> NotebookNode:
    """Run the cells with our engine by papermill's own parts: its whole writes the notebook out twice."""
    from papermill.engines import papermill_engines
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    from evaltools.run.shell import NAME, ShellEngine

    papermill_engines.register(NAME, ShellEngine)
    kernel = {"kernel_name": "python3", "language": "python"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loaded = load_notebook_node(notebook)
        if parameters:
            loaded = parameterize_notebook(loaded, parameters, False, engine_name=NAME, **kernel)
        executed: NotebookNode = papermill_engines.execute_notebook_with_engine(
            NAME,
            loaded,
            kernel_name="python3",
            progress_bar=False,
            execution_timeout=cell_timeout,
            told=told,
        )
    return executed


def _kernel_options(folder: Path, warm: bool, told: Told) -> dict[str, Any]:
    from evaltools.run.managers import kernel_manager

    number = 0

    def start(cell: NotebookNode, cell_index: int) -> None:  # noqa: ARG001 - nbclient gives both by name
        nonlocal number
        number += is_own(cell)
        if cell.cell_type == "code":
            told(number)

    return {
        "kernel_manager_class": kernel_manager(folder, warm=warm and can_fork()),
        "on_cell_start": start,
    }


def _sentence(error: Exception, at: int) -> tuple[Cause, str]:
    """The kind of fault and one line of what a library had to say, with the code cell that was begun last."""
    name = getattr(error, "ename", "")
    said = _said(name, str(getattr(error, "evalue", "") or error)) or type(error).__name__
    return _cause(name or type(error).__name__), f"code cell {at}: {said}" if at else said


def _said(name: str, text: str) -> str:
    """An error as one line; ours are sentences, others need the name of their kind."""
    if name == "SystemExit":
        # A kernel tells the number alone.
        return _plain(text if "ended by" in text else f"the notebook was ended by sys.exit({text})")
    ours = name.endswith(("UsageError", "ConfigurationError", "DataError", "Region")) or not name
    return _plain(text or name) if ours else f"{name}: {_plain(text)}".removesuffix(": ")


def _plain(text: str) -> str:
    """Without the colours of a terminal and without line breaks."""
    return " ".join(re.sub(r"\x1b\[[0-9;]*m", "", text).split())[:500]
