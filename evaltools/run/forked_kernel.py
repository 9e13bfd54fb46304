"""The life of a kernel in a process that was forked from a warm one: as if it had been started."""

from __future__ import annotations

import atexit
import gc
import importlib.util
import json
import logging
import multiprocessing
import multiprocessing.process
import multiprocessing.util
import os
import random
import signal
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any, NoReturn

from evaltools.run.forking import let_go_of_descriptors, signal_when_parent_ends
from evaltools.run.warmth import INLINE, warmth

_STREAMS = (("stdin", "r", "strict"), ("stdout", "w", "strict"), ("stderr", "w", "backslashreplace"))


def be_a_kernel(request: Mapping[str, Any], line: Connection, streams: Sequence[int]) -> NoReturn:
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
    for name, value in warmth().added.items():
        os.environ.setdefault(name, value)
    time.tzset()
    os.chdir(request["folder"])
    sys.argv = [_launcher(), *_arguments(request["argv"])]
    sys.orig_argv = list(request["argv"])
    sys.path[:] = warmth().path
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
    dict.__setitem__(values, "backend", os.environ.get("MPLBACKEND", INLINE))
    dict.__setitem__(values, "interactive", False)
    # Imported, it hooks itself into the shell that there is: with the first chart it will be, once more.
    if sys.modules.pop(INLINE.removeprefix("module://"), None):
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
    say(line, listening=True)
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


def say(line: Connection, **what: Any) -> None:
    """Tell a client something; whether it still listens is its own matter."""
    with suppress(OSError):
        line.send_bytes(json.dumps(what).encode())
