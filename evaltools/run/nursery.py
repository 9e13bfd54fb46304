"""The process that kernels are forked from: libraries imported, a chart drawn, nothing of a user's in it.

A kernel is an ordinary ipykernel that need not import: it has a session, an
environment, a folder, standard streams and random numbers of its own, and is
otherwise as if it had been started. What cannot be had by a fork is refused,
and the client starts an ordinary process: variables of the environment that
are read once, and a folder with a module that would have come first.

It lives in two places. `started` of `kernels` runs it as a process of its own
for any Jupyter client. `forked_here` forks it from a process that is warm
already, before that one has sockets, threads or an event loop.

It ends with its kernels and what these have started when the other end of its
socket is closed, and when its client is gone.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import importlib.util
import io
import json
import logging
import multiprocessing
import multiprocessing.process
import multiprocessing.util
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
import warnings
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from evaltools.run.forking import (
    kill_groups,
    let_go_of_descriptors,
    signal_when_parent_ends,
)
from evaltools.run.kernels import OLD, Nursery, adopt, close, has_nursery

#: Variables that Python or a library reads once, at its start.
_READ_ONCE = re.compile(
    r"PYTHON|LD_|LC_|LANG|GLIBC_|MALLOC_|MPL|MATPLOTLIBRC|OMP_|KMP_|GOMP_|OPENBLAS_|MKL_|BLIS_|NPY_|ARROW_|.*_NUM_THREADS$"
)
_INLINE = "module://matplotlib_inline.backend_inline"
#: Signals that the warm process handles, and a kernel handles otherwise.
_HANDLED = tuple(
    signal.Signals[name]
    for name in ("SIGTERM", "SIGUSR1", "SIGHUP", "SIGCHLD", "SIGINT")
    if name in signal.Signals.__members__
)
_STREAMS = (("stdin", "r", "strict"), ("stdout", "w", "strict"), ("stderr", "w", "backslashreplace"))
#: What a kernel and its first cells import when they are reached; what is not installed is left out.
_LATE = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "matplotlib.style.core",
    "matplotlib_inline.config",
    "pandas.io.formats.html",
    "psutil",
    "scipy.stats",
    "seaborn",
    "sqlite3",
    "tornado.platform.asyncio",
)


@dataclass(frozen=True)
class _Warmth:
    """What this process is warm with: its environment, what imports added to it, and its modules."""

    environment: Mapping[str, str]
    added: Mapping[str, str]
    path: Sequence[str]
    modules: Mapping[str, str]
    state: Mapping[str, int]


#: Of this process, or of the one that it was forked from; that is what a fork is for.
_WARMTH: list[_Warmth] = []


def warm() -> None:
    """Import what kernels need and pay for the first chart, so that processes forked from this one need not.

    A process that is itself forked from another one calls it before the fork.
    No thread, socket or event loop is left.

    Raises
    ------
    RuntimeError
        A thread runs, and would not in what is forked.
    """
    if _WARMTH:
        return
    environment = dict(os.environ)
    os.environ.setdefault("MPLBACKEND", _INLINE)
    here = os.getcwd()
    # matplotlib takes its settings from a file in the working directory, which is a user's.
    os.chdir("/")
    try:
        # A debugger that comes with ipykernel says something to whoever imports it.
        with redirect_stderr(io.StringIO()):
            import matplotlib as mpl

            import evaltools.report  # noqa: F401

            for name in _LATE:
                with suppress(ImportError):
                    importlib.import_module(name)
        known = {*environment, "MPLBACKEND"}
        added = {name: value for name, value in os.environ.items() if name not in known}
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(environment)
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _draw()
    if threading.active_count() > 1:
        names = ", ".join(thread.name for thread in threading.enumerate()[1:])
        raise RuntimeError(f"a thread runs in the process that is to be forked: {names}")
    path = _fresh_path()
    _WARMTH.append(_Warmth(environment, added, path, _outside_modules(), _state(path)))
    gc.collect()
    gc.freeze()


def is_warm() -> bool:
    """Whether this process, or the one that it was forked from, is warm."""
    return bool(_WARMTH)


@contextmanager
def forked_here() -> Iterator[None]:
    """Fork the warm process of this process for a block, if this one is warm and has no thread yet.

    If it cannot be forked, the first kernel starts one that lasts as long as
    this process.
    """
    if not is_warm() or has_nursery() or threading.active_count() > 1:
        yield
        return
    ours, theirs = socket.socketpair()
    client = os.getpid()
    pid = _fork()
    if pid == 0:
        try:
            # Its own session: a signal to the group of its client must leave it time to end its kernels.
            os.setsid()
            number = theirs.detach()
            let_go_of_descriptors([number])
            serve(socket.socket(fileno=number), client)
        finally:
            os._exit(0)
    theirs.close()
    adopt(Nursery(ours, pid))
    try:
        yield
    finally:
        close()


def main(number: int) -> None:
    """Serve the client that started this process.

    Parameters
    ----------
    number : int
        Descriptor of the socket that it is asked through.
    """
    try:
        serve(socket.socket(fileno=number), os.getppid())
    finally:
        # Its kernels have ended; taking the imports apart would take longer than all of them.
        os._exit(0)


def serve(door: socket.socket, client: int) -> None:
    """Get warm, then fork a kernel for each request until the client closes its end or is gone.

    Parameters
    ----------
    door : socket
        The end of a pair whose other end the client has.
    client : int
        Its process.
    """
    lines: dict[int, Connection | None] = {}

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit

    def look(_signal: int, _frame: FrameType | None) -> None:
        if os.getppid() != client:
            raise SystemExit

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGUSR1, look)
    signal_when_parent_ends(signal.SIGUSR1)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    try:
        if os.getppid() != client:
            return
        why_not, old = "", False
        try:
            warm()
        except Exception as error:  # whatever it is, the client can go on without
            why_not = f"{type(error).__name__}: {error}"
        while True:
            heard: dict[Any, int] = {line: pid for pid, line in lines.items() if line is not None}
            for ready in wait([door, reading, *heard]):
                if ready is door:
                    old = not why_not and _is_old()
                    _answer(door, OLD if old else why_not, lines)
                elif ready is reading:
                    os.read(reading, 4096)
                else:
                    _obey(heard[ready], lines)
            _bury(lines)
            if old and not lines:
                # The client has another one by now.
                return
    except (EOFError, OSError, SystemExit):
        pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        for pid in lines:
            _send(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _answer(door: socket.socket, why_not: str, lines: dict[int, Connection | None]) -> None:
    """Fork a kernel for a request, or refuse it; `EOFError` if there will be no more."""
    said, numbers, _, _ = socket.recv_fds(door, 1, 4)
    if not said:
        raise EOFError
    number, *streams = numbers
    line = Connection(number)
    try:
        request = json.loads(line.recv_bytes())
        refused = why_not or _why_not(request)
        if not refused:
            pid = _fork()
            if pid == 0:
                _be_a_kernel(request, line, streams)
            lines[pid] = line
            _say(line, pid=pid)
            return
    except (EOFError, OSError, ValueError) as error:
        refused = f"it could not be forked: {error}"
    finally:
        for stream in streams:
            os.close(stream)
    _say(line, refused=refused)
    line.close()


def _obey(pid: int, lines: dict[int, Connection | None]) -> None:
    """Send a kernel's group the signal that its client asks for."""
    line = lines[pid]
    if line is None:
        return
    try:
        said = json.loads(line.recv_bytes())
    except (EOFError, OSError, ValueError):
        # Nobody listens any more, or what speaks is no client. The kernel goes on, as an ordinary one would.
        line.close()
        lines[pid] = None
    else:
        _send(pid, said["signal"])


