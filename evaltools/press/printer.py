"""What prints here: the browser that is installed, else WeasyPrint."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from evaltools.errors import UsageError

#: Names a browser that lies in no usual place.
BROWSER = "EVALTOOLS_BROWSER"

#: Names under which Linux knows them; Chromium first, since a system that has it chose it.
_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
)
_BUNDLES = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_PROGRAMS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
#: Folders of programs on Windows, by the variables that name them.
_PROGRAM_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """What prints pages.

    Attributes
    ----------
    kind : {"browser", "weasyprint"}
    program : str
        The browser's program; Python's own for WeasyPrint.
    """

    kind: Literal["browser", "weasyprint"]
    program: str


def find_printer(
    environment: Mapping[str, str] | None = None, system: str = sys.platform, home: Path | None = None
) -> Printer:
    """What prints pages on this machine.

    Parameters
    ----------
    environment : mapping of str, optional
        Variables of the environment; those of this process by default.
    system : str
        As `sys.platform` calls it.
    home : Path, optional
        The user's folder, where macOS may keep programs.

    Returns
    -------
    Printer
        The browser that `EVALTOOLS_BROWSER` names; else Chromium, Google
        Chrome or Microsoft Edge in their usual places; else WeasyPrint.

    Raises
    ------
    UsageError
        There is none of them, or the one that is named is not there.
    """
    environment = os.environ if environment is None else environment
    path = environment.get("PATH", "")
    if named := environment.get(BROWSER, ""):
        found = shutil.which(named, path=path)
        if found is None:
            raise UsageError(
                f"{BROWSER} names “{named}”, and there is no such program. Give the whole path of "
                "Chromium, Google Chrome or Microsoft Edge, or take the variable away."
            )
        return Printer(kind="browser", program=found)
    for place in _places(environment, system, Path.home() if home is None else home):
        if found := shutil.which(place, path=path):
            return Printer(kind="browser", program=found)
    there = find_spec("weasyprint") is not None
    if there and _weasyprint_works():
        return Printer(kind="weasyprint", program=sys.executable)
    raise UsageError(
        "--format pdf needs a browser that prints: Chromium, Google Chrome or Microsoft Edge, and none was "
        f"found in its usual places. Install one, or name its program in the environment variable {BROWSER}. "
        + (
            "WeasyPrint is installed, but what it needs besides, Pango, is not: with it, it would do, too."
            if there
            else "Without a browser: pip install 'evaltools[pdf]' (WeasyPrint, which needs Pango besides)."
        )
    )


def _weasyprint_works() -> bool:
    """Whether WeasyPrint finds its libraries; tried in another process, for ours stays light."""
    tried = subprocess.run(
        [sys.executable, "-c", "import weasyprint"], capture_output=True, check=False, timeout=60
    )
    return tried.returncode == 0


def _places(environment: Mapping[str, str], system: str, home: Path) -> Iterator[str]:
    if system == "darwin":
        for folder in (Path("/Applications"), home / "Applications"):
            yield from (str(folder / bundle) for bundle in _BUNDLES)
    if system == "win32":
        folders = [environment[name] for name in _PROGRAM_FOLDERS if environment.get(name)]
        yield from (str(Path(folder) / program) for program in _PROGRAMS for folder in folders)
    else:
        yield from _COMMANDS
