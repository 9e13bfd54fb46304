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
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import nbformat
from nbformat import NotebookNode

from evaltools.export import BESIDE, entries, export_notebook
from evaltools.page import DONE
from evaltools.report import AUDIENCE
from evaltools.run.forking import can_fork
from evaltools.run.jobs import Job

Told = Callable[[int], None]
#: What runs the cells of a notebook.
Kernel = Literal["plain", "warm", "shell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a job.

    Attributes
    ----------
    job : Job
    html : str
        The page; empty if the job failed.
    reason : str
        Why it failed, in one sentence; empty if it did not.
    parameters : dict
        All values that the notebook ran with, defaults included.
    seconds : float
    files : mapping of str to bytes
        What was made beside the page, by its place in the output folder.
    """

    job: Job
    html: str
    reason: str
    parameters: Mapping[str, Any]
    seconds: float
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return not self.reason


def execute(
    job: Job,
    parameters: Mapping[str, Any],
    data_hash: str,
    formats: Sequence[str] = (),
    *,
    cell_timeout: float = 600,
    told: Told | None = None,
    kernel: Kernel | None = None,
) -> Outcome:
    """Run a job's notebook and make its page; a failure is an outcome, not an exception.

    Parameters
    ----------
    job : Job
    parameters : mapping
        Values for all declared parameters.
    data_hash : str
        Of the prepared data: a notebook that saw other data has failed.
    formats : sequence of str
        What to make beside the page.
    cell_timeout : float
        A cell that takes longer, in seconds, is stopped.
    told : callable, optional
        Called with the number of each cell before it starts.
    kernel : {"plain", "warm", "shell"}, optional
        What runs the cells: a kernel in a process of its own; one that is
        forked from a warm process, where that can be; a shell of this process,
        without a kernel. A shell by default if `told` is given, else a plain
        kernel.
    """
    start = time.monotonic()
    kernel = kernel or ("shell" if told else "plain")
    html, reason, files = "", "", {}
    try:
        # The warm process is forked before anything here opens a socket or starts a thread.
        with _warm_process() if kernel == "warm" else nullcontext(), _audience(job.audience):
            executed = _papermill(
                _with_sentinel(job, data_hash), dict(parameters), kernel, cell_timeout, told
            )
        reason = why_not_done(executed, job, data_hash)
        if not reason:
            shown = _without_sentinel(executed)
            files = {job.place(name): BESIDE[name].make(shown) for name in formats}
            html = export_notebook(shown)
    except Exception as error:  # whatever a notebook does must not stop the others
        reason, files = _sentence(error), {}
    return Outcome(
        job=job,
        html=html,
        reason=reason,
        parameters=parameters,
        seconds=time.monotonic() - start,
        files=files,
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


def why_not_done(executed: NotebookNode, job: Job, data_hash: str) -> str:
    """Why an executed notebook is not done; empty if it is."""
    for number, cell in enumerate(_code(executed), start=1):
        for output in cell.outputs:
            if output.output_type == "error":
                return f"code cell {number}: {_plain(output.evalue or output.ename)}"
        if cell.execution_count is None:
            return f"the notebook stopped before its end: code cell {number} was not executed"
    marks = list(entries(executed, DONE))
    if not marks:
        return "the notebook stopped before its end: its last cell left no mark"
    for mark in marks:
        if mark["key"] != data_hash:
            return "the data changed while the notebook ran; run again"
        if (mark["region"], mark["language"]) != (job.region, job.language):
            return f"the notebook shows {mark['region']} in {mark['language']}, not what it was run for"
    return ""


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _with_sentinel(job: Job, data_hash: str) -> NotebookNode:
    """The notebook with one cell more, whose output proves that the others came to their end."""
    notebook: NotebookNode = nbformat.read(job.notebook, as_version=4)
    source = (
        "from evaltools.page import done as _done\n"
        f"_done(report={job.report!r}, region={job.region!r}, language={job.language!r}, key={data_hash!r})"
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
    executed = _papermill(notebook, {}, "shell", 60)
    export_notebook(executed)


def _papermill(
    notebook: NotebookNode,
    parameters: dict[str, Any],
    kernel: Kernel,
    cell_timeout: float,
    told: Told | None = None,
) -> NotebookNode:
    import papermill

    logging.getLogger("papermill").setLevel(logging.ERROR)
    folder = Path(tempfile.mkdtemp(prefix="ek-"))
    options = _shell_options(told) if kernel == "shell" else _kernel_options(folder, kernel == "warm", told)
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
                **options,
            )
            return executed
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _shell_options(told: Told | None) -> dict[str, Any]:
    from papermill.engines import papermill_engines

    from evaltools.run.shell import NAME, ShellEngine

    papermill_engines.register(NAME, ShellEngine)
    return {"engine_name": NAME, "told": told}


def _kernel_options(folder: Path, warm: bool, told: Told | None) -> dict[str, Any]:
    from evaltools.run.managers import kernel_manager

    def start(cell: NotebookNode, cell_index: int) -> None:  # noqa: ARG001 - nbclient gives both by name
        if told:
            told(cell_index)

    return {
        "kernel_manager_class": kernel_manager(folder, warm=warm and can_fork()),
        "on_cell_start": start,
    }


def _sentence(error: Exception) -> str:
    """One line of what a library had to say."""
    name = getattr(error, "ename", "")
    text = _plain(str(getattr(error, "evalue", "") or error))
    cell = getattr(error, "cell_index", None)
    where = f"code cell {getattr(error, 'exec_count', None) or cell}: " if cell is not None else ""
    kind = (
        ""
        if name.endswith(("UsageError", "ConfigurationError", "DataError", "Region")) or not name
        else f"{name}: "
    )
    return f"{where}{kind}{text}".strip() or type(error).__name__


def _plain(text: str) -> str:
    """Without the colours of a terminal and without line breaks."""
    return " ".join(re.sub(r"\x1b\[[0-9;]*m", "", text).split())[:500]
