"""A papermill engine without a kernel: the cells run in an IPython shell of this process.

No process is started, nothing is imported again and nothing is sent through
sockets. What a kernel can do and this cannot (asking the reader, widgets,
changing an earlier output) ends the notebook with an error instead of an
output that is not there. A process should run one notebook and end: what a
notebook leaves in modules stays in them.
"""

from __future__ import annotations

import builtins
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import comm
import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from papermill.engines import Engine
from traitlets import Type
from traitlets.config import Config

from evaltools.errors import EvaltoolsError
from evaltools.run.cells import number_of

NAME = "evaltools-shell"
Told = Callable[[int], None]


class NotInAShellError(EvaltoolsError):
    """Something that only a kernel can do."""


class CellTimeoutError(EvaltoolsError):
    """A cell took longer than it may."""


class _Outputs(list[NotebookNode]):
    """Outputs of one cell in their order; pieces of one stream that follow each other are one output."""

    def stream(self, name: str, text: str) -> None:
        if not text:
            return
        if self and self[-1].output_type == "stream" and self[-1].name == name:
            self[-1].text += text
        else:
            self.append(nbformat.v4.new_output("stream", name=name, text=text))


class _Stream:
    """What `print` writes to while a cell runs."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, outputs: _Outputs, name: str, descriptor: int) -> None:
        self._outputs, self._name, self._descriptor = outputs, name, descriptor

    def write(self, text: str) -> int:
        self._outputs.stream(self._name, text)
        return len(text)

    def writelines(self, lines: Iterator[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing waits: a text is an output as soon as it is written."""

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return self._descriptor


class _Publisher(DisplayPublisher):
    """`display` and everything that shows itself."""

    outputs: _Outputs

    def publish(  # type: ignore[override]
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        _source: object = None,
        *,
        update: bool = False,
        **_: object,
    ) -> None:
        if update:
            raise NotInAShellError(
                "An output cannot be changed after it was shown here. Show it once, when it is ready, or "
                'name engine = "kernel" under the report in project.toml.'
            )
        self.outputs.append(nbformat.v4.new_output("display_data", data=data, metadata=metadata or {}))

    def clear_output(self, _wait: bool = False) -> None:
        self.outputs.clear()


class _Hook(DisplayHook):
    """The value of a cell's last line."""

    outputs: _Outputs

    def __call__(self, result: object = None) -> None:
        if result is None:
            return
        shell: Any = self.shell
        data, metadata = shell.display_formatter.format(result)
        if data:
            output = nbformat.v4.new_output(
                "execute_result", data=data, metadata=metadata, execution_count=shell.execution_count - 1
            )
            self.outputs.append(output)


class _Shell(InteractiveShell):
    """A shell that keeps what its cells show, and errors as a notebook has them."""

    ended = False
    display_pub: Any
    displayhook: Any
    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def init_io(self) -> None:
        """The terminal's own streams stay as they are."""

    def ask_exit(self) -> None:
        """`exit` and `quit` end a notebook before its end."""
        self.ended = True

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no screen."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self._tell(etype.__name__, str(evalue), stb)

    def _tell(self, name: str, value: str, lines: list[str]) -> None:
        self.displayhook.outputs.append(
            nbformat.v4.new_output("error", ename=name, evalue=value, traceback=lines)
        )

    def _ended(self, call: str) -> None:
        said = f"the notebook was ended by {call}"
        # IPython has told it in its own way already.
        outputs = self.displayhook.outputs
        outputs[:] = [each for each in outputs if each.output_type != "error"]
        self._tell("SystemExit", said, [said])

    def run(self, source: str) -> list[NotebookNode]:
        """Run one cell and return its outputs; an error is the last of them."""
        outputs = _Outputs()
        self.displayhook.outputs = self.display_pub.outputs = outputs
        with _descriptors(outputs) as (out, error), _streams(outputs, out, error):
            found: Any = self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        failed = found.error_before_exec or found.error_in_exec
        if isinstance(failed, SystemExit):
            self._ended(f"sys.exit({failed.code or 0})")
        elif self.ended:
            self._ended("exit()")
        elif failed is not None and not any(each.output_type == "error" for each in outputs):
            self._tell(type(failed).__name__, str(failed), traceback.format_exception(failed))
        return outputs


class ShellEngine(Engine):  # type: ignore[misc]
    """What papermill calls by the name `evaltools-shell`."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        _kernel_name: str,
        *,
        execution_timeout: float | None = None,
        told: Told | None = None,
        **_: Any,
    ) -> None:
        """Run the cells of a notebook in order; the first error ends it.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
        execution_timeout : float, optional
            Seconds that a cell may take.
        told : callable, optional
            Called with the number of each code cell before it starts.
        """
        # A file of what was typed would need a thread of its own, and nobody types here.
        shell = _Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))
        shell.reset()  # type: ignore[no-untyped-call]
        shell.ended = False
        shell.enable_matplotlib("inline")  # type: ignore[no-untyped-call]
        with _no_questions(), _no_widgets():
            for index, cell in enumerate(nb_man.nb.cells):
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                if told:
                    told(number_of(nb_man.nb.cells, index))
                nb_man.cell_start(cell, index)
                with _limit(execution_timeout):
                    outputs = shell.run(cell.source)
                cell.outputs = outputs
                cell.execution_count = shell.execution_count - 1
                if any(each.output_type == "error" for each in outputs):
                    nb_man.cell_exception(cell, cell_index=index)
                    return
                nb_man.cell_complete(cell, cell_index=index)


@contextmanager
def _streams(outputs: _Outputs, out: int, error: int) -> Iterator[None]:
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Stream(outputs, "stdout", out), _Stream(outputs, "stderr", error)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


@contextmanager
def _descriptors(outputs: _Outputs) -> Iterator[tuple[int, int]]:
    """What programs that a cell starts write goes into the cell's outputs, not onto the terminal."""
    with tempfile.TemporaryFile() as caught:
        kept = os.dup(1), os.dup(2)
        try:
            os.dup2(caught.fileno(), 1)
            os.dup2(caught.fileno(), 2)
            yield kept
        finally:
            for number, descriptor in enumerate(kept, 1):
                os.dup2(descriptor, number)
                os.close(descriptor)
            caught.seek(0)
            outputs.stream("stdout", caught.read().decode("utf-8", errors="replace"))


@contextmanager
def _no_questions() -> Iterator[None]:
    def refuse(*_: object, **__: object) -> str:
        raise NotInAShellError("A report cannot ask: input() has nobody to answer it.")

    before = builtins.input
    builtins.input = refuse
    try:
        yield
    finally:
        builtins.input = before


@contextmanager
def _no_widgets() -> Iterator[None]:
    def refuse(*_: object, **__: object) -> Any:
        raise NotInAShellError(
            "A page has no widgets. Show the value itself, or name "
            'engine = "kernel" under the report in project.toml.'
        )

    before = comm.create_comm
    comm.create_comm = refuse
    try:
        yield
    finally:
        comm.create_comm = before


@contextmanager
def _limit(seconds: float | None) -> Iterator[None]:
    """Stop a cell that takes longer, as far as Python code can be stopped; the rest is its parent's."""
    if not seconds or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise CellTimeoutError(f"the cell took longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