def _send(pid: int, number: int) -> None:
    """Signal a kernel and what it has started."""
    with suppress(ProcessLookupError, PermissionError):
        try:
            os.killpg(pid, number)
        except ProcessLookupError:
            # It has just been forked, and has no group yet.
            os.kill(pid, number)


def _bury(lines: dict[int, Connection | None]) -> None:
    """Tell how kernels have ended, and end what they have started."""
    for pid in list(lines):
        # The dead one is kept until its group is gone: its number is not given to another.
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            continue
        kill_groups([pid])
        _, status = os.waitpid(pid, 0)
        line = lines.pop(pid)
        if line is not None:
            _say(line, returncode=os.waitstatus_to_exitcode(status))
            line.close()


def _say(line: Connection, **what: Any) -> None:
    """Tell a client something; whether it still listens is its own matter."""
    with suppress(OSError):
        line.send_bytes(json.dumps(what).encode())


def _fork() -> int:
    """`os.fork`, in which no signal finds the child with the handlers of its parent: they wait meanwhile."""
    sys.stdout.flush()
    sys.stderr.flush()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HANDLED)
    with warnings.catch_warnings():
        # Numerical libraries have threads that survive a fork; ours has none.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        for number in _HANDLED:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.set_wakeup_fd(-1)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return pid


