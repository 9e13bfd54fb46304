"""What a process is warm with: libraries, a first chart, nothing of a user's; and how long that holds."""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import re
import subprocess
import sys
import threading
import warnings
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Variables that Python or a library reads once, at its start.
_READ_ONCE = re.compile(
    r"PYTHON|LD_|LC_|LANG|GLIBC_|MALLOC_|MPL|MATPLOTLIBRC|OMP_|KMP_|GOMP_|OPENBLAS_|MKL_|BLIS_|NPY_|ARROW_|.*_NUM_THREADS$"
)
#: Where charts of a notebook go.
INLINE = "module://matplotlib_inline.backend_inline"
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
class Warmth:
    """What this process is warm with: its environment, what imports added to it, and its modules."""

    environment: Mapping[str, str]
    added: Mapping[str, str]
    path: Sequence[str]
    modules: Mapping[str, str]
    state: Mapping[str, int]


#: Of this process, or of the one that it was forked from; that is what a fork is for.
_WARMTH: list[Warmth] = []


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
    os.environ.setdefault("MPLBACKEND", INLINE)
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
    _WARMTH.append(Warmth(environment, added, path, _outside_modules(), _state(path)))
    gc.collect()
    gc.freeze()


def warmth() -> Warmth:
    """What this process is warm with; it must be."""
    return _WARMTH[0]


def is_warm() -> bool:
    """Whether this process, or the one that it was forked from, is warm."""
    return bool(_WARMTH)


def refusal(request: Mapping[str, Any]) -> str:
    """Why a kernel would not be as if it had been started; empty if it would."""
    held = warmth()
    asked, had = request["environment"], held.environment
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
        place = held.modules.get(name)
        if place is None or Path(place).is_relative_to(folder.resolve()):
            continue
        if entry.name.endswith((".py", ".so")) or Path(entry.path, "__init__.py").is_file():
            return f"{entry.path} has the name of a module that is imported already"
    return ""


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


def is_old() -> bool:
    """Whether something that is imported has been changed since: an ordinary kernel would have it new."""
    state = warmth().state
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