def _why_not(request: Mapping[str, Any]) -> str:
    """Why a kernel would not be as if it had been started; empty if it would."""
    warmth = _WARMTH[0]
    asked, had = request["environment"], warmth.environment
    for name in sorted({*asked, *had}):
        if _READ_ONCE.match(name) and asked.get(name) != had.get(name):
            return f"{name} is not what it was when the process that kernels are forked from was started"
    folder = Path(request["folder"])
    if not folder.is_dir():
        return f"the folder {folder} is not there"
    if Path(folder, "matplotlibrc").is_file():
        return f"{folder} has a file with settings of matplotlib, which is imported already"
    for entry in os.scandir(folder):
        name = entry.name.partition(".")[0]
        place = warmth.modules.get(name)
        if place is None or Path(place).is_relative_to(folder.resolve()):
            continue
        if entry.name.endswith((".py", ".so")) or Path(entry.path, "__init__.py").is_file():
            return f"{entry.path} has the name of a module that is imported already"
    return ""


def _be_a_kernel(request: Mapping[str, Any], line: Connection, streams: Sequence[int]) -> NoReturn:
    """The whole life of a kernel."""
    code = 1
    try:
        parent = os.getppid()
        os.setsid()
        signal_when_parent_ends(signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(code)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        let_go_of_descriptors([line.fileno()])
        _begin_anew(request)
        _run(request["argv"], line)
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # an ordinary process would show it, too
        traceback.print_exc()
    finally:
        _leave(code)


def _begin_anew(request: Mapping[str, Any]) -> None:
    """Give this process what a new one has, and take from it what only its parent is to have."""
    os.environ.clear()
    os.environ.update(request["environment"])
    for name, value in _WARMTH[0].added.items():
        os.environ.setdefault(name, value)
    time.tzset()
    os.chdir(request["folder"])
    sys.argv = [_launcher(), *_arguments(request["argv"])]
    sys.orig_argv = list(request["argv"])
    sys.path[:] = _WARMTH[0].path
    for number, (name, mode, errors) in enumerate(_STREAMS):
        stream: Any = open(number, mode, closefd=False, encoding="utf-8", errors=errors)  # noqa: SIM115
        stream.buffer.raw.name = f"<{name}>"
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    # A copied generator would give every kernel the same numbers.
    random.seed()
    import numpy as np

    np.random.seed()
    _leave_parents_endings_to_it()
    _be_a_main_process()
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Application

    for kind in (InteractiveShell, Application):
        if kind.initialized():
            type(kind.instance()).clear_instance()
    _reset_matplotlib()


def _leave_parents_endings_to_it() -> None:
    """What is to be tidied up when the parent ends (temporary folders and the like) is not this one's."""
    atexit._clear()
    weakref.finalize._registry.clear()  # type: ignore[attr-defined]
    weakref.finalize._registered_with_atexit = False  # type: ignore[attr-defined]
    multiprocessing.util._finalizer_registry.clear()  # type: ignore[attr-defined]
    atexit.register(logging.shutdown)
    atexit.register(multiprocessing.util._exit_function)  # type: ignore[attr-defined]


def _be_a_main_process() -> None:
    """The warm process may itself be a child of `multiprocessing`; a kernel is none."""
    if multiprocessing.parent_process() is not None:
        current: Any = multiprocessing.current_process()
        current._name, current._identity, current._parent_pid = "MainProcess", (), None
        current._config = {"authkey": current.authkey, "semprefix": "/mp"}
        multiprocessing.process._parent_process = None  # type: ignore[attr-defined]
    tracker: Any = resource_tracker._resource_tracker
    tracker._fd = tracker._pid = None


def _reset_matplotlib() -> None:
    """Settings as when it has just been imported; charts go to the shell that there will be."""
    import matplotlib as mpl
    from matplotlib import pyplot
    from matplotlib_inline.config import InlineBackend

    mpl.rc_file_defaults()
    values: Any = mpl.rcParams
    dict.__setitem__(values, "backend", os.environ.get("MPLBACKEND", _INLINE))
    dict.__setitem__(values, "interactive", False)
    # Imported, it hooks itself into the shell that there is: with the first chart it will be, once more.
    if sys.modules.pop(_INLINE.removeprefix("module://"), None):
        InlineBackend.clear_instance()
    state: Any = pyplot
    state._backend_mod = None
    state._REPL_DISPLAYHOOK = state._ReplDisplayHook.NONE


def _run(argv: Sequence[str], line: Connection) -> None:
    """What `python -m ipykernel_launcher` does."""
    from ipykernel.kernelapp import IPKernelApp

    # Process 1 never ends, so that no thread looks every second whether it has: the system tells.
    app: Any = IPKernelApp.instance(parent_handle=1)
    app.initialize(_arguments(argv))
    _say(line, listening=True)
    line.close()
    app.start()


def _leave(code: int) -> NoReturn:
    """End as a process ends, but for taking the imported modules apart."""
    try:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        # Files that were left open are written out when nothing refers to them any more.
        gc.collect()
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                stream.flush()
    finally:
        os._exit(code)


def _launcher() -> str:
    spec = importlib.util.find_spec("ipykernel_launcher")
    return spec.origin or "" if spec else ""


def _arguments(argv: Sequence[str]) -> list[str]:
    """What stands after the name of the module on a kernel's command line."""
    return list(argv[argv.index("ipykernel_launcher") + 1 :])


def _fresh_path() -> list[str]:
    """Where a new interpreter looks for modules: what started this process may have added places."""
    code = "import json, sys; print(json.dumps([place for place in sys.path if place]))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    path: list[str] = json.loads(said)
    return path


def _outside_modules() -> dict[str, str]:
    """Imported modules that are not Python's own, by their names, and where they are."""
    places = {name: _place_of(module) for name, module in list(sys.modules.items())}
    return {
        name: os.path.realpath(place)
        for name, place in places.items()
        if place and "." not in name and name not in sys.stdlib_module_names
    }


def _state(path: Sequence[str]) -> dict[str, int]:
    """When what is imported was changed: installed packages as a whole, modules elsewhere one by one."""
    installed = [place for place in path if place.endswith("-packages")]
    own = [place for place in map(_place_of, list(sys.modules.values())) if place]
    single = [place for place in own if not place.startswith((*installed, sys.base_prefix))]
    found = {}
    for place in (*installed, *single):
        with suppress(OSError):
            found[place] = os.stat(place).st_mtime_ns
    return found


def _place_of(module: object) -> str:
    """The file of a module; empty if it has none."""
    place = getattr(module, "__file__", None)
    return place if isinstance(place, str) else ""


def _is_old() -> bool:
    """Whether something that is imported has been changed since: an ordinary kernel would have it new."""
    state = _WARMTH[0].state
    for place, moment in state.items():
        try:
            if os.stat(place).st_mtime_ns != moment:
                return True
        except OSError:
            return True
    return False


def _draw() -> None:
    """A chart with text on it, as picture and as drawing; none is left open."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.add_subplot()
    axes.plot([1, 2], label="1")
    axes.bar([1, 2], [1, 2])
    axes.set_title("1")
    axes.legend()
    for canvas in (FigureCanvasAgg(figure), FigureCanvasSVG(figure)):
        canvas.print_figure(io.BytesIO(), bbox_inches="tight")
